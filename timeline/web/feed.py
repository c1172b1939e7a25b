"""``/calendar/<token>/timeline.ics`` and ``coarse.ics``: the rows as calendar programs fetch them (RFC 9110, RFC 9111).

A feed is made once for each state of the store and each filter, and kept with its compressed form. When it cannot be
made, the last good one is sent: a feed that fails or turns empty would empty its subscribers' calendars.
"""

from __future__ import annotations

import gzip
import logging
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.utils import formatdate, mktime_tz, parsedate_tz
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.types import Receive, Scope, Send

from timeline.errors import UsageError
from timeline.model import Document, Timeline
from timeline.settings import Settings
from timeline.store import Query
from timeline.web.access import FEED, Access
from timeline.web.filters import parse

if TYPE_CHECKING:
    from timeline.store import Store

ROOT = "/calendar/"
NAMES = {"timeline.ics": "timeline.ics", "coarse.ics": "timeline-coarse.ics"}
"""The feeds by their addresses' last part: what the writer calls them."""

_FRESH = 0.25
"""Seconds for which the store is taken to be as it was."""
_KEPT = 64
"""Filters whose feeds are kept."""
_BYTES = 128_000_000
_log = logging.getLogger("timeline.web")

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Body:
    """A feed as it is sent."""

    plain: bytes
    packed: bytes
    etag: str
    """Without quotes; the compressed form has ``-gzip`` after it (RFC 9110, section 8.8.3.3)."""
    modified: int
    """Since when it has been this one, in seconds of the epoch; no two of an address have the same."""
    uids: tuple[str, ...]


