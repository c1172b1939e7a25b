"""The publication date in a page's structured metadata, most trusted first.

JSON-LD (schema.org ``datePublished``), Open Graph (``article:published_time``), ``<meta>`` names of Dublin Core and of
publishing systems, and ``<time>`` elements marked as publication. Dates of modification, of events and of other articles
on the page are none of these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime
from typing import Any

from timeline.documents import published
from timeline.model import Moment

_ARTICLE = re.compile(r"Article$|^BlogPosting$|^LiveBlogPosting$|^Report$|^SocialMediaPosting$")
_ARTICLE_TAGS = ("article", "main")
_META = frozenset(
    """
    article:published article:published_date article.published article_date_original cxenseparse:recs:publishtime date
    date_published datepublished dc.date dc.date.created dc.date.issued dc.date.publication dc.issued dcterms.created
    dcterms.date dcterms.issued og:article:published_time originalpublicationdate parsely-pub-date pubdate pub_date
    publication-date publication_date publish-date publish_date publishdate published-date published_time
    rnews:datepublished sailthru.date shareaholic:article_published_time citation_publication_date
    """.split()  # noqa: SIM905  # a list of bare names reads better so
)
_PUBLICATION = re.compile(
    r"publi[sc]|pubdate|posted|byline|dateline|entry-date|entry-meta|post-meta|article-?_{0,2}meta", re.I
)
_OTHERWISE = re.compile(
    r"updat|modif|edited|aktualis|event|termin|veranstaltung|comment|kommentar|related|teaser|recommend|sidebar|footer|today",
    re.I,
)
_ELSEWHERE = frozenset(
    {"aside", "nav", "footer", "form", "img", "picture", "figure", "video", "iframe", "time", "script"}
)
_NO_DATES = (date(1970, 1, 1), date(1, 1, 1))
"""What a publishing system writes for want of a date."""


def published_in(tree: Any) -> tuple[Moment | None, str]:
    """The publication date that the metadata of a parsed page says, and by which means; ``(None, "")`` when it says none.

    ``tree`` is an element as ``lxml.html`` makes them.
    """
    for means, values in (
        ("JSON-LD", _json_ld(tree)),
        ("OpenGraph", _meta(tree, frozenset({"article:published_time"}))),
        ("meta element", _meta(tree, _META)),
        ("time element", _time_elements(tree)),
    ):
        moments = [moment for moment in map(_moment, values) if moment is not None]
        if moments and len({_day(moment) for moment in moments}) == 1:
            return moments[0], means
    return None, ""


def event_days(tree: Any) -> set[date]:
    """The days of events that the page describes in JSON-LD."""
    values = [str(node.get("startDate", "")) for node in _nodes(tree) if any(t.endswith("Event") for t in _types(node))]
    return {_day(moment) for moment in map(_moment, values) if moment is not None}


def without_other_dates(tree: Any) -> Any:
    """A copy of a parsed page for a reader that guesses: without what has been judged here and what dates something else."""
    page = deepcopy(tree)
    dropped = [element for element in page.iter("script", "meta") if element.get("property") != "og:url"]
    for body in page.iter("body"):
        dropped += _above_headline(body)
        for element in body.iterdescendants():
            marks = f"{element.get('class', '')} {element.get('id', '')}"
            if element.tag in _ELSEWHERE or _OTHERWISE.search(marks):
                dropped.append(element)
    for element in dropped:
        if element.getparent() is not None:
            element.drop_tree()
    return page


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


def _json_ld(tree: Any) -> list[str]:
    nodes = [node for node in _nodes(tree) if isinstance(node.get("datePublished"), str)]
    articles = [node for node in nodes if any(_ARTICLE.search(name) for name in _types(node))]
    addresses = _addresses(tree)
    own = [node for node in articles if addresses & _links(node)]
    pages = [node for node in nodes if "WebPage" in _types(node)]
    return [str(node["datePublished"]) for node in own or articles or pages]


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    pending: list[Any]
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            pending = [[json.loads(script.text_content().strip(), strict=False)]]
        except (ValueError, RecursionError):
            continue
        while pending:
            value = pending.pop()
            if isinstance(value, dict):
                yield value
                value = list(value.values())
            pending += [inner for inner in reversed(value) if isinstance(inner, dict | list)]


def _types(node: dict[str, Any]) -> list[str]:
    said = node.get("@type", [])
    return [str(one) for one in (said if isinstance(said, list) else [said])]


def _links(node: dict[str, Any]) -> set[str]:
    page = node.get("mainEntityOfPage", "")
    said = [page.get("@id", "") if isinstance(page, dict) else page, node.get("url", ""), node.get("@id", "")]
    return {one.partition("#")[0].rstrip("/") for one in said if isinstance(one, str)} - {""}


def _addresses(tree: Any) -> set[str]:
    """Where the page says it lies."""
    said = [link.get("href", "") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    said += [meta.get("content", "") for meta in tree.iter("meta") if (meta.get("property") or "").lower() == "og:url"]
    return {one.partition("#")[0].rstrip("/") for one in said} - {""}


def _meta(tree: Any, names: frozenset[str]) -> list[str]:
    return [
        meta.get("content", "")
        for meta in tree.iter("meta")
        if any((meta.get(key) or "").lower() in names for key in ("property", "name", "itemprop"))
    ]


def _time_elements(tree: Any) -> list[str]:
    """``<time>`` elements of the article itself that are marked as its publication, by themselves or what holds them."""
    values = []
    for element in tree.iter("time"):
        around = [one for one in (element, *element.iterancestors()) if one.tag not in ("body", "html")]
        marks = [f"{one.get('class', '')} {one.get('id', '')} {one.get('itemprop', '')}" for one in around]
        if any(one.tag in _ELSEWHERE for one in around[1:]) or _OTHERWISE.search(" ".join(marks)):
            continue
        if element.get("pubdate") is not None or _PUBLICATION.search(" ".join(marks[:3])):
            values.append(element.get("datetime") or element.get("content") or "")
    return values


def _moment(said: str) -> Moment | None:
    try:
        moment = published.parse(said)
    except ValueError:
        return None
    return None if _day(moment) in _NO_DATES else moment


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
