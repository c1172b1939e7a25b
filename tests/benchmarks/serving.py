"""How fast a store is served: `python tests/benchmarks/serving.py STORE [--seconds N] [--soak N]`.

Starts `timeline serve` (one process, loopback) on a copy of STORE, such as 20 000 rows of a newspaper (corpus.py), and
asks for what planners and their programs ask for: a feed that has not changed (304), a whole feed of about 1 700 events,
the review page and its parts. `--soak` mixes all of that for so many requests and follows the server's memory.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from timeline.store import open_store
from timeline.store.query import Query

CLIENTS = 4
FEED_EVENTS = 1_700


def copied(store: Path, folder: Path) -> Path:
    with closing(sqlite3.connect(store)) as old, closing(sqlite3.connect(folder / "timeline.db")) as new:
        old.backup(new)
    return folder / "timeline.db"


class Client:
    """One connection that is kept, with as little work of its own as can be."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._where = parts.hostname or "", parts.port or 80
        self._host = parts.netloc

    async def open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection(*self._where, limit=2**24)

    async def get(self, path: str, headers: str = "") -> tuple[int, float, bytes, int]:
        """State, seconds to the first byte, head, and size of the body."""
        start = time.perf_counter()
        self._writer.write(f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\n{headers}\r\n".encode())
        head = await self._reader.readuntil(b"\r\n\r\n")
        first = time.perf_counter() - start
        low = head.lower()
        at = low.find(b"content-length: ")
        size = int(low[at + 16 : low.index(b"\r", at)]) if at >= 0 else 0
        await self._reader.readexactly(size)
        return int(head[9:12]), first, head, size


async def rate(address: str, path: str, headers: str, seconds: float, status: int) -> tuple[float, int]:
    """Requests a second over some connections, and the bytes of one answer."""
    end = time.perf_counter() + seconds
    sizes: list[int] = []

    async def ask() -> int:
        client, done = Client(address), 0
        await client.open()
        while time.perf_counter() < end:
            found, _, _, size = await client.get(path, headers)
            assert found == status, found
            sizes.append(size)
            done += 1
        return done

    start = time.perf_counter()
    done = sum(await asyncio.gather(*(ask() for _ in range(CLIENTS))))
    return done / (time.perf_counter() - start), max(sizes)


async def first_bytes(address: str, paths: Sequence[str]) -> list[float]:
    client = Client(address)
    await client.open()
    return [(await client.get(path, "Accept-Language: de\r\n"))[1] for path in paths]


async def soak(address: str, paths: Sequence[tuple[str, str]], requests: int, pid: int) -> list[float]:
    """Megabytes of the server, after each tenth of the requests."""
    client, chance, found = Client(address), random.Random(1), []
    await client.open()
    for number in range(1, requests + 1):
        path, headers = chance.choice(paths)
        status = (await client.get(path, headers))[0]
        assert status in {200, 304}, (path, status)
        if number % (requests // 10) == 0:
            found.append(memory(pid))
    return found


def memory(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def narrowed(store: Path) -> str:
    """A query string whose feed has about as many events as a calendar program is likely to be given."""
    events = open_store(str(store)).find(Query(kinds=("event",))).events
    days = sorted(str(event.when.start)[:10] for event in events if event.when.precision in {"day", "minute"})
    return f"?kind=event&from={days[-FEED_EVENTS]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--soak", type=int, default=0, metavar="REQUESTS")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = copied(given.store, Path(folder))
        store = open_store(str(file))
        token, total = store.add_token("feed"), store.find(Query(limit=1)).total
        feed = f"/calendar/{token}/timeline.ics{narrowed(file)}"
        command = [sys.executable, "-P", "-m", "timeline", "serve", "--store", str(file), "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as server:
            try:
                assert server.stdout
                address = server.stdout.readline().partition(" ")[2].strip().rstrip("/")
                measure(address, feed, total, store.find(Query(order="doubt", limit=500)).events, given, server.pid)
            finally:
                server.terminate()


def measure(address: str, feed: str, total: int, events: Sequence[object], given: argparse.Namespace, pid: int) -> None:
    """Prints a table."""

    async def first(path: str) -> tuple[str, float, int]:
        client = Client(address)
        await client.open()
        start = time.perf_counter()
        _, _, head, _ = await client.get(path)
        tag = next(line for line in head.decode().splitlines() if line.startswith("etag"))
        return tag.partition(" ")[2], time.perf_counter() - start, pid

    tag, made, _ = asyncio.run(first(feed))
    uids = [str(getattr(event, "uid", "")) for event in events]
    pages = {
        "review page": [f"/?page={1 + number % 40}" for number in range(60)],
        "review page, searching": [f"/?q={word}&order=date" for word in ("konferenz", "council", "berlin", "2024") * 5],
        "a row beside its document": [f"/?row={uid}" for uid in uids[:60]],
    }
    print(f"| {total} rows | |\n|---|---|")
    unchanged, _ = asyncio.run(rate(address, feed, f"If-None-Match: {tag}\r\n", given.seconds, 304))
    print(f"| feed, unchanged (304) | {unchanged:.0f} a second |")
    for name, headers in (("gzip", "Accept-Encoding: gzip\r\n"), ("plain", "")):
        whole, size = asyncio.run(rate(address, feed, headers, given.seconds, 200))
        print(f"| whole feed, {name}, {size / 1000:.0f} kB | {whole:.0f} a second |")
    print(f"| feed made anew | {made:.2f} s |")
    for name, paths in pages.items():
        times = sorted(asyncio.run(first_bytes(address, paths)))
        print(
            f"| {name}, first byte | {1000 * statistics.median(times):.0f} ms, 95 %: {1000 * times[int(0.95 * len(times))]:.0f} ms |"
        )
    if given.soak:
        asked = [(path, "") for paths in pages.values() for path in paths]
        asked += [(feed, f"If-None-Match: {tag}\r\n"), (feed, "Accept-Encoding: gzip\r\n")] * 60
        asked += [
            (f"/calendar/{feed.split('/')[2]}/timeline.ics?kind=deadline&q={number}", "") for number in range(100)
        ]
        asked += [("/api/events?limit=50", ""), ("/documents", ""), ("/changes", ""), ("/subscribe", "")] * 5
        found = asyncio.run(soak(address, asked, given.soak, pid))
        print(f"| memory over {given.soak} mixed requests | {' '.join(f'{one:.0f}' for one in found)} MB |")


if __name__ == "__main__":
    main()
