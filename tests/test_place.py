"""Places: cases are data (``specs/<language>/place.toml``), names and coordinates hang together."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from timeline.events import place, words
from timeline.model import Document, Span

SPECS = Path(__file__).parent / "specs"


def cases() -> list[Any]:
    found = []
    for path in sorted(SPECS.glob("*/place.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
            found.append(pytest.param(path.parent.name, case, id=f"{path.parent.name}-{number}"))
    return found


def read(language: str, case: dict[str, Any]) -> tuple[Document, Span, Span, list[Span]]:
    """The document, the sentence, the expression in brackets, and the other ones."""
    before = case.get("before", "")
    marked = case["text"]
    opening, closing = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    shift = len(before) + 1 if before else 0
    document = Document("case", f"{before} {text}" if before else text, language)
    others = [Span(shift + text.index(o), shift + text.index(o) + len(o)) for o in case.get("others", ())]
    return document, Span(shift, len(document.text)), Span(shift + opening, shift + closing), others


@pytest.mark.parametrize(("language", "case"), cases())
def test_place(language: str, case: dict[str, Any]) -> None:
    document, sentence, expression, others = read(language, case)
    tokens = words.analyse(document.text, sentence.start, sentence.end, language)
    found, span = place.find(
        document, sentence, tokens, expression, others=others, statement=case.get("statement", False)
    )
    why = case.get("why", "")
    assert (found.name if found else "") == case["place"], why
    assert (found is None) == (span is None)
    if "country" in case:
        assert found is not None
        assert found.country == case["country"], why
    if span is not None:
        assert document.text[span.start : span.end].strip()


def test_enough_cases() -> None:
    for language in ("de", "en"):
        assert sum(1 for case in cases() if case.values[0] == language) >= 40


def test_a_language_without_data_names_no_place() -> None:
    document = Document("x", "Rapat diadakan di Jakarta pada hari Senin.", "id")
    sentence = Span(0, len(document.text))
    tokens = words.analyse(document.text, 0, len(document.text), "id")
    assert place.find(document, sentence, tokens, Span(33, 43)) == (None, None)


def test_venue_of_a_later_sentence_takes_its_full_name_from_an_earlier_one() -> None:
    text = "Die Oper spielt im Neuen Haus des Theaters Augsburg.\nTermine: 3. Mai, Neues Haus, 19 Uhr"
    document = Document("x", text, "de")
    start = text.index("Termine")
    at = text.index("3. Mai")
    tokens = words.analyse(text, start, len(text), "de")
    found, _ = place.find(document, Span(start, len(text)), tokens, Span(at, at + 6))
    assert found is not None
    assert found.name == "Neues Haus des Theaters Augsburg"
    assert found.country == "DE"