class Feeds:
    """The feeds of a store, for any filter."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._lock = Lock()
        self._checked = 0.0
        self._version = ""
        self._known: tuple[str, tuple[Document, ...]] = ("", ())
        """The documents, and of which state of the store they are."""
        self._kept: OrderedDict[Query, tuple[str, dict[str, Body]]] = OrderedDict()

    def forget(self) -> None:
        """Looks the next time whether the store is still as it was."""
        self._checked = 0.0

    def at_hand(self, query: Query) -> dict[str, Body] | None:
        """The feeds of a filter, if they are sure to be those of the store as it is."""
        version, bodies = self._kept.get(query, ("", None))
        return bodies if version == self._version and time.monotonic() - self._checked < _FRESH else None

    def get(self, query: Query) -> dict[str, Body] | None:
        """The feeds of a filter by name; the last good ones when they cannot be made, and none when there are none."""
        with self._lock:
            known, bodies = self._kept.get(query, ("", {}))
            try:
                if time.monotonic() - self._checked >= _FRESH:
                    self._version = self._store.version()
                    self._checked = time.monotonic()
                if known != self._version:
                    made = self._make(query)
                    bodies = {name: _body(*parts, bodies.get(name)) for name, parts in made.items()}
            except Exception as error:
                _log.error("the feed cannot be made (%s: %s); the last good one is sent", type(error).__name__, error)
                return bodies or None
            self._kept[query] = (self._version, bodies)
            self._kept.move_to_end(query)
            while len(self._kept) > _KEPT or (len(self._kept) > 1 and self._size() > _BYTES):
                self._kept.popitem(last=False)
            return bodies

    def _make(self, query: Query) -> dict[str, tuple[bytes, tuple[str, ...]]]:
        from timeline.writers import ics  # noqa: PLC0415
        from timeline.writers.labels import choose  # noqa: PLC0415

        if self._known[0] != self._version:
            self._known = self._version, self._store.documents()
        documents = self._known[1]
        events = self._store.find(query).events
        # No rows at all is a store that was lost, or is to be made anew by the next build: nothing to publish.
        if not documents or not (events or self._store.find(Query(limit=1)).total):
            raise LookupError("the store has no rows; run “timeline build”")
        labels = choose(Timeline(documents, ()), self._settings)
        policy = self._settings.calendar
        if query.kinds:  # who names kinds gets them, also those that are no dates to plan by
            policy = replace(policy, kinds=tuple(kind for kind in type(policy.kinds[0]) if kind in query.kinds))
        made = ics.feeds(Timeline(documents, events), replace(self._settings, calendar=policy), labels)
        return {name: (made[file].data, made[file].uids) for name, file in NAMES.items()}

    def _size(self) -> int:
        return sum(len(body.plain) + len(body.packed) for _, bodies in self._kept.values() for body in bodies.values())


def _body(plain: bytes, uids: tuple[str, ...], before: Body | None) -> Body:
    etag = sha256(plain).hexdigest()[:32]
    if before and before.etag == etag:
        return before
    now = max(int(time.time()) - 1, before.modified + 1 if before else 0)
    return Body(plain, gzip.compress(plain, 6, mtime=0), etag, now, uids)


class FeedServer:
    """Answers for everything below :data:`ROOT` (an ASGI application)."""

    def __init__(self, feeds: Feeds, access: Access) -> None:
        self._feeds = feeds
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """One request."""
        method = scope["method"]
        if method not in {"GET", "HEAD"}:
            await _plain(send, 405, "only GET and HEAD", [(b"allow", b"GET, HEAD")])
            return
        secret, _, name = scope["path"].removeprefix(ROOT).partition("/")
        try:
            token = self._access.opens(secret, FEED)
        except Exception as error:
            _log.error("the tokens cannot be read (%s)", type(error).__name__)
            await _plain(send, 503, "not now", [(b"retry-after", b"300")], head=method == "HEAD")
            return
        if token is None or name not in NAMES:
            await _plain(send, 404, "there is no such calendar", head=method == "HEAD")
            return
        try:
            query = parse(QueryParams(scope["query_string"]), feed=True).query
        except UsageError as error:
            await _plain(send, 400, str(error), head=method == "HEAD")
            return
        bodies = self._feeds.at_hand(query) or await run_in_threadpool(self._feeds.get, query)
        if bodies is None:
            await _plain(send, 503, "not now", [(b"retry-after", b"300")], head=method == "HEAD")
            return
        await _answer(send, bodies[name], name, dict(scope["headers"]), head=method == "HEAD")


async def _answer(send: Send, body: Body, name: str, asked: dict[bytes, bytes], *, head: bool) -> None:
    packed = _accepts_gzip(asked.get(b"accept-encoding", b"").decode("latin-1"))
    etag = f'"{body.etag}-gzip"' if packed else f'"{body.etag}"'
    headers: Headers = [
        (b"etag", etag.encode()),
        (b"last-modified", formatdate(body.modified, usegmt=True).encode()),
        (b"cache-control", b"private, no-cache"),
        (b"vary", b"accept-encoding"),
    ]
    if _unchanged(body, asked):
        await _send(send, 304, headers, b"")
        return
    content = body.packed if packed else body.plain
    headers += [
        (b"content-type", b"text/calendar; charset=utf-8"),
        (b"content-disposition", f'inline; filename="{name}"'.encode()),
        (b"content-length", str(len(content)).encode()),
    ]
    if packed:
        headers.append((b"content-encoding", b"gzip"))
    await _send(send, 200, headers, b"" if head else content)


def _unchanged(body: Body, asked: dict[bytes, bytes]) -> bool:
    """Whether the client has it: by the tag if it sends one, and only else by the date (RFC 9110, section 13.2.2)."""
    tags = asked.get(b"if-none-match")
    if tags is not None:
        known = {tag.strip().removeprefix("W/").strip('"') for tag in tags.decode("latin-1").split(",")}
        return bool(known & {"*", body.etag, f"{body.etag}-gzip"})
    since = parsedate_tz(asked.get(b"if-modified-since", b"").decode("latin-1"))
    try:
        return since is not None and mktime_tz(since) >= body.modified
    except (ValueError, OverflowError):
        return False


def _accepts_gzip(accepted: str) -> bool:
    """Whether gzip is among the codings of an Accept-Encoding header (RFC 9110, section 12.5.3)."""
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() in {"gzip", "x-gzip", "*"}:
            return weight.replace(" ", "").rstrip("0").rstrip(".") not in {"q=", "q=0"}
    return False


async def _plain(
    send: Send, status: int, text: str, headers: Sequence[tuple[bytes, bytes]] = (), *, head: bool = False
) -> None:
    content = f"{text}\n".encode()
    length = str(len(content)).encode()
    kind = (b"content-type", b"text/plain; charset=utf-8")
    cache = (b"cache-control", b"no-store")
    await _send(send, status, [kind, cache, (b"content-length", length), *headers], b"" if head else content)


async def _send(send: Send, status: int, headers: Headers, content: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
