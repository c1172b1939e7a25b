"""What a uid depends on, what a series takes in, why two drafts are one, and how many drafts are looked at."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from synthetic import accounts

from timeline.model import Document, Event, Kind, Mention, Place, Precision, Status, Timex, When
from timeline.table import explain, merge, reasons
from timeline.table.dates import occurs
from timeline.table.identity import uid
from timeline.table.words import kin, vocabulary

DAY = date(2031, 5, 8)


def draft(
    title: str, sentence: str, start: date = DAY, document: str = "a.txt", place: str = "", offset: int = 0
) -> Event:
    when = When(start, start, Precision.DAY, Timex("DATE", start.isoformat()))
    where = Place(place) if place else None
    mention = Mention(
        document,
        offset,
        offset + 4,
        "date",
        sentence,
        offset,
        when,
        Kind.EVENT,
        Status.PLANNED,
        title,
        where,
        head=title.split(maxsplit=1)[0].lower(),
    )
    return Event("", title, when, Kind.EVENT, Status.PLANNED, where, (), 0.6, (), (mention,))


def document(name: str, published: date, text: str = "", title: str = "", language: str = "de") -> Document:
    return Document(name, text, language, published, "given", title, f"Verlag {name}")


def test_the_uid_is_that_of_the_founding_mention_alone() -> None:
    event = draft("Treffen der Imker", "Am Donnerstag treffen sich die Imker.")
    when = replace(event.when, start=date(2032, 1, 1), end=date(2032, 1, 1))
    assert uid(event) == uid(replace(event, title="Sitzung", when=when, place=Place("Kiel")))
    assert uid(event) != uid(event, 1)
    assert uid(event) != uid(draft("Treffen der Imker", "Am Donnerstag treffen sich die Imker.", document="b.txt"))
    assert uid(event) != uid(draft("Treffen der Imker", "Am Donnerstag treffen sich die Imker.", offset=1))


@pytest.mark.parametrize(
    ("rule", "yes", "no"),
    [
        ("FREQ=MONTHLY;BYDAY=1TU", date(2031, 6, 3), date(2031, 6, 10)),
        ("FREQ=MONTHLY;BYDAY=-1FR", date(2031, 5, 30), date(2031, 5, 23)),
        ("FREQ=WEEKLY;BYDAY=MO,WE", date(2031, 5, 14), date(2031, 5, 15)),
        ("FREQ=WEEKLY", date(2031, 5, 15), date(2031, 5, 16)),
        ("FREQ=MONTHLY;BYMONTHDAY=15", date(2031, 6, 15), date(2031, 6, 16)),
        ("FREQ=WEEKLY;BYDAY=TH", date(2031, 5, 8), date(2031, 5, 1)),
    ],
)
def test_a_day_is_one_of_a_series(rule: str, yes: date, no: date) -> None:
    when = When(DAY, DAY, Precision.DAY, Timex("SET", "P1W"), recurrence=rule)
    assert occurs(when, yes)
    assert not occurs(when, no)


def test_words_are_compared_by_stem_compound_and_concept() -> None:
    words = vocabulary("de")
    assert words.stem("Ministern") == words.stem("Minister")
    assert words.head("Spitzentreffen") == words.head("Werftgipfel") == vocabulary("en").head("summits") == "meeting"
    assert words.head("Gipfelbeschluss") == "agreement"
    assert "transport" in words.topics("Verkehrsminister") & vocabulary("en").topics("transport")
    assert kin("gipfel", "stromgipfel")
    assert not kin("rat", "ratten")
    assert list(words.content("Am Montag, 3. Mai, tagt der Stadtrat.")) == ["tagt", "Stadtrat"]


def test_a_language_without_data_is_compared_by_its_bare_words() -> None:
    found = [document(name, DAY, language="xx") for name in ("a.txt", "b.txt")]
    drafts = [
        draft("Kokous Oulussa Metsämaa", "Kokous Oulussa Metsämaa 8.5.", document=d.id, place="Oulu") for d in found
    ]
    assert len(merge(accounts(drafts, found))) == 1


def test_an_explanation_names_what_agrees_and_what_does_not() -> None:
    known = {d.id: d for d in (document("a.txt", DAY), document("b.txt", DAY))}
    first = draft("Treffen der Imker", "Das Treffen der Imker ist am 8. Mai in Kiel.", place="Kiel")
    second = draft("Treffen der Imker", "Die Imker treffen sich am 8. Mai in Kiel.", document="b.txt", place="Kiel")
    other = draft("Konzert der Imker", "Das Konzert der Imker ist am 8. Mai in Ulm.", document="b.txt", place="Ulm")
    agreed, apart = explain(first, second, known), explain(first, other, known)
    assert agreed.same
    assert "same days" in str(agreed)
    assert "place kiel" in str(agreed)
    assert not apart.same
    assert "other places -2.5" in str(apart)
    assert explain(first, replace(other, kind=Kind.STATEMENT), known).score < apart.score


def test_a_row_says_why_its_mentions_were_put_together() -> None:
    known = {d.id: d for d in (document("a.txt", DAY), document("b.txt", DAY))}
    first = draft("Treffen der Imker", "Das Treffen der Imker ist am 8. Mai in Kiel.", place="Kiel")
    second = draft("Treffen der Imker", "Die Imker treffen sich am 8. Mai in Kiel.", document="b.txt", place="Kiel")
    (row,) = merge(accounts([first, second], known.values()))
    ((mention, earlier, reason),) = reasons(row, known)
    assert (mention, earlier) == (second.mentions[0], first.mentions[0])
    assert reason == explain(first, second, known)
    assert reason.same


def test_a_cancellation_without_a_date_reaches_the_row_it_names() -> None:
    day = date(2031, 6, 28)
    known = [
        document("a.txt", date(2031, 6, 1)),
        document(
            "b.txt", date(2031, 6, 20), "Die Messe in Ostheim kommt später. Das Jugendforum Ostsee wurde abgesagt."
        ),
    ]
    forum = draft("Jugendforum Ostsee", "Das Jugendforum Ostsee ist am 28. Juni.", day)
    fair = draft("Messe in Ostheim", "Die Messe in Ostheim ist am 28. Juni.", day, offset=50)
    rows = {row.title: row for row in merge(accounts([forum, fair], known))}
    assert rows["Jugendforum Ostsee"].status is Status.CANCELLED
    assert rows["Jugendforum Ostsee"].history[-1].quote == "Das Jugendforum Ostsee wurde abgesagt."
    assert rows["Jugendforum Ostsee"].last_changed == date(2031, 6, 20)
    assert rows["Messe in Ostheim"].status is Status.PLANNED


@pytest.mark.parametrize(
    ("said", "language", "off"),
    [
        ("Das Deichfest in Husum muss heuer entfallen.", "de", True),
        ("Der Heimatverein streicht das Deichfest in Husum.", "de", True),
        ("Das Deichfest in Husum ist ins Wasser gefallen.", "de", True),
        ("Es wird heuer kein Deichfest in Husum geben.", "de", True),
        ("Abgesagt: Deichfest in Husum", "de", True),
        ("Das Deichfest in Husum fällt aus, weil kein Platz frei ist.", "de", True),
        ("Das Deichfest in Husum fällt nicht aus.", "de", False),
        ("Das Deichfest in Husum fällt kleiner aus als sonst.", "de", False),
        ("Die Ministerin hat ihre Teilnahme am Deichfest in Husum abgesagt.", "de", False),
        ("Das Feuerwerk beim Deichfest in Husum entfällt.", "de", False),
        ("Für das Deichfest in Husum entfällt die Parkgebühr.", "de", False),
        ("Wegen der Flut könnte das Deichfest in Husum abgesagt werden.", "de", False),
        ("Bei Sturm wird das Deichfest in Husum abgesagt.", "de", False),
        ("Das Deichfest in Husum wird abgesagt, wenn die Flut kommt.", "de", False),
        ("Dass das Deichfest in Husum abgesagt sei, bestritt der Landrat.", "de", False),
        ("Wird das Deichfest in Husum abgesagt?", "de", False),
        ("The council has called off the Husum dyke fair.", "en", True),
        ("The Husum dyke fair has been cancelled because no marshals could be found.", "en", True),
        ("The minister has called off her visit to the Husum dyke fair.", "en", False),
        ("The fireworks at the Husum dyke fair have been cancelled.", "en", False),
        ("The Husum dyke fair has not been cancelled.", "en", False),
        ("The Husum dyke fair will be cancelled if the tide is high.", "en", False),
    ],
)
def test_a_cancellation_is_of_what_it_calls_off(said: str, language: str, off: bool) -> None:
    known = [
        Document("a.txt", "…", language, date(2031, 6, 1), "given"),
        Document("b.txt", said, language, date(2031, 6, 20), "given"),
    ]
    title = "Deichfest in Husum" if language == "de" else "Husum dyke fair"
    fair = draft(title, f"{title}: 28.6.2031", date(2031, 6, 28))
    (row,) = merge(accounts([fair], known))
    assert (row.status is Status.CANCELLED) is off


def test_a_cancellation_before_the_announcement_or_long_after_the_day_is_none() -> None:
    day = date(2031, 6, 28)
    forum = draft("Jugendforum Ostsee", "Das Jugendforum Ostsee ist am 28. Juni.", day)
    for published in (date(2031, 5, 1), date(2031, 9, 1)):
        said = document("b.txt", published, "Das Jugendforum Ostsee wurde abgesagt.")
        (row,) = merge(accounts([forum], [document("a.txt", date(2031, 6, 1)), said]))
        assert row.status is Status.PLANNED


def test_comparisons_do_not_grow_with_the_square_of_the_drafts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(root / "tests" / "benchmarks"))
    corpus = import_module("merge").corpus
    compare, calls = sys.modules["timeline.table.duplicates"].compare, []  # type: ignore[attr-defined]
    for module in ("timeline.table.links", "timeline.table.rows", "timeline.table.company"):
        monkeypatch.setattr(f"{module}.compare", lambda *pair, **known: calls.append(1) or compare(*pair, **known))
    spent = []
    for mentions in (600, 2400):
        calls.clear()
        merge(corpus(mentions))
        spent.append(len(calls) / mentions)
    assert spent[1] < 2 * spent[0]
