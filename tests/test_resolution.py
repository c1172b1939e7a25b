"""What a reading says beside its dates, and what resolution refuses to hide."""

import tomllib
from datetime import date

import pytest

from timeline import resolution
from timeline.expressions import find
from timeline.model import Document, Expression, Reading, Span
from timeline.resolution import readers
from timeline.resolution.anchor import Outcome
from timeline.resolution.arithmetic import OutsideCalendarError, calendar_day
from timeline.settings import Settings


def read(text: str, language: str = "de") -> list[Reading]:
    document = Document("a", text, language, date(2026, 3, 11))
    return resolution.resolve(document, find(text, language), [Span(0, len(text))], Settings())


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Die Sitzung ist am 15.03.2026.", {"year", "month", "day"}),
        ("Die Sitzung ist am 15. 3. 26.", {"year", "month", "day"}),
        ("Die Sitzung ist am 15.3.", {"month", "day"}),
        ("Die Sitzung ist am 2026-03-15 10:30.", {"year", "month", "day", "clock"}),
        ("Die Sitzung ist am 15. März.", {"month", "day"}),
    ],
)
def test_a_date_in_figures_says_what_it_says(text: str, known: set[str]) -> None:
    when = read(text)[0].when
    assert when is not None
    assert when.known == known


def test_a_day_beyond_the_calendar_is_no_date() -> None:
    with pytest.raises(OutsideCalendarError):
        calendar_day(10_000, 1, 1)
    reading = read("Bis 2199 dauert es, und 9000 Jahre danach ist alles vorbei.")
    assert all(r.when is None or r.when.end is None or r.when.end.year < 10_000 for r in reading)


@pytest.mark.parametrize(
    "error",
    [tomllib.TOMLDecodeError("line 3"), ValueError("no such class"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "")],
)
def test_a_broken_data_file_is_not_taken_for_a_date_outside_the_calendar(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(parts: object, context: object) -> Outcome:  # noqa: ARG001 - a reader
        raise error

    monkeypatch.setitem(readers.READERS, "broken", broken)
    document = Document("a", "heute", "de", date(2026, 3, 11))
    with pytest.raises(type(error)):
        resolution.resolve(document, [Expression(0, 5, "broken", {})], [Span(0, 5)], Settings())


def test_a_date_outside_the_calendar_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def beyond(parts: object, context: object) -> Outcome:  # noqa: ARG001 - a reader
        raise OutsideCalendarError

    monkeypatch.setitem(readers.READERS, "beyond", beyond)
    document = Document("a", "heute", "de", date(2026, 3, 11))
    reading = resolution.resolve(document, [Expression(0, 5, "beyond", {})], [Span(0, 5)], Settings())[0]
    assert reading.when is None
    assert reading.reason == "outside the years 1 to 9999"
