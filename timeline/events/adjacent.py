"""One reading a word where auxiliaries stand beside their verbs and a noun can look like a verb (English).

In: the words of a sentence, their readings and what has been chosen so far; out: the choice between past and participle,
and the verbs that a first pass took for nouns.
"""

from __future__ import annotations

from timeline.events.readings import FINITE, VERBAL, Order, Readings

_THIRD = frozenset({"present"})
"""The forms of a verb that ends in an s."""
_ENDING = frozenset({"PROPN", "NUM", "ADV"})
"""What a date or a place may end with."""
_NAMING = frozenset({"DET", "ADJ", "NOUN", "PROPN"})
_OPENING = 5
"""Words at the head of a sentence among which its verb stands where nothing else shows it."""


def give_verbs(
    words: list[str],
    chosen: list[tuple[str, str]],
    entries: list[Readings],
    segment: list[int],
    order: Order,
) -> None:
    """The verbs that a first pass took for nouns or adjectives."""
    give_participles(words, chosen, entries, order)
    ends = [i for i, word in enumerate(words) if word == ";"]
    for first, last in zip([0, *(end + 1 for end in ends)], [*ends, len(words)], strict=True):
        give_verb(words, chosen, entries, segment, range(first, last))
        give_opening_verb(words, chosen, entries, range(first, last))
        give_verb(words, chosen, entries, segment, range(first, _second_predicate(chosen, range(first, last))))
        give_verb(words, chosen, entries, segment, range(first, _subordinate(words, chosen, range(first, last), order)))
        give_verb(words, chosen, entries, segment, range(_behind_opening(words, chosen, range(first, last)), last))
    give_nouns(words, chosen, order.indefinite)
    give_further_verbs(words, chosen, entries, segment, order)
    give_past(words, chosen, entries, order)
    give_reported_verbs(words, chosen, entries, order.reporting, order.objects, order.fixed)


def _behind_opening(words: list[str], chosen: list[tuple[str, str]], part: range) -> int:
    """``If the sea is calm, the boat leaves``: where the main clause behind an opening one begins; the end where there is none."""
    if not part or chosen[part.start][0] != "SUBJ":
        return part.stop
    told = False
    for i in part:
        told = told or (chosen[i][0] in VERBAL and chosen[i][1] in FINITE)
        if told and words[i] == ",":
            return i + 1
    return part.stop


def give_opening_verb(words: list[str], chosen: list[tuple[str, str]], entries: list[Readings], part: range) -> None:
    """``Applications open on Friday, and the winners will be …``: the verb of a sentence before another one."""
    parted = (i for i in part[:-2] if words[i] == "," and [tag for tag, _ in chosen[i + 1 : i + 3]] == ["CONJ", "DET"])
    end = next(parted, part.start)
    if any(tag in VERBAL and form in FINITE for tag, form in chosen[part.start : end]):
        return
    for i in range(part.start + 1, min(part.start + _OPENING, end - 1)):
        named = chosen[i - 1][0] in {"NOUN", "PROPN"} and chosen[i + 1][0] == "ADP"
        if named and ("VERB", "present") in entries[i]:
            chosen[i] = ("VERB", "present")
            return


def give_past(words: list[str], chosen: list[tuple[str, str]], entries: list[Readings], order: Order) -> None:
    """``An arsonist set fire``, ``she quit``: behind one thing alone a verb without an s is in the past, where it may be."""
    for i in range(1, len(chosen)):
        alike = chosen[i] == ("VERB", "present") and ("VERB", "past") in entries[i] and not words[i].endswith("s")
        if alike and _single(words, chosen, i - 1, order):
            chosen[i] = ("VERB", "past")


def _single(words: list[str], chosen: list[tuple[str, str]], i: int, order: Order) -> bool:
    """Whether one thing alone ends at a word: a pronoun, or a noun with an article of one."""
    if chosen[i][0] == "PRON":
        return words[i].lower() in order.singular
    if chosen[i][0] != "NOUN" or words[i].endswith("s") or words[i].lower() in order.plural:
        return False
    first = i
    while first and chosen[first - 1][0] in {"ADJ", "NOUN", "NUM"}:
        first -= 1
    opens = first > 0 and chosen[first - 1][0] == "DET" and words[first - 1].lower() in order.singular
    return opens and (first == 1 or chosen[first - 2][0] in {"PUNCT", "SUBJ"})


