"""Calendar files: each event becomes a line that says when and where, read by the later stages as any evidence."""

from datetime import datetime

import pytest

from timeline import documents, pipeline
from timeline.errors import InputError
from timeline.model import Status
from timeline.settings import Settings
from timeline.writers import json

EVENT = "BEGIN:VEVENT\n{}\nEND:VEVENT"
GERMAN = "DESCRIPTION:Die Mitglieder des Vereins sind herzlich eingeladen und werden um Anmeldung gebeten."
ENGLISH = "DESCRIPTION:All members of the club are invited and they should register for it before the end of the month."


def calendar(*events, head="", described=GERMAN):
    numbered = (
        event if event.startswith("UID:") else f"UID:{n}@a.example\n{event}" for n, event in enumerate(events, 1)
    )
    entries = map(EVENT.format, numbered)
    note = EVENT.format(f"UID:note\nDTSTART;VALUE=DATE:20250101\nSUMMARY:Hinweis\n{described}")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        head or "PRODID:-//Verein//Kalender//DE",
        *entries,
        note,
        "END:VCALENDAR",
    ]
    return "\n".join(lines).replace("\n", "\r\n").encode()


def read(tmp_path, data, **settings):
    path = tmp_path / "verein.ics"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    problems: list[InputError] = []
    found = list(documents.read([str(path)], Settings(**settings), problems))
    return found, [str(problem).replace(f"{path}: ", "") for problem in problems]


def test_an_event_is_a_document_with_its_own_date(tmp_path):
    event = (
        "DTSTAMP:20250110T080000Z\nLAST-MODIFIED:20250112T230000Z\nSUMMARY:Jahres-\\nversammlung\\, groß\n"
        "DTSTART;TZID=Europe/Berlin:20250314T190000\nDTEND;TZID=Europe/Berlin:20250314T210000\n"
        "LOCATION:Gemeindehaus\\, Ulm\nURL:https://verein.example/1\nDESCRIPTION:Mit <b>Wahlen</b><br>und Essen"
    )
    (document, note), problems = read(tmp_path, calendar(event, head="PRODID:-//x//y//DE\nX-WR-CALNAME:Verein"))
    assert problems == []
    assert document.id == "verein.ics#1@a.example"
    assert document.text == (
        "Jahres- versammlung, groß, 2025-03-14, 19:00 bis 21:00 Uhr, Gemeindehaus, Ulm\n\nMit Wahlen\nund Essen"
    )
    assert (document.published, document.published_from) == (datetime(2025, 1, 13, 0, 0), "calendar entry")
    assert (document.language, document.publisher, document.url) == ("de", "Verein", "https://verein.example/1")
    assert (note.published, note.published_from) == (None, "")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("DTSTART;VALUE=DATE:20250314", "2025-03-14"),
        ("DTSTART;VALUE=DATE:20250314\nDTEND;VALUE=DATE:20250315", "2025-03-14"),
        ("DTSTART;VALUE=DATE:20250314\nDTEND;VALUE=DATE:20250317", "2025-03-14 bis 2025-03-16"),
        ("DTSTART;VALUE=DATE:20250314\nDURATION:P3D", "2025-03-14 bis 2025-03-16"),
        ("DTSTART:20250314T180000Z", "2025-03-14, 19:00 Uhr"),
        ("DTSTART:20250314T190000", "2025-03-14, 19:00 Uhr"),
        ("DTSTART;TZID=America/New_York:20250314T190000", "2025-03-14, 19:00 Uhr (America/New_York)"),
        ("DTSTART:20250314T180000Z\nDURATION:PT90M", "2025-03-14, 19:00 bis 20:30 Uhr"),
        ("DTSTART:20250314T210000Z\nDTEND:20250315T010000Z", "2025-03-14, 22:00 bis 2025-03-15, 02:00 Uhr"),
        ("DTSTART:20250314T130000Z\nDTEND:20250316T110000Z", "2025-03-14, 14:00 bis 2025-03-16, 12:00 Uhr"),
        ("DTSTART;VALUE=DATE:20250314\nRRULE:FREQ=WEEKLY;COUNT=3", "2025-03-14 (FREQ=WEEKLY;COUNT=3)"),
        ("DTSTART;VALUE=DATE:20250314\nRRULE:FREQ=WEEKLY;UNTIL=20250314", "2025-03-14"),
        ("DTSTART:20250314T180000Z\nDTEND:20250314T170000Z", "2025-03-14, 19:00 Uhr"),
        ("DTSTART:20250314T180000Z\nDTEND:bald", "2025-03-14, 19:00 Uhr"),
    ],
)
def test_the_date_is_written_out(tmp_path, lines, said):
    found, problems = read(tmp_path, calendar(f"SUMMARY:Messe\n{lines}"))
    assert (found[0].text, problems) == (f"Messe, {said}", [])


