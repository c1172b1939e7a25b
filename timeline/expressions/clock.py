"""Clock times and parts of the day: ``20.30 Uhr``, ``halb acht``, ``14 bis 16 Uhr``, ``9 a.m. EDT``, ``am Abend``."""

from __future__ import annotations

from timeline.expressions.grammar import Form, Found, Match

MORNING = 7
"""The hour from which on figures are hardly a length of time."""
_HOURS = 24
_NOON, _EARLY = 12, 6
_FIGURES = 2
"""Figures of a minute."""
_ZONE = "zone=ZONE?"
_PART = "(daypart=DAYPART|DAYTIME|DAYPARTS)?"
_HOURS_BEFORE = "(CLOCK|HOUR) OCLOCK? (COMMA (CLOCK|HOUR) OCLOCK?)*"


def _range(match: Match) -> list[Found]:
    """``14 bis 16 Uhr``: two times, the first one without its own mark of a clock."""
    start, end = match.value("start"), match.value("clock")
    parts = match.parts()
    shared = {k: parts[k] for k in ("meridiem", "daypart", "zone") if parts.get(k) is not None}
    own = dict(shared)
    index = match.groups["mark" if "mark" in match.groups else "start"][0]
    parts.pop("mark", None)
    if "first" in match.groups:
        own["meridiem"] = match.value("first")
        index = match.groups["first"][0]
    elif shared.get("meridiem") == "PM" and _minutes(start) > _minutes(end):
        # "9:30 to 3 p.m." begins in the morning.
        own["meridiem"] = "AM"
    elif not shared and "OCLOCK" not in match.tokens[match.last].meanings:
        if _afternoon(start, end):
            # "From 10 to 4": it ends in the afternoon.
            shared["meridiem"], own["meridiem"] = "PM", "AM"
        elif isinstance(start, int) and isinstance(end, int) and 0 < start < min(end, _EARLY) and end < _NOON:
            # "Between 2 and 4" is hardly said of the night; "from 4 to 22" counts the hours of the whole day.
            shared["meridiem"] = own["meridiem"] = "PM"
    until = match.groups["clock"][0]
    until -= "HOURARTICLE" in match.tokens[until - 1].meanings
    tie = "move" if "ONTO" in match.tokens[until - 1].meanings else "range"
    return [
        Found(match.first, index, match.form.name, {"clock": start, tie: "from", **own}),
        Found(until, match.last, match.form.name, {"clock": end, tie: "to", **shared}),
    ]


def _of_day(match: Match) -> list[Found]:
    """``de 14 à 16 heures``: where the word for hours is a unit as well, small figures are a length of time."""
    length = "UNIT" in match.tokens[match.last].meanings and _minutes(match.value("start")) < MORNING * 60
    return [] if length else _range(match)


def _word_range(match: Match) -> list[Found]:
    """``from noon to 11pm``, ``18 Uhr bis Mitternacht``: two times, of which a word says one or both."""
    parts, found = match.parts(), []
    for tie, number, word, meridiem in (
        ("from", "start", "startword", "first"),
        ("to", "clock", "endword", "meridiem"),
    ):
        at = match.groups[word if word in match.groups else number][0]
        last = match.last if tie == "to" else match.groups.get(meridiem, (at,))[0]
        if tie == "from" and "OCLOCK" in match.tokens[last + 1].meanings:
            last += 1
        if word in match.groups:
            hour = match.value(word)
            own = {"clock": 0 if hour == _HOURS and tie == "from" else hour}
        else:
            own = {"clock": parts[number]} | ({"meridiem": parts[meridiem]} if meridiem in parts else {})
        own |= {"zone": parts["zone"]} if "zone" in parts else {}
        found.append(Found(match.first if tie == "from" else at, last, match.form.name, {**own, "range": tie}))
    return found


