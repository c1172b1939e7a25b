"""One reading a word: what its neighbours and the verbs of its clause allow.

In: the words of a sentence and, for each, its readings (tag, form) by itself, likeliest first; out: one reading each.
HanTa's own sentence tagger is twenty times too slow for whole news archives; a dozen rules come close to it on the dated
sentences that matter here.
"""

from __future__ import annotations

from itertools import pairwise

from timeline.events.adjacent import adjacent_form, give_verbs, resumes_main
from timeline.events.readings import BREAKS, FINITE, OPENERS, VERBAL, Order, Readings, order_of


def choose(words: list[str], entries: list[Readings], language: str) -> list[tuple[str, str]]:
    """One reading a word: what its neighbours and the verbs of its clause allow."""
    order = order_of(language)
    chosen: list[tuple[str, str]] = []
    segment = _segments(words, entries)
    for i, readings in enumerate(entries):
        if order.adjacent and _part_of_name(words, entries, i):
            chosen.append(("PROPN", ""))
            continue
        if len(readings) == 1:
            chosen.append(_bare_verb(words, chosen, readings[0]) if order.adjacent else readings[0])
            continue
        options = _beside(words, entries, chosen, segment, order)
        if order.adjacent:
            resumed = resumes_main(words, chosen, segment, order.relatives)
            options = adjacent_form(options, i, entries, chosen, segment, resumed)
        else:
            options = _verb_form(options, i, entries, chosen, segment)
        chosen.append(options[0])
    _reconsider(words, chosen, entries, segment, order)
    return chosen


def _beside(
    words: list[str],
    entries: list[Readings],
    chosen: list[tuple[str, str]],
    segment: list[int],
    order: Order,
) -> Readings:
    """The readings of the word behind those chosen so far that its neighbours leave."""
    i, capital_nouns, adjacent = len(chosen), order.capital_nouns, order.adjacent
    readings = entries[i]
    before = chosen[i - 1] if i else ("", "")
    tags = {tag for tag, _ in readings}
    options = readings
    if readings[0] == ("PART", "possessive"):
        options = readings[1:] if before[0] == "PRON" and readings[1:] else readings[:1]  # he's, the mayor's
    elif i and words[i - 1].lower() in order.infinitive_marks and any(form == "infinitive" for _, form in readings):
        options = tuple(r for r in readings if r[1] == "infinitive")
    elif before[0] == "DET" and "VERB" in tags and (_participial if capital_nouns else _attributive)(entries, words, i):
        options = (("ADJ", ""),)
    elif capital_nouns and before[0] == "ADJ" and {"VERB", "ADJ"} <= tags and _closes(words, entries, i, segment):
        options = tuple(r for r in readings if r[0] == "VERB")
    elif capital_nouns and before == ("ADJ", "predicative") and "VERB" in tags and _ends_verb(words, i, order):
        options = tuple(r for r in readings if r[1] == "participle") or readings  # ist tödlich verunglückt
    elif "VERB" in tags and tags & {"NOUN", "ADJ"} and before[0] in order.noun_openers and before[1] != "possessive":
        options = tuple(r for r in readings if r[0] in {"NOUN", "ADJ"})
        if adjacent and "NOUN" in tags and before[0] == "DET" and _verb_next(entries, i):
            options = (("NOUN", ""),)  # a ruling is expected
    elif "VERB" in tags and before == ("PART", "possessive"):
        options = tuple(r for r in readings if r[0] != "VERB") or readings
    elif "VERB" in tags and adjacent and (forms := _helped(words, chosen, order)):
        options = tuple(r for r in readings if r[0] == "VERB" and r[1] in forms) or readings
    elif "VERB" in tags and adjacent and before[0] == "CONJ" and (second := _second_verb(entries, chosen)):
        options = second
    elif "VERB" in tags and "NOUN" in tags and before[0] == "PRON" and not capital_nouns:
        options = tuple(r for r in readings if r[0] == "VERB") or readings
    elif "ADV" in tags and words[i].lower() in order.rounding and _number_next(entries, i):
        options = (("ADV", ""),)
    elif {"VERB", "NOUN"} <= tags and adjacent and _compounded(words, entries, chosen, segment, order):
        options = (("NOUN", ""),)
    elif {"VERB", "NOUN"} <= tags and adjacent and _transitive(entries, i, before):
        options = (("VERB", "past" if ("VERB", "past") in readings else "present"),)
    elif (
        {"VERB", "NOUN"} <= tags
        and adjacent
        and before[0] in {"NOUN", "PROPN"}
        and (
            _verb_next(entries, i)
            or _verb_ahead(entries, i)
            or _described(entries, chosen)
            or (words[i + 1 : i + 2] == [","] and "".join(words[i + 2 : i + 3]).lower() in order.relatives)
        )
    ):
        options = tuple(r for r in readings if r[0] == "NOUN")
    elif words[i].lower() in order.participles or ("ADJ" in tags and _awaited(words, order.awaiting, i)):
        options = tuple(r for r in readings if r[1] == "participle") or readings
    elif capital_nouns and {"NOUN", "ADJ"} <= tags and _name_adjective(words, entries, i, before):
        options = (("ADJ", ""),)
    elif capital_nouns and readings[0] == ("ADJ", "") and "VERB" in tags and _closes(words, entries, i, segment):
        options = tuple(r for r in readings if r[0] == "VERB")
    elif "SUBJ" in tags and (
        _opens_clause(entries, i, before) or (adjacent and _governs_clause(words, entries, chosen))
    ):
        options = tuple(r for r in readings if r[0] == "SUBJ")
    elif tags >= {"DET", "PRON"} and words[i].lower() in order.relatives and _opens_relative(words, chosen, adjacent):
        options = tuple(r for r in readings if r[0] == "PRON")
    elif tags >= {"DET", "PRON"}:
        options = (_determiner(entries, words, i, readings),)
    return options


