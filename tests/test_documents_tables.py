"""Articles in tables: which columns count, how each format writes them, what is said of broken rows."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from timeline import documents
from timeline.errors import InputError
from timeline.settings import Settings

SAMPLES = Path(__file__).parent / "samples"
TEXT = "Am Dienstag tagt der Rat der Stadt im großen Saal."


def read(*paths, **settings):
    problems: list[InputError] = []
    found = list(documents.read([str(path) for path in paths], Settings(**settings), problems))
    return found, [str(problem) for problem in problems]


def put(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def facts(document):
    return document.id, document.published, document.published_from, document.title, document.language


def test_rows_of_a_csv_file(tmp_path):
    table = f'ID,Text,Published,Title,URL,Language,Author\nx,"{TEXT}\r\n""So"", sagt er.",2025-04-26T02:31:00+02:00,Rat,https://a.example/1,de-AT,Kern\n\n,{TEXT},,,,,\n'
    found, problems = read(put(tmp_path / "a.csv", table))
    assert problems == []
    assert facts(found[0]) == ("a.csv#x", datetime(2025, 4, 26, 2, 31), "article table", "Rat", "de")
    assert found[0].text == f'{TEXT}\n"So", sagt er.'
    assert found[0].url == "https://a.example/1"
    assert facts(found[1]) == ("a.csv#4", None, "", "", "de")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
def test_csv_files_as_spreadsheets_write_them(tmp_path, delimiter, codec):
    table = f"text{delimiter}published\r\n{TEXT}{delimiter}26.04.2025\r\n".encode(codec)
    (document,), problems = read(put(tmp_path / "a.csv", table))
    assert (document.text, document.published, problems) == (TEXT, date(2025, 4, 26), [])


def test_an_article_longer_than_a_cell_usually_is(tmp_path):
    (document,), _ = read(put(tmp_path / "a.csv", f"text,url\n{TEXT * 4000},x\n"))
    assert document.text == TEXT * 4000


def test_a_list_of_sources_and_a_table_of_events_are_no_articles(tmp_path):
    put(tmp_path / "a.txt", TEXT)
    put(tmp_path / "sources.csv", "file,title\na.txt,Rat\n")
    events = put(tmp_path / "evidence.csv", "uid,document,text,edtf\n1,a.txt,am Dienstag,2025-04-29\n")
    found, problems = read(tmp_path)
    assert [document.title for document in found] == ["Rat"]
    assert problems == []
    assert "a table of events that this program wrote" in read(events)[1][0]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", "file,size\nx,1\n", "no column text; the columns of articles are text, published,"),
        ("a.csv", "text\n\x00\n", "not text but binary data"),
        ("a.csv", "", "no column text"),
        ("a.jsonl", "[1]\n", 'line 1: no JSON object with a "text"'),
        ("a.jsonl", "\n", "empty"),
        ("a.jsonl", "[" * 200_000, 'line 1: no JSON object with a "text"'),
        ("a.xlsx", "kein Excel", "no Excel workbook, or a damaged one"),
        ("a.parquet", "kein Parquet", "no Parquet file, or a damaged one"),
    ],
)
def test_a_table_without_articles_is_one_line(tmp_path, name, data, message):
    found, (problem,) = read(put(tmp_path / name, data))
    assert found == []
    assert problem.startswith(f"{tmp_path / name}: {message}")
    assert "\n" not in problem


def test_broken_cells_are_named_by_row_and_column(tmp_path):
    found, problems = read(put(tmp_path / "a.csv", f"text,published,language\n{TEXT},bald,deutsch!\n,2025-01-01,de\n"))
    assert [facts(document) for document in found] == [("a.csv#2", None, "", "", "de")]
    assert [problem.partition(": ")[2].partition(";")[0] for problem in problems] == [
        "row 2, column published: 'bald' is no date",
        "row 2, column language: 'deutsch!' is no language code",
        "3 in it is empty",
    ]


def test_lines_of_json(tmp_path):
    lines = [
        json.dumps({"id": "x/1", "text": TEXT, "published": "2025-04-26", "title": "Rat", "language": "de"}),
        "",
        '{"text": 5}',
        json.dumps({"text": TEXT, "published": None, "extra": {"a": []}}),
    ]
    found, problems = read(put(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [facts(document) for document in found] == [
        ("a.jsonl#x/1", date(2025, 4, 26), "article table", "Rat", "de"),
        ("a.jsonl#4", None, "", "", "de"),
    ]
    assert problems == [f'{tmp_path}/a.jsonl: line 3: no JSON object with a "text"; the line was left out']


def test_ids_stay_distinct(tmp_path):
    lines = "\n".join(json.dumps({"id": 7, "text": f"{TEXT} {number}"}) for number in range(3))
    found, _ = read(put(tmp_path / "a.jsonl", lines))
    assert [document.id for document in found] == ["a.jsonl#7", "a.jsonl#7#2", "a.jsonl#7#3"]


def test_a_workbook_that_libreoffice_saved():
    found, problems = read(SAMPLES / "articles-saved-by-a-spreadsheet.xlsx")
    assert problems == []
    assert [facts(document) for document in found] == [
        ("articles-saved-by-a-spreadsheet.xlsx#2", date(2025, 4, 26), "article table", "Rat tagt", "de"),
        (
            "articles-saved-by-a-spreadsheet.xlsx#3",
            datetime(2025, 4, 27, 10, 30),
            "article table",
            "Council meets",
            "en",
        ),
    ]


def test_sheets_without_articles_are_passed_over_and_own_workbooks_are_foreign(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Notizen"])
    for title in ("Eins", "Zwei"):
        sheet = book.create_sheet(title)
        sheet.append(["title", "text"])
        sheet.append([title, TEXT])
    book.save(tmp_path / "a.xlsx")
    found, problems = read(tmp_path / "a.xlsx")
    assert [(document.id, document.title) for document in found] == [
        ("a.xlsx#Eins, 2", "Eins"),
        ("a.xlsx#Zwei, 2", "Zwei"),
    ]
    assert problems == []
    book.properties.creator = "timeline"
    book.save(tmp_path / "a.xlsx")
    assert "a workbook that this program wrote" in read(tmp_path / "a.xlsx")[1][0]


def test_parquet(tmp_path):
    pyarrow = pytest.importorskip("pyarrow", reason="reading .parquet takes the extra parquet")
    days = [datetime(2025, 4, 26, 0, 31, tzinfo=UTC), None]
    table = {"text": [TEXT, f"{TEXT} Neu"], "published": days, "title": ["Rat", None], "size": [1, 2]}
    pytest.importorskip("pyarrow.parquet").write_table(pyarrow.table(table), tmp_path / "a.parquet")
    found, problems = read(tmp_path / "a.parquet")
    assert problems == []
    assert [facts(document) for document in found] == [
        ("a.parquet#1", datetime(2025, 4, 26, 2, 31), "article table", "Rat", "de"),
        ("a.parquet#2", None, "", "", "de"),
    ]
