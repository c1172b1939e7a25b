"""The project's errors; every message names the file, the place in it, and what to do.

TimelineError
├── InputError          a document or folder that cannot be read
│   └── SourcesError    a broken sources.csv
├── OutputError         a folder or file that cannot be written
│   └── OutputNotice    a file that was written, or left as it was, for a reason worth reading
├── StoreError          a store that cannot be opened, read or written
├── ClusterError        a scheduler or workers that cannot be reached or used
├── DecisionError       a decision that cannot be taken
│   └── Conflict        a decision about a row that somebody else has changed meanwhile
└── UsageError          options that make no sense together
"""

from __future__ import annotations


class TimelineError(Exception):
    """Base of everything the project raises on purpose; ``str(error)`` is one line for the terminal."""


class InputError(TimelineError):
    """A document or folder that cannot be read."""


class SourcesError(InputError):
    """A ``sources.csv`` that breaks its contract; names file, line and column."""


class OutputError(TimelineError):
    """A folder or file that cannot be written."""


class OutputNotice(OutputError):  # noqa: N818 - nothing went wrong
    """A file that was written, or left as it was, for a reason worth reading; nothing is raised for it."""


class StoreError(TimelineError):
    """A store that cannot be opened, read or written, or that another run is holding."""


class ClusterError(TimelineError):
    """A scheduler or workers that cannot be reached, or that cannot be used."""


class DecisionError(TimelineError):
    """A decision that cannot be taken; names row and column."""


class Conflict(DecisionError):  # noqa: N818 - nothing is wrong with the decision itself
    """A decision about a row that somebody else has changed since it was looked at."""


class UsageError(TimelineError):
    """Options that make no sense, or not together."""
