"""Calendar files: each event becomes a line that says when and where, read by the later stages as any evidence."""

from datetime import datetime

import pytest

from timeline import documents, pipeline
from timeline.errors import InputError
from timeline.model import Status
from timeline.settings import Settings

EVENT = "BEGIN:VEVENT\nUID:{uid}\n{lines}\nEND:VEVENT"
GERMAN = "DESCRIPTION:Die Mitglieder des Vereins sind herzlich eingeladen und werden um Anmeldung gebeten."
ENGLISH = "DESCRIPTION:All members of the club are invited and they should register for it before the end of the month."


def calendar(*events, head="", described=GERMAN):
    entries = (EVENT.format(uid=f"{n}@a.example", lines=event) for n, event in enumerate(events, 1))
    note = EVENT.format(uid="note", lines=f"DTSTART;VALUE=DATE:20250101\nSUMMARY:Hinweis\n{described}")
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
        ("DTSTART;TZID=America/New_York:20250314T190000", "2025-03-15, 00:00 Uhr"),
        ("DTSTART:20250314T180000Z\nDURATION:PT90M", "2025-03-14, 19:00 bis 20:30 Uhr"),
        ("DTSTART:20250314T210000Z\nDTEND:20250315T010000Z", "2025-03-14, 22:00 Uhr"),
        ("DTSTART:20250314T130000Z\nDTEND:20250316T110000Z", "2025-03-14 bis 2025-03-16"),
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
