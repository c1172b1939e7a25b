"""The place-name table ``places.bin``: how it is laid out, loaded and searched.

The file is a magic word and one zlib stream: a header of section lengths, then the sections. Places are numbered columns
(country, latitude and longitude in hundredths of a degree, population); names are sorted lines ``folded name TAB numbers``
in which ``~`` marks a name that is not the place's main one; territories are lines ``language TAB folded name TAB code``.
Names stay one block of bytes and are found by bisection: nothing is built at load time.
"""

from __future__ import annotations

import re
import struct
import sys
import unicodedata
import zlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

FILE = "places.bin"
MAGIC = b"timeline-places-1\n"
HEADER = "<7I"

_SEPARATORS = re.compile(r"[\s\-‐‑–'’`ʹʼ.]+")
_SAINT = re.compile(r"\b(?:sankt|saint)\b")


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """A name as the table writes it: lower case, no marks, one space between words, ``Sankt`` and ``Saint`` as ``st``."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return _SAINT.sub("st", _SEPARATORS.sub(" ", plain).strip())


@dataclass(frozen=True, slots=True)
class Table:
    """The loaded table."""

    countries: bytes
    country: array[int]
    latitude: array[int]
    longitude: array[int]
    population: array[int]
    names: bytes
    territories: Mapping[tuple[str, str], str]
    """(language, folded name) → ISO 3166-1 alpha-2."""

    def numbers(self, key: str) -> tuple[tuple[int, bool], ...]:
        """The places that bear a folded name: their numbers, and whether it is their main name."""
        wanted = key.encode() + b"\t"
        names, low, high = self.names, 0, len(self.names) - 1
        while low < high:
            middle = (low + high) // 2
            line = names.rfind(b"\n", 0, middle + 1) + 1
            if names[line : line + len(wanted)] < wanted:
                low = names.find(b"\n", middle + 1)
            else:
                high = line - 1
        start = low + 1
        if names[start : start + len(wanted)] != wanted:
            return ()
        listed = names[start + len(wanted) : names.find(b"\n", start)].decode().split(",")
        return tuple((int(item.lstrip("~")), not item.startswith("~")) for item in listed)

    def country_of(self, number: int) -> str:
        """ISO 3166-1 alpha-2 code of a place's country."""
        at = self.country[number] * 2
        return self.countries[at : at + 2].decode()


def _column(code: str, data: bytes) -> array[int]:
    column: array[int] = array(code)
    column.frombytes(data)
    if sys.byteorder == "big":
        column.byteswap()
    return column


@cache
def load() -> Table:
    """The table that lies beside this module."""
    raw = files(__package__).joinpath(FILE).read_bytes()
    data = zlib.decompress(memoryview(raw)[len(MAGIC) :])
    at = struct.calcsize(HEADER)
    sections = []
    for length in struct.unpack_from(HEADER, data):
        sections.append(data[at : at + length])
        at += length
    countries, country, latitude, longitude, population, names, territories = sections
    known: dict[tuple[str, str], str] = {}
    for line in territories.decode().splitlines():
        language, name, code = line.split("\t")
        known[language, name] = code
    return Table(
        countries,
        _column("B", country),
        _column("h", latitude),
        _column("h", longitude),
        _column("I", population),
        names,
        known,
    )
