"""Dates that stand at a noun: behind it, inside its phrase, in brackets, or as what falls due.

In: a scene and the tokens of a time expression; out: a ``Carrier``, or None when the verb has to decide.
"""

from __future__ import annotations

from timeline.events.carried import Carrier, sense_of
from timeline.events.event_argument import background
from timeline.events.lexeme import lemma
from timeline.events.lexicon import Nominal, NounSense
from timeline.events.partners import phrasal
from timeline.events.phrases import TIME, Phrase
from timeline.events.readings import APOSTROPHES
from timeline.events.scene import Clause, Scene


def inside_phrase(scene: Scene, clause: Clause, first: int, last: int) -> Carrier | None:
    """``die am Dienstag veröffentlichte Studie``, ``Friday's offerings``, ``das gestrige Treffen``."""
    tags, tokens = scene.tags, scene.tokens
    if tags[last] != TIME:
        phrase = scene.phrase_at(last)
        if phrase is not None and phrase.head >= last:
            return Carrier(scene, clause, "noun", phrase, sense_of(scene, phrase))
    j = last + 1 + _closed_year(scene, last)
    if j >= len(tokens):
        return None
    opener = first
    while opener > 0 and tags[opener - 1] in {TIME, "ADV"}:
        opener -= 1
    if tokens[j].form == "possessive":
        phrase = next((p for p in scene.phrases if p.first == j + 1 or p.holds(j + 1)), None)
        return Carrier(scene, clause, "noun", phrase, sense_of(scene, phrase)) if phrase else None
    determined = tags[opener - 1] == "DET" if opener > 0 else False
    hyphened = "-" in tokens[last].text and tags[j] in {"NOUN", "ADJ"}
    determined = (
        determined or hyphened or any(tokens[i].tag in {"DET"} or _fused(scene, i) for i in range(opener, first))
    )
    determined = determined or (tags[j : j + 2] in (["ADJ", "NOUN"], ["ADJ", "PROPN"]) and _owned(scene, opener))
    while j < len(tokens) and (tags[j] == "ADV" or (determined and tags[j] == "ADP")):
        led = next((p for p in scene.phrases if p.start == j), None) if tags[j] == "ADP" else None
        j = led.last + 1 if led is not None else j + 1
    if not determined or j >= len(tokens):
        return None
    phrase = scene.phrase_at(j)
    if phrase is None or phrase.first > j or phrase.head < j:
        return None
    if tags[j] == "ADJ" and scene.lexicon.text("phrase", "head") != "last":
        verb = _participle_verb(scene, j)
        nominal = scene.lexicon.nominal(verb) if verb else None
        if nominal or verb:
            meant = scene.opener(first) in scene.lexicon.words("phrase", "planned_for")
            classes = scene.lexicon.verb(verb) - ({"calls_off"} if meant else set())
            return Carrier(scene, clause, "participle", phrase, sense_of(scene, phrase), nominal, verb, classes=classes)
        return None
    if scene.lexicon.text("phrase", "head") == "last" and phrase.first == j:
        return Carrier(scene, clause, "noun", phrase, sense_of(scene, phrase))
    return None


def _closed_year(scene: Scene, last: int) -> bool:
    """``the Dec. 21, 1988, bombing``: whether a comma closes the year of a full date."""
    year = scene.tokens[last].text.isdigit() and scene.tokens[last - 1].text == ","
    return year and scene.tags[last - 1] == TIME and [t.text for t in scene.tokens[last + 1 : last + 2]] == [","]


def _owned(scene: Scene, opener: int) -> bool:
    """``Nordals 1904 uraufgeführtes Stück``: a name in the genitive stands in the place of an article."""
    before = scene.tokens[opener - 1].text if opener > 0 else ""
    owner = scene.tags[opener - 1] == "PROPN" or (before in APOSTROPHES and scene.tags[opener - 2] == "PROPN")
    return opener > 0 and owner and (before in APOSTROPHES or before.endswith("s"))


def _fused(scene: Scene, i: int) -> bool:
    return scene.tokens[i].text.lower() in scene.lexicon.words("phrase", "definite")


def _participle_verb(scene: Scene, j: int) -> str:
    """The verb of a participle used as an adjective: ``veröffentlichten`` → ``veröffentlichen``."""
    base = scene.tokens[j].lemma.lower()
    endings = scene.lexicon.text("phrase", "present_participle")
    if endings and base.endswith(endings):
        return base.removesuffix(endings) + endings.removesuffix("d")
    verb = lemma(base, "VERB", "participle", scene.tokens[j].language)
    known = scene.lexicon.nominal(verb) or scene.lexicon.verb(verb)
    return verb if known and verb != base else ""


