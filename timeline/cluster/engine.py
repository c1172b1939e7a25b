"""Phases on a cluster: each reads what the one before has left on disk, and leaves its own parts there.

So nothing has to be in memory at once, a worker that is lost takes only the parts with it that it was working on, and a
run that is cut off goes on with the phase, and within it with the part, at which it was. The records of a part, and the
parts themselves, depend on the input alone, never on how many workers there are or which of them is done first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import dask
import dask.dataframe as dd

from timeline.cluster import records
from timeline.cluster.folder import Folder
from timeline.cluster.records import Columns, Record
from timeline.errors import ClusterError, TimelineError
from timeline.workers import collect_seldom

if TYPE_CHECKING:
    from pandas import DataFrame

Work = Callable[[Iterator[Record]], Iterable[Record]]
"""What a phase does with the records of a part."""

_COUNTS: Columns = {"part": int, "rows": int, "size": int, "check": str}
_DONE = "done.json"
_ATTEMPTS = 3
"""How often a phase is begun anew that has lost its workers in the middle of a shuffle."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much a part holds; what comes out depends on it neither in its rows nor in their order, only in its files."""

    text: int = 4_000_000
    """Characters of text."""
    staged: int = 32_000_000
    """Bytes of what lies between two phases."""
    rows: int = 200_000
    """Records between two phases."""
    blocks: int = 20_000_000
    """Documents whose blocks are small enough for one worker; of more, several look into copies of a block."""
    written: int = 100_000
    """Rows of a file of the output."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a phase has left: a file for each part."""

    folder: Folder
    columns: Columns
    parts: int
    rows: int
    size: int
    """Bytes on disk."""
    check: str
    """The same for the same records in whatever order and parts."""

    def part(self, number: int) -> Iterator[Record]:
        """The records of a part."""
        return records.records(records.unpacked(self.folder.read(_name(number))))

    def __iter__(self) -> Iterator[Record]:
        for number in range(self.parts):
            yield from self.part(number)


Source = tuple[Dataset, Work]
"""What is shuffled: the records that some work makes of a part."""


