"""Who takes part in the event of a dated sentence: people with their functions, groups, bodies, companies.

Names are found by pattern and gazetteer: a given name or a function before capitalised words, nouns for groups and bodies
with what belongs to them, company endings, club abbreviations. All words are language data
(``languages/<code>.people.toml``); short names are completed from the rest of the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from timeline.events import names
from timeline.events.bodies import Found
from timeline.events.lexeme import compound_tail
from timeline.events.persons import Persons
from timeline.events.placewords import is_venue
from timeline.events.words import Token, analyse
from timeline.model import Document, Span

_MOST = 8
"""A row lists at most so many."""
_NOBODY = 3
"""The rank of a place: passed over as a whole."""
_ACRONYM = 6
"""A body known by its initials has at most so many."""


def find(
    document: Document, sentence: Span, tokens: Sequence[Token], expression: Span | None = None
) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """The people, groups and bodies that the sentence names, in text order, and the characters each was read from.

    A sentence that speaks of ``er``, ``she`` or ``it`` only takes those of the sentence before it.
    """
    reader = _Reader(document, tokens, expression)
    found = [(item, tokens) for item in reader.found()]
    named = [pair for pair in found if pair[0][3] < 2]
    stands_for = reader.stands_for()
    if (stands_for and not any(item[3] == 0 for item, _ in found)) or (not named and reader.goes_on()):
        found = [*_earlier(document, sentence), *named] or found
    shown: dict[str, Span] = {}
    for (first, last, name, _), source in found:
        shown.setdefault(name, Span(source[first].start, source[last].end))
    kept = [name for name in shown if not any(name != other and f" {name} " in f" {other} " for other in shown)]
    return tuple(kept[:_MOST]), tuple(shown[name] for name in kept[:_MOST])


def _earlier(document: Document, sentence: Span) -> list[tuple[Found, Sequence[Token]]]:
    """What the nearest of the two sentences before names."""
    before = names.sentence_before(document, sentence.start)
    for _ in range(2):
        if before is None:
            break
        tokens = analyse(document.text, before.start, before.end, document.language)
        named = [item for item in _Reader(document, tokens, None).found() if item[3] < 2]
        if named:
            return [(item, tokens) for item in named]
        before = names.sentence_before(document, before.start)
    return []


class _Reader(Persons):
    """Reads the names of one sentence."""

    last: ClassVar[tuple[Sequence[Token], Sequence[int]]] = ((), ())
    """The tokens of the sentence read last, and which of them may open a name."""

    def found(self) -> list[Found]:
        """All names, in text order; functions without a name only where nobody is named."""
        out: list[Found] = []
        last = -1
        for i in self._openings():
            item = self._at(i) if i > last else None
            if item:
                if item[3] < _NOBODY:
                    out.append(item)
                last = item[1]
        named = any(rank < 2 for *_, rank in out)
        return [item for item in out if item[3] < 2 or not named]

    def _openings(self) -> Sequence[int]:
        """The tokens that may open a name; kept for the other dates of the sentence."""
        tokens, openings = _Reader.last
        if tokens is not self.tokens:
            openings = [i for i in range(len(self.tokens)) if self.opens(i)]
            _Reader.last = self.tokens, openings
        return openings

    def goes_on(self) -> bool:
        """Whether the sentence opens with a definite noun or a pronoun, or holds one: it goes on about something named."""
        if not self.tokens or self.stands_for():
            return bool(self.tokens)
        if self.tokens[0].tag == "PRON" or not any(t.finite for t in self.tokens):
            return True
        nouns = (t.text for t in self.tokens[1:4] if t.tag == "NOUN")
        return self.tokens[0].tag == "DET" and any(
            n.lower() in self.places.gatherings or n in self.words.deeds or n in self.words.generic for n in nouns
        )

    def stands_for(self) -> bool:
        """Whether a pronoun stands for a person."""
        return any(t.tag == "PRON" and t.text.lower() in self.words.pronouns for t in self.tokens)

    def opens(self, i: int) -> bool:
        """Whether a token may open a name, by what is known of its word."""
        token = self.tokens[i]
        word = token.text
        if not word[0].isalpha():
            return False
        if word[0].isupper():
            return not self.words.compounds or token.tag == "PROPN" or self.firms or not self._common(word)
        return not self.words.compounds and not self._common(word)

    def _at(self, i: int) -> Found | None:
        """The name that a token opens."""
        if self._busy(i):
            return None
        if self.tokens[i].text[0].isupper():
            return (
                self._person(i)
                or self._club(i)
                or self._company(i)
                or self._body(i)
                or self._name(i)
                or self._prefix(i)
            )
        if not self.words.compounds:
            return self._body(i) or self._person(i)
        return None

    def _common(self, word: str) -> bool:
        """Whether neither the language nor the document knows a word as the beginning of a name."""
        return not names.is_special(word, self.language) and self._plain(word) not in self.known.people

    def _name(self, i: int) -> Found | None:
        """Other names: bodies known by capital letters, countries that act, names the document keeps using."""
        token = self.tokens[i]
        word = token.text
        loose = not self.words.compounds and i > 0 and self._capital(i + 1, True)
        if (token.tag != "PROPN" and not loose) or word in self.words.not_names or word.endswith("."):
            return None
        full, last = self._in_full(i)
        if not full and names.is_country(word, self.language):
            return self._country(i, i)
        while self._capital(last + 1, not self.words.compounds):
            last += 1
        surface = self._surface(i, last)
        if full:
            return i, last, full, 0
        if word.isupper() and len(word) > 1:
            listed = (
                word.rstrip(".") in self.words.not_acronyms
                or word in self.words.not_acronyms
                or word in self.places.agencies
            )
            last = last if self.tokens[last].text in self.words.bodies else i
            heading = any(self._shouted(k) for k in (i - 1, i + 1))
            short = len(word) <= _ACRONYM and "." not in word
            return (i, last, self._surface(i, last), 1) if short and not listed and not heading else None
        if len(surface) < 3:
            return None
        if self._located(i) or self._is_place(surface) or self._is_place(self._bare(surface)):
            return i, last, "", _NOBODY
        ending = self.tokens[last].text
        if ending not in self.words.bodies and (
            ending.lower() in self.places.gatherings or is_venue(ending, self.language)
        ):
            return None
        return (i, last, self._bare_if_known(surface), 1) if self._named(i, last) else None

    def _shouted(self, k: int) -> bool:
        """Whether a neighbour is a long word in capitals, too: a heading rather than a body."""
        return 0 <= k < len(self.tokens) and self.tokens[k].text.isupper() and len(self.tokens[k].text) > _ACRONYM

    def _in_full(self, i: int) -> tuple[str, int]:
        """The body whose name begins at token ``i``, as the document names it in full, and the token the short name ends at."""
        word = self.tokens[i].text
        full = self.known.bodies.get(word, "")
        if full and names.is_country(word, self.language):
            following = self.tokens[i + 1].text if i + 1 < len(self.tokens) else ""
            return (full, i) if full.split()[1] == following else ("", i)
        if not full and i + 2 < len(self.tokens) and self.tokens[i + 1].tag == "PART":  # Hudson's Bay
            full = self.known.bodies.get(word + self.tokens[i + 1].text, "")
            return full, i + 2 if full else i
        return full, i

    def _bare_if_known(self, surface: str) -> str:
        bare = self._bare(surface)
        return bare if self.known.counts.get(bare) else surface

    def _named(self, i: int, last: int) -> bool:
        """Whether a capitalised word is a name: it acts, or the document keeps using it."""
        word = self.tokens[i].text
        genitive = self.known.counts.get(word + self.words.genitive, 0) if self.words.compounds else 0
        often = self.known.counts.get(word, 0) + genitive > 1
        if not self.words.compounds:
            return last > i or often or (i > 0 and self._acts(i - 1, last + 1))
        if "-" in word or compound_tail(word, self.language):
            return False
        k = i - 1
        while k >= 0 and self.tokens[k].tag in {"DET", "ADJ"}:
            k -= 1
        if k < i - 1:
            return often and self._acts(k, k)
        return often or self._acts(i - 1, last + 1)

    def _acts(self, before: int, after: int) -> bool:
        """Whether a verb stands right beside a name."""
        beside = [self.tokens[k] for k in (before, after) if 0 <= k < len(self.tokens)]
        return any((t.tag in {"VERB", "AUX", "MODAL"} and t.finite) or t.text in self.words.reporting for t in beside)

    def _prefix(self, i: int) -> Found | None:
        """The body in front of a compound: ``NATO-Gipfel``."""
        head, hyphen, _ = self.tokens[i].text.partition("-")
        if not hyphen or len(head) < 2 or not head.isupper() or head in self.words.not_acronyms:
            return None
        return None if names.is_country(head, self.language) else (i, i, head, 1)

    def _country(self, first: int, last: int) -> Found | None:
        """A country that acts: subject or object, or after ``mit``, ``gegen``, ``zwischen``."""
        before = first - 1
        while before >= 0 and self.tokens[before].tag == "DET":
            before -= 1
        if before >= 0:
            token = self.tokens[before]
            article = self.tokens[first - 1].text if first - 1 > before else ""
            if token.tag == "ADP" and token.text.lower() not in self.words.beside_countries:
                return None
            joined = token.text in self.words.conjunctions and before > 0
            if joined and names.is_country(self.tokens[before - 1].text, self.language):
                if self._country(before - 1, before - 1) is None:
                    return None
            elif token.tag in {"NOUN", "PROPN"} or (article and article in self.words.genitive_articles - {"der"}):
                return None
        if self.busy.end > 0 and self._apart(first):
            return None
        return first, last, self._surface(first, last), 1

    def _apart(self, i: int) -> bool:
        """Whether punctuation stands between token ``i`` and the expression."""
        low, high = sorted((self.tokens[i].start, self.busy.start))
        return any(t.tag == "PUNCT" and low < t.start < high for t in self.tokens)
