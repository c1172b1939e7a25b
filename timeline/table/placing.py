"""The whole of a place of which documents tell in parts: the house in one, its town in another."""

from __future__ import annotations

from dataclasses import replace

from timeline.events.placewords import is_venue
from timeline.model import Place


def whole(first: Place, second: Place, language: str) -> Place | None:
    """The house with its town, where one of two places is a house by itself and the other a town; else None."""
    house, town = (first, second) if housed(first, language) else (second, first)
    if not housed(house, language) or any(is_venue(word, language) for word in town.name.split()):
        return None
    if "," in town.name or "–" in town.name or town.name in house.name:
        return None
    return replace(town, name=f"{house.name}, {town.name}")


def housed(place: Place, language: str) -> bool:
    """Whether a place is a house without its town."""
    alone = "," not in place.name and place.latitude is None
    return alone and any(is_venue(word, language) for word in place.name.split())
