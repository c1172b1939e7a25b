"""Place names in a sentence: what the gazetteer knows, and proper names it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from timeline import gazetteer
from timeline.events.lexeme import compound_tail, naming
from timeline.events.names import is_function
from timeline.events.placewords import vocabulary
from timeline.events.readings import APOSTROPHES
from timeline.events.words import Token
from timeline.gazetteer import COUNTRY, REGION, TOWN, Candidate

VENUE, UNKNOWN = "venue", "unknown"

WEIGHT: Mapping[str, float] = {VENUE: 3.0, TOWN: 3.0, REGION: 1.8, COUNTRY: 1.5, UNKNOWN: 2.0}
"""The evidence that a preposition of place gives each kind of name."""
LARGE = 100_000
KNOWN = 30_000
LONGEST_NAME = 5
_LOOSE = frozenset({"ADP", "ADV", "PART"})
"""How the prefix of a verb is read that stands apart from it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place that a sentence names."""

    first: int
    """Number of its first token (without preposition and article)."""
    last: int
    name: str
    """In the nominative, as a row shows it."""
    kind: str
    """``venue``, ``town``, ``region``, ``country`` or ``unknown`` (a name the gazetteer lacks)."""
    weight: float
    """How good the evidence is."""
    place: Candidate | None = None
    """The gazetteer's; for a venue that of its town."""
    town: str = ""
    """Of a venue: the town that the text gives with it."""
    moving: bool = False
    """Named as where something goes (``in die Halle``, ``to the hall``)."""


