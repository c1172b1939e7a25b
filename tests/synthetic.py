"""Made-up documents and events for the tests of the writers: every precision, every status, and hostile text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from timeline.model import (
    Change,
    Document,
    Doubt,
    Event,
    Kind,
    Mention,
    Moment,
    Place,
    Precision,
    Span,
    Status,
    Timeline,
    Timex,
    Unresolved,
    When,
)
from timeline.table import Account, account

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "#N/A",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(2)</script>",
    "NUL \x00 bell \x07 escape \x1b",
    "lone \ud800 surrogate \udfff",
    "line\nbreak\r\nand\rreturn\x85next\u2028separator",
    "right \u202eto left\u202c \u200fmark",
    "quotes \" and ' and ; , \\ backslash",
    "emoji 👩\u200d👩\u200d👧 🇩🇪 ẞ ﷽",
    "noncharacter \ufffe end",
    "tab\tin\tit",
)
"""Texts that break careless writers."""

LONG = "Ein sehr langer Satz, " * 2_000 + "der endlich endet."

BERLIN = Place("Kongresszentrum, Berlin", "DE", 52.52437, 13.41053)


def when(start: Moment | None, end: Moment | None = None, precision: Precision = Precision.DAY, **more: object) -> When:
    if end is None and start is not None:
        end = start
    edtf = "" if start is None else start.isoformat()
    return When(start, end, precision, Timex("DATE", edtf), **{"edtf": edtf, **more})  # type: ignore[arg-type]


def document(key: str, text: str, published: Moment | None = date(2025, 4, 4), **more: str) -> Document:
    facts = {"language": "de", "published_from": "sources.csv", "publisher": "Abendblatt", "title": f"Bericht {key}"}
    return Document(key, text, published=published, **{**facts, **more})  # type: ignore[arg-type]


def mention(source: Document, expression: str, reading: When, **more: object) -> Mention:
    """A mention of ``expression``, in a sentence that is the document's whole text."""
    start = source.text.index(expression)
    facts: dict[str, object] = {
        "kind": Kind.EVENT,
        "status": Status.PLANNED,
        "title": "",
        "anchor": "published 2025-04-04",
        "rule": "synthetic",
        "confidence": 0.8,
        "sources": {"title": Span(0, 3)},
    }
    return Mention(
        source.id,
        start,
        start + len(expression),
        expression,
        source.text,
        0,
        reading,
        **{**facts, **more},  # type: ignore[arg-type]
    )


def event(uid: str, title: str, reading: When, mentions: Sequence[Mention], **more: object) -> Event:
    facts: dict[str, object] = {
        "kind": Kind.EVENT,
        "status": Status.PLANNED,
        "place": None,
        "participants": (),
        "confidence": 0.85,
        "doubts": (),
        "first_seen": date(2025, 4, 4),
        "last_changed": date(2025, 4, 4),
    }
    return Event(uid, title, reading, mentions=tuple(mentions), **{**facts, **more})  # type: ignore[arg-type]


def single(uid: str, title: str, expression: str, reading: When, **more: object) -> tuple[Document, Event]:
    """A document of one sentence and the event in it."""
    source = document(f"{uid}.txt", f"{title} findet {expression} statt.", url=f"https://example.org/{uid}")
    return source, event(uid, title, reading, [mention(source, expression, reading, title=title)], **more)


