"""The towns that a text names, wherever it does: ``der Gemeinderat Siegen``, ``das Ansbacher Museum``, ``in Bad Ems``."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline import gazetteer
from timeline.events.names import is_function, is_given
from timeline.events.placewords import vocabulary
from timeline.events.words import analyse
from timeline.gazetteer import TOWN

_NAMES = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w-]+(?: [^\W\d_a-zß-öø-ÿ][\w-]+)*")
_LONGEST = 3
"""Words of a town's name at most."""


@lru_cache(maxsize=2_000)
def named(text: str, language: str) -> frozenset[str]:
    """The towns of the gazetteer that a text names, as it has them, without their endings; common nouns and people are none."""
    found = set()
    for run in _NAMES.findall(text):
        names, at = run.split(), 0
        if any(is_given(name, language) or is_function(name, language) for name in names):
            continue  # Ilka Brandes, Minister Kolb
        while at < len(names):
            size, town = next(
                ((n, one) for n in range(_LONGEST, 0, -1) if (one := _town(" ".join(names[at : at + n]), language))),
                (1, ""),
            )
            at += size
            found.add(town)
    return frozenset(found - {""})


@lru_cache(maxsize=50_000)
def _town(name: str, language: str) -> str:
    """The town that a name is, or the adjective or genitive of; empty where it is none, or a common noun as well."""
    words = vocabulary(language)
    if name in words.never or name in words.ordinary or name.isupper():
        return ""
    if " " not in name and analyse(name, 0, len(name), language)[0].tag != "PROPN":
        return ""
    for ending in ("", words.genitive, words.townly):
        plain = name.removesuffix(ending) if ending else name
        if (ending and plain == name) or plain in words.never or plain in words.ordinary:
            continue
        known = gazetteer.lookup(plain, language)
        if known and known[0].kind == TOWN:
            return plain
    return ""
