"""A German export says in German what the stages say in English: reasons, anchors, messages of doubts."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import timeline
from timeline import languages
from timeline.events.confidence import _SAID
from timeline.model import Doubt
from timeline.resolution.anchor import NO_ANCHOR, ROUGH
from timeline.resolution.tied import TIED
from timeline.writers.labels import Labels

ROOT = Path(timeline.__file__).parent
GERMAN = Labels("de", languages.load("de", "labels"))
ENGLISH = Labels("en", languages.load("en", "labels"))


def constants(*folders: str) -> list[ast.Call]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for folder in folders for path in (ROOT / folder).glob("*.py")]
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]


def reasons() -> set[str]:
    """Every reason that resolution gives in words of its own."""
    given = (word.value for call in constants("resolution") for word in call.keywords if word.arg == "reason")
    return {one.value for one in given if isinstance(one, ast.Constant) and one.value} | {NO_ANCHOR, ROUGH, TIED}


def codes() -> set[str]:
    """Every code of a doubt that stands in the code."""
    calls = (call for call in constants("resolution", "events", "table", "store") if ast.unparse(call.func) == "Doubt")
    return {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}


@pytest.mark.parametrize("text", sorted(reasons() | set(_SAID.values())))
def test_every_phrase_has_its_german(text: str) -> None:
    assert GERMAN.phrase(text) != text
    assert ENGLISH.phrase(text) == text


@pytest.mark.parametrize("labels", [GERMAN, ENGLISH], ids=["de", "en"])
def test_every_doubt_has_its_words(labels: Labels) -> None:
    assert codes() >= {"weekday", "lean", "unsure", "past-future"}
    assert [code for code in sorted(codes()) if code not in labels.data["doubt"]] == []


def test_what_differs_is_kept() -> None:
    assert GERMAN.phrase("published 2025-04-10") == "erschienen 2025-04-10"
    assert GERMAN.doubt(Doubt("weekday", "2025-04-10 is not the weekday that the text names")).startswith(
        "Wochentag und Datum passen nicht zusammen: der 2025-04-10 ist nicht der Wochentag"
    )
    assert GERMAN.phrase("unpublished 2025-04-10") == "unpublished 2025-04-10"


def test_blanks_of_a_translation_are_those_of_its_phrase() -> None:
    for text, said in GERMAN.data["phrases"].items():
        assert len(re.findall("{}", text)) == len(re.findall("{}", said)), text
