"""Cuts a text into sentences: one regular expression finds every place where one may end, word lists decide.

The lists are language data (``<code>.sentences.toml``): abbreviations, ordinals, sentence starters. A language without
such a file gets the abbreviations of all the others, which are mostly shared (``Dr.``, ``Nov.``).

A line break ends a sentence too (headings, list items and table rows have no full stop), unless the lines are wrapped
at a fixed width, as in mails.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from timeline import languages
from timeline.model import Span

# Repetitions are bounded: a page of blanks or dots must not be looked through from each of them anew.
_CANDIDATE = r"""
    [.!?…\n。！？]  # one set of characters first: the engine skips to it
    (?: {sure}
      | (?<=\n) (?! [^\S\n]{{0,80}} \n )                    # of several line breaks in a row, the last one
      | (?<=[。！？]) [」』）]?
      | (?<=[.!?…]) [.!?…"'”“„»«›‹’‘)\]]{{0,20}}         # quotes and brackets that close after the stop
        (?= \s{{1,80}} (?P<opening> (?: [^\w\s] [ ]? ){{0,20}} )  # quotes, brackets, dashes before the next word
                (?P<next> \w+ (?: ['’]\w+ )? )? )
      | (?<= [a-zäöüß]{{3}} \. ) (?= (?P<glued> [A-ZÄÖÜ][a-zäöüß]+ ) \b )
    )
    """
_PLAIN = r"""(?<= [a-zäöüß]{{3}} \. ) {no_abbreviation} ["”“«»›‹’‘)\]]{{0,20}} (?P<stop>\s{{1,80}}) (?= ["„“»«‚(]? [A-ZÄÖÜ] )"""
"""A full stop after a word that is no abbreviation, before a capital letter: most sentences end so."""
_LINE = r"""(?<=\n) (?! [^\S\n]{0,80} \n ) (?P<line>\s{0,80}) (?= ["„“»«‚(]? [A-ZÄÖÜ0-9] )"""
"""A line break before a capital letter or a number, where a line is a paragraph."""
_WORD_BEFORE = re.compile(r"(?:\b(?:[^\W\d_]{1,3}\. ?){1,3})?[\w.'’]+$")
_PREVIOUS_WORD = re.compile(r"(\w+)[ \u00a0]+$")
_SURE = frozenset({"stop", "line"})
"""The groups that match only where a sentence ends whatever the word lists say: what is between it and the next one."""
_TITLE = re.compile(
    r"""[„“»"](?P<inner>[^\W\d_a-zäöüß][^„“”«»"\n]{2,70}[.!?…]\s[^„“”«»"\n]{0,68}[^\s.!?…,„“”«»"])[“”«"](?![,:])"""
)
"""A name in quotation marks with a stop inside, which is no speech: no stop or comma closes it."""
_LONGEST_NAME = 9
"""Words."""
_ROMAN = re.compile(r"[IVX]+")
_LETTERS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_LOOK_BACK = 32
_LONGEST = 4000
"""Characters of a sentence."""
_WORD = 16
"""Characters before a full stop in which an abbreviation is looked for."""
_NARROW, _WIDE, _MOST = 50, 100, 0.6
_OPENING = "\"'„“”‚‘»«›‹(["
_DASHES = frozenset("-–—")
_BULLET = re.compile(r"\s*[^\w\s\"'„“”»«(\[]\s")


@dataclass(frozen=True, slots=True)
class _Rules:
    ordinals: bool
    inner: frozenset[str]
    either: frozenset[str]
    closing: frozenset[str]
    continued: frozenset[str]
    numbered: frozenset[str]
    numbered_endings: tuple[str, ...]
    ordinal_leads: frozenset[str]
    ordinal_nouns: frozenset[str]
    starters: frozenset[str]
    abbreviations: frozenset[str]
    wrapped: re.Pattern[str]
    unwrapped: re.Pattern[str]


@lru_cache(maxsize=4)
def split(text: str, language: str) -> tuple[Span, ...]:
    """The sentences of ``text`` in order, without the white space around them; together they hold all that is not white space.

    ``language`` is an ISO 639-1 code, or empty when unknown. The last texts are remembered: several stages ask for them.
    """
    rules = _rules(language)
    width = _wrap_width(text)
    spans: list[Span] = []
    start = 0
    for match in (rules.wrapped if width else rules.unwrapped).finditer(text):
        sure = match.lastgroup
        if sure in _SURE:
            end, after = match.span(sure)
            if text[end - 1] != "\n" and not text[start].isspace():
                spans.append(Span(start, end))
            else:
                _append(spans, text, start, end)
            start = after
            continue
        at = match.start()
        first = text[at]
        if first == "\n":
            ends = _ends_line(text, at, width)
        elif first == ".":
            ends = _ends_sentence(text, match, rules)
        else:
            following = match["next"]
            ends = following is None or not following[0].islower()
        if ends:
            _append(spans, text, start, match.end())
            start = match.end()
    _append(spans, text, start, len(text))
    spans = _with_names(spans, text)
    if any(span.end - span.start > _LONGEST for span in spans):
        spans = [part for span in spans for part in _pieces(text, span)]
    return tuple(spans)


def _with_names(spans: list[Span], text: str) -> list[Span]:
    """Puts together what was cut inside a name in quotation marks (``„Stille. Eine Werkschau“ ist zu sehen``)."""
    names = [m for m in _TITLE.finditer(text) if len(m["inner"].split()) <= _LONGEST_NAME]
    for name in names:
        first = bisect_right(spans, name.start(), key=lambda span: span.end)
        after = bisect_left(spans, name.end(), key=lambda span: span.start)
        if after - first > 1:
            spans[first:after] = [Span(spans[first].start, spans[after - 1].end)]
    return spans


def _pieces(text: str, span: Span) -> list[Span]:
    """A stretch without full stops, cut at blanks: no reader takes pages for one sentence, and no later stage should."""
    pieces: list[Span] = []
    start = span.start
    while span.end - start > _LONGEST:
        at = text.rfind(" ", start, start + _LONGEST)
        end = at if at > start else start + _LONGEST
        _append(pieces, text, start, end)
        start = end
    _append(pieces, text, start, span.end)
    return pieces


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start, end))


def _ends_sentence(text: str, match: re.Match[str], rules: _Rules) -> bool:
    """Whether the full stop at ``match`` ends a sentence."""
    stop = match.start()
    following = match["next"] or ""
    if following and following[0].islower():
        return False
    if match["glued"]:
        return match["glued"].lower() in rules.starters
    if text.startswith("..", stop):
        return True
    tail = text[max(0, stop - _LOOK_BACK) : stop].rsplit(None, 1)
    token = tail[-1] if tail else ""
    if len(token) > 3 and token.isalpha() and token not in rules.abbreviations:
        return not token.endswith(rules.numbered_endings) or not following[:1].isdigit()
    if token[-1:].isdigit():
        number = token.lstrip(_OPENING)
        return _ends_after_number(text, stop - len(number), number, match, rules)
    before = _WORD_BEFORE.search(text, max(0, stop - _WORD), stop)
    if before is None:
        return True
    word = before[0].replace(" ", "")
    last = word.rpartition(".")[2]
    if word in rules.inner or last in rules.inner:
        return False
    if word in rules.numbered and (following[:1].isdigit() or _ROMAN.fullmatch(following)):
        return False
    if word in rules.closing:
        in_row = text[stop + 1 : stop + 2] == "\t" or text[stop + 1 : stop + 3].lstrip()[:1] in _DASHES
        return following[:1].isupper() and following not in rules.continued and not in_row
    if word in rules.either or last in rules.either or _LETTERS.fullmatch(word) or _ROMAN.fullmatch(word):
        return bool(following) and following.lower() in rules.starters
    return True


def _ends_after_number(text: str, start: int, number: str, match: re.Match[str], rules: _Rules) -> bool:
    """Whether the full stop after ``number``, which begins at ``start``, ends a sentence or makes an ordinal or a date."""
    line_start = text.rfind("\n", max(0, start - _LOOK_BACK), start) + 1
    if (line_start or start < _LOOK_BACK) and not text[line_start:start].strip() and len(number) <= 3:
        return False
    if not rules.ordinals:
        return True
    following = match["next"] or ""
    if following in rules.ordinal_nouns:
        return False
    previous = _PREVIOUS_WORD.search(text, max(0, start - _LOOK_BACK), start)
    before = previous[1] if previous else ""
    if following.lower() in rules.starters:
        return not (len(following) > 1 and following.isupper() and before.isupper())
    digits = len(number) - len(number.rstrip("0123456789"))
    if digits > 2 or "," in number:
        return digits != 3 or before.lower() not in rules.ordinal_leads
    if not following or following[0].isdigit() or _DASHES & set(match["opening"]):
        return not following
    return before[:1].isupper() and before.lower() not in rules.starters


def _wrap_width(text: str) -> int:
    """The width at which the lines of ``text`` are wrapped; 0 when a line is a paragraph.

    A line was wrapped when the first word of the next one would not have fitted; most line breaks have to be of this kind.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _NARROW <= width <= _WIDE:
        return 0
    pairs = [(line, following.split(maxsplit=1)) for line, following in pairwise(lines) if line.strip()]
    full = [len(line) + 1 + len(words[0]) > width for line, words in pairs if words]
    return width if sum(full) >= 2 and sum(full) >= _MOST * len(full) else 0


def _ends_line(text: str, at: int, width: int) -> bool:
    """Whether the line break at ``at`` ends a sentence rather than being a wrapped line or one inside a sentence."""
    line_start = text.rfind("\n", 0, at) + 1
    line_end = text.find("\n", at + 1)
    line = text[line_start:at].rstrip()
    following = text[at + 1 : line_end if line_end >= 0 else len(text)]
    if not line or not following.strip() or _BULLET.match(following):
        return True
    if following[0].islower():
        return len(line) < 40 or line[-1] in ".!?:"
    word = following.split(maxsplit=1)[0]
    return not width or at - line_start + 1 + len(word) <= width


@cache
def _rules(language: str) -> _Rules:
    codes = languages.available("sentences")
    tables = [languages.load(code, "sentences") for code in codes if code == language or language not in codes]

    def words(key: str) -> frozenset[str]:
        said = [word for table in tables for word in table.get(key, ())]
        return frozenset(form for word in said for form in (word, word[0].upper() + word[1:], word.upper()))

    inner, either, numbered = words("inner"), words("either"), words("numbered")
    abbreviations = inner | either | numbered | words("closing")
    long = sorted(re.escape(word) for word in abbreviations if re.search("[a-zäöüß]{3}$", word))
    plain = _PLAIN.format(no_abbreviation=" ".join(rf"(?<! {word} \. )" for word in long))
    return _Rules(
        ordinals=len(tables) == 1 and bool(tables[0]["ordinals"]),
        inner=inner,
        either=either,
        closing=words("closing"),
        continued=words("continued"),
        numbered=numbered,
        numbered_endings=tuple(sorted({ending for table in tables for ending in table["numbered_endings"]})),
        ordinal_leads=words("ordinal_leads"),
        ordinal_nouns=words("ordinal_nouns"),
        starters=frozenset(word for table in tables for word in table["starters"]),
        abbreviations=abbreviations,
        wrapped=re.compile(_CANDIDATE.format(sure=plain), re.VERBOSE),
        unwrapped=re.compile(_CANDIDATE.format(sure=rf"{plain} | {_LINE}"), re.VERBOSE),
    )
