"""The place of an event that several documents tell of."""

from __future__ import annotations

import pytest

from timeline.model import Place
from timeline.table.placing import holds, whole, without
from timeline.table.words import vocabulary


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Stadtsaal", "Murfelden", "Stadtsaal, Murfelden"),
        ("Murfelden", "Gasthof Post", "Gasthof Post, Murfelden"),
        ("Stadtsaal", "Turnhalle", None),
        ("Murfelden", "Achtal", None),
        ("Stadtsaal, Murfelden", "Achtal", None),
        ("Stadtsaal Murfelden", "Murfelden", None),
        ("Stadtsaal", "Ulm–Kempten", None),
    ],
)
def test_a_house_and_a_town_are_one_place(first: str, second: str, expected: str | None) -> None:
    found = whole(Place(first), Place(second), "de")
    assert (found.name if found else None) == expected


def test_the_town_gives_its_coordinates() -> None:
    found = whole(Place("Stadtsaal"), Place("Linz", "AT", 48.31, 14.29), "de")
    assert found == Place("Stadtsaal, Linz", "AT", 48.31, 14.29)


@pytest.mark.parametrize(
    ("wider", "place", "expected"),
    [
        (Place("Kenya", "KE"), Place("Nairobi", "KE", -1.28, 36.82), True),
        (Place("Kenya", "KE"), Place("Kampala", "UG", 0.32, 32.57), False),
        (Place("Nairobi", "KE", -1.28, 36.82), Place("Kenya", "KE"), False),
        (Place("Nairobi", "KE", -1.28, 36.82), Place("Mombasa", "KE", -4.05, 39.66), False),
    ],
)
def test_a_country_gives_way_to_a_town_in_it(wider: Place, place: Place, *, expected: bool) -> None:
    assert holds(wider, place, "en") is expected


@pytest.mark.parametrize(
    ("title", "left", "place", "language", "expected"),
    [
        (
            "Meeting of ministers from nine countries in Linz",
            "Linz",
            "Passau",
            "en",
            "Meeting of ministers from nine countries",
        ),
        ("Konzert in der Stadthalle", "Stadthalle", "Pfarrkirche", "de", "Konzert"),
        ("Frühschoppen am Hauptplatz", "Hauptplatz", "Stadtsaal", "de", "Frühschoppen"),
        ("Konzert in Linz", "Linz", "Stadthalle, Linz", "de", "Konzert in Linz"),
        ("Linz", "Linz", "Wien", "de", "Linz"),
        ("Sieg über Linz", "Linz", "Wien", "de", "Sieg über Linz"),
    ],
)
def test_a_title_does_not_name_the_place_that_was_left(
    title: str, left: str, place: str, language: str, expected: str
) -> None:
    assert without(title, [left], Place(place), language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Die SPX-Ortsgruppe Torgow hat ihr Programm vorgestellt.", "de", {"Torgow"}),
        ("Die Feuerwehr Torgow und die Musikkapelle Wendrode treffen sich.", "de", {"Torgow", "Wendrode"}),
        ("Stadtrat Wenke Hartung tritt zurück.", "de", set()),
        ("Die Sektion wählt einen Vorstand.", "de", set()),
        ("Torgow Town Council has approved the plan.", "en", {"Torgow"}),
        ("The Town Council has approved the plan.", "en", set()),
    ],
)
def test_a_body_is_called_after_its_town(text: str, language: str, expected: set[str]) -> None:
    assert vocabulary(language).bodies(text) == expected
