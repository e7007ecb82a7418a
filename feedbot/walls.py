"""Pages that stand in another page's place: robot checks, cookie walls, logins, error pages, empty app shells.

A page is only suspected where it has little text of its own, so that an article about captchas stays an article: its
title must be nothing but a wall's title, or several of a wall's phrases must stand in a short text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from feedbot import text, urls
from feedbot.document import Document
from feedbot.errors import Blocked, PageError
from feedbot.model import Page


@dataclass(frozen=True, slots=True)
class Wall:
    """What stands in the page's place, and what gave it away."""

    kind: str  # a key of HINTS
    seen: str


HINTS = {
    "robot check": Blocked.hint,
    "cookie wall": "the site wants consent before it shows its pages; look for another edition, a feed, or an API",
    "login page": "the page is for members; take the section out, or look for an open one",
    "error page": "the address leads nowhere any more, though the server does not say so",
    "app shell": "the page is drawn by scripts; look for a feed or an API of the site",
    "offer of subscriptions": "the page is for subscribers; take the section out, or look for an open one",
    "region wall": "the site is closed to the country that feedbot asks from",
}

_FEW, _SOME, _MANY = 60, 250, 700  # words of a shell, of a check or an error page, of a cookie wall
_READ = 20_000  # characters that are looked at

_SEPARATORS = re.compile(r"\s+[|·•»:–—-]+\s+|\s*[|·•»]\s*")
_TRIM = " .…!?:,;\"'«»“”"

# Titles that stand alone, or beside the site's name.
_TITLES: dict[str, re.Pattern[str]] = {
    "robot check": re.compile(
        r"just a moment|one moment(?:, please)?|please wait|attention required"
        r"|access (?:to this page )?(?:is |has been )?(?:temporarily )?(?:denied|restricted|blocked)"
        r"|pardon our interruption|(?:are you"
        r"|verify(?:ing)?(?: that)? you(?:'|’)?(?: a)?re)(?: not)? a? ?(?:robot|human|bot)|(?:human|bot|robot|browser"
        r"|security) (?:verification|check(?:point)?)|(?:\w+ )?security checkpoint|ddos-guard"
        r"|checking your browser(?: before accessing.*)?|(?:re)?captcha|client challenge|request rejected"
        r"|validate user|making sure you(?:'|’)re not a bot|you have been blocked|sorry, you have been blocked"
        r"|un momento|nur einen moment|einen moment|un instant|een moment geduld|один момент|подождите|请稍候|请稍等"
        r"|しばらくお待ちください|잠시만 기다리십시오"
    ),
    "error page": re.compile(
        r"(?:error|fehler|erreur|ошибка)? ?(?:40[0-9]|410|429|50[0-9]|52\d)(?: ?[-–:]? ?(?:error|forbidden|not found"
        r"|gone|page not found|unauthorized|bad gateway|(?:internal )?server error"
        r"|service (?:temporarily )?unavailable|gateway time-?out|too many requests))?"
        r"|(?:this )?(?:article|page|story|content) (?:is no longer available|has expired|(?:has been"
        r"|was) (?:removed|deleted))|we(?:(?:'|’)ll| will) be (?:right )?back(?: soon)?|(?:page|file|article|content"
        r"|object)? ?(?:can(?:'|’)?t be|could not be|was|is|cannot be)? ?not found|page can(?:'|’)t be found"
        r"|forbidden|bad gateway|service (?:temporarily )?unavailable|internal server error|gateway time-?out"
        r"|too many requests|oops|something went wrong|(?:site|website) (?:is )?(?:under|down for) maintenance"
        r"|under maintenance|maintenance mode|seite (?:wurde )?nicht gefunden|page (?:non trouvée|introuvable)"
        r"|p[áa]gina no encontrada|pagina non trovata|p[áa]gina não encontrada|pagina niet gevonden"
        r"|sidan (?:kunde inte hittas|hittades inte|finns inte)|siden (?:blev ikke fundet|ble ikke funnet|findes ikke"
        r"|finnes ikke)|sivua ei löydy(?:nyt)?|страница не найдена|сторінку не знайдено|nie znaleziono(?: strony)?"
        r"|strona nie istnieje|stránk[au] (?:nenalezena|nebyla nalezena)|az oldal nem található"
        r"|pagina nu a fost găsită|sayfa bulunamadı|ページが見つかりません|页面不存在|页面未找到|找不到(?:页面|頁面)"
        r"|페이지를 찾을 수 없습니다|الصفحة غير موجودة|halaman tidak ditemukan|không tìm thấy trang"
    ),
    "login page": re.compile(
        r"(?:please )?(?:log|sign)[ -]?in(?: (?:to|with) .{1,30}| required| page)?|login(?: required)?|anmeld(?:en"
        r"|ung)|einloggen|(?:se )?connecter|connexion|identifiez-vous|iniciar sesión|acceder|accedi|entrar"
        r"|iniciar sessão|inloggen|logga in|log ind|logg inn|kirjaudu(?: sisään)?|войти|вход|авторизация|zaloguj się"
        r"|logowanie|přihlášení|giriş yap|ログイン|登录|登入|로그인"
    ),
    "cookie wall": re.compile(
        r"before you continue(?: to .{1,30})?|we (?:value|respect|care about) your privacy"
        r"|(?:your )?(?:privacy|cookie)s? (?:choices|gate|consent|settings|wall"
        r"|notice)|(?:\w+ )*privacy gate|consent|bevor (?:sie|du) fortf[aä]hr\w*|avant de continuer.{0,30}"
        r"|cookie-?(?:einwilligung|zustimmung)|antes de continuar.{0,30}|prima di continuare.{0,30}"
        r"|voordat je verdergaat.{0,30}"
    ),
    "offer of subscriptions": re.compile(
        r"subscribe(?: now| today)?|subscriptions?|(?:choose|pick|select) (?:your|a) (?:plan|subscription)"
        r"|become a member|(?:digital )?abo(?:nnement)?s?(?: abschließen| wählen)?|(?:jetzt )?abonnieren"
        r"|s(?:'|’)abonner|abonnez-vous|abonnements|suscr[íi]bete|suscripciones|suscripción|abbonati|abbonamenti|assine|assinaturas"
        r"|abonnementen|word abonnee|bli prenumerant|prenumerera|bliv abonnent|bli abonnent|tilaa|подписка|подписаться"
        r"|prenumerata|předplatné|購読|会員登録|订阅|구독"
    ),
    "region wall": re.compile(
        r"(?:(?:error )?451 ?[-–:]? ?)?unavailable (?:due to|for) legal reasons|(?:error )?451"
        r"|(?:content |page )?(?:is )?(?:not available|unavailable) in your (?:country|region|location)"
    ),
    "app shell": re.compile(r"(?:your )?browser (?:is )?(?:not supported|outdated|out of date)|unsupported browser"),
}  # fmt: skip

