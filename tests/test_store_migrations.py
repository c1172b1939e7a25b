"""A store made by an earlier version is brought up to date when it is opened."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from served import build

from timeline.decision import Action, Decision
from timeline.errors import StoreError
from timeline.settings import Settings
from timeline.store import open_store, schema
from timeline.store.query import Query


def shape(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """The tables with their columns: name, type, not null, part of the primary key."""
    with closing(sqlite3.connect(file)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: [(row[1], row[2], row[3], row[5]) for row in connection.execute(f"PRAGMA table_info({table})")]
            for table in sorted(tables)
        }


def aged(file: Path) -> Path:
    """The same store as the first version left it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE tokens")
        connection.execute("DROP TABLE shapes")
        connection.execute("DROP TABLE names")
        connection.execute("DROP TABLE links")
        connection.execute("DROP TABLE relations")
        connection.execute("DROP TABLE seeks")
        connection.execute("DROP INDEX ix_documents_hash")
        connection.execute("DROP INDEX ix_documents_gone")
        connection.execute("ALTER TABLE runs DROP COLUMN changed")
        connection.execute("ALTER TABLE tellings DROP COLUMN town")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.commit()
    return file


def test_a_store_of_the_first_version(tmp_path: Path) -> None:
    file = build(tmp_path)
    new = shape(file)
    with open_store(str(file)) as store:
        row = store.find(Query()).events[0]
        store.decide([Decision(row.uid, Action.ACCEPT)])
    store = open_store(str(aged(file)))
    assert shape(file) == new
    assert store.find(Query()).events == ()
    assert [one.uid for one in store.decisions()] == [row.uid]
    assert store.add_token("feed")
    assert [one.number for one in store.tokens()] == [1]
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(schema.VERSION,)]


def test_a_store_of_a_later_version(tmp_path: Path) -> None:
    file = build(tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(StoreError, match="newer"):
        open_store(str(file))


def test_rows_outlive_a_new_way_of_filing(tmp_path: Path) -> None:
    file = build(tmp_path)
    with open_store(str(file)) as store:
        rows = store.timeline().events
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE names")
        connection.execute("DROP TABLE links")
        connection.execute("DROP TABLE relations")
        connection.execute("DROP TABLE seeks")
        connection.execute("DROP TABLE filings")
        connection.execute("DROP INDEX ix_documents_gone")
        connection.execute("CREATE TABLE filings (row INTEGER)")
        connection.execute("ALTER TABLE tellings DROP COLUMN town")
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
        connection.commit()
    with open_store(str(file)) as store:
        assert store.timeline().events == rows
        with store.run(Settings(), []) as run:
            assert not run.finish()
        assert store.timeline().events == rows
