"""Titles in languages that are only read for dates: the sentence's own words around the date, which nothing here understands.

In: a scene and the token that a date stands at; out: a ``Title``, or None where the sentence has no words beside its dates.
"""

from __future__ import annotations

from functools import cache

from timeline import languages
from timeline.events.naming import Title
from timeline.events.phrases import TIME
from timeline.events.scene import Scene

_LONG = 9
"""Words of a title at most; what is cut off is shown as cut off."""
_SHORT = 3
"""Letters of a word that only leads to the date behind it."""
_FEW = 2
"""Words below which a part of a sentence says too little."""
_BREAKS = frozenset(",;:.!?()-–—")


def as_told(scene: Scene, at: int) -> Title | None:
    """The part of the sentence between two marks that the date stands in, without its dates; the whole of it if that is short."""
    first = last = at
    while first > 0 and scene.tokens[first - 1].text not in _BREAKS:
        first -= 1
    while last + 1 < len(scene.tokens) and scene.tokens[last + 1].text not in _BREAKS:
        last += 1
    said = _words(scene, first, last)
    if len(said) < _FEW:
        said = _words(scene, 0, len(scene.tokens) - 1)
    if not said:
        return None
    text = " ".join(said[:_LONG]) + ("…" if len(said) > _LONG else "")
    return Title(text, "", scene.span_of(first, last), told=True)


def _words(scene: Scene, first: int, last: int) -> list[str]:
    """The words between two tokens as they are written, without dates and the small words that lead to them."""
    left = [i for i in range(first, last + 1) if not _dates(scene, i, last)]
    pieces: list[str] = []
    for n, i in enumerate(left):
        joined = n > 0 and left[n - 1] == i - 1 and scene.tokens[i - 1].end == scene.tokens[i].start
        if joined:
            pieces[-1] += scene.tokens[i].text
        else:
            pieces.append(scene.tokens[i].text)
    return [piece for piece in pieces if piece.strip("".join(_BREAKS))]


def _dates(scene: Scene, i: int, last: int) -> bool:
    if scene.tags[i] == TIME:
        return True
    word = scene.tokens[i].text
    leads = (len(word) <= _SHORT and word.islower()) or word.lower() in _leading(scene.lexicon.language)
    return leads and i < last and scene.tags[i + 1] == TIME


@cache
def _leading(language: str) -> frozenset[str]:
    """The words that lead to a date as the beginning or end of something (``jusqu'au``, ``hasta``)."""
    lean = languages.load(language, "resolution").get("lean", {})
    return frozenset(word for name in ("onward", "limits") for said in lean.get(name, ()) for word in said.split())