def give_participles(words: list[str], chosen: list[tuple[str, str]], entries: list[Readings], order: Order) -> None:
    """``was last repaired``: behind an auxiliary such a word is an adverb, and a participle follows it.

    One that opens a sentence before a noun with a verb of its own says what sort of thing it is (``Guided tours take place``).
    """
    opens = len(chosen) > 2 and chosen[0][0] == "VERB" and any(form == "participle" for _, form in entries[0])
    mark = next((i for i, (tag, _) in enumerate(chosen) if tag == "PUNCT"), len(chosen))
    if opens and chosen[1][0] == "NOUN" and any(tag in VERBAL and form in FINITE for tag, form in chosen[2:mark]):
        chosen[0] = ("ADJ", "")
    for i in range(1, len(chosen) - 1):
        follows = any(form == "participle" for _, form in entries[i + 1])
        if follows and words[i].lower() in order.adverbial and chosen[i - 1][0] == "AUX":
            chosen[i : i + 2] = [("ADV", ""), ("VERB", "participle")]
        helped = i > 1 and chosen[i - 2][0] == "AUX" and chosen[i - 1][0] == "VERB"
        if helped and chosen[i][0] == "VERB" and any(form == "participle" for _, form in entries[i]):
            chosen[i] = ("ADJ", "")  # was recovered undamaged


def _subordinate(words: list[str], chosen: list[tuple[str, str]], part: range, order: Order) -> int:
    """Where the first subordinate clause of a part begins that has a verb of its own; the end of its beginning if none does.

    ``Parliament votes on Friday because two ministers were ill``: the main clause has to have another verb.
    """
    for i in part[2:]:
        if chosen[i][0] == "SUBJ" and "-".join(words[i : i + 2]).lower() not in order.fixed:
            own = any(tag in VERBAL and form in FINITE for tag, form in chosen[i + 1 : part.stop])
            return i if own else part.start
    return part.start


def give_nouns(words: list[str], chosen: list[tuple[str, str]], indefinite: frozenset[str]) -> None:
    """``filed a brief in court``: between an indefinite article and a preposition or mark stands a noun."""
    for i in range(1, len(chosen) - 1):
        alone = chosen[i] == ("ADJ", "") and chosen[i + 1][0] in {"ADP", "PUNCT"}
        if alone and words[i - 1].lower() in indefinite and words[i].islower():
            chosen[i] = ("NOUN", "")


def give_verb(
    words: list[str], chosen: list[tuple[str, str]], entries: list[Readings], segment: list[int], part: range
) -> None:
    """``Entries close on Friday``: a sentence, or part of one, without a verb gets the first word that can be one behind a noun."""
    if any(chosen[i][0] in VERBAL and chosen[i][1] in FINITE for i in part):
        return
    if chosen[part.start : part.start + 1] == [("NUM", "")]:
        return  # an entry of a programme, which opens with its date
    for i in part[1:]:
        if segment[i] != segment[i - 1] and chosen[i - 1][0] != "PUNCT":
            continue
        nominal = any(tag == "NOUN" for tag, _ in entries[i - 1])
        behind_noun = chosen[i - 1][0] in {"NOUN", "PROPN", "PRON", "PUNCT"} or nominal
        if behind_noun and any(tag == "VERB" and form != "gerund" for tag, form in entries[i]):
            if _compounds(words, entries, chosen, i, part):
                continue
            forms = [form for tag, form in entries[i] if tag == "VERB"]
            chosen[i] = ("VERB", "past" if "past" in forms or "participle" in forms else "present")
            if chosen[i - 1][0] == "ADJ":
                chosen[i - 1] = ("NOUN", "")
            return


def _compounds(words: list[str], entries: list[Readings], chosen: list[tuple[str, str]], i: int, part: range) -> bool:
    """``A summer school runs from``, ``Train services return to``: of two words that can be nouns and verbs, one in the plural or
    third person and one not, the second is the verb where no object follows it."""
    if i + 2 >= part.stop or ("NOUN", "") not in entries[i] or ("ADV", "") in entries[i + 1]:
        return False
    if chosen[i + 1][0] == "NOUN" and chosen[i + 2] == ("VERB", "infinitive"):
        return True  # finance ministers meet
    here, following = ({form for tag, form in entries[j] if tag == "VERB"} for j in (i, i + 1))
    one = not words[i - 1].lower().endswith("s")  # unions plan strikes
    agree = (here == _THIRD and "infinitive" in following) or (following == _THIRD and "infinitive" in here and one)
    return agree and chosen[i + 2][0] in {"ADP", "ADV", "NUM"}


