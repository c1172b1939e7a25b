"""Days on which something was said: an hour behind what was said on them is not theirs.

``The concert on Friday, organisers said on Monday, starts at 8 p.m.``: the hour goes on from Friday.
"""

from __future__ import annotations

import re
from functools import cache

from timeline import languages
from timeline.model import Span


def told_until(text: str, day: Span, sentence: tuple[int, int], language: str) -> int:
    """Where the clause ends in which something is said on ``day``, as an offset into ``text``; -1 where nothing is said."""
    said = _said(language)
    if said is None:
        return -1
    verbs, sources, ends = said
    if sources is not None and sources.search(text, sentence[0], day.start):
        return day.end
    first = max((mark.end() for mark in ends.finditer(text, sentence[0], day.start)), default=sentence[0])
    closing = ends.search(text, day.end, sentence[1])
    last = closing.start() if closing else sentence[1]
    return last if verbs.search(text, first, last) else -1


def says(text: str, start: int, end: int, language: str) -> bool:
    """Whether something is said in a stretch of ``text``."""
    said = _said(language)
    return said is not None and said[0].search(text, start, end) is not None


@cache
def _said(language: str) -> tuple[re.Pattern[str], re.Pattern[str] | None, re.Pattern[str]] | None:
    """Verbs of saying, what names who has said something right before its day, and what ends a clause."""
    data = languages.load(language, "resolution").get("saying")
    if not data:
        return None
    verbs = "|".join(word.replace(" * ", r"\b[^,;:.]{1,60}\b") for word in data["verbs"])
    sources = re.compile(rf"(?:{data['sources']})$") if "sources" in data else None
    return re.compile(rf"\b(?:{verbs})\b"), sources, re.compile(rf"[,;:–—“”\"]|{data['ends']}")
