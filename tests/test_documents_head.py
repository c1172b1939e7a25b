"""What a text shows of itself: its dateline, its language."""

from datetime import date, datetime, timedelta, timezone

import pytest

from timeline.documents import language, published
from timeline.documents.published import dateline, local, parse
from timeline.model import Document

PROSE = "Der Rat hat am Dienstag getagt und einen Beschluss gefasst, den alle kennen.\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Berlin, 3. September (dpa) - Der Rat tagt.", "Berlin, 3. September (dpa) -"),
        ("Titel\n\nBerlin, 3. September 2025 (dpa) – Der Rat tagt.", "Berlin, 3. September 2025 (dpa) –"),
        ("Wien (APA), 03.09.2025 - Der Rat tagt.", "Wien (APA), 03.09.2025 -"),
        ("Wien (APA), 03.09.2025 -\n\nDer Rat tagt.", "Wien (APA), 03.09.2025 -"),
        ("WASHINGTON, Jan. 5 (AP) -- The Senate met.", "WASHINGTON, Jan. 5 (AP) --"),
        ("NEW YORK, May 5, 2025 /PRNewswire/ -- Acme", None),
        ("St. Gallen, 4. Mai 2025 - Der Rat", "St. Gallen, 4. Mai 2025 -"),
        ("Titel\n\nChas Pravdy - 26 April 2025 02:31\n\nText folgt.", "Chas Pravdy - 26 April 2025 02:31"),
        ("Title\nBy Ann Reed\nAnn Reed | 5 May 2025, 10:15\nText", "Ann Reed | 5 May 2025, 10:15"),
        ("Mainz, den 3. April 2025\n\nSehr geehrte Damen und Herren", "Mainz, den 3. April 2025"),
        ("Pressemitteilung Nr. 12/2025 vom 3. April 2025\n\nText", "Pressemitteilung Nr. 12/2025 vom 3. April 2025"),
        ("Titel\nVeröffentlicht am 26.04.2025 um 10:15 Uhr\nText", "Veröffentlicht am 26.04.2025 um 10:15 Uhr"),
        ("Title\nPublished: April 26, 2025\nText", "Published: April 26, 2025"),
        ("Berlin, 3. Mai - Eins.\nMainz, 3. Mai 2025 - Zwei.", "Mainz, 3. Mai 2025 -"),
        ("Köln/Bonn (dpa), 4. Mai 2025 – Der Rat", "Köln/Bonn (dpa), 4. Mai 2025 –"),
        ("NAIROBI, Kenya, Aug. 7 (AP) -- Bombs", "NAIROBI, Kenya, Aug. 7 (AP) --"),
    ],
)
def test_datelines(text, line):
    span = dateline(text)
    assert (text[span.start : span.end] if span else None) == line


@pytest.mark.parametrize(
    "text",
    [
        "",
        PROSE,
        "Am 3. April 2025 - einem Freitag - tagt der Rat.",
        "Dienstag, 3. Mai 2025 - Lesung im Schloss",
        "Heute, 3. Mai 2025 - Lesung im Schloss",
        "Lesung, 3. Mai 2025",
        "Sommerfest, 3. Mai 2025 - mit Musik",
        "Mainz, 3. Mai 2025 - Lesung\nKassel, 4. Mai 2025 - Konzert\n",
        "Konzert im Dom - 26. April 2025, 19.30 Uhr",
        "Sommerfest\n\nSamstag, 26. April 2025, 19 Uhr\n\n" + PROSE,
        "Termin: 3. Mai 2025\n" + PROSE,
        "Minister Kunz reiste am 3. Mai 2025 - wie geplant - nach Kiel.",
        "Die Ausstellung läuft vom 3. Mai 2025 - 4. Juni 2025.",
        PROSE * 10 + "Mainz, den 3. April 2025\n",
    ],
)
def test_what_only_looks_like_a_dateline(text):
    assert dateline(text) is None


def test_dates_of_metadata():
    assert parse(" 2025-04-26 ") == date(2025, 4, 26)
    assert parse("20250426") == date(2025, 4, 26)
    assert parse("26.4.2025") == date(2025, 4, 26)
    assert parse("26.04.2025, 02:31 Uhr") == datetime(2025, 4, 26, 2, 31)
    assert parse("2025-04-26 02:31") == datetime(2025, 4, 26, 2, 31)
    assert parse("2025-04-26T02:31:00Z").utcoffset() == timedelta(0)
    for wrong in ("", "2025", "2025-04", "04/05/2025", "2025-02-30", "31.02.2025", "gestern", "10:15"):
        with pytest.raises(ValueError):  # noqa: PT011  # whichever message the library has
            parse(wrong)


