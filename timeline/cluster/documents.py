"""Which documents a part holds: cut by the characters of their text, from what the files say of themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b
from importlib.metadata import version
from math import ceil
from pathlib import Path, PurePosixPath

from timeline.cluster import folder
from timeline.cluster.engine import Dataset, Engine, Sizes
from timeline.cluster.records import Columns, Record
from timeline.documents import Origin, files, of_contents, of_files, origin
from timeline.documents.encoding import printable
from timeline.documents.files import File
from timeline.documents.readers import Content, parquet
from timeline.documents.readers.parquet import Group
from timeline.documents.sources import Tables
from timeline.errors import ClusterError, InputError
from timeline.model import Document
from timeline.settings import Settings
from timeline.store.codec import fingerprint, freeze, thaw

_TABLE = ".parquet"
_EXAMINED: Columns = {"file": int, "problem": str, "groups": str, "repeated": str}
_GIVEN: Columns = {"document": bytes, "problem": str}
_MOST = 1_000
"""Parts of a large input: more of the same size would cost the scheduler more than they save."""
_LARGEST = 64_000_000
"""Characters of a part at most: what a worker has in memory is a few times as large."""
_TOGETHER = 64
"""Files that one worker looks into after another before the parts are cut."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, by its path or URL."""

    file: File
    url: str

    @property
    def table(self) -> bool:
        """Whether workers read it themselves, part by part."""
        return self.file.path.suffix.lower() == _TABLE


@dataclass(frozen=True, slots=True)
class Part:
    """Documents that are read together: some rows of a file."""

    url: str
    origin: Origin
    groups: tuple[Group, ...]
    start: int
    stop: int
    seen: dict[str, int] = field(default_factory=dict)
    """How many documents of each id that is given again come before."""


@dataclass(frozen=True, slots=True)
class Given:
    """Documents that are read together: a part of what has been read already."""

    staged: Dataset
    number: int


def collect(sources: Iterable[str], problems: list[InputError]) -> list[Source]:
    """The files of paths and URLs (files, folders, patterns) under distinct ids, as one machine names them, too."""
    named = list(sources)
    found = [
        Source(file, str(file.path)) for file in files.collect([n for n in named if not folder.remote(n)], problems)
    ]
    for url in filter(folder.remote, named):
        try:
            found += _below(url)
        except InputError as error:
            problems.append(error)
    ids = files.distinct([source.file for source in found])
    return [replace(source, file=file) for source, file in zip(found, ids, strict=True)]


def key(sources: Iterable[Source], settings: Settings, sizes: Sizes) -> str:
    """What a run is known by: another one of the same key reads the same files in the same way."""
    digest = blake2b(repr((version("timeline"), fingerprint(), settings, sizes)).encode(), digest_size=8)
    for source in sources:
        system, path = folder.located(source.url)
        digest.update(repr((source.file.id, source.url, system.ukey(path) if system.exists(path) else "")).encode())
    return digest.hexdigest()


