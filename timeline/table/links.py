"""Links: which earlier drafts those of a document may be one event with, pair by pair.

A draft comes only to a row that has a draft it is linked with. So a row depends on nothing but the drafts that links
connect, and what no link connects can be folded apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import NamedTuple

from timeline.model import Kind, Value
from timeline.table.account import Account
from timeline.table.blocking import (
    BARELY,
    CANDIDATES,
    Address,
    Arrivals,
    Filing,
    Index,
    Layer,
    Ref,
    Seek,
    Shelf,
    View,
    around,
    days,
    filing,
    keys,
    named,
)
from timeline.table.company import alone, may_be_one, together
from timeline.table.duplicates import compare
from timeline.table.identity import Signature
from timeline.table.readings import nth, readings
from timeline.table.seat import common

_CLOSEST = 2
"""Drafts of other documents that one is linked with at most: the fewer, the smaller is what has to be folded together."""
_NEARLY = 0.5
"""How much less than the best of them the others may agree."""
STORY = 12
"""Documents of its story that a document is compared with at most."""
_LINKED = 8
"""Drafts of those that one draft is linked with at most."""


class Seeker(NamedTuple):
    """Who looks for earlier drafts."""

    number: int
    """A draft, or a sentence without a date that calls something off, by its number in the account."""
    reading: int = 0
    """Which of the draft's readings (0: the date it was read as)."""
    echo: bool = False


class Link(NamedTuple):
    """That a draft may be one event with an earlier one."""

    ref: Ref
    """The earlier one."""
    reading: int = 0
    """At which of its own readings."""
    sure: bool = False
    """Whether the two agree enough without what others tell, or their documents share so many words as those of one story."""
    lone: bool = False
    """Whether it is because each document of the story tells of nothing else on that day."""


@dataclass(frozen=True, slots=True)
class Links(Value):
    """What is linked with the drafts of one document, by their number in its account; drafts left out are not folded."""

    told: Mapping[int, Sequence[Link]]
    """Drafts of other documents; for every draft, even if there are none."""
    within: Mapping[int, Sequence[int]] = field(default_factory=dict)
    """Drafts of the same document, by number."""
    story: Mapping[int, Sequence[Link]] = field(default_factory=dict)
    """Drafts of documents that tell the same story, for what else has no row."""
    echoes: Mapping[int, Sequence[Ref]] = field(default_factory=dict)
    """Drafts that a sentence without a date may call off, by the sentence's number."""
    town: str = ""
    """The town of the documents that share an event for sure, if they have one."""

    @property
    def kin(self) -> list[str]:
        """The positions of the documents that share an event for sure: those that share most first."""
        shared = Counter(link.ref.position for several in self.told.values() for link in several if link.sure)
        return _most(shared)

    @property
    def others(self) -> dict[str, list[int]]:
        """The positions of all documents that have drafts linked with one of this document, each with those drafts' numbers."""
        linked = (link.ref for table in (self.told, self.story) for several in table.values() for link in several)
        found: defaultdict[str, list[int]] = defaultdict(list)
        for position, number in sorted({*linked, *chain.from_iterable(self.echoes.values())}):
            found[position].append(number)
        return found


