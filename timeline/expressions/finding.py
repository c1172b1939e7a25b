"""From a text to its time expressions: all forms, tried where the text says something of a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from timeline.expressions import absolute, clock, counted, fiscal, holiday, period, recurring, relative, vague, weekday
from timeline.expressions.article import opening
from timeline.expressions.grammar import Form, Found, Grammar, compile_grammar
from timeline.expressions.hours import repeated
from timeline.expressions.join import join, labelled
from timeline.expressions.lasting import lasting
from timeline.expressions.lexicon import Lexicon, Token, lexicon
from timeline.expressions.reject import headless, keep
from timeline.expressions.scan import windows
from timeline.model import Expression

FORMS: tuple[Form, ...] = (
    *recurring.FORMS,
    *fiscal.FORMS,
    *counted.FORMS,
    *relative.FORMS,
    *weekday.FORMS,
    *holiday.FORMS,
    *absolute.FORMS,
    *period.FORMS,
    *clock.FORMS,
    *vague.FORMS,
)
"""All forms; where two match equally far at one place, the earlier one wins."""


@cache
def _compiled(language: str) -> tuple[Lexicon, Grammar] | None:
    words = lexicon(language) or lexicon("und")
    return (words, compile_grammar(words, FORMS)) if words else None


def find(text: str, language: str) -> list[Expression]:
    """The time expressions of ``text`` in order of their offsets; none overlaps another.

    ``language`` is an ISO 639-1 code; for one without data only what needs no words (ISO and numeric dates) is found.
    """
    compiled = _compiled(language)
    if compiled is None:
        return []
    words, grammar = compiled
    expressions: list[Expression] = []
    for low, high in windows(text, words.prefilter, words.carries):
        tokens = words.tokens(text, low, high)
        found = _sound(tokens, text, words, grammar)
        for each in found:
            relative.at_head(each, tokens, text)
        join(found, tokens, text, words.moved)
        found = repeated(found, tokens, text, words)
        expressions += (_expression(f, tokens, words) for f in found)
    return lasting(labelled(expressions, text, words), text, words)


_SHORTER = {
    "then-month": ("month", "then", "MONTH"),
    "then-season": ("season", "then", "SEASON"),
    "month-year": ("month", "year", "MONTH"),
    "weekday-nth": ("weekday", "day", "WEEKDAY"),
}
"""Forms that are left without what stands behind a word of some class, and the part that goes with it."""


def _sound(tokens: list[Token], text: str, words: Lexicon, grammar: Grammar) -> list[Found]:
    """The expressions of a window that stand where a date can stand."""
    kept: list[Found] = []
    start: int | None = 0
    while start is not None:
        low, start = start, None
        for each in grammar.matches(tokens, low):
            if headless(each, tokens, text, words):
                start = each.first + 1
                break
            sound = keep(each, tokens, text, words)
            shorter = None if sound else _without_last(each, tokens)
            if sound:
                kept.append(each)
            elif shorter is not None and keep(shorter, tokens, text, words):
                kept.append(shorter)
    return kept


def _without_last(found: Found, tokens: Sequence[Token]) -> Found | None:
    """``im Mai darauf hingewiesen``, ``im Februar 1400 Unterschriften``, ``am Samstag der erste Zug``: a month, season or weekday
    whose next word is of something else."""
    form, part, kept = _SHORTER.get(found.form, ("", "", ""))
    last = next((i for i in range(found.last - 1, found.first - 1, -1) if kept in tokens[i].meanings), -1)
    if not form or last < 0:
        return None
    parts = {name: value for name, value in found.parts.items() if name != part}
    return replace(found, last=last, form=form, parts=parts)


def _expression(found: Found, tokens: list[Token], words: Lexicon) -> Expression:
    """Offsets for a run of tokens; whether an article belongs to the span is the language's convention."""
    first = opening(found, tokens, words)
    parts = {name: value for name, value in found.parts.items() if value is not None}
    last = tokens[found.last]
    # "in KW 18.", "halb 8." and "2009/10." at the end of a sentence: the full stop makes no ordinal of the number.
    stop = "ORDINAL" in last.meanings and (
        {"CALENDARWEEK", "CLOCKFRACTION"} & tokens[found.last - 1].meanings.keys() != set()
        or found.form in ("years", "term")
        or (found.form == "calendar-week" and found.parts.get("range") == "to")
    )
    return Expression(tokens[first].start, last.end - stop, found.form, parts)
