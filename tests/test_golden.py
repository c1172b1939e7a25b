"""``exports/`` holds what the main command makes of ``seeds/``, byte for byte, wherever and however it is run."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from conftest import Run

ENVIRONMENTS = {
    "elsewhere": {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "C"},
    "again": {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
}


def contents(folder: Path) -> dict[str, bytes]:
    """The exports of a folder, without the store that lies beside them."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if "timeline.db" not in path.name}


def test_exports_are_what_the_main_command_makes(root: Path, run: Run, tmp_path: Path) -> None:
    made = run("build", "seeds/", "--output", tmp_path / "exports")
    assert made.returncode == 0, made.stderr
    golden, new = contents(root / "exports"), contents(tmp_path / "exports")
    assert golden.keys() == new.keys()
    differing = [name for name in golden if golden[name] != new[name]]
    assert differing == [], "run `timeline build seeds/ --output exports/` and look at the difference"


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_same_input_same_bytes(environment: dict[str, str], root: Path, run: Run, tmp_path: Path) -> None:
    """Not the clock, the zone of the machine, hash order, the locale, the folder or the order of the arguments decide."""
    copy = tmp_path / "copied sources"
    shutil.copytree(root / "seeds", copy)
    sources = sorted(copy.glob("*.txt"), reverse=True)
    made = run(
        "build", *sources, "--output", tmp_path / "out", "--workers", "2", env=os.environ | environment, cwd=tmp_path
    )
    assert made.returncode == 0, made.stderr
    assert contents(tmp_path / "out") == contents(root / "exports")
