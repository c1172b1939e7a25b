"""Reads expressions as calendar dates, from the publication date or, in a narrative, from the date last spoken of.

``resolving`` goes through a document's expressions: ``anchor`` knows what a date is read from, ``hours`` to which day an hour
belongs, ``lean`` whether a sentence looks back or ahead, ``arithmetic`` the calendar; a reader module for each family of forms
makes an :class:`~timeline.resolution.anchor.Outcome`, and ``timex`` writes it down.
"""

from timeline.resolution.resolving import resolve

__all__ = ["resolve"]
