"""Logging in and out, and what each request has to show: a session, and for every change proof that it is its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from timeline import languages
from timeline.web.access import REVIEWER, Visitor
from timeline.web.render import TONGUE, keep, page, words
from timeline.web.site import site_of

router = APIRouter(include_in_schema=False)


class LoginNeeded(Exception):  # noqa: N818 - as a page calls it
    """Somebody who is not known asks for what is not for everybody."""


class Forbidden(Exception):  # noqa: N818 - as HTTP calls it
    """A change is asked for by a form that is not the page's own."""


def known(request: Request) -> Visitor:
    """Who asks; raises ``LoginNeeded`` for somebody who may not review."""
    visitor = site_of(request).access.visitor(request.cookies, request.headers.get("authorization", ""))
    if visitor is None:
        raise LoginNeeded
    return visitor


Known = Annotated[Visitor, Depends(known)]


async def filled(request: Request, visitor: Known) -> AsyncIterator[FormData]:
    """The form that a reviewer sent; raises ``Forbidden`` when it is not proved to be of this session."""
    if not own(request):
        raise Forbidden
    async with request.form(max_files=1, max_fields=500, max_part_size=5_000_000) as form:
        if not site_of(request).access.proves(visitor, text(form, "proof")):
            raise Forbidden
        yield form


Filled = Annotated[FormData, Depends(filled)]


def text(form: FormData, key: str) -> str:
    """A field of a form as text that every store takes; empty when it is missing, or a file."""
    value = form.get(key, "")
    return value.replace("\x00", "").encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def own(request: Request) -> bool:
    """Whether a browser says that one of this server's pages asks (Fetch Metadata; RFC 6454, section 7)."""
    access = site_of(request).access
    origin = request.headers.get("origin")
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    return origin is None or origin == access.base(request.headers.get("host", ""))


@router.get("/login")
def login(request: Request) -> Response:
    """The form to log in."""
    return page(request, "login.html", None, failed=False)


@router.post("/login")
async def enter(request: Request) -> Response:
    """Lets somebody in who has a reviewer's token."""
    if not own(request):
        raise Forbidden
    access = site_of(request).access
    async with request.form(max_files=0, max_fields=5) as form:
        token = access.opens(text(form, "token").strip(), REVIEWER)
    if token is None:
        return page(request, "login.html", None, status=403, failed=True)
    response = RedirectResponse("/", 303)
    keep(response, site_of(request), access.enter(token))
    return response


@router.post("/logout")
def leave(request: Request, form: Filled) -> Response:  # noqa: ARG001 - the form proves who asks
    """Ends the session."""
    response = RedirectResponse("/login", 303)
    response.delete_cookie(site_of(request).access.cookie, path="/")
    return response


@router.post("/language")
def choose(form: Filled) -> Response:
    """Keeps the language of the pages, and goes back to the page it was chosen on."""
    back = text(form, "path")
    response = RedirectResponse(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/", 303)
    code = text(form, "code")
    if code in languages.available("web"):
        response.set_cookie(TONGUE, code, max_age=31_536_000, path="/", httponly=True, samesite="lax")
    return response


def refused(request: Request, error: Exception) -> Response:
    """What somebody gets who is not known, or whose form is not the page's own."""
    if request.url.path.startswith("/api/"):
        status = 401 if isinstance(error, LoginNeeded) else 403
        headers = {"www-authenticate": "Bearer"} if status == 401 else {}
        return Response('{"detail": "log in, or send a reviewer\'s token"}', status, headers, "application/json")
    if isinstance(error, LoginNeeded):
        return RedirectResponse("/login", 303)
    return page(request, "error.html", None, status=403, message=words(request)("forbidden"))
