"""Rows that decisions have put together or taken apart: what is told of each of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from timeline.decision import Action, Decision
from timeline.table.decided import Told, active, merged, parted


class Families:
    """The rows of a store by what they were merged into and split off."""

    def __init__(self, decisions: Mapping[str, Sequence[Decision]], life: Callable[[str], Told]) -> None:
        """``decisions`` are all of them by uid; ``life`` gives what documents tell of a row, decisions apart."""
        self._life = life
        self._held = {uid: tuple(filter(_regrouping, active(several))) for uid, several in decisions.items()}
        every = [one for held in self._held.values() for one in held]
        self._owners = {one.value: one.uid for one in every if one.action is Action.MERGE}
        self._splits = {one.value: one for one in every if one.action is Action.SPLIT}

    def of(self, uids: Iterable[str]) -> dict[str, None]:
        """These rows with all that decisions tie them to."""
        found: dict[str, None] = {}
        pending = list(uids)
        while pending:
            uid = pending.pop()
            if uid not in found:
                found[uid] = None
                pending += [one.value for one in self._held.get(uid, ())]
                pending += [self._owners[uid]] if uid in self._owners else []
                pending += [self._splits[uid].uid] if uid in self._splits else []
        return found

    def alone(self, uid: str) -> bool:
        """Whether no decision ties a row to another one."""
        return not (self._held.get(uid) or uid in self._owners or uid in self._splits)

    def absorbed(self, uid: str) -> bool:
        """Whether a row has become part of another one."""
        return uid in self._owners

    def apart(self, uid: str) -> bool:
        """Whether a row was split off another one."""
        return uid in self._splits

    def told(self, uid: str, before: float = math.inf) -> Told:
        """What is told of a row as decided, decision after decision, up to the one with the number ``before``."""
        split = self._splits.get(uid)
        if split is None:
            told = self._life(uid)
        elif split.number < before:
            told = parted(self.told(split.uid, split.number), split)[1]
        else:
            return ()
        for decision in self._held.get(uid, ()):
            if decision.number >= before:
                break
            if decision.action is Action.MERGE:
                told = merged(told, self.told(decision.value, decision.number))
            else:
                told = parted(told, decision)[0]
        return told


def _regrouping(decision: Decision) -> bool:
    return decision.action in {Action.MERGE, Action.SPLIT}
