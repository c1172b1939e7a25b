"""What a document has said before: its scenes, the events it names, and what an anaphor points to.

In: a document, its sentences and the time expressions in them; out: a ``Context``. ``Die Veranstaltung`` is the event
named before it, ``der Gipfel`` the fullest earlier name that ends in it, ``er`` the subject of the sentence before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from timeline import gazetteer
from timeline.events import inflect, whereabouts
from timeline.events.attributive import modifies
from timeline.events.carried import sense_of
from timeline.events.clause import read
from timeline.events.dated import clock_only
from timeline.events.lexicon import Lexicon, lexicon
from timeline.events.names import is_function
from timeline.events.phrases import Phrase
from timeline.events.scene import Scene
from timeline.events.tagger import has_noun
from timeline.model import Document, Precision, Reading, Span

_LOOK_BACK = 3

_OPENING = 2
"""Sentences at the head of a text that may be about an event named only behind them."""
_REMEMBERED = 6000
"""Characters back to which a reader still knows the name that a bare noun stands for."""

_COARSE = frozenset(
    {Precision.SEASON, Precision.QUARTER, Precision.HALF, Precision.YEAR, Precision.DECADE, Precision.CENTURY}
)


class Context:
    """One document on its way through this stage."""

    def __init__(self, document: Document, sentences: Sequence[Span], readings: Sequence[Reading]) -> None:
        self.document = document
        self.sentences = sentences
        self.lexicon: Lexicon = lexicon(document.language)
        self._starts = [s.start for s in sentences]
        self._times: dict[int, list[Span]] = {}
        self._clocks: dict[int, list[Span]] = {}
        self._feasts: dict[int, list[Span]] = {}
        self.modifiers = self._modifiers(readings)
        """Where a feast, season or quarter stands that says what another date of its sentence is that of."""
        for reading in readings:
            e = reading.expression
            if e.start in self.modifiers:
                self._feasts.setdefault(self.sentence_at(e.start), []).append(Span(e.start, e.end))
                continue
            self._times.setdefault(self.sentence_at(e.start), []).append(Span(e.start, e.end))
            if clock_only(reading):
                self._clocks.setdefault(self.sentence_at(e.start), []).append(Span(e.start, e.end))
        self._scenes: dict[int, Scene] = {}
        self._names: list[tuple[int, int, str]] | None = None
        self._full: dict[int, bool] = {}

    def _modifiers(self, readings: Sequence[Reading]) -> frozenset[int]:
        feasts = [
            r.expression.start
            for r in readings
            if modifies(self.document.text, r, self.lexicon, self.document.language)
        ]
        days = [r.expression.start for r in readings if _fine(r)] if feasts else []
        dated = {self.sentence_at(start) for start in days if start not in feasts}
        return frozenset(start for start in feasts if self.sentence_at(start) in dated)

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence at an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def scene(self, number: int) -> Scene:
        """A sentence, analysed; each only once."""
        if number not in self._scenes:
            span, times = self.sentences[number], self._times.get(number, [])
            line = whereabouts.read(self.document).dateline
            opens = line is not None and span.start < line.end < span.end
            begins = line.end if line and opens and not any(time.start < line.end for time in times) else 0
            clocks, feasts = self._clocks.get(number, []), self._feasts.get(number, [])
            self._scenes[number] = read(
                self.document.text, span, times, self.document.language, clocks, feasts, begins=begins
            )
        return self._scenes[number]

    def times(self, number: int) -> list[Span]:
        """The time expressions of a sentence."""
        return self._times.get(number, [])

    def names(self) -> list[tuple[int, int, str]]:
        """Every word of the document that names an occasion: start, end and the listed noun it ends in, in order."""
        if self._names is None:
            self._names = _named(self.document.text, self.document.language)
        return self._names

    def phrase_over(self, offset: int) -> tuple[Scene, Phrase] | None:
        """The phrase whose head stands at an offset, with its scene."""
        scene = self.scene(self.sentence_at(offset))
        index = scene.token_at(offset)
        part = scene.headed().get(index) if index >= 0 else None
        return (scene, part) if part is not None else None

    def work(self) -> str:
        """The first title in quotation marks: two to eight words, no utterance."""
        for match in _QUOTED.finditer(self.document.text):
            words = match[1].split()
            closed = match[1][-1] not in ".!?," and self.document.text[match.end() : match.end() + 1] != ","
            if 2 <= len(words) <= 8 and words[0][0].isupper() and closed:
                return match[0]
        return ""

    def quoted(self, scene: Scene, phrase: Phrase) -> Span | None:
        """The name in quotation marks that a phrase stands in."""
        head = scene.tokens[phrase.head]
        for match in _QUOTED.finditer(self.document.text, scene.span.start, scene.span.end):
            if match.start() < head.start < match.end():
                return Span(match.start(), match.end())
        return None

    def resolve(self, scene: Scene, phrase: Phrase) -> tuple[Scene, Phrase]:
        """The fuller phrase that a general one stands for; itself when there is none."""
        if not self._anaphoric(scene, phrase):
            return scene, phrase
        token = scene.tokens[phrase.head]
        same = [
            n for n in self.names() if n[1] <= token.start and _ends_in(self.document.text[n[0] : n[1]], token.text)
        ]
        for start, end, _ in reversed(same):
            if end - start > len(token.text) + 2 or self._fuller(start):
                found = self.phrase_over(start)
                other = found is not None and not self._turns(*found) <= self._turns(scene, phrase)
                if found and not other and (found[0] is not scene or found[1].head != phrase.head):
                    return found
        if token.lemma.lower() not in self.lexicon.general or any(n[1] - n[0] <= len(token.text) + 2 for n in same):
            return scene, phrase  # one of that very name was spoken of
        if self._turns(scene, phrase):
            return scene, phrase  # ``das erste Spiel`` is not the training that was spoken of
        before = [n for n in self.names() if n[1] <= token.start]
        headed = [n for n in before if self._in_headline(n)]
        for start, end, noun in [*reversed(headed), *reversed(before)]:
            word = self.document.text[start:end].lower()
            vague = noun in self.lexicon.general and len(word) <= len(noun) + 2 and not self._fuller(start)
            if noun == token.lemma.lower() or vague or self._unlike(token.lemma.lower(), word):
                continue
            found = self.phrase_over(start)
            sense = sense_of(*found) if found else None
            if found and sense and sense.sort == "occasion":
                return found
        return scene, phrase

    def _unlike(self, general: str, name: str) -> bool:
        """Whether a general noun says of what kind something is, and a name that it is of another: a meeting is no referendum."""
        kinds = (self.lexicon.endings("nouns", "kinds", kind) for kind in self.lexicon.table("nouns", "kinds"))
        return any(general.endswith(kind) and not name.endswith(kind) for kind in kinds)

    def _turns(self, scene: Scene, phrase: Phrase) -> frozenset[str]:
        """The words that say which one of several a phrase is of (``die zweite Runde``)."""
        turns = self.lexicon.words("phrase", "turns")
        words = (token.lemma.lower() for token in scene.tokens[phrase.first : phrase.head])
        return frozenset(word for word in words if word in turns)

    def main_event(self, before: int, gender: str = "", *, headed: bool = False) -> tuple[Scene, Phrase] | None:
        """The occasion that the text up to an offset is about: the last one named, of a gender when that is known.

        With ``headed`` it is what the whole document is about: what the headline names, else what was named first.
        """
        named = [n for n in self.names() if n[1] <= before]
        if not named and (headed or self.sentence_at(before) < _OPENING):
            named = self.names()[:1]
        if headed:
            named.reverse()
            named.sort(key=self._in_headline)
        if gender:
            fitting = [n for n in named if self._gender(n[2]) in {"", gender}]
            named = fitting or named
        for start, _, _ in reversed(named):
            found = self.phrase_over(start)
            sense = sense_of(*found) if found else None
            if found and sense and sense.sort == "occasion":
                return self.resolve(*found)
        return None

    def pronoun_gender(self, scene: Scene, pronoun: int, finite: int) -> str:
        """m, f, n or p of a subject pronoun, by its form and its verb's number; empty when it can be anything."""
        word = scene.tokens[pronoun].text.lower()
        gender = str(self.lexicon.table("phrase", "pronouns").get(word, ""))
        if gender == "fp":
            gender = "p" if finite >= 0 and scene.plural_verb(finite) else "f"
        return gender

    def _in_headline(self, name: tuple[int, int, str]) -> bool:
        """Whether a compound stands in the headline too: then it is what the document is about."""
        start, end, noun = name
        text = self.document.text
        head = f"{self.document.title} {text[: text.find(chr(10)) if chr(10) in text[:200] else 0]}".lower()
        return end - start > len(noun) + 3 and text[start:end].lower() in head

    def subject_before(
        self, scene: Scene, pronoun: int, finite: int = -1, *, acting: bool = False
    ) -> tuple[Scene, Phrase] | None:
        """The phrase that a subject pronoun stands for: the subject of an earlier clause or of the sentence before.

        Failing that, another phrase of these that fits in gender and number. Who is ``acting`` is rather somebody than an
        occasion, where somebody has been named.
        """
        found = self._before(scene, pronoun, finite, somebody=False)
        if found is None or not acting or (sense := sense_of(*found)) is None or sense.sort != "occasion":
            return found
        return self._before(scene, pronoun, finite, somebody=True) or found

    def object_before(self, scene: Scene, pronoun: int) -> tuple[Scene, Phrase] | None:
        """The phrase that an object pronoun stands for; without genders only the object of the clause before."""
        if self.lexicon.table("phrase", "gender"):
            return self.subject_before(scene, pronoun)
        wanted = self.pronoun_gender(scene, pronoun, -1)
        earlier = [c.object for c in scene.clauses if c.object is not None and c.object.last < pronoun]
        return (scene, earlier[-1]) if earlier and self._fits(scene, earlier[-1], wanted) else None

    def _before(self, scene: Scene, pronoun: int, finite: int, *, somebody: bool) -> tuple[Scene, Phrase] | None:
        wanted = self.pronoun_gender(scene, pronoun, finite)
        subjects = [
            c.subject
            for c in scene.clauses
            if c.subject is not None and c.subject.last < pronoun and not self._owned(scene, c.subject)
        ]
        for phrase in subjects:
            if self._fits(scene, phrase, wanted) and (not somebody or self._somebody(scene, phrase)):
                return scene, phrase
        number = self.sentence_at(scene.span.start)
        for back in range(1, _LOOK_BACK + 1):
            if number - back < 0:
                return None
            earlier = self.scene(number - back)
            word = scene.tokens[pronoun].text.lower()
            again = [c for c in reversed(earlier.clauses) if c.kind == "main" and c.pronoun >= 0]
            if again and earlier.tokens[again[0].pronoun].text.lower() == word:
                return self._before(earlier, again[0].pronoun, again[0].finite, somebody=somebody)
            mains = [c.subject for c in reversed(earlier.clauses) if c.subject is not None and c.kind == "main"]
            objects = [c.object for c in reversed(earlier.clauses) if c.object is not None]
            every = _parts(earlier.phrases)
            others = [p for p in (*objects, *every) if p not in mains] if wanted else []
            pointing = scene.tokens[pronoun].text.lower() in self.lexicon.words("phrase", "pointing")
            for phrase in every if pointing else [*mains, *others]:
                if self._fits(earlier, phrase, wanted) and (not somebody or self._somebody(earlier, phrase)):
                    return earlier, phrase
        return None

    def _owned(self, scene: Scene, phrase: Phrase) -> bool:
        """``Wie ihre Familie mitteilte, starb sie``: the pronoun stands for the one whose that is."""
        if phrase.determiner < 0:
            return False
        word = scene.tokens[phrase.determiner].text.lower()
        return word in self.lexicon.words("phrase", "possessives") | self.lexicon.words("phrase", "third_person")

    def _somebody(self, scene: Scene, phrase: Phrase) -> bool:
        """Whether a phrase names a person, by a name that is no place's or by a function."""
        name = scene.words(phrase.core_first, phrase.core_last)
        named = scene.tags[phrase.core_last] == "PROPN" and not gazetteer.lookup(name, self.document.language)
        return named or is_function(scene.tokens[phrase.head].lemma, self.document.language)

    def _gender(self, noun: str) -> str:
        sense = self.lexicon.noun(noun)
        return sense.gender if sense else ""

    def _fits(self, scene: Scene, phrase: Phrase, wanted: str) -> bool:
        head = scene.tokens[phrase.head].lemma
        if head.lower() in self.lexicon.words("phrase", "never_meant") or "/" in head:
            return False  # no thing, or the towns of a dateline
        if (
            scene.tags[phrase.head] == "PROPN"
            and "-" in head
            and has_noun(head.rpartition("-")[2], self.document.language)
        ):
            return False  # a compound of a name and a thing
        if phrase.preposition >= 0 and scene.tags[phrase.head] == "PROPN":
            word = scene.tokens[phrase.preposition].text.lower()
            if word in self.lexicon.words("phrase", "local"):
                return False  # the name of a place
        if not wanted:
            return True
        number = scene.number(phrase)
        if wanted == "p" or number == "p":
            return wanted == "p" and number != "s"
        person = is_function(head, self.document.language)
        if not self.lexicon.table("phrase", "gender") and scene.tags[phrase.core_last] != "PROPN":
            return person if wanted in {"m", "f"} else not person
        gender = self.lexicon.gender(head)
        feminine = self.lexicon.endings("phrase", "feminine_functions")
        if person and feminine:
            gender = "f" if head.endswith(feminine) else "m"
        if scene.tags[phrase.head] == "PROPN":
            name = scene.words(phrase.core_first, phrase.core_last)
            if gazetteer.lookup(name, self.document.language):
                return wanted == "n"
            if phrase.determiner < 0:
                return wanted != "n"
        return not gender or gender == wanted

    def speaker_before(self, scene: Scene) -> tuple[Scene, Phrase] | None:
        """Who spoke last, in the sentence before."""
        number = self.sentence_at(scene.span.start)
        if number == 0:
            return None
        earlier = self.scene(number - 1)
        for clause in reversed(earlier.clauses):
            if clause.subject is not None and "say" in self.lexicon.verb(clause.lemma):
                return earlier, clause.subject
        return None

    def group_name(self, scene: Scene, phrase: Phrase) -> str:
        """The fullest earlier name of a body that a genitive like ``der Gruppe`` stands for, as a genitive; or empty."""
        token = scene.tokens[phrase.head]
        if phrase.attributes or token.lemma.lower() not in self.lexicon.groups:
            return ""
        pattern = re.compile(rf"[A-ZÄÖÜ][\w-]*(?:\s-\w+)?{re.escape(token.lemma.lower())}\b", re.IGNORECASE)
        found = [
            m[0]
            for m in pattern.finditer(self.document.text, max(0, token.start - _REMEMBERED), token.start)
            if len(m[0]) > len(token.lemma) + 2
        ]
        if found:
            return re.sub(r"\s-", "-", found[-1])
        return ""

    def _anaphoric(self, scene: Scene, phrase: Phrase) -> bool:
        token = scene.tokens[phrase.head]
        if phrase.attributes or "-" in token.text or phrase.core_first < phrase.head:
            return False  # ``the poster exhibition`` is a name of its own
        topic = self.lexicon.words("phrase", "topic")
        if any(
            p.start == phrase.last + 1 and p.preposition >= 0 and scene.tokens[p.preposition].text.lower() in topic
            for p in scene.phrases
            if not self.lexicon.text("phrase", "svo")
        ):
            return False  # ``die Ausstellung über die Bahn`` says itself which one it is
        definite = phrase.determiner >= 0 or phrase.preposition >= 0
        if phrase.determiner >= 0:
            definite = scene.tokens[phrase.determiner].text.lower() in self.lexicon.words("phrase", "definite")
        elif phrase.preposition >= 0:
            definite = scene.tokens[phrase.preposition].text.lower() in self.lexicon.words("phrase", "definite")
        listed = self.lexicon.noun(token.lemma)
        return definite and listed is not None and listed.exact

    def _fuller(self, start: int) -> bool:
        if start not in self._full:
            found = self.phrase_over(start)
            self._full[start] = bool(found and (found[1].attributes or inflect.proper_name(*found)))
        return self._full[start]


