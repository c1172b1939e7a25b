"""What a sentence says of one date on its way to a row, and what the rest of its document makes of that.

In: the mentions of a document in order, each with what groups it; out: the mentions under their days, beginnings and names, and
the keys that say which of them name one thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timeline.events.coreference import restated, with_beginnings, with_days
from timeline.events.lexicon import Lexicon
from timeline.events.mishaps import with_details
from timeline.model import Mention, Moment


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with what groups it."""

    mention: Mention
    key: str
    """Mentions with one key name one thing."""
    length: int
    """Stated days, 0 for none, negative when they lead up to the date."""
    moved: bool
    """Whether the verb says that its date goes from an old one to a new one."""
    past: bool
    """Whether the verb is in the past tense."""
    replaced: bool
    """Whether another date of its sentence takes the place of its own."""
    ends: bool
    """Whether the date is only the last day of something that lasts."""
    deed: bool
    """Whether the verb is one by which a mishap comes about."""


def settled(rows: Sequence[Told], published: Moment | None, lexicon: Lexicon) -> tuple[list[Mention], list[str]]:
    """The mentions with what the others of their document say of them, and their keys."""
    mentions, keys = with_days(
        [row.mention for row in rows],
        [row.key for row in rows],
        [row.moved for row in rows],
        [row.past for row in rows],
        published,
    )
    mentions, keys = restated(mentions, keys)
    mentions, keys = with_beginnings(mentions, keys, [row.ends for row in rows], lexicon)
    return with_details(mentions, keys, [row.deed for row in rows], lexicon)
