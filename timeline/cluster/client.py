"""The workers: a cluster by its scheduler's address, or processes of this machine; checked before anything is read."""

from __future__ import annotations

import logging
import platform
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

import dask
from distributed import Client, LocalCluster

from timeline.cluster import LOCAL, quiet
from timeline.cluster.folder import Folder
from timeline.errors import ClusterError, UsageError
from timeline.store.codec import fingerprint

_PATIENCE = 10
"""Seconds in which a scheduler has to answer, and in which a first worker has to be there."""
_SCHEMES = ("tcp://", "tls://", "ucx://", "ws://", "wss://")
_TOLD = (
    ("timeline", "another version of timeline"),
    ("code", "other code or language data"),
    ("python", "another Python"),
)
_LOST = {
    "distributed.comm.retry.count": 3,
    "distributed.scheduler.allowed-failures": 5,
}
"""A worker that goes is no reason to end."""


@contextmanager
def connected(address: str, workers: int) -> Iterator[Client]:
    """A client of the cluster at ``address`` (``local``: this machine, with so many ``workers``), which has workers.

    :raises UsageError: when that is no address
    :raises ClusterError: when no scheduler answers there, or it has no workers
    """
    if address != LOCAL and not address.startswith(_SCHEMES):
        raise UsageError(f"--cluster {address}: no address; write it as tcp://scheduler:8786, or {LOCAL}")
    quiet.hush()
    with dask.config.set(_LOST):
        if address == LOCAL:
            with _processes(workers) as cluster, Client(cluster) as client:
                yield client
            return
        try:
            client = Client(address, timeout=_PATIENCE)
        except (OSError, TimeoutError) as error:
            raise ClusterError(
                f"--cluster {address}: no scheduler answers there ({_said(error)}); start one with: dask scheduler"
            ) from None
        with client:
            try:
                client.wait_for_workers(1, timeout=_PATIENCE)
            except TimeoutError:
                raise ClusterError(
                    f"--cluster {address}: the scheduler has no workers; start some with: dask worker {address}"
                ) from None
            yield client


def _processes(workers: int) -> LocalCluster:
    """Processes of this machine. Ctrl-C is meant for the one that has started them, which then ends them."""
    main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if main else None
    try:
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
            preload=[quiet.__name__],
        )
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


def check(client: Client, folder: Folder, inputs: list[str]) -> None:
    """Raises ``ClusterError`` where a worker has not the same program, or does not reach the output or an input."""
    here = _identity()
    folder.tell(_PROBE, here)
    for worker, there in sorted(client.run(_look, folder, inputs).items()):
        for name, what in _TOLD:
            if there.get(name) != here[name]:
                raise ClusterError(
                    f"worker {worker} has {what} ({there.get(name)}, here {here[name]}); install the same on all machines"
                )
        if missing := there.get("missing"):
            raise ClusterError(
                f"worker {worker} does not reach {missing}; give a folder or address that all machines share"
            )


_PROBE = "probe.json"


def _look(folder: Folder, inputs: list[str]) -> dict[str, str]:
    missing = [one for one in inputs if not Folder(one).exists()]
    if folder.told(_PROBE) is None:
        missing.append(folder.url)
    return {**_identity(), "missing": ", ".join(missing[:1])}


def _identity() -> dict[str, str]:
    return {
        "timeline": version("timeline"),
        "code": fingerprint(),
        "python": ".".join(platform.python_version_tuple()[:2]),
    }


def _said(error: BaseException) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
