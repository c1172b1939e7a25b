"""The queue of rows, and what a reviewer decides about one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import QueryParams
from starlette.responses import RedirectResponse, Response

from timeline.errors import Conflict, DecisionError, UsageError
from timeline.model import Kind, Status
from timeline.web import decide
from timeline.web.access import Visitor
from timeline.web.doors import Filled, Known, text
from timeline.web.filters import ORDERS, REVIEWS, Filter, parse
from timeline.web.panel import panel
from timeline.web.render import page, words
from timeline.web.site import site_of

router = APIRouter(include_in_schema=False)

SIZE = 50
"""Rows on a page of the queue."""
_DONE = ("accepted", "rejected", "edited", "unedited", "merged", "parted", "taken_back")
_LAST = 100_000


@router.get("/")
def queue(request: Request, visitor: Known) -> Response:
    """The rows, the most doubtful first, and the one that is open."""
    return _queue(request, visitor, request.query_params)


@router.get("/rows/{uid}")
def row(request: Request, visitor: Known, uid: str) -> Response:
    """One row for the page to show beside the queue."""
    asked = request.query_params
    found = panel(site_of(request), uid, asked.get("doc", ""), _words(asked))
    if found is None:
        return page(request, "_gone.html", visitor, status=404)
    return page(request, "_row.html", visitor, **_shown(found, asked, _filter(asked)[0]))


@router.post("/rows/{uid}")
def change(request: Request, visitor: Known, form: Filled, uid: str) -> Response:
    """Decides about a row; somebody who was too late sees it as it is now."""
    site = site_of(request)
    back = QueryParams(text(form, "back"))
    fields = {key: text(form, key) for key in form if key != "proof"}
    ticked = [value for value in form.getlist("mention") if isinstance(value, str)]
    try:
        done, numbers = decide.take(site.store, uid, fields, ticked, visitor.name)
    except Conflict:
        trouble = {"conflict": True, "given": _given(fields)}
        return _queue(request, visitor, back, row=uid, status=409, trouble=trouble)
    except DecisionError as error:
        trouble = {"conflict": False, "reason": str(error), "given": _given(fields)}
        return _queue(request, visitor, back, row=uid, status=422, trouble=trouble)
    site.feeds.forget()
    shown = text(form, "next") if done in {"accepted", "rejected"} else uid
    more = {"row": shown or uid, "done": done, "about": uid, "numbers": ",".join(map(str, numbers))}
    return RedirectResponse(f"/?{_back(back, **more)}", 303)


@router.post("/undo")
def undo(request: Request, form: Filled) -> Response:
    """Takes decisions back."""
    site = site_of(request)
    uid = text(form, "uid")
    for number in reversed(
        [int(part) for part in text(form, "numbers").split(",") if part.isdecimal() and len(part) < 10]
    ):
        try:
            site.store.undo(number)
        except DecisionError:
            continue  # somebody else has just done so
    site.feeds.forget()
    return RedirectResponse(f"/?{_back(QueryParams(text(form, 'back')), row=uid, done='taken_back', about=uid)}", 303)


@router.get("/changes")
def changes(request: Request, visitor: Known) -> Response:
    """What the last run changed."""
    found = site_of(request).store.changes()
    kinds = tuple(words(request).data["what"])
    told = sorted(
        found, key=lambda one: (kinds.index(one.what) if one.what in kinds else len(kinds), one.start, one.uid)
    )
    return page(request, "changes.html", visitor, section="changes", changes=told)


def _queue(
    request: Request,
    visitor: Visitor,
    asked: QueryParams,
    *,
    row: str = "",
    status: int = 200,
    trouble: dict[str, Any] | None = None,
) -> Response:
    site = site_of(request)
    chosen, complaint = _filter(asked)
    number = _number(asked.get("page", ""))
    query = replace(chosen.query, offset=(number - 1) * SIZE, limit=SIZE)
    found = site.store.find(query)
    if not found.events and found.total:
        number = 1
        found = site.store.find(replace(query, offset=0))
    opened = row or asked.get("row", "")
    shown = panel(site, opened, asked.get("doc", ""), _words(asked)) if opened else None
    return page(
        request,
        "review.html",
        visitor,
        status=status,
        section="review",
        found=found,
        number=number,
        pages=max(1, -(-found.total // SIZE)),
        query=chosen.query,
        filtered=bool(chosen.pairs()),
        kinds=tuple(Kind),
        statuses=tuple(Status),
        reviews=REVIEWS,
        orders=ORDERS,
        opened=opened,
        complaint=complaint,
        trouble=trouble,
        done=_done(request, asked),
        **_shown(shown, asked, chosen, number),
    )


def _shown(shown: Any, asked: QueryParams, chosen: Filter, number: int = 0) -> dict[str, Any]:
    """What the open row is shown with."""
    kept = {"order": asked.get("order", ""), "page": number or asked.get("page", "")}

    def link(**more: object) -> str:
        return "/?" + chosen.link(**kept | more)

    return {"panel": shown, "link": link, "back": chosen.link(**kept), "wanted": _words(asked)}


def _done(request: Request, asked: QueryParams) -> dict[str, Any] | None:
    """What has just been decided, to be told and taken back."""
    if asked.get("done") not in _DONE:
        return None
    event = site_of(request).store.event(asked.get("about", ""))
    numbers = "" if asked["done"] in {"taken_back", "unedited"} else asked.get("numbers", "")
    said = words(request)(asked["done"], title=event.title if event else "")
    return {"said": said, "numbers": numbers, "uid": asked.get("about", "")}


def _filter(asked: QueryParams) -> tuple[Filter, str]:
    """The filter, or none with what is wrong about it."""
    try:
        return parse(asked, "doubt"), ""
    except UsageError as error:
        return parse(QueryParams(), "doubt"), str(error)


def _back(asked: QueryParams, **more: object) -> str:
    return _filter(asked)[0].link(order=asked.get("order", ""), page=asked.get("page", ""), **more)


def _number(text: str) -> int:
    return min(max(int(text), 1), _LAST) if text.isdecimal() and len(text) < 8 else 1


def _words(asked: QueryParams) -> str:
    return asked.get("other", "").replace("\x00", "")[:200].strip()


def _given(fields: dict[str, str]) -> list[tuple[str, str]]:
    """What somebody entered that has not been kept."""
    keys = ("title", "start", "end", "kind", "status", "place", "participants")
    return [(key, fields[key]) for key in keys if fields.get("action") == "edit" and key in fields]
