"""The commands: each reads its words, calls the app, shows what came back. Heavy rooms load when a command needs it."""

from __future__ import annotations

import gc
import signal
import sys
from pathlib import Path
from textwrap import indent
from typing import Annotated

import typer

from feedbot.cli.paper import outlast_readers, unsaid
from feedbot.errors import ConfigError, FeedbotError

app = typer.Typer(
    name="feedbot",
    help="Full-text Atom, RSS and JSON feeds from web pages that have none.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,  # plain help starts in half the time
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 all well, 1 some source failed, 2 the configuration or the command line is wrong, "
    "130 interrupted.",
    context_settings={"help_option_names": ["-h", "--help"]},
)

ConfigPath = Annotated[
    Path,
    # readable=False: Typer does not look at the file, and what cannot be read is told like every other fault of it
    typer.Option("--config", "-c", help="The configuration file.", envvar="FEEDBOT_CONFIG", readable=False),
]
Names = Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Names of sources; all when left out.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
CONFIG = Path("config.yaml")
INTERRUPTED = 130
# What ends a command by Ctrl-C: at work, and at a question.
_LEFT: dict[str, int] = {"Abort": INTERRUPTED, "KeyboardInterrupt": INTERRUPTED}
# Objects made until the interpreter looks for garbage among them; by default it looks after every 700.
_GARBAGE = 20_000, 20, 10