# Phrases of the walls themselves; how many different ones make a wall is said below.
_PHRASES: dict[str, re.Pattern[str]] = {
    "robot check": re.compile(
        r"enable javascript and cookies to continue|verify(?:ing)? (?:that )?you are (?:a )?(?:human|not a robot)"
        r"|unusual (?:traffic|activity)|checking (?:your browser|if the site connection is secure)"
        r"|review the security of your connection|you have been blocked|please enable js and disable any ad blocker"
        r"|press (?:&|and) hold|not a (?:ro)?bot|complete the security check|automated (?:access|requests|queries)"
        r"|are you a (?:human|robot)|ray id|performance (?:&|and) security by|ddos protection by|you don(?:'"
        r"|’)t have permission to access|please solve (?:this|the) captcha|bestätigen sie, dass sie (?:ein mensch"
        r"|kein roboter)|vérifi(?:er|ez) que vous (?:êtes|n(?:'|’)êtes pas)|no (?:soy|eres) un robot"
        r"|подтвердите, что (?:вы|запросы)|не робот|私はロボットではありません|我不是机器人|请完成安全验证"
    ),
    "error page": re.compile(
        r"(?:page|article|story) (?:that )?you(?:(?:'|’)re| are| were)? (?:looking for|requested)|(?:page|url|article)"
        r" (?:was|could) not (?:be )?found|(?:could not|couldn(?:'|’)t|cannot|can(?:'|’)t) find (?:that|this|the)"
        r" (?:page|article|story)|(?:page|article|story) (?:has expired|is no longer available)"
        r"|(?:site|website) is (?:currently )?down|down for (?:scheduled )?maintenance|domain .{0,40}is for sale"
        r"|buy this domain|(?:does not|doesn(?:'|’)t|no longer) exists?|404"
        r"|(?:has|have) been (?:moved|removed|deleted)|broken link|die (?:gewünschte|angeforderte|gesuchte) seite"
        r"|existiert nicht (?:mehr)?|page que vous (?:cherchez|recherchez|avez demandée)|n(?:'|’)existe (?:pas|plus)"
        r"|página que (?:buscas|busca|está buscando|procura)|no existe|não existe|pagina (?:che cerchi|richiesta)"
        r"|non esiste|bestaat niet|finns inte|findes ikke|finnes ikke|не существует|не найдена|nie istnieje"
        r"|neexistuje|bulunamadı|見つかりませんでした|不存在|찾을 수 없"
    ),
    "login page": re.compile(
        r"forgot(?:ten)? (?:your )?password|remember me|(?:log|sign) in to (?:continue|your account|read)"
        r"|create an account|passwort vergessen|angemeldet bleiben|mot de passe oublié|rester connecté"
        r"|olvidaste tu contraseña|password dimenticata|esquec\w+ (?:a |sua )?senha|wachtwoord vergeten"
        r"|glömt lösenord|glemt (?:adgangskode|passord)|забыли пароль|nie pamiętasz hasła|zapomniałeś hasła"
        r"|パスワードを忘れ|忘记密码|비밀번호 찾기"
    ),
    "cookie wall": re.compile(
        r"we and our (?:\d+ )?(?:\w+ )?partners|store and/or access information on a device|legitimate interests?"
        r"|accept all|reject all|manage (?:options|preferences|choices|cookies)|cookie policy|withdraw your consent"
        r"|precise geolocation data|personali[sz]ed ads|wir und unsere (?:bis zu )?(?:\d+ )?partner|alle akzeptieren"
        r"|berechtigte[mnrs]? interesse|einwilligung|mit werbung (?:\w+ ){0,2}(?:weiter)?lesen"
        r"|nous et nos (?:\d+ )?partenaires"
        r"|tout accepter|intérêts? légitimes?|continuer sans accepter|nosotros y nuestros (?:\d+ )?socios"
        r"|aceptar (?:todo|y continuar)|interés legítimo|noi e i nostri (?:\d+ )?partner|accetta tutt[oi]"
        r"|legittimo interesse|wij en onze (?:\d+ )?partners|alles accepteren|gerechtvaardigd belang"
        r"|nós e (?:os )?nossos (?:\d+ )?parceiros|aceitar tudo|vi och våra (?:\d+ )?partner|godkänn alla"
        r"|acceptera alla|vi og vores (?:\d+ )?partnere|tillad alle|godta alle|hyväksy kaikki"
        r"|my i nasi (?:\d+ )?partnerzy|akceptuj(?:ę)? wszystk\w+|přijmout vše|elfogadom|принять все|すべて同意"
        r"|接受所有"
    ),
    "region wall": re.compile(
        r"access cannot be granted|unavailable due to legal reasons|(?:not available|unavailable) (?:in|to (?:readers"
        r"|visitors|users) in) (?:your|most european) (?:country|region|location|countries)"
    ),
    "app shell": re.compile(
        r"your browser is (?:not supported|out of date|outdated)"
        r"|(?:need to |please )?enable java ?script|java ?script (?:is|must be|seems to be) (?:disabled|required"
        r"|enabled|turned off)|requires java ?script|without java ?script|activ(?:er|ez|a|e|ar) (?:le )?java ?script"
        r"|java ?script (?:aktivieren|ist deaktiviert)|включите java ?script|javascript ?を有効|启用 ?javascript"
    ),
}  # fmt: skip
# What every cookie wall speaks of, in one of the web's languages: a quick look before the slow expression.
_COOKIES = (
    *("cookie", "consent", "privac", "einwillig", "datenschutz", "données", "datos", "dati personali", "gegevens"),
    *("eväste", "informasjonskaps", "süti", "ciastecz", "куки", "クッキー", "쿠키", "隐私", "kişisel veri"),
)
_ENOUGH = {"robot check": 1, "error page": 2, "login page": 1, "cookie wall": 3, "region wall": 1, "app shell": 1}
_LIMIT = {
    "robot check": _SOME,
    "error page": _SOME,
    "login page": _SOME,
    "cookie wall": _MANY,
    "offer of subscriptions": _SOME,
    "region wall": _FEW,
    "app shell": _FEW,
}
_BESIDE = frozenset(("robot check", "login page"))  # one phrase of them may stand beside a text of some length
_BEGINNING = 400  # characters: what an error page says before it offers other stories
_FORM = "input[type=password], input[type=email], input[autocomplete=username]"
# What lies over articles, too, with a headline of its own: there the page's title alone counts.
_OVERLAID = frozenset({"login page", "cookie wall", "offer of subscriptions"})

