"""What a document says again of an event: its hour, its headline, its opening hours, another word for its day."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from test_events_specs import draft

from timeline.model import Event, Status

PUBLISHED = "2031-03-03"


def events(text: str, language: str = "de", published: str = PUBLISHED) -> list[Event]:
    return list(draft(text, language, published).events)


def said(event: Event) -> list[str]:
    return [mention.text for mention in event.mentions]


def test_an_hour_is_on_the_day_that_another_sentence_gives_the_event() -> None:
    (event,) = events(
        "Das Sommerkonzert ist am 21. Juni in Hollen. Die Feuerwehr hilft. Das Konzert beginnt um 14 Uhr."
    )
    assert event.when.start == datetime(2031, 6, 21, 14)
    assert len(event.mentions) == 2


def test_an_hour_told_after_a_move_is_on_the_new_day() -> None:
    text = "The hearing on the quarry has been postponed from 11 March to 18 March. It will now begin at 10 a.m."
    (event,) = events(text, "en")
    assert event.when.start == datetime(2031, 3, 18, 10)
    assert event.status is Status.PLANNED


def test_an_hour_that_no_longer_holds_is_not_taken() -> None:
    (event,) = events("Das Turnier beginnt am 15. Juni um 9 Uhr statt um 10 Uhr.")
    assert event.when.start == datetime(2031, 6, 15, 9)


def test_an_occasion_right_before_a_further_hour_is_another_one() -> None:
    found = events("Das Turnier beginnt am 15. Juni um 9 Uhr, das Endspiel um 17 Uhr.")
    assert [event.when.start for event in found] == [datetime(2031, 6, 15, 9), datetime(2031, 6, 15, 17)]


def test_a_range_ends_at_its_own_hour() -> None:
    (event,) = events("Die Brücke wird von Dienstag, 11. März, 22 Uhr, bis Freitag, 14. März, 5 Uhr, gesperrt.")
    assert (event.when.start, event.when.end) == (datetime(2031, 3, 11, 22), datetime(2031, 3, 14, 5))


def test_an_hour_after_midnight_is_of_the_second_day_of_a_night() -> None:
    (event,) = events("In der Nacht zum 12. März um 1.15 Uhr begann die Sperrung des Tunnels.", published="2031-03-13")
    assert event.when.start == datetime(2031, 3, 12, 1, 15)


@pytest.mark.parametrize(
    "text",
    [
        "Spitzengespräch am 20. März in Kiel\n\nAm 20. März beraten die Werften über Aufträge.",
        "Stadtlauf im Mai\n\nDer Stadtlauf der Vereine ist für Mitte Mai geplant.",
    ],
)
def test_a_headline_tells_of_the_first_event_whose_date_goes_with_it(text: str) -> None:
    (event,) = events(text)
    assert len(event.mentions) == 2


def test_a_headline_over_several_events_tells_of_none_of_them() -> None:
    text = "Zwei Konzerte im Mai\n\nDas Konzert des Chores ist am 5. Mai. Das Konzert der Kapelle folgt am 9. Mai."
    assert {date(2031, 5, 5), date(2031, 5, 9)} <= {event.when.start for event in events(text)}


def test_opening_hours_speak_of_the_exhibition() -> None:
    text = "Die Ausstellung „Tinte“ ist vom 4. Mai bis 9. Juni zu sehen. Geöffnet ist dienstags von 10 bis 18 Uhr."
    (event,) = events(text)
    assert said(event) == ["4. Mai bis 9. Juni", "dienstags von 10 bis 18 Uhr"]


def test_opening_hours_without_a_lasting_event_make_no_row() -> None:
    found = events("Die Lesung ist am 4. Mai. Die Bücherei ist dienstags von 10 bis 18 Uhr geöffnet.")
    assert [said(event) for event in found] == [["4. Mai"]]


def test_what_a_day_is_counted_from_stands_beside_it() -> None:
    (event,) = events("Two days after the fair, on 22 May, the council will vote on the new market hall.", "en")
    assert said(event) == ["22 May", "Two days after the fair"] or said(event) == ["22 May", "Two days"]


def test_a_name_with_a_stop_inside_is_what_is_shown() -> None:
    (event,) = events("„Ilse Varn. Ein Leben in Farbe“ ist vom 4. Mai bis 9. Juni in Husum zu sehen.")
    assert "„Ilse Varn. Ein Leben in Farbe“" in event.title


def test_a_turn_of_an_event_is_called_by_the_event() -> None:
    (event,) = events("Die elfte Auflage des Stadtlaufs ist für den 4. Mai geplant.")
    assert event.title == "Stadtlauf"


def test_an_hour_up_to_which_it_lasts_is_its_end() -> None:
    (event,) = events("Das Hafenfest beginnt am 15. Juni um 10 Uhr am Kai und dauert bis 13 Uhr.")
    assert (event.when.start, event.when.end) == (datetime(2031, 6, 15, 10), datetime(2031, 6, 15, 13))


def test_the_hour_at_which_doors_open_is_not_that_of_the_beginning() -> None:
    (event,) = events("Die Lesung ist am 15. Juni um 19 Uhr, Einlass ab 18.30 Uhr.")
    assert event.when.start == datetime(2031, 6, 15, 19)
    assert len(event.mentions) == 2 or "18.30" in event.mentions[0].text


def test_the_close_of_a_two_day_meeting_is_its_second_day() -> None:
    text = "Die Minister einigten sich am 5. März zum Abschluss ihrer zweitägigen Tagung in Passau."
    (event,) = events(text, published="2031-03-06")
    assert (event.when.start, event.when.end) == (date(2031, 3, 4), date(2031, 3, 5))


def test_what_opens_a_report_without_a_name_is_the_event_of_its_headline() -> None:
    text = "Viele Gäste beim Ball der Feuerwehr\n\nAm Samstag war im Gasthof Krone an Heimgehen nicht zu denken."
    (event,) = events(text)
    assert event.title.startswith("Ball der Feuerwehr")
    assert event.when.start == date(2031, 3, 1)


def test_a_report_without_a_headline_is_not_named_by_what_follows() -> None:
    text = "Am Samstag war an Heimgehen nicht zu denken. Zum Ball der Feuerwehr kamen viele Gäste."
    assert not events(text)


def test_a_beginning_and_how_long_it_lasts_are_one_date() -> None:
    (event,) = events("Die Sperrung beginnt am 14. März um 21 Uhr und dauert bis Sonntag, 16. März, 18 Uhr.")
    assert (event.when.start, event.when.end) == (datetime(2031, 3, 14, 21), datetime(2031, 3, 16, 18))


def test_two_sentences_about_a_beginning_and_an_end_stay_two_dates() -> None:
    found = events("Die Messe beginnt am 14. März und läuft gut. Bis 20. März bleibt die Ausstellung.")
    assert all(event.when.end != date(2031, 3, 20) or event.when.start == date(2031, 3, 20) for event in found)
