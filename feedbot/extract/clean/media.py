"""Pictures, films, players and formulas: what each becomes in the output."""

from __future__ import annotations

from html import escape

from selectolax.lexbor import LexborNode

from feedbot import text, urls
from feedbot.extract.clean.embeds import Embed, embed
from feedbot.extract.clean.tables import TIGHT
from feedbot.extract.clean.walk import Handler, Leave, Walk
from feedbot.model import Image
from feedbot.pictures import Attributes, best, key


def image(walk: Walk, node: LexborNode) -> Leave:
    _show(walk, best(node.attributes, [], walk.base))
    return None


def picture(walk: Walk, node: LexborNode) -> Leave:
    inner = node.css_first("img, amp-img")
    said: Attributes = inner.attributes if inner is not None else {}
    _show(walk, best(said, [source.attributes for source in node.css("source")], walk.base))
    return None


def pictures(walk: Walk, node: LexborNode) -> Leave:
    """Of a switch that enlarges or plays something only what it shows."""
    for inner in node.css("picture, img"):
        if inner.tag == "picture" or inner.parent is None or inner.parent.tag != "picture":
            HANDLERS[inner.tag or ""](walk, inner)
    return None


def _show(walk: Walk, shown: Image | None) -> None:
    """Write a picture, once."""
    if shown is None or (name := key(shown.url)) in walk.pictures:
        return
    walk.pictures.add(name)
    size = f' width="{shown.width}" height="{shown.height}"' if shown.width and shown.height else ""
    walk.writer.picture(f'<img src="{escape(shown.url)}" alt="{escape(shown.alt)}"{size}>')


def noscript(walk: Walk, node: LexborNode) -> Leave:
    """What browsers without scripts show in the place of a lazy picture or player."""
    for inner in node.css("img, iframe"):
        (image if inner.tag == "img" else frame)(walk, inner)
    return None


def video(walk: Walk, node: LexborNode) -> Leave:
    said = node.attributes
    offered = [said, *(source.attributes for source in node.css("source"))]
    src = next((url for one in offered if (url := _file(walk, one.get("src") or one.get("data-src")))), "")
    poster = urls.absolute(said.get("poster"), walk.base)
    if src:
        shown = f' poster="{escape(poster)}"' if poster and node.tag != "audio" else ""
        name = "audio" if node.tag in ("audio", "amp-audio") else "video"
        walk.writer.picture(f'<{name} src="{escape(src)}"{shown} controls></{name}>')
    elif poster:
        _show(walk, Image(poster, alt=said.get("title") or ""))
    return None


def _file(walk: Walk, src: str | None) -> str:
    """The address of a film or sound that a reader can play."""
    url = urls.absolute(src, walk.base)
    return "" if urls.parts(url).path.endswith((".m3u8", ".mpd")) else url


def frame(walk: Walk, node: LexborNode) -> Leave:
    said = node.attributes
    offered = (said.get(name) for name in ("src", "data-src", "data-lazy-src", "data-original", "data"))
    src = next((url for one in offered if (url := urls.absolute(one, walk.base))), "")
    return _embed(walk, src, said.get("title") or "") or (walk.border() if node.tag == "object" else None)


def script(walk: Walk, node: LexborNode) -> Leave:
    """Nothing, but for one that puts a piece of another site in its place."""
    said = node.attributes
    if post := said.get("data-telegram-post"):
        return _embed(walk, f"https://t.me/{post}?embed=1", "")
    src = said.get("src")
    return _embed(walk, urls.absolute(src, walk.base), "") if src else None


def _embed(walk: Walk, src: str, title: str) -> Leave:
    """A link, with a picture where one is known, in the place of a player or a post."""
    if found := embed(src):
        place(walk, found, title)
    return None


def place(walk: Walk, found: Embed, title: str) -> None:
    """Write a link to what is shown, once, where it may stand."""
    if found.url in walk.pictures:
        return
    walk.pictures.add(found.url)
    link = f'<a href="{escape(found.url)}">'
    said = text.shorten(text.squeeze(title)) or found.name
    name = f"{link}{escape(said)}</a>"
    shown = f'{link}<img src="{escape(found.image)}" alt=""></a>'
    around = walk.writer.around
    if around not in _HOLDERS and not (around == "figure" and not found.image):
        if walk.writer.inside("a"):  # which holds no other link
            walk.writer.text(said)
        else:
            walk.writer.picture(shown if found.image else name)
        return
    if around in _CLOSED:
        walk.writer.end_block()
    walk.writer.raw(f"<figure>{shown}<figcaption>{name}</figcaption></figure>" if found.image else f"<p>{name}</p>")
    if around in _CLOSED:
        walk.writer.start_block(around)


_CLOSED = frozenset(("p", "figure"))  # are ended before a figure or a paragraph of its own
_HOLDERS = frozenset(("", "blockquote", "details", "p", *TIGHT))


def math(walk: Walk, node: LexborNode) -> Leave:
    """A formula as its TeX source, where it is given, else as its text."""
    source = node.css_first('annotation[encoding*="tex" i]')
    said = (source is not None and source.text()) or node.attributes.get("alttext") or node.text() or ""
    walk.writer.text(" ".join(said.split()))
    twin = node.parent.next if node.parent is not None else None
    if twin is not None and twin.tag == "span" and "katex-html" in (twin.attributes.get("class") or ""):
        walk.dropped.add(twin.mem_id)  # the same for the eye
    return None


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(("img", "amp-img"), image),
    "picture": picture,
    "noscript": noscript,
    **dict.fromkeys(("video", "amp-video", "audio", "amp-audio"), video),
    **dict.fromkeys(("iframe", "amp-iframe", "embed", "object"), frame),
    "script": script,
    "math": math,
}
