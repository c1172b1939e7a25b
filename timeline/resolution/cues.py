"""The words and turns that say whether a date lies behind or ahead: the data of a language, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from timeline import languages
from timeline.resolution.present import infinitives, weak_plurals

_WORDS = (("past", -2), ("past_weak", -1), ("future_weak", 1), ("future", 2), ("past_modal", -4))
"""Lists of words with their weights; a modal outweighs the infinitive of the passive that it governs (``musste … werden``)."""
_PATTERNS = (
    ("past_patterns_strong", -4),
    ("past_patterns", -2),
    ("past_patterns_weak", -1),
    ("future_patterns", 1),
    ("future_patterns_strong", 2),
)
SAID_TO_HAVE = -4
"""Weight of an infinitive of the perfect, which outweighs its modal (``soll … überfallen haben``)."""
_PERFECTS = (
    ("perfect", -2),
    ("perfect_be", -2),
    ("perfect_told", SAID_TO_HAVE),
    ("passive_be", 4),
    ("present_final", 2),
)
Patterns = tuple[tuple[re.Pattern[str], int], ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words of a language, ready to be looked for; none where its data have no such words."""

    phrases: re.Pattern[str] | None
    """The cues of more than one word."""
    weights: dict[str, int]
    stems: tuple[tuple[str, int], ...]
    """What the cues written with ``*`` begin with."""
    endings: tuple[tuple[re.Pattern[str], int], ...]
    """What a past tense ends in, with its weight."""
    nouns: frozenset[str]
    """What with a capital is a noun, even where it opens its clause (``Band``)."""
    not_endings: frozenset[str]
    preterites: frozenset[str]
    """Words with the ending that is often an infinitive's, which of these is none (``bauten``)."""
    near: re.Pattern[str] | None
    """Words that only look ahead right before the date (``by Tuesday``)."""
    void: re.Pattern[str] | None
    """Words after which a participle is no past tense (``will be paid``)."""
    void_behind: re.Pattern[str] | None
    """The same right behind it (``beschlossen wird``)."""
    attributive_first: tuple[re.Pattern[str], re.Pattern[str]] | None
    """A participle that opens a clause, and the noun and its verb behind (``gedruckte Aushänge folgen``)."""
    attributive: tuple[re.Pattern[str], re.Pattern[str]] | None
    """What stands before and behind a word with the ending of a past tense that says what sort of thing follows (``its sponsored walk``)."""
    void_future: re.Pattern[str] | None
    """Words after which a cue of the future is a noun (``the plan``) or has been overtaken (``had been due``)."""
    attributed: re.Pattern[str] | None
    """Words right before the date that tie it to something done (``das Ergebnis vom Sonntag``)."""
    not_attributed: re.Pattern[str] | None
    """What right behind a date says that those words begin something (``von Montag an``)."""
    frame: re.Pattern[str] | None
    """What its sentence begins with, before a year that all of it is about."""
    framing: tuple[re.Pattern[str], re.Pattern[str]] | None
    """What stands before and behind a year to come that is the one of the dates its sentence goes on to (``next year's festival is set for``)."""
    limits: re.Pattern[str] | None
    """Words right before a date that make it the last, or the first, day of something."""
    closing: re.Pattern[str] | None
    """What a sentence says before a date that ends the time allowed for something."""
    since: re.Pattern[str] | None
    """Words right before the date that say that something has lasted from it (``seit dem 3. Mai``)."""
    patterns: Patterns
    """Turns of more than one word with their weights, such as a perfect."""
    hours_ahead: re.Pattern[str] | None
    """Times of the day, which announcements name and reports seldom do."""
    hints: Patterns
    """Turns that only hint, such as a present tense with its subject behind it: looked for where nothing else is said."""
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    """A verb in the present tense right before or behind the date."""
    namely: re.Pattern[str] | None
    """What goes on about the clause before a comma (``nämlich``, ``und zwar``)."""
    figures: re.Pattern[str] | None
    """What somebody has made or lost, right before the stretch that it is of (``announced a loss for the fourth quarter``)."""
    done_first: tuple[re.Pattern[str], re.Pattern[str]] | None
    """What stands before and behind a date that a participle follows only after its other words."""
    told: re.Pattern[str] | None
    """What right behind the date says that it tells of something done (``die am Dienstag veröffentlichte Studie``)."""
    undone: re.Pattern[str] | None
    not_held: re.Pattern[str] | None
    """What stands behind the date of something that did not take place then."""
    """What in its clause says that this had been done before: what was planned then lies behind."""
    planned: tuple[re.Pattern[str], re.Pattern[str]] | None
    """What right before a date makes it the one something is called for, and the verbs that call (``für Freitag … aufgerufen``)."""
    committed: re.Pattern[str] | None
    """Cues of what lies ahead that are verbs of the past: where a date stands before one, it is when that was."""
    programme: re.Pattern[str] | None
    """One of several days with nothing but a noun behind each (``am Freitag Lesung, am Samstag Theater``)."""
    spoken_of: re.Pattern[str] | None
    """What right before a date only names it (``spricht nun vom``): it may be past, and is to come as a rule."""
    contrast: re.Pattern[str] | None
    """Between a comma and a date, what says that it takes the place of the one before (``sondern erst am``)."""
    meant: tuple[re.Pattern[str], re.Pattern[str]] | None
    """What right before a date makes it the one something is meant for, and what such a date begins with."""
    listed: re.Pattern[str] | None
    """Right before a date, another one that it is told in one with (``5. und``)."""
    called_off: tuple[re.Pattern[str], re.Pattern[str]] | None
    """What right before a date ties it to an event, and what behind it calls that off or moves it: such an event lies ahead."""
    decided_at: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """What stands before and behind the date on which people agreed on what is still to be done."""
    heralded: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """What stands before and behind the date on which somebody has announced something (``hat am Dienstag … angekündigt``)."""
    awaited: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """What stands before and behind the date of something that is on sale: such an event lies ahead."""
    called_off_by: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """The same where somebody does so: such an event is near, and may be past."""
    goes_on: re.Pattern[str] | None
    """Verbs that say that something comes after what was told before."""
    coordinated: re.Pattern[str] | None
    """What right before a date joins it to the one before."""
    to_hour: tuple[re.Pattern[str], re.Pattern[str]] | None
    """What right before an hour makes it the new one of something, and what in its clause says that this has been moved."""
    superseded: re.Pattern[str] | None
    """What says that a plan is no longer one: its day may lie behind as well (``war für März geplant``)."""
    thwarted: tuple[re.Pattern[str], re.Pattern[str]] | None
    """What before and behind a date says that a plan for it came to nothing (``was due to sail on Tuesday but stayed``)."""
    done: re.Pattern[str] | None
    """A verb in the past tense right before the date, whatever the rest of the clause says."""
    owned_ahead: re.Pattern[str] | None
    """What right behind the date makes it the owner of something that lies ahead (``Friday's premiere is sold out``)."""
    owned: re.Pattern[str] | None
    """What right behind the date makes it the owner of a noun (``Tuesday's ruling``): news speaks so of what has happened …"""
    owned_awaited: re.Pattern[str] | None
    """What stands before an owned day that lies ahead (``doubtful for Saturday's game``)."""
    owners: re.Pattern[str] | None
    """… unless one of these words right before it leads on to it (``in Saturday's game``)."""
    onward: re.Pattern[str] | None
    """Words right before the date that begin something on it (``from Monday``): where nothing else is said, it lies ahead."""
    told_on: re.Pattern[str] | None
    """What right before a date makes it the day on which its clause happened (``am``)."""
    told_at: tuple[re.Pattern[str], re.Pattern[str]] | None
    """What opens a date that does so by itself (``Ende November``), and what in its clause only names or hopes for it."""
    since_what: re.Pattern[str] | None
    """What happened, since which something has been so or to which it answers, right before its date (``seit dem Auszug im``)."""
    closed: re.Pattern[str] | None
    """What right behind the date begins another clause (``Mitte April, die neue …``)."""
    perfects: tuple[tuple[re.Pattern[str], re.Pattern[str], int], ...]
    """Auxiliaries, each with its participles at the end of the clause and their weight; a passive and a finite verb are no perfect."""
    headed: re.Pattern[str] | None
    """What stands at the beginning of its sentence before something that will not take place (``Cancelled: Sunday's rally``)."""
    clock: re.Pattern[str] | None
    """A time of the day behind a comma."""
    inserted: re.Pattern[str] | None
    """A relative clause between two commas, inside another clause."""
    joined: re.Pattern[str] | None
    """A verb that closes its clause (its first group) and the conjunction behind it."""
    resumed: re.Pattern[str] | None
    """Behind a date, what another verb of its own for the next one comes after (``and``)."""
    weighed: dict[str, int]
    ended: dict[str, int]
    """The words seen so far, with their weights and with those of their endings."""
    opening_participle: bool
    """Whether the first word of a clause may be a past tense by its ending (``Elected mayor on Sunday, she …``): no noun has it."""
    nearest: bool
    """Whether the verb that governs a date stands nearest before it; else all that the clause says is weighed."""


