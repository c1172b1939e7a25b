"""Places that a sentence names without a preposition: objects of visits, hosts, towns before a gathering or a clause of place."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from timeline import gazetteer
from timeline.events.placewords import gathers
from timeline.events.routes import Routes
from timeline.events.toponyms import KNOWN, UNKNOWN, WEIGHT, Spot
from timeline.gazetteer import COUNTRY, TOWN

_TIME = 7
"""Words of a time between a verb and the place at most."""
_HUNG = 3
"""Towns that a clause of place hangs on at most."""


class BarePlaces(Routes):
    """Reads such places at given tokens of one sentence."""

    @cached_property
    def _placing(self) -> bool:
        """Whether the sentence has a word that may open a clause of place."""
        return any(token.text.lower() in self.words.where for token in self.tokens)

    def _visited(self, j: int) -> Spot | None:
        """The object of a verb of visiting: a name with neither preposition nor genitive."""
        before = self.tokens[j - 1] if j else None
        if before and (before.tag == "ADP" or (before.tag == "PROPN" and not self._genitive_form(before.text))):
            return None
        if j and self.tokens[j - 1].text in self.words.genitive_articles and self.tokens[j - 2].tag == "NOUN":
            return None
        house = self._venue(j) if self.words.whole and self.tokens[j].tag in {"PROPN", "NOUN"} else None
        if house is not None and self.tokens[j - 1].tag == "VERB":
            return replace(house, weight=2.5)
        spot = self._known(j, bare=True)
        if spot is None or self._name_goes_on(spot.last):
            return None
        if self._genitive_form(self._surface(j, spot.last)):
            return None
        if j == 0 and spot.kind != TOWN:
            return None
        return replace(spot, weight=3.5 if spot.kind == TOWN else 2.5)

    def _hung_on(self, j: int) -> Spot | None:
        """``Ulm und Aalen, wo Züge ausfielen``: the towns that a clause of place hangs on."""
        town = self._known(j, bare=True) if self._placing else None
        if town is None or town.kind != TOWN:
            return None
        towns = self._listed(town, most=_HUNG)
        following = [t.text.lower() for t in self.tokens[towns.last + 1 : towns.last + 3]] if towns else []
        if towns is None or following[:1] != [","] or not self.words.where.intersection(following[1:]):
            return None
        return replace(towns, weight=2.4)

    def _local(self, j: int) -> Spot | None:
        """``the Leeds factory``: what stands in a town, called by it."""
        if not self.words.whole or not j or self.tokens[j - 1].tag not in {"DET", "PRON", "PART"}:
            return None
        town = self._known(j, bare=self._text(j + 1) not in self.words.common)
        if town is None or town.kind != TOWN:
            return None
        following = [(t.text, t.tag) for t in self.tokens[town.last + 1 : town.last + 3]]
        stands = bool(following) and following[0][0] in self.words.common
        goes_on = len(following) > 1 and following[1][1] in {"NOUN", "PROPN", "ADJ"}
        return replace(town, last=town.last + 1, weight=2.4) if stands and not goes_on else None

    def _stated(self, j: int) -> Spot | None:
        """``its Gary, Ind., mill``: a town with its state before what stands there."""
        marks = [t.text for t in self.tokens[j + 1 : j + 5]]
        if not self.words.whole or len(marks) < 4 or (marks[0], marks[2]) != (",", ",") or not marks[1].endswith("."):
            return None
        if marks[3] not in self.words.common:
            return None
        town = self._known(j, bare=True) or self._unknown(j)
        return (
            replace(town, last=j + 4, weight=2.4) if town and town.last == j and town.kind in {TOWN, UNKNOWN} else None
        )

    def _bare_venue(self, j: int) -> Spot | None:
        """A venue that makes a whole stretch between commas (``Premiere, Großes Haus, 20 Uhr``) or follows a label."""
        before = self.tokens[j - 1].text if j else ""
        if self.words.whole:
            return None
        met = j > 1 and self.tokens[j - 1].tag == "DET" and self._met_at(j - 2)
        if before not in {",", ";", ":", "–", "-", "|", "("} and not met:
            return None
        head = self._head(j)
        if head is None:
            return None
        spot = self._placed(j, head[1], self._extend(head[1]), "")
        following = self.tokens[spot.last + 1].text if spot.last + 1 < len(self.tokens) else "."
        labelled = met or (before == ":" and j > 1 and self.tokens[j - 2].text in self.words.labels)
        if following not in {",", ";", ".", ")", "|", "–"} or (spot.name in self.words.generic and not labelled):
            return None
        return replace(spot, weight=3.0 if labelled else 2.2)

    def _met_at(self, last: int) -> bool:
        """``Treffpunkt ist um 10 Uhr der Hof Anders``: nothing but a time between a label, its verb and the place."""
        verb = next((i for i in range(last, -1, -1) if self.tokens[i].tag == "AUX"), -1)
        small = all(t.tag in {"ADP", "NUM", "PUNCT"} or t.tag == "NOUN" for t in self.tokens[verb + 1 : last + 1])
        return (
            verb > 0 and small and last - verb < _TIME and any(t.text in self.words.labels for t in self.tokens[:verb])
        )

    def _gathering(self, j: int) -> Spot | None:
        """``der Wiener Kongress``, ``der Berlin-Marathon``, ``der Gipfel von Vilnius``, ``the Vilnius summit``."""
        token, following = self.tokens[j], self.tokens[j + 1] if j + 1 < len(self.tokens) else None
        if following is None:
            return None
        name = ""
        stem, hyphen, tail = token.text.partition("-")
        if hyphen and gathers(tail, self.language):
            name = stem
        elif gathers(following.text, self.language):
            bare = token.text if self.words.whole or token.tag == "PROPN" else ""
            name = gazetteer.adjective(token.text, self.language) or bare
        elif gathers(token.text, self.language) and self.words.roles.get(following.text) == "of":
            spot = self._known(j + 2, bare=True)
            if spot is None and token.text.lower().endswith(tuple(self.words.held_in) or "\0"):
                spot = self._unknown(j + 2)
            return replace(spot, weight=2.2) if spot and spot.kind in {TOWN, UNKNOWN} else None
        if not name or name in self.words.ordinary or name in self.words.never:
            return None
        found = [c for c in gazetteer.lookup(name, self.language, self.spoken_of) if c.kind != COUNTRY]
        if not found or (found[0].kind == TOWN and found[0].population < KNOWN):
            return None
        return Spot(j, j, name, found[0].kind, 2.0 if found[0].kind == TOWN else 1.5, self._settle(found))

    def _host(self, j: int) -> Spot | None:
        """A house that shows or celebrates (``die Galerie Nordstern eröffnet``), or one named with its town."""
        before = self.tokens[j - 1] if j else None
        if before and (before.tag in {"ADP", "NOUN", "PROPN"} or before.text in self.words.genitive_articles - {"der"}):
            return None
        head = self._head(j)
        if head is None:
            return self._hosting(j)
        if self.words.whole:
            name = self._surface(j, head[1])
            return (
                replace(self._placed(j, head[1], head[1], ""), weight=1.8) if name.endswith(self.words.hosts) else None
            )
        if self._seated(head[1]) and self._acts & self.words.judging:  # das Landgericht Bochum verhandelt
            return replace(self._placed(j, head[1], head[1] + 1, ""), weight=1.8)
        last = self._extend(head[1])
        adjective = gazetteer.adjective(self.tokens[j].text, self.language) if head[1] > j else ""
        spot = self._placed(j, head[1], last, adjective)
        if last > head[1] and self.tokens[head[1]].text.lower().endswith(self.words.hosts):
            return replace(spot, weight=1.8)
        return replace(spot, weight=1.4) if spot.place and spot.place.kind == TOWN else None

    def _hosting(self, j: int) -> Spot | None:
        """``Weilheim feiert sein Stadtfest``: a town that holds something is where it is."""
        if not self._acts & self.words.hosting:
            return None
        town = self._known(j, bare=True)
        beside = [self.tokens[k] for k in ((j - 1, town.last + 1) if town else ()) if 0 <= k < len(self.tokens)]
        holds = any(t.tag == "VERB" and t.lemma in self.words.hosting for t in beside)
        return replace(town, weight=2.0) if town and town.kind == TOWN and holds else None

    def _online(self, i: int) -> Spot | None:
        """``an online session``, ``die Online-Konferenz``: what people gather for is on the net."""
        tail = self.tokens[i].text.partition("-")[2]
        noun = tail or (self.tokens[i + 1].text if i + 1 < len(self.tokens) else "")
        return (
            Spot(i, i, self.words.online, UNKNOWN, WEIGHT[UNKNOWN]) if noun and gathers(noun, self.language) else None
        )
