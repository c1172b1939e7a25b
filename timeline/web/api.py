"""The timeline as JSON: read by anyone who may review, changed by decisions. Described at ``/api/openapi.json``."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, HTTPException, Path, Query, Request
from starlette.responses import Response

from timeline.decision import Action, Decision, Quote
from timeline.errors import Conflict, DecisionError, UsageError
from timeline.model import Event, Kind, Status, Timeline
from timeline.table import columns
from timeline.web.access import Visitor
from timeline.web.doors import Forbidden, Known, own
from timeline.web.filters import ORDERS, REVIEWS, parse
from timeline.web.site import site_of
from timeline.writers.json import dump, event_object, plain

_MOST = 2**31 - 1


@dataclass
class Problem:
    """Why something was not done."""

    detail: str


@dataclass
class MentionRef:
    """A mention by its document and the offset of its time expression."""

    document: Annotated[str, Query(max_length=2000)]
    start: Annotated[int, Query(ge=0, le=_MOST)]


@dataclass
class DecisionIn:
    """One decision about a row."""

    uid: str
    action: Literal["accept", "reject", "edit", "merge", "split", "release"]
    field: str = ""
    """The column that is edited or released."""
    value: str = ""
    """Its new value as ``timeline.csv`` writes it; for a merge, the uid of the row taken in."""
    mentions: list[MentionRef] = dataclasses.field(default_factory=list)
    """For a split: what goes into the new row."""


@dataclass
class DecisionsIn:
    """Decisions that are taken all or none."""

    decisions: list[DecisionIn]
    seen: int | None = None
    """The revision of the row they were made on: if it has another one now, nothing is taken (409)."""


@dataclass
class Numbers:
    """The decisions' numbers, by which they can be undone."""

    numbers: list[int]


_REFUSED: dict[int | str, dict[str, Any]] = {401: {"model": Problem, "description": "Log in, or send a token"}}
_MISSING: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "description": "There is none"}}
_BAD: dict[int | str, dict[str, Any]] = {400: {"model": Problem, "description": "A filter that makes no sense"}}
_OBJECT: dict[int | str, dict[str, Any]] = {
    200: {"description": "As in timeline.json", "content": {"application/json": {"schema": {"type": "object"}}}}
}

router = APIRouter(prefix="/api", tags=["timeline"], responses=_REFUSED)

Text = Annotated[str, Query(max_length=200)]
Offset = Annotated[int, Query(ge=0, le=_MOST, description="How many to leave out")]
Limit = Annotated[int, Query(ge=1, le=500, description="How many to give")]
Day = Annotated[str, Query(max_length=200, examples=["2026-11-21"])]


def _one_of(words: Sequence[str]) -> Any:
    return Annotated[list[str] | None, Query(description=f"Any of {', '.join(words)}; several with commas")]


@router.get("/version", responses=_OBJECT)
def version(request: Request, visitor: Known) -> Response:  # noqa: ARG001 - it has to be somebody
    """Another one whenever a row may have changed."""
    return _json({"version": site_of(request).store.version()})


@router.get("/events", responses=_OBJECT | _BAD)
def events(
    request: Request,
    visitor: Known,  # noqa: ARG001
    kind: _one_of(tuple(Kind)) = None,  # type: ignore[valid-type]  # noqa: ARG001
    status: _one_of(tuple(Status)) = None,  # type: ignore[valid-type]  # noqa: ARG001
    review: _one_of(REVIEWS) = None,  # type: ignore[valid-type]  # noqa: ARG001
    order: _one_of(ORDERS) = None,  # type: ignore[valid-type]  # noqa: ARG001
    place: Text = "",  # noqa: ARG001
    q: Text = "",  # noqa: ARG001
    first: Annotated[Day, Query(alias="from")] = "",  # noqa: ARG001
    last: Annotated[Day, Query(alias="to")] = "",  # noqa: ARG001
    accepted: Annotated[Literal["", "only"], Query(description="What has been accepted or edited")] = "",  # noqa: ARG001
    offset: Offset = 0,
    limit: Limit = 100,
) -> Response:
    """Rows, each with its mentions and history, and how many there are in all."""
    try:
        query = parse(request.query_params).query
    except UsageError as error:
        raise HTTPException(400, str(error)) from None
    store = site_of(request).store
    found = store.find(replace(query, offset=offset, limit=limit))
    return _json({"total": found.total, "events": [_event(request, one) for one in found.events]})


@router.get("/events/{uid}", responses=_OBJECT | _MISSING)
def event(request: Request, visitor: Known, uid: str) -> Response:  # noqa: ARG001
    """One row."""
    return _json(_event(request, _row(request, uid)))