def _ends_verb(words: list[str], i: int, order: Order) -> bool:
    """``ist tödlich verunglückt.``, ``ist schwer verletzt worden``: whether the participle closes its clause."""
    following = "".join(words[i + 1 : i + 2])
    return following in {".", "!"} or following in order.passive


def _bare_verb(words: list[str], chosen: list[tuple[str, str]], reading: tuple[str, str]) -> tuple[str, str]:
    """``will ballot members``: behind its subject and a modal verb, what is known only as a noun is a verb."""
    i = len(chosen)
    modal = i > 1 and chosen[-1][0] == "MODAL" and chosen[-2][0] in {"NOUN", "PROPN", "PRON"}
    return ("VERB", "infinitive") if modal and reading[0] == "NOUN" and words[i].islower() else reading


def _second_verb(entries: list[Readings], chosen: list[tuple[str, str]]) -> Readings:
    """``will perform in Leeds and visit the coast``, ``leaves on Monday and returns on Friday``: behind a conjunction a verb in the
    form of the one before it, where its own object follows, or where no noun stands on the other side; none where it is no such.
    """
    i = len(chosen)
    verbs = [(tag, form) for tag, form in chosen if tag in VERBAL]
    verb = verbs[-1] if verbs else ("", "")
    if verb[1] == "participle" and verbs[-2:-1] == [("AUX", "present")]:
        verb = verbs[-2]  # is closed on Friday and open on Monday
    goes_on = i > 1 and i + 1 < len(entries) and chosen[i - 2][0] == "NUM" and entries[i + 1][0][0] == "ADP"
    if (
        goes_on
        and verb[1] in {"past", "participle"}
        and [form for tag, form in entries[i] if tag == "VERB"] == ["present"]
    ):
        return (("VERB", "present"),)  # was approved in June 2024 and runs until
    if (
        i < 2
        or i + 1 >= len(entries)
        or verb[1] not in {"infinitive", "present"}
        or ("VERB", verb[1]) not in entries[i]
    ):
        return ()
    following, parted = entries[i + 1][0][0], chosen[i - 2][0] in {"PROPN", "NUM", "ADV"}
    object_ = following in {"DET", "PRON", "PROPN"}
    own = object_ and verb[1] == "infinitive"
    return (("VERB", verb[1]),) if own or (parted and (object_ or following == "ADP")) else ()


def _reconsider(
    words: list[str],
    chosen: list[tuple[str, str]],
    entries: list[Readings],
    segment: list[int],
    order: Order,
) -> None:
    """The verbs that a first pass took for nouns or adjectives."""
    if order.adjacent:
        give_verbs(words, chosen, entries, segment, order)
        for i in range(2, len(chosen)):
            if chosen[i] == ("PART", "possessive") and chosen[i - 1][0] == "ADJ" and chosen[i - 2][0] == "NOUN":
                chosen[i - 1] = ("NOUN", "")  # the secretary general's visit
        for i, (tag, _) in enumerate(chosen):
            if (
                tag in {"NOUN", "ADJ"}
                and i
                and chosen[i - 1][0] == "CONJ"
                and (second := _second_verb(entries, chosen[:i]))
            ):
                chosen[i] = second[0]
    else:
        _give_finite(chosen, entries, segment)


