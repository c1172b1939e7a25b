"""Dates that name a calendar day, month, season or year: ``15. März 2025``, ``April 6-7``, ``im Sommer 2015``, ``263 v. Chr.``."""

from __future__ import annotations

from itertools import pairwise

from timeline.expressions.grammar import Form, Found, Match
from timeline.expressions.join import goes_on
from timeline.expressions.lexicon import Token

_LED = "(NUMBERARTICLE? WEEKDAY COMMA?)? ((ARTICLE? NUMBEREDDAY)|NUMBERARTICLE)?"
"""What a day of a list can have before its number: ``Samstag, 4.``, ``los días 4``, ``del 4``."""
_FIGURES, _LATE = 2, 32
"""Figures of a year without its century, and the first such number that is no day."""
_SEPARATORS = "(COMMA|AND|INSTEAD|TO|ONTO|DASH|SLASH|PREPOSITION|CONTRACTION|ARTICLE|WEEKDAY)"


def _days(match: Match) -> list[Found]:
    """A list or range of days that share a month: ``3., 4. und 7. Mai``, ``May 13, 14 and 15``."""
    shared = {k: v for k, v in match.parts().items() if k in ("month", "year", "deixis", "unit")}
    found: list[Found] = []
    joint = ""
    weekday: int | None = None
    begin: int | None = None
    daypart = match.value("daypart")
    month = match.groups["month"][0]
    tail = next((match.groups[part][0] for part in ("year", "unit") if part in match.groups), month)
    lasting = daypart == "NI" or goes_on(match.tokens, match.first)
    for index in range(match.first, match.last + 1):
        meanings = match.tokens[index].meanings
        if "WEEKDAY" in meanings:
            weekday, begin = meanings["WEEKDAY"], index if begin is None else begin
        elif daypart is not None and index == match.groups["daypart"][0]:
            begin = match.first
        elif "NUMBERARTICLE" in meanings:
            begin, joint = index, "to" if "TO" in meanings else joint  # its article belongs to the day ("del 4 al 6")
        elif "DAY" in meanings and index != tail:
            parts: dict[str, object] = {"day": meanings["DAY"], **shared}
            if daypart is not None:
                parts["daypart"], daypart = daypart, None
            if weekday is not None:
                parts["wd"] = weekday
            joint = "to" if joint == "onto" and lasting else joint
            if joint == "to" and found:
                _month_before(found[-1].parts, parts)
            _join(found, parts, joint)
            found.append(Found(index if begin is None else begin, index, match.form.name, parts))
            weekday, begin, joint = None, None, ""
        elif "TO" in meanings or "DASH" in meanings:
            joint = "to"
        elif "ONTO" in meanings:
            joint = "onto"
        elif ("AND" in meanings or "COMMA" in meanings) and joint not in ("to", "onto"):
            joint = "and"
    if any("NUMBEREDDAY" in match.tokens[n].meanings for n in range(match.first, found[0].first)):
        found[0].first = match.first
    found[0].first = min(found[0].first, month)
    found[-1].last = max(found[-1].last, tail)
    return found


def _month_before(first: dict[str, object], last: dict[str, object]) -> None:
    """``vom 27. bis 3. April`` begins in March."""
    month, year = first["month"], first.get("year")
    if isinstance(month, int) and int(str(first["day"])) > int(str(last["day"])) and month == last["month"]:
        first["month"] = month - 1 or 12
        if month == 1 and isinstance(year, int):
            first["year"] = year - 1


def _weekend_days(match: Match) -> list[Found]:
    """``Wochenende vom 14. auf den 15. März``: the weekend of these days, not the next one."""
    days = _days(match)
    days[0].first = match.begin
    return days


def _weekdays_days(match: Match) -> list[Found]:
    """``Freitag und Samstag, 4. und 5. Dezember``: the weekdays name the same days as the list behind them."""
    first, second = match.groups["wd"][0], match.groups["wd_last"][0]
    days = _days(Match(match.form, match.tokens, match.groups, second + 1, match.last, match.begin))
    ends = ((first, days[0], "wd"), (second, days[-1], "wd_last"))
    return [*(Found(at, at, match.form.name, {**day.parts, "wd": match.value(name)}) for at, day, name in ends), *days]


