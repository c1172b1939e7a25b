"""What comes again: ``jeden ersten Dienstag im Monat``, ``täglich``, ``alle zwei Wochen``, ``Sunday nights``."""

from __future__ import annotations

from timeline.expressions.grammar import Form, Found, Match

_ON = "(ON|CONTRACTION)? ARTICLE?"


def _once(match: Match) -> list[Found]:
    """``jeden letzten Freitag`` and ``jeden ersten`` are one of every month, or of one; ``jeden zweiten Freitag`` is one of two."""
    return match.whole(match.value("ordinal") in (-1, 1))


def _weekly(match: Match) -> list[Found]:
    """``biweekly on Tuesdays``: what comes once in a week or two, on that day."""
    return match.whole(match.value("frequency") in ("week", "fortnight"))


def _daily(match: Match) -> list[Found]:
    """``daily except Mondays``: all days but these."""
    return match.whole(match.value("frequency") == "day")


FORMS: tuple[Form, ...] = (
    Form(
        "every-nth-weekday",
        "(quant=EVERY)? also=ORDINAL|NTHWORD (AND|COMMA) ordinal=ORDINAL|NTHWORD wd=WEEKDAY ((CONTRACTION MONTHWORD)|(GENITIVE MONTHWORD)) (?! MONTH|YEAR)",
        {"unit": "month"},
    ),
    Form(
        "every-nth-weekday",
        "quant=EVERY ordinal=NTHWORD wd=WEEKDAY ((CONTRACTION MONTHWORD)|(GENITIVE MONTHWORD)) (?! MONTH|YEAR)",
        {"unit": "month"},
    ),
    Form(
        "every-nth-weekday",
        "quant=EVERY ordinal=ORDINAL wd=WEEKDAY (CONTRACTION|IN|OF|PREPOSITION)* ARTICLE? unit=UNIT",
    ),
    Form(
        "every-nth-weekday",
        "ARTICLE? also=NTHWORD|ORDINAL AND ARTICLE? ordinal=NTHWORD|ORDINAL wd=WEEKDAY|WEEKDAYS (OF|IN|PREPOSITION) quant=EVERY unit=MONTHWORD",
    ),
    Form(
        "every-nth-weekday",
        "ARTICLE? ordinal=NTHWORD|ORDINAL wd=WEEKDAY (OF|IN|PREPOSITION) quant=EVERY unit=MONTHWORD|UNIT",
    ),
    Form(
        "every-nth-weekday",
        "ARTICLE? ordinal=NTHWORD wd=WEEKDAY CONTRACTION MONTHWORD (?! MONTH|YEAR)",
        {"unit": "month"},
    ),
    Form(
        "every-nth-weekday",
        "ARTICLE? ordinal=NTHWORD wd=WEEKDAY OF ARTICLE MONTHWORD (?! MONTH|YEAR|OF|BEFORE|AFTERWORD)",
        {"unit": "month"},
    ),
    Form(
        "every-nth-weekday", "ARTICLE? ordinal=NTHWORD wd=WEEKDAY GENITIVE MONTHWORD (?! MONTH|YEAR)", {"unit": "month"}
    ),
    Form(
        "every-nth-weekday",
        "ARTICLE? (quant=EVERY)? ordinal=NTHWORD wd=WEEKDAY EVERY|ONE MONTHWORD (?! MONTH|YEAR)",
        {"unit": "month"},
    ),
    Form(
        "every-nth-weekday",
        "quant=EVERY ordinal=NTHWORD wd=WEEKDAY (CONTRACTION|IN|OF) month=MONTH (?! YEAR)",
        build=_once,
    ),
    Form("every-nth-weekday", "quant=EVERY ordinal=NTHWORD wd=WEEKDAY", {"unit": "month"}, build=_once),
    Form("every-weekday-part", "quant=EVERY ordinal=ORDINAL? wd=WEEKDAY daypart=DAYPART|DAYTIME|DAYPARTS"),
    Form("every-weekday-part", "quant=EVERY compound=WEEKDAYPART"),
    Form("every-weekday-part", "quant=EVERY wd=WEEKDAYS daypart=DAYPART|DAYPARTS"),
    Form("every-weekday", "quant=EVERY wd=WEEKDAY|WEEKDAYS AND ARTICLE? wd_also=WEEKDAY|WEEKDAYS"),
    Form("every-weekday", "quant=EVERY ordinal=ORDINAL? wd=WEEKDAY|WEEKDAYS"),
    Form("every-daypart", "quant=EVERY daypart=DAYPART|DAYPARTS"),
    Form("every-amount-weekday", f"quant=EVERY amount=NUMBER unit=WEEKWORD|DAYWORD {_ON} wds=WEEKDAYS|WEEKDAY"),
    Form("every-amount", "quant=EVERY (amount=NUMBER|FEW) unit=UNIT"),
    Form("every-ordinal", "quant=EVERY ordinal=ORDINAL unit=UNIT"),
    Form("every-month-day", "quant=EVERY monthday=NTH|ORDINAL GENITIVE MONTHWORD"),
    Form("every-month-day", "ARTICLE? monthday=NTH|ORDINAL (OF|IN)? quant=EVERY MONTHWORD"),
    Form("every-month", "quant=EVERY day=DAY OF? month=MONTH"),
    Form("every-month", "quant=EVERY month=MONTH"),
    Form("every-season", "quant=EVERY season=SEASON"),
    Form("every-unit", "quant=EVERY unit=UNIT"),
    Form("times-per", "times=TIMES (PER|ARTICLE|CONTRACTION|IN) ARTICLE? unit=UNIT"),
    Form("times-per", "times=TIMES (ONE|PERUNIT) unit=UNIT"),
    Form("times-per", "times=TIMES frequency=FREQUENCY"),
    Form("per-unit", "PERUNIT unit=UNIT", {"per": True}),
    Form("per-unit", "NUMBER|DECIMAL|SCALE < ONE unit=UNIT > (?! AGO|DASH)", {"per": True}),
    Form("per-unit", "PER < unit=UNIT >", {"per": True}),
    Form(
        "per-unit",
        "PERARTICLED (?! UNITS) unit=DAYWORD|WEEKWORD|MONTHWORD|YEARWORD (?! AFTERWORD|THEN|OF|NUMBER|YEAR|DEIXISBEHIND)",
        {"per": True},
    ),
    Form(
        "per-unit",
        "((PERIN)|(IN PERARTICLE)) < unit=DAYWORD|WEEKWORD|MONTHWORD|YEARWORD > (?! YEAR|YEAR3|NUMBER|MONTH|AFTERWORD|THEN|ARTICLE|OF|IN|PREPOSITION|WAY|WEEKDAY)",
        {"per": True},
    ),
    Form("weekdays", "wds=WEEKDAYS ((TO|DASH) wds_to=WEEKDAYS)?"),
    Form("weekdays", "ONDAYS < wds=PLURALDAY >"),
    Form("frequency", "ONDAYS < frequency=WORKDAYS >"),
    Form("weekdays", "wds=WDSHORT (DASH|TO) wds_to=WDSHORT"),
    Form("weekdays", "wds=WDSHORT (AND|SLASH|COMMA) wd_also=WDSHORT (?= COMMA? (HOUR|CLOCK))"),
    Form("weekday", "wd=WDSHORT (?= COMMA? (HOUR|CLOCK) ((TO|DASH) (HOUR|CLOCK))? OCLOCK)"),
    # "Los lunes", "todos los sábados", "de lunes a viernes": days of every week, with the article of many or with none.
    Form("weekdays", "MANYARTICLE wds=PLURALDAY (AND MANYARTICLE? wd_also=PLURALDAY)?"),
    Form("every-weekday", "quant=EVERY wd=PLURALDAY (AND wd_also=PLURALDAY)?"),
    Form("weekday-dayparts", "MANYARTICLE wds=PLURALDAY PER ARTICLE dayparts=DAYPART"),
    Form("every-weekday-part", "quant=EVERY wd=WEEKDAY|PLURALDAY PER ARTICLE daypart=DAYPART"),
    Form("weekdays", "(FROM|COMMA) < wds=PLAINDAY (?! ARTICLE) TO wds_to=PLAINDAY >"),
    Form("weekends", "ARTICLE? (?= UNITS) WEEKEND"),
    Form("weekday-dayparts", "wd=WEEKDAY dayparts=DAYPARTS"),
    Form("weekday-dayparts", "compound=WEEKDAYPARTS"),
    Form("dayparts", "dayparts=DAYPARTS"),
    Form("frequency-weekday", f"frequency=FREQUENCY {_ON} wds=WEEKDAYS|WEEKDAY", build=_weekly),
    Form(
        "frequency-except",
        f"frequency=FREQUENCY COMMA? EXCEPT {_ON} but=WEEKDAYS|WEEKDAY (AND ARTICLE? but_also=WEEKDAYS|WEEKDAY)?",
        build=_daily,
    ),
    Form("frequency", "frequency=FREQUENCY"),
)
