"""Who may do what: tokens in the store, sessions that a cookie carries, and proof that a form is the page's own."""

from __future__ import annotations

import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address
from secrets import token_bytes, token_urlsafe
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from timeline.store.tokens import digest

if TYPE_CHECKING:
    from timeline.store import Store, Token

FEED, REVIEWER = "feed", "reviewer"
SESSION = 7 * 24 * 3600
"""Seconds that a login lasts."""

_FRESH = 0.25
"""Seconds for which a list of tokens is taken to be what the store has: a revoked token opens nothing any longer."""
_LOCAL = ("localhost", "127.0.0.1", "[::1]", "::1")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who may review."""

    name: str
    """By which their decisions are signed."""
    session: str = ""
    """What the cookie says; empty for one who came with a token in the header."""
    fresh: bool = False
    """Whether the browser has to be given the cookie."""


def loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host in _LOCAL:
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Access:
    """The door: knows the tokens of a store and the sessions of this server.

    ``local``: whoever reaches the server may review, because only this machine can. ``url``: the address at which a
    proxy offers it, which is then the only one.
    """

    def __init__(self, store: Store, *, local: bool, url: str = "") -> None:
        self._store = store
        self._key = token_bytes(32)
        self._lock = Lock()
        self._read = 0.0
        self._held: tuple[Token, ...] = ()
        self.local = local
        self.url = url.rstrip("/")
        self.secure = self.url.startswith("https:")

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; with its prefix a browser takes it from nobody else (RFC 6265bis, 4.1.3.2)."""
        return "__Host-timeline" if self.secure else "timeline"

    def base(self, host: str) -> str:
        """Where the server is reached, for links."""
        return self.url or f"http://{host}"

    def known_host(self, host: str) -> bool:
        """Whether a request's Host names this server: a foreign name that leads here is somebody's trick (rebinding)."""
        name = _name(host)
        if self.url:
            return name == _name(urlsplit(self.url).netloc) or name in _LOCAL
        return name in _LOCAL if self.local else bool(name)

    def opens(self, secret: str, kind: str) -> Token | None:
        """The token that a secret is, if it holds; every one is compared, and each for as long as any other."""
        wanted = digest(secret)
        found = None
        for token in self._tokens():
            if hmac.compare_digest(token.hash, wanted) and token.kind == kind:
                found = token
        return found

    def forget(self) -> None:
        """Reads the tokens anew the next time."""
        self._read = 0.0

    def enter(self, token: Token | None) -> Visitor:
        """A new session: of a token, or of somebody at this machine."""
        content = f"{token.number if token else 0}.{int(time.time()) + SESSION}.{token_urlsafe(12)}"
        return Visitor(token.label if token else "", f"{content}.{self._sign('session', content)}", fresh=True)

    def visitor(self, cookies: Mapping[str, str], authorization: str = "") -> Visitor | None:
        """Who asks, by session or by a token in the header; none for somebody who has to log in first."""
        scheme, _, secret = authorization.partition(" ")
        if scheme.lower() == "bearer":
            token = self.opens(secret.strip(), REVIEWER)
            return Visitor(token.label) if token else None
        session = cookies.get(self.cookie, "")
        content, _, mark = session.rpartition(".")
        if content and hmac.compare_digest(mark.encode(), self._sign("session", content).encode()):
            number, expires, _ = content.split(".", 2)
            token = next((one for one in self._tokens() if one.number == int(number)), None)
            if int(expires) > time.time() and (token or (self.local and number == "0")):
                return Visitor(token.label if token else "", session)
        return self.enter(None) if self.local else None

    def proof(self, visitor: Visitor) -> str:
        """What a form of this session has to carry."""
        return self._sign("form", visitor.session)

    def proves(self, visitor: Visitor, proof: str) -> bool:
        """Whether a form is one of this session's: another site can send the cookie, but not this."""
        return not visitor.fresh and hmac.compare_digest(proof.encode(), self.proof(visitor).encode())

    def _tokens(self) -> tuple[Token, ...]:
        with self._lock:
            if time.monotonic() - self._read > _FRESH:
                self._held = tuple(one for one in self._store.tokens() if one.revoked is None)
                self._read = time.monotonic()
            return self._held

    def _sign(self, purpose: str, content: str) -> str:
        return hmac.new(self._key, f"{purpose} {content}".encode(), sha256).hexdigest()


def _name(host: str) -> str:
    """The name in ``name:port``, in lower case; empty for what is none."""
    name, _, port = host.lower().rpartition(":")
    return name if name and (port.isdecimal() or not port) and "]" not in port else host.lower()
