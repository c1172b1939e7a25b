"""Mountains, valleys and waters in a sentence: ``ins Blautal``, ``am Chiemsee``, ``at Lake Garda``."""

from __future__ import annotations

from timeline.events.bare_places import BarePlaces
from timeline.events.toponyms import UNKNOWN, WEIGHT, Spot

_SHORTEST = 6
"""Letters of the shortest name that its ending makes a landscape."""
_SURE = WEIGHT[UNKNOWN] + 0.5


class Landscapes(BarePlaces):
    """Reads names of landscapes at given tokens of one sentence."""

    def _landscape(self, j: int, role: str) -> Spot | None:
        """A landscape by the end of its name, or by the noun before it; behind ``am`` it has to be a proper name."""
        token = self.tokens[j]
        if token.text in self.words.landscape_heads:
            return self._headed(j)
        ends = self.words.landscape or "\0"
        following = self.tokens[j + 1].text if j + 1 < len(self.tokens) else ""
        if self._townly(token.text) and following[:1].isupper() and following.lower().endswith(ends):
            return Spot(j, j + 1, f"{token.text} {following}", UNKNOWN, _SURE)
        if len(token.text) < _SHORTEST or not token.text[0].isupper() or token.text in self.words.never:
            return None
        if role == "at" and token.tag != "PROPN":
            return None
        known = self._known(j, bare=False)
        if not token.text.lower().endswith(ends) or (known and known.last > j):
            return None
        return Spot(j, j, token.text, UNKNOWN, _SURE, known.place if known else None)

    def _headed(self, j: int) -> Spot | None:
        """``Lake Garda``, ``Mount Etna``."""
        if j + 1 >= len(self.tokens) or self.tokens[j + 1].tag != "PROPN" or self._is_time(j + 1):
            return None
        return Spot(j, j + 1, self._surface(j, j + 1), UNKNOWN, _SURE)

    def _townly(self, word: str) -> bool:
        """Whether a word can be the adjective of a town in a name (``Stilfser``)."""
        return bool(self.words.townly) and word[0].isupper() and word.endswith(self.words.townly) and len(word) > 5
