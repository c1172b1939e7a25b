"""Paragraphs that open with the town they are about: ``Ulm: Der Chor probt …``, ``Ulm (Kornhaus, 9. Mai): Konzert``.

In: a text and its language; out: the stretches that such a town places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline import gazetteer
from timeline.events.tagger import has_noun
from timeline.gazetteer import TOWN, Candidate
from timeline.model import Span

_TOWN = r"(?:St\. )?[^\W\d_a-zß-öø-ÿ][\w'’]*(?:[ -][^\W\d_a-zß-öø-ÿ][\w'’]*){0,2}"
_HEADING = re.compile(
    rf"^[ \t•*–-]*(?P<town>{_TOWN})[ ]*(?P<more>\([^()\n]{{2,90}}\))?:[ ]+(?=[^\W\d_a-zß-öø-ÿ„“\"0-9])", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The town that a paragraph opens with."""

    town: str
    place: Candidate | None
    span: Span
    """Of its name."""
    end: int
    """Of the paragraph."""


def headings(text: str, language: str, spoken_of: frozenset[str], skipped: frozenset[str]) -> tuple[Heading, ...]:
    """The headings of a text, in order. A town that no gazetteer knows is one only with a date in its brackets,
    or beside headings with known towns.
    """
    out = []
    matches = list(_HEADING.finditer(text))
    listed = any(_towns(match["town"], language, spoken_of) for match in matches if match["town"] not in skipped)
    for match in matches:
        name = match["town"]
        towns = _towns(name, language, spoken_of)
        beside = listed and len(matches) > 1 and not has_noun(name, language)
        dated = any(c.isdigit() for c in match["more"] or "")
        if name in skipped or not (towns or dated or beside):
            continue
        end = text.find("\n", match.end())
        place = gazetteer.settle(towns, language, spoken_of) if towns else None
        out.append(Heading(name, place, Span(*match.span("town")), end if end >= 0 else len(text)))
    return tuple(out)


def _towns(name: str, language: str, spoken_of: frozenset[str]) -> list[Candidate]:
    return [c for c in gazetteer.lookup(name, language, spoken_of) if c.kind == TOWN]


def over(found: tuple[Heading, ...], offset: int) -> Heading | None:
    """The heading of the paragraph that an offset lies in."""
    return next((h for h in reversed(found) if h.span.start <= offset < h.end), None)
