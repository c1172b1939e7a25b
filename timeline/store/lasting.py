"""Values that stay in the store and are read as they are asked for, so that no more of them is in memory than is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar, overload

from sqlalchemy import Row, Select

from timeline.store.database import Database

_AT_ONCE = 500

Value = TypeVar("Value")


class Lasting(Sequence[Value], Generic[Value]):
    """The values that the rows of a query have; all that one look gives is as of one moment."""

    def __init__(
        self,
        database: Database,
        query: Select[Any],
        values: Callable[[Row[Any]], Iterable[Value]],
        count: int,
        *,
        single: bool,
    ) -> None:
        """``values`` are those of a row, ``single`` where each has just one; ``count`` is how many there are in all."""
        self._database = database
        self._query = query
        self._values = values
        self._count = count
        self._single = single

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Value]:
        return self._read(self._query)

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> list[Value]: ...
    def __getitem__(self, index: int | slice) -> Value | list[Value]:
        if isinstance(index, int):
            return self[index : index + 1 or None][0]
        start, stop, step = index.indices(self._count)
        if self._single:
            part = self._read(self._query.offset(start).limit(max(0, stop - start)))
            return list(islice(part, 0, None, step))
        return list(islice(self, start, stop, step))

    def _read(self, query: Select[Any]) -> Iterator[Value]:
        with (
            self._database.reading() as connection,
            connection.execution_options(yield_per=_AT_ONCE).execute(query) as found,
        ):
            for row in found:
                yield from self._values(row)
