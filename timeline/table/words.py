"""Text as merging compares it: stems without inflection, concepts that hold across languages, names, and cues.

The words themselves are data: ``languages/<code>.merge.toml``. A language without such a file is compared by its bare words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain

from timeline import languages
from timeline.table.cues import Phrases, folded
from timeline.table.text import SHORTEST_STEM, Text, Word

CONCERN = "merge"

_WORD = re.compile(r"\w+(?:['’]s)?", re.UNICODE)
_NUMBER = re.compile(r"\d+")
_INFLECTION = 3
_OTHER = "none"
"""The key of words that look like event nouns and are none."""
_REMEMBERED = 100_000
"""Words: more than a newspaper uses in a year."""
_TEXTS = 128
"""Texts: the sentences of one document, which its rows share."""
_LONG = 4_500
"""Characters from which on a text is more than a sentence,"""
_WHOLE = 1
"""and so many of that size are remembered: the document at hand."""
_SEATS = (("before", "after"), ("local before", "local after"))
"""Where the words of a publisher stand that make what is left of its name a town: an administration's, a local body's."""
_LONGEST_TOWN = 3
"""Words of the town in a local body's name at most."""


class Vocabulary:
    """What one language's data says of words. Look-ups are remembered, texts repeat their words."""

    def __init__(self, data: Mapping[str, object]) -> None:
        self.compounds = bool(data.get("compounds", False))
        self.capitals = bool(data.get("capitals", False))
        self._verbal = tuple(_strings(data.get("verbal")))
        self._hour = frozenset(_strings(data.get("hour")))
        self._ambiguous = frozenset(_strings(data.get("ambiguous")))
        self._common = frozenset(_strings(data.get("common")))
        self._announcing = frozenset(_strings(data.get("announcing")))
        self._suffixes = tuple(sorted(_strings(data.get("suffixes")), key=lambda s: (-len(s), s)))
        self._stop = frozenset(str(data.get("stop", "")).split())
        self._generic = frozenset(_strings(data.get("generic")))
        self._heads = _forms(data.get("heads"))
        self._topics = _forms(data.get("topics"))
        seat = data.get("seat")
        seat = seat if isinstance(seat, Mapping) else {}
        self._seat, self._local = (_seat(seat, *sides) for sides in _SEATS)
        self._bodies = _bodies(seat)
        self._parts = _patterns(data.get("parts"))
        self.everyday = frozenset(map(self._stem, str(data.get("everyday", "")).split()))
        """Stems of what news of one kind say in any story."""
        self.listed = frozenset(_strings(data.get("listed")))
        """What stands between the dates of a list."""
        self._ordinals = dict(_forms(data.get("ordinals")))
        spoken = _phrases(data.get("said"))
        self._spoken = tuple((concept, f"said {concept}") for concept in spoken)
        self._phrases = Phrases(_phrases(data.get("cues")) | {name: spoken[concept] for concept, name in self._spoken})
        self.word = lru_cache(maxsize=_REMEMBERED)(self._word)
        self._piece = lru_cache(maxsize=_REMEMBERED)(self._words_of)
        self.stem = lru_cache(maxsize=_REMEMBERED)(self._stem)
        self.head = lru_cache(maxsize=_REMEMBERED)(self._head)
        self.compounded = lru_cache(maxsize=_REMEMBERED)(self._compounded)
        self.topics = lru_cache(maxsize=_REMEMBERED)(self._topics_of)
        self._recent = lru_cache(maxsize=_TEXTS)(self._read)
        self._whole = lru_cache(maxsize=_WHOLE)(self._read)

    def content(self, text: str) -> Iterator[str]:
        """The words of ``text`` that say something, as written, hyphenated ones in their parts; no numbers."""
        return (word for word in _WORD.findall(text) if self.word(word).tells)

    def words(self, text: str) -> list[Word]:
        """All words of ``text``."""
        return list(chain.from_iterable(map(self._piece, text.split())))

    def read(self, text: str) -> Text:
        """A text by its words."""
        return self._recent(text) if len(text) < _LONG else self._whole(text)

    def join(self, *texts: str) -> Text:
        """Texts as one, with a blank between two of them."""
        return Text(" ".join(texts), list(chain.from_iterable(self.read(text).words for text in texts)))

    def _read(self, text: str) -> Text:
        return Text(text, self.words(text))

    def _words_of(self, piece: str) -> tuple[Word, ...]:
        """The words of what stands between two blanks: most such pieces come again, with their marks."""
        return tuple(map(self.word, _WORD.findall(piece)))

    def _word(self, word: str) -> Word:
        bare = word.casefold().removesuffix("'s").removesuffix("’s")  # Saturday's
        tells = len(word) > 2 and bare not in self._stop and not _NUMBER.match(word)
        noun = tells and (word[0].isupper() or not self.capitals)
        plain = folded(word)
        return Word(tells, noun, self.stem(word), self.head(word), plain, self._phrases.with_word(plain))

    def _stem(self, word: str) -> str:
        folded = word.casefold()
        for suffix in self._suffixes:
            if folded.endswith(suffix) and len(folded) - len(suffix) >= SHORTEST_STEM:
                return folded.removesuffix(suffix)
        return folded

    def _head(self, word: str) -> str:
        """The concept of an event noun, by the end of the word in a language with compounds; empty when there is none."""
        folded = word.casefold()
        best, found = 0, ""
        for form, concept in [one for one in self._heads if one[0] in folded]:
            at = (
                folded.rfind(form)
                if self.compounds and len(form) >= SHORTEST_STEM
                else (0 if folded.startswith(form) else -1)
            )
            fits = at >= 0 and len(folded) - at - len(form) <= _INFLECTION and (at == 0 or len(form) >= SHORTEST_STEM)
            if fits and len(form) > best:
                best, found = len(form), concept
        return "" if found == _OTHER else found

    def _compounded(self, word: str) -> bool:
        """Whether a word is an event noun with a first part of its own."""
        folded = word.casefold()
        if not self.compounds or not self.head(word):
            return False
        whole = any(folded.startswith(form) and len(folded) - len(form) <= _INFLECTION for form, _ in self._heads)
        return not whole and any(folded.find(form) >= SHORTEST_STEM for form, _ in self._heads)

    def _topics_of(self, word: str) -> frozenset[str]:
        """The concepts a word is about: itself, or a part of the compound."""
        folded = word.casefold()
        found = set()
        for form, concept in self._topics:
            long = len(form) >= SHORTEST_STEM
            if (
                folded == form
                or (folded.startswith(form) and (long and (self.compounds or len(folded) - len(form) <= _INFLECTION)))
                or (
                    self.compounds
                    and long
                    and form in folded
                    and len(folded) - folded.rfind(form) - len(form) <= _INFLECTION
                )
            ):
                found.add(concept)
        return frozenset(found)

    def generic(self, word: str) -> bool:
        """Whether a word only says that something has a date."""
        return word.casefold() in self._generic

    def common(self, word: str) -> bool:
        """Whether a word of a participant stands for many of its kind (``Stadt``)."""
        return word.casefold() in self._common

    def announces(self, word: str) -> bool:
        """Whether a noun only says that something else has been made known."""
        return word.casefold() in self._announcing

    def ambiguous(self, word: str) -> bool:
        """Whether a noun that is made of a verb may be of another kind than the noun itself."""
        return word.casefold() in self._ambiguous

    def verbal(self, word: str) -> bool:
        """Whether a noun ends like one made of a verb."""
        return bool(self._verbal) and word.casefold().endswith(self._verbal)

    def hour(self, text: str) -> bool:
        """Whether a time expression says an hour and nothing of a day."""
        return all(word.isdigit() or word in self._hour for word in _WORD.findall(text.casefold()))

    def ordinals(self, text: str) -> frozenset[str]:
        """Numbers of editions said in words (second, third …)."""
        words = map(str.casefold, _WORD.findall(text))
        return frozenset([self._ordinals[word] for word in words if word in self._ordinals])

    def bodies(self, text: str) -> frozenset[str]:
        """The names that a text gives to a town's bodies (``die SVP-Ortsgruppe Torgow``): towns, mostly."""
        names = [name for pattern in self._bodies for name in pattern.findall(text)]
        return frozenset(" ".join(word for word in name.split() if self.word(word).tells) for name in names) - {""}

    def seat(self, publisher: str) -> str:
        """The town of a publisher that is its administration (``Gemeinde Torgow``, ``Torgow Town Council``); else empty."""
        return _town(self._seat, publisher)

    def local(self, publisher: str) -> str:
        """The town after which a publisher is named that has its like in every town (``Pfarre Torgow``); else empty."""
        town = _town(self._local, publisher)
        return town if len(town.split()) <= _LONGEST_TOWN else ""

    def every(self, text: str) -> Iterator[str]:
        """All words of ``text`` but numbers: what is left to say of a title of small words."""
        return (word for word in _WORD.findall(text) if not _NUMBER.match(word))

    def parts(self, title: str) -> frozenset[str]:
        """The concepts that a title names by a part of such an event (polling stations, of a vote)."""
        return frozenset(concept for concept, pattern in self._parts.items() if pattern and pattern.search(title))

    def said(self, text: Text) -> frozenset[str]:
        """The concepts that ``text`` speaks of without an event noun (``zu sehen``: an exhibition)."""
        return frozenset([concept for concept, name in self._spoken if text.cue(name)])

    def cue(self, name: str, text: str) -> bool:
        """Whether ``text`` has a cue of this name (``moved``, ``old``, ``relocated``)."""
        return self.read(text).cue(name)


