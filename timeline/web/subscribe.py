"""Addresses for calendar programs: made, shown once, listed, revoked."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.datastructures import QueryParams
from starlette.responses import RedirectResponse, Response

from timeline.errors import UsageError
from timeline.model import Kind, Status
from timeline.web.access import FEED, Access, Visitor
from timeline.web.doors import Filled, Known, text
from timeline.web.feed import NAMES, ROOT
from timeline.web.filters import parse
from timeline.web.render import page
from timeline.web.site import site_of

router = APIRouter(include_in_schema=False)

_FILTERS = ("kind", "status", "place", "q", "from", "to", "accepted")


@router.get("/subscribe")
def subscriptions(request: Request, visitor: Known) -> Response:
    """How to subscribe, and the tokens that have been given out."""
    return _page(request, visitor)


@router.post("/subscribe")
def create(request: Request, visitor: Known, form: Filled) -> Response:
    """Makes an address for a calendar program and shows it, this once."""
    site = site_of(request)
    try:
        wanted = parse(QueryParams([(key, text(form, key)) for key in _FILTERS]), feed=True)
    except UsageError as error:
        return page(request, "error.html", visitor, status=422, message=str(error))
    secret = site.store.add_token(FEED, text(form, "label"))
    site.access.forget()
    return _page(request, visitor, links(site.access, request.headers.get("host", ""), secret, wanted.link()))


@router.post("/tokens/{number}/revoke")
def revoke(request: Request, visitor: Known, form: Filled, number: str) -> Response:  # noqa: ARG001 - the form proves
    """Closes an address."""
    site = site_of(request)
    try:
        site.store.revoke_token(int(number) if number.isdecimal() and len(number) < 10 else 0)
    except UsageError as error:
        return page(request, "error.html", visitor, status=404, message=str(error))
    site.access.forget()
    return RedirectResponse("/subscribe", 303)


def links(access: Access, host: str, secret: str, query: str = "") -> list[dict[str, str]]:
    """The addresses of the feeds for one token: as a web address, and as one that opens a calendar program."""
    found = []
    for name, file in zip(("sub_feed", "sub_coarse"), NAMES, strict=True):
        address = f"{access.base(host)}{ROOT}{secret}/{file}" + (f"?{query}" if query else "")
        found.append({"name": name, "address": address, "webcal": f"webcal:{address.partition(':')[2]}"})
    return found


def _page(request: Request, visitor: Visitor, links: list[dict[str, str]] | None = None) -> Response:
    tokens = tuple(reversed(site_of(request).store.tokens()))
    return page(
        request,
        "subscribe.html",
        visitor,
        section="subscribe",
        tokens=tokens,
        links=links or (),
        kinds=tuple(Kind),
        statuses=tuple(Status),
    )