def _second_predicate(chosen: list[tuple[str, str]], part: range) -> int:
    """Where a second predicate begins (``flies to Riga and goes on to Helsinki``, ``runs until 4 July and sales start on Friday``):
    the first one has its verb before it."""
    for i in part[2:]:
        if chosen[i][0] in {"SUBJ", "PRON"}:
            break
        if chosen[i - 1][0] != "CONJ":
            continue
        verb = i
        while chosen[i - 2][0] in _ENDING and verb + 1 < part.stop and chosen[verb][0] in _NAMING:
            verb += 1
        if chosen[verb] == ("VERB", "present") or (
            verb == i and chosen[i][0] in {"AUX", "MODAL"} and chosen[i][1] in FINITE
        ):
            return i - 1
    return part.start


def give_reported_verbs(
    words: list[str],
    chosen: list[tuple[str, str]],
    entries: list[Readings],
    reporting: frozenset[str],
    objects: frozenset[str],
    fixed: frozenset[str],
) -> None:
    """``said the company plans to sell``; ``when the judge sentences her Friday``: verbs that look like nouns behind one."""
    for i in range(1, len(chosen) - 1):
        if chosen[i][0] == "SUBJ" and f"{words[i]}-{words[i + 1]}".lower() in fixed:
            chosen[i] = ("ADP", "")  # because of
    for i in range(2, len(chosen) - 1):
        verbal = any(tag == "VERB" and form in FINITE for tag, form in entries[i])
        if not verbal or chosen[i][0] != "NOUN" or chosen[i - 1][0] not in {"NOUN", "PROPN"} or words[i][0].isupper():
            continue
        opener = i - 1
        while opener > 0 and chosen[opener][0] in {"NOUN", "PROPN", "ADJ", "DET", "NUM"}:
            opener -= 1
        told = words[opener].lower() in reporting and words[i + 1].lower() == "to"
        told = told and i + 2 < len(chosen) and ("VERB", "infinitive") in entries[i + 2]
        follows = chosen[i + 2][0] if i + 2 < len(chosen) else "PUNCT"
        acts = words[i + 1].lower() in objects and (follows not in {"NOUN", "ADJ"} or chosen[i + 1][0] != "DET")
        if told or acts:
            chosen[i] = ("VERB", "present")
            if acts:
                chosen[i + 1] = ("PRON", "")


def give_further_verbs(
    words: list[str],
    chosen: list[tuple[str, str]],
    entries: list[Readings],
    segment: list[int],
    order: Order,
) -> None:
    """``a show, which opened in May, runs until June``; ``then travels to Galway and ends its tour``; ``visitors come``."""
    for i in range(1, len(chosen)):
        verbs = [form for tag, form in entries[i] if tag == "VERB" and form in FINITE]
        if not verbs or words[i][0].isupper() or (chosen[i][0] in VERBAL and chosen[i][1] in FINITE):
            continue
        before, here = chosen[i - 1], [chosen[j] for j in range(len(chosen)) if segment[j] == segment[i] and j != i]
        finite = any(tag in VERBAL and form in FINITE for tag, form in here)
        following = entries[i + 1][0][0] if i + 1 < len(entries) else "PUNCT"
        if chosen[i] == ("VERB", "infinitive"):
            helped = any(tag in {"AUX", "MODAL"} for tag, _ in here)
            resumed = resumes_main(words, chosen[:i], segment, order.relatives)
            if (before[0] in {"NOUN", "PROPN", "PRON"} or resumed) and not finite and not helped:
                chosen[i] = ("VERB", "present")
        elif chosen[i][0] == "NOUN" and not finite:
            resumes = before == ("PUNCT", "") and words[i - 1] == "," and following in {"ADP", "ADV", "DET"}
            resumes = resumes and segment[i] > 1
            acts = before[0] in {"NOUN", "PROPN"} and following in {"DET", "NUM"}
            clause = before[0] in {"NOUN", "PROPN"} and words[segment.index(segment[i])] == ";"
            acts = acts or (following in {"ADP", "ADV"} and (clause or _full_name(chosen, i)))
            if resumes or acts or (before[0] == "ADV" and following in {"ADP", "DET"}):
                chosen[i] = ("VERB", "present")
        joined = chosen[i][0] == "NOUN" and before[0] == "CONJ"
        if joined and (following == "DET" or _intends(words, chosen, entries, i, order)):
            chosen[i] = ("VERB", "present")


def _intends(words: list[str], chosen: list[tuple[str, str]], entries: list[Readings], i: int, order: Order) -> bool:
    """``makes toys and plans to open a shop``: behind a verb already, a word before the mark of an infinitive."""
    told = any(tag in VERBAL and form in FINITE for tag, form in chosen[:i])
    marked = i + 2 < len(words) and words[i + 1].lower() in order.infinitive_marks
    return told and marked and ("VERB", "infinitive") in entries[i + 2]


