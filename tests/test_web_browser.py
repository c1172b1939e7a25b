"""The review page in a real browser (Debian's Chromium, driven by Playwright), and calendars that real programs fetch."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from served import DOCUMENTS, copy

import timeline
from timeline.store import open_store
from timeline.store.query import Query

pytestmark = [pytest.mark.external, pytest.mark.slow]

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
SECTIONS = ("/", "/changes", "/documents", "/subscribe", "/document?id=rat.txt")


class Server:
    """``timeline serve`` on a free port, in a process of its own."""

    def __init__(self, file: Path) -> None:
        self.file = file
        command = [sys.executable, "-m", "timeline", "serve", "--store", str(file), "--port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
        assert self.process.stdout
        self.address = self.process.stdout.readline().partition(" ")[2].strip().rstrip("/")

    def uid(self, words: str) -> str:
        (event,) = open_store(str(self.file)).find(Query(words=words)).events
        return event.uid


@pytest.fixture
def server(made_store: Path, tmp_path: Path) -> Iterator[Server]:
    running = Server(copy(made_store, tmp_path))
    yield running
    running.process.terminate()
    running.process.wait(20)
    assert running.process.stdout
    running.process.stdout.close()


Visit = Callable[..., Any]


@pytest.fixture
def visit(browser: Any, server: Server) -> Iterator[Visit]:
    """Opens a page in a fresh window; in the end, nothing may have gone wrong in it, or been fetched from elsewhere."""
    contexts, faults = [], []

    def go(path: str = "/", **options: Any) -> Any:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", "bypass_csp": False, **options}
        )
        contexts.append(context)
        opened = context.new_page()
        opened.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        opened.on("pageerror", lambda error: faults.append(f"error: {error}"))
        opened.on("console", lambda message: "409" in message.text or faults.append(f"console: {message.text}"))
        opened.on("request", lambda request: request.url.startswith(server.address) or faults.append(request.url))
        opened.goto(server.address + path)
        return opened

    yield go
    for context in contexts:
        context.close()
    assert faults == []


def row(opened: Any) -> str:
    return str(opened.get_attribute("article[data-row]", "data-row"))


def press_until(opened: Any, key: str, uid: str) -> None:
    """Steps through the queue to a row."""
    for _ in range(20):
        if opened.locator("article[data-row]").count() and row(opened) == uid:
            return
        with opened.expect_response("**/rows/*"):
            opened.keyboard.press(key)
        opened.locator("article[data-row]").wait_for()
        opened.wait_for_timeout(50)
    raise AssertionError(f"{uid} is not in the queue")


def test_review_with_keys_alone(visit: Visit, server: Server) -> None:
    opened = visit()
    uid = server.uid("stadtrat tagt")
    press_until(opened, "j", uid)
    opened.keyboard.press("e")
    assert opened.evaluate("document.activeElement.name") == "title"
    opened.keyboard.press("Control+A")
    opened.keyboard.type("Ratssitzung jare")
    opened.keyboard.press("Enter")
    opened.wait_for_selector("#done")
    assert "Saved: Ratssitzung jare" in opened.inner_text("#done")
    opened.keyboard.press("u")
    opened.wait_for_selector("#done >> text=Undone")
    assert row(opened) == uid
    with opened.expect_navigation():
        opened.keyboard.press("a")
    assert "Accepted" in opened.inner_text("#done")
    assert row(opened) != uid, "the next one is open"
    with opened.expect_navigation():
        opened.keyboard.press("r")
    assert "Rejected" in opened.inner_text("#done")
    events = open_store(str(server.file)).find(Query()).events
    assert sorted(event.review for event in events if event.review != "open") == ["accepted", "rejected"]


def test_merge_and_split_with_the_mouse(visit: Visit, server: Server) -> None:
    fair, strike = server.uid("messe eröffnet"), server.uid("busfahrer streiken")
    opened = visit()
    opened.click(f".queue a[data-row='{fair}']")
    opened.locator("#merge summary").click()
    opened.check(f"#merge input[value='{strike}']")
    opened.locator("#merge button[value=merge]").click()
    opened.wait_for_selector("#done >> text=Merged")
    assert opened.locator("#evidence blockquote").count() == 3
    opened.locator("#evidence blockquote", has_text="Busfahrer").locator("input").check()
    opened.keyboard.press("s")
    opened.wait_for_selector("#done >> text=Split")
    assert opened.locator("#evidence blockquote").count() == 2
    opened.locator("#done button").click()
    opened.wait_for_selector("#done >> text=Undone")
    assert opened.locator("#evidence blockquote").count() == 3


def test_the_second_of_two_is_told(visit: Visit, server: Server) -> None:
    uid = server.uid("busfahrer streiken")
    first, second = visit(f"/?row={uid}"), visit(f"/?row={uid}")
    for opened, title in ((first, "Erster"), (second, "Zweiter")):
        opened.keyboard.press("e")
        opened.fill("#edit input[name=title]", title)
        opened.keyboard.press("Enter")
        opened.wait_for_load_state()
    second.wait_for_selector("#trouble")
    assert "Zweiter" in second.inner_text("#trouble")
    assert second.inner_text("#row-title") == "Erster"


def test_an_edit_is_in_the_next_feed_and_survives_the_next_build(visit: Visit, server: Server, tmp_path: Path) -> None:
    opened = visit("/subscribe")
    opened.fill("input[name=label]", "Team")
    opened.click("form[action='/subscribe'] button")
    address = opened.input_value("input.address >> nth=0")
    webcal = opened.get_attribute("a.button >> nth=0", "href")
    assert webcal == "webcal" + address.removeprefix("http")

    def feed() -> str:
        with urlopen(address) as answer:
            return str(answer.read().decode())

    assert "Ratssitzung" not in feed()
    opened.goto(f"{server.address}/?row={server.uid('stadtrat tagt')}")
    opened.keyboard.press("e")
    opened.fill("#edit input[name=title]", "Ratssitzung")
    opened.locator("#edit button").click()
    opened.wait_for_selector("#done")
    assert "Ratssitzung" in feed()
    source = tmp_path / "more"
    source.mkdir()
    for name, text in DOCUMENTS.items():
        (source / name).write_text(text + "Am 9. Mai 2026 tagt der Rat in Bonn.\n", encoding="utf-8")
    timeline.build(source, published="2026-03-02", store=open_store(str(server.file)))
    time.sleep(1)  # the server looks a few times a second whether another process has written
    told = feed()
    assert "Ratssitzung" in told
    assert told.count("BEGIN:VEVENT") > 3


def test_a_pasted_document_shows_its_rows(visit: Visit) -> None:
    opened = visit("/documents")
    opened.click("details summary")
    opened.fill("textarea", "Der Kreistag tagt am Dienstag in Celle.")
    opened.fill("input[name=published]", "2026-03-05")
    opened.click("form[action='/documents'] button >> text=Read")
    opened.wait_for_selector("text=Read: 1 row.")
    assert "Tue, 10 March 2026" in opened.inner_text(".entries")


@pytest.mark.parametrize("locale", ["de-DE", "en-GB"])
def test_on_a_phone(visit: Visit, server: Server, locale: str) -> None:
    opened = visit(locale=locale, **PHONE)
    assert not opened.is_visible("#panel")
    opened.tap(".queue a[data-row] >> nth=0")
    opened.wait_for_selector("article[data-row]")
    assert not opened.is_visible(".queue")
    for action in ("accept", "reject"):
        assert opened.locator(f"button.{action}").bounding_box()["height"] >= 44
    opened.click(".back a")
    assert opened.is_visible(".queue")
    for path in SECTIONS:
        opened.goto(server.address + path)
        assert opened.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_without_javascript(visit: Visit, server: Server) -> None:
    opened = visit(java_script_enabled=False)
    opened.click(f".queue a[data-row='{server.uid('stadtrat tagt')}']")
    opened.click("button.accept")
    assert "Accepted" in opened.inner_text("#done")
    opened.click("#done button")
    assert "Undone" in opened.inner_text("#done")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_nothing_stands_in_anybodys_way(browser: Any, server: Server, options: dict[str, Any], scheme: str) -> None:
    """axe-core finds no serious fault."""
    nodes = (Path(one) / "axe-core/axe.min.js" for one in os.environ.get("NODE_PATH", "").split(os.pathsep))
    library = next((one for one in nodes if one.is_file()), None)
    if library is None:
        pytest.skip("axe-core is not installed (npm install axe-core; NODE_PATH names its folder)")
    context = browser.new_context(
        **{"viewport": {"width": 1280, "height": 900}, **options}, color_scheme=scheme, bypass_csp=True
    )
    opened = context.new_page()
    found = []
    for path in (*SECTIONS, f"/?row={server.uid('messe eröffnet')}", "/login", "/nothing"):
        opened.goto(server.address + path)
        opened.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        opened.add_script_tag(path=library)
        for fault in opened.evaluate("axe.run()")["violations"]:
            if fault["impact"] in {"serious", "critical"}:
                found.append(
                    (path, fault["id"], fault["nodes"][0]["html"][:200], fault["nodes"][0]["failureSummary"][:300])
                )
    context.close()
    assert found == []


KHAL = """[calendars]
[[feed]]
path = {folder}/cal
readonly = True
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
[sqlite]
path = {folder}/khal.db
"""
VDIRSYNCER = """[general]
status_path = "{folder}/status/"
[pair feed]
a = "local"
b = "remote"
collections = null
conflict_resolution = "b wins"
[storage local]
type = "filesystem"
path = "{folder}/cal"
fileext = ".ics"
[storage remote]
type = "http"
url = "{address}"
"""


def test_subscribers_fetch_it_and_follow_a_change(server: Server, tmp_path: Path) -> None:
    """vdirsyncer fetches the feed over loopback, khal shows it; an unchanged feed touches nothing."""
    for program in ("vdirsyncer", "khal", "curl"):
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed")
    folder = tmp_path / "subscriber"
    for name in ("cal", "status"):
        (folder / name).mkdir(parents=True)
    store = open_store(str(server.file))
    address = f"{server.address}/calendar/{store.add_token('feed')}/timeline.ics"
    (folder / "khal.conf").write_text(KHAL.format(folder=folder))
    (folder / "vdirsyncer.conf").write_text(VDIRSYNCER.format(folder=folder, address=address))
    environment = os.environ | {"VDIRSYNCER_CONFIG": str(folder / "vdirsyncer.conf"), "LC_ALL": "C.UTF-8"}

    def run(*command: str, **options: Any) -> str:
        done = subprocess.run(
            command, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False, **options
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    def khal() -> str:
        shown = ("--format", "{start-long}|{title}", "--day-format", "", "2026-03-01", "30d")
        return run("khal", "-c", str(folder / "khal.conf"), "list", "--once", *shown)

    run("vdirsyncer", "discover", "feed", input="y\n" * 9)
    run("vdirsyncer", "sync", "feed")
    assert len(list((folder / "cal").iterdir())) == 3
    assert "2026-03-05 17:00|Tagung des Stadtrats" in khal()
    assert not re.search("Copying|Deleting", run("vdirsyncer", "-v", "INFO", "sync", "feed"))
    from timeline.decision import Action, Decision

    uid = server.uid("stadtrat tagt")
    store.decide(
        [Decision(uid, Action.EDIT, "title", "Ratssitzung"), Decision(uid, Action.EDIT, "start", "2026-03-06T19:30")]
    )
    for _ in range(100):  # the server looks for changes a few times a second, and serves the last feed until then
        if "Ratssitzung" in run("curl", "-s", address):
            break
        time.sleep(0.1)
    assert len(re.findall("Copying", run("vdirsyncer", "-v", "INFO", "sync", "feed"))) == 1
    assert "2026-03-06 19:30|Ratssitzung" in khal()

    head = run("curl", "-sI", address)
    tag = re.search(r"(?im)^etag: (\S+)", head)
    assert tag
    assert re.search(r"(?im)^content-type: text/calendar; charset=utf-8", head)
    again = run(
        "curl",
        "-s",
        "-o",
        "/dev/null",
        "-w",
        "%{http_code} %{size_download}",
        "-H",
        f"If-None-Match: {tag[1]}",
        address,
    )
    assert again == "304 0"
