"""What makes no row, and why; and the dated line of the report itself.

In: readings in their sentence; out: a reason in words, or nothing when the date may name an event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from timeline import languages
from timeline.documents import teasers
from timeline.events import inflect
from timeline.events.context import Context
from timeline.events.dated import DAYS, Dated, day
from timeline.events.naming import Title
from timeline.events.scene import Scene
from timeline.events.words import analyse
from timeline.model import Precision, Reading, Span

_REFERENCE = "refers to the present, past or future without a date"
_DURATION = "a length of time, not a date"
_SET = "a recurring time without a first date"
RECURRING = "opening hours or a habit, not an event"
_TIME = "a time of the day whose date is not said"
_COMPARISON = "only a base of comparison"
_FIGURED = frozenset({Precision.YEAR, Precision.HALF, Precision.QUARTER})
_SHORTLY = 120
"""Characters before a date in which words that end right before it stand."""
_BUT = 6
"""Words between two dates of which the first is denied."""
_AS_PLANNED = 3
"""Words up to the one that puts the other against it."""
_FIGURES = 160
"""Characters before a year in which the figure of it stands."""
_DATELINE = "the dateline of the report"
_HEAD = 600
"""Characters down to which a report may open: below headline and standfirst."""
_MARKS = " \t-–—•*·"
_TOWN = re.compile(r"[^\d\n]{2,30},\s")
_PROSE = re.compile(r"(?:\s*\([^)\n]{1,40}\))?\.\s+(?!(?:[^\s,]+\s){0,2}[^\s,]+,\s(?:\w+\s)?\d)\S[^\n]{30}")
"""A full stop, and then a sentence that does not begin with another town and date, as a programme goes on."""
NAME = "part of a name"
DENIED = "said to be wrong"
STATE = "how things stood on that day"
_HOLDS = "how long something holds that is agreed"
_EXCEPTED = "when something is not the case"
_REASON = "says only why something has another day"
_AFTER = "says only after which day"
_FRAME = "the stretch of which the day behind it is told"
_WIDE = frozenset({Precision.WEEK, Precision.WEEK_PART, Precision.MONTH, Precision.MONTH_PART, Precision.SEASON})
_COLON = re.compile(r"[^.:;!?\n]{0,80}:\s(?:\w+\s){0,2}")
"""From a stretch to the first day that is told of it."""
_SAID = frozenset({Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.SEASON})
_REPLACED = "the old day of what has moved"
_ELSEWHERE = "a pointer to another article"
ASKED = "when somebody may have seen something"
NOWADAYS = "means these times, not a day"
_YOUNGEST, _OLDEST = 15, 110
"""Years that a life in brackets may span."""
NO_EVENT = "the sentence names no event"
_POSSESSIVE = re.compile(r"['’]s?")
_TOWN_ALONE = r"[^\W\d_][\w.'’ -]{1,30},\s+(?:\w{1,3}\s+)?$"
"""A dateline up to its date, in languages that are only read for dates (``Nancy, le``)."""
_BYLINE_END = re.compile(r"^[\s.,:;|–—-]*$")


def undated(reading: Reading) -> str:
    """Why a reading has no place on the calendar; empty when it has one."""
    when = reading.when
    if when is None or when.start is not None:
        return ""
    if when.timex.type == "DURATION":
        return _DURATION
    if when.timex.type == "SET":
        return _SET
    return _TIME if when.timex.type == "TIME" else _REFERENCE


def not_an_event(context: Context, number: int, reading: Reading) -> str:
    """Why a dated expression names no event; empty when it may."""
    text, sentence = context.document.text, context.sentences[number]
    start, end = reading.expression.start, reading.expression.end
    before = text[sentence.start : start]
    if any(head(context, text, start, end) for head in (_dateline, _opening, _labelled)):
        return _DATELINE
    if teasers.points_elsewhere(text, start, context.document.language):
        return _ELSEWHERE
    looking_back = context.lexicon.text("kind", "looking_back")
    if looking_back and "amount" in reading.expression.parts and re.search(looking_back, before):
        return _DURATION
    if "amount" in reading.expression.parts and set(text[end : end + 12].split(maxsplit=1)[:1]) & context.lexicon.words(
        "kind", "compared"
    ):
        return _COMPARISON
    part_of = context.lexicon.text("kind", "part_of")
    if part_of and reading.expression.form.startswith("day-part") and re.search(part_of, before):
        return _COMPARISON
    if _against(context, before, text[end : sentence.end], reading):
        return _COMPARISON
    if _later_than_nothing(context, number, reading):
        return _COMPARISON
    if _beyond(context, before, text[end : end + 2], reading):
        return _AFTER
    if _denied(context, number, before, end) or _silent(
        context, text[sentence.start : sentence.end], start - sentence.start
    ):
        return DENIED
    if start in context.modifiers:
        return NAME
    if _matches(context, "record_since", before) or _matches(context, "as_then", before):
        return _COMPARISON
    if _matches(context, "excepted", before):
        return _EXCEPTED
    if _matches(context, "holds_until", before):
        return _HOLDS
    if _matches(context, "because_of", before) and any(span.start != start for span in context.times(number)):
        return _REASON
    hour_alone = reading.when is not None and reading.when.known == {"clock"}
    if hour_alone and _matches(context, "for_example", before):
        return RECURRING
    if _best_of(context, before, reading):
        return NAME
    valid = context.lexicon.pattern("kind", "stays_valid")
    if valid is not None and _matches(context, "valid_for", before) and valid.match(text, end, sentence.end):
        return _REPLACED
    if _imprinted(context, before, text[end : sentence.end], reading):
        return NAME
    if over(context, reading) and _matches(context, "as_of", before):
        return STATE
    undated_year = reading.when is not None and not reading.when.known & {"year", "day"}
    if undated_year and "deixis" not in reading.expression.parts and _matches(context, "habitual", before):
        return RECURRING
    last_words = " " + " ".join(before.lower().split()[-4:]) + " "
    phrases = [f" {p} " for p in context.lexicon.text("kind", "comparison_phrases").split("|") if p]
    said = next((p for p in phrases if p in last_words and len(last_words.rpartition(p)[2].split()) <= 1), "")
    particles = context.lexicon.words("kind", "comparison_particles")  # will be shut down from Monday
    verb = said and particles.intersection(last_words.rpartition(said)[0].split()[-1:])
    return _COMPARISON if said and not verb else ""


def _against(context: Context, before: str, after: str, reading: Reading) -> bool:
    """``from $25 million a year earlier``, ``nach 25 Millionen im Vorjahr``: a figure of another year, to hold one against."""
    when, published = reading.when, context.document.published
    if when is None or when.end is None or when.precision not in _FIGURED:
        return False
    if reading.expression.parts.get("range") == "to":  # from 2010 to 2018
        return False
    if published is None or day(when.end) >= day(published):
        return False
    behind, bracketed = context.lexicon.text("kind", "against"), context.lexicon.text("kind", "against_bracketed")
    if reading.expression.form.endswith("ago-adjective"):
        return True
    figure = bool(behind) and re.search(behind, before[-_FIGURES:]) is not None
    return figure or (bool(bracketed) and before.rstrip().endswith("(") and re.match(bracketed, after) is not None)


def _later_than_nothing(context: Context, number: int, reading: Reading) -> bool:
    """``findet eine Woche später statt`` in a text that has named no date yet: later than was said elsewhere."""
    mark = reading.expression.parts.get("ago")
    if not isinstance(mark, str) or not mark.startswith("then") or mark.endswith("-1"):
        return False
    first = reading.expression.start
    return not any(span.start < first for n in range(number + 1) for span in context.times(n))


def _best_of(context: Context, before: str, reading: Reading) -> bool:
    """``die Sportlerin des Jahres``, ``das Buch der Woche``: what is called after a time rather than happens in it."""
    pattern = context.lexicon.pattern("kind", "best_of")
    noun = before.split()[-1:]
    if pattern is None or not noun or not noun[0].isalpha() or not pattern.fullmatch(reading.text):
        return False
    sense = context.lexicon.noun(noun[0])
    return noun[0][0].isupper() and (sense is None or sense.sort == "publication")


def _imprinted(context: Context, before: str, after: str, reading: Reading) -> bool:
    """``Nordverlag, Kiel 2005, 271 Seiten``: the year of a book in its imprint."""
    if reading.when is None or reading.when.precision is not Precision.YEAR:
        return False
    pages = context.lexicon.text("kind", "imprint")
    return _matches(context, "publisher", before) or (bool(pages) and re.match(pages, after) is not None)


def frames(text: str, inside: Sequence[Reading], n: int) -> str:
    """``Diese Woche heißt es aufpassen: Am Donnerstag …``: why a stretch makes no row of which a day behind the colon is told.

    Nor does an hour that is counted and then said (``eine Stunde früher dran: um 9 Uhr``).
    """
    when, following = inside[n].when, inside[n + 1 : n + 2]
    day_ = following[0].when if following else None
    if when is not None and day_ is not None and when.timex.type == "DURATION" and when.start == day_.start:
        return _FRAME
    if when is None or day_ is None or when.precision not in _WIDE or day_.precision not in DAYS:
        return ""
    between = text[inside[n].expression.end : following[0].expression.start]
    if when.start is None or when.end is None or day_.start is None or not _COLON.fullmatch(between):
        return ""
    return _FRAME if day(when.start) <= day(day_.start) <= day(when.end) else ""


def over(context: Context, reading: Reading) -> bool:
    """Whether a date is that of the publication or lies before it."""
    when, published = reading.when, context.document.published
    return when is not None and when.start is not None and published is not None and day(when.start) <= day(published)


def _matches(context: Context, name: str, before: str) -> bool:
    """Whether what stands before a date ends in words of a kind."""
    pattern = context.lexicon.pattern("kind", name)
    return pattern is not None and pattern.search(before, max(0, len(before) - _SHORTLY)) is not None


def _beyond(context: Context, before: str, after: str, reading: Reading) -> bool:
    """``erst nach dem 3. Mai``, ``until after Easter``: a day that is over by then; ``after Friday's meeting`` is none.

    What was done before a day was not done on it either; what is to be done before one has it as its last moment.
    """
    if _POSSESSIVE.match(after):
        return False
    if reading.when is None or reading.when.precision not in _SAID or "amount" in reading.expression.parts:
        return False
    last = before.lower().split()[-2:]
    if len(last) == 2 and last[-1] in context.lexicon.words("phrase", "definite"):
        last.pop()
    if not last:
        return False
    short = last[-1] in context.lexicon.words("kind", "short_of") and over(context, reading)
    return short or last[-1] in context.lexicon.words("kind", "beyond")


def _silent(context: Context, sentence: str, at: int) -> bool:
    """``could not be reached for comment Friday``: nobody was there to say anything, in the clause of the expression at ``at``."""
    pattern = context.lexicon.text("kind", "unreached")
    found = re.search(pattern, sentence) if pattern else None
    if found is None:
        return False
    between = sentence[found.end() : at] if found.end() <= at else sentence[at : found.start()]
    return not re.search(r"[,;:.]\s", between)


def _denied(context: Context, number: int, before: str, end: int) -> bool:
    """``nicht 1908, sondern 1906``, ``on 26 November, not on the 24th``: one of two dates is said to be wrong."""
    if _matches(context, "denied_last", before):
        return True
    but = context.lexicon.words("kind", "denied_but")
    if not _matches(context, "denied", before):
        return False
    following = next((time.start for time in context.times(number) if time.start >= end), end)
    words = re.findall(r"\w+", context.document.text[end:following].lower())
    return len(words) <= _BUT and not but.isdisjoint(words[:_AS_PLANNED])


def _dateline(context: Context, text: str, start: int, end: int) -> bool:
    """``Berlin, 3. September (eigener Bericht) -``: place, date and a dash at the head of a paragraph."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    pattern = context.lexicon.text("kind", "dateline") or _TOWN_ALONE
    if len(line) > 40 or not re.match(pattern, line) or line.lstrip(_MARKS)[:1].isdigit():
        return False  # what opens with a date is an entry of a programme
    opener = next(iter(analyse(line, 0, len(line), context.document.language)), None)
    if opener is not None and opener.tag == "ADP":
        return False  # a sentence that opens with its date: "Am Montag – so die Polizei – …"
    rest = text[end : end + 60]
    return bool(re.match(r"\s*(?:\([^)\n]{1,40}\))?\s*[–—-]{1,2}\s+\S", rest))