def timeline() -> Timeline:
    """One event of every kind that the writers tell apart."""
    p = Precision
    pairs = [
        single("day", "Stadtratssitzung", "am 15. März 2025", when(date(2025, 3, 15)), place=BERLIN),
        single("days", "Zweitägiger Gipfel", "vom 11. bis 12. Juli", when(date(2025, 7, 11), date(2025, 7, 12))),
        single(
            "minute",
            "Pressekonferenz",
            "am 30. März um 9.30 Uhr",
            when(datetime(2025, 3, 30, 9, 30), precision=p.MINUTE),
            timezone="Europe/Berlin",
            participants=("Anna Beispiel", "Stadtwerke"),
        ),
        single(
            "span",
            "Anhörung",
            "am 26. Oktober von 14 bis 16 Uhr",
            when(datetime(2025, 10, 26, 14), datetime(2025, 10, 26, 16), p.MINUTE),
            timezone="Europe/Berlin",
        ),
        single(
            "newyork",
            "Debatte in New York",
            "am 9. März um 10 Uhr Ortszeit",
            when(datetime(2025, 3, 9, 10), precision=p.MINUTE),
            timezone="America/New_York",
        ),
        single("utc", "Start der Sonde", "am 1. Mai um 12.00 UTC", when(datetime(2025, 5, 1, 12), precision=p.MINUTE, zone="UTC"), timezone="UTC"),
        single("floating", "Fernsehansprache", "am 2. Mai um 20 Uhr", when(datetime(2025, 5, 2, 20), precision=p.MINUTE)),
        single("hour", "Abfahrt", "am 3. Mai gegen 14 Uhr", when(datetime(2025, 5, 3, 14), datetime(2025, 5, 3, 14, 59), p.HOUR), timezone="Europe/Berlin"),
        single("mixed", "Messe", "ab Montag, 10 Uhr, bis Mittwoch", when(datetime(2025, 5, 5, 10), date(2025, 5, 7), p.DAY), timezone="Europe/Berlin"),
        single("evening", "Konzert", "am Montagabend", when(date(2025, 4, 7), precision=p.DAY_PART, part="evening")),
        single("week", "Treffen der Arbeitsgruppe", "in KW 15", when(date(2025, 4, 7), date(2025, 4, 13), p.WEEK)),
        single("third", "Baubeginn", "Mitte Februar 2026", when(date(2026, 2, 11), date(2026, 2, 20), p.MONTH_PART)),
        single("month", "Eröffnung des Museums", "im März 2026", when(date(2026, 3, 1), date(2026, 3, 31), p.MONTH)),
        single("season", "Neuwahl", "im Winter", when(date(2025, 12, 1), date(2026, 2, 28), p.SEASON)),
        single("quarter", "Quartalsbericht", "im ersten Quartal", when(date(2026, 1, 1), date(2026, 3, 31), p.QUARTER)),
        single("half", "Umbau", "im zweiten Halbjahr", when(date(2025, 7, 1), date(2025, 12, 31), p.HALF)),
        single("year", "Gründung des Vereins", "im Jahr 2008", when(date(2008, 1, 1), date(2008, 12, 31), p.YEAR), status=Status.HAPPENED),
        single("decade", "Wiederaufbau", "in den 1990er Jahren", when(date(1990, 1, 1), date(1999, 12, 31), p.DECADE), status=Status.HAPPENED),
        single(
            "recurring",
            "Wochenmarkt",
            "jeden Samstag im Mai",
            when(date(2025, 5, 1), date(2025, 5, 31), recurrence="FREQ=WEEKLY;BYDAY=SA"),
        ),
        single("maybe", "Besuch der Delegation", "voraussichtlich am 20. Mai", when(date(2025, 5, 20)), status=Status.TENTATIVE),
        single("statement", "Der Minister spricht von Fortschritt", "am Freitag", when(date(2025, 4, 4)), kind=Kind.STATEMENT, status=Status.HAPPENED),
        single("period", "Amtszeit", "von 2021 bis 2025", when(date(2021, 1, 1), date(2025, 12, 31), p.YEAR), kind=Kind.PERIOD),
        single("deadline", "Einsendeschluss", "bis zum 31. Mai", when(date(2025, 5, 31)), kind=Kind.DEADLINE),
        single("yearless", "Jahrestag", "am 4. April", when(None, edtf="XXXX-04-04")),
        single("medieval", "Schlacht bei Hastings", "am 14. Oktober 1066", when(date(1066, 10, 14)), status=Status.HAPPENED),
        single("first", "Jahr eins", "am 1. Januar 1", when(date(1, 1, 1)), status=Status.HAPPENED),
        single("old", "Einweihung des Turms", "am 31. Dezember 1899", when(date(1899, 12, 31)), status=Status.HAPPENED),
        single("last", "Ende der Zeit", "am 31. Dezember 9999", when(date(9999, 12, 31))),
    ]  # fmt: skip
    documents = [source for source, _ in pairs]
    events = [one for _, one in pairs]
    moved_documents, moved = _moved()
    return Timeline(
        tuple(sorted([*documents, *moved_documents], key=lambda one: one.id)),
        (*events, moved, _cancelled(documents, events)),
        (Unresolved("day.txt", 0, 5, "bald", "Bald wird es so weit sein.", "no publication date"),),
    )


