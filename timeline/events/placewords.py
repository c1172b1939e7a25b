"""The words around place names, from ``languages/<code>.places.toml``, ready for use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from timeline import languages

_SHORT = 5
"""Letters up to which a word ends others by chance."""
BETWEEN, ONLINE, LINE = "between", "online", "line"
"""How a word leads to a place other than by its role as a preposition."""


@dataclass(frozen=True, slots=True)
class Words:
    """The language data of this module, ready for use."""

    roles: Mapping[str, str]
    contracted: frozenset[str]
    """Prepositions that hold an article (``im``): no bare town follows."""
    accusative: frozenset[str]
    """Articles that make a preposition of place one of direction (``in die``)."""
    genitive_articles: frozenset[str]
    genitive: str
    conjunctions: frozenset[str]
    alternatives: frozenset[str]
    introducing: frozenset[str]
    parts: frozenset[str]
    part_endings: tuple[str, ...]
    """Ends of the nouns of such parts behind a town's adjective (``Ulmer Weststadt``)."""
    crossings: frozenset[str]
    """Nouns, or their ends, behind which a name after "bei" tells where: of roads and mishaps."""
    shores: frozenset[str]
    """Nouns that with "of" and a name are where something happens (``the coast of Libya``)."""
    facing: frozenset[str]
    """Prepositions before an opponent, who may be named by a town."""
    attacks: frozenset[str]
    """Ends of nouns behind which the town stands that is struck."""
    attached: frozenset[str]
    holdings: frozenset[str]
    """Nouns behind which ``in`` leads to a company."""
    local: frozenset[str]
    """Nouns of people who live where the place behind them says, so that what they do is there, too."""
    meeting: frozenset[str]
    """Prepositions before those whom somebody meets."""
    attended: frozenset[str]
    """Prepositions that tell an event from a house of the same name (``auf der Messe``)."""
    about: frozenset[str]
    motion: frozenset[str]
    visit: frozenset[str]
    gatherings: frozenset[str]
    until: frozenset[str]
    """Words before the preposition of a place up to which something goes."""
    denying: frozenset[str]
    """Words before a place that something is not in."""
    merely: frozenset[str]
    """Words behind those that take the denial back (``not only in Leeds``)."""
    contrast: frozenset[str]
    """Words behind such a place and before the one that it is in."""
    held_in: frozenset[str]
    """What is called after the town it is held in, even one that nobody knows."""
    squares: frozenset[str]
    """Squares whose names end as those of such events do (``Altmarkt``)."""
    affecting: frozenset[str]
    """Verbs, and nouns of them, of what is done to a house or a road where it stands: closing, opening, mending."""
    judging: frozenset[str]
    """Verbs of what courts do in session."""
    hosting: frozenset[str]
    """Verbs of holding a feast or an event."""
    played: frozenset[str]
    """Verbs of competing and performing."""
    gathering_endings: tuple[str, ...]
    """Those long enough to end a compound."""
    hosts: tuple[str, ...]
    labels: frozenset[str]
    agencies: frozenset[str]
    clubs: frozenset[str]
    ordinary: frozenset[str]
    never: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    """Endings of venue nouns and their gender, longest first."""
    same: frozenset[str]
    """Words that come back to a venue as an article does (``derselben Halle``, ``same hotel``);"""
    same_place: tuple[str, ...]
    """phrases that come back to any place (``an gleicher Stelle``)."""
    houses: frozenset[str]
    """Venue nouns as they stand, in small letters, by which a text comes back to a venue."""
    whole: bool
    """Whether venue words stand by themselves rather than at the end of compounds."""
    not_venues: frozenset[str]
    calling: frozenset[str]
    """Stems of adjectives that houses are called by (``Alte Post``, ``Goldener Hirsch``);"""
    not_called: frozenset[str]
    """nouns that are no house behind them."""
    inns: frozenset[str]
    """Names of inns that stand for them behind an article (``im Ochsen``)."""
    generic: frozenset[str]
    named: frozenset[str]
    geography: tuple[str, ...]
    common: frozenset[str]
    plain: frozenset[str]
    """Common nouns, two of them joined by a hyphen, that are a venue without a name."""
    plain_heads: frozenset[str]
    """Common nouns that are a venue with another noun before them (``rowing club``)."""
    chambers: frozenset[str]
    """Parts of a house, whose name follows with "of" (``the grounds of the abbey``)."""
    outside: frozenset[str]
    """Prepositions before a house that people stand in front of;"""
    fronts: frozenset[str]
    """nouns that do so with "of" (``in front of``)."""
    articles: frozenset[str]
    """Articles behind which a capital makes a venue noun a name."""
    genders: Mapping[str, str]
    inflected: str
    townly: str
    """The ending that makes a town's name, known or not, an adjective of a venue (``Torgower Mühle``)."""
    townly_not: tuple[str, ...]
    """Endings of words with that ending that things are measured by."""
    routes: frozenset[str]
    """Stems of what lies or runs between two places: lines, trains, closures."""
    directions: frozenset[str]
    """Where something lies of a town: ``oberhalb von Lindau``, ``west of Leeds``."""
    near: frozenset[str]
    """Prepositions that a known town straight behind makes a place (``bei Lindau``)."""
    honours: frozenset[str]
    """First words of a venue called after somebody (``St Mary's Church``)."""
    round: str
    """What makes the next word one of place (``rund um die Kirche``)."""
    climbs: tuple[str, ...]
    """Ends of the nouns of ways up a mountain, which is named behind them (``Wanderung auf den Hirschberg``)."""
    foreign: frozenset[str]
    """Venue nouns of another language, with a name before them (``Congress Center``)."""
    departing: frozenset[str]
    """Verbs whose ``from`` says where something happens: a launch, a departure."""
    rooms: tuple[str, ...]
    """Endings of the parts of a house that its name follows as a genitive."""
    seated: tuple[str, ...]
    """Endings of bodies that are a venue with a town's name behind them."""
    standing: frozenset[str]
    """Prepositions between a venue and its town (``the church at Alnwick``)."""
    landscape: tuple[str, ...]
    """Endings of names of mountains, valleys and the like, where a journey can go."""
    landscape_heads: frozenset[str]
    """Nouns before the names of such (``Lake Garda``)."""
    landscape_tails: frozenset[str]
    """Last words of the names of such (``Blue Ridge``)."""
    toward: frozenset[str]
    """Prepositions between the ends of a route."""
    where: frozenset[str]
    """Words that open a clause of place."""
    between: str
    online: str


