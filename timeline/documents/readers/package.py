"""Office Open XML packages: how much they unpack to, before a library does it."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from timeline.documents.readers import LIMIT
from timeline.errors import InputError


def check(stream: BinaryIO, limit: int = LIMIT) -> None:
    """Raise ``InputError`` when the XML in the package is more than ``limit`` bytes; ``BadZipFile`` when it is none."""
    with zipfile.ZipFile(stream) as archive:
        size = sum(entry.file_size for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels")))
    if size > limit:
        raise InputError(f"more than {limit // 1024**2} MB of text in it; split it into smaller files")
    stream.seek(0)