def behind_noun(scene: Scene, clause: Clause, first: int) -> Carrier | None:
    """``der Gipfel am Dienstag``: a date right behind an event noun that is not just a partner of the verb."""
    k = scene.before_time(first)
    led = k < first - 1  # a preposition belongs to the time
    while not led and k > 0 and scene.tags[k - 1] == TIME and _lists(scene, k):
        k = scene.before_time(k)  # for the performances on 5, 11 and 12 May
    if k >= 0 and scene.tags[k] in {"ADV", "CONJ"} and demanded(scene, clause, first):
        k -= 1  # fordert Neuwahlen noch in diesem Jahr
    if k < 0:
        return None
    if not led and scene.tokens[k].text == "," and (named := _before_comma(scene, k)) is not None:
        return Carrier(scene, clause, "noun", *named)
    phrase = next((p for p in scene.phrases if p.last == k), None)
    if phrase is None or scene.lexicon.idiom(scene.words(phrase.start, phrase.core_last), clause.lemma):
        return None  # tickets go on sale in May: the verb is half of it
    if "move" in scene.lexicon.verb(clause.lemma) and _opens_range(scene, k + 1, "shift"):
        return None
    svo = bool(scene.lexicon.text("phrase", "svo"))
    fronted = not svo and clause.kind == "main" and k < clause.finite  # one partner has room before the verb
    chosen = _event_part(scene, phrase)
    if chosen is None and phrase.preposition >= 0:  # the summit with the president on Friday
        held = scene.phrase_before(phrase)
        if held is not None and scene.lexicon.idiom(scene.words(held.start, held.core_last), clause.lemma):
            return None  # tickets are on sale at the library from May
        named = _event_part(scene, held) if held is not None else None
        apart = fronted or (held is not None and held not in (clause.subject, clause.object))
        happens = named is not None and (named[1].sort == "occasion" or _struck(scene, held, named[1]))
        if held is not None and apart and happens:
            phrase, chosen = held, named
    if (chosen is None or chosen[1].sort != "occasion") and _done_to(scene, phrase):
        done = sense_of(scene, phrase) or NounSense("action", scene.tokens[phrase.head].lemma.lower())
        return Carrier(scene, clause, "noun", phrase, done)
    tight = scene.opener(first) in scene.lexicon.words("phrase", "tight") and not _opens_range(scene, first)
    if chosen is None:
        there = phrase.preposition >= 0 and scene.tokens[phrase.preposition].text.lower() in scene.lexicon.words(
            "phrase", "local"
        )
        opens = phrase.preposition >= 0 and scene.opener(first) in scene.lexicon.words("phrase", "planned_for")
        acted_on = (phrase is clause.object or (opens and not scene.done(clause))) and scene.lexicon.nominal(
            clause.lemma
        ) is not None
        if tight and scene.tags[phrase.head] == "NOUN" and scene.tags[k] != "PUNCT" and not there and not acted_on:
            return Carrier(scene, clause, "noun", phrase, None)
        return None
    inner, sense = chosen
    argument = phrase in (clause.subject, clause.object) and phrase.preposition < 0
    if phrase is clause.object and sense.sort == "occasion" and demanded(scene, clause, first):
        return Carrier(scene, clause, "noun", inner, sense)
    weak = sense.sort in {"derived", "action", "aspect"}
    if tight or clause.main < 0 or fronted:
        return Carrier(scene, clause, "noun", inner, sense)
    harmed = not scene.lexicon.verb(clause.lemma).isdisjoint({"harm", "perish"})
    if not harmed and _struck(scene, phrase, sense):
        return Carrier(scene, clause, "noun", inner, sense)  # investigate after a fire on Sunday
    if svo:
        if phrase.preposition >= 0 and _brought_about(scene, clause, phrase):
            return None
        between = phrase is clause.subject and k < first <= scene.time_end(first) == clause.finite - 1
        in_front = k < clause.finite and (clause.kind == "main" or between)
        aside = phrase.preposition >= 0 and in_front and clause.subject is not None and background(scene, phrase)
        if (sense.sort == "occasion" and not argument) or (in_front and argument) or aside:  # after the win on Saturday
            return Carrier(scene, clause, "noun", inner, sense)
        return None
    if phrase.preposition >= 0 and scene.tokens[phrase.preposition].text.lower() in scene.lexicon.words(
        "kind", "period_prepositions"
    ):
        return Carrier(scene, clause, "noun", inner, sense)  # seit der Pensionierung im Mai
    if phrase.preposition >= 0 and (not weak or (sense.sort == "action" and not led)):
        return Carrier(scene, clause, "noun", inner, sense)
    owned = inner is not phrase and sense.sort == "occasion" and (clause.kind != "main" or _dated(scene, clause))
    if (not argument and not weak) or owned:  # … die Gäste der Messe im Mai gewünscht hatten
        return Carrier(scene, clause, "noun", inner, sense)
    return None


