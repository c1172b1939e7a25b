"""The town that a document's publisher is of: there its events are where no text says otherwise.

A town's administration says so in its name. Another publisher has to have a town in its name, and the document has to
open with that town: a local paper tells of other places, too, but seldom without naming them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from timeline import gazetteer
from timeline.documents import sentences
from timeline.events import spots, whereabouts
from timeline.events.words import analyse
from timeline.model import Document, Event, Kind
from timeline.table.text import SHORTEST_STEM
from timeline.table.words import vocabulary

_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w-]+")
_OPENING = 600
"""Characters in which the opening sentence ends."""
_OPENS = 2
"""The headline and the sentence behind it."""


def seat(event: Event, document: Document | None) -> str:
    """The town of a draft that names no place, if its document's publisher has one; else empty."""
    if document is None or event.place is not None:
        return ""
    town = vocabulary(document.language).seat(document.publisher)
    if town:
        return town
    if event.kind is not Kind.EVENT or not (town := _local(document)):
        return ""
    return "" if _elsewhere(event, document, town) else town


@lru_cache(maxsize=4)
def _local(document: Document) -> str:
    """The town in a publisher's name that the document opens with; kept, for it is asked once a draft."""
    named = frozenset(word for word in _NAME.findall(document.publisher) if len(word) >= SHORTEST_STEM)
    if not named:
        return ""
    start = document.text[:_OPENING]
    spans = sentences.split(start, document.language)[:_OPENS]
    opening = _words(document.title).union(*(_words(start[span.start : span.end]) for span in spans))
    used = _words(f"{document.title}\n{document.text}")
    for town in _towns(document, used):
        forms = frozenset((*town.split(), *gazetteer.adjectives(town, document.language)))
        if forms & named and forms & opening:
            return town
    return ""


def _words(text: str) -> frozenset[str]:
    return frozenset(_NAME.findall(text))


def _towns(document: Document, used: frozenset[str]) -> Iterator[str]:
    """What the document speaks of as towns: what something is in, and names (no common nouns) with an adjective."""
    yield from sorted(whereabouts.read(document).located)
    told = used | frozenset(_NAME.findall(document.publisher))
    for word in sorted(used):
        adjective = any(form in told for form in gazetteer.adjectives(word, document.language))
        if adjective and analyse(word, 0, len(word), document.language)[0].tag == "PROPN":
            yield word


def _elsewhere(event: Event, document: Document, town: str) -> bool:
    """Whether the sentence of a draft names a place other than the town, which was not taken for its own."""
    mention = event.mentions[0]
    end = mention.sentence_start + len(mention.sentence)
    tokens = analyse(document.text, mention.sentence_start, end, document.language)
    found = spots.read(document.text, tokens, document.language, frozenset())
    return any(town not in {spot.name, spot.town} for spot in found)
