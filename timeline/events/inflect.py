"""Noun phrases in the forms that a title needs: as a nominative heading, as a genitive, behind a preposition.

In: a scene and a phrase; out: text. A language whose data has no genitive table joins with its word for "of".
"""

from __future__ import annotations

import re

from timeline.events.forms import (
    adjectival,
    dative_plural,
    genitive_noun,
    nominative,
    plural_like,
    reinflect,
    weak,
    with_ending,
)
from timeline.events.lexeme import lemma as lemma_of
from timeline.events.names import is_function
from timeline.events.phrases import TIME, Phrase
from timeline.events.readings import MARKS
from timeline.events.scene import Scene

_OWNED = re.compile(r" (['’](?:s\b|(?= )))")
"""What makes a noun another one's: no blank stands before it (``the mayor's visit``, ``the nurses' strike``)."""

_MAX_WORDS = 9


def heading(scene: Scene, phrase: Phrase) -> str:
    """The phrase without article and without adjectives that a title does not need, its attributes kept."""
    lexicon = scene.lexicon
    token = scene.tokens[phrase.head]
    words: list[str] = []
    adjectives = [i for i in range(phrase.first, phrase.head) if scene.tags[i] == "ADJ"]
    sense = lexicon.noun(token.lemma)
    gender = (sense.gender if sense else "") or lexicon.gender(token.lemma) or _shown(scene, phrase)
    strong = lexicon.table("phrase", "strong")
    plural = scene.number(phrase) == "p" or (token.text != token.lemma and gender != "p" and plural_like(scene, phrase))
    for i in range(phrase.first, phrase.head):
        adjective = scene.tokens[i]
        if (
            words
            and scene.tags[i] in {"NUM", "PUNCT"}
            and scene.tags[i - 1 : i + 1] in (["NUM", "PUNCT"], ["PUNCT", "NUM"])
        ):
            words[-1] += adjective.text  # a 2-0 defeat
        elif scene.tags[i] == "NUM" or adjective.form == "truncated" or (scene.tags[i] == "CONJ" and words):
            words.append(adjective.text)
        elif i in adjectives and not droppable(scene, i):
            ending = str(strong.get("p" if plural else gender, ""))
            bare = phrase.determiner < 0 and phrase.preposition < 0  # verkaufsoffener Sonntag
            if strong and not ending and not bare and not _mixed(scene, phrase):
                continue
            words.append(with_ending(scene, adjective.text, ending) if strong and ending else adjective.text)
        elif scene.tags[i] in {"NOUN", "PROPN", "PART", "VERB"} and not strong and i not in adjectives:
            words.append(adjective.text)
    while words and words[-1] in lexicon.words("phrase", "and") and not (words[1:] and words[-2].endswith("-")):
        words.pop()
    noun = nominative(scene, phrase, gender, plural) if strong else scene.words(phrase.head, phrase.core_last)
    words.append(noun)
    text = _OWNED.sub(r"\1", " ".join(words))
    tail = attributes(scene, phrase, len(words))
    joined = "" if phrase.attributes else _others(scene, phrase)
    return _capital(text) + tail + joined


def _mixed(scene: Scene, phrase: Phrase) -> bool:
    """Whether the adjective of a nominative already has the ending that a title gives it (``ihr hundertjähriges Bestehen``)."""
    if phrase.determiner < 0 or phrase.preposition >= 0:
        return False
    word = scene.tokens[phrase.determiner].text.lower()
    return word in scene.lexicon.words("phrase", "mixed")


def _shown(scene: Scene, phrase: Phrase) -> str:
    """The gender that an article in the nominative shows (``die Runde``)."""
    if phrase.determiner < 0 or phrase.preposition >= 0:
        return ""
    return str(scene.lexicon.table("phrase", "articles").get(scene.tokens[phrase.determiner].text.lower(), ""))


def attributes(scene: Scene, phrase: Phrase, used: int = 1) -> str:
    """The genitives, "of" phrases and names behind a phrase, as many as a title bears."""
    out = ""
    for attribute in phrase.attributes:
        text = scene.words(attribute.start, attribute.last)
        if attribute.kind == "genitive":
            text = _tidy_genitive(scene, attribute)
        size = len(text.split())
        if attribute.kind in scene.lexicon.words("phrase", "pairing"):  # one of two alone would be wrong
            out += f" {text}" if used + size <= _MAX_WORDS + 4 else ""
            used += size
            continue
        if attribute.others and attribute.kind != "genitive" and used + size > _MAX_WORDS:
            text = scene.words(attribute.start, attribute.core_last)
            size = len(text.split())
        if used + size > _MAX_WORDS + 2:
            text = scene.words(attribute.start, attribute.core_last)
            size = len(text.split())
        if used + size > _MAX_WORDS + 2:
            break
        if text.count("„") != text.count("“"):
            text = text.replace("„", "").replace("“", "")
        out += " " + text
        used += size
    return out


