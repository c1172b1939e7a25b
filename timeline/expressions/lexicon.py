"""Language data made into matchers: the words of time, the prefilter that looks for them, and the tokeniser.

A *class* is what a word can be in a form (``MONTH``, ``UNIT``, ``ORDINAL`` …). A word may have several classes
("second" is an ordinal and a unit); every distinct set of classes gets one character, so that a run of tokens is a
short string and a form is a regular expression over it (see :mod:`timeline.expressions.grammar`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any

from timeline import languages
from timeline.expressions.numerals import DIGIT_CLASSES, Meaning, numeral_pattern, read_numeral
from timeline.expressions.scan import Prefilter
from timeline.languages import borrowed

Rule = tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]

OTHER = "x"
"""The class character of a token that means nothing in time."""
BREAK = "¶"
"""The class character of a paragraph break: no form reaches across it."""

# Words of these classes are worth looking at on their own; the others only count beside one of them.
TRIGGERS = (
    "MONTH", "WEEKDAY", "WEEKDAYS", "DAYPART", "DAYPARTS", "SEASON", "UNIT", "DAYREL", "REFERENCE", "HOLIDAY", "OCLOCK",
    "MERIDIEM", "CLOCKWORD", "LONG", "AGED", "DECADE", "ADVERBIAL", "FREQUENCY", "WEEKEND", "SHIFTED", "ERA", "SPELLEDYEAR", "NARRATIVE", "DATEWORD", "TONIGHT", "OVERNIGHT", "CLOCKFRACTION", "CLOCKPAST", "ANYPART", "ORDINALMARK", "TIMEWORD", "PERIODWORD", "QUARTER", "HALFYEAR", "FOREIGN",
    "WEEKDAYPART", "WEEKDAYPARTS", "PARTUNIT", "QUARTERLABEL", "CALENDARWEEK", "UNITADJECTIVE", "DAYADJ", "REFERENCENOUN", "ZONE", "CLOCKFRACTION", "ADVENT", "WDSHORT", "NAMEDORDINAL", "AGEDNOUN", "MONTHWEEKEND", "CHRISTMASDAY", "ADVENTWEEKEND", "PLURALDAY", "WORKDAYS", "CHURCHTIME", "MONTHWEEK", "MONTHHALF", "FEASTTIME", "SCHOOLYEAR", "SCHOOLPART", "AMDAY", "DAYBESIDE", "LASTNIGHT", "HOURARTICLE", "HOURONE", "HOURFRACTION",
)  # fmt: skip


UNIT_CLASSES = {
    "day": "DAYWORD", "week": "WEEKWORD", "month": "MONTHWORD", "quarter": "QUARTER", "third": "THIRD", "half": "HALFYEAR",
    "year": "YEARWORD", "century": "CENTURY", "weekend": "WEEKEND", "fortnight": "FORTNIGHT",
}  # fmt: skip
"""Units that some forms ask for by name: their words have this class beside ``UNIT``."""


@dataclass(slots=True)
class Token:
    """One token of a window: offsets into the text, its class character, and its meaning for each class."""

    start: int
    end: int
    char: str
    meanings: Mapping[str, Any]


@dataclass(slots=True)
class Lexicon:
    """One language, compiled."""

    code: str
    settings: Mapping[str, Any]
    words: dict[str, Meaning]
    chars: dict[frozenset[str], str]
    prefilter: Prefilter
    token: re.Pattern[str]
    order: str
    articles: frozenset[str]
    """Forms whose span begins with their article."""
    not_before: re.Pattern[str] | None
    """What in front of a bare number says that it is no date (searched in the text just before it)."""
    not_after: re.Pattern[str]
    """The same for what follows it."""
    forbidden: Mapping[str, tuple[Rule, ...]]
    """For each form, what its own text, the text before it and the text after it look like where it is no date."""
    headless: Mapping[str, tuple[Rule, ...]]
    """The same for where the first word of an expression belongs to what stands before it (``will last three weeks``)."""
    labels: tuple[re.Pattern[str], re.Pattern[str]] | None
    """What labels an hour as the beginning, and what between it and the next hour labels that one as the end."""
    moved: re.Pattern[str] | None
    """What right before a range makes it a move."""
    lasting: tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]] | None
    """What stands between a start and the length of time that something lasts from it, and between a length and its start;
    what right behind the length makes it that of another thing."""
    phrase_words: frozenset[str]
    """The words of the spellings with blanks in them, in lower case."""
    seen: dict[str, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    carried: dict[str, bool] = field(default_factory=dict)
    by_class: dict[str, str] = field(default_factory=dict)

    def class_chars(self, name: str) -> str:
        """All characters that stand for a set of classes with ``name`` in it, as the inside of a character class."""
        if not self.by_class:
            for classes, char in sorted(self.chars.items(), key=itemgetter(1)):
                for one in classes:
                    self.by_class[one] = self.by_class.get(one, "") + char
        return self.by_class.get(name, "")

    def look_up(self, word: str) -> Mapping[str, Any] | None:
        """The meanings of ``word``; nouns keep their capital, other words may stand at the head of a sentence."""
        if not word.isalpha():
            word = " ".join(word.split())
        found = self.words.get(word) or self.words.get(word.lower()) or self.words.get(word[0].lower() + word[1:])
        if found is None and len(word) > 2 and word.isupper():
            found = self.words.get(word.capitalize())
        return found

    def classify(self, word: str) -> tuple[str, Mapping[str, Any]]:
        """Class character and meanings of a token as it stands in the text (remembered by its spelling)."""
        if word[0] == "\n":
            return BREAK, EMPTY
        meanings = (
            read_numeral(word, self.order, self.settings) if word[0].isdigit() or word[0] in "'’" else None
        ) or self.look_up(word)
        result = (self.chars.get(frozenset(meanings), OTHER), meanings) if meanings else (OTHER, EMPTY)
        if len(self.seen) < 200_000:
            self.seen[word] = result
        return result

    def carries(self, word: str) -> bool:
        """Whether an expression can go on through what stands between two blanks: all of it means something, or belongs to a phrase."""
        known = self.carried.get(word)
        if known is None:
            tokens = self.tokens(word, 0, len(word))
            known = all(token.char != OTHER for token in tokens) or not self.phrase_words.isdisjoint(
                word[t.start : t.end].lower() for t in tokens
            )
            if len(self.carried) < 200_000:
                self.carried[word] = known
        return known

    def tokens(self, text: str, start: int, end: int) -> list[Token]:
        """The tokens of ``text[start:end]``; blanks are dropped, a paragraph break is a token of its own."""
        seen, made = self.seen, []
        for match in self.token.finditer(text, start, end):
            word = match.group()
            char, meanings = seen.get(word) or self.classify(word)
            made.append(Token(*match.span(), char, meanings))
        return made


EMPTY: Mapping[str, Any] = {}


@cache
def lexicon(code: str) -> Lexicon | None:
    """The compiled lexicon of a language: its own data, else words borrowed for it; none when there are neither."""
    data = languages.load(code, "expressions") or borrowed.words(code)
    if not data:
        return None
    words = dict(_words(data))
    settings = data.get("settings", {})
    order = str(settings.get("order", "DMY"))
    sets = sorted({frozenset(m) for m in words.values()} | {frozenset(c) for c in DIGIT_CLASSES}, key=sorted)
    chars = {classes: chr(0x100 + n) for n, classes in enumerate(sets)}
    triggers = [w for w, m in words.items() if any(c in TRIGGERS for c in m) and not _is_numeral(m)]
    spellings = {v for w in triggers for v in (w, w[:1].upper() + w[1:], w.upper())}
    phrases = {v for w in words if not w.isalpha() for v in (w, w[:1].upper() + w[1:])}
    token = re.compile(
        rf"\n\s*\n|(?=[\d'’])(?:{numeral_pattern(settings)})|{_phrases(phrases)}[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*|['’]s\b|\d+|[^\w\s]"
    )
    articles = frozenset(settings.get("articles", ()))
    reject = data.get("reject", {})
    before = re.compile("(?:" + "|".join(map(_phrase, reject.get("before", ["\0"]))) + r")[\s ]*$")
    after = re.compile(r"[\s -]*(?:" + "|".join(map(_phrase, reject.get("after", ["\0"]))) + ")")
    return Lexicon(
        code,
        settings,
        words,
        chars,
        Prefilter(spellings, frozenset(settings.get("sought", ()))),
        token,
        order,
        articles,
        before,
        after,
        _rules(data, "forbid"),
        _rules(data, "headless"),
        (re.compile(f"(?:{settings['begin_label']})$"), re.compile(settings["end_label"]))
        if "begin_label" in settings
        else None,
        re.compile(f"(?:{settings['moved']})$") if "moved" in settings else None,
        (re.compile(settings["lasting"]), re.compile(settings["lasting_from"]), re.compile(settings["lasting_of"]))
        if "lasting" in settings
        else None,
        frozenset(part for p in phrases for part in re.findall(r"\w+", p.lower())),
    )


def _rules(data: Mapping[str, Any], name: str) -> dict[str, tuple[Rule, ...]]:
    """The tables ``[[name]]``, by form: regular expressions for the text of an expression (``text``) and around it (``before``, ``after``)."""
    rules: dict[str, tuple[Rule, ...]] = {}
    for table in data.get(name, ()):
        before = re.compile(f"(?:{table['before']})$" if "before" in table else "")
        rule = (re.compile(table.get("text", "")), before, re.compile(table.get("after", "")))
        for form in table["forms"]:
            rules[form] = (*rules.get(form, ()), rule)
    return rules


def _phrase(words: str) -> str:
    """A phrase whose blanks match any white space and whose first letter may be a capital."""
    body = r"\s+".join(re.escape(part) for part in words.split(" "))
    if words[0].islower() and body[0] == words[0]:
        body = f"[{words[0]}{words[0].upper()}]{body[1:]}"
    return body + (r"(?!\w)" if words[-1].isalnum() else "")


def _is_numeral(meanings: Meaning) -> bool:
    """Whether a word is first of all a number ("second"): it then only counts beside another word of time."""
    return "NUMBER" in meanings


def _words(data: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    """Every spelling with its meanings: the tables under ``[words]``, then the compounds built from them."""
    words: dict[str, Meaning] = {}

    def add(spelling: str, name: str, value: Any) -> None:
        words.setdefault(spelling, {})[name] = value

    for name, table in data.get("words", {}).items():
        for value, spellings in table.items():
            meaning = _typed(value)
            for spelling in spellings:
                add(spelling, name, meaning)
                if name == "MONTH" and data.get("settings", {}).get("month_first", True):
                    add(spelling, "MONTHFIRST", meaning)
                if name in ("UNIT", "UNITS"):
                    add(spelling, "UNIT", value)
                    add(spelling, UNIT_CLASSES.get(value, "UNIT"), value)
    for rule in data.get("compounds", ()):
        for spelling, meaning in _compound(rule, data):
            add(spelling, rule["class"], meaning)
    yield from words.items()


def _typed(value: str) -> Any:
    """TOML keys are text; numbers among them are meant as numbers."""
    if re.fullmatch(r"[+-]?\d+", value):
        return int(value)
    return float(value) if re.fullmatch(r"\d+\.\d+", value) else value


def _compound(rule: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Words made of a first part, a joint and a last part: ``Montag`` + ``abend``, ``zwei`` + ``tägig`` + ``er``."""
    tables = data.get("words", {})
    firsts = rule["first"] if isinstance(rule["first"], Mapping) else tables[rule["first"]]
    lasts = rule["last"] if isinstance(rule["last"], Mapping) else tables[rule["last"]]
    for first, first_spellings in firsts.items():
        for last, last_spellings in lasts.items():
            for a in first_spellings:
                for b in last_spellings:
                    for joint in rule.get("joints", [""]):
                        tail = b.lower() if joint in ("", "s", "es", "-") and rule.get("lower", True) else b
                        for ending in rule.get("endings", [""]):
                            parts = (_typed(first), _typed(last))
                            yield (
                                a + joint + tail + ending,
                                parts[0] * rule["scale"] + parts[1] if "scale" in rule else parts,
                            )


