"""The town that a document's publisher is of: there its events are where no text says otherwise.

A town's administration says so in its name. Another publisher has to have a town in its name, and the document has to
open with that town: a local paper tells of other places, too, but seldom without naming them. So does a report that opens
with a town and names no other, as long as it tells of what is near its publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from timeline import gazetteer
from timeline.documents import sentences
from timeline.events import spots, whereabouts
from timeline.events.placewords import vocabulary as vocabulary_of_places
from timeline.events.words import analyse
from timeline.model import Document, Event, Kind
from timeline.table.dates import day, span
from timeline.table.placing import housed
from timeline.table.text import SHORTEST_STEM
from timeline.table.words import vocabulary

_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w-]+")
_OPENING = 600
"""Characters in which the opening sentence ends."""
_OPENS = 2
"""The headline and the sentence behind it."""
_WEEK, _MONTH = 7, 31


def seat(event: Event, document: Document | None) -> str:
    """The town of a draft that names no place, or only a house, if its document's publisher has one; else empty."""
    if document is None or (event.place is not None and not housed(event.place, document.language)):
        return ""
    town = vocabulary(document.language).seat(document.publisher)
    if town:
        return town
    if event.kind is not Kind.EVENT:
        return ""
    town = _local(document) or (_only(document) if _current(event, document) else "")
    return town if town and not _elsewhere(event, document, town) else ""


@lru_cache(maxsize=4)
def _local(document: Document) -> str:
    """The town in a publisher's name that the document opens with; kept, for it is asked once a draft."""
    named = frozenset(word for word in _NAME.findall(document.publisher) if len(word) >= SHORTEST_STEM)
    opening = _opening(document)
    used = _words(f"{document.title}\n{document.text}")
    for town in _towns(document, used):
        forms = frozenset((*town.split(), *gazetteer.adjectives(town, document.language)))
        if forms & named and forms & opening:
            return town
    return ""


def _current(event: Event, document: Document) -> bool:
    """Whether a date belongs to the matter of a document rather than to its background."""
    days, published = span(event.when), document.published
    if published is None or days is None or days[1] - days[0] > _MONTH:
        return False
    return day(published).toordinal() - days[1] <= _WEEK


@lru_cache(maxsize=4)
def _only(document: Document) -> str:
    """The town that a document opens with, known to the gazetteer or not, where something is in no other."""
    opening, located = _opening(document), whereabouts.read(document).located
    towns = {name for name in located if all(_town(word, document.language) for word in name.split())}
    towns = {name for name in towns if not any(name != other and name in other.split() for other in towns)}
    if len(towns) != 1:
        return ""
    town = towns.pop()
    return town if set(town.split()) <= opening and _bare(town, document) else ""


def _opening(document: Document) -> frozenset[str]:
    """The names in the headline and the sentence behind it."""
    start = document.text[:_OPENING]
    spans = sentences.split(start, document.language)[:_OPENS]
    return _words(document.title).union(*(_words(start[one.start : one.end]) for one in spans))


def _bare(name: str, document: Document) -> bool:
    """Whether something is ``in`` a name without an article: a venue has one (``im Kunsthaus``)."""
    words = vocabulary_of_places(document.language)
    within = [word for word, role in words.roles.items() if role == "within" and word not in words.contracted]
    return any(f"{word} {name}" in document.text for one in within for word in (one, one.capitalize()))


def _town(word: str, language: str) -> bool:
    """Whether a word is a name."""
    return analyse(word, 0, len(word), language)[0].tag == "PROPN"


def _words(text: str) -> frozenset[str]:
    return frozenset(_NAME.findall(text))


def _towns(document: Document, used: frozenset[str]) -> Iterator[str]:
    """What the document speaks of as towns: what something is in, and names (no common nouns) with an adjective."""
    yield from sorted(whereabouts.read(document).located)
    told = used | frozenset(_NAME.findall(document.publisher))
    for word in sorted(used):
        adjective = any(form in told for form in gazetteer.adjectives(word, document.language))
        if adjective and _town(word, document.language):
            yield word


def _elsewhere(event: Event, document: Document, town: str) -> bool:
    """Whether the sentence of a draft names a place other than the town, which was not taken for its own."""
    mention = event.mentions[0]
    end = mention.sentence_start + len(mention.sentence)
    tokens = analyse(document.text, mention.sentence_start, end, document.language)
    found = spots.read(document.text, tokens, document.language, frozenset())
    return any(town not in {spot.name, spot.town} for spot in found)
