"""Venues in a sentence: a venue noun with what belongs to its name, and the town that the text gives with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from timeline import gazetteer
from timeline.events.lexicon import lexicon
from timeline.events.placewords import gathers, gender
from timeline.events.readings import APOSTROPHES, QUOTES
from timeline.events.toponyms import LARGE, LONGEST_NAME, UNKNOWN, VENUE, WEIGHT, Spot, Toponyms
from timeline.events.words import Token
from timeline.gazetteer import TOWN

_AT_SIGN = frozenset({"Zum", "Zur", "Am", "Im", "An"})
"""Words with a capital that open the sign of an inn."""
_NAMELIKE = frozenset({"PROPN", "NOUN", "ADJ", "NUM", "X"})


class Venues(Toponyms):
    """Reads venues at given tokens of one sentence."""

    def _venue(self, j: int) -> Spot | None:
        """A venue noun with what belongs to its name, and its town where the text gives it."""
        head = self._head(j)
        if head is None and self.words.common:
            return self._common_venue(j) or self._plain_venue(j)
        if head is None:
            return self._called(j) or self._inn(j)
        first, at = head
        own_town = ""
        if self.words.whole:
            last = at + 1 if self._text(at + 1) in self.words.common else self._of(at)  # the Dock Street garage
        else:
            last = self._extend(at)
            own_town = gazetteer.adjective(self.tokens[first].text, self.language) if first < at else ""
        bare = first == at and last == at
        if bare and self.tokens[at].text in self.words.generic:
            return None
        return self._placed(first, at, last, own_town)

    def _head(self, j: int) -> tuple[int, int] | None:
        """First token and noun of the venue that begins at ``j``."""
        found = None
        k = j
        while k < len(self.tokens) and k - j < LONGEST_NAME:
            token = self.tokens[k]
            if (
                k > j
                and self.tokens[j].text in self.words.honours
                and (token.tag == "PART" or token.text in APOSTROPHES)
            ):
                k += 1  # St Mary's Church, St Giles' Cathedral
                continue
            if not token.text[0].isupper() or token.tag not in _NAMELIKE or self._is_time(k):
                break
            if self._seated(k):
                return (j, k) if k == j else None
            if f"{self.tokens[k - 1].text}-{token.text}" in self.words.not_venues:
                break
            if self._foreign(j, k):
                return j, k
            if gender(token.text, self.language) and (token.tag != "ADJ" or self.words.whole):
                found = k
                if not self.words.whole:
                    break
            elif not self.words.whole and not self._describes(k):
                break
            k += 1
        if found is None or (self.words.whole and found == j and not self._behind_article(j)):
            return None
        if found == j and self._is_town(j):
            return None
        if self.words.whole and self.tokens[found].text.lower().endswith(self.words.seated or "\0"):
            town = self._known(j, bare=True)  # Lewes Crown Court, but no Supreme Court
            return (j, found) if town is not None and town.kind == TOWN else None
        return j, found

    def _is_town(self, j: int) -> bool:
        """``in Augsburg``: a known town without an article, though its name ends as those of houses do."""
        if self.words.whole or self._behind_article(j):
            return False
        town = self._known(j, bare=False)
        return town is not None and town.kind == TOWN and town.last == j

    def _named_on(self, k: int) -> Sequence[Token]:
        """The next word of a name, and the one behind it where that is a name as well."""
        behind = self.tokens[k + 1 : k + 3]
        return behind if behind and behind[0].tag == "PROPN" else behind[:1]

    def _foreign(self, j: int, k: int) -> bool:
        """``in der Royal Albert Hall``: whether a word closes the name of a venue in another language."""
        return k > j and self.tokens[k].text in self.words.foreign and self._behind_article(j)

    def _called(self, j: int) -> Spot | None:
        """``in der Alten Post``, ``im Goldenen Hirsch``: an adjective with a capital is part of a name."""
        if not 0 < j < len(self.tokens) - 1 or not self._behind_article(j):
            return None
        word, noun = self.tokens[j].text, self.tokens[j + 1]
        stem = next((word[: -len(ending)] for ending in ("en", "em") if word.endswith(ending)), "")
        if not word[0].isupper() or stem.lower() not in self.words.calling or noun.text in self.words.not_called:
            return None
        if noun.tag not in {"NOUN", "PROPN"} or not noun.text[0].isupper() or self._is_time(j + 1):
            return None
        feminine = self.tokens[j - 1].text.lower() in lexicon(self.language).words("phrase", "feminine_if_oblique")
        form = "f" if feminine else lexicon(self.language).gender(noun.lemma) or gender(noun.text, self.language)
        name = f"{stem}{self.words.genders[form]} {noun.lemma}" if form else f"{word} {noun.text}"
        return replace(self._placed(j, j + 1, j + 1, ""), name=name)

    def _inn(self, j: int) -> Spot | None:
        """``im Ochsen``, and in quotation marks any name (``im «Stern»``) that people gather in."""
        if not 0 < j < len(self.tokens) or not self._behind_article(j):
            return None
        token = self.tokens[j]
        if token.text in self.words.inns:
            return self._placed(j, j, j, "")
        if token.text not in QUOTES or not any(gathers(t.text, self.language) for t in self.tokens):
            return None
        closing = next((k for k in range(j + 2, min(j + 4, len(self.tokens))) if self.tokens[k].text in QUOTES), 0)
        if not closing or not all(t.text[0].isupper() and t.tag in _NAMELIKE for t in self.tokens[j + 1 : closing]):
            return None
        return replace(self._placed(j + 1, j + 1, closing - 1, ""), weight=2.0)

    def _pub(self, j: int) -> Spot | None:
        """``at the Red Lion``, ``at the Plough``: an inn behind the article."""
        if not self.words.whole or not self._behind_article(j):
            return None
        last = next((k for k in (j, j + 1, j + 2) if self._text(k) in self.words.inns), -1)
        while last >= 0 and self._text(last + 1) in self.words.inns:
            last += 1
        following = self._text(last + 1)
        if last < 0 or following[:1].isupper() or not all(self._text(k)[0].isupper() for k in range(j, last)):
            return None
        return replace(self._placed(j, last, last, ""), weight=2.2)

    def _seated(self, k: int) -> bool:
        """``Landgericht Bochum``: a body that is a venue only with its town."""
        if self.words.whole or not self.tokens[k].text.lower().endswith(self.words.seated or "\0"):
            return False
        spot = self._known(k + 1, bare=True)
        return spot is not None and spot.kind == TOWN

    def _behind_article(self, j: int) -> bool:
        """``at the Casino``: the article and the capital make a venue noun a name."""
        before = self.tokens[j - 1].text.lower() if j > 0 else ""
        return before in self.words.articles or before in self.words.contracted

    def _describes(self, k: int) -> bool:
        """Whether a capitalised word is the adjective in a venue's name (``Großes Haus``, ``Kieler Ostseehalle``)."""
        word = self.tokens[k].text
        if self.tokens[k].tag == "ADJ" or gazetteer.adjective(word, self.language):
            return True
        if self.tokens[k].tag == "PROPN" and any(t.text in self.words.foreign for t in self._named_on(k)):
            return True
        form = gender(self.tokens[k + 1].text, self.language) if k + 1 < len(self.tokens) else ""
        if form and self.words.townly and word.endswith(self.words.townly) and self._behind_article(k):
            return True
        return bool(form) and word.endswith((self.words.genders[form], self.words.inflected))

    def _extend(self, at: int) -> int:
        """The last token of a venue's name whose noun is ``at``: names, a quoted name, a genitive, where it lies."""
        last = at
        tokens = self.tokens
        named = not self.words.named.isdisjoint((tokens[at].text, tokens[at].text.removesuffix("s")))
        if named and self._text(at + 1) in _AT_SIGN:  # Gasthaus Zur Linde
            return next((k for k in (at + 2, at + 3) if k < len(tokens) and tokens[k].tag in {"NOUN", "PROPN"}), at)
        while last + 1 < len(tokens) and last - at < 3:
            following = tokens[last + 1]
            if not following.text[0].isupper() or self._is_time(last + 1):
                break
            if following.tag == "PROPN" or self._lies_at(following.text) or (named and following.tag in _NAMELIKE):
                last += 1
                named = False
            else:
                break
        if self._numbered(last):
            last += 1
            owned = last + 2 < len(tokens) and tokens[last + 1].text in self.words.genitive_articles
            return self._genitive(last) if owned else last
        if last + 2 < len(tokens) and tokens[last + 1].text in {"„", '"', "»"}:
            closing = next(
                (k for k in range(last + 2, min(last + 7, len(tokens))) if tokens[k].text in {"“", '"', "«"}), 0
            )
            return closing or last
        if last + 2 < len(tokens) and self.words.roles.get(tokens[last + 1].text) == "at":
            k = last + 2 + (tokens[last + 2].tag == "DET")
            named = k > last + 2 or tokens[last + 1].text in self.words.contracted
            if self._townly_before(k):
                return k + 1  # an der Grünwalder Straße
            if k < len(tokens) and (self._lies_at(tokens[k].text) or (named and tokens[k].tag == "PROPN")):
                return k
        if last == at and last + 2 < len(tokens) and tokens[last + 1].text in self.words.genitive_articles:
            return self._genitive(last)
        return last

    def _townly_before(self, k: int) -> bool:
        """Whether an adjective of a town stands before what a venue lies at."""
        word, behind = self._text(k), self._text(k + 1)
        return bool(self.words.townly and behind) and word.endswith(self.words.townly) and self._lies_at(behind)

    def _numbered(self, last: int) -> bool:
        """``Halle 3``, ``Saal 112``: a number that counts nothing behind it."""
        following = self.tokens[last + 1 : last + 3]
        if not following or not following[0].text.isdigit() or len(following[0].text) > 3:
            return False
        return len(following) < 2 or following[1].tag not in {"NOUN", "PROPN", "NUM"}

    def _of(self, at: int) -> int:
        """The last token of ``University of Leeds``."""
        if at + 2 < len(self.tokens) and self.words.roles.get(self.tokens[at + 1].text) == "of":
            spot = self._known(at + 2, bare=True)
            if spot is not None and spot.kind == TOWN:
                return spot.last
        return at

    def _genitive(self, last: int) -> int:
        """Past ``des Stadttheaters Bozen`` or ``der Grundschule`` behind token ``last``."""
        k = last + 2
        while k < len(self.tokens) and (
            self.tokens[k].tag == "ADJ" or gazetteer.adjective(self.tokens[k].text, self.language)
        ):
            k += 1
        if k >= len(self.tokens) or self.tokens[k].tag not in {"NOUN", "PROPN"} or self._subject(last + 1, k):
            return last
        while k + 1 < len(self.tokens) and self.tokens[k + 1].tag == "PROPN" and k - last < 6:
            k += 1
        return k

    def _subject(self, article: int, noun: int) -> bool:
        """``tagt in der Stadthalle der Beirat``: an article of the feminine before a noun that is none, nor a plural."""
        data, token = lexicon(self.language), self.tokens[noun]
        feminine = self.tokens[article].text.lower() in data.words("phrase", "feminine_if_oblique")
        alike = re.search(data.text("forms", "same_plural") or r"(?!)", token.text) is not None
        singular = token.text == token.lemma and not alike
        return feminine and singular and data.gender(token.lemma) in {"m", "n"}

    def _lies_at(self, word: str) -> bool:
        return word[0].isupper() and word.lower().endswith(self.words.geography) if self.words.geography else False

    def _common_venue(self, j: int) -> Spot | None:
        """``NATO headquarters``, ``the Indian embassy``: a common noun with a name before it."""
        k = j
        while k < len(self.tokens) and self.tokens[k].text[0].isupper() and k - j < 3:
            k += 1
        if k == j or k >= len(self.tokens):
            return None
        pair = f"{self.tokens[k].text}-{self._text(k + 1)}"  # Barton Vale primary school
        last = k + 1 if pair in self.words.plain else k
        return self._placed(j, last, last, "") if last > k or self.tokens[k].text in self.words.common else None

    def _plain_venue(self, j: int) -> Spot | None:
        """``at the town hall``, ``on the beach``, ``at the rowing club``: common nouns that are a venue as they stand."""
        if not self.words.plain:
            return None
        pair = f"{self.tokens[j].text}-{self._text(j + 1)}"
        told = self.tokens[j].tag == "NOUN" and self._text(j + 1) in self.words.plain_heads
        last = j + 1 if pair in self.words.plain or told else j
        if last == j and self.tokens[j].text not in self.words.plain:
            return None
        following = self.tokens[last + 1] if last + 1 < len(self.tokens) else None
        if following is not None and following.tag in {"NOUN", "PROPN"}:
            return None
        return replace(self._placed(j, last, last, ""), weight=2.2)

    def _text(self, j: int) -> str:
        """The text of a token; empty behind the last."""
        return self.tokens[j].text if j < len(self.tokens) else ""

    def _owned(self, j: int) -> Spot | None:
        """``at Nelson's Column``, ``at St Mark's``: a place called after somebody, by a name with a genitive."""
        last = j
        while self._text(last + 1)[:1].isupper() and last - j < 2:
            last += 1
        if not self.words.whole or self.tokens[j].tag != "PROPN" or self.tokens[last].tag != "PROPN":
            return None
        if self._text(last + 1) not in APOSTROPHES and (
            last + 1 >= len(self.tokens) or self.tokens[last + 1].tag != "PART"
        ):
            return None
        town = self._known(j, bare=False)
        if town is not None and (town.kind != TOWN or (town.place is not None and town.place.population >= LARGE)):
            return None
        end = last + 1
        while self._text(end + 1)[:1].isupper() and self.tokens[end + 1].tag in _NAMELIKE and end - last < 3:
            end += 1
        if end == last + 1 and self.tokens[j].text not in self.words.honours:
            return None
        return Spot(j, end, self._surface(j, end), VENUE, WEIGHT[UNKNOWN])

    def _placed(self, first: int, at: int, last: int, own_town: str) -> Spot:
        """The venue with the town given beside it: ``in Brüssel``, ``, Bozen``, ``(Meran)``, or within its name."""
        name = self._venue_name(first, at, last, own_town)
        place, town, end = None, own_town, last
        if own_town:
            place = next(iter(gazetteer.lookup(own_town, self.language, self.spoken_of)), None)
            if place is not None and place.kind != TOWN:
                place, town = None, ""
                name = self._venue_name(first, at, last, "")
        elif (last > at or self.words.whole) and not self._namesake(at, last):
            for k in (
                (first,) if self.words.whole and last == at else range(first if self.words.whole else at + 1, last + 1)
            ):
                inner = self._known(k, bare=True)
                if inner and inner.kind == TOWN and inner.last <= last and not self._lies_at(self.tokens[k].text):
                    place, town = inner.place, ""
                    return Spot(first, last, name, VENUE, WEIGHT[VENUE], place, inner.name)
        if not town:
            beside = self._beside(last)
            if beside:
                place, town, end = beside.place, beside.name, beside.last
        return Spot(first, end, name, VENUE, WEIGHT[VENUE], place, town)

    def _namesake(self, at: int, last: int) -> bool:
        """``Lancaster House, London``: a house may be named after a town that it is not in."""
        beside = self._beside(last)
        if self.tokens[at].text in self.words.named:
            return beside is not None or self.words.whole
        return beside is not None and beside.kind == TOWN

    def _beside(self, last: int) -> Spot | None:
        tokens = self.tokens
        if last + 2 >= len(tokens):
            return None
        mark = tokens[last + 1].text
        if self.words.roles.get(mark) == "within":
            k, article = self._skip(last + 2)
            for ahead in (k, k + 1):  # in the capital X, in the Tanzanian capital X
                if ahead < len(tokens) and tokens[ahead].text in self.words.introducing:
                    k, article = ahead + 1, False
                    break
            spot = None if article else self._known(k, bare=False) or self._unknown(k)
            return spot if spot and spot.kind in {TOWN, UNKNOWN} else None
        if mark in self.words.standing:
            known = self._known(last + 2, bare=False) or self._unknown(last + 2)
            return known if known is not None and known.kind in {TOWN, UNKNOWN} else None
        if self.words.roles.get(mark) == "of" and mark not in self.words.contracted:
            spot = self._known(last + 2, bare=True)
            return spot if spot and spot.kind == TOWN else None
        if mark in {",", "("}:
            spot = self._known(last + 2, bare=True)
            if spot and spot.kind == TOWN:
                return spot
        return None

    def _with_venue(self, spot: Spot | None) -> Spot | None:
        """``in Bozen (Waltherhaus)`` and ``in Aberdeen's Maritime Hall``: the venue behind its town."""
        if spot is None or spot.last + 2 >= len(self.tokens):
            return spot
        mark = self.tokens[spot.last + 1]
        if mark.text == "(" or mark.tag == "PART":
            head = self._head(spot.last + 2)
            if head:
                first, at = head
                last = at if self.words.whole else self._extend(at)
                closed = last + 1 < len(self.tokens) and self.tokens[last + 1].text == ")"
                if mark.text != "(" or closed:
                    name = self._venue_name(first, at, last, "")
                    return Spot(spot.first, last + closed, name, VENUE, WEIGHT[VENUE], spot.place, spot.name)
        return spot

    def _venue_name(self, first: int, at: int, last: int, own_town: str) -> str:
        """The name in the nominative, without the adjective made from its town."""
        start = first + 1 if own_town else first
        if self.words.whole:
            return self._surface(start, last)
        words = [t.text for t in self.tokens[start:at]]
        form = gender(self.tokens[at].text, self.language)
        ending = self.words.inflected
        if ending and form:
            words = [
                w[: -len(ending)] + self.words.genders[form] if w.endswith(ending) and w[0].isupper() else w
                for w in words
            ]
        return " ".join([*words, self._surface(at, last)])
