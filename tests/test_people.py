"""Participants: cases are data (``specs/<language>/people.toml``)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from timeline.events import people, words
from timeline.model import Document, Span

SPECS = Path(__file__).parent / "specs"


def cases() -> list[Any]:
    found = []
    for path in sorted(SPECS.glob("*/people.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
            found.append(pytest.param(path.parent.name, case, id=f"{path.parent.name}-{number}"))
    return found


def find(language: str, before: str, marked: str) -> tuple[Document, tuple[str, ...], tuple[Span, ...]]:
    """What is found in a sentence whose expression stands in brackets."""
    opening, closing = marked.index("["), marked.index("]") - 1
    shift = len(before) + 1 if before else 0
    text = marked.replace("[", "").replace("]", "")
    document = Document("case", f"{before} {text}" if before else text, language)
    sentence = Span(shift, len(document.text))
    tokens = words.analyse(document.text, sentence.start, sentence.end, language)
    names, spans = people.find(document, sentence, tokens, Span(shift + opening, shift + closing))
    return document, names, spans


@pytest.mark.parametrize(("language", "case"), cases())
def test_people(language: str, case: dict[str, Any]) -> None:
    document, found, spans = find(language, case.get("before", ""), case["text"])
    why = case.get("why", "")
    if "who" in case:
        assert list(found) == case["who"], why
    for name in case.get("among", ()):
        assert any(name in shown for shown in found), (why, found)
    assert len(found) == len(spans)
    assert all(document.text[span.start : span.end].strip() for span in spans)


def test_enough_cases() -> None:
    for language in ("de", "en"):
        assert sum(1 for case in cases() if case.values[0] == language) >= 40


def test_nobody_is_named_twice() -> None:
    _, found, _ = find("de", "", "Karla Rimml und Karla Rimml treffen [am Montag] Rimml.")
    assert found == ("Karla Rimml",)


def test_a_language_without_data_names_nobody_it_cannot_know() -> None:
    _, found, _ = find("id", "", "Rapat dewan diadakan [pada hari Senin].")
    assert found == ()