def _stamped(match: Match) -> list[Found]:
    """Days that share the month and year of a numeric date: ``4.-6.12.2026``, ``4. und 5.12.``."""
    stamp, last = match.value("stamp"), match.groups["stamp"][0]
    shared = {k: v for k, v in stamp.items() if k in ("month", "year", "short")}
    found: list[Found] = []
    joint = ""
    for index in range(match.first, last + 1):
        meanings = match.tokens[index].meanings
        if "DAY" in meanings or index == last:
            parts = {"stamp": {"day": meanings["DAY"], **shared} if index != last else stamp}
            _join(found, parts, joint)
            found.append(Found(index, index, "numeric", parts))
            joint = ""
        elif "TO" in meanings or "DASH" in meanings:
            joint = "to"
        elif "ONTO" in meanings:
            joint = "onto"
    return found


def _join(found: list[Found], parts: dict[str, object], joint: str) -> None:
    """Ties two days: the ends of a range, or the old and the new day of what is moved (``vom 3. auf den 5. Mai``)."""
    if joint and joint != "and" and found:
        kind = "move" if joint == "onto" else "range"
        found[-1].parts[kind], parts[kind] = "from", "to"


def _years(match: Match) -> list[Found]:
    """Two years as a range or pair: ``1914–1918``, ``1926–28``, ``2009/10``."""
    first, last = match.value("year"), match.value("until")
    index, until = match.groups["year"][0], match.groups["until"][0]
    if "SHORT" in match.form.parts.get("style", "") or last < 100:
        last += first - first % 100
        if last <= first:
            return []
    if last < first and "era" not in match.groups:
        return []
    tight = _tight(match.tokens, index, until)
    shared = {"era": match.value("era")} if "era" in match.groups else {}
    ranged = match.form.name == "years" and not any("SLASH" in t.meanings for t in match.tokens[index:until])
    return [
        Found(
            match.first,
            index,
            match.form.name,
            {"year": first, **shared, **({"range": "from"} if ranged else {}), "tight": tight},
        ),
        Found(
            until,
            match.last,
            match.form.name,
            {"year": last, **shared, **({"range": "to"} if ranged else {}), "tight": tight},
        ),
    ]


def _two_figures(match: Match) -> list[Found]:
    """``le 10 novembre 93,``: two figures that no clock and no calendar has, which count nothing, for no word follows."""
    at = match.groups["short"][0]
    token, follows = match.tokens[at], match.tokens[at + 1] if at + 1 < len(match.tokens) else None
    ends = follows is None or follows.start == token.end or follows.end - follows.start == 1
    sound = ends and token.end - token.start == _FIGURES and match.value("short") in range(_LATE, 100)
    return match.whole(sound)


def _month_parts(match: Match) -> list[Found]:
    """``Mitte bis Ende Mai``: two parts of one month."""
    shared = {k: v for k, v in match.parts().items() if k in ("month", "year") and v is not None}
    first, second = match.groups["part"][0], match.groups["part_to"][0]
    return [
        Found(first, first, "month-part", {"part": match.value("part"), "range": "from", **shared}),
        Found(second, match.last, "month-part", {"part": match.value("part_to"), "range": "to", **shared}),
    ]


def _stamps(match: Match) -> list[Found]:
    """``from 10/1 to 11/7``: two days in figures."""
    index, until = match.groups["start"][0], match.groups["stamp"][0]
    shared = {"year": match.value("year")} if "year" in match.groups else {}
    return [
        Found(match.first, index, match.form.name, {"stamp": match.value("start"), "range": "from", **shared}),
        Found(until, match.last, match.form.name, {"stamp": match.value("stamp"), "range": "to", **shared}),
    ]


def _no_fractions(match: Match) -> list[Found]:
    """``12/4–12/6``, but not ``1/4–1/2 inch``."""
    ends = (match.tokens[match.groups[name][0]].meanings for name in ("start", "stamp"))
    return [] if any("PLUSHALF" in meanings for meanings in ends) else _stamps(match)


def _iso_times(match: Match) -> list[Found]:
    """``2026-12-04 10:00–12:00``: a day with its time, and the time it goes on to."""
    stamp, until = match.value("stamp"), match.groups["until"][0]
    if "hour" not in stamp:
        return []
    return [
        Found(match.first, match.groups["stamp"][0], "iso", {"stamp": stamp, "range": "from"}),
        Found(until, match.last, "clock-range", {"clock": match.value("until"), "range": "to"}),
    ]


