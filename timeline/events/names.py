"""The people and bodies that a whole document names: full names for the short ones it goes on with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from timeline import gazetteer, languages
from timeline.documents.sentences import split
from timeline.events.lexeme import lemma
from timeline.model import Document, Span

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’]*(?:[-‑][\w'’]+)*\.?"


@dataclass(frozen=True, slots=True)
class Words:
    """The language data about people, ready for use."""

    given: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    functions: tuple[str, ...]
    titles: frozenset[str]
    offices: frozenset[str]
    """What somebody may be minister or secretary of."""
    groups: tuple[str, ...]
    bodies: tuple[str, ...]
    common_bodies: frozenset[str]
    no_bodies: frozenset[str]
    companies: frozenset[str]
    ending_bodies: frozenset[str]
    """Words that the name of a company or a body may end in."""
    clubs: frozenset[str]
    openers: frozenset[str]
    generic: frozenset[str]
    deeds: frozenset[str]
    reporting: frozenset[str]
    not_acronyms: frozenset[str]
    not_names: frozenset[str]
    of: frozenset[str]
    genitive_articles: frozenset[str]
    genitive: str
    conjunctions: frozenset[str]
    pronouns: frozenset[str]
    beside_countries: frozenset[str]
    compounds: bool
    """Whether the words of the lists end compounds (``Verteidigungsminister``) rather than stand alone."""


@cache
def vocabulary(language: str) -> Words:
    """The words about people of a language, with the given names of all."""
    data: Mapping[str, str] = languages.load(language, "people")
    names: Mapping[str, str] = languages.load("mul", "names")

    def listed(key: str, source: Mapping[str, str] = data) -> frozenset[str]:
        return frozenset(source.get(key, "").split())

    def ordered(key: str) -> tuple[str, ...]:
        return tuple(sorted(listed(key)))

    return Words(
        given=listed("given", names),
        particles=listed("particles", names),
        suffixes=listed("suffixes", names),
        functions=ordered("functions"),
        titles=listed("titles"),
        offices=listed("offices"),
        groups=ordered("groups"),
        bodies=ordered("bodies"),
        common_bodies=listed("common_bodies"),
        no_bodies=listed("not"),
        companies=listed("companies"),
        ending_bodies=listed("companies") | listed("bodies"),
        clubs=listed("clubs"),
        openers=listed("openers"),
        generic=listed("generic"),
        deeds=listed("deeds"),
        reporting=listed("reporting"),
        not_acronyms=listed("not_bodies"),
        not_names=listed("not_names"),
        of=listed("of"),
        genitive_articles=listed("genitive_articles"),
        genitive=data.get("genitive", ""),
        conjunctions=listed("conjunctions"),
        pronouns=listed("pronouns"),
        beside_countries=listed("countries_with"),
        compounds="common_bodies" not in data,
    )


@lru_cache(maxsize=50_000)
def is_function(word: str, language: str) -> bool:
    """Whether a noun says what a person is (``Verteidigungsminister``, ``skipper``)."""
    words = vocabulary(language)
    if word in words.no_bodies and word not in words.titles:
        return False
    last = word.rpartition("-")[2].lower()
    return last.endswith(words.functions) if words.compounds else last in words.functions


@lru_cache(maxsize=50_000)
def common(word: str, language: str) -> bool:
    """Whether a word stands for anyone or any body of its kind: a function, or a body's or group's noun by itself."""
    words = vocabulary(language)
    lower = word.lower()
    kinds = words.bodies, words.groups, words.common_bodies, words.generic
    return is_function(word, language) or any(lower in kind or word in kind for kind in kinds)


@lru_cache(maxsize=50_000)
def is_given(word: str, language: str) -> bool:
    """Whether a word is a given name, alone or as the first of two joined by a hyphen."""
    given = vocabulary(language).given
    return word in given or ("-" in word and word.partition("-")[0] in given)


@lru_cache(maxsize=50_000)
def is_special(word: str, language: str) -> bool:
    """Whether a word may open the name of a person or a body by itself; common words, which may not, are most of a text."""
    words = vocabulary(language)
    lower = word.rpartition("-")[2].lower() if words.compounds else word.lower()
    ends = words.bodies + words.groups
    return (
        "-" in word
        or is_given(word, language)
        or is_function(word, language)
        or word in words.titles
        or word in words.clubs
        or word in words.openers
        or word in words.common_bodies
        or (lower.endswith(ends) if words.compounds else lower in ends or word in ends)
    )


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the document names in full."""

    name: str
    function: str = ""

    @property
    def shown(self) -> str:
        """With the function in front, as a row shows it."""
        return f"{self.function} {self.name}" if self.function else self.name


@dataclass(frozen=True, slots=True)
class Names:
    """What a document's names stand for."""

    people: Mapping[str, Person]
    """By last name; none where two people share it."""
    bodies: Mapping[str, str]
    """Full name of a body by its first word."""
    counts: Mapping[str, int]
    """How often each capitalised word occurs."""


