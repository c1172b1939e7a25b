"""What runs have changed in a timeline: as text, Markdown or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from timeline.decision import Difference
from timeline.summary import many
from timeline.terminal import say

ORDER = ("new", "moved", "confirmed", "cancelled", "doubted", "changed", "gone")
"""What can become of a row, in the order in which it is told."""


def show(found: Sequence[Difference], form: str) -> None:
    """Print differences in a form of :data:`FORMATS`."""
    FORMATS[form](found)


def _grouped(found: Sequence[Difference]) -> Mapping[str, list[Difference]]:
    return {what: several for what in ORDER if (several := [one for one in found if one.what == what])}


def _text(found: Sequence[Difference]) -> None:
    for what, several in _grouped(found).items():
        say(f"{what} ({len(several)})", "bold")
        for one in several:
            say(f"  {_line(one)}")
    say(many(len(found), "change"))


def _markdown(found: Sequence[Difference]) -> None:
    for what, several in _grouped(found).items():
        say(f"## {what.capitalize()} ({len(several)})")
        say()
        for one in several:
            say(f"- {_escaped(_line(one))}" + (f"  \n  “{_escaped(' '.join(one.quote.split()))}”" if one.quote else ""))
        say()
    if not found:
        say("No changes.")


def _json(found: Sequence[Difference]) -> None:
    print(json.dumps([asdict(one) for one in found], ensure_ascii=True, indent=1))


def _line(one: Difference) -> str:
    steps = f": {one.field}: {one.old or '–'} → {one.new or '–'}" if one.field else ""
    return f"{one.start or '–'} {one.title}{steps}" + (f" ({one.document})" if one.document else "") + f" [{one.uid}]"


def _escaped(words: str) -> str:
    """Text that Markdown shows as it is (CommonMark 2.4)."""
    return "".join(f"\\{character}" if character in "\\`*_[]<>#|" else character for character in words)


FORMATS: Mapping[str, Callable[[Sequence[Difference]], None]] = {"text": _text, "markdown": _markdown, "json": _json}
