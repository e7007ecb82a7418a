"""A sample site to try feedbot on: an invented town newspaper on loopback. It knows nothing of feedbot.

stories    text files -> stories of a round
markup     the blocks of a story as HTML and as text
pages      stories -> HTML, by the templates in layouts/
site       path -> answer
server     the site over HTTP
config     the config.yaml of the demo
truth      what a perfect run gives
"""

from __future__ import annotations

from feedbot.demo.config import config_for
from feedbot.demo.server import DemoSite, serve
from feedbot.demo.site import Answer, Site
from feedbot.demo.truth import Expected, forbidden, truth

__all__ = ["Answer", "DemoSite", "Expected", "Site", "config_for", "forbidden", "serve", "truth"]