def _each(match: Match) -> list[Found]:
    """``10, 12 und 14 Uhr``: several times, of which the last alone has the mark of a clock."""
    parts, last = match.parts(), match.groups["clock"][0]
    shared = {k: parts[k] for k in ("meridiem", "daypart", "zone") if parts.get(k) is not None}
    found = []
    for index in range(match.first, last):
        meanings = match.tokens[index].meanings
        clock = meanings.get("CLOCK", meanings.get("HOUR"))
        if clock is not None:
            later = shared.get("meridiem") == "PM" and _minutes(clock) > _minutes(parts["clock"])
            found.append(
                Found(
                    index, index, match.form.name, {"clock": clock, **shared, **({"meridiem": "AM"} if later else {})}
                )
            )
    return [*found, Found(last, match.last, match.form.name, {"clock": parts["clock"], **shared})]


def _with_minutes(match: Match) -> list[Found]:
    """``20 Uhr 15``, but not ``20 Uhr zwei Konzerte``: behind an hour in figures the minutes are two figures too."""
    parts, last = match.parts(), match.last
    at = match.groups["minute"][0] if "minute" in match.groups else None
    if at is not None and at == last:
        token = match.tokens[at]
        if token.end - token.start != _FIGURES:
            del parts["minute"]
            last -= 1
    return [Found(match.first, last, match.form.name, parts)]


def _afternoon(start: int | tuple[int, int, str], end: int | tuple[int, int, str]) -> bool:
    """Whether two hours without any mark of the half of the day are the one before and the one after noon."""
    first, last = (clock[0] if isinstance(clock, tuple) else clock for clock in (start, end))
    return last < first < _NOON and first > _EARLY


def _beside_day(match: Match) -> list[Found]:
    """``Friday from 7 to 9``: hours without any mark of a clock, right behind the day they belong to."""
    before = list(match.tokens[max(match.begin - 2, 0) : match.begin])
    if before and "COMMA" in before[-1].meanings:
        before.pop()
    return _range(match) if before and _DAYS & before[-1].meanings.keys() else []


def _at_night(match: Match) -> list[Found]:
    """``tonight at 9``: an hour right behind the part of the day that tells which of two it is."""
    before = match.tokens[match.begin - 1].meanings if match.begin else {}
    return match.whole(bool(_PARTS & before.keys()))


def _at_day(match: Match) -> list[Found]:
    """``on Thursday at 17.30``: a time with a full stop, right behind the day it belongs to."""
    before = match.tokens[match.begin - 1].meanings if match.begin else {}
    return match.whole(bool(_AT_DAYS & before.keys()))


_PARTS = {"DAYPART", "TONIGHT"}
_AT_DAYS = {"WEEKDAY", "WEEKDAYS", "DAYREL", "DAY", "YEAR", "MONTH"}
_DAYS = {"WEEKDAY", "DAYREL", "DAYPART", "TONIGHT", "WEEKDAYPART", "NUMERIC", "ISODATE"}


def _listed(match: Match) -> list[Found]:
    """``14.03., 20:00``: a time in figures right behind a date in figures."""
    before = list(match.tokens[max(match.begin - 2, 0) : match.begin])
    if before and "COMMA" in before[-1].meanings:
        before.pop()
    dated = before and "NUMERIC" in before[-1].meanings
    return match.whole(bool(dated))


def _hour(match: Match) -> list[Found]:
    """``um sechs``, ``a las seis``: a number that a clock can show."""
    hour = match.value("hour_in" if "hour_in" in match.groups else "clock")
    return match.whole(hour in range(_HOURS + 1))


def _minutes(clock: int | tuple[int, int, str]) -> int:
    """Minutes since twelve o'clock on a clock face."""
    hour, minute = clock[:2] if isinstance(clock, tuple) else (clock, 0)
    return hour % 12 * 60 + minute


_TIME = f"mod=MODIFIER? clock=CLOCK|HOUR meridiem=MERIDIEM {_ZONE} COMMA?"
_WORD = "mod=MODIFIER? clockword=CLOCKWORD COMMA?"
_DATES = (
    "ARTICLE? deixis=DEIXIS? wd=WEEKDAY",
    "dayrel=DAYREL",
    "(wd=WEEKDAY COMMA?)? month=MONTHFIRST day=DAY (COMMA? year=YEAR)?",
    "(wd=WEEKDAY COMMA?)? day=DAY month=MONTH year=YEAR?",
)
_SPOKEN = ("mod=MODIFIER? HOURARTICLE clock=CLOCK|HOUR|NUMBER", "clock=HOURONE")
"""An hour that its article tells from a number (``las ocho``, ``las 20.30``); "at one" may be one word."""
_TOLD = "ATHOUR?"
"""What leads on to it: matched too, so that the longest of these forms wins wherever it begins."""
_THE_PART = "OF ARTICLE? daypart=DAYPART"
_START = "HOURARTICLE start=CLOCK|HOUR|NUMBER OCLOCK? first=MERIDIEM?"
_END = f"HOURARTICLE clock=CLOCK|HOUR|NUMBER OCLOCK? ((meridiem=MERIDIEM)|({_THE_PART}))? {_ZONE}"

