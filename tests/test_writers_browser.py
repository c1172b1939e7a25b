"""The page in a real browser (Debian's Chromium, driven by Playwright): used with mouse, keys, thumb, printer and none."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import synthetic

from timeline.model import Timeline
from timeline.settings import Settings
from timeline.writers import write

pytestmark = [pytest.mark.external, pytest.mark.slow]

SECONDS = 3 * float(os.environ.get("TIMELINE_TEST_PATIENCE", "2"))
"""How long ten thousand rows may take: three seconds, and as much again for a busy machine."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page(synthetic.timeline(), tmp_path_factory.mktemp("page"))


def page(timeline: Timeline, folder: Path) -> Path:
    (path,) = write(timeline, folder, ["html"], Settings())
    return path


Visit = Callable[..., Any]


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    """Opens a file in a fresh window; in the end, nothing may have been loaded, asked, or gone wrong in it."""
    contexts, faults = [], []

    def go(path: Path, *, fragment: str = "", loads: bool = False, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "de-DE", **options})
        contexts.append(context)
        opened = context.new_page()
        opened.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        opened.on("pageerror", lambda error: faults.append(f"error: {error}"))
        opened.on("popup", lambda _: faults.append("a window of its own"))
        if not loads:
            opened.on("console", lambda message: faults.append(f"console: {message.text}"))
            opened.on(
                "request", lambda request: request.url.partition("#")[0] == path.as_uri() or faults.append(request.url)
            )
        opened.goto(path.as_uri() + fragment, timeout=60_000)
        return opened

    yield go
    for context in contexts:
        context.close()
    assert faults == []


def rows(opened: Any) -> list[str]:
    """The ids of the rows that are shown."""
    found: list[str] = opened.eval_on_selector_all(
        "tbody[data-kind]", "all => all.filter(one => one.checkVisibility()).map(one => one.id)"
    )
    return found


def until(holds: Callable[[], bool]) -> None:
    """Waits, from outside: the page's security policy stops what Playwright would evaluate inside it."""
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end, "waited for ten seconds"
        time.sleep(0.02)


def items(opened: Any) -> int:
    return int(opened.locator(".item").count())


def span(opened: Any) -> str:
    return str(opened.inner_text("#range"))


def test_the_timeline_is_drawn_with_today_and_vague_dates(visit: Visit, made: Path) -> None:
    opened = visit(made)
    assert len(rows(opened)) == 30
    assert opened.inner_text("#count") == "30 von 30 Einträgen"
    assert items(opened) >= 15
    assert opened.locator(".item.vague").count() >= 1
    opened.click("[data-action=center]")
    assert opened.inner_text(".today") == "Heute"
    opened.click("[data-action=fit]")
    wide = opened.eval_on_selector('.item[data-row="year"] .bar', "one => one.offsetWidth")
    assert wide >= opened.eval_on_selector('.item[data-row="days"] .bar', "one => one.offsetWidth")


def test_filters(visit: Visit, made: Path) -> None:
    opened = visit(made)
    opened.select_option("#kind", "deadline")
    assert rows(opened) == ["deadline"]
    assert opened.inner_text("#count") == "1 von 30 Einträgen"
    assert items(opened) == 1
    opened.select_option("#kind", "")
    opened.select_option("#status", "cancelled")
    assert rows(opened) == ["cancelled"]
    opened.select_option("#status", "")
    opened.select_option("#place", "Köln")
    assert rows(opened) == ["moved"]
    opened.click("[type=reset]")
    until(lambda: opened.inner_text("#count").startswith("30 "))
    opened.fill("#search", "WOCHENMARKT")
    assert rows(opened) == ["recurring"]
    opened.fill("#search", "nichts davon")
    assert rows(opened) == []
    assert opened.is_visible("#nothing")
    assert items(opened) == 0


