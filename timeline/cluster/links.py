"""Links on many machines: what a document is compared with is brought to it, and the stages' functions compare it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from timeline.cluster import blocks
from timeline.cluster.engine import Dataset, Engine, by_key
from timeline.cluster.records import Columns, Record
from timeline.store.codec import freeze, thaw
from timeline.table import Account
from timeline.table.blocking import Ref
from timeline.table.identity import Signature, slim
from timeline.table.links import STORY, Link, Links, linked, of_a_day, related, story

_ASKED: Columns = {"earlier": str, "position": str, "numbers": str, "account": bytes}
_BROUGHT: Columns = {"position": str, "earlier": str, "drafts": bytes}
_LINKING: Columns = {"position": str, "earlier": str, "found": str, "data": bytes}
LINKED: Columns = {"position": str, "account": bytes, "links": str}
_KIN: Columns = {"position": str, "later": str, "kin": str}
_FURTHER: Columns = {"position": str, "rank": int, "kin": str, "further": str}
"""The kin of a document's kin, which ``rank`` puts in their order."""
_STORY: Columns = {"position": str, "story": str}
_TOLD = " "
"""Stands before all positions."""


def links(engine: Engine, told: Dataset) -> Dataset:
    """The accounts with their links."""
    found = blocks.found(engine, told)
    drafts = engine.shuffled("drafts", [(found, _asking), (told, _asked)], _ASKED, _bringing, _BROUGHT)
    linked = engine.shuffled(
        "linked", [(told, _own), (found, _finding), (drafts, _brought)], _LINKING, _linking, LINKED
    )
    engine.drop(found, drafts)
    kin = engine.shuffled("kin", [(linked, _sharing)], _KIN, _further, _FURTHER)
    stories = engine.shuffled("stories", [(kin, _same)], _FURTHER, _stories, _STORY)
    others = engine.shuffled("others", [(stories, _telling), (linked, _told)], _ASKED, _bringing, _BROUGHT)
    related = engine.shuffled(
        "related", [(linked, _linked), (stories, _story), (others, _brought)], _LINKING, _relating, LINKED
    )
    engine.drop(linked, kin, stories, others)
    return related


def read(said: str) -> Links:
    """Links as ``written`` has written them."""
    told, within, story, echoes, town = json.loads(said)
    return Links(
        {number: [_link(one) for one in several] for number, several in told},
        dict(within),
        {number: [_link(one) for one in several] for number, several in story},
        {number: [Ref(*ref) for ref in refs] for number, refs in echoes},
        town,
    )


def written(one: Links) -> str:
    """Links as JSON, in their order."""
    tables = (one.told, one.within, one.story, one.echoes)
    return json.dumps([*(list(table.items()) for table in tables), one.town], ensure_ascii=False)


def _link(said: tuple[tuple[str, int], int, bool, bool]) -> Link:
    ref, reading, sure, lone = said
    return Link(Ref(*ref), reading, sure, lone)


def _asking(found: Iterator[Record]) -> Iterator[Record]:
    """Each earlier document with the drafts of it that a document asks for."""
    for position, said in found:
        wanted = defaultdict(set)
        for refs in blocks.read(said).values():
            for ref in refs:
                wanted[ref.position].add(ref.number)
        for earlier, numbers in sorted(wanted.items()):
            yield earlier, position, json.dumps(sorted(numbers)), b""


def _asked(told: Iterator[Record]) -> Iterator[Record]:
    yield from ((position, "", "", account) for position, account in told)


def _bringing(given: Iterator[Record]) -> Iterator[Record]:
    """The drafts that each document asks for; all of another one where it names none."""
    for earlier, ((_, _, data), *asking) in by_key(given):
        if not asking:
            continue
        account: Account = thaw(data)
        lean = lru_cache(maxsize=None)(lambda number, drafts=account.drafts: slim(drafts[number]))
        for position, numbers, _ in asking:
            wanted = json.loads(numbers) or range(len(account.drafts))
            yield position, earlier, freeze({number: lean(number) for number in wanted})


def _own(told: Iterator[Record]) -> Iterator[Record]:
    yield from ((position, "", "", account) for position, account in told)


def _finding(found: Iterator[Record]) -> Iterator[Record]:
    yield from ((position, "", said, b"") for position, said in found)


def _brought(drafts: Iterator[Record]) -> Iterator[Record]:
    yield from ((position, earlier, "", data) for position, earlier, data in drafts)


def _linking(given: Iterator[Record]) -> Iterator[Record]:
    for position, group in by_key(given):
        own, said, known = b"", "[]", {}
        for earlier, found, data in group:
            if earlier:
                known[earlier] = thaw(data)
            elif found:
                said = found
            else:
                own = data
        account: Account = thaw(own)
        made = linked(account, blocks.read(said), lambda ref, known=known: known[ref.position][ref.number])  # type: ignore[misc]
        yield position, own, written(made)


def _sharing(linked: Iterator[Record]) -> Iterator[Record]:
    """The kin of each document, and for each of them that it has asked, if it may be linked with drafts of theirs."""
    for position, data, said in linked:
        if kin := read(said).kin:
            yield position, "", json.dumps(sorted(kin))
            account: Account = thaw(data)
            rank = {other: number for number, other in enumerate(kin)}
            yield from ((other, position, json.dumps([rank[other], bool(of_a_day(account))])) for other in kin)


def _further(given: Iterator[Record]) -> Iterator[Record]:
    """The kin of a document as those after it find them: its own, then those after it up to the one that asks."""
    for kin, group in by_key(given):
        known: list[str] = []
        for later, said in group:
            if not later:
                known += json.loads(said)
                continue
            rank, asks = json.loads(said)
            if asks:
                yield later, rank, kin, json.dumps(known[-STORY:])
            known.append(later)


def _stories(given: Iterator[Record]) -> Iterator[Record]:
    for position, group in by_key(given):
        yield position, json.dumps(story([kin for _, kin, _ in group], [json.loads(said) for *_, said in group]))


def _same(given: Iterator[Record]) -> Iterator[Record]:
    return given


def _telling(stories: Iterator[Record]) -> Iterator[Record]:
    for position, said in stories:
        yield from ((earlier, position, "[]", b"") for earlier in json.loads(said))


def _told(linked: Iterator[Record]) -> Iterator[Record]:
    yield from ((position, "", "", account) for position, account, _ in linked)


def _linked(linked: Iterator[Record]) -> Iterator[Record]:
    yield from ((position, "", said, account) for position, account, said in linked)


def _story(stories: Iterator[Record]) -> Iterator[Record]:
    yield from ((position, _TOLD, said, b"") for position, said in stories)


def _relating(given: Iterator[Record]) -> Iterator[Record]:
    for position, group in by_key(given):
        _, links, own = group[0]
        yield position, own, _related(own, links, group[1:]) if len(group) > 1 else links


def _related(own: bytes, links: str, brought: Iterable[Record]) -> str:
    account: Account = thaw(own)
    positions: list[str] = []
    accounts = {}
    for earlier, said, data in brought:
        if data:
            accounts[earlier] = _account(account, thaw(data))
        else:
            positions = json.loads(said)
    return written(related(account, read(links), positions, accounts.__getitem__))


def _account(like: Account, drafts: Mapping[int, Signature]) -> Account:
    return replace(like, drafts=tuple(drafts[number] for number in sorted(drafts)), echoes=(), unresolved=())
