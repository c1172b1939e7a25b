"""The same stages on many machines (Dask): documents come as partitioned Parquet, and rows go as such."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from timeline.errors import InputError, UsageError
from timeline.settings import Settings
from timeline.workers import available

if TYPE_CHECKING:
    from timeline.cluster.engine import Sizes

LOCAL = "local"
"""The address that stands for processes of this machine."""


def build(
    sources: Iterable[str],
    output: str,
    *,
    address: str = LOCAL,
    workers: int | None = None,
    settings: Settings | None = None,
    problems: list[InputError] | None = None,
    sizes: Sizes | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Mapping[str, int]:
    """Read documents on a cluster and write the tables ``timeline``, ``evidence``, ``documents`` and ``unresolved``.

    ``sources`` and ``output`` are paths that all workers share, or URLs that fsspec knows. ``address`` is that of a Dask
    scheduler, or ``local`` for ``workers`` processes of this machine. The rows are those of one machine. Returns how
    many rows each table has. What cannot be read is named in ``problems``, or raised as ``InputError`` without them.

    :raises UsageError: when the extra ``cluster`` is not installed, or for an address that is none
    :raises ClusterError: when the scheduler or its workers cannot be used
    :raises OutputError: when the output cannot be written
    """
    try:
        from timeline.cluster import engine, run  # noqa: PLC0415
    except ImportError as error:
        raise UsageError(f"--cluster needs {error.name}; install it with: pip install 'timeline[cluster]'") from None
    found: list[InputError] = []
    written = run.run(
        sources, output, address, workers or available(), settings or Settings(), found, sizes or engine.Sizes(), say
    )
    if problems is None and found:
        raise found[0]
    if problems is not None:
        problems += found
    return written
