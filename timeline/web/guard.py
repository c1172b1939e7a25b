"""What holds for every request: the host it names, how much it may bring, the headers of its answer, and the log."""

from __future__ import annotations

import logging
import re

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from timeline.web.access import Access
from timeline.web.feed import ROOT

UPLOAD = 20_000_000
"""Bytes of a document that somebody adds."""
SMALL = 500_000
"""Bytes that any other request may bring."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""The content security policy (W3C CSP 3): the page's own files, nothing inline, nothing from elsewhere."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_ENCODED = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
_TOKEN = re.compile(rf"(?<=^{ROOT})[^/]*")
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")
_log = logging.getLogger("timeline.web")


class Guard:
    """Stands before the feeds and the pages (an ASGI application)."""

    def __init__(self, pages: ASGIApp, feeds: ASGIApp, access: Access) -> None:
        self._pages = pages
        self._feeds = feeds
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the server's beginning and end."""
        if scope["type"] == "lifespan":
            await self._pages(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = dict(scope["headers"])
        status = 500

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = {name.lower() for name, _ in message.get("headers", ())}
                missing = [(name, value) for name, value in _ENCODED if name not in own]
                if self._access.secure:
                    missing.append((b"strict-transport-security", b"max-age=31536000"))
                message = {**message, "headers": [*message.get("headers", ()), *missing]}
            await send(message)

        limit = UPLOAD if scope["path"] == "/documents" else SMALL
        try:
            if not self._access.known_host(headers.get(b"host", b"").decode("latin-1")):
                await _refuse(answer, 400, "this server has another name; give it with --url")
            elif _length(headers) > limit:
                await _refuse(answer, 413, f"more than {limit} bytes")
            elif scope["path"].startswith(ROOT):
                await self._feeds(scope, receive, answer)
            else:
                await self._pages(scope, _counted(receive, limit), answer)
        finally:
            _log.info("%s %s %d", scope["method"], shown(scope["path"]), status)


def shown(path: str) -> str:
    """A path as the log has it: without the token, and on one line whatever it holds."""
    return _UNPRINTABLE.sub("?", _TOKEN.sub("*", path))


def _length(headers: dict[bytes, bytes]) -> int:
    text = headers.get(b"content-length", b"0")
    return int(text) if text.isdigit() else 0


def _counted(receive: Receive, limit: int) -> Receive:
    """The same request, stopped where it brings more than ``limit`` bytes."""
    got = 0

    async def counted() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > limit:
            raise HTTPException(413, f"more than {limit} bytes")
        return message

    return counted


async def _refuse(send: Send, status: int, text: str) -> None:
    content = f"{text}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(content)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