def test_local_time():
    moment = datetime(2025, 4, 26, 23, 31, 12, tzinfo=timezone.utc)  # noqa: UP017
    assert local(moment, "Europe/Berlin") == datetime(2025, 4, 27, 1, 31)
    assert local(moment.replace(tzinfo=None), "Europe/Berlin") == datetime(2025, 4, 26, 23, 31)
    assert local(date(2025, 4, 26), "Europe/Berlin") == date(2025, 4, 26)
    first = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
    assert local(first, "Europe/Berlin") == datetime(1, 1, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PROSE, "de"),
        ("The council met on Tuesday and took a decision that everybody knows.", "en"),
        ("Am 15. März", "de"),
        ("on March 15 in Paris", "en"),
        ("De gemeenteraad vergadert dinsdag over de begroting en neemt daarna een besluit.", "nl"),
        (
            "Regeringen mødes tirsdag for at drøfte den nye lov, der skal træde i kraft næste år, siger ministeren.",
            "da",
        ),
        ("Le conseil municipal se réunit mardi pour discuter du budget de la ville.", "fr"),
        ("", ""),
        ("15.03.2025, 10:00", ""),
        ("Ulm Köln", ""),
        ("Hans Maier Ulm Stuttgart Karlsruhe Toni Kroos Bayern Werder Bremen", ""),
    ],
)
def test_languages(text, code):
    assert language.detect(text) == code


def test_the_cheap_vote_suffices_for_running_text(monkeypatch):
    monkeypatch.setattr(language, "_identify", None)
    assert language.detect(PROSE * 3) == "de"


def test_language_tags():
    assert [language.normalise(tag) for tag in ("de", "de-AT", "EN_us", "zh-Hant-TW")] == ["de", "de", "en", "zh"]
    with pytest.raises(ValueError, match="not a language code"):
        language.normalise("deutsch!")


def test_labels_are_there_for_every_language():
    assert published.dateline("Veröffentlicht am 3. April 2025", "de")
    assert published.dateline("Veröffentlicht am 3. April 2025", "en") is None
    assert published.dateline("Publicado el 3 de abril de 2025", "es")
    assert published.dateline("Publié le 1er avril 2025", "fr")
    assert published.dateline("Nancy, le 3 avril 2025 - La fête aura lieu demain.", "fr")


GERMAN = "Der Rat der Stadt hat am Dienstag über den Haushalt beraten, der nach langer Debatte beschlossen wurde.\n"
ENGLISH = "The council of the city met on Tuesday and took a decision about the budget that will be published later.\n"
FRENCH = (
    "Le conseil municipal de la ville se réunit mardi pour discuter du budget, dont le vote est attendu avec impatience "
    "par les habitants et par les entreprises de la région.\n"
)


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ((GERMAN, "\n", GERMAN), []),
        ((GERMAN, "\n", ENGLISH, "\n", GERMAN), [(2, 3, "en")]),
        ((GERMAN, ENGLISH, "\n", "Room 5\n", "\n", ENGLISH, GERMAN), [(1, 6, "en")]),
        ((GERMAN, ENGLISH, "Room 5\n", GERMAN, ENGLISH), [(1, 2, "en"), (4, 5, "en")]),
        ((GERMAN, ENGLISH, "Room 5\n"), [(1, 2, "en")]),
        ((GERMAN, ENGLISH, FRENCH, GERMAN), [(1, 2, "en"), (2, 3, "fr")]),
        (
            (GERMAN, "The New York Times, Washington Post, Wall Street Journal, Guardian, Economist, Spiegel, Zeit\n"),
            [],
        ),
        (
            (GERMAN, "„The Winner Takes It All“ heißt das Stück, das am Dienstag im Theater der Stadt zu sehen ist.\n"),
            [],
        ),
        (
            (
                GERMAN,
                "Konzert\n",
                "3. Mai 2025, 19 Uhr, Stadthalle, Eintritt 5 Euro, Kinder frei, Karten, Info, Telefon\n",
            ),
            [],
        ),
    ],
)
def test_paragraphs_in_another_language(paragraphs, expected):
    text = "".join(paragraphs)
    starts = [len("".join(paragraphs[:n])) for n in range(len(paragraphs) + 1)]
    found = language.passages(text, "de")
    assert found == tuple((starts[first], starts[last], code) for first, last, code in expected)


def test_a_document_as_a_reader_of_one_language_sees_it():
    text = GERMAN + ENGLISH + "\n" + GERMAN + ENGLISH
    document = Document("a", text, "de", passages=language.passages(text, "de"))
    german, english = language.views(document)
    assert (german.language, english.language) == ("de", "en")
    assert german.text == GERMAN + " " * (len(ENGLISH) - 1) + "\n\n" + GERMAN + " " * (len(ENGLISH) - 1) + "\n"
    assert english.text.split() == (ENGLISH + ENGLISH).split()
    assert len(english.text) == len(text)
    assert language.views(german) == (german,)


def test_without_a_main_language_there_are_no_others():
    assert language.passages(GERMAN + ENGLISH, "") == ()
    assert language.passages(FRENCH + ENGLISH, "fr") == ((len(FRENCH), len(FRENCH + ENGLISH), "en"),)


def test_who_trusts_whom_for_the_date():
    assert published.replaceable(Document("a", ""))
    assert published.replaceable(Document("a", "", "", date(2025, 1, 1), published.unsure("PDF created")))
    assert not published.replaceable(Document("a", "", "", date(2025, 1, 1), "JSON-LD"))
