"""Mountains, valleys and waters in a sentence: ``ins Blautal``, ``am Chiemsee``, ``at Lake Garda``."""

from __future__ import annotations

from timeline.events.bare_places import BarePlaces
from timeline.events.tagger import has_noun
from timeline.events.toponyms import UNKNOWN, WEIGHT, Spot

_SHORTEST = 6
"""Letters of the shortest name that its ending makes a landscape."""
_SURE = WEIGHT[UNKNOWN] + 0.5


class Landscapes(BarePlaces):
    """Reads names of landscapes at given tokens of one sentence."""

    def _landscape(self, j: int, role: str) -> Spot | None:
        """A landscape by the end of its name, or by the noun before it; behind ``am`` no dictionary may have it."""
        token = self.tokens[j]
        if token.text in self.words.landscape_heads:
            return self._headed(j)
        if self.words.landscape_tails and (tailed := self._tailed(j)):
            return tailed
        ends = self.words.landscape or "\0"
        following = self.tokens[j + 1].text if j + 1 < len(self.tokens) else ""
        if self._townly(token.text) and following[:1].isupper() and following.lower().endswith(ends):
            return Spot(j, j + 1, f"{token.text} {following}", UNKNOWN, _SURE)
        if len(token.text) < _SHORTEST or not token.text[0].isupper() or token.text in self.words.never:
            return None
        if self._climbed(j):
            return Spot(j, j, token.text, UNKNOWN, _SURE)
        if role in {"at", "within"} and token.tag != "PROPN" and has_noun(token.text, self.language):
            return None
        if role == "within" and not self._behind_article(j):
            return None
        known = self._known(j, bare=False)
        if not token.text.lower().endswith(ends) or (known and known.last > j):
            return None
        return Spot(j, j, token.text, UNKNOWN, _SURE, known.place if known else None)

    def _climbed(self, j: int) -> bool:
        """``die Tour auf den Hochgern``: the proper name behind an article and the noun of a way up."""
        way = self.tokens[j - 3].text.lower() if j > 2 and self.tokens[j - 1].text in self.words.accusative else ""
        return (
            bool(way) and way.endswith(self.words.climbs or "\0") and not has_noun(self.tokens[j].text, self.language)
        )

    def _headed(self, j: int) -> Spot | None:
        """``Lake Garda``, ``Mount Etna``."""
        if j + 1 >= len(self.tokens) or self.tokens[j + 1].tag != "PROPN" or self._is_time(j + 1):
            return None
        return Spot(j, j + 1, self._surface(j, j + 1), UNKNOWN, _SURE)

    def _tailed(self, j: int) -> Spot | None:
        """``Blue Ridge``, ``the Town Moor``: a name of two or three words, the last of which says what it is."""
        last = next((k for k in (j + 1, j + 2) if self._text(k) in self.words.landscape_tails), 0)
        if not last or not all(self.tokens[k].text[0].isupper() for k in range(j, last)):
            return None
        return Spot(j, last, self._surface(j, last), UNKNOWN, _SURE)

    def _townly(self, word: str) -> bool:
        """Whether a word can be the adjective of a town in a name (``Stilfser``)."""
        ends = bool(self.words.townly) and word.endswith(self.words.townly) and len(word) > 5
        return ends and word[0].isupper() and not word.lower().endswith(self.words.townly_not)
