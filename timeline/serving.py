"""The commands ``serve`` and ``token``: arguments in, one call each."""

from __future__ import annotations

import click

from timeline.reporting import Problems, reported

kept = click.option(
    "--store", default="exports/timeline.db", show_default=True, metavar="FILE|URL", help="What “build” keeps."
)


@click.command()
@kept
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where it is reached.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any that is free.")
@click.option(
    "--url", default="", metavar="URL", help="Where a proxy offers it to others, as https://dates.example.org."
)
@click.option("--timezone", default="", metavar="ZONE", help="Time zone of the feeds [default: Europe/Berlin].")
@click.option("--lang", default="", metavar="CODE", help="Language of the feeds: de or en [default: the documents'].")
@reported
def serve(*, store: str, host: str, port: int, url: str, timezone: str, lang: str, verbose: bool) -> Problems:
    """Serve calendar feeds to subscribe to, and a page to review the rows.

    Only this computer can reach it unless --host or --url says otherwise; then reviewers need a token.

    \b
    Examples:
      timeline serve --store exports/timeline.db
      timeline serve --host 0.0.0.0 --port 8080 --url https://dates.example.org
    """
    from timeline import options, web

    settings = options.configure(None, timezone=timezone, labels=lang)
    web.serve(options.existing(store), settings, host, port, url, click.echo, verbose=verbose)
    return []


@click.group()
def token() -> None:
    """Give out tokens for calendar feeds and for review, and take them back.

    Example: timeline token create --label "Team calendar"
    """


@token.command()
@kept
@click.option("--kind", default="feed", show_default=True, metavar="feed|reviewer", help="What it opens.")
@click.option("--label", default="", metavar="TEXT", help="Whom it is for.")
@reported
def create(*, store: str, kind: str, label: str, verbose: bool) -> Problems:  # noqa: ARG001
    """Print a new token; it is shown only now."""
    from timeline import options

    click.echo(options.existing(store).add_token(kind, label))
    return []


@token.command(name="list")
@kept
@reported
def list_tokens(*, store: str, verbose: bool) -> Problems:  # noqa: ARG001
    """List the tokens that have been given out, without what they say."""
    from timeline import options, summary

    summary.tokens(options.existing(store).tokens())
    return []


@token.command()
@click.argument("number", type=click.IntRange(min=1))
@kept
@reported
def revoke(*, number: int, store: str, verbose: bool) -> Problems:  # noqa: ARG001
    """Let nobody in by the token NUMBER of the list any more."""
    from timeline import options

    options.existing(store).revoke_token(number)
    return []
