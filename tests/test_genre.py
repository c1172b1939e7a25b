"""A text that tells of years long gone is read from the date last spoken of, without being told so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import Run

import timeline
from timeline import expressions
from timeline.model import Document
from timeline.resolution.genre import genre_of

CHRONICLE = {
    "de": "Die Burg wurde 1211 erbaut und 1348 erweitert. 1525 brannten Bauern sie nieder. Bis 1560 entstand der Neubau, den 1632 ein "
    "Heer besetzte. 1634 zog es ab, 1702 kam die Kapelle hinzu. Der Turm stürzte 1781 ein. 1809 kaufte der Staat die Anlage. Am 5. Mai zog das Amt ein.",
    "en": "The castle was built in 1211 and enlarged in 1348. It burnt down in 1525. By 1560 it had been rebuilt, and in 1632 an army "
    "took it. The army left in 1634, and a chapel was added in 1702. The tower fell in 1781. The state bought the site in 1809. On 5 May the office moved in.",
}
NEWS = {
    "de": "Gestern hat der Rat beschlossen, die Burg zu öffnen. Sie wurde 1211 erbaut, 1348 erweitert und 1525 zerstört. Der Neubau "
    "von 1560 wurde 1632 besetzt. Der Turm stürzte 1781 ein, 1809 kaufte der Staat die Anlage, 1950 das Land. Heute gehört sie "
    "der Stadt. Am Samstag ist Tag der offenen Tür. Am 5. Mai beginnen die Führungen.",
    "en": "The council decided yesterday to open the castle. It was built in 1211, enlarged in 1348 and destroyed in 1525. The new "
    "one of 1560 was taken in 1632. The tower fell in 1781, the state bought the site in 1809 and the county in 1950. It belongs to "
    "the town today. Saturday is open day. Tours start on 5 May.",
}


def _document(text: str, language: str, *, published: date | None = date(2026, 3, 13), genre: str = "") -> Document:
    return Document("a.txt", text, language, published, "given", genre=genre)


def _genre(document: Document) -> str:
    return genre_of(document, list(expressions.find(document.text, document.language)))


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_chronicle_tells_its_genre(language: str) -> None:
    assert _genre(_document(CHRONICLE[language], language)) == "narrative"


@pytest.mark.parametrize("language", ["de", "en"])
def test_news_with_a_history_stay_news(language: str) -> None:
    assert _genre(_document(NEWS[language], language)) == "news"


def test_what_is_said_of_a_text_counts() -> None:
    assert _genre(_document(CHRONICLE["de"], "de", genre="news")) == "news"
    assert _genre(_document(NEWS["de"], "de", genre="narrative")) == "narrative"


def test_a_chronicle_needs_no_day_of_publication() -> None:
    assert _genre(_document(CHRONICLE["de"], "de", published=None)) == "narrative"


def test_a_programme_of_two_years_is_no_chronicle() -> None:
    days = "".join(f"{day}. Oktober {year}: Konzert\n" for year in (2025, 2026) for day in range(1, 12))
    assert _genre(_document(days, "de", published=None)) == "news"


@pytest.mark.parametrize("language", ["de", "en"])
def test_its_days_are_of_the_year_last_spoken_of(language: str) -> None:
    read = timeline.find(CHRONICLE[language], published="2026-03-13", language=language)
    assert read[-1].when is not None
    assert read[-1].when.start == date(1809, 5, 5)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_days_of_news_are_counted_from_their_publication(language: str) -> None:
    read = timeline.find(NEWS[language], published="2026-03-13", language=language)
    assert read[-1].when is not None
    assert read[-1].when.start == date(2026, 5, 5)


def test_explain_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "burg.txt").write_text(CHRONICLE["de"], encoding="utf-8")
    done = run("explain", str(tmp_path / "burg.txt"), "--published", "2026-03-13")
    assert "a day without a year is of the one last spoken of" in done.stdout


def test_decades_without_a_century_are_of_ours() -> None:
    text = CHRONICLE["de"] + " 1949 erbte es die Stadt. In den 60er Jahren wurde die Burg renoviert."
    read = timeline.find(text, published="2026-03-13", language="de")
    assert read[-1].when is not None
    assert read[-1].when.start == date(1960, 1, 1)
