"""Forms: what a time expression can look like, written once for all languages.

A form is a regular expression over token classes. ``CLASS`` stands for one token of that class, ``name=CLASS`` also keeps
its meaning as the part ``name``, ``name=A|B`` takes the first class the token has; ``( )``, ``|``, ``?``, ``*`` and ``+``
mean what they always mean. ``<`` and ``>`` mark where the expression itself begins and ends; what stands outside them has
to be there but is not part of the span. For example::

    Form("ago", "BEFORE < amount=NUMBER unit=UNIT >", {"direction": -1})
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from timeline.expressions.lexicon import BREAK, OTHER, Lexicon, Token
from timeline.expressions.outline import outline

Build = Callable[["Match"], "list[Found]"]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to say a date; ``parts`` are added to what its named groups say."""

    name: str
    pattern: str
    parts: Mapping[str, Any] = field(default_factory=dict)
    build: Build | None = None


@dataclass(slots=True)
class Found:
    """An expression as the range of its tokens, before it gets its offsets."""

    first: int
    last: int
    form: str
    parts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Match:
    """A form that matched a run of tokens."""

    form: Form
    tokens: Sequence[Token]
    groups: Mapping[str, tuple[int, tuple[str, ...]]]
    """Name → token index and the classes it was asked for."""
    first: int
    last: int
    """Tokens of the expression itself, ``last`` inclusive."""
    begin: int
    """First token of the whole match, its context included."""

    def value(self, name: str) -> Any:
        """The meaning of a named group, or none when it did not take part."""
        if name not in self.groups:
            return None
        index, classes = self.groups[name]
        return _meaning(self.tokens[index], classes)

    def whole(self, sound: bool) -> list[Found]:
        """All of it as one expression, where it is sound; else none."""
        return [Found(self.first, self.last, self.form.name, self.parts())] if sound else []

    def parts(self) -> dict[str, Any]:
        """What the expression says, part by part."""
        said = {name: self.value(name) for name in self.groups}
        return {**self.form.parts, **said}


_ATOM = re.compile(r"(?:([a-z_]+)=)?([A-Z][A-Z0-9]*(?:\|[A-Z][A-Z0-9]*)*)|([<>])")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form that fits a run of classes: where it begins, where its expression lies, and its groups, all from the run's start."""

    form: Form
    begin: int
    first: int
    last: int
    groups: tuple[tuple[str, int, tuple[str, ...]], ...]


@dataclass(slots=True)
class Rule:
    """A form as a regular expression over the class characters of one lexicon, made when it is first needed."""

    form: Form
    lexicon: Lexicon
    needs: tuple[frozenset[str], ...]
    """Class characters: a run that lacks all of one of these sets cannot match."""
    classes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Name of a group → the classes it was asked for."""
    _pattern: re.Pattern[str] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled form; raises :class:`ValueError` for a form that is no regular expression."""
        if self._pattern is None:
            form = self.form.pattern if "<" in self.form.pattern else f"< {self.form.pattern} >"
            source = _ATOM.sub(self._atom, form.replace("(", "(?:").replace("(?:?", "(?")).replace(" ", "")
            try:
                self._pattern = re.compile(source)
            except re.error as error:
                raise ValueError(f"form {self.form.name} {form!r}: {error}") from error
        return self._pattern

    def _atom(self, match: re.Match[str]) -> str:
        name, classes, mark = match.groups()
        if mark:
            return "(?P<_>" if mark == "<" else ")"
        asked = tuple(classes.split("|"))
        chars = "".join(dict.fromkeys("".join(self.lexicon.class_chars(c) for c in asked)))
        body = f"[{chars}]" if chars else "(?!)"
        if name:
            self.classes[name] = asked
            return f"(?P<{name}>{body})"
        return body


_RUN = re.compile(rf"[^{OTHER}{BREAK}]+")
_MEMORY = 50_000
_LONGEST_RUN = 600
"""Tokens: no prose has as many words of time in a row; what has is a dump of numbers, or made to be slow."""


