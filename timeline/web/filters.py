"""What a query string asks for, as a query on the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from urllib.parse import urlencode

from timeline.errors import UsageError
from timeline.model import Kind, Status
from timeline.store import Query

REVIEWS = ("open", "accepted", "edited", "rejected")
ORDERS = ("doubt", "date")
ACCEPTED = ("accepted", "edited")
"""What somebody has looked at and let stand."""

_LONGEST = 200
_FEED = ("kind", "status", "place", "q", "from", "to", "accepted")


class Values(Protocol):
    """A query string taken apart."""

    def getlist(self, key: str) -> Sequence[str]:
        """All values of a key."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What rows are wanted, as a query string says it."""

    query: Query

    def pairs(self) -> list[tuple[str, str]]:
        """The query string again, one pair after the other, without what asks for nothing."""
        query = self.query
        accepted = query.reviews == ACCEPTED
        return [
            *(("kind", kind) for kind in query.kinds),
            *(("status", status) for status in query.statuses),
            *(("review", review) for review in query.reviews if not accepted),
            *(
                (key, value)
                for key, value in (
                    ("place", query.place),
                    ("q", query.words),
                    ("from", query.first.isoformat() if query.first else ""),
                    ("to", query.last.isoformat() if query.last else ""),
                    ("accepted", "only" if accepted else ""),
                )
                if value
            ),
        ]

    def link(self, **more: object) -> str:
        """The query string again, with more in it."""
        return urlencode(
            [*self.pairs(), *((key, str(value)) for key, value in more.items() if value not in {"", None})]
        )


def parse(values: Values, order: str = "date", *, feed: bool = False) -> Filter:
    """The filter of a query string; raises ``UsageError`` for a value that makes no sense.

    ``kind``, ``status`` and ``review`` may be repeated, or hold a list with commas. A ``feed`` is asked for by
    :data:`_FEED` alone, so that a mistyped name does not give everything away.
    """
    if feed:
        unknown = sorted(set(values.keys()) - set(_FEED))  # type: ignore[attr-defined]
        if unknown:
            raise UsageError(f"“{unknown[0]}”: there is no such filter; there are {', '.join(_FEED)}")
    first, last = _day(values, "from"), _day(values, "to")
    if first and last and last < first:
        raise UsageError(f"to: {last} is before {first}")
    reviews = _choices(values, "review", REVIEWS)
    if accepted := _one(values, "accepted"):
        if accepted != "only":
            raise UsageError(f"accepted: there is no “{accepted}”; write accepted=only, or leave it out")
        reviews = ACCEPTED
    chosen = _one(values, "order")
    if chosen and chosen not in ORDERS:
        raise UsageError(f"order: there is no “{chosen}”; choose from {', '.join(ORDERS)}")
    return Filter(
        Query(
            kinds=_choices(values, "kind", tuple(Kind)),
            statuses=_choices(values, "status", tuple(Status)),
            reviews=reviews,
            place=_one(values, "place"),
            words=_one(values, "q"),
            first=first,
            last=last,
            order=chosen or order,
        )
    )


def _one(values: Values, key: str) -> str:
    """The last value of a key, on one line, without what no database takes."""
    found = [value for value in values.getlist(key) if value]
    text = " ".join(found[-1].replace("\x00", " ").split()) if found else ""
    if len(text) > _LONGEST:
        raise UsageError(f"{key}: longer than {_LONGEST} characters")
    return text


def _choices(values: Values, key: str, known: Sequence[str]) -> tuple[str, ...]:
    parts = [part.strip() for value in values.getlist(key) for part in value.split(",")]
    chosen = tuple(dict.fromkeys(part for part in parts if part))
    for part in chosen:
        if part not in known:
            raise UsageError(f"{key}: there is no “{part[:40]}”; choose from {', '.join(known)}")
    return tuple(one for one in known if one in chosen)


def _day(values: Values, key: str) -> date | None:
    text = _one(values, key)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"{key}: “{text[:40]}” is no day; write it as 2026-11-21") from None
