"""What a form can begin with and what it cannot do without: so that only the few forms are made and tried that can fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

_PIECE = re.compile(r"(\(\?[!=])|(?:[a-z_]+=)?([A-Z][A-Z0-9]*(?:\|[A-Z][A-Z0-9]*)*)|([()|?*+])|\S")


class Outline(NamedTuple):
    """Of a form, or of a part of one."""

    first: frozenset[str]
    """The classes that the first token of a match can have."""
    needs: tuple[frozenset[str], ...]
    """Of each of these sets every match has a token of some class."""
    empty: bool
    """Whether no token at all is a match."""


@cache
def outline(pattern: str) -> Outline:
    """The outline of a form by its ``pattern``, see ``grammar``."""
    return _alternatives([m for m in _PIECE.finditer(pattern) if m.group() not in "<>"], 0)[0]


def _alternatives(pieces: Sequence[re.Match[str]], at: int) -> tuple[Outline, int]:
    """The outline of the alternatives from ``at`` on, and where they end."""
    branches: list[Outline] = []
    while True:
        branch, at = _sequence(pieces, at)
        branches.append(branch)
        if at == len(pieces) or pieces[at].group() != "|":
            break
        at += 1
    needs = branches[0].needs
    if len(branches) > 1:  # one need of each of them
        needs = (_union([b.needs[0] for b in branches]),) if all(b.needs for b in branches) else ()
    return Outline(_union([b.first for b in branches]), needs, any(b.empty for b in branches)), at


def _sequence(pieces: Sequence[re.Match[str]], at: int) -> tuple[Outline, int]:
    first: frozenset[str] = frozenset()
    needs: tuple[frozenset[str], ...] = ()
    empty = True
    while at < len(pieces) and pieces[at].group() not in ("|", ")"):
        ahead, classes, _ = pieces[at].groups()
        if ahead or pieces[at].group() == "(":
            part, at = _alternatives(pieces, at + 1)
            if ahead:
                part = Outline(frozenset(), (), empty=True)
        else:
            one = frozenset((classes or "").split("|"))
            part = Outline(one, (one,), empty=False)
        at += 1
        if at < len(pieces) and pieces[at].group() in ("?", "*", "+"):
            part = part if pieces[at].group() == "+" else Outline(part.first, (), empty=True)
            at += 1
        if empty:
            first |= part.first
        needs += part.needs
        empty = empty and part.empty
    return Outline(first, needs, empty), at


def _union(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)
