"""The feed as the programs see it that people subscribe with: six libraries, libical, and khal fed by vdirsyncer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import synthetic

from timeline.model import Event, Precision, Status, Timeline
from timeline.settings import Settings
from timeline.writers import ics, labels

pytestmark = pytest.mark.external

HERE = Path(__file__).parent / "acceptance"
LINT = Path(__file__).parents[2] / "shared" / "accept" / "lint_ics.py"
TIMELINES = {"plain": synthetic.timeline, "hostile": synthetic.hostile}

Seen = dict[str, list[Any]]
"""By uid: whether it is of whole days, start, end, summary, status; instants in UTC, floating times as if they were."""


def need(*programs: str) -> None:
    for program in programs:
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed")


def need_node(package: str) -> None:
    need("node")
    if not any((Path(folder) / package).is_dir() for folder in os.environ.get("NODE_PATH", "").split(os.pathsep)):
        pytest.skip(f"{package} is not installed (npm install {package}; NODE_PATH names its node_modules)")


def made(timeline: Timeline, name: str = ics.FEED) -> bytes:
    return ics.feeds(timeline, Settings(), labels.choose(timeline, Settings()))[name].data


def moment(value: Any) -> str:
    if isinstance(value, datetime):
        local = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return f"{local:%Y-%m-%dT%H:%M}"
    return f"{value:%Y-%m-%d}"


def entry(start: Any, end: Any, summary: str, status: str) -> list[Any]:
    return [not isinstance(start, datetime), moment(start), moment(start if end is None else end), summary, status]


def by_icalendar(data: bytes) -> Seen:
    from icalendar import Calendar

    return {
        str(one["UID"]): entry(one["DTSTART"].dt, one["DTEND"].dt if "DTEND" in one else None, *texts(one))
        for one in Calendar.from_ical(data).walk("VEVENT")
    }


def texts(one: Any) -> tuple[str, str]:
    return str(one["SUMMARY"]), str(one["STATUS"])


def by_ical(data: bytes) -> Seen:
    stream = pytest.importorskip("ical.calendar_stream", reason="ical is not installed (pip install ical)")
    events = stream.IcsCalendarStream.calendar_from_ics(data.decode("utf-8")).events
    return {one.uid: entry(one.dtstart, one.dtend, one.summary, one.status.value) for one in events}


def by_ics(data: bytes) -> Seen:
    library = pytest.importorskip("ics", reason="ics is not installed (pip install ics)")
    return {
        one.uid: [
            one.all_day,
            *(moment(end.date() if one.all_day else end) for end in (one.begin.datetime, one.end.datetime)),
            one.name,
            one.status,
        ]
        for one in library.Calendar(data.decode("utf-8")).events
    }


def by_vobject(data: bytes) -> Seen:
    library = pytest.importorskip("vobject", reason="vobject is not installed (pip install vobject)")
    found = {}
    for one in library.readOne(data.decode("utf-8")).vevent_list:
        end = one.dtend.value if "dtend" in one.contents else None
        found[one.uid.value] = entry(one.dtstart.value, end, one.summary.value, one.status.value)
    return found


def by_node(package: str, data: bytes, folder: Path) -> Seen:
    need_node(package)
    path = folder / "feed.ics"
    path.write_bytes(data)
    command = ["node", HERE / "subscribers.cjs", package, path]
    run = subprocess.run(
        command, env=os.environ | {"TZ": "UTC"}, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert run.returncode == 0, run.stderr
    found: Seen = json.loads(run.stdout)
    return found


READERS: dict[str, Callable[[bytes], Seen]] = {"ical": by_ical, "ics": by_ics, "vobject": by_vobject}


@pytest.mark.parametrize("reader", [*READERS, "ical.js", "node-ical"])
@pytest.mark.parametrize("timeline", TIMELINES)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::PendingDeprecationWarning")
def test_every_library_sees_the_same_events(reader: str, timeline: str, tmp_path: Path) -> None:
    data = made(TIMELINES[timeline]())
    seen = READERS[reader](data) if reader in READERS else by_node(reader, data, tmp_path)
    expected = by_icalendar(data)
    if reader == "node-ical" and timeline == "plain":
        expected["floating"][1:3] = ["2025-05-02T18:00"] * 2  # in the first zone of the calendar, Berlin
    assert seen == expected
    assert len(seen) == data.count(b"BEGIN:VEVENT") > 10


@pytest.fixture(scope="session")
def libical(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need("cc", "pkg-config")
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libical"], capture_output=True, text=True, check=False)
    if flags.returncode:
        pytest.skip("libical is not installed (Debian: libical-dev)")
    program = tmp_path_factory.mktemp("libical") / "check"
    subprocess.run(["cc", "-o", program, HERE / "libical.c", *flags.stdout.split()], check=True)
    return program


@pytest.mark.parametrize("name", [ics.FEED, ics.COARSE_FEED])
@pytest.mark.parametrize("timeline", TIMELINES)
def test_libical_is_content(name: str, timeline: str, libical: Path, tmp_path: Path) -> None:
    data = made(TIMELINES[timeline](), name)
    if b"BEGIN:VEVENT" not in data:
        return
    (tmp_path / name).write_bytes(data)
    run = subprocess.run([libical, tmp_path / name], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert f"{data.count(b'BEGIN:VEVENT')} events, 0 errors" in run.stdout


def test_libical_finds_fault_with_a_broken_feed(libical: Path, tmp_path: Path) -> None:
    broken = made(synthetic.timeline()).replace(b"VERSION:2.0", b"VERSION:2.0\r\nMETHOD:PUBLISH")
    (tmp_path / "broken.ics").write_bytes(broken)
    assert subprocess.run([libical, tmp_path / "broken.ics"], capture_output=True, check=False).returncode == 1


def changed() -> tuple[Timeline, Timeline]:
    """A timeline, and what a later run makes of it: one event moved, one cancelled, one new."""
    before = synthetic.timeline()
    day = date(2025, 4, 9)
    moved = {"when": synthetic.when(date(2025, 7, 18), date(2025, 7, 19)), "revision": 1, "last_changed": day}
    off = {"status": Status.CANCELLED, "revision": 1, "last_changed": day}
    events = [
        replace(event, **{"days": moved, "deadline": off}.get(event.uid, {}))  # type: ignore[arg-type]
        for event in before.events
    ]
    source, new = synthetic.single("new", "Neues", "am 1. August", synthetic.when(date(2025, 8, 1)))
    return before, replace(before, documents=(*before.documents, source), events=(new, *reversed(events)))


def lint(*paths: Path) -> str:
    pytest.importorskip("ical", reason="ical is not installed (pip install ical)")
    if not LINT.exists():
        pytest.skip(f"{LINT} is missing")
    run = subprocess.run([sys.executable, LINT, *paths], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.mark.parametrize("name", [ics.FEED, ics.COARSE_FEED])
@pytest.mark.parametrize("timeline", TIMELINES)
def test_the_lint(name: str, timeline: str, tmp_path: Path) -> None:
    data = made(TIMELINES[timeline](), name)
    if b"BEGIN:VEVENT" in data:
        (tmp_path / name).write_bytes(data)
        lint(tmp_path / name)


def test_the_lint_over_a_rerun(tmp_path: Path) -> None:
    old, new = tmp_path / "old.ics", tmp_path / "new.ics"
    for path, timeline in zip((old, new), changed(), strict=True):
        path.write_bytes(made(timeline))
    assert "new 1 gone 0" in lint(new, old)


class Silent(SimpleHTTPRequestHandler):
    extensions_map = {".ics": "text/calendar; charset=utf-8"}  # noqa: RUF012 - as in the base class

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder and the address it is served at, on loopback."""
    folder = tmp_path / "served"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_port}/feed.ics"
        server.shutdown()
        thread.join()