@cache
def _rows(language: str) -> re.Pattern[str]:
    particles = "|".join(sorted(vocabulary(language).particles))
    return re.compile(rf"{_CAPITAL}(?:[ \t]+(?:(?:{particles})[ \t]+){{0,2}}(?:{_CAPITAL}|&))*")


@lru_cache(maxsize=4)
def read(document: Document) -> Names:
    """The names of a document; cached, for it is asked once a dated sentence."""
    language = document.language
    people: dict[str, Person] = {}
    shared: set[str] = set()
    bodies: dict[str, str] = {}
    rows = _rows(language).findall(document.text)
    counts = Counter(" ".join(rows).split())
    for row in [row.split() for row in rows if " " in row or "\t" in row]:
        person = person_in(row, language)
        if person:
            last = person.name.split()[-1]
            known = people.get(last)
            if known and known.name != person.name and not _same(known.name, person.name):
                shared.add(last)
            if known is None or (known.name == person.name and not known.function):
                people[last] = person
        body = company_in(row, language)
        if body:
            bodies.setdefault(body.split()[0], body)
    for _, person in sorted(people.items()):  # a surname of two words is known by each of them
        for word in person.name.split()[1:-1]:
            if word[0].isupper() and len(word) > 2:
                people.setdefault(word, person)
    return Names({k: v for k, v in people.items() if k not in shared}, bodies, counts)


def _same(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def person_in(row: Sequence[str], language: str) -> Person | None:
    """The person in a row of capitalised words: a given name, or a function, with what follows."""
    words = vocabulary(language)
    for at, word in enumerate(row[:-1]):
        if not is_given(word, language) or word.endswith("."):
            continue
        name = _name_from(row, at, language)
        if len(name) < 2:
            return None
        before = row[at - 1] if at else ""
        function = before if before and is_function(before, language) and words.compounds else ""
        return Person(" ".join(name), nominative(function, language))
    return None


def _name_from(row: Sequence[str], at: int, language: str) -> list[str]:
    """Given names, initials, particles and surnames from ``at`` on."""
    words = vocabulary(language)
    name: list[str] = []
    for word in row[at : at + 6]:
        if word == "&":
            break
        plain = word.rstrip(".,")
        if (
            name
            and word in words.particles
            and any(is_given(w, language) for w in row[at + len(name) + 1 : at + len(name) + 2])
        ):
            break  # a credit: "… Foto von Anna Maier"
        if word in words.suffixes:
            name.append(word)
            break
        ended = bool(name) and word.endswith(".") and len(plain) > 2
        if name and (plain in words.not_names or is_function(plain, language) or plain.endswith(("'s", "’s"))):
            if plain.endswith(("'s", "’s")):
                name.append(plain[:-2])
            break
        name.append(plain if ended or len(plain) > 2 else word)
        if ended:
            break
    while name and name[-1] in words.particles:
        name.pop()
    return name


def company_in(row: Sequence[str], language: str) -> str:
    """The company in a row of capitalised words: what stands before ``Inc.``, ``AG`` and their like."""
    words = vocabulary(language)
    if words.ending_bodies.isdisjoint(row):
        return ""
    last = next((i for i in range(len(row) - 1, 0, -1) if row[i] in words.ending_bodies), 0)
    if not last or (words.compounds and row[last] not in words.companies):
        return ""
    first = last
    while first and row[first - 1] not in words.not_names and not is_function(row[first - 1], language):
        first -= 1
    return " ".join(row[first : last + 1]).rstrip(",") if first < last else ""


@lru_cache(maxsize=16)
def fuller(document: Document, noun: str) -> str:
    """The body that a document calls by a noun alone, as it names it in full elsewhere (``Verband der Stadtwerke``)."""
    articles = "|".join(sorted(vocabulary(document.language).genitive_articles))
    if not articles:
        return noun
    match = re.search(
        rf"\b(\w*{re.escape(noun)}|\w+{re.escape(noun.lower())})[ ]+((?:{articles})[ ]+[^\W\d_a-zß]\w+)", document.text
    )
    return f"{match[1]} {match[2]}" if match else noun


def sentence_before(document: Document, offset: int) -> Span | None:
    """The sentence before the one that begins at ``offset``, if it stands in the same or the preceding paragraph."""
    sentences = split(document.text, document.language)
    at = bisect_left(sentences, offset, key=lambda span: span.start)
    if not at:
        return None
    before = sentences[at - 1]
    return before if document.text.count("\n", before.end, offset) <= 2 else None


@lru_cache(maxsize=20_000)
def nominative(noun: str, language: str) -> str:
    """A function in the form that stands before a name."""
    base = lemma(noun, "NOUN", "", language) if noun else ""
    inflected = base == noun and len(base) > 4 and is_function(base[:-1], language)
    return base[:-1] if inflected else base


@lru_cache(maxsize=20_000)
def is_country(name: str, language: str) -> bool:
    """Whether a name is a country's."""
    found = gazetteer.lookup(name, language)
    return bool(found) and found[0].kind == gazetteer.COUNTRY