def test_times_are_those_of_the_place_the_calendar_is_read_for(tmp_path):
    found, _ = read(tmp_path, calendar("SUMMARY:Messe\nDTSTART:20250314T180000Z"), timezone="America/New_York")
    assert found[0].text == "Messe, 2025-03-14, 14:00 Uhr"


def test_a_calendar_in_english_and_in_a_language_without_words(tmp_path):
    event = "SUMMARY:Fair\nDTSTART:20250314T180000Z\nDTEND:20250314T190000Z\nSTATUS:CANCELLED"
    found, _ = read(tmp_path, calendar(event, described=ENGLISH))
    assert (found[0].text, found[0].language) == ("Fair, 2025-03-14, 19:00 to 20:00, cancelled", "en")
    found, _ = read(tmp_path, calendar(event, described="DESCRIPTION:"))
    assert (found[0].text, found[0].language) == ("Fair, 2025-03-14, 19:00 – 20:00, cancelled", "")


def test_what_the_later_stages_make_of_it(tmp_path):
    (tmp_path / "verein.ics").write_bytes(
        calendar(
            "SUMMARY:Jahreshauptversammlung\nDTSTART:20250314T180000Z\nDTEND:20250314T200000Z\nLOCATION:Ulm",
            "SUMMARY:Sommerfest\nDTSTART;VALUE=DATE:20250712\nSTATUS:CANCELLED",
        )
    )
    rows = pipeline.build(tmp_path / "verein.ics").timeline.events
    assert {(row.when.start, row.when.end, row.status) for row in rows if "Hinweis" not in row.title} == {
        (datetime(2025, 3, 14, 19), datetime(2025, 3, 14, 21), Status.PLANNED),
        (datetime(2025, 7, 12).date(), datetime(2025, 7, 12).date(), Status.CANCELLED),
    }


def rows(tmp_path, *events, news=(), **heads):
    """The rows of a calendar and of news of a later day, by title."""
    (tmp_path / "verein.ics").write_bytes(calendar(*events, **heads))
    for number, text in enumerate(news):
        (tmp_path / f"{number}.txt").write_text(f"---\ndate: 2025-03-0{number + 1}\n---\n{text}\n")
    built = pipeline.build(tmp_path)
    return [row for row in built.timeline.events if row.title != "Hinweis"], built


STAMP = "\nDTSTAMP:20250110T080000Z"
TIMED = "SUMMARY:{}\nDTSTART;TZID=Europe/Berlin:20250314T190000\nDTEND;TZID=Europe/Berlin:20250314T210000" + STAMP


def test_an_entry_is_its_row_whatever_its_title_says(tmp_path):
    (row,), _ = rows(tmp_path, TIMED.format("Wir, ihr, sie: 24 Stunden gestern!") + "\nLOCATION:Gemeindehaus\\, Ulm")
    assert row.title == "Wir, ihr, sie: 24 Stunden gestern!"
    assert (row.when.start, row.when.end) == (datetime(2025, 3, 14, 19), datetime(2025, 3, 14, 21))
    assert (row.status, row.confidence, row.doubts) == (Status.PLANNED, 0.99, ())
    assert row.place is not None
    assert (row.place.name, row.place.country, row.place.latitude) == ("Gemeindehaus, Ulm", "DE", 48.4)
    (mention,) = row.mentions
    assert mention.sentence[mention.start : mention.end] == mention.text == "2025-03-14, 19:00 bis 21:00 Uhr"


def test_an_entry_keeps_its_zone_and_its_place_on_the_map(tmp_path):
    event = "SUMMARY:Konferenz\nDTSTART;TZID=America/New_York:20250314T190000\nGEO:40.7;-74.0\nLOCATION:Hall 3"
    (row,), _ = rows(tmp_path, event)
    assert (row.when.start, row.timezone) == (datetime(2025, 3, 14, 19), "America/New_York")
    assert row.place is not None
    assert (row.place.name, row.place.latitude, row.place.longitude) == ("Hall 3", 40.7, -74.0)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("STATUS:CONFIRMED", Status.PLANNED),
        ("STATUS:TENTATIVE", Status.TENTATIVE),
        ("STATUS:CANCELLED", Status.CANCELLED),
        ("STATUS:NEEDS-ACTION", Status.PLANNED),
        ("LAST-MODIFIED:20250320T080000Z", Status.HAPPENED),
    ],
)
def test_how_firm_it_is(tmp_path, line, status):
    (row,), _ = rows(tmp_path, f"{TIMED.format('Messe')}\n{line}")
    assert row.status is status


