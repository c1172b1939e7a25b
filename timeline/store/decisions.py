"""Decisions as the store keeps them: none is ever deleted, only undone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from timeline.decision import Action, Decision, Quote
from timeline.errors import DecisionError
from timeline.store import schema


def taken(connection: Connection) -> Mapping[str, tuple[Decision, ...]]:
    """All decisions by uid, in the order they were taken."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for row in connection.execute(select(schema.decisions).order_by(schema.decisions.c.number)):
        found[row.uid].append(_decision(row))
    return {uid: tuple(decisions) for uid, decisions in found.items()}


def record(connection: Connection, decision: Decision) -> int:
    """Keeps a decision and returns its number."""
    values = {
        "at": decision.at or datetime.now(UTC).replace(tzinfo=None, microsecond=0),
        "by": decision.by,
        "uid": decision.uid,
        "action": decision.action.value,
        "field": decision.field,
        "value": decision.value,
        "basis": decision.basis,
        "quotes": json.dumps([list(map(asdict, quotes)) for quotes in (decision.mentions, decision.others)]),
    }
    number = connection.execute(insert(schema.decisions).values(values)).inserted_primary_key
    return int(number[0]) if number else 0


def undo(connection: Connection, number: int) -> str:
    """Undoes a decision and returns the uid it was about; raises ``DecisionError`` when there is none to undo."""
    decision = schema.decisions.c
    uid = connection.scalar(select(decision.uid).where(decision.number == number, decision.undone.is_(False)))
    if uid is None:
        raise DecisionError(f"decision {number}: there is none, or it has been undone already")
    connection.execute(update(schema.decisions).where(decision.number == number).values(undone=True))
    return str(uid)


def _decision(row: Row[Any]) -> Decision:
    mentions, others = (tuple(Quote(**one) for one in quotes) for quotes in json.loads(row.quotes))
    return Decision(
        row.uid,
        Action(row.action),
        row.field,
        row.value,
        row.basis,
        mentions,
        others,
        row.at,
        row.by,
        row.number,
        row.undone,
    )
