"""The timeline as JSON: what it holds, and that no request at all makes it fail."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from served import Served, build

from timeline.decision import Action
from timeline.writers.json import plain

OPERATIONS = 10


@pytest.fixture
def secret(site: Served) -> dict[str, str]:
    """The headers of somebody who may decide."""
    return {"authorization": f"Bearer {site.store.add_token('reviewer', 'Script')}"}


def test_events_as_in_the_file(site: Served, tmp_path: Path) -> None:
    from timeline.settings import Settings
    from timeline.writers import write

    (file,) = write(site.store.timeline(), tmp_path / "out", ["json"], Settings())
    told = site.get("/api/events?limit=500").json()
    assert told["total"] == 5
    assert told["events"] == json.loads(file.read_text(encoding="utf-8"))["events"]
    one = told["events"][0]
    assert site.get(f"/api/events/{one['uid']}").json() == one


def test_events_are_filtered_and_paged(site: Served) -> None:
    assert site.get("/api/events?place=hannover&kind=event").json()["total"] == 2
    paged = site.get("/api/events?offset=2&limit=3").json()
    assert (paged["total"], len(paged["events"])) == (5, 3)
    for bad in ("kind=party", "from=soon"):
        assert site.get(f"/api/events?{bad}").status_code == 400
    for bad in ("limit=0", "limit=9999", "offset=-1", "offset=99999999999999999999"):
        assert site.get(f"/api/events?{bad}").status_code == 422


def test_mentions_documents_and_changes(site: Served) -> None:
    mentions = site.get("/api/mentions?document=messe.txt").json()
    assert (mentions["total"], {one["document"] for one in mentions["mentions"]}) == (2, {"messe.txt"})
    listed = site.get("/api/documents").json()
    assert [one["id"] for one in listed["documents"]] == ["messe.txt", "rat.txt"]
    whole = site.get("/api/documents/rat.txt").json()
    for one in site.get("/api/mentions?document=rat.txt").json()["mentions"]:
        assert whole["text"][one["start"] : one["end"]] == one["text"]
    assert "path" not in whole
    assert len(site.get("/api/changes").json()["changes"]) == 5
    assert site.get("/api/changes?since=2999-01-01T00:00:00Z").json()["changes"] == []
    assert site.get("/api/documents/none").status_code == site.get("/api/events/none").status_code == 404


def test_decisions_by_post(site: Served, secret: dict[str, str]) -> None:
    row = site.row("stadtrat tagt")
    body: dict[str, Any] = {
        "seen": row.revision,
        "decisions": [{"uid": row.uid, "action": "edit", "field": "title", "value": "Ratssitzung"}],
    }
    before = site.get("/api/version").json()
    answer = site.client.post("/api/decisions", json=body, headers=secret)
    assert answer.status_code == 201
    assert site.get("/api/version").json() != before
    (number,) = answer.json()["numbers"]
    (decision,) = site.get(f"/api/events/{row.uid}/decisions").json()["decisions"]
    assert (decision["number"], decision["by"], decision["action"]) == (number, "Script", Action.EDIT)
    assert site.client.post("/api/decisions", json=body, headers=secret).status_code == 409
    body = {"decisions": [{"uid": row.uid, "action": "edit", "field": "uid", "value": "x"}]}
    assert site.client.post("/api/decisions", json=body, headers=secret).status_code == 400
    assert site.client.post(f"/api/decisions/{number}/undo", headers=secret).status_code == 204
    assert site.client.post(f"/api/decisions/{number}/undo", headers=secret).status_code == 400
    event = site.store.event(row.uid)
    assert event is not None
    assert event.title == row.title


def test_the_page_may_decide_with_its_proof(site: Served) -> None:
    row = site.row("stadtrat tagt")
    body = {"decisions": [{"uid": row.uid, "action": "accept"}]}
    assert site.client.post("/api/decisions", json=body, headers={"x-proof": site.proof()}).status_code == 201
    assert plain(site.store.event(row.uid))["review"] == "accepted"


def try_out(made: Any, headers: dict[str, str], seen: set[int], *, fitting: bool) -> None:
    """Sends requests of one kind; ``seen`` takes the states of their answers, all described where the requests fit."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis.errors import Unsatisfiable
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import status_code_conformance

    @given(case=made)
    @settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def send(case: Any) -> None:
        answer = case.call(headers=headers)
        seen.add(answer.status_code)
        checks = [not_a_server_error, *([status_code_conformance] if fitting else [])]
        case.validate_response(answer, checks=checks)

    with suppress(Unsatisfiable):  # where nothing is asked for, nothing can be asked for wrongly
        send()


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_no_request_makes_it_fail(tmp_path: Path, mode: str) -> None:
    """Schemathesis makes requests up from the description, fitting ones and others."""
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    site = Served(build(tmp_path))
    headers = {"authorization": f"Bearer {site.store.add_token('reviewer')}", "host": "127.0.0.1"}
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", site.site, headers=headers)
    answers: dict[str, set[int]] = {}
    for result in schema.get_all_operations():
        operation = result.ok()
        seen = answers.setdefault(f"{operation.method} {operation.path}", set())
        made = operation.as_strategy(generation_mode=schemathesis.GenerationMode(mode))
        try_out(made, headers, seen, fitting=mode == "positive")
    assert len(answers) == OPERATIONS
    assert all(status < 500 for seen in answers.values() for status in seen)
    if mode == "positive":
        assert {200} <= answers["get /api/events"]