def _tight(tokens: object, first: int, last: int) -> bool:
    assert isinstance(tokens, list | tuple)
    run: list[Token] = list(tokens[first : last + 1])
    return all(a.end == b.start for a, b in pairwise(run))


FORMS: tuple[Form, ...] = (
    Form("iso", "stamp=ISODATE"),
    Form("iso-range", "stamp=ISODATE OCLOCK? (TO|DASH) until=CLOCK OCLOCK?", build=_iso_times),
    Form("iso", "stamp=ISODATE OCLOCK"),
    Form("numeric", "(wd=WEEKDAY COMMA? (?! TO) ARTICLE?)? stamp=NUMERIC"),
    Form("numeric-list", f"DAY ({_SEPARATORS}+ DAY)* {_SEPARATORS}+ stamp=NUMERIC", build=_stamped),
    Form("numeric", "wd=WDSHORT COMMA? stamp=NUMERIC"),
    Form("numeric", "DEIXIS wd=WEEKDAY COMMA? ARTICLE? stamp=NUMERIC"),
    Form("numeric", "ARTICLE? DEIXIS? wd=WEEKDAY COMMA? stamp=SLASHDATE"),
    Form("numeric-range", "start=SLASHDATE (DASH|TO) stamp=SLASHDATE COMMA? year=YEAR", build=_stamps),
    Form("numeric", "ON < stamp=SLASHDATE >"),
    Form("numeric-range", "(FROM|BETWEEN) < start=SLASHDATE (TO|AND|DASH) stamp=SLASHDATE (COMMA? year=YEAR)? >", build=_stamps),
    Form("numeric-range", "start=SLASHDATE (DASH|TO) stamp=NUMERIC", build=_stamps),
    Form("numeric-range", "start=SLASHDATE DASH stamp=SLASHDATE", build=_no_fractions),
    Form("day-month-year", "day=DAY (DASH|SLASH) month=MONTH (DASH|SLASH) year=YEAR"),
    Form("day-month-year", "month=MONTH (DASH|SLASH) day=DAY (DASH|SLASH) year=YEAR"),
    Form("day-month-year", "year=YEAR (DASH|SLASH) month=MONTH (DASH|SLASH) day=DAY"),
    Form("day-month", "month=MONTH SLASH day=DAY"),
    Form("day-list", f"{_LED} DAY ({_SEPARATORS}+ DAY)+ OF? month=MONTH ARTICLE? deixis=DEIXIS unit=YEARWORD", build=_days),
    Form("day-list", f"{_LED} DAY ({_SEPARATORS}+ DAY)+ OF? month=MONTH ((COMMA|OFYEAR)? year=YEAR)?", build=_days),
    Form("day-list", f"WEEKEND COMMA? (CONTRACTION|ARTICLE|OF)* < DAY ({_SEPARATORS}+ DAY)+ OF? month=MONTH ((COMMA|OFYEAR)? year=YEAR)? >", build=_weekend_days),
    Form("day-list", f"wd=WEEKDAY (AND|TO|DASH) wd_last=WEEKDAY COMMA? DAY ({_SEPARATORS}+ DAY)+ OF? month=MONTH ((COMMA|OFYEAR)? year=YEAR)?", build=_weekdays_days),
    Form("day-list", f"ARTICLE? daypart=DAYPART OF+ ARTICLE? (WEEKDAY COMMA?)? DAY ({_SEPARATORS}+ DAY)+ OF? month=MONTH ((COMMA|OFYEAR)? year=YEAR)?", build=_days),
    Form("day-list", "month=MONTHFIRST DAY ((COMMA|AND|TO|DASH|SLASH)+ DAY (?! OCLOCK|MERIDIEM|MONTH))+ (COMMA year=YEAR)?", build=_days),
    Form("day-list", "month=MONTHFIRST ARTICLE? DAY TO ARTICLE DAY (?! OCLOCK|MERIDIEM|MONTH|UNIT) (COMMA year=YEAR)?", build=_days),
    Form("part-date", "ARTICLE? part=PARTOF? daypart=DAYPART OF+ (wd=WEEKDAY COMMA? ARTICLE?)? day=DAY OF? month=MONTH ((COMMA|OFYEAR)? year=YEAR)? era=ERA?"),
    Form("part-date", "ARTICLE? THEN < daypart=DAYPART OF+ ARTICLE? day=DAY OF? month=MONTH ((COMMA|OFYEAR)? year=YEAR)? >"),
    Form("part-date", "ARTICLE? part=PARTOF OF+ day=DAY OF? month=MONTH ((COMMA|OFYEAR)? year=YEAR)? era=ERA?"),
    Form("part-date", "ARTICLE? NIGHT ((CONTRACTION)|((TO|ONTO) ARTICLE?)) (wd=WEEKDAY COMMA? ARTICLE?)? day=DAY OF? month=MONTH ((COMMA|OFYEAR)? year=YEAR)?", {"daypart": "NI", "before": True}),
    Form("part-date", "ARTICLE? NIGHT (ARTICLE|CONTRACTION|PREPOSITION)* WEEKDAY (TO|ONTO|NIGHTTO) ARTICLE? wd=WEEKDAY COMMA? (ARTICLE|CONTRACTION)? day=DAY OF? month=MONTH ((COMMA|OFYEAR)? year=YEAR)?", {"daypart": "NI", "before": True}),
    Form("date-part", "(ARTICLE? wd=WEEKDAY COMMA? ARTICLE?)? ARTICLE? day=DAY OF? month=MONTH ((COMMA|OFYEAR)? year=YEAR)? (COMMA|CONTRACTION)? daypart=DAYPART|DAYTIME|DAYPARTS"),
    Form("day-month-year", "(ARTICLE? wd=WEEKDAY COMMA? (?! TO) ARTICLE?)? ARTICLE? day=DAY OF? month=MONTH COMMA? (OF|IN)? year=YEAR era=ERA?"),
    Form("day-month-year", "(wd=WEEKDAY COMMA? ARTICLE?)? ARTICLE? day=DAY OF? month=MONTH year=YEAR3 era=ERA"),
    Form("day-month-year", "(ARTICLE? wd=WEEKDAY COMMA?)? ARTICLE? day=DAY month=MONTH short=NUMBER", build=_two_figures),
    Form("part-date", "ARTICLE? part=PARTOF? ARTICLE? daypart=DAYPART OF+ (wd=WEEKDAY COMMA?)? month=MONTHFIRST day=DAY (COMMA? year=YEAR)?"),
    Form("month-day-year", "ARTICLE? (wd=WEEKDAY COMMA?)? month=MONTHFIRST day=DAY (COMMA|OF|IN)? year=YEAR era=ERA?"),
    Form("day-month-deixis", "day=DAY OF? month=MONTH ARTICLE? deixis=DEIXIS unit=YEARWORD"),
    Form("day-month-deixis", "month=MONTHFIRST day=DAY OF? deixis=DEIXIS unit=YEARWORD"),
    Form("day-month-deixis", "(ARTICLE? wd=WEEKDAY COMMA?)? ARTICLE? day=DAY OF? month=MONTH deixis=DEIXISBEHIND"),
    Form("month-day", "deixis=DEIXIS < month=MONTHFIRST day=DAY > (?! OCLOCK|MERIDIEM|MONTH)"),
    Form("month-day", "(wd=WEEKDAY COMMA?)? month=MONTHFIRST ARTICLE day=NTH|ORDINAL (?! UNIT)"),
    Form("month-day", "ARTICLE? (wd=WEEKDAY COMMA?)? month=MONTHFIRST day=DAY (?! OCLOCK|MERIDIEM|MONTH)"),
    Form("day-month", "(ARTICLE? wd=WEEKDAY COMMA? (?! TO) (ARTICLE|CONTRACTION)?)? ARTICLE? day=DAY OF? month=MONTH"),
    Form("day-month", "ARTICLE? DEIXIS wd=WEEKDAY COMMA? (ARTICLE|CONTRACTION)? day=DAY month=MONTH"),
    Form("day-month-year", "ARTICLE? DEIXIS wd=WEEKDAY COMMA? (ARTICLE|CONTRACTION)? day=DAY month=MONTH year=YEAR"),
    Form("day-month", "wd=WDSHORT COMMA? day=DAY month=MONTH"),
    Form("day-month-year", "wd=WDSHORT COMMA? day=DAY month=MONTH year=YEAR"),
    Form("day-month", "wd=WEEKDAY COMMA? ARTICLE? day=DAY ordinal_month=ORDINAL"),
    Form("day-month-year", "(wd=WEEKDAY COMMA?)? ARTICLE? day=DAY ordinal_month=ORDINAL year=YEAR"),
    Form("day-ordinal-month", "CONTRACTION < day=DAY ordinal_month=NAMEDORDINAL year=YEAR? > (?! UNIT)"),
    Form("day-ordinal-month", "CONTRACTION < day=DAY ordinal_month=ORDINAL > (?! UNIT|x)"),
    Form("month-parts", "part=PARTOF (TO|DASH|SLASH) part_to=PARTOF month=MONTH (year=YEAR)?", build=_month_parts),
    Form("month-part", "ARTICLE? part=PARTOF (DASH|ARTICLE|OF ARTICLE?)? (UNIT OF?)? month=MONTH (ARTICLE? UNIT)? COMMA? OF? year=YEAR"),
    Form("month-part-deixis", "ARTICLE? part=PARTOF (DASH|ARTICLE|OF ARTICLE?)? (UNIT OF?)? month=MONTH OF? ARTICLE? deixis=DEIXIS unit=YEARWORD"),
    Form("month-part", "ARTICLE? part=PARTOF (DASH|ARTICLE|OF ARTICLE?)? (UNIT OF?)? deixis=DEIXIS? month=MONTH era=ERA?"),
    Form("month-part", "ARTICLE? part=PARTOF (DASH|OF)? month=MONTH deixis=DEIXISBEHIND"),
    Form("month-year", "ARTICLE? month=MONTH ((COMMA)|(OF|IN|ARTICLE)*) UNIT? year=YEAR era=ERA?"),
    Form("month-year", "month=MONTH year=YEAR3 era=ERA"),
    Form("month-deixis", "month=MONTH OF? ARTICLE? deixis=DEIXIS unit=YEARWORD"),
    Form("month-then", "month=MONTH day=DAY? OF? ARTICLE? then=THEN unit=YEARWORD"),
    Form("month-shifted", "month=MONTH ARTICLE? shifted=SHIFTED"),
    Form("deixis-month", "ARTICLE? deixis=DEIXIS month=MONTH"),
    Form("season-year", "ARTICLE? (part=PARTOF (OF|DASH|ARTICLE)*)? season=SEASON (OF|ARTICLE)* UNIT? (year=YEAR|short=SHORTYEAR) era=ERA?"),
    Form("season-year", "ARTICLE? (part=PARTOF (OF|DASH|ARTICLE)*)? season=SEASON OF? year=YEAR3 era=ERA"),
    Form("season-deixis", "ARTICLE? season=SEASON OF? ARTICLE? deixis=DEIXIS unit=YEARWORD"),
    Form("season-then", "ARTICLE? season=SEASON OF? ARTICLE? then=THEN unit=YEARWORD"),
    Form("deixis-season", "ARTICLE? deixis=DEIXIS FILLER? season=SEASON"),
    Form("deixis-season", "ARTICLE? season=SEASON deixis=DEIXISBEHIND"),
    Form("then-month", "ARTICLE? then=THEN month=MONTH (?! DAY)"),
    Form("then-season", "ARTICLE? then=THEN season=SEASON"),
    Form("then-season", "season=SEASON then=WEEKDAYTHEN"),
    Form("then-month", "month=MONTH then=WEEKDAYTHEN"),
    Form("season", "ARTICLE? (part=PARTOF (OF|DASH|ARTICLE)*)? season=SEASON"),
    Form("month", "ARTICLE? month=MONTH"),
    Form("term", "ARTICLE? TERM year=YEAR (DASH|SLASH) until=YEAR|NUMBER|SHORTYEAR|ORDINAL (?! MONTH)"),
    Form("term", "ARTICLE? year=YEAR (DASH|SLASH) until=YEAR|NUMBER|SHORTYEAR FISCAL? TERM"),
    Form("years", "(ARTICLE? (?! MANYYEARS) UNIT)? year=YEAR (DASH|TO|SLASH) until=YEAR era=ERA?", build=_years),
    Form("years", "(ARTICLE? (?! MANYYEARS) UNIT)? year=YEAR3 (DASH|TO|SLASH) until=YEAR3 era=ERA", build=_years),
    Form("years", "year=YEAR3 AND until=YEAR3 era=ERA", build=_years),
    Form("years", "(ARTICLE? (?! MANYYEARS) UNIT)? year=YEAR (DASH|SLASH) until=NUMBER|SHORTYEAR|ORDINAL (?! UNIT|DASH|MONTH)", build=_years),
    Form("year-part", "ARTICLE? part=PARTOF (OF|DASH|ARTICLE|PREPOSITION)* UNIT? year=YEAR era=ERA?"),
    Form("year-part", "ARTICLE? part=PARTOF (OF|DASH|ARTICLE)* UNIT? year=YEAR3 era=ERA"),
    Form("year-whole", "NOMINATIVE yearword=YEARWORD year=YEAR era=ERA?"),
    Form("year-whole", "NOMINATIVE yearword=YEARWORD year=YEAR3 era=ERA?"),
    Form("year", "(ARTICLE? (?! MANYYEARS) yearword=YEARWORD OF?)? year=YEAR era=ERA?"),
    Form("year", "(ARTICLE? yearword=YEARWORD)? year=YEAR3|NUMBER era=ERA"),
    Form("year", "ARTICLE? yearword=YEARWORD year=YEAR3"),
    Form("year", "mod=DATEMODIFIER (yearword=YEARWORD)? year=YEAR era=ERA?"),
    Form("year", "mod=DATEMODIFIER year=YEAR3|NUMBER era=ERA"),
    Form("month-day", "mod=DATEMODIFIER month=MONTHFIRST day=DAY (?! OCLOCK|MERIDIEM|MONTH)"),
    Form("month-year", "mod=DATEMODIFIER month=MONTH COMMA? year=YEAR"),
    Form("short-year", "short=SHORTYEAR"),
    # "El pasado 2 de octubre", "el 25 de abril pasado", "el próximo día 25 de mayo", "mayo del año que viene".
    *(
        Form(form, f"ARTICLE? {before}{date}{behind}")
        for form, date in (
            ("day-month", "NUMBEREDDAY? day=DAY OF month=MONTH (OF? year=YEAR)?"),
            ("deixis-month", "(NAMEDMONTH OF)? month=MONTH"),
        )
        for before, behind in (("deixis=DEIXIS ", ""), ("", " deixis=DEIXISBEHIND"))
    ),
    Form("month-part", "ARTICLE? part=PARTOF (OF|ARTICLE)* deixis=DEIXIS NAMEDMONTH OF month=MONTH"),
    Form("month-part", "ARTICLE? part=PARTOF (OF|ARTICLE)* (NAMEDMONTH OF)? month=MONTH deixis=DEIXISBEHIND"),
    *(
        Form(f"{form}-deixis", f"ARTICLE? {date} OF ARTICLE? unit=YEARWORD deixis=DEIXISBEHIND")
        for form, date in (
            ("day-month", "day=DAY OF month=MONTH"),
            ("month-part", "part=PARTOF OF? month=MONTH"),
            ("month", "(NAMEDMONTH OF)? month=MONTH"),
            ("season", "season=SEASON"),
            ("holiday", "holiday=HOLIDAY"),
        )
    ),
    # "El día 3 de mayo de 2026", "el mes de mayo", "el 2004".
    Form("day-month-year", "ARTICLE? NUMBEREDDAY day=DAY OF month=MONTH (OF|COMMA)? year=YEAR"),
    Form("day-month", "ARTICLE? NUMBEREDDAY day=DAY OF month=MONTH"),
    Form("month-year", "ARTICLE? NAMEDMONTH OF month=MONTH OF? year=YEAR"),
    Form("month", "ARTICLE? NAMEDMONTH OF month=MONTH"),
    Form("year", "NUMBERARTICLE year=YEAR"),
    *(
        Form(form, f"NUMBERARTICLE DEIXIS? wd=WEEKDAY COMMA? (?! TO) ARTICLE? NUMBEREDDAY? {date}")
        for form, date in (
            ("day-month-year", "day=DAY OF? month=MONTH (COMMA|OFYEAR)? year=YEAR"),
            ("day-month", "day=DAY OF? month=MONTH"),
            ("numeric", "stamp=NUMERIC"),
        )
    ),
    Form("numeric", "NUMBERARTICLE NUMBEREDDAY? stamp=NUMERIC"),
)  # fmt: skip