@dataclass(slots=True)
class Grammar:
    """All forms of a language, ready to run over class strings.

    A run is a stretch of tokens that all mean something. Runs are short and come again and again ("in the" and "day month
    year"), so what fits where is remembered by the run's class string; only the meanings are looked at anew.
    """

    rules: Mapping[str, Sequence[Rule]]
    """Class character → the forms that can begin with it, in their order."""
    articles: frozenset[str] = frozenset()
    """The class characters of articles: one before an expression may be a pronoun (``die neun Jahre später …``)."""
    memory: dict[tuple[str, int], tuple[Candidate, ...]] = field(default_factory=dict)

    def matches(self, tokens: Sequence[Token], start: int = 0) -> list[Found]:
        """The expressions in a window of tokens from ``start`` on, left to right, none overlapping another.

        At one place the form that reaches farthest wins, among equals the earlier one.
        """
        chars = "".join([t.char for t in tokens])
        found: list[Found] = []
        for run in _RUN.finditer(chars, start):
            low, high = run.span()
            if high - low > _LONGEST_RUN:
                continue
            key, at = chars[low : high + 1], 0
            while at < high - low:
                candidates = self._candidates(key, at, high - low)
                if not candidates:
                    break
                results = _first_sound(candidates, tokens, low)
                found += results
                at = max(r.last for r in results) + 1 - low if results else candidates[0].begin + 1
        return found

    def _candidates(self, run: str, at: int, length: int) -> tuple[Candidate, ...]:
        """What fits at the first place at or after ``at`` where anything does, farthest first."""
        known = self.memory.get((run, at))
        if known is None:
            known = next(filter(None, (self._fitting(run, begin) for begin in range(at, length))), ())
            if known and run[known[0].begin] in self.articles:
                inner = self._fitting(run, known[0].begin + 1)
                known = inner if inner and inner[0].last > known[0].last else known
            if len(self.memory) < _MEMORY:
                self.memory[run, at] = known
        return known

    def _fitting(self, run: str, begin: int) -> tuple[Candidate, ...]:
        fitting = []
        there = set(run[begin:])
        for rule in self.rules.get(run[begin], ()):
            if any(map(there.isdisjoint, rule.needs)):
                continue
            match = rule.pattern.match(run, begin)
            if match is not None:
                groups = tuple((n, match.start(n), rule.classes[n]) for n in rule.classes if match.start(n) >= 0)
                fitting.append(Candidate(rule.form, begin, match.start("_"), match.end("_") - 1, groups))
        fitting.sort(key=lambda c: -c.last)
        return tuple(fitting)


def _first_sound(candidates: Sequence[Candidate], tokens: Sequence[Token], low: int) -> list[Found]:
    """What the first candidate makes of its tokens whose builder does not refuse them."""
    for candidate in candidates:
        if candidate.form.build is None:
            parts = dict(candidate.form.parts)
            for name, index, classes in candidate.groups:
                parts[name] = _meaning(tokens[low + index], classes)
            return [Found(low + candidate.first, low + candidate.last, candidate.form.name, parts)]
        groups = {name: (low + index, classes) for name, index, classes in candidate.groups}
        match = Match(
            candidate.form, tokens, groups, low + candidate.first, low + candidate.last, low + candidate.begin
        )
        results = candidate.form.build(match)
        if results:
            return results
    return []


def _meaning(token: Token, classes: tuple[str, ...]) -> Any:
    meanings = token.meanings
    return next((meanings[c] for c in classes if c in meanings), None)


def compile_grammar(lexicon: Lexicon, forms: Sequence[Form]) -> Grammar:
    """The forms sorted by what they can begin with; each is compiled when it is first tried."""
    rules: dict[str, list[Rule]] = {}

    def chars(classes: Iterable[str]) -> frozenset[str]:
        return frozenset(chain.from_iterable(map(lexicon.class_chars, classes)))

    for form in forms:
        shape = outline(form.pattern)
        rule = Rule(form, lexicon, tuple(map(chars, shape.needs)))
        for char in chars(shape.first):
            rules.setdefault(char, []).append(rule)
    return Grammar(rules, frozenset(lexicon.class_chars("ARTICLE")))
