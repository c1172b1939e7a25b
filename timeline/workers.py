"""Work on many values by several processes, with no more of them on the way than the processes can hold."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

_AHEAD = 4
"""Batches on the way for each process: enough that none waits, few enough that memory does not grow with the input."""
_BATCH = 60_000
"""Size of what is sent to a process at once: sending a short value alone costs as much as working on it."""
_ALONE = 300_000
"""Up to this size all is done before another process would have started."""


def available() -> int:
    """How many processes can work at once: the cores this one may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def collect_seldom() -> None:
    """Lets a process look for cycles less often: many small values, few cycles, and the default spends a tenth on looking."""
    gc.set_threshold(50_000, 20, 100)


def stream(
    work: Callable[[In], Out], inputs: Iterable[In], workers: int, size: Callable[[In], int]
) -> Iterator[tuple[In, Out]]:
    """Each input with what ``work`` makes of it, in the order of the inputs, whatever the number of ``workers``.

    ``size`` says how much work an input is, in characters of text; where there is little, no process is started for it.
    """
    values = iter(inputs)
    ahead = _batch(values, _ALONE if workers > 1 else 0, size)
    beyond = next(values, None) if workers > 1 else None
    if beyond is None:
        yield from ((value, work(value)) for value in chain(ahead, values))
        return
    from concurrent.futures import Future, ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    values = chain(ahead, [beyond], values)
    under_way: deque[tuple[list[In], Future[list[Out]]]] = deque()
    with ProcessPoolExecutor(workers, get_context("spawn"), collect_seldom) as pool:
        try:
            while True:
                while len(under_way) < _AHEAD * workers and (batch := _batch(values, _BATCH, size)):
                    under_way.append((batch, pool.submit(_each, work, batch)))
                if not under_way:
                    return
                batch, done = under_way.popleft()
                yield from zip(batch, done.result(), strict=True)
        finally:
            pool.shutdown(cancel_futures=True)


def _batch(values: Iterator[In], enough: int, size: Callable[[In], int]) -> list[In]:
    """The next values until they are ``enough``; fewer at the end."""
    batch: list[In] = []
    left = enough
    while left > 0 and (value := next(values, None)) is not None:
        batch.append(value)
        left -= max(1, size(value))
    return batch


def _each(work: Callable[[In], Out], batch: list[In]) -> list[Out]:
    return list(map(work, batch))
