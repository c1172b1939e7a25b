"""Weekdays, with the part of the day or the week that goes with them: ``Montagabend``, ``last Thursday``, ``Dienstag nächster Woche``."""

from __future__ import annotations

from timeline.expressions.grammar import Form

FORMS: tuple[Form, ...] = (
    Form(
        "weekday-night",
        "ARTICLE? night=NIGHT (ARTICLE|CONTRACTION|PREPOSITION)* wd=WEEKDAY (TO|ONTO|NIGHTTO) ARTICLE? wd_to=WEEKDAY",
        {"daypart": "NI"},
    ),
    Form("weekday-night", "ARTICLE? NIGHT (TO|ONTO|NIGHTTO) ARTICLE? wd=WEEKDAY", {"daypart": "NI", "before": True}),
    Form(
        "weekday-of-week",
        "ARTICLE? wd=WEEKDAY (daypart=DAYPART|DAYTIME)? ARTICLE? (OF|IN)? ARTICLE? deixis=DEIXIS unit=WEEKWORD",
    ),
    Form("weekday-of-week", "ARTICLE? deixis=DEIXIS unit=WEEKWORD (ON|CONTRACTION)? wd=WEEKDAY"),
    Form("weekday-of-week", "ARTICLE? wd=WEEKDAY daypart=DAYPART? OF ARTICLE? unit=WEEKWORD deixis=DEIXISBEHIND"),
    Form("weekday-part", "ARTICLE? wd=WEEKDAY deixis=DEIXISBEHIND CONTRACTION? daypart=DAYPART"),
    Form("weekday-part", "ARTICLE? wd=WEEKDAY daypart=DAYPART deixis=DEIXISBEHIND"),
    Form("weekday-part", "ARTICLE? deixis=DEIXIS? wd=WEEKDAY COMMA? CONTRACTION? daypart=DAYPART|DAYTIME"),
    Form("weekday-part", "part=PARTOF ON? wd=WEEKDAY daypart=DAYPART|DAYTIME"),
    Form("weekday-part", "ARTICLE? part=PARTOF compound=WEEKDAYPART"),
    Form("weekday-part", "ARTICLE? deixis=DEIXIS? compound=WEEKDAYPART"),
    Form("part-weekday", "ARTICLE? part=PARTOF? daypart=DAYPART GENITIVE wd=WEEKDAYS"),
    Form("weekday", "part=PARTOF GENITIVE wd=WEEKDAYS"),
    Form("part-weekday", "ARTICLE? part=PARTOF? daypart=DAYPART (OF|ARTICLE|PREPOSITION)? wd=WEEKDAY DAYPART?"),
    Form("deixis-weekday", "ARTICLE? deixis=DEIXIS DEIXIS? wd=WEEKDAY"),
    Form("deixis-weekday", "ARTICLE? wd=WEEKDAY deixis=DEIXISBEHIND"),
    Form("deixis-weekday", "ARTICLE? wd=WEEKDAY WAY deixis=BEYOND (?! WEEKDAY|UNIT|MONTH|HOLIDAY)"),
    Form("weekday-in", "ONE WEEKWORD ON wd=WEEKDAY", {"amount": 1, "unit": "week"}),
    Form("weekday-in", "wd=WEEKDAY WEEKWORD (?! AGO|DASH|WEEKDAY)", {"amount": 1, "unit": "week"}),
    Form("then-weekday", "ARTICLE? then=THEN wd=WEEKDAY"),
    Form("then-weekday", "wd=WEEKDAY then=WEEKDAYTHEN"),
    Form("then-weekday", "ARTICLE wd=WEEKDAY then=CLOSINGTHEN"),
    # "A week last Monday", "a fortnight next Tuesday": counted on from the day behind it.
    Form("weekday-in", "(amount=NUMBER|ONE) unit=UNIT direction=DEIXIS wd=WEEKDAY"),
    # "El lunes pasado", "la noche del próximo lunes": what says which one is meant may stand behind it.
    Form("part-weekday", "ARTICLE? part=PARTOF? daypart=DAYPART OF wd=WEEKDAY deixis=DEIXISBEHIND"),
    Form("part-weekday", "ARTICLE? part=PARTOF? daypart=DAYPART OF ARTICLE? deixis=DEIXIS wd=WEEKDAY"),
    Form("weekday", "LOOSE < wd=WEEKDAY >"),
    Form("weekday", "ARTICLE? part=PARTOF? wd=WEEKDAY"),
)
