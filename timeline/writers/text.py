"""Text from documents, made safe for files: what no format can carry is replaced by a mark, never dropped silently."""

from __future__ import annotations

import re
from hashlib import blake2b
from urllib.parse import urlsplit

MARK = "\N{REPLACEMENT CHARACTER}"
ELLIPSIS = "…"

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters, lone surrogates and noncharacters: outside XML 1.0 (section 2.2) or discouraged there."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
"""Line ends that some readers see and others do not."""
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """``text`` with line feeds as its only line ends, and U+FFFD for what no file format carries."""
    return text if text.isascii() and text.isprintable() else _UNFIT.sub(MARK, _BREAKS.sub("\n", text))


def encodable(text: str) -> str:
    """``text`` with U+FFFD for each lone surrogate, which UTF-8 has no bytes for; every offset stays what it was."""
    return text if text.isascii() else _SURROGATE.sub(MARK, text)


def line(text: str) -> str:
    """``text`` cleaned, on one line."""
    return _SPACE.sub(" ", clean(text)).strip()


def mark(text: str) -> str:
    """A few characters that tell ``text`` from others, however its spaces are set."""
    return blake2b(line(text).encode("utf-8"), digest_size=4).hexdigest()


def shorten(text: str, length: int) -> str:
    """``text`` of at most ``length`` characters; a cut is marked by "…"."""
    return text if len(text) <= length else text[: length - 1].rstrip() + ELLIPSIS


def link(url: str) -> str:
    """``url`` if it is an http or https address that may be clicked, else empty."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    fit = parts.scheme in {"http", "https"} and parts.netloc and not re.search(r"[\s\x00-\x20\x7f<>\"\\^`{|}]", url)
    return url if fit and not _UNFIT.search(url) else ""
