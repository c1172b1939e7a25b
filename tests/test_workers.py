"""Work by several processes: all of it, in order, and never much of it at once."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator

import pytest

from timeline import workers
from timeline.workers import available, beside, stream


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("count", [0, 1, 7, 400])
def test_each_input_with_its_result_in_order(processes: int, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_ALONE", 50)
    monkeypatch.setattr(workers, "_BATCH", 30)
    inputs = ["x" * (number % 11) + str(number) for number in range(count)]
    assert list(stream(str.upper, inputs, processes, len)) == [(one, one.upper()) for one in inputs]


def test_inputs_are_taken_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_ALONE", 10)
    monkeypatch.setattr(workers, "_BATCH", 10)
    taken = []

    def inputs() -> Iterator[str]:
        for number in range(10_000):
            taken.append(number)
            yield "0123456789"

    results = stream(str.lower, inputs(), 2, len)
    for _ in range(5):
        next(results)
    assert len(taken) < 50
    results.close()  # type: ignore[attr-defined]


def test_little_work_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", None)
    assert len(list(stream(str.lower, ["ab"] * 100, 8, len))) == 100


def test_a_fault_in_a_process_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_ALONE", 1)
    with pytest.raises(ValueError, match="invalid literal"):
        list(stream(int, ["1", "2", "x"], 2, len))


def test_there_is_a_core() -> None:
    assert available() >= 1


@pytest.mark.parametrize("processes", [1, 2])
def test_jobs_side_by_side_give_what_they_give_in_order(processes: int) -> None:
    told: list[int] = []
    jobs = [lambda number=number: (os.getpid(), number) for number in range(5)]  # type: ignore[misc]
    done = list(beside(jobs, processes, lambda: told.append(1)))
    assert [number for _, number in done] == list(range(5))
    if threading.active_count() == 1 and sys.platform == "linux":
        assert (os.getpid() in {process for process, _ in done}) == (processes == 1)
        assert bool(told) == (processes > 1)


def test_a_job_that_fails_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(beside([lambda: 1, lambda: 1 // 0], 2))
