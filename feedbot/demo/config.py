"""The config.yaml of the demo."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template

_CONFIG = Template("""\
# The sample site's sources. It lives on this machine only, as long as `feedbot demo` runs.

store: sqlite:///demo.db
output: $output

fetch:
  pause: 0s # it is our own server; leave out for any other
  allow_addresses: ["$address"] # no other address of this machine may be asked

sources:
  # Three section pages of a newspaper. A story that stands in all of them is one entry with three categories.
  courier:
    title: The Harrow Bay Courier
    zone: America/Halifax
    urls:
      Town Hall: $site/town-hall/
      Schools: $site/schools/
      Harbour: $site/harbour/

  # Nothing but an address.
  arts: $site/arts/

  # Another language.
  comunidade:
    title: Comunidade
    url: $site/comunidade/
    language: pt

  # Old pages, tables all over: a rule for the links, and selectors where there is little to go by.
  notices:
    title: Town notices
    url: $site/notices/
    keep: 20
    links: { include: /notices/view }
    article: { title: td h2, author: .office, date: .posted }
""")


def config_for(folder: Path, site_url: str) -> str:
    """The demo's config.yaml for a file in `folder` and a site at `site_url`; its feeds go into `folder`/output."""
    site = site_url.rstrip("/")
    output = json.dumps(str(folder / "output"), ensure_ascii=False).replace("$", "$$")
    return _CONFIG.substitute(output=output, site=site, address=site.partition("://")[2])
