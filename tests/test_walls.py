from __future__ import annotations

import pytest

from feedbot.document import Document
from feedbot.errors import Blocked, NoArticle, NoLinks
from feedbot.model import Page
from feedbot.walls import HINTS, detour, refusal, wall

ARTICLE = "<p>" + "The harbour board met on Friday and talked about the lamp of the old lighthouse for two hours. " * 20


def document(markup: str, title: str = "") -> Document:
    return Document(Page("https://example.org/a", f"<title>{title}</title><body>{markup}".encode()))


WALLS = [
    ("robot check", "Just a moment...", "<h1>example.org</h1><p>Checking your browser before accessing.</p>"),
    ("robot check", "Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1>"),
    ("robot check", "Access denied", "<p>You don't have permission to access this page. Reference #18.2</p>"),
    ("robot check", "example.org", "<p>Please enable JS and disable any ad blocker</p>"),
    ("robot check", "", '<div id="px-captcha"></div><p>Press &amp; Hold to confirm</p>'),
    ("robot check", "", '<script src="https://ct.captcha-delivery.com/c.js"></script>'),
    ("robot check", "Making sure you're not a bot!", "<p>Loading...</p>"),
    ("robot check", "请稍候…", "<p>需要先检查您的连接的安全性。</p>"),
    ("robot check", "Nur einen Moment…", "<p>Überprüfung läuft</p>"),
    ("error page", "404 Not Found", "<h1>404</h1>"),
    ("error page", "Page not found - The Post", "<p>Oops.</p>"),
    ("error page", "Seite nicht gefunden | Zeitung", "<p>Die gesuchte Seite gibt es nicht.</p>"),
    ("error page", "Page introuvable", "<p>Retour à l'accueil</p>"),
    ("error page", "Страница не найдена", "<p>На главную</p>"),
    ("error page", "ページが見つかりません", "<p>トップへ</p>"),
    ("error page", "502 Bad Gateway", "<hr>nginx"),
    ("error page", "The Post", "<p>The page you are looking for does not exist or has been removed.</p><p>404</p>"),
    ("login page", "Log in", "<form><input type=password></form>"),
    ("login page", "Anmelden - Zeitung", "<form><input type=password></form><p>Passwort vergessen?</p>"),
    (
        "cookie wall",
        "The Post",
        "<h1>Mit Werbung und Cookies weiterlesen</h1><p>Wir und unsere 180 Partner nutzen Cookies.</p>"
        "<button>Alle akzeptieren</button>",
    ),
    ("cookie wall", "Before you continue to Search", "<p>Sign in. We use cookies.</p>"),
    (
        "cookie wall",
        "Zeitung",
        "<p>Wir und unsere 200 Partner nutzen Daten mit Ihrer Einwilligung oder aus berechtigtem Interesse.</p>"
        "<p>Alle akzeptieren</p>",
    ),
    (
        "cookie wall",
        "Journal",
        "<p>Avec votre accord, nous et nos 300 partenaires utilisons des cookies.</p><p>Tout accepter</p>"
        "<p>Continuer sans accepter</p>",
    ),
    ("login page", "Log in to continue", "<form><input type=email></form><p>Enter your address to read on.</p>"),
    ("cookie wall", "We value your privacy | The Post", "<p>We use cookies to do so.</p>"),
    ("error page", "The Post", "<h1>This article is no longer available</h1><p>Try our archive.</p>"),
    ("error page", "The Post", "<h1>We'll be back soon</h1><p>Our website is down for maintenance.</p>"),
    ("error page", "post.example", "<p>This domain is for sale. Buy this domain.</p>"),
    ("error page", "Page not found - The Post", "<p>The page you are looking for has been moved.</p>" + ARTICLE),
    ("robot check", "Access is temporarily restricted", "<p>We detected unusual activity from your network.</p>"),
    ("offer of subscriptions", "Subscribe | The Post", "<p>All our stories for a coin a week.</p>"),
    ("offer of subscriptions", "Jetzt abonnieren | Zeitung", "<p>Alle Artikel für einen Euro.</p>"),
    ("region wall", "451: Unavailable due to legal reasons", "<p>You are attempting to access this website.</p>"),
    ("region wall", "The Post", "<p>Our site is unavailable in most European countries, we are sorry.</p>"),
    ("app shell", "Browser not supported", "<p>Please update it.</p>"),
    ("app shell", "App", '<div id="root"></div><script src="a.js"></script>'),
    ("app shell", "App", "<noscript>You need to enable JavaScript to run this app.</noscript>"),
]


