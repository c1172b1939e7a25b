"""A SQLite file or a PostgreSQL server: opened, brought up to date, and locked for one run at a time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError

from timeline.errors import StoreError
from timeline.store import schema
from timeline.store.codec import DamagedError, current, know

_FILE, _SERVER = "sqlite", "postgresql"
_WAIT = 60
"""Seconds to wait for another writer."""
_AWAY = 10
"""Seconds after which a server that does not answer is taken to be away."""
_LOCK = 7_460_353
"""The advisory lock that stands for a run (PostgreSQL manual, 13.3.5)."""
_POLL = 0.2
_READS = {"isolation_level": "REPEATABLE READ"}
"""So that all queries of one connection see one state (PostgreSQL manual, 13.2.2)."""
_WRITES = {"writes": True}
_REMEDIES = {
    "not a database": "name another file with --store",
    "readonly": "check its permissions, or name another --store",
    "unable to open": "check the folder and its permissions, or name another --store",
    "full": "make room, and run again: what was stored before is still there",
    "disk I/O": "is the disk full? What was stored before is still there",
    "locked": "another program is writing to it; try again later",
    "malformed": "the file is damaged; put a copy of it back, or name another --store",
}


class Database:
    """One place where a timeline is kept."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name
        """As messages say it, without a password."""
        self._server = engine.dialect.name == _SERVER

    @property
    def address(self) -> str:
        """What ``connect`` opens it by from another process."""
        url = self.engine.url
        return url.render_as_string(hide_password=False) if self._server else str(url.database)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store."""
        engine = self.engine.execution_options(**_READS) if self._server else self.engine
        with self._translated(), engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all that is done in it is kept, or nothing, and no other one writes meanwhile."""
        with self._translated(), self.engine.execution_options(**_WRITES).begin() as connection:
            if self._server:
                connection.execute(text("LOCK TABLE decisions IN SHARE ROW EXCLUSIVE MODE"))
            yield connection

    @contextmanager
    def locked(self, seconds: float, waiting: Callable[[], None] | None = None) -> Iterator[None]:
        """The only run on this store; ``waiting`` is called once when another one has to end first.

        :raises StoreError: when the other one has not ended after ``seconds``
        """
        with self._server_lock(seconds, waiting) if self._server else self._file_lock(seconds, waiting):
            yield

    @contextmanager
    def _file_lock(self, seconds: float, waiting: Callable[[], None] | None) -> Iterator[None]:
        from filelock import FileLock, Timeout  # noqa: PLC0415

        file = Path(self.engine.url.database or "")
        lock = FileLock(file.with_name(f".{file.name}.lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if waiting:
                waiting()
            try:
                lock.acquire(timeout=seconds)
            except Timeout:
                raise StoreError(self._busy(seconds)) from None
        except OSError as error:
            raise StoreError(
                f"{self.name}: cannot be written to ({error.strerror or error}); name another --store"
            ) from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _server_lock(self, seconds: float, waiting: Callable[[], None] | None) -> Iterator[None]:
        deadline = time.monotonic() + seconds
        with self._translated(), self.engine.connect() as connection:
            connection.detach()  # so that it is closed in the end even if the pool it came from has been let go meanwhile
            while not connection.scalar(text(f"SELECT pg_try_advisory_lock({_LOCK})")):
                connection.commit()
                if waiting:
                    waiting()
                    waiting = None
                if time.monotonic() > deadline:
                    raise StoreError(self._busy(seconds))
                time.sleep(_POLL)
            connection.commit()
            try:
                yield
            finally:
                connection.execute(text(f"SELECT pg_advisory_unlock({_LOCK})"))
                connection.commit()

    def _busy(self, seconds: float) -> str:
        return f"{self.name}: another run has been writing for {seconds:.0f} seconds; try again when it has ended"

    def update(self, *, make: bool) -> None:
        """Makes the tables of an empty store, if it may, and brings those of an older version up to date.

        :raises StoreError: when there is no store, or it was made by a newer version or another program
        """
        with self._translated():
            with self.engine.connect() as connection:
                version = self._version(connection)
            if version == schema.VERSION:
                return
            if not version and not make:
                raise StoreError(
                    f"{self.name}: nothing is stored here yet; run timeline build first, or name a --store"
                )
            with self.locked(_WAIT), self.engine.execution_options(**_WRITES).begin() as connection:
                version = self._version(connection)
                if not version:
                    schema.metadata.create_all(connection)
                    connection.execute(insert(schema.version).values(version_num=schema.VERSION))
                elif version != schema.VERSION:
                    _migrate(connection)

    def learn(self) -> None:
        """Learns the shapes that values are stored in, and adds today's."""
        with self.reading() as connection:
            shapes = connection.scalars(select(schema.shapes.c.said)).all()
        know(shapes)
        if current()[1] not in shapes:
            with self.writing() as connection:
                if connection.scalar(select(schema.shapes.c.said).where(schema.shapes.c.said == current()[1])) is None:
                    connection.execute(insert(schema.shapes).values(said=current()[1]))

    def _version(self, connection: Connection) -> str:
        """The revision of the tables; empty where there are none."""
        tables = set(inspect(connection).get_table_names())
        if schema.version.name not in tables:
            foreign = tables if not self._server else tables & set(schema.metadata.tables)
            if foreign:
                raise StoreError(f"{self.name}: belongs to another program (it has a table {min(foreign)})")
            return ""
        version = str(connection.scalar(select(schema.version.c.version_num)) or "")
        if version > schema.VERSION:
            raise StoreError(f"{self.name}: written by a newer timeline (schema {version}); update this one")
        return version

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise StoreError(f"{self.name}: {self._reason(error)}") from error
        except DamagedError as error:
            raise StoreError(f"{self.name}: {error}; put a copy of it back, or name another --store") from error

    def _reason(self, error: SQLAlchemyError) -> str:
        cause = error.orig if isinstance(error, DBAPIError) else error
        first = next(iter(str(cause).strip().splitlines()), "") or type(cause).__name__
        remedy = next((said for words, said in _REMEDIES.items() if words in first and not self._server), "")
        if self._server and isinstance(error, OperationalError):
            remedy = "is the server there, and its address right?"
        return f"{first}; {remedy}" if remedy else f"the store failed: {first}"


def connect(name: str, folder: Path, *, make: bool = True) -> Database:
    """The store ``name``: a file (relative to the current folder; in ``folder`` when it is not named), or a URL.

    :raises StoreError: when it cannot be opened, was made by a newer version, or is not there and may not be made
    """
    url = _url(name, folder)
    shown = url.render_as_string(hide_password=True) if url.drivername != _FILE else name or str(folder / "timeline.db")
    if url.drivername == _FILE:
        file = Path(os.path.abspath(url.database or ""))  # noqa: PTH100  # nothing is resolved: the name stays
        _prepare(file, shown, make)
        url = url.set(database=str(file))
    try:
        engine = create_engine(
            url, connect_args={"timeout": _WAIT} if url.drivername == _FILE else {"connect_timeout": _AWAY}
        )
    except ModuleNotFoundError as error:
        raise StoreError(f"--store {shown}: needs {error.name}; pip install 'timeline[postgresql]'") from None
    database = Database(engine, shown)
    if engine.dialect.name == _FILE:
        event.listen(engine, "connect", _pragmas)
        event.listen(engine, "begin", _begin)
    database.update(make=make)
    database.learn()
    return database


def _url(name: str, folder: Path) -> URL:
    if "://" not in name:
        return URL.create(_FILE, database=name or str(folder / "timeline.db"))
    try:
        url = make_url(name)
    except (ArgumentError, ValueError):
        raise StoreError(f"--store {name}: no address; write it as postgresql+psycopg://user@host/database") from None
    kind = url.drivername.partition("+")[0]
    if kind in {_SERVER, "postgres"}:
        return url.set(drivername=f"{_SERVER}+psycopg")
    if kind == _FILE and url.database not in {None, "", ":memory:"}:
        return URL.create(_FILE, database=url.database)
    raise StoreError(f"--store {name}: no such kind of store; give a file or postgresql+psycopg://…, or none")


def _prepare(file: Path, shown: str, make: bool) -> None:
    """Makes the folder of a store, and sees to it that its file is one."""
    if not make and not file.exists():
        raise StoreError(f"{shown}: there is no such store; run timeline build first, or name it with --store")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{shown}: cannot be made ({error.strerror}); name another --store") from error
    if file.is_dir():
        raise StoreError(f"{shown}: is a folder; name a file in it with --store")


def _pragmas(connection: object, _record: object) -> None:
    """Write-ahead log, so that readers never wait; foreign keys; and begins that are ours (SQLAlchemy, pysqlite notes)."""
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A transaction that will write says so at once: one that finds out later may be too late to wait (SQLite, 2.2)."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, schema.VERSION)
    except CommandError as error:
        raise StoreError(f"the store cannot be brought up to date: {error}") from error
