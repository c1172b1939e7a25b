"""People in a sentence: names with their functions, completed from the rest of the document."""

from __future__ import annotations

from timeline.events import names
from timeline.events.bodies import Bodies, Found


class Persons(Bodies):
    """Reads people at given tokens of one sentence."""

    def _person(self, i: int) -> Found | None:
        word = self.tokens[i].text
        function = self._is_function(i)
        first = i + 1 if function or word in self.words.titles else i
        while (
            first > i
            and first < len(self.tokens)
            and (self._is_function(first) or self.tokens[first].text in self.words.titles)
        ):
            function = function or self._is_function(first)
            first += 1
        office = self._office(first) if function else 0
        first += office
        last = self._name_end(first, first > i)
        if last < first:
            return self._described(i) if function else None
        surface = self._surface(first, last)
        if surface in self.words.not_names or self._is_place(surface) or self._is_place(self._bare(surface)):
            return self._described(i) if function else None
        person = self._complete(surface)
        label = names.nominative(self.tokens[first - 1].text, self.language) if function and first > i else ""
        label = self._surface(first - office - 1, first - 1) if office else label
        label = label if label and label[0].isupper() else ""
        if not label:
            after, function_noun = self._apposition(last)
            label, last = (function_noun, after) if function_noun else (person.function, last)
        return i, last, names.Person(person.name, label).shown, 0

    def _office(self, i: int) -> int:
        """How many words behind a function name its office, at token ``i`` (``Secretary of State Carla Holm``)."""
        if i + 1 >= len(self.tokens) or self.tokens[i].text not in self.words.of:
            return 0
        last = i + 1
        while last < len(self.tokens) and self.tokens[last].text in self.words.offices:
            last += 1
        return last - i if last > i + 1 else 0

    def _is_function(self, i: int) -> bool:
        token = self.tokens[i]
        return token.tag in {"NOUN", "PROPN", "ADJ"} and names.is_function(token.text, self.language)

    def _name_end(self, first: int, introduced: bool) -> int:
        """The last token of the person's name that begins at ``first``, or ``first - 1``."""
        if first >= len(self.tokens):
            return first - 1
        word = self.tokens[first].text
        single = self._plain(word) in self.known.people
        given = names.is_given(word, self.language)
        if not (given or single or (introduced and self._capital(first))):
            return first - 1
        last = first
        while last + 1 < len(self.tokens) and last - first < 4:
            following = self.tokens[last + 1]
            particles = self._particles(last + 1) if names.is_given(self.tokens[last].text, self.language) else 0
            if particles and self._capital(last + particles + 1, True):
                last += particles + 1
            elif last > first and following.tag == "NOUN" and names.is_given(self.tokens[first].text, self.language):
                break
            elif self._capital(last + 1, names.is_given(self.tokens[last].text, self.language)) or (
                len(following.text) == 2 and following.text[1] == "."
            ):
                last += 1
            else:
                break
            if self.tokens[last].text in self.words.suffixes:
                break
        if given and last == first and not single and not introduced:
            return first - 1
        return last

    def _particles(self, i: int) -> int:
        """How many small words of names (``von der``) stand from token ``i`` on."""
        count = 0
        while i + count < len(self.tokens) and self.tokens[i + count].text in self.words.particles:
            count += 1
        return count

    def _plain(self, word: str) -> str:
        """Without the genitive ending, where the document knows that name."""
        ending = self.words.genitive
        if (
            word not in self.known.people
            and ending
            and word.endswith(ending)
            and word[: -len(ending)] in self.known.people
        ):
            return word[: -len(ending)]
        return word

    def _complete(self, surface: str) -> names.Person:
        """The person in full, as the document names them somewhere."""
        head, _, last = surface.rpartition(" ")
        last = self._plain(last)
        known = self.known.people.get(last)
        if known and (not head or known.name.split()[0] == head.split()[0]):
            return known
        return names.Person(f"{head} {last}".strip())

    def _apposition(self, last: int) -> tuple[int, str]:
        """``Mark Rutte, der Generalsekretär der NATO``: the function behind the name and the token it ends at."""
        k = last + 1
        if k >= len(self.tokens) or self.tokens[k].text != ",":
            return last, ""
        k += 1
        while k < len(self.tokens) and self.tokens[k].tag in {"DET", "ADJ"} and self.tokens[k].text[0].islower():
            k += 1
        named = self._capital(k + 1)
        if k < len(self.tokens) and self.tokens[k].text[0].isupper() and self._is_function(k) and not named:
            return k, names.nominative(self.tokens[k].text, self.language)
        return last, ""

    def _described(self, i: int) -> Found | None:
        """A function without a name, or several people by what they are."""
        token = self.tokens[i]
        if self._ends(token.text, self.words.groups):
            return self._with_attributes(i, 1)
        determined = i > 0 and self.tokens[i - 1].tag in {"DET", "ADJ"}
        if token.tag != "NOUN" or token.text[0].islower() or not determined:
            return None
        return self._with_attributes(i, 2)