class Kinship:
    """Which documents share an event for sure; ``add`` them in the order of telling."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self._shelf = shelf
        self._kin: dict[str, list[str]] = {}
        """For a document those before and after it, in the order of telling."""

    def add(self, position: str, kin: Sequence[str]) -> list[str]:
        """Takes in the kin of the next document, those first that share most; returns the documents of its story."""
        unknown = [other for other in kin if other not in self._kin]
        known = self._shelf.kin(unknown) if self._shelf and unknown else {}
        self._kin |= {other: list(known.get(other, ())) for other in unknown}
        found = story(kin, (self._kin[other] for other in kin))
        self._kin[position] = sorted(kin)
        for other in kin:
            self._kin[other].append(position)
        if self._shelf:
            self._shelf.fetch(found)
        return found


class Linker:
    """Links documents with those before them; ``take`` them in the order of telling."""

    def __init__(self, accounts: Callable[[str], Account], shelf: Shelf | None = None) -> None:
        """``accounts`` gives the account at a position; ``shelf`` has what was filed before the first one taken."""
        self._accounts = accounts
        self._shelf = shelf
        self._index = Index(shelf)
        self._kinship = Kinship(shelf)
        self.filed: list[Filing] = []
        """Where the drafts of the last one taken were filed."""

    def take(self, account: Account) -> Links:
        """The links of a document; those after it will find it, too."""
        links = self.link(account)
        self.file(account)
        return related(account, links, self._kinship.add(account.position, links.kin), self._accounts)

    def link(self, account: Account) -> Links:
        """What a document is linked with by itself, whatever its story is."""
        found = {who: self._index.find(where, barely=barely(who)) for who, where in seekers(account)}
        if self._shelf:
            self._shelf.fetch(_positions(found))
        return linked(account, found, self._draft)

    def file(self, account: Account) -> None:
        """Lets those after it find a document."""
        self.filed = filings(account)
        for one in self.filed:
            self._index.add(one)

    def _draft(self, ref: Ref) -> Signature:
        return self._accounts(ref.position).drafts[ref.number]


def relink(account: Account, index: Index, accounts: Callable[[str], Account], shelf: Shelf) -> Links:
    """The links of a document where the ``index`` has those after it, too; the ``shelf`` has only those before it."""
    view = View(account.position)
    found = {who: index.find(where, barely=barely(who), view=view) for who, where in seekers(account)}
    shelf.fetch(_positions(found))
    return restory(
        account, linked(account, found, lambda ref: accounts(ref.position).drafts[ref.number]), accounts, shelf
    )


def restory(account: Account, links: Links, accounts: Callable[[str], Account], shelf: Shelf) -> Links:
    """The same links, but for those to documents of a document's story, which may be others by now."""
    alone = replace(links, story={}, town="")
    return related(account, alone, Kinship(shelf).add(account.position, alone.kin), accounts)


def _positions(found: Mapping[Seeker, Sequence[Ref]]) -> set[str]:
    """Of the documents that were found."""
    return {ref.position for refs in found.values() for ref in refs}


def meets(account: Account, arrivals: Arrivals, index: Index, accounts: Callable[[str], Account]) -> bool:
    """Whether a document may be linked otherwise since the ``arrivals`` are in the ``index``."""
    now, before = View(account.position), View(account.position, arrivals.documents)
    for who, where in seekers(account):
        shared = arrivals.sharing(where, account.position)
        if not shared or (arrivals.few and index.overlooks(shared, barely=barely(who), view=now)):
            continue
        found = set(index.find(where, barely=barely(who), view=now))
        found ^= set(index.find(where, barely=barely(who), view=before))
        for ref in found:
            other = accounts(ref.position).drafts[ref.number]
            if who.echo:
                echo = account.echoes[who.number]
                fits = echo.names(other.heads, other.words)
            else:
                reading = nth(account.drafts[who.number], who.reading)
                fits = compare(other, reading).possible
            if fits:
                return True
    return False


def seekers(account: Account) -> Iterator[tuple[Seeker, list[tuple[Address, tuple[str, ...]]]]]:
    """All of a document that looks for earlier drafts, with the blocks it looks into and the words it looks for."""
    for number, draft in enumerate(account.drafts):
        for other, reading in enumerate(readings(draft)):
            yield Seeker(number, other), list(around(reading))
    for number, echo in enumerate(account.echoes):
        yield Seeker(number, echo=True), list(named(echo.stems, account.document.published))


def _closest(
    one: Signature, number: int, found: Mapping[Seeker, Sequence[Ref]], draft: Callable[[Ref], Signature]
) -> list[Link]:
    """The earlier drafts that one agrees with most, at any of its readings."""
    near = [
        (reason.same, reason.score, ref, other, reason.one_story)
        for other, reading in enumerate(readings(one))
        for ref in found.get(Seeker(number, other), ())
        if (reason := compare(draft(ref), reading)).possible
    ]
    ranked = sorted(near, reverse=True)[:_CLOSEST]
    return [
        Link(ref, other, same or story)
        for same, score, ref, other, story in ranked
        if (same, score) >= (ranked[0][0], ranked[0][1] - _NEARLY)
    ]


def filings(account: Account) -> list[Filing]:
    """Where the drafts of a document can be found by those after it."""
    filed = (filing(Ref(account.position, number), draft) for number, draft in enumerate(account.drafts))
    return [one for one in filed if one]


def seeks(account: Account) -> list[Seek]:
    """Where else than around the dates of its drafts a document looks for earlier ones."""
    found: dict[Seek, None] = {}
    for who, where in seekers(account):
        names = [address for address, _ in where if address.layer is Layer.NAMES]
        if names:
            years = [days(address) for address in (min(names), max(names))]
            found[Seek(years[0][0], years[1][1], True, tuple(sorted({one.name for one in names})))] = None
        if who.reading:
            reading = nth(account.drafts[who.number], who.reading)
            if reading.span:
                found[Seek(*reading.span, False, keys(reading))] = None
    return list(found)


