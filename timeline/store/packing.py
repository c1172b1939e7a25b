"""An account as a store keeps it: made by the process that read the document, so that no other has to take it apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

from timeline.store.codec import freeze
from timeline.table import Account


@dataclass(frozen=True, slots=True)
class Packed:
    """What is kept of one document, but for the document."""

    position: str
    """Where it stands in the order of telling."""
    published: str
    """ISO 8601; empty where nothing says it."""
    language: str
    title: str
    publisher: str
    url: str
    twin: str
    sketch: bytes
    account: bytes


def pack(account: Account) -> Packed:
    """An account, ready to be kept."""
    known = account.document
    return Packed(
        position=account.position,
        published=account.order[1],
        language=known.language,
        title=known.title,
        publisher=known.publisher,
        url=known.url,
        twin=account.sketch.twin.hex() if account.sketch else "",
        sketch=freeze(account.sketch),
        account=freeze(replace(account, sketch=None)),
    )
