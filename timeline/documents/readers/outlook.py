"""Mails as Outlook saves them (``.msg``, MS-OXMSG)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from timeline.documents.readers import ATTACHED, Content, html, mail, whole
from timeline.documents.readers.extras import load
from timeline.errors import InputError
from timeline.settings import Settings

_NAME = re.compile(r'"?([^"<]*)')


def read(stream: BinaryIO, _: Settings) -> Iterator[Content | InputError]:
    """One document: the body of the mail, without quoted mails, signature and attachments, and the date it was sent."""
    library = load("msg", "oxmsg")
    data = whole(stream, ATTACHED)
    try:
        message = library.Message.load(data)
        text, page = message.body or "", message.html_body or ""
        sent, subject, sender = message.sent_date, message.subject, message.sender or ""
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