def _tidy_genitive(scene: Scene, attribute: Phrase) -> str:
    """A genitive as it stands, with a possessive made an article."""
    text = scene.words(attribute.start, attribute.last)
    if attribute.determiner >= 0:
        word = scene.tokens[attribute.determiner].text
        article = scene.lexicon.text("forms", "possessive_genitive", word.lower())
        text = article + text[len(word) :] if article else text
    return text


def genitive(scene: Scene, phrase: Phrase) -> str:
    """``der Generalstabschefs``, ``des Rates``, ``von Joe Biden``, ``of the board``: the phrase as someone's or something's."""
    lexicon = scene.lexicon
    table = lexicon.table("phrase", "genitive")
    of = lexicon.text("phrase", "of").split()[0] if lexicon.text("phrase", "of") else ""
    rest = attributes(scene, phrase, phrase.core_last - phrase.first + 2)
    if not table and phrase.others:
        rest = ""
    if not table:
        return f"{of} {_plain(scene, phrase)}{rest}{_others(scene, phrase)}".strip()
    numbered = any(scene.tags[i] == "NUM" for i in range(phrase.first, phrase.core_first))
    name = "" if numbered else proper_name(scene, phrase)  # mehr als hundert Drohnen
    if name:
        return f"{of} {name}{_others(scene, phrase)}"
    if phrase.others:
        return f"{of} {_dative_list(scene, phrase)}"
    determiner = scene.tokens[phrase.determiner].text.lower() if phrase.determiner >= 0 else ""
    if determiner not in lexicon.words("phrase", "definite") and scene.tokens[phrase.core_last].text in MARKS:
        return f"{of} {scene.words(phrase.core_first, phrase.core_last)}"  # Ihr „Gestiefelter Kater“
    adjectives = [i for i in range(phrase.first, phrase.head) if scene.tags[i] == "ADJ" and not droppable(scene, i)]
    numbers = [i for i in range(phrase.first, phrase.head) if scene.tags[i] == "NUM"]
    core = scene.words(phrase.core_first, phrase.core_last)
    truncated = _truncated(scene, phrase)
    form = str(table.get(determiner, ""))
    if form.endswith("*") and _feminine_or_plural(scene, phrase, determiner):
        form = str(table.get(lexicon.text("phrase", "feminine_article"), form))
    if form:
        strong = form.rstrip("*") in lexicon.words("forms", "adjective", "strong_behind")
        case = "genitive_bare" if strong else "genitive"
        words = [form.rstrip("*"), *[scene.tokens[i].text for i in numbers]]
        words += [reinflect(scene, _inside(scene, i), case) for i in adjectives]
        bent = adjectival(scene, core)
        if bent and strong and scene.number(phrase) == "p":
            bent = f"{bent[:-1]}r"  # mehrerer Beschäftigter
        noun = genitive_noun(scene, phrase) if form.endswith("*") else bent or core
        return " ".join([*words, *truncated, noun]) + rest
    if adjectives and not numbers:
        words = [
            reinflect(scene, _inside(scene, i), "genitive_bare") if i in adjectives else scene.tokens[i].text
            for i in range(adjectives[0], adjectives[-1] + 1)
            if i in adjectives or scene.tags[i] == "CONJ"
        ]
        return " ".join([*words, *truncated, core]) + rest
    plural = bool(numbers) or scene.number(phrase) == "p" or plural_like(scene, phrase)
    article = str(lexicon.table("phrase", "article").get(lexicon.gender(scene.tokens[phrase.head].lemma), ""))
    if not plural and article and scene.tags[phrase.head] == "NOUN":
        noun = genitive_noun(scene, phrase) if article.endswith("*") else core
        return f"{article.rstrip('*')} {noun}{rest}"
    counted, _, more = core.partition(" ")
    if more and counted.lower() in lexicon.words("phrase", "counted_by"):
        core = f"{dative_plural(scene, counted)} {more}"  # von Hunderten Bäumen
    measured = " " in core and bool(numbers)  # 4,8 Tonnen Honig
    noun = dative_plural(scene, core) if plural and not measured else core
    number_words = [_counting(scene, i) for i in numbers]
    adjective_words = [reinflect(scene, _inside(scene, i), "dative") for i in adjectives]
    return " ".join([of, *number_words, *adjective_words, *truncated, noun]) + rest