def test_a_calendar_sent_to_cancel(tmp_path):
    (row,), _ = rows(tmp_path, TIMED.format("Messe"), head="PRODID:x\nMETHOD:CANCEL")
    assert row.status is Status.CANCELLED


def test_news_of_an_entry_are_its_evidence_and_the_calendar_knows_the_day(tmp_path):
    news = "Die Jahreshauptversammlung des Vereins findet am 13. März 2025 in Ulm statt."
    (row,), _ = rows(tmp_path, f"{TIMED.format('Jahreshauptversammlung des Vereins')}\nLOCATION:Ulm", news=[news])
    assert row.when.start == datetime(2025, 3, 14, 19)
    assert {mention.document for mention in row.mentions} == {"verein.ics#1@a.example", "0.txt"}
    assert [doubt.code for doubt in row.doubts] == ["conflict"]


def test_news_that_move_an_entry(tmp_path):
    news = "Die Jahreshauptversammlung des Vereins wird vom 14. März auf den 21. März 2025 verschoben."
    (row,), _ = rows(tmp_path, f"{TIMED.format('Jahreshauptversammlung des Vereins')}\nLOCATION:Ulm", news=[news])
    assert row.when.start is not None
    assert row.when.start.day == 21


def test_an_entry_that_is_off_stays_off_with_a_doubt(tmp_path):
    event = f"SUMMARY:Sommerfest\nDTSTART;VALUE=DATE:20250712\nLOCATION:Ulm\nSTATUS:CANCELLED{STAMP}"
    (row,), _ = rows(tmp_path, event, news=["Das Sommerfest ist am 12. Juli 2025 in Ulm."])
    assert len(row.mentions) == 2
    assert row.status is Status.CANCELLED
    assert [doubt.code for doubt in row.doubts] == ["conflict"]


def test_an_entry_is_no_less_certain_for_what_is_said_of_it(tmp_path):
    event = f"SUMMARY:Sommerfest\nDTSTART;VALUE=DATE:20250712\nLOCATION:Ulm{STAMP}"
    (row,), _ = rows(tmp_path, event, news=["Das Sommerfest soll möglicherweise am 12. Juli 2025 in Ulm stattfinden."])
    assert (len(row.mentions), row.status) == (2, Status.PLANNED)


def test_a_series_with_days_left_out_and_moved(tmp_path):
    series = (
        "SUMMARY:Training\nDTSTART;TZID=Europe/Berlin:20250107T180000\nDTEND;TZID=Europe/Berlin:20250107T193000\n"
        f"RRULE:FREQ=WEEKLY;BYDAY=TU\nEXDATE;TZID=Europe/Berlin:20250304T180000{STAMP}"
    )
    moved = (
        "UID:1@a.example\nSUMMARY:Training\nRECURRENCE-ID;TZID=Europe/Berlin:20250311T180000\n"
        f"DTSTART;TZID=Europe/Berlin:20250312T180000{STAMP}"
    )
    (row, other), built = rows(tmp_path, series, moved)
    assert (row.when.start, row.when.end) == (datetime(2025, 1, 7, 18), datetime(2025, 1, 7, 19, 30))
    assert row.when.recurrence == "FREQ=WEEKLY;BYDAY=TU"
    assert [(doubt.code, doubt.message) for doubt in row.doubts] == [
        ("exception", "2025-03-04"),
        ("exception", "2025-03-11"),
    ]
    assert (other.when.start, other.when.recurrence) == (datetime(2025, 3, 12, 18), "")
    feed = built.write(tmp_path / "out", ["ics"])[0].read_text()
    assert "DTSTART;TZID=Europe/Berlin:20250107T180000\n" in feed
    assert "DTEND;TZID=Europe/Berlin:20250107T193000\n" in feed
    assert "RRULE:FREQ=WEEKLY;BYDAY=TU\n" in feed


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        ("FREQ=YEARLY", "FREQ=YEARLY"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=2FR", "FREQ=MONTHLY;COUNT=3;BYDAY=2FR"),
        ("FREQ=YEARLY;UNTIL=20280912", "FREQ=YEARLY;UNTIL=20280912"),
    ],
)
def test_a_repeated_event_of_several_days_keeps_its_length(tmp_path, rule, written):
    event = f"SUMMARY:Weinfest\nDTSTART;VALUE=DATE:20250912\nDTEND;VALUE=DATE:20250915\nRRULE:{rule}"
    _, built = rows(tmp_path, event)
    feed = built.write(tmp_path / "out", ["ics"])[0].read_text()
    assert "DTSTART;VALUE=DATE:20250912\nDTEND;VALUE=DATE:20250915\n" in feed
    assert f"RRULE:{written}\n" in feed


