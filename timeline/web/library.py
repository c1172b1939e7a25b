"""Documents: a list, one with all its expressions, and new ones that somebody adds."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from timeline.errors import StoreError, TimelineError
from timeline.options import configure
from timeline.pipeline import read, tell
from timeline.settings import Settings
from timeline.store.packing import pack
from timeline.web.access import Visitor
from timeline.web.doors import Filled, Known, text
from timeline.web.marks import pieces
from timeline.web.render import page, words
from timeline.web.site import site_of

if TYPE_CHECKING:
    from timeline.store import Store

router = APIRouter(include_in_schema=False)

_SIZE = 100
_WAIT = 20.0
"""Seconds to wait for another run to end."""
_UNSAFE = re.compile(r"[^\w.-]+")
_GIVEN = ("text", "published", "title", "language")


@router.get("/documents")
def documents(request: Request, visitor: Known) -> Response:
    """The documents, the last published first."""
    return _list(request, visitor)


@router.get("/document")
def document(request: Request, visitor: Known) -> Response:
    """One document with its expressions and rows."""
    site = site_of(request)
    found = site.store.document(_plain(request.query_params.get("id", "")))
    if found is None:
        return page(request, "error.html", visitor, status=404, message=words(request)("missing"))
    rows = site.store.of_document(found.id)
    marks = site.reader.marks(found, rows)
    added = len(rows) if "added" in request.query_params else None
    return page(
        request,
        "document.html",
        visitor,
        section="document",
        document=found,
        rows=rows,
        marks=marks,
        pieces=pieces(found.text, marks),
        added=added,
        link=lambda **more: "/?" + urlencode(more),
    )


@router.post("/documents")
def take(request: Request, visitor: Known, form: Filled) -> Response:
    """Reads a document that somebody uploads or pastes, and shows what came of it."""
    site = site_of(request)
    say = words(request)
    name, content = _content(form)
    if not content.strip():
        return _list(request, visitor, form, say("nothing_given"))
    try:
        settings = configure(site.settings, text(form, "published").strip(), text(form, "language"))
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / name
            file.write_bytes(content)
            ids = _added(file, settings, site.store, title=text(form, "title").strip()[:200])
    except StoreError:
        return _list(request, visitor, form, say("busy"), 503)
    except TimelineError as error:
        return _list(request, visitor, form, str(error).replace(f"{tempfile.gettempdir()}/", ""), 422)
    site.feeds.forget()
    target = {"id": ids[0], "added": "1"} if len(ids) == 1 else {}
    return RedirectResponse(f"/document?{urlencode(target)}" if target else "/documents", 303)


def _added(file: Path, settings: Settings, store: Store, title: str) -> tuple[str, ...]:
    """Takes the documents of a file into the store, where they stay without it; returns their ids."""
    found = read(file, settings)
    ids = []
    with store.run(settings, [], wait=_WAIT) as run:
        for one in found:
            document, same = run.known(replace(one, path="", title=title or one.title))
            if not same:
                run.keep(document, pack(tell(document, settings)))
            ids.append(document.id)
        run.finish()
    return tuple(ids)


def _list(
    request: Request, visitor: Visitor, form: FormData | None = None, complaint: str = "", status: int = 422
) -> Response:
    asked = request.query_params
    wanted, number = _plain(asked.get("q", ""))[:200], asked.get("page", "")
    at = min(max(int(number), 1), 100_000) if number.isdecimal() and len(number) < 8 else 1
    listed, total = site_of(request).store.listed(wanted, (at - 1) * _SIZE, _SIZE)
    return page(
        request,
        "documents.html",
        visitor,
        status=status if complaint else 200,
        section="documents",
        listed=listed,
        total=total,
        words=wanted,
        number=at,
        pages=max(1, -(-total // _SIZE)),
        complaint=complaint,
        given={key: text(form, key) if form else "" for key in _GIVEN},
    )


def _content(form: FormData) -> tuple[str, bytes]:
    """A safe file name that tells the format, and what the file holds; the same content has the same name."""
    upload = form.get("file")
    if isinstance(upload, UploadFile) and upload.filename:
        content = upload.file.read()
        given = upload.filename.replace("\\", "/").rpartition("/")[2]
    else:
        content, given = (
            text(form, "text").replace("\r\n", "\n").encode(),
            f"{text(form, 'title').strip() or 'text'}.txt",
        )
    stem, _, ending = _UNSAFE.sub("-", given).rpartition(".")
    mark = blake2b(content + text(form, "published").encode(), digest_size=4).hexdigest()
    return f"{stem[:60].strip('-.') or 'document'}-{mark}.{ending[:10].lower() or 'txt'}", content


def _plain(text: str) -> str:
    return text.replace("\x00", "")
