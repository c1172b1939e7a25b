"""The publication date in a page's structured metadata, most trusted first.

JSON-LD (schema.org ``datePublished``), Open Graph (``article:published_time``), ``<meta>`` names of Dublin Core and of
publishing systems, and ``<time>`` elements marked as publication. Dates of modification, of events and of other articles
on the page are none of these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from timeline.documents import published
from timeline.documents.readers import byline
from timeline.model import Moment

_ARTICLE = re.compile(r"Article$|^BlogPosting$|^LiveBlogPosting$|^Report$|^SocialMediaPosting$")
_OTHERS = frozenset(
    """blogpost citation comment haspart isbasedon itemlistelement liveblogupdate mentions relatedlink review
    significantlink subjectof""".split()  # noqa: SIM905
)
"""What leads from an article to others, or to what is a part of it."""
_META = frozenset(
    """
    article:published article:published_date article.published article_date_original cxenseparse:recs:publishtime date
    date_published datepublished dc.date dc.date.created dc.date.issued dc.date.publication dc.issued dcterms.created
    dcterms.date dcterms.issued og:article:published_time originalpublicationdate parsely-pub-date pubdate pub_date
    publication-date publication_date publish-date publish_date publishdate published-date published_time
    rnews:datepublished sailthru.date shareaholic:article_published_time citation_publication_date
    """.split()  # noqa: SIM905  # a list of bare names reads better so
)
_FIRST = re.compile(r"(?<![\w-])(?:entry-date|published|pubdate|datepublished)(?![\w-])", re.I)
"""Marks a publication even where the same element is marked as the update, because there has been none."""
_RFC_822 = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}.*")
_GREENWICH = re.compile(r" ?(?:UTC|GMT)$")
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


def _json_ld(tree: Any) -> list[str]:
    nodes = list(_nodes(tree))
    articles = [node for node in nodes if any(_ARTICLE.search(name) for name in _types(node))]
    addresses = {_place(one) for one in addresses_of(tree)}
    own = [node for node in articles if addresses & _links(node)]
    unplaced = [node for node in articles if not (addresses and _links(node))]
    pages = [node for node in nodes if "WebPage" in _types(node)]
    for these in (own, unplaced, pages):
        if said := [node["datePublished"] for node in these if isinstance(node.get("datePublished"), str)]:
            return said
        if these is own and own:
            break
    return []


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects that describe the page and what is in it, without those of other articles that it leads to."""
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
                value = [inner for key, inner in value.items() if key.lower() not in _OTHERS]
            pending += [inner for inner in reversed(value) if isinstance(inner, dict | list)]


def _types(node: dict[str, Any]) -> list[str]:
    said = node.get("@type", [])
    return [str(one) for one in (said if isinstance(said, list) else [said])]


def _links(node: dict[str, Any]) -> set[tuple[str, ...]]:
    page = node.get("mainEntityOfPage", "")
    said = [page.get("@id", "") if isinstance(page, dict) else page, node.get("url", ""), node.get("@id", "")]
    return {_place(one) for one in said if isinstance(one, str) and one.startswith(("http:", "https:", "/"))}


def addresses_of(tree: Any) -> list[str]:
    """Where the page says it lies."""
    said = [link.get("href", "") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    said += [meta.get("content", "") for meta in tree.iter("meta") if (meta.get("property") or "").lower() == "og:url"]
    return [one for one in said if one]


def _place(address: str) -> tuple[str, ...]:
    """What an address has in common with that of the same article for telephones (AMP), or without encryption."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return (address,)
    path = [one.removesuffix(".amp") for one in parts.path.split("/") if one not in ("", "amp")]
    return (*path, "" if "amp" in parts.query else parts.query)


def _meta(tree: Any, names: frozenset[str]) -> list[str]:
    headed = next(tree.iter("h1"), None) is not None
    return [
        meta.get("content", "")
        for meta in tree.iter("meta")
        if any((meta.get(key) or "").lower() in names for key in ("property", "name"))
        or ((meta.get("itemprop") or "").lower() in names and _own_item(meta, headed))
    ]


def _own_item(element: Any, headed: bool) -> bool:
    """Whether a microdata property is one of the article with the headline, if the page has one (``headed``), and not of
    a comment or of a pointer elsewhere."""
    around = [one for one in element.iterancestors() if one.tag not in ("body", "html")]
    if any(byline.OTHERWISE.search(byline.marks(one)) for one in around):
        return False
    item = next((one for one in around if one.get("itemscope") is not None), None)
    return item is None or not headed or next(item.iter("h1"), None) is not None


def _time_elements(tree: Any) -> list[str]:
    """``<time>`` elements of the article itself that are marked as its publication, by themselves or what holds them."""
    values = []
    headed = next(tree.iter("h1"), None) is not None
    for element in tree.iter("time"):
        around = [one for one in (element, *element.iterancestors()) if one.tag not in ("body", "html")]
        marks = [f"{byline.marks(one)} {one.get('itemprop', '')}" for one in around]
        judged = marks[1:] if _FIRST.search(marks[0]) else marks
        if any(one.tag in byline.ELSEWHERE for one in around[1:]) or byline.OTHERWISE.search(" ".join(judged)):
            continue
        if (
            byline.of_another(element, headed)
            or byline.updates(byline.before(element))
            or (element.get("itemprop") and not _own_item(element, headed))
        ):
            continue
        if element.get("pubdate") is not None or byline.MARKED.search(" ".join(marks[:3])):
            values.append(element.get("datetime") or element.get("content") or "")
    return values


def _moment(said: str) -> Moment | None:
    said = said.strip()
    try:
        moment = (
            parsedate_to_datetime(said) if _RFC_822.fullmatch(said) else published.parse(_GREENWICH.sub("+00:00", said))
        )
    except (ValueError, OverflowError):
        return None
    return None if _day(moment) in _NO_DATES else moment


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
