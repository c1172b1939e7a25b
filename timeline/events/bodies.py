"""Groups, bodies, companies and clubs in a sentence, with what belongs to their names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from timeline import gazetteer
from timeline.events import names, whereabouts
from timeline.events.placewords import vocabulary as place_words
from timeline.events.words import Token
from timeline.model import Document, Span

NAMELIKE = frozenset({"PROPN", "NOUN", "X", "ADJ"})

Found = tuple[int, int, str, int]
"""First and last token, name, and rank: 0 for names, 1 for groups and bodies, 2 for what only stands for somebody named."""


class Bodies:
    """Reads bodies at given tokens of one sentence."""

    def __init__(self, document: Document, tokens: Sequence[Token], expression: Span | None) -> None:
        self.document = document
        self.text = document.text
        self.tokens = tokens
        self.language = document.language
        self.words = names.vocabulary(document.language)
        self.places = place_words(document.language)
        self.known = names.read(document)
        self.around = whereabouts.read(document)
        self.busy = expression or Span(-1, -1)

    @cached_property
    def firms(self) -> bool:
        """Whether the sentence has a word that the name of a company ends in."""
        return any(t.text in self.words.companies or t.text.rstrip(".") in self.words.companies for t in self.tokens)

    def _body(self, i: int) -> Found | None:
        token = self.tokens[i]
        if token.tag not in {"NOUN", "PROPN"}:
            return None
        if token.form == "truncated":
            return None
        common = token.text in self.words.common_bodies
        body = self._ends(token.text, self.words.bodies) or common
        group = self._ends(token.text, self.words.groups)
        if not (body or group) or (body and self._located(i)):
            return None
        if not self.words.compounds and body and not common:
            return None
        return self._with_attributes(i, 1)

    def _located(self, i: int, roles: Collection[str] = ("within", "at", "into")) -> bool:
        """Whether a preposition of place makes the body a venue (``im Landtag``)."""
        k = i - 1
        while k >= 0 and self.tokens[k].tag in {"DET", "ADJ"}:
            k -= 1
        return k >= 0 and self.places.roles.get(self.tokens[k].text.lower(), "") in roles

    def _with_attributes(self, i: int, rank: int) -> Found:
        """The noun with what belongs to it: ``Staats- und Regierungschefs von 34 Ländern``."""
        tokens, first, last = self.tokens, i, i
        if i >= 2 and tokens[i - 2].form == "truncated" and tokens[i - 1].text in self.words.conjunctions:
            first = i - 2
        while first and tokens[first - 1].tag in {"ADJ", "NOUN", "PROPN"} and self._belongs(first - 1):
            first -= 1
        parts = [self._surface(first, i)]
        while self.words.compounds and last + 1 < len(tokens) and tokens[last + 1].tag == "PROPN":
            if self._is_person_at(last + 1) or self._busy(last + 1):
                break
            last += 1
        if last > i:
            parts.append(self._surface(i + 1, last))
            while (
                last + 2 < len(tokens)
                and tokens[last + 1].text in self.words.conjunctions
                and (tokens[last + 2].tag == "PROPN" and self._genitive(tokens[last + 2].text))
            ):
                parts.append(self._surface(last + 1, last + 2))
                last += 2
        else:
            last, attribute = self._attribute(last)
            if attribute:
                parts.append(attribute)
        name = " ".join(parts) if first < i or last > i else self._plural(tokens[i].text)
        if last == i and first == i and tokens[i].text in self.words.generic:
            name = names.fuller(self.document, name)
            rank = 2 if " " not in name else rank
        return first, last, name, rank

    def _plural(self, word: str) -> str:
        """A group in the nominative (``Vertretern`` → ``Vertreter``)."""
        last = word.lower()
        if not self.words.compounds or not last.endswith("ern"):
            return word
        groups = self.words.groups
        return word[:-1] if any(last.endswith(group) and group[:-1] in groups for group in groups) else word

    def _belongs(self, k: int) -> bool:
        """Whether the word before a noun is part of its name or tells which people they are."""
        token = self.tokens[k]
        if token.text in self.words.not_names or self.busy.start <= token.start < self.busy.end:
            return False
        if not self.words.compounds:
            return token.tag == "PROPN" or (token.tag == "NOUN" and len(token.text) > 3)
        if token.text[0].isupper():
            named = token.tag == "ADJ" or (token.text.endswith("e") and k > 0 and self.tokens[k - 1].tag == "DET")
            return named and k > 0
        undetermined = k == 0 or self.tokens[k - 1].tag not in {"DET", "ADP", "ADJ"}
        return token.tag == "ADJ" and token.text.endswith("e") and undetermined

    def _attribute(self, last: int) -> tuple[int, str]:
        """A genitive or a phrase with ``von`` behind token ``last``, without its small adjectives."""
        tokens, k = self.tokens, last + 1
        if k >= len(tokens):
            return last, ""
        opening = tokens[k].text
        if opening not in self.words.genitive_articles and opening not in self.words.of:
            return last, ""
        kept = [opening]
        k += 1
        while k < len(tokens) and tokens[k].tag in {"ADJ", "ADV", "NUM", "DET"} and k - last < 6:
            if tokens[k].tag in {"NUM", "DET"} or tokens[k].text[0].isupper():
                kept.append(tokens[k].text)
            k += 1
        if k >= len(tokens) or tokens[k].tag not in {"NOUN", "PROPN"} or self._busy(k):
            return last, ""
        kept.append(tokens[k].text)
        while k + 1 < len(tokens) and tokens[k + 1].tag == "PROPN" and not self._busy(k + 1):
            k += 1
            kept.append(tokens[k].text)
        return k, " ".join(kept)

    def _club(self, i: int) -> Found | None:
        if self.tokens[i].text not in self.words.clubs or not self._capital(i + 1, True):
            return None
        last = i + 1
        while last + 1 < len(self.tokens) and self.tokens[last + 1].tag == "PROPN":
            last += 1
        return i, last, self._surface(i, last), 0

    def _company(self, i: int) -> Found | None:
        """``Velthaus Antriebe AG``, ``Firma Dolar``, ``Institut Merieux S.A.``."""
        tokens = self.tokens
        last = i
        first = tokens[i].text
        if tokens[i].tag not in NAMELIKE or first in self.words.companies or first in self.words.not_acronyms:
            return None
        while (
            last + 1 < len(tokens)
            and last - i < 6
            and (tokens[last + 1].text[0].isupper() or tokens[last + 1].text == "&")
        ):
            if self._busy(last + 1):
                break
            last += 1
            if tokens[last].text in self.words.companies or tokens[last].text.rstrip(".") in self.words.companies:
                return i, last, self._surface(i, last), 0
        if first in self.words.openers and not self._located(i, {"within"}):
            last = i + 1 if self._capital(i + 1) else i + 2
            if not self._capital(last) or not self._capital(i + 1, True):
                return None
            while self._capital(last + 1):
                last += 1
            return i, last, self._surface(i, last), 0
        return None

    # --- words ------------------------------------------------------------------------------------------------------

    def _ends(self, word: str, endings: tuple[str, ...]) -> bool:
        if word in self.words.no_bodies or len(word) < 3:
            return False
        if not self.words.compounds:
            return word in endings or word.lower() in endings
        return word.rpartition("-")[2].lower().endswith(endings)

    def _surface(self, first: int, last: int) -> str:
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())

    def _capital(self, i: int, wide: bool = False) -> bool:
        """Whether a token can be part of a name; after a given name nouns can."""
        if i >= len(self.tokens):
            return False
        token = self.tokens[i]
        if (
            not token.text[0].isupper()
            or token.text in self.words.not_names
            or (token.tag != "PROPN" and names.is_function(token.text, self.language))
        ):
            return False
        if self.busy.start <= token.start < self.busy.end or token.text in self.words.companies:
            return False
        return token.tag == "PROPN" or names.is_given(token.text, self.language) or (wide and token.tag in NAMELIKE)

    def _bare(self, name: str) -> str:
        ending = self.words.genitive
        return name[: -len(ending)] if ending and name.endswith(ending) else name

    def _genitive(self, word: str) -> bool:
        return bool(self.words.genitive) and word.endswith(self.words.genitive)

    def _busy(self, k: int) -> bool:
        return self.busy.start <= self.tokens[k].start < self.busy.end

    def _is_person_at(self, k: int) -> bool:
        return names.is_given(self.tokens[k].text, self.language)

    def _is_place(self, name: str) -> bool:
        """Whether a name is a country, a region, or a town that the document's readers would think of."""
        if (name.rsplit(maxsplit=1)[-1] in self.known.people) is not (name in self.around.located):
            return name in self.around.located
        found = gazetteer.lookup(name, self.language, self.around.spoken_of)
        if not found:
            return False
        near = gazetteer.settle(found, self.language, self.around.spoken_of)
        foreign = found[0].population < 300_000 and name in self.known.counts and self.known.counts[name] > 2
        return near is not None and not (foreign and found[0].country not in self.around.spoken_of)
