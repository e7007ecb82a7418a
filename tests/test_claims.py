"""What runs that overlap take up, and when they leave it to the next."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from test_pipeline import DEAD, POLITICS, SITE, SLUGS, SOURCE, section, story
from worlds import Clock, Files, Web

from feedbot.claims import Claims
from feedbot.errors import Unreachable
from feedbot.pipeline import Pipeline
from feedbot.store import Store


@pytest.fixture
def line(web: Web, store: Store, files: Files, clock: Clock) -> Pipeline:
    web |= {f"{SITE}/2026/11/{slug}/": story(slug) for slug in SLUGS} | {POLITICS: section(*SLUGS)}
    return Pipeline(fetch=web, store=store, output=files, now=clock)


def test_a_failed_link_is_tried_again_although_some_run_is_always_at_work(
    line: Pipeline, web: Web, clock: Clock
) -> None:
    page, web[DEAD] = web[DEAD], Unreachable(DEAD, "timed out")
    with ExitStack() as later:
        with line.claims.running():
            line.run(SOURCE)
            later.enter_context(line.claims.running())
        web[DEAD] = page
        clock.move(hours=1)
        assert line.run(SOURCE).new == 1


def test_a_claim_holds_for_every_run_that_began_before_it_was_done_with() -> None:
    claims, had = Claims(), []

    def ask() -> None:
        with claims.claim("key") as mine:
            had.append(mine)

    with ExitStack() as later:
        with claims.running():
            with claims.claim("key") as mine:
                had.append(mine)
                later.enter_context(claims.running())
            ask()
        ask()
    ask()
    assert had == [True, False, False, True]