def _dated(scene: Scene, clause: Clause) -> bool:
    """``Am Montag beginnt der Vorverkauf für das Konzert am 11. Juli``: whether the verb has a date of its own before it."""
    return any(scene.tags[i] == TIME for i in clause.indexes if i < clause.finite)


def _struck(scene: Scene, phrase: Phrase | None, sense: NounSense) -> bool:
    """``after a fire``, ``bei einem Unfall``: whether a phrase names what did harm, behind the word that says so."""
    if phrase is None or phrase.preposition < 0 or sense.noun not in scene.lexicon.words("nouns", "mishap", "words"):
        return False
    return scene.tokens[phrase.preposition].text.lower() in scene.lexicon.words("phrase", "harmed_in")


def _lists(scene: Scene, i: int) -> bool:
    """Whether a mark or a conjunction joins the days on both sides of it."""
    return scene.tokens[i].text.lower() in scene.lexicon.words("join", "list")


def _done_to(scene: Scene, phrase: Phrase) -> bool:
    """``after the publication of the report on Friday``: what was done to what, told as the background of something else."""
    head = scene.tokens[phrase.head].lemma.lower()
    marks = scene.lexicon.words("phrase", "done_to")
    whose = any(a.preposition < 0 or scene.tokens[a.preposition].text.lower() in marks for a in phrase.attributes)
    return whose and head in scene.lexicon.deeds and phrase.preposition >= 0 and background(scene, phrase)


def demanded(scene: Scene, clause: Clause, first: int) -> bool:
    """``fordert Neuwahlen noch in diesem Jahr``: a verb that asks for something within a time still to come, not on a day."""
    if clause.finite < 0 or scene.tokens[clause.finite].form != "present" or clause.perfect:
        return False
    asks = "demand" in scene.lexicon.verb(clause.lemma)
    return asks and scene.opener(first) in scene.lexicon.words("phrase", "demanded_within")


def _before_comma(scene: Scene, comma: int) -> tuple[Phrase, NounSense] | None:
    """``will take it up at its next meeting, Feb. 12.``: the occasion at which something is done, of which a date says more."""
    last = comma + 1
    while last < len(scene.tags) and scene.tags[last] == TIME:
        last += 1
    if last < len(scene.tags) and scene.tags[last] != "PUNCT":
        return None
    phrase = next((p for p in scene.phrases if p.last == comma - 1 and p.preposition >= 0), None)
    named = _event_part(scene, phrase) if phrase is not None else None
    return named if named is not None and named[1].sort == "occasion" else None


