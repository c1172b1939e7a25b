"""Stories told by drafts, and what must hold of every merge: no order matters, an early row keeps its uid."""

from __future__ import annotations

import random
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from synthetic import accounts

from timeline.model import Document, Event, Kind, Mention, Place, Precision, Status, Timex, When
from timeline.table import merge

SPECS = sorted((Path(__file__).parent / "specs").glob("*/merge.toml"))
STORIES = [(path.parent.name, story) for path in SPECS for story in tomllib.loads(path.read_text("utf-8"))["story"]]


def told(story: dict[str, Any], language: str) -> tuple[list[Event], list[Document]]:
    """The drafts of a story and its documents, whose text is the sentences in order."""
    texts: dict[str, str] = {}
    documents: dict[str, Document] = {}
    drafts = []
    for facts in story["told"]:
        name = facts["document"] + ".txt"
        before, _, rest = facts["sentence"].partition("[")
        text, _, after = rest.partition("]")
        sentence = before + text + after
        at = len(texts.get(name, ""))
        texts[name] = texts.get(name, "") + sentence + " "
        documents[name] = Document(
            name,
            texts[name],
            facts.get("language", language),
            facts["published"],
            "given",
            facts.get("headline", ""),
            facts.get("publisher", name),
        )
        start, precision = facts["start"], Precision(facts.get("precision", "day"))
        recurrence = facts.get("recurrence", "")
        others = tuple(When(d, d, precision, Timex("DATE", d.isoformat())) for d in facts.get("or", ()))
        when = When(
            start,
            facts.get("end", start),
            precision,
            Timex("DATE", start.isoformat()),
            known=frozenset(facts.get("known", ())),
            recurrence=recurrence,
            alternatives=others,
        )
        kind, status = Kind(facts.get("kind", "event")), Status(facts.get("status", "planned"))
        place = Place(facts["place"]) if "place" in facts else None
        people = tuple(facts.get("participants", ()))
        span = (at + len(before), at + len(before) + len(text))
        mention = Mention(
            name, *span, text, sentence, at, when, kind, status, facts["title"], place, people, 0.7, head=facts["head"]
        )
        drafts.append(Event("", facts["title"], when, kind, status, place, people, 0.7, (), (mention,)))
    return drafts, list(documents.values())


@pytest.mark.parametrize(("language", "story"), STORIES, ids=[f"{code}: {story['why']}" for code, story in STORIES])
def test_story(language: str, story: dict[str, Any]) -> None:
    drafts, documents = told(story, language)
    rows = merge(accounts(drafts, documents))
    numbers = {(d.mentions[0].document, d.mentions[0].start): n for n, d in enumerate(drafts)}
    made = [sorted(numbers[m.document, m.start] for m in row.mentions) for row in rows]
    assert sorted(made) == sorted(row["drafts"] for row in story["row"])
    for expected in story["row"]:
        row = rows[made.index(expected["drafts"])]
        found = {
            "start": row.when.start,
            "end": row.when.end,
            "status": row.status,
            "place": row.place.name if row.place else "",
            "revision": row.revision,
            "changes": [change.field for change in row.history],
            "doubts": [doubt.code for doubt in row.doubts],
        }
        assert found | expected == found | {"drafts": expected["drafts"]}


def library() -> tuple[list[Event], list[Document]]:
    """All stories at once, each with documents of its own."""
    drafts, documents = [], []
    for number, (language, story) in enumerate(STORIES):
        renamed = {**story, "told": [{**one, "document": f"{number:02d}{one['document']}"} for one in story["told"]]}
        found = told(renamed, language)
        drafts += found[0]
        documents += found[1]
    return drafts, documents


def test_order_of_documents_and_drafts_changes_nothing() -> None:
    drafts, documents = library()
    rows = merge(accounts(drafts, documents))
    for seed in range(10):
        chance = random.Random(seed)
        shuffled = chance.sample(drafts, len(drafts)), chance.sample(documents, len(documents))
        assert merge(accounts(*shuffled)) == rows


def test_a_run_a_day_ends_where_one_run_does_and_no_uid_changes() -> None:
    drafts, documents = library()
    published = {document.id: document.published for document in documents}
    homes: dict[tuple[str, int], str] = {}
    rows: tuple[Event, ...] = ()
    for today in sorted({day for day in published.values() if day}):
        known = [document for document in documents if document.published and document.published <= today]
        here = {document.id for document in known}
        rows = merge(accounts([d for d in drafts if d.mentions[0].document in here], known))
        for row in rows:
            for mention in row.mentions:
                assert homes.setdefault((mention.document, mention.start), row.uid) == row.uid
    assert rows == merge(accounts(drafts, documents))


def test_uids_are_unique_even_where_drafts_share_a_mention() -> None:
    drafts, documents = told(STORIES[0][1], "de")
    other = Event(
        "",
        "Lieferung von Holz",
        *(getattr(drafts[0], name) for name in ("when", "kind", "status")),
        None,
        (),
        0.5,
        (),
        (),
    )
    mention = Mention(
        **{name: getattr(drafts[0].mentions[0], name) for name in Mention.__slots__}
        | {"title": other.title, "head": "lieferung", "place": None}
    )
    twin = Event(**{name: getattr(other, name) for name in Event.__slots__} | {"mentions": (mention,)})
    rows = merge(accounts([drafts[0], twin], documents))
    assert len({row.uid for row in rows}) == len(rows) == 2


def test_rows_come_by_start_end_and_uid() -> None:
    rows = merge(accounts(*library()))

    def key(row: Event) -> tuple[str, str, str]:
        assert row.when.start
        assert row.when.end
        return row.when.start.isoformat(), row.when.end.isoformat(), row.uid

    assert list(rows) == sorted(rows, key=key)


def test_an_own_first_mention_is_corrected_inside_the_document() -> None:
    story = next(story for _, story in STORIES if story["why"].startswith("moved, with the old"))
    drafts, documents = told({"told": story["told"][1:]}, "de")
    (row,) = merge(accounts(drafts, documents))
    assert row.when.start == date(2031, 12, 21)
    assert row.revision == 0


def test_more_sources_give_more_confidence_and_a_contradiction_less() -> None:
    def confidence(why: str, drafts: int) -> float:
        language, story = next(item for item in STORIES if item[1]["why"].startswith(why))
        found, documents = told({"told": story["told"][:drafts]}, language)
        (row,) = merge(accounts(found, documents))
        return row.confidence

    assert (
        confidence("announced, the hour", 1)
        < confidence("announced, the hour", 2)
        < confidence("announced, the hour", 3)
    )
    assert confidence("two sources contradict", 2) < confidence("announced, the hour", 2)


def test_a_doubt_has_both_quotes() -> None:
    language, story = next(item for item in STORIES if item[1]["why"].startswith("two sources contradict"))
    drafts, documents = told(story, language)
    (row,) = merge(accounts(drafts, documents))
    assert {quote for doubt in row.doubts for quote in doubt.quotes} == {d.mentions[0].sentence for d in drafts}


def test_the_row_knows_when_it_was_first_seen_and_last_changed() -> None:
    language, story = next(item for item in STORIES if item[1]["why"].startswith("announced, the hour"))
    (row,) = merge(accounts(*told(story, language)))
    assert (row.first_seen, row.last_changed) == (date(2031, 3, 3), date(2031, 3, 21))
    assert [change.document for change in row.history] == ["a.txt", "b.txt", "c.txt"]
    assert row.when.start == datetime(2031, 3, 20, 19)
