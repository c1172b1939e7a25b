"""The town that a document's publisher is of: there its events are where no text says otherwise.

A town's administration says so in its name, and so do its parish and its clubs. Another publisher has to have a town in its
name, and the document has to open with that town: a local paper tells of other places, too, but seldom without naming
them. Documents that share an event with such a one are of that town as well. So is, where nothing better is known, a
report that opens with a town and names no other, as long as it tells of what is near its publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from timeline import gazetteer
from timeline.documents import sentences
from timeline.events import spots, whereabouts
from timeline.events.placewords import is_venue
from timeline.events.placewords import vocabulary as vocabulary_of_places
from timeline.events.words import analyse
from timeline.model import Document, Event, Kind, Value
from timeline.table.dates import day, span
from timeline.table.placing import housed
from timeline.table.text import SHORTEST_STEM
from timeline.table.words import vocabulary

_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w-]+")
_OPENING = 600
"""Characters in which the opening sentence ends."""
_OPENS = 2
"""The headline and the sentence behind it."""
_WEEK, _MONTH, _YEAR = 7, 31, 400
_HELD_AGAIN = frozenset(
    {"assembly", "ball", "concert", "election", "exhibition", "fair", "festival", "match", "race", "show"}
)
"""Concepts of events that a town has again and again."""


@dataclass(frozen=True, slots=True)
class Seat(Value):
    """What is known of the town that a draft's document is of."""

    town: str = ""
    """The town of the publisher."""
    likely: str = ""
    """The house that publishes the document, or the only town that it speaks of."""
    free: bool = False
    """Whether the draft is in the town of its document: it names no place, or only a house."""

    def of(self, kin: str) -> str:
        """The town of the draft, where ``kin`` is that of the documents with which its own shares events; else empty."""
        return (self.town or kin or self.likely) if self.free else ""


_NOWHERE = Seat()


def seat(event: Event, document: Document | None) -> Seat:
    """What a draft's document says of its town."""
    if document is None:
        return _NOWHERE
    free = event.place is None or housed(event.place, document.language)
    town = vocabulary(document.language).seat(document.publisher)
    if town:
        return _kept(town, "", free)
    town = vocabulary(document.language).local(document.publisher) or _based(document) or _local(document)
    town = town or _body(document)
    if not free or event.kind is not Kind.EVENT or not (_since(event, document, _YEAR) or _edition(event, document)):
        return _kept(town, "", False)
    likely = (_house(document) or _only(document)) if not town and _current(event, document) else ""
    named = _named(event, document)
    if likely in named and event.place is None:
        likely = ""  # beside the event, and not taken for its place
    return _kept(town, likely, not named - {town or likely})


@lru_cache(maxsize=1_000)
def _kept(town: str, likely: str, free: bool) -> Seat:
    """One value for all drafts that are alike."""
    return Seat(town, likely, free)


def common(seats: Iterable[Seat]) -> str:
    """The one town that the publishers of documents have, if they do not differ; else empty."""
    towns = {one.town for one in seats} - {""}
    return towns.pop() if len(towns) == 1 else ""


@lru_cache(maxsize=4)
def _local(document: Document) -> str:
    """The town in a publisher's name that the document opens with; kept, for it is asked once a draft."""
    named = frozenset(word for word in _NAME.findall(document.publisher) if len(word) >= SHORTEST_STEM)
    if not named:
        return ""
    opening = _opening(document)
    for town in _towns(document, named):
        forms = frozenset((*town.split(), *gazetteer.adjectives(town, document.language)))
        if forms & named and forms & opening:
            return town
    return ""


def _house(document: Document) -> str:
    """The publisher, where it is a house that something is in: a museum, a theatre."""
    return document.publisher if document.publisher in whereabouts.read(document).located else ""


@lru_cache(maxsize=4)
def _based(document: Document) -> str:
    """The town that the text names as the publisher's: ``Das Kunsthaus Torgow in Bremen``."""
    if not document.publisher or document.publisher not in document.text:
        return ""
    words = vocabulary_of_places(document.language)
    within = "|".join(re.escape(word) for word, role in sorted(words.roles.items()) if role == "within")
    if not within:
        return ""
    found = re.search(rf"{re.escape(document.publisher)} (?:{within}) ({_NAME.pattern})", document.text)
    return found[1] if found and _town(found[1], document.language) else ""


def _current(event: Event, document: Document) -> bool:
    """Whether a date belongs to the matter of a document rather than to its background."""
    days = span(event.when)
    return days is not None and days[1] - days[0] <= _MONTH and _since(event, document, _WEEK)


def _edition(event: Event, document: Document) -> bool:
    """Whether an event may be an earlier one of a series: the town of today says nothing else of what is long past."""
    return vocabulary(document.language).head(event.mentions[0].head) in _HELD_AGAIN


def _since(event: Event, document: Document, past: int) -> bool:
    """Whether an event is to come, or was over at most so many days before the publication."""
    days, published = span(event.when), document.published
    return published is not None and days is not None and day(published).toordinal() - days[1] <= past


@lru_cache(maxsize=4)
def _body(document: Document) -> str:
    """The town whose body a document opens with (``Die SVP-Ortsgruppe Torgow hat …``), where it opens with but one."""
    named = vocabulary(document.language).bodies(_first(document))
    towns = {name for name in named if all(_town(word, document.language) for word in name.split())}
    return towns.pop() if len(towns) == 1 else ""


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
    return _words(document.title) | _words(_first(document))


def _first(document: Document) -> str:
    """The headline and the sentence behind it."""
    spans = sentences.split(document.text, document.language)[:_OPENS]
    return " ".join(document.text[one.start : min(one.end, _OPENING)] for one in spans if one.start < _OPENING)


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


def _towns(document: Document, named: frozenset[str]) -> Iterator[str]:
    """What the document speaks of as towns: what something is in, and names (no common nouns) with an adjective.

    Of the latter only those that begin like a word of ``named``: an adjective shares so much with its town.
    """
    yield from sorted(name for name in whereabouts.read(document).located if not _venue(name, document.language))
    used = _words(f"{document.title}\n{document.text}")
    told = used | frozenset(_NAME.findall(document.publisher))
    begin = {word[: gazetteer.STEM] for word in named}
    for word in sorted(word for word in used if word[: gazetteer.STEM] in begin):
        adjective = any(form in told for form in gazetteer.adjectives(word, document.language))
        if adjective and _town(word, document.language):
            yield word


def _venue(name: str, language: str) -> bool:
    return any(is_venue(word, language) for word in name.split())


def _named(event: Event, document: Document) -> set[str]:
    """The towns that the sentence of a draft names, and what else it may be at."""
    mention = event.mentions[0]
    end = mention.sentence_start + len(mention.sentence)
    tokens = analyse(document.text, mention.sentence_start, end, document.language)
    found = spots.read(document.text, tokens, document.language, frozenset())
    return {spot.town or spot.name for spot in found}
