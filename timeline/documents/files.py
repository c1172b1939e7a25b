"""Which files the sources name, in which order, and what each document is called."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from timeline.documents import readers
from timeline.documents.encoding import printable
from timeline.errors import InputError

STDIN = "-"


@dataclass(frozen=True, slots=True)
class File:
    """One file to read."""

    id: str
    """Path below its source folder with ``/``; its name when it was given alone."""
    path: Path
    root: Path
    """The source folder it was found in."""
    named: bool = False
    """Whether it was given by its name, not found in a folder or by a pattern."""

    @property
    def size(self) -> int:
        """Bytes; 0 where that cannot be said."""
        try:
            return self.path.stat().st_size if self.id != STDIN else 0
        except OSError:
            return 0


def collect(sources: Iterable[str], problems: list[InputError]) -> list[File]:
    """The files of ``sources`` (files, folders, globs, ``-``): sources in the order given, sorted by id within each.

    A file named twice is read once. Ids are distinct: files of the same name from several folders take as many folder
    names in front as it needs. Hidden files, ``sources.csv`` and files of unknown kinds in folders are passed over.
    """
    files: dict[str, File] = {}
    for source in sources:
        for file in _files(source, problems):
            key = os.path.realpath(file.path) if file.id != STDIN else STDIN
            files[key] = replace(files[key], named=True) if key in files and file.named else files.get(key, file)
    return distinct(list(files.values()))


def _files(source: str, problems: list[InputError]) -> list[File]:
    path = Path(source)
    try:
        if source == STDIN:
            return [File(STDIN, path, path, named=True)]
        if path.is_dir():
            return _folder(path, problems)
        if not path.exists() and glob.has_magic(source):
            return _matches(source, problems)
        _check(path)
    except InputError as error:
        problems.append(error)
        return []
    except (OSError, RuntimeError, ValueError) as error:
        problems.append(InputError(f"{printable(source)}: cannot be read ({_reason(error)}); check the path"))
        return []
    return [File(printable(path.name), path, path.parent, named=True)]


def _matches(pattern: str, problems: list[InputError]) -> list[File]:
    found: list[File] = []
    for name in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207  # a path's own glob refuses absolute patterns
        path = Path(name)
        if path.is_dir():
            if "**" not in pattern:
                found += _folder(path, problems)
        elif readers.wanted(path.name) and (path.is_file() or not _exists(path)):
            found.append(File(printable(path.name), path, path.parent))
    if not found:
        raise InputError(f"{printable(pattern)}: nothing that can be read matches; check the path ({_kinds()})")
    return found


def _check(path: Path) -> None:
    path.stat()
    if not path.is_file():
        raise InputError(
            f"{printable(str(path))}: neither a file nor a folder; give one of these, or - for standard input"
        )
    if not readers.known(path.suffix):
        remedy = f"save it as one of {_kinds()}" if path.suffix else "add the suffix of its format, for instance .txt"
        raise InputError(f"{printable(str(path))}: unknown kind of document {path.suffix!r}; {remedy}")


def _folder(root: Path, problems: list[InputError]) -> list[File]:
    before = len(problems)
    found = [File(printable(path.relative_to(root).as_posix()), path, root) for path in _walk(root, problems)]
    if not found and len(problems) == before:
        raise InputError(f"{printable(str(root))}: no documents in this folder; put some in it ({_kinds()})")
    return sorted(found, key=lambda file: file.id)


def _walk(root: Path, problems: list[InputError]) -> Iterator[Path]:
    """The wanted files below ``root``, through links to folders but never round a loop."""

    def unreadable(error: OSError) -> None:
        problems.append(
            InputError(f"{printable(error.filename)}: folder cannot be read ({_reason(error)}); check its permissions")
        )

    seen = set()
    for name, folders, files in os.walk(root, onerror=unreadable, followlinks=True):
        folder = Path(name)
        real = os.path.realpath(name)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for one in [one for one in folders if (folder / one).is_symlink()]:
            if _loops(folder / one):
                folders.remove(one)
                problems.append(
                    InputError(f"{printable(str(folder / one))}: a link back to a folder it is in; remove the link")
                )
        wanted = [folder / one for one in sorted(files) if readers.wanted(one)]
        # What is there and no file, such as a pipe, would be waited for without end; a broken link is named when it is read.
        yield from (path for path in wanted if path.is_file() or not _exists(path))


def _exists(path: Path) -> bool:
    try:
        path.stat()
    except OSError:
        return False
    return True


def _loops(link: Path) -> bool:
    target = Path(os.path.realpath(link))
    here = Path(os.path.realpath(link.parent))
    return target == here or target in here.parents


def distinct(files: list[File]) -> list[File]:
    """The files with ids that are distinct: with as many folder names in front as it needs, or numbered."""
    depth = 0
    longest = max((len(file.path.absolute().parts) for file in files), default=0)
    while depth < longest:
        counts = Counter(file.id for file in files)
        if max(counts.values()) == 1:
            return files
        depth += 1
        files = [replace(file, id=_longer(file, depth)) if counts[file.id] > 1 else file for file in files]
    seen: Counter[str] = Counter()
    numbered = []
    for file in files:
        seen[file.id] += 1
        numbered.append(replace(file, id=f"{file.id}#{seen[file.id]}") if seen[file.id] > 1 else file)
    return numbered


def _longer(file: File, depth: int) -> str:
    """The path of ``file`` below its folder with ``depth`` folder names in front."""
    root = file.root.absolute()
    return printable("/".join((*root.parts[1:][-depth:], file.path.relative_to(file.root).as_posix())))


def _kinds() -> str:
    return " ".join(readers.suffixes())


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