def _parts(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Phrases with what hangs on them, the last one first."""
    return [part for phrase in reversed(phrases) for part in (phrase, *_parts(phrase.attributes))]


def _ends_in(word: str, tail: str) -> bool:
    return word.lower().rstrip("s").endswith(tail.lower().rstrip("s"))


_QUOTED = re.compile(r"[\"„“»]([^\"„“”«»\n]{4,80})[\"“”«]")
_WORD = re.compile(r"\b[^\W\d_a-z][\w-]{2,}")
_ANY_WORD = re.compile(r"\b[^\W\d_][\w-]{2,}")


def _named(text: str, language: str) -> list[tuple[int, int, str]]:
    """The words of a text that name occasions. Compounds end in one; where nouns are not capitalised any word may be one."""
    pattern = _ANY_WORD if lexicon(language).text("nouns", "compounds") == "open" else _WORD
    return [(m.start(), m.end(), noun) for m in pattern.finditer(text) if (noun := _occasion(m[0].lower(), language))]


@lru_cache(maxsize=100_000)
def _occasion(word: str, language: str) -> str:
    lex = lexicon(language)
    for ending in lex.text("nouns", "endings").split("|"):
        if ending and not word.endswith(ending):
            continue
        base = word.removesuffix(ending)
        sense = lex.noun(base) if len(base) > 2 else None
        if sense is not None and sense.sort == "occasion" and (sense.exact or not _is_town(word, language)):
            return sense.noun
    return ""


def _is_town(word: str, language: str) -> bool:
    """``Völkermarkt`` is no market."""
    return any(found.kind == gazetteer.TOWN for found in gazetteer.lookup(word.capitalize(), language)[:1])


def _fine(reading: Reading) -> bool:
    """Whether a date is finer than a season."""
    when = reading.when
    return when is not None and when.start is not None and when.precision not in _COARSE and not clock_only(reading)
