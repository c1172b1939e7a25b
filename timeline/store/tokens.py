"""Tokens that let calendar programs and reviewers in: made here, shown once, kept as a hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import Connection, insert, select, update

from timeline.errors import UsageError
from timeline.store import schema

KINDS = ("feed", "reviewer")
"""What a token opens: the calendar feeds, or the page where rows are reviewed."""

_BYTES = 24
"""192 random bits: more than can be tried (RFC 4086, section 8.2.1)."""
_LABEL = 200


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token; not the token itself."""

    number: int
    kind: str
    label: str
    """Whom it was made for."""
    hash: str
    """SHA-256 in hexadecimal digits."""
    created: datetime
    """UTC."""
    revoked: datetime | None
    """UTC; none while it holds."""


def digest(secret: str) -> str:
    """What is kept of a token. It is random and long, so that it needs neither salt nor a slow hash."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def create(connection: Connection, kind: str, label: str) -> str:
    """Makes a token and returns it, which nobody can do again; raises ``UsageError`` for a kind there is none of."""
    if kind not in KINDS:
        raise UsageError(f"“{kind}” is no kind of token; choose from {', '.join(KINDS)}")
    secret = token_urlsafe(_BYTES)
    values = {"kind": kind, "label": " ".join(label.split())[:_LABEL], "hash": digest(secret), "created": _now()}
    connection.execute(insert(schema.tokens).values(values))
    return secret


def read(connection: Connection) -> tuple[Token, ...]:
    """All tokens ever made, in order."""
    found = connection.execute(select(schema.tokens).order_by(schema.tokens.c.number))
    return tuple(Token(row.number, row.kind, row.label, row.hash, row.created, row.revoked) for row in found)


def revoke(connection: Connection, number: int) -> None:
    """Lets nobody in by a token any more; raises ``UsageError`` when there is none, or it is revoked already."""
    token = schema.tokens.c
    held = (token.number == number) & token.revoked.is_(None)
    if not connection.execute(update(schema.tokens).where(held).values(revoked=_now())).rowcount:
        raise UsageError(f"token {number}: there is none, or it has been revoked already")


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