@cache
def cues_of(language: str) -> Cues | None:
    """The cues of a language; none when its data do not say how to tell past from future."""
    data: Any = languages.load(language, "resolution").get("lean")
    if not data:
        return None
    data = _filled(data, {"<be>": data.get("participles_be", ""), "<harms>": data.get("harms", "")})
    past_too = frozenset(data.get("past_too", "").split())  # infinitives that are a past tense as well
    weights: dict[str, int] = {}
    for name, sign in _WORDS:
        for word in data.get(name, ()):
            weights[word] = sign
        stems = (*data.get(f"{name}_stems", ()), *data.get(f"{name}_plurals", ()))
        weights |= {prefix + word: sign for prefix in data.get(f"{name}_prefixes", ()) for word in stems}
    phrases = "|".join(re.escape(w) for w in sorted(weights, key=lambda w: (-len(w), w)) if " " in w)
    endings = [
        (data[name], weight) for name, weight in (("past_endings", -2), ("past_endings_weak", -1)) if name in data
    ]
    return Cues(
        phrases=re.compile(rf"(?<!\w)(?:{phrases})(?!\w)", re.I) if phrases else None,
        weights=weights,
        stems=tuple((w[:-1], sign) for w, sign in weights.items() if w.endswith("*")),
        endings=tuple((re.compile(ending), weight) for ending, weight in endings),
        not_endings=frozenset(data.get("not_past", ())) | (infinitives(language) - past_too),
        preterites=weak_plurals(language) - past_too,
        nouns=frozenset(data.get("nouns", "").split()),
        near=_beside(data.get("future_near")),
        void=_beside(data.get("not_past_after")),
        void_behind=_said(data, "not_past_behind"),
        attributive_first=_both(data.get("attributive_first")),
        attributive=_sides(data.get("attributive")),
        void_future=_beside(data.get("not_future_after")),
        attributed=_beside(data.get("past_near")),
        not_attributed=_said(data, "not_attributed"),
        frame=_said(data, "frame"),
        framing=_sides(data.get("framing")),
        limits=_beside(data.get("limits")),
        closing=_ends(data.get("closing")),
        since=_beside(data.get("past_since")),
        patterns=(
            *((_either(data[name]), w) for name, w in _PATTERNS if w < -1 and data.get(name)),
            *((re.compile(p), w) for name, w in _PATTERNS if w > 1 for p in data.get(name, ())),
        ),
        hours_ahead=_said(data, "hours_ahead"),
        hints=tuple((_either(data[name]), w) for name, w in _PATTERNS if abs(w) == 1 and data.get(name)),
        before=_ends(data.get("present_before")),
        after=_said(data, "present_after"),
        told=_said(data, "past_after"),
        namely=_said(data, "namely"),
        figures=_ends(data.get("figures")),
        done_first=_sides(data.get("done_first")),
        undone=_said(data, "undone"),
        not_held=_said(data, "not_held"),
        planned=_pair(data.get("planned_for"), data.get("planned")),
        superseded=_said(data, "superseded"),
        called_off=_pair(data.get("called_off_before"), data.get("called_off")),
        committed=_said(data, "committed"),
        programme=_said(data, "programme"),
        spoken_of=_ends(data.get("spoken_of")),
        contrast=_said(data, "contrast"),
        meant=_sides(data.get("meant")),
        listed=_ends(data.get("listed")),
        decided_at=tuple(filter(None, map(_sides, data.get("decided_at", ())))),
        heralded=tuple(filter(None, map(_sides, data.get("heralded", ())))),
        awaited=tuple(filter(None, map(_sides, data.get("awaited", ())))),
        called_off_by=tuple(filter(None, map(_sides, data.get("called_off_by", ())))),
        goes_on=_said(data, "goes_on"),
        coordinated=_ends(data.get("coordinated")),
        to_hour=_pair(data.get("to_hour_before"), data.get("to_hour")),
        thwarted=_sides(data.get("thwarted")),
        done=_ends(data.get("past_before")),
        owned=_said(data, "owned"),
        owned_ahead=_said(data, "owned_ahead"),
        owned_awaited=_said(data, "owned_awaited"),
        owners=_beside(data.get("owners")),
        onward=_beside(data.get("onward")),
        told_on=_ends(data.get("told_on")),
        told_at=_both(data.get("told_at")),
        since_what=_ends(data.get("since_what")),
        closed=_said(data, "closed"),
        perfects=tuple((*pair, weight) for name, weight in _PERFECTS if (pair := _both(data.get(name))) is not None),
        headed=_said(data, "headed"),
        clock=_said(data, "clock"),
        inserted=_said(data, "inserted"),
        joined=_said(data, "joined"),
        resumed=_said(data, "resumed"),
        weighed={},
        ended={},
        opening_participle=bool(data.get("opening_participle")),
        nearest=bool(data.get("nearest")),
    )