@cache
def vocabulary(language: str) -> Words:
    """The place words of a language."""
    data = languages.load(language, "places")
    words: Mapping[str, Any] = data.get("words", {})
    venues: Mapping[str, Any] = data.get("venues", {})
    more: Mapping[str, Any] = venues.get("more", {})

    def listed(source: Mapping[str, Any], key: str) -> frozenset[str]:
        return frozenset(str(source.get(key, "")).split())

    endings = [(word.lower(), gender) for gender in "mnf" for word in str(venues.get(gender, "")).split()]
    return Words(
        roles={
            w: role for role in ("within", "at", "into", "toward", "from", "of") for w in words.get(role, "").split()
        },
        contracted=listed(words, "contracted"),
        accusative=listed(words, "accusative"),
        genitive_articles=listed(words, "genitive_articles"),
        genitive=words.get("genitive", ""),
        conjunctions=listed(words, "conjunctions"),
        alternatives=listed(words, "alternatives"),
        introducing=listed(words, "introducing"),
        parts=listed(words, "parts"),
        part_endings=tuple(words.get("part_endings", "").split()),
        crossings=listed(words, "crossings"),
        shores=listed(words, "shores"),
        facing=listed(words, "facing"),
        attacks=listed(words, "attacks"),
        attached=listed(words, "attached"),
        holdings=listed(words, "holdings"),
        local=listed(words, "local"),
        meeting=listed(words, "meeting"),
        attended=listed(words, "attended"),
        about=listed(words, "about"),
        motion=listed(words, "motion"),
        visit=listed(words, "visit"),
        gatherings=listed(words, "gatherings"),
        until=listed(words, "until"),
        denying=listed(words, "denying"),
        merely=listed(words, "merely"),
        contrast=listed(words, "contrast"),
        held_in=listed(words, "held_in"),
        squares=listed(words, "squares"),
        affecting=listed(words, "affecting"),
        judging=listed(words, "judging"),
        hosting=listed(words, "hosting"),
        played=listed(words, "played"),
        gathering_endings=tuple(sorted(word for word in listed(words, "gatherings") if len(word) > 4)),
        hosts=tuple(str(venues.get("hosts", "")).split()),
        labels=listed(words, "labels"),
        agencies=listed(words, "agencies"),
        clubs=listed(words, "clubs"),
        ordinary=listed(words, "words"),
        never=listed(words, "never"),
        endings=tuple(sorted(endings, key=lambda pair: (-len(pair[0]), pair))),
        houses=frozenset(ending for ending, _ in endings) | listed(more, "common") | listed(more, "plain_heads"),
        same=listed(words, "same"),
        same_place=tuple(words.get("same_place", ())),
        whole=bool(more.get("whole", False)),
        not_venues=listed(more, "not"),
        calling=listed(more, "calling"),
        not_called=listed(more, "not_called"),
        inns=listed(more, "inns"),
        generic=listed(more, "generic"),
        named=listed(more, "named"),
        geography=tuple(str(more.get("geography", "")).split()),
        common=listed(more, "common"),
        plain=listed(more, "plain"),
        plain_heads=listed(more, "plain_heads"),
        chambers=listed(more, "chambers"),
        outside=listed(words, "outside"),
        fronts=listed(words, "fronts"),
        articles=listed(more, "articles"),
        genders=more.get("genders", {}),
        inflected=str(more.get("inflected", "")),
        townly=str(more.get("townly", "")),
        townly_not=tuple(str(more.get("townly_not", "")).split()),
        routes=listed(words, "routes"),
        directions=listed(words, "directions"),
        near=listed(words, "near"),
        honours=listed(more, "honours"),
        round=words.get("round", ""),
        climbs=tuple(words.get("climbs", "").split()),
        foreign=listed(more, "foreign"),
        departing=listed(words, "departing"),
        rooms=tuple(words.get("rooms", "").split()),
        seated=tuple(words.get("seated", "").split()),
        standing=listed(words, "standing"),
        landscape=tuple(words.get("landscape", "").split()),
        landscape_heads=listed(words, "landscape_heads"),
        landscape_tails=listed(words, "landscape_tails"),
        toward=listed(words, "toward"),
        where=listed(words, "where"),
        between=words.get("between", ""),
        online=words.get("online", ""),
    )