@pytest.mark.parametrize(("kind", "title", "markup"), WALLS, ids=lambda value: value[:30])
def test_walls_are_recognised(kind: str, title: str, markup: str) -> None:
    found = wall(document(markup, title))
    assert found is not None
    assert found.kind == kind
    assert found.seen


@pytest.mark.parametrize(
    ("title", "markup"),
    [
        ("Just a moment: how captchas took over | The Post", ARTICLE),
        ("404 and the history of error pages", ARTICLE),
        ("Access denied", ARTICLE * 2),
        ("How to log in to the tide table", ARTICLE + "<form><input type=password></form>"),
        ("What is a cookie wall?", "<p>Sites ask to accept all cookies. " + ARTICLE),
        ("404", ARTICLE * 2),
        ("Recall", "<p>The lamp has been removed from shops and is not available any more, the maker said.</p>"),
        ("Subscribe | The Post", ARTICLE * 2),
        ("Not on air", "<p>The series is not available in your country? " + ARTICLE),
        ("How to log in", "<p>Write your name.</p><form><input type=email></form>"),
        ("Storm", "<p>The ferry at noon is cancelled.</p><div><h1>Log in</h1><form><input type=email></form></div>"),
        ("Storm", "<p>The ferry at noon is cancelled.</p><div><h1>We value your privacy</h1></div>"),
        ("Storm", "<h1>Storm</h1><p>The ferry at noon is cancelled.</p><h1>Oops</h1>"),
        (
            "A lamp",
            f"<form>Remember me? <input type=password></form>{'<p>The lamp in the tower flickers at night.</p>' * 18}",
        ),
        ("Short news", "<p>The ferry at noon is cancelled because of the storm.</p>"),
        ("Moment", "<p>Eine kurze Meldung aus dem Hafen, mehr nicht.</p>"),
        ("", "<p>x</p>"),
    ],
    ids=lambda value: value[:30],
)
def test_articles_about_walls_are_articles(title: str, markup: str) -> None:
    assert wall(document(markup, title)) is None


def test_the_text_that_was_found_decides_where_it_is_given() -> None:
    page = document(
        "<nav>" + "<a>Section</a> " * 900 + "</nav><p>The page you requested does not exist.</p>", "The Post"
    )
    assert wall(page) is None
    found = wall(page, "The page you requested does not exist.")
    assert found is not None
    assert found.kind == "error page"


def test_a_robot_check_is_a_fetch_error_and_other_walls_are_what_is_asked_for() -> None:
    page = document("", "Just a moment...")
    found = wall(page)
    assert found is not None
    assert isinstance(refusal(page, found, NoArticle), Blocked)
    lost = document("", "404 Not Found")
    found = wall(lost)
    assert found is not None
    error = refusal(lost, found, NoLinks)
    assert isinstance(error, NoLinks)
    assert "404 Not Found" in str(error)
    assert error.hint == HINTS["error page"]


@pytest.mark.parametrize(
    ("asked", "came", "kind"),
    [
        ("/2026/ferry", "/", "error page"),
        ("/2026/ferry", "https://consent.post.example/v2/collect?id=3", "cookie wall"),
        ("/2026/ferry", "/privacy-gate/?to=/2026/ferry", "cookie wall"),
        ("/2026/ferry", "/account/login?next=/2026/ferry", "login page"),
        ("/2026/ferry", "https://sso.post.example/x", "login page"),
        ("/2026/ferry", "/captcha/?u=2026", "robot check"),
        ("/2026/ferry", "/subscribe/", "offer of subscriptions"),
        ("/2026/ferry", "/2026/05/ferry-runs-hourly", ""),
        ("/2026/ferry", "https://www.post.example/2026/ferry/", ""),
        ("/2026/how-to-login", "/2026/how-to-login.html", ""),
        ("/login/tips", "/login/tips-for-all", ""),
        ("/", "/", ""),
        ("/2026/ferry", "/?p=12", ""),
    ],
)
def test_a_redirect_to_a_gate_is_told_by_its_address(asked: str, came: str, kind: str) -> None:
    site = "https://post.example"
    address = came if "://" in came else site + came
    found = detour(Page(address, b"", asked=site + asked))
    assert (found.kind if found else "") == kind


def test_every_kind_says_what_to_try() -> None:
    assert {kind for kind, _, _ in WALLS} == set(HINTS)
    assert all(HINTS.values())
