"""Words that are parts of names, or only look like it: ``Lewes Crown Court``, ``„Große Freiheit“``, ``der Botanische Garten``.

In: a scene whose times are known; out: the scene with the tags of such words changed.
"""

from __future__ import annotations

from itertools import pairwise

from timeline import gazetteer
from timeline.events.lexeme import entry
from timeline.events.phrases import TIME
from timeline.events.placewords import is_venue
from timeline.events.readings import FINITE, MARKS, VERBAL
from timeline.events.scene import Scene
from timeline.events.tagger import is_listed

SENTENCE_ENDS = frozenset(".!?…")
_LONGEST_NAME = 8
"""Words between quotation marks up to which they may be a name."""


def names(scene: Scene) -> None:
    """``Harker Foods``: a noun with a capital behind a name is part of it, unless it says what happens or what stands there."""
    if not scene.lexicon.text("phrase", "svo"):
        return
    opener = next((i for i, tag in enumerate(scene.tags) if tag not in {TIME, "PUNCT"}), 0)
    first = scene.tokens[opener]
    apart = scene.tags[opener : opener + 2] == ["VERB", "PUNCT"] and scene.tokens[opener + 1].text == ","
    if apart and first.text[0].isupper() and not is_listed(first.text, first.language):  # Lund, who resigned
        scene.alter(opener, "PROPN", "")
    for i, token in enumerate(scene.tokens[1:], 1):
        if scene.tags[i] != "NOUN" or scene.tags[i - 1] != "PROPN" or not token.text[0].isupper():
            continue
        last = i  # Lewes Crown Court
        while (
            last + 1 < len(scene.tags) and scene.tags[last + 1] == "NOUN" and scene.tokens[last + 1].text[0].isupper()
        ):
            last += 1
        whole = scene.tokens[i : last + 1]
        if not any(scene.lexicon.noun(t.lemma) is not None or is_venue(t.text, t.language) for t in whole):
            scene.alter(i, "PROPN")


def called(scene: Scene) -> None:
    """``set up a venture called Orion in 1980``: what only gives a name is no verb of its clause."""
    naming = scene.lexicon.words("phrase", "naming_participles")
    for i, token in enumerate(scene.tokens[1:-1], 1) if naming else ():
        named = scene.tags[i - 1] == "NOUN" and scene.tags[i + 1] == "PROPN"
        if named and scene.tags[i] == "VERB" and token.text.lower() in naming:
            scene.alter(i, "ADV", "")


def quoted(scene: Scene) -> None:
    """``In „Große Freiheit“``, ``"Der lange Weg" läuft``: several words between quotation marks are one name, where they tell nothing."""
    marks = [i for i, token in enumerate(scene.tokens) if token.text in MARKS]
    for first, last in pairwise(marks):
        inside = range(first + 1, last)
        if not 2 <= len(inside) <= _LONGEST_NAME or not _opens_quote(scene, first):
            continue
        dated = any(scene.tags[i] == TIME and scene.tokens[i].text[0].isdigit() for i in inside)
        told = dated or any(scene.tags[i] in VERBAL and scene.tokens[i].form in FINITE for i in inside)
        uttered = scene.tokens[last - 1].text in SENTENCE_ENDS or scene.tokens[last - 1].text == ","
        if told or uttered or not scene.tokens[first + 1].text[0].isupper():
            continue
        scene.tags[first + 1 : last] = ["PROPN"] * len(inside)  # who is who is read from the words themselves


def in_names(scene: Scene) -> None:
    """``der Botanische Garten``: between an article and a noun, adjectives with the capital of a name are such."""
    if scene.lexicon.text("phrase", "svo"):
        return
    of_town = scene.lexicon.endings("forms", "town_adjectives") or "\0"  # der Bündner Kraftwerke
    for noun in range(2, len(scene.tokens)):
        first = noun
        while first > 1 and scene.tags[first - 1] == "PROPN":
            first -= 1
        inside = scene.tokens[first:noun]
        if scene.tags[noun] != "NOUN" or scene.tags[first - 1] != "DET" or first == noun:
            continue
        if all(
            not token.text.endswith(of_town) and entry(token.text.lower(), False, token.language) == (("ADJ", ""),)
            for token in inside
        ):
            scene.tags[first:noun] = ["ADJ"] * len(inside)


def townly(scene: Scene) -> None:
    """``alle Bozner Kinder``: what is made of a town's name stands before its noun as an adjective."""
    for i, token in enumerate(scene.tokens[:-1]):
        if scene.tags[i] == "PROPN" and scene.tags[i + 1] == "NOUN" and gazetteer.adjective(token.text, token.language):
            scene.tags[i] = "ADJ"


def _opens_quote(scene: Scene, i: int) -> bool:
    """Whether a quotation mark opens rather than closes: no blank stands behind it."""
    return i + 1 < len(scene.tokens) and scene.tokens[i].end == scene.tokens[i + 1].start
