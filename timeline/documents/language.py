"""The language a document is in: a vote of small words first, a trained identifier only when the vote is unclear."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, pairwise
from typing import Any

from timeline import languages
from timeline.model import Document

_WORD = re.compile(r"[^\W\d_]+")
_VISIBLE = re.compile(r"[^\n]")
_SAMPLE = 4000
_CLEAR_SHARE = 0.26
"""Of running text in the language itself a third and more are its small words, of a neighbour's up to a quarter."""
_FEW_WORDS = 12
_FEW_LETTERS = 40
"""Below this the trained identifier guesses."""
_SURE = 0.7

_OWN = 0.2
"""A paragraph with this share of its document's small words is in its language, whatever else it quotes."""
_FOREIGN = 0.08
"""One with more of them than this is not in a language that only the trained identifier knows."""
_PARAGRAPH_WORDS = 12
_PARAGRAPH_LETTERS = 120
_VERY_SURE = 0.95
_EDGES = ".,;:!?…\"'„“”‚‘’»«›‹()[]–—"

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")


def normalise(tag: str) -> str:
    """The ISO 639 code of a BCP 47 tag ("de-AT" → "de"); raises ``ValueError`` for anything else."""
    match = _TAG.fullmatch(tag.strip())
    if match is None:
        raise ValueError(f"not a language code: {tag!r}")
    return match[1].lower()


def detect(text: str) -> str:
    """ISO 639-1 code of the language of ``text``, or empty when it is too short or too unclear to say."""
    words = [word.lower() for word in _WORD.findall(text, 0, _SAMPLE)]
    votes = sorted(((sum(word in small for word in words), code) for code, small in _small_words()), reverse=True)
    (most, code), second = votes[0], votes[1][0] if len(votes) > 1 else 0
    if len(words) <= _FEW_WORDS:
        if most > 2 * second:
            return code
    elif most >= _CLEAR_SHARE * len(words) and most > 2 * second:
        return code
    if sum(map(len, words)) < _FEW_LETTERS:
        return ""
    return _identify(" ".join(words)) or _of_most(text[:_SAMPLE])


def _of_most(text: str) -> str:
    """The language that most of a text in several is in, by its lines."""
    votes: Counter[str] = Counter()
    for line in text.splitlines():
        words = _WORD.findall(line.lower())
        counts = sorted(((sum(map(small.__contains__, words)), code) for code, small in _small_words()), reverse=True)
        if counts[0][0] >= max(1, _CLEAR_SHARE * len(words)) and counts[0][0] > 2 * sum(n for n, _ in counts[1:2]):
            votes[counts[0][1]] += len(words)
    return max(votes, key=lambda code: (votes[code], code), default="")


def passages(text: str, main: str) -> tuple[tuple[int, int, str], ...]:
    """The stretches of ``text`` in another language than ``main``, by whole paragraphs: start, end, ISO 639-1 code.

    Short lines, and those whose language is unclear, belong to what surrounds them: between two paragraphs of one other
    language to that, else to the main one.
    """
    if not main:
        return ()
    small = dict(_small_words())
    own = small.get(main)
    found: list[tuple[int, int, str]] = []
    goes_on = False
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        words = [word.strip(_EDGES) for word in line.lower().split()] if len(line) > _FEW_LETTERS else []
        if len(words) > _PARAGRAPH_WORDS:
            code = _of_paragraph(words, main, own, small)
            if code not in ("", main):
                if goes_on and found[-1][2] == code:
                    found[-1] = (found[-1][0], end, code)
                else:
                    found.append((start, end, code))
            goes_on = bool(found) and code in ("", found[-1][2])
        start = end
    return tuple(found)


def views(document: Document) -> tuple[Document, ...]:
    """``document`` as a reader of one language alone sees it, for each of its languages, its main one first.

    What is in the other languages is blank, so that offsets stay what they are. One without passages is itself.
    """
    if not document.passages:
        return (document,)
    found = [replace(document, passages=(), text=_blanked(document.text, [span[:2] for span in document.passages]))]
    for code in dict.fromkeys(code for _, _, code in document.passages):
        own = [(start, end) for start, end, other in document.passages if other == code]
        others = list(pairwise([0, *chain.from_iterable(own), len(document.text)]))[::2]
        found.append(replace(document, passages=(), entry=None, language=code, text=_blanked(document.text, others)))
    return tuple(found)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces = []
    done = 0
    for start, end in spans:
        pieces += [text[done:start], _VISIBLE.sub(" ", text[start:end])]
        done = end
    return "".join((*pieces, text[done:]))


def _of_paragraph(words: list[str], main: str, own: frozenset[str] | None, small: Mapping[str, frozenset[str]]) -> str:
    """The language of one paragraph, or empty when it is unclear."""
    said = sum(map(own.__contains__, words)) / len(words) if own else 0.0
    if own and said >= _OWN:
        return main
    for code, others in small.items():
        share = sum(map(others.__contains__, words)) / len(words)
        if code != main and share >= _CLEAR_SHARE and share > 2 * said:
            return code
    if own is None or said > _FOREIGN or sum(map(len, words)) < _PARAGRAPH_LETTERS:
        return ""
    return _identify(" ".join(words[:_SAMPLE]), _VERY_SURE)


@cache
def _small_words() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (code, frozenset(languages.load(code, "sentences")["stopwords"])) for code in languages.available("sentences")
    )


@cache
def _identifier() -> Any:
    from py3langid import langid  # type: ignore[import-untyped]  # noqa: PLC0415  # a second to load

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def _identify(text: str, sure: float = _SURE) -> str:
    code, probability = _identifier().classify(text)
    return str(code) if probability >= sure else ""
