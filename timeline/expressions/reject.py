"""What only looks like a date: prices, counts, scores, paragraphs, names; and expressions cut out of something longer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from timeline import languages
from timeline.expressions.article import opening
from timeline.expressions.grammar import Found
from timeline.expressions.lexicon import Lexicon, Rule, Token

_CUT = ("duration", "clock", "year")
_CUT_OFF = re.compile(r"\d[.,:]$")
"""A number that goes on to the left: ``1:42,15 Minuten``."""
_NUMBER_ON = re.compile(r"[%€$]|[.,:]\d")
_RANGED = re.compile(r"\d{4}\s?[-–]\s?$")
"""The first year of a range, before its last one."""
_FILED_BEFORE = re.compile(r"(?<!\d)(?:\d{3}|\d{5,})/$|(?<![\d.,])\d{3}-$|(?<![\d/])0\d{2,4}[ /-]$|\+\d{1,3} $")
_FILED_AFTER = re.compile(r"/(?:\d{3}|\d{5,})(?!\d)|[ -]0\d{3}(?!\d)")
"""A number with a year beside it (``117/2026``, ``2026/117``), or one of several groups of digits (``0471 2026``)."""
_TRUNCATED = re.compile(r"-\s+[^\W\d_]+\s")
"""A word that is to be completed by the next one: ``Früh- und Spätschicht``."""
_NAME_SLASH = re.compile(r"[^\W\d_]/$")
"""A name in front of a number, as in a file reference: ``VG/2019``."""
_NAME_NUMBER = re.compile(r"(?<!\w)[A-ZÄÖÜ][^\W\d_]{2,}-$")
"""A name that a number belongs to: ``Ariane-6``,"""
_SMALL_NUMBER = re.compile(r"\d{1,2}(?!\d)(?!\.?\s[^\W\d_a-zß-öø-ÿ])")
"""if it is no year (``Mid-1944``) and no month follows (``20 August-24 August``)."""
_LINE = re.compile(r"\b[A-ZÄÖÜ]{1,3}[ \u00a0]$")
"""What makes a number that of a road or a line: ``B 213``, ``ICE 7``."""
_GIVEN = re.compile(r"(?<![\w-])[A-ZÄÖÜ][\w-]+ $")
_NAMES = ("month", "weekday", "season")
"""Forms whose one word may be a surname (``Jens Freitag``)."""
_HOURS = 24
_NUMERIC = ("year", "clock-bare", "clock-listed", "clock-alone", "years", "short-year", "numeric", "year-part")


def keep(found: Found, tokens: Sequence[Token], text: str, lexicon: Lexicon) -> bool:
    """Whether an expression stands where a date can stand; the words that forbid one are the language's data."""
    start, end = tokens[found.first].start, tokens[found.last].end
    before = text[max(start - 32, 0) : start]
    after = text[end : end + 32]
    rules = lexicon.forbidden.get(found.form, ())
    # With and without an article: a rule may ask for it, or for what stands in front of the bare word.
    openings = {start, tokens[opening(found, tokens, lexicon)].start} if rules else ()
    for at in openings:
        if _matches(rules, text, at, end, after):
            return False
    if found.form in _NAMES and found.first == found.last and _GIVEN.search(before) and named(before):
        return False
    if found.form in _NUMERIC and _counts_something(_RANGED.sub("", before), after, lexicon):
        return False
    if before and (before[-1].isalnum() or before[-1] in "$€£#@_\\" or before.rstrip()[-1:] == "§"):
        return False
    if not text[end - 1].isdigit() and _TRUNCATED.match(after):
        return False
    if _SMALL_NUMBER.match(text, start) and _NAME_NUMBER.search(before):
        return False
    if text[start].isdigit() and found.form.startswith(_CUT) and _CUT_OFF.search(before):
        return False
    if found.form in ("clock-bare", "clock-alone", "clock-listed"):
        return _NUMBER_ON.match(after) is None
    if found.form not in ("year", "years"):
        return True
    if "era" not in found.parts and (_FILED_BEFORE.search(before) or _FILED_AFTER.match(after)):
        return False
    return not (after[:1].isalnum() or _NAME_SLASH.search(before))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(languages.load("mul", "names").get("given", "").split())


def named(before: str) -> bool:
    """Whether the text before an expression ends in a given name."""
    return before.rsplit(maxsplit=1)[-1] in _given_names()


def headless(found: Found, tokens: Sequence[Token], text: str, lexicon: Lexicon) -> bool:
    """Whether the word that an expression begins with belongs to what stands before it (``auf der A 7 in der Nacht``)."""
    start, end = tokens[found.first].start, tokens[found.last].end
    rules = lexicon.headless.get(found.form)
    if rules:
        return _matches(rules, text, start, end, text[end : end + 32])
    hour = found.parts.get("hour_in")
    return hour is not None and (hour > _HOURS or _LINE.search(text, max(start - 5, 0), start) is not None)


def _matches(rules: Sequence[Rule], text: str, start: int, end: int, after: str) -> bool:
    before = None
    for inside, left, right in rules:
        if inside.match(text, start, end) and right.match(after):
            before = text[max(start - 32, 0) : start] if before is None else before
            if left.search(before):
                return True
    return False


def _counts_something(before: str, after: str, lexicon: Lexicon) -> bool:
    """Whether the words beside a bare number make it a count, a price or the number of something."""
    if lexicon.not_before is None:
        return False
    return bool(lexicon.not_before.search(before) or lexicon.not_after.match(after))
