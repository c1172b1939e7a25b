"""What merging costs: synthetic reports of made-up events, at one, two and four times a size.

Run as ``python tests/benchmarks/merge.py [MENTIONS]`` (default: 25000, so that the last line is for 100 000).
"""

from __future__ import annotations

import random
import resource
import sys
import time
from datetime import date, timedelta

from timeline.model import Document, Event, Kind, Mention, Place, Precision, Status, Timex, When
from timeline.table import Account, account, merge

SYLLABLES = [a + b for a in "bdfgklmnprstvw" for b in ("a", "e", "i", "o", "u", "ar", "en", "ir", "ol", "un")]
HEADS = ["Treffen", "Konferenz", "Konzert", "Sitzung", "Ausstellung", "Wahl", "Eröffnung", "Messe", "Anhörung", "Lauf"]
FIRST = date(2020, 1, 1)
DAYS = 5 * 365
PER_DOCUMENT = 6


def word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))).capitalize()


def corpus(mentions: int, seed: int = 7) -> list[Account]:
    """Accounts of documents: every event is told of by one to four of them, each telling of six events."""
    chance = random.Random(seed)
    towns, names = [word(chance) for _ in range(400)], [word(chance) for _ in range(4000)]
    tellings: list[tuple[date, int, dict[str, object]]] = []
    number = 0
    while len(tellings) < mentions:
        day = FIRST + timedelta(days=chance.randrange(DAYS))
        head, topic, town = chance.choice(HEADS), chance.choice(names), chance.choice(towns)
        facts = {"head": head, "topic": topic, "town": town, "who": chance.choice(names), "day": day}
        for _ in range(chance.randint(1, 4)):
            tellings.append((day - timedelta(days=chance.randint(-3, 60)), number, facts))
        number += 1
    tellings = sorted(tellings[:mentions], key=lambda telling: telling[:2])
    accounts = []
    for at in range(0, len(tellings), PER_DOCUMENT):
        published = tellings[at][0]
        name = f"d{at // PER_DOCUMENT:06d}.txt"
        drafts, sentences = [], []
        for _, _, facts in tellings[at : at + PER_DOCUMENT]:
            title = f"{facts['head']} {facts['topic']}"
            sentence = f"{title} in {facts['town']} mit {facts['who']} am {facts['day']}. "
            start = sum(map(len, sentences))
            drafts.append(draft(name, start, sentence, title, facts, published))
            sentences.append(sentence)
        document = Document(name, "".join(sentences), "de", published, "given", f"Meldung {at}", chance.choice(names))
        accounts.append(account(document, drafts))
    return accounts


def draft(name: str, start: int, sentence: str, title: str, facts: dict[str, object], published: date) -> Event:
    day = facts["day"]
    assert isinstance(day, date)
    when = When(day, day, Precision.DAY, Timex("DATE", day.isoformat()), day.isoformat())
    status = Status.PLANNED if published <= day else Status.HAPPENED
    place, people = Place(str(facts["town"])), (str(facts["who"]),)
    end = start + len(sentence) - 2
    mention = Mention(
        name,
        end - 10,
        end,
        day.isoformat(),
        sentence,
        start,
        when,
        Kind.EVENT,
        status,
        title,
        place,
        people,
        0.7,
        head=str(facts["head"]).lower(),
    )
    return Event("", title, when, Kind.EVENT, status, place, people, 0.7, (), (mention,))


def main(size: int) -> None:
    print("mentions      rows   seconds   per mention   peak memory")
    for times in (1, 2, 4):
        accounts = corpus(size * times)
        began = time.process_time()
        rows = merge(accounts)
        took = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size * times:8d}  {len(rows):8d}  {took:8.1f}   {1e6 * took / size / times:8.0f} µs   {peak:8.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25_000)
