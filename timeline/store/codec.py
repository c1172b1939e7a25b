"""Values as bytes: what can be made anew from the documents is kept as compressed pickles of the project's own values.

Only the classes listed here can come back, so that a store from elsewhere cannot run code (the Python manual, pickle,
"Restricting globals"). A value is kept field by field under its *shape*, the fields of all classes at the time, so that a
later version with more or fewer of them still reads it: what it does not know it leaves out, what is missing is the default.
"""

from __future__ import annotations

import io
import json
import pickle
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from hashlib import blake2b
from importlib import import_module
from importlib.resources import files
from operator import attrgetter
from typing import Any

_LEVEL = 1
_VALUES = {
    "timeline.documents.duplicates": ("Sketch",),
    "timeline.model": (
        *("Change", "Document", "Doubt", "Entry", "Event", "Mention", "Place", "Span", "Timex", "Unresolved", "When"),
    ),
    "timeline.table.account": ("Account",),
    "timeline.table.echoes": ("Echo",),
    "timeline.table.identity": ("Signature",),
    "timeline.table.seat": ("Seat",),
}
_OTHERS = {
    "datetime": frozenset({"date", "datetime", "time"}),
    "rensa": frozenset({"RMinHash"}),
    "timeline.model": frozenset({"Kind", "Precision", "Status"}),
}
_STAGES = (
    *("model.py", "languages", "regions", "gazetteer", "documents", "expressions", "resolution", "events", "table"),
)
_SUFFIXES = (".py", ".toml", ".bin")
_TAG = 4
"""Bytes in front of each value that name its shape."""

Shape = Mapping[str, tuple[str, ...]]
"""For each class its fields, in the order in which they are kept."""

_shapes: dict[bytes, Shape] = {}


class DamagedError(ValueError):
    """Bytes that are no value of a timeline."""


def freeze(value: object) -> bytes:
    """A value of the project as bytes."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _reducers()
    pickler.dump(value)
    return current()[0] + zlib.compress(buffer.getvalue(), _LEVEL)


def thaw(data: bytes) -> Any:
    """The value again; raises ``DamagedError`` for anything but the project's own values in a shape that is known."""
    tag = bytes(data[:_TAG])
    if tag not in _shapes and tag != current()[0]:
        raise DamagedError("it holds values of another version of the program")
    try:
        return _Unpickler(io.BytesIO(zlib.decompress(data[_TAG:])), tag).load()
    except (zlib.error, pickle.UnpicklingError, EOFError, LookupError, TypeError, ValueError) as error:
        raise DamagedError(f"it is damaged ({error})") from error


@cache
def current() -> tuple[bytes, str]:
    """The shape of values as they are now: its tag, and what ``know`` understands."""
    shape = {name: tuple(one.name for one in fields(kind)) for name, kind in _classes().items()}
    said = json.dumps(shape, sort_keys=True)
    tag = blake2b(said.encode(), digest_size=_TAG).digest()
    _shapes[tag] = shape
    return tag, said


def know(shapes: Iterable[str]) -> None:
    """Learns the shapes that a store holds values in."""
    for said in shapes:
        tag = blake2b(said.encode(), digest_size=_TAG).digest()
        _shapes[tag] = {name: tuple(names) for name, names in json.loads(said).items()}


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, tag: bytes) -> None:
        super().__init__(file)
        self._tag = tag

    def find_class(self, module: str, name: str) -> Any:
        return _known(self._tag, module, name)


@cache
def _known(tag: bytes, module: str, name: str) -> Any:
    if name in _VALUES.get(module, ()):
        return _maker(tag, name)
    if name in _OTHERS.get("rensa" if module.startswith("rensa") else module, ()):
        return getattr(import_module(module), name)
    raise pickle.UnpicklingError(f"{module}.{name} is no value of a timeline")


@cache
def _classes() -> Mapping[str, type[Any]]:
    return {name: getattr(import_module(module), name) for module, names in _VALUES.items() for name in names}


@cache
def _reducers() -> dict[type[Any], Callable[[Any], tuple[Any, ...]]]:
    """How the fields of a value are got, which is several times as fast as what a frozen class does by itself."""

    def reducer(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
        values = attrgetter(*(one.name for one in fields(kind)))
        return lambda value: (kind, values(value))

    return {kind: reducer(kind) for kind in _classes().values()}


@cache
def _maker(tag: bytes, name: str) -> Callable[..., Any]:
    """What makes a value of a class from its fields as they were kept."""
    kind = _classes()[name]
    known = {one.name: one for one in fields(kind)}
    kept = _shapes[tag][name]
    new: Any = kind.__new__  # not that of object, which makes no instance of a compiled class
    if kept == tuple(known):
        setters = [getattr(kind, field).__set__ for field in kept]

        def make(*values: Any) -> Any:
            made = new(kind)
            for put, value in zip(setters, values, strict=True):
                put(made, value)
            return made

        return make
    places = [(field, kept.index(field)) for field in known if field in kept]
    missing = [one for field, one in known.items() if field not in kept]

    def convert(*values: Any) -> Any:
        said = {field: values[at] for field, at in places}
        return kind(**said, **{one.name: _default(one) for one in missing})

    return convert


def _default(field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else None


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