def test_two_versions_of_an_entry_are_one_event(tmp_path):
    later = TIMED.format("Messe").replace("20250314", "20251114").replace("20250110", "20250201")
    (tmp_path / "neu").mkdir()
    (tmp_path / "neu" / "verein.ics").write_bytes(calendar(later))
    (row,), _ = rows(tmp_path, TIMED.format("Messe"))
    assert row.when.start == datetime(2025, 11, 14, 19)
    assert (row.revision, row.doubts) == (1, ())
    assert {change.field for change in row.history} == {"announced", "start", "end"}


def test_two_entries_of_one_calendar_are_two_events(tmp_path):
    found, _ = rows(tmp_path, TIMED.format("Training in Ulm"), TIMED.format("Training in Ulm"))
    assert len(found) == 2


def test_an_entry_of_another_calendar_may_be_the_same_event(tmp_path):
    (tmp_path / "stadt.ics").write_bytes(calendar(TIMED.format("Training in Ulm")).replace(b"1@a", b"7@b"))
    found, _ = rows(tmp_path, TIMED.format("Training in Ulm"))
    assert [len(row.mentions) for row in found] == [2]


def test_entries_are_kept_in_json(tmp_path):
    rows(tmp_path, f"{TIMED.format('Messe')}\nGEO:1;2\nLOCATION:Ulm", "SUMMARY:A\nDTSTART;VALUE=DATE:20250314")
    built = pipeline.build(tmp_path, with_text=True)
    (path,) = built.write(tmp_path / "out", ["json"])
    assert json.read(path).documents == built.timeline.documents


def test_a_calendar_that_is_cut_off_is_read_as_far_as_it_goes(tmp_path):
    data = calendar(TIMED.format("A"), TIMED.format("B"))
    found, problems = read(tmp_path, data[: data.index(b"SUMMARY:B")])
    assert [document.title for document in found] == ["A"]
    assert problems == ["cut off after event 1; export the calendar again"]


def test_an_event_that_is_damaged_is_named_and_the_others_are_read(tmp_path):
    found, problems = read(tmp_path, calendar("SUMMARY:A\nDTSTART:bald\nBEGIN:VALARM\nEND:VTODO", TIMED.format("B")))
    assert [document.title for document in found] == ["B", "Hinweis"]
    assert len(problems) == 1


def test_when_an_entry_was_changed(tmp_path):
    dates = "SUMMARY:Messe\nDTSTART;VALUE=DATE:20250314\nDTSTAMP:20250110T080000Z\nCREATED:20250105T080000Z"
    found, _ = read(tmp_path, calendar(dates))
    assert found[0].published == datetime(2025, 1, 10, 9, 0)
    found, _ = read(tmp_path, calendar(dates, head="PRODID:x\nMETHOD:PUBLISH"))
    assert found[0].published == datetime(2025, 1, 5, 9, 0)


def test_an_event_without_a_date_is_named_and_the_others_are_read(tmp_path):
    found, problems = read(tmp_path, calendar("SUMMARY:A\nDTSTART:bald", "SUMMARY:B"))
    assert [document.id for document in found] == ["verein.ics#note"]
    assert problems == [
        f"event {n}@a.example: no date that can be read in its DTSTART; correct it in the calendar" for n in (1, 2)
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("kein Kalender", "no iCalendar file, or a damaged one; export the calendar again"),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "a calendar without events, or one that is cut off"),
        (
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n",
            "a calendar without events, or one that is cut off",
        ),
        (calendar("SUMMARY:A", head="PRODID:-//timeline//calendar feed//EN"), "a feed that this program wrote"),
    ],
)
def test_what_is_no_calendar_is_one_line(tmp_path, data, message):
    found, (problem,) = read(tmp_path, data)
    assert found == []
    assert problem.startswith(message)


def test_an_own_feed_in_a_folder_is_passed_over(tmp_path):
    (tmp_path / "timeline.ics").write_bytes(calendar("SUMMARY:A", head="PRODID:-//timeline//calendar feed//EN"))
    (tmp_path / "a.txt").write_text("Am Dienstag tagt der Rat.")
    problems: list[InputError] = []
    assert [document.id for document in documents.read([str(tmp_path)], Settings(), problems)] == ["a.txt"]
    assert problems == []


@pytest.mark.parametrize("broken", ["RRULE:FREQ=DAILY;COUNT=-1", "RRULE:FREQ=DAILY;COUNT=0", "RRULE:FREQ=NEVER"])
def test_a_rule_that_means_nothing_is_none(tmp_path, broken):
    (row,), _ = rows(tmp_path, f"{TIMED.format('Messe')}\n{broken}\nEXDATE:x")
    assert row.when.recurrence == ""
