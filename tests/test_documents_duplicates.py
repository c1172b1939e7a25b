"""One article under several addresses is found; two articles on one event, or one form filled in twice, are two."""

import random
from datetime import date, datetime, timedelta

import pytest

from timeline.documents.duplicates import Originals, sketch
from timeline.model import Document
from timeline.table import account, attributed

ARTICLE = (
    "Ulm (dpa) - Der Stadtrat hat am Dienstag den Haushalt für das Jahr 2026 beschlossen. Nach sechs Stunden Beratung "
    "stimmten 24 Mitglieder dafür und 15 dagegen. Oberbürgermeisterin Vera Kunz sprach von einem tragfähigen Kompromiss. "
    "Vorgesehen sind 38 Millionen Euro für Schulen, vor allem für den Neubau am Eselsberg, der im Herbst beginnen soll. "
    "Die Grundsteuer steigt zum 1. Januar. Kritik kam von der Opposition, die fehlende Vorsorge bemängelte. "
    "Der Kämmerer rechnet mit weiter sinkenden Einnahmen aus der Gewerbesteuer. Am 12. Mai berät der Kreistag darüber."
)
REWRITTEN = (
    "Nach langer Debatte steht der Etat der Stadt Ulm. Am Dienstagabend votierte eine Mehrheit von 24 zu 15 Stimmen im "
    "Rat für das Zahlenwerk. Größter Posten bleiben die Schulen mit 38 Millionen Euro. Für Hausbesitzer wird es teurer, "
    "denn von Januar an wird eine höhere Grundsteuer fällig. Rathauschefin Kunz lobte die Einigung, während die "
    "Opposition vor einem Loch in der Kasse warnte. Im Herbst rücken am Eselsberg die Bagger an, wenn alles nach Plan läuft."
)
NOTICE = (
    "Auf dem Münsterplatz findet am {day} wieder der Wochenmarkt statt. Von 7 bis 13 Uhr bieten Gärtner und Bauern aus "
    "der Umgebung Obst, Gemüse, Käse, Brot und Blumen an. Parken kann man in den Häusern an der Straße zum Bahnhof, die "
    "erste Stunde ist frei. Bei Sturm fällt der Markt aus, darüber gibt die Stadt am Vorabend auf ihrer Seite Bescheid."
)


def document(name, text=ARTICLE, published=date(2025, 4, 30)):
    return Document(name, text, "de", published)


def duplicates(documents):
    """For each document that repeats another one: the id of that."""
    told = attributed(account(document, ()) for document in documents)
    return {one.document.id: one.document.copy_of for one in told if one.document.copy_of}


def test_nothing_in_nothing_out():
    assert duplicates([]) == {}
    assert duplicates([document("a", ""), document("b", ""), document("c", "…")]) == {}


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (ARTICLE, date(2025, 4, 30)),
        (ARTICLE, date(2025, 8, 1)),
        (ARTICLE, None),
        (ARTICLE.upper().replace(". ", ".\n\n"), date(2025, 4, 30)),
        (ARTICLE.replace("tragfähigen", "guten"), date(2025, 5, 1)),
        (ARTICLE.replace("24 Mitglieder", "25 Mitglieder"), date(2025, 4, 30)),
        (ARTICLE.replace("am Dienstag ", ""), datetime(2025, 4, 30, 18, 0)),
        (
            ARTICLE
            + " Der Beschluss muss noch vom Regierungspräsidium genehmigt werden, das dafür zwei Monate Zeit hat.",
            None,
        ),
        ("Mehr Geld für Schulen\n" + ARTICLE + "\nVon Max Kern", date(2025, 4, 30)),
        (ARTICLE[: ARTICLE.index(" Der Kämmerer")], date(2025, 4, 30)),
    ],
)
def test_versions_of_one_article(text, published):
    assert duplicates([document("a"), document("b", text, published)]) == {"b": "a"}


@pytest.mark.parametrize(
    ("one", "other", "later"),
    [
        (ARTICLE, REWRITTEN, date(2025, 4, 30)),
        (ARTICLE, ARTICLE[: ARTICLE.index(" Kritik")] + REWRITTEN[200:], date(2025, 4, 30)),
        (NOTICE.format(day="3. Mai 2025"), NOTICE.format(day="10. Mai 2025"), date(2025, 5, 7)),
        (NOTICE.format(day="3. 5. 2025"), NOTICE.format(day="10. 6. 2026"), date(2025, 5, 1)),
        ("Am 3. Mai tagt der Rat.", "Am 4. Mai tagt der Rat.", date(2025, 4, 30)),
    ],
)
def test_texts_of_their_own(one, other, later):
    assert duplicates([document("a", one), document("b", other, later)]) == {}


def test_the_first_published_is_the_first_whatever_the_order():
    found = [
        document("c", published=None),
        document("b", ARTICLE.replace("sechs", "fünf"), date(2025, 4, 29)),
        document("a", published=date(2025, 4, 30)),
        document("d", REWRITTEN),
        document("e", REWRITTEN, date(2025, 4, 28)),
    ]
    expected = {"a": "b", "c": "b", "d": "e"}
    for _ in range(5):
        assert duplicates(found) == expected
        random.Random(1).shuffle(found)


def test_short_texts_have_to_be_the_same():
    assert duplicates([document("a", "Am 3. Mai tagt der Rat."), document("b", "am 3. mai tagt der Rat")]) == {"b": "a"}


@pytest.mark.slow
def test_many_documents():
    chance = random.Random(1)
    words = [f"wort{n}" for n in range(3000)]
    texts = [" ".join(chance.choices(words, k=300)) for _ in range(5000)]
    copies = [text.replace(text.split()[0], "neu") for text in texts[:500]]
    found = duplicates(document(f"{n:05}", text) for n, text in enumerate(texts + copies))
    assert found == {f"{5000 + n:05}": f"{n:05}" for n in range(500)}


def test_a_version_is_found_among_many_forms_that_look_alike():
    days = [date(2025, 5, 1 + number) for number in range(20)]
    forms = [
        document(f"{day} {paper:02}", NOTICE.format(day=f"{day.day}. Mai 2025 in {paper}"), day)
        for day in days
        for paper in range(8)
    ]
    late = document("z", forms[-1].text.replace("Bei Sturm", "Bei Gewitter"), days[-1])
    assert duplicates([*forms, late])["z"] == duplicates(forms).get(forms[-1].id, forms[-1].id)


def test_what_is_let_go_was_of_no_use():
    """With dates in all documents, months of articles and their versions give the same copies, whether kept or let go."""
    chance = random.Random(3)
    told = []
    for number in range(400):
        words = [f"Wort{chance.randrange(5000)}" for _ in range(80)]
        day = date(2025, 1, 1) + timedelta(days=number // 2)
        told.append(document(f"{number:04}", " ".join(words), day))
        for version in range(chance.choice((0, 0, 1, 2))):
            words[chance.randrange(80)] = chance.choice(("anders", str(version)))
            later = day + timedelta(days=chance.choice((0, 1, 3, 4, 20, 31, 32, 90)))
            told.append(document(f"{number:04}-{version}", " ".join(words), later))
    told.sort(key=lambda one: (one.published, one.id))
    kept, let_go = Originals(), Originals(dated=True)
    found = [(kept.add(one, sketch(one)), let_go.add(one, sketch(one))) for one in told]
    assert any(one for one, _ in found)
    assert [one for one, _ in found] == [other for _, other in found]
    assert len(let_go._known) < len(kept._known) / 2
