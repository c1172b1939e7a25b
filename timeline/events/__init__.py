"""From dates in sentences to rows that a planner would have typed: title, place, people, status, kind, evidence."""

from __future__ import annotations

from timeline.events.build import Draft, build

__all__ = ["Draft", "build"]
