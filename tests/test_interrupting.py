"""Ctrl-C that falls into a finalizer is not lost."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import signal, time
from timeline.interrupting import keep_interruptions

class Interrupted:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

class Faulty:
    def __del__(self):
        raise ValueError("of the finalizer")

signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background inherits that it is ignored
keep_interruptions()
try:
    one = {kind}()
    del one
    time.sleep({seconds})
    print("went on")
except KeyboardInterrupt:
    print("ended")
"""


@pytest.mark.parametrize(
    ("kind", "seconds", "printed", "told"),
    [("Interrupted", 20, "ended\n", ""), ("Faulty", 0.2, "went on\n", "ValueError: of the finalizer")],
)
def test_only_an_interruption_is_raised_again(kind, seconds, printed, told):
    program = PROGRAM.format(kind=kind, seconds=seconds)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == printed
    assert told in done.stderr if told else not done.stderr