def test_zoom_and_travel(visit: Visit, made: Path) -> None:
    opened = visit(made)
    seen = [span(opened)]
    for action in ("zoom-in", "later", "earlier", "zoom-out", "fit", "center"):
        opened.click(f"[data-action={action}]")
        assert span(opened) != seen[-1], action
        seen.append(span(opened))
    opened.click("[data-action=zoom-in]")
    box = opened.locator("#track").bounding_box()
    opened.mouse.move(box["x"] + 600, box["y"] + 12)
    before = span(opened)
    opened.mouse.down()
    opened.mouse.move(box["x"] + 300, box["y"] + 12, steps=4)
    opened.mouse.up()
    dragged = span(opened)
    assert dragged != before
    opened.keyboard.down("Control")
    opened.mouse.wheel(0, -300)
    opened.keyboard.up("Control")
    until(lambda: span(opened) != dragged)


def test_a_click_opens_the_evidence(visit: Visit, made: Path) -> None:
    opened = visit(made)
    opened.click("[data-action=fit]")
    opened.click('.item[data-row="day"]')
    assert opened.is_visible("#day blockquote mark")
    assert opened.inner_text("#day blockquote mark") == "am 15. März 2025"
    assert opened.get_attribute("#day blockquote a", "href") == "https://example.org/day"
    assert opened.url.endswith("#day")


def test_the_keyboard_is_enough(visit: Visit, made: Path) -> None:
    opened = visit(made)
    before = span(opened)
    opened.focus("[data-action=fit]")
    for key in ("ArrowRight", "+", "ArrowLeft", "-", "Home"):
        opened.keyboard.press(key)
        assert span(opened) != before, key
        before = span(opened)
    for _ in range(3):
        opened.keyboard.press("Tab")
    row = opened.evaluate("document.activeElement.dataset.row")
    assert row
    outline = opened.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    opened.keyboard.press("Enter")
    until(lambda: opened.evaluate("document.activeElement.tagName") == "SUMMARY")
    assert opened.evaluate("document.activeElement.closest('tbody').id") == row
    assert opened.evaluate("document.activeElement.parentElement.open")
    opened.keyboard.press("Enter")
    assert not opened.evaluate("document.activeElement.parentElement.open")


def test_an_address_with_a_row_opens_it(visit: Visit, made: Path) -> None:
    opened = visit(made, fragment="#moved")
    assert opened.is_visible("#moved blockquote")


@pytest.mark.parametrize("width", [360, 414])
def test_a_phone(visit: Visit, made: Path, width: int) -> None:
    opened = visit(made, viewport={"width": width, "height": 740}, has_touch=True, is_mobile=True)
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.is_visible("#day .title")
    box = opened.locator("#day .title").bounding_box()
    assert box["width"] > width / 2
    opened.tap("#day summary")
    assert opened.is_visible("#day blockquote")
    for control in opened.locator("button[data-action]").all():
        assert control.bounding_box()["height"] >= 36


