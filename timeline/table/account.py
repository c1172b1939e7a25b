"""What is kept of a document once it has been read: all that merging needs, and nothing of the size of its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from timeline.documents.duplicates import Sketch, sketch
from timeline.model import Document, Event, Unresolved, Value
from timeline.table.agreement import CANCELLATION
from timeline.table.dates import interval
from timeline.table.echoes import Echo, cancellations
from timeline.table.identity import Signature, signature
from timeline.table.nouns import nouns
from timeline.table.replaced import replaced
from timeline.table.withdrawn import withdrawn


@dataclass(frozen=True, slots=True)
class Account(Value):
    """What one document tells."""

    document: Document
    """Without its text."""
    drafts: tuple[Signature, ...]
    """Its drafts of events in the order of the text."""
    echoes: tuple[Echo, ...] = ()
    """What it calls off without a date."""
    unresolved: tuple[Unresolved, ...] = ()
    sketch: Sketch | None = None
    """What near-duplicates are found by; none where nobody has asked for them."""

    @property
    def order(self) -> tuple[bool, str, str]:
        """By publication (documents without a date last), then by id: the order in which lives are told."""
        published = self.document.published
        return (published is None, published.isoformat() if published else "", self.document.id)

    @property
    def position(self) -> str:
        """The same as one text that sorts alike."""
        undated, published, name = self.order
        return f"{undated:d} {published} {name}"

    def repeating(self, original: str) -> Account:
        """The same account as one that repeats what the document of this id says."""
        return replace(
            self,
            document=replace(self.document, copy_of=original),
            drafts=tuple(replace(draft, copy_of=original) for draft in self.drafts),
        )


def account(document: Document, drafts: Iterable[Event], unresolved: Iterable[Unresolved] = ()) -> Account:
    """The account that ``document``, with its text, gives by its ``drafts``: events without uid, each with its mentions."""
    told = sorted((draft for draft in drafts if draft.mentions), key=_reading)
    story = nouns(document) if told else frozenset()
    signatures = tuple(signature(draft, document, story) for draft in told)
    dated = frozenset(m.sentence for s in signatures if CANCELLATION not in s.concepts for m in s.event.mentions)
    echoes = tuple(cancellations(document, dated))
    return Account(
        replace(document, text=""),
        withdrawn(replaced(signatures, document), echoes, document),
        echoes,
        tuple(unresolved),
        sketch(document),
    )


def _reading(draft: Event) -> tuple[int, int, str, str]:
    first = draft.mentions[0]
    return first.start, first.end, interval(draft.when), draft.title