def planned(
    engine: Engine, sources: Sequence[Source], settings: Settings, problems: list[InputError]
) -> list[Part | Given]:
    """The parts of all sources: of tables as workers will read them, of anything else read here, one after the other."""
    tables = [source for source in sources if source.table]
    others = [source.file for source in sources if not source.table]
    described = Tables(problems)
    origins = [
        Origin(source.file.id, printable(source.url), named=source.file.named)
        if folder.remote(source.url)
        else origin(source.file, described)
        for source in tables
    ]
    urls = [source.url for source in tables]
    batches = [(at, urls[at : at + _TOGETHER]) for at in range(0, len(urls), _TOGETHER)]
    found: list[tuple[int, list[Group], dict[str, list[int]]]] = []
    for number, problem, groups, repeated in engine.each("files", batches, _examined, _EXAMINED):
        if problem:
            problems += _problem(origins[number], problem)
        else:
            found.append((number, [Group(*one) for one in json.loads(groups)], json.loads(repeated)))
    total = sum(group.size for _, groups, _ in found for group in groups)
    most = min(_LARGEST, max(engine.sizes.text, total // _MOST))
    parts: list[Part | Given] = []
    for number, groups, repeated in found:
        parts += _cut(urls[number], origins[number], groups, repeated, most)
    if others:
        batched = _batches(of_files(others, settings, problems), engine.sizes.text, problems)
        staged = engine.staged("given", batched, _GIVEN)
        parts += [Given(staged, number) for number in range(staged.parts)]
    return parts


def read(part: Part | Given, settings: Settings, problems: list[InputError]) -> Iterator[Document]:
    """The documents of a part; what is wrong with one of them is appended to ``problems``.

    :raises ClusterError: when the file cannot be reached, which is worth another attempt
    """
    if isinstance(part, Part):
        yield from of_contents(part.origin, _contents(part), settings, problems, part.seen)
        return
    for document, problem in part.staged.part(part.number):
        if problem:
            problems.append(InputError(problem))
        else:
            yield thaw(document)


def _below(url: str) -> list[Source]:
    root = url.rstrip("/")
    found = []
    for name in folder.matches(url):
        path = PurePosixPath("/", name.partition("://")[2])
        if path.suffix.lower() == _TABLE and not path.name.startswith((".", "_")):
            inside = name.startswith(f"{root}/")
            key = name.removeprefix(f"{root}/") if inside else path.name
            above = Path(str(path).removesuffix(f"/{key}"))
            found.append(Source(File(printable(key), Path(path), above, named=name == root), name))
    if not found:
        raise InputError(
            f"{url}: no Parquet file there; check the address. Other files are read from paths of this machine only"
        )
    return found


def _examined(batch: tuple[int, list[str]]) -> Iterator[Record]:
    """For each file its row groups, and the rows whose ids are given again; or what is wrong with it."""
    first, urls = batch
    for number, url in enumerate(urls, first):
        try:
            with folder.opened(url) as stream:
                groups = [list(asdict(one).values()) for one in parquet.groups(stream)]
                yield number, "", json.dumps(groups), json.dumps(parquet.repeated(stream))
        except InputError as error:
            yield number, f"{type(error).__name__} {error}", "", ""
        except OSError as error:
            yield number, f"OSError cannot be read ({error.strerror or error}); check its permissions", "", ""


def _problem(origin: Origin, told: str) -> list[InputError]:
    """A table of events in a folder of documents is passed over; who names one is told."""
    kind, _, message = told.partition(" ")
    return [] if kind == "ForeignError" and not origin.named else [InputError(f"{origin.name}: {message}")]


def _cut(
    url: str, origin: Origin, groups: Sequence[Group], repeated: dict[str, list[int]], most: int
) -> Iterator[Part]:
    """The parts of a file: several row groups, or some rows of a large one."""
    held: list[Group] = []
    for group in groups:
        if held and sum(one.size for one in held) + group.size > most:
            yield _part(url, origin, held, held[0].first, group.first, repeated)
            held = []
        pieces = ceil(group.size / most)
        if pieces > 1:
            rows = ceil(group.rows / pieces)
            for start in range(group.first, group.first + group.rows, rows):
                yield _part(url, origin, [group], start, min(start + rows, group.first + group.rows), repeated)
        elif group.rows:
            held.append(group)
    if held:
        yield _part(url, origin, held, held[0].first, held[-1].first + held[-1].rows, repeated)


def _part(
    url: str, origin: Origin, groups: Sequence[Group], start: int, stop: int, repeated: dict[str, list[int]]
) -> Part:
    before = {part: sum(row < start for row in rows) for part, rows in repeated.items() if rows[-1] >= start}
    seen = {printable(f"{origin.id}#{part}"): count for part, count in sorted(before.items()) if count}
    return Part(url, origin, tuple(groups), start, stop, seen)


def _contents(part: Part) -> Iterator[Content | InputError]:
    try:
        with folder.opened(part.url) as stream:
            yield from parquet.between(stream, part.groups, part.start, part.stop)
    except OSError as error:
        raise ClusterError(f"{part.url}: cannot be read ({error.strerror or error})") from error


def _batches(documents: Iterable[Document], most: int, problems: list[InputError]) -> Iterator[list[Record]]:
    """Documents in batches of so many characters, the last of them with what was wrong on the way."""
    batch, size, before = list[Record](), 0, len(problems)
    for document in documents:
        batch.append((freeze(document), ""))
        size += len(document.text)
        if size >= most:
            yield batch
            batch, size = [], 0
    batch += [(b"", str(problem)) for problem in problems[before:]]
    del problems[before:]
    if batch:
        yield batch
