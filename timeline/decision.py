"""The values of what lasts: what people decide about rows, and what becomes of rows from one run to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Action(StrEnum):
    """What a person can decide about a row."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    MERGE = "merge"
    """Another row is the same event: this row takes in its mentions."""
    SPLIT = "split"
    """Some mentions tell of another event: they make a row of their own."""
    RELEASE = "release"
    """Earlier decisions no longer hold: the row follows its sources again."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A time expression in its sentence, by which a mention is known again when its document has changed around it."""

    document: str
    start: int
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a row; it wins over what documents say until it is released."""

    uid: str
    action: Action
    field: str = ""
    """The column that is edited; for a release, the only one released (empty: all)."""
    value: str = ""
    """The new value as ``timeline.csv`` writes it; the uid of the row taken in; that of the row split off."""
    basis: str = ""
    """What the documents said of the field when it was decided."""
    mentions: tuple[Quote, ...] = ()
    """What a split puts into the new row."""
    others: tuple[Quote, ...] = ()
    """What a split leaves."""
    at: datetime | None = None
    """When, in UTC."""
    by: str = ""
    number: int = 0
    """Its place in the order of all decisions, from 1; 0 for one that is not kept yet."""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a row between two runs."""

    what: str
    """``new``, ``moved``, ``confirmed``, ``cancelled``, ``doubted``, ``changed`` or ``gone``."""
    uid: str
    title: str
    start: str
    """First day or minute of the row as it is now, ISO 8601."""
    field: str
    """The column that tells it; empty for ``new`` and ``gone``."""
    old: str
    new: str
    document: str
    """The document that told of the row last."""
    quote: str
