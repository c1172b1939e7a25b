"""What lies or runs between two places: with a word for it in the sentence, both of them are where it is."""

from __future__ import annotations

from dataclasses import replace

from timeline.events.placewords import runs
from timeline.events.toponyms import UNKNOWN, VENUE, WEIGHT, Spot
from timeline.events.venues import Venues
from timeline.gazetteer import TOWN


class Routes(Venues):
    """Reads routes at given tokens of one sentence."""

    def _route(self, j: int) -> Spot | None:
        """``die Strecke zwischen Torgow und Ilm``; talks and games between two are not there."""
        if not any(runs(token.text, self.language) for token in self.tokens):
            return None
        route = self._ends_at(j, self.words.conjunctions)
        road = j > 1 and runs(self.tokens[j - 2].text, self.language)  # auf der Bundesstraße zwischen
        return replace(route, weight=WEIGHT[VENUE] + 0.1) if route is not None and road else route

    def _leg(self, i: int) -> Spot | None:
        """``der Zug von Torgow nach Ilm``: straight behind what runs there."""
        if not i or self.words.roles.get(self.tokens[i].text) not in {"of", "from"}:
            return None
        if not runs(self.tokens[i - 1].text, self.language):
            return None
        return self._ends_at(i + 1, self.words.toward)

    def _ends_at(self, j: int, joined: frozenset[str]) -> Spot | None:
        """Two towns from token ``j`` with one of the words between them."""
        last, ends = j, []
        for word in (joined, frozenset[str]()):
            name = self._name_at(last)
            if name is None:
                return None
            ends.append(name)
            last = name.last + 1
            if word and (last + 1 >= len(self.tokens) or self.tokens[last].text not in word):
                return None
            last += bool(word)
        if ends[1].last + 1 < len(self.tokens) and self.tokens[ends[1].last + 1].tag == "PROPN":
            return None
        return Spot(ends[0].first, ends[1].last, "–".join(end.name for end in ends), UNKNOWN, WEIGHT[UNKNOWN])

    def _line(self, j: int) -> Spot | None:
        """``die Bahnstrecke Torgow–Ilm``: the line is the place."""
        name = self.tokens[j].text if j < len(self.tokens) else ""
        ends = name.split("–")
        if len(ends) != 2 or not all(end.istitle() and end not in self.words.never for end in ends):
            return None
        return Spot(j, j, name, UNKNOWN, WEIGHT[UNKNOWN])

    def _name_at(self, j: int) -> Spot | None:
        """A town, known or not, that begins at a token."""
        if j >= len(self.tokens) or self.tokens[j].text in self.words.never | self.words.clubs:
            return None
        known = self._known(j, bare=False)
        return (known if known.kind == TOWN else None) if known else self._unknown(j)
