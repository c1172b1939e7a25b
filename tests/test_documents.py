"""Files become documents: which ones, what they are called, and what is said about those that cannot be read."""

import io
import os
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

import timeline
from timeline import documents
from timeline.errors import InputError, SourcesError
from timeline.settings import Settings

TEXT = "Am Dienstag tagt der Rat der Stadt im großen Saal.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder ``news`` in an otherwise empty working directory."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "news"
    path.mkdir()
    return path


def read(*sources, **settings):
    problems: list[InputError] = []
    found = list(documents.read([str(source) for source in sources], Settings(**settings), problems))
    return found, [str(problem) for problem in problems]


def put(path, text=TEXT):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_folder_is_read_in_the_order_of_its_ids(folder):
    for name in ("b.txt", "a/z.md", "a.txt", "c/d/e.text"):
        put(folder / name)
    found, problems = read("news")
    assert [document.id for document in found] == ["a.txt", "a/z.md", "b.txt", "c/d/e.text"]
    assert problems == []


def test_hidden_files_other_kinds_and_the_list_of_sources_are_passed_over(folder):
    for name in (".hidden.txt", ".git/a.txt", "~$a.txt", "picture.jpg", "a.txt"):
        put(folder / name)
    put(folder / "sources.csv", "file\na.txt\n")
    assert [document.id for document in read("news")[0]] == ["a.txt"]
    assert read("news")[1] == []


def test_sources_keep_the_order_given_and_a_file_named_twice_is_read_once(folder):
    put(folder / "a.txt")
    put(folder / "b.txt")
    found, _ = read("news/b.txt", "news", "news/../news/a.txt")
    assert [document.id for document in found] == ["b.txt", "a.txt"]


def test_the_same_name_in_two_folders_stays_distinct(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("x/news/a.txt", "y/news/a.txt", "y/news/b.txt", "z/a.txt"):
        put(tmp_path / name)
    ids = [document.id for document in read("x/news", "y/news", "z/a.txt")[0]]
    assert ids == ["x/news/a.txt", "y/news/a.txt", "b.txt", "z/a.txt"]
    assert sorted(ids) == sorted(document.id for document in read("z", "y/news", "x/news")[0])


def test_globs(folder):
    for name in ("a.txt", "b.md", "sub/c.txt", "d.jpg"):
        put(folder / name)
    assert [document.id for document in read("news/*.txt")[0]] == ["a.txt"]
    assert [document.id for document in read("news/*")[0]] == ["a.txt", "b.md", "c.txt"]
    assert [document.id for document in read("news/**")[0]] == ["a.txt", "b.md", "c.txt"]
    assert "nothing that can be read matches" in read("news/*.pdfx")[1][0]


def test_a_name_that_looks_like_a_glob_is_a_name_first(folder):
    put(folder / "a[1].txt")
    assert [document.id for document in read("news/a[1].txt")[0]] == ["a[1].txt"]


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    (document,), problems = read("-")
    assert (document.id, document.text, document.language, problems) == ("-", TEXT, "de", [])


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("missing.txt", "missing.txt: cannot be read (No such file or directory)"),
        ("news", "news: no documents in this folder"),
        ("table.xyz", "table.xyz: unknown kind of document '.xyz'; save it as one of"),
        ("README", "README: unknown kind of document ''; add the suffix of its format"),
        ("\0", "cannot be read"),
    ],
)
def test_what_is_not_there_is_one_line_and_the_rest_goes_on(folder, source, message):
    for name in ("table.xyz", "README", "good.txt"):
        put(folder.parent / name)
    found, (problem,) = read(source, "good.txt")
    assert [document.id for document in found] == ["good.txt"]
    assert message in problem
    assert "\n" not in problem


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "bad.txt: empty"),
        (b" \n\t\n", "bad.txt: empty"),
        (b"\xef\xbb\xbf", "bad.txt: empty"),
        (bytes(range(256)) * 4, "not text but binary data"),
        (b"\x01\x02\x03\x04" * 100, "not text but binary data"),
        ("Heute".encode("utf-16-le"), "not text but binary data"),
        (b"\xff\xfeH\0e", "broken UTF-16 at byte"),
        (b"\xef\xbb\xbfgut\xff", "broken UTF-8 at byte"),
        (b"gut\nund\x81schlecht", "line 2: neither UTF-8 nor UTF-16 nor Windows-1252; save it again as UTF-8"),
        ("Сегодня во вторник заседает совет".encode("cp1251"), "neither UTF-8 nor UTF-16 nor Windows-1252"),
    ],
)
def test_what_is_no_text_is_named(folder, data, message):
    put(folder / "bad.txt", data)
    put(folder / "good.txt")
    found, (problem,) = read("news")
    assert [document.id for document in found] == ["good.txt"]
    assert message in problem


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(folder, codec):
    text = "Fürs Jubiläum: „schöne Grüße“ – 5 €\n"
    put(folder / "a.txt", text.encode(codec))
    assert read("news")[0][0].text == text


