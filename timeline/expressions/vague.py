"""Words that point to now, to what was, or to what will be, without a date: ``derzeit``, ``damals``, ``soon``."""

from __future__ import annotations

from timeline.expressions.grammar import Form

FORMS: tuple[Form, ...] = (
    Form("reference-noun", "ARTICLE ref=REFERENCENOUN (?! ARTICLE|OF|UNIT|NUMBER|FEW)"),
    Form("reference-noun", "IN < ref=REFERENCENOUN > (?! ARTICLE|OF|UNIT)"),
    Form("reference", "ARTICLE? ref=REFERENCE"),
    Form("reference", "TO < ref=DATEWORD > (?! NUMBER|MONTH|WEEKDAY|OF)"),
    Form("narrative-reference", "ref=NARRATIVE"),
    Form("narrative-reference", "ARTICLE ref=REFERENCENOUN (?= OF)"),
    Form("narrative-reference", "(IN|PREPOSITION) < NOWWORD TIMEWORD >", {"ref": "PRESENT_REF"}),
    Form("narrative-reference", "(IN|PREPOSITION) < (ARTICLE? THEN|DEIXIS|ARTICLE) TIMEWORD >", {"ref": ""}),
    Form("narrative-reference", "(ARTICLE? THEN|DEIXIS) PERIODWORD", {"ref": ""}),
    Form("narrative-reference", "(ONE|ARTICLE) FILLER? PERIODWORD", {"ref": ""}),
    Form("foreign", "phrase=FOREIGN"),
)
