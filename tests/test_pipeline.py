"""The public functions, from documents to a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

import timeline
from timeline.errors import InputError, OutputError, UsageError
from timeline.model import Document, Moment, Precision
from timeline.pipeline import resolve
from timeline.settings import Settings

MEETING = "Der Verein trifft sich am Freitag in Kassel zur Jahresversammlung."


@pytest.fixture(scope="module")
def seeds(root: Path) -> timeline.Table:
    return timeline.build(root / "seeds")


class TestBuild:
    def test_the_frame_has_real_dates(self, seeds: timeline.Table) -> None:
        frame = seeds.frame
        assert frame["start"].dtype.kind == frame["end"].dtype.kind == "M"
        assert len(frame) == len(seeds.timeline.events) >= 12
        assert (frame["start"] <= frame["end"]).all()
        assert frame["uid"].is_unique
        visit = frame[frame["place"] == "Kiew"].iloc[0]
        assert (visit["start"], visit["end"], visit["status"]) == (
            datetime(2025, 4, 4),
            datetime(2025, 4, 4),
            "happened",
        )

    @pytest.mark.parametrize(
        ("first", "last", "place"),
        [
            (date(2023, 7, 11), date(2023, 7, 12), "Vilnius"),
            (date(2023, 7, 10), date(2023, 7, 10), "London"),
            (date(2025, 3, 15), date(2025, 3, 15), "London"),
            (date(2025, 4, 4), date(2025, 4, 4), "Kiew"),
            (date(2025, 4, 10), date(2025, 4, 10), "Brüssel"),
            (date(2025, 6, 24), date(2025, 6, 25), "The Hague"),
        ],
    )
    def test_one_row_per_event(self, first: Moment, last: Moment, place: str, seeds: timeline.Table) -> None:
        rows = [
            event
            for event in seeds.timeline.events
            if event.when.start and event.when.end and event.place and place in event.place.name
            if event.when.start <= last and first <= event.when.end
        ]
        assert [(row.when.start, row.when.end) for row in rows] == [(first, last)]

    def test_the_report_itself_is_a_row(self, seeds: timeline.Table) -> None:
        stamp = datetime(2025, 4, 26, 2, 31)
        (row,) = (event for event in seeds.timeline.events if event.when.start == stamp)
        assert (row.kind, row.status, row.when.precision) == ("publication", "happened", Precision.MINUTE)

    def test_two_documents_make_one_row(self, seeds: timeline.Table) -> None:
        (row,) = (event for event in seeds.timeline.events if event.when.start == date(2025, 4, 10) and event.place)
        assert {mention.document for mention in row.mentions} == {"friedenstruppe.txt", "verteidigungsminister.txt"}

    def test_many_workers_make_the_same_table(
        self, root: Path, seeds: timeline.Table, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("timeline.workers._ALONE", 1)
        assert timeline.build(root / "seeds", workers=2) == seeds

    def test_progress_names_every_document(self, root: Path) -> None:
        seen: list[Document] = []
        timeline.build(root / "seeds", progress=seen.append)
        assert sorted(document.id for document in seen) == sorted(path.name for path in (root / "seeds").glob("*.txt"))

    def test_a_problem_is_raised_or_collected(self, tmp_path: Path) -> None:
        (tmp_path / "good.txt").write_text(MEETING, encoding="utf-8")
        (tmp_path / "empty.txt").write_text("", encoding="utf-8")
        with pytest.raises(InputError, match=r"empty\.txt"):
            timeline.build(tmp_path)
        problems: list[InputError] = []
        table = timeline.build(tmp_path, published=date(2026, 11, 16), problems=problems)
        assert len(problems) == 1
        assert [event.when.start for event in table.timeline.events] == [date(2026, 11, 20)]

    def test_several_sources(self, root: Path) -> None:
        table = timeline.build([root / "seeds/koalition.txt", str(root / "seeds/rueckhalt.txt")])
        assert [document.id for document in table.timeline.documents] == ["koalition.txt", "rueckhalt.txt"]

    def test_write(self, seeds: timeline.Table, tmp_path: Path) -> None:
        assert [path.name for path in seeds.write(tmp_path, ["csv"])] == [
            "timeline.csv",
            "evidence.csv",
            "datapackage.json",
        ]
        (tmp_path / "file").touch()
        with pytest.raises(OutputError, match="file"):
            seeds.write(tmp_path / "file")

    def test_a_feed_that_would_be_emptied_is_kept(self, seeds: timeline.Table, tmp_path: Path) -> None:
        seeds.write(tmp_path, ["ics"])
        before = (tmp_path / "timeline.ics").read_bytes()
        emptied = replace(seeds, timeline=replace(seeds.timeline, events=()))
        with pytest.raises(OutputError, match=r"timeline\.ics"):
            emptied.write(tmp_path, ["ics"])
        problems: list[OutputError] = []
        emptied.write(tmp_path, ["ics"], problems=problems)
        assert problems
        assert (tmp_path / "timeline.ics").read_bytes() == before


class TestFind:
    def test_resolved_against_the_publication_date(self) -> None:
        (reading,) = timeline.find("Am 15. März trafen sie sich.", published="2025-04-26", language="de")
        assert (reading.text, reading.when and reading.when.start) == ("15. März", date(2025, 3, 15))
        assert reading.anchor
        assert reading.rule

    def test_the_language_is_found(self) -> None:
        (reading,) = timeline.find("The council of the old town meets again on 5 May 2027.")
        assert reading.when
        assert reading.when.start == date(2027, 5, 5)

    def test_without_a_date_there_is_a_reason(self) -> None:
        (reading,) = timeline.find(MEETING, language="de")
        assert not (reading.when and reading.when.dated)
        assert reading.reason

    def test_a_zone_is_turned_into_local_time(self) -> None:
        (reading,) = timeline.find("Sie kommen heute.", published="2025-12-31T23:30:00Z", language="de")
        assert reading.when
        assert reading.when.start == date(2026, 1, 1)

    @pytest.mark.parametrize("wrong", [{"published": "gestern"}, {"timezone": "Mars"}, {"language": "de und en"}])
    def test_what_makes_no_sense(self, wrong: dict[str, str]) -> None:
        with pytest.raises(UsageError):
            timeline.find(MEETING, **wrong)


class TestRead:
    def test_documents(self, root: Path) -> None:
        (document,) = timeline.read(root / "seeds/koalition.txt")
        assert (document.language, document.published, document.publisher) == ("de", date(2025, 9, 4), "Europa-Notizen")

    def test_a_missing_file(self) -> None:
        with pytest.raises(InputError, match="nowhere"):
            timeline.read("nowhere.txt")


class TestDateline:
    """A full date at the head of a text stands in for a missing publication date; nothing less does."""

    @pytest.mark.parametrize(
        ("line", "published"),
        [
            ("Berta Blau - 26 April 2025 02:31", datetime(2025, 4, 26, 2, 31)),
            ("Kassel, 3. April 2025 (eigener Bericht) - Der Verein tagt.", date(2025, 4, 3)),
            ("Kassel, 3. April (eigener Bericht) - Der Verein tagt.", None),
            ("Am 3. April 2025 tagte der Verein.", None),
        ],
    )
    def test_dateline(self, line: str, published: Moment | None) -> None:
        document = Document("a.txt", f"Neues aus dem Verein\n\n{line}\n\nEr kommt morgen wieder zusammen.\n", "de")
        dated = resolve(document, Settings())[0]
        assert (dated.published, dated.published_from) == (published, "dateline" if published else "")

    def test_what_is_known_already_wins(self) -> None:
        document = Document(
            "a.txt", "Berta Blau - 26 April 2025 02:31\n", "de", date(2025, 4, 27), "sources.csv", genre="news"
        )
        assert resolve(document, Settings())[0] == document


def test_a_copy_is_no_second_source(tmp_path: Path) -> None:
    text = (
        "Der Gemeinderat von Bruneck tagt am Donnerstag um 20 Uhr im Rathaus. Auf der Tagesordnung stehen der Haushalt, "
        "die Sanierung der Turnhalle und der Verkehr in der Altstadt. Die Sitzung ist öffentlich, Fragen können "
        "schriftlich eingereicht werden, auch von Vereinen, Betrieben und allen Bürgern der Stadt und der Dörfer."
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(text.replace("schriftlich", "vorab"), encoding="utf-8")
    alone = timeline.build(tmp_path / "a.txt", published="2025-04-08").frame
    both = timeline.build(tmp_path, published="2025-04-08").frame
    assert list(both["sources"]) == ["a.txt; b.txt"]
    assert list(both["source_count"]) == [1]
    assert list(both["confidence"]) == list(alone["confidence"])


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Veröffentlicht am 26.04.2025", date(2025, 4, 26)),
        ("Pressemitteilung vom 26.04.2025", date(2025, 4, 26)),
        ("Ulm, den 26.04.2025", date(2025, 4, 26)),
        ("Ulm, den 26. April 2025", date(2025, 4, 26)),
        ("Ulm, den 26.04.", None),
    ],
)
def test_a_dateline_in_numbers_dates_its_document(line: str, published: date | None) -> None:
    document = Document("a", f"Rat tagt\n{line}\n\nDer Rat tagt am Dienstag.\n", "de")
    dated = resolve(document, Settings())[0]
    assert (dated.published, dated.published_from) == (published, "dateline" if published else "")