def _give_finite(chosen: list[tuple[str, str]], entries: list[Readings], segment: list[int]) -> None:
    """``Am Samstag kollidierten bei Lindau zwei Züge.``: in a sentence without a verb, the adjective that no noun follows; in a
    part of a sentence between commas, the one behind its subject.
    """
    told = {segment[i] for i, (tag, form) in enumerate(chosen) if tag in VERBAL and form in FINITE}
    for i in range(1, len(chosen) - 1):
        verbs = [form for tag, form in entries[i] if tag == "VERB" and form in FINITE]
        alone = chosen[i][0] == "ADJ" and chosen[i + 1][0] in {"ADP", "DET", "PRON", "NUM", "ADV"}
        if alone and verbs and segment[i] not in told and (not told or chosen[i - 1][0] in {"NOUN", "PROPN"}):
            chosen[i] = ("VERB", verbs[0])
            told.add(segment[i])


def _helped(words: list[str], chosen: list[tuple[str, str]], order: Order) -> frozenset[str]:
    """The forms of a verb behind an auxiliary: ``has closed``, ``did not result``; adverbs may stand between them."""
    i = len(chosen) - 1
    while i >= 0 and chosen[i][0] == "ADV":
        i -= 1
    if i < 0 or chosen[i][0] not in {"MODAL", "AUX"}:
        return frozenset()
    modal = chosen[i][0] == "MODAL" or words[i].lower() in order.with_infinitive
    return frozenset({"infinitive"}) if modal else frozenset({"participle", "gerund"})


def _segments(words: list[str], entries: list[Readings]) -> list[int]:
    """The number of the stretch that each word stands in: between breaking marks, or from ``und wird``, ``und lädt`` on."""
    out, number = [], 0
    for i, word in enumerate(words):
        number += word in BREAKS or (
            entries[i][0][0] == "CONJ" and i + 1 < len(entries) and _predicates(entries[i + 1])
        )
        out.append(number)
    return out


def _predicates(readings: Readings) -> bool:
    """Whether a word is an auxiliary, or nothing but a finite verb."""
    return readings[0][0] in {"AUX", "MODAL"} or all(tag == "VERB" and form in FINITE for tag, form in readings)


def _determiner(entries: list[Readings], words: list[str], i: int, readings: Readings) -> tuple[str, str]:
    """Article or pronoun: an article is followed by what can belong to its noun."""
    j = i + 2 if i + 2 < len(entries) and words[i + 1] in OPENERS else i + 1
    following = entries[j] if j < len(entries) else (("PUNCT", ""),)
    after_mark = i > 0 and words[i - 1] in BREAKS
    if _participial(entries, words, i + 1):
        return next((r for r in readings if r[0] == "DET"), readings[0])
    can_open = following[0][0] in {"NOUN", "PROPN", "ADJ", "NUM", "X"} or (
        following[0][0] in {"ADV", "DET"} and not after_mark
    )
    want = "DET" if can_open else "PRON"
    return next((r for r in readings if r[0] == want), readings[0])


def _attributive(entries: list[Readings], words: list[str], i: int) -> bool:
    """Whether the participle behind a determiner describes the noun behind it (``the cancelled meeting``)."""
    only = {tag for tag, _ in entries[i]} == {"VERB"} and any(form == "participle" for _, form in entries[i])
    return only and words[i][0].islower() and i + 1 < len(entries) and any(tag == "NOUN" for tag, _ in entries[i + 1])


def _participial(entries: list[Readings], words: list[str], i: int) -> bool:
    """``Die verunglückte Fahrerin wurde operiert``: what could be a past tense stands between an article and a noun with a verb."""
    if i + 2 >= len(entries) or ("VERB", "past") not in entries[i] or not words[i].endswith("te"):
        return False
    noun = entries[i + 1][0][0] in {"NOUN", "PROPN"} and words[i + 1][0].isupper()
    return noun and words[i][0].islower() and entries[i + 2][0][0] in {"AUX", "MODAL"}


