"""Place names: towns of the world, countries and regions, with the country they lie in and, for towns, their coordinates.

Towns are GeoNames' (CC BY 4.0), names of territories are the Unicode CLDR's; both lie in ``places.bin`` (see
``NOTICE.md`` beside it). What a language adds of its own (regions, short and former names of countries, where its readers
are at home) stands in ``languages/<code>.places.toml``.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from timeline import languages
from timeline.gazetteer.table import Table, fold, load

__all__ = ["COUNTRY", "REGION", "TOWN", "Candidate", "adjective", "adjectives", "lookup", "settle"]

TOWN, REGION, COUNTRY = "town", "region", "country"

STEM = 3
"""Letters that an adjective shares with its town at least."""
_ALTERNATE = 0.4
"""What a name loses, in powers of ten of population, when it is not the place's main name."""
_HOME = 0.5
"""What a place gains when it lies where the language's readers are at home."""
_SPOKEN_OF = 3.0
"""What a place gains when the document speaks of its country."""

_WELL_KNOWN = 30_000
"""A town of so many people may be meant anywhere."""

_HAMLET = 1_500
"""Places up to this size give no adjective that is known outside them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may mean."""

    name: str
    """The name that was looked up."""
    kind: str
    """``town``, ``region`` or ``country``."""
    country: str = ""
    """ISO 3166-1 alpha-2; empty for regions of several countries."""
    latitude: float | None = None
    """To a hundredth of a degree; none for regions and countries."""
    longitude: float | None = None
    population: int = 0
    main: bool = True
    """Whether that is the name under which the table has it, none that it is also called by."""


@cache
def _own(language: str) -> tuple[Mapping[str, str], Mapping[str, str], frozenset[str]]:
    """Of one language: folded name → code for countries and for regions, and the countries it is at home in."""
    data = languages.load(language, "places")
    countries = {fold(name): code for code, names in data.get("countries", {}).items() for name in names}
    regions = {fold(name): code for code, names in data.get("regions", {}).items() for name in names}
    return (
        countries,
        {key: "" if code == "XX" else code for key, code in regions.items()},
        frozenset(data.get("home", ())),
    )


@lru_cache(maxsize=50_000)
def _find(name: str, language: str, spoken_of: frozenset[str]) -> tuple[Candidate, ...]:
    key = fold(name)
    if len(key) < 2:
        return ()
    table: Table = load()
    countries, regions, home = _own(language)
    out = []
    code = countries.get(key) or table.territories.get((language, key), "")
    if code:
        out.append(Candidate(name, COUNTRY, code))
    if key in regions:
        out.append(Candidate(name, REGION, regions[key]))
    ranked = []
    mains = dict(table.numbers(key))
    for number, main in mains.items():
        country, population = table.country_of(number), table.population[number]
        weight = math.log10(population + 1) + _HOME * (country in home) + _SPOKEN_OF * (country in spoken_of)
        ranked.append((-weight + (0 if main else _ALTERNATE), number))
    for _, number in sorted(ranked):
        latitude, longitude = table.latitude[number] / 100, table.longitude[number] / 100
        people, main = table.population[number], mains[number]
        out.append(Candidate(name, TOWN, table.country_of(number), latitude, longitude, people, main))
    return tuple(out)


def lookup(name: str, language: str, spoken_of: Collection[str] = ()) -> tuple[Candidate, ...]:
    """What ``name`` may mean, likeliest first; empty when the table does not know it.

    Countries and regions come before towns of the same name. Towns are ranked by population, with a lead for those in
    countries where the language is at home and a larger one for those in ``spoken_of``, the countries (ISO 3166-1
    alpha-2) that the document speaks of. Case, accents and hyphens make no difference; inflection is the caller's.
    """
    return _find(name, language, frozenset(spoken_of))


def settle(candidates: Sequence[Candidate], language: str, spoken_of: Collection[str] = ()) -> Candidate | None:
    """The first candidate, unless it is a small town of a common name that neither reader nor document makes likely.

    A wrong pair of coordinates is worse than none.
    """
    if not candidates:
        return None
    best = candidates[0]
    if best.kind != TOWN or best.population >= _WELL_KNOWN or best.country in spoken_of or len(candidates) == 1:
        return best
    home = _own(language)[2]
    return best if best.country in home and (not spoken_of or home & frozenset(spoken_of)) else None


@cache
def _endings(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    data = languages.load(language, "places").get("adjectives", {})
    return tuple((ending, tuple(bases)) for ending, bases in sorted(data.items(), key=lambda item: -len(item[0])))


def adjectives(town: str, language: str) -> tuple[str, ...]:
    """The adjectives that a language may make from a town's name (``Bremen`` → ``Bremer``), known to the gazetteer or not."""
    return tuple(
        town.removesuffix(base) + ending
        for ending, bases in _endings(language)
        for base in bases
        if town.endswith(base) and len(town) - len(base) >= STEM
    )


@cache
def _irregular(language: str) -> Mapping[str, str]:
    """Adjectives that no ending explains (``Zürcher``), with their town."""
    irregular: Mapping[str, str] = languages.load(language, "places").get("adjectives_irregular", {})
    return irregular


@cache
def _ordinary(language: str) -> frozenset[str]:
    words = languages.load(language, "places").get("words", {})
    return frozenset(f"{words.get('words', '')} {words.get('never', '')}".split())


@lru_cache(maxsize=20_000)
def adjective(word: str, language: str) -> str:
    """The town or region that an adjective is made from (``Brüsseler`` → ``Brüssel``), or empty.

    Only capitalised adjectives that a language makes from names by a regular ending, given in its data; names that are
    ordinary words, too, and hamlets are left out.
    """
    if word in _irregular(language):
        return _irregular(language)[word]
    best, size, known = "", -1, False
    for ending, bases in _endings(language):
        stem = word[: len(word) - len(ending)]
        if not word.endswith(ending) or len(stem) < 3 or not word[0].isupper():
            continue
        for base in bases:
            name = stem + base
            found = [c for c in _find(name, language, frozenset()) if c.kind != COUNTRY]
            if not found or name in _ordinary(language):
                continue
            population = found[0].population if found[0].kind == TOWN else 10**9
            near = found[0].country in _own(language)[2]
            plainer = population == size and found[0].main and not known  # Berliner: of Berlin, which some call Berlien
            if (population > max(size, _HAMLET) or plainer) and (near or name == stem):
                best, size, known = name, population, found[0].main
    return best