@cache
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a language; an empty one when it has no data."""
    return Vocabulary(languages.load(language, CONCERN))


@lru_cache(maxsize=200_000)
def kin(first: str, second: str) -> bool:
    """Whether two stems are one word or one is the other's first or last part (``gipfel`` in ``stromgipfel``)."""
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    return len(short) >= SHORTEST_STEM and (
        long.startswith(short) or (len(short) > SHORTEST_STEM and long.endswith(short))
    )


def shared(first: frozenset[str], second: frozenset[str]) -> frozenset[str]:
    """The stems of ``first`` that ``second`` has too, whole or as part of a compound."""
    same = first & second
    ours, theirs = (first - same, second - same) if same else (first, second)
    if not ours or not theirs:
        return same
    alike = [a for a in ours for b in theirs if kin(a, b)]
    return same.union(alike) if alike else same


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, Iterable) and not isinstance(value, str) else ()


def _forms(table: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(table, Mapping):
        return ()
    return tuple((form, str(concept)) for concept, forms in table.items() for form in _strings(forms))


def _town(seats: re.Pattern[str] | None, publisher: str) -> str:
    match = seats.fullmatch(publisher.strip()) if seats else None
    return next((name for name in match.groups() if name), "") if match else ""


def _seat(data: Mapping[str, object], *sides: str) -> re.Pattern[str] | None:
    before, after = ("|".join(map(re.escape, _strings(data.get(side)))) for side in sides)
    name = r"([^\W\d_a-zß][^,;:()]*)"
    forms = [rf"(?:{before}) {name}"] * bool(before) + [rf"{name} (?:{after})"] * bool(after)
    return re.compile("|".join(forms)) if forms else None


def _bodies(data: Mapping[str, object]) -> tuple[re.Pattern[str], ...]:
    """Patterns of a town's bodies in a text, with the town as their group: behind their nouns, or before them."""
    before, after = (
        [re.escape(n) for side in sides for n in _strings(data.get(side))] for sides in zip(*_SEATS, strict=True)
    )
    town = r"[^\W\d_a-zß][\w-]{2,}"
    found = []
    if before:
        found.append(rf"(?<!\w)(?:[\w-]+-)?(?:{'|'.join(before)}) ({town})(?![\w-]| [^\W\d_a-zß])")
    if after:
        found.append(rf"(?<![\w-])((?:{town} )?{town}) (?:{'|'.join(after)})(?!\w)")
    return tuple(map(re.compile, found))


def _patterns(table: object) -> dict[str, re.Pattern[str] | None]:
    return {name: _pattern(_strings(said)) for name, said in (table if isinstance(table, Mapping) else {}).items()}


def _pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    parts = [re.escape(phrase).replace(r"\ \*\ ", r"\ .{1,60}?\ ").replace(r"\*", r"\w*") for phrase in phrases]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else None


def _phrases(table: object) -> dict[str, tuple[str, ...]]:
    return {name: _strings(said) for name, said in (table if isinstance(table, Mapping) else {}).items()}


def fullest(names: Sequence[str]) -> tuple[str, ...]:
    """Names in order, once, and without those that another one contains (a surname beside the full name)."""
    parts = {name: frozenset(name.casefold().split()) for name in names}
    return tuple(name for name in parts if not any(parts[name] < words for words in parts.values()))