def test_line_ends_become_newlines_and_nothing_else_changes(folder):
    put(folder / "a.txt", "eins\r\nzwei\rdrei\n\u0075\u0308 bleibt zerlegt\n")
    assert read("news")[0][0].text == "eins\nzwei\ndrei\n\u0075\u0308 bleibt zerlegt\n"


def test_a_link_back_to_its_folder_is_named_and_not_followed(folder):
    put(folder / "sub" / "a.txt")
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "self.txt").symlink_to("self.txt")
    found, problems = read("news")
    assert [document.id for document in found] == ["sub/a.txt"]
    assert sorted(problem.partition(": ")[0] for problem in problems) == ["news/self.txt", "news/sub/up"]
    assert all("\n" not in problem for problem in problems)


def test_folders_that_link_to_each_other_are_read_once(folder):
    put(folder / "a" / "a.txt")
    put(folder / "b" / "b.txt")
    for number in "12":  # two ways each: every way round would be a new one
        (folder / "a" / f"x{number}").symlink_to(folder / "b")
        (folder / "b" / f"y{number}").symlink_to(folder / "a")
    assert [document.id for document in read("news")[0]] == ["a/a.txt", "a/x1/b.txt"]


def test_a_link_to_another_folder_is_followed(folder, tmp_path):
    put(tmp_path / "other" / "a.txt")
    (folder / "link").symlink_to(tmp_path / "other")
    assert [document.id for document in read("news")[0]] == ["link/a.txt"]