def test_without_javascript_the_table_and_its_evidence_are_there(visit: Visit, made: Path) -> None:
    opened = visit(made, java_script_enabled=False)
    assert opened.is_visible("#day .title")
    assert not opened.is_visible("#filters")
    assert not opened.is_visible("#view")
    assert not opened.is_visible("#day blockquote")
    opened.click("#day summary")
    assert opened.is_visible("#day blockquote mark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_print(visit: Visit, made: Path, scheme: str) -> None:
    opened = visit(made, color_scheme=scheme)
    opened.emulate_media(media="print", color_scheme=scheme)
    assert not opened.is_visible("#filters")
    assert not opened.is_visible(".tools")
    assert opened.is_visible("#view .item")
    assert len(rows(opened)) == 30
    assert opened.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    printed = opened.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert re.search(rb"/MediaBox ?\[0 0 84[12][\d.]* 59[45][\d.]*\]", printed)  # A4 landscape


def test_a_long_table_prints_whole(visit: Visit, tmp_path: Path) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    opened = visit(page(synthetic.many(250), tmp_path))
    pages = PdfReader(BytesIO(opened.pdf(prefer_css_page_size=True))).pages
    text = "".join(one.extract_text() for one in pages)
    assert "bitte vergrößern" in pages[0].extract_text(), "the timeline stands on the first page, whole"
    assert "Sitzung Nummer 249 des" in text
    assert len(re.findall(r"Sitzung Nummer \d+ des", text)) >= 250


def test_headings_are_not_repeated_for_the_few_rows_a_filter_leaves(visit: Visit, tmp_path: Path) -> None:
    opened = visit(page(synthetic.many(1_000), tmp_path))
    headings = "all => all.filter(one => one.checkVisibility()).length"
    assert opened.eval_on_selector_all("thead", headings) == 10
    opened.fill("#search", "Nummer 77")
    assert len(rows(opened)) == 11
    assert opened.eval_on_selector_all("thead", headings) == 1


def test_hostile_text_does_nothing(visit: Visit, tmp_path: Path) -> None:
    opened = visit(page(synthetic.hostile(), tmp_path))
    assert len(rows(opened)) == len(synthetic.HOSTILE) + 1
    opened.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for item in opened.locator(".item").all()[:5]:
        item.click()
    assert opened.locator("main script, main img, [onerror]").count() == 0
    assert opened.locator("[href^='javascript']").count() == 0
    assert opened.evaluate("document.documentElement.scrollWidth") <= 1280
    assert "<script>alert(1)</script>" in opened.inner_text("#hostile-5 .title")


@pytest.mark.parametrize("script", [True, False], ids=["script", "none"])
def test_ten_thousand_rows_open_at_once(visit: Visit, tmp_path: Path, script: bool) -> None:
    path = page(synthetic.many(10_000), tmp_path)
    visit(page(synthetic.many(1), tmp_path / "warm"), java_script_enabled=script)
    start = time.perf_counter()
    opened = visit(path, java_script_enabled=script)
    assert time.perf_counter() - start < SECONDS
    if script:
        start = time.perf_counter()
        opened.fill("#search", "Nummer 9999 ")
        assert opened.inner_text("#count") == "1 von 10000 Einträgen"
        assert time.perf_counter() - start < SECONDS


TIMELINEJS = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="{css}"><script src="{js}"></script>
<div id="drawn" style="width: 1200px; height: 700px"></div>
<script>const drawn = new TL.Timeline("drawn", {data}, {{ language: "en", hash_bookmark: false, use_bc: false }});</script>
"""


def timelinejs(timeline: Timeline, folder: Path) -> tuple[Path, Any]:
    """A page on which TimelineJS draws the file, and what it draws."""
    nodes = (Path(one) / "@knight-lab/timelinejs/dist" for one in os.environ.get("NODE_PATH", "").split(os.pathsep))
    library = next((one for one in nodes if one.is_dir()), None)
    if library is None:
        pytest.skip("TimelineJS is not installed (npm install @knight-lab/timelinejs; NODE_PATH names its folder)")
    (path,) = write(timeline, folder, ["timelinejs"], Settings())
    data = json.loads(path.read_text(encoding="utf-8"))
    html = folder / "drawn.html"
    html.write_text(
        TIMELINEJS.format(
            css=(library / "css/timeline.css").as_uri(),
            js=(library / "js/timeline.js").as_uri(),
            data=json.dumps(data).replace("<", "\\u003c"),
        ),
        encoding="utf-8",
    )
    return html, data


@pytest.mark.parametrize("timeline", [synthetic.timeline(), synthetic.hostile()], ids=["plain", "hostile"])
def test_timelinejs_draws_every_event(visit: Visit, tmp_path: Path, timeline: Timeline) -> None:
    html, data = timelinejs(timeline, tmp_path)
    opened = visit(html, loads=True)
    opened.wait_for_function("window.drawn && drawn.config && drawn.config.events.length", timeout=20_000)
    assert opened.evaluate("drawn.config.getErrors()") == []
    read = opened.evaluate(
        "drawn.config.events.map(one => [one.unique_id, one.start_date.data.date_obj.getFullYear(), one.start_date.data.format])"
    )
    assert {uid: year for uid, year, _ in read} == {
        one["unique_id"]: one["start_date"]["year"] for one in data["events"]
    }
    opened.wait_for_selector(".tl-timemarker", state="attached", timeout=20_000)
    assert opened.locator(".tl-timemarker").count() == len(data["events"])
    assert (
        opened.locator(
            ".tl-timeline img, .tl-timeline script, .tl-timeline [onerror], .tl-timeline [onmouseover]"
        ).count()
        == 0
    )
