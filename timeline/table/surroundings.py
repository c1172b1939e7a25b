"""The words around a mention: what stands before its sentence, and beside its expression."""

from __future__ import annotations

from timeline.model import Document, Mention

_BEFORE = 250
"""Characters before a sentence in which a move may be told."""
_BESIDE = 40
"""Characters before an expression that may call its date the old one."""
_HEADLINE = 200
"""Characters that a headline takes at most."""


def before(mention: Mention, document: Document | None) -> str:
    """The end of the paragraph before the mention's sentence."""
    if document is None:
        return ""
    return document.text[max(0, mention.sentence_start - _BEFORE) : mention.sentence_start].rpartition("\n\n")[2]


def beside(mention: Mention) -> str:
    """What stands beside the expression up to the commas around it."""
    at = max(0, mention.start - mention.sentence_start)
    before, after = mention.sentence[:at], mention.sentence[at + len(mention.text) :]
    return f"{before.rpartition(',')[2]} {after.partition(',')[0]}"


def part(mention: Mention) -> str:
    """The sentence of the mention between the semicolons around it, without an hour that it counts (``an hour earlier``)."""
    at = max(0, mention.start - mention.sentence_start)
    own = len(mention.text) if mention.when.timex.type == "DURATION" else 0
    before, after = mention.sentence[:at], mention.sentence[at + own :]
    return f"{before.rpartition(';')[2]}{after.partition(';')[0]}"


def just_before(mention: Mention) -> str:
    """The words of the sentence right before the expression."""
    at = max(0, mention.start - mention.sentence_start)
    return mention.sentence[max(0, at - _BESIDE) : at]


def opens(mention: Mention, document: Document | None) -> bool:
    """Whether the mention's sentence is the first one of its document, or the first behind a headline."""
    if document is None:
        return False
    above = document.text[: mention.sentence_start].strip()
    return "\n" not in above and above.rstrip()[-1:] not in {".", "!", "?"} and len(above) <= _HEADLINE