# Scripts and elements that only robot checks carry: Cloudflare, DataDome, PerimeterX/HUMAN, Imperva, AWS WAF, Akamai,
# Kasada, DDoS-Guard, Sucuri, Anubis.
_CHALLENGES = (
    *(b"_cf_chl_opt", b"cf-browser-verification", b"/cdn-cgi/challenge-platform/h/", b"captcha-delivery.com"),
    *(b"px-captcha", b"_Incapsula_Resource", b"awsWafCookieDomainList", b"/_sec/cp_challenge", b"ips.js?"),
    *(b"ddos-guard/js-challenge", b"sucuri_cloudproxy_js", b"anubis_challenge", b"geo.captcha", b"challenge-form"),
)
# Where a visitor is sent instead: the path or the host of consent managers, logins and shops.
_GATES = re.compile(
    r"[/.](consent|privacy-?gate|cookie-?wall|cookie-?consent|log-?in|sign-?in|sso|oauth2?|auth|anmelden|connexion"
    r"|captcha|challenge|subscribe|abonnement|paywall)(?:[/.]|$)",
    re.I,
)
_KINDS = {"cons": "cookie wall", "priv": "cookie wall", "cook": "cookie wall", "capt": "robot check"}
_KINDS |= {"chal": "robot check", "subs": "offer of subscriptions", "abon": "offer of subscriptions"}
_KINDS |= {"payw": "offer of subscriptions"}
_UNREAD = frozenset(["script", "style", "template", "svg", "option", "textarea", "iframe"])


