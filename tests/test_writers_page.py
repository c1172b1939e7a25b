"""The page: its text, and what a browser makes of it."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
import synthetic

from timeline.model import Timeline
from timeline.settings import Settings
from timeline.writers import write

VOID = {"meta", "input", "br", "link", "img", "col"}


class Reader(HTMLParser):
    """Every start tag with its attributes, and the text inside each element with an id or a class of interest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.directions: list[str | None] = []
        self.marked: list[str] = []
        self.text = ""
        self.isolated: list[bool] = []
        """For each text that turns the direction of writing, whether it does so only for itself."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            self.directions.append(dict(attrs).get("dir"))
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.directions.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"script", "style"}:
            return
        self.text += data
        if "\u202e" in data:
            self.isolated.append(bool({"bdi", "option"} & set(self.open)) or "auto" in self.directions)
        if "mark" in self.open:
            self.marked[-1] += data


def page(timeline: Timeline, folder: Path) -> Path:
    (path,) = write(timeline, folder, ["html"], Settings())
    return path


def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    assert not reader.open
    return reader


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page(synthetic.timeline(), tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page(synthetic.hostile(), tmp_path_factory.mktemp("page"))


def test_every_event_is_a_row_without_any_script(made: Path) -> None:
    reader = read(made)
    rows = {attributes["id"]: attributes for tag, attributes in reader.tags if tag == "tbody"}
    assert rows.keys() == {event.uid for event in synthetic.timeline().events}
    day = rows["day"]
    assert (day["data-start"], day["data-end"], day["data-kind"]) == ("2025-03-15", "2025-03-15", "event")
    assert "data-vague" in rows["month"]
    assert "data-vague" not in day
    assert "data-start" not in rows["yearless"]


@pytest.mark.parametrize(
    "words",
    [
        "Sa, 15. März 2025",
        "Fr, 11. Juli 2025 – Sa, 12. Juli 2025",
        "So, 30. März 2025, 09:30 Uhr",
        "So, 26. Oktober 2025, 14:00–16:00 Uhr",
        "Mo, 7. April 2025 (abends)",
        "KW 15/2025",
        "Mitte Februar 2026",
        "Winter 2025/26",
        "1990er Jahre",
        "XXXX-04-04",
        "30 Einträge aus 30 Dokumenten",
        "Zwei Berichte nennen verschiedene Tage.",
        "2025-06-10 → 2025-06-17",
    ],
)
def test_words(made: Path, words: str) -> None:
    assert words in read(made).text


def test_the_expression_is_highlighted_in_its_sentence(made: Path) -> None:
    assert {"am 15. März 2025", "jeden Samstag im Mai", "den 17. Juni"} <= set(read(made).marked)


def test_links_lead_to_the_source(made: Path) -> None:
    links = [attributes for tag, attributes in read(made).tags if tag == "a"]
    assert {link["href"] for link in links} >= {"https://example.org/day"}
    assert all(link["rel"] == "noopener noreferrer" for link in links)


def test_nothing_is_loaded_and_only_the_pages_own_script_runs(made: Path) -> None:
    text = made.read_text(encoding="utf-8")
    reader = read(made)
    assert not any(attributes.keys() & {"src", "srcset", "action", "style"} for _, attributes in reader.tags)
    assert not any(name.startswith("on") for _, attributes in reader.tags for name in attributes)
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|innerHTML", text)
    policy = next(one["content"] for _, one in reader.tags if one.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        (body,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert f"{tag}-src 'sha256-{b64encode(sha256(body.encode()).digest()).decode()}'" in policy


def test_hostile_text_stays_text(hostile: Path) -> None:
    reader = read(hostile)
    assert [tag for tag, _ in reader.tags].count("script") == 1
    assert not [tag for tag, _ in reader.tags if tag == "img"]
    assert "<script>alert(1)</script>" in reader.text
    assert not any("javascript" in (one.get("href") or "") for _, one in reader.tags)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", hostile.read_text(encoding="utf-8"))


def test_marks_of_direction_do_not_leak(hostile: Path) -> None:
    texts = read(hostile).isolated
    assert texts
    assert all(texts)


def test_a_sentence_that_does_not_hold_its_expression_is_shown_unmarked(tmp_path: Path) -> None:
    source, event = synthetic.single("odd", "Treffen", "am 1. Mai", synthetic.when(synthetic.date(2025, 5, 1)))
    odd = replace(event, mentions=(replace(event.mentions[0], sentence="Etwas anderes.", sentence_start=900),))
    reader = read(page(Timeline((source,), (odd,)), tmp_path))
    assert "Etwas anderes." in reader.text
    assert not reader.marked


def test_many_rows_stand_in_tables_of_a_hundred(tmp_path: Path) -> None:
    reader = read(page(synthetic.many(250), tmp_path))
    assert [tag for tag, _ in reader.tags].count("table") == 3
    assert [tag for tag, _ in reader.tags].count("tbody") == 250
    assert [one["class"] for tag, one in reader.tags if tag == "section" and "class" in one] == ["rows many"] * 3


def test_a_page_of_nothing(tmp_path: Path) -> None:
    reader = read(page(Timeline((), ()), tmp_path))
    assert [tag for tag, _ in reader.tags].count("table") == 1
