"""Documents in, accounts out: the stages' own functions on each document of a part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from timeline.cluster import documents
from timeline.cluster.documents import Given, Part
from timeline.cluster.engine import Dataset, Engine
from timeline.cluster.records import Columns, Record
from timeline.errors import InputError
from timeline.pipeline import tell
from timeline.settings import Settings
from timeline.store.codec import freeze

ACCOUNTS: Columns = {"position": str, "account": bytes, "sketch": bytes, "problem": str}
_PROBLEMS: Columns = {"problem": str}


def accounts(engine: Engine, parts: Sequence[Part | Given], settings: Settings) -> Dataset:
    """The account of every document, and a record for everything that could not be read."""
    return engine.each("accounts", parts, partial(_told, settings=settings), ACCOUNTS)


def problems(engine: Engine, told: Dataset, most: int) -> list[InputError]:
    """What could not be read, at most so many lines, in the order of reading, and a last one for the others."""
    wrong = engine.mapped("problems", told, _wrong, _PROBLEMS)
    found = [InputError(problem) for (problem,) in islice(wrong, most)]
    more = wrong.rows - len(found)
    return [*found, InputError(f"and {more} more that could not be read")] if more else found


def _told(part: Part | Given, settings: Settings) -> Iterator[Record]:
    wrong: list[InputError] = []
    for document in documents.read(part, settings, wrong):
        try:
            account = tell(document, settings)
        except Exception as error:  # one document must not cost the others
            wrong.append(InputError(f"{document.id}: cannot be worked on ({type(error).__name__}: {error})"))
            continue
        yield account.position, freeze(replace(account, sketch=None)), freeze(account.sketch), ""
    yield from (("", b"", b"", str(problem)) for problem in wrong)


def _wrong(told: Iterator[Record]) -> Iterator[Record]:
    yield from ((problem,) for *_, problem in told if problem)
