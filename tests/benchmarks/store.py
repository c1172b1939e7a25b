"""What a store costs: filling it with made-up reports, then a day's news on top of it.

Run as ``python tests/benchmarks/store.py [MENTIONS] [STORE]`` (default: 100000, in a file that is deleted again).
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from merge import corpus

from timeline.model import Document
from timeline.settings import Settings
from timeline.store import Store, open_store
from timeline.store.packing import pack
from timeline.table import Account, account

LATE = {0: "published last", 7: "a week earlier", 90: "three months earlier", 1000: "three years earlier"}
"""Days before the last document."""
_APART = 5
"""Between two documents of whose events a late one tells."""


def told(store: Store, accounts: Sequence[Account]) -> float:
    """Seconds until the store has taken these accounts in."""
    began = time.process_time()
    with store.run(Settings(), []) as run:
        for one in accounts:
            document, same = run.known(replace(one.document, text=f"{one.document.title} {one.document.id}"))
            if not same:
                run.keep(document, pack(one))
        run.finish()
    return time.process_time() - began


def late(accounts: Sequence[Account], published: date, name: str) -> Account:
    """A document of a day that tells, in words that others have, of one event of each of six documents before it."""
    at = bisect_right(accounts, published, key=lambda one: one.document.published)
    told = [one.drafts[number].event for number, one in enumerate(accounts[max(0, at - _APART * 6) : at : _APART])]
    drafts, text = [], ""
    for event in told:
        here = len(text) - event.mentions[0].sentence_start
        mentions = [
            replace(m, document=name, start=m.start + here, end=m.end + here, sentence_start=m.sentence_start + here)
            for m in event.mentions
        ]
        drafts.append(replace(event, mentions=tuple(mentions), doubts=()))
        text += f"{event.mentions[0].sentence} "
    return account(Document(name, text, "de", published, "given", f"Meldung {name}", "Bote"), drafts)


def main(mentions: int, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(name, Path(folder))
        accounts = corpus(mentions)
        last = accounts[-1].document.published
        assert isinstance(last, date)
        news = {what: late(accounts, last - timedelta(days), f"late-{days}.txt") for days, what in LATE.items()}
        seconds = told(store, accounts)
        began = time.process_time()
        rows = len(store.timeline().events)
        loading = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 2**20
        print(
            f"{mentions} mentions, {rows} rows: {seconds:.1f} s to fill ({1e6 * seconds / mentions:.0f} µs per mention)"
        )
        print(f"{loading:.1f} s to load all rows; {peak:.0f} MB of memory; {size:.0f} MB on disk")
        del accounts[1000:]  # no run has them in memory
        for what, one in news.items():
            print(f"{told(store, [one]):.2f} s to add a document {what}")
        print(f"{told(store, accounts[:1000]):.2f} s for a run over 1000 documents with nothing new")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, sys.argv[2] if len(sys.argv) > 2 else "")
