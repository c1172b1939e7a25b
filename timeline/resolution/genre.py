"""Whether a text is news, whose days are counted from its publication, or tells of years long gone.

In: a document and its expressions; out: a genre. A chronicle, a biography or an article of history names one year after the
other and hardly ever says "yesterday": a day without a year is of the year last spoken of, and not of the publication's.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.model import Document, Expression
from timeline.resolution.arithmetic import as_date

NEWS, NARRATIVE = "news", "narrative"
_ENOUGH = 8
"""Years long gone that a text names at least to be a narrative."""
_TIMES = 4
"""How many times more often it names them than what is counted from its own day."""
_RECENT = 1
"""Years before the publication from which on a year is of its own time: it may name those as often, not more."""
_SEVERAL = 4
"""Different years that it names; a programme is of one or two."""
_COUNTED = ("weekday", "day-relative", "deixis")
"""How the forms are called that are counted from the day of publication."""


def genre_of(document: Document, expressions: Sequence[Expression]) -> str:
    """``news`` or ``narrative``: as the document says, else as its expressions tell.

    Where it is not known when it was published, it has to name several years.
    """
    if document.genre:
        return NEWS if document.genre == NEWS else NARRATIVE
    years = [year for one in expressions if isinstance(year := one.parts.get("year"), int)]
    if document.published is not None:
        since = as_date(document.published).year - _RECENT
        gone = sum(year < since for year in years)
    else:
        gone = len(years) if len(set(years)) >= _SEVERAL else 0
    counted = sum(one.form.startswith(_COUNTED) or "deixis" in one.parts for one in expressions)
    return NARRATIVE if gone >= max(_ENOUGH, _TIMES * counted, len(years) - gone) else NEWS
