"""Dates that say which thing is meant, not when something happens: ``third-quarter figures``, ``der Haushalt 2025``.

In: the carrier of a date and its reading; out: whether the date belongs to a name.
"""

from __future__ import annotations

import re

from timeline.events.carried import Carrier, sense_of
from timeline.events.lexeme import entry
from timeline.events.lexicon import Lexicon
from timeline.events.names import is_function
from timeline.events.phrases import TIME
from timeline.events.readings import FINITE, QUOTES, VERBAL
from timeline.events.scene import Scene
from timeline.model import Precision, Reading

_FIGURED = frozenset({Precision.YEAR, Precision.HALF, Precision.QUARTER})
_NOUN = 24
"""Characters behind a feast or season in which a noun stands."""
_NAMED = 7
"""Words behind a time up to which a quotation is a name."""
_AGES = frozenset({Precision.DECADE, Precision.CENTURY})
_STRETCHES = _FIGURED | _AGES | {Precision.SEASON, Precision.MONTH}
_THINGS = frozenset({"", "publication", "statement"})
"""Sorts of nouns that name a thing rather than what happens; of none are those that no list has."""
_AHEAD = frozenset({"plan", "announce"})
"""Classes of verbs by which what is meant for a time is to come in it."""


def modifies(text: str, reading: Reading, lexicon: Lexicon, language: str) -> bool:
    """``the Christmas market``: a season's feast that says which occasion is meant; one that is a day (``Easter Monday``) says when.

    So do a season in front of a noun (``the summer course``) and a quarter in front of one that happens (``first-quarter results``,
    but not ``first-quarter profit``, which rose in it).
    """
    e = reading.expression
    following = _word_behind(text, reading)
    if e.parts.keys() == {"season"}:
        if following is None:
            return False
        return entry(following[1], False, language)[0][0] == "NOUN" or lexicon.noun(following[1]) is not None
    articles = lexicon.words("kind", "feast_articles")
    opener = text[e.start : e.end].lower().split()[0]
    if e.parts.keys() == {"deixis", "season"} and opener in articles:  # the next summer fair
        return following is not None and lexicon.noun(following[1]) is not None
    if e.parts.keys() == {"ordinal", "unit"} and "-" in reading.text:
        return following is not None and lexicon.noun(following[1]) is not None
    if not _feast(reading):
        return False
    days = lexicon.words("kind", "feast_days")
    if following is None or not days or text[e.start : e.end].lower().split()[-1] in days:
        return False
    owned = {*text[max(0, e.start - _NOUN) : e.start].lower().split()[-1:], opener}
    return lexicon.noun(following[1]) is not None or not articles.isdisjoint(owned)


def thing_of_feast(text: str, reading: Reading, lexicon: Lexicon, language: str) -> bool:
    """``the Christmas lights``: whether a feast stands in front of a thing, rather than of what happens or of a time at it."""
    if not _feast(reading):
        return False
    times, following = lexicon.words("kind", "feast_times"), _word_behind(text, reading)
    if not times or following is None:
        return False
    word = following[1]
    return word not in times and entry(word, False, language)[0][0] == "NOUN" and lexicon.noun(word) is None


def _feast(reading: Reading) -> bool:
    """Whether an expression is a feast and nothing else."""
    return reading.expression.form == "holiday" and reading.expression.parts.keys() == {"holiday"}


def _word_behind(text: str, reading: Reading) -> re.Match[str] | None:
    """The word in small letters right behind an expression, as the first group."""
    end = reading.expression.end
    return re.match(r" ([a-z]+)\b", text[end : end + _NOUN])


