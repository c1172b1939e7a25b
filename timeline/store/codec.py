"""Values as bytes: what can be made anew from the documents is kept as compressed pickles of the project's own values.

Only the classes listed here can come back, so that a store from elsewhere cannot run code (the Python manual, pickle,
"Restricting globals").
"""

from __future__ import annotations

import io
import pickle
import zlib
from hashlib import blake2b
from importlib import import_module
from importlib.resources import files
from typing import Any

_LEVEL = 1
_ALLOWED = {
    "builtins": frozenset({"frozenset", "set"}),
    "datetime": frozenset({"date", "datetime", "time"}),
    "rensa": frozenset({"RMinHash"}),
    "timeline.documents.duplicates": frozenset({"Sketch"}),
    "timeline.model": frozenset(
        {
            *(
                "Change",
                "Document",
                "Doubt",
                "Entry",
                "Event",
                "Kind",
                "Mention",
                "Place",
                "Precision",
                "Span",
                "Status",
            ),
            *("Timex", "Unresolved", "When"),
        }
    ),
    "timeline.table.account": frozenset({"Account"}),
    "timeline.table.echoes": frozenset({"Echo"}),
    "timeline.table.identity": frozenset({"Signature"}),
}
_STAGES = ("languages", "regions", "gazetteer", "documents", "expressions", "resolution", "events", "table")
_SUFFIXES = (".py", ".toml", ".bin")


def freeze(value: object) -> bytes:
    """A value of the project as bytes."""
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _LEVEL)


def thaw(data: bytes) -> Any:
    """The value again; raises ``pickle.UnpicklingError`` for anything but the project's own values."""
    return _Unpickler(io.BytesIO(zlib.decompress(data))).load()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        home = "rensa" if module.startswith("rensa") else module
        if name not in _ALLOWED.get(home, ()):
            raise pickle.UnpicklingError(f"{module}.{name} is no value of a timeline")
        return getattr(import_module(module), name)


def fingerprint() -> str:
    """What the code and data of the stages up to the table are known by: another one may read a text otherwise."""
    digest = blake2b(digest_size=8)
    package = files("timeline")
    for stage in _STAGES:
        pending = [package / stage]
        while pending:
            entry = pending.pop()
            if entry.is_dir():
                pending += sorted(entry.iterdir(), key=lambda one: one.name)
            elif entry.name.endswith(_SUFFIXES):
                digest.update(entry.name.encode())
                digest.update(entry.read_bytes())
    return digest.hexdigest()
