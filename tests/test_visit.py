"""One look at a section, its web a dict."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from worlds import Web

from feedbot import dates
from feedbot.model import ArticleRules, Section, Source
from feedbot.visit import Visitor

SECTION = Section("https://paper.example/news/")
WHEN = ("Today 09:00", "yesterday", "2 hours ago", "Today 08:00", "Yesterday 10:00")
LATE = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # half past eight in the morning of the 23rd in Tokyo


def card(number: int, when: str) -> str:
    return (
        f'<article><h2><a href="/2026/harbour-report-{number}">The harbour report number {number} is out</a></h2>'
        f'<p class="date">{when}</p><p>What the harbour master said of the ferries, in a few words.</p></article>'
    )


def days(source: Source) -> list[date]:
    """The days of a section's items by the clocks of Tokyo."""
    web = Web()
    web[SECTION.url] = f"<html><body><main>{''.join(map(card, range(5), WHEN))}</main></body></html>"
    visit = Visitor(web, source, SECTION, LATE).page(web(SECTION.url))
    tokyo = dates.place("Asia/Tokyo")
    return [dates.instant(link.published, tokyo).astimezone(tokyo).date() for link in visit.links if link.published]


@pytest.mark.parametrize(
    "source",
    [
        Source("paper", (SECTION,), zone="Asia/Tokyo"),
        Source("paper", (SECTION,), zone="Europe/Berlin", article=ArticleRules(zone="Asia/Tokyo")),
    ],
)
def test_today_is_the_day_that_it_is_in_the_zone_of_the_source(source: Source) -> None:
    assert [day.day for day in days(source)] == [23, 22, 23, 23, 22]
