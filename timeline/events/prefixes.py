"""Separable verbs whose prefix stands at the end of the clause."""

from __future__ import annotations

from timeline.events.phrases import TIME
from timeline.events.scene import Clause, Scene
from timeline.events.words import Token


def written_apart(scene: Scene, clause: Clause, main: Token) -> str:
    """The lemma of a verb in two words: ``bekannt gegeben`` → ``bekanntgeben``; that of its last word where no such verb is known."""
    before = clause.main - 1
    word = scene.tokens[before].text.lower() if before in clause.indexes else ""
    joined = word + main.lemma
    known = word in scene.lexicon.words("phrase", "written_apart") and joined in scene.lexicon.table("verbs", "noun")
    return joined if known else main.lemma


def with_prefix(scene: Scene, clause: Clause, main: Token) -> str:
    """The lemma of a finite verb with the prefix that stands apart from it, if there is one: ``rückte … aus`` → ``ausrücken``."""
    after = [i for i in sorted(clause.indexes) if i > clause.main]
    for i in reversed(after):
        token = scene.tokens[i]
        word = token.text.lower()
        separable = word in scene.lexicon.words("phrase", "prefixes")
        if token.tag in {"PUNCT", "ADV"} and token.form != "prefix" and not separable:
            continue
        joined = scene.lexicon.verb(word + main.lemma) or word + main.lemma in scene.lexicon.table("verbs", "noun")
        if token.tag == "ADJ" and not joined:
            break
        if (
            token.form == "prefix" or token.tag in {"ADP", "PART", "ADV", "DET", "ADJ"}
        ) and word in scene.lexicon.words("phrase", "prefixes"):
            return word + main.lemma
        break
    for i in after:
        word = scene.tokens[i].text.lower()
        stranded = scene.tags[i] in {"ADP", "DET", "ADV", "PART"} and word in scene.lexicon.words("phrase", "prefixes")
        if stranded and scene.tags[i + 1 : i + 2] == ["PUNCT"] and not scene.lexicon.text("phrase", "svo"):
            return word + main.lemma
        if scene.tokens[i].form == "prefix" and not scene.lexicon.text("phrase", "svo"):
            following = i + 1 >= len(scene.tokens) or scene.tags[i + 1] in {"PUNCT", "CONJ", TIME, "SUBJ"}
            if following:
                return scene.tokens[i].text.lower() + main.lemma
    before = clause.main - 1
    opened = scene.tokens[before].text.lower() + main.lemma if before == min(clause.indexes) else ""
    if clause.kind == "main" and "begin" in scene.lexicon.verb(opened):  # Los geht es um 10 Uhr
        return opened
    if (
        before in clause.indexes
        and scene.tokens[before].form == "prefix"
        and clause.kind in {"subordinate", "relative"}
    ):
        return scene.tokens[before].text.lower() + main.lemma
    return main.lemma
