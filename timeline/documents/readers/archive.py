"""ZIP archives of documents in the other formats, with a ``sources.csv`` or without; nothing is unpacked to a path."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from lzma import LZMAError
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from timeline.documents import readers, sources
from timeline.documents.readers import Content, ForeignError
from timeline.errors import InputError
from timeline.settings import Settings

TOTAL = 4 * 1024**3
"""Bytes that an archive may unpack to."""
RATIO = 200
"""How many times its size a file in it may unpack to, once it is ``SMALL`` no more; text packs to a tenth."""
SMALL = 16 * 1024**2
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")
_DAMAGE = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, ValueError)


def read(stream: BinaryIO, settings: Settings) -> Iterator[Content | InputError]:
    """The documents of the files in an archive, by name; what is wrong with one of them is named and the others go on."""
    try:
        archive = zipfile.ZipFile(stream)
    except (*_DAMAGE, RuntimeError) as error:
        raise InputError("no ZIP archive, or one that is cut off; fetch or pack it again") from error
    with archive:
        # A damaged name may be empty, which ``is_dir`` of Python 3.11 does not bear.
        members = {path: info for info in archive.infolist() if (path := _path(info)) and not path.endswith("/")}
        problems: list[InputError] = []
        unpacker = _Unpacker(archive)
        tables = _tables(members, unpacker, problems)
        yield from problems
        wanted = [path for path in sorted(members) if _wanted(path)]
        if not wanted:
            raise InputError(f"no documents in this archive ({' '.join(readers.suffixes())})")
        for path in wanted:
            try:
                yield from _documents(path, unpacker.open(members[path]), _row(path, tables), settings)
            except ForeignError:
                continue
            except _TooMuchError as error:
                yield InputError(str(error))
                return
            except InputError as error:
                yield InputError(f"{path}: {error}")
            except RecursionError:
                yield InputError(f"{path}: nested too deep to be read; save its text as .txt")


class _TooMuchError(InputError):
    """The archive as a whole unpacks to more than anyone's documents."""


class _Unpacker:
    """Unpacks files into memory, or onto the disk where they are large, and counts what they come to."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = TOTAL

    def open(self, info: zipfile.ZipInfo) -> BinaryIO:
        """The unpacked file; raises ``InputError`` for one that is not to be unpacked, or cannot be."""
        path = _path(info)
        if path.startswith("/") or _DRIVE.match(path) or ".." in path.split("/"):
            raise InputError("its name leads out of the archive; pack it again without such names")
        if info.flag_bits & _ENCRYPTED:
            raise InputError("encrypted; unpack it with its password")
        if path.lower().endswith(readers.ARCHIVE):
            raise InputError("an archive in an archive; unpack it")
        spool = cast(BinaryIO, SpooledTemporaryFile(max_size=SMALL))  # noqa: SIM115  # the caller closes it
        try:
            self._unpack(info, spool)
        except BaseException as error:
            spool.close()
            if isinstance(error, (*_DAMAGE, RuntimeError)):
                message = "damaged, or packed in a way that cannot be read; pack the archive again"
                raise InputError(message) from error
            raise
        spool.seek(0)
        return spool

    def _unpack(self, info: zipfile.ZipInfo, into: BinaryIO) -> None:
        size = 0
        with self._archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                size += len(chunk)
                self._left -= len(chunk)
                if self._left < 0:
                    raise _TooMuchError(f"unpacks to more than {TOTAL // 1024**3} GB; split it into smaller archives")
                if size > max(SMALL, RATIO * info.compress_size):
                    raise InputError(f"unpacks to more than {RATIO} times its size, as no text does; left out")
                into.write(chunk)


def _documents(path: str, stream: BinaryIO, row: sources.Row, settings: Settings) -> Iterator[Content | InputError]:
    with stream:
        for content in readers.reader(PurePosixPath(path).suffix).read(stream, settings):
            if isinstance(content, InputError):
                yield InputError(f"{path}: {content}")
                continue
            yield replace(
                content,
                part=f"{path}#{content.part}" if content.part else path,
                published=row.published or content.published,
                published_from=readers.SOURCES if row.published else content.published_from,
                language=row.language or content.language,
                title=row.title or content.title,
                publisher=row.publisher or content.publisher,
                url=row.url or content.url,
            )


def _tables(
    members: Mapping[str, zipfile.ZipInfo], unpacker: _Unpacker, problems: list[InputError]
) -> dict[str, Mapping[str, sources.Row]]:
    """The ``sources.csv`` of each folder in the archive."""
    tables = {}
    for path, info in members.items():
        folder, _, name = path.rpartition("/")
        if name == readers.SOURCES:
            try:
                with unpacker.open(info) as stream:
                    data = readers.whole(stream)
            except InputError as error:
                problems.append(InputError(f"{path}: {error}"))
                continue
            start = f"{folder}/" if folder else ""
            beside = {name.removeprefix(start) for name in members if name.startswith(start)}
            tables[folder] = sources.parse(path, data, beside.__contains__, problems)
    return tables


def _row(path: str, tables: Mapping[str, Mapping[str, sources.Row]]) -> sources.Row:
    """What the nearest ``sources.csv`` above ``path`` says of it."""
    for folder in map(str, PurePosixPath(path).parents):
        start = "" if folder == "." else folder
        found = tables.get(start, {}).get(path.removeprefix(f"{start}/"))
        if found is not None:
            return found
    return sources.NOTHING


def _path(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/")


def _wanted(path: str) -> bool:
    *folders, name = path.split("/")
    hidden = any(folder.startswith(".") and folder != ".." for folder in folders) or "__MACOSX" in folders
    return not hidden and readers.wanted(name)
