"""What sort of row a date gives: event, statement, publication, deadline or period.

In: the carrier of a date and its expression; out: the kind. Words before the date come first (``bis zum``, ``seit``),
then the noun or the verb that carries it.
"""

from __future__ import annotations

from timeline.events.carried import Carrier
from timeline.events.dated import DAYS, day
from timeline.events.names import common
from timeline.events.words import Token
from timeline.model import Kind, Precision, Reading, When

_COARSE = {Precision.YEAR, Precision.DECADE, Precision.CENTURY, Precision.QUARTER, Precision.HALF}
_FEW = 3
"""Days behind the first one, up to which something is on rather than lasts."""
_TELLING = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
"""Tags of words that say more than when something is."""


def kind(carrier: Carrier, reading: Reading, when: When, first: int) -> Kind:
    """The kind of row for a date at token ``first``."""
    scene = carrier.scene
    sort = carrier.sense.sort if carrier.sense else ""
    if is_deadline(carrier, first, reading):
        return Kind.DEADLINE
    if carrier.how == "say":
        return Kind.STATEMENT
    named = scene.lexicon.noun(carrier.nominal.noun) if carrier.nominal is not None and carrier.how == "verb" else None
    if sort == "deadline" or (named is not None and named.sort == "deadline"):
        return Kind.DEADLINE
    if "end" in carrier.classes and enters(carrier):
        return Kind.DEADLINE
    words = _before(scene.tokens, first)
    if words & scene.lexicon.words("kind", "period_prepositions"):
        return Kind.PERIOD
    clause_words = {scene.tokens[i].text.lower() for i in carrier.clause.indexes}
    shut = "lasting" in carrier.classes and carrier.how == "verb" and not when.recurrence
    if clause_words & scene.lexicon.words("kind", "opening_words") and not shut:
        return Kind.PERIOD
    if sort == "publication" or ("publish" in carrier.classes and carrier.how in {"light", "participle", "verb"}):
        return Kind.PUBLICATION
    if sort == "statement":
        return Kind.STATEMENT
    if carrier.how == "state" and not sort:
        return Kind.EVENT if _awaited(carrier, when) else Kind.PERIOD
    if when.precision in _COARSE and "state" in carrier.classes and carrier.how != "light":
        return Kind.PERIOD
    if reading.expression.parts.get("range") and when.precision in _COARSE:
        return Kind.PERIOD
    return Kind.EVENT


def _awaited(carrier: Carrier, when: When) -> bool:
    """``An eclipse will be visible on 28 August``, ``Der Abstich ist am 3. Juli im Gasthof``: what is on one day to come."""
    if when.precision in DAYS and _is_on(carrier, when):
        return True
    if when.start != when.end or when.precision not in DAYS:
        return False
    scene, clause = carrier.scene, carrier.clause
    said = {scene.tokens[i].text.lower() for i in clause.indexes}
    if clause.pronoun >= 0 and _TELLING.isdisjoint(scene.tags[i] for i in clause.indexes):
        return scene.opener(carrier.at) not in scene.lexicon.words("join", "from")  # it is now on 10 October
    lasting = scene.lexicon.words("join", "from") | scene.lexicon.words("join", "range")
    return bool(said & scene.lexicon.words("status", "planned_words")) and scene.opener(carrier.at) not in lasting


def _is_on(carrier: Carrier, when: When) -> bool:
    """``Der Kurs ist am 3. und 4. Juli in der Schule``: whether of a thing no more is said than when and where it is."""
    scene, clause, thing = carrier.scene, carrier.clause, carrier.clause.subject
    if thing is None or clause.kind != "main" or clause.negated or scene.past(clause):
        return False
    head = scene.tokens[thing.head]
    named = scene.tags[thing.head] == "NOUN" or (thing.determiner >= 0 and not scene.lexicon.text("phrase", "svo"))
    if clause.lemma not in scene.lexicon.words("verbs", "being") or not named or common(head.lemma, head.language):
        return False
    if when.start is None or (day(when.end or when.start) - day(when.start)).days > _FEW:
        return False
    placed = {i for p in clause.prepositional for i in range(p.start, p.last + 1)}
    rest = (i for i in clause.indexes if not thing.first <= i <= thing.last and i not in placed)
    lasting = scene.lexicon.words("join", "from") | scene.lexicon.words("join", "range")
    return all(scene.tags[i] not in _TELLING for i in rest) and scene.opener(carrier.at) not in lasting


