"""The command ``timeline``: arguments in, one call each.

Exit codes: 0; 2 for bad input or usage (the rest of the batch has been done); 1 for a fault of the program itself.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from timeline import serving
from timeline.interrupting import keep_interruptions
from timeline.reporting import Problems, reported
from timeline.settings import Settings
from timeline.workers import collect_seldom


def main() -> None:
    """Run the command line and exit."""
    collect_seldom()
    keep_interruptions()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    cli.main(prog_name="timeline")


published = click.option(
    "--published", default="", metavar="DATE", help="Publication date, as 2026-11-21 or 2026-11-21T08:30."
)
language = click.option("--language", default="", metavar="CODE", help="Language of the documents, such as de or en.")
timezone = click.option(
    "--timezone", default="", metavar="ZONE", help="Time zone of clock times [default: Europe/Berlin]."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="timeline")
def cli() -> None:
    """Turn prose into a calendar: every date of your documents, one row per event.

    Example: timeline build seeds/ --output exports/
    """


@cli.command()
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "--output",
    default="exports",
    show_default=True,
    metavar="FOLDER",
    help="Where the files go; - writes one table as CSV to standard output, and nothing else.",
)
@click.option("--table", default="", metavar="NAME", help="With --output -: timeline or evidence [default: timeline].")
@published
@language
@timezone
@click.option(
    "--formats",
    default="",
    metavar="LIST",
    help="Which files to write, of xlsx,csv,ics,json,html,timelinejs,jsonld,jsonl,parquet [default: the first five].",
)
@click.option("--lang", default="", metavar="CODE", help="Language of headings: de or en [default: the documents'].")
@click.option("--excel", is_flag=True, help="CSV for spreadsheet programs: a byte order mark, and no formulas.")
@click.option("--with-text", is_flag=True, help="Put the documents' whole text into timeline.json.")
@click.option(
    "--store",
    default="",
    metavar="FILE|URL|none",
    help="What lasts between runs: a file, postgresql+psycopg://…, or none [default: timeline.db in the output folder].",
)
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(min=1),
    help="Processes that read [default: as many as cores].",
)
@click.option(
    "--cluster",
    default="",
    metavar="ADDRESS|local",
    help="Work on a Dask cluster, as tcp://scheduler:8786, or on processes of this machine; writes folders of Parquet.",
)
@click.option("--calendar-from", default="", metavar="DAY", help="First day of the calendar feed, as 2026-11-21.")
@click.option("--calendar-to", default="", metavar="DAY", help="Last day of the calendar feed.")
@click.option(
    "--calendar-kinds",
    default="",
    metavar="LIST",
    help="Kinds in the feed, of event,publication,deadline,statement,period [default: the first three].",
)
@click.option(
    "--cancelled", default="", metavar="mark|drop", help="Cancelled events in the feed: struck out, or left out."
)
@click.option("--allow-shrinking", is_flag=True, help="Publish a feed that loses most of its events.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@reported
def build(
    *,
    sources: tuple[str, ...],
    output: str,
    table: str,
    published: str,
    language: str,
    timezone: str,
    formats: str,
    lang: str,
    excel: bool,
    with_text: bool,
    store: str,
    workers: int | None,
    cluster: str,
    calendar_from: str,
    calendar_to: str,
    calendar_kinds: str,
    cancelled: str,
    allow_shrinking: bool,
    quiet: bool,
    verbose: bool,
) -> Problems:
    """Read SOURCES (files, folders, globs or -) and write the timeline: Excel, CSV, calendar feed, JSON.

    With --cluster, SOURCES and FOLDER are paths that all workers share, or URLs such as s3://.

    \b
    Examples:
      timeline build seeds/ --output exports/
      timeline build minutes/*.txt --published 2026-11-21 --formats xlsx,ics
      timeline build news/ --calendar-from 2026-11-21 --calendar-kinds event,deadline --cancelled drop
      timeline build seeds/ --output - --table evidence > evidence.csv
      timeline build s3://news/*.parquet --cluster tcp://scheduler:8786 --output s3://news/events
    """
    from timeline import options, pipeline, summary, terminal, writers
    from timeline.workers import available

    policy = options.calendar(calendar_from, calendar_to, calendar_kinds, cancelled)
    settings = options.configure(Settings(calendar=policy), published, language, timezone, lang)
    chosen = options.formats(formats, writers.FORMATS, writers.DEFAULT)
    streamed = options.stream(output, table, formats, writers.TABLES)
    problems: list[Any] = []
    if cluster:
        from timeline import cluster as distributed

        options.clustered(
            output,
            table,
            chosen if formats else (),
            store,
            lang=lang,
            excel=excel,
            with_text=with_text,
            calendar_from=calendar_from,
            calendar_to=calendar_to,
            calendar_kinds=calendar_kinds,
            cancelled=cancelled,
            allow_shrinking=allow_shrinking,
        )
        written = distributed.build(
            sources,
            output,
            address=cluster,
            workers=workers,
            settings=settings,
            problems=problems,
            say=(lambda _: None) if quiet else terminal.note,
        )
        if not quiet:
            summary.written(written, output)
        return problems
    files: list[Path] = []

    def publish(built: pipeline.Table) -> None:
        if built.timeline.documents and not streamed:
            files.extend(
                built.write(
                    output,
                    chosen,
                    excel_csv=excel,
                    allow_shrinking=allow_shrinking,
                    problems=problems,
                    workers=workers or available(),
                )
            )

    with terminal.progress("Reading", quiet=quiet) as bar, options.store(store, output) as kept:
        built = pipeline.build(
            sources,
            settings=settings,
            workers=workers or available(),
            with_text=with_text,
            store=kept,
            problems=problems,
            progress=bar.document,
            counted=bar.counted,
            waiting=lambda: terminal.note("Waiting for another run on this store to end"),
            publish=publish,
            most=options.AT_HAND,
        )
    if streamed:
        writers.stream(built.timeline, sys.stdout.buffer, streamed, excel_csv=excel)
    elif not quiet:
        summary.show(built.timeline, files, everything=verbose)
    return problems


@cli.command()
@click.argument("file", default="-")
@click.option("--output", metavar="FILE", type=Path, help="Where the JSON lines go [default: standard output].")
@published
@language
@reported
def tag(*, file: str, output: Path | None, published: str, language: str, verbose: bool) -> Problems:  # noqa: ARG001
    """Mark every time expression in FILE (JSON lines, a document, or - for standard input) with TIMEX3 attributes.

    \b
    JSON lines {"id","text","published","language","genre"} give JSON lines; a document gives a table.

    \b
    Examples:
      timeline tag news.jsonl --output tagged.jsonl
      echo "Am Freitag um 20 Uhr" | timeline tag --published 2026-11-21 --language de
    """
    from timeline import options, tagging

    return tagging.tag(file, output, options.configure(None, published, language))


@cli.command()
@click.argument("document")
@published
@language
@timezone
@reported
def explain(*, document: str, published: str, language: str, timezone: str, verbose: bool) -> Problems:  # noqa: ARG001
    """Show every time expression of DOCUMENT: how it was read, from what, and what became of it.

    \b
    Example:
      timeline explain seeds/koalition.txt
    """
    from timeline import explain as explanation
    from timeline import options

    return explanation.explain(document, options.configure(None, published, language, timezone))


kept = click.option(
    "--store",
    default="",
    metavar="FILE|URL",
    help="Where the timeline is kept [default: timeline.db beside the workbook, or in exports/].",
)


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar="[WORKBOOK.xlsx | UID [DECISION…] | undo NUMBER]")
@kept
@click.option("--by", default="", metavar="NAME", help="Who decides.")
@reported
def decide(*, words: tuple[str, ...], store: str, by: str, verbose: bool) -> Problems:  # noqa: ARG001
    """Decide about a row, or read an edited workbook back; what is decided wins over all that documents say later.

    \b
    UID alone shows a row, its mentions and what was decided. Decisions are
      accept | reject | edit FIELD VALUE | merge UID | split DOCUMENT:START … | release [FIELD]
    and undo NUMBER takes one back; without any words all are listed.

    \b
    Examples:
      timeline decide exports/timeline.xlsx
      timeline decide 2d0f6c8e1b7a4f5d9c3e edit start 2026-11-21T20:00
    """
    from timeline import decide as deciding
    from timeline import options

    with options.kept(store, *words[:1]) as opened:
        return deciding.decide(words, opened, by)


@cli.command()
@kept
@click.option("--since", default="", metavar="DATE", help="All runs since a day or minute [default: the last run].")
@click.option("--format", "form", default="text", metavar="NAME", help="text, markdown or json [default: text].")
@reported
def changes(*, store: str, since: str, form: str, verbose: bool) -> Problems:  # noqa: ARG001
    """Show what is new, moved, confirmed, cancelled, doubted or gone since the last run.

    \b
    Example:
      timeline changes --since 2026-11-21 --format markdown
    """
    from timeline import changes as differences
    from timeline import options

    chosen = options.choice("--format", form, tuple(differences.FORMATS))
    with options.kept(store) as opened:
        differences.show(opened.changes(options.instant("--since", since)), chosen)
    return []


cli.add_command(serving.serve)
cli.add_command(serving.token)
