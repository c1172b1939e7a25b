"""The calendar feeds, read back as a subscriber reads them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
import synthetic
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar import Event as Entry

from timeline.model import Document, Event, Kind, Moment, Precision, Status, Timeline
from timeline.settings import CalendarPolicy, Settings
from timeline.writers import ics, labels, zones


def feeds(timeline: Timeline, settings: Settings | None = None) -> dict[str, ics.Feed]:
    settings = settings or Settings()
    return ics.feeds(timeline, settings, labels.choose(timeline, settings))


def entries(timeline: Timeline, name: str = ics.FEED, settings: Settings | None = None) -> dict[str, Entry]:
    calendar = Calendar.from_ical(feeds(timeline, settings)[name].data)
    found = calendar.walk("VEVENT")
    assert len({str(entry["UID"]) for entry in found}) == len(found)
    return {str(entry["UID"]): entry for entry in found}


def raw(timeline: Timeline, uid: str, name: str = ics.FEED) -> str:
    """One entry's lines, unfolded."""
    text = feeds(timeline)[name].data.decode("utf-8").replace("\r\n ", "")
    return next(entry for entry in text.split("BEGIN:VEVENT\r\n") if f"\r\nUID:{uid}\r\n" in entry)


@pytest.fixture(scope="module")
def made() -> dict[str, Entry]:
    return entries(synthetic.timeline())


@pytest.mark.parametrize(
    ("uid", "lines"),
    [
        ("day", ["DTSTART;VALUE=DATE:20250315", "DTEND;VALUE=DATE:20250316", "STATUS:CONFIRMED", "SEQUENCE:0"]),
        ("days", ["DTSTART;VALUE=DATE:20250711", "DTEND;VALUE=DATE:20250713"]),
        ("minute", ["DTSTART;TZID=Europe/Berlin:20250330T093000", "DTSTAMP:20250404T000000Z"]),
        ("span", ["DTSTART;TZID=Europe/Berlin:20251026T140000", "DTEND;TZID=Europe/Berlin:20251026T160000"]),
        ("newyork", ["DTSTART;TZID=America/New_York:20250309T100000"]),
        ("utc", ["DTSTART:20250501T120000Z"]),
        ("floating", ["DTSTART:20250502T200000"]),
        ("hour", ["DTSTART;TZID=Europe/Berlin:20250503T140000"]),
        ("mixed", ["DTSTART;VALUE=DATE:20250505", "DTEND;VALUE=DATE:20250508"]),
        ("evening", ["DTSTART;VALUE=DATE:20250407", "SUMMARY:[abends] Konzert"]),
        ("week", ["DTSTART;VALUE=DATE:20250407", "DTEND;VALUE=DATE:20250414", "STATUS:TENTATIVE"]),
        ("week", ["SUMMARY:[KW 15] Treffen der Arbeitsgruppe"]),
        ("third", ["SUMMARY:[Mitte Februar 2026] Baubeginn", "DTEND;VALUE=DATE:20260221", "STATUS:TENTATIVE"]),
        ("recurring", ["DTSTART;VALUE=DATE:20250503", "RRULE:FREQ=WEEKLY;UNTIL=20250531;BYDAY=SA"]),
        ("maybe", ["STATUS:TENTATIVE", "SUMMARY:Besuch der Delegation"]),
        ("cancelled", ["STATUS:CANCELLED", "SUMMARY:ABGESAGT: Straßenfest", "TRANSP:TRANSPARENT"]),
        ("deadline", ["CATEGORIES:Frist,geplant", "URL:https://example.org/deadline"]),
        ("moved", ["SEQUENCE:1", "LAST-MODIFIED:20250403T163001Z", "CREATED:20250401T000000Z", "LOCATION:Köln"]),
        ("old", ["DTSTART;VALUE=DATE:18991231", "DTEND;VALUE=DATE:19000101"]),
    ],
)
def test_lines(uid: str, lines: list[str]) -> None:
    found = raw(synthetic.timeline(), uid).split("\r\n")
    for line in lines:
        assert line in found