def part_of_name(carried: Carrier, reading: Reading, first: int, last: int) -> bool:
    """``der Rechnungsabschluss 2025``, ``Zahlen für das erste Quartal``, ``third-quarter figures``, ``the 11th century temple``:
    says which, not when."""
    when, scene = reading.when, carried.scene
    if carried.how == "bracket" and carried.sense is None:
        return False  # Jan Holm, Rektor von 2010 bis 2015
    while first > 1 and scene.tags[first - 1] == "CONJ" and scene.tags[first - 2] == TIME:
        first -= 2  # seine Prognosen für 2014 und 2015
        while first > 0 and scene.tags[first - 1] == TIME and scene.tokens[first - 1].tag != "ADP":
            first -= 1
    if _issue(scene, reading, first, last) or _quoted(scene, first, last):
        return True
    if _thing_of_time(carried, reading, first, last):
        return True
    if _describes(carried) or _of_a_time(scene, reading, first) or _model(scene, reading, first, last):
        return True
    if when is not None and when.precision is Precision.SEASON and _sort_of(scene, first, last):
        return True
    if when is not None and when.precision in _AGES:
        return scene.tags[last + 1 : last + 2] == ["NOUN"] and scene.lexicon.noun(scene.tokens[last + 1].lemma) is None
    if when is None or when.precision not in _FIGURED:
        return False
    if _title_of_year(scene, reading, first) or _yearly(scene, reading, first, last):
        return True
    ahead = carried.clause.modal in scene.lexicon.words("status", "planned_words")
    if ahead and "publish" in scene.lexicon.verb(carried.clause.lemma) and _hyphened(scene, first, last):
        return True
    yearly = scene.lexicon.endings("kind", "named_by_year")
    if (
        yearly
        and first
        and scene.tags[first - 1] in {"NOUN", "PROPN"}
        and scene.tokens[first - 1].text.lower().endswith(yearly)
    ):
        return True
    if _of_period(scene, first, last):
        return True
    k = scene.before_time(first)
    between = [token.text.lower() for token in scene.tokens[k + 1 : first]]
    laws = scene.lexicon.endings("kind", "laws")
    if laws and k >= 0 and between and scene.tokens[k].text.lower().endswith(laws):
        return when.precision is Precision.YEAR  # der Finance Act von 1969
    named = None
    if k >= 0 and scene.tags[k] == "NOUN":
        named = scene.lexicon.noun(scene.tokens[k].lemma) or scene.lexicon.noun(scene.tokens[k].text)
    if named is not None and named.sort == "aspect" and not named.exact:
        named = None
    marks = scene.lexicon.words("kind", "period_of")
    figures = named is not None and named.noun in scene.lexicon.words("kind", "figures")
    apart = figures and any(tag == TIME for i, tag in enumerate(scene.tags) if not first <= i <= last)
    if named is not None and (named.sort == "publication" or apart) and set(between) & marks:
        return True  # results for the first quarter are due on 28 April
    if between and between[0] in marks and _of_thing(carried, k, last):
        return True
    phrase = carried.phrase
    if (
        carried.how == "noun"
        and carried.sense is not None
        and carried.sense.sort == "publication"
        and phrase is not None
    ) and last < phrase.head:
        return True
    finite = carried.clause.finite
    periods = scene.lexicon.endings("kind", "period_nouns")
    if k >= 0 and periods and scene.tokens[k].text.lower().endswith(periods):
        return False  # Im Vereinsjahr 2025 gab der Chor vier Konzerte
    states = carried.how == "state" and finite >= 0 and scene.tokens[finite].form == "present"
    fronted = finite == last + 1 and not scene.lexicon.text("phrase", "svo")
    thing = named is None or named.sort == "publication"
    return (states or fronted) and not between and k >= 0 and scene.tags[k] == "NOUN" and thing


def _quoted(scene: Scene, first: int, last: int) -> bool:
    """``das Projekt „Sommer unter Freunden“``: a name in quotation marks that a time opens."""
    opener = first - 1 - (first > 1 and scene.tokens[first - 1].tag == "DET")
    if opener < 1 or scene.tokens[opener].text not in QUOTES or scene.tags[opener - 1] not in {"NOUN", "PROPN"}:
        return False
    closing = next((i for i in range(last + 1, len(scene.tokens)) if scene.tokens[i].text in QUOTES), -1)
    inside = range(last + 1, closing)
    verbs = any(scene.tags[i] in VERBAL and scene.tokens[i].form in FINITE for i in inside)
    return 0 < len(inside) <= _NAMED and not verbs