def _counting(scene: Scene, i: int) -> str:
    """A word that something is counted by in the dative: ``von Hunderten``, ``von zwei``."""
    word = scene.tokens[i].text
    if word.lower() in scene.lexicon.words("phrase", "counted_by"):
        return dative_plural(scene, word)
    return word if scene.tokens[i].lemma in scene.lexicon.words("phrase", "counting_nouns") else _inside(scene, i)


def agent(scene: Scene, phrase: Phrase) -> str:
    """``durch Mauro Randi``, ``by the Pentagon``: who did it; empty where the form would need a guess."""
    lexicon = scene.lexicon
    by = lexicon.text("phrase", "by")
    name = proper_name(scene, phrase)
    if name:
        return f"{by} {name}{_others(scene, phrase)}"
    if not scene.lexicon.table("phrase", "genitive"):
        return f"{by} {_plain(scene, phrase)}"
    determiner = scene.tokens[phrase.determiner].text.lower() if phrase.determiner >= 0 else ""
    token = scene.tokens[phrase.head]
    if phrase.preposition < 0 and scene.number(phrase) == "p" and not phrase.others:
        text = scene.words(phrase.first, phrase.core_last)
        return f"{by} {text[:1].lower() + text[1:] if scene.tags[phrase.first] not in {'NOUN', 'PROPN'} else text}"
    article = lexicon.text("forms", "accusative", determiner)
    if article and phrase.preposition < 0 and (article == determiner or not weak(scene, token.lemma)):
        return f"{by} {article} {scene.words(phrase.core_first, phrase.core_last)}"
    return ""


def dative(scene: Scene, phrase: Phrase) -> str:
    """The object of a verb behind a preposition with dative: by its article, in the singular; empty where that does not tell."""
    name = proper_name(scene, phrase)
    if name:
        return name
    if phrase.preposition >= 0 or not scene.lexicon.table("phrase", "genitive"):
        return scene.words(phrase.first, phrase.last)
    if phrase.determiner < 0 or phrase.others:
        return ""
    gender, word = scene.lexicon.gender(scene.tokens[phrase.head].lemma), scene.tokens[phrase.determiner].text.lower()
    others = scene.lexicon.table("forms", "dative")
    feminine = (gender == "f" or (not gender and word not in others)) and scene.number(phrase) == "s"
    forms = scene.lexicon.table("forms", "dative_feminine") if feminine else others
    article = str(forms.get(word, ""))
    if not article:
        return ""
    words = [
        reinflect(scene, _inside(scene, i), "dative") if scene.tags[i] == "ADJ" else scene.tokens[i].text
        for i in range(phrase.determiner + 1, phrase.core_last + 1)
    ]
    return " ".join([article, *words]) + attributes(scene, phrase, len(words) + 1)


def accusative(scene: Scene, phrase: Phrase, *, nominative: bool) -> str:
    """The phrase behind a preposition with accusative; one that stands in the nominative gets another article."""
    text = scene.words(phrase.first, phrase.last)
    if not nominative or not scene.lexicon.table("phrase", "genitive"):
        return text
    if phrase.determiner < 0:
        counted = scene.tags[phrase.first] == "NUM"
        return _inside(scene, phrase.first) + text[len(scene.tokens[phrase.first].text) :] if counted else text
    head = scene.tokens[phrase.head]
    word = scene.tokens[phrase.determiner].text.lower()
    one = scene.lexicon.text("forms", "accusative_masculine", word)  # ein Arzt, ein Verletzter, but ein Kind
    his = bool(one) and (scene.lexicon.gender(head.lemma) == "m" or _masculine(scene, head.text))
    masculine = his or word in scene.lexicon.words("phrase", "masculine_nominative")
    article = one if his else scene.lexicon.text("forms", "accusative", word) or word
    between = range(phrase.determiner + 1, phrase.core_last + 1)
    ending = scene.lexicon.text("forms", "adjective", "dative")
    words = [
        reinflect(scene, _inside(scene, i), "dative") if scene.tags[i] == "ADJ" and masculine else scene.tokens[i].text
        for i in between
    ]
    if masculine and (bent := adjectival(scene, scene.tokens[phrase.head].text)):
        words[phrase.head - between.start] = bent  # gegen einen Verletzten
    elif masculine and ending and weak(scene, scene.tokens[phrase.head].lemma):
        return ""
    return " ".join([article, *words]) + attributes(scene, phrase, len(words) + 1)


