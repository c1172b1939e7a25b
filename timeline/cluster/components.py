"""Connected components of a graph that lies on many machines: what hangs together gets its smallest member as its name.

By turns each node tells its larger and its smaller neighbours of the smallest one it knows (Kiveris et al., Connected
Components in MapReduce and Beyond, SoCC 2014, "large-star" and "small-star"), until the edges no longer change; each part
first puts together what hangs together within it, so that two or three turns are enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from timeline.cluster.engine import Dataset, Engine, Source, by_key
from timeline.cluster.records import Columns, Record

EDGES: Columns = {"one": str, "other": str}
NAMED: Columns = {"node": str, "least": str}


def components(engine: Engine, name: str, edges: Sequence[Source]) -> Dataset:
    """For each node with an edge that is not the smallest of its component: that one."""
    found = engine.shuffled(f"{name}-0", edges, EDGES, contracted, NAMED)
    if found.parts <= 1:
        return found
    turn = 0
    while True:
        turn += 1
        large = engine.shuffled(f"{name}-{turn}-large", [(found, _both_ways)], EDGES, _large, NAMED, found.parts)
        small = engine.shuffled(f"{name}-{turn}-small", [(large, contracted)], EDGES, _small, NAMED, found.parts)
        if (small.rows, small.check) == (found.rows, found.check):
            return small
        engine.drop(found, large)
        found = small


def contracted(edges: Iterable[Record]) -> Iterator[Record]:
    """The components of some edges: each node with the smallest one."""
    above: dict[str, str] = {}

    def least(node: str) -> str:
        top = node
        while (higher := above.get(top, top)) != top:
            top = higher
        while (higher := above.get(node, top)) != top:
            above[node] = top
            node = higher
        return top

    for one, other in edges:
        first, second = sorted((least(one), least(other)))
        if first != second:
            above[second] = first
        above.setdefault(first, first)
    yield from ((node, top) for node in sorted(above) if (top := least(node)) != node)


def _both_ways(edges: Iterable[Record]) -> Iterator[Record]:
    for one, other in contracted(edges):
        yield one, other
        yield other, one


def _large(edges: Iterator[Record]) -> Iterator[Record]:
    """Larger neighbours get to know the smallest one."""
    for node, neighbours in by_key(edges):
        least = min(node, neighbours[0][0])
        yield from ((other, least) for other in _each(neighbours) if other > node)


def _small(edges: Iterator[Record]) -> Iterator[Record]:
    """The node itself and its smaller neighbours get to know the smallest one."""
    for node, neighbours in by_key(edges):
        least = neighbours[0][0]
        yield node, least
        yield from ((other, least) for other in _each(neighbours) if other != least)


def _each(neighbours: Iterable[Record]) -> Iterator[str]:
    return iter(dict.fromkeys(other for (other,) in neighbours))
