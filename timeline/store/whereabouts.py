"""Which document of the store one that is read is, and what became of those that are not read any more.

A document is known by the file it lies in and its part there. Where that says nothing, it is known by its text: files are
renamed and moved, and mails without a number of their own take another's place in their mailbox.
"""

from __future__ import annotations

import fnmatch
import glob
import os
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, select, update

from timeline.store import schema
from timeline.store.schema import batches, pairs

_documents = schema.documents.c
_PART = "#"


class Known(NamedTuple):
    """A document as the store has it."""

    id: str
    hash: str
    recipe: str
    path: str
    gone: bool


def recognise(connection: Connection, name: str, path: str, key: str, seen: Mapping[str, str]) -> Known | None:
    """The document as the store has it, by its path, the hash ``key`` of what it says, or its id.

    ``seen`` are the ids that this run has met.
    """
    file = _file(path)
    query = select(_documents.id, _documents.hash, _documents.recipe, _documents.path, _documents.gone)
    beside = (_documents.hash == key) & _documents.path.startswith(f"{file}{_PART}", autoescape=True)
    found = connection.execute(query.where((_documents.path == path) | beside | (_documents.id == name))).all()
    free = sorted((Known(*one) for one in found if one.id not in seen), key=lambda one: (one.gone, one.id))
    same = [one for one in free if one.hash == key]
    for several in (
        [one for one in same if one.path == path],
        [one for one in same if file not in {"", path} and _file(one.path) == file],
        [one for one in free if one.path == path],
        [one for one in same if one.id == name and not exists(one.path)],
    ):
        if several:
            return several[0]
    return None


def free(name: str, path: str, taken: Callable[[str], bool]) -> str:
    """An id that no other document has: its own, or with as many folder names in front as it needs, or a number."""
    parts = Path(path).parts[1:]
    depth = name.count("/") + 1
    longer = ("/".join(parts[-more:]) for more in range(depth + 1, len(parts) + 1))
    numbered = (f"{name}{_PART}{number}" for number in count(2))
    for several in ((name, *longer), numbered):
        for one in several:
            if not taken(one):
                return one
    return name


def has(connection: Connection, name: str) -> bool:
    """Whether the store has a document of an id."""
    return connection.scalar(select(_documents.id).where(_documents.id == name)) is not None


def empty(connection: Connection) -> bool:
    """Whether the store has no document."""
    return connection.scalar(select(_documents.id).limit(1)) is None


def move(connection: Connection, seen: Mapping[str, str]) -> int:
    """Writes down where the documents that were met lie now; returns how many lay elsewhere."""
    known: dict[str, str] = {}
    for batch in batches(list(seen)):
        query = select(_documents.id, _documents.path).where(_documents.id.in_(batch))
        known |= pairs(connection, query)
    moved = [{"name": name, "now": path} for name, path in seen.items() if known.get(name, path) != path]
    if moved:
        statement = update(schema.documents).where(_documents.id == bindparam("name")).values(path=bindparam("now"))
        connection.execute(statement, moved)
    return len(moved)


def missing(connection: Connection, seen: Mapping[str, str], sources: Sequence[str]) -> dict[str, bool]:
    """The documents that a run on ``sources`` has looked for in vain (true), and those that are there again (false).

    A source in which nothing at all was found says nothing of the documents in it: it may be a disk that is not there.
    """
    known = connection.execute(select(_documents.id, _documents.path, _documents.gone)).all()
    paths = frozenset(seen.values())
    files = {_file(path) for path in paths} - {""}
    folders = {os.path.dirname(file) for file in files}  # noqa: PTH120
    looked = [source for source in sources if any(_inside(file, source) for file in files)]

    def sought(file: str) -> bool:
        return os.path.dirname(file) in folders or any(_inside(file, source) for source in looked)  # noqa: PTH120

    result = {name: False for name, _, gone in known if gone and name in seen}
    for name, path, gone in known:
        if gone or name in seen or path.startswith(_PART):
            continue
        plain = _PART not in path
        if plain and not sought(path):
            continue  # before the disk is asked: there may be very many of them
        if exists(path):
            continue
        file = path if plain else _file(path)
        if (file in files and file != path) if exists(file) else sought(file):
            result[name] = True
    return result


def superseded(connection: Connection, gone: dict[str, bool], seen: Mapping[str, str]) -> list[str]:
    """Takes documents out whose text another one of this run has word for word: they were renamed, or moved.

    They are no longer ``gone``; returns where in the order of telling they stood.
    """
    positions: list[str] = []
    lost = [name for name, away in gone.items() if away]
    for batch in batches(lost):
        keys = pairs(connection, select(_documents.id, _documents.hash).where(_documents.id.in_(batch)))
        query = select(_documents.hash, _documents.id).where(_documents.hash.in_(set(keys.values())))
        kept = {key for key, name in connection.execute(query) if name in seen}
        out = [name for name in batch if keys[name] in kept]
        positions += connection.scalars(select(_documents.folded).where(_documents.id.in_(out)))
        connection.execute(delete(schema.documents).where(_documents.id.in_(out)))
        for name in out:
            del gone[name]
    return positions


def exists(path: str) -> bool:
    """Whether there is a file at a path; that of a part of one is none."""
    return os.path.exists(path)  # noqa: PTH110  # may be no path


def _file(path: str) -> str:
    """The file that a path, or the path of a part, is about; empty for what came from elsewhere."""
    if exists(path) or _PART not in path:
        return path
    files = [path[:at] for at, character in enumerate(path) if character == _PART]
    return next(filter(exists, files), files[0])


def _inside(file: str, source: str) -> bool:
    if glob.has_magic(source):
        return fnmatch.fnmatchcase(file, source)
    return file == source or file.startswith(f"{source.rstrip(os.sep)}{os.sep}")