@router.get("/events/{uid}/decisions", responses=_OBJECT | _MISSING)
def decisions(request: Request, visitor: Known, uid: str) -> Response:  # noqa: ARG001
    """What was decided about a row, in order."""
    _row(request, uid)
    return _json({"decisions": [plain(one) for one in site_of(request).store.decisions(_plain(uid))]})


@router.get("/mentions", responses=_OBJECT)
def mentions(
    request: Request,
    visitor: Known,  # noqa: ARG001
    document: Annotated[str, Query(max_length=2000)] = "",
    offset: Offset = 0,
    limit: Limit = 100,
) -> Response:
    """Where rows are told of, in a document or in all."""
    found, total = site_of(request).store.mentions(_plain(document), offset, limit)
    return _json({"total": total, "mentions": [plain(one) for one in found]})


@router.get("/documents", responses=_OBJECT)
def documents(request: Request, visitor: Known, q: Text = "", offset: Offset = 0, limit: Limit = 100) -> Response:  # noqa: ARG001
    """Documents without their text."""
    found, total = site_of(request).store.listed(_plain(q), offset, limit)
    return _json({"total": total, "documents": [plain(one) for one in found]})


@router.get("/documents/{name:path}", responses=_OBJECT | _MISSING)
def document(request: Request, visitor: Known, name: Annotated[str, Path(max_length=2000)]) -> Response:  # noqa: ARG001
    """One document with its text."""
    found = site_of(request).store.document(_plain(name))
    if found is None:
        raise HTTPException(404, "there is no such document")
    return _json({key: value for key, value in plain(found).items() if key != "path"})


@router.get("/changes", responses=_OBJECT)
def changes(
    request: Request,
    visitor: Known,  # noqa: ARG001
    since: Annotated[datetime | None, Query(description="Runs that began then or later; else the last one")] = None,
) -> Response:
    """What runs changed."""
    if since is not None and since.tzinfo is not None:
        try:
            since = since.astimezone(UTC).replace(tzinfo=None)
        except OverflowError:
            since = since.replace(tzinfo=None)
    return _json({"changes": [plain(one) for one in site_of(request).store.changes(since)]})


def author(
    request: Request, visitor: Known, proof: Annotated[str, Header(alias="X-Proof", max_length=200)] = ""
) -> Visitor:
    """Who decides: somebody with a token in the header, or a page of this server."""
    if visitor.session and not (own(request) and site_of(request).access.proves(visitor, proof)):
        raise Forbidden
    return visitor


Author = Annotated[Visitor, Depends(author)]
_TAKEN: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "It cannot be decided so"},
    403: {"model": Problem, "description": "Send a reviewer's token"},
    409: {"model": Problem, "description": "Somebody has changed the row meanwhile; nothing was taken"},
    413: {"model": Problem, "description": "More than the server takes at once"},
}


@router.post("/decisions", status_code=201, response_model=Numbers, responses=_TAKEN)
def decide(request: Request, visitor: Author, body: DecisionsIn) -> Numbers:
    """Takes decisions about rows, all or none."""
    site = site_of(request)
    found = [
        Decision(
            _plain(one.uid),
            Action(one.action),
            _plain(one.field),
            _plain(one.value),
            mentions=tuple(Quote(_plain(ref.document), ref.start, "", "") for ref in one.mentions),
            by=visitor.name,
        )
        for one in body.decisions
    ]
    try:
        numbers = site.store.decide(found, body.seen)
    except Conflict as error:
        raise HTTPException(409, str(error)) from None
    except DecisionError as error:
        raise HTTPException(400, str(error)) from None
    site.feeds.forget()
    return Numbers(list(numbers))


@router.post("/decisions/{number}/undo", status_code=204, responses=_TAKEN)
def undo(request: Request, visitor: Author, number: Annotated[int, Path(ge=1, le=_MOST)]) -> None:  # noqa: ARG001
    """Undoes a decision."""
    site = site_of(request)
    try:
        site.store.undo(number)
    except DecisionError as error:
        raise HTTPException(400, str(error)) from None
    site.feeds.forget()


def _row(request: Request, uid: str) -> Event:
    found = site_of(request).store.event(_plain(uid))
    if found is None:
        raise HTTPException(404, "there is no such row")
    return found


def _event(request: Request, event: Event) -> dict[str, Any]:
    """A row as ``timeline.json`` has it, with the documents it rests on."""
    store = site_of(request).store
    known = tuple(document for name in columns.sources(event) if (document := store.document(name)))
    return event_object(columns.event_rows(Timeline(known, (event,)))[0])


def _plain(text: str) -> str:
    """Text that every store takes: no NUL, no half of a surrogate pair."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _json(value: object) -> Response:
    return Response(dump(value), media_type="application/json", headers={"cache-control": "no-store"})
