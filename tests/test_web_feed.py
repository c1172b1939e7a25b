"""The feeds over HTTP: what calendar programs get, when they get it, and what they never get."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from served import Served

from timeline.errors import StoreError
from timeline.store import Store

KNOWN = "BEGIN:VEVENT"


@pytest.fixture
def token(site: Served) -> str:
    return site.store.add_token("feed", "Team")


def entries(answer: Any) -> int:
    return int(answer.text.count(KNOWN))


def titles(answer: Any) -> list[str]:
    lines = answer.text.replace("\r\n ", "").splitlines()
    return [line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY:")]


def test_a_feed_says_what_it_is(site: Served, token: str) -> None:
    answer = site.feed(token, headers={"accept-encoding": "identity"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["etag"].startswith('"')
    assert answer.headers["last-modified"].endswith("GMT")
    assert "content-encoding" not in answer.headers
    assert entries(answer) == 3
    assert entries(site.feed(token, "coarse.ics")) == 1


def test_head_is_get_without_the_body(site: Served, token: str) -> None:
    got, head = site.feed(token), site.client.head(f"/calendar/{token}/timeline.ics")
    assert head.status_code == 200
    assert head.content == b""
    assert {key: got.headers[key] for key in ("etag", "content-length", "content-type")} == {
        key: head.headers[key] for key in ("etag", "content-length", "content-type")
    }


def test_gzip_where_it_is_accepted_and_another_tag_for_it(site: Served, token: str) -> None:
    plain = site.feed(token, headers={"accept-encoding": "identity"})
    packed = site.feed(token, headers={"accept-encoding": "br, gzip;q=0.5"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == "accept-encoding"
    for refused in ("gzip;q=0", "identity", "gzip; q=0.0", ""):
        assert "content-encoding" not in site.feed(token, headers={"accept-encoding": refused}).headers


@pytest.mark.parametrize(
    ("conditions", "status"),
    [
        ({"if-none-match": "{etag}"}, 304),
        ({"if-none-match": "W/{etag}"}, 304),
        ({"if-none-match": '"other", {etag}'}, 304),
        ({"if-none-match": "*"}, 304),
        ({"if-none-match": '"other"'}, 200),
        ({"if-modified-since": "{modified}"}, 304),
        ({"if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 200),
        ({"if-modified-since": "yesterday"}, 200),
        ({"if-modified-since": "Thu, 99 Jan 99999999999 00:00:00 GMT"}, 200),
        ({"if-none-match": '"other"', "if-modified-since": "{modified}"}, 200),
        ({"if-none-match": "{etag}", "if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 304),
    ],
)
def test_conditions_the_tag_before_the_date(site: Served, token: str, conditions: dict[str, str], status: int) -> None:
    first = site.feed(token)
    known = {"etag": first.headers["etag"], "modified": first.headers["last-modified"]}
    answer = site.feed(token, headers={key: value.format(**known) for key, value in conditions.items()})
    assert answer.status_code == status
    if status == 304:
        assert answer.content == b""
        assert answer.headers["etag"] == known["etag"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("kind=event", 3),
        ("kind=event,publication&kind=deadline", 3),
        ("kind=period", 1),
        ("status=cancelled", 0),
        ("place=HANNOVER", 2),
        ("q=busfahrer+streik", 1),
        ("q=%25", 0),
        ("from=2026-03-10", 2),
        ("to=2026-03-05&from=2026-03-05", 1),
        ("accepted=only", 0),
    ],
)
def test_a_feed_is_filtered(site: Served, token: str, query: str, count: int) -> None:
    assert entries(site.feed(token, f"timeline.ics?{query}")) == count


def test_only_what_was_accepted(site: Served, token: str) -> None:
    row = site.row("stadtrat tagt")
    site.decide(row.uid, "accept")
    assert (
        titles(site.feed(token, "timeline.ics?accepted=only")) == ["Tagung des Stadtrats in Köln (Köln)"]
        or entries(site.feed(token, "timeline.ics?accepted=only")) == 1
    )


@pytest.mark.parametrize(
    "query", ["kind=party", "from=soon", "from=2026-05-01&to=2026-04-01", "accepted=all", "plcae=Bonn"]
)
def test_a_filter_that_makes_no_sense_is_refused(site: Served, token: str, query: str) -> None:
    answer = site.feed(token, f"timeline.ics?{query}")
    assert answer.status_code == 400
    assert KNOWN not in answer.text


@pytest.mark.parametrize(
    "path", ["wrong/timeline.ics", "/timeline.ics", "{token}/other.ics", "{token}", "{token}/../x"]
)
def test_what_is_not_there(site: Served, token: str, path: str) -> None:
    answer = site.get("/calendar/" + path.format(token=token))
    assert answer.status_code == 404
    assert "location" not in answer.headers


def test_other_methods_are_refused(site: Served, token: str) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"):
        answer = site.client.request(method, f"/calendar/{token}/timeline.ics")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_no_other_site_may_read_it(site: Served, token: str) -> None:
    answer = site.feed(token, headers={"origin": "https://elsewhere.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_a_token_is_revoked_at_once_and_is_nowhere_kept(site: Served, token: str, tmp_path: Path) -> None:
    assert site.feed(token).status_code == 200
    (made,) = site.store.tokens()
    assert site.post(f"/tokens/{made.number}/revoke").status_code == 303
    assert site.feed(token).status_code == 404
    files = [file.read_bytes() for file in tmp_path.glob("timeline.db*")]
    assert files
    assert not any(token.encode() in data for data in files)


def test_a_reviewers_token_opens_no_feed(site: Served) -> None:
    assert site.feed(site.store.add_token("reviewer")).status_code == 404


def test_no_token_in_the_log(site: Served, token: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    site.feed(token)
    site.get(f"/calendar/{token}")
    site.get(f"/calendar/{token}%0Aforged")
    told = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("timeline"))
    assert "GET /calendar/*/timeline.ics 200" in told
    assert token not in told
    assert "\nforged" not in told


def test_a_decision_is_in_the_next_feed(site: Served, token: str) -> None:
    before = site.feed(token)
    row = site.row("stadtrat tagt")
    site.decide(row.uid, "edit", title="Ratssitzung")
    after = site.feed(token, headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert "Ratssitzung" in after.text
    assert after.headers["last-modified"] > before.headers["last-modified"]
    site.decide(row.uid, "reject")
    assert "Ratssitzung" not in site.feed(token).text


def test_a_fault_sends_the_last_good_feed(site: Served, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    good = site.feed(token)

    def broken(*_: object) -> str:
        raise StoreError("gone")

    monkeypatch.setattr(Store, "version", broken)
    monkeypatch.setattr("timeline.web.feed._FRESH", -1)
    assert site.feed(token).content == good.content
    assert site.feed(token, "timeline.ics?kind=event").status_code == 503, "there never was a good one"
    monkeypatch.undo()
    monkeypatch.setattr("timeline.web.feed._FRESH", -1)
    monkeypatch.setattr("timeline.writers.ics.feeds", broken)
    site.decide(site.row("stadtrat tagt").uid, "edit", title="Neu")
    assert site.feed(token).content == good.content
    monkeypatch.undo()
    assert "Neu" in site.feed(token).text


def test_an_emptied_store_is_a_fault(site: Served, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    good = site.feed(token)
    monkeypatch.setattr("timeline.web.feed._FRESH", -1)
    monkeypatch.setattr(Store, "version", lambda _: "other")
    monkeypatch.setattr(Store, "documents", lambda _: ())
    assert site.feed(token).content == good.content


def test_a_store_without_rows_gives_no_feed_rather_than_an_empty_one(site: Served, token: str) -> None:
    with sqlite3.connect(site.file) as connection:
        connection.execute("DELETE FROM events")
    connection.close()
    assert site.feed(token).status_code == 503


def test_the_page_shows_the_addresses_once(site: Served) -> None:
    answer = site.post("/subscribe", label="Team", place="Hannover", accepted="only")
    assert answer.status_code == 200
    assert "webcal://127.0.0.1:8000/calendar/" in answer.text
    assert "http://127.0.0.1:8000/calendar/" in answer.text
    assert "timeline.ics?place=Hannover&amp;accepted=only" in answer.text
    for program in ("Google", "Outlook", "Apple", "Thunderbird"):
        assert program in answer.text
    assert "/calendar/" not in site.page("/subscribe")