def _masculine(scene: Scene, noun: str) -> bool:
    """``ein Arzt``, ``ein Verletzter``: a noun of a man by its end, or an adjective that has become one."""
    pattern = scene.lexicon.pattern("forms", "man")
    if pattern is not None and pattern.search(noun):
        return True
    return bool(adjectival(scene, noun)) and noun.endswith(scene.lexicon.text("forms", "adjectival_endings").split()[0])


def proper_name(scene: Scene, phrase: Phrase) -> str:
    """The name in a phrase (``Joe Biden`` of ``US-Präsident Joe Biden``); empty when it is a common noun."""
    apposed = _apposed(scene, phrase)
    if apposed:
        return apposed
    names = [i for i in range(phrase.head, phrase.core_last + 1) if scene.tags[i] == "PROPN"]
    if scene.tags[phrase.head] == "PROPN" and phrase.determiner >= 0 and not scene.lexicon.table("phrase", "genitive"):
        first = phrase.head
        while first > phrase.first and scene.tags[first - 1] == "PROPN":
            first -= 1
        common = any(scene.tags[i] == "NOUN" for i in range(phrase.first, first))
        return scene.words(first, phrase.core_last) if common and first < phrase.head else ""
    aged = any(scene.tokens[i].text[0].isdigit() and scene.tags[i] == "ADJ" for i in range(phrase.first, phrase.head))
    if aged and all(scene.tags[i] == "PROPN" for i in range(phrase.core_first, phrase.core_last + 1)):
        return scene.words(phrase.core_first, phrase.core_last)  # die 80-jährige Berta Lindner
    origin = scene.tokens[phrase.core_first].text if phrase.core_last - phrase.core_first >= 2 else ""
    if (
        names
        and phrase.determiner >= 0
        and origin.endswith(tuple(scene.lexicon.text("forms", "origins").split() or ["\0"]))
    ):
        return scene.words(phrase.core_first + 1, phrase.core_last)
    if scene.tags[phrase.head] == "PROPN" and phrase.determiner < 0:
        first = min([phrase.head, *[i for i in range(phrase.first, phrase.head) if scene.tags[i] == "PROPN"]])
        first -= scene.tokens[phrase.core_last].text in MARKS
        return scene.words(first, phrase.core_last)
    if len(names) >= 2 or (names and phrase.head < names[0] and phrase.determiner < 0):
        return scene.words(names[0], names[-1])
    return ""


def _apposed(scene: Scene, phrase: Phrase) -> str:
    """``der Botschafter bei der NATO, Julian Smith,``: the name between commas that follows a function."""
    if scene.tags[phrase.head] != "NOUN":
        return ""
    n = len(scene.tokens)
    for i in range(phrase.last + 1, min(phrase.last + 8, n)):
        if scene.tags[i] in {"VERB", "AUX", "MODAL", "SUBJ"}:
            return ""
        if scene.tokens[i].text == ",":
            j = i + 1
            while j < n and scene.tags[j] == "PROPN":
                j += 1
            closed = j >= n or scene.tokens[j].text in {",", "."}
            return scene.words(i + 1, j - 1) if closed and j - i > 2 else ""
    return ""


def droppable(scene: Scene, i: int) -> bool:
    """Whether an adjective adds nothing to a title: next, last, two-day, a participle of announcing, what was done to
    it at a time."""
    lemma = scene.tokens[i].lemma.lower()
    stem = lemma.rstrip("e")
    if lemma[0].isdigit():  # der 80-jährige Mann, but das 50-jährige Bestehen
        noun = next((t for t in scene.tokens[i + 1 :] if t.tag == "NOUN"), None)
        return noun is None or noun.lemma.lower() not in scene.lexicon.words("phrase", "aged")
    verb = lemma_of(lemma, "VERB", "participle", scene.tokens[i].language)
    # die am Montag (vom Rat) eröffnete Ausstellung
    dated = i > 0 and (
        scene.tags[i - 1] == TIME or any(p.first == i and 0 <= p.determiner < i - 1 for p in scene.phrases)
    )
    if verb != lemma and (dated or scene.lexicon.verb(verb) & {"publish", "plan", "say", "occur", "begin"}):
        return True
    following = scene.tokens[i + 1].text.lower() if i + 1 < len(scene.tokens) else ""
    if following in scene.lexicon.words("phrase", "day_nouns") and lemma in scene.lexicon.words("phrase", "which_day"):
        return False  # the last day of the fair
    return lemma in scene.lexicon.words("phrase", "drop_adjectives") or stem in scene.lexicon.words(
        "phrase", "drop_adjectives"
    )


