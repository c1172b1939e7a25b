"""What a calendar entry says: a short summary, and a description that owns up to where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from timeline.model import Document, Event, Precision, Status
from timeline.table import columns
from timeline.writers.labels import Labels
from timeline.writers.text import line, link, shorten

COARSE = frozenset(
    {
        Precision.MONTH,
        Precision.SEASON,
        Precision.QUARTER,
        Precision.HALF,
        Precision.YEAR,
        Precision.DECADE,
        Precision.CENTURY,
    }
)
"""What has a feed of its own: as bars, these would cover the calendar."""
VAGUE = COARSE | {Precision.WEEK_PART, Precision.WEEK, Precision.MONTH_PART}
"""What is tentative in a calendar, since its day is not known."""

_QUOTES = 5
_QUOTE_LENGTH = 700
_SUMMARY_LENGTH = 200
_MOVES = ("start", "end", "time")


def headline(event: Event, labels: Labels, length: int = _SUMMARY_LENGTH) -> str:
    """The title on one line of at most ``length`` characters, and "ABGESAGT: …" before a cancelled one."""
    return _marked(event, shorten(line(event.title), length) or "…", labels)


def summary(event: Event, labels: Labels) -> str:
    """The title, with what a calendar would not show: "[KW 15] …", "ABGESAGT: …"."""
    title = shorten(line(event.title), _SUMMARY_LENGTH) or "…"
    if event.when.precision in VAGUE:
        title = f"[{labels.span(event.when)}] {title}"
    elif event.when.precision is Precision.DAY_PART and event.when.part:
        title = f"[{labels.word('part', event.when.part)}] {title}"
    return _marked(event, title, labels)


def description(event: Event, documents: Mapping[str, Document], labels: Labels, *, endless: bool) -> str:
    """Quote, date as written and how it was read, status, doubts, what moved, sources; ``endless``: no end is known."""

    def say(key: str, **values: object) -> str:
        return labels.say("feed", key, **values)

    lead = columns.lead(event)
    parts = []
    if lead:
        facts = [say("when", text=line(lead.text))]
        precision = labels.word("precision", event.when.precision)
        facts.append(say("read", date=_written(event), precision=precision))
        if lead.anchor:
            facts.append(say("anchor", anchor=labels.phrase(lead.anchor)))
        parts += [say("quote", quote=_quote(lead.sentence)), "\n".join(facts)]
    facts = [say("status", status=labels.word("status", event.status))]
    if event.participants:
        facts.append(say("participants", participants=line(columns.text(event.participants))))
    if endless:
        facts.append(say("open_end"))
    facts += [say("doubt", doubt=labels.doubt(doubt)) for doubt in event.doubts]
    facts += [
        say("moved", old=line(change.old), document=line(change.document))
        for change in event.history
        if change.field in _MOVES and change.old
    ]
    parts.append("\n".join(facts))
    named = [documents.get(key) or Document(key, "") for key in columns.sources(event)]
    parts.append("\n".join(say("source", source=_source(document)) for document in named[:_QUOTES]))
    others = [
        mention for mention in event.mentions if mention is not lead and (not lead or mention.sentence != lead.sentence)
    ]
    sentences = list(dict.fromkeys(mention.sentence for mention in others))
    parts += [say("quote", quote=_quote(sentence)) for sentence in sentences[: _QUOTES - 1]]
    if len(sentences) >= _QUOTES:
        parts.append(say("more", count=len(sentences) - _QUOTES + 1))
    return "\n\n".join(part for part in parts if part)


def _marked(event: Event, title: str, labels: Labels) -> str:
    return labels.say("feed", "cancelled", title=title) if event.status is Status.CANCELLED else title


def _written(event: Event) -> str:
    start, end = (columns.iso(moment).replace("T", " ") for moment in (event.when.start, event.when.end))
    zone = f" {event.timezone}" if event.timezone and isinstance(event.when.start, datetime) else ""
    return f"{start} – {end}{zone}" if end and end != start else f"{start}{zone}"


def _quote(sentence: str) -> str:
    return shorten(line(sentence), _QUOTE_LENGTH)


def _source(document: Document) -> str:
    published = columns.iso(document.published).partition("T")[0]
    facts = [line(document.publisher), line(document.title) or line(document.id), published, link(document.url)]
    return ", ".join(fact for fact in facts if fact)