@pytest.fixture
def open_folder():
    """A folder below one that everybody may pass through."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_unreadable_files_and_folders_are_named(open_folder):
    """Read by a process that gives up the rights of the superuser, if it has them, when all modules are loaded."""
    put(open_folder / "news" / "a.txt")
    put(open_folder / "news" / "sub" / "b.txt")
    put(open_folder / "news" / "c.txt")
    put(open_folder / "news" / "sources.csv", "file\nc.txt\n")
    program = (
        "import os; from timeline import documents; from timeline.settings import Settings\n"
        "def read():\n"
        "    problems = []\n"
        "    ids = [document.id for document in documents.read(['news'], Settings(), problems)]\n"
        "    print(*ids, *problems, sep='\\n')\n"
        "read()\n"
        "for name in ('news/a.txt', 'news/sources.csv', 'news/sub'): os.chmod(name, 0)\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "read()\n"
    )
    options = {"cwd": open_folder, "env": {"PYTHONPATH": str(Path(timeline.__file__).parents[1])}}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, **options)
    (open_folder / "news" / "sub").chmod(0o700)
    assert run.stderr == ""
    assert run.stdout.splitlines() == [
        "a.txt",
        "c.txt",
        "sub/b.txt",
        "c.txt",
        "news/sub: folder cannot be read (Permission denied); check its permissions",
        "news/sources.csv: cannot be read (Permission denied); check its permissions",
        "news/a.txt: cannot be read (Permission denied); check its permissions",
    ]


def test_a_file_that_fails_while_it_is_read_is_named(folder, monkeypatch):
    put(folder / "a.txt")
    put(folder / "b.txt")
    opened = type(folder).open

    def failing(path, *args, **kwargs):
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(type(folder), "open", failing)
    found, problems = read("news")
    assert [document.id for document in found] == ["b.txt"]
    assert problems == ["news/a.txt: cannot be read (Permission denied); check its permissions"]


def test_names_with_bytes_that_are_no_text(folder):
    os.close(os.open(os.fsencode(folder) + b"/\xff.txt", os.O_CREAT))
    put(folder / "\N{SNOWMAN} \t.txt")
    found, problems = read("news")
    assert [document.id for document in found] == ["\N{SNOWMAN} \t.txt"]
    assert len(problems) == 1
    problems[0].encode()


def test_names_with_line_breaks_and_other_controls_stay_on_one_line(folder):
    put(folder / "a\nb\x07.txt")
    put(folder / "c\rd\x85.txt", b"")
    put(folder / "e\nf.csv", "x\n1\n")
    found, problems = read("news")
    assert [document.id for document in found] == ["a\ufffdb\ufffd.txt"]
    assert [problem.partition(": ")[0] for problem in problems] == ["news/c\ufffdd\ufffd.txt", "news/e\ufffdf.csv"]
    assert all(problem.isprintable() for problem in problems)
    (problem,) = read("news/g\nh.txt")[1]
    assert problem.isprintable()


def test_a_name_as_long_as_names_can_be_and_one_too_long(folder):
    put(folder / f"{'a' * 251}.txt")
    assert len(read("news")[0]) == 1
    found, (problem,) = read(f"news/{'a' * 300}.txt")
    assert found == []
    assert "cannot be read" in problem


def test_paragraphs_in_another_language_are_marked(folder):
    english = "The council of the city met on Tuesday and took a decision about the budget for the year.\n"
    put(folder / "a.txt", TEXT * 3 + english)
    (document,), _ = read("news")
    assert (document.language, document.passages) == ("de", ((3 * len(TEXT), 3 * len(TEXT) + len(english), "en"),))
    assert read("news", language="de")[0][0].passages == ()


def test_the_order_of_trust_for_the_publication_date(folder):
    put(folder / "a.md", f"---\ndate: 2025-01-03\nlanguage: de-AT\ntitle: Rat\n---\n{TEXT}")
    (document,), _ = read("news")
    assert (document.published, document.published_from) == (date(2025, 1, 3), "front matter")
    assert (document.language, document.title) == ("de", "Rat")
    put(folder / "sources.csv", "file,published,title\na.md,2025-01-02,Stadtrat\n")
    (document,), _ = read("news")
    assert (document.published, document.published_from) == (date(2025, 1, 2), "sources.csv")
    assert document.title == "Stadtrat"
    (document,), _ = read("news", published=date(2025, 1, 1), language="en")
    assert (document.published, document.published_from, document.language) == (date(2025, 1, 1), "given", "en")


def test_without_a_date_there_is_none(folder):
    put(folder / "a.txt")
    (document,), _ = read("news")
    assert (document.published, document.published_from) == (None, "")


def test_front_matter_is_not_text_and_its_faults_are_named(folder):
    put(folder / "a.txt", f"---\ndate: gestern\nlang: 'deutsch!'\n---\n{TEXT}")
    put(folder / "b.md", f"---\ndate: [2025\n---\n{TEXT}")
    put(folder / "c.txt", f"---\nNur ein Strich\n---\n{TEXT}")
    found, problems = read("news")
    assert [document.text.startswith("Am Dienstag") for document in found] == [True, False, False]
    assert [problem.partition(";")[0] for problem in problems] == [
        "news/a.txt: front matter: 'gestern' is no date",
        "news/a.txt: front matter: 'deutsch!' is no language code",
        "news/b.md: line 3: broken front matter (expected ',' or ']', but got '<stream end>')",
    ]


def test_zones_become_local_time(folder):
    put(folder / "a.md", f"---\ndate: 2025-01-03 23:30:10 +00:00\n---\n{TEXT}")
    assert read("news")[0][0].published == datetime(2025, 1, 4, 0, 30)
    assert read("news", timezone="America/New_York")[0][0].published == datetime(2025, 1, 3, 18, 30)


def test_markdown_is_what_a_reader_sees(folder):
    put(
        folder / "a.md",
        "# Fest am *Markt*\n\nAm [15. März](https://example.org/2024/01/02) ist\nFest. ![Bild](2023-01-01.jpg)\n\n"
        "- Beginn 10 Uhr\n- Ende\n\n| Tag | Ort |\n|---|---|\n| 3. Mai | Ulm |\n\n3. Mai: Lesung\n\n```\n2022-02-02\n```\n"
        "<!-- 2021-01-01 -->\n",
    )
    (document,), _ = read("news")
    assert document.title == "Fest am Markt"
    assert document.text.splitlines() == [
        "Fest am Markt",
        "",
        "Am 15. März ist Fest. Bild",
        "",
        "- Beginn 10 Uhr",
        "- Ende",
        "",
        "Tag | Ort",
        "3. Mai | Ulm",
        "",
        "3. Mai: Lesung",
    ]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "sources.csv: is empty; its first line has to name the columns"),
        (
            "file,autor\na.txt,X\n",
            "sources.csv, line 1, column autor: unknown column; the columns are file, published,",
        ),
        ("published\n2025-01-01\n", "sources.csv, line 1, column file: missing"),
        ("file,title,title\n", "sources.csv, line 1, column title: named twice"),
        ("file,published\na.txt,1. April\n", "sources.csv, line 2, column published: '1. April' is no date"),
        ("file,published\na.txt,2025-02-30\n", "sources.csv, line 2, column published: '2025-02-30' is no date"),
        ("file,language\na.txt,deutsch!\n", "sources.csv, line 2, column language: 'deutsch!' is no language code"),
        ("file,title\n\na.txt,X\nb.txt,Y\n", "sources.csv, line 4, column file: there is no file b.txt beside it"),
        ("file,title\na.txt,X\na.txt,Y\n", "sources.csv, line 3, column file: a.txt is listed twice"),
        ("file,title\n,X\n", "sources.csv, line 2, column file: empty"),
        (
            "file,title\na.txt,Rat, Saal\n",
            "sources.csv, line 2: 3 cells under 2 headings; put a value that holds a ','",
        ),
        (b"file\n\x81\n", "sources.csv: line 2: neither UTF-8 nor"),
        (b"\0\1\2", "sources.csv: not text but binary data"),
    ],
)
def test_a_broken_list_of_sources_is_named_by_line_and_column(folder, table, message):
    put(folder / "a.txt")
    put(folder / "sources.csv", table)
    problems: list[InputError] = []
    found = list(documents.read(["news"], Settings(), problems))
    assert [document.id for document in found] == ["a.txt"]
    assert len(problems) == 1
    assert isinstance(problems[0], SourcesError)
    assert message in str(problems[0])


def test_good_rows_of_a_broken_list_count(folder):
    put(folder / "a.txt")
    put(folder / "sub" / "b.txt")
    put(folder / "sources.csv", "file,published\ngone.txt,2025-01-01\nsub/b.txt,2025-01-02T10:00+01:00\na.txt,bald\n")
    found, problems = read("news")
    assert [document.published for document in found] == [None, datetime(2025, 1, 2, 10, 0)]
    assert len(problems) == 2


@pytest.mark.parametrize(
    "table",
    [
        "file;published;title\na.txt;26.04.2025 02:31;Rat, Saal\n",
        '\ufefffile,published,title\r\na.txt,2025-04-26T02:31:59,"Rat, Saal"\r\n',
        "File\tPublished\tTitle\na.txt\t2025-04-26 02:31\tRat, Saal\n",
    ],
)
def test_lists_of_sources_as_spreadsheets_write_them(folder, table):
    put(folder / "a.txt")
    put(folder / "sources.csv", table)
    (document,), problems = read("news")
    assert problems == []
    assert (document.published, document.title) == (datetime(2025, 4, 26, 2, 31), "Rat, Saal")


def test_the_list_of_sources_beside_a_single_file_and_below_a_folder(folder):
    put(folder / "sub" / "a.txt")
    put(folder / "sub" / "sources.csv", "file,publisher\na.txt,nah\n")
    put(folder / "sources.csv", "file,publisher\nsub/a.txt,fern\n")
    assert read("news")[0][0].publisher == "nah"
    assert read("news/sub/a.txt")[0][0].publisher == "nah"


def test_the_first_line_is_the_title_when_more_follows(folder):
    put(folder / "a.txt", "Rat tagt\n\nEr kommt am Dienstag.\n")
    put(folder / "b.txt", "Nur eine Zeile.")
    assert [document.title for document in read("news")[0]] == ["Rat tagt", ""]


def test_what_is_no_file_is_passed_over_in_a_folder(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text("Am Dienstag tagt der Rat.")
    for source in (tmp_path, tmp_path / "*.txt"):
        problems: list[InputError] = []
        assert [one.id for one in documents.read([str(source)], Settings(), problems)] == ["a.txt"]
        assert problems == []
    problems = []
    assert list(documents.read([str(tmp_path / "pipe.txt")], Settings(), problems)) == []
    assert "neither a file nor a folder" in str(problems[0])