class Subscriber:
    """khal in one time zone, with vdirsyncer to fetch the feed."""

    def __init__(self, folder: Path, address: str, zone: str) -> None:
        self.items = folder / "items"
        self.items.mkdir(parents=True)
        self.sync_settings, self.khal_settings = folder / "vdirsyncer.conf", folder / "khal.conf"
        self.sync_settings.write_text(
            f'[general]\nstatus_path = "{folder}/status/"\n'
            '[pair feed]\na = "local"\nb = "remote"\ncollections = null\nconflict_resolution = "b wins"\n'
            f'[storage local]\ntype = "filesystem"\npath = "{self.items}"\nfileext = ".ics"\n'
            f'[storage remote]\ntype = "http"\nurl = "{address}"\n',
            encoding="utf-8",
        )
        formats = "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        formats += "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        self.khal_settings.write_text(
            f"[calendars]\n[[feed]]\npath = {self.items}\nreadonly = True\n"
            f"[locale]\n{formats}local_timezone = {zone}\ndefault_timezone = {zone}\n"
            f"[sqlite]\npath = {folder}/khal.db\n",
            encoding="utf-8",
        )
        self.run("vdirsyncer", "-c", self.sync_settings, "discover", "feed", text="y\n" * 9)

    def run(self, *command: str | Path, text: str = "") -> str:
        environment = os.environ | {"LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore"}
        done = subprocess.run(
            command, input=text, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def fetch(self) -> int:
        """Fetches the feed; returns how many items that touched."""
        said = self.run("vdirsyncer", "-v", "INFO", "-c", self.sync_settings, "sync", "feed")
        return sum(any(word in line for word in ("Copying", "Deleting")) for line in said.splitlines())

    def seen(self) -> list[str]:
        """``start|title`` of every entry of 2025, each once, in local time."""
        options = ["--once", "--notstarted", "--day-format", "", "--format", "{start-long}|{title}"]
        listed = self.run("khal", "-c", self.khal_settings, "list", *options, "2025-01-01", "366d")
        return sorted(line for line in listed.splitlines() if line)


CHANGES = {
    "Europe/Berlin": (date(2025, 3, 30), date(2025, 10, 26)),
    "America/New_York": (date(2025, 3, 9), date(2025, 11, 2)),
}
"""The days on which the clocks change."""


def around_the_changes() -> tuple[Timeline, dict[str, datetime]]:
    """Events at ten on the day before, on, and after each change of each zone, and when each of them is."""
    pairs, instants = [], {}
    for zone, days in CHANGES.items():
        for day in days:
            for offset in (-1, 0, 1):
                local = datetime(day.year, day.month, day.day + offset, 10)
                title = f"Sitzung {zone.partition('/')[2]} {local:%d.%m.}"
                reading = synthetic.when(local, precision=Precision.MINUTE)
                pairs.append(synthetic.single(f"{zone}-{local:%m%d}", title, "um 10 Uhr", reading, timezone=zone))
                instants[title] = local.replace(tzinfo=ZoneInfo(zone))
    pairs.append(synthetic.single("whole", "Feiertag", "am 30. März", synthetic.when(date(2025, 3, 30))))
    return Timeline(tuple(source for source, _ in pairs), tuple(event for _, event in pairs)), instants


@pytest.mark.parametrize("zone", CHANGES)
def test_a_subscriber_sees_each_event_once_at_its_local_time(
    zone: str, served: tuple[Path, str], tmp_path: Path
) -> None:
    need("vdirsyncer", "khal")
    folder, address = served
    timeline, instants = around_the_changes()
    feed = folder / "feed.ics"
    feed.write_bytes(made(timeline))
    subscriber = Subscriber(tmp_path / "subscriber", address, zone)
    assert subscriber.fetch() == len(timeline.events)
    expected = [f"{instant.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}|{title}" for title, instant in instants.items()]
    assert subscriber.seen() == sorted([*expected, "2025-03-30|Feiertag"])

    assert subscriber.fetch() == 0, "an unchanged feed is not fetched anew"
    later = replace(timeline.events[0], title="Verlegte Sitzung", revision=1)
    events: tuple[Event, ...] = (*reversed(timeline.events[1:]), later)
    feed.write_bytes(made(replace(timeline, events=events)))
    assert subscriber.fetch() == 2, "the changed entry takes the place of the old one, and nothing else is touched"
    assert sum("Verlegte Sitzung" in line for line in subscriber.seen()) == 1


def test_a_subscriber_takes_every_entry_of_a_hostile_feed(served: tuple[Path, str], tmp_path: Path) -> None:
    need("vdirsyncer", "khal")
    folder, address = served
    (folder / "feed.ics").write_bytes(made(synthetic.hostile()))
    subscriber = Subscriber(tmp_path / "subscriber", address, "Europe/Berlin")
    assert subscriber.fetch() == len(synthetic.hostile().events)
    assert len(subscriber.seen()) == len(synthetic.hostile().events)
