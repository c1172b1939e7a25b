"""What several tests share: the project's folders, and the command run as a user runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import stores

from timeline.store import Store, open_store

if TYPE_CHECKING:
    import served

ROOT = Path(__file__).parent.parent

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs ``python -m timeline`` with the given arguments, in a pipe; keywords go to ``subprocess.run``."""

    def command(*arguments: str | os.PathLike[str], **options: object) -> subprocess.CompletedProcess[str]:
        defaults = {
            "capture_output": True,
            "encoding": "utf-8",
            "cwd": ROOT,
            "stdin": subprocess.DEVNULL,
            "timeout": 120,
        }
        if "input" in options:
            del defaults["stdin"]
        return subprocess.run([sys.executable, "-m", "timeline", *arguments], check=False, **(defaults | options))

    return command


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store with a few rows; to be copied, not changed."""
    import served

    return served.build(tmp_path_factory.mktemp("store"))


@pytest.fixture
def site(made_store: Path, tmp_path: Path) -> Iterator[served.Served]:
    """A site over a store of the test's own, on this machine only."""
    import served

    found = served.Served(served.copy(made_store, tmp_path))
    with found.client:
        yield found


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server that lives as long as the tests."""
    if not stores.program("initdb"):
        pytest.skip("no PostgreSQL server here (apt-get install postgresql)")
    with stores.server() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.external)])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """What ``--store`` gets: a file that is not there yet, then an empty database of a server."""
    if request.param == "sqlite":
        yield str(tmp_path / "timeline.db")
        return
    with stores.database(request.getfixturevalue("postgres")) as url:
        yield url


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """The store at ``where``, open."""
    with open_store(where) as opened:
        yield opened


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """An empty folder to put documents in."""
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if not program:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()
