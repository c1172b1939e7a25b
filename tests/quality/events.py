"""How good the rows are: the events of news texts with a gold chronology, against the rows built from them.

    python tests/quality/events.py [SET …] [--errors N]

The sets are ``news``, ``tuned``, ``second``, ``third``, ``fourth``, ``sealed``, ``told``, ``retold``, ``heard``,
``relayed``, ``untold``, ``unheard``, ``unsaid``, ``read``, ``unread``, ``foresaid``, ``events``, ``stories`` and ``seeds``; without a
name all are measured.

``news`` is part of the project: ``news/*.txt`` with ``news.jsonl``, one record per time expression. ``must`` records are
what an editor's chronology of the text lists, ``may`` records statements and background (a row is neither asked for nor
wrong), ``none`` records no event. Records with a ``set`` belong to texts measured apart: rules may be fitted to ``tuned``,
``second``, ``third`` and ``fourth`` texts, but of ``sealed`` ones nobody looks at more than the figures, so that they tell
how good unseen texts turn out. ``told`` (``stories/``), ``retold``, ``heard``, ``relayed``, ``untold`` (``sealed/``),
``unheard``, ``unsaid``, ``read``, ``unread`` and ``foresaid`` have several documents for each event, whose date, status and place
are those after the last of them; of ``unread``, too, nobody looks at more than the figures. The other sets lie in ``../shared`` beside the
repository and are left out without it.

A row and a gold event belong together when a mention of the row overlaps an expression of the event. Measured are, in
per cent:

- ``found``: must-events with a row; ``one row``: of those, the ones with a single row;
- ``clean``: rows that belong to a must- or may-event, of all rows;
- ``date``, ``title``, ``status``: found events whose row has the right days (and start time where the gold has one), a
  title with a word of every group of keys, the right status; ``place``, ``who``: the same for those whose gold names a
  place or participants;
- ``merge``: F1 of pairs of expressions that share a row, against those that share a gold event;
- ``right rows``: F1 of must-events with a row whose date, title, status and place are right; rows of may-events do not count.
"""

from __future__ import annotations

import json
import re
import sys
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import timeline
from timeline.model import Event

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
SETS = {
    "news": (HERE / "news", HERE / "news.jsonl"),
    "tuned": (HERE / "news", HERE / "news.jsonl"),
    "second": (HERE / "news", HERE / "news.jsonl"),
    "third": (HERE / "news", HERE / "news.jsonl"),
    "fourth": (HERE / "news", HERE / "news.jsonl"),
    "sealed": (HERE / "news", HERE / "news.jsonl"),
    "told": (HERE / "stories" / "docs", HERE / "stories" / "gold.jsonl"),
    "retold": (HERE / "retold" / "docs", HERE / "retold" / "gold.jsonl"),
    "heard": (HERE / "heard" / "docs", HERE / "heard" / "gold.jsonl"),
    "relayed": (HERE / "relayed" / "docs", HERE / "relayed" / "gold.jsonl"),
    "unheard": (HERE / "unheard" / "docs", HERE / "unheard" / "gold.jsonl"),
    "unsaid": (HERE / "unsaid" / "docs", HERE / "unsaid" / "gold.jsonl"),
    "read": (HERE / "read" / "docs", HERE / "read" / "gold.jsonl"),
    "unread": (HERE / "unread" / "docs", HERE / "unread" / "gold.jsonl"),
    "foresaid": (HERE / "foresaid" / "docs", HERE / "foresaid" / "gold.jsonl"),
    "untold": (HERE / "sealed" / "docs", HERE / "sealed" / "gold.jsonl"),
    "events": (SHARED / "corpora/events/docs", SHARED / "corpora/events/gold.jsonl"),
    "stories": (SHARED / "corpora/stories/docs", SHARED / "corpora/stories/gold.jsonl"),
    "seeds": (SHARED / "seeds", SHARED / "gold/seeds_events.jsonl"),
}
"""For each set its documents and its gold."""
UNSEEN = frozenset({"sealed", "unread"})
"""Those of which only the figures are shown."""

VAGUE = {"month-part", "week-part", "season", "quarter", "decade", "century"}
"""Precisions at which sharing half of all days is enough."""

Record = dict[str, Any]


@dataclass
class Gold:
    """One event of the gold: all records that speak of it, the last word on it last."""

    records: list[Record] = field(default_factory=list)

    @property
    def truth(self) -> Record:
        """The record whose date, place and status count."""
        return [r for r in self.records if r["tier"] == "must"][-1]

    @property
    def last(self) -> Record:
        """The last word on it, background or not."""
        asked = [r for r in self.records if r["tier"] == "must"]
        return (asked or self.records)[-1]

    @property
    def asked(self) -> bool:
        """Whether a chronology has to list it."""
        return any(r["tier"] == "must" for r in self.records)