def _phrases(phrases: set[str]) -> str:
    """The spellings with blanks, dots or other marks in them, as one alternative of the tokeniser."""
    if not phrases:
        return ""
    alphabetic = {p for p in phrases if p[-1].isalnum()}
    return "".join(
        rf"(?<!\w){trie(part)}{end}|" for part, end in ((phrases - alphabetic, ""), (alphabetic, r"(?!\w)")) if part
    )


def trie(words: Iterable[str]) -> str:
    """One regular expression for many words, factored by their beginnings; a blank stands for any white space."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}

    def render(node: dict[str, Any]) -> str:
        tails: dict[str, list[str]] = {}
        for letter, child in sorted(node.items()):
            if letter:
                tails.setdefault(render(child), []).append(letter)
        branches = [_one_of(letters) + tail for tail, letters in tails.items()]
        if not branches:
            return ""
        body = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
        return f"(?:{body})?" if "" in node else body

    first = "".join(re.escape(c) for c in sorted(root))
    return f"(?=[{first}]){render(root)}"


def _one_of(letters: Sequence[str]) -> str:
    """A pattern of any of these letters; the blank among them stands for any white space."""
    marks = [re.escape(letter) for letter in letters if letter != " "]
    either = [f"[{''.join(marks)}]" if len(marks) > 1 else marks[0]] if marks else []
    if " " in letters:
        either.append(r"\s+")
    return f"(?:{'|'.join(either)})" if len(either) > 1 else either[0]
