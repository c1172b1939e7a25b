"""Pointers to other articles inside a text ("Lesen Sie auch: …"): what they announce is not told here.

The words they open with are language data (``<code>.sentences.toml``).
"""

from __future__ import annotations

import re
from functools import cache

from timeline import languages

_LONGEST = 300
"""Characters of a line that only points elsewhere."""


def points_elsewhere(text: str, at: int, language: str) -> bool:
    """Whether the line of ``text`` that holds the character ``at`` opens with such words and a colon."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    if (len(text) if end < 0 else end) - start > _LONGEST:
        return False
    label = labels(language).match(text, start)
    return label is not None and ":" in label["after"]


@cache
def labels(language: str = "") -> re.Pattern[str]:
    """The words that open a pointer, and what punctuation follows; of all languages where ``language`` has none."""
    known = languages.available("sentences")
    codes = [language] if language in known else known
    words = {word for code in codes for word in languages.load(code, "sentences").get("teaser_labels", ())}
    said = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(rf"[\W_]*(?:{said})(?P<after>[\s:>»…–-]*)", re.IGNORECASE)
