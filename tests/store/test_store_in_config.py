"""The whole job on every database that config.yaml can name."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedbot.app import open_app
from feedbot.config import load
from feedbot.demo import DemoSite, config_for
from feedbot.errors import ConfigError


def test_config_yaml_names_the_store_and_a_second_run_finds_what_the_first_stored(url: str, tmp_path: Path) -> None:
    with DemoSite() as site:
        said = config_for(tmp_path, site.url).replace("sqlite:///demo.db", url)
        (tmp_path / "config.yaml").write_text(said, "utf8")
        config = load(tmp_path / "config.yaml")
        for new in (True, False):
            with open_app(config) as app:
                reports = app.run(app.chosen([]))
                assert any(report.new for report in reports) is new
                assert all(row.entries for row in app.status(app.chosen([])))


def test_two_daemons_have_one_place(url: str, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(f"store: {url}\nsources: {{a: https://a.example/}}\n", "utf8")
    config = load(tmp_path / "config.yaml")
    with open_app(config) as one, open_app(config) as other:
        with one.store.post(), pytest.raises(ConfigError, match="another feedbot daemon"), other.store.post():
            pass
        with other.store.post():
            pass
