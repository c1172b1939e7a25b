"""What is local to a region, or common to all of them, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def feasts() -> Mapping[str, Any]:
    """Name of a feast → how its day is found; see ``feasts.toml``."""
    return tomllib.loads(files(__name__).joinpath("feasts.toml").read_text(encoding="utf-8"))["feast"]  # type: ignore[no-any-return]
