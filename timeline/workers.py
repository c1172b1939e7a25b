"""Work on many values by several processes, with no more of them on the way than the processes can hold."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

_AHEAD = 4
"""Batches on the way for each process: enough that none waits, few enough that memory does not grow with the input."""
_BATCH = 8
"""Values sent to a process at once: sending one alone costs as much as a short document takes."""


def stream(work: Callable[[In], Out], inputs: Iterable[In], workers: int) -> Iterator[tuple[In, Out]]:
    """Each input with what ``work`` makes of it, in the order of the inputs, whatever the number of ``workers``."""
    if workers <= 1:
        yield from ((value, work(value)) for value in inputs)
        return
    from concurrent.futures import Future, ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    values = iter(inputs)
    under_way: deque[tuple[list[In], Future[list[Out]]]] = deque()
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        try:
            while True:
                while len(under_way) < _AHEAD * workers and (batch := list(islice(values, _BATCH))):
                    under_way.append((batch, pool.submit(_each, work, batch)))
                if not under_way:
                    return
                batch, done = under_way.popleft()
                yield from zip(batch, done.result(), strict=True)
        finally:
            pool.shutdown(cancel_futures=True)


def _each(work: Callable[[In], Out], batch: list[In]) -> list[Out]:
    return list(map(work, batch))