def _brought_about(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """``will give its verdict in the trial on Friday``: what a verb brings about on the day stands before the phrase."""
    thing = next((p for p in scene.phrases if p.last == phrase.start - 1 and p.preposition < 0), None)
    if thing is None:
        return False
    verb = next((i for i in range(thing.start - 1, -1, -1) if scene.tags[i] not in {"ADP", "ADV", "PART"}), -1)
    if verb not in clause.indexes or scene.tags[verb] != "VERB":
        return False
    sense = sense_of(scene, thing)
    if sense is None or sense.sort not in {"occasion", "action"}:
        return scene.lexicon.idiom(scene.words(thing.core_first, thing.core_last), scene.tokens[verb].lemma) is not None
    return bool(scene.lexicon.verb(phrasal(scene, verb, scene.tokens[verb].lemma)) & {"light", "host"})


def scheduled(scene: Scene, clause: Clause, first: int) -> Carrier | None:
    """``has called off its talk on energy planned for May``: what is planned stands before the participle."""
    if not scene.lexicon.text("phrase", "svo"):
        return None
    k = scene.before_time(first)
    if k >= 0 and k == clause.main and clause.subject is None and (set_apart := _set_apart(scene, k)) is not None:
        return Carrier(scene, clause, "noun", set_apart, sense_of(scene, set_apart))
    participle = scene.tokens[k] if k >= 0 and scene.tags[k] == "VERB" and k != clause.main else None
    if participle is None or "plan" not in scene.lexicon.verb(participle.lemma):
        return None
    last = k - 1
    for phrase in reversed([p for p in scene.phrases if p.last < k]):
        if phrase.last != last:
            return None
        named = _event_part(scene, phrase)
        if named is not None and named[1].sort == "occasion":
            return Carrier(scene, clause, "noun", *named)
        if phrase.preposition < 0:
            return Carrier(scene, clause, "noun", phrase, sense_of(scene, phrase))
        last = phrase.start - 1
    return None


def _set_apart(scene: Scene, participle: int) -> Phrase | None:
    """``…, with results expected the following day``: what is planned beside the main clause."""
    if "plan" not in scene.lexicon.verb(scene.tokens[participle].lemma):
        return None
    phrase = next((p for p in scene.phrases if p.last == participle - 1 and p.preposition > 0), None)
    opens = phrase is not None and scene.tokens[phrase.preposition - 1].text == ","
    with_ = phrase is not None and scene.tokens[phrase.preposition].text.lower() in scene.lexicon.words(
        "phrase", "with"
    )
    return phrase if opens and with_ else None


def _opens_range(scene: Scene, first: int, kind: str = "range") -> bool:
    """``von Dienstag bis Freitag``: the preposition belongs to the range, not to the noun before it."""
    ranges = scene.lexicon.words("join", kind)
    for i in range(first, min(first + 10, len(scene.tokens))):
        if scene.tokens[i].text.lower() in ranges:
            return True
        if scene.tags[i] not in {TIME, "PUNCT"}:
            return False
    return False


def _event_part(scene: Scene, phrase: Phrase) -> tuple[Phrase, NounSense] | None:
    """The phrase or the part of it that names an event: an occasion nearest to its end, otherwise the whole.

    ``das Konzert des Festivals am Sonntag``: the owner of an occasion is not the one that is dated, nor is what it is about
    in ``die Abstimmung über den Antrag am Montag``.
    """
    if scene.tokens[phrase.head].text.lower() in scene.lexicon.words("phrase", "margins"):
        return None  # on the sidelines of the summit
    about = _decided_on(scene, phrase)
    if about and phrase.preposition >= 0 and (of := scene.phrase_before(phrase)) and sense_of(scene, of) is not None:
        return None
    parts = [phrase]
    for part in parts:
        parts.extend(part.attributes)
    named = [(p, s) for p in parts if p.kind != "name" and (s := sense_of(scene, p)) is not None]
    owned = bool(named) and named[0][0] is phrase and named[0][1].sort == "occasion"
    for part, sense in reversed(named):
        genitive = part is not phrase and part.preposition < 0
        topic = part is not phrase and _decided_on(scene, part)
        if sense.sort == "occasion" and not topic and not (owned and genitive):
            return part, sense
    return named[0] if named else None


def _decided_on(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names what others vote on or talk about (a motion, a bill)."""
    return scene.lexicon.listed(scene.tokens[phrase.head].lemma, "phrase", "decided_on")


def bracketed(scene: Scene, clause: Clause, first: int, last: int) -> Carrier | None:
    """``Weltmeister (2005)``: a date in brackets belongs to the noun before them."""
    k = first - 1
    while (k >= 0 and scene.tags[k] in {TIME, "NUM"}) or (k >= 0 and scene.tokens[k].text in {"/", ",", "-", "–"}):
        k -= 1
    if k < 1 or scene.tokens[k].text != "(":
        return None
    phrase = next((p for p in scene.phrases if p.last == k - 1 or p.core_last == k - 1), None)
    if phrase is None or last + 1 >= len(scene.tokens):
        return None
    told = next((p for p in scene.phrases if p.first in {last + 1, p.determiner} and p.start == last + 1), None)
    if told is not None and (told.determiner >= 0 or sense_of(scene, told) is not None):
        return Carrier(
            scene, clause, "noun", told, sense_of(scene, told)
        )  # Kiel (im Mai 1932 die Aufhebung des Boykotts)
    sense = sense_of(scene, phrase)
    if sense is None and phrase.preposition >= 0:  # during the championship in Brno (in May 2014)
        held = scene.phrase_before(phrase)
        named = sense_of(scene, held) if held is not None else None
        if held is not None and named is not None:
            phrase, sense = held, named
    return Carrier(scene, clause, "bracket", phrase, sense)


def enumerated(scene: Scene, clause: Clause, first: int, last: int) -> Carrier | None:
    """``drei Medaillen: Silber 2007, Bronze 2011``: behind a colon, each year belongs to what stands right before it."""
    phrase = next((p for p in scene.phrases if p.last == first - 1 and p.preposition < 0), None)
    if phrase is None or all(token.text != ":" for token in scene.tokens[:first]):
        return None
    before, after = phrase.start - 1, last + 1
    follows = next((p for p in scene.phrases if p.start == after + 1), None)
    listed = after < len(scene.tokens) and (scene.tokens[after].text == "," or scene.tags[after] == "CONJ")
    goes_on = listed and follows is not None and scene.tags[follows.last + 1 : follows.last + 2] == [TIME]
    parted = scene.tokens[before].text == "," or scene.tags[before] == "CONJ"
    went_before = before > 0 and parted and scene.tags[before - 1] == TIME
    return Carrier(scene, clause, "listing", phrase, sense_of(scene, phrase)) if goes_on or went_before else None


def apposed(scene: Scene, clause: Clause, first: int, last: int) -> Carrier | None:
    """``Ian Rowse, chairman since 2019,``, ``Ida Lang, seit 2019 Obfrau,`` and ``Jan Holm, Rektor von 2010 bis 2015,``: since when
    somebody is what he is, or from when to when."""
    before = scene.tokens[first - 1].text.lower() if first else ""
    ranged = before in scene.lexicon.words("join", "from") and _opens_range(scene, first)
    if before not in scene.lexicon.words("kind", "period_prepositions") and not ranged:
        return None
    opener, closer = first - 1, (scene.time_end(last) if ranged else last) + 1
    role = next((p for p in scene.phrases if p.last == opener - 1), None)
    if role is not None and role.preposition < 0:
        opener = role.first
    else:
        role = next((p for p in scene.phrases if p.first == closer and p.preposition < 0), None)
        closer = role.last + 1 if role is not None else closer
    marks = [scene.tokens[i].text for i in (opener - 1, closer) if 0 <= i < len(scene.tokens)]
    if role is None and (lasting := _in_being(scene, first)) is not None:
        return Carrier(scene, clause, "bracket", lasting)
    if role is None or scene.tags[role.head] != "NOUN" or marks not in ([",", ","], [",", "."]):
        return None
    named = next((p for p in scene.phrases if p.last == opener - 2), None)
    if named is None or scene.tags[named.core_last] != "PROPN":
        return None
    return Carrier(scene, clause, "bracket", role)


def _in_being(scene: Scene, first: int) -> Phrase | None:
    """``The mayor, in office since 2019,``: who or what is in office, in force or in place, before the comma."""
    words = [token.text.lower() for token in scene.tokens[max(0, first - 3) : first - 1]]
    marked = scene.tokens[first - 4].text == "," if first > 3 else False
    if not marked or len(words) < 2 or words[1] not in scene.lexicon.words("phrase", "in_being"):
        return None
    if words[0] not in scene.lexicon.words("phrase", "local"):
        return None
    found = next((p for p in scene.phrases if p.last == first - 5), None)
    while found is not None and found.preposition >= 0:
        found = scene.phrase_before(found)
    return found


def due(scene: Scene, clause: Clause, first: int) -> Carrier | None:
    """``notes due Nov. 1``: something falls due."""
    word = scene.tokens[first - 1].text.lower() if first else ""
    words = scene.lexicon.table("kind", "due")
    noun = words.get(word) or words.get(f"{scene.tokens[first - 2].text.lower()} {word}" if first > 1 else "")
    if not noun:
        return None
    set_off = scene.tokens[first - 2].text == ","
    phrase = next((p for p in scene.phrases if p.last == first - 2 - set_off), None)
    planned = word in scene.lexicon.words("status", "planned_words")
    of_it = phrase is None and not planned  # is payable on 1 May
    thing = clause.object or (clause.subject if of_it else None)
    if (set_off or of_it) and thing is not None and thing.last < first:
        phrase = thing  # a dividend of 15 cents a share, payable Nov. 1 to holders of record Oct. 15
    if phrase is None:
        return None
    sense = sense_of(scene, phrase)
    if planned and sense is not None and sense.sort == "occasion":  # with the vote due this October
        return Carrier(scene, clause, "participle", phrase, sense, None, classes=frozenset({"plan"}))
    return Carrier(scene, clause, "due", phrase, NounSense("deadline"), Nominal(str(noun), "o"))
