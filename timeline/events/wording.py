"""Finishing touches of a title: the place, where there is room, and the name of a deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline import gazetteer
from timeline.events.carried import Carrier
from timeline.events.forms import reinflect
from timeline.events.kind import enters
from timeline.events.names import is_country
from timeline.events.naming import LONG, Title
from timeline.events.phrases import Phrase
from timeline.events.placewords import ends_in, vocabulary
from timeline.events.scene import Clause, Scene
from timeline.events.words import analyse
from timeline.model import Place, Span

_PLACE = 5
"""Words of a phrase of place in a title at most."""


def with_place(title: Title, place: Place | None, scene: Scene, span: Span | None) -> Title:
    """The title with its place, where there is room and it is not named yet."""
    if place is None:
        return title
    town = place.name.rpartition(", ")[2] or place.name
    if (ends := town.split("–"))[1:]:
        return _with_line(title, ends, scene)
    folded = title.text.casefold()
    adjectives = gazetteer.adjectives(town, scene.lexicon.language)
    named = (town, place.name.partition(", ")[0], *town.split()[1:][-1:], *adjectives)
    if any(part.casefold() in folded for part in named):
        return title
    if len(title.text.split()) >= LONG:
        return title
    elsewhere = span is None or not (scene.span.start <= span.start < scene.span.end)
    if elsewhere and not (title.sort == "occasion" and len(title.text.split()) == 1):
        return title
    phrase = None
    if span is not None:
        phrase = next(
            (
                p
                for p in scene.phrases
                if p.preposition >= 0
                and scene.tokens[p.start].start <= span.start
                and span.end <= scene.tokens[p.last].end
                and span.start <= scene.tokens[p.head].start < span.end
            ),
            None,
        )
    motion = scene.lexicon.words("phrase", "motion_nouns")
    moving = title.head in motion or title.text.split()[-1].lower() in motion  # Aufbruch zu einer Reise
    local = scene.lexicon.words("phrase", "toward_place" if moving else "local")
    if phrase is not None and scene.tokens[phrase.preposition].text.lower() in local:
        where = scene.words(phrase.start, phrase.last) if moving else _standing(scene, phrase)
        if len(where.split()) <= _PLACE and where[:1].islower():
            return replace(title, text=f"{title.text} {where}")
    if span is not None and not elsewhere and (where := _as_led_to(scene, span, local)):
        return replace(title, text=f"{title.text} {where}")
    at = str(scene.lexicon.table("phrase", "visited").get(title.head, "")) or scene.lexicon.text("phrase", "at")
    known = place.latitude is not None and town == place.name and " " not in town
    neuter = scene.lexicon.gender(town) == scene.lexicon.text("kind", "bare_countries")  # in Irland, in der Türkei
    known = known or (neuter and is_country(town, scene.lexicon.language))
    bare = f" {at} {town}" in scene.text  # in Ortsheim, but im Pfarrheim
    unknown = place.country == "" and place.latitude is None
    if not bare and (unknown or (town == place.name and not known and _common(scene, town))):
        by_gender = scene.lexicon.table("phrase", "at_gender")
        at = _at_noun(scene, town) or str(by_gender.get(scene.lexicon.gender(town.split()[0]), "")) if by_gender else at
        if not at:
            return title
    if scene.lexicon.table("phrase", "genitive") and _described(town, scene.lexicon.language):
        return title  # "in Großes Haus": the adjective would have to change
    if span is not None and not elsewhere and _near(scene, span):
        at = scene.lexicon.text("phrase", "nearby")
    return replace(title, text=f"{title.text} {at} {town}")


def _at_noun(scene: Scene, place: str) -> str:
    """The preposition with its article that goes with the noun of a place (``auf dem Dorfplatz``); empty where its gender tells."""
    word = place.split(maxsplit=1)[0].lower()
    nouns = scene.lexicon.table("phrase", "at_nouns")
    return str(next((at for noun, at in nouns.items() if word.endswith(noun)), ""))


def _as_led_to(scene: Scene, span: Span, local: frozenset[str]) -> str:
    """The place with the preposition and the article before it, where no case changes them (``at St Mark's``); else empty."""
    first, last = scene.tokens_of(span)
    led = first - 1 - (first > 1 and scene.tags[first - 1] == "DET")
    if scene.lexicon.table("phrase", "locative") or led < 0 or scene.tokens[led].text.lower() not in local:
        return ""
    where = scene.words(led, last)
    return where[0].lower() + where[1:] if last - led < _PLACE else ""


def _near(scene: Scene, span: Span) -> bool:
    """``bei Lindau``, ``west of Leeds``: the town is only what something is near to."""
    at, words = scene.tokens_of(span)[0], vocabulary(scene.lexicon.language)
    before = [token.text.lower() for token in scene.tokens[max(0, at - 2) : at]]
    return bool(before) and (before[-1] in words.near or before[0] in words.directions)


def _described(name: str, language: str) -> bool:
    """Whether a name of several words opens with an adjective that changes its ending with the case (``Freie Universität``)."""
    first, _, rest = name.partition(" ")
    return bool(rest) and analyse(first.lower(), 0, len(first), language)[0].tag == "ADJ"


def _with_line(title: Title, ends: Sequence[str], scene: Scene) -> Title:
    """The title with the two towns between which something lies or runs, of which it may have the first."""
    pattern = scene.lexicon.text("phrase", "line")
    if not pattern or len(ends) != 2 or ends[1].casefold() in title.text.casefold():
        return title
    line = pattern.format(*ends)
    bare = title.text.removesuffix(f" {line[: line.index(ends[0]) + len(ends[0])]}")
    if bare == title.text and (ends[0].casefold() in title.text.casefold() or len(title.text.split()) >= LONG):
        return title
    return replace(title, text=f"{bare} {line}")


def _standing(scene: Scene, phrase: Phrase) -> str:
    """A phrase of place with its preposition as it is where something stands: ``in den Saal`` → ``im Saal``."""
    words = scene.words(phrase.start, phrase.last)
    before = scene.tokens[phrase.start - 1].text if phrase.start else ""
    struck = ends_in(before, vocabulary(scene.lexicon.language).attacks)  # der Angriff auf die Ukraine
    if struck or scene.number(phrase) == "p":
        return words
    for moving, standing in scene.lexicon.table("phrase", "locative").items():
        if words.lower().startswith(moving + " "):
            rest = words[len(moving) + 1 :].split()
            adjectives = sum(scene.tags[i] == "ADJ" for i in range(phrase.first, phrase.head))
            rest[:adjectives] = [reinflect(scene, word, "dative") for word in rest[:adjectives]]
            return " ".join((str(standing), *rest))
    return words


def _common(scene: Scene, name: str) -> bool:
    """Whether a place is called by a common noun (``Kanzleramt``), which asks for an article."""
    return bool(scene.lexicon.gender(name.split(maxsplit=1)[0]))


def _inside(scene: Scene, phrase: Phrase) -> str:
    """A phrase as it is written inside a sentence: without the capital that only opens one."""
    text = scene.words(phrase.first, phrase.core_last)
    common = {"DET", "ADJ", "NUM"} if scene.lexicon.table("phrase", "genitive") else {"DET", "ADJ", "NUM", "NOUN"}
    opens = phrase.first == 0 and scene.tags[0] in common and not text[1:2].isupper()
    return text[:1].lower() + text[1:] if opens else text


def _asked(scene: Scene, clause: Clause) -> Phrase | None:
    """``Journalisten werden gebeten, sich anzumelden``: who is to do what an infinitive says."""
    if clause.finite >= 0 or clause.kind != "subordinate":
        return None
    earlier = [c for c in scene.clauses if c.kind == "main" and max(c.indexes) < min(clause.indexes)]
    return earlier[-1].subject if earlier and earlier[-1].passive else None


def _entered(carrier: Carrier) -> str:
    """What one takes part in: the words between such a noun and the verb (``for the spring fair``)."""
    scene, phrase, verb = carrier.scene, carrier.phrase, carrier.clause.finite
    if (
        phrase is None
        or not phrase.head + 1 < verb <= phrase.head + _PLACE + 2
        or scene.tags[phrase.head + 1] == "PUNCT"
    ):
        return ""
    return f" {scene.words(phrase.head + 1, verb - 1)}"


def deadline(carrier: Carrier, title: Title) -> Title:
    """The name of a deadline for what the verb asks to be done: ``Anmeldeschluss für Medienvertreter``."""
    scene, clause = carrier.scene, carrier.clause
    table = scene.lexicon.table("verbs", "deadline")
    if (
        carrier.phrase is not None
        and enters(carrier)
        and (closing := table.get(scene.tokens[carrier.phrase.head].lemma))
    ):
        return replace(title, text=f"{closing}{_entered(carrier)}", head=str(closing).split()[-1].lower(), noun=True)
    noun = table.get(clause.lemma)
    delivered = clause.passive or clause.lemma in scene.lexicon.words("verbs", "reaching")  # must reach us by Friday
    target = clause.subject if delivered else clause.object
    if target is None and noun is None and carrier.nominal is not None and carrier.nominal.genitive == "s":
        target = clause.subject
    if noun is None and target is not None:
        noun = table.get(scene.tokens[target.head].lemma)
        target = None
    elif noun is not None and (target is None or title.text.split()[0] in str(noun)):
        target = target or clause.subject
    if not noun or (carrier.sense is not None and carrier.sense.sort == "deadline"):
        return title
    text = str(noun)
    target = target or _asked(scene, clause)
    if (
        target is not None
        and clause.pronoun < 0
        and (target.determiner < 0 or not scene.lexicon.table("phrase", "genitive"))
    ) or (target is not None and scene.lexicon.gender(scene.tokens[target.head].lemma) in {"f", "n"}):
        text += f" {scene.lexicon.text('phrase', 'for')} {_inside(scene, target)}"
    return replace(title, text=text, head=str(noun).split()[-1].lower(), noun=True, sort="deadline")