@app.command()
def run(
    sources: Names = None,
    config: ConfigPath = CONFIG,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do everything but write: no store, no feeds.")] = False,
    as_json: AsJson = False,
) -> None:
    """One pass: fetch section pages, collect new articles, write feeds. For cron.

    \b
    Examples:
      feedbot run                       every source of config.yaml
      feedbot run ctmirror --dry-run    what one source would give, writing nothing
      feedbot run --json | jq '.[].new'  the reports, for scripts
    """
    from feedbot.app import open_app
    from feedbot.cli import show
    from feedbot.config import load

    settings = load(config)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a timer or a shutdown ends a run like Ctrl-C does
    with (
        show.running(quiet=as_json, rehearsed=dry_run) as screen,
        open_app(settings, rehearse=dry_run, watch=screen.watch, say=show.note) as opened,
    ):
        chosen = opened.chosen(sources or [])
        screen.begin(chosen)
        reports = opened.run(chosen, screen.done)
        left = () if as_json or dry_run else opened.left()
    for name in left:
        show.note(f"note: {settings.output / name} is of no source any more; delete it if nobody needs it")
    if as_json:
        show.json_out(reports)
    else:
        show.summary(reports, settings, rehearsed=dry_run)
    raise typer.Exit(0 if all(report.ok for report in reports) else 1)


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="A section page, a site's home page, or a feed.")],
    config: ConfigPath = CONFIG,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write it without asking.")] = False,
    sections: Annotated[
        str,
        typer.Option("--sections", metavar="NAMES", help="Sections of a home page by name, commas between; or all."),
    ] = "",
    name: Annotated[str, typer.Option("--name", help="The source's name; made from the address by default.")] = "",
    title: Annotated[str, typer.Option("--title", help="The feed's title; the page's own by default.")] = "",
    every: Annotated[str, typer.Option("--every", metavar="DURATION", help="Time between two runs, such as 30m.")] = "",
    select: Annotated[
        str, typer.Option("--select", metavar="CSS", help="Take the links that match; never needed.")
    ] = "",
    pin: Annotated[bool, typer.Option("--pin", help="Write a selector that gives what was found now.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show everything, write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Propose a source for a page, show what its feed would contain, and write it into config.yaml.

    Comments, order and quoting of the file stay as they are. A script says --yes; --json without it only looks.

    \b
    Examples:
      feedbot add https://ctmirror.org/category/politics/               one section page
      feedbot add https://ctmirror.org/                                 choose among the site's sections
      feedbot add https://ctmirror.org/ --sections "Politics,Health" -y the same for scripts
      feedbot add URL --pin                                             with a selector of today's items
    """
    from feedbot.cli.add import Manner, run
    from feedbot.proposal import Wishes

    wishes = Wishes(name=name, title=title, every=every, select=select, pin=pin)
    raise typer.Exit(run(url, config, wishes, sections, Manner(yes=yes, dry_run=dry_run, as_json=as_json)))


@app.command()
def preview(
    url: Annotated[str, typer.Argument(help="A section page or an article page.")],
    config: ConfigPath = CONFIG,
    section: Annotated[bool, typer.Option("--section", help="Read it as a section page.")] = False,
    article: Annotated[bool, typer.Option("--article", help="Read it as an article.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="List the dropped links, too.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Say where each field came from, and what was removed.")] = False,
    doors: Annotated[bool, typer.Option("--doors", help="Ask the page's feeds, APIs and sitemaps, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what a page would give, without storing anything.

    \b
    Examples:
      feedbot preview https://ctmirror.org/category/politics/          the links kept, and why others are not
      feedbot preview https://ctmirror.org/category/politics/ --all    each dropped link with its reason
      feedbot preview https://ctmirror.org/category/politics/ --doors  what its feeds, APIs and sitemaps would give
      feedbot preview --article URL --why                              one article, with where each field came from
    """
    from feedbot.cli.preview import show

    if section and article:
        raise ConfigError(["--section and --article: a page is read as one of them"])
    kind = "section" if section else "article" if article else ""
    settings = config if config != CONFIG or config.exists() else None
    raise typer.Exit(show(url, settings, kind=kind, everything=everything, why=why, doors=doors, as_json=as_json))


@app.command()
def check(config: ConfigPath = CONFIG, as_json: AsJson = False) -> None:
    """Validate config.yaml: every complaint at once, each with its line; and what is not used of rules for its sites.

    \b
    Example:
      feedbot check --config feeds.yaml
    """
    from feedbot.cli import show
    from feedbot.config import load
    from feedbot.sites.folder import Folders

    settings = load(config)
    sites = Folders(settings.site_rules)
    addresses = [section.url for source in settings.sources for section in source.sections]
    show.checked(settings, sites.of_sites(addresses), sites.notes(addresses), as_json)


@app.command()
def schema() -> None:
    """Print the JSON Schema of config.yaml, for editors.

    \b
    Example:
      feedbot schema > config.schema.json
    """
    import json

    from feedbot.config import schema as make

    print(json.dumps(make(), indent=2, ensure_ascii=False))


@app.command()
def status(sources: Names = None, config: ConfigPath = CONFIG, as_json: AsJson = False) -> None:
    """Each source: last run, what was new, last error, when it is due. Exit code 1 if any is failing.

    \b
    Examples:
      feedbot status             a line a source
      feedbot status ctmirror    with the links that could not be read, and why
    """
    from dataclasses import replace

    from feedbot.app import open_app, utc_now
    from feedbot.cli import show
    from feedbot.config import load
    from feedbot.daemon import next_due

    settings = load(config)
    with open_app(settings) as opened:
        chosen = opened.chosen(sources or [])
        rows = [
            replace(row, due=next_due(source, row.started, utc_now()))
            for source, row in zip(chosen, opened.status(chosen, links=bool(sources) or as_json), strict=True)
        ]
    show.status(rows, as_json)
    raise typer.Exit(1 if any(row.failing for row in rows) else 0)


@app.command()
def publish(sources: Names = None, config: ConfigPath = CONFIG, as_json: AsJson = False) -> None:
    """Write the feeds again from the store, asking no site."""
    from feedbot.app import open_app
    from feedbot.cli import show
    from feedbot.config import load

    settings = load(config)
    with open_app(settings, say=show.note) as opened:
        written = opened.publish(opened.chosen(sources or []))
    raise typer.Exit(show.published(written, settings, as_json))


@app.command()
def daemon(
    config: ConfigPath = CONFIG,
    serve: Annotated[str, typer.Option("--serve", metavar="[HOST:]PORT", help="Serve the output folder, too.")] = "",
) -> None:
    """Run every source when it is due, until told to stop (SIGTERM or Ctrl-C); one log line a run.

    \b
    Examples:
      feedbot daemon
      feedbot daemon --serve 127.0.0.1:8300
    """
    from feedbot.app import open_app
    from feedbot.cli import show
    from feedbot.cli.given import listening
    from feedbot.config import load
    from feedbot.daemon import Daemon
    from feedbot.web import Server

    settings = load(config)
    with open_app(settings, say=show.note) as opened, opened.store.post():
        worker = Daemon(opened, {name: last.report.started for name, last in opened.store.last_runs().items()})
        if not serve:
            worker.forever()
            return
        with Server(settings.output, *listening(serve)) as server:
            worker.forever(server.url)


@app.command()
def serve(
    address: Annotated[str, typer.Argument(metavar="[[HOST:]PORT]", help="Where to listen.")] = "127.0.0.1:8300",
    config: ConfigPath = CONFIG,
) -> None:
    """Serve the output folder, so that readers on this machine or network can subscribe.

    \b
    Examples:
      feedbot serve                  on http://127.0.0.1:8300/
      feedbot serve 0.0.0.0:8300     for the whole network
    """
    from feedbot.cli import show
    from feedbot.cli.given import listening
    from feedbot.config import load
    from feedbot.web import serve as forever

    output = load(config).output
    if not output.is_dir():
        show.note(f"{output} is not there yet: `feedbot run` makes it")
    forever(output, *listening(address), lambda url: show.note(f"serving {output} at {url} until Ctrl-C"))


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Where to put demo.yaml, the store and output/.")] = Path(),
) -> None:
    """Run feedbot on its bundled sample newspaper: offline, in a minute, leaving feeds in output/.

    \b
    Examples:
      feedbot demo             feeds in ./output/
      feedbot demo /tmp/try    somewhere else
    """
    from feedbot.cli.demo import run as show_demo

    raise typer.Exit(show_demo(folder))


@app.command()
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as of

    print(of("feedbot"))


def main() -> None:
    """The entry point: errors that feedbot raises on purpose become one clear text and an exit code."""
    gc.set_threshold(*_GARBAGE)
    outlast_readers()
    try:
        app()
    except ConfigError as error:
        sys.exit(_complain(error, error.complaints, 2))
    except FeedbotError as error:
        sys.exit(_complain(error, [str(error)], 1))
    except SystemExit as leaving:
        sys.exit(_LEFT.get(type(leaving.__context__).__name__, leaving.code) or _told())
    finally:
        gc.freeze()  # the interpreter would look for garbage once more: a tenth of a run that finds nothing new


def _told() -> int:
    """The exit code of a command that went well: 1 where what it said could not be written."""
    if why := unsaid():
        print(f"feedbot: what it says cannot be written: {why}", file=sys.stderr)
    return int(bool(why))


def _complain(error: FeedbotError, lines: list[str], code: int) -> int:
    """Tell of an error, in JSON as well where that is asked for; the exit code."""
    if "--json" in sys.argv:
        from feedbot.cli.show import json_out

        json_out({"ok": False, "code": error.code, "message": str(error), "hint": error.hint})
    for line in lines:
        print(f"feedbot: {line}", file=sys.stderr)
    if error.hint:
        print(indent(error.hint, "  "), file=sys.stderr)
    return code
