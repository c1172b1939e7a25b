"""The whole site as one ASGI application."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from timeline.errors import StoreError
from timeline.settings import Settings
from timeline.web import api, doors, library, review, subscribe
from timeline.web.access import Access
from timeline.web.doors import Forbidden, LoginNeeded
from timeline.web.feed import Feeds, FeedServer
from timeline.web.guard import Guard
from timeline.web.marks import Reader
from timeline.web.render import page, words
from timeline.web.site import Site

if TYPE_CHECKING:
    from timeline.store import Store

_STATIC = Path(__file__).parent / "pages" / "static"


def make(store: Store, settings: Settings, *, local: bool = True, url: str = "") -> Guard:
    """The site of a store. ``local``: only this machine can reach it, so that nobody has to log in.

    ``url``: the address at which a proxy offers it to others.
    """
    access = Access(store, local=local and not url, url=url)
    feeds = Feeds(store, settings)
    app = FastAPI(
        title="timeline",
        summary="Events read out of prose, and what people decided about them.",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,
    )
    app.state.site = Site(store, settings, access, feeds, Reader(settings))
    for module in (review, library, subscribe, doors, api):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=_STATIC))
    for error in (LoginNeeded, Forbidden):
        app.add_exception_handler(error, doors.refused)
    app.add_exception_handler(HTTPException, _failed)
    app.add_exception_handler(StoreError, _failed)
    return Guard(app, FeedServer(feeds, access), access)


def _failed(request: Request, error: Exception) -> Response:
    """What somebody sees who asked for what there is not, or while the store does not answer."""
    status = error.status_code if isinstance(error, HTTPException) else 503
    detail = error.detail if isinstance(error, HTTPException) else str(error)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {"retry-after": "10"}
    if request.url.path.startswith(("/api/", "/static/")):
        return JSONResponse({"detail": detail}, status, headers)
    message = words(request)("missing") if status == 404 else detail
    response = page(request, "error.html", None, status=status, message=message)
    response.headers.update(headers)
    return response
