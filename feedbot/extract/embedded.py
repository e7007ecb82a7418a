"""Elements that show a post, a film or a page of another site: by what they are told, and which page that is.

Sources: the embed documentation of each service; AMP's components; the markup of Ghost, Substack, WordPress, Elementor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborNode


class Kind(NamedTuple):
    """How elements of one kind say what they show."""

    name: str = ""  # of the service: what the link says where nothing better is known
    said: tuple[str, ...] = ()  # attributes that hold the address or the id, in the order of trust
    before: str = ""  # what makes an id an address
    link: str = "a[href]"  # the last link of these has the address, where no attribute tells it
    quotes: bool = True  # what stands in it is the post's own text; else it is a picture of the other page
    title: str = ""  # what stands in it that is the other page's title


_VIDEO = ("data-videoid", "videoid", "video-id")
_YOUTUBE = Kind("YouTube", _VIDEO, "https://www.youtube.com/embed/", quotes=False)
_VIMEO = Kind("Vimeo", _VIDEO, "https://player.vimeo.com/video/", quotes=False)
_FACEBOOK = Kind("Facebook", ("data-href",))
_TWEET = Kind("X", link="a[href*='/status/']")
_REDDIT = Kind("Reddit", ("data-src",), link="a[href*='/comments/']")
_MASTODON = Kind("Mastodon", ("data-embed-url",))

# By the name of the element.
TAGS = {
    **dict.fromkeys(("amp-youtube", "lite-youtube", "youtube-video"), _YOUTUBE),
    **dict.fromkeys(("amp-vimeo", "lite-vimeo"), _VIMEO),
    "amp-dailymotion": Kind("Dailymotion", _VIDEO, "https://www.dailymotion.com/embed/video/", quotes=False),
    "amp-twitter": Kind("X", ("data-tweetid",), "https://platform.twitter.com/embed/?id="),
    "amp-instagram": Kind("Instagram", ("data-shortcode",), "https://www.instagram.com/p/"),
    "amp-facebook": _FACEBOOK,
    "amp-tiktok": Kind("TikTok", ("data-src",)),
    "amp-reddit": _REDDIT,
}
# By a class of a <blockquote>, <div> or <figure>.
CLASSES = {
    **dict.fromkeys(("twitter-tweet", "twitter-video"), _TWEET),
    "instagram-media": Kind("Instagram", ("data-instgrm-permalink",)),
    "tiktok-embed": Kind("TikTok", ("cite",)),
    "bluesky-embed": Kind("Bluesky", ("data-bluesky-uri",), "https://embed.bsky.app/embed/", "a[href*='/post/']"),
    "mastodon-embed": _MASTODON,
    "text-post-media": Kind("Threads", ("data-text-post-permalink",)),
    **dict.fromkeys(("reddit-embed-bq", "reddit-card", "reddit-embed"), _REDDIT),
    **dict.fromkeys(("fb-post", "fb-video", "fb-comment-embed"), _FACEBOOK),
    "telegram-post": Kind("Telegram"),
    "elementor-widget-video": Kind("", ("data-settings",), quotes=False),
    "flourish-embed": Kind("Flourish", ("data-src",), "https://flo.uri.sh/", quotes=False),
    "kg-bookmark-card": Kind(quotes=False, title=".kg-bookmark-title"),
    "embedded-post-wrap": Kind(quotes=False, title=".embedded-post-title"),
    "wp-embedded-content": Kind(quotes=False, title="a[href]"),
}
_CLASSES = CLASSES.keys()
_HOLDERS = frozenset(("blockquote", "div", "figure"))


def kind(node: LexborNode) -> Kind | None:
    """What kind of embedded element this is; None for all others."""
    if node.tag not in _HOLDERS:
        return TAGS.get(node.tag or "")
    names = node.attributes.get("class")
    return by_class(names) if names else None


def by_class(names: str) -> Kind | None:
    """What kind of embedded element has these classes.

    >>> by_class("wide twitter-tweet").name
    'X'
    """
    own = names.split()
    return None if _CLASSES.isdisjoint(own) else next(CLASSES[name] for name in own if name in CLASSES)


def telling(names: Sequence[str]) -> set[str]:
    """Those of all elements' names that hold such a class; that most pages have none is told by one look at all."""
    joined = " ".join(names)
    found = [one for one in CLASSES if one in joined]
    return {one for one in names if any(name in one for name in found)} if found else set()
