"""A site to test: a store made of a few documents, and a browser-like client that fills in its forms."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any

import timeline
from timeline.settings import Settings
from timeline.store import Store, open_store
from timeline.web.app import make

DOCUMENTS = {
    "rat.txt": "Köln, 2. März 2026. Der Stadtrat tagt am Donnerstag um 17 Uhr in Köln. Am 20. März 2026 beginnt die Messe "
    "in Hannover. Sie war vorgestern Thema. Im Herbst 2026 soll das Museum in Bonn öffnen.\n",
    "messe.txt": "Hannover, 4. März 2026. Die Messe in Hannover wird am 20. März 2026 eröffnet. "
    "Am 20. März 2026 streiken in Hannover die Busfahrer.\n",
}
"""Three rows with a day, one with a season; two documents that tell of the fair."""

HOST = "http://127.0.0.1:8000"


def build(folder: Path, documents: dict[str, str] | None = None) -> Path:
    """A store of documents, each published on 2 March 2026; returns its file."""
    source = folder / "documents"
    source.mkdir(parents=True, exist_ok=True)
    for name, text in (documents or DOCUMENTS).items():
        (source / name).write_text(text, encoding="utf-8")
    store = open_store(str(folder / "timeline.db"))
    timeline.build(source, published="2026-03-02", store=store)
    return folder / "timeline.db"


class Served:
    """A site over a store, asked in the way of a browser."""

    def __init__(self, file: Path, **options: Any) -> None:
        from starlette.testclient import TestClient

        self.file = file
        self.store: Store = open_store(str(file))
        self.site = make(self.store, Settings(), **options)
        base = options.get("url") or HOST
        self.client = TestClient(
            self.site,
            base_url=base,
            headers={"accept-language": "en"},
            follow_redirects=False,
            raise_server_exceptions=True,
        )

    def get(self, path: str, **options: Any) -> Any:
        return self.client.get(path, **options)

    def page(self, path: str = "/") -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return str(answer.text)

    def proof(self) -> str:
        found = re.search(r'name="proof" value="(\w+)"', self.page("/subscribe"))
        assert found
        return found[1]

    def post(self, address: str, files: Any = None, **fields: Any) -> Any:
        return self.client.post(address, data={"proof": self.proof(), **fields}, files=files)

    def row(self, words: str) -> Any:
        """The row whose title or evidence has some words."""
        from timeline.store import Query

        (event,) = self.store.find(Query(words=words)).events
        return event

    def decide(self, uid: str, action: str, **fields: Any) -> Any:
        event = self.store.event(uid)
        assert event is not None
        return self.post(f"/rows/{uid}", **{"action": action, "seen": str(event.revision), **fields})

    def feed(self, token: str, name: str = "timeline.ics", **options: Any) -> Any:
        return self.client.get(f"/calendar/{token}/{name}", **options)


def text(html: str) -> str:
    """What a page says, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def copy(file: Path, folder: Path) -> Path:
    """A store of one's own."""
    with closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(folder / "timeline.db")) as new:
        old.backup(new)
    return folder / "timeline.db"
