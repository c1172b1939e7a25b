"""Web pages: the main text without what surrounds it, and the publication date.

Main text by trafilatura; the date from the page's structured metadata, else from its byline, read by htmldate, and its
address (left to look for itself, htmldate takes any date beside a headline for the publication).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any, BinaryIO

from timeline.documents import encoding
from timeline.documents.readers import Content, ForeignError, byline, furniture, markup, whole
from timeline.documents.readers.extras import needs
from timeline.errors import InputError
from timeline.model import Moment
from timeline.settings import Settings

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"})
"""What the HTML standard reads as Windows-1252."""
_SEPARATORS = dict.fromkeys(
    """address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2
    h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul""".split(),  # noqa: SIM905
    "\n",
) | {"td": " | ", "th": " | "}
_UNSEEN = frozenset({"head", "script", "style", "template", "title"})
_CELL_ENDS = re.compile(r"^[| ]+|[| ]+$|(?<=\|)(?: \|)+")
_RULE = re.compile(r"\|[-|: ]+\|?")
_OWN = "timeline"
"""The generator that this program names in its pages: read back, they would confirm themselves."""
_NO_TEXT = "no main text found in this page; save the text itself as .txt"
_OWN_PAGE = "a page that this program wrote; give the documents that it was made from"
_GENERATOR = re.compile(rf"""<meta name=["']generator["'] content=["']{_OWN}["']>""".encode())
_HEAD = 8192
"""Bytes in which a page of our own, however large, says that it is one."""
_LAST_DAY = "2199-12-31"
"""Without it htmldate asks the clock."""


def read(stream: BinaryIO, _: Settings) -> Iterator[Content | InputError]:
    """One document: the main text of the page, its title, publisher, address and publication date."""
    if _GENERATOR.search(stream.read(_HEAD)):
        raise ForeignError(_OWN_PAGE)
    stream.seek(0)
    yield content(decode(whole(stream)))


def content(page: str) -> Content:
    """What an HTML ``page`` holds; raises ``InputError`` when it has no main text."""
    with needs("html", "trafilatura", "htmldate"):
        import trafilatura  # noqa: PLC0415
        from trafilatura.metadata import extract_metadata  # noqa: PLC0415
    try:
        tree = trafilatura.load_html(page)
        if tree is not None and any(
            meta.get("name") == "generator" and meta.get("content") == _OWN for meta in tree.iter("meta")
        ):
            raise ForeignError(_OWN_PAGE)
        if tree is None:
            raise InputError(_NO_TEXT)
        moment, means = _published(tree)
        head = extract_metadata(tree, date_config=_fast())
        furniture.drop(tree)
        text = trafilatura.extract(tree, include_comments=False, include_tables=True)
        if not text:
            raise InputError(_NO_TEXT)
    except InputError:
        raise
    except Exception as error:  # the libraries raise whatever their parsers raise
        raise InputError("a damaged page; save it again, or its text as .txt") from error
    return Content(
        "\n".join(_lines(text)),
        published=moment,
        published_from=means,
        title=head.title or "",
        publisher=head.sitename or "",
        url=head.url or "",
    )


def fragment(markup_text: str, answer: bool = False) -> str:
    """The whole text of a piece of HTML that has nothing around it, as in mails and feeds: a line for each block.

    Of the ``answer`` to a mail, without the mail that it answers.
    """
    with needs("html", "trafilatura", "htmldate"):
        import trafilatura  # noqa: PLC0415
    tree = trafilatura.load_html(f"<html><body>{markup_text}</body></html>")
    if answer and tree is not None:
        furniture.drop_answered(tree)
    pieces: list[str] = []
    pending: list[Any] = [] if tree is None else [tree]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            pieces.append(one)
            continue
        block = _SEPARATORS.get(one.tag, "")
        inner = (
            []
            if one.tag in _UNSEEN
            else [_flat(one.text), *(part for child in one for part in (child, _flat(child.tail)))]
        )
        pending += [block, *reversed(inner), block]
    lines = (_CELL_ENDS.sub("", " ".join(line.split())) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def decode(data: bytes, charset: str = "") -> str:
    """The text of a page: in the ``charset`` its envelope names, else the one it names itself, else as any text."""
    said = _CHARSET.search(data, 0, 4096)
    name = (charset or (said[1].decode("ascii") if said else "")).lower()
    if name and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("cp1252" if name in _LATIN else name).replace("\r\n", "\n")
        except (LookupError, ValueError):
            pass
    return encoding.decode(data)


def _lines(text: str) -> Iterator[str]:
    """A line for each block; table rows with a bar between the cells only."""
    for line in text.split("\n"):
        if line.startswith("|"):
            if not _RULE.fullmatch(line.strip()):
                yield " | ".join(cell.strip() for cell in line.strip(" |").split("|"))
        else:
            yield line


def _published(tree: object) -> tuple[Moment | None, str]:
    moment, means = markup.published_in(tree)
    if moment is not None:
        return moment, means
    with needs("html", "trafilatura", "htmldate"):
        from htmldate import find_date  # noqa: PLC0415
    found = {day: "address" for day in map(byline.in_address, markup.addresses_of(tree)) if day}
    for text in byline.texts(tree):
        if said := find_date(f"<html><body><p class='date'>{escape(text)}</p></body></html>", **_fast()):
            found[date.fromisoformat(said)] = "byline"
    return next(iter(found.items())) if len(found) == 1 else (None, "")


def _fast() -> dict[str, Any]:
    return {"extensive_search": False, "original_date": True, "max_date": _LAST_DAY}
