"""``timeline.html``: one self-contained page with a timeline to look at and the table with its evidence.

The table is plain HTML and needs no script; the script adds the timeline and the filters. No address is loaded: a
content security policy allows the page's own style and script, by their hashes, and nothing else.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import islice
from pathlib import Path

from timeline.model import Change, Document, Event, Mention, Precision, Timeline, Unresolved
from timeline.table import columns
from timeline.writers.labels import Labels
from timeline.writers.text import clean, line, link, shorten

_EXACT = frozenset({Precision.MINUTE, Precision.HOUR, Precision.DAY_PART, Precision.DAY})
_ROWS = 100
"""Rows in one table."""
_SNIPPET = 90
"""Characters of the sentence shown on either side of the time expression before the evidence is opened."""


def write(timeline: Timeline, path: Path, labels: Labels) -> None:
    """Write the page."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(_page(timeline, labels))


def _page(timeline: Timeline, labels: Labels) -> Iterator[str]:
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    name = escape(str(labels.data["name"]))
    documents = {document.id: document for document in timeline.documents}
    rows = columns.event_rows(timeline)
    count = len(timeline.events)
    summary = labels.say("page", "summary", rows=count, documents=len(documents))
    yield (
        f'<!doctype html>\n<html lang="{labels.code}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="generator" content="timeline">\n'
        f"<title>{name}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<header>\n<h1>{name}</h1>\n<p class="soft">{escape(summary)}</p>\n</header>\n<main>\n'
    )
    yield _filters(timeline.events, labels)
    yield _view(labels)
    yield f"<h2>{_say(labels, 'table')}</h2>\n"
    yield from _tables(rows, count, documents, labels)
    yield f'<p id="nothing" class="soft" hidden>{_say(labels, "nothing")}</p>\n'
    yield from _unresolved(timeline.unresolved, labels)
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>\n"


def _filters(events: Iterable[Event], labels: Labels) -> str:
    kinds, states, places = set[str](), set[str](), set[str]()
    for event in events:
        kinds.add(event.kind.value)
        states.add(event.status.value)
        if event.place:
            places.add(line(event.place.name))
    groups = (
        ("kind", [(key, labels.word("kind", key)) for key in sorted(kinds)]),
        ("status", [(key, labels.word("status", key)) for key in sorted(states)]),
        ("place", [(key, key) for key in sorted(places)]),
    )
    shown = _say(labels, "shown", shown="{shown}", total="{total}")
    parts = [
        f'<form id="filters" class="filters" role="search" aria-label="{_say(labels, "filter")}" '
        f'data-shown="{shown}" hidden>\n<label>{_say(labels, "search")}<input id="search" type="search"></label>\n'
    ]
    for key, options in groups:
        chosen = "".join(f'<option value="{_text(value)}">{_text(word)}</option>' for value, word in options)
        parts.append(
            f'<label>{escape(labels.heading(key))}<select id="{key}"><option value="">{_say(labels, "all")}</option>'
            f"{chosen}</select></label>\n"
        )
    parts.append(
        f'<button type="reset">{_say(labels, "reset")}</button>\n<output id="count" aria-live="polite"></output>\n</form>\n'
    )
    return "".join(parts)


def _view(labels: Labels) -> str:
    buttons = (
        ("earlier", "←", "earlier"),
        ("later", "→", "later"),
        ("zoom-in", "+", "zoom_in"),
        ("zoom-out", "−", "zoom_out"),
        ("fit", "", "fit"),
        ("center", "", "today"),
    )
    tools = "".join(
        f'<button type="button" data-action="{action}" aria-label="{_say(labels, key)}" title="{_say(labels, key)}">'
        f"{sign or _say(labels, key)}</button>"
        for action, sign, key in buttons
    )
    kinds = "".join(
        f'<span class="{key}"><i></i>{escape(word)}</span>' for key, word in sorted(labels.data["kind"].items())
    )
    hidden = _say(labels, "hidden", count="{count}")
    return (
        f'<section id="view" aria-label="{_say(labels, "view")}" hidden>\n<div class="view">\n'
        f'<div class="tools">{tools}<span id="range" class="range"></span></div>\n'
        f'<div id="track" class="track" data-today="{_say(labels, "today")}" data-hidden="{hidden}"></div>\n</div>\n'
        f'<p class="legend">{kinds}<span class="vague"><i></i>{_say(labels, "vague")}</span></p>\n'
        f'<p class="soft help">{_say(labels, "help")}</p>\n</section>\n'
    )


def _tables(
    rows: Iterable[columns.EventRow], count: int, documents: Mapping[str, Document], labels: Labels
) -> Iterator[str]:
    """The rows in tables of a hundred, of which a browser lays out those in sight: one long table takes it ten seconds."""
    keys = ("when", "title", "status", "kind", "place", "participants")
    headings = "".join(
        f'<th scope="col">{escape(labels.word("field", key) if key == "when" else labels.heading(key))}</th>'
        for key in keys
    )
    many = " many" if count > _ROWS else ""
    left = iter(rows)
    for _ in range(0, max(count, 1), _ROWS):
        yield f'<section class="rows{many}"><table>\n<colgroup>{"<col>" * len(keys)}</colgroup>\n'
        yield f"<thead><tr>{headings}</tr></thead>\n"
        for row in islice(left, _ROWS):
            yield _entry(row, documents, labels)
        yield "</table></section>\n"


