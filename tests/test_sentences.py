"""Sentence boundaries: the hard cases are data in ``specs/<language>/sentences.toml``."""

import itertools
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.documents.sentences import split

SPECS = Path(__file__).parent / "specs"
CASES = [
    pytest.param(path.parent.name, case, id=f"{path.parent.name}: {case['why']}")
    for path in sorted(SPECS.glob("*/sentences.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["split"]
]


@pytest.mark.parametrize(("language", "case"), CASES)
def test_hard_cases(language, case):
    text = case["text"] if "text" in case else case.get("between", " ").join(case["sentences"])
    expected = case.get("sentences_found") or case["sentences"]
    assert [text[span.start : span.end] for span in split(text, language)] == expected


def test_nothing_in_nothing_out():
    assert split("", "de") == ()
    assert split(" \n\n\t", "en") == ()


def test_a_page_of_line_breaks_costs_no_more_than_prose() -> None:
    def cost(text: str) -> float:
        begun = time.perf_counter()
        split(text, "de")
        return time.perf_counter() - begun

    prose = "Der Rat tagt am Montag um 10 Uhr im Rathaus der Stadt. Danach wird gefeiert.\n" * 300
    for line in ("\n", " \n", "\u00a0\r\n"):
        breaks = "A" + line * (len(prose) // len(line)) + "B"
        assert min(cost(breaks) for _ in range(7)) < 12 * min(cost(prose) for _ in range(7))
        assert len(split(breaks, "de")) == 2


@pytest.mark.parametrize("language", ["", "xx", "nl"])
def test_a_language_without_data_uses_the_shared_abbreviations(language):
    text = "Dr. Kern kwam op 3 mei. Het begon."
    assert [text[s.start : s.end] for s in split(text, language)] == ["Dr. Kern kwam op 3 mei.", "Het begon."]


@pytest.mark.parametrize("language", ["de", "en", ""])
@given(text=st.text(alphabet='aB 1.!?…\n"„“()-–zDrerAm\t März|。', max_size=120))
def test_spans_hold_all_that_is_not_white_space(language, text):
    spans = split(text, language)
    assert "".join(text[s.start : s.end] for s in spans).split() == text.split() or "".join(
        "".join(text[s.start : s.end] for s in spans).split()
    ) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(s.start < s.end and not text[s.start].isspace() and not text[s.end - 1].isspace() for s in spans)
