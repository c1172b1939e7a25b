"""What lasts between runs, in a SQLite file and on a PostgreSQL server."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from timeline import pipeline, table
from timeline.errors import InputError
from timeline.model import Document, Event, Place, Timeline
from timeline.settings import Settings
from timeline.store import Store, codec

NEWS = {
    "a.txt": (date(2026, 3, 2), "Der Stadtrat von Kassel trifft sich am 20. März 2026 zur Klausurtagung in Fulda."),
    "b.txt": (
        date(2026, 3, 5),
        "Am Samstag eröffnet in Erfurt das Museum für Uhren. Der Lauf durch die Altstadt von Weimar beginnt "
        "am 28. März 2026 um 10 Uhr.",
    ),
    "c.txt": (
        date(2026, 3, 10),
        "Die Klausurtagung des Stadtrats von Kassel in Fulda ist vom 20. März auf den 27. März 2026 verschoben worden.",
    ),
    "d.txt": (date(2026, 3, 12), "Der Lauf durch die Altstadt von Weimar am 28. März 2026 ist abgesagt."),
    "e.txt": (date(2026, 3, 16), "Das Museum für Uhren in Erfurt wurde am 7. März 2026 eröffnet. Viele Leute kamen."),
    "f.txt": (date(2026, 3, 17), "Im Herbst 2026 wählt Gotha einen neuen Oberbürgermeister."),
}


def put(folder: Path, *names: str, text: str = "") -> None:
    for name in names:
        published, words = NEWS.get(name, (date(2026, 3, 20), ""))
        (folder / name).write_text(f"---\ndate: {published}\n---\n{text or words}\n", encoding="utf-8")


def build(folder: Path, store: Store | None) -> Timeline:
    return pipeline.build(folder, store=store, language="de").timeline


def said(timeline: Timeline) -> list[Event]:
    """Rows without what depends on the order in which documents were given."""
    rows = [replace(row, uid="", revision=0) for row in timeline.events]
    return sorted(rows, key=lambda row: (str(row.when.start), row.title))


def row(timeline: Timeline, word: str) -> Event:
    (found,) = (one for one in timeline.events if word in one.title)
    return found


class TestRuns:
    def test_a_store_gives_the_rows_of_a_run_without_one(self, store: Store, news: Path) -> None:
        put(news, *NEWS)
        with_store, without = build(news, store), build(news, None)
        assert with_store.events == without.events
        assert with_store.documents == without.documents
        assert with_store.unresolved == without.unresolved

    def test_one_document_a_day_gives_the_same_rows(self, store: Store, news: Path) -> None:
        for name in NEWS:
            put(news, name)
            last = build(news, store)
        assert last.events == build(news, None).events

    def test_the_order_of_documents_changes_no_row(self, store: Store, news: Path) -> None:
        names = list(NEWS)
        random.Random(3).shuffle(names)
        for at in range(0, len(names), 2):
            put(news, *names[at : at + 2])
            last = build(news, store)
        put(news, *NEWS)
        assert said(last) == said(build(news, None))

    def test_what_is_unchanged_is_not_read_again(
        self, store: Store, news: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read: list[str] = []
        tell = pipeline.tell

        def counted(document: Document, settings: Settings) -> table.Account:
            read.append(document.id)
            return tell(document, settings)

        monkeypatch.setattr(pipeline, "tell", counted)
        put(news, "a.txt", "b.txt")
        first = build(news, store)
        put(news, "c.txt")
        build(news, store)
        assert read == ["a.txt", "b.txt", "c.txt"]
        version = store.version()
        assert build(news, store) == build(news, store) != first
        assert (read, store.version()) == (["a.txt", "b.txt", "c.txt"], version)

    def test_a_changed_document_replaces_its_mentions_and_its_row_keeps_its_uid(self, store: Store, news: Path) -> None:
        put(news, "a.txt", "b.txt")
        before = row(build(news, store), "Klausurtagung")
        put(news, "a.txt", text=NEWS["a.txt"][1].replace("20. März", "21. März"))
        timeline = build(news, store)
        after = row(timeline, "Klausurtagung")
        assert (after.uid, after.revision) == (before.uid, before.revision + 1)
        assert (str(before.when.start), str(after.when.start)) == ("2026-03-20", "2026-03-21")
        assert [one.text for one in after.mentions] == ["21. März 2026"]
        assert [(one.what, one.uid) for one in store.changes()] == [("moved", before.uid)]

    def test_a_sentence_in_front_moves_no_uid(self, store: Store, news: Path) -> None:
        put(news, "b.txt")
        before = {one.title: one.uid for one in build(news, store).events}
        put(news, "b.txt", text=f"Am 14. März 2026 tagt in Jena der Imkerverein. {NEWS['b.txt'][1]}")
        after = {one.title: one.uid for one in build(news, store).events}
        assert before.items() <= after.items()
        assert len(after) == len(before) + 1

    def test_a_document_that_is_gone_leaves_a_note_until_it_is_back(self, store: Store, news: Path) -> None:
        put(news, "a.txt", "b.txt", "c.txt")
        before = build(news, store)
        (news / "c.txt").unlink()
        gone = row(build(news, store), "Klausurtagung")
        assert [(doubt.code, doubt.message) for doubt in gone.doubts if doubt.code == "gone"] == [("gone", "c.txt")]
        assert gone.uid == row(before, "Klausurtagung").uid
        assert [one.what for one in store.changes()] == ["doubted"]
        put(news, "c.txt")
        after = row(build(news, store), "Klausurtagung")
        assert after.doubts == row(before, "Klausurtagung").doubts

    def test_a_folder_that_is_not_there_takes_nothing_away(self, store: Store, news: Path) -> None:
        put(news, "a.txt", "b.txt")
        before = build(news, store)
        away = news.rename(news.with_name("away"))
        problems: list[InputError] = []
        assert pipeline.build(news, store=store, language="de", problems=problems).timeline.events == before.events
        assert len(problems) == 1
        away.rename(news)
        assert build(news, store).events == before.events

    def test_characters_that_no_store_can_hold(self, store: Store, news: Path) -> None:
        said = {
            "id": "n\ud800\u0000",
            "text": "Am 3. Mai 2027 tagt \ud800 der \u0000 Rat von Ulm.",
            "title": "T\u0000\udfff",
        }
        (news / "x.jsonl").write_text(json.dumps(said) + "\n", encoding="utf-8")
        timeline = build(news, store)
        assert [str(one.when.start) for one in timeline.events] == ["2027-05-03"]
        assert build(news, store) == timeline

    def test_values_of_another_version_are_read(
        self, store: Store, news: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(news, "a.txt")
        before = build(news, store)
        tag, said = codec.current()
        shape = json.loads(said)
        shape["Place"] = ["name", "latitude", "longitude", "continent"]
        old = json.dumps(shape)
        codec.know([old])
        other = codec.blake2b(old.encode(), digest_size=len(tag)).digest()
        place = codec.freeze(Place("Fulda", "DE", 50.5, 9.7))
        assert codec.thaw(other + place[len(tag) :]) == Place("Fulda", "", "DE", 50.5)  # type: ignore[arg-type]
        with pytest.raises(codec.DamagedError, match="another version"):
            codec.thaw(b"none" + place[len(tag) :])
        monkeypatch.setattr("timeline.store.run.fingerprint", lambda: "another")
        assert build(news, store).events == before.events
