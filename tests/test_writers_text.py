"""Text made safe for files, and the words of the exports."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import synthetic
from hypothesis import given
from hypothesis import strategies as st

from timeline.model import Doubt, Moment, Precision, Timeline
from timeline.settings import Settings
from timeline.writers.labels import Labels, choose, key_of
from timeline.writers.text import clean, line, link, shorten


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_clean_text_can_be_written_anywhere(text: str) -> None:
    found = clean(text)
    assert clean(found) == found
    assert not set(found) & {"\x00", "\r", "\x85", "\u2028", "\ufffe", "\ud800"}
    assert found.encode("utf-8").decode("utf-8") == found
    assert found.splitlines() == found.removesuffix("\n").split("\n") or not found
    assert "\n" not in line(text)


@given(st.text(), st.integers(1, 50))
def test_a_cut_is_marked(text: str, length: int) -> None:
    found = shorten(text, length)
    assert len(found) <= length
    assert found == text or found.endswith("…")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=c&d=%20#e",
        "http://example.org",
        "https://müller.example/straße",
        "HTTPS://example.org/",
    ],
)
def test_links(url: str) -> None:
    assert link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "JaVaScRiPt://example.org/",
        "data:text/html,<script>alert(1)</script>",
        "data://example.org/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "https://",
        "https://[broken",
        "https://example.org/ a",
        'https://example.org/"onclick="alert(1)',
        "https://example.org/\n",
        "\x01https://example.org/",
        "https://example.org/\ud800",
    ],
)
def test_what_is_no_link(url: str) -> None:
    assert link(url) == ""


@pytest.mark.parametrize(
    ("code", "start", "end", "precision", "words"),
    [
        ("de", date(2025, 4, 7), date(2025, 4, 13), Precision.WEEK, "KW 15/2025"),
        ("en", date(2024, 12, 30), date(2025, 1, 5), Precision.WEEK, "week 1, 2025"),
        ("de", date(2025, 3, 1), date(2025, 3, 10), Precision.MONTH_PART, "Anfang März 2025"),
        ("de", date(2025, 3, 21), date(2025, 3, 31), Precision.MONTH_PART, "Ende März 2025"),
        ("en", date(2025, 3, 11), date(2025, 3, 20), Precision.MONTH_PART, "mid March 2025"),
        ("de", date(2025, 3, 1), date(2025, 4, 30), Precision.MONTH, "März 2025 – April 2025"),
        ("en", date(2025, 4, 1), date(2025, 6, 30), Precision.QUARTER, "Q2 2025"),
        ("de", date(2025, 7, 1), date(2025, 12, 31), Precision.HALF, "2. Halbjahr 2025"),
        ("de", date(2025, 6, 1), date(2025, 8, 31), Precision.SEASON, "Sommer 2025"),
        ("de", date(2025, 1, 1), date(2025, 2, 28), Precision.SEASON, "Winter 2024/25"),
        ("de", date(2020, 1, 1), date(2029, 12, 31), Precision.DECADE, "2020er Jahre"),
        ("de", date(1901, 1, 1), date(2000, 12, 31), Precision.CENTURY, "20. Jahrhundert"),
        ("de", date(2025, 4, 5), date(2025, 4, 6), Precision.WEEK_PART, "Sa, 5. April 2025 – So, 6. April 2025"),
        ("en", datetime(2025, 4, 5, 9), datetime(2025, 4, 5, 10), Precision.MINUTE, "Sat, 5 April 2025, 09:00–10:00"),
        ("en", None, None, Precision.DAY, ""),
    ],
)
def test_dates_in_words(code: str, start: Moment | None, end: Moment | None, precision: Precision, words: str) -> None:
    labels = choose(Timeline((), ()), Settings(labels=code))
    assert labels.words(synthetic.when(start, end, precision)) == words


def labels_of(*languages: str) -> Labels:
    documents = tuple(synthetic.document(str(n), "", language=code) for n, code in enumerate(languages))
    return choose(Timeline(documents, ()), Settings())


def test_labels_are_in_the_language_of_most_documents() -> None:
    assert labels_of("de", "en", "de").code == "de"
    assert labels_of("en", "en", "de").code == "en"
    assert labels_of("fr", "fr", "de").code == "de"
    assert labels_of().code == "en"


def test_words_are_found_back_in_any_language() -> None:
    assert key_of("status", "abgesagt") == key_of("status", "cancelled") == "cancelled"
    assert key_of("headings", "Titel") == key_of("headings", "Title") == key_of("headings", "title") == "title"
    assert key_of("status", "unbekannt") == ""


def test_a_doubt_in_words() -> None:
    labels = labels_of("de")
    assert labels.doubt(Doubt("lean", "")) == "Vergangenheit oder Zukunft ist nicht sicher"
    assert labels.doubt(Doubt("new-code", "Etwas stimmt nicht.")) == "Etwas stimmt nicht."
    assert labels.doubt(Doubt("new-code", "")) == "new-code"