@pytest.mark.parametrize(
    ("uid", "summary", "day"),
    [
        ("month", "[März 2026] Eröffnung des Museums", "20260301"),
        ("season", "[Winter 2025/26] Neuwahl", "20251201"),
        ("quarter", "[1. Quartal 2026] Quartalsbericht", "20260101"),
        ("half", "[2. Halbjahr 2025] Umbau", "20250701"),
        ("year", "[2008] Gründung des Vereins", "20080101"),
        ("decade", "[1990er Jahre] Wiederaufbau", "19900101"),
    ],
)
def test_coarse_dates_are_a_marker_in_a_feed_of_their_own(
    made: dict[str, Entry], uid: str, summary: str, day: str
) -> None:
    assert uid not in made
    lines = raw(synthetic.timeline(), uid, ics.COARSE_FEED).split("\r\n")
    assert {f"SUMMARY:{summary}", f"DTSTART;VALUE=DATE:{day}", "STATUS:TENTATIVE"} <= set(lines)
    assert f"DTEND;VALUE=DATE:{int(day) + 1}" in lines


def test_what_does_not_go_into_the_calendar(made: dict[str, Entry]) -> None:
    assert not {"statement", "period", "yearless", "first", "medieval", "last"} & made.keys()


def test_no_invented_duration(made: dict[str, Entry]) -> None:
    for uid in ("minute", "newyork", "utc", "floating", "hour"):
        assert "DTEND" not in made[uid]
        assert "DURATION" not in made[uid]
    assert "nennt kein Ende" in made["minute"]["DESCRIPTION"]


def test_the_description_says_where_it_comes_from(made: dict[str, Entry]) -> None:
    text = str(made["moved"]["DESCRIPTION"])
    assert "„Die Konferenz wird auf den 17. Juni verschoben.“" in text
    assert "„Die Konferenz beginnt am 10. Juni in Köln.“" in text
    assert "Wie geschrieben: „den 17. Juni“" in text
    assert "Vorher: 2025-06-10 (laut moved-2.txt)" in text
    assert "Zweifel: Quellen widersprechen einander: Zwei Berichte nennen verschiedene Tage." in text
    assert "Quelle: Abendblatt, Bericht moved-1.txt, 2025-04-01" in text
    assert "https://example.org/day" in str(made["day"]["DESCRIPTION"])


def test_nothing_that_makes_clients_ask_or_warn() -> None:
    for feed in feeds(synthetic.timeline()).values():
        text = feed.data.decode("utf-8")
        for word in ("ATTENDEE", "ORGANIZER", "VALARM", "METHOD", "COMMENT", "VTODO", "X-ALT-DESC"):
            assert word not in text
        assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\nX-PUBLISHED-TTL:PT12H\r\n" in text


def test_two_rules_make_a_time_zone() -> None:
    text = feeds(synthetic.timeline())[ics.FEED].data.decode("utf-8")
    assert re.findall(r"TZID:(.*)\r", text) == ["Europe/Berlin", "America/New_York"]
    assert text.count("BEGIN:STANDARD") == text.count("BEGIN:DAYLIGHT") == 2
    assert "DTSTART:20240331T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n" in text


@pytest.mark.parametrize("timeline", [synthetic.timeline(), synthetic.hostile()], ids=["plain", "hostile"])
def test_the_strictest_reader_is_content(timeline: Timeline) -> None:
    for feed in feeds(timeline).values():
        text = feed.data.decode("utf-8")
        assert not text.startswith("\ufeff")
        assert text.endswith("END:VCALENDAR\r\n")
        assert "\n" not in text.replace("\r\n", "")
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]", text)
        assert max(len(line) for line in feed.data.split(b"\r\n")) <= 75
        for entry in Calendar.from_ical(feed.data).walk("VEVENT"):
            assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "STATUS", "SEQUENCE", "LAST-MODIFIED"} <= entry.keys()
            assert entry["STATUS"] in {"CONFIRMED", "TENTATIVE", "CANCELLED"}
            if "DTEND" in entry:
                assert type(entry["DTEND"].dt) is type(entry["DTSTART"].dt)
                assert entry["DTEND"].dt > entry["DTSTART"].dt


def test_a_fold_is_never_inside_a_character() -> None:
    for text in ("a" * 200, "ä" * 200, "x" * 73 + "👩\u200d👧" * 40, "short"):
        folded = ics._fold(text.encode("utf-8"))
        assert folded.replace(b"\r\n ", b"").decode("utf-8") == text
        assert max(len(part) for part in folded.split(b"\r\n")) <= 75
        for part in folded.split(b"\r\n "):
            part.decode("utf-8")


def test_hostile_text_is_text() -> None:
    made = entries(synthetic.hostile())
    assert len(made) == len(synthetic.HOSTILE) + 1
    assert str(made["hostile-10"]["SUMMARY"]) == "line break and return next separator"
    assert str(made["hostile-12"]["SUMMARY"]) == "quotes \" and ' and ; , \\ backslash"
    assert not any("javascript:" in str(entry.get("URL", "")) for entry in made.values())
    assert str(made["hostile-16"]["SUMMARY"]).endswith("…")