def _full_name(chosen: list[tuple[str, str]], i: int) -> bool:
    """Whether two proper names without an article stand before a word: ``Mina Oakes leaves``, not ``the Christmas market``."""
    j = i
    while j and chosen[j - 1][0] == "PROPN":
        j -= 1
    return i - j > 1 and (j == 0 or chosen[j - 1][0] not in {"DET", "ADJ"})


def adjacent_form(
    options: Readings,
    i: int,
    entries: list[Readings],
    chosen: list[tuple[str, str]],
    segment: list[int],
    resumed: bool,
) -> Readings:
    """Past tense or participle where auxiliaries stand beside their verbs."""
    forms = {form for tag, form in options if tag in VERBAL}
    if not (forms & FINITE and "participle" in forms):
        return options
    j = i - 1
    while j >= 0 and segment[j] == segment[i] and chosen[j][0] in {"ADV", "PART", "PRON"} and i - j < 5:
        j -= 1
    helped = j >= 0 and segment[j] == segment[i] and chosen[j][0] in {"AUX", "MODAL"}
    following = {tag for tag, _ in entries[i + 1]} if i + 1 < len(entries) else set()
    describes = any(tag == "VERB" for tag, _ in options) and following & {"ADP", "ADV", "PUNCT"}
    if not helped and i and chosen[i - 1][0] in {"NOUN", "PROPN"} and describes:
        helped = _later_finite(entries, i, segment)
    modifier = following & {"NOUN"} and "DET" not in following and i and chosen[i - 1][0] in {"NOUN", "PROPN", "NUM"}
    if modifier and _told_before(chosen, segment, i):
        helped = True
    if not helped and not resumed and i and _set_off(i, entries, chosen, segment):
        helped = True
    wanted = tuple(r for r in options if (r[1] in FINITE) is not helped)
    return wanted or options


def _later_finite(entries: list[Readings], i: int, segment: list[int]) -> bool:
    """``A study published on Wednesday shows``: the finite verb of the phrase still comes."""
    for j in range(i + 1, len(entries)):
        if segment[j] != segment[i] or entries[j][0][0] in {"CONJ", "SUBJ", "PRON"} or _opens(entries, j):
            return False
        tags = {tag for tag, _ in entries[j]}
        if tags <= VERBAL and any(form in FINITE for _, form in entries[j]):
            return entries[j - 1][0][0] not in {"DET", "ADJ"}
    return False


def _told_before(chosen: list[tuple[str, str]], segment: list[int], i: int) -> bool:
    """Whether the clause has its finite verb already: behind ``when`` or a relative pronoun another one begins."""
    for k in range(i - 1, -1, -1):
        if segment[k] != segment[i] or chosen[k][0] in {"SUBJ", "PRON"}:
            return False
        if chosen[k][1] in FINITE:
            return True
    return False


def _opens(entries: list[Readings], i: int) -> bool:
    """``announced last week that the boy …``: a conjunction, by what follows it."""
    following = entries[i + 1][0][0] if i + 1 < len(entries) else ""
    return any(tag == "SUBJ" for tag, _ in entries[i]) and following in {"DET", "PRON", "PROPN"}


def _set_off(i: int, entries: list[Readings], chosen: list[tuple[str, str]], segment: list[int]) -> bool:
    """``the exhibition, originally planned for May,``: behind a comma without a subject, in a sentence with a verb."""
    j = i - 1
    while j >= 0 and chosen[j][0] == "ADV" and segment[j] == segment[i]:
        j -= 1
    if j < 1 or chosen[j] != ("PUNCT", "") or chosen[j - 1][0] not in {"NOUN", "PROPN", "NUM"}:
        return False
    following = {tag for tag, _ in entries[i + 1]} if i + 1 < len(entries) else set()
    finite = any(tag in VERBAL and form in FINITE for tag, form in chosen[:j])
    later = any(r[0][0] in {"AUX", "MODAL"} and r[0][1] in FINITE for r in entries[i + 1 :])
    return "ADP" in following and (finite or later)


def resumes_main(
    words: list[str], chosen: list[tuple[str, str]], segment: list[int], relatives: frozenset[str]
) -> bool:
    """``The potter, who came from Leeds, died``: the word behind a relative clause, with no main verb so far."""
    i = len(chosen)
    if not i or words[i - 1] != "," or not segment[i - 1]:
        return False
    last = segment[i - 1] - 1
    inside = [j for j in range(i - 1) if segment[j] == last]
    if not any(words[j].lower() in relatives for j in inside):
        return False
    opened = next(j for j in inside if words[j].lower() in relatives)
    return not any(tag in VERBAL and form in FINITE for tag, form in chosen[:opened])
