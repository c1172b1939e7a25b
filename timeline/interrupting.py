"""Ctrl-C, also where Python would lose it."""

from __future__ import annotations

import signal
import sys
import threading
from _thread import interrupt_main

_SOON = 0.05
"""Seconds until it is raised again: the finalizer it fell into has returned by then."""


def keep_interruptions() -> None:
    """From now on an interruption that falls into a finalizer ends the program all the same, a moment later.

    What a finalizer or the callback of a weak reference raises cannot reach the code beside it: Python only prints it
    (https://docs.python.org/3/library/sys.html#sys.unraisablehook), and the program would go on as if nobody had asked.
    """
    told = sys.unraisablehook

    def again(lost: sys.UnraisableHookArgs) -> None:
        if not issubclass(lost.exc_type, KeyboardInterrupt):
            told(lost)
            return
        later = threading.Timer(_SOON, _interrupt)
        later.daemon = True
        later.start()

    sys.unraisablehook = again


def _interrupt() -> None:
    """As the terminal does it, to the thread that runs the program: one that waits for a lock wakes up."""
    if sys.platform == "win32":
        interrupt_main()
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
