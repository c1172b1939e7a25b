"""Mails as Outlook saves them (``.msg``, MS-OXMSG)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from timeline.documents.readers import ATTACHED, Content, html, mail, whole
from timeline.documents.readers.extras import load
from timeline.errors import InputError
from timeline.settings import Settings

_NAME = re.compile(r'"?([^"<]*)')
_RICH_TEXT = 0x1009
"""The property PidTagRtfCompressed (MS-OXCMSG, 2.2.1.58.3), in which Outlook keeps the body of a formatted mail."""
_RICH_TEXT_LIMIT = 4 * 1024 * 1024
"""Bytes of it: what is larger holds pictures, and takes minutes to unpack."""
_ADDRESS = re.compile(r'\("[a-z]+:[^"\n]*"\)')
_BARS = re.compile(r"^\|+|\|+$", re.MULTILINE)


def read(stream: BinaryIO, _: Settings) -> Iterator[Content | InputError]:
    """One document: the body of the mail, without quoted mails, signature and attachments, and the date it was sent."""
    library = load("msg", "oxmsg")
    data = whole(stream, ATTACHED)
    try:
        message = library.Message.load(data)
        text, page = message.body or "", message.html_body or ""
        if not text.strip() and not page.strip():
            text = _rich(message)
        sent, subject, sender = message.sent_date, message.subject, message.sender or ""
    except InputError:
        raise
    except Exception as error:  # the library raises whatever a damaged file makes it raise
        raise InputError("no Outlook mail, or a damaged one; save it again as .msg or .eml") from error
    text = mail.own(text.replace("\r\n", "\n")) or mail.own(html.fragment(page))
    if not text:
        raise InputError("no text in this mail; save its attachments as files of their own")
    name = _NAME.match(sender)
    yield Content(
        text,
        published=sent,
        published_from="mail date" if sent else "",
        title=" ".join(subject.split()),
        publisher=(name[1].strip() if name else "") or sender.strip("<>"),
    )


def _rich(message: Any) -> str:
    """The text of a body in Rich Text Format alone, a line for each paragraph and table row; empty without one."""
    packed = message.properties.binary_prop_value(_RICH_TEXT)
    if not packed:
        return ""
    if len(packed) > _RICH_TEXT_LIMIT:
        raise InputError("a body with large pictures in it; save the mail again as .html, or its text as .txt")
    text = load("msg", "compressed_rtf").decompress(packed).decode("cp1252", "replace")
    plain = load("msg", "striprtf.striprtf").rtf_to_text(text, errors="replace")
    return _BARS.sub("", _ADDRESS.sub("", plain)).replace("|", " | ")
