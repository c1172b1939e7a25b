"""RSS and Atom feeds: each entry is a document with its own date and address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any, BinaryIO
from xml.sax import SAXException

from timeline.documents import published
from timeline.documents.readers import Content, ForeignError, html, whole
from timeline.documents.readers.extras import needs
from timeline.errors import InputError
from timeline.model import Moment
from timeline.settings import Settings

_END = re.compile(rb"</\s*(?:\w+:)?(?:rss|feed|RDF)\s*>", re.IGNORECASE)
_TAIL = 1000


def read(stream: BinaryIO, _: Settings) -> Iterator[Content | InputError]:
    """The entries of a feed in their order; the full text where the feed has it, else the summary."""
    with needs("feeds"):
        import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415
    data = whole(stream)
    if not data.strip():
        raise InputError("empty; delete it or fetch it again")
    try:
        feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # the library raises whatever its parsers raise
        raise InputError("a damaged feed; fetch it again") from error
    if not feed.get("version") and not feed.entries:
        raise ForeignError("neither an RSS nor an Atom feed; if it is another kind of XML, save its text as .txt")
    if not feed.entries:
        raise InputError("a feed without entries; delete it")
    for number, entry in enumerate(feed.entries, 1):
        moment, means = _published(entry)
        yield Content(
            _text(entry),
            published=moment,
            published_from=means,
            title=_plain(entry.get("title_detail", {})),
            publisher=feed.feed.get("title", ""),
            url=entry.get("link", ""),
            part=entry.get("id") or entry.get("link") or str(number),
        )
    if isinstance(feed.get("bozo_exception"), SAXException) and not _END.search(data, max(0, len(data) - _TAIL)):
        yield InputError(f"cut off in entry {len(feed.entries)} or after it; fetch it again")


def _text(entry: Any) -> str:
    parts = entry.get("content") or [entry.get("summary_detail", {})]
    text = "\n".join(filter(None, map(_plain, parts)))
    title = _plain(entry.get("title_detail", {}))
    return "\n\n".join(filter(None, (title, text)))


def _plain(detail: Any) -> str:
    value = str(detail.get("value", ""))
    return value if detail.get("type") == "text/plain" else html.fragment(value)


def _published(entry: Any) -> tuple[Moment | None, str]:
    """When the entry was published, or, where it says only that, when it was updated."""
    for key, means in (("published", "feed entry"), ("updated", "feed entry (updated)")):
        said = str(dict.get(entry, key, "")).strip()
        for parse in (published.parse, _mail_date):
            try:
                return parse(said), means
            except ValueError:
                continue
    return None, ""


def _mail_date(said: str) -> datetime:
    """RSS 2.0 writes dates as mails do (RFC 822)."""
    return parsedate_to_datetime(said)
