"""What a whole document says of places: its dateline, the countries it speaks of, the towns it names by the way."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from timeline import gazetteer, languages
from timeline.events.headings import Heading, headings
from timeline.gazetteer import COUNTRY, REGION, TOWN, Candidate
from timeline.model import Document, Span

_NAME = r"(?:St\. )?[^\W\d_a-zß-öø-ÿ][\w'’]*(?:[ -][^\W\d_a-zß-öø-ÿ][\w'’]*){0,2}"
_BESIDE = r"(?: (?:am|an der|ob der|im|in der|bei|auf der|vor der|upon|on|under) [^\W\d_a-zß-öø-ÿ][\w'’]*)?"
"""What a town's name says of where it lies."""
_CAPITALS = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w-]{3,}")
_OPENING = 400
"""How far into the text a dateline may stand: behind a headline."""
_OPENING_SENTENCE = re.compile(
    r"\A\s*(?:[^\n]{1,120}[^\n.:!?]\n+)?[^\n]*?(?:[^\W\d]|[)”“\"])[.!?](?=\s+[^\W\d_a-zß-öø-ÿ„“\"]|\s*\Z)"
)
"""A headline, if there is one, and the sentence behind it."""
_LARGE = 30_000
_CITY = 500_000
"""People in a city whose name may stand for a government, and from which much is reported that happens elsewhere."""
_AGAIN = 2
"""So often the text behind its dateline names the town that it is about."""
_OFTEN = 3
"""So often, at least, a document names what it is about,"""
_EVERY = 600
"""once in so many characters,"""
_SHARE = 0.7
"""and with such a share of all the places it names."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """The town that a report opens with."""

    town: str
    place: Candidate | None
    span: Span
    local: bool
    """Opened the way local papers do, by a town alone or with the writer's initials, not with date or agency; or about that town."""
    end: int
    """Where the text behind it begins."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Places of a document as a whole."""

    spoken_of: frozenset[str]
    dateline: Dateline | None
    towns: tuple[tuple[Span, Candidate], ...]
    """Towns straight after a preposition of containment, in text order."""
    focus: tuple[tuple[Span, Candidate], ...]
    """The mentions of the one town or region that the document is about, if there is such a one."""
    located: frozenset[str]
    """Every name that stands there, known to the gazetteer or not, and the dateline's."""
    lead: tuple[Span, Candidate] | None = None
    """The town of the opening sentence: what follows is there too,"""
    left: int = 0
    """up to this offset, where another town is named."""
    realm: tuple[Span, Candidate] | None = None
    """The country or region that the text opens with (``In Honduras haben …``): all of it is about that."""
    headings: tuple[Heading, ...] = ()
    """Paragraphs that open with the town they are about."""

    @property
    def abroad(self) -> bool:
        """Whether the report opens with another country than that of its dateline."""
        home = self.dateline.place if self.dateline else None
        return self.realm is not None and home is not None and self.realm[1].country != home.country


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    words: Mapping[str, str] = languages.load(language, "places").get("words", {})
    agencies = "|".join(re.escape(a) for a in words.get("agencies", "").split()) or r"(?!)"
    dateline = re.compile(
        rf"(?:\A|\n)[ \t]*(?P<town>{_NAME}{_BESIDE})(?P<other>/{_NAME})?[ ]*"
        rf"(?:(?P<local>\([a-z]{{1,4}}(?:/[a-z]{{1,4}})?\)\s*[.:]|[.][ ]+(?=[\"“„»]?(?:[^\W_a-zß-öø-ÿ])))"
        rf"|,[^\n.]{{0,24}}\d[^\n()]{{0,12}}(?:\([^)\n]{{2,24}}\))?\s*(?:[-–—]+)\s"
        rf"|(?:,[ ](?:{_NAME}\.?|(?:[A-Z]\.){{2,3}}))?\s*(?P<agency>\((?:{agencies}))[^)\n]{{0,20}}\)\s*(?:[-–—:._]+\s*|\s)"
        rf"|\s*\([^\W\d_a-zß-öø-ÿ]{{2,5}}(?:/[^\W\d_]{{2,8}})*\)\s*[.:]\s"
        rf"|(?:,[ ](?:{_NAME}\.?|(?:[A-Z]\.){{2,3}}))?\s+[-–—_]{{1,2}}\s+(?=[^\W\d_a-zß-öø-ÿ]))"
    )
    within = _any_of(words.get("within", "in").split())
    town = re.compile(rf"{within}[ ]+(?P<town>{_NAME})") if words else re.compile(r"(?!)")
    skipped = frozenset((words.get("never", "") + " " + words.get("words", "")).split())
    return dateline, town, skipped


