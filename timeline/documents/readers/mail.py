"""Mails: the body and the date they were sent (RFC 5322), one to a file (``.eml``) or many (``.mbox``, RFC 4155)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import BinaryIO, cast

from timeline.documents import encoding
from timeline.documents.readers import ATTACHED, Content, html, whole
from timeline.errors import InputError
from timeline.settings import Settings

_BODY = BytesParser(_class=EmailMessage, policy=policy.default)
_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:")
_ESCAPED = re.compile(rb"^>(>*From )")
_QUOTATION = re.compile(r"(?:^[^\n]+:\n(?:[ \t]*\n)?)?(?:^>[^\n]*(?:\n|\Z))+", re.MULTILINE)
"""Lines of an earlier mail, with the line above that says who wrote it and when: they have another date of their own."""
_ANSWERED = re.compile(
    r"^(?:-{3,}[ ]?\w[^\n]{2,40}-{3,}|_{5,})[ \t]*\n(?:[ \t]*\n)*(?:[*]?\w[^\n:]{1,20}:[*]?[ ][^\n]*\n){2,}.*",
    re.MULTILINE | re.DOTALL,
)
"""The mail that is answered, as Outlook adds it: below a line, with the most important of its headers."""
_SIGNATURE = re.compile(r"^-- ?\n.*", re.MULTILINE | re.DOTALL)
_FLOWED = re.compile(r"(?<!^--) \n(?!>)", re.MULTILINE)


def read(stream: BinaryIO, _: Settings) -> Iterator[Content | InputError]:
    """The mail in a file, or each of several; without quoted mails, signatures and attachments."""
    lines = iter(lambda: stream.readline(ATTACHED), b"")
    first = next(lines, b"")
    if not first.startswith(b"From "):
        yield _mail((first + whole(stream, ATTACHED)).replace(b"\r\n", b"\n"))
        return
    for number, data in enumerate(_mails(lines), 1):
        try:
            yield _mail(data, str(number))
        except InputError as error:
            yield InputError(f"mail {number}: {error}")


def _mails(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The mails of a mailbox, one after the other, so that only one has to be in memory."""
    mail: list[bytes] = []
    size = 0
    for line in lines:
        if line.startswith(b"From ") and (not mail or not mail[-1].strip()):
            yield b"".join(mail)
            mail, size = [], 0
            continue
        size += len(line)
        if size <= ATTACHED:
            mail.append(_ESCAPED.sub(rb"\1", line).replace(b"\r\n", b"\n"))
    yield b"".join(mail)


def _mail(data: bytes, number: str = "") -> Content:
    """The mail in ``data``; ``number`` is its place among several."""
    if not _HEADER.match(data):
        raise InputError("not a mail, it begins with no header; save the text itself as .txt")
    message = _BODY.parsebytes(data)
    sent = _sent(message)
    name, address = parseaddr(_header(message, "From"))
    return Content(
        _text(message),
        published=sent,
        published_from="mail date" if sent else "",
        title=_header(message, "Subject"),
        publisher=name or address,
        part=number and (_header(message, "Message-ID").strip("<> ") or number),
    )


def own(text: str, answer: bool = False) -> str:
    """What the writer of a mail says in it, without quoted mails and signature.

    Only an ``answer`` goes without what is added to it whole: a mail that passes another on may say nothing else.
    """
    if answer:
        text = _ANSWERED.sub("", text)
    return _SIGNATURE.sub("", _QUOTATION.sub("", text)).strip()


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError):  # the parser of the standard library stumbles over some headers
        return ""


def _sent(message: EmailMessage) -> datetime | None:
    try:
        return cast(datetime | None, getattr(message["Date"], "datetime", None))
    except (ValueError, IndexError, AttributeError, OverflowError):
        return None


def _text(message: EmailMessage) -> str:
    answer = bool(_header(message, "In-Reply-To"))  # RFC 5322, section 3.6.4
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        if part is None:
            continue
        text = _decoded(cast(EmailMessage, part))
        if kind == "html":
            text = html.fragment(text, answer)
        elif part.get_param("format") == "flowed":
            text = _FLOWED.sub(" ", text)
        if text := own(text, answer):
            return text
    raise InputError("no text in this mail; save its attachments as files of their own")


def _decoded(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        raise InputError("broken mail: its parts do not fit together; save the text itself as .txt")
    charset = part.get_content_charset()
    try:
        return data.decode(charset or "ascii").replace("\r\n", "\n")
    except (LookupError, ValueError):
        return encoding.decode(data)