def _opening(context: Context, text: str, start: int, end: int) -> bool:
    """``Berlin, 3. September 2025. Der Rat …``: place and date as a sentence of their own that opens the report's prose."""
    head = text.rfind("\n", 0, start) + 1
    pattern = context.lexicon.text("kind", "dateline")
    if not pattern or head > _HEAD or not _TOWN.match(text, head, start):
        return False
    rest = text[end:].partition("\n")[0]
    return bool(re.match(pattern, text[head:start])) and bool(_PROSE.match(rest))


@cache
def _label(language: str) -> re.Pattern[str] | None:
    """What opens a line that only says when a report was published, up to the date."""
    labels = languages.load(language, "sentences").get("publication_labels", ())
    return (
        re.compile(rf"\W*(?:{'|'.join(map(re.escape, labels))})(?:\s+\w{{1,3}})?\W*", re.IGNORECASE) if labels else None
    )


def _labelled(context: Context, text: str, start: int, end: int) -> bool:
    """``Veröffentlicht am 20. November 2026``, a line of its own."""
    label = _label(context.document.language)
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return (
        label is not None
        and label.fullmatch(line) is not None
        and _BYLINE_END.match(text[end:].partition("\n")[0]) is not None
    )


def byline(context: Context, number: int, dated: Dated) -> Title | None:
    """The report's own date line (``Name - 26 April 2025 02:31``): a title for the publication, or None."""
    published = context.document.published
    when = dated.when
    if published is None or when.start is None or day(when.start) != day(published):
        return None
    text = context.document.text
    start = dated.first.expression.start
    end = max(r.expression.end for r in dated.readings)
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    before, after = text[line_start:start], text[end:line_end]
    if not _BYLINE_END.match(after) or len(before) > 60:
        return None
    scene = context.scene(number)
    if any(t.finite for t in scene.tokens if line_start <= t.start < line_end):
        return None
    if {"day"} - when.known and {"month"} - when.known:
        return None
    name = before.strip(" \t,:;|–—-")
    report = context.lexicon.text("kind", "report") or "Report"
    subject = context.document.title or name or context.document.publisher
    if not subject:
        return None
    who = name or context.document.publisher
    text_ = f"{report}: {_short(subject)}" if not who or who == subject else f"{report} ({who}): {_short(subject)}"
    return Title(text_, report.lower(), Span(line_start, line_start + len(before)), noun=True, sort="byline")


