"""What a pronoun stands for: the subject of the clause or sentence before, or another phrase that fits in gender and number.

In: the context of a document and a pronoun; out: the phrase it stands for, with its scene.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timeline import gazetteer
from timeline.events.carried import sense_of
from timeline.events.context import Context
from timeline.events.lexeme import is_common, naming
from timeline.events.names import is_function, is_given
from timeline.events.negation import none_of
from timeline.events.phrases import Phrase
from timeline.events.scene import Clause, Scene
from timeline.events.tagger import has_noun

_LOOK_BACK = 3


def subject_before(
    context: Context, scene: Scene, pronoun: int, finite: int = -1, *, acting: bool = False, thing: bool = False
) -> tuple[Scene, Phrase] | None:
    """The phrase that a subject pronoun stands for: the subject of an earlier clause or of the sentence before.

    Failing that, another phrase of these that fits in gender and number. Who is ``acting`` is rather somebody than what
    happens or is said, where somebody has been named; a ``thing`` is nobody, where one has been (``Sie treten in Kraft``).
    """
    found = _before(context, scene, pronoun, finite, _any)
    if thing and found is not None and _somebody(context, *found):
        return _before(context, scene, pronoun, finite, _something) or found
    sense = sense_of(*found) if found is not None and acting else None
    if sense is None or (sense.sort != "occasion" and pronoun_gender(context, scene, pronoun, finite) == "n"):
        return found
    return _before(context, scene, pronoun, finite, _somebody) or found


def object_before(context: Context, scene: Scene, pronoun: int) -> tuple[Scene, Phrase] | None:
    """The phrase that an object pronoun stands for; without genders only the object of the clause before."""
    if context.lexicon.table("phrase", "gender"):
        return subject_before(context, scene, pronoun)
    wanted = pronoun_gender(context, scene, pronoun, -1)
    earlier = [c.object for c in scene.clauses if c.object is not None and c.object.last < pronoun]
    return (scene, earlier[-1]) if earlier and _fits(context, scene, earlier[-1], wanted) else None


def speaker_before(context: Context, scene: Scene) -> tuple[Scene, Phrase] | None:
    """Who spoke last, in the sentence before."""
    number = context.sentence_at(scene.span.start)
    if number == 0:
        return None
    earlier = context.scene(number - 1)
    for clause in reversed(earlier.clauses):
        if clause.subject is not None and "say" in context.lexicon.verb(clause.lemma):
            return earlier, clause.subject
    return None


def pronoun_gender(context: Context, scene: Scene, pronoun: int, finite: int) -> str:
    """m, f, n or p of a subject pronoun, by its form and its verb's number; empty when it can be anything."""
    word = scene.tokens[pronoun].text.lower()
    gender = str(context.lexicon.table("phrase", "pronouns").get(word, ""))
    if gender == "fp":
        gender = "p" if finite >= 0 and scene.plural_verb(finite) else "f"
    return gender


def stands_for(context: Context, scene: Scene, clause: Clause, told: Scene, phrase: Phrase) -> bool:
    """Whether the pronoun that is the subject of a clause can stand for a phrase of ``told``."""
    return _fits(context, told, phrase, pronoun_gender(context, scene, clause.pronoun, clause.finite))


def _before(
    context: Context,
    scene: Scene,
    pronoun: int,
    finite: int,
    meant: Callable[[Context, Scene, Phrase], bool],
) -> tuple[Scene, Phrase] | None:
    wanted = pronoun_gender(context, scene, pronoun, finite)
    subjects = [
        c.subject
        for c in scene.clauses
        if c.subject is not None and c.subject.last < pronoun and not _owned(context, scene, c.subject)
    ]
    for phrase in subjects:
        if _fits(context, scene, phrase, wanted) and meant(context, scene, phrase):
            return scene, phrase
    if wanted == "n" and (thing := _thing_before(context, scene, pronoun)) is not None:
        return scene, thing
    number = context.sentence_at(scene.span.start)
    for back in range(1, _LOOK_BACK + 1):
        if number - back < 0:
            return None
        earlier = context.scene(number - back)
        word = scene.tokens[pronoun].text.lower()
        again = [c for c in reversed(earlier.clauses) if c.kind == "main" and c.pronoun >= 0]
        if again and earlier.tokens[again[0].pronoun].text.lower() == word:
            return _before(context, earlier, again[0].pronoun, again[0].finite, meant)
        mains = [c.subject for c in reversed(earlier.clauses) if c.subject is not None and c.kind == "main"]
        objects = [c.object for c in reversed(earlier.clauses) if c.object is not None]
        every = _parts(earlier.phrases)
        others = [p for p in (*objects, *every) if p not in mains] if wanted else []
        pointing = scene.tokens[pronoun].text.lower() in context.lexicon.words("phrase", "pointing")
        for phrase in every if pointing else [*mains, *others]:
            if _fits(context, earlier, phrase, wanted) and meant(context, earlier, phrase):
                return earlier, phrase
    return None


