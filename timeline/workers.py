"""Work on many values by several processes, with no more of them on the way than the processes can hold."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from multiprocessing import parent_process
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

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


class Pool:
    """Processes that start when there is more to do than one would have done by then, and stay until the end."""

    def __init__(self, workers: int, before: Callable[[], None] = lambda: None) -> None:
        """``before`` is called when the processes are about to start: they must not share open files of a database."""
        self.workers = workers
        self._before = before
        self._processes: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ends the processes, which gives their memory back; others start when there is more to do."""
        if self._processes:
            self._processes.shutdown(cancel_futures=True)
            self._processes = None

    @property
    def started(self) -> bool:
        """Whether there are processes."""
        return self._processes is not None

    def stream(
        self, work: Callable[[In], Out], inputs: Iterable[In], size: Callable[[In], int]
    ) -> Iterator[tuple[In, Out]]:
        """Each input with what ``work`` makes of it, in the order of the inputs, whatever the number of processes.

        ``size`` says how much work an input is, in characters of text; where there is little, no process is started.
        """
        values = iter(inputs)
        several = self.workers > 1
        copied = _copied()
        ahead = _batch(values, (_BATCH if copied else _ALONE) if several else 0, size)
        beyond = next(values, None) if several else None
        if beyond is None:
            yield from ((value, work(value)) for value in chain(ahead, values))
            return
        if copied:  # what it looks up for these, its copies need not look up again
            yield from ((value, work(value)) for value in ahead)
            ahead = []
        values = chain(ahead, [beyond], values)
        batches = iter(lambda: _batch(values, _BATCH, size), [])
        for batch, done in self.each(partial(_each, work), batches):
            yield from zip(batch, done, strict=True)

    def each(self, work: Callable[[In], Out], inputs: Iterable[In]) -> Iterator[tuple[In, Out]]:
        """The same for inputs that are much work each."""
        values = iter(inputs)
        under_way: deque[tuple[In, Future[Out]]] = deque()
        try:
            while True:
                for value in islice(values, _AHEAD * self.workers - len(under_way)):
                    under_way.append((value, self._start().submit(work, value)))
                if not under_way:
                    return
                value, done = under_way.popleft()
                yield value, done.result()
        finally:
            for _, done in under_way:
                done.cancel()

    def _start(self) -> ProcessPoolExecutor:
        if self._processes is None:
            from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
            from multiprocessing import get_context  # noqa: PLC0415

            self._before()
            context = get_context("fork" if _copied() else "spawn")
            self._processes = ProcessPoolExecutor(self.workers, context, _settle)
        return self._processes


def stream(
    work: Callable[[In], Out], inputs: Iterable[In], workers: int, size: Callable[[In], int]
) -> Iterator[tuple[In, Out]]:
    """``Pool.stream`` by processes of its own."""
    with Pool(workers) as pool:
        yield from pool.stream(work, inputs, size)


def beside(jobs: Sequence[Callable[[], Out]], workers: int, before: Callable[[], None] = lambda: None) -> Iterator[Out]:
    """What some jobs give, in their order, done side by side in copies of this process where there can be any.

    Copies have all that is in memory here without being sent it. ``before`` is as in ``Pool``.
    """
    if min(workers, len(jobs)) < 2 or not _copied():
        yield from (job() for job in jobs)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    before()
    _jobs[:] = jobs
    try:
        with ProcessPoolExecutor(min(workers, len(jobs)), get_context("fork"), _settle) as processes:
            yield from processes.map(_job, range(len(jobs)))
    finally:
        _jobs.clear()


_jobs: list[Callable[[], Any]] = []
"""What copies of this process are to do."""


def _job(number: int) -> Any:
    return _jobs[number]()


def _copied() -> bool:
    """Whether processes can start as copies of this one: where the system knows that, and no thread is at work beside it."""
    return sys.platform == "linux" and threading.active_count() == 1


def _settle() -> None:
    """Prepares a process: it ends with the one that has started it, even if that is killed and cannot tell."""
    collect_seldom()
    gc.freeze()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


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
