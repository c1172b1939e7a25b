"""The shape of the package: imports run with the way of the data, and every third-party package has one home."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import timeline

ROOT = Path(timeline.__file__).parent

STAGES = (
    *(
        "decision",
        "model",
        "errors",
        "settings",
        "languages",
        "regions",
        "gazetteer",
        "documents",
        "expressions",
        "resolution",
    ),
    *("events", "table", "store", "writers", "options", "workers", "pipeline", "edits", "web", "cluster"),
    *(
        "terminal",
        "summary",
        "explain",
        "tagging",
        "changes",
        "decide",
        "interrupting",
        "reporting",
        "serving",
        "cli",
        "__main__",
    ),
)
"""Earlier ones first: a stage may import itself and what stands before it."""

HEAVY = (
    "pandas",
    "numpy",
    "openpyxl",
    "icalendar",
    "dateparser",
    "HanTa",
    "simplemma",
    "babel",
    "rich",
    "holidays",
    "sqlalchemy",
    "alembic",
    "fastapi",
    "jinja2",
    "uvicorn",
)

BUILT_ON = {
    "sqlalchemy": "store",
    "alembic": "store",
    "starlette": "web",
    "fastapi": "web",
    "dask": "cluster",
    "distributed": "cluster",
}
"""Packages that a whole stage is written in: to replace one is to write that stage anew."""

MODULES = sorted(path for path in ROOT.rglob("*.py") if path.name != "compiling.py")
"""But the build hook, which no wheel has."""


def stage(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every module imported in a file, and whether only the type checker sees it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in typing_only
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            base = node.module or ""
            for alias in node.names:
                yield f"{base}.{alias.name}" if base == "timeline" else base, id(node) in typing_only


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_with_the_data(path: Path) -> None:
    here = stage(name_of(path))
    if not here:
        return
    for module, _ in imports(path):
        if module.split(".")[0] == "timeline" and stage(module):
            assert STAGES.index(stage(module)) <= STAGES.index(here), f"{name_of(path)} imports {module}"


def test_a_third_party_package_has_one_home_in_a_stage() -> None:
    """So that it can be replaced there; reading a format and writing it are two stages."""
    homes: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for path in MODULES:
        for module, typing_only in imports(path):
            package = module.split(".")[0]
            if package not in sys.stdlib_module_names and package != "timeline" and not typing_only:
                homes[package, stage(name_of(path))].add(name_of(path))
    assert {"click", "openpyxl", "icalendar", "pandas", "dateparser"} <= {package for package, _ in homes}
    assert {home for home, names in homes.items() if len(names) > 1 and BUILT_ON.get(home[0]) != home[1]} == set()
    project = tomllib.loads((ROOT.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    entries = [*project["dependencies"], *(e for extra in project["optional-dependencies"].values() for e in extra)]
    declared = {re.split(r"[^\w-]", entry)[0].lower() for entry in entries}
    providers = packages_distributions()
    assert {package for package, _ in homes if not {name.lower() for name in providers[package]} & declared} == set()


def test_public_names() -> None:
    assert timeline.__all__ == [
        *("Document", "Event", "InputError", "Reading", "Settings", "Table", "TimelineError", "UsageError", "When"),
        *("build", "find", "read"),
    ]
    assert all(getattr(timeline, name).__name__ == name for name in timeline.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        timeline.nothing  # noqa: B018


@pytest.mark.parametrize(
    "code",
    ["import timeline", "from timeline.cli import cli; cli(['build', '--help'], standalone_mode=False)"],
    ids=["import", "help"],
)
def test_starting_imports_nothing_heavy(code: str) -> None:
    program = f"import sys; {code}; print(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & set(run.stderr.split())