def barely(who: Seeker) -> int:
    """How many of the drafts found may share one word only: a sentence names an event in one, among many others."""
    return CANDIDATES if who.echo else BARELY


def linked(account: Account, found: Mapping[Seeker, Sequence[Ref]], draft: Callable[[Ref], Signature]) -> Links:
    """Compares the drafts of a document with those ``found``, which ``draft`` gives, and with one another."""
    told = {number: _closest(one, number, found, draft) for number, one in enumerate(account.drafts)}
    echoes = {
        number: [
            ref
            for ref in found.get(Seeker(number, echo=True), ())
            if (one := draft(ref)) and echo.names(one.heads, one.words)
        ]
        for number, echo in enumerate(account.echoes)
    }
    return Links(told, _within(account.drafts), echoes=echoes)


def story(kin: Sequence[str], further: Iterable[Sequence[str]]) -> list[str]:
    """The documents of one story by position: those that share events with one, then those that share events with them.

    ``further`` has the kin of each of ``kin``, in the order of telling, up to the document itself.
    """
    beyond = Counter(position for several in further for position in several[-STORY:])
    return [*kin, *_most(Counter({position: beyond[position] for position in beyond.keys() - set(kin)}))][:STORY]


def of_a_day(account: Account) -> list[int]:
    """The drafts that may be linked with others of their story: those that say a day."""
    return [number for number, draft in enumerate(account.drafts) if draft.exact and draft.kind is not Kind.STATEMENT]


def related(account: Account, links: Links, story: Sequence[str], accounts: Callable[[str], Account]) -> Links:
    """Links drafts that say a day with those of the documents of their story, which ``accounts`` gives by position."""
    if not story:
        return links
    own = {number: account.drafts[number] for number in of_a_day(account)}
    wanted = {one for draft in own.values() for one in draft.span or ()}
    beside: list[tuple[Ref, Signature]] = []
    by_day: defaultdict[int, list[int]] = defaultdict(list)
    lasting: list[int] = []
    for position in story:
        for number, other in enumerate(accounts(position).drafts):
            if not other.exact or not other.span:
                continue
            first, last = other.span
            if first < last:
                lasting.append(len(beside))
            elif first in wanted:
                by_day[first].append(len(beside))
            else:
                continue
            beside.append((Ref(position, number), other))
    found = {}
    for number, draft in own.items():
        near = sorted({at for one in draft.span or () for at in by_day.get(one, ())}.union(lasting))
        lone = _lone(account.drafts, number, [beside[at] for at in near], accounts)
        fit = (
            Link(ref, lone=ref in lone)
            for ref, other in (beside[at] for at in near)
            if ref in lone or (together(other, draft) and compare(other, draft, story=True).possible)
        )
        several = list(islice(fit, _LINKED))
        if several:
            found[number] = several
    town = common(draft.seat for position in story for draft in accounts(position).drafts[:1])
    return replace(links, story=found, town=town)


def _lone(
    drafts: Sequence[Signature],
    number: int,
    near: Iterable[tuple[Ref, Signature]],
    accounts: Callable[[str], Account],
) -> set[Ref]:
    """Those ``near`` that are the only event of their document on the day on which a draft is that of its own."""
    if not alone(drafts, number):
        return set()
    fit = (ref for ref, other in near if may_be_one(other, drafts[number]))
    return {ref for ref in fit if alone(accounts(ref.position).drafts, ref.number)}


def _within(drafts: Sequence[Signature]) -> dict[int, list[int]]:
    """The earlier drafts that each draft agrees with; in a long document only those that share most words are compared."""
    index = Index()
    found: dict[int, list[int]] = {}
    for number, draft in enumerate(drafts):
        near: Iterable[int] = range(number)
        if number > CANDIDATES:
            near = sorted(ref.number for ref in index.find(around(draft)))
        ours = [other for other in near if draft.kind is not Kind.STATEMENT and compare(drafts[other], draft).same]
        if ours:
            found[number] = ours
        if len(drafts) > CANDIDATES and (one := filing(Ref("", number), draft)):
            index.add(one)
    return found


def _most(counts: Mapping[str, int]) -> list[str]:
    """Those with the highest counts, of two alike the later one first."""
    ranked = sorted(counts.items(), key=lambda one: (one[1], one[0]), reverse=True)
    return [position for position, _ in ranked[:STORY]]
