"""Noun phrases of a sentence: a head with its determiner, adjectives, genitives, "of" phrases and coordination.

In: tokens of one sentence, those of time expressions marked; out: the phrases from left to right. A chunker by rules over
word classes: news is analysed without a parser, and a phrase that is not recognised only makes a title shorter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from timeline import gazetteer
from timeline.events.lexicon import Lexicon
from timeline.events.names import is_function
from timeline.events.placewords import is_venue
from timeline.events.readings import MARKS, QUOTES
from timeline.events.words import Token

TIME = "TIME"
_DASHES = frozenset("-–")
_ROAD = 2
"""Capital letters before the number of a road or line: A 8, L 291, RE 5."""
_BEGINNING = frozenset({"DET", "NOUN", "PROPN", "ADJ", "NUM", "ADV", "CONJ", "VERB"})
"""The classes of words that a phrase can begin with."""


@dataclass(slots=True)
class Phrase:
    """A noun phrase; numbers are token indexes of its sentence, ``last`` inclusive."""

    first: int
    head: int
    core_last: int
    last: int
    core_first: int = -1
    """First noun of the core."""
    preposition: int = -1
    determiner: int = -1
    kind: str = ""
    """How it hangs on the phrase before it: ``genitive``, ``of``, a preposition, ``name`` (quoted), or empty."""
    attributes: list[Phrase] = field(default_factory=list)
    others: list[Phrase] = field(default_factory=list)
    """The further members of a coordination."""

    def __post_init__(self) -> None:
        self.core_first = self.head if self.core_first < 0 else self.core_first

    @property
    def start(self) -> int:
        """First token, the preposition included."""
        return self.preposition if self.preposition >= 0 else self.first

    def holds(self, index: int) -> bool:
        """Whether the phrase, with all that hangs on it, covers a token."""
        return self.start <= index <= self.last


class Chunker:
    """One pass over the tokens of one sentence."""

    def __init__(self, tokens: Sequence[Token], tags: Sequence[str], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.tags = tags
        self.lexicon = lexicon
        self.head_first = lexicon.text("phrase", "head") != "last"
        self.openers = lexicon.words("phrase", "genitive_openers")
        self.of = lexicon.words("phrase", "of")
        self.counting = lexicon.words("phrase", "counting")
        self.numbered = lexicon.endings("phrase", "numbered")
        self.links = lexicon.words("phrase", "name_links")
        self.background = lexicon.words("phrase", "background")
        self.several = lexicon.words("phrase", "dative_plural")
        self.plural = lexicon.endings("phrase", "full_plural") or ("\0",)
        self.bare_genitive = lexicon.text("forms", "adjective", "genitive_bare") or "\0"

    def phrases(self) -> list[Phrase]:
        """All phrases of the sentence."""
        out: list[Phrase] = []
        i = 0
        while i < len(self.tokens):
            preposition = i if self.tags[i] == "ADP" else self._before_day(i)
            phrase = self._full(i + 1 if preposition == i else i)
            if phrase is None:
                i += 1
                continue
            counted = f"{self.tokens[i].text}-{self.tokens[phrase.first].text}".lower() in self.counting
            phrase.preposition = -1 if counted else preposition  # at least nine people
            if phrase.determiner < 0 and preposition < 0:
                phrase.determiner = self._article(i, out)
            phrase.first += counted
            out.append(phrase)
            i = phrase.last + 1
        return out

    def _before_day(self, i: int) -> int:
        """The preposition of the noun at ``i`` that a day stands before (``after Friday's meeting``) or that ends a time
        (``the day after the vote``); -1 where there is none."""
        if i > 1 and self.tags[i - 2] == self.tags[i - 1] == TIME and self.tokens[i - 1].tag == "ADP":
            return i - 1 if self.tokens[i - 1].text.lower() in self.background else -1
        if i < 3 or self.tokens[i - 1].form != "possessive":
            return -1
        first = self._before_time(i - 2)
        return first if first < i - 2 and self.tags[first] == "ADP" else -1

    def _article(self, i: int, earlier: list[Phrase]) -> int:
        """The article of the words at ``i`` that a time stands before (``der seit 2019 amtierende Bürgermeister``); -1 for none.

        Between the time and a participle may stand where or by whom it was done (``die am Freitag vom Rat beschlossene Satzung``).
        """
        end = i - 1
        if self.tags[i] == "ADJ":
            for phrase in reversed(earlier):
                if phrase.last != end or phrase.preposition < 0:
                    break
                end = phrase.start - 1
        first = self._before_time(end)
        return first if 0 <= first < end and self.tags[first] == "DET" else -1

    def _before_time(self, i: int) -> int:
        """The token before the time that ends at ``i``; ``i`` itself where it says no time."""
        while i > 0 and self.tags[i] == TIME:
            i -= 1
        return i

    def _full(self, i: int) -> Phrase | None:
        """A phrase with its attributes and coordination from token ``i`` on."""
        phrase = self._core(i)
        if phrase is None:
            return None
        self._attributes(phrase)
        self._coordination(phrase)
        return phrase

    def _core(self, i: int) -> Phrase | None:
        n, first, determiner = len(self.tokens), i, -1
        if i >= n or (self.tags[i] not in _BEGINNING and not self._titled(i) and self._named_in_quotes(i) <= 0):
            return None
        while i < n and self.tags[i] == "DET":
            determiner = i if determiner < 0 else determiner
            i += 1
        if (closing := self._named_in_quotes(i)) > 0:
            return Phrase(first, closing - 1, closing, closing, core_first=i, determiner=determiner)
        quoted = i < n and determiner >= 0 and self.tokens[i].text in QUOTES
        i += quoted
        while i < n and self._modifies(i):
            i += 1
        nouns = i
        while i < n and self._noun(i, nouns):
            i += 1
        if i == nouns:
            return None
        link = next((k for k in range(nouns + 1, i) if self._links(k)), i)
        head = self._head(nouns, link - 1)
        i += self._number(i)
        return Phrase(first, head, i - 1, i - 1, core_first=nouns, determiner=determiner)

    def _named_in_quotes(self, i: int) -> int:
        """The mark that closes a name of several words in quotation marks, which another opens at token ``i``; 0 where none does."""
        if i >= len(self.tokens) or self.tokens[i].text not in MARKS:
            return 0
        closing = i + 1
        while closing < len(self.tokens) and self.tags[closing] == "PROPN":
            closing += 1
        closed = closing < len(self.tokens) and self.tokens[closing].text in MARKS
        return closing if closed and closing > i + 2 else 0

    def _number(self, i: int) -> bool:
        """``Linie 4``, ``B 213``: a number that is part of the name before it and counts nothing behind it."""
        if i >= len(self.tokens) or self.tags[i] != "NUM" or not self.tokens[i].text[0].isdigit():
            return False
        if i + 1 < len(self.tags) and self.tags[i + 1] in {"NOUN", "PROPN", "ADJ", "NUM"}:
            return False
        before = self.tokens[i - 1].text
        road = before.isupper() and len(before) <= _ROAD and self.tags[i - 1] == "PROPN"
        return road or before.lower().endswith(self.numbered or "\0")

    def _modifies(self, i: int) -> bool:
        tag, token = self.tags[i], self.tokens[i]
        following = self.tags[i + 1] if i + 1 < len(self.tags) else ""
        if tag == "ADJ":
            return token.form != "predicative" or following in {"NOUN", "ADJ"}
        if tag == "NUM":
            return following in {"NOUN", "ADJ", "PROPN", "ADV", "NUM"} or self._score(i + 1)
        if tag == "PUNCT":
            return self._score(i)
        if tag == "NOUN" and i > 0 and self.tags[i - 1] == "NUM" and following == "ADJ" and self.head_first:
            return self.tags[i + 2 : i + 3] == ["NOUN"] and self.tokens[i + 1].form != "predicative"
        if tag == "NOUN" and token.form == "truncated":
            return following in {"CONJ", "NOUN", "PUNCT"}
        if tag == "CONJ" and i > 0:
            before = self.tokens[i - 1]
            return (before.form == "truncated" and following in {"NOUN", "ADJ", "DET"}) or (
                self.tags[i - 1] == "ADJ" and following == "ADJ"
            )
        if tag == "DET" and i > 1 and self.tags[i - 1] == "CONJ":
            return self.tokens[i - 2].form == "truncated"  # ein Porträt- und ein Landschaftskurs
        if tag == "ADV":
            return following in {"ADJ", "NUM"} and i > 0 and self.tags[i - 1] in {"DET", "NUM", "ADP", "ADJ", "PART"}
        if tag == "VERB" and not self.head_first and token.form in {"participle", "gerund"}:
            return following in {"NOUN", "ADJ", "PROPN"} and i > 0 and self.tags[i - 1] in {"DET", "ADJ", "ADP"}
        return False

    def _links(self, i: int) -> bool:
        """``Tour de France``, ``Giro d'Italia``: a small word of another language inside a name."""
        if self.tags[i] != "X":
            return False
        word, elided, name = self.tokens[i].text.replace("’", "'").partition("'")
        if elided:
            return word == "d" and name[:1].isupper()
        return word in self.links and i + 1 < len(self.tokens) and self.tokens[i + 1].text[0].isupper()

    def _titled(self, i: int) -> bool:
        """``Dr. Karl Holm``: an abbreviation that opens a name."""
        abbreviated = self.tags[i] == "X" and self.tokens[i].text.endswith(".") and len(self.tokens[i].text) > 2
        return abbreviated and self.tags[i + 1 : i + 2] in (["PROPN"], ["X"])

    def _score(self, i: int) -> bool:
        """``Saturday's 2-0 defeat``: the dash of a score that counts like a number."""
        if self.tags[i - 1 : i + 3 : 2] != ["NUM", "NUM"] or self.tags[i + 2 : i + 3] != ["NOUN"]:
            return False
        dash = self.tokens[i]
        return dash.text in _DASHES and self.tokens[i - 1].end == dash.start and dash.end == self.tokens[i + 1].start

    def _noun(self, i: int, nouns: int) -> bool:
        tag, token = self.tags[i], self.tokens[i]
        if tag == "X":
            return (i > nouns and self._links(i)) or (token.text[0].isupper() and (i > nouns or self._titled(i)))
        if tag == "NUM" and i > nouns and not self.head_first and self.tags[i + 1 : i + 2] == ["NOUN"]:
            before = self.tokens[i - 1]  # a magnitude 6.1 earthquake, the club's 75th anniversary
            return before.form == "possessive" or before.text.lower().endswith(self.numbered or "\0")
        if token.text == "&" and i > nouns and i + 1 < len(self.tokens):
            return self.tokens[i - 1].text[0].isupper() and self.tokens[i + 1].text[0].isupper()
        listed = not self.head_first and tag == "CONJ" and i > nouns
        if listed and self.tags[i - 1] == "PROPN" and [*self.tags[i + 1 : i + 3]] == ["PROPN", "NOUN"]:
            return True
        if not self.head_first and tag == "PART" and token.form == "possessive":
            described = self.tags[i + 1 : i + 3] == ["ADV", "ADJ"]  # Holm's previously announced plan
            goes_on = i + 1 < len(self.tags) and self.tags[i + 1] in {"NOUN", "ADJ", "PROPN", "NUM"}
            return i > nouns and (described or goes_on)
        if token.text in MARKS and i > nouns:
            return self._nickname(i) or self._nickname(i - 2)
        if token.text == "," and i > nouns:
            return self._in_state(i, nouns) or (self.tokens[i - 2].text == "," and self._in_state(i - 2, nouns))
        if tag == "ADV" and i > nouns and self.tokens[i - 1].form == "possessive":
            return self.tags[i + 1 : i + 2] == ["ADJ"]
        if not self.head_first and tag == "VERB" and token.form in {"participle", "gerund"}:
            return i > nouns and i + 1 < len(self.tags) and self.tags[i + 1] == "NOUN"
        if not self.head_first and tag == "ADJ":
            owned = self.tokens[i - 1].form == "possessive" and self.tags[i + 1 : i + 3] == ["ADJ", "NOUN"]
            return i > nouns and (owned or (i + 1 < len(self.tags) and self.tags[i + 1] in {"NOUN", "PROPN"}))
        if tag not in {"NOUN", "PROPN"} or token.form == "truncated":
            return False
        if i > nouns and self.head_first:
            before = self.tokens[i - 1]
            opener = self.tags[nouns - 1] if nouns else ""
            if before.text in self.lexicon.words("phrase", "name_openers"):
                return True
            plural = tag == self.tags[i - 1] == "NOUN" and token.text != token.lemma
            if plural and opener in {"DET", "ADP"} and self._stands_in(i - 1):
                return False
            if tag == self.tags[i - 1] == "NOUN" and self._stands_in(i - 1) and self._occasion(i):
                return False  # hat im Kino Premiere
            if plural and opener == "DET" and self._some(nouns - 1, i - 1):
                return False
            quantity = before.lemma.lower() in self.lexicon.words("phrase", "quantities")
            several = tag == self.tags[i - 1] == "NOUN" and before.text != before.lemma and not quantity
            if several and token.text != token.lemma and before.text.endswith(self.plural):
                return False  # in vielen Städten Proteste
            if several and opener == "DET" and self.tokens[nouns - 1].text.lower() in self.several:
                return False  # feiert in den Kinos Premiere
            person = tag == self.tags[i - 1] == "NOUN" and is_function(before.lemma, before.language)
            if person and self.lexicon.gender(token.lemma) == "f" and not is_function(token.lemma, token.language):
                return False  # erbat die Anwältin Bedenkzeit
            if self.tags[i - 1] == "PROPN" and tag == "NOUN" and (opener != "DET" or before.text[-1] == "s"):
                return False
            if self.tags[i - 1] == "NOUN" and tag == "PROPN" and self._genitive_name(i):
                return False
            if self.tags[i - 1] == "PROPN" and before.text[-1] == "s" and i - 1 > nouns and self._genitive_name(i - 1):
                return False
        return True

    def _nickname(self, i: int) -> bool:
        """``Edward "Ted" Marlow``: whether a quotation mark opens a single name inside a longer one."""
        if i < 1 or [*self.tags[i - 1 : i], *self.tags[i + 3 : i + 4]] != ["PROPN", "PROPN"]:
            return False
        marked = self.tokens[i].text in MARKS and self.tokens[i + 2].text in MARKS
        return marked and self.tokens[i + 1].text[0].isupper()

    def _in_state(self, i: int, nouns: int) -> bool:
        """``a Rockford, Ill., maker of fasteners``: the comma between a town and its state, with a noun behind both."""
        if self.head_first or nouns == 0 or self.tags[nouns - 1] not in {"DET", "PART"}:
            return False
        if [self.tags[i - 1], *self.tags[i + 1 : i + 4]] != ["PROPN", "PROPN", "PUNCT", "NOUN"]:
            return False
        state = self.tokens[i + 1].text
        short = state.endswith(".") or state.isupper() or bool(gazetteer.lookup(state, self.lexicon.language))
        return short and self.tokens[i + 2].text == ","

    def _occasion(self, i: int) -> bool:
        sense = self.lexicon.noun(self.tokens[i].lemma)
        return sense is not None and sense.sort == "occasion"

    def _stands_in(self, i: int) -> bool:
        """``In der Stadt Wahlurnen``: behind a noun of a place, a plural is another thing, no name."""
        text = self.tokens[i].text
        return text in self.lexicon.words("phrase", "located") or is_venue(text, self.lexicon.language)

    def _some(self, determiner: int, i: int) -> bool:
        """``eine Anwohnerin Geräusche``: behind somebody who has no name yet, a plural is another thing."""
        opener, noun = self.tokens[determiner].text.lower(), self.tokens[i].lemma.lower()
        indefinite = opener in self.lexicon.words("phrase", "indefinite")
        return indefinite and noun not in self.lexicon.words("phrase", "quantities")

    def _genitive_name(self, i: int) -> bool:
        """A single name in -s behind a noun: ``Generalstabschefs Frankreichs``."""
        text = self.tokens[i].text
        if len(text) < 4 or text[-1] != "s" or self.tags[i] != "PROPN":
            return False
        following = self.tags[i + 1] if i + 1 < len(self.tags) else ""
        return following != "PROPN" or self.tokens[i + 1].text[-1] == "s"

    def _head(self, first: int, last: int) -> int:
        if not self.head_first:
            return last
        if self.tags[first] == "NOUN" and last > first and self.tags[first + 1] == "NOUN":
            described = gazetteer.adjective(self.tokens[first].text, self.lexicon.language)
            return first + 1 if described else first  # der Südtiroler Landtag
        return first if self.tags[first] == "NOUN" else last

    def _attributes(self, phrase: Phrase) -> None:
        while True:
            i = phrase.last + 1
            attribute = self._attribute(phrase, i)
            if attribute is None:
                return
            phrase.attributes.append(attribute)
            phrase.last = attribute.last

    def _attribute(self, phrase: Phrase, i: int) -> Phrase | None:
        if i >= len(self.tokens):
            return None
        tag, word = self.tags[i], self.tokens[i].text
        common = self.tags[phrase.last] in {"NOUN"} or phrase.kind == "genitive" or bool(phrase.attributes)
        if tag == "DET" and word in self.openers and common and self.tags[i - 1] != TIME:
            inner = self._full(i)
            if inner is None or (self._nominative(inner) and not self._leads(inner)):
                return None
            inner.kind = "genitive"
            return inner
        if tag == "PROPN" and self.head_first and self.tags[i - 1] == "NOUN" and self._genitive_name(i):
            inner = Phrase(i, i, i, i, kind="genitive")
            self._genitive_list(inner)
            return inner
        if tag == "ADJ" and self.head_first and self.tags[i - 1] == "NOUN" and word.endswith(self.bare_genitive):
            inner = self._core(i)
            if inner is not None and inner.determiner < 0:
                inner.kind = "genitive"
                self._attributes(inner)
                return inner
            return None
        if tag == "ADP" and word.lower() in self.of and self.tags[i - 1] in {"NOUN", "PROPN"}:
            inner = self._full(i + 1)
            if inner is not None:
                inner.kind, inner.preposition = "of", i
            return inner
        if tag == "ADP" and word.lower() in self.lexicon.words("phrase", "attached"):
            head = self.tokens[phrase.head]
            sense = self.lexicon.noun(head.lemma) or self.lexicon.noun(head.text)
            if sense is not None and not any(a.kind == word.lower() for a in phrase.attributes):
                inner = self._full(i + 1)
                if inner is not None:
                    inner.kind, inner.preposition = word.lower(), i
                    self._paired(inner)
                return inner
        if word in QUOTES and self.tags[i - 1] in {"NOUN", "PROPN"}:
            return self._quoted(i)
        return None

    def _paired(self, phrase: Phrase) -> None:
        """``zwischen Verdi und den Arbeitgebern``, ``zwischen dem Werk in Lauf und der Stadt``: two are meant, whatever stands before
        the second, and wherever the first is."""
        i = phrase.last + 1
        if self.tags[i : i + 1] == ["ADP"] and (where := self._core(i + 1)) is not None:
            i = where.last + 1
        if phrase.others or phrase.kind not in self.lexicon.words("phrase", "pairing") or i + 1 >= len(self.tokens):
            return
        joined = self.tags[i] == "CONJ" and self.tokens[i].text.lower() in self.lexicon.words("phrase", "and")
        other = self._core(i + 1) if joined else None
        if other is not None:
            phrase.others.append(other)
            phrase.last = other.last

    def _leads(self, phrase: Phrase) -> bool:
        """``Das Konzert der Band musste …``: two noun phrases in front of the first finite verb are one with its genitive."""
        verb = phrase.last + 1
        finite = [i for i, t in enumerate(self.tokens) if self.tags[i] in {"VERB", "AUX", "MODAL"} and t.finite]
        return bool(finite) and finite[0] == verb and all(t.text != "," for t in self.tokens[:verb])

    def _nominative(self, phrase: Phrase) -> bool:
        """``in der Hauptstadt der neue Gipfel``: an adjective without the genitive's ending, or a masculine singular."""
        if self.tokens[phrase.determiner].text not in self.lexicon.words("phrase", "masculine_nominative"):
            return False
        adjectives = [i for i in range(phrase.determiner + 1, phrase.head) if self.tags[i] == "ADJ"]
        ending = self.lexicon.text("forms", "adjective", "genitive")
        if any(not self.tokens[i].text.endswith(ending) for i in adjectives):
            return True
        token = self.tokens[phrase.head]
        unmarked = self.lexicon.endings("forms", "unmarked_plural")
        singular = token.tag == "NOUN" and token.text == token.lemma and not token.text.endswith(unmarked)
        return not adjectives and singular and self.lexicon.gender(token.lemma) == "m"

    def _genitive_list(self, phrase: Phrase) -> None:
        i = phrase.last + 1
        if i + 1 < len(self.tokens) and self.tags[i] == "CONJ" and self.tokens[i + 1].text.endswith("s"):
            phrase.others.append(Phrase(i + 1, i + 1, i + 1, i + 1))
            phrase.core_last = phrase.last = i + 1

    def _quoted(self, i: int) -> Phrase | None:
        """A name in quotation marks right behind its noun, at most eight words."""
        for j in range(i + 1, min(i + 10, len(self.tokens))):
            if self.tokens[j].text in QUOTES:
                if j > i + 1 and self.tokens[i + 1].text[0].isupper():
                    return Phrase(i, j - 1, j, j, kind="name")
                return None
        return None

    def _coordination(self, phrase: Phrase) -> None:
        while True:
            i = phrase.last + 1
            if i + 1 >= len(self.tokens):
                return
            joined = self.tags[i] == "CONJ" and self.tokens[i].text.lower() in self.lexicon.words("phrase", "and")
            listed = self.tokens[i].text == "," and self._list_goes_on(i)
            if not (joined or listed):
                return
            other = self._core(i + 1)
            if other is None:
                return
            lands = self.tags[phrase.head] == "PROPN" and self.tags[other.head] == "PROPN"  # Russland und die Ukraine
            if self.tags[i + 1] == "DET" and phrase.determiner < 0 and phrase.kind != "genitive" and not lands:
                return
            if self._other_case(phrase, other):
                return
            names = self.tags[phrase.core_last] == "PROPN" and self.tags[other.head] == "PROPN" and other.determiner < 0
            if (other.determiner >= 0) != (phrase.determiner >= 0) and not (names or lands):
                return
            if names and phrase.determiner >= 0 and self.tags[phrase.head] == "NOUN" and not phrase.attributes:
                phrase.core_last = phrase.last = other.last
                continue
            self._attributes(other)
            phrase.others.append(other)
            phrase.last = other.last

    def _other_case(self, phrase: Phrase, other: Phrase) -> bool:
        """``ein Gespräch mit dem Kanzler und eine Rede``: a dative is not joined with what can be none."""
        if phrase.determiner < 0 or other.determiner < 0:
            return False
        first, second = (self.tokens[p.determiner].text.lower() for p in (phrase, other))
        return first in self.lexicon.words("phrase", "dative_only") and second in self.lexicon.words(
            "phrase", "dative_not"
        )

    def _list_goes_on(self, i: int) -> bool:
        """Whether the comma at ``i`` separates members of ``A, B und C``."""
        j = i + 1
        for _ in range(4):
            phrase = self._core(j)
            if phrase is None:
                return False
            j = phrase.last + 1
            if j >= len(self.tokens):
                return False
            if self.tags[j] == "CONJ" and self.tokens[j].text.lower() in self.lexicon.words("phrase", "and"):
                return True
            if self.tokens[j].text != ",":
                return False
            j += 1
        return False
