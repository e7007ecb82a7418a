"""Dates that lean on the clock: `3 hours ago`, `vor 2 Stunden`, `il y a une heure`, `yesterday`, `3小时前`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from feedbot.dates import times
from feedbot.dates.absolute import Found

_MINUTE, _HOUR, _DAY, _WEEK, _MONTH, _YEAR = 60, 3600, 86400, 7 * 86400, 30 * 86400, 365 * 86400

# Units of time in the web's main languages, with the cases that "ago" asks for.
_UNITS = {
    1: (
        "second seconds sec secs s sekunde sekunden sek seconde secondes segundo segundos secondo secondi "
        "seconden sekund sekunder sekunnin sekuntia sekundę sekundy vteřinami секунд секунду секунды saniye 秒 "
        "초 秒钟 giây detik ثوان ثانية שניות"
    ),
    _MINUTE: (
        "minute minutes min mins m mn minuten minuto minutos minuti minuut minut minuter minutter minuutti "
        "minuuttia minuutin minutę minuty minutami minutou perc perce percce minuta минут минуту минуты мин "
        "хвилин хвилину хвилини минути минута dakika dk λεπτά λεπτό 分 分钟 分鐘 分間 분 phút menit دقيقة دقائق דקות "
        "דקה मिनट นาที minučių minūtēm minutit"
    ),
    _HOUR: (
        "hour hours hr hrs h stunde stunden std heure heures hora horas ora ore uur uren timme timmar tim "
        "time timer tunti tuntia tunnin godzin godziny godzinę godz hodin hodinami hodinou óra órája час часа "
        "часов ч годин години годину saat ώρα ώρες 小时 小時 時間 시간 giờ jam ساعة ساعات שעות שעה घंटे घंटा ชั่วโมง "
        "sata sati sat urami val valandas stundām stundas tundi hores"
    ),
    _DAY: (
        "day days d tag tage tagen jour jours j día días dia dias giorno giorni dag dagen dagar dage dager "
        "päivä päivää päivän dzień dni dnem dny dňami nap napja день дня дней дні днів ден дни gün ημέρα "
        "ημέρες μέρες 天 日 日間 일 ngày hari يوم أيام ימים יום दिन วัน zi zile dana dan dnevi dienas dienām päeva "
        "dies"
    ),
    _WEEK: (
        "week weeks wk wks w woche wochen semaine semaines semana semanas settimana settimane weken vecka "
        "veckor uge uger uke uker viikko viikkoa tydzień tygodnie tygodni týdnem týdny hete неделю недели "
        "недель тиждень тижні тижнів hafta εβδομάδα εβδομάδες 周 週 週間 星期 주 tuần minggu أسبوع أسابيع שבועות"
    ),
    _MONTH: (
        "month months mo monat monate monaten mois mes meses mês mese mesi maand maanden månad månader måned "
        "måneder kuukausi kuukautta miesiąc miesiące miesięcy měsícem měsíci hónapja месяц месяца месяцев "
        "місяць місяці місяців ay μήνα μήνες 个月 個月 ヶ月 か月 개월 tháng bulan شهر أشهر חודשים luni lună mjeseci "
        "meseci"
    ),
    _YEAR: (
        "year years yr yrs y jahr jahre jahren an ans année années año años ano anos anno anni jaar år vuosi "
        "vuotta rok lata lat rokem lety éve год года лет рік роки років yıl χρόνια 年 년 năm tahun سنة سنوات "
        "שנים"
    ),
}
_SECONDS = {name: seconds for seconds, line in _UNITS.items() for name in line.split()}
# The words for "ago", after and before the count, and for "just now".
_WORDS = {
    "after": (
        "ago|earlier|fa|temu|назад|тому|önce|πριν|前|전|trước|lalu|yang lalu|पहले|ที่แล้ว|ที่ผ่านมา|sedan|siden|sitten|geleden"
        "|atrás|ezelőtt|tagasi|înapoi|în urmă"
    ),
    "before": (
        "vor|il y a|ya|hace|há|ha|för|pred|před|prije|pre|преди|пред|prieš|pirms|acum|منذ|قبل|לפני|πριν από|πριν|fa|hai"
    ),
    "close": (
        "just now|right now|gerade eben|à l'instant|à l’instant|ahora mismo|agora mesmo|刚刚|剛剛"
        "|たった今|방금|только что|az önce"
    ),
}
_AFTER, _BEFORE, _CLOSE = (tuple(line.split("|")) for line in _WORDS.values())
# "an hour ago": the words for one, as they stand before a unit.
_COUNT = re.compile(
    r"(?<![\w.,:/-])(?P<n>\d{1,3}|(?:an?|one|eine[rmn]?|une?|una|um|uma|en|ett?|één|een|jednu|jedną|одну|один|bir|unha)(?=\s))"
    r"\s?(?P<unit>[^\W\d_]+)"
)
_CJK_UNIT = re.compile(
    r"(秒|分|小时|小時|時間|个月|個月|ヶ月|か月|星期|天|日|周|週|年|초|분|시간|일|주|개월|년)(?:钟|鐘|間)?\s*(?=前|전)"
)
# Units that stand for one of them without a count ("час назад", "منذ ساعة"), and those that mean two by their form.
_ONE = frozenset(
    """
    секунду минуту мин час день неделю месяц год хвилину годину тиждень рік minutę godzinę dzień tydzień miesiąc rok
    minutou hodinou dnem týdnem minuutti tunti päivä viikko kuukausi vuosi دقيقة ساعة يوم أسبوع شهر سنة דקה שעה יום שבוע
    חודש שנה óra perc napja hete hónapja éve
    """.split()
)
_TWO = {
    name: 2 * seconds
    for name, seconds in (
        ("دقيقتين", _MINUTE), ("ساعتين", _HOUR), ("يومين", _DAY), ("أسبوعين", _WEEK),
        ("شهرين", _MONTH), ("سنتين", _YEAR),
        ("שעתיים", _HOUR), ("יומיים", _DAY), ("שבועיים", _WEEK), ("חודשיים", _MONTH), ("שנתיים", _YEAR),
    )
}  # fmt: skip
# "2h", "5 min" alone: the whole text of a time stamp in a listing.
_SHORT = re.compile(r"\W*(\d{1,3})\s?(s|m|min|mins|h|hr|hrs|d|w|std|ч)\.?\W*", re.I)
_NEAR = {
    0: (
        "today|heute|aujourd'hui|aujourd’hui|hoy|hoje|oggi|vandaag|i dag|idag|tänään|dziś|dzisiaj|dnes|сегодня|днес"
        "|сьогодні|bugün|σήμερα|今天|今日|오늘|اليوم|היום|hôm nay|hari ini|วันนี้|danas|šiandien|täna|šodien|azi|avui|आज"
    ),
    1: (
        "yesterday|gestern|hier|ayer|ontem|ieri|gisteren|i går|igår|eilen|wczoraj|včera|вчера|вчора|dün|χθες|昨天|昨日"
        "|어제|أمس|אתמול|hôm qua|kemarin|เมื่อวาน|jučer|juče|vakar|eile|tegnap|ahir"
    ),
}
_NEAR_DAYS = {name: days for days, line in _NEAR.items() for name in line.split("|")}
_FIRST_WORDS = frozenset(name.split()[0] for name in _NEAR_DAYS if " " in name)
_WORD = re.compile(r"[^\s\d,.;:|·•()–—-]+")
_ANY = datetime(2000, 1, 1, tzinfo=UTC)  # where only the words count
_EARLY = 4  # words of a text among which a stamp stands
_LONGEST = 200  # characters in which a date that leans on the clock may stand


def find(text: str, now: datetime) -> Found | None:
    """The first such date at the beginning of a text: to the minute for hours and less, a day for more."""
    text = text[:_LONGEST]
    if alone := _SHORT.fullmatch(text):
        return Found(_back(now, int(alone[1]) * _SECONDS[alone[2].lower()]), (alone.start(1), alone.end(2)))
    lower = text.lower() if len(text.lower()) == len(text) else text
    close = next((word for word in _CLOSE if word in lower), "")
    if close:
        start = lower.index(close)
        return Found(_back(now, 0), (start, start + len(close)))
    return _counted(lower, now) or _uncounted(lower, now) or _near(lower, now)


def age(text: str) -> tuple[int, int] | None:
    """Where a text says how long ago something was, whenever that is: "3 hours ago".

    >>> age("3 hours ago"), age("3 hours")
    ((0, 11), None)
    """
    found = _counted(text.lower(), _ANY) if len(text.lower()) == len(text) else None
    return found.span if found else None


def _counted(text: str, now: datetime) -> Found | None:
    for found in _COUNT.finditer(text):
        seconds, stop = _unit(text, found)
        span = _ago(text, found.start(), stop) if seconds else None
        if span:
            count = int(found["n"]) if found["n"].isdigit() else 1
            return Found(_back(now, count * seconds), span)
    return None


def _uncounted(text: str, now: datetime) -> Found | None:
    """A unit alone beside the word that says "ago"; only near the beginning, where a stamp has it."""
    for found in islice(_WORD.finditer(text), _EARLY):
        word = found[0]
        seconds = _TWO.get(word) or (word in _ONE and _SECONDS[word])
        span = _ago(text, *found.span()) if seconds else None
        if span:
            return Found(_back(now, seconds), span)
    return None


def _unit(text: str, found: re.Match[str]) -> tuple[int, int]:
    if unit := _CJK_UNIT.match(text, found.start("unit")):
        return _SECONDS[unit[1]], unit.end()
    return _SECONDS.get(found["unit"], 0), found.end("unit")


def _ago(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """The span of a count and its unit together with the word that says "ago", after or before it."""
    tail = text[stop : stop + 14]
    after = tail.lstrip(" .\xa0")
    for word in _AFTER:
        if after.startswith(word) and not after[len(word) : len(word) + 1].isalpha():
            return start, stop + len(tail) - len(after) + len(word)
    before = text[:start].rstrip()
    for word in _BEFORE:
        if before.endswith(word) and not before[: -len(word)][-1:].isalpha():
            return len(before) - len(word), stop
    return None


def _near(text: str, now: datetime) -> Found | None:
    last, begin = "", 0
    for found in _WORD.finditer(text):
        days, start = _NEAR_DAYS.get(found[0]), found.start()
        if days is None and last in _FIRST_WORDS:
            days, start = _NEAR_DAYS.get(f"{last} {found[0]}"), begin
        last, begin = found[0], found.start()
        if days is None:
            continue
        day = now.date() - timedelta(days=days)
        if stated := times.after(text, found.end(), len(text)):
            return Found(datetime.combine(day, stated[0]), (start, stated[1]))
        return Found(day, (start, found.end()))
    return None


def _back(now: datetime, seconds: int) -> datetime | date:
    try:
        then = now - timedelta(seconds=seconds)
    except OverflowError:
        return now.date()
    return then.replace(second=0, microsecond=0) if seconds < _DAY else then.date()