@lru_cache(maxsize=4)
def read(document: Document) -> Whereabouts:
    """The whereabouts of a document; cached, for it is asked once a dated sentence."""
    language, text = document.language, document.text
    dateline_pattern, town_pattern, skipped = _patterns(language)
    spoken_of = set()
    for word in set(_CAPITALS.findall(text)):
        for candidate in _meanings(word, language):
            if candidate.kind in {COUNTRY, REGION} and candidate.country:
                spoken_of.add(candidate.country)
    matches = [(m.start("town"), m["town"].rstrip("'’")) for m in town_pattern.finditer(text)]
    for _, name in matches:
        large = _town(name, language, frozenset()) if name not in skipped else None
        if large and large.population >= _LARGE:
            spoken_of.add(large.country)
    countries = frozenset(spoken_of)
    towns = []
    for start, name in matches:
        shorter = "" if _is_body(name, text, matches) else name
        while shorter:
            found = None if shorter in skipped else _town(shorter, language, countries)
            if found:
                towns.append((Span(start, start + len(shorter)), found))
                break
            shorter = shorter.rpartition(" ")[0]
    dateline = _dateline(dateline_pattern, text, language, countries)
    named = [name for _, name in matches if name.split()[0] not in skipped]
    located = {*named, *(name.split()[0] for name in named)}
    if dateline:
        located |= {dateline.town, *dateline.town.split()}
    lead, left = _lead(text, towns)
    realm = _realm(text, language, countries)
    focus = _focus(text, language, countries)
    opened = headings(text, language, countries, skipped)
    return Whereabouts(countries, dateline, tuple(towns), focus, frozenset(located), lead, left, realm, opened)


def _is_body(name: str, text: str, placed: Sequence[tuple[int, str]]) -> bool:
    """``a stake in Harker Foods``: a name of several words that the text has again and again without a preposition of place."""
    return " " in name and text.count(name) - sum(other == name for _, other in placed) >= _OFTEN


def _lead(text: str, towns: Sequence[tuple[Span, Candidate]]) -> tuple[tuple[Span, Candidate] | None, int]:
    """The only town that the opening sentence names as a place, and the offset up to which no other town is named so."""
    opening = _OPENING_SENTENCE.search(text)
    end = opening.end() if opening else len(text)
    first = [(span, town) for span, town in towns if span.start < end]
    if not first or len({town.name for _, town in first}) > 1:
        return None, 0
    left = next((span.start for span, town in towns if town.name != first[0][1].name), len(text))
    return first[0], left


def _realm(text: str, language: str, countries: frozenset[str]) -> tuple[Span, Candidate] | None:
    """The country or region that the first sentence opens with as a place, behind headline and dateline."""
    match = _opening_place(language).search(text, 0, _OPENING)
    name = match["town"] if match else ""
    while name:
        found = gazetteer.lookup(name, language, countries)[:1]
        if match and found:
            at = match.start("town")
            return (Span(at, at + len(name)), found[0]) if found[0].kind in {COUNTRY, REGION} else None
        name = name.rpartition(" ")[0]
    return None


@cache
def _opening_place(language: str) -> re.Pattern[str]:
    """A name behind a preposition at the beginning of a line, or behind what closes a dateline (``(dpa). In …``)."""
    words: Mapping[str, str] = languages.load(language, "places").get("words", {})
    first = "|".join(re.escape(word.capitalize()) for word in words.get("within", "").split()) or r"(?!)"
    return re.compile(rf"(?:\A|\n)(?:[^\n.]{{0,60}}(?:\)[.:]?|[.–—_-])[ ]+)?(?:{first})[ ]+(?P<town>{_NAME})")


