"""What users write, checked and made settings; the command line and the Python functions share it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from timeline.documents import language as languages
from timeline.documents import published as dates
from timeline.errors import UsageError
from timeline.languages import available
from timeline.model import Kind, Moment
from timeline.settings import CalendarPolicy, Settings

if TYPE_CHECKING:
    from timeline.store import Store

AT_HAND = 20_000
"""Rows that a command has in memory at most, where there is a store to read them from: one takes some 7 kB."""
NO_STORE = "none"
CANCELLED = ("mark", "drop")
EXPORTS = "exports"
"""The folder that files go to unless another one is named."""
STREAM = "-"
"""The output that is standard output."""


def configure(
    settings: Settings | None = None,
    published: Moment | str | None = None,
    language: str = "",
    timezone: str = "",
    labels: str = "",
) -> Settings:
    """``settings`` with what is given put over it; raises ``UsageError`` for what makes no sense."""
    settings = settings or Settings()
    zone = _timezone(timezone) or settings.timezone
    return replace(
        settings,
        timezone=zone,
        published=(moment(published, zone) if isinstance(published, str) else published) or settings.published,
        language=_language(language) or settings.language,
        labels=choice("--lang", labels, available("labels")) or settings.labels,
    )


def moment(text: str, timezone: str) -> Moment | None:
    """A publication date in local time, or none for an empty text; raises ``UsageError`` for anything else."""
    try:
        return dates.local(dates.parse(text), timezone) if text else None
    except (ValueError, OverflowError):
        raise UsageError(f"“{text}” is no publication date; write it as 2026-11-21 or 2026-11-21T08:30") from None


def calendar(first: str, last: str, kinds: str, cancelled: str = "") -> CalendarPolicy:
    """What goes into the feed: a window of ISO dates, open where empty; kinds in a list with commas; mark or drop."""
    policy = CalendarPolicy(
        first=_day("--calendar-from", first),
        last=_day("--calendar-to", last),
        cancelled=choice("--cancelled", cancelled, CANCELLED) or CANCELLED[0],
    )
    if policy.first and policy.last and policy.last < policy.first:
        raise UsageError(f"--calendar-to {last} is before --calendar-from {first}; no event could be in the feed")
    chosen = _choices("--calendar-kinds", kinds, tuple(Kind))
    return replace(policy, kinds=tuple(map(Kind, chosen))) if chosen else policy


def formats(text: str, known: Sequence[str], default: Sequence[str]) -> tuple[str, ...]:
    """The formats of a list with commas, ``default`` for an empty text; raises ``UsageError`` for an unknown one."""
    return _choices("--formats", text, known) or tuple(default)


def stream(output: str, table: str, formats: str, known: Sequence[str]) -> str:
    """The table to write to standard output, or nothing when ``output`` is a folder; ``UsageError`` for a mixture."""
    if output != STREAM:
        if table:
            raise UsageError(f"--table {table}: a single table goes to standard output; add --output {STREAM}")
        return ""
    if formats.strip().lower() not in {"", "csv"}:
        raise UsageError(f"--output {STREAM} writes one table as CSV; name a folder for --formats {formats}")
    return choice("--table", table, known) or known[0]


def clustered(output: str, table: str, formats: Sequence[str], store: str, **others: object) -> None:
    """Raises ``UsageError`` for what does not go with --cluster, which writes folders of Parquet and keeps no store.

    ``others`` are options by their names that must not be given.
    """
    for given, option in (
        (output == STREAM, f"--output {STREAM}"),
        (table, f"--table {table}"),
        (set(formats) - {"parquet"}, f"--formats {','.join(formats)}"),
        (store not in {"", NO_STORE}, f"--store {store}"),
        *((value, f"--{name.replace('_', '-')}") for name, value in others.items()),
    ):
        if given:
            raise UsageError(f"--cluster writes folders of Parquet, and keeps nothing between runs; leave out {option}")


@contextmanager
def store(name: str, output: str) -> Iterator[Store | None]:
    """The store of ``--store``: a file or URL, by default a file in the output folder, or none for ``none``.

    :raises StoreError: when it cannot be opened
    """
    if name == NO_STORE or (output == STREAM and not name):
        yield None
        return
    from timeline.store import open_store  # noqa: PLC0415

    with open_store(name, Path(output)) as opened:
        yield opened


def existing(name: str) -> Store:
    """The store ``name``, which has to be there already.

    :raises UsageError: when there is no such file
    :raises StoreError: when it cannot be opened
    """
    if "://" not in name and not Path(name).is_file():
        raise UsageError(f"--store {name}: there is no such file; “timeline build” makes one")
    from timeline.store import open_store  # noqa: PLC0415

    return open_store(name)


@contextmanager
def kept(name: str, file: str = "") -> Iterator[Store]:
    """A store that is there already, by default in the folder of ``file``, if that is one, or in that of the exports.

    :raises StoreError: when it is not there, or cannot be opened
    """
    from timeline.store import open_store  # noqa: PLC0415

    beside = Path(file).parent if file.lower().endswith(".xlsx") else Path(EXPORTS)
    with open_store(name, beside, make=False) as opened:
        yield opened


def instant(option: str, text: str) -> datetime | None:
    """A day or minute of this machine's time as one in UTC; none for an empty text."""
    try:
        local = datetime.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(
            f"{option}: “{text}” is no day or minute; write it as 2026-11-21 or 2026-11-21T08:30"
        ) from None
    return local.astimezone(UTC).replace(tzinfo=None) if local else None


def choice(option: str, text: str, known: Sequence[str]) -> str:
    """``text``, which may be empty, if it is known; raises ``UsageError`` otherwise."""
    if text and text not in known:
        raise UsageError(f"{option}: there is no “{text}”; choose from {', '.join(known)}")
    return text


def _choices(option: str, text: str, known: Sequence[str]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    for name in chosen:
        if name not in known:
            raise UsageError(f"{option}: there is no “{name}”; choose from {', '.join(known)}")
    return chosen


def _day(option: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"{option}: “{text}” is no day; write it as 2026-11-21") from None


def _language(code: str) -> str:
    try:
        return languages.normalise(code) if code else ""
    except ValueError:
        raise UsageError(f"“{code}” is no language; give an ISO 639-1 code such as de or en") from None


def _timezone(name: str) -> str:
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(f"“{name}” is no time zone; give an IANA name such as Europe/Berlin") from None
