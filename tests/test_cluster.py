"""The stages on a cluster, as one process works through its phases: the same rows, from parts of any size."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline import documents, pipeline
from timeline.cli import cli
from timeline.errors import InputError
from timeline.settings import Settings

dask = pytest.importorskip("dask", reason="a cluster takes the extra cluster")
pa = pytest.importorskip("pyarrow", reason="a cluster takes the extra cluster")
pq = pytest.importorskip("pyarrow.parquet")

from timeline import cluster  # noqa: E402
from timeline.cluster import documents as planning  # noqa: E402
from timeline.cluster import run  # noqa: E402
from timeline.cluster.components import components, contracted  # noqa: E402
from timeline.cluster.engine import Engine, Sizes  # noqa: E402
from timeline.cluster.folder import Folder  # noqa: E402

SMALL = Sizes(text=2_000, staged=20_000, rows=60, blocks=8, written=10)
COLUMNS = ("id", "text", "published", "title", "publisher", "language")


@pytest.fixture(autouse=True)
def one_process():
    with dask.config.set(scheduler="synchronous"):
        yield


def table(rows):
    return pa.Table.from_pylist([{name: row.get(name) for name in COLUMNS} for row in rows])


def news(count=16, seed=5):
    """Reports on the same few events: told again, moved, called off, copied."""
    chance = random.Random(seed)
    towns, topics = ["Ulm", "Kassel", "Gera"], ["Hafenkonzert", "Energiegipfel", "Bücherfest", "Stadtlauf"]
    for number in range(count):
        town, topic = chance.choice(towns), chance.choice(topics)
        published = date(2025, 5, 5) + timedelta(days=number)
        day = date(2025, 6, 1 + (topics.index(topic) * 7 + towns.index(town)) % 28)
        said = [
            f"Das {topic} in {town} beginnt am {day.day}. Juni 2025 um 19 Uhr auf dem Marktplatz.",
            f"Am {day.day}. Juni 2025 findet in {town} das {topic} statt, wie die Stadt am Montag mitteilte.",
            f"Das {topic} in {town} wird vom {day.day}. Juni auf den {day.day + 1}. Juni 2025 verschoben.",
            f"Das {topic} in {town} fällt aus.",
        ]
        text = " ".join(chance.sample(said, 2)) + f" Darüber sprach der Rat am {published.day}. Mai 2025 in {town}."
        yield {"id": f"n{number}", "text": text, "published": published.isoformat(), "publisher": f"Blatt {number % 3}"}
    copy = " ".join(f"Absatz {n} über den Umbau des alten Bahnhofs von {town}." for n in range(8))
    for number in range(4):
        text = f"{copy} Am 3. Juli 2025 beginnt der Umbau des Bahnhofs{' nun' * (number % 2)}."
        yield {
            "id": f"c{number}",
            "text": text,
            "published": f"2025-05-{10 + number}",
            "publisher": f"Agentur {number}",
        }


def write(path, rows, **options):
    pq.write_table(table(list(rows)), path, **options)
    return path


def on_a_cluster(folder, output, sizes=SMALL, problems=None, say=lambda _: None):
    found: list[InputError] = [] if problems is None else problems
    engine = Engine(Folder(str(output)), sizes, say)
    sources = planning.collect([str(folder)], found)
    return engine, run.phases(engine, sources, Settings(), found)


def made(engine, name):
    return pq.read_table(f"{engine.folder.url}/made/{name}")


def test_the_rows_are_those_of_one_machine(tmp_path):
    reports = list(news())
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "a.parquet", reports[:13], row_group_size=3)
    write(tmp_path / "in" / "b.parquet", reports[13:])
    built = pipeline.build(tmp_path / "in")
    built.write(tmp_path / "one", ["parquet"])
    several = [event for event in built.timeline.events if len({m.document for m in event.mentions}) > 1]
    assert len(several) > 3
    assert any(document.copy_of for document in built.timeline.documents)
    for name, sizes in (("small", SMALL), ("usual", Sizes())):
        engine, written = on_a_cluster(tmp_path / "in", tmp_path / name, sizes)
        for one in ("timeline", "evidence"):
            assert made(engine, one).equals(pq.read_table(tmp_path / "one" / f"{one}.parquet"))
        assert written == {
            "timeline": len(built.timeline.events),
            "evidence": sum(len(event.mentions) for event in built.timeline.events),
            "documents": len(built.timeline.documents),
            "unresolved": len(built.timeline.unresolved),
        }
        assert sorted(made(engine, "documents")["document"].to_pylist()) == [d.id for d in built.timeline.documents]
        assert sorted(made(engine, "unresolved")["document"].to_pylist()) == [
            one.document for one in built.timeline.unresolved
        ]
    assert len(list((tmp_path / "small" / "made" / "timeline").iterdir())) > 1


def test_documents_are_named_as_on_one_machine(tmp_path):
    """Ids that are given again, empty rows and bad cells, whatever part they come to lie in."""
    text = "Am Dienstag tagt der Rat der Stadt im großen Saal. "
    rows = [
        {"id": chance, "text": said, "published": when}
        for chance, said, when in [
            *(("x", text, "2025-04-01"), ("y", text * 2, "gestern"), ("x", "", "2025-04-01"), ("x", text * 3, None)),
            *((None, text, "2025-04-02"), ("5", text, ""), ("x", text, "2025-04-03"), ("z", text * 9, "2025-04-04")),
        ]
    ]
    (tmp_path / "in" / "deep").mkdir(parents=True)
    write(tmp_path / "in" / "a.parquet", rows, row_group_size=4)
    write(tmp_path / "in" / "deep" / "a.parquet", rows)
    (tmp_path / "in" / "bad.parquet").write_bytes(b"PAR1, almost")
    write(tmp_path / "in" / "empty.parquet", [])
    pq.write_table(pa.table({"uid": ["1"], "edtf": ["2025"], "text": ["so"]}), tmp_path / "in" / "events.parquet")
    (tmp_path / "in" / "sources.csv").write_text("file,publisher,published\na.parquet,Ulmer Blatt,2025-04-05\n")
    (tmp_path / "in" / "note.txt").write_text(text)
    expected_problems: list[InputError] = []
    expected = list(documents.read([str(tmp_path / "in")], Settings(), expected_problems))
    for most in (10, 150, 4_000):
        problems: list[InputError] = []
        engine = Engine(Folder(str(tmp_path / f"work{most}")), replace(SMALL, text=most))
        parts = planning.planned(engine, planning.collect([str(tmp_path / "in")], problems), Settings(), problems)
        found = [document for part in parts for document in planning.read(part, Settings(), problems)]
        assert sorted(found, key=lambda one: one.id) == sorted(expected, key=lambda one: one.id)
        assert sorted(map(str, problems)) == sorted(map(str, expected_problems))
        assert len(parts) > (4 if most < 4_000 else 0)


def test_bad_documents_are_named_and_the_rest_goes_on(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "a.parquet", [*news(4), {"id": "bad", "text": "Am Montag.", "published": "neulich"}])
    tell = pipeline.tell

    def fragile(document, settings):
        if document.id.endswith("n2"):
            raise ValueError("no way")
        return tell(document, settings)

    monkeypatch.setattr("timeline.cluster.extraction.tell", fragile)
    problems: list[InputError] = []
    _, written = on_a_cluster(tmp_path / "in", tmp_path / "out", problems=problems)
    assert sorted(str(one).partition("a.parquet")[2] for one in problems) == [
        "#n2: cannot be worked on (ValueError: no way)",
        ": row 9, column published: 'neulich' is no date; write it as 2025-04-26 or 2025-04-26T02:31",
    ]
    assert written["documents"] == 8


def test_a_run_that_was_cut_off_goes_on_where_it_was(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "a.parquet", news(8), row_group_size=2)
    tell, seen = pipeline.tell, []

    def counting(document, settings):
        seen.append(document.id)
        if len(seen) == 6:
            raise KeyboardInterrupt
        return tell(document, settings)

    monkeypatch.setattr("timeline.cluster.extraction.tell", counting)
    with pytest.raises(KeyboardInterrupt):
        on_a_cluster(tmp_path / "in", tmp_path / "out")
    with monkeypatch.context() as broken:
        broken.setattr("timeline.cluster.rows.uid", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            on_a_cluster(tmp_path / "in", tmp_path / "out")
    assert 12 < len(seen) < 18
    before, said = len(seen), []
    engine, _ = on_a_cluster(tmp_path / "in", tmp_path / "out", say=said.append)
    assert len(seen) == before
    assert said[0].startswith("rows:")
    fresh, _ = on_a_cluster(tmp_path / "in", tmp_path / "fresh")
    assert made(engine, "timeline").equals(made(fresh, "timeline"))


def test_no_documents_no_rows(tmp_path):
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "a.parquet", [])
    engine, written = on_a_cluster(tmp_path / "in", tmp_path / "out")
    assert set(written.values()) == {0}
    assert made(engine, "timeline").num_rows == 0


def test_what_hangs_together():
    edges = [("b", "a"), ("c", "b"), ("e", "d"), ("d", "e"), ("f", "f")]
    assert list(contracted(edges)) == [("b", "a"), ("c", "a"), ("e", "d")]
    assert list(contracted([("3", "2"), ("4", "3"), ("2", "1"), ("9", "8"), ("8", "1")])) == [
        (node, "1") for node in "23489"
    ]


@pytest.mark.parametrize("nodes", [40, 400])
def test_what_hangs_together_over_many_parts(tmp_path, nodes):
    chance = random.Random(nodes)
    edges = [
        (f"{a:04}", f"{a - chance.randint(1, 20) if a > 20 else chance.randint(0, a):04}") for a in range(1, nodes)
    ]
    edges = chance.sample(edges, len(edges) * 7 // 8)
    engine = Engine(Folder(str(tmp_path)), Sizes(rows=nodes // 4))
    given = engine.staged("edges", [edges[0::3], edges[1::3], edges[2::3]], {"one": str, "other": str})
    named = components(engine, "named", [(given, lambda found: found)])
    assert sorted(named) == list(contracted(edges))


def test_files_of_other_formats_are_read_here(tmp_path):
    for number, row in enumerate(news(6)):
        (tmp_path / f"{number}.txt").write_text(row["text"])
    settings = Settings(published=date(2025, 5, 20))
    expected = pipeline.build(tmp_path, settings=settings)
    engine = Engine(Folder(str(tmp_path / "out.work")), SMALL)
    written = run.phases(engine, planning.collect([str(tmp_path)], []), settings, [])
    assert made(engine, "timeline")["uid"].to_pylist() == [event.uid for event in expected.timeline.events]
    assert written["documents"] == 10


def command(*words):
    return CliRunner().invoke(cli, ["build", *map(str, words)])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--cluster", "scheduler:8786"], "--cluster scheduler:8786: no address; write it as tcp://scheduler:8786"),
        (["--cluster", "local", "--formats", "csv"], "folders of Parquet, and keeps nothing between runs; leave out --formats csv"),
        (["--cluster", "local", "--store", "x.db"], "leave out --store x.db"),
        (["--cluster", "local", "--output", "-"], "leave out --output -"),
        (["--cluster", "local", "--with-text"], "leave out --with-text"),
        (["--cluster", "local", "--calendar-from", "2025-01-01"], "leave out --calendar-from"),
        (["--cluster", "tcp://127.0.0.1:9"], "--cluster tcp://127.0.0.1:9: no scheduler answers there"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_told_in_a_line(tmp_path, monkeypatch, options, message):
    monkeypatch.setattr("timeline.cluster.client._PATIENCE", 1)
    write(tmp_path / "a.parquet", news(1))
    done = command(tmp_path / "a.parquet", "--output", tmp_path / "out", *options)
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_the_extra_is_named_where_it_is_missing():
    program = "import sys; sys.modules['dask'] = None; from timeline.cli import main; main()"
    words = [sys.executable, "-c", program, "build", "a.parquet", "--cluster", "local"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stderr == "timeline: --cluster needs dask; install it with: pip install 'timeline[cluster]'\n"
    assert done.returncode == 2


def test_addresses_without_a_driver_or_files_are_named(tmp_path):
    problems: list[InputError] = []
    cluster.build(["memory://nothing/*.parquet"], str(tmp_path / "out"), problems=problems)
    assert [str(one) for one in problems] == [
        "memory://nothing/*.parquet: no Parquet file there; check the address. "
        "Other files are read from paths of this machine only"
    ]


def test_files_at_an_address(tmp_path):
    """URLs are named below what was asked for, as paths are."""
    write(tmp_path / "a.parquet", news(2))
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep" / "b.parquet", news(1))
    (tmp_path / "note.txt").write_text("no table")
    url = f"file://{tmp_path}"
    for asked, names in (
        (url, ["a.parquet", "deep/b.parquet"]),
        (f"{url}/*.parquet", ["a.parquet"]),
        (f"{url}/deep/b.parquet", ["b.parquet"]),
    ):
        found = planning.collect([asked], [])
        assert [source.file.id for source in found] == names
        assert [Path(source.url.removeprefix("file://")) for source in found] == [
            tmp_path / name if "*" in asked or asked == url else tmp_path / "deep" / name for name in names
        ]
