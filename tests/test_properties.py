"""What holds for every text: expressions lie where they say, intervals run forward, and nothing depends on chance."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline.expressions.lexicon import lexicon
from timeline.model import Document, Moment, When
from timeline.pipeline import analyse, resolve
from timeline.settings import Settings

LANGUAGES = ("de", "en", "fr", "")

FRAGMENTS = (
    *("am", "Am", "der", "die", "15.", "4.", "31.", "30. Februar", "März", "Feber", "Mai", "Dienstag", "Montagabend"),
    *("übernächste", "letzten", "nächste Woche", "heute", "gestern Abend", "vor zwei Tagen", "in 14 Tagen", "KW 49"),
    *("um", "20 Uhr", "20.30", "3:1", "2008", "'90", "1.000", "12,5", "bis", "von", "zum", "zwischen", "und", "-", "–"),
    *(
        "Ostern",
        "Weihnachten",
        "jeden",
        "zweiten",
        "Mitte",
        "Anfang",
        "Frühling",
        "im Jahr",
        "Q1",
        "§ 12.3",
        "2024-02-30",
    ),
    *(
        "on",
        "the",
        "March",
        "May 5",
        "next",
        "last week",
        "two days ago",
        "5 pm",
        "noon",
        "of",
        "mid-",
        "1990s",
        "every",
    ),
    *(".", ",", "\n", "\n\n", "„", "“", "(", ")", "Berlin", "Treffen", "tagt", "sagte", "soll", "beginnt"),
)

WORDS = [word for language in ("de", "en") if (known := lexicon(language)) for word in sorted(known.words)]

texts = st.one_of(
    st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(FRAGMENTS)), max_size=9).map(" ".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=8).map("".join),
    st.text(max_size=80),
)
moments = st.one_of(
    st.none(),
    st.dates(),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(second=0, microsecond=0)
    ),
)
documents = st.builds(
    Document,
    id=st.just("any.txt"),
    text=texts,
    language=st.sampled_from(LANGUAGES),
    published=moments,
    genre=st.sampled_from(("news", "narrative")),
)

quick = settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
thorough = settings(max_examples=3000, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def instant(moment: Moment) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())


def runs_forward(when: When) -> bool:
    if when.start is None or when.end is None:
        return when.start is None and when.end is None
    if type(when.start) is type(when.end):
        return instant(when.start) <= instant(when.end)
    # A time at which something of several days begins; when it ends on the last one is not said.
    return isinstance(when.start, datetime) and when.start.date() < instant(when.end).date()


def check(document: Document) -> None:
    _, _, readings = resolve(document, Settings())
    last = 0
    for reading in readings:
        start, end = reading.expression.start, reading.expression.end
        assert last <= start < end <= len(document.text)
        assert document.text[start:end] == reading.text
        assert reading.text == reading.text.strip()
        assert reading.reason or reading.when
        assert not (reading.reason and reading.when and reading.when.dated)
        if reading.when:
            assert all(map(runs_forward, (reading.when, *reading.when.alternatives)))
        last = end
    assert resolve(document, Settings())[2] == readings


def check_events(document: Document) -> None:
    analysis = analyse(document, Settings())
    spans = {(reading.expression.start, reading.expression.end) for reading in analysis.readings}
    for event in analysis.draft.events:
        assert runs_forward(event.when)
        assert event.mentions
        for mention in event.mentions:
            assert any(mention.start <= start and end <= mention.end for start, end in spans)
            assert document.text[mention.start : mention.end] == mention.text
            assert document.text[mention.sentence_start :].startswith(mention.sentence)
            assert mention.sentence_start <= mention.start
    assert analyse(document, Settings()) == analysis


@given(documents)
@quick
def test_expressions_lie_where_they_say(document: Document) -> None:
    check(document)


@given(documents)
@quick
def test_events_rest_on_expressions(document: Document) -> None:
    check_events(document)


@pytest.mark.slow
@given(documents)
@thorough
def test_expressions_lie_where_they_say_in_many_more_texts(document: Document) -> None:
    check(document)
    check_events(document)