def _issue(scene: Scene, reading: Reading, first: int, last: int) -> bool:
    """``im „Blatt“ vom Februar 2014``: which of several issues."""
    when, k = reading.when, scene.before_time(first)
    once = when is not None and when.precision in {Precision.YEAR, Precision.MONTH} and when.start is not None
    if not once or k < 0 or "range" in reading.expression.parts or scene.lexicon.text("phrase", "svo"):
        return False
    following = scene.tokens[last + 1].text.lower() if last + 1 < len(scene.tokens) else ""
    openers = {token.text.lower() for token in scene.tokens[k + 1 : first + 1]}
    if following in scene.lexicon.words("phrase", "since_then") or openers.isdisjoint(
        scene.lexicon.words("phrase", "issue_of")
    ):
        return False
    end = k - 1 if scene.tokens[k].text in QUOTES else k
    phrase = next((p for p in scene.phrases if p.last == end), None)
    opener = -1 if phrase is None else phrase.preposition if phrase.preposition >= 0 else phrase.first - 2
    if phrase is None or opener < 0 or scene.tokens[opener].tag != "ADP":
        return False
    senses = (scene.lexicon.noun(scene.tokens[i].lemma) for i in range(phrase.first, phrase.last + 1))
    return not any(sense is not None and sense.sort != "publication" for sense in senses)


def _describes(carried: Carrier) -> bool:
    """``alle im Jahr 2014 geborenen Kinder``, ``children born in 2014``: which people are meant."""
    scene, phrase = carried.scene, carried.phrase
    if carried.how != "participle" or phrase is None or carried.verb not in scene.lexicon.words("verbs", "describing"):
        return False
    return all(scene.tags[i] != "PROPN" for i in range(phrase.first, phrase.core_last + 1))


def _of_period(scene: Scene, first: int, last: int) -> bool:
    """``blickte auf das Vereinsjahr 2014 zurück``, ``ein Programm für die Amtsperiode 2010/15``: what something is about or for."""
    periods, about = scene.lexicon.endings("kind", "period_nouns"), scene.lexicon.words("kind", "period_about")
    noun = next((i for i in range(max(first - 1, 0), last + 1) if scene.tokens[i].tag == "NOUN"), -1)
    word = scene.tokens[noun].text.lower() if noun > 0 else ""
    if not periods or not word.endswith(periods) or word in periods:
        return False
    opener = noun - 1
    while opener > 0 and scene.tokens[opener].tag in {"DET", "ADJ"}:
        opener -= 1
    return scene.tokens[opener].text.lower() in about


def _of_thing(carried: Carrier, end: int, last: int) -> bool:
    """``senkte ihre Prognose für das laufende Jahr``, ``tickets for next year go on sale on 1 December``: the year is that of
    a thing, which ends at token ``end``, and not of what is done with it."""
    scene, clause = carried.scene, carried.clause
    dated = any(tag == TIME for i, tag in enumerate(scene.tags) if not end < i <= last)
    things = [clause.object] if carried.how in {"say", "verb"} else []
    things += [clause.subject] if dated else []
    thing = next((p for p in things if p is not None and p.last == end), None)
    if thing is None or "plan" in carried.classes:
        return False
    sense = sense_of(scene, thing)
    return sense is None or sense.sort in {"publication", "statement"}


def _thing_of_time(carried: Carrier, reading: Reading, first: int, last: int) -> bool:
    """``paintings from the 1970s``, ``stellte am Dienstag das Programm für den Herbst vor``: the time that a thing comes from or is
    meant for, where its sentence has another date, or the time is an age."""
    when, scene = reading.when, carried.scene
    if when is None or when.start is None or when.precision not in _STRETCHES or "range" in reading.expression.parts:
        return False
    k = scene.before_time(first)
    between = [token.text.lower() for token in scene.tokens[k + 1 : first]]
    if k < 0 or scene.tags[k] != "NOUN" or not between:
        return False
    sense = scene.lexicon.noun(scene.tokens[k].lemma) or scene.lexicon.noun(scene.tokens[k].text)
    sort = sense.sort if sense is not None else ""
    dated = any(tag == TIME for i, tag in enumerate(scene.tags) if not k < i <= last)
    if between[0] in scene.lexicon.words("kind", "origin_of"):
        old = when.precision in _AGES and sort in {*_THINGS, "action"}
        return old or (dated and when.precision in _FIGURED and sort in _THINGS)
    if between[0] not in scene.lexicon.words("phrase", "meant_for") or carried.classes & _AHEAD:
        return False
    return dated and (sort in _THINGS or (sense is not None and sense.noun in scene.lexicon.words("kind", "things")))


