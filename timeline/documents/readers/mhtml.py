"""Web pages saved with their pictures in one file (MHTML, RFC 2557)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from typing import BinaryIO

from timeline.documents.readers import ATTACHED, Content, html, whole
from timeline.errors import InputError
from timeline.settings import Settings


def read(stream: BinaryIO, _: Settings) -> Iterator[Content | InputError]:
    """One document: the first page in the file. When it was saved is not when it was published."""
    archive = message_from_bytes(whole(stream, ATTACHED))
    for part in archive.walk():
        data = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(data, bytes):
            content = html.content(html.decode(data, part.get_content_charset() or ""))
            address = part["Content-Location"] or archive["Snapshot-Content-Location"] or ""
            yield replace(content, url=content.url or str(address).strip())
            return
    raise InputError("no web page in it; save the page again as .html or .mhtml")