def wall(document: Document, said: str = "") -> Wall | None:
    """What stands in the page's place, or None where it is a page of its own.

    `said` is the text that would be taken for the article; without it the whole page's text is looked at.
    """
    said = said or _said(document)
    words = text.count(said)
    if words > _MANY:
        return None
    if words <= _FEW and (found := next((sign for sign in _CHALLENGES if sign in document.page.body), None)):
        return Wall("robot check", found.decode())
    return _titled(document, said, words) or _phrased(document, said.lower(), words) or _shell(document, words)


def _titled(document: Document, said: str, words: int) -> Wall | None:
    """A wall by its title or its headline: the whole of it, or the part beside the site's name.

    Beyond the length of a wall, an error page that goes on with other stories is one if its text begins like one.
    """
    titles = [text.squeeze(node.text() or "") for node in document.elements("title")[:1]]
    headlines = [text.squeeze(node.text() or "") for node in document.elements("h1")]
    headlines = headlines if len(headlines) == 1 else []
    for kind, pattern in _TITLES.items():
        shown = titles if kind in _OVERLAID else [*titles, *headlines]
        told = next((one for one in shown if any(map(pattern.fullmatch, _parts(one)))), "")
        if not told:
            continue
        if words > _LIMIT[kind] and not (kind == "error page" and _PHRASES[kind].search(said[:_BEGINNING].lower())):
            continue
        if kind == "login page" and document.tree.css_first(_FORM) is None:
            continue
        return Wall(kind, told)
    return None


def _parts(title: str) -> set[str]:
    """A title, and what of it stands beside the site's name."""
    return {part.strip(_TRIM).lower() for part in (title, *_SEPARATORS.split(title))} - {""}


def _phrased(document: Document, said: str, words: int) -> Wall | None:
    """A wall by what it says."""
    for kind, pattern in _PHRASES.items():
        if words > _LIMIT[kind] or (kind == "cookie wall" and not any(map(said.__contains__, _COOKIES))):
            continue
        found = dict.fromkeys(match[0] for match in pattern.finditer(said))
        if len(found) < _ENOUGH[kind] or (kind in _BESIDE and words > _FEW * 2 and len(found) < 2):
            continue
        if kind == "login page" and document.tree.css_first("input[type=password]") is None:
            continue
        return Wall(kind, " · ".join(found))
    return None


def _shell(document: Document, words: int) -> Wall | None:
    """An app's empty container."""
    if words > _FEW // 2:
        return None
    node = document.tree.css_first("#root, #app, #__next, #__nuxt, #___gatsby, #svelte, app-root")
    if node is None or (node.text() or "").strip() or not document.elements("script"):
        return None
    return Wall("app shell", f"an empty <{node.tag} id={node.id or ''}>")


def detour(page: Page) -> Wall | None:
    """What an article's address was redirected to, where the answer's address alone gives it away."""
    asked, came = (urls.parts(address) for address in (page.asked or page.url, page.url))
    if came.path in ("", "/") and not came.query and asked.path not in ("", "/"):
        return Wall("error page", f"it leads to {page.url}")
    if urls.identity(page.url) == urls.identity(page.asked or page.url):
        return None
    found = _GATES.search(came.path) or _GATES.search(f"/{came.host}/")
    if found and not _GATES.search(asked.path):
        return Wall(_KINDS.get(found[1].lower()[:4], "login page"), f"it leads to {page.url}")
    return None


def refusal(document: Document | Page, found: Wall, error: type[PageError]) -> PageError:
    """The error that says so: Blocked for a robot check, else the kind that is asked for."""
    kind = Blocked if found.kind == "robot check" else error
    return kind(document.url, f"{found.kind} in the page's place ({found.seen})", hint=HINTS[found.kind])


def _said(document: Document) -> str:
    """The page's text, as far as it matters here."""
    root = document.tree.body
    pieces: list[str] = []
    size = 0
    for node in root.traverse(include_text=True) if root is not None else ():
        if node.is_text_node and (node.parent is None or node.parent.tag not in _UNREAD):
            piece = node.text_content or ""
            pieces.append(piece)
            size += len(piece)
            if size > _READ:
                break
    return text.squeeze(" ".join(pieces))