def _thing_before(context: Context, scene: Scene, pronoun: int) -> Phrase | None:
    """``Investigators will go over the bridge; it was last inspected``: the thing that the clause before speaks of, where no noun
    has a gender."""
    if context.lexicon.table("phrase", "gender"):
        return None
    definite = context.lexicon.words("phrase", "definite")
    before = [c for c in scene.clauses if max(c.indexes) < pronoun and c.main >= 0]
    for phrase in reversed(before[-1].phrases if before else []):
        article = scene.tokens[phrase.determiner].text.lower() if phrase.determiner >= 0 else ""
        if article in definite and scene.tags[phrase.head] == "NOUN" and _fits(context, scene, phrase, "n"):
            return phrase
    return None


def _owned(context: Context, scene: Scene, phrase: Phrase) -> bool:
    """``Wie ihre Familie mitteilte, starb sie``: the pronoun stands for the one whose that is."""
    if phrase.determiner < 0:
        return False
    word = scene.tokens[phrase.determiner].text.lower()
    return word in context.lexicon.words("phrase", "third_person")


def _any(context: Context, scene: Scene, phrase: Phrase) -> bool:  # noqa: ARG001 - one signature for all
    """Whoever or whatever it is."""
    return True


def _something(context: Context, scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names a thing by its noun, and no person."""
    return scene.tags[phrase.head] == "NOUN" and not _somebody(context, scene, phrase)


def _somebody(context: Context, scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names a person, by a name that is no place's or by a function."""
    name = scene.words(phrase.core_first, phrase.core_last)
    named = scene.tags[phrase.core_last] == "PROPN" and not gazetteer.lookup(name, context.document.language)
    return named or is_function(scene.tokens[phrase.head].lemma, context.document.language)


def _named_person(context: Context, scene: Scene, phrase: Phrase) -> bool:
    """``Councillor June Marsh``: whether a name has a function or a given name in it."""
    language = context.document.language
    words = scene.tokens[phrase.first : phrase.core_last + 1]
    if any(token.text in naming(language).companies for token in words):
        return False
    return len(words) > 1 and any(is_function(t.lemma, language) or is_given(t.text, language) for t in words)


def _fits(context: Context, scene: Scene, phrase: Phrase, wanted: str) -> bool:
    head = scene.tokens[phrase.head].lemma
    if head.lower() in context.lexicon.words("phrase", "never_meant") or "/" in head:
        return False  # no thing, or the towns of a dateline
    if (
        scene.tags[phrase.head] == "PROPN"
        and "-" in head
        and has_noun(head.rpartition("-")[2], context.document.language)
    ):
        return False  # a compound of a name and a thing
    if phrase.preposition >= 0 and scene.tokens[phrase.preposition].text.lower() in context.lexicon.words(
        "phrase", "per"
    ):
        return False  # 1,20 Euro je Aktie
    if phrase.preposition >= 0 and scene.tags[phrase.head] == "PROPN":
        word = scene.tokens[phrase.preposition].text.lower()
        if word in context.lexicon.words("phrase", "local"):
            return False  # the name of a place
    if none_of(scene, phrase):
        return False
    if not wanted:
        return True
    number = scene.number(phrase) or _plural(context, scene, phrase)
    if wanted == "p" or number == "p":
        return wanted == "p" and number != "s"
    person = is_function(head, context.document.language)
    if not context.lexicon.table("phrase", "gender") and scene.tags[phrase.core_last] != "PROPN":
        return person if wanted in {"m", "f"} else not person
    gender = context.lexicon.gender(head)
    feminine = context.lexicon.endings("phrase", "feminine_functions")
    if person and feminine:
        gender = "f" if head.endswith(feminine) else "m"
    if scene.tags[phrase.head] == "PROPN":
        name = scene.words(phrase.core_first, phrase.core_last)
        if gazetteer.lookup(name, context.document.language):
            return wanted == "n"
        if wanted == "n" and _named_person(context, scene, phrase):
            return False
        if phrase.determiner < 0:
            return wanted != "n" or is_common(scene.tokens[phrase.core_last].text, context.document.language)
        alone = phrase.determiner + 1 == phrase.core_first == phrase.core_last
        if alone and not context.lexicon.table("phrase", "gender"):
            return wanted == "n"  # the Kremlin
    return not gender or gender == wanted


def _plural(context: Context, scene: Scene, phrase: Phrase) -> str:
    """``p`` for a noun that its ending shows to be a plural, where nouns have no genders; else empty."""
    token = scene.tokens[phrase.head]
    plain = bool(context.lexicon.table("phrase", "gender")) or scene.tags[phrase.head] != "NOUN"
    return "" if plain or token.text.lower() == token.lemma.lower() else "p"


def _parts(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Phrases with what hangs on them, the last one first."""
    return [part for phrase in reversed(phrases) for part in (phrase, *_parts(phrase.attributes))]