def _inside(scene: Scene, i: int) -> str:
    """A word as it is written inside a sentence: without the capital that only opens one."""
    text = scene.tokens[i].text
    return text[:1].lower() + text[1:] if i == 0 and not _keeps_capital(scene, i) else text


def _keeps_capital(scene: Scene, i: int) -> bool:
    """Whether the word that opens a sentence would have its capital inside one, too.

    Such are acronyms, what comes from a name (``Irish``), what owns something and has no article (``Fidelity's fund``), and what
    the text writes so elsewhere, always and not in a longer name.
    """
    token = scene.tokens[i]
    word = token.text
    if word[1:2].isupper() or word.lower() in scene.lexicon.words("phrase", "capitals"):
        return True
    after = scene.tokens[i + 1 : i + 3]
    if len(after) == 2 and after[0].text in scene.lexicon.words("phrase", "of") and after[1].text[0].isupper():
        return is_function(word, scene.lexicon.language)  # Minister of Finance
    owner = i + 1 < len(scene.tokens) and scene.tokens[i + 1].form == "possessive" and word == token.lemma.capitalize()
    if owner and scene.tags[i] == "NOUN":
        return True
    inside = re.compile(rf"[^\W\d_A-Z]{{2}},? {re.escape(word)}\b(?! [A-Z])")
    return inside.search(scene.text) is not None and not re.search(rf"\b{re.escape(word.lower())}\b", scene.text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plain(scene: Scene, phrase: Phrase) -> str:
    first = phrase.first
    if 0 <= phrase.determiner < first and phrase.preposition < 0 and scene.tokens[first - 1].text.isdigit():
        first = phrase.determiner  # the 2027 budget
    if phrase.determiner == first:
        word = scene.tokens[first].text.lower()
        if word in scene.lexicon.words("phrase", "possessives"):
            article = scene.lexicon.text("phrase", "the")
            owned = scene.words(first + 1, phrase.core_last)
            return f"{article} {owned}" if article else owned
    text = scene.words(first, phrase.core_last)
    following = text.partition(" ")[2]
    opens = (
        first == 0
        and scene.tags[first] in {"NOUN", "ADJ", "NUM"}
        and not (following[:1].isupper() or _keeps_capital(scene, first))
    )
    return text[:1].lower() + text[1:] if first == phrase.determiner or opens else text


def _others(scene: Scene, phrase: Phrase) -> str:
    if not phrase.others or len(phrase.others) > 2:
        return ""
    text = scene.words(phrase.core_last + 1, phrase.others[-1].core_last)
    return ("" if text.startswith(",") else " ") + text


def _dative_list(scene: Scene, phrase: Phrase) -> str:
    members = [phrase, *phrase.others][:4]
    words = []
    for member in members:
        noun = scene.words(member.head, member.core_last)
        bare = member.determiner < 0 and bool(_same_plural(scene).search(scene.tokens[member.head].text))
        plural = scene.tags[member.head] == "NOUN" and (bare or plural_like(scene, member))
        words.append(dative_plural(scene, noun) if plural and not member.others else noun)
    joiner = scene.lexicon.text("phrase", "and").split()[0]
    return ", ".join(words[:-1]) + f" {joiner} {words[-1]}"


def _same_plural(scene: Scene) -> re.Pattern[str]:
    """Endings of nouns whose plural looks like their singular."""
    return re.compile(scene.lexicon.text("forms", "same_plural") or r"(?!)")


def _truncated(scene: Scene, phrase: Phrase) -> list[str]:
    inside = [i for i in range(phrase.first, phrase.head) if scene.tokens[i].form == "truncated"]
    return [scene.words(inside[0], phrase.head - 1)] if inside else []


def _feminine_or_plural(scene: Scene, phrase: Phrase, determiner: str) -> bool:
    """``der`` behind a preposition is feminine, ``den`` may be a plural."""
    behind = phrase.preposition >= 0 or phrase.kind == "genitive"
    lexicon = scene.lexicon
    if determiner in lexicon.words("phrase", "feminine_if_oblique"):
        return behind or lexicon.gender(scene.tokens[phrase.head].lemma) == "f"
    dative = behind or lexicon.gender(scene.tokens[phrase.head].lemma) in {"f", "n"}  # den Kindern
    return determiner in lexicon.words("phrase", "plural_if_dative") and plural_like(scene, phrase) and dative
