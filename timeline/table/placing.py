"""The place of an event of which documents tell in parts: the house in one, its town in another; or another one by now."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache

from timeline import gazetteer
from timeline.events.placewords import is_house, vocabulary
from timeline.gazetteer import COUNTRY, REGION, TOWN
from timeline.model import Place


def whole(first: Place, second: Place, language: str) -> Place | None:
    """The house with its town, where one of two places is a house by itself and the other a town; else None."""
    house, town = (first, second) if housed(first, language) else (second, first)
    if not housed(house, language) or is_house(town.name, language):
        return None
    if "," in town.name or "–" in town.name or town.name in house.name:
        return None
    return replace(town, name=f"{house.name}, {town.name}")


def housed(place: Place, language: str) -> bool:
    """Whether a place is a house without its town."""
    alone = "," not in place.name and place.latitude is None
    return alone and is_house(place.name, language)


@lru_cache(maxsize=4096)
def holds(wider: Place, place: Place, language: str) -> bool:
    """Whether a place is a country or region, and another one a town in it (``Kenya``, ``Nairobi``)."""
    if not wider.country or wider.country != place.country or place.latitude is None:
        return False
    kinds = [next((c.kind for c in gazetteer.lookup(one.name, language)), "") for one in (wider, place)]
    return kinds[0] in {COUNTRY, REGION} and kinds[1] == TOWN


def without(title: str, left: Iterable[str], place: Place | None, language: str) -> str:
    """A title without the place at its end that the event has left: ``Meeting of ministers in Linz``, now in Passau."""
    for name in left:
        if name in title and (place is None or name not in place.name):
            title = re.sub(rf"{_leading(language)} {re.escape(name)}$", "", title)
    return title


def town(place: Place | None) -> str:
    """The town of a place: what stands behind a house, or the place itself, where it lies at a point; else empty."""
    if place is None or "–" in place.name:
        return ""
    house, _, behind = place.name.rpartition(", ")
    return behind if house or place.latitude is not None else ""


def about(title: str, place: Place | None, language: str) -> bool:
    """Whether a title names its place as what the event is about: a line, or a house that hangs on a noun
    (``Sperrung der Mühlenbrücke``, ``closure of Mill Bridge``)."""
    if place is None or "–" in place.name:
        return place is not None
    house, _, town = place.name.partition(", ")
    at = title.find(f" {house}")
    if at <= 0 or re.search(rf"{_leading(language)}$", title[:at]):  # in der Stadthalle
        return False
    return bool(town or is_house(house, language)) and bool(_hanging(language).search(title[:at]))


@cache
def _hanging(language: str) -> re.Pattern[str]:
    """What stands between a noun and the name that hangs on it: an article in the genitive, or its preposition."""
    words = vocabulary(language)
    of = "|".join(re.escape(word) for word, role in sorted(words.roles.items()) if role == "of")
    genitive, articles = ("|".join(map(re.escape, sorted(some))) for some in (words.genitive_articles, words.articles))
    forms = [rf" (?:{of})(?: (?:{articles}))?"] * bool(of) + [rf" (?:{genitive})"] * bool(genitive)
    return re.compile(rf"\w(?:{'|'.join(forms)})$") if forms else re.compile("(?!)")


@cache
def _leading(language: str) -> str:
    """What leads to a place at the end of a title; matches nothing in a language without words for that."""
    words = vocabulary(language)
    before = "|".join(re.escape(word) for word, role in sorted(words.roles.items()) if role != "of")
    articles = "|".join(re.escape(word) for word in sorted(words.articles))
    return rf"(?<=\w) (?:{before})(?: (?:{articles}))?" if before else "(?!)"