FORMS: tuple[Form, ...] = (
    # Before the form without it: where the language has the mark of the first of two hours in its span.
    Form("clock-range", "start=CLOCK|HOUR mark=HOURMARK (TO|DASH) clock=CLOCK|HOUR OCLOCK", build=_range),
    Form("clock-range", "BETWEEN < start=CLOCK|HOUR mark=HOURMARK AND clock=CLOCK|HOUR OCLOCK >", build=_range),
    Form(
        "clock-range",
        f"start=CLOCK|HOUR OCLOCK? (TO|DASH)+ CONTRACTION? clock=CLOCK|HOUR OCLOCK {_PART}",
        build=_range,
    ),
    Form("clock-range", f"BETWEEN < start=CLOCK|HOUR OCLOCK? AND clock=CLOCK|HOUR OCLOCK {_PART} >", build=_range),
    Form(
        "clock-range",
        f"(FROM|BETWEEN) < startword=CLOCKWORD (TO|DASH|AND)+ clock=CLOCK|HOUR OCLOCK? meridiem=MERIDIEM? {_ZONE} >",
        build=_word_range,
    ),
    Form(
        "clock-range",
        f"start=CLOCK|HOUR OCLOCK? first=MERIDIEM? (TO|DASH)+ endword=CLOCKWORD {_ZONE}",
        build=_word_range,
    ),
    Form(
        "clock-range",
        f"BETWEEN < start=CLOCK|HOUR OCLOCK? first=MERIDIEM? AND endword=CLOCKWORD {_ZONE} >",
        build=_word_range,
    ),
    Form("clock-range", "(FROM|BETWEEN) < startword=CLOCKWORD (TO|DASH|AND)+ endword=CLOCKWORD >", build=_word_range),
    # "De 14 à 16 heures": without its preposition this is a length of time.
    Form("clock-range", "FROM < start=CLOCK|HOUR (TO|DASH) clock=CLOCK|HOUR OCLOCK >", build=_of_day),
    Form("clock-list", f"{_HOURS_BEFORE} (AND|SLASH) clock=CLOCK|HOUR OCLOCK {_PART}", build=_each),
    Form("clock-list", f"AT < {_HOURS_BEFORE} AND clock=CLOCK|HOUR meridiem=MERIDIEM {_ZONE} >", build=_each),
    # "Mo–Fr 8–12 und 14–18 Uhr"
    Form(
        "clock-range",
        "< start=CLOCK|HOUR (TO|DASH) clock=CLOCK|HOUR > (?= (AND|COMMA|SLASH) (CLOCK|HOUR) (TO|DASH) (CLOCK|HOUR) OCLOCK)",
        build=_range,
    ),
    Form("clock-move", "OF < start=CLOCK|HOUR OCLOCK? ONTO clock=CLOCK|HOUR OCLOCK >", build=_range),
    Form(
        "clock-range",
        f"start=CLOCK|HOUR first=MERIDIEM? (TO|DASH) clock=CLOCK|HOUR meridiem=MERIDIEM {_ZONE}",
        build=_range,
    ),
    Form(
        "clock-range",
        f"(FROM|BETWEEN) < start=CLOCK|HOUR first=MERIDIEM? (TO|DASH|AND)+ clock=CLOCK|HOUR meridiem=MERIDIEM {_ZONE} >",
        build=_range,
    ),
    Form(
        "clock-range",
        "(FROM|BETWEEN) < start=CLOCK|HOUR (TO|DASH|AND)+ clock=CLOCK|HOUR IN ARTICLE daypart=DAYPART >",
        build=_range,
    ),
    Form("clock-range", "(FROM|BETWEEN) < start=CLOCK|HOUR (TO|DASH|AND)+ clock=CLOCK >", build=_range),
    Form("clock-range", "(FROM|BETWEEN) < start=CLOCK (TO|DASH|AND)+ clock=HOUR > (?! UNIT)", build=_range),
    Form(
        "clock-range",
        "(FROM|BETWEEN) < start=CLOCK|HOUR (TO|DASH|AND)+ clock=CLOCK|HOUR > (?= ON? (DAYREL|WEEKDAY|NUMERIC|TONIGHT))",
        build=_range,
    ),
    Form(
        "clock-range",
        "(FROM|BETWEEN) < start=CLOCK|HOUR (TO|DASH|AND)+ clock=CLOCK|HOUR > (?! UNIT|MONTH|SCALE)",
        build=_beside_day,
    ),
    Form(
        "clock",
        f"mod=CLOCKMODIFIER < clock=CLOCK|HOUR OCLOCK minute=NUMBER? (daypart=DAYPART|DAYTIME|DAYPARTS)? {_ZONE} >",
        build=_with_minutes,
    ),
    Form(
        "clock",
        f"mod=MODIFIER? clock=CLOCK|HOUR OCLOCK minute=NUMBER? (daypart=DAYPART|DAYTIME|DAYPARTS)? {_ZONE}",
        build=_with_minutes,
    ),
    Form("clock", f"mod=MODIFIER? clock=CLOCK|HOUR meridiem=MERIDIEM {_ZONE}"),
    Form("clock", f"mod=MODIFIER? hourword=NUMBER|ONE OCLOCK (daypart=DAYPART|DAYTIME|DAYPARTS)? {_ZONE}"),
    Form("clock", f"mod=CLOCKMODIFIER < hourword=NUMBER|ONE OCLOCK minute=NUMBER? {_ZONE} >", build=_with_minutes),
    Form("clock", f"hourword=NUMBER OCLOCK minute=NUMBER {_ZONE}", build=_with_minutes),
    Form("clock", "clock=DIGITS OCLOCK? zone=ZONE"),
    Form("clock", "clock=DIGITS OCLOCK"),
    Form("clock", f"clock=DIGITS meridiem=MERIDIEM {_ZONE}"),
    Form("clock", "hour_in=NUMBER|HOUR IN ARTICLE daypart=DAYPART"),
    Form("clock", "ATCLOCK < hour_in=NUMBER|HOUR daypart=DAYTIME|DAYPARTS >"),
    Form("clock", "hour_in=NUMBER|HOUR INTHE daypart=DAYPART"),
    Form("clock-past", "minutes=NUMBER UNITS? CLOCKPAST hourword=NUMBER OCLOCK? (IN ARTICLE daypart=DAYPART)?"),
    *(
        Form(
            "clock-half",
            f"mod=MODIFIER? QUARTERWORD {way} hourword=NUMBER|ONE (?! SCALE|UNIT|MONTH) (IN ARTICLE daypart=DAYPART)?",
            {"fraction": minutes},
        )
        for way, minutes in (("TO", -15), ("QUARTERPAST", 15))
    ),
    Form("clock-half", "mod=MODIFIER? fraction=CLOCKFRACTION hourword=ORDINAL"),
    Form("clock-half", "mod=MODIFIER? fraction=CLOCKFRACTION hourword=NUMBER|ONE OCLOCK? (daypart=DAYTIME|DAYPARTS)?"),
    Form("date-clock", "day=DAY OF? month=MONTH year=YEAR COMMA? clock=CLOCK (?! OCLOCK|MERIDIEM|DASH|TO)"),
    *(Form("date-clock", f"{time} {day}") for time in (_TIME, _WORD) for day in _DATES),
    Form(
        "clock-hour",
        "ATCLOCK < hour_in=NUMBER > (?! OCLOCK|MERIDIEM|UNIT|UNITADJECTIVE|DAYTIME|DAYPARTS|DASH|TO|NUMBER|SCALE|CLOCK|MONTH|ERA)"
        " (?! (COMMA|AND|SLASH) (CLOCK|HOUR) (OCLOCK|MERIDIEM|COMMA|AND|SLASH))",
        build=_hour,
    ),
    Form("clock-word", "mod=MODIFIER? HOUR? clockword=CLOCKWORD"),
    Form("clock-word", "way=WAY|FROM < clockword=CLOCKWORD >"),
    Form("clock", "AT < hour_in=NUMBER|HOUR > (?= ON ARTICLE? DEIXIS? WEEKDAY DAYPART)", build=_hour),
    # "Mardi 1er mai, 18 heures": alone this would be a length of time.
    Form("clock", "COMMA < clock=HOUR HOURMARK > (?! TO|DASH|NUMBER|AND)", build=_at_day),
    Form("clock", "AT < clock=CLOCK > (?! UNIT|MONTH|SCALE|DASH|OCLOCK|MERIDIEM)", build=_at_day),
    Form("clock-listed", "clock=CLOCK (?! OCLOCK|MERIDIEM|DASH|TO|SCALE|UNIT)", build=_listed),
    Form("clock", "AT < clock=CLOCK|HOUR > (?! UNIT|MONTH|SCALE|DASH|OCLOCK|MERIDIEM)", build=_at_night),
    Form("clock-bare", f"ATCLOCK < clock=CLOCK {_ZONE} > (?! OCLOCK|MERIDIEM)"),
    Form("clock-alone", f"clock=CLOCK {_ZONE}"),
    # "Las ocho y media de la tarde", "las 20.30 horas", "de las 10 a las 12", "entre las nueve y las diez".
    *(
        Form("clock-half", f"{_TOLD} < {hour} fraction=HOURFRACTION OCLOCK? ({_THE_PART})? {_ZONE} >")
        for hour in _SPOKEN
    ),
    *(Form("clock", f"{_TOLD} < {hour} OCLOCK? {_THE_PART} >") for hour in _SPOKEN),
    *(Form("clock", f"{_TOLD} < {hour} OCLOCK? meridiem=MERIDIEM {_ZONE} >") for hour in _SPOKEN),
    Form("clock", f"{_TOLD} < mod=MODIFIER? HOURARTICLE clock=CLOCK OCLOCK? {_ZONE} >"),
    Form("clock", f"{_TOLD} < HOURARTICLE clock=HOUR OCLOCK? zone=ZONE >"),
    Form("clock-hour", "ATHOUR < HOURARTICLE clock=HOUR|NUMBER OCLOCK? > (?! UNIT|SCALE|MONTH|OF|DASH)", build=_hour),
    Form("clock-hour", "ATHOUR < clock=HOURONE OCLOCK? >"),
    *(
        Form("date-clock", f"{_TOLD} < {hour} fraction=HOURFRACTION? OCLOCK? {_THE_PART} OF ARTICLE? {day} >")
        for hour in _SPOKEN
        for day in ("dayrel=NAMEDDAYREL", "wd=WEEKDAY", "day=DAY OF month=MONTH (OF? year=YEAR)?")
    ),
    Form(
        "clock-range",
        f"(FROM|ATHOUR)? < {_START} (TO|DASH) {_END} >",
        build=_range,
    ),
    Form("clock-range", f"BETWEEN < {_START} AND {_END} >", build=_range),
    Form("clock-range", "FROM < start=CLOCK OCLOCK? TO clock=CLOCK|HOUR OCLOCK >", build=_range),
    Form("clock-range", "FROM < start=HOUR OCLOCK? TO clock=CLOCK OCLOCK >", build=_range),
    Form(
        "clock-range", f"FROM < start=CLOCK|HOUR|NUMBER TO clock=CLOCK|HOUR|NUMBER OCLOCK? {_THE_PART} >", build=_range
    ),
    Form("day-part-generic", "daypart=ANYPART"),
    Form("day-part", "THROUGH < daypart=DAYPART >"),
    Form("day-part", "daypart=OVERNIGHT"),
    Form("day-part", "ARTICLE? mod=MODIFIER? part=PARTOF? daypart=DAYPART"),
    Form("day-part", "ARTICLE? part=PARTOF OF daypart=DAYPART"),
    Form("day-part", "PERIN < daypart=DAYTIME >"),
)