def _short(subject: str) -> str:
    words = subject.split()
    return " ".join(words) if len(words) <= 9 else " ".join(words[:8]) + " …"


def lifespan(scene: Scene, dated: Dated) -> str:
    """The name that ``Name (1898–1976)`` gives the years of; empty when the years are none of a life."""
    if len(dated.readings) != 2 or any(
        r.when is None or r.when.precision is not Precision.YEAR for r in dated.readings
    ):
        return ""
    first, last = dated.when.start, dated.when.end
    if first is None or last is None or not _YOUNGEST <= last.year - first.year <= _OLDEST:
        return ""
    index = scene.tokens_of(Span(dated.first.expression.start, dated.first.expression.end))[0]
    if index < 2 or scene.tokens[index - 1].text not in {"(", "–", "—", "-"}:
        return ""
    phrase = next((p for p in scene.phrases if p.last == index - 2), None)
    if phrase is None or not any(scene.tags[i] == "PROPN" for i in range(phrase.first, phrase.last + 1)):
        return ""
    return inflect.proper_name(scene, phrase) or scene.words(phrase.first, phrase.last)


def performances(scene: Scene) -> bool:
    """Whether the days of a list are shows of their own rather than days of one event."""
    single = scene.lexicon.words("join", "single")
    several = scene.lexicon.endings("join", "single_plural")
    return any(
        t.lemma in single or (t.tag == "NOUN" and several and t.text != t.lemma and t.text.lower().endswith(several))
        for t in scene.tokens
        if t.tag in {"VERB", "NOUN"}
    )


def life(context: Context, scene: Scene, dated: Dated) -> list[tuple[Dated, Title]]:
    """Birth and death as two dates with their titles, for the years behind a name; nothing otherwise."""
    titles = context.lexicon.table("kind", "lifespan_titles")
    name = lifespan(scene, dated) if titles else ""
    if not name:
        return []
    of = context.lexicon.text("phrase", "of").split()[0]
    out = []
    for reading, key in zip(dated.readings, ("birth", "death"), strict=True):
        assert reading.when is not None
        noun = str(titles[key])
        at = Span(reading.expression.start, reading.expression.end)
        out.append((Dated([reading], reading.when), Title(f"{noun} {of} {name}", noun.lower(), at, noun=True)))
    return out


def reason_without_title(context: Context) -> str:  # noqa: ARG001 - reasons may come to depend on the language
    """Why a date without an event makes no row."""
    return NO_EVENT
