"""Periods of business reports, counted from the one a report is about: ``the latest quarter``, ``a year-earlier loss``."""

from __future__ import annotations

from timeline.expressions.grammar import Form

_DAYS = ("month=MONTHFIRST day=DAY (COMMA? year=YEAR)?", "day=DAY month=MONTH year=YEAR?")

FORMS: tuple[Form, ...] = (
    *(Form("edged", f"< ARTICLE? ordinal=ORDINAL? unit=QUARTER > edge=EDGE ON? {day}") for day in _DAYS),
    Form("fiscal-ago", "(ARTICLE|ONE)? YEARWORD DASH? ago=AGO unit=QUARTER|HALFYEAR|PERIODWORD", {"amount": 1}),
    Form(
        "fiscal-ago",
        "(ARTICLE|ONE)? SAMEPERIOD? YEARWORD DASH? ago=AGO ordinal=ORDINAL? unit=QUARTER|HALFYEAR|PERIODWORD",
        {"amount": 1},
    ),
    Form("fiscal-ago-adjective", "(ARTICLE|ONE)? < (?! UNITS) unit=YEARWORD DASH ago=AGO >", {"amount": 1}),
    Form("fiscal-year-of", "ARTICLE? year=YEAR unit=QUARTER|PERIODWORD"),
    Form("fiscal-year-of", "ARTICLE? deixis=DEIXIS YEARWORD POSSESSIVE unit=QUARTER|PERIODWORD"),
    Form("fiscal-year-of", "ARTICLE SAMEPERIOD unit=QUARTER|PERIODWORD (OF|IN)? deixis=DEIXIS YEARWORD"),
    Form("fiscal-same", "ARTICLE (LATEST|SAMEPERIOD) unit=QUARTER|PERIODWORD"),
    Form("fiscal-same", "ARTICLE unit=QUARTER (?! OF)"),
    Form("quarter-adjective", "(ARTICLE|ONE)? < (FISCAL DASH?)? ordinal=ORDINAL DASH unit=QUARTER >"),
    Form("quarter", "ARTICLE? FISCAL DASH? ordinal=ORDINAL DASH? unit=QUARTER"),
)
