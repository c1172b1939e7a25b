"""What the readers know of a document reaches the later stages: its languages, and which date to trust."""

import gc
from dataclasses import replace
from datetime import date

import pytest

from timeline import pipeline
from timeline.documents.language import passages
from timeline.documents.published import unsure
from timeline.model import Document
from timeline.settings import Settings

GERMAN = "Der Rat der Stadt hat am Dienstag über den Haushalt beraten, der nach langer Debatte beschlossen wurde.\n"
ENGLISH = "The council of the city will meet again next Friday at 7 p.m. in the town hall, which was renovated.\n"


def test_each_paragraph_is_read_in_its_own_language():
    text = GERMAN + ENGLISH + GERMAN
    document = Document("a.txt", text, "de", date(2025, 4, 30), "given", passages=passages(text, "de"))
    analysis = pipeline.analyse(document, Settings())
    found = [(reading.text, reading.when.start.day) for reading in analysis.readings if reading.when]
    assert found == [("Dienstag", 29), ("next Friday", 2), ("7 p.m.", 2), ("Dienstag", 29)]
    assert [text[span.start : span.end] + "\n" for span in analysis.sentences] == [GERMAN, ENGLISH, GERMAN]
    assert all(mention.sentence in text for event in analysis.draft.events for mention in event.mentions)
    assert analysis.document == replace(document, genre="news")


@pytest.mark.parametrize(
    ("origin", "expected"),
    [("sources.csv", date(2025, 9, 9)), (unsure("PDF created"), date(2025, 9, 3)), ("", date(2025, 9, 3))],
)
def test_a_dateline_is_better_than_the_date_a_file_was_made(origin, expected):
    text = "Berlin, 3. September 2025 (dpa) - Der Rat tagt am Freitag.\n"
    document = Document("a.pdf", text, "de", date(2025, 9, 9) if origin else None, origin)
    assert pipeline.analyse(document, Settings()).document.published == expected


def test_the_date_a_file_was_made_is_better_than_none():
    document = Document("a.pdf", "Der Rat tagt am Freitag.\n", "de", date(2025, 9, 9), unsure("PDF created"))
    analysis = pipeline.analyse(document, Settings())
    assert analysis.document == replace(document, genre="news")
    assert analysis.readings[0].when.start == date(2025, 9, 12)


def test_a_dateline_dates_every_part_of_a_large_file(tmp_path, monkeypatch):
    monkeypatch.setattr("timeline.documents.readers.plain.PART", 400)
    prose = "Der Rat hat am Freitag über den Haushalt der Stadt und über die Schulen beraten. " * 3
    text = "\n\n".join(("Berlin, 3. September 2025 (dpa) - Am Dienstag tagt der Rat der Stadt.", *[prose] * 4))
    (tmp_path / "a.txt").write_text(text)
    table = pipeline.build(tmp_path)
    assert len(table.timeline.documents) > 2
    assert {(document.published, document.published_from) for document in table.timeline.documents} == {
        (date(2025, 9, 3), "dateline")
    }


def test_no_stage_keeps_the_text_of_the_documents_before(tmp_path):
    text = "Der Verband tagt am Dienstag, 3. Mai 2025, in Ulm. Er hat dort am Montag mit dem Verein gesprochen.\n"
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"{text}Es ist die Tagung Nummer {number}.")
    accounts = [pipeline.tell(document, Settings()) for document in pipeline.read(tmp_path)]
    gc.collect()
    kept = [one for one in gc.get_objects() if isinstance(one, Document) and one.text.startswith(text)]
    assert len(accounts) == 40
    assert len(kept) <= 24


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("LESEN SIE AUCH: Marathon am 14. September 2025 in Ulm", 0),
        ("+++ Auch interessant: Marathon am 14. September 2025 in Ulm", 0),
        ("Mehr zum Thema sagt der Rat auf seiner Sitzung am 14. September 2025 in Ulm.", 1),
        ("Sitzung am 14. September 2025 in Ulm. Lesen Sie auch: die Satzung.", 1),
    ],
)
def test_a_line_that_points_to_another_article_makes_no_row(line, rows):
    text = f"{GERMAN}\n{line}\n\n{GERMAN}"
    draft = pipeline.analyse(Document("a.txt", text, "de", date(2025, 4, 30), "given"), Settings()).draft
    assert sum(event.when.start == date(2025, 9, 14) for event in draft.events) == rows
