"""The words of the exports in the reader's language, from ``languages/<code>.labels.toml``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from timeline import languages
from timeline.model import Doubt, Moment, Precision, Timeline, When
from timeline.settings import Settings
from timeline.table.columns import Column, iso
from timeline.writers.text import line

FALLBACK = "en"
"""For documents in a language without labels of its own."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one language."""

    code: str
    data: Mapping[str, Any]

    def heading(self, key: str) -> str:
        """The heading of a column; its key where there is none."""
        return str(self.data["headings"].get(key, key))

    def describe(self, column: Column[Any]) -> str:
        """What a column means."""
        return str(self.data.get("descriptions", {}).get(column.key, column.description))

    def sheet(self, key: str) -> str:
        """The name of a sheet."""
        return str(self.data["sheets"][key])

    def word(self, group: str, key: str) -> str:
        """The word for a value (kind, status, precision, review, field, doubt, part); the value where there is none."""
        return str(self.data.get(group, {}).get(key, key))

    def say(self, group: str, key: str, **values: object) -> str:
        """A sentence with its blanks filled in."""
        return str(self.data[group][key]).format(**values)

    def doubt(self, doubt: Doubt) -> str:
        """What a doubt is, and what it is about, on one line."""
        word, message = self.data["doubt"].get(doubt.code, ""), self.phrase(doubt.message)
        return f"{word}: {message}" if word and message else word or message or doubt.code

    def phrase(self, text: str) -> str:
        """A reason, an anchor or the message of a doubt on one line, as this language says it where it says it otherwise."""
        for pattern, said in _phrases(self.code):
            if match := pattern.fullmatch(text):
                return line(said.format(*match.groups()))
        return line(text)

    def span(self, when: When) -> str:
        """A date in words where it is vaguer than a day ("März 2025", "KW 15"), otherwise in ISO digits."""
        first, last = _day(when.start), _day(when.end or when.start)
        if first is None or last is None:
            return when.edtf
        words, end_words = self._unit(when.precision, first), self._unit(when.precision, last)
        if words is None or end_words is None:
            start, end = iso(when.start).replace("T", " "), iso(when.end).replace("T", " ")
            return f"{start} – {end}" if end and end != start else start
        return words if words == end_words else f"{words} – {end_words}"

    def words(self, when: When) -> str:
        """A date in words, as finely as it was said: "Sa, 15. März 2025", "März 2025"; EDTF where it has no year."""
        first, last = _day(when.start), _day(when.end or when.start)
        if first is None or last is None:
            return when.edtf
        if when.precision is Precision.WEEK:
            iso_year, week, _ = first.isocalendar()
            return self.say("calendar", "week-year", week=week, year=iso_year)
        if when.precision is not Precision.WEEK_PART and self._unit(when.precision, first) is not None:
            return self.span(when)
        start, end = self._moment(when.start), self._moment(when.end or when.start)
        if start == end:
            part = f" ({self.word('part', when.part)})" if when.part else ""
            return start + part
        if first == last and isinstance(when.start, datetime) and isinstance(when.end, datetime):
            return self._moment(when.start, f"{when.start:%H:%M}–{when.end:%H:%M}")
        return f"{start} – {end}"

    def _moment(self, moment: Moment | None, time: str = "") -> str:
        day = _day(moment)
        if day is None:
            return ""
        calendar = self.data["calendar"]
        weekday, month = calendar["weekdays"][day.weekday()], calendar["months"][day.month - 1]
        words = self.say("calendar", "day", weekday=weekday, day=day.day, month=month, year=day.year)
        if not isinstance(moment, datetime):
            return words
        return self.say("calendar", "clock", date=words, time=time or f"{moment:%H:%M}")

    def _unit(self, precision: Precision, day: date) -> str | None:
        calendar = self.data["calendar"]
        month, year = str(calendar["months"][day.month - 1]), day.year
        match precision:
            case Precision.WEEK | Precision.WEEK_PART:
                return self.say("calendar", "week", week=day.isocalendar().week)
            case Precision.MONTH_PART:
                part = calendar["month_parts"][min((day.day - 1) // 10, 2)]
                return self.say("calendar", "month-part", part=part, month=month, year=year)
            case Precision.MONTH:
                return self.say("calendar", "month", month=month, year=year)
            case Precision.SEASON:
                season = calendar["seasons"][day.month % 12 // 3]
                begin = year - (day.month < 3)
                winter = day.month in {12, 1, 2}
                return self.say(
                    "calendar", "season", season=season, year=f"{begin}/{(begin + 1) % 100:02}" if winter else year
                )
            case Precision.QUARTER:
                return self.say("calendar", "quarter", number=(day.month + 2) // 3, year=year)
            case Precision.HALF:
                return self.say("calendar", "half", number=1 + (day.month > 6), year=year)
            case Precision.YEAR:
                return self.say("calendar", "year", year=year)
            case Precision.DECADE:
                return self.say("calendar", "decade", year=year // 10 * 10)
            case Precision.CENTURY:
                return self.say("calendar", "century", number=(year + 99) // 100)
            case _:
                return None


def choose(timeline: Timeline, settings: Settings) -> Labels:
    """The labels that ``settings`` ask for, else those of most documents' language, else the fallback's."""
    wanted = [settings.labels] if settings.labels else []
    counts = Counter(document.language for document in timeline.documents)
    wanted += sorted(counts, key=lambda code: (-counts[code], code))
    known = languages.available("labels")
    code = next((code for code in wanted if code in known), FALLBACK)
    return Labels(code, languages.load(code, "labels"))


def key_of(group: str, label: str) -> str:
    """The key behind a heading or word in any language, for reading a file back; empty when no language has it."""
    for code in languages.available("labels"):
        for key, word in languages.load(code, "labels").get(group, {}).items():
            if label in {key, word}:
                return str(key)
    return ""


def _day(moment: Moment | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


@cache
def _phrases(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Phrases of the earlier stages as patterns, ``{}`` for what differs, with what this language says for them."""
    phrases: Mapping[str, str] = languages.load(code, "labels").get("phrases", {})
    return tuple((re.compile("(.+)".join(map(re.escape, text.split("{}")))), said) for text, said in phrases.items())
