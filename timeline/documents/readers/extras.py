"""Formats whose libraries are installed on request."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from timeline.errors import InputError


@contextmanager
def needs(extra: str, *libraries: str) -> Iterator[None]:
    """Around an import: when it fails, raises an ``InputError`` that names the ``extra`` to install.

    ``libraries`` are silenced: what they have to say of a file, the reader says in one line.
    """
    for name in libraries:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    except ImportError:
        raise InputError(
            f'reading it takes one more package; install it with: pip install "timeline[{extra}]"'
        ) from None


def load(extra: str, library: str) -> Any:
    """The ``library`` of a format that few need, which only its ``extra`` installs; raises ``InputError`` without it."""
    with needs(extra):
        return import_module(library)