def _sort_of(scene: Scene, first: int, last: int) -> bool:
    """``ice-free winter traffic``: a season that says which sort of thing, with nothing that makes it a time."""
    plain = first == last and scene.tags[first - 1 : first] not in (["TIME"], ["DET"], ["ADP"])
    if not plain or scene.tags[last + 1 : last + 2] != ["NOUN"]:
        return False
    return scene.lexicon.noun(scene.tokens[last + 1].lemma) is None


def _hyphened(scene: Scene, first: int, last: int) -> bool:
    """``will publish third-quarter results on 30 October``: the figures of a quarter, with a day of their own."""
    if "-" not in scene.tokens[last].text or scene.tags[last + 1 : last + 2] not in (["NOUN"], ["ADJ"]):
        return False
    return any(tag == TIME for i, tag in enumerate(scene.tags) if not first <= i <= last)


def _yearly(scene: Scene, reading: Reading, first: int, last: int) -> bool:
    """``the 2027 budget``: the year of a thing, not of something that happens (``the 2027 congress``)."""
    if not reading.text.isdigit() or first < 1 or scene.tags[first - 1] not in {"DET", "PART"}:
        return False
    phrase = next((p for p in scene.phrases if p.first <= last + 1 <= p.head), None)
    if phrase is None or scene.tags[phrase.head] != "NOUN":
        return False
    senses = [scene.lexicon.noun(scene.tokens[i].lemma) for i in range(last + 1, phrase.core_last + 1)]
    dated = any(tag == TIME for i, tag in enumerate(scene.tags) if not first <= i <= last)
    said = {"publication", "action"} if dated else {"publication"}  # its 2026 results are published on 3 March
    return all(sense is None or sense.sort in said for sense in senses)


def _model(scene: Scene, reading: Reading, first: int, last: int) -> bool:
    """``his 1987 Delmont Cavalier``: the year of a thing with a name of its own."""
    opener = scene.tokens[first - 1].tag if first else ""
    if (
        not reading.text.isdigit()
        or opener not in {"DET", "PART", "ADJ"}
        or scene.tags[last + 1 : last + 2] != ["PROPN"]
    ):
        return False
    phrase = next((p for p in scene.phrases if p.first <= last + 1 <= p.head), None)
    named = [scene.tokens[i] for i in range(last + 1, phrase.core_last + 1)] if phrase is not None else []
    return bool(named) and all(
        scene.lexicon.noun(t.lemma) is None and scene.lexicon.noun(t.text) is None for t in named
    )


def _of_a_time(scene: Scene, reading: Reading, first: int) -> bool:
    """``the people of tomorrow``, ``der Sieger von 2013``: those who belong to a time rather than to its day."""
    if scene.opener(first) not in scene.lexicon.words("phrase", "of"):
        return False
    k = scene.before_time(first)
    if k < 0 or scene.tags[k] != "NOUN":
        return False
    if reading.expression.form == "day-relative":
        return scene.lexicon.noun(scene.tokens[k].lemma) is None
    when, token = reading.when, scene.tokens[k]
    return when is not None and when.precision is Precision.YEAR and is_function(token.lemma, token.language)


def _title_of_year(scene: Scene, reading: Reading, first: int) -> bool:
    """``zum Sportler des Jahres gewählt``: a title that is given every year."""
    if first < 1 or reading.expression.form != "unit-genitive":
        return False
    token = scene.tokens[first - 1]
    phrase = next((p for p in scene.phrases if p.head == first - 1 and p.preposition >= 0), None)
    made = phrase is not None and scene.tokens[phrase.preposition].text.lower() in scene.lexicon.words(
        "phrase", "made_into"
    )
    return is_function(token.lemma, token.language) or (made and scene.lexicon.noun(token.lemma) is None)
