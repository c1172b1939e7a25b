"""One row per event over all documents: who is who, what became of it, and why."""

from timeline.table.account import Account, account
from timeline.table.duplicates import Reason, explain, reasons
from timeline.table.merge import attributed, merge

__all__ = ["Account", "Reason", "account", "attributed", "explain", "merge", "reasons"]
