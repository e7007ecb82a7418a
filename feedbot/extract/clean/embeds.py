"""Frames and scripts of known players and posts: a link to what they show, with a picture where one is known."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from feedbot import urls


class Embed(NamedTuple):
    """What a frame shows: the page of it, a name for the link, a picture."""

    url: str
    name: str
    image: str = ""


# Address of the frame -> name, page, picture. `{0}` is the first group of the pattern, percent-decoded.
# Sources: the embed documentation of each service.
_FRAMES: tuple[tuple[re.Pattern[str], str, str, str], ...] = tuple(
    (re.compile(r"https?://" + pattern), name, page, image)
    for pattern, name, page, image in (
        (
            r"(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:(?:embed|v|e|shorts)/(?!videoseries|live_stream)"
            r"|watch\?(?:[^#]*&)?v=)|youtu\.be/)([\w-]{6,20})",
            *("YouTube", "https://www.youtube.com/watch?v={0}", "https://i.ytimg.com/vi/{0}/hqdefault.jpg"),
        ),
        (
            r"(?:www\.)?youtube(?:-nocookie)?\.com/embed/?(?:videoseries)?\?(?:[^#]*&)?list=([\w-]+)",
            *("YouTube", "https://www.youtube.com/playlist?list={0}", ""),
        ),
        (r"(?:player\.vimeo\.com/video|(?:www\.)?vimeo\.com)/(\d+)", "Vimeo", "https://vimeo.com/{0}", ""),
        (
            r"(?:www\.|geo\.)?dailymotion\.com/(?:embed/video/|player[^?]*\?(?:[^#]*&)?video=)(\w+)",
            *(
                "Dailymotion",
                "https://www.dailymotion.com/video/{0}",
                "https://www.dailymotion.com/thumbnail/video/{0}",
            ),
        ),
        (r"open\.spotify\.com/embed(?:-podcast)?/([\w/]+)", "Spotify", "https://open.spotify.com/{0}", ""),
        (r"w\.soundcloud\.com/player/?\?(?:[^#]*&)?url=([^&#]+)", "SoundCloud", "{0}", ""),
        (r"([\w.-]+/@[\w.@-]+/\d+)/embed", "Mastodon", "https://{0}", ""),
        (r"platform\.(?:twitter|x)\.com/embed/[^#]*[?&]id=(\d+)", "X", "https://x.com/i/status/{0}", ""),
        (r"(?:www\.)?threads\.(?:net|com)/(@[\w.]+/post/\w+)", "Threads", "https://www.threads.net/{0}", ""),
        (r"(?:www\.)?instagram\.com/((?:p|reel|tv)/[\w-]+)", "Instagram", "https://www.instagram.com/{0}/", ""),
        (
            r"(?:www\.)?tiktok\.com/(?:embed(?:/v\d)?|player/v1)/(\d+)",
            "TikTok",
            "https://www.tiktok.com/@/video/{0}",
            "",
        ),
        (
            r"(?:www\.)?facebook\.com/(?:v\d[\d.]*/)?plugins/(?:post|video|comment_embed)\.php\?(?:[^#]*&)?href=([^&#]+)",
            *("Facebook", "{0}", ""),
        ),
        (r"(embed\.documentcloud\.org/documents/[\w-]+)", "DocumentCloud", "https://{0}/", ""),
        (r"player\.twitch\.tv/\?(?:[^#]*&)?video=v?(\d+)", "Twitch", "https://www.twitch.tv/videos/{0}", ""),
        (r"player\.twitch\.tv/\?(?:[^#]*&)?channel=(\w+)", "Twitch", "https://www.twitch.tv/{0}", ""),
        (r"embed\.podcasts\.apple\.com/([^?#]+)", "Apple Podcasts", "https://podcasts.apple.com/{0}", ""),
        (r"embed\.music\.apple\.com/([^?#]+)", "Apple Music", "https://music.apple.com/{0}", ""),
        (r"(?:www\.)?reddit(?:media)?\.com/(r/\w+/comments/\w+)", "Reddit", "https://www.reddit.com/{0}/", ""),
        (
            r"embed\.bsky\.app/embed/([\w:.]+)/app\.bsky\.feed\.post/(\w+)",
            *("Bluesky", "https://bsky.app/profile/{0}/post/{1}", ""),
        ),
        (r"(?:www\.)?(?:t\.me|telegram\.me)/(\w+/\d+)\?(?:[^#]*&)?embed=1", "Telegram", "https://t.me/{0}", ""),
        (r"embed\.ted\.com/(?:talks/)?([^?#]+)", "TED", "https://www.ted.com/talks/{0}", ""),
        (r"(?:www\.)?rumble\.com/embed/(\w+)", "Rumble", "https://rumble.com/embed/{0}/", ""),
        (r"streamable\.com/[eo]/(\w+)", "Streamable", "https://streamable.com/{0}", ""),
        (r"giphy\.com/embed/(\w+)", "Giphy", "https://giphy.com/gifs/{0}", "https://i.giphy.com/{0}.gif"),
        (r"(?:www\.)?loom\.com/embed/(\w+)", "Loom", "https://www.loom.com/share/{0}", ""),
        (r"archive\.org/embed/([^/?#]+)", "Internet Archive", "https://archive.org/details/{0}", ""),
        (r"codepen\.io/([\w-]+)/embed/(?:preview/)?(\w+)", "CodePen", "https://codepen.io/{0}/pen/{1}", ""),
        (r"(datawrapper\.dwcdn\.net/\w+)", "Datawrapper", "https://{0}/", ""),
        (r"(flo\.uri\.sh/(?:visualisation|story)/\d+)", "Flourish", "https://{0}/embed", ""),
        (r"e\.infogram\.com/([\w-]+)", "Infogram", "https://infogram.com/{0}", ""),
        (r"(?:www\.)?google\.[a-z.]+/maps/((?:d/)?embed\?[^#]+)", "Google Maps", "https://www.google.com/maps/{0}", ""),
        (r"(bandcamp\.com/EmbeddedPlayer/[^?#]+)", "Bandcamp", "https://{0}", ""),
        (r"(www\.slideshare\.net/slideshow/embed_code/key/\w+)", "SlideShare", "https://{0}", ""),
        (r"rutube\.ru/(?:play/)?embed/(\w+)", "Rutube", "https://rutube.ru/video/{0}/", ""),
        (
            r"player\.bilibili\.com/player\.html\?(?:[^#]*&)?bvid=(\w+)",
            *("Bilibili", "https://www.bilibili.com/video/{0}/", ""),
        ),
        (r"(gist\.github\.com/[\w-]+/\w+)\.js", "GitHub Gist", "https://{0}", ""),
        (r"(asciinema\.org/a/\w+)\.js", "asciinema", "https://{0}", ""),
        (r"(?:embed\.)?nicovideo\.jp/watch/(\w+)", "Niconico", "https://www.nicovideo.jp/watch/{0}", ""),
    )
)


def embed(src: str) -> Embed | None:
    """What a frame with this absolute address shows; None for frames that are not known.

    >>> embed("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0").url
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ'
    """
    for pattern, name, page, image in _FRAMES:
        if found := pattern.match(src):
            groups = [unquote(group) for group in found.groups()]
            url = urls.absolute(page.format(*groups), src)
            return Embed(url, name, image.format(*groups)) if url else None
    return None