@dataclass(frozen=True)
class Fault:
    """Something that a planner would stumble over."""

    what: str
    document: str
    gold: Record | None
    row: Event | None


def available(name: str) -> bool:
    """Whether a set is at hand."""
    return all(path.exists() for path in SETS[name])


def measure(name: str) -> tuple[dict[str, float], list[Fault]]:
    """Build a set and compare: the figures in per cent, and every fault in the order of the gold."""
    folder, _ = SETS[name]
    told = records(name)
    sources = [folder]
    if folder == HERE / "news":
        sources = [folder / f"{document}.txt" for document in sorted({record["doc"] for record in told})]
    return compare(told, timeline.build(sources).timeline.events)


def records(name: str) -> list[Record]:
    """The gold of a set, in its order."""
    folder, gold = SETS[name]
    told = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [record for record in told if folder != HERE / "news" or record.get("set", "news") == name]


def compare(records: Sequence[Record], rows: Sequence[Event]) -> tuple[dict[str, float], list[Fault]]:
    """The figures of these rows against these records."""
    touching = {id(record): [row for row in rows if touches(row, record)] for record in records}
    tiers: dict[str, set[str]] = {row.uid: set() for row in rows}
    for record in records:
        for row in touching[id(record)]:
            tiers[row.uid].add(record["tier"])
    counts: Counter[str] = Counter()
    faults: list[Fault] = []
    for event in grouped(records):
        if not event.asked:
            continue
        counts["must"] += 1
        candidates = {row.uid: row for record in event.records for row in touching[id(record)]}
        if not candidates:
            faults.append(Fault("missed", event.truth["doc"], event.truth, None))
            continue
        counts["found"] += 1
        counts["one row"] += len(candidates) == 1
        row = max(candidates.values(), key=lambda one: (_same_date(event.truth, one), _titled(event.truth, one)))
        found = marks(event.truth, row)
        counts.update(f"{key} asked" for key in found)
        counts.update(key for key, right in found.items() if right)
        wrong = [key for key, right in found.items() if not right and key != "who"]
        counts["right"] += not wrong
        if wrong or not found.get("who", True):
            named = ", ".join(wrong) or "(who)"
            faults.append(Fault(named, event.truth["doc"], event.truth, row))
        if len(candidates) > 1:
            faults += [
                Fault("second row", event.truth["doc"], event.truth, other)
                for other in candidates.values()
                if other is not row
            ]
    stray = [row for row in rows if not tiers[row.uid] & {"must", "may"}]
    faults += [Fault("stray", row.mentions[0].document, None, row) for row in stray]
    counted = sum("must" in found or "may" not in found for found in tiers.values())
    figures = {
        "found": _share(counts["found"], counts["must"]),
        "clean": _share(len(rows) - len(stray), len(rows)),
        **{key: _share(counts[key], counts[f"{key} asked"]) for key in ("date", "title", "place", "status", "who")},
        "one row": _share(counts["one row"], counts["found"]),
        "merge": _merged(records, touching),
        "right rows": _share(2 * counts["right"], counted + counts["must"]),
    }
    return figures, faults


def _merged(records: Sequence[Record], touching: dict[int, list[Event]]) -> float:
    """F1 of pairs of expressions in one row; an expression in several rows counts for the first."""
    events, rows = {}, {}
    for number, event in enumerate(grouped(records)):
        for record in event.records:
            if record["tier"] != "none":
                spot = (record["doc"], record["start"])
                events[spot] = str(number)
                if touching[id(record)]:
                    rows[spot] = touching[id(record)][0].uid
    gold, found = (
        {pair for pair in combinations(sorted(group), 2) if group[pair[0]] == group[pair[1]]}
        for group in (events, rows)
    )
    return _share(2 * len(gold & found), len(gold) + len(found))


def grouped(records: Iterable[Record]) -> list[Gold]:
    """Records by event: a number is an event of its document, a name one of the whole set, none is one for itself."""
    events: dict[tuple[str, object], Gold] = {}
    for position, record in enumerate(records):
        key = record.get("event")
        key = ("", key) if isinstance(key, str) else (record["doc"], ("alone", position) if key is None else key)
        events.setdefault(key, Gold()).records.append(record)
    return list(events.values())


