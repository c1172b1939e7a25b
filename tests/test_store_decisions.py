"""What people decide: it wins over documents, survives their changes, and can be taken back in any order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from test_store import NEWS, build, put, row

from timeline.decision import Action, Decision
from timeline.errors import Conflict, DecisionError
from timeline.model import Event, Timeline
from timeline.store import Store, open_store
from timeline.table.decided import quote


def decide(store: Store, event: Event, action: Action, field: str = "", value: str = "") -> int:
    return store.decide([Decision(event.uid, action, field, value)])[0]


def split(store: Store, event: Event, *documents: str) -> str:
    """Splits what some documents say off a row, and returns the new row's uid."""
    part = tuple(quote(one) for one in event.mentions if one.document in documents)
    (number,) = store.decide([Decision(event.uid, Action.SPLIT, mentions=part)])
    return next(one.value for one in store.decisions(event.uid) if one.number == number)


def held(store: Store, uid: str) -> Event:
    event = store.event(uid)
    assert event is not None
    return event


def shape(timeline: Timeline) -> list[tuple[str, tuple[str, ...]]]:
    """Each row's uid with the documents and offsets of its mentions."""
    return sorted((one.uid, tuple(f"{m.document}:{m.start}" for m in one.mentions)) for one in timeline.events)


class TestFields:
    def test_a_decision_wins_and_shows_where_the_sources_have_changed(self, store: Store, news: Path) -> None:
        put(news, "a.txt")
        before = row(build(news, store), "Klausurtagung")
        decide(store, before, Action.EDIT, "start", "2026-03-22")
        decide(store, before, Action.EDIT, "place", "Hünfeld")
        edited = row(build(news, store), "Klausurtagung")
        assert (edited.uid, edited.when.start, edited.review) == (before.uid, date(2026, 3, 22), "edited")
        assert (edited.place and edited.place.name, edited.doubts) == ("Hünfeld", before.doubts)
        assert edited.revision == before.revision + 2
        put(news, "c.txt")
        after = row(build(news, store), "Klausurtagung")
        assert (after.when.start, after.revision > edited.revision) == (date(2026, 3, 22), True)
        (doubt,) = (one for one in after.doubts if one.code == "decided")
        assert "2026-03-27" in doubt.message
        assert doubt.quotes == (NEWS["c.txt"][1],)
        decide(store, after, Action.RELEASE, "start")
        released = held(store, before.uid)
        assert (released.when.start, released.place and released.place.name) == (date(2026, 3, 27), "Hünfeld")
        assert "decided" not in {one.code for one in released.doubts}
        decide(store, released, Action.RELEASE)
        assert held(store, before.uid).review == "open"

    def test_every_field_can_be_edited_and_nonsense_cannot(self, store: Store, news: Path) -> None:
        put(news, "a.txt")
        event = row(build(news, store), "Klausurtagung")
        for field, value in {
            "title": "Klausur des Stadtrats",
            "start": "2026-03-20T09:00",
            "end": "2026-03-21T12:00",
            "kind": "deadline",
            "status": "tentative",
            "participants": "Anna Beispiel; Bert Muster",
        }.items():
            decide(store, event, Action.EDIT, field, value)
        now = held(store, event.uid)
        assert (now.title, now.kind, now.status) == ("Klausur des Stadtrats", "deadline", "tentative")
        assert now.participants == ("Anna Beispiel", "Bert Muster")
        assert (str(now.when.start), str(now.when.end)) == ("2026-03-20 09:00:00", "2026-03-21 12:00:00")
        for field, value in (
            *(("title", " "), ("start", "morgen"), ("end", "2026-01-01"), ("kind", "x"), ("status", "geplant")),
            *(("uid", "x"), ("start", ""), ("confidence", "1")),
        ):
            with pytest.raises(DecisionError, match=field):
                decide(store, event, Action.EDIT, field, value)
        with pytest.raises(DecisionError, match="no such row"):
            store.decide([Decision("nobody", Action.ACCEPT)])
        with pytest.raises(Conflict):
            store.decide([Decision(event.uid, Action.ACCEPT)], seen=event.revision)
        both = [Decision(event.uid, Action.EDIT, "title", "Klausur"), Decision(event.uid, Action.ACCEPT)]
        assert len(store.decide(both, seen=now.revision)) == 2

    def test_an_end_that_lies_before_a_start_by_now_is_doubted_not_raised(self, store: Store, news: Path) -> None:
        put(news, "a.txt")
        event = row(build(news, store), "Klausurtagung")
        decide(store, event, Action.EDIT, "end", "2026-03-22")
        put(news, "c.txt")
        after = row(build(news, store), "Klausurtagung")
        assert after.when.start == date(2026, 3, 27)
        assert "decided" in {one.code for one in after.doubts}

    def test_verdicts_replace_one_another_and_can_be_undone(self, store: Store, news: Path) -> None:
        put(news, "a.txt")
        event = row(build(news, store), "Klausurtagung")
        revisions = [event.revision]
        first = decide(store, event, Action.ACCEPT)
        second = decide(store, event, Action.REJECT)
        assert held(store, event.uid).review == "rejected"
        for number, review in ((second, "accepted"), (first, "open")):
            store.undo(number)
            assert held(store, event.uid).review == review
            revisions.append(held(store, event.uid).revision)
        assert revisions == sorted(set(revisions))
        with pytest.raises(DecisionError, match="undone already"):
            store.undo(first)
        decide(store, event, Action.ACCEPT)
        decide(store, event, Action.RELEASE, "review")
        assert row(build(news, store), "Klausurtagung").review == "open"

    @pytest.mark.parametrize("action", [Action.ACCEPT, Action.EDIT, Action.REJECT])
    def test_a_row_whose_sentence_vanishes_stays_if_something_is_decided(
        self, store: Store, news: Path, action: Action
    ) -> None:
        put(news, "a.txt", "b.txt")
        event = row(build(news, store), "Klausurtagung")
        decide(
            store,
            event,
            action,
            "title" if action is Action.EDIT else "",
            "Klausurtagung" if action is Action.EDIT else "",
        )
        put(news, "a.txt", text="In Kassel schneit es seit Tagen.")
        kept = {one.uid: one for one in build(news, store).events}
        assert (event.uid in kept) == (action is not Action.REJECT)
        if event.uid in kept:
            assert "gone" in {doubt.code for doubt in kept[event.uid].doubts}
            again = build(news, store)
            assert {one.uid: one for one in again.events} == kept
            put(news, "d.txt")
            assert event.uid in {one.uid for one in build(news, store).events}
        put(news, "a.txt")
        back = row(build(news, store), "Klausurtagung")
        assert (back.uid, back.doubts) == (event.uid, event.doubts)
        if action is not Action.REJECT:
            (news / "a.txt").write_text("---\ndate: 2026-03-02\n---\nIn Kassel schneit es.\n", encoding="utf-8")
            build(news, store)
            decide(store, back, Action.RELEASE)
            assert store.event(event.uid) is None