def _entry(row: columns.EventRow, documents: Mapping[str, Document], labels: Labels) -> str:
    event, when = row.event, row.event.when
    data = {
        "kind": event.kind.value,
        "status": event.status.value,
        "place": line(event.place.name) if event.place else "",
    }
    if when.start is not None:
        data |= {"start": columns.iso(when.start), "end": columns.iso(when.end)}
        data |= {} if when.precision in _EXACT else {"vague": ""}
    attributes = "".join(f' data-{key}="{_text(value)}"' for key, value in data.items())
    date = labels.words(when) or _say(labels, "undated")
    doubts = "".join(f'<span class="doubt"><bdi>{_text(labels.doubt(doubt))}</bdi></span>' for doubt in event.doubts)
    facts = (
        f'<span class="chip status">{_text(labels.word("status", event.status))}</span>',
        f'<span class="chip {event.kind}">{_text(labels.word("kind", event.kind))}</span>',
        _bdi(event.place.name) if event.place else "",
        _bdi(columns.text(event.participants)),
    )
    cells = "".join(f'<td class="fact">{fact}</td>' if fact else "<td></td>" for fact in facts)
    return (
        f'<tbody id="{_text(event.uid)}" class="{event.kind} {event.status}"{attributes}>'
        f'<tr><td class="date">{_text(date)}</td>'
        f'<td class="title"><strong dir="auto">{_text(line(event.title))}</strong>{doubts}</td>{cells}</tr>\n'
        f'<tr class="evidence"><td colspan="6">{_evidence(row, documents, labels)}</td></tr></tbody>\n'
    )


def _evidence(row: columns.EventRow, documents: Mapping[str, Document], labels: Labels) -> str:
    mentions = row.event.mentions
    if row.lead is None:
        return f"<details><summary>{_say(labels, 'evidence')}</summary></details>"
    count = f" · {len(mentions)} {_say(labels, 'evidence')}" if len(mentions) > 1 else ""
    first = [row.lead, *(mention for mention in mentions if mention is not row.lead)]
    quotes = "".join(_quote(mention, documents.get(mention.document), labels) for mention in first)
    changes = "".join(_change(change, labels) for change in row.event.history)
    life = f'<ul class="history" aria-label="{_say(labels, "history")}">{changes}</ul>' if changes else ""
    return f"<details><summary><bdi>{_marked(row.lead, _SNIPPET)}</bdi>{count}</summary>{quotes}{life}</details>"


def _quote(mention: Mention, document: Document | None, labels: Labels) -> str:
    name = line(document.title) if document and document.title else line(mention.document)
    facts = [
        _bdi(document.publisher) if document and document.publisher else "",
        f"<cite>{_bdi(name)}</cite>",
        _text(columns.iso(document.published).replace("T", " ")) if document else "",
        _text(f"→ {labels.words(mention.when)}") if mention.when.dated else "",
    ]
    url = link(document.url) if document else ""
    if url:
        facts.append(f'<a href="{escape(url)}" rel="noopener noreferrer">{_say(labels, "source")}</a>')
    footer = " · ".join(fact for fact in facts if fact)
    return f'<blockquote><p dir="auto">{_marked(mention)}</p><footer>{footer}</footer></blockquote>'


def _marked(mention: Mention, around: int | None = None) -> str:
    """The sentence with its time expression highlighted; ``around`` cuts it to so many characters on either side."""
    sentence, text = mention.sentence, mention.text
    start = mention.start - mention.sentence_start
    if sentence[start : start + len(text)] != text or start < 0:
        start = sentence.find(text)
    if start < 0 or not text:
        return _text(sentence if around is None else shorten(line(sentence), 2 * around))
    before, after = sentence[:start], sentence[start + len(text) :]
    if around is not None:
        before = before if len(before) <= around else f"… {before[-around:].partition(' ')[2]}"
        text = shorten(text, around)
        after = after if len(after) <= around else f"{after[:around].rpartition(' ')[0]} …"
    return f"{_text(before)}<mark>{_text(text)}</mark>{_text(after)}"


def _change(change: Change, labels: Labels) -> str:
    parts = [columns.iso(change.at).replace("T", " "), labels.word("field", change.field)]
    step = " → ".join(part for part in (line(change.old), line(change.new)) if part)
    return f"<li>{_text(' · '.join(part for part in parts if part))}: {_bdi(step)}</li>"


def _unresolved(missing: Sequence[Unresolved], labels: Labels) -> Iterator[str]:
    if not missing:
        return
    yield f'<details class="unresolved"><summary>{_say(labels, "unresolved")}: {len(missing)}</summary><ul>\n'
    for one in missing:
        sentence = shorten(line(one.sentence), 300)
        yield (
            f"<li><bdi><mark>{_text(one.text)}</mark></bdi>: {_bdi(labels.phrase(one.reason))} "
            f'<span class="soft">{_bdi(sentence)} ({_bdi(one.document)})</span></li>\n'
        )
    yield "</ul></details>\n"


def _say(labels: Labels, key: str, **values: object) -> str:
    return escape(labels.say("page", key, **values))


def _text(text: str) -> str:
    return escape(clean(text))


def _bdi(text: str) -> str:
    """Text from a document, in a direction of its own: its marks do not turn what stands around it."""
    return f"<bdi>{_text(line(text))}</bdi>" if text else ""


def _asset(name: str) -> str:
    return files("timeline.writers").joinpath("assets", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
