"""What only whole documents show: anaphora, grouping, joined times, bylines, reasons, evidence."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from test_events_specs import draft

from timeline.events.words import analyse
from timeline.model import Event, Kind, Status

PUBLISHED = "2025-05-12"


def only(text: str, language: str = "de", published: str = PUBLISHED) -> Event:
    found = draft(text, language, published).events
    assert len(found) == 1, [e.title for e in found]
    return found[0]


def test_mentions_of_one_event_become_one_row_with_the_finer_date() -> None:
    event = only(
        "Vor dem Klima-Gipfel nächste Woche in Lyon wächst der Druck. "
        "Die zweitägige Veranstaltung beginnt am Dienstag, 20. Mai, in Lyon."
    )
    assert event.title == "Klima-Gipfel in Lyon"
    assert (event.when.start, event.when.end) == (date(2025, 5, 20), date(2025, 5, 21))
    assert len(event.mentions) == 2


def test_two_events_of_one_day_stay_two() -> None:
    found = draft("Am 20. Mai tagt der Rat in Ulm. Am 20. Mai beginnt das Filmfest in Ulm.", "de", PUBLISHED).events
    assert sorted(e.title for e in found) == ["Filmfest in Ulm", "Tagung des Rats in Ulm"]


def test_a_body_is_called_by_its_full_name() -> None:
    event = only("Die Libyen-Kontaktgruppe wartet ab. Am 20. Mai ist ein Treffen der Gruppe geplant.")
    assert event.title == "Treffen der Libyen-Kontaktgruppe"


def test_a_pronoun_stands_for_the_event_named_before() -> None:
    event = only("Der Verein plant eine Lesung. Sie findet am 28. Mai statt.")
    assert event.title == "Lesung"


def test_date_and_times_are_one_mention() -> None:
    event = only("Die Sammlung findet am 24. Mai von 16 bis 17.30 Uhr im Bauhof statt.")
    assert event.when.start == datetime(2025, 5, 24, 16, 0)
    assert event.when.end == datetime(2025, 5, 24, 17, 30)


def test_each_time_holds_for_every_date_of_the_list() -> None:
    found = draft("Termine: 28. Mai, 30. Mai und 3. Juni, jeweils 20 Uhr, Lesung.", "de", PUBLISHED).events
    assert [e.when.start for e in found] == [
        datetime(2025, 5, 28, 20, 0),
        datetime(2025, 5, 30, 20, 0),
        datetime(2025, 6, 3, 20, 0),
    ]


def test_neighbouring_days_are_one_event_but_performances_are_not() -> None:
    fair = only("Die Messe ist am 24. und 25. Mai.")
    assert (fair.when.start, fair.when.end) == (date(2025, 5, 24), date(2025, 5, 25))
    shows = draft("Das Duo gastiert am 24. und 25. Mai in Ulm.", "de", PUBLISHED).events
    assert len(shows) == 2


def test_a_recurring_event_starts_after_the_announcement() -> None:
    event = only("Jeden ersten Dienstag im Monat hält der Bürgermeister eine Sprechstunde.")
    assert event.when.start == date(2025, 6, 3)
    assert event.when.recurrence == "FREQ=MONTHLY;BYDAY=1TU"


def test_the_dated_line_of_the_report_is_a_publication() -> None:
    text = "Neue Brücke geplant\n\nJana Weiß - 12. Mai 2025\n\nDie Stadt plant eine Brücke."
    event = only(text)
    assert event.kind is Kind.PUBLICATION
    assert event.status is Status.HAPPENED
    assert "Jana Weiß" in event.title


def test_a_dateline_makes_no_row() -> None:
    result = draft("Bonn, 12. Mai (eigener Bericht) - Die Stadt baut.", "de", PUBLISHED)
    assert not result.events
    assert [s.reason for s in result.skipped] == ["the dateline of the report"]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Veröffentlicht am 12. Mai 2025", "de"),
        ("Publié le 12 mai 2025", "fr"),
        ("Nancy, le 12 mai 2025 - La fête est finie.", "fr"),
    ],
)
def test_nor_does_a_line_that_only_says_when_it_was_published(line: str, language: str) -> None:
    result = draft(f"{line}\n\nText.", language, PUBLISHED)
    assert not result.events
    assert [s.reason for s in result.skipped] == ["the dateline of the report"]


def test_what_has_no_date_is_skipped_with_a_reason() -> None:
    result = draft("Derzeit ruhen die Arbeiten, sie dauern drei Wochen.", "de", PUBLISHED)
    assert not result.events
    assert all(s.reason for s in result.skipped)


def test_without_a_publication_date_relative_expressions_are_unresolved() -> None:
    from timeline import events, expressions, resolution
    from timeline.documents import sentences
    from timeline.model import Document
    from timeline.settings import Settings

    text = "Am Freitag tagt der Rat."
    document = Document("case.txt", text, "de")
    spans = sentences.split(text, "de")
    readings = resolution.resolve(document, expressions.find(text, "de"), spans, Settings())
    result = events.build(document, readings, spans, Settings())
    assert not result.events
    assert [u.text for u in result.unresolved] == ["Freitag"]


@pytest.mark.parametrize(
    ("text", "language"),
    [("Am 20. Mai besuchte Minister Karl Roth Ulm.", "de"), ("The council met in Leeds on 5 May.", "en")],
)
def test_every_field_knows_its_characters(text: str, language: str) -> None:
    for mention in only(text, language).mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.sources["title"].start < mention.sources["title"].end <= len(text)
        assert 0 < mention.confidence < 1


def test_tokens_keep_their_offsets() -> None:
    text = "Am 4. April besuchten die NATO-Generäle z. B. Ulm."
    tokens = analyse(text, 0, len(text), "de")
    assert all(text[t.start : t.end] == t.text for t in tokens)
    visited = next(t for t in tokens if t.text == "besuchten")
    assert (visited.tag, visited.form, visited.lemma) == ("VERB", "past", "besuchen")


def test_the_same_text_gives_the_same_rows() -> None:
    text = "Der Rat tagt am 20. Mai. Das Fest beginnt am 24. Mai um 10 Uhr in Ulm."
    assert draft(text, "de", PUBLISHED) == draft(text, "de", PUBLISHED)


def test_a_deadline_is_named_for_what_is_due() -> None:
    assert only("Läufer können sich bis zum 23. Mai, 12 Uhr, anmelden.").title == "Anmeldeschluss für Läufer"
    assert only("Teams must register by 23 May 2025.", "en").title == "Registration deadline for teams"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am 20. Mai beginnt der Prozess um den Brand des Schützenhauses in Ankum.", ""),
        ("Am 20. Mai beginnt der Prozess gegen den Wirt in Ankum.", "Ankum"),
        ("Die Brücke bei Gries, die am 20. Mai gesperrt wird, ist alt.", "Gries"),
        ("Das Werk bei Gries öffnet am 20. Mai.", "Gries"),
    ],
)
def test_where_the_matter_of_an_event_is_does_not_place_it(text: str, expected: str) -> None:
    event = draft(text, "de", "2025-05-12").events[0]
    assert (event.place.name if event.place else "") == expected


def test_a_series_begins_at_its_first_date_and_hour() -> None:
    text = "Die Fraktionssitzung findet jeden ersten Mittwoch im Monat um 17 Uhr statt."
    event = only(text, published="2031-05-01")
    assert event.when.start == datetime(2031, 5, 7, 17)
    assert event.when.recurrence == "FREQ=MONTHLY;BYDAY=1WE"


@pytest.mark.parametrize(
    ("text", "language", "start"),
    [
        ("Statt am 20. Mai findet das Konzert am 21. Mai statt.", "de", date(2025, 5, 21)),
        ("Das Konzert findet am 21. Mai statt wie geplant am 20. Mai statt.", "de", date(2025, 5, 21)),
        ("The match will be played on 18 May instead of 17 May.", "en", date(2025, 5, 18)),
        ("The museum will open in July rather than in June.", "en", date(2025, 7, 1)),
    ],
)
def test_a_date_and_the_one_that_takes_its_place_are_one_row(text: str, language: str, start: date) -> None:
    event = only(text, language)
    assert event.when.start == start
    assert event.status is Status.PLANNED
    assert len(event.mentions) == 2
