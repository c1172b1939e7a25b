"""What every command does with what goes wrong: a line on standard error and an exit code."""

from __future__ import annotations

import errno
import functools
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

import click

from timeline.errors import OutputNotice, TimelineError

FAULT = 1
BAD_INPUT = 2

Problems = Sequence[TimelineError]


def reported(command: Callable[..., Problems]) -> Callable[..., None]:
    """Turn what a command returns or raises into lines on standard error and an exit code; adds ``--verbose``."""

    @click.option("--verbose", is_flag=True, help="Show everything, and where a fault of the program came from.")
    @functools.wraps(command)
    def run(*, verbose: bool, **arguments: Any) -> None:
        try:
            problems = command(verbose=verbose, **arguments)
        except TimelineError as error:
            problems = [error]
        except Exception as error:
            if isinstance(error, click.ClickException | click.exceptions.Exit | click.Abort) or _hung_up(error):
                raise
            if verbose:
                traceback.print_exc()
            click.echo(f"timeline: internal error ({type(error).__name__}: {error}); --verbose shows where", err=True)
            sys.exit(FAULT)
        errors = [problem for problem in problems if not isinstance(problem, OutputNotice)]
        for problem in errors if arguments.get("quiet") else problems:
            click.echo(f"timeline: {problem}", err=True)
        if errors:
            sys.exit(BAD_INPUT)

    return run


def _hung_up(error: Exception) -> bool:
    """Whether the reader of a pipe has gone, which click takes care of."""
    return isinstance(error, OSError) and error.errno == errno.EPIPE
