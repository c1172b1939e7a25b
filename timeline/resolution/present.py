"""Forms of the verbs that the event stage knows, and the present tense in a clause that says nothing else: what it tells is to come.

The verbs are those that the event stage knows; how their present tense is made is the language's data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from timeline import languages

_WORD = re.compile(r"[^\W\d_]+")
_SUBJECT = 60
"""Characters before a verb in which its subject stands."""
_PROSE = '.!?…"”“»'


@dataclass(frozen=True, slots=True)
class _Forms:
    """Forms of the present tense."""

    singular: frozenset[str]
    plural: frozenset[str]
    alike: re.Pattern[str]
    """Those of the singular that may be a participle as well, where they close their clause."""
    subject: re.Pattern[str] | None
    """What has to stand right before one where it looks like the plural of a noun, and ``behind`` it."""
    behind: re.Pattern[str] | None
    several: re.Pattern[str] | None
    """The same before one that would be a noun otherwise, of several."""


def present(text: str, low: int, high: int, sentence: tuple[int, int], language: str) -> str:
    """The verb of the clause between two offsets, where it is in the present tense and its sentence is no headline; else empty.

    A plural is told from an infinitive by its place, right behind a noun and not at the end.
    """
    forms = _forms(language)
    if forms is None or text[sentence[0] : sentence[1]].rstrip()[-1:] not in _PROSE:
        return ""
    words = list(_WORD.finditer(text, low, high))
    for n, match in enumerate(words):
        word, last = match.group(), n == len(words) - 1
        if word in forms.singular and not (last and forms.alike.fullmatch(word)) and _led(text, match, low, forms):
            return word
        if word in forms.plural and n and _led_by_several(text, match, low, words[n - 1].group(), last, forms):
            return word
    return ""


def _led(text: str, verb: re.Match[str], low: int, forms: _Forms) -> bool:
    """Whether what looks like a verb has a subject before it and goes on as verbs do, where that is asked for."""
    if forms.subject is None or forms.behind is None:
        return True
    led = forms.subject.search(text, max(low, verb.start() - _SUBJECT), verb.start())
    resumes = (
        text[low - 1 : low] == "," and not text[low : verb.start()].strip()
    )  # the galleon, which …, sails on Friday
    return (led is not None or resumes) and forms.behind.match(text, verb.end()) is not None


def _led_by_several(text: str, verb: re.Match[str], low: int, before: str, last: bool, forms: _Forms) -> bool:
    """The same for a plural; where no subject is asked for it stands right behind a noun, and not at the end."""
    if forms.several is None or forms.behind is None:
        return not last and before[0].isupper()
    led = forms.several.search(text, max(low, verb.start() - _SUBJECT), verb.start())
    return led is not None and forms.behind.match(text, verb.end()) is not None


@cache
def infinitives(language: str) -> frozenset[str]:
    """The verbs that the event stage knows, with and without the prefix that leaves them."""
    return _infinitives(language, whole=True) | _infinitives(language, whole=False)


@cache
def _infinitives(language: str, *, whole: bool) -> frozenset[str]:
    """The same with their prefixes where ``whole``, else without."""
    data = languages.load(language, "resolution").get("present")
    if not data:
        return frozenset()
    verbs = languages.load(language, "events").get("verbs", {})
    listed = " ".join(entry for entry in verbs.values() if isinstance(entry, str)).split()
    prefix = re.compile(f"(?:{data['separable']})(?=[^aeiouäöü]*[aeiouäöü].)")
    known = {verb if whole else prefix.sub("", verb, count=1) for verb in (*verbs.get("noun", {}), *listed)}
    return frozenset(verb for verb in known if verb.endswith(tuple(data["infinitive"])) and verb.isalpha())


@cache
def weak_plurals(language: str) -> frozenset[str]:
    """The plural of the past tense of weak verbs, with and without their prefix, but for what is an infinitive as well."""
    endings = languages.load(language, "resolution").get("present", {}).get("past_plural", ())
    verbs = infinitives(language)
    return frozenset(_formed(verb, endings) for verb in verbs) - verbs if endings else frozenset()


@cache
def _forms(language: str) -> _Forms | None:
    data = languages.load(language, "resolution").get("present")
    if not data:
        return None
    verbs = _infinitives(language, whole=False)
    irregular = dict(pair.split("-") for pair in data["irregular"].split())
    kept = re.compile(data.get("inseparable", ""))
    singular = frozenset(_singular(verb, data["third"], irregular, kept) for verb in verbs)
    singular = (singular | set(data.get("more", "").split())) - set(data["not"].split())
    subject, behind, several = (
        re.compile(data[name]) if name in data else None for name in ("subject", "behind", "plural_subject")
    )
    idle = set(data["not"].split())
    told = {v for v in verbs if v not in idle and _singular(v, data["third"], irregular, kept) not in idle}
    plural = told.union(data.get("more_plurals", "").split())
    return _Forms(singular, frozenset(plural), re.compile(data["alike"]), subject, behind, several)


def _singular(verb: str, endings: list[list[str]], irregular: dict[str, str], kept: re.Pattern[str]) -> str:
    """The third person singular: of an irregular verb that of its base, with the prefix before it that it keeps."""
    for base, form in irregular.items():
        if verb.endswith(base) and kept.fullmatch(verb.removesuffix(base)):
            return verb.removesuffix(base) + form
    return _formed(verb, endings)


def _formed(verb: str, endings: list[list[str]]) -> str:
    """A form of a verb by the first of the endings that its infinitive has."""
    for pattern, form in endings:
        if (whole := re.fullmatch(pattern, verb)) is not None:
            return whole.expand(form)
    return verb
