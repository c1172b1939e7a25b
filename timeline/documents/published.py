"""When a document was published: how a date is written in metadata, and where a text shows it.

Order of trust: given by the caller, ``sources.csv``, the format's own metadata, a dateline in the text, the date at which
a PDF or Word file was made (which may be an export of something older). Never the clock and never the file's
modification time.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from timeline import gazetteer, languages
from timeline.model import Document, Moment, Span

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::\d{2})?(?: Uhr)?)?")

_HEAD_LINES = 8
"""A dateline stands at the top, if anywhere."""
_HEAD_LINE_LENGTH = 100
_DAY = r"""(?:
    \d{1,2} (?: \. | er | º )? [ ] (?: de [ ] )? (?!\d) \w+ \.? ,? (?: [ ] (?: del? [ ] )? \d{4} )?    # 26. April 2025, 26 de abril de 2025
  | (?!\d) \w+ \.? [ ] \d{1,2} (?: st|nd|rd|th )? (?: ,? [ ] \d{4} )?    # Jan. 5, 1998
  | \d{1,2} [./] [ ]? \d{1,2} [./] [ ]? \d{2,4}                    # 26.04.2025
  | \d{4}-\d{2}-\d{2}
)"""
_TIME = r"(?: \d{1,2} [:.] \d{2} (?: :\d{2} )? (?: [ ]? [ap]\.?m\.? )? )"
_NAME = r"(?: [A-ZÀ-ÞŠŽ] [\w.'’/]* (?: -\w+ )* )"
_PLACE = rf"(?P<place> {_NAME} (?: [ ] {_NAME} ){{0,3}} ) (?: , [ ] {_NAME} )?"
_AGENCY = r"(?: \( [^()\d\n]{2,30} \) )"

_DATELINE = re.compile(  # "Berlin, 3. September (dpa) -", "WASHINGTON, Jan. 5 (AP) --", "Wien (apa), 3.9.2025 –"
    rf"{_PLACE} (?: , | [ ] {_AGENCY} ,? ) [ ] (?: (?: den | le | el | a ) [ ] )? {_DAY} (?: [ ,]* {_AGENCY} )? [ ]? [-–—_]{{1,2}} (?! \S )",
    re.VERBOSE,
)
_LETTERHEAD = re.compile(  # "Mainz, den 3. April 2025" alone on its line
    rf"{_PLACE} , [ ] (?: (?: den | le | el | a ) [ ] )? {_DAY}",
    re.VERBOSE,
)
_BYLINE = re.compile(  # "Chas Pravdy - 26 April 2025 02:31": a stamp to the minute, and nothing after it
    rf"{_NAME} (?: [ ] {_NAME} ){{1,4}} [ ] [-–—|·•] [ ] {_DAY} [ ,|·•-]{{1,3}} {_TIME}",
    re.VERBOSE,
)
_UNSURE = " (unsure)"
_YEAR = re.compile(r"\d{4}")


def parse(text: str) -> Moment:
    """Read a date or date-time of metadata: ISO 8601, or day first with dots as spreadsheets write it.

    A date-time keeps its zone, if it has one. Raises ``ValueError``.
    """
    text = text.strip()
    if _ISO_DAY.fullmatch(text):
        return date.fromisoformat(text)
    if dotted := _DOTTED.fullmatch(text):
        day, month, year, hour, minute = dotted.groups()
        if hour is None:
            return date(int(year), int(month), int(day))
        return datetime(int(year), int(month), int(day), int(hour), int(minute))
    return datetime.fromisoformat(text)


def unsure(origin: str) -> str:
    """What ``Document.published_from`` says of a date that anything else is better than."""
    return f"{origin}{_UNSURE}"


def replaceable(document: Document) -> bool:
    """Whether a dateline in the text says better when ``document`` was published than what is known of it."""
    return document.published is None or document.published_from.endswith(_UNSURE)


def local(moment: Moment, timezone: str) -> Moment:
    """``moment`` as a day or a naive minute in ``timezone``; a date-time without a zone is taken as local already."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is not None:
        with suppress(OverflowError):  # on the first or last day there is; it stays as said
            moment = moment.astimezone(ZoneInfo(timezone))
    return moment.replace(second=0, microsecond=0, tzinfo=None)


def dateline(text: str, language: str = "") -> Span | None:
    """The characters at the head of ``text`` that look like a dateline or a byline with a date.

    Only the shape is judged here, and that a place is one; whether it holds a full date is for the grammar to say. One
    with a year is preferred, but several are a list of events and none of them a dateline.
    """
    found = [span for span in _head(text, language) if span is not None]
    dated = [span for span in found if _YEAR.search(text, span.start, span.end)]
    if len(dated or found) > 1:
        return None
    return next(iter(dated or found), None)


def _head(text: str, language: str) -> list[Span | None]:
    found: list[Span | None] = []
    start = lines = 0
    while start < len(text) and lines < _HEAD_LINES:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        stripped = text[start:end].strip()
        if stripped:
            lines += 1
            first = text.index(stripped[0], start)
            found.append(_candidate(stripped, first, language))
        start = end + 1
    return found


def _candidate(line: str, at: int, language: str) -> Span | None:
    if (match := _DATELINE.match(line, 0, _HEAD_LINE_LENGTH)) and _is_place(match["place"], language):
        return Span(at, at + match.end())
    if len(line) > _HEAD_LINE_LENGTH:
        return None
    letterhead = _LETTERHEAD.fullmatch(line)
    if letterhead and _is_place(letterhead["place"], language):
        return Span(at, at + len(line))
    if _BYLINE.fullmatch(line) or _labelled(language).fullmatch(line):
        return Span(at, at + len(line))
    return None


def _is_place(name: str, language: str) -> bool:
    return any(gazetteer.lookup(one, language) for one in (name, name.partition("/")[0]))


@cache
def _labelled(language: str) -> re.Pattern[str]:
    """A line that says of itself that it gives the publication date ("Veröffentlicht am 3.4.2025, 10:15 Uhr")."""
    codes = [language] if language in languages.available("sentences") else languages.available("sentences")
    words = {word for code in codes for word in languages.load(code, "sentences")["publication_labels"]}
    labels = "|".join(
        re.escape(word).replace(r"\ ", "[ ]") for word in sorted(words, key=lambda word: (-len(word), word))
    )
    return re.compile(
        rf"(?i: {labels} ) (?: [ ] Nr\.? [ ] [\w/-]+ )? [ :,-]{{1,3}} (?: \w{{2,8}} [ :,]{{1,2}} ){{0,2}} {_DAY}"
        rf"(?: [ ,|-]{{1,3}} (?: \w{{2,3}} [ ] )? {_TIME} (?: [ ] \w+ )? )? \.?",
        re.VERBOSE,
    )
