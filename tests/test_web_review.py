"""The queue, a row beside its document, and what a reviewer decides about it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from served import DOCUMENTS, Served, text

from timeline import languages
from timeline.decision import Action, Decision
from timeline.store import Query


def open_row(site: Served, uid: str, more: str = "") -> str:
    return site.page(f"/?row={uid}{more}")


def marks(html: str) -> dict[str, str]:
    """The marked expressions of the document that is shown, with their states."""
    return {said: state for state, said in re.findall(r'<a class="mark (\w+)" href="#x\d+"[^>]*>([^<]*)</a>', html)}


def queue(html: str) -> list[str]:
    return re.findall(r'data-row="(\w+)"', html.partition('id="panel"')[0])


def test_the_queue_begins_with_doubt(site: Served) -> None:
    site.post(
        "/documents",
        text="Das Konzert in Ulm ist am Freitag, 10. März 2026.",
        title="Wochentag",
        published="2026-03-01",
    )
    shown = queue(site.page())
    rows = site.store.find(Query(order="doubt")).events
    assert shown == [row.uid for row in rows]
    assert rows[0].doubts
    assert not rows[-1].doubts
    assert queue(site.page("/?order=date")) == [row.uid for row in site.store.find(Query()).events]


def test_a_row_opens_beside_its_document_with_every_expression(site: Served) -> None:
    html = open_row(site, site.row("stadtrat tagt").uid)
    assert marks(html) == {
        "2. März 2026": "skipped",
        "Donnerstag um 17 Uhr": "row",
        "20. März 2026": "other",
        "vorgestern": "other",
        "Herbst 2026": "other",
    }
    assert "weekday-time" in html or "rule" in html
    assert text(html).count("read as") == 5
    assert "published 2026-03-02" in html


def test_what_is_not_taken_and_what_is_not_resolved_says_why(site: Served) -> None:
    said = "Der Umbau dauerte drei Tage. Bald tagt der Rat. Der Rat tagt morgen."
    site.post("/documents", text=said, title="Notiz")
    (name,) = {document.id for document in site.store.documents()} - set(DOCUMENTS)
    html = site.page(f"/document?id={name}")
    assert marks(html) == {"drei Tage": "skipped", "Bald": "skipped", "morgen": "unresolved"}
    assert text(html).count("why not") == 3
    assert "No publication date" in html


def test_the_page_speaks_german_and_english(site: Served) -> None:
    assert '<html lang="en">' in site.page()
    assert '<html lang="de">' in site.get("/", headers={"accept-language": "de-AT,en;q=0.5"}).text
    assert '<html lang="en">' in site.get("/", headers={"accept-language": "fr"}).text
    assert site.post("/language", code="de", path="/subscribe").headers["location"] == "/subscribe"
    assert "Abonnieren" in site.page()
    for away in ("//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", ""):
        assert site.post("/language", code="xx", path=away).headers["location"] == "/"
    german, english = (languages.load(code, "web") for code in ("de", "en"))
    assert {key: set(german[key]) for key in ("say", "what", "action")} == {
        key: set(english[key]) for key in ("say", "what", "action")
    }


def test_accepting_opens_the_next_row_and_can_be_undone(site: Served) -> None:
    first, second = (row.uid for row in site.store.find(Query(order="doubt", limit=2)).events)
    answer = site.decide(first, "accept", next=second, back="q=&order=doubt")
    assert answer.status_code == 303
    html = site.page(answer.headers["location"])
    assert f'data-row="{second}"' in html.partition('id="panel"')[2]
    assert "Accepted: " in html
    event = site.store.event(first)
    assert event is not None
    assert event.review == "accepted"
    (number,) = re.findall(r'name="numbers" value="([\d,]+)"', html.partition('class="desk"')[0])
    back = site.post("/undo", numbers=number, uid=first)
    assert "Undone: " in site.page(back.headers["location"])
    event = site.store.event(first)
    assert event is not None
    assert event.review == "open"
    assert site.post("/undo", numbers=number + ",99999999999999,x", uid=first).status_code == 303


def test_editing_changes_only_what_differs(site: Served) -> None:
    row = site.row("stadtrat tagt")
    fields = {
        "title": "Ratssitzung", "start": "2026-03-06T18:00", "end": "2026-03-06T20:00",
        "kind": "event", "status": "planned", "place": "Köln", "participants": "",
    }  # fmt: skip
    assert site.decide(row.uid, "edit", **fields).status_code == 303
    event = site.store.event(row.uid)
    assert event is not None
    assert (event.title, str(event.when.start), str(event.when.end)) == (
        "Ratssitzung", "2026-03-06 18:00:00", "2026-03-06 20:00:00",
    )  # fmt: skip
    assert event.place == row.place, "coordinates stay with a place that was not edited"
    edited = {one.field for one in site.store.decisions(row.uid)}
    assert {"title", "start", "end"} <= edited <= {"title", "start", "end", "participants"}


def test_both_dates_may_move_back_at_once(site: Served) -> None:
    row = site.row("busfahrer streiken")
    for start, end in (("2026-02-03", "2026-02-05"), ("2026-04-01", "2026-04-02"), ("2026-01-31", "2026-01-31")):
        assert site.decide(row.uid, "edit", start=start, end=end).status_code == 303
        event = site.store.event(row.uid)
        assert event is not None
        assert (event.when.start, event.when.end) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "  "},
        {"start": "soon"},
        {"start": "2026-03-09", "end": "2026-03-01", "title": "Neu"},
        {"kind": "party"},
        {"title": "x" * 501},
    ],
)
def test_what_cannot_be_saved_is_told_and_nothing_is(site: Served, fields: dict[str, str]) -> None:
    row = site.row("busfahrer streiken")
    answer = site.decide(row.uid, "edit", **fields)
    assert answer.status_code == 422
    assert "Not saved" in answer.text
    event = site.store.event(row.uid)
    assert event is not None
    assert (event.title, event.when) == (row.title, row.when)


@pytest.mark.parametrize(
    "fields", [{"action": "dance"}, {"action": "accept", "seen": "x"}, {"action": "merge", "other": "none"}]
)
def test_forms_that_make_no_sense(site: Served, fields: dict[str, str]) -> None:
    row = site.row("busfahrer streiken")
    assert site.post(f"/rows/{row.uid}", **{"seen": str(row.revision), **fields}).status_code == 422
    assert site.post("/rows/none", **{"seen": "0", "action": "accept"}).status_code == 422


def test_the_second_of_two_is_told_and_overwrites_nothing(site: Served) -> None:
    row = site.row("busfahrer streiken")
    other = Served(site.file)
    assert other.post(f"/rows/{row.uid}", action="edit", seen=str(row.revision), title="Busstreik").status_code == 303
    for action, more in (("edit", {"title": "Mein Titel"}), ("accept", {}), ("reject", {})):
        answer = site.post(f"/rows/{row.uid}", action=action, seen=str(row.revision), **more)
        assert answer.status_code == 409
        assert "somebody has changed this row meanwhile" in answer.text
        assert "Busstreik" in answer.text, "the row as it is now"
        for value in more.values():
            assert value in text(answer.text), "and what was entered"
    event = site.store.event(row.uid)
    assert event is not None
    assert (event.title, event.review) == ("Busstreik", "edited")


def test_merging_and_splitting(site: Served) -> None:
    fair, strike = site.row("messe eröffnet"), site.row("busfahrer streiken")
    html = open_row(site, fair.uid)
    assert strike.uid in html.partition('id="merge"')[2], "a row of the same day is offered"
    assert site.decide(fair.uid, "merge", other=strike.uid).status_code == 303
    assert site.store.event(strike.uid) is None
    merged = site.store.event(fair.uid)
    assert merged is not None
    assert len(merged.mentions) == 3
    assert "no such row" in site.page(f"/?row={strike.uid}")
    part = next(one for one in merged.mentions if "Busfahrer" in one.sentence)
    assert site.decide(fair.uid, "split", mention=f"{part.start} {part.document}").status_code == 303
    (own,) = site.store.find(Query(words="busfahrer streiken")).events
    assert len(own.mentions) == 1
    split, merge = (one.number for one in reversed(site.store.decisions(fair.uid)))
    site.post("/undo", numbers=str(split), uid=fair.uid)
    site.post("/undo", numbers=str(merge), uid=fair.uid)
    assert [len(site.row(words).mentions) for words in ("messe eröffnet", "busfahrer streiken")] == [2, 1]


def test_other_rows_are_searched(site: Served) -> None:
    html = open_row(site, site.row("messe eröffnet").uid, "&other=stadtrat")
    assert site.row("stadtrat tagt").uid in html.partition('id="merge"')[2]


def test_decisions_survive_the_next_build(site: Served) -> None:
    row = site.row("busfahrer streiken")
    site.decide(row.uid, "edit", title="Busstreik")
    site.post(
        "/documents",
        text="Hannover, 9. März 2026. Am 20. März 2026 streiken in Hannover die Busfahrer.",
        published="2026-03-09",
    )
    event = site.store.event(row.uid)
    assert event is not None
    assert (event.title, event.review) == ("Busstreik", "edited")


def test_what_changed_since_the_last_run(site: Served) -> None:
    said = "Die Messe in Hannover ist abgesagt. Am 20. März 2026 sollte sie eröffnet werden. Am 9. Mai 2026 tagt der Rat in Bonn."
    site.post("/documents", text=said, published="2026-03-10")
    html = text(site.page("/changes"))
    assert "new" in html
    assert "Rat" in html


def test_a_document_is_added_and_its_rows_are_there_at_once(site: Served) -> None:
    answer = site.post(
        "/documents", text="Der Kreistag tagt am Dienstag in Celle.", published="2026-03-05", title="Kreis"
    )
    html = site.page(answer.headers["location"])
    assert "Read: 1 row." in html
    assert "2026" in html
    assert site.row("kreistag").when.start == date(2026, 3, 10)
    again = site.post(
        "/documents", text="Der Kreistag tagt am Dienstag in Celle.", published="2026-03-05", title="Kreis"
    )
    assert again.headers["location"] == answer.headers["location"]
    assert site.store.find(Query(words="kreistag")).total == 1


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "..\\..\\boot.txt", "/etc/cron.d/x.txt", "a\x00b.txt", ".txt", "sources.csv.txt"]
)
def test_an_uploaded_file_has_a_name_of_our_own(site: Served, name: str, tmp_path: Any) -> None:
    before = sorted(tmp_path.parent.rglob("*.txt"))
    files = {"file": (name, b"Der Kreistag tagt am 3. Mai 2027 in Celle.")}
    assert site.post("/documents", files=files).status_code in {303, 422}
    for document in site.store.documents():
        assert re.fullmatch(r"[\w-][\w.-]*", document.id)
    assert sorted(tmp_path.parent.rglob("*.txt")) == before


@pytest.mark.parametrize(
    ("fields", "files"),
    [
        ({}, None),
        ({"text": " \n"}, None),
        ({"text": "Am 3. Mai 2027 tagt der Rat.", "published": "soon"}, None),
        ({"text": "Am 3. Mai 2027 tagt der Rat.", "language": "klingon"}, None),
        ({}, {"file": ("a.pdf", b"no pdf")}),
        ({}, {"file": ("a.exe", b"MZ\x00\x01")}),
    ],
)
def test_what_cannot_be_read_is_told(site: Served, fields: dict[str, str], files: Any) -> None:
    answer = site.post("/documents", files=files, **fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "/tmp" not in answer.text


def test_text_of_a_document_is_never_markup(site: Served) -> None:
    evil = "<script>alert(1)</script> <img src=x onerror=alert(2)> \"'><b>"
    said = f"Am 3. Mai 2027 tagt der Rat {evil} in Bonn."
    site.post("/documents", text=said, title=evil, published="2027-01-01")
    row = site.row("alert(1)")
    site.decide(row.uid, "edit", title=evil, place=evil)
    for path in ("/", f"/?row={row.uid}", f"/rows/{row.uid}", "/changes", "/documents", f"/?q={evil}", f"/?row={evil}"):
        html = site.get(path).text
        assert "<script>alert" not in html, path
        assert "<img" not in html, path
        assert "'><b>" not in html, path
    assert "&lt;script&gt;alert(1)" in site.page(f"/?row={row.uid}")


@pytest.mark.parametrize(
    "query", ["page=999999", "page=-1", "page=x", "kind=party", "from=soon", "q=" + "x" * 300, "q=%00", "row=%00"]
)
def test_odd_addresses_give_a_page(site: Served, query: str) -> None:
    assert site.get(f"/?{query}").status_code == 200


def test_what_is_missing(site: Served) -> None:
    assert site.get("/nothing").status_code == 404
    assert site.get("/rows/none").status_code == 404
    assert site.get("/document?id=../../etc/passwd").status_code == 404


def test_a_queue_of_many_pages(site: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.web.review.SIZE", 3)
    html = site.page("/?order=date")
    assert len(queue(html)) == 3
    assert 'rel="next"' in html
    last = site.page("/?order=date&page=2")
    assert len(queue(last)) == 2
    assert 'rel="next"' not in last
    site.store.decide([Decision(queue(last)[0], Action.REJECT)])
    assert queue(site.page("/?review=rejected")) == queue(last)[:1]
