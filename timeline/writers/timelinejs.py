"""``timelinejs.json``: what TimelineJS3 draws (https://timeline.knightlab.com/docs/json-format.html).

A date has the parts that were said and no others: a month has no day, a year no month. Rows without a date are left
out, since TimelineJS refuses them. TimelineJS takes its texts for HTML, so everything from a document is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from html import escape
from pathlib import Path

from timeline.model import Document, Event, Moment, Precision, Timeline
from timeline.table import columns
from timeline.writers.json import Object, dump
from timeline.writers.labels import Labels
from timeline.writers.text import clean, line, link, shorten
from timeline.writers.wording import headline

_CLOCK = frozenset({Precision.MINUTE, Precision.HOUR})
_MONTHS = frozenset({Precision.MONTH, Precision.SEASON, Precision.QUARTER, Precision.HALF})
_YEARS = frozenset({Precision.YEAR, Precision.DECADE, Precision.CENTURY})
_QUOTES = 5
_QUOTE_LENGTH = 1_000

_BARE_ADDRESS = re.compile(r"www\.\S+", re.IGNORECASE)
"""What TimelineJS makes a link of, in single quotes and without a look at what it puts between them."""


def write(timeline: Timeline, path: Path, labels: Labels) -> None:
    """Write every dated event that nobody rejected."""
    documents = {document.id: document for document in timeline.documents}
    rows = [
        row.event
        for row in columns.event_rows(timeline)
        if row.event.when.start is not None and row.event.review != "rejected"
    ]
    said = labels.say("page", "summary", rows=len(rows), documents=len(documents))
    title = {"unique_id": "title", "text": {"headline": _html(str(labels.data["name"])), "text": _html(said)}}
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{\n"scale": "human",\n"title": {dump(title)},\n"events": [')
        for index, event in enumerate(rows):
            out.write((",\n" if index else "\n") + dump(slide(event, documents, labels)))
        out.write("\n]\n}\n")


def slide(event: Event, documents: Mapping[str, Document], labels: Labels) -> Object:
    """One event as TimelineJS has it."""
    when = event.when
    start, end = _date(when.start, when.precision), _date(when.end or when.start, when.precision)
    return {
        "unique_id": f"event-{event.uid}",
        "start_date": start,
        **({"end_date": end} if end != start else {}),
        "display_date": _html(labels.words(when)),
        "group": _html(labels.word("kind", event.kind)),
        "text": {"headline": _html(headline(event, labels)), "text": _text(event, documents, labels)},
    }


def _date(moment: Moment | None, precision: Precision) -> Object:
    """The parts of a date that its precision has."""
    assert moment is not None
    parts = {"year": moment.year}
    if precision not in _YEARS:
        parts["month"] = moment.month
        if precision not in _MONTHS:
            parts["day"] = moment.day
            if isinstance(moment, datetime) and precision in _CLOCK:
                parts |= {"hour": moment.hour, "minute": moment.minute}
    return parts


def _text(event: Event, documents: Mapping[str, Document], labels: Labels) -> str:
    facts = [labels.word("status", event.status), line(event.place.name) if event.place else ""]
    parts = [f"<p>{_html(' · '.join(fact for fact in facts if fact))}</p>"]
    lead = columns.lead(event)
    mentions = [lead, *(mention for mention in event.mentions if mention is not lead)] if lead else []
    for mention in mentions[:_QUOTES]:
        document = documents.get(mention.document)
        name = line(document.title) if document and document.title else line(mention.document)
        address = link(document.url) if document else ""
        source = f'<a href="{_href(address)}">{_html(name)}</a>' if address else _html(name)
        quote = _html(shorten(line(mention.sentence), _QUOTE_LENGTH))
        parts.append(f"<blockquote>{quote}</blockquote><p>{source}</p>")
    if len(mentions) > _QUOTES:
        parts.append(f"<p>{_html(labels.say('feed', 'more', count=len(mentions) - _QUOTES))}</p>")
    parts += [f"<p>{_html(labels.doubt(doubt))}</p>" for doubt in event.doubts]
    return "".join(parts)


def _html(text: str) -> str:
    return escape(_BARE_ADDRESS.sub(lambda match: match[0].replace("'", "’"), clean(text)))


def _href(address: str) -> str:
    """An address in which TimelineJS finds no second one to make a link of."""
    quoted = address.replace("'", "%27").replace("@", "%40")
    return escape(re.sub(r"(?<!//)www\.", "%77ww.", quoted, flags=re.IGNORECASE))