def touches(row: Event, record: Record) -> bool:
    """Whether a mention of the row overlaps the record's expression."""
    return any(
        Path(one.document).stem == record["doc"] and one.start < record["end"] and record["start"] < one.end
        for one in row.mentions
    )


def marks(truth: Record, row: Event) -> dict[str, bool]:
    """What is right of a row that belongs to a record."""
    marks = {
        "date": _same_date(truth, row),
        "title": _titled(truth, row),
        "status": row.status in (truth["status"], *truth.get("status_also", ())),
    }
    if truth.get("place"):
        marks["place"] = _same_place(truth["place"], row)
    if truth.get("participants"):
        named = " ".join((*row.participants, row.title)).casefold()
        marks["who"] = any(word in named for one in truth["participants"] for word in _long_words(one))
    return marks


def _same_date(truth: Record, row: Event) -> bool:
    if row.when.start is None or row.when.end is None:
        return False
    first, last = _day(row.when.start), _day(row.when.end)
    if "within" in truth:
        earliest, latest, inside = truth["within"]
        return earliest <= first <= last <= latest and (not inside or first <= inside <= last)
    gold_first, gold_last = _edge(truth["date_start"], False), _edge(truth["date_end"] or truth["date_start"], True)
    if truth["precision"] in VAGUE:
        return _shared_days(gold_first, gold_last, first, last) >= 1 / 2
    if (gold_first, gold_last) != (first, last):
        return False
    _, _, clock = truth["date_start"].partition("T")
    if not clock or truth["precision"] not in ("minute", "hour"):
        return True
    return isinstance(row.when.start, datetime) and row.when.start.strftime("%H:%M") == clock[:5]


def _day(moment: date) -> str:
    return moment.isoformat()[:10]


def _edge(value: str, last: bool) -> str:
    """The first or last day of ``2025``, ``2025-03`` or ``2025-03-04T10:00``."""
    year, month, day = [*value.partition("T")[0].split("-"), "", ""][:3]
    month = month or ("12" if last else "01")
    day = day or (f"{monthrange(int(year), int(month))[1]:02d}" if last else "01")
    return f"{year}-{month}-{day}"


def _shared_days(*edges: str) -> float:
    """The days that two ranges share, of all days in either."""
    a, b, c, d = (date.fromisoformat(edge).toordinal() for edge in edges)
    return max(0, min(b, d) - max(a, c) + 1) / (max(b, d) - min(a, c) + 1)


def _titled(truth: Record, row: Event) -> bool:
    title = row.title.casefold()
    return all(any(key.casefold() in title for key in group) for group in truth.get("keys") or ())


def _same_place(gold: str, row: Event) -> bool:
    ours, theirs = (row.place.name if row.place else "").casefold(), gold.casefold()
    return bool(ours) and (ours in theirs or theirs in ours or bool(_long_words(ours) & _long_words(theirs)))


def _long_words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.casefold()))


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 100.0


def _show(fault: Fault) -> str:
    lines = [f"  {fault.what}: {fault.document}"]
    if fault.gold:
        g = fault.gold
        dates = " – ".join(dict.fromkeys((g["date_start"], g["date_end"])))
        lines.append(f"      gold  “{g['text']}”  {dates}  {g['status']}  {g['title']}  [{g['place'] or ''}]")
    if fault.row:
        row = fault.row
        dates = " – ".join(dict.fromkeys((str(row.when.start), str(row.when.end))))
        lines.append(f"      row   {dates}  {row.status}  {row.title}  [{row.place.name if row.place else ''}]")
        lines.append(f"            {'; '.join(row.participants)}")
    return "\n".join(lines)


def report(
    arguments: Sequence[str],
    names: Sequence[str],
    measured: Callable[[str], tuple[dict[str, float], list[Any]]],
    shown: Callable[[Any], str],
) -> int:
    """Prints the figures of each set, and with ``--errors N`` the first N faults of those that may be looked at."""
    limit = int(arguments[arguments.index("--errors") + 1]) if "--errors" in arguments else 0
    for name in [argument for argument in arguments if argument in names] or names:
        if name in SETS and not available(name):
            print(f"{name}: not here ({SETS[name][1]})")
            continue
        figures, faults = measured(name)
        print(f"{name:8s} " + "  ".join(f"{key} {value}" for key, value in figures.items()))
        for fault in faults[: 0 if name in UNSEEN else limit]:
            print(shown(fault))
    return 0


if __name__ == "__main__":
    sys.exit(report(sys.argv[1:], list(SETS), measure, _show))
