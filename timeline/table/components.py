"""What links connect: drafts, and sentences that call something off, by numbers of their own."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator

from timeline.table.links import Links


class Components:
    """Which drafts have to be folded together; ``add`` documents in the order of telling, each with its links."""

    def __init__(self) -> None:
        self._nodes: dict[str, tuple[int, int, int]] = {}
        """For each document its first number, and how many drafts and echoes it has."""
        self._above = array("q")

    def add(self, position: str, links: Links) -> None:
        """Takes in a document: all its drafts, those of other documents that links lead to, and its echoes."""
        start, drafts, echoes = len(self._above), len(links.told), len(links.echoes)
        self._nodes[position] = start, drafts, echoes
        self._above.extend(range(start, start + drafts + echoes))
        for table in (links.told, links.story):
            for number, several in table.items():
                for link in several:
                    self._join(start + number, self._nodes[link.ref.position][0] + link.ref.number)
        for number, others in links.within.items():
            for other in others:
                self._join(start + number, start + other)
        for number, refs in links.echoes.items():  # there is one for every echo
            for ref in refs:
                self._join(start + drafts + number, self._nodes[ref.position][0] + ref.number)

    def of(self, position: str) -> Iterator[tuple[int, bool, int]]:
        """The component of each draft and echo of a document, whether it is an echo, and its number."""
        start, drafts, echoes = self._nodes[position]
        for number in range(drafts + echoes):
            echo = number >= drafts
            yield self._top(start + number), echo, number - drafts if echo else number

    def sizes(self) -> dict[int, int]:
        """How many drafts and echoes each component has, those first that are told of first."""
        found: dict[int, int] = {}
        for node in range(len(self._above)):
            top = self._top(node)
            found[top] = found.get(top, 0) + 1
        return found

    def _top(self, node: int) -> int:
        above = self._above
        while (higher := above[node]) != node:
            above[node] = above[higher]
            node = higher
        return node

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self._top(one), self._top(other)))
        self._above[second] = first


def only(links: Links, drafts: Collection[int], echoes: Collection[int]) -> Links:
    """The links of some drafts and echoes of a document."""
    return Links(
        {number: several for number, several in links.told.items() if number in drafts},
        {number: others for number, others in links.within.items() if number in drafts},
        {number: several for number, several in links.story.items() if number in drafts},
        {number: refs for number, refs in links.echoes.items() if number in echoes},
        links.town,
    )
