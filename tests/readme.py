"""The blocks of the README: what a test runs and compares. As a program, makes ``exports/`` and the shown output anew:

    python tests/readme.py

Look at the difference before committing it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"

BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
CUT = "…\n"
"""Ends a block that shows only the beginning of an output."""

INSTALLS = "pip install"
SERVES = "timeline serve"
SAMPLE = '{"id": "a", "text": "Am 3. Mai 2027 tagt der Rat.", "published": null, "language": "de"}\n'


def blocks() -> list[tuple[str, str]]:
    """Kind and content of each fenced block."""
    return BLOCK.findall(README.read_text(encoding="utf-8"))


def furnish(folder: Path) -> None:
    """Put what the commands read into ``folder``."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "documents.jsonl").write_text(SAMPLE, encoding="utf-8")


def run(content: str, folder: Path) -> str:
    """Run the commands of a block without their installations; return what the last one prints."""
    printed = ""
    for line in content.splitlines():
        command = line.rpartition("&& .venv/bin/")[2] if INSTALLS in line else line
        if command.startswith(SERVES):
            serve(command, folder)
        elif command != "pytest":
            printed = shell(command, folder)
    return printed


def serve(command: str, folder: Path) -> None:
    """Start a server on a free port, look at the page that it says it serves, and stop it."""
    argv = [sys.executable, "-m", *shlex.split(command), "--port", "0"]
    with subprocess.Popen(argv, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8") as server:
        try:
            assert server.stdout
            address = server.stdout.readline().partition(" ")[2].strip()
            with urlopen(address, timeout=30) as answer:
                assert answer.status == 200
        finally:
            server.terminate()


def shell(command: str, folder: Path) -> str:
    """Run one command with the environment of this Python; anything on standard error is a failure."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), f"{command}\n{done.stderr}"
    return done.stdout


def main() -> None:
    """Write the README and the folder ``exports`` anew."""
    text, done, printed = README.read_text(encoding="utf-8"), 0, ""
    parts = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        furnish(folder)
        for block in BLOCK.finditer(text):
            kind, content = block["kind"], block["content"]
            if kind == "sh":
                printed = run(content, folder) or printed
            elif kind == "text":
                lines = content.count("\n") - 1 if content.endswith(CUT) else None
                content = "".join(printed.splitlines(keepends=True)[:lines]) + (CUT if lines else "")
            parts += [text[done : block.start("content")], content]
            done = block.end("content")
        shutil.rmtree(ROOT / "exports", ignore_errors=True)
        shutil.copytree(folder / "exports", ROOT / "exports")
    README.write_text("".join(parts) + text[done:], encoding="utf-8")


if __name__ == "__main__":
    main()
