"""What this program wrote is not read back: its rows would confirm themselves."""

import pytest

import timeline
from timeline import documents
from timeline.errors import InputError
from timeline.settings import Settings
from timeline.writers import FORMATS


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    (folder / "rat.txt").write_text("Der Stadtrat tagt am 3. Mai 2025 um 19 Uhr in Ulm.\n\nDie Sitzung ist öffentlich.")
    table = timeline.build(folder / "rat.txt", published="2025-04-26", language="de", with_text=True)
    out = folder / "out"
    return table.write(out, tuple(FORMATS))


def read(path):
    problems: list[InputError] = []
    return list(documents.read([str(path)], Settings(), problems)), [str(problem) for problem in problems]


def test_a_folder_of_them_is_no_documents_and_no_fault(written):
    assert len(written) > 8
    assert read(written[0].parent) == ([], [])


def test_named_each_is_refused_in_a_line(written):
    for path in written:
        found, (problem,) = read(path)
        assert found == []
        assert "this program wrote" in problem or "unknown kind of document" in problem
