"""Which classes a form can begin with: so that at one place only the few forms are tried that can start there."""

from __future__ import annotations

import re

_PIECE = re.compile(r"(\(\?[!=])|(?:[a-z_]+=)?([A-Z][A-Z0-9]*(?:\|[A-Z][A-Z0-9]*)*)|([()|?*+])|\S")


def heads(pattern: str) -> frozenset[str]:
    """The classes that the first token of a match can have; ``pattern`` is that of a form, see ``grammar``."""
    pieces = [m for m in _PIECE.finditer(pattern) if m.group() not in "<>"]
    first, _, _ = _alternatives(pieces, 0)
    return frozenset(first)


def _alternatives(pieces: list[re.Match[str]], at: int) -> tuple[set[str], bool, int]:
    """Classes that can begin one of the alternatives from ``at`` on, whether one can be empty, and where they end."""
    first: set[str] = set()
    empty = False
    while True:
        branch, nothing, at = _sequence(pieces, at)
        first |= branch
        empty = empty or nothing
        if at == len(pieces) or pieces[at].group() != "|":
            return first, empty, at
        at += 1


def _sequence(pieces: list[re.Match[str]], at: int) -> tuple[set[str], bool, int]:
    first: set[str] = set()
    empty = True
    while at < len(pieces) and pieces[at].group() not in ("|", ")"):
        ahead, classes, _ = pieces[at].groups()
        if ahead or pieces[at].group() == "(":
            inner, optional, at = _alternatives(pieces, at + 1)
            if ahead:
                inner, optional = set(), True
        else:
            inner, optional = set((classes or "").split("|")), False
        at += 1
        if at < len(pieces) and pieces[at].group() in ("?", "*", "+"):
            optional = optional or pieces[at].group() != "+"
            at += 1
        if empty:
            first |= inner
        empty = empty and optional
    return first, empty, at
