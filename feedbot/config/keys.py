"""Every key of config.yaml. The reference, the JSON Schema and the reader are made from these tables."""

from __future__ import annotations

from feedbot.config import values
from feedbot.config.kinds import Key, Many, Table
from feedbot.config.sources import OneSource, Sections, Sources

FORMATS = ("atom", "rss", "json")
VIA = ("auto", "page", "feed", "sitemap", "wordpress", "json")  # `discover.doors.READERS` and the page itself

_SELECTORS = Many(values.SELECTOR)

FETCH = Table(
    (
        Key(
            "workers",
            values.whole(1, 256),
            "How many requests may be under way at a time, all hosts together.",
            "32",
            "16",
        ),
        Key("per_host", values.whole(1, 64), "How many requests may be under way at one host.", "1", "2"),
        Key("pause", values.duration(), "Time between the starts of two requests to one host.", "2s", "1s"),
        Key("robots", values.choice("obey", "ignore"), "Whether robots.txt is obeyed.", "ignore", "obey"),
        Key(
            "user_agent",
            values.USER_AGENT,
            "How feedbot names itself to sites. Give an address where a site's owner can reach you.",
            '"feedbot (+https://example.org/bot)"',
        ),
        Key(
            "allow_addresses",
            Many(values.ADDRESS),
            "Networks, addresses, or host:port that may be asked although they are not public. None by default.",
            "[10.0.0.0/8, localhost:8000]",
        ),
        Key(
            "timeout",
            values.duration(0.1),
            "How long to wait for a connection, and between two pieces of an answer.",
            "10s",
            "20s",
        ),
        Key(
            "deadline",
            values.duration(0.1),
            "How long one answer may take as a whole, redirects included.",
            "2m",
            "60s",
        ),
        Key("max_wire", values.SIZE, "How large an answer may be as it is sent.", "5MB", "10MB"),
        Key("max_decoded", values.SIZE, "How large an answer may be when it is unpacked.", "50MB", "20MB"),
    )
)

LINKS = Table(
    (
        Key("include", values.PATTERN, "A regular expression that must be found in the URL of an item.", r"'/20\d\d/'"),
        Key("exclude", values.PATTERN, "A regular expression that must not be found in the URL of an item.", "/live/"),
        Key(
            "select",
            values.SELECTOR,
            "CSS of the links to items, or of the elements that hold one link each.",
            "article h2 a",
        ),
    )
)

ARTICLE = Table(
    (
        Key("content", _SELECTORS, "CSS of the element that holds the text.", ".entry-content"),
        Key(
            "remove",
            _SELECTORS,
            "CSS of elements inside the text that do not belong to it.",
            "[.donate-box, .newsletter]",
        ),
        Key("title", _SELECTORS, "CSS of the headline.", "h1.headline"),
        Key("author", _SELECTORS, "CSS of the authors' names.", ".byline a", field="authors"),
        Key("date", _SELECTORS, "CSS of the date of publication.", "time.published", field="published"),
        Key("image", _SELECTORS, "CSS of the lead image.", "figure.lead img"),
        Key("next_page", _SELECTORS, "CSS of the link to the next page of an article on several.", "a.next-page"),
        Key("single_page", _SELECTORS, "CSS of the link to the page that shows all of it.", "a.view-all"),
        Key(
            "pages",
            values.whole(1, 50),
            "How many pages of one article are joined; 1 takes the first alone.",
            "1",
            "10",
        ),
        Key(
            "zone",
            values.ZONE,
            "The time zone of dates that state none; the source's `zone` by default.",
            "America/New_York",
        ),
        Key("min_words", values.whole(0, 100_000), "A page with fewer words than this is no article.", "80", "0"),
    )
)