def _part_of_name(words: list[str], entries: list[Readings], i: int) -> bool:
    """The first word of a sentence that a capitalised name goes on from: ``Delta Air Lines``."""
    if words[i][0].isupper() and words[i + 1 : i + 2] == ["&"]:
        return True
    if not words[i][0].isupper() or i + 1 >= len(words) or not words[i + 1][0].isupper():
        return False
    if i and words[i - 1] not in OPENERS:
        return False
    open_class = entries[i][0][0] in {"NOUN", "VERB", "ADJ", "X", "PROPN"} and entries[i][0] != ("ADJ", "")
    return open_class and entries[i + 1][0][0] == "PROPN"


def _name_adjective(words: list[str], entries: list[Readings], i: int, before: tuple[str, str]) -> bool:
    """``die Freiwillige Feuerwehr``: a capitalised adjective between an article and the noun of a name."""
    following = entries[i + 1][0] if i + 1 < len(entries) else ("", "")
    return words[i][0].isupper() and before[0] == "DET" and following == ("NOUN", "") and words[i + 1][0].isupper()


def _closes(words: list[str], entries: list[Readings], i: int, segment: list[int]) -> bool:
    """``dem sie bis 1989 angehörte.``: what can be a verb closes a stretch that has no finite verb."""
    if i + 1 < len(words) and words[i + 1] not in {".", ",", ";", ":", "!", "?"}:
        return False
    others = [j for j in range(len(words)) if j != i and segment[j] == segment[i]]
    return not any(tag in VERBAL and form in FINITE for j in others for tag, form in entries[j][:1])


def _awaited(words: list[str], awaiting: frozenset[str], i: int) -> bool:
    """``wird … voll gesperrt.``, ``hat … entfernt.``: the participle that closes the sentence belongs to the auxiliary before it."""
    closing = i + 1 >= len(words) or words[i + 1] in {".", ",", ";", "!", "?"}
    return closing and any(word.lower() in awaiting for word in words[max(0, i - 25) : i])


def _opens_relative(words: list[str], chosen: list[tuple[str, str]], adjacent: bool) -> bool:
    """``, which``, ``the crash in which``: behind a comma, or behind the preposition that follows a noun or a comma."""
    i = len(chosen)
    if i and words[i - 1] == ",":
        return True
    return adjacent and i > 1 and chosen[-1][0] == "ADP" and (words[i - 2] == "," or chosen[-2][0] in {"NOUN", "PROPN"})


def _number_next(entries: list[Readings], i: int) -> bool:
    """``About 100 protesters``: before a number it says how exact that is."""
    return i + 1 < len(entries) and entries[i + 1][0][0] == "NUM"


def _compounded(
    words: list[str], entries: list[Readings], chosen: list[tuple[str, str]], segment: list[int], order: Order
) -> bool:
    """``issued an arrest warrant``: behind an article and a noun, in a stretch that has its verb, goes on what is named."""
    i = len(chosen)
    following = entries[i + 1][0][0] if i + 1 < len(entries) else "PUNCT"
    opens = i + 2 < len(entries) and any(tag == "SUBJ" for tag, _ in entries[i + 1])
    described = opens and entries[i + 2][0][0] in {"AUX", "MODAL"}  # talks that are due to end
    more = i + 2 < len(entries) and entries[i + 2][0][0] == "ADV"  # a draft budget no later than 15 November
    if i < 3 or chosen[i - 1][0] not in {"NOUN", "PROPN"} or (following in {"DET", "PRON"} and not (described or more)):
        return False
    j = i - 1
    while j > 0 and chosen[j][0] in {"NOUN", "PROPN", "ADJ"}:
        j -= 1
    verb = j - 1
    told = chosen[verb][0] == "VERB" and (chosen[verb][1] in FINITE or chosen[verb][1] == "infinitive")
    acts = chosen[j][0] == "DET" and told and segment[verb] == segment[i]
    return acts and words[verb].lower() not in order.reporting


def _verb_next(entries: list[Readings], i: int) -> bool:
    """``the flower show takes place``: the next word is the verb, so this one is not."""
    following = entries[i + 1] if i + 1 < len(entries) else ()
    third = [form for tag, form in following if tag == "VERB"] == ["present"] and following[0][0] == "VERB"
    if third and any(form == "infinitive" for _, form in entries[i]):
        return True  # the fun run starts: that is no plural
    return bool(following) and all(tag in VERBAL and form in FINITE for tag, form in following)