def enters(carrier: Carrier) -> bool:
    """Whether the noun is what one takes part by (``Registration … closes``, ``die Anmeldung endet``)."""
    scene, phrase = carrier.scene, carrier.phrase
    if phrase is None or any(scene.tags[i] == "ADJ" for i in range(phrase.first, phrase.head)):
        return False  # late registration
    return scene.tokens[phrase.head].lemma.lower() in scene.lexicon.words("kind", "entries")


def is_deadline(carrier: Carrier, first: int, reading: Reading) -> bool:
    """``bis zum 3. Mai`` with a verb of handing in, or with one that looks ahead to something finished."""
    scene = carrier.scene
    words = _before(scene.tokens, first)
    if scene.done(carrier.clause) or "amount" in reading.expression.parts:
        # What was done before an hour was not due then, and before two weeks is how long ago.
        words -= scene.lexicon.words("kind", "short_of")
    if not words & scene.lexicon.words("kind", "deadline_prepositions"):
        return False
    behind = scene.time_end(first) + 1
    if behind < len(scene.tokens) and scene.tokens[behind].tag == "PART" and carrier.how in {"noun", "light"}:
        return False  # before Friday's vote
    shortly = words & scene.lexicon.words("kind", "near_adverbs")  # shortly before midnight
    if "move" in carrier.classes or carrier.clause.only_from or shortly:
        return False
    if _allowed(carrier):
        return True
    if carrier.how == "say":
        return False
    if carrier.classes & {"register"} or scene.lexicon.verb(carrier.clause.lemma) & {"register"}:
        return True
    lasting = carrier.classes & {"occur", "state", "lasting"}
    if words & scene.lexicon.words("kind", "strict_deadline") and not lasting:
        return True
    if any(
        (sense := scene.lexicon.noun(scene.tokens[p.head].lemma)) is not None and sense.sort == "deadline"
        for p in carrier.clause.phrases
    ):
        return True
    clause_words = {scene.tokens[i].text.lower() for i in carrier.clause.indexes}
    if clause_words & scene.lexicon.words("kind", "deadline_words"):
        return True
    modal = carrier.clause.modal in scene.lexicon.words("status", "planned_words")
    return modal and not lasting


def short_of(carrier: Carrier, first: int) -> bool:
    """Whether a date is one before which something has to be done (``noch vor Ostern``): its last moment is over by then."""
    lexicon = carrier.scene.lexicon
    return bool(_before(carrier.scene.tokens, first) & lexicon.words("kind", "short_of"))


def _allowed(carrier: Carrier) -> bool:
    """``können sich bis Freitag äußern``, ``has until Friday to comment``: up to when somebody may say something, or has to act."""
    scene, clause = carrier.scene, carrier.clause
    obliging = scene.lexicon.words("kind", "obliging")
    told = clause.main >= 0 and (
        scene.tokens[clause.main].form == "infinitive" or (clause.passive and clause.modal in obliging)
    )
    if not told or clause.finite < 0:
        return False
    if (scene.lexicon.verb(clause.lemma) | carrier.classes) & {"occur", "state"}:
        return False  # is on show until May
    if clause.due:
        return True
    finite = scene.tokens[clause.finite].text.lower()
    shown = carrier.classes & {"show", "lasting"}
    may = not shown and finite in scene.lexicon.words("kind", "permitting")
    return may or finite in obliging


def _before(tokens: tuple[Token, ...], first: int) -> set[str]:
    """The words right before an expression that can open it."""
    out: set[str] = set()
    for i in range(first - 1, max(-1, first - 4), -1):
        token = tokens[i]
        if token.tag not in {"ADP", "DET", "ADV", "SUBJ", "CONJ"}:
            break
        out.add(token.text.lower())
    return out
