"""Where a sentence names places, with the evidence for each: locative phrases, venues, objects of visits.

A name in the gazetteer is no evidence by itself (a third of raw matches are ordinary words): a spot needs a locative
preposition, a venue noun, a verb of visiting or a noun that introduces place names. All words are language data
(``languages/<code>.places.toml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from timeline import gazetteer
from timeline.events.landscapes import Landscapes
from timeline.events.lexicon import lexicon
from timeline.events.placewords import BETWEEN, LINE, ONLINE, ends_in, gathers, gender, leads
from timeline.events.toponyms import UNKNOWN, VENUE, WEIGHT, Spot
from timeline.events.words import Token
from timeline.gazetteer import COUNTRY, REGION, TOWN


def read(text: str, tokens: Sequence[Token], language: str, spoken_of: frozenset[str]) -> tuple[Spot, ...]:
    """All spots of a sentence, in text order; where they overlap, the first one read.

    ``spoken_of`` are the countries that the document speaks of: they decide between towns of one name.
    """
    return _read(text, tuple(tokens), language, spoken_of)


def venue_in(text: str, tokens: Sequence[Token], language: str, spoken_of: frozenset[str], among: range) -> Spot | None:
    """The first venue that the tokens of a phrase name, whatever stands before it."""
    return _Reader(text, tokens, language, spoken_of).venue_in(among) if among else None


def last_venue(
    text: str, tokens: Sequence[Token], language: str, spoken_of: frozenset[str], before: int
) -> Spot | None:
    """The last venue that is named before token number ``before``."""
    reader = _Reader(text, tokens, language, spoken_of)
    found = (reader.venue_from(j, before) for j in range(before - 1, -1, -1))
    return next((spot for spot in found if spot is not None), None)


def venue_over(text: str, tokens: Sequence[Token], language: str, spoken_of: frozenset[str], at: int) -> Spot | None:
    """The venue whose name holds the character at an offset."""
    reader = _Reader(text, tokens, language, spoken_of)
    spots = (reader.venue_from(j, len(tokens)) for j in range(len(tokens)) if tokens[j].start <= at)
    return next((s for s in spots if s is not None and tokens[s.first].start <= at < tokens[s.last].end), None)


@lru_cache(maxsize=16)
def _read(text: str, tokens: tuple[Token, ...], language: str, spoken_of: frozenset[str]) -> tuple[Spot, ...]:
    """Kept for the other dates of the sentence."""
    return tuple(_Reader(text, tokens, language, spoken_of).spots())


_DENIED = 6
"""Words between a preposition and what denies its place, at most."""


class _Reader(Landscapes):
    """Reads the spots of one sentence."""

    def spots(self) -> list[Spot]:
        """All spots, in text order; where they overlap, the first one read."""
        out: list[Spot] = []
        taken = -1
        visits = self._acts & self.words.visit
        verbs = (i for i, t in enumerate(self.tokens) if t.tag == "VERB" and any(v.endswith(t.lemma) for v in visits))
        verb = next(verbs, len(self.tokens))
        visited_from = verb if self.words.whole or verb == len(self.tokens) else 0
        for i, token in enumerate(self.tokens):
            if i <= taken:
                continue
            role = leads(token.text, self.language)
            if not role and i and self.words.round and self.tokens[i - 1].text.lower() == self.words.round:
                role = "at"
            capital = token.text[0].isupper()
            spot = None
            if token.text.lower() in self.words.directions and self._of_at(i + 1):
                spot = self._near_to(i + 2)
            elif token.text in self.words.shores and self._of_at(i + 1):
                spot = self._known(i + 2, bare=True)
            elif role == BETWEEN:
                spot = self._route(i + 1)
            elif role == ONLINE:
                spot = self._online(i)
            elif role == LINE:
                spot = self._line(i + 1)
            elif role:
                spot = self._leg(i) or (self._phrase(i, role) if role != "of" else None)
            elif capital and i >= visited_from:
                spot = self._visited(i)
            if spot is None and capital:
                spot = (
                    self._hung_on(i)
                    or self._stated(i)
                    or self._local(i)
                    or self._bare_venue(i)
                    or self._gathering(i)
                    or self._host(i)
                )
            if spot:
                out.append(spot)
                taken = spot.last
        return out

    def venue_in(self, among: range) -> Spot | None:
        """The first venue that a phrase names."""
        found = (self.venue_from(j, among.stop) for j in among)
        return next((spot for spot in found if spot is not None), None)

    def venue_from(self, j: int, end: int) -> Spot | None:
        """The venue whose name begins at a token and ends before token number ``end``."""
        spot = self._venue(j) if self.tokens[j].tag not in {"DET", "ADP", "PUNCT"} else None
        return spot if spot is not None and spot.last < end and not self._any_such(spot) else None

    def _any_such(self, spot: Spot) -> bool:
        """``die Bücherei``, ``the library``: a venue noun and nothing that tells which."""
        word = spot.name.lower()
        return spot.first == spot.last and (self.words.whole or any(word == ending for ending, _ in self.words.endings))

    def _phrase(self, i: int, role: str) -> Spot | None:
        j, article = self._skip(i + 1)
        if j >= len(self.tokens) or (role == "from" and not self._acts & self.words.departing):
            return None
        word = self.tokens[j].text
        spot = None
        if word in self.words.introducing:
            spot = self._introduced(j)
        if spot is None and (word in self.words.parts):
            spot = self._part(j)
        if spot is None and (inside := self._inside_town(j)) is not None:
            spot = inside
        if spot is None and self.tokens[i].text.lower() in self.words.attended and (fair := self._fair(j)):
            return self._gathering(fair - 1) if fair > j else None
        if spot is None:
            spot = self._chamber(j) or self._venue(j)
        if spot is None and role == "at":
            spot = self._owned(j) or self._pub(j)
        if spot is None and (self.tokens[i].text.lower() in self.words.outside or word in self.words.fronts):
            spot = self._before_house(j)
        if spot is None and word in self.words.clubs and self.tokens[i].text.lower() not in self.words.facing:
            spot = self._club(j)
        if spot is None and self.tokens[i].text.lower() in self.words.near and j == i + 1:
            spot = self._near_to(j)
        if spot is None and role in {"into", "toward", "at", "within"}:
            spot = self._landscape(j, role)
        if spot is None and role in {"within", "at"}:
            spot = self._room(j)
        if (spot is None and role in {"within", "toward", "into", "from"}) or (
            spot is None and self.words.whole and role == "at"
        ):
            spot = self._name(j, article, role, j == i + 1)
        if spot is None and i and ends_in(self.tokens[i - 1].text, self.words.attacks):
            spot = self._known(j, bare=True)  # ein Angriff auf Odessa
        if spot is None:
            return None
        return self._weigh(i, spot, role)

    def _fair(self, j: int) -> int:
        """The noun of what people gather for, at ``j`` or behind its name; 0 for none."""
        past = next((k for k in range(j, len(self.tokens)) if self.tokens[k].tag == "DET"), len(self.tokens))
        nouns = range(j, min(j + 3, past))  # auf dem Petersplatz | die Messe
        fair = next((k for k in nouns if gathers(self.tokens[k].text, self.language)), 0)
        return 0 if fair and self.tokens[fair].text.lower() in self.words.squares else fair

    def _weigh(self, i: int, spot: Spot, role: str) -> Spot:
        weight = spot.weight
        before = self.tokens[i - 1] if i else None
        if (before is not None and before.text.lower() in self.words.until) or self._denied(i):
            return replace(spot, weight=0.0)
        noun = before.text if before and before.tag == "NOUN" else ""
        moved = role in {"toward", "into"} and bool(self._acts & self.words.motion)
        if noun and ends_in(noun, self.words.attached) and not (moved and spot.kind == VENUE):
            weight -= 0 if self._met(i - 1) else 3
        elif noun and ends_in(noun, self.words.local):
            weight -= 0.4
        elif spot.kind in {COUNTRY, REGION} and noun:
            weight -= 2 if ends_in(noun, self.words.about) else 0.5
        if role in {"toward", "into"} and not moved and spot.kind == UNKNOWN:
            return replace(spot, weight=0.0)
        if role == "toward" and not moved:
            weight -= 2.7
        if role == "into":
            weight -= 0.5
        following = self.tokens[i + 1].text.lower() if i + 1 < len(self.tokens) else ""
        moving = role in {"into", "toward"} or (role == "within" and following in self.words.accusative)
        return replace(spot, weight=weight, moving=moving)

    def _denied(self, i: int) -> bool:
        """``nicht wie geplant im Rathaus, sondern``, ``in der Aula und nicht im Rathaus``: whether the place that the preposition at ``i``
        leads to is the one where something is not."""
        k = i - 1
        while k >= 0 and i - k < _DENIED and self.tokens[k].tag not in {"NOUN", "PROPN", "DET"}:
            if self.tokens[k].text.lower() in self.words.denying:
                if self.tokens[k + 1].text.lower() in self.words.merely:
                    return False
                joined = k > 0 and self.tokens[k - 1].tag in {"CONJ", "PUNCT"}
                return joined or any(
                    token.text.lower() in self.words.contrast and following.tag == "ADP"
                    for token, following in pairwise(self.tokens[i:])
                )
            k -= 1
        return False

    def _met(self, i: int) -> bool:
        """``met with analysts in New York``: where one meets somebody is where they are met."""
        k = i - 1
        while k >= 0 and self.tokens[k].tag in {"DET", "ADJ", "NUM"}:
            k -= 1
        return k >= 0 and self.tokens[k].text.lower() in self.words.meeting

    def _introduced(self, j: int) -> Spot | None:
        """``in der Gemeinde Lindenried``, ``in der Hauptstadt Kiew``: a name needs no other evidence."""
        k = j + 1
        while k < len(self.tokens) and (
            self.tokens[k].text in {"„", '"', "»", "“"} or self.words.roles.get(self.tokens[k].text) == "of"
        ):
            k += 1
        return self._known(k, bare=False) or self._unknown(k)

    def _part(self, j: int) -> Spot | None:
        """``in den Vororten Londons``, ``im Zentrum von Kiew``, ``im Süden der Ukraine``."""
        k = j + 1
        if k < len(self.tokens) and self.words.roles.get(self.tokens[k].text) == "of":
            k += 1
        while k < len(self.tokens) and self.tokens[k].tag == "DET":
            k += 1
        return self._known(k, bare=False)

    def _inside_town(self, j: int) -> Spot | None:
        """``in der Hamburger Innenstadt``: the part of a town that its adjective names."""
        part = self._text(j + 1)
        if part not in self.words.parts and not (part and part.endswith(self.words.part_endings or "\0")):
            return None
        town = gazetteer.adjective(self.tokens[j].text, self.language)
        found = [c for c in gazetteer.lookup(town, self.language, self.spoken_of) if c.kind == TOWN] if town else []
        return Spot(j, j + 1, town, TOWN, WEIGHT[TOWN], self._settle(found)) if found else None

    def _of_at(self, j: int) -> bool:
        """Whether a name may follow the word at ``j`` as what something lies near."""
        return j + 1 < len(self.tokens) and self.words.roles.get(self.tokens[j].text.lower()) == "of"

    def _near_to(self, j: int) -> Spot | None:
        """``bei Lindau``, ``near Lindau``: a town that the gazetteer knows; a number behind it makes it a club."""
        spot = self._known(j, bare=True)
        if spot is None and self._crossing(j - 2):
            spot = self._unknown(j)
        if spot is None or spot.kind not in {TOWN, UNKNOWN} or self._name_goes_on(spot.last):
            return None
        following = self.tokens[spot.last + 1] if spot.last + 1 < len(self.tokens) else None
        return None if following is not None and following.text.isdigit() else replace(spot, weight=2.4)

    def _crossing(self, at: int) -> bool:
        """``Auf der A 8 bei Ohm``, ``ein Unfall bei Ohm``: whether the token before "bei" is of a road or a mishap."""
        if at < 1:
            return False
        token, before = self.tokens[at], self.tokens[at - 1].text
        numbered = token.text.isdigit() and len(before) <= 2 and before.isupper()
        return numbered or (token.tag == "NOUN" and ends_in(token.text, self.words.crossings))

    def _room(self, j: int) -> Spot | None:
        """``im Nebenzimmer des Gasthofs Krone``: the venue that the room is part of."""
        if self.words.whole or not self.tokens[j].text.lower().endswith(self.words.rooms or "\0"):
            return None
        if j + 2 >= len(self.tokens) or self.tokens[j + 1].text not in self.words.genitive_articles:
            return None
        head, house = self._head(j + 2), self.tokens[j + 2]
        if head is not None:
            return self._placed(head[0], head[1], self._extend(head[1]), "")
        forms = (house.text.removesuffix("s"), house.text.removesuffix("es"))  # des Gasthofs, des Rathauses
        base = next((form for form in forms if form != house.text and gender(form, self.language)), "")
        if house.tag not in {"NOUN", "PROPN"}:
            return None
        if not base:  # im Foyer des Gerichts, in den Räumen der Sparkasse
            several = self.tokens[j].text != self.tokens[j].lemma
            return Spot(j, j + 2, house.lemma if several else self._surface(j, j + 2), VENUE, WEIGHT[UNKNOWN])
        spot = self._placed(j + 2, j + 2, self._extend(j + 2), "")
        return replace(spot, name=f"{base}{spot.name.removeprefix(house.text)}")

    def _chamber(self, j: int) -> Spot | None:
        """``in the grounds of the abbey``, ``in the chapel of Trinity College``."""
        at = j + (self.tokens[j].tag == "NOUN" and self._text(j + 1) in self.words.chambers)
        if self.tokens[at].text not in self.words.chambers or self.words.roles.get(self._text(at + 1)) != "of":
            return None
        k = at + 2 + (self._text(at + 2).lower() in self.words.articles)
        while k + 1 < len(self.tokens) and self.tokens[k].tag == "ADJ" and self._text(k)[0].islower():
            k += 1
        house = (self._venue(k) or self._owned(k)) if k < len(self.tokens) else None
        if house is None and self._text(k) in self.words.common:
            house = Spot(k, k, self._text(k), VENUE, WEIGHT[UNKNOWN])
        return replace(house, first=j, name=self._surface(j, house.last)) if house else None

    def _before_house(self, j: int) -> Spot | None:
        """``outside the embassy``, ``in front of the parliament building``: no other thing is stood before so."""
        k = j
        if self.tokens[j].text in self.words.fronts:
            if self.words.roles.get(self._text(j + 1)) != "of":
                return None
            k = j + 2 + (self._text(j + 2).lower() in self.words.articles)
        house = self._venue(k) if k < len(self.tokens) else None
        if house is None and self._text(k) in self.words.common | self.words.plain_heads:
            building = self._text(k + 1) in self.words.plain_heads
            house = Spot(k, k + building, self._surface(k, k + building), VENUE, WEIGHT[UNKNOWN])
        return house

    def _club(self, j: int) -> Spot | None:
        k = j + 1
        while k < len(self.tokens) and self.tokens[k].tag == "NUM":
            k += 1
        spot = self._known(k, bare=False) or self._unknown(k)
        return replace(spot, weight=2.0) if spot else None

    def _name(self, j: int, article: bool, role: str, straight: bool) -> Spot | None:
        word = self.tokens[j].text
        if word in self.words.never or not word[0].isupper():
            return None
        spot = self._known(j, bare=False)
        if spot is None:
            named = role == "within" or (role == "toward" and self._acts & self.words.motion) or self._played(role)
            named = named or (role == "at" and straight and self._happened(j - 2))
            called = (straight and not article) or (article and role == "at" and self._house(j))
            called = called and not self._of_somebody(j, role)
            return self._unknown(j) if called and named else None
        if "-".join(t.text for t in self.tokens[spot.last + 1 : spot.last + 3]) in self.words.not_venues:
            return None
        if spot.kind == TOWN and word in self.words.ordinary and not straight:
            return None  # in eigener Halle
        if spot.kind == TOWN and article and j and self.tokens[j - 1].tag != "ADJ":
            return None
        if spot.kind == TOWN and not self._plausible(j, spot):
            return None
        if spot.kind == TOWN:
            placed = self._with_venue(self._listed(spot))
            behind = self.tokens[spot.last + 1 : spot.last + 2]
            owned = role == "at" and bool(behind) and behind[0].tag == "PART"  # dinner at Nelson's
            return None if owned and placed is not None and placed.kind == TOWN else placed
        return spot

    def _of_somebody(self, j: int, role: str) -> bool:
        """``a stake in Harker``, ``aides to Marlow``: a name behind a noun that belongs to it, not to a place."""
        held = self.tokens[j - 2] if j > 1 else None
        if held is None or held.tag != "NOUN" or not self.words.whole:
            return False
        if role == "within":
            return held.text.lower() in self.words.holdings
        return role == "toward" and held.lemma not in self.words.motion

    def _house(self, j: int) -> bool:
        """``a concert at the Roundhouse``: one word, no body in capitals (``at the UN``) and no games (``at the Olympics``)."""
        word = self.tokens[j].text
        alone = not self._name_goes_on(j) and not any(t.tag in {"NOUN", "PROPN"} for t in self.tokens[j + 1 : j + 2])
        return (
            self.words.whole and alone and not word.isupper() and word[-1] != "s" and not gathers(word, self.language)
        )

    def _happened(self, at: int) -> bool:
        """``a collision at Barlow``: whether a noun is of something that happens, and so somewhere."""
        if not self.words.whole or at < 0 or self.tokens[at].tag != "NOUN":
            return False
        sense = lexicon(self.language).noun(self.tokens[at].lemma)
        return sense is not None and sense.sort == "occasion"

    def _played(self, role: str) -> bool:
        """``lost to France at Murrayfield``: where people gather or compete, what they are ``at`` is a place."""
        if role != "at" or not self.words.whole:
            return False
        return bool(self._acts & self.words.played) or any(gathers(t.text, self.language) for t in self.tokens)
