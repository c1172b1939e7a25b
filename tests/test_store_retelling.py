"""Documents that come late are told amid others: the rows are those of all documents told in the order of publication."""

from __future__ import annotations

import math
import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT

from timeline import pipeline
from timeline.settings import Settings
from timeline.store import Store, open_store, run
from timeline.store.codec import thaw
from timeline.store.packing import pack
from timeline.table import Account

QUALITY = ROOT / "tests" / "quality"
AMID, IN_ORDER = 0.0, math.inf
TABLES = {
    "told": """SELECT first, t.position, t.drafts, t.echo, t.town FROM tellings t JOIN
        (SELECT row, min(position || drafts) first FROM tellings GROUP BY row) f ON t.row = f.row ORDER BY 1, 2, t.id""",
    "filings": "SELECT position, number, first, last, long, words FROM filings ORDER BY position, number",
    "names": "SELECT year, word, position, number FROM names ORDER BY 1, 2, 3, 4",
    "seeks": "SELECT position, first, last, far, words FROM seeks ORDER BY 1, 2, 3, 4, 5",
    "links": "SELECT position, other, drafts, kin FROM links ORDER BY 1, 2",
    "relations": "SELECT position, said FROM relations ORDER BY 1",
    "events": """SELECT start, "end", title, kind, status, place, substr(said, 21), doubts, confidence FROM events
        ORDER BY 1, 2, 3, 7""",
    "documents": "SELECT id, position, folded, dirty, copy_of FROM documents ORDER BY id",
}
"""What a store has, but for uids and what follows from them."""


def contents(store: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(store) as connection:
        return {name: connection.execute(query).fetchall() for name, query in TABLES.items()}


def read(store: Path) -> list[Account]:
    """The accounts of a store, with the texts of their documents."""
    with sqlite3.connect(store) as connection:
        found = connection.execute("SELECT account, sketch, text FROM documents ORDER BY id").fetchall()
    accounts = ((thaw(data), thaw(sketch), text) for data, sketch, text in found)
    return [
        replace(account, document=replace(account.document, text=text), sketch=sketch)
        for account, sketch, text in accounts
    ]


def tell(store: Store, accounts: Sequence[Account]) -> None:
    with store.run(Settings(), []) as one:
        for account in accounts:
            document, same = one.known(account.document)
            assert not same
            one.keep(document, pack(replace(account, document=replace(document, text=""))))
        one.finish()


def shuffled(accounts: Sequence[Account], seed: int) -> Iterator[Sequence[Account]]:
    """All accounts in random order, one at a time or a few."""
    chance = random.Random(seed)
    left = list(accounts)
    chance.shuffle(left)
    while left:
        count = chance.choice((1, 1, 1, 3))
        yield left[:count]
        del left[:count]


LONG = " ".join(f"Wort{number}" for number in range(60))
COPIES = dict.fromkeys(("03-01", "03-02", "03-20", "04-18", "06-30"), f"Am Samstag tagt in Jena der Beirat. {LONG}.")
STORY = {
    "03-01": "Am 20. April 2026 tagt in der Stadthalle der Beirat für Denkmalpflege. "
    "Am 9. Mai 2026 eröffnet das Museum für Uhren am Markt.",
    "03-05": "Der Beirat für Denkmalpflege tagt am 20. April 2026 in der Stadthalle.",
    "03-08": "Das Museum für Uhren am Markt eröffnet am 9. Mai 2026.",
}
"""The second and the third share an event with the first, and none with each other; only the second has a town."""


@pytest.fixture(params=["stories", "heard", COPIES, STORY], ids=["stories", "heard", "copies", "one story"])
def once(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A store told of all its documents at once."""
    folder = tmp_path / "news" if isinstance(request.param, dict) else QUALITY / request.param / "docs"
    if isinstance(request.param, dict):
        folder.mkdir()
        for day, text in request.param.items():
            head = f"date: 2026-{day}\nlanguage: de\npublisher: {'Stadt Kassel' if day == '03-05' else 'Bote'}"
            (folder / f"{day}.txt").write_text(f"---\n{head}\n---\n{text}\n", encoding="utf-8")
    with open_store(str(tmp_path / "once.db")) as store:
        pipeline.build(folder, store=store, workers=1)
    return tmp_path / "once.db"


@pytest.mark.parametrize("dearer", [AMID, IN_ORDER], ids=["amid", "in order"])
def test_documents_in_any_order_give_the_same_rows(
    once: Path, dearer: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "DEARER", dearer)
    wanted, accounts = contents(once), read(once)
    for seed in range(4):
        file = tmp_path / f"{seed}.db"
        with open_store(str(file)) as store:
            for several in shuffled(accounts, seed):
                tell(store, several)
        found = contents(file)
        for name, rows in wanted.items():
            assert found[name] == rows, (seed, name)


def test_what_a_late_document_does_not_touch_is_not_told_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "DEARER", AMID)
    file = tmp_path / "timeline.db"
    with open_store(str(file)) as store:
        pipeline.build(QUALITY / "heard" / "docs", store=store, workers=1)
        accounts = read(file)
    first = min(accounts, key=lambda account: account.position)
    late = tmp_path / "late.db"
    told = "SELECT position, group_concat(id) FROM (SELECT position, id FROM tellings ORDER BY id) GROUP BY position"
    with open_store(str(late)) as store:
        tell(store, [account for account in accounts if account is not first])
        with sqlite3.connect(late) as connection:
            before = dict(connection.execute(told).fetchall())
        tell(store, [first])
        with sqlite3.connect(late) as connection:
            after = dict(connection.execute(told).fetchall())
    again = {position for position in before if after[position] != before[position]}
    story = first.document.id.split("_")[0]
    assert again
    assert all(f" {story}_" in position for position in again)
