"""Whether the article in front of an expression belongs to its span: that is a convention of each language's annotation."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.expressions.grammar import Found
from timeline.expressions.lexicon import Lexicon, Token


def opening(found: Found, tokens: Sequence[Token], words: Lexicon) -> int:
    """The index of the token that the span of an expression begins with."""
    if "ARTICLE" not in tokens[found.first].meanings or found.first == found.last:
        return found.first
    listed = found.form in words.articles and not _left_out(found, words)
    return found.first + (listed == bool(words.settings.get("article_in_span", False)))


def _left_out(found: Found, words: Lexicon) -> bool:
    """Whether a form that begins with its article where it looks back now looks ahead."""
    by = found.parts.get("deixis", 0)
    return found.form in words.settings.get("articles_behind", ()) and isinstance(by, int) and by > 0