class TestGroups:
    def test_merged_rows_are_one_until_that_is_undone(self, store: Store, news: Path) -> None:
        put(news, "a.txt", "b.txt", "f.txt")
        before = build(news, store)
        one, other, third = row(before, "Klausur"), row(before, "Museum"), row(before, "Gotha")
        first = decide(store, one, Action.MERGE, value=other.uid)
        assert {m.document for m in held(store, one.uid).mentions} == {"a.txt", "b.txt"}
        assert store.event(other.uid) is None
        second = decide(store, third, Action.MERGE, value=one.uid)
        assert len(held(store, third.uid).mentions) == 3
        assert [store.event(uid) for uid in (one.uid, other.uid)] == [None, None]
        merged = build(news, store)
        assert len(merged.events) == len(before.events) - 2
        put(news, "c.txt", "e.txt")
        later = build(news, store)
        assert {m.document for m in held(store, third.uid).mentions} == {"a.txt", "b.txt", "c.txt", "e.txt", "f.txt"}
        assert len(later.events) == len(merged.events)
        for uid in (one.uid, other.uid, third.uid):
            with pytest.raises(DecisionError):
                store.decide([Decision(third.uid, Action.MERGE, value=uid)])
        store.undo(first)
        assert {m.document for m in held(store, other.uid).mentions} == {"b.txt", "e.txt"}
        assert {m.document for m in held(store, third.uid).mentions} == {"a.txt", "c.txt", "f.txt"}
        store.undo(second)
        with open_store(str(news.parent / "fresh.db")) as fresh:
            assert shape(build(news, store)) == shape(build(news, fresh))

    def test_a_split_holds_when_its_document_changes(self, store: Store, news: Path) -> None:
        put(news, "a.txt", "c.txt")
        whole = row(build(news, store), "Klausurtagung")
        assert {m.document for m in whole.mentions} == {"a.txt", "c.txt"}
        uid = split(store, whole, "c.txt")
        assert {m.document for m in held(store, uid).mentions} == {"c.txt"}
        assert {m.document for m in held(store, whole.uid).mentions} == {"a.txt"}
        decide(store, held(store, uid), Action.ACCEPT)
        put(news, "c.txt", text=f"Nach langem Streit steht es fest. {NEWS['c.txt'][1]}")
        build(news, store)
        assert {m.document for m in held(store, uid).mentions} == {"c.txt"}
        assert {m.document for m in held(store, whole.uid).mentions} == {"a.txt"}
        assert held(store, uid).review == "accepted"
        number = next(one.number for one in store.decisions(whole.uid) if one.action is Action.SPLIT)
        store.undo(number)
        assert store.event(uid) is None
        assert {m.document for m in held(store, whole.uid).mentions} == {"a.txt", "c.txt"}

    def test_splits_of_splits_and_merges_of_them(self, store: Store, news: Path) -> None:
        put(news, "a.txt", "c.txt", "b.txt", "e.txt")
        before = build(news, store)
        one, other = row(before, "Klausur"), row(before, "Museum")
        decide(store, one, Action.MERGE, value=other.uid)
        part = split(store, held(store, one.uid), "b.txt", "c.txt")
        assert {m.document for m in held(store, one.uid).mentions} == {"a.txt", "e.txt"}
        inner = split(store, held(store, part), "c.txt")
        assert {m.document for m in held(store, part).mentions} == {"b.txt"}
        decide(store, held(store, inner), Action.MERGE, value=one.uid)
        assert {m.document for m in held(store, inner).mentions} == {"a.txt", "c.txt", "e.txt"}
        put(news, "d.txt")
        after = build(news, store)
        assert sorted(m.document for m in held(store, part).mentions) == ["b.txt"]
        assert store.event(one.uid) is None
        assert shape(build(news, store)) == shape(after)
        for decision in reversed(store.decisions()):
            store.undo(decision.number)
        put(news, "d.txt")
        with open_store(str(news.parent / "fresh.db")) as fresh:
            assert shape(build(news, store)) == shape(build(news, fresh))

    def test_a_split_names_some_mentions_not_all(self, store: Store, news: Path) -> None:
        put(news, "a.txt", "c.txt")
        whole = row(build(news, store), "Klausurtagung")
        for documents in ((), ("a.txt", "c.txt")):
            with pytest.raises(DecisionError, match="not all and not none"):
                split(store, whole, *documents)

    def test_releasing_a_row_puts_everything_back(self, store: Store, news: Path) -> None:
        put(news, "a.txt", "b.txt", "c.txt")
        before = build(news, store)
        one, other = row(before, "Klausur"), row(before, "Museum")
        split(store, one, "c.txt")
        decide(store, one, Action.MERGE, value=other.uid)
        released = decide(store, one, Action.RELEASE)
        assert shape(build(news, store)) == shape(before)
        store.undo(released)
        assert len(held(store, one.uid).mentions) == 2
        assert store.event(other.uid) is None