@pytest.mark.parametrize(
    ("policy", "inside", "outside"),
    [
        (CalendarPolicy(kinds=(Kind.STATEMENT,)), {"statement"}, {"day"}),
        (CalendarPolicy(first=date(2025, 7, 12)), {"days", "span"}, {"day"}),
        (CalendarPolicy(last=date(2025, 3, 15)), {"day"}, {"days", "minute"}),
        (CalendarPolicy(cancelled="drop"), {"day"}, {"cancelled"}),
    ],
    ids=["kinds", "from", "to", "cancelled"],
)
def test_policy(policy: CalendarPolicy, inside: set[str], outside: set[str]) -> None:
    made = entries(synthetic.timeline(), settings=Settings(calendar=policy))
    assert inside <= made.keys()
    assert not outside & made.keys()


def test_what_was_rejected_leaves_the_calendar() -> None:
    timeline = synthetic.timeline()
    rejected = tuple(replace(event, review="rejected") if event.uid == "day" else event for event in timeline.events)
    assert "day" not in entries(replace(timeline, events=rejected))


def test_a_rerun_with_changes_moves_only_what_changed() -> None:
    before = synthetic.timeline()
    day = date(2025, 4, 9)
    events = []
    for event in before.events:
        changed = replace(event, revision=event.revision + 1, last_changed=day)
        if event.uid == "days":
            changed = replace(changed, when=synthetic.when(date(2025, 7, 18), date(2025, 7, 19)))
        elif event.uid == "deadline":
            changed = replace(changed, status=Status.CANCELLED)
        else:
            changed = event
        events.append(changed)
    source, new = synthetic.single("new", "Neues", "am 1. August", synthetic.when(date(2025, 8, 1)))
    after = replace(before, documents=(*before.documents, source), events=(new, *reversed(events)))
    old, now = entries(before), entries(after)
    assert now.keys() - old.keys() == {"new"}
    assert {uid for uid in old if old[uid].to_ical() != now[uid].to_ical()} == {"days", "deadline"}
    for uid in ("days", "deadline"):
        assert now[uid]["SEQUENCE"] == old[uid]["SEQUENCE"] + 1
        assert now[uid]["LAST-MODIFIED"].dt > old[uid]["LAST-MODIFIED"].dt


def test_two_changes_of_one_day_stay_in_order() -> None:
    source, event = synthetic.single("twice", "Treffen", "am 1. Mai", synthetic.when(date(2025, 5, 1)))
    stamps = [
        entries(Timeline((source,), (replace(event, revision=number),)))["twice"]["LAST-MODIFIED"].dt
        for number in range(3)
    ]
    assert stamps == sorted(set(stamps))


def test_without_any_publication_date_the_stamp_is_fixed() -> None:
    source, event = synthetic.single("bare", "Treffen", "am 1. Mai 2025", synthetic.when(date(2025, 5, 1)))
    bare = Timeline((replace(source, published=None),), (replace(event, first_seen=None, last_changed=None),))
    assert "DTSTAMP:19700101T000000Z" in raw(bare, "bare")


@pytest.mark.parametrize("rule", ["", "nonsense", "COUNT=3", "FREQ=NEVER"])
def test_a_rule_that_is_none_is_left_out(rule: str) -> None:
    reading = synthetic.when(date(2025, 5, 1), recurrence=rule)
    source, event = synthetic.single("rule", "Markt", "am 1. Mai", reading)
    assert "RRULE" not in entries(Timeline((source,), (event,)))["rule"]


def test_a_recurring_clock_time_ends_in_utc() -> None:
    reading = synthetic.when(
        datetime(2025, 5, 1, 19), date(2025, 6, 30), Precision.MINUTE, recurrence="FREQ=WEEKLY;BYDAY=TU"
    )
    source, event = synthetic.single("choir", "Chor", "dienstags um 19 Uhr", reading, timezone="Europe/Berlin")
    lines = raw(Timeline((source,), (event,)), "choir").split("\r\n")
    assert "DTSTART;TZID=Europe/Berlin:20250506T190000" in lines
    assert "RRULE:FREQ=WEEKLY;UNTIL=20250630T215959Z;BYDAY=TU" in lines


