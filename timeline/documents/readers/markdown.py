"""Markdown (CommonMark with tables) as a reader sees it: no marks, no addresses of links, no code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO

from timeline.documents import encoding
from timeline.documents.readers import Content, frontmatter, whole
from timeline.errors import InputError
from timeline.settings import Settings

if TYPE_CHECKING:
    from markdown_it.token import Token

_CELL = " | "


def read(stream: BinaryIO, _: Settings) -> Iterator[Content | InputError]:
    """One document; its first heading is the title unless the front matter says one."""
    from markdown_it import MarkdownIt  # noqa: PLC0415

    content, problems = frontmatter.split(encoding.decode(whole(stream)))
    yield from problems
    tokens = MarkdownIt("commonmark").enable("table").parse(content.text)
    yield replace(content, text="\n".join(_lines(tokens)), title=content.title or _heading(tokens))


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    """A line for each paragraph, heading, list item and table row; a blank one where a block ends."""
    cells: list[str] | None = None
    marks: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield _CELL.join(cells or ())
            cells = None
        elif token.type == "list_item_open":
            marks.append(f"{token.info}{token.markup} " if token.info else "- ")
        elif token.type == "inline":
            line = _plain(token.children or ())
            if cells is None:
                yield "".join(marks) + line
                marks = []
            else:
                cells.append(line)
        elif token.type in ("heading_close", "table_close", "bullet_list_close", "ordered_list_close") or (
            token.type == "paragraph_close" and not token.hidden
        ):
            yield ""


def _plain(children: Sequence[Token]) -> str:
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(breaks.get(child.type, "" if child.type == "html_inline" else child.content) for child in children)


def _heading(tokens: Sequence[Token]) -> str:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            return _plain(inline.children or ())
    return ""