def _described(entries: list[Readings], chosen: list[tuple[str, str]]) -> bool:
    """``a Canadian warrant issued``: behind an article and a name, before what can only be a verb, stands what it is of."""
    i = len(chosen)
    following = entries[i + 1] if i + 1 < len(entries) else ()
    named = i > 1 and chosen[-1][0] == "PROPN" and chosen[-2][0] == "DET"
    return named and bool(following) and all(tag in VERBAL for tag, _ in following)


def _verb_ahead(entries: list[Readings], i: int) -> bool:
    """``A fun run for children will be held``: behind what hangs on the noun comes the verb, so this is not one."""
    if i + 1 >= len(entries) or entries[i + 1][0][0] != "ADP":
        return False
    for before, readings in pairwise(entries[i:]):
        if readings[0][0] in {"CONJ", "SUBJ", "PRON", "PUNCT"} or (before[0][0] == "NUM" and readings[0][0] == "AUX"):
            return False  # starts at 10 am
        if readings[0][0] in {"AUX", "MODAL"} and readings[0][1] in FINITE:
            return True
    return False


def _transitive(entries: list[Readings], i: int, before: tuple[str, str]) -> bool:
    """``Opponents plan a march``: between a noun and an article stands a verb."""
    following = entries[i + 1][0][0] if i + 1 < len(entries) else ""
    if i + 2 < len(entries) and entries[i + 2][0][0] == "ADV":
        return False  # reply no later than Friday
    return before[0] in {"NOUN", "PROPN", "PRON"} and before[1] != "possessive" and following in {"DET"}


def _opens_clause(entries: list[Readings], i: int, before: tuple[str, str]) -> bool:
    """``said that the``: a conjunction rather than an article, by what stands on both sides."""
    following = entries[i + 1][0][0] if i + 1 < len(entries) else ""
    tags = {tag for tag, _ in entries[i]}
    if "DET" not in tags:
        return False
    return following in {"DET", "PRON"} or (before[0] == "VERB" and following in {"PROPN", "NOUN", "ADJ", "NUM"})


def _governs_clause(words: list[str], entries: list[Readings], chosen: list[tuple[str, str]]) -> bool:
    """``as he was jailed``, ``since the conference opens there``: before a pronoun with its verb stands a conjunction, and
    so it does before a noun with its verb, behind a mark or a verb of the main clause."""
    i = len(chosen)
    first, second = (entries[j][0] if j < len(entries) else ("", "") for j in (i + 1, i + 2))
    if first[0] == "PRON" and second[0] in VERBAL and second[1] in FINITE:
        return True
    told = any(tag == "ADP" for tag, _ in entries[i]) and any(t in VERBAL and form in FINITE for t, form in chosen)
    if i and words[i - 1] not in BREAKS and not told:
        return False
    for readings in entries[i + 1 :]:
        if readings[0][0] in {"PUNCT", "SUBJ", "ADP", "CONJ"}:
            return False
        if all(tag in VERBAL and form in FINITE for tag, form in readings):
            return True
    return False


def _verb_form(
    options: Readings,
    i: int,
    entries: list[Readings],
    chosen: list[tuple[str, str]],
    segment: list[int],
) -> Readings:
    """Finite, infinitive or participle: a clause has one finite verb, and an auxiliary asks for a participle."""
    forms = {form for tag, form in options if tag in VERBAL}
    if len(forms) < 2 or not forms & FINITE or forms <= FINITE:
        return options
    helper = False
    others = [j for j in range(len(entries)) if j != i and segment[j] == segment[i] and entries[j][0][0] != "PUNCT"]
    finite = not others
    inside = i + 1 < len(entries) and entries[i + 1][0][0] in {"DET", "NUM", "ADJ", "NOUN", "PRON"}
    for j in others:
        if inside and j > i and any(entries[k][0][0] == "CONJ" for k in range(i + 1, j)):
            continue  # stießen zwei Züge zusammen und die Strecke war gesperrt
        readings = entries[j]
        settled = chosen[j] if j < i else (readings[0] if len({f in FINITE for _, f in readings}) == 1 else ("", ""))
        if settled[1] in FINITE and settled[0] in VERBAL:
            finite = True
            helper = helper or settled[0] in {"AUX", "MODAL"}
    joined = i > 0 and chosen[i - 1][0] == "CONJ"  # begannen im März und dauern bis Mai
    beside = joined and finite and not helper and all(form != "infinitive" for _, form in chosen[:i])
    wanted = tuple(r for r in options if (r[1] in FINITE) is (beside or not (helper or finite)))
    return wanted or options
