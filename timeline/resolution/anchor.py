"""What a date is read from: the publication date, or in a narrative the date last spoken of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from timeline.model import Doubt, Expression, Precision, Span, Timex
from timeline.resolution import timex
from timeline.resolution.arithmetic import Interval, as_date
from timeline.resolution.lean import Lean, closes, frames, lean, limits
from timeline.resolution.looking_back import goes_back, looked_back_until
from timeline.resolution.narrative import Thread
from timeline.resolution.programme import Programme
from timeline.resolution.saying import told_until
from timeline.settings import Settings

NO_ANCHOR = "no publication date to read it from"
MOVED = "the new hour of something whose day is told elsewhere"
ELSEWHERE = "of something whose day is told elsewhere"
SAID = "the day named with it is the day on which it was said"
OUTSIDE = "outside the years 1 to 9999"
NEAR_TOLD = 100
"""Characters within which a report goes on telling of the year it has named, in another sentence."""
_WEEK = 7
_FRAMING = frozenset({"deixis-unit", "shifted", "year", "unit-then"})
"""Forms of a year that, at the head of a sentence, is that of its months and days."""
_BESIDE = 8
"""Characters between a day and the year that belongs to it, at most."""
_LISTED = 8
"""Characters between two days of a list, at most."""
ROUGH = "counted from a date that is told only roughly"
_FINE_UNITS = {"day": 0, "night": 0, "week": 1, "fortnight": 1, "weekend": 1, "month": 2, "quarter": 3, "half": 4}
_COARSEST = 5
_FINENESS = {
    Precision.MINUTE: 0, Precision.HOUR: 0, Precision.DAY_PART: 0, Precision.DAY: 0, Precision.WEEK_PART: 1, Precision.WEEK: 1,
    Precision.MONTH_PART: 2, Precision.MONTH: 2, Precision.SEASON: 3, Precision.QUARTER: 3, Precision.HALF: 4,
    Precision.YEAR: _COARSEST, Precision.DECADE: _COARSEST, Precision.CENTURY: _COARSEST,
}  # fmt: skip
"""How fine the units that are counted in are, and the dates that they are counted from: the lower, the finer."""


@dataclass(slots=True)
class Outcome:
    """What a reader made of an expression: an interval (if it lies on the calendar) and its TIMEX3 value."""

    timex: Timex
    interval: Interval | None = None
    part: str = ""
    season: str = ""
    edtf: str = ""
    zone: str = ""
    recurrence: str = ""
    rule: str = ""
    anchor: str = ""
    reason: str = ""
    implied: frozenset[str] = frozenset()
    doubts: tuple[Doubt, ...] = ()
    alternatives: tuple[Outcome, ...] = ()
    """Other dates that the text allows as well."""
    spoken_of: bool = True
    """Whether later expressions may be counted from this one."""


def nowhere(value: str = "") -> Outcome:
    """A date that would have to be read from an anchor, where there is none."""
    return Outcome(Timex("DATE", value), reason=NO_ANCHOR, spoken_of=False)


def implied(interval: Interval, unit: str = "", mod: str = "", rule: str = "", anchor: str = "") -> Outcome:
    """A date whose year the anchor tells; ``unit`` is the one it was said in, where the interval does not show it."""
    return Outcome(
        Timex("DATE", timex.value(interval, unit), mod), interval, rule=rule, anchor=anchor, implied=frozenset({"year"})
    )


def with_daypart(outcome: Outcome, daypart: str | None) -> Outcome:
    """The same day narrowed to a part of it; the date stays, the part is kept beside it."""
    if not daypart or outcome.interval is None:
        return outcome
    first = outcome.interval.start
    outcome.timex = Timex("TIME", f"{as_date(first).isoformat()}T{daypart}", outcome.timex.mod)
    outcome.interval = Interval(first, outcome.interval.end, Precision.DAY_PART)
    outcome.part = daypart
    return outcome


@dataclass(frozen=True, slots=True)
class Aside:
    """A day on which something was said, or that is looked back on, and what was spoken of before it."""

    end: int
    """Where its clause ends, as an offset into the text."""
    day: Interval | None
    """The day spoken of before it in its sentence."""
    last_day: date | None
    """The day spoken of before it anywhere."""
    said: bool


@dataclass(slots=True)
class Context:
    """What a reader may look at beside the expression itself; the reference moves on with every date read."""

    text: str
    language: str
    published: date | None
    narrative: bool
    settings: Settings
    moment: datetime | None = None
    """The hour of publication, where it is known."""
    sentence: tuple[int, int] = (0, 0)
    expression: Expression | None = None
    reference: Interval | None = None
    day: Interval | None = None
    """The day last spoken of in this sentence, for a clock time that names none."""
    tied_at: int = 0
    """Where the last day ended that is counted from something whose date is not said, as an offset into the text."""
    aside: Aside | None = None
    """The day last spoken of, where the text goes on from the one before it."""
    adrift: bool = False
    """Whether a clock time stands behind what somebody said, where no day but that one has been named."""
    part: str = ""
    """The part of the day last spoken of in this sentence: ``Tuesday evening at 8``."""
    last_day: date | None = None
    """The day last spoken of anywhere before."""
    past_day: date | None = None
    """The last of them that is not after publication: what a sentence that looks back goes on from."""
    counted: tuple[int, int, date] | None = None
    """Where the sentence begins in which a date was last counted from another one, which way, and that other one."""
    settling: frozenset[date] = frozenset()
    """Days that a weekday means of which its sentence does not say whether it is past or to come: the text tells them elsewhere."""
    days_ahead: frozenset[date] = frozenset()
    """All days told so far that lie ahead of publication, but for those from which something was moved."""
    day_ahead: date | None = None
    """The last of them that lies ahead of publication: what a sentence that looks ahead goes on from."""
    programme: Programme = field(default_factory=lambda: Programme(""))
    last_at: int = 0
    """Where that was, as an offset into the text."""
    hour_at: int = 0
    """Where the last time of the day ended that does not stand right before the expression, as an offset into the text."""
    quarter: Interval | None = None
    """The latest quarter named, as the report counts them: what a business report is about."""
    ahead_by: int = 0
    """Months by which that quarter lies later on the calendar than its name says (``first quarter ended Sept. 30``)."""
    ahead: bool = False
    """Whether the weekday last read lay ahead because its sentence said so: one that says nothing then goes on from it."""
    told: tuple[int, int, int] | None = None
    """Year, month and offset of the last day or month named with a year before that of publication."""
    told_year: tuple[int, int] | None = None
    """The past year last named by itself, and its offset: ``by the end of the year`` then is one of it."""
    framed: tuple[int, int] | None = None
    """The year that a sentence places itself in (``im vergangenen Jahr … im Februar``), and where that sentence begins."""
    month_named: tuple[Interval, int] | None = None
    """The month last named without a day, and its offset: ``the December meeting moves from the 10th to the 17th``."""
    weekday_named: date | None = None
    """The day named before, where the last weekday was that."""
    opening: tuple[date, int] | None = None
    """The last day named with its weekday, and its offset: a weekday behind it may be one of the days after it."""
    named: tuple[tuple[date, int], ...] = ()
    """The last days named by their month, with their offsets."""
    stretch: tuple[date, date, int] | None = None
    """The first and the last of the days last named as a range, and the offset behind them: a weekday told of next is one of them."""
    week_ahead: tuple[Interval, int] | None = None
    """The week to come that was last named (``next week``), and its offset: a weekday told of next is one of it."""
    opened: Interval | None = None
    """What the range that is being read begins with, until its end is read."""
    hour_told: tuple[datetime, int] | None = None
    """The last time of the day that was told, and its offset: ``an hour later`` is counted from it."""
    begun: tuple[date, int] | None = None
    """Day and minute of the hour that a range of hours begins with, while its end is to be read."""
    feast: date | None = None
    """The feast that is why what is told in the sentence has another day than usual."""
    bracketed: date | None = None
    """The day that what stands behind the weekday or feast that is being read makes of it: its date in brackets, say."""
    repeated: bool = False
    """Whether this sentence names several days or a recurrence: a clock time then belongs to each of them."""
    daily: bool | None = None
    """Whether the text speaks of days near its publication; none until something asks."""
    thread: Thread | None = None
    """The year a narrative has reached; none in news."""
    _leaning: tuple[tuple[int, int, bool], Lean] | None = None
    """The expression last asked about, and what its sentence says."""
    before_christ: int | None = None
    """The year before Christ last spoken of; none once a later date is read."""

    @property
    def anchor(self) -> date | None:
        """The day that ``today`` and ``last week`` are counted from."""
        if self.narrative and self.before_christ is not None:
            return None
        if self.narrative and self.reference is not None:
            return as_date(self.reference.start)
        return self.published

    @property
    def anchor_words(self) -> str:
        """The same in words, for an explanation."""
        if self.narrative and self.reference is not None:
            return f"spoken of before: {as_date(self.reference.start).isoformat()}"
        return f"published {self.published.isoformat()}" if self.published else ""

    @property
    def then(self) -> date | None:
        """The day that ``the next day`` and ``two years later`` are counted from."""
        if self.narrative and self.before_christ is not None:
            return None
        if (middle := self._middle()) is not None:
            return middle
        if self.reference is None:
            return self.published
        return self._on_its_side(as_date(self.reference.start))

    def count(self) -> tuple[int, int, date] | None:
        """What is counted from where, for the expression at hand: see ``counted``."""
        parts = self.expression.parts if self.expression is not None else {}
        way = parts.get("then")
        if not isinstance(way, int) or not way or self.narrative:
            return None
        base = self.told_day if parts.get("unit") == "day" else self.then
        return (self.sentence[0], way, base) if base is not None else None

    def _middle(self) -> date | None:
        """``der Aufbau am Tag davor, der Abbau am Tag darauf``: what the one before was counted from, the other way."""
        behind = self.expression is not None and self.expression.form in {"unit-then", "daypart-then"}
        way = self.expression.parts.get("then") if behind and self.expression is not None else None
        if self.counted is None or not isinstance(way, int) or self.counted[0] != self.sentence[0]:
            return None
        return self.counted[2] if way * self.counted[1] < 0 else None

    def _on_its_side(self, day: date) -> date:
        """A day to count from; where what is told lies behind, no day that is still to come, and the other way round."""
        if self.narrative or self.published is None:
            return day
        if day < self.published and self.day_ahead is not None and self.lean().direction > 0:
            return self.day_ahead
        behind = day > self.published and self.lean().direction < 0
        return self.past_day or day if behind else day

    def roughly(self, unit: str) -> Outcome | None:
        """What is counted in a unit finer than the date last spoken of (``in 1987 … three days later``); none where that is fine enough."""
        if self.reference is None or _FINENESS[self.reference.precision] <= _FINE_UNITS.get(unit, _COARSEST):
            return None
        first = as_date(self.reference.start)
        known = f"{first.year:04d}" + (f"-{first.month:02d}" if _FINENESS[self.reference.precision] <= 2 else "-XX")
        value = {"day": f"{known}-XX", "week": f"{first.year:04d}-WXX", "fortnight": f"{first.year:04d}-WXX"}.get(
            unit, f"{first.year:04d}-XX"
        )
        return Outcome(Timex("DATE", value), reason=ROUGH, spoken_of=False)

    @property
    def told_day(self) -> date | None:
        """The day that ``on the same day`` means: the last one told, or what later dates are counted from."""
        if (middle := self._middle()) is not None:
            return middle
        day = self.last_day or (as_date(self.reference.start) if self.reference is not None else None)
        return self._on_its_side(day) if day is not None else None

    @property
    def then_words(self) -> str:
        """The same in words."""
        if self.reference is not None:
            return f"spoken of before: {as_date(self.reference.start).isoformat()}"
        return self.anchor_words

    @property
    def year_told(self) -> date | None:
        """A day of the past year that was named just before, in news; none where it goes on with its own time."""
        if self.told_year is None or self.narrative or self.expression is None:
            return None
        year, at = self.told_year
        near = self.expression.start - at < NEAR_TOLD and self.lean().direction < 0
        return date(year, 1, 1) if near else None

    def lean(self) -> Lean:
        """What the sentence says: past or future."""
        if self.expression is None:
            return Lean(0, "")
        if "move" in self.expression.parts:
            return Lean(1, "what is moved is still to come", 2)
        ranged = self.expression.parts.get("range") == "from" and "onward" not in self.expression.parts
        key = (self.expression.start, self.expression.end, ranged)
        if self._leaning is None or self._leaning[0] != key:
            month_at = self.month_named[1] if self.month_named is not None else 0
            last = max(self.last_at, self.hour_at, month_at)
            self._leaning = key, lean(self.text, self.sentence, key[:2], self.language, last, ranged)
        return self._leaning[1]

    def _aside(self) -> bool:
        """Whether brackets add a date to a narrative: the story does not go on from it."""
        if self.reference is None or self.thread is None or self.expression is None:
            return False
        return self.thread.bracketed(self.expression.start)

    def _names_year(self, interval: Interval) -> bool:
        """``am 14. November des Vorjahres``: the year of the day just named, which later dates go on from."""
        if interval.precision is not Precision.YEAR or self.day is None or self.expression is None:
            return False
        inside = as_date(interval.start) <= as_date(self.day.start) <= as_date(interval.end)
        return inside and 0 <= self.expression.start - self.last_at <= _BESIDE

    def _aside_told(self, told: date) -> Aside | None:
        """What makes the day that is being read, ``told``, an aside; none where the text goes on from it. On a day to come nothing
        has been said yet.
        """
        if self.expression is None or self.narrative:
            return None
        day = Span(self.expression.start, self.expression.end)
        ahead = self.published is not None and told > self.published
        until = -1 if ahead else told_until(self.text, day, self.sentence, self.language)
        if until >= 0:
            return Aside(until, self.day, self.last_day, said=True)
        until = looked_back_until(self.text, self.expression, self.sentence, self.language)
        if until < 0:
            return None
        # Of several days looked back on one after the other, the story goes on from the one before the first.
        last = self.aside.last_day if self.aside is not None and not self.aside.said else self.last_day
        return Aside(until, self.day, last, said=False)

    def go_back(self, hour: Expression) -> None:
        """Lets a time or part of the day behind an aside go on from the day before it.

        A part of the day behind what was said on a day is one of it; what itself looks back stays where the text is.
        """
        aside = self.aside
        if aside is None or hour.start < aside.end:
            return
        if aside.said and not hour.form.startswith("clock"):
            return
        if not aside.said and goes_back(self.text, (hour.start, hour.end), self.sentence, self.language):
            return
        if not aside.said and aside.day is None and not self._goes_on_from(aside.last_day):
            return
        self.aside = None
        within = aside.end >= self.sentence[0]
        if within:
            self.day, self.adrift = aside.day, aside.day is None and aside.said
        if within or self.last_day != self.published or not aside.said:
            self.last_day = aside.last_day

    def _goes_on_from(self, day: date | None) -> bool:
        """Whether what is told can go on from a day: what lies behind from none to come."""
        return day is not None and (self.published is None or day <= self.published or self.lean().direction > 0)

    def _run_of_days(self, last: date) -> date | None:
        """The first of the days that end with the one just named: of a range, or of days in a row (``am 25. und 26. September``)."""
        if self.expression is None or not self.named[:-1]:
            return None
        before, at = self.named[-2]
        if self.expression.parts.get("range") == "to":
            return before
        if self.expression.form != "day-list" or (last - before).days != 1 or self.expression.start - at > _LISTED:
            return None
        return self.stretch[0] if self.stretch is not None and self.stretch[1:] == (before, at) else before

    def _last_moment(self) -> bool:
        """``bis zum 12. Oktober``: up to when something is possible is not when the story is."""
        if self.narrative or self.expression is None or self.opened is not None:
            return False
        if limits(self.text, self.expression.start, self.language):
            return True
        return closes(self.text, self.sentence[0], self.expression.start, self.language)

    def note(self, interval: Interval) -> None:
        """Remembers a date that later ones may be counted from."""
        if interval.precision in (Precision.DECADE, Precision.CENTURY):
            return
        if self._aside() or self._names_year(interval):
            return
        if self.reference is None or interval.precision is not Precision.DAY or not self._last_moment():
            self.reference = interval
        self.before_christ = None
        if self.thread is not None and self.expression is not None:
            self.thread.move(self.expression, interval, self.sentence)
        first = as_date(interval.start)
        if (
            self.expression is not None
            and self.published
            and "year" in self.expression.parts
            and "month" in self.expression.parts
        ):
            self.told = (first.year, first.month, self.expression.end) if first.year < self.published.year else None
        if self.expression is not None and self.published and "year" in self.expression.parts:
            self.told_year = (first.year, self.expression.end) if first.year < self.published.year else None
        if interval.precision is Precision.QUARTER and self.published and as_date(interval.end) < self.published:
            latest = max(self.quarter or interval, interval, key=lambda i: as_date(i.start))
            self.ahead_by = self.ahead_by if latest == self.quarter else 0
            self.quarter = latest
        if interval.precision is Precision.YEAR and self.expression is not None:
            framing = self.expression.form in _FRAMING and frames(
                self.text,
                (self.sentence[0], self.expression.start, self.expression.end),
                self.language,
                ahead=self.published is not None and first.year > self.published.year,
            )
            self.framed = (first.year, self.sentence[0]) if framing else None
        if interval.precision is Precision.MONTH and self.expression is not None:
            self.month_named = (interval, self.expression.end)
        week = interval.precision is Precision.WEEK or (as_date(interval.end) - first).days == _WEEK - 1  # Karwoche
        if week and self.published and first > self.published:
            self.week_ahead = (interval, self.expression.end if self.expression else 0)
        if interval.precision in (Precision.DAY, Precision.DAY_PART, Precision.MINUTE, Precision.HOUR):
            self.aside = self._aside_told(first)
            self.day, self.adrift = interval, False
            # After a night that ends on the next day the story goes on from that day.
            told = as_date(interval.end) if interval.precision is Precision.DAY_PART else first
            ends = self._last_moment()
            if self.last_day is None or not ends:
                self.last_day = told
            left = self.expression is not None and self.expression.parts.get("move") == "from"
            if self.published is not None and told > self.published and not left:
                self.days_ahead |= {told}
            if self.published is not None and told >= self.published and (self.day_ahead is None or not ends):
                self.day_ahead = told
            if self.published is not None and told <= self.published and (self.past_day is None or not ends):
                self.past_day = told
            if self.expression is not None and "month" in self.expression.parts:
                self.named = (*self.named[-3:], (first, self.expression.end))
                if (opened := self._run_of_days(first)) is not None:
                    self.stretch = (opened, first, self.expression.end)
                self.opening = (first, self.expression.end) if "wd" in self.expression.parts else self.opening
            self.last_at = self.expression.end if self.expression else 0
            if self.expression is not None and not limits(self.text, self.expression.start, self.language):
                self.programme.note(self.last_day, self.expression.end)
