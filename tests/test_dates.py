"""Dates: forms and languages as tables, and properties that hold for wild text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedbot import dates

DAY = date(2020, 2, 25)
NOW = datetime(2020, 2, 26, 12, 0, 40, tzinfo=UTC)


def at(hour: int, minute: int = 0, second: int = 0, *, offset: float | None = None) -> datetime:
    zone = None if offset is None else timezone(timedelta(hours=offset)) if offset else UTC
    return datetime(2020, 2, 25, hour, minute, second, tzinfo=zone)


MACHINE = {
    "2020-02-25": DAY,
    "2020/02/25": DAY,
    "20200225": DAY,
    "2020-02-25T10:00:00Z": at(10, offset=0),
    "2020-02-25T10:00:00.123+0100": at(10, offset=1),
    "2020-02-25T10:00:00+05:30": at(10, offset=5.5),
    "2020-02-25 10:00:00 -0500": at(10, offset=-5),
    "2020-02-25 10:00:00 UTC": at(10, offset=0),
    "2020-02-25T10:00+01": at(10, offset=1),
    "2020-02-25 10:00": at(10),
    "20200225T100000Z": at(10, offset=0),
    "202002251000": at(10),
    "1582629000": at(11, 10, offset=0),
    "1582629000123": at(11, 10, offset=0),
    "Tue, 25 Feb 2020 10:00:00 GMT": at(10, offset=0),
    "Tue, 25 Feb 2020 10:00:00 +0100": at(10, offset=1),
    "Tue Feb 25 2020 10:00:00 GMT+0100 (CET)": at(10, offset=1),
    "Tue Feb 25 10:00:00 EST 2020": at(10, offset=-5),
}

WRITTEN = {
    "February 25, 2020": DAY,
    "Feb. 25, 2020 at 10:30 p.m. ET": at(22, 30, offset=-5),
    "Feb 25th 2020, 10:30PM": at(22, 30),
    "25th of February, 2020": DAY,
    "7 min read·Feb 25, 2020": DAY,
    "Ana Example•February 25, 2020": DAY,
    "25 Feb 20": DAY,
    "25-Feb-2020 10:30": at(10, 30),
    "25 February 2020 - 7:30pm": at(19, 30),
    "10:30, 25 Feb 2020": at(10, 30),
    "3:45 PM ET, Tue February 25, 2020": at(15, 45, offset=-5),
    "25.02.2020, 10:30 Uhr": at(10, 30),
    "25. Februar 2020 um 10.30 Uhr": at(10, 30),
    "25 février 2020 à 10h30": at(10, 30),
    "25 de febrero de 2020": DAY,
    "25 de fev. de 2020, 10h30": at(10, 30),
    "25/02/2020 às 10h30": at(10, 30),
    "25 febbraio 2020": DAY,
    "25 februari 2020": DAY,
    "25. feb. 2020 kl. 10.30": at(10, 30),
    "25.2.2020 klo 10.30": at(10, 30),
    "25. helmikuuta 2020": DAY,
    "25. veebruar 2020": DAY,
    "2020. gada 25. februāris": DAY,
    "2020 m. vasario 25 d. 10:30": at(10, 30),
    "25 lutego 2020": DAY,
    "25. února 2020": DAY,
    "25. 2. 2020": DAY,
    "25. veljače 2020.": DAY,
    "2020. február 25. 10:30": at(10, 30),
    "25 februarie 2020": DAY,
    "25 Şubat 2020 Salı 10:30": at(10, 30),
    "25 ŞUBAT 2020": DAY,
    "25 Φεβρουαρίου 2020": DAY,
    "25 февраля 2020 г., 10:30": at(10, 30),
    "25 лютого 2020": DAY,
    "25 фебруара 2020": DAY,
    "25 فبراير 2020": DAY,
    "٢٥ فبراير ٢٠٢٠": DAY,
    "25 شباط/فبراير 2020": DAY,
    "25 בפברואר 2020": DAY,
    "25 फरवरी 2020": DAY,
    "২৫ ফেব্রুয়ারি ২০২০": DAY,
    "25 กุมภาพันธ์ 2563": DAY,
    "25 ก.พ. 63": DAY,
    "25 tháng 2, 2020": DAY,
    "Thứ ba, 25/2/2020, 10:30 (GMT+7)": at(10, 30, offset=7),
    "25 Februari 2020": DAY,
    "2020年2月25日10時30分": at(10, 30),
    "2020年2月25日 下午3:05": at(15, 5),
    "令和2年2月25日": DAY,
    "民國109年2月25日": DAY,
    "2020년 2월 25일 오후 3:05": at(15, 5),
    "2020. 02. 25. 10:30": at(10, 30),
}

NO_DATE = [
    "",
    "May 2020",
    "2020-02",
    "31/02/2020",
    "0001-01-01T00:00:00",
    "1970-01-01",
    "12 of 2020 people",
    "4:3:2020",
    "03/04/2020",
]


@pytest.mark.parametrize(("text", "when"), [*MACHINE.items(), *WRITTEN.items()], ids=[*MACHINE, *WRITTEN])
def test_a_date_is_read_as_precisely_as_it_is_stated(text: str, when: date) -> None:
    found = dates.parse(text)
    assert found == when
    assert type(found) is type(when)
    if isinstance(found, datetime) and isinstance(when, datetime):
        assert found.utcoffset() == when.utcoffset()


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert dates.parse(text) is None


@pytest.mark.parametrize(
    ("text", "language", "when"),
    [
        ("R2.2.25", "ja", DAY),
        ("H31.4.5 更新", "ja-JP", date(2019, 4, 5)),
        ("3/4/2020", "en-US", date(2020, 3, 4)),
        ("3/4/2020", "en-GB", date(2020, 4, 3)),
        ("3/4/2020", "fr", date(2020, 4, 3)),
        ("3/4/2020", "", None),
        ("3.4.2020", "", date(2020, 4, 3)),
        ("13/4/2020", "en-US", date(2020, 4, 13)),
        ("4/13/2020", "fr", date(2020, 4, 13)),
        ("5 listopada 2019", "pl", date(2019, 11, 5)),
        ("5. listopada 2019.", "hr", date(2019, 10, 5)),
    ],
)
def test_the_language_decides_what_has_two_readings(text: str, language: str, when: date | None) -> None:
    assert dates.parse(text, language=language) == when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("3 hours ago", datetime(2020, 2, 26, 9, 0, tzinfo=UTC)),
        ("an hour ago", datetime(2020, 2, 26, 11, 0, tzinfo=UTC)),
        ("vor 2 Stunden", datetime(2020, 2, 26, 10, 0, tzinfo=UTC)),
        ("vor einer Stunde", datetime(2020, 2, 26, 11, 0, tzinfo=UTC)),
        ("il y a 20 minutes", datetime(2020, 2, 26, 11, 40, tzinfo=UTC)),
        ("hace 3 horas", datetime(2020, 2, 26, 9, 0, tzinfo=UTC)),
        ("3 часа назад", datetime(2020, 2, 26, 9, 0, tzinfo=UTC)),
        ("3小时前", datetime(2020, 2, 26, 9, 0, tzinfo=UTC)),
        ("3時間前", datetime(2020, 2, 26, 9, 0, tzinfo=UTC)),
        ("3시간 전", datetime(2020, 2, 26, 9, 0, tzinfo=UTC)),
        ("för 3 timmar sedan", datetime(2020, 2, 26, 9, 0, tzinfo=UTC)),
        ("2h", datetime(2020, 2, 26, 10, 0, tzinfo=UTC)),
        ("2 days ago", date(2020, 2, 24)),
        ("منذ ساعة", datetime(2020, 2, 26, 11, 0, tzinfo=UTC)),
        ("منذ يومين", date(2020, 2, 24)),
        ("לפני שעתיים", datetime(2020, 2, 26, 10, 0, tzinfo=UTC)),
        ("час назад", datetime(2020, 2, 26, 11, 0, tzinfo=UTC)),
        ("dzień temu", date(2020, 2, 25)),
        ("yesterday", date(2020, 2, 25)),
        ("i går", date(2020, 2, 25)),
        ("Gestern, 10:30", datetime(2020, 2, 25, 10, 30)),
        ("Feb 25", date(2020, 2, 25)),
        ("25 декабря, 10:30", datetime(2019, 12, 25, 10, 30)),
        ("2月25日", date(2020, 2, 25)),
    ],
)
def test_a_date_that_leans_on_the_clock_needs_the_clock(text: str, when: date) -> None:
    assert dates.parse(text, now=NOW) == when
    assert dates.parse(text) is None


@pytest.mark.parametrize(
    "text", ["iPhone 12 pro", "3 ago", "of 25 people", "chapter 4", "a day in the life", "for 3 hours of work"]
)
def test_words_that_look_like_a_date_are_none(text: str) -> None:
    assert dates.find(text, now=NOW) is None


@pytest.mark.parametrize(
    ("text", "language", "when"),
    [
        ("۶ اسفند ۱۳۹۸", "", DAY),
        ("۶ اسفند‌ماه ۱۳۹۸ - ۱۰:۳۰", "fa", at(10, 30)),
        ("۱۳۹۸/۱۲/۰۶", "fa-IR", DAY),
        ("2020/02/25", "fa", DAY),
        ("۳۰ اسفند ۱۴۰۳", "fa", date(2025, 3, 20)),
        ("۳۰ اسفند ۱۴۰۴", "fa", None),
        ("۶ اسفند ۹۸", "fa", None),
        ("1398/12/06", "ar", None),
    ],
)
def test_the_years_of_the_persian_calendar_begin_in_spring(text: str, language: str, when: date | None) -> None:
    assert dates.parse(text, language=language) == when


def test_a_time_without_a_zone_takes_the_zone_that_is_handed_in() -> None:
    zone = dates.place("Europe/Berlin")
    found = dates.parse("25.02.2020, 10:30 Uhr", zone=zone)
    assert isinstance(found, datetime)
    assert found == at(10, 30, offset=1)
    assert dates.parse("25.02.2020", zone=zone) == DAY
    assert dates.parse("2020-02-25T10:30:00Z", zone=zone) == at(10, 30, offset=0)


def test_find_says_where_the_date_stands() -> None:
    text = "By Ana Example | February 25, 2020, 10:30 am | 5 comments"
    found = dates.find(text)
    assert found is not None
    assert text[slice(*found.span)] == "February 25, 2020, 10:30 am"
    assert found.when == at(10, 30)


def test_the_time_of_an_update_is_not_the_time_of_the_publication() -> None:
    found = dates.find("25 Feb 2020 | Updated: 10:30")
    assert found is not None
    assert found.when == DAY


def test_find_passes_over_a_date_that_cannot_be_the_publication() -> None:
    found = dates.find("Since 4 July 1776, written 25 Feb 2020; due 1 May 2024", now=NOW)
    assert found is not None
    assert found.when == DAY


def test_a_day_is_noon_in_the_zone_of_the_source() -> None:
    assert dates.instant(DAY, dates.place("America/New_York")) == at(12, offset=-5)
    assert dates.instant(DAY) == at(12, offset=0)
    assert dates.instant(at(10), dates.place("Europe/Berlin")) == at(10, offset=1)
    assert dates.instant(at(10, offset=2)) == at(10, offset=2)


def test_no_zone_of_an_unknown_name() -> None:
    assert dates.place("Mars/Phobos") is None
    assert dates.place("../etc/passwd") is None


FRAGMENTS = st.sampled_from(
    [
        *[
            "2020",
            "25",
            "2",
            "99",
            "Feb",
            "March",
            "年",
            "月",
            "日",
            "/",
            "-",
            ".",
            ":",
            " ",
            ",",
            "T",
            "Z",
            "+01",
            "pm",
            "de",
            "'",
        ],
        *["ago", "hours", "前", "vor", "一", "٢", "10:30", "24:61", "İ", "Mon", "ก.พ.", "GMT-99", "tháng", "9" * 20],
    ]
)
WILD = st.one_of(
    st.text(max_size=80), st.lists(FRAGMENTS, max_size=14).map("".join), st.lists(FRAGMENTS, max_size=9).map(" ".join)
)


@given(
    text=WILD,
    language=st.sampled_from(["", "en-US", "de", "hr", "x"]),
    now=st.sampled_from([None, NOW, NOW.replace(tzinfo=None)]),
)
def test_wild_text_never_raises_and_a_span_lies_inside_it(text: str, language: str, now: datetime | None) -> None:
    dates.parse(text, language=language, now=now, zone=dates.place("Asia/Tokyo"))
    found = dates.find(text, language=language, now=now)
    if found:
        assert 0 <= found.span[0] < found.span[1] <= len(text)
        assert dates.sane(found.when, now)
        assert dates.instant(found.when).tzinfo is not None


@given(when=st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31), timezones=st.timezones() | st.none()))
def test_what_python_writes_is_read_back(when: datetime) -> None:
    when = when.replace(microsecond=0)
    offset = when.utcoffset()
    if offset is not None and offset.total_seconds() % 60:
        return
    found = dates.parse(when.isoformat())
    assert found is not None
    assert found.isoformat() == when.isoformat()
    assert dates.parse(when.date().isoformat()) == when.date()


@given(when=st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_written_day_is_read_back(when: date) -> None:
    months = (
        "January",
        "febrero",
        "März",
        "avril",
        "maggio",
        "czerwca",
        "июля",
        "srpna",
        "Eylül",
        "outubro",
        "novembris",
        "joulukuuta",
    )
    assert dates.parse(f"{when.day} {months[when.month - 1]} {when.year}") == when
    assert dates.parse(f"{when.day}.{when.month}.{when.year}") == when
    assert dates.parse(f"{when.year}年{when.month}月{when.day}日") == when


@pytest.mark.parametrize(
    ("text", "language", "when"),
    [
        ("02/18", "ja", date(2020, 2, 18)),
        ("02-18", "zh-CN", date(2020, 2, 18)),
        ("18/02", "fr", date(2020, 2, 18)),
        ("18/02", "", date(2020, 2, 18)),
        ("02/03", "en-US", date(2020, 2, 3)),
        ("03/02", "en-GB", date(2020, 2, 3)),
        ("18.2.", "de", date(2020, 2, 18)),
        ("Di., 18.02., 9:15 Uhr", "de", datetime(2020, 2, 18, 9, 15)),
        ("02/18(火)", "ja", date(2020, 2, 18)),
        ("12/30", "ja", date(2019, 12, 30)),
    ],
)
def test_digits_alone_are_a_day_and_a_month_where_they_are_called_a_date(text: str, language: str, when: date) -> None:
    found = dates.find(text, language=language, now=NOW, called=True)
    assert found is not None
    assert found.when == when
    assert dates.find(text, language=language, now=NOW) is None


@pytest.mark.parametrize("text", ["02/03", "18.02", "18-02", "1-0", "2/3", "02/18 of 30", "45/46"])
def test_digits_that_may_be_anything_are_no_date_whatever_they_are_called(text: str) -> None:
    assert dates.find(text, now=NOW, called=True) is None


@pytest.mark.parametrize("text", ["12 December 2020", "4 July 1976", "July 4, 1976"])
def test_the_day_of_an_event_to_come_or_of_history_is_not_read_in_another_year(text: str) -> None:
    assert dates.find(text, now=NOW) is None
    assert dates.find(f"{text}, written 20 Feb", language="en", now=NOW) == (
        (date(2020, 2, 20)),
        (len(text) + 10, len(text) + 16),
        True,
    )


@pytest.mark.parametrize(("language", "when"), [("ko", DAY), ("ja-JP", DAY), ("zh-TW", DAY), ("fr", date(2025, 2, 20))])
def test_two_digits_of_a_year_stand_where_the_language_has_the_year(language: str, when: date) -> None:
    assert dates.parse("20/02/25", language=language) == when
    assert dates.parse("20.2.25", language=language) == when
