"""A made-up newspaper, the same for the same seed: `python tests/benchmarks/corpus.py FOLDER [DOCUMENTS] [--format jsonl]`.

Every event is told of by one to four reports, German and English, of about 5 000 characters with six to ten dates each.
FOLDER gets text files with a ``sources.csv``, or with ``--format`` one ``articles.jsonl`` or partitions of Parquet.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

FIRST, DAYS = date(2023, 1, 1), 3 * 365
PER_PARTITION = 2_000
EVENTS = 3
"""Events that a report tells of."""

DATA = tomllib.loads(Path(__file__).with_name("newspaper.toml").read_text(encoding="utf-8"))
LANGUAGES = ("de", "en")
GIVEN = DATA["given"].split()
NAMES = [begin + end for begin in DATA["surname_beginnings"].split() for end in DATA["surname_ends"].split()]


def words(language: str, kind: str) -> list[str]:
    return DATA[language][kind].split()


@dataclass(frozen=True, slots=True)
class Article:
    """One report, as the readers of tables name its columns."""

    id: str
    text: str
    published: date
    title: str
    language: str
    publisher: str


def articles(count: int, seed: int = 1) -> Iterator[Article]:
    """``count`` reports; the first ones of a longer corpus are those of a shorter one."""
    chance = random.Random(seed)
    open_: list[tuple[dict[str, object], int]] = []
    for number in range(count):
        language = "en" if chance.random() < 0.4 else "de"
        published = FIRST + timedelta(days=(number * 7919) % DAYS)
        facts = []
        for _ in range(EVENTS):
            if not open_ or chance.random() < 0.4:
                open_.append((_event(chance, published), chance.randint(1, 4)))
            event, left = open_.pop(chance.randrange(len(open_)))
            facts.append(event)
            if left > 1:
                open_.append((event, left - 1))
        open_ = open_[-40:]
        text = _text(chance, language, published, facts)
        yield Article(f"r{number:07d}", text, published, text.partition("\n")[0], language, f"Blatt {number % 23}")


def _event(chance: random.Random, published: date) -> dict[str, object]:
    number = chance.randrange(len(words("de", "heads")))
    return {
        "head": number,
        "topic": chance.randrange(len(words("de", "topics"))),
        "town": chance.choice([town for language in LANGUAGES for town in words(language, "towns")]),
        "who": f"{chance.choice(GIVEN)} {chance.choice(NAMES)}",
        "day": published + timedelta(days=chance.randint(-20, 60)),
        "hour": chance.randint(2, 8),
    }


def _text(chance: random.Random, language: str, published: date, facts: Sequence[dict[str, object]]) -> str:
    first = facts[0]
    title = f"{words(language, 'heads')[first['head']].capitalize()}: {words(language, 'topics')[first['topic']]} – {first['town']}"  # type: ignore[index]
    paragraphs = [title]
    for event in facts:
        day = event["day"]
        assert isinstance(day, date)
        said = DATA[language]["planned" if day > published else "happened"]
        sentences = [_filled(chance, chance.choice(said), language, event)]
        for _ in range(chance.randint(8, 14)):
            kind = "besides" if chance.random() < 0.12 else "fillers"
            sentences.append(_filled(chance, chance.choice(DATA[language][kind]), language, event))
        paragraphs.append(" ".join(sentences))
        paragraphs.append(
            " ".join(_filled(chance, chance.choice(DATA[language]["fillers"]), language, event) for _ in range(6))
        )
    return "\n\n".join(paragraphs) + "\n"


def _filled(chance: random.Random, pattern: str, language: str, event: dict[str, object]) -> str:
    day = event["day"]
    assert isinstance(day, date)
    month = words(language, "months")[day.month - 1]
    sentence = pattern
    while "{noun}" in sentence:
        sentence = sentence.replace("{noun}", chance.choice(words(language, "nouns")), 1)
    return sentence.format(
        head=words(language, "heads")[event["head"]],  # type: ignore[index]
        topic=words(language, "topics")[event["topic"]],  # type: ignore[index]
        town=event["town"],
        who=event["who"] if chance.random() < 0.5 else f"{chance.choice(NAMES)}",
        date=f"{day.day}. {month} {day.year}" if language == "de" else f"{month} {day.day}, {day.year}",
        hour=event["hour"] if language == "en" else 12 + int(str(event["hour"])),
        weekday=words(language, "days_of_week")[day.weekday()],
        year=day.year - chance.randint(1, 12),
        percent=chance.randint(3, 70),
        adjective=chance.choice(words(language, "adjectives")),
    )


def write(folder: Path, found: Iterator[Article], form: str = "txt") -> None:
    """Write a corpus as text files with a ``sources.csv``, as JSON lines or as partitions of Parquet."""
    folder.mkdir(parents=True, exist_ok=True)
    if form == "txt":
        with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as out:
            table = csv.writer(out)
            table.writerow(("file", "published", "language", "publisher", "title"))
            for one in found:
                (folder / f"{one.id}.txt").write_text(one.text, encoding="utf-8")
                table.writerow((f"{one.id}.txt", one.published, one.language, one.publisher, one.title))
    elif form == "jsonl":
        with (folder / "articles.jsonl").open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(_record(one), ensure_ascii=False) + "\n" for one in found)
    else:
        import pyarrow as pa
        import pyarrow.parquet as pq

        records = [_record(one) for one in found]
        for at in range(0, len(records), PER_PARTITION):
            pq.write_table(
                pa.Table.from_pylist(records[at : at + PER_PARTITION]),
                folder / f"part-{at // PER_PARTITION:05d}.parquet",
            )


def _record(one: Article) -> dict[str, str]:
    return {
        "id": one.id,
        "text": one.text,
        "published": one.published.isoformat(),
        "title": one.title,
        "language": one.language,
        "publisher": one.publisher,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("documents", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=("txt", "jsonl", "parquet"), default="txt")
    given = parser.parse_args()
    write(given.folder, articles(given.documents, given.seed), given.format)


if __name__ == "__main__":
    main()
