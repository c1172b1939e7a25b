"""Folders on any file system that fsspec knows: a disk that all workers share, or an object store such as ``s3://``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from uuid import uuid4

import fsspec
from fsspec.implementations.local import LocalFileSystem

from timeline.errors import InputError, OutputError, UsageError


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder by its path or URL; a value that can be sent to workers."""

    url: str

    def __truediv__(self, name: str) -> Folder:
        return Folder(f"{self.url.rstrip('/')}/{name}")

    def write(self, name: str, data: bytes) -> None:
        """A file that is there whole or not at all: an object store does so by itself, a disk by renaming."""
        system, path = located(f"{self.url}/{name}")
        if not isinstance(system, LocalFileSystem):
            system.pipe_file(path, data)
            return
        system.makedirs(system._parent(path), exist_ok=True)
        draft = f"{path}.{uuid4().hex}.new"
        try:
            system.pipe_file(draft, data)
            os.replace(draft, path)  # noqa: PTH105 - a path of fsspec
        except BaseException:
            if system.exists(draft):
                system.rm_file(draft)
            raise

    def read(self, name: str) -> bytes:
        """The bytes of a file; raises ``OSError`` when there is none."""
        system, path = located(f"{self.url}/{name}")
        return bytes(system.cat_file(path))

    def exists(self, name: str = "") -> bool:
        """Whether there is such a file."""
        system, path = located(f"{self.url}/{name}" if name else self.url)
        return bool(system.exists(path))

    def names(self) -> list[str]:
        """The names of what is in it, sorted."""
        system, path = located(self.url)
        if not system.exists(path):
            return []
        system.invalidate_cache()
        return sorted(str(one).rstrip("/").rpartition("/")[2] for one in system.ls(path, detail=False))

    def remove(self) -> None:
        """Removes the folder with all that is in it."""
        system, path = located(self.url)
        system.invalidate_cache()
        if system.exists(path):
            system.rm(path, recursive=True)

    def rename(self, other: Folder) -> None:
        """Puts the folder in the place of another one: at once on a disk, file by file in an object store."""
        system, path = located(self.url)
        _, target = located(other.url)
        other.remove()
        system.makedirs(system._parent(target), exist_ok=True)
        system.mv(path, target, recursive=True)

    def told(self, name: str) -> Any:
        """What a JSON file says; none when there is no such file."""
        return json.loads(self.read(name)) if self.exists(name) else None

    def tell(self, name: str, value: object) -> None:
        """Writes a JSON file."""
        self.write(name, json.dumps(value, sort_keys=True).encode())


def located(url: str) -> tuple[Any, str]:
    """The file system of a path or URL, and the path in it; raises ``UsageError`` where its driver is missing."""
    try:
        system, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise UsageError(f"{url}: reading it takes one more package ({error})") from None
    except ValueError as error:
        raise UsageError(f"{url}: cannot be reached ({error})") from None
    return system, str(path)


def everywhere(url: str) -> str:
    """A path as other processes know it, wherever they were started; a URL as it is."""
    return url if remote(url) else os.path.abspath(url)  # noqa: PTH100 - not all that is a path to fsspec is one to pathlib


def remote(url: str) -> bool:
    """Whether this is a URL rather than a path."""
    return "://" in url


def matches(url: str) -> list[str]:
    """The URLs of the files that a URL names: itself, what is in the folder, or what matches the pattern; sorted."""
    system, path = located(url)
    try:
        if any(sign in path for sign in "*?["):
            found = system.glob(path)
        else:
            found = system.find(path) if system.isdir(path) else [path] if system.exists(path) else []
    except Exception as error:  # a driver raises whatever its service raises
        raise InputError(f"{url}: cannot be read ({error}); check the address and what it takes to log in") from None
    return [str(system.unstrip_protocol(one)) for one in sorted(found)]


@contextmanager
def opened(url: str) -> Iterator[BinaryIO]:
    """A file to be read, anywhere in it."""
    system, path = located(url)
    with system.open(path, "rb") as stream:
        yield cast(BinaryIO, stream)


@contextmanager
def writing(url: str) -> Iterator[None]:
    """Around work that writes below ``url``; raises ``OutputError`` where that is not possible."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{url}: cannot write here ({reason}); name another folder with --output") from error
