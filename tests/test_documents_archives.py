"""ZIP archives: what is in them is read as if it lay in a folder, and nothing in them does harm."""

import io
import zipfile
from datetime import date

import pytest

from timeline import documents
from timeline.documents.readers import archive
from timeline.errors import InputError
from timeline.settings import Settings

TEXT = "Am Dienstag tagt der Rat der Stadt im großen Saal.\n"


def read(path, **settings):
    problems: list[InputError] = []
    found = list(documents.read([str(path)], Settings(**settings), problems))
    return found, [str(problem).replace(f"{path}: ", "") for problem in problems]


def pack(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return path


def test_the_files_of_an_archive_are_read_by_name(tmp_path):
    box = "From x\nSubject: a\nMessage-ID: <1@a.example>\n\nAm Dienstag.\n\nFrom y\nSubject: b\n\nAm Mittwoch.\n"
    members = {
        "news/b.md": f"---\ndate: 2025-01-03\n---\n{TEXT}",
        "news/a.txt": TEXT,
        "box.mbox": box,
        "win\\dows.txt": TEXT,
        **dict.fromkeys((".hidden.txt", "__MACOSX/a.txt", ".git/a.txt", "picture.jpg", "~$a.txt", "data.xml"), TEXT),
    }
    found, problems = read(pack(tmp_path / "a.zip", members))
    assert [document.id for document in found] == [
        "a.zip#box.mbox#1@a.example",
        "a.zip#box.mbox#2",
        "a.zip#news/a.txt",
        "a.zip#news/b.md",
        "a.zip#win/dows.txt",
    ]
    assert found[3].published == date(2025, 1, 3)
    assert problems == []


def test_lists_of_sources_in_an_archive(tmp_path):
    table = "file,published,title\nsub/a.txt,2025-01-02,fern\nb.txt,2025-01-03,b\ngone.txt,2025-01-01,\n"
    members = {"x/sources.csv": table, "x/sub/sources.csv": "file,title\na.txt,nah\n"}
    members |= dict.fromkeys(("x/sub/a.txt", "x/b.txt"), TEXT)
    found, problems = read(pack(tmp_path / "a.zip", members))
    assert [(document.title, document.published, document.published_from) for document in found] == [
        ("b", date(2025, 1, 3), "sources.csv"),
        ("nah", None, ""),
    ]
    assert problems == [
        "x/sources.csv, line 4, column file: there is no file gone.txt beside it; correct the name or delete the row"
    ]


def test_names_that_lead_out_of_the_archive(tmp_path):
    names = ("../up.txt", "/root.txt", "C:/drive.txt", "a/../../b.txt", "..\\win.txt", "good.txt")
    found, problems = read(pack(tmp_path / "a.zip", dict.fromkeys(names, TEXT)))
    assert [document.id for document in found] == ["a.zip#good.txt"]
    assert len(problems) == 5
    assert all(
        problem.endswith("its name leads out of the archive; pack it again without such names") for problem in problems
    )


def test_an_encrypted_file_is_named_and_the_others_are_read(tmp_path):
    data = bytearray(pack(tmp_path / "a.zip", {"a.txt": TEXT, "b.txt": TEXT}).read_bytes())
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + offset] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    found, problems = read(tmp_path / "a.zip")
    assert [document.id for document in found] == ["a.zip#b.txt"]
    assert problems == ["a.txt: encrypted; unpack it with its password"]


def test_a_bomb_is_not_unpacked(tmp_path):
    members = {"a.txt": b"\n" * (archive.SMALL + 1), "b.txt": TEXT}
    found, problems = read(pack(tmp_path / "a.zip", members))
    assert [document.id for document in found] == ["a.zip#b.txt"]
    assert problems == ["a.txt: unpacks to more than 200 times its size, as no text does; left out"]


def test_an_archive_that_unpacks_to_too_much_in_all(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "TOTAL", 100)
    found, problems = read(pack(tmp_path / "a.zip", {"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT}))
    assert [document.id for document in found] == ["a.zip#a.txt"]
    assert problems == ["unpacks to more than 0 GB; split it into smaller archives"]


def test_an_archive_in_an_archive(tmp_path):
    inner = io.BytesIO()
    pack(inner, {"a.txt": TEXT})
    found, problems = read(pack(tmp_path / "a.zip", {"inner.zip": inner.getvalue(), "b.txt": TEXT}))
    assert [document.id for document in found] == ["a.zip#b.txt"]
    assert problems == ["inner.zip: an archive in an archive; unpack it"]


@pytest.mark.parametrize("kept", [0, 20, 200, -30])
def test_a_truncated_archive_is_one_line(tmp_path, kept):
    path = pack(tmp_path / "a.zip", {"a.txt": TEXT * 9, "b.txt": TEXT * 9})
    path.write_bytes(path.read_bytes()[:kept])
    found, (problem,) = read(path)
    assert found == []
    assert problem == "no ZIP archive, or one that is cut off; fetch or pack it again"


def test_a_damaged_file_in_an_archive(tmp_path):
    path = pack(tmp_path / "a.zip", {"a.txt": TEXT * 9, "b.txt": TEXT})
    data = bytearray(path.read_bytes())
    data[45] ^= 0xFF
    path.write_bytes(data)
    found, (problem,) = read(path)
    assert [document.id for document in found] == ["a.zip#b.txt"]
    assert problem == "a.txt: damaged, or packed in a way that cannot be read; pack the archive again"


def test_an_archive_without_documents(tmp_path):
    assert "no documents in this archive" in read(pack(tmp_path / "a.zip", {"a.jpg": b"x"}))[1][0]
    assert "no documents in this archive" in read(pack(tmp_path / "a.zip", {}))[1][0]


def test_faults_of_files_in_an_archive_are_named_with_their_path(tmp_path):
    members = {"x/a.pdf": b"kein PDF", "x/b.txt": b"", "x/c.md": f"---\ndate: gestern\n---\n{TEXT}"}
    found, problems = read(pack(tmp_path / "a.zip", members))
    assert [document.id for document in found] == ["a.zip#x/c.md"]
    assert [problem.partition(";")[0] for problem in problems] == [
        "x/a.pdf: no PDF file, or a damaged one",
        "x/b.txt in it is empty",
        "x/c.md: front matter: 'gestern' is no date",
    ]


def test_a_file_without_a_name_is_passed_over(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("a.txt", "Am Dienstag tagt der Rat.")
        packed.writestr(zipfile.ZipInfo(""), "Am Mittwoch nicht.")
    problems: list[InputError] = []
    found = list(documents.read([str(tmp_path / "a.zip")], Settings(), problems))
    assert ([document.id for document in found], problems) == (["a.zip#a.txt"], [])
