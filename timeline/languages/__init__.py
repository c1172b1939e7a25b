"""Everything that is language, as data: ``<code>.<concern>.toml`` beside this module.

A language is added by adding its files; no code names a language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@cache
def load(code: str, concern: str) -> Mapping[str, Any]:
    """The data of language ``code`` (ISO 639-1) for one ``concern``, for instance ``("de", "expressions")``.

    An empty mapping when the language has no such file.
    """
    try:
        text = files(__name__).joinpath(f"{code}.{concern}.toml").read_text(encoding="utf-8")
    except FileNotFoundError:
        return MappingProxyType({})
    return MappingProxyType(tomllib.loads(text))


@cache
def available(concern: str) -> tuple[str, ...]:
    """Codes of the languages that have a file for ``concern``, sorted."""
    suffix = f".{concern}.toml"
    return tuple(sorted(p.name.removesuffix(suffix) for p in files(__name__).iterdir() if p.name.endswith(suffix)))