class Engine:
    """Runs phases in a working folder that all workers reach."""

    def __init__(self, folder: Folder, sizes: Sizes, say: Callable[[str], None] = lambda _: None) -> None:
        """``say`` is told in words what begins."""
        self.folder = folder
        self.sizes = sizes
        self._say = say

    def each(
        self, name: str, inputs: Sequence[Any], work: Callable[[Any], Iterable[Record]], columns: Columns
    ) -> Dataset:
        """A part for each input: the records that ``work`` makes of it."""
        folder = self.folder / name
        if (done := _kept(folder, columns)) is not None:
            return done
        self._say(f"{name}: {len(inputs)} parts")
        if not inputs:
            return _finished(folder, columns, _meta(_COUNTS))
        made = dd.from_map(
            partial(_make, folder=folder, work=work, columns=columns),
            list(enumerate(inputs)),
            meta=_meta(_COUNTS),
        )
        return _finished(folder, columns, _computed(name, made))

    def staged(self, name: str, batches: Iterable[Iterable[Record]], columns: Columns) -> Dataset:
        """A part for each batch of records that this process itself reads."""
        folder = self.folder / name
        if (done := _kept(folder, columns)) is not None:
            return done
        self._say(f"{name}: read on this machine")
        counts = [_written(number, folder, records.table(batch, columns)) for number, batch in enumerate(batches)]
        return _finished(folder, columns, records.joined([_meta(_COUNTS), *counts]))

    def mapped(self, name: str, source: Dataset, work: Work, columns: Columns) -> Dataset:
        """A part for each part of another dataset."""
        return self.each(name, range(source.parts), partial(_of_part, source=source, work=work), columns)

    def shuffled(
        self,
        name: str,
        sources: Sequence[Source],
        between: Columns,
        work: Work,
        columns: Columns,
        parts: int = 0,
        *,
        dense: int = 1,
    ) -> Dataset:
        """Brings the records of all ``sources`` together that are alike in the first column of ``between``.

        ``work`` gets them part by part, sorted by all columns. ``parts`` is how many there are, by default as many as
        the sources fill, where ``dense`` says how many times as much lies between as in the sources.
        """
        folder = self.folder / name
        if (done := _kept(folder, columns)) is not None:
            return done
        parts = parts or self.parts(*(dataset for dataset, _ in sources), dense=dense)
        self._say(f"{name}: {sum(dataset.parts for dataset, _ in sources)} parts into {parts}")
        inputs = [(dataset, number, each) for dataset, each in sources for number in range(dataset.parts)]
        if not inputs:
            return _finished(folder, columns, _meta(_COUNTS))
        read = dd.from_map(partial(_read, columns=between), inputs, meta=_meta(between))
        together = read.shuffle(next(iter(between)), npartitions=parts) if len(inputs) > 1 or parts > 1 else read
        made = together.map_partitions(
            _made, folder=folder, work=work, between=between, columns=columns, meta=_meta(_COUNTS)
        )
        return _finished(folder, columns, _computed(name, made))

    def parts(self, *sources: Dataset, dense: int = 1) -> int:
        """In how many parts the records of ``sources`` are worked on together."""
        size = dense * sum(one.size for one in sources) // self.sizes.staged
        return 1 + max(size, sum(one.rows for one in sources) // self.sizes.rows)

    def drop(self, *datasets: Dataset) -> None:
        """Removes what no phase needs any more; a run that is taken up again knows that it was there."""
        for dataset in datasets:
            for name in dataset.folder.names():
                if name != _DONE:
                    (dataset.folder / name).remove()


def by_key(found: Iterable[Record]) -> Iterator[tuple[Any, list[Record]]]:
    """Sorted records in groups that are alike in their first column, which is left out of them."""
    key, group = None, list[Record]()
    for record in found:
        if group and record[0] != key:
            yield key, group
            group = []
        key = record[0]
        group.append(record[1:])
    if group:
        yield key, group


def _of_part(number: int, source: Dataset, work: Work) -> Iterable[Record]:
    return work(source.part(number))


def _make(numbered: tuple[int, Any], folder: Folder, work: Callable[[Any], Iterable[Record]], columns: Columns) -> Any:
    collect_seldom()
    number, given = numbered
    name = _name(number)
    if folder.exists(name):
        return _counted(number, folder.read(name))
    return _written(number, folder, records.table(work(given), columns))


def _read(given: tuple[Dataset, int, Work], columns: Columns) -> DataFrame:
    dataset, number, work = given
    return records.frame(work(dataset.part(number)), columns)


def _made(
    data: DataFrame,
    folder: Folder,
    work: Work,
    between: Columns,
    columns: Columns,
    partition_info: Mapping[str, int] | None = None,
) -> DataFrame:
    if partition_info is None:  # a trial on an empty frame
        return _meta(_COUNTS)
    collect_seldom()
    found = records.ordered(data, between)
    return _written(partition_info["number"], folder, records.table(work(found), columns))


def _written(number: int, folder: Folder, made: Any) -> DataFrame:
    data = records.packed(made)
    folder.write(_name(number), data)
    return _counts(number, made, data)


def _counted(number: int, data: bytes) -> DataFrame:
    return _counts(number, records.unpacked(data), data)


def _counts(number: int, made: Any, data: bytes) -> DataFrame:
    return records.frame([(number, made.num_rows, len(data), f"{records.checksum(made):x}")], _COUNTS)


def _meta(columns: Columns) -> DataFrame:
    return records.frame([], columns)


def _computed(name: str, made: dd.DataFrame) -> DataFrame:
    """The counts of all parts; raises ``ClusterError`` when the workers cannot make them."""
    from distributed import KilledWorker  # noqa: PLC0415

    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with dask.config.set({"dataframe.convert-string": False}):
                return cast("DataFrame", made.compute(retries=_ATTEMPTS))
        except (TimelineError, OSError):
            raise
        except KilledWorker as error:
            raise ClusterError(
                f"{name}: a part of it has ended several workers one after the other, most likely for want of memory; "
                "give the workers more (--memory-limit), then run the same command again: it goes on from here"
            ) from error
        except RuntimeError:  # what a shuffle raises whose workers have gone
            if attempt == _ATTEMPTS:
                raise
    raise AssertionError


def _kept(folder: Folder, columns: Columns) -> Dataset | None:
    told = folder.told(_DONE)
    return Dataset(folder, columns, **told) if told is not None else None


def _finished(folder: Folder, columns: Columns, counts: DataFrame) -> Dataset:
    check = f"{sum(int(one, 16) for one in counts['check']) % (1 << 64):x}"
    made = Dataset(folder, columns, len(counts), int(counts["rows"].sum()), int(counts["size"].sum()), check)
    told = {name: value for name, value in asdict(made).items() if name not in {"folder", "columns"}}
    folder.tell(_DONE, told)
    return made


def _name(number: int) -> str:
    return f"part-{number:07d}.parquet"
