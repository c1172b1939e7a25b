"""The README is true: its commands run, its Python runs, and the output it shows is what they print."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import readme


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    readme.furnish(tmp_path)
    return tmp_path


def test_every_command_runs_and_prints_what_is_shown(folder: Path) -> None:
    printed = ""
    shown = 0
    for kind, content in readme.blocks():
        if kind == "sh":
            printed = readme.run(content, folder) or printed
        elif kind == "text":
            beginning = content.removesuffix(readme.CUT)
            assert printed == content if beginning == content else printed.startswith(beginning)
            shown += 1
    assert shown >= 2


def test_the_python_runs(folder: Path) -> None:
    (program,) = (content for kind, content in readme.blocks() if kind == "python")
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "15. März 2025-03-15" in done.stdout


def test_the_two_command_lines_are_what_is_checked(root: Path) -> None:
    commands = [line for kind, content in readme.blocks() if kind == "sh" for line in content.splitlines()]
    installing = [line for line in commands if readme.INSTALLS in line]
    assert len(installing) == 2
    checked = (root / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert [line for line in checked if line in installing] == installing


def test_every_command_and_function_is_documented() -> None:
    import timeline
    from timeline.cli import cli

    text = readme.README.read_text(encoding="utf-8")
    assert all(f"timeline {name} " in text for name in cli.commands)
    assert all(f"timeline.{name}(" in text for name in timeline.__all__ if name.islower())