def _focus(text: str, language: str, countries: frozenset[str]) -> tuple[tuple[Span, Candidate], ...]:
    """All mentions behind a preposition of place, where nearly all of them are of one town or region."""
    by_place: dict[tuple[str, float | None, float | None, str], list[tuple[Span, Candidate]]] = {}
    for match in _placed(language).finditer(text):
        name = match["town"]
        found = gazetteer.lookup(name, language, countries)[:1]
        if not found or name in _patterns(language)[2]:
            continue
        best = found[0]
        key = (best.country, best.latitude, best.longitude, "" if best.kind == TOWN else name)
        by_place.setdefault(key, []).append((Span(*match.span("town")), best))
    if not by_place:
        return ()
    total = sum(len(mentions) for mentions in by_place.values())
    most = max(by_place.values(), key=len)
    rare = len(most) < _OFTEN or len(most) * _EVERY < len(text)
    if rare or len(most) < _SHARE * total or most[0][1].kind == COUNTRY:
        return ()
    return tuple(most)


@cache
def _placed(language: str) -> re.Pattern[str]:
    words: Mapping[str, str] = languages.load(language, "places").get("words", {})
    prepositions = (words.get("within", "") + " " + words.get("of", "")).split()
    name = r"(?P<town>[^\W\d_a-zß-öø-ÿ][\w-]+)"
    return re.compile(rf"{_any_of(prepositions)}[ ]+{name}" if prepositions else r"(?!)")


def _any_of(words: Sequence[str]) -> str:
    """A pattern of whole words. That nothing stands before one is asked behind it, so that the engine skips to its first letter."""
    either = "|".join(rf"{word}(?<!\w{word})" for word in words)
    return f"(?:{either})"


def _dateline(pattern: re.Pattern[str], text: str, language: str, countries: frozenset[str]) -> Dateline | None:
    match = pattern.search(text, 0, _OPENING)
    if match is None or match["other"]:
        return None  # of two towns, none tells where something is
    name = match["town"].title() if match["town"].isupper() else match["town"]
    local = match["local"] or ""
    found = _town(name, language, countries)
    bare = local.startswith(".")
    sure = local or match["agency"] or match["town"].isupper()
    if len(name) < 3 or (not found and (bare or not sure)):
        return None
    options = [c for c in gazetteer.lookup(name, language, countries) if c.kind == TOWN]
    at_home = bool(local) or ((found is None or found.population < _CITY) and _at_home(name, text, match, language))
    return Dateline(
        name, gazetteer.settle(options, language, countries), Span(*match.span("town")), at_home, match.end()
    )


def _at_home(town: str, text: str, dateline: re.Match[str], language: str) -> bool:
    """Whether a report from a town is about it: its headline names it, or its text does so again and again."""
    forms = "|".join(re.escape(form) for form in (town, *gazetteer.adjectives(town, language)))
    named = re.compile(rf"\b(?:{forms})\b")
    body = islice(named.finditer(text, dateline.end()), _AGAIN)
    return named.search(text, 0, dateline.start()) is not None or len(list(body)) == _AGAIN


@lru_cache(maxsize=50_000)
def _meanings(word: str, language: str) -> tuple[Candidate, ...]:
    """The likeliest meaning of a word as it stands, without its genitive ending, or as an adjective of a name."""
    ending = str(languages.load(language, "places").get("words", {}).get("genitive", ""))
    plain = word[: -len(ending)] if ending and word.endswith(ending) else ""
    for name in (word, plain, gazetteer.adjective(word, language)):
        found = gazetteer.lookup(name, language)[:1] if name else ()
        if found and found[0].kind != TOWN:
            return found
    return ()


def _town(name: str, language: str, spoken_of: frozenset[str]) -> Candidate | None:
    for candidate in gazetteer.lookup(name, language, spoken_of):
        if candidate.kind == TOWN:
            return candidate
        if candidate.kind == COUNTRY:
            return None
    return None