_PATH = values.text("keys with dots between", pattern=r"[^\s.]+(?:\.[^\s.]+)*")
JSON = Table(
    (
        Key("items", _PATH, "Where the list of items is; the whole answer by default.", "data.posts"),
        Key("url", _PATH, "Where an item's address is; `url` by default.", "link"),
        Key("title", _PATH, "Where an item's title is; `title` by default.", "title.rendered"),
        Key("date", _PATH, "Where an item's date is.", "published_at"),
        Key("summary", _PATH, "Where an item's summary is.", "excerpt"),
    )
)

_SCHEDULE = ("every", "cron")
# What a source may say, and `defaults` for all sources.
_COMMON = (
    Key("every", values.duration(1.0), "Time between two runs of `feedbot daemon`.", "15m", "30m"),
    Key(
        "cron",
        values.CRON,
        "When to run, as a crontab line of five fields, in place of `every`. Days of the month and of the week that are"
        " both given mean either, as in crontab(5).",
        '"*/15 6-23 * * mon-fri"',
    ),
    Key("zone", values.ZONE, "The time zone of `cron`, and of dates that state none.", "Europe/Lisbon"),
    Key("keep", values.whole(1, 10_000), "How many entries the feed holds, the newest ones.", "100", "50"),
    Key("formats", Many(values.choice(*FORMATS)), "Which feed files are written.", "[atom, json]", "[atom, rss, json]"),
    Key("language", values.LANGUAGE, "The language of the feed; that of most of its entries by default.", "pt-BR"),
    Key(
        "via",
        values.choice(*VIA),
        "Where the items come from. `auto`: the section page, else the first of its feeds, APIs and sitemaps with any.",
        "feed",
        "auto",
    ),
    Key("pages", values.whole(1, 50), "How many pages of a section are read, by their links to older items.", "3", "1"),
    Key("backfill", values.whole(1, 500), "The same on the first run of a section.", "20", "1"),
    Key("json", JSON, "Where a JSON endpoint that is given as a section page holds what; detected by default."),
    Key("links", LINKS, "Rules for the links of the section pages. Detection works without any."),
    Key(
        "article",
        ARTICLE,
        "Selectors for article pages. Each comes before detection, which goes on when it finds nothing.",
    ),
)

SOURCE = Table(
    (
        Key("title", values.text(), "The title of the feed; the name of the source by default.", "CT Mirror"),
        Key("url", values.URL, "The section page, when there is one.", "https://ctmirror.org/category/politics/"),
        Key(
            "urls",
            Sections(values.URL),
            "Several section pages: a list, or a mapping from a section's name to its URL. Names become categories.",
            "{Politics: https://ctmirror.org/category/politics/, Health: https://ctmirror.org/category/health/}",
            field="sections",
        ),
        *_COMMON,
    ),
    apart=(("url", "urls"), _SCHEDULE),
)
DEFAULTS = Table(_COMMON, apart=(_SCHEDULE,))

TOP = Table(
    (
        Key(
            "store",
            values.STORE,
            "Where feedbot remembers what it has seen: a file, whose relative path begins beside this one, never "
            "inside `output`; or a PostgreSQL database (`pip install 'feedbot[postgres]'`).",
            "sqlite:////var/lib/feedbot/feedbot.db",
            "sqlite:///feedbot.db",
        ),
        Key(
            "output",
            values.text("a folder"),
            "The folder of the feeds; a relative path begins beside this file.",
            "/srv/feeds/",
            "output/",
        ),
        Key(
            "base_url",
            values.FOLDER_URL,
            "Where `output` can be read on the web. It stands in the feeds.",
            "https://feeds.example.org/",
            "http://localhost:8300/",
        ),
        Key(
            "site_rules",
            Many(values.text("a folder")),
            "Folders with rules for sites, as Full-Text RSS has them; relative paths begin beside this file.",
            "ftr-site-config/",
        ),
        Key("fetch", FETCH, "How the web is asked."),
        Key("defaults", DEFAULTS, "What counts for every source that does not say otherwise."),
        Key(
            "sources",
            Sources(OneSource(SOURCE, values.URL)),
            "What becomes a feed: a name, and a URL or a mapping of keys.",
        ),
    ),
    required=("sources",),
)
