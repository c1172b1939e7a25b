"""Bytes to text: UTF-8 and UTF-16 with or without what tells them apart, Windows-1252 as the last resort.

The text is not normalised (NFC would shift offsets); only line ends become ``\\n``.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from itertools import chain
from typing import BinaryIO

from timeline.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_HEAD = 65536
_CHUNK = 1 << 20
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HALF = re.compile("[\ud800-\udfff]")
_LONE = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Halves of characters that stand for no byte of a file's name (PEP 383)."""
_UNWRITABLE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_FOREIGN_SHARE = 0.35
"""More letters outside ASCII than any western European text has: another alphabet read as Windows-1252."""


def decode(data: bytes) -> str:
    """The text in ``data``; raises ``InputError`` (without a file name) for binary data and unknown encodings."""
    return _newlines(data.decode(_codec(BytesIO(data))))


def reading(stream: BinaryIO, newline: str | None = None) -> TextIOWrapper:
    """The text in ``stream``, to be read piece by piece; ``stream`` has to be seekable and is gone through twice.

    ``newline`` is as for ``open``. Raises ``InputError`` as ``decode`` does.
    """
    codec = _codec(stream)
    stream.seek(0)
    return TextIOWrapper(stream, codec, newline=newline)


def printable(name: str) -> str:
    """``name`` as text that can be written anywhere and on one line, whatever bytes the file system holds."""
    return _UNWRITABLE.sub("\ufffd", os.fsencode(_LONE.sub("\ufffd", name)).decode("utf-8", "replace"))


def whole(text: str) -> str:
    """``text`` with U+FFFD for every half of a character, which no file can hold; every offset stays what it was."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)


def _codec(stream: BinaryIO) -> str:
    head = stream.read(_HEAD)
    for mark, codec, name in _MARKS:
        if head.startswith(mark):
            try:
                _check(stream, codec)
            except UnicodeDecodeError as error:
                raise InputError(f"broken {name} at byte {error.start}; save it again as UTF-8") from None
            return codec
    if b"\0" in head:
        raise InputError("not text but binary data; give the text itself, or a file whose suffix names its format")
    codec = "utf-8"
    try:
        _check(stream, codec)
    except UnicodeDecodeError as error:
        codec = _windows(stream, error.start)
    text = head.decode(codec, "ignore")
    if len(_CONTROL.findall(text)) * 50 > len(text):
        raise InputError("not text but binary data; give the text itself, or a file whose suffix names its format")
    return codec


def _check(stream: BinaryIO, codec: str) -> None:
    """Raise ``UnicodeDecodeError``, counting from the start of ``stream``, where it is not in ``codec``."""
    decoder = codecs.getincrementaldecoder(codec)()
    at = 0
    stream.seek(0)
    for chunk in chain(_chunks(stream), [b""]):
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            error.start += at - held
            raise
        at += len(chunk)


def _windows(stream: BinaryIO, broken: int) -> str:
    """``cp1252``, when that can be what ``stream`` is in; ``broken`` is where it is not UTF-8."""
    codec = "cp1252"
    try:
        _check(stream, codec)
        stream.seek(0)
        letters = [character for character in stream.read(_HEAD).decode(codec) if character.isalpha()]
        if sum(letter > "\x7f" for letter in letters) <= _FOREIGN_SHARE * len(letters):
            return codec
    except UnicodeDecodeError:
        pass
    stream.seek(0)
    line = 1
    for chunk in _chunks(stream):
        line += chunk.count(b"\n", 0, max(0, broken))
        broken -= len(chunk)
    raise InputError(f"line {line}: neither UTF-8 nor UTF-16 nor Windows-1252; save it again as UTF-8")


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
