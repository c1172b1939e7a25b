"""Single words in another case or number, by rules that need no lexicon of paradigms."""

from __future__ import annotations

import re

from timeline import gazetteer
from timeline.events.phrases import Phrase
from timeline.events.scene import Scene


def plural_like(scene: Scene, phrase: Phrase) -> bool:
    """Whether the head differs from its dictionary form in a way that is no genitive singular."""
    token = scene.tokens[phrase.head]
    if phrase.determiner >= 0:
        word = scene.tokens[phrase.determiner].text.lower()
        if word in scene.lexicon.words("phrase", "genitive_singular"):
            return False
    return scene.tags[phrase.head] == "NOUN" and token.text != token.lemma


def reinflect(scene: Scene, adjective: str, case: str) -> str:
    """An inflected adjective with the ending that the language data give for a case; as it is when there is none."""
    return with_ending(scene, adjective, scene.lexicon.text("forms", "adjective", case))


def with_ending(scene: Scene, adjective: str, ending: str) -> str:
    """An inflected adjective with another ending; one made from a town has none (``Berliner``)."""
    endings = scene.lexicon.text("forms", "adjective", "endings")
    if not ending or not endings or gazetteer.adjective(adjective, scene.tokens[0].language):
        return adjective
    return re.sub(rf"(?<=\w\w\w)(?:{endings})$", ending, adjective)


def changed(scene: Scene, word: str, form: str) -> str:
    """A noun in another form, by the first pattern of the language data that fits."""
    rules = scene.lexicon.data.get("forms", {}).get(form, ())
    for pattern, replacement in rules:
        if re.search(pattern, word, re.IGNORECASE):
            return re.sub(pattern, replacement, word, count=1, flags=re.IGNORECASE)
    return word


def nominative(scene: Scene, phrase: Phrase, gender: str, plural: bool) -> str:
    """A head as a heading shows it: ``Treffens`` → ``Treffen``, ``über die Gesprächen`` → ``Gespräche``."""
    if not plural:
        return _base(scene, phrase)
    token = scene.tokens[phrase.head]
    rest = scene.words(phrase.head, phrase.core_last)[len(token.text) :]
    dative = phrase.preposition >= 0 and gender in {"m", "n", "p"} and not token.lemma.endswith("n")
    if dative and token.text.endswith(("en", "ern", "eln")) and token.text[:-1] != token.lemma:
        return token.text[:-1] + rest
    if dative and token.text == token.lemma + "n":
        return token.lemma + rest
    return token.text + rest


def _base(scene: Scene, phrase: Phrase) -> str:
    """The singular of a head that stands in some case: ``Treffens`` → ``Treffen``."""
    token = scene.tokens[phrase.head]
    rest = scene.words(phrase.head + 1, phrase.core_last) if phrase.core_last > phrase.head else ""
    if phrase.core_first < phrase.head:
        return scene.words(phrase.core_first, phrase.core_last)
    noun = token.text
    if scene.tags[phrase.head] == "NOUN" and token.text in {token.lemma + "s", token.lemma + "es"}:
        noun = token.lemma
    return f"{noun} {rest}".strip()


def genitive_noun(scene: Scene, phrase: Phrase) -> str:
    """A masculine or neuter head in the genitive singular, names behind it unchanged."""
    token = scene.tokens[phrase.head]
    rest = scene.words(phrase.head + 1, phrase.core_last) if phrase.core_last > phrase.head else ""
    noun = token.text
    if oblique_adjective := adjectival(scene, noun):
        return f"{oblique_adjective} {rest}".strip()
    if scene.tags[phrase.head] == "PROPN" and (noun.isupper() or phrase.core_first < phrase.head):
        return scene.words(phrase.core_first, phrase.core_last)
    oblique = scene.lexicon.text("forms", "oblique")
    if noun != token.lemma and oblique and re.search(oblique, noun):
        return f"{noun} {rest}".strip()
    noun = changed(scene, noun, "genitive_weak" if weak(scene, token.lemma) else "genitive")
    return f"{noun} {rest}".strip()


def adjectival(scene: Scene, noun: str) -> str:
    """An adjective that has become a noun (``ein Verletzter``, ``eine Angestellte``) behind an article in the genitive or dative;
    empty for any other noun."""
    ending = next((e for e in scene.lexicon.text("forms", "adjectival_endings").split() if noun.endswith(e)), "")
    base = f"{noun[: -len(ending)]}e" if ending else ""
    tail = base.lower().rpartition("-")[2]
    known = base and any(tail.endswith(e) for e in scene.lexicon.words("phrase", "adjectival"))
    return f"{base}n" if known else ""


def weak(scene: Scene, lemma: str) -> bool:
    """Whether a masculine noun takes -(e)n in all other cases (``Präsident``, ``Kollege``)."""
    tail = lemma.lower().rpartition("-")[2]
    if any(tail.endswith(w.lower()) for w in scene.lexicon.words("phrase", "weak_nouns")):
        return True
    if lemma in scene.lexicon.words("phrase", "weak_alone"):
        return True
    endings = scene.lexicon.words("phrase", "weak_endings") | scene.lexicon.words("phrase", "adjectival")
    return any(tail.endswith(e) for e in endings) and len(tail) > 4


def dative_plural(scene: Scene, noun: str) -> str:
    """A plural with the ending of the dative."""
    return changed(scene, noun, "dative_plural")
