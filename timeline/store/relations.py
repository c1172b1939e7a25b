"""The links of a document as a store keeps them: as JSON, with refs and links as lists of their fields."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from timeline.table.blocking import Ref
from timeline.table.links import Link, Links


def write(links: Links) -> str:
    """Links as text."""
    parts = (_several(links.told), _several(links.story), links.within, links.echoes, links.town)
    return json.dumps(parts, separators=(",", ":"))


def read(text: str) -> Links:
    """The links again."""
    told, story, within, echoes, town = json.loads(text)
    return Links(
        _linked(told),
        {int(number): tuple(others) for number, others in within.items()},
        _linked(story),
        {int(number): tuple(Ref(*ref) for ref in refs) for number, refs in echoes.items()},
        town,
    )


def _several(table: Mapping[int, Sequence[Link]]) -> Mapping[int, Sequence[Sequence[object]]]:
    return {
        number: [(*one.ref, one.reading, one.sure, one.lone) for one in several] for number, several in table.items()
    }


def _linked(table: Mapping[str, Sequence[Sequence[Any]]]) -> dict[int, tuple[Link, ...]]:
    return {
        int(number): tuple(Link(Ref(position, draft), *rest) for position, draft, *rest in several)
        for number, several in table.items()
    }
