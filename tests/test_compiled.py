"""The package as it is installed where there is a C compiler: it says the same as its sources."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.external]

SPECS = (
    *("test_specs.py", "test_events_specs.py", "test_table_stories.py", "test_properties.py"),
    *("test_store_retelling.py", "test_store_beginning.py", "test_store_decisions.py", "test_pipeline.py"),
)
"""Among them those that hand over values from outside, a store's or a user's: compiled code refuses a list for a tuple."""


@pytest.fixture(scope="module")
def compiled(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package as a wheel has it."""
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        pytest.skip(f"there is no C compiler here ({compiler})")
    folder = tmp_path_factory.mktemp("compiled")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, root],
        check=True,
        timeout=1200,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "package")
    return folder / "package"


def ask(package: Path, folder: Path, *command: str | Path) -> str:
    """What a Python command prints that sees the package first, run in ``folder``."""
    environment = os.environ | {"PYTHONPATH": str(package), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *command],
        check=False,
        env=environment,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=1200,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_its_stages_are_machine_code_and_their_sources_beside_it(compiled: Path, tmp_path: Path) -> None:
    modules = ("model", "expressions.grammar", "resolution.readers", "events.build", "table.merge")
    asked = f"import importlib; print(*(importlib.import_module('timeline.' + m).__file__ for m in {modules}))"
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    expected = [str(compiled / "timeline" / module.replace(".", "/")) + suffix for module in modules]
    assert ask(compiled, tmp_path, "-c", asked).split() == expected
    assert all(Path(library.removesuffix(suffix) + ".py").is_file() for library in expected)


def test_it_writes_the_same_bytes(compiled: Path, root: Path, tmp_path: Path) -> None:
    sources = sorted((root / "tests" / "quality").glob("*/docs"))
    assert sources
    for package, output in ((root, "interpreted"), (compiled, "compiled")):
        for _ in range(2):  # the second time from what the first one stored
            command = ("-m", "timeline", "build", *sources, "--output", output, "--workers", "2", "--quiet")
            ask(package, tmp_path, *command)
    written = sorted(path for path in (tmp_path / "interpreted").iterdir() if ".db" not in path.name)
    assert len(written) > 5
    assert [p.name for p in written if p.read_bytes() != (tmp_path / "compiled" / p.name).read_bytes()] == []


def test_a_store_is_read_by_either(compiled: Path, root: Path, tmp_path: Path) -> None:
    command = ("-m", "timeline", "build", root / "seeds", "--output", "out")
    ask(root, tmp_path, *command)
    told = ask(root, tmp_path, *command)  # nothing new
    assert ask(compiled, tmp_path, *command) == told


def test_it_passes_the_specs(compiled: Path, root: Path, tmp_path: Path) -> None:
    files = [root / "tests" / name for name in SPECS]
    done = ask(compiled, tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", root, *files)
    assert " passed" in done
