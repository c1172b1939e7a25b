"""What the cluster's library says of workers that come and go: of no use to who waits for the rows."""

from __future__ import annotations

import logging

_TALKERS = ("asyncio", "distributed", "distributed.client", "distributed.gc", "tornado", "tornado.application")
"""Each has a level of its own, which ``distributed`` gives it when it is loaded; that of the name above is not taken."""


def hush() -> None:
    """Silence them in this process."""
    for name in _TALKERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def dask_setup(_worker: object) -> None:
    """Silence them in a worker's process: the function that a worker calls when it starts, where this module is preloaded.

    https://docs.dask.org/en/stable/how-to/customize-initialization.html
    """
    hush()
