"""Plain text, with front matter or without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import BinaryIO, TextIO

from timeline.documents import encoding, language, published
from timeline.documents.readers import Content, frontmatter
from timeline.errors import InputError
from timeline.settings import Settings

PART = 1024 * 1024
"""Characters of one document: a text of more comes in parts, so that the memory it takes has a bound."""
_BREAKS = ("\n\n", "\n", ". ", " ")
"""Where a text may be cut, the best place first."""


def read(stream: BinaryIO, settings: Settings) -> Iterator[Content | InputError]:
    """One document: the text as it stands. One of more than ``PART`` characters comes as several, cut between paragraphs."""
    with encoding.reading(stream) as text:
        pieces = _pieces(text)
        content, problems = frontmatter.split(next(pieces, ""))
        yield from problems
        following = next(pieces, None)
        if following is None:
            yield content
            return
        yield replace(content, part="1")
        said = settings.language or content.language or language.detect(content.text)
        line = published.dateline(content.text, said)
        dateline = content.text[line.start : line.end] if line else ""
        for number, piece in enumerate(chain([following], pieces), 2):
            yield replace(content, text=piece, part=str(number), dateline=dateline)


def _pieces(text: TextIO) -> Iterator[str]:
    """``text`` in pieces of at most ``PART`` characters, none of them blank."""
    held = ""
    while more := text.read(PART - len(held) + 1):
        held += more
        if len(held) > PART:
            end = _cut(held)
            if (piece := held[:end]) and not piece.isspace():
                yield piece
            held = held[end:]
    if held.strip():
        yield held


def _cut(text: str) -> int:
    """Where a text of more than ``PART`` characters is cut: at the last paragraph, line, sentence or word in it."""
    for mark in _BREAKS:
        end = text.rfind(mark, PART // 2, PART)
        if end >= 0:
            return end + len(mark)
    return PART
