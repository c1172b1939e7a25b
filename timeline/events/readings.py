"""Word classes and forms that the rules of this stage ask for by name."""

from __future__ import annotations

FINITE = frozenset({"present", "past", "finite"})
VERBAL = frozenset({"VERB", "AUX", "MODAL"})
OPENERS = frozenset("\"“”„‚‘«»'([:–—-")
BREAKS = frozenset(",;:.!?–—()[]")

Readings = tuple[tuple[str, str], ...]
"""(tag, form), likeliest first."""