def hostile() -> Timeline:
    """Documents and events made of nothing but hostile text."""
    documents, events = [], []
    for index, text in enumerate((*HOSTILE, LONG)):
        source = document(
            f"{index} {text[:50]}",
            f"{text} am Montag {text}",
            publisher=text,
            title=text,
            url=f"javascript:alert('{text[:20]}')" if index % 2 else f"https://example.org/{text[:20]}",
        )
        reading = when(date(2025, 4, 1) + timedelta(days=index))
        found = mention(source, "am Montag", reading, title=text, place=Place(text), anchor=text, rule=text)
        documents.append(source)
        events.append(
            event(
                f"hostile-{index}",
                text,
                reading,
                [found],
                place=Place(text, "DE", 1.0, 2.0),
                participants=(text, text),
                doubts=(Doubt("weekday", text, (text,)),),
                history=(Change(date(2025, 4, 2), source.id, "start", text, text, text),),
            )
        )
    missing = tuple(Unresolved(one.id, 0, 1, one.text[:50], one.text, one.title) for one in documents)
    return Timeline(tuple(documents), tuple(events), missing)


def many(count: int) -> Timeline:
    """``count`` ordinary events, one document for every ten of them."""
    documents, events = [], []
    for number in range(0, count, 10):
        source = document(
            f"report-{number:06}.txt", f"Die Sitzung Nummer {number} findet am Dienstag in Leipzig statt."
        )
        documents.append(source)
        for index in range(number, min(number + 10, count)):
            reading = when(date(2015, 1, 1) + timedelta(days=index % 4_000))
            found = mention(source, "am Dienstag", reading, title=f"Sitzung Nummer {index}")
            events.append(
                event(
                    f"{index:08}@timeline",
                    f"Sitzung Nummer {index} des Ausschusses",
                    reading,
                    [found],
                    place=Place("Leipzig", "DE", 51.33962, 12.37129),
                    participants=("Ausschuss", "Verwaltung"),
                )
            )
    return Timeline(tuple(documents), tuple(events))


def _moved() -> tuple[list[Document], Event]:
    """Announced for the 10th, moved to the 17th: two documents, two mentions."""
    first = document("moved-1.txt", "Die Konferenz beginnt am 10. Juni in Köln.", date(2025, 4, 1))
    second = document("moved-2.txt", "Die Konferenz wird auf den 17. Juni verschoben.", datetime(2025, 4, 3, 18, 30))
    old, new = when(date(2025, 6, 10)), when(date(2025, 6, 17))
    row = event(
        "moved",
        "Konferenz",
        new,
        [mention(first, "am 10. Juni", old), mention(second, "den 17. Juni", new)],
        place=Place("Köln", "DE"),
        revision=1,
        first_seen=date(2025, 4, 1),
        last_changed=datetime(2025, 4, 3, 18, 30),
        doubts=(Doubt("conflict", "Zwei Berichte nennen verschiedene Tage.", ("am 10. Juni", "den 17. Juni")),),
        history=(
            Change(date(2025, 4, 1), first.id, "announced", "", "2025-06-10", first.text),
            Change(datetime(2025, 4, 3, 18, 30), second.id, "start", "2025-06-10", "2025-06-17", second.text),
        ),
    )
    return [first, second], row


def _cancelled(documents: list[Document], events: list[Event]) -> Event:
    """A cancelled event in the first document."""
    reading = when(date(2025, 3, 15))
    found = mention(documents[0], "am 15. März 2025", reading)
    return replace(events[0], uid="cancelled", title="Straßenfest", mentions=(found,), status=Status.CANCELLED)


def accounts(drafts: Iterable[Event], documents: Iterable[Document]) -> list[Account]:
    """What each document tells by those of the drafts that are its own, in the order of the documents."""
    told: dict[str, list[Event]] = {document.id: [] for document in documents}
    for draft in drafts:
        told[draft.mentions[0].document].append(draft)
    return [account(document, told[document.id]) for document in documents]
