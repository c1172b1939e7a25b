"""A SQLite file or a PostgreSQL server: opened, brought up to date, and locked for one run at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from timeline.errors import StoreError
from timeline.store.schema import VERSION, metadata

_FILE = "sqlite"
_WAIT = 60_000
"""Milliseconds to wait for another writer of a SQLite file."""
_LOCK = 7_460_353
"""The advisory lock that stands for a run (PostgreSQL manual, 13.3.5)."""
_POLL = 0.2
_WRITES = {"writes": True}


class Database:
    """One place where a timeline is kept."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name
        """As messages say it, without a password."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store."""
        with self._translated(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all that is done in it is kept, or nothing, and no other one writes meanwhile."""
        with self._translated(), self.engine.execution_options(**_WRITES).begin() as connection:
            if connection.dialect.name != _FILE:
                connection.execute(text("LOCK TABLE decisions IN SHARE ROW EXCLUSIVE MODE"))
            yield connection

    @contextmanager
    def locked(self, seconds: float, waiting: Callable[[], None] | None = None) -> Iterator[None]:
        """The only run on this store; ``waiting`` is called once when another one has to end first.

        :raises StoreError: when the other one has not ended after ``seconds``
        """
        with self._file_lock(seconds, waiting) if self._file else self._server_lock(seconds, waiting):
            yield

    @property
    def _file(self) -> str:
        return self.engine.url.database or "" if self.engine.dialect.name == _FILE else ""

    @contextmanager
    def _file_lock(self, seconds: float, waiting: Callable[[], None] | None) -> Iterator[None]:
        from filelock import FileLock, Timeout  # noqa: PLC0415

        file = Path(self._file)
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
            while not connection.scalar(text(f"SELECT pg_try_advisory_lock({_LOCK})")):
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

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise StoreError(f"{self.name}: {_reason(error)}") from error


def connect(name: str, folder: Path) -> Database:
    """The store ``name``: a file (relative to the current folder; made in ``folder`` when it is a bare default), or a URL.

    :raises StoreError: when it cannot be opened, or was made by a newer version
    """
    url = name if "://" in name else f"sqlite:///{_made(Path(name) if name else folder / 'timeline.db')}"
    try:
        shown = make_url(url).render_as_string(hide_password=True)
        engine = create_engine(url, **({"connect_args": {"timeout": _WAIT / 1000}} if url.startswith(_FILE) else {}))
    except (ArgumentError, NoSuchModuleError):
        raise StoreError(
            f"--store {name}: no such kind of store; give a file or postgresql+psycopg://…, or none"
        ) from None
    except ModuleNotFoundError as error:
        raise StoreError(f"--store {shown}: needs {error.name}; pip install 'timeline[postgresql]'") from None
    database = Database(engine, shown.removeprefix("sqlite:///"))
    if engine.dialect.name == _FILE:
        event.listen(engine, "connect", _pragmas)
        event.listen(engine, "begin", _begin)
    _update(database)
    return database


def _made(path: Path) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: cannot be made ({error.strerror}); name another --store") from error
    return path


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


def _update(database: Database) -> None:
    """Makes the tables of an empty store, and brings those of an older version up to date."""
    with database._translated():
        with database.engine.connect() as connection:
            made = inspect(connection).has_table("alembic_version")
            version = connection.scalar(text("SELECT version_num FROM alembic_version")) if made else None
        if version == VERSION:
            return
        if version and version > VERSION:
            raise StoreError(f"{database.name}: written by a newer timeline (schema {version}); update this one")
        with database.locked(_WAIT / 1000), database.engine.execution_options(**_WRITES).begin() as connection:
            _migrate(connection, fresh=version is None)


def _migrate(connection: Connection, *, fresh: bool) -> None:
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    if fresh:
        metadata.create_all(connection)
        command.stamp(config, VERSION)
    else:
        command.upgrade(config, VERSION)


def _reason(error: DBAPIError) -> str:
    first = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
    remedy = "; is the server there, and its address right?" if isinstance(error, OperationalError) else ""
    return f"the store failed: {first}{remedy}"
