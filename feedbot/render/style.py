"""The look of index.html: a column of cards, light or dark as the reader's system is."""

STYLE = """
:root{color-scheme:light dark;--ink:#1d2129;--soft:#5a6372;--line:#dfe3ea;--page:#f5f6f9;--card:#fff;--link:#0b57a8;
--well:#eef1f6;--warm:#b5500c}
@media(prefers-color-scheme:dark){:root{--ink:#e7e9ee;--soft:#a3acba;--line:#2f3642;--page:#14171c;--card:#1c2027;
--link:#8cbcff;--well:#262c36;--warm:#f2a365}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,
"Noto Sans",sans-serif}
header,main,footer{max-width:52rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem;padding-bottom:1rem}
h1{margin:0;font-size:2rem;line-height:1.2;letter-spacing:-.02em}
h1::before{content:"";display:inline-block;width:.55em;height:.55em;margin-right:.4em;border-radius:50%;
background:var(--warm)}
header p{margin:.5rem 0 0;color:var(--soft)}
h2{margin:0;font-size:1.25rem;line-height:1.3;overflow-wrap:anywhere}
p{margin:.35rem 0 0}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.15em}
a:hover{text-decoration-thickness:2px}
a:focus-visible,code:focus-visible{outline:2px solid var(--warm);outline-offset:2px;border-radius:2px}
article,aside{margin:0 0 1.25rem;padding:1.25rem 1.5rem;background:var(--card);border:1px solid var(--line);
border-radius:.75rem}
aside{background:none;border-style:dashed}
aside h2{font-size:1rem}
article h2 a{color:inherit;text-decoration:none}
article h2 a:hover{text-decoration:underline}
.facts{color:var(--soft);font-size:.9rem}
.addresses{margin:1rem 0;display:grid;gap:.4rem}
.addresses div{display:flex;gap:.75rem;align-items:baseline}
dt{flex:0 0 5.5rem;font-size:.9rem;font-weight:600}
dd{margin:0;min-width:0;flex:1}
code{font:.85rem/1.4 ui-monospace,"SF Mono",Menlo,Consolas,monospace;background:var(--well);border-radius:.35rem;
padding:.15rem .4rem}
dd code{display:block;padding:.3rem .6rem;overflow-wrap:anywhere;-webkit-user-select:all;user-select:all;cursor:copy}
.latest{list-style:none;margin:0;padding:.75rem 0 0;border-top:1px solid var(--line);display:grid;gap:.45rem}
.latest li{display:flex;gap:.9rem;align-items:baseline}
.latest time{flex:0 0 5.5rem;color:var(--soft);font-size:.85rem;font-variant-numeric:tabular-nums}
.latest a{min-width:0;overflow-wrap:anywhere}
footer{padding-top:.5rem;padding-bottom:2.5rem;color:var(--soft);font-size:.85rem}
@media(max-width:34rem){.addresses div,.latest li{flex-direction:column;
align-items:stretch;gap:.1rem}dt,.latest time{flex:none}
article,aside{padding:1rem 1.1rem}}
@media print{body{background:none}article{break-inside:avoid}}
"""