@lru_cache(maxsize=50_000)
def gender(word: str, language: str) -> str:
    """The gender of a venue noun (``m``, ``n``, ``f``), empty for any other word."""
    words = vocabulary(language)
    if word in words.not_venues or not word[0].isupper():
        return ""
    lower = word.lower()
    for ending, gender in words.endings:
        if lower == ending or (not words.whole and lower.endswith(ending)):
            return gender
    return ""


def is_venue(word: str, language: str) -> bool:
    """Whether a word is a venue noun (``Stadthalle``, ``Stadium``)."""
    return bool(word) and bool(gender(word, language))


@lru_cache(maxsize=20_000)
def is_house(name: str, language: str) -> bool:
    """Whether a name holds a venue noun, or is one of those that houses are called by (``Alte Post``)."""
    words = name.split()
    adjective = words[0].lower().rstrip("nrs").removesuffix("e") if len(words) > 1 else ""
    return adjective in vocabulary(language).calling or any(is_venue(word, language) for word in words)


@lru_cache(maxsize=50_000)
def gathers(word: str, language: str) -> bool:
    """Whether a noun is of something people gather for (``Konferenz``, ``Marathon``), alone or as the end of a compound."""
    words = vocabulary(language)
    lower = word.rpartition("-")[2].lower()
    return lower in words.gatherings or (not words.whole and lower.endswith(words.gathering_endings))


@lru_cache(maxsize=50_000)
def leads(word: str, language: str) -> str:
    """How a word leads to a place: the role of a preposition, BETWEEN, ONLINE or LINE; empty for most words."""
    words = vocabulary(language)
    lower = word.lower()
    if lower[0].isalpha() and lower in words.roles:
        return words.roles[lower]
    if lower == words.between:
        return BETWEEN
    if lower.partition("-")[0] == words.online:
        return ONLINE
    return LINE if runs(word, language) else ""


@lru_cache(maxsize=20_000)
def ends_in(word: str, nouns: frozenset[str]) -> bool:
    """Whether a noun is one of these, or a compound that ends in a long one of them."""
    lower = word.lower()
    return lower in nouns or any(lower.endswith(noun) for noun in nouns if len(noun) > _SHORT)


@lru_cache(maxsize=50_000)
def runs(word: str, language: str) -> bool:
    """Whether a word is of what lies or runs between two places (``Bahnstrecke``, ``Zug``)."""
    words = vocabulary(language)
    lower = word.lower()
    return lower in words.routes or (not words.whole and any(len(stem) > 3 and stem in lower for stem in words.routes))
