"""Documents that are renamed, moved, given another way or lost in their mailbox keep what is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from test_store import build, put, row, said

from timeline import pipeline
from timeline.model import Timeline
from timeline.store import Store, open_store

MAIL = "From x@example.org Mon Mar  2 08:00:00 2026\nDate: Mon, 2 Mar 2026 08:00:00 +0100\n{more}Subject: {subject}\n\n{text}\n\n"
MAILS = {
    "Klausur": "Der Stadtrat von Kassel trifft sich am 20. März 2026 zur Klausurtagung in Fulda.",
    "Lauf": "Der Lauf durch die Altstadt von Weimar beginnt am 28. März 2026 um 10 Uhr.",
    "Wahl": "Die Wahl des Oberbürgermeisters von Gotha ist am 4. Oktober 2026.",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "timeline.db")) as opened:
        yield opened


def doubts(timeline: Timeline) -> list[str]:
    return sorted(doubt.message for one in timeline.events for doubt in one.doubts if doubt.code == "gone")


def uids(timeline: Timeline) -> set[str]:
    return {one.uid for one in timeline.events}


def mailbox(path: Path, *subjects: str, numbered: bool = False) -> None:
    mails = [
        MAIL.format(subject=one, text=MAILS[one], more=f"Message-ID: <{one}@example.org>\n" if numbered else "")
        for one in subjects
    ]
    path.write_text("".join(mails), encoding="utf-8")


class TestFiles:
    def test_a_file_is_renamed(self, store: Store, news: Path) -> None:
        put(news, "a.txt", "b.txt")
        before = build(news, store)
        (news / "a.txt").rename(news / "z.txt")
        after = build(news, store)
        assert [one.id for one in after.documents] == ["b.txt", "z.txt"]
        assert (uids(after), doubts(after)) == (uids(before), [])
        assert {mention.document for mention in row(after, "Klausurtagung").mentions} == {"z.txt"}

    def test_a_folder_is_moved(self, store: Store, news: Path) -> None:
        put(news, "a.txt", "b.txt")
        before = build(news, store)
        assert build(news.rename(news.with_name("archive")), store) == before

    def test_a_file_is_moved_into_another_folder(self, store: Store, news: Path) -> None:
        put(news, "a.txt", "b.txt")
        before = build(news, store)
        (news / "2026").mkdir()
        (news / "a.txt").rename(news / "2026" / "a.txt")
        after = build(news, store)
        assert [one.id for one in after.documents] == ["2026/a.txt", "b.txt"]
        assert (uids(after), doubts(after)) == (uids(before), [])

    def test_two_folders_have_a_file_of_one_name(self, store: Store, news: Path) -> None:
        one, other = news / "one", news / "other"
        for folder in (one, other):
            folder.mkdir()
        put(one, "a.txt")
        (other / "a.txt").write_text("Am 3. Mai 2027 tagt der Rat von Ulm.\n", encoding="utf-8")
        build(one, store)
        after = build(other, store)
        assert [document.id for document in after.documents] == ["a.txt", "other/a.txt"]
        assert (len(after.events), doubts(after)) == (2, [])
        assert build(one, store) == build(other, store) == build(news, store) == after

    def test_a_folder_given_in_other_ways_is_the_same(
        self, store: Store, news: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(news, "a.txt", "b.txt")
        before = build(news, store)
        link = news.with_name("link")
        link.symlink_to(news)
        monkeypatch.chdir(news.parent)
        for source in (f"{news}/", "news", "./news/", str(link), f"{link}/", "news/*.txt", news / "a.txt"):
            assert pipeline.build(source, store=store, language="de").timeline == before, source

    @pytest.mark.parametrize("source", ["link", "news/*.txt", "around"])
    def test_what_is_gone_is_noticed_through_links_and_patterns(
        self, store: Store, news: Path, monkeypatch: pytest.MonkeyPatch, source: str
    ) -> None:
        monkeypatch.chdir(news.parent)
        Path("link").symlink_to(news)
        Path("around").mkdir()
        Path("around/inside").symlink_to(news)
        put(news, "a.txt", "b.txt")
        pipeline.build(source, store=store, language="de")
        (news / "a.txt").unlink()
        (gone,) = doubts(pipeline.build(source, store=store, language="de").timeline)
        assert gone.endswith("a.txt")

    def test_only_what_was_looked_for_is_gone(self, store: Store, news: Path) -> None:
        one, other = news / "one", news / "other"
        for folder, name in ((one, "a.txt"), (other, "b.txt")):
            folder.mkdir()
            put(folder, name)
            build(folder, store)
        (one / "a.txt").unlink()
        assert doubts(build(other, store)) == []


class TestMailboxes:
    @pytest.mark.parametrize("numbered", [True, False])
    def test_a_mail_is_lost(self, store: Store, news: Path, numbered: bool) -> None:
        mailbox(news / "x.mbox", "Klausur", "Lauf", "Wahl", numbered=numbered)
        before = build(news, store)
        mailbox(news / "x.mbox", "Klausur", "Wahl", numbered=numbered)
        after = build(news, store)
        assert (uids(after), len(doubts(after))) == (uids(before), 1)
        assert [doubt.code for doubt in row(after, "Lauf").doubts] == ["gone"]
        assert build(news, store) == after
        mailbox(news / "x.mbox", "Klausur", "Lauf", "Wahl", numbered=numbered)
        assert said(build(news, store)) == said(before)

    @pytest.mark.parametrize("numbered", [True, False])
    def test_a_mail_comes_in_front(self, store: Store, news: Path, numbered: bool) -> None:
        mailbox(news / "x.mbox", "Klausur", "Lauf", numbered=numbered)
        before = build(news, store)
        mailbox(news / "x.mbox", "Wahl", "Klausur", "Lauf", numbered=numbered)
        after = build(news, store)
        assert (uids(after) > uids(before), doubts(after)) == (True, [])
        assert said(after) == said(build(news, None)) or not numbered

    def test_two_mails_with_one_number_are_two(self, store: Store, news: Path) -> None:
        twice = [
            MAIL.format(subject=one, text=MAILS[one], more="Message-ID: <a@example.org>\n") for one in ("Lauf", "Wahl")
        ]
        (news / "x.mbox").write_text("".join(twice), encoding="utf-8")
        assert said(build(news, store)) == said(build(news, None))
        assert len(build(news, store).documents) == 2


class TestStandardInput:
    def test_another_text_leaves_the_first_where_it_is(
        self, store: Store, news: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(news, "a.txt")
        build(news, store)
        for text in ("Am 3. Mai 2027 tagt der Rat von Ulm.", "Am 4. Mai 2027 tagt der Rat von Ulm."):
            monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(text.encode())))
            timeline = pipeline.build("-", store=store, language="de").timeline
            assert (len(timeline.events), doubts(timeline)) == (2, [])
        assert doubts(build(news, store)) == []