def test_what_recurs_from_hour_to_hour_ends_each_time() -> None:
    reading = synthetic.when(
        datetime(2025, 5, 6, 19), datetime(2025, 6, 24, 21), Precision.MINUTE, recurrence="FREQ=WEEKLY;BYDAY=TU"
    )
    source, event = synthetic.single("choir", "Chor", "dienstags von 19 bis 21 Uhr", reading, timezone="Europe/Berlin")
    lines = raw(Timeline((source,), (event,)), "choir").split("\r\n")
    assert "DTEND;TZID=Europe/Berlin:20250506T210000" in lines
    assert "RRULE:FREQ=WEEKLY;UNTIL=20250624T215959Z;BYDAY=TU" in lines


@pytest.mark.parametrize(
    ("zone", "line"),
    [
        ("+02:00", "DTSTART:20250501T080000Z"),
        ("UTC-5", "DTSTART:20250501T150000Z"),
        ("Mars/Olympus", "DTSTART:20250501T100000"),
        ("../etc/passwd", "DTSTART:20250501T100000"),
        ("Asia/Kolkata", "DTSTART;TZID=Asia/Kolkata:20250501T100000"),
    ],
)
def test_zones(zone: str, line: str) -> None:
    reading = synthetic.when(datetime(2025, 5, 1, 10), precision=Precision.MINUTE)
    source, event = synthetic.single("zone", "Start", "um 10 Uhr", reading, timezone=zone)
    assert line in raw(Timeline((source,), (event,)), "zone").split("\r\n")


ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))


@pytest.mark.parametrize(
    "name",
    [
        *("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Africa/Casablanca", "Europe/Moscow", "Europe/Dublin"),
        *("Australia/Lord_Howe", "Asia/Jerusalem", "America/Sao_Paulo", "Africa/Cairo", "America/Santiago"),
    ],
)
@pytest.mark.parametrize(("first", "last"), [(2025, 2025), (2010, 2026), (1975, 1985)])
def test_a_time_zone_component_gives_the_zones_own_offsets(name: str, first: int, last: int) -> None:
    assert_same_offsets(name, first, last)


@given(name=st.sampled_from(ZONES), first=st.integers(1900, 2080), years=st.integers(0, 20))
def test_any_time_zone(name: str, first: int, years: int) -> None:
    assert_same_offsets(name, first, first + years)


def assert_same_offsets(name: str, first: int, last: int) -> None:
    """Compares the offset in force, a few times a year, with what the component's rules say."""
    zone = ZoneInfo(name)
    onsets = sorted(
        (start, one.offset_to) for one in zones.observances(zone, first, last) for start in starts(one, last + 1)
    )
    for year in range(first, last + 1):
        for day in range(5, 365, 23):
            local = datetime(year, 1, 1, 12) + timedelta(days=day)
            expected = local.replace(tzinfo=zone).utcoffset()
            assert [offset for start, offset in onsets if start <= local][-1] == expected, (name, local)


def starts(one: zones.Observance, last: int) -> list[datetime]:
    if not one.rule:
        return [one.start, *one.dates]
    rule, _, until = one.rule.partition(";UNTIL=")
    end = datetime(last, 12, 31)
    if until:
        end = datetime.strptime(until, "%Y%m%dT%H%M%SZ") + one.offset_from
    return list(rrule.rrulestr(f"DTSTART:{one.start:%Y%m%dT%H%M%S}\nRRULE:{rule}").between(one.start, end, inc=True))


moments = st.one_of(
    st.dates(date(1, 1, 1), date(9999, 12, 31)), st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59))
)


@given(
    start=moments,
    length=st.integers(0, 400),
    precision=st.sampled_from(Precision),
    text=st.text(),
    zone=st.sampled_from(["", "Europe/Berlin", "UTC", "America/New_York", "+05:30"]),
)
def test_any_event_makes_a_valid_feed(start: Moment, length: int, precision: Precision, text: str, zone: str) -> None:
    try:
        end = start + timedelta(days=length)
    except OverflowError:
        end = start
    source = Document("a", text)
    event = Event(
        "a", text, synthetic.when(start, end, precision), Kind.EVENT, Status.PLANNED, None, (text,), 0.5, (), (), zone
    )
    for feed in feeds(Timeline((source,), (event,))).values():
        for entry in Calendar.from_ical(feed.data).walk("VEVENT"):
            first, last = entry["DTSTART"].dt, entry.get("DTEND")
            assert last is None or (type(first) is type(last.dt) and last.dt > first)
            assert entry["DTSTAMP"].dt == datetime(1970, 1, 1, tzinfo=UTC)
        assert max(len(line) for line in feed.data.split(b"\r\n")) <= 75