def _filled(data: Any, lists: dict[str, str]) -> Any:
    """The data with the words of its lists where its patterns ask for them (``<be>``: participles of motion and change)."""
    if isinstance(data, dict):
        return {name: _filled(value, lists) for name, value in data.items()}
    if isinstance(data, list):
        return [_filled(value, lists) for value in data]
    if isinstance(data, str):
        for name, words in lists.items():
            data = data.replace(name, words)
    return data


def _said(data: dict[str, Any], name: str) -> re.Pattern[str] | None:
    """A pattern of the data, where there is one."""
    return re.compile(data[name]) if name in data else None


def _ends(pattern: str | None) -> re.Pattern[str] | None:
    """What ends right before an expression."""
    return re.compile(f"(?:{pattern})$") if pattern else None


def _pair(before: str | None, said: str | None) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What ends right before an expression, and what goes with it."""
    ends = _ends(before)
    return (ends, re.compile(said)) if ends is not None and said else None


def _both(patterns: list[str] | None) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Two patterns that belong together."""
    return (re.compile(patterns[0]), re.compile(patterns[1])) if patterns else None


def _sides(sides: list[str] | None) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What ends right before a word, and what begins right behind it."""
    return (re.compile(f"(?:{sides[0]})$"), re.compile(sides[1])) if sides else None


def _either(patterns: list[str]) -> re.Pattern[str]:
    """One pattern for all of a kind, so that a clause is walked through once: where they begin makes no difference."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _beside(words: list[str] | None) -> re.Pattern[str] | None:
    """Matches text that ends with one of the words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})\s+$", re.I) if words else None