class Toponyms:
    """Reads place names at given tokens of one sentence."""

    def __init__(self, text: str, tokens: Sequence[Token], language: str, spoken_of: frozenset[str]) -> None:
        self.text = text
        self.tokens = tokens
        self.language = language
        self.spoken_of = spoken_of
        self.words = vocabulary(language)

    @cached_property
    def _acts(self) -> frozenset[str]:
        """The lemmas of verbs and nouns, also with the prefix that closes a clause (``zogen … zurück``) or a particle (``took off``)."""
        verbs = {t.lemma for t in self.tokens if t.tag == "VERB"}
        closing = {
            t.text
            for t, after in zip(self.tokens, self.tokens[1:], strict=False)
            if t.tag in _LOOSE and after.tag == "PUNCT"
        }
        joined = {prefix + verb for prefix in closing for verb in verbs}
        joined |= {
            f"{t.lemma}-{after.text}"
            for t, after in zip(self.tokens, self.tokens[1:], strict=False)
            if t.tag == "VERB" and after.tag in _LOOSE
        }
        return frozenset(verbs | joined | {t.lemma for t in self.tokens if t.tag == "NOUN"})

    def _skip(self, j: int) -> tuple[int, bool]:
        """Past article, adverb and small adjectives; whether there was an article."""
        article = self.tokens[j - 1].text.lower() in self.words.contracted
        while j < len(self.tokens):
            token = self.tokens[j]
            if token.tag == "DET" and token.text[0].isupper() and self._named_with_article(j):
                break
            if token.tag == "DET":
                article = True
            elif not (token.tag in {"ADJ", "ADV"} and token.text[0].islower()):
                break
            j += 1
        return j, article

    def _named_with_article(self, j: int) -> bool:
        """``in The Hague``: a capital inside the sentence makes the article part of the name."""
        spot = self._known(j, bare=False) if j else None
        return spot is not None and spot.last > j

    def _surface(self, first: int, last: int) -> str:
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())

    def _known(self, j: int, bare: bool) -> Spot | None:
        """The longest name of the gazetteer that begins at token ``j``."""
        if j >= len(self.tokens) or not self.tokens[j].text[0].isupper():
            return None
        for last in range(min(j + LONGEST_NAME, len(self.tokens)) - 1, j - 1, -1):
            if not self.tokens[last].text[0].isupper() or (last == j and bare and self._is_word(j)):
                continue
            name = self._surface(j, last)
            if name in self.words.never:
                continue
            candidates = self._look_up(name, genitive=not bare)
            if not candidates:
                continue
            best = candidates[0]
            small = last == j and best.kind == TOWN and best.population < LARGE
            if small and (self._name_goes_on(j) or self._described(j)):
                return None
            return Spot(j, last, best.name, best.kind, WEIGHT[best.kind], self._settle(candidates))
        return None

    def _is_word(self, j: int) -> bool:
        return self.tokens[j].text in self.words.ordinary or self.tokens[j].tag not in {"PROPN", "X"}

    def _described(self, j: int) -> bool:
        """``in alter Stärke``: a common noun with an adjective and no article."""
        return j > 0 and self.tokens[j].tag == "NOUN" and self.tokens[j - 1].tag == "ADJ"

    def _name_goes_on(self, j: int) -> bool:
        return j + 1 < len(self.tokens) and self.tokens[j + 1].tag == "PROPN"

    def _look_up(self, name: str, genitive: bool) -> tuple[Candidate, ...]:
        if genitive and self._genitive_form(name):
            name = name[: -len(self.words.genitive)]
        return gazetteer.lookup(name, self.language, self.spoken_of)

    def _settle(self, candidates: Sequence[Candidate]) -> Candidate | None:
        return gazetteer.settle(candidates, self.language, self.spoken_of)

    def _genitive_form(self, name: str) -> bool:
        """Whether a name is a place's genitive (``Londons``)."""
        ending = self.words.genitive
        if not ending or not name.endswith(ending):
            return False
        plain = gazetteer.lookup(name[: -len(ending)], self.language)
        found = gazetteer.lookup(name, self.language)
        if not plain or not found or _rank(plain[0]) != _rank(found[0]):
            return bool(plain) and (not found or _rank(plain[0]) > _rank(found[0]))
        return len(plain) >= len(found)  # one place by two names: the commoner one is its own

    def _unknown(self, j: int) -> Spot | None:
        """A proper name that the gazetteer lacks, straight after a preposition of containment."""
        last = j
        if j >= len(self.tokens) or self.tokens[j].tag != "PROPN" or self.tokens[j].text.isupper():
            return None
        if is_function(self.tokens[j].lemma, self.language) or self._compound(self.tokens[j].text):
            return None  # for Mayor Holm, in Seenot
        while last + 1 < len(self.tokens) and self.tokens[last + 1].tag == "PROPN" and last - j < 2:
            last += 1
        name = self._surface(j, last)
        parts = (part for t in self.tokens[j : last + 1] for part in (t.text, t.text.rpartition("-")[2]))  # mid-May
        if len(name) < 4 or any(part in self.words.never for part in parts):
            return None
        following = self.tokens[last + 1].text if last + 1 < len(self.tokens) else ""
        if following in {"'s", "’s"} or following in APOSTROPHES or self._is_time(j):
            return None
        ending = self.words.genitive
        if ending and name.endswith(ending) and j and self.tokens[j - 1].tag not in {"ADP", "ADJ"}:
            name = name[: -len(ending)]
        return Spot(j, last, name, UNKNOWN, WEIGHT[UNKNOWN])

    def _compound(self, word: str) -> bool:
        """Whether a word is made of another noun that no name of a place ends in."""
        tail = "" if self.words.whole or "-" in word else compound_tail(word, self.language)
        endings = naming(self.language).name_endings + self.words.landscape
        return bool(tail) and not word.lower().endswith(endings)

    def _is_time(self, j: int) -> bool:
        text = self.tokens[j].text
        return not text.isalpha() and any(c.isdigit() for c in text)

    def _plausible(self, j: int, spot: Spot) -> bool:
        """A town whose name is also a noun has to be well known, or spelt by several words."""
        token = self.tokens[j]
        if spot.last > j or token.text not in self.words.ordinary:
            return True
        return spot.place is not None and spot.place.population >= KNOWN

    def _listed(self, spot: Spot, most: int = 2) -> Spot | None:
        """Two towns joined, or up to ``most``, are all the place; more, or one or the other, are none."""
        names, last = [spot.name], spot.last
        if last + 1 < len(self.tokens) and self.tokens[last + 1].text in self.words.alternatives:
            return None
        while last + 2 < len(self.tokens) and (
            self.tokens[last + 1].text == "," or self.tokens[last + 1].text in self.words.conjunctions
        ):
            following = self._known(last + 2, bare=True)
            joined = self.tokens[last + 1].text
            if following is None:
                break
            if following.kind != TOWN:
                if joined == ",":
                    return self._inside(spot, following)
                break
            names.append(following.name)
            last = following.last
            if joined != ",":
                break
        if len(names) == 1 or joined == "," or (self.tokens[spot.last + 1].text == "," and len(names) == 2):
            return spot
        if len(names) > most:
            return None
        text = self._surface(spot.first, last)
        return replace(spot, last=last, name=text, place=None)

    def _inside(self, spot: Spot, wider: Spot) -> Spot:
        """``Linz, Austria``: the town of that country."""
        country = wider.place.country if wider.place else ""
        options = gazetteer.lookup(spot.name, self.language, {country} if country else self.spoken_of)
        fitting = next((c for c in options if c.kind == TOWN and c.country == country), spot.place)
        return replace(spot, place=fitting)


def _rank(candidate: Candidate) -> int:
    return candidate.population if candidate.kind == TOWN else 10**9
