"""What the tests of the store share: a PostgreSQL server of their own, and documents that appear day after day."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

SERVERS = "/usr/lib/postgresql/*/bin"
"""Where Debian puts the programs."""


def program(name: str) -> str:
    """A program of PostgreSQL, or an empty string."""
    places = sorted(map(str, Path("/").glob(f"{SERVERS[1:]}/{name}")), reverse=True)
    return shutil.which(name) or next(iter(places), "")


@contextmanager
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server on loopback, run by an unprivileged user in a folder that is deleted again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with TemporaryDirectory(prefix="pg", dir="/tmp") as name:
        folder = Path(name)
        as_user: list[str] = []
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
            as_user = ["runuser", "-u", "nobody", "--"]
        data, log = folder / "data", folder / "log"

        def run(*command: str) -> None:
            done = subprocess.run([*as_user, *command], cwd=folder, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"

        run(program("initdb"), "-D", str(data), "-U", "timeline", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=30"
        run(program("pg_ctl"), "-D", str(data), "-l", str(log), "-o", options, "-w", "start")
        try:
            yield f"postgresql+psycopg://timeline@127.0.0.1:{port}/postgres"
        finally:
            run(program("pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")


@contextmanager
def database(url: str) -> Iterator[str]:
    """The URL of an empty database on a server; dropped afterwards."""
    from sqlalchemy import create_engine, text

    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    name = f"t{os.urandom(6).hex()}"
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield url.replace("/postgres", f"/{name}")
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()
