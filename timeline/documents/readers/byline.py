"""What a page shows of its publication date: the line under the headline that is marked as such, and its address.

Only what says of itself that it is the publication is taken: a bare date beside a headline may as well be that of a
concert, a deadline, an update, a birth or today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from functools import cache
from itertools import chain, islice, takewhile
from typing import Any
from urllib.parse import urlsplit

from timeline import languages

OTHERWISE = re.compile(
    r"updat|modif|edited|aktualis|event|termin|veranstaltung|comment|kommentar|related|teaser|recommend|sidebar|footer|today",
    re.I,
)
"""Class names and ids of what has a date of its own."""
ELSEWHERE = frozenset(
    {"aside", "nav", "footer", "form", "img", "picture", "figure", "video", "iframe", "time", "script"}
)
"""Elements in which no publication date is shown, or has been judged already."""

MARKED = re.compile(
    r"publi(?:sh|zi|cad[oa]|é)|pub-?date|posted|byline|dateline|(?:entry|post|article|issue)[-_]{0,2}(?:date|meta)"
    r"|veröffentlich|veroeffentlich",
    re.IGNORECASE,
)
"""Class names and ids of what has the date of publication."""
_PICTURED = re.compile(r"image|photo|foto|caption|credit|author-?box|bio", re.I)
_DATE = re.compile(r"(?<![\w-])(?:date|datum)(?![\w-])", re.I)
_AUTHOR = re.compile(r"(?<![\w-])(?:author|autor)", re.I)
_LEAD = re.compile(r"lead|intro|vorspann|standfirst|subline|abstract|summary|excerpt", re.I)
_ARTICLE_TAGS = ("article", "main")
_PROSE = 120
"""Characters of a paragraph with which an article has begun: what is below it is no byline."""
_LONGEST = 200
"""Characters of a byline."""
_BESIDE = 9
"""Elements of a line with the author's name."""
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}(?!\d)")
_ADDRESS = re.compile(r"/(\d{4})([/-])(\d{1,2})\2(\d{1,2})/[^/]+")
_EVENTS = re.compile(r"event|termin|veranstaltung|[ck]alend[ea]r|agenda|programm|archiv", re.I)


def texts(tree: Any) -> list[str]:
    """What the bylines of a parsed page say, without what they say of updates; ``tree`` is as ``lxml.html`` makes it."""
    page = deepcopy(tree)
    dropped = list(page.iter("script", "style"))
    for body in page.iter("body"):
        dropped += _above_headline(body)
        dropped += [one for one in body.iterdescendants() if one.tag in ELSEWHERE or OTHERWISE.search(marks(one))]
    for element in dropped:
        if element.getparent() is not None:
            element.drop_tree()
    said = (" ".join(one.text_content().split()) for body in page.iter("body") for one in _marked(body))
    return [text for text in map(_without_updates, said) if text and not _unclear(text)]


def in_address(address: str) -> date | None:
    """The day in the path of an article's address, before its name; none in that of a calendar or an archive."""
    try:
        path = urlsplit(address).path
        found = _ADDRESS.search(path)
        return date(int(found[1]), int(found[3]), int(found[4])) if found and not _EVENTS.search(path) else None
    except ValueError:
        return None


def marks(element: Any) -> str:
    """Class names and id of an element."""
    return f"{element.get('class', '')} {element.get('id', '')}"


def before(element: Any) -> str:
    """The text that leads to an element."""
    previous = element.getprevious()
    if previous is None:
        parent = element.getparent()
        return str(parent.text or "") if parent is not None else ""
    return str(previous.tail or "").strip() or (previous.text_content() if isinstance(previous.tag, str) else "")


def updates(text: str) -> bool:
    """Whether what follows ``text`` is said to be the date of an update."""
    labels = list(_labels().finditer(text))
    return bool(labels) and labels[-1]["update"] is not None


def of_another(element: Any, headed: bool) -> bool:
    """Whether an element stands with a lesser headline than the page's own, if that has one (``headed``)."""
    if not headed:
        return False
    around = takewhile(lambda one: one.tag not in ("body", "html"), element.iterancestors())
    headline = next(filter(None, (_headlines(one) for one in around)), None)
    return headline is not None and "h1" not in headline


def _headlines(element: Any) -> set[str]:
    return {one.tag for one in element.iter("h1", "h2", "h3", "h4")}


def _marked(body: Any) -> Iterator[Any]:
    headed = next(body.iter("h1"), None) is not None
    for element in body.iterdescendants():
        own = marks(element) if isinstance(element.tag, str) else ""
        dated = bool(_DATE.search(own))
        if MARKED.search(own) or dated:
            text = element.text_content()
            fits = len(" ".join(text.split())) <= _LONGEST and element.tag not in ("h1", "a")
            fits = fits and not _PICTURED.search(own) and not of_another(element, headed)
            if fits and (not dated or MARKED.search(own) or _labels().search(text) or _beside_author(element)):
                yield element
        elif element.tag == "p" and not _LEAD.search(own) and len(element.text_content().strip()) > _PROSE:
            return


def _beside_author(element: Any) -> bool:
    around = islice(chain(element.itersiblings(), element.itersiblings(preceding=True)), _BESIDE)
    inside = (
        one for sibling in around for one in islice(sibling.iter("a", "address", "div", "li", "p", "span"), _BESIDE)
    )
    return any(_AUTHOR.search(marks(one)) or one.get("rel") == "author" for one in inside)


def _without_updates(text: str) -> str:
    kept = []
    start, update = 0, False
    for label in _labels().finditer(text):
        kept += [] if update else [text[start : label.start()]]
        start, update = label.end(), label["update"] is not None
    kept += [] if update else [text[start:]]
    return " ".join("".join(kept).split())


def _unclear(text: str) -> bool:
    """Whether a date in numbers may have its day or its month first."""
    return any(first != second and max(int(first), int(second)) <= 12 for first, second in _NUMERIC.findall(text))


@cache
def _labels() -> re.Pattern[str]:
    """The words before a date of publication, or of an update, in any language."""
    said = {
        key: "|".join(
            re.escape(word)
            for word in sorted(
                {
                    word
                    for code in languages.available("sentences")
                    for word in languages.load(code, "sentences").get(key, ())
                },
                key=lambda word: (-len(word), word),
            )
        )
        for key in ("update_labels", "publication_labels")
    }
    return re.compile(rf"\b(?:(?P<update>{said['update_labels']})|(?:{said['publication_labels']}))\b", re.IGNORECASE)


def _above_headline(body: Any) -> list[Any]:
    """What stands above the headline and outside its article: the head of the site, with the date of today."""
    above = [element for element in body.iter("header") if not _in_article(element)]
    headlines = list(body.iter("h1"))
    headline = next(filter(_in_article, headlines), next(iter(headlines), None))
    if headline is None:
        return above
    around = list(headline.iterancestors())
    for element in body.iterdescendants():
        if element is headline or (element.tag in _ARTICLE_TAGS and element in around):
            break
        if element not in around:
            above.append(element)
    return above


def _in_article(element: Any) -> bool:
    return any(one.tag in _ARTICLE_TAGS for one in element.iterancestors())
