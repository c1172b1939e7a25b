"""One row per event over all documents: who is who, what became of it, and why."""

from timeline.table.duplicates import Reason, explain, reasons
from timeline.table.merge import merge

__all__ = ["Reason", "explain", "merge", "reasons"]
