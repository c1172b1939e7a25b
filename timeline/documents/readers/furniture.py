"""What stands inside a text in HTML and is none of it: what points to other articles, and the mail that one answers."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import Any

from timeline.documents import teasers

_OPENERS = ("p", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "span", "li", "dt", "summary", "div")
_DEEP = 4
"""Elements around the first word of a pointer."""
_MOST = 200
"""Pointers in one page."""
_LINKED = 0.8
"""The share of its text that a pointer has in links."""
_ANSWERED = re.compile(r"gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|protonmail_quote")
"""Classes with which mail programs mark the mail that is answered, and the line above it."""
_ANSWERED_BELOW = frozenset({"divRplyFwdMsg", "appendonsend", "reply-intro"})
"""Ids of what stands above it, where it is not marked itself."""


def drop(tree: Any) -> None:
    """Takes pointers to other articles out of a parsed page: what opens as one does and is made of links.

    ``tree`` is an element as ``lxml.html`` makes them.
    """
    label = teasers.labels()
    found = (one for one in tree.iter(_OPENERS) if label.match(_opening(one)))
    for element in list(islice(found, _MOST)):
        text = _text(element)
        opening = label.match(text)
        if opening is None or element.getroottree().getroot() is not tree:
            continue
        if opening.end() < len(text):
            if _linked(element) >= _LINKED * (len(text) - opening.end()):
                element.drop_tree()
            continue
        box = element
        for parent in islice(element.iterancestors(), _DEEP):
            if parent is tree or _text(parent) != text:
                break
            box = parent
        if pointers := list(takewhile(_points, box.itersiblings())):
            for one in (box, *pointers):
                one.drop_tree()


def _points(element: Any) -> bool:
    text = _text(element)
    return bool(text) and _linked(element) >= _LINKED * len(text)


def _opening(element: Any) -> str:
    """The first text in an element, where it does not lie deep in it."""
    for _ in range(_DEEP):
        text = str(element.text or "").strip()
        if text or not len(element) or not isinstance(element.tag, str):
            return text
        element = element[0]
    return ""


def _text(element: Any) -> str:
    return " ".join(element.text_content().split()) if isinstance(element.tag, str) else ""


def _linked(element: Any) -> int:
    return sum(len(_text(link)) for link in element.iter("a"))


def drop_answered(tree: Any) -> None:
    """Takes the mail that is answered out of the parsed body of an answer."""
    dropped = []
    for element in tree.iter("blockquote", "div"):
        if element.tag == "blockquote" or _ANSWERED.search(element.get("class", "")):
            dropped.append(element)
        elif element.get("id") in _ANSWERED_BELOW:
            dropped += [element, *element.itersiblings()]
    for element in dropped:
        if element.getparent() is not None:
            element.drop_tree()
