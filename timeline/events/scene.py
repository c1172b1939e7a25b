"""A sentence, analysed: its tokens, phrases and clauses, and how to look things up in them.

Made by ``clause.read``; numbers are indexes into ``tokens`` everywhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from timeline.events.lexicon import Lexicon, lexicon
from timeline.events.phrases import TIME, Phrase
from timeline.events.words import Token, analyse
from timeline.model import Span


@dataclass(slots=True)
class Clause:
    """A verb and what belongs to it; numbers are token indexes."""

    kind: str
    """``main``, ``relative``, ``subordinate`` or ``fragment`` (no verb)."""
    indexes: list[int]
    finite: int = -1
    main: int = -1
    """The verb that carries the meaning."""
    lemma: str = ""
    """Its lemma, a separated prefix put back."""
    modal: str = ""
    passive: bool = False
    perfect: bool = False
    negated: bool = False
    denied: bool = False
    """Whether what its verb says is denied, not a noun (``no trains``) or another verb (``decided not to``)."""
    only_from: bool = False
    """``not until Friday``: what is denied of the time before holds from then on."""
    subject: Phrase | None = None
    object: Phrase | None = None
    pronoun: int = -1
    """A pronoun that is the subject."""
    antecedent: Phrase | None = None
    """What a relative clause is about."""
    resumed: Phrase | None = None
    """The subject of the clause before, which one without a subject of its own shares."""
    phrases: list[Phrase] = field(default_factory=list)
    elliptic: bool = False
    """Its verb is that of the clause before it (``am 5. Mai der Ausschuss in Graz``)."""
    due: bool = False
    """Its verb says what there is time for up to the date."""

    @property
    def prepositional(self) -> list[Phrase]:
        """The phrases with a preposition."""
        return [p for p in self.phrases if p.preposition >= 0]


class Scene:
    """One sentence of a text."""

    def __init__(self, text: str, span: Span, language: str) -> None:
        self.text = text
        self.span = span
        self.lexicon: Lexicon = lexicon(language)
        self.tokens: tuple[Token, ...] = analyse(text, span.start, span.end, language)
        self._starts = [t.start for t in self.tokens]
        self._ends = [t.end for t in self.tokens]
        self.tags = [t.tag for t in self.tokens]
        self.clocks: Sequence[int] = ()
        """The last tokens of times of the day."""
        self.phrases: list[Phrase] = []
        self._headed: dict[int, Phrase] | None = None
        self.clauses: list[Clause] = []
        self.plural_heads: set[int] = set()
        """Heads whose verb shows that they are plural."""

    def tokens_of(self, span: Span) -> tuple[int, int]:
        """First and last index of the tokens that a span of the text covers."""
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end) - 1
        if first > last:
            nearest = min(bisect_left(self._starts, span.start), len(self.tokens) - 1)
            return nearest, nearest
        return first, last

    def token_at(self, offset: int) -> int:
        """The index of the token that stands over an offset, -1 where none does."""
        index = bisect_right(self._ends, offset)
        return index if index < len(self.tokens) and self._starts[index] <= offset else -1

    def headed(self) -> Mapping[int, Phrase]:
        """The first phrase, or part of one, of each head. To be asked for once all phrases are known."""
        if self._headed is None:
            self._headed = {}
            for phrase in self.phrases:
                parts = [phrase]
                for part in parts:
                    self._headed.setdefault(part.head, part)
                    parts.extend(part.attributes)
                    parts.extend(part.others)
        return self._headed

    def clause_at(self, index: int) -> Clause:
        """The clause that a token belongs to."""
        for clause in self.clauses:
            if index in clause.indexes:
                return clause
        return self.clauses[0]

    def phrase_at(self, index: int) -> Phrase | None:
        """The outermost phrase over a token."""
        return next((p for p in self.phrases if p.holds(index)), None)

    def phrase_before(self, phrase: Phrase) -> Phrase | None:
        """The phrase that ends right before another."""
        return next((p for p in self.phrases if p.last == phrase.start - 1), None)

    def hung_behind(self, phrase: Phrase) -> Phrase | None:
        """The phrase with a preposition that begins right behind another."""
        return next((p for p in self.phrases if p.start == phrase.last + 1 and p.preposition >= 0), None)

    def indefinite(self, phrase: Phrase) -> bool:
        """``ein Stillstand``: whether an indefinite article says that a phrase names something new."""
        named = self.tokens[phrase.determiner].text.lower() if phrase.determiner >= 0 else ""
        return named in self.lexicon.words("phrase", "indefinite")

    def words(self, first: int, last: int) -> str:
        """The text from one token to another, white space normalised."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())

    def span_of(self, first: int, last: int) -> Span:
        """The characters from one token to another."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def past(self, clause: Clause) -> bool:
        """Whether the finite verb of a clause is in the past tense; a perfect's is not."""
        return clause.finite >= 0 and self.tokens[clause.finite].form == "past"

    def done(self, clause: Clause) -> bool:
        """Whether a clause tells of something done, in the past tense or the perfect."""
        return clause.perfect or self.past(clause)

    def impersonal(self, clause: Clause) -> bool:
        """Whether the pronoun of a clause stands for nothing (``es gibt``, ``kam es zu``)."""
        pronouns = self.lexicon.words("phrase", "impersonal_pronouns")
        return clause.pronoun >= 0 and self.tokens[clause.pronoun].text.lower() in pronouns

    def opener(self, first: int) -> str:
        """The preposition, in small letters, that opens the time expression at a token, else its first word."""
        return self.tokens[self.opening(first)].text.lower()

    def opening(self, first: int) -> int:
        """The token of that word; of a list of dates (``for 3, 10 and 17 May``), that of the first."""
        while True:
            while first > 0 and self.tags[first - 1] == TIME and self.tokens[first].tag != "ADP":
                first -= 1
            joined = first > 1 and self.tags[first - 2] == TIME and self.tokens[first].tag != "ADP"
            if not joined or not (self.tags[first - 1] == "CONJ" or self.tokens[first - 1].text == ","):
                return first
            first -= 2

    def openers(self, first: int) -> set[str]:
        """The words, in small letters, from the one before the time that a token stands in up to that token."""
        return {token.text.lower() for token in self.tokens[max(0, self.before_time(first)) : first + 1]}

    def shifts(self, i: int) -> bool:
        """Whether a token opens the date that something is moved to (``auf Freitag``, ``in den November``)."""
        word = self.tokens[i].text.lower()
        if word in self.lexicon.words("join", "shift"):
            return True
        following = self.tokens[i + 1].text.lower() if i + 1 < len(self.tokens) else ""
        return following in str(self.lexicon.table("join", "shift_into").get(word, "")).split()

    def alter(self, index: int, tag: str = "", form: str | None = None) -> None:
        """Makes a word one of another class or form, or both; what is not given stays as it is."""
        token = self.tokens[index]
        altered = replace(token, tag=tag or token.tag, form=token.form if form is None else form)
        if altered.tag != token.tag:
            altered = replace(altered, _lemma="")  # read anew
        self.tokens = (*self.tokens[:index], altered, *self.tokens[index + 1 :])
        if tag:
            self.tags[index] = tag

    def colon(self, first: int, end: int) -> int:
        """The first colon from one token up to another, which is left out; -1 where there is none."""
        return next((i for i in range(first, min(end, len(self.tokens))) if self.tokens[i].text == ":"), -1)

    def before_time(self, index: int) -> int:
        """The token before the time that ends right before a token; the one right before it where none does, -1 where none is left."""
        index -= 1
        while index >= 0 and self.tags[index] == TIME:
            index -= 1
        return index

    def time_end(self, index: int) -> int:
        """The last token of the time that stands at a token."""
        while self.tags[index + 1 : index + 2] == [TIME]:
            index += 1
        return index

    def item(self, index: int) -> tuple[int, int]:
        """The stretch of a listing that a token stands in: items end with their clock time, but for one that opens with it."""
        low, high = 0, len(self.tokens)
        last = self.clocks[-1] if self.clocks else -1
        if all(self.tags[i] in {TIME, "PUNCT"} for i in range(last + 1)):
            return low, high
        for mark in self.clocks:
            if mark < index:
                low = mark + 1
            elif mark >= index:
                return low, mark
        return low, high

    def number(self, phrase: Phrase) -> str:
        """``p`` or ``s``, empty when it cannot be told."""
        if phrase.others or phrase.head in self.plural_heads:
            return "p"
        token = self.tokens[phrase.head]
        if any(
            self.tokens[i].form == "truncated" and self.tags[i + 1] == "CONJ" for i in range(phrase.first, phrase.head)
        ):
            return "p"
        determiner = self.tokens[phrase.determiner].text.lower() if phrase.determiner >= 0 else ""
        if determiner in self.lexicon.words("phrase", "singular_determiners"):
            return "s"
        if determiner in self.lexicon.words("phrase", "plural_determiners"):
            return "p"
        before = self.tokens[phrase.head - 1] if phrase.head else token
        numbered = any(self.tags[i] == "NUM" for i in range(phrase.first, phrase.head))
        if numbered and before.text not in self.lexicon.words("phrase", "one"):
            return "p"
        if token.tag == "PROPN":
            return "s" if not determiner else ""
        if determiner in self.lexicon.words("phrase", "genitive_singular"):
            return "s"
        if token.text != token.lemma and token.text.lower() not in (
            token.lemma.lower() + "s",
            token.lemma.lower() + "es",
        ):
            return "p"
        if not determiner and token.tag == "NOUN" and token.text.endswith(self.lexicon.endings("forms", "bare_plural")):
            return ""
        if token.text == token.lemma and not token.text.endswith(self.lexicon.endings("forms", "unmarked_plural")):
            return "s"
        if token.text != token.lemma and determiner in self.lexicon.words("phrase", "ambiguous_determiners"):
            return "p"
        return ""

    def plural_verb(self, finite: int) -> bool:
        """Whether a finite verb is plain to see a plural; ``gewann`` and ``erschien`` only end like one."""
        word = self.tokens[finite].text.lower()
        endings = self.lexicon.endings("phrase", "plural_verb_endings")
        singular = self.lexicon.endings("phrase", "singular_verb_endings")
        return word.endswith(endings) and not word.endswith(singular)

    def gender(self, phrase: Phrase) -> str:
        """m, f, n, or p for a plural; ``?`` when unknown."""
        token = self.tokens[phrase.head]
        if self.number(phrase) == "p":
            return "p"
        shown = self.tokens[phrase.determiner].text.lower() if phrase.determiner >= 0 else ""
        told = str(self.lexicon.table("phrase", "accusative_articles").get(shown, "?"))
        return self.lexicon.gender(token.lemma) or told
