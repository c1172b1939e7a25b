"""How fast dates are found and read: `python tests/benchmarks/reading.py [FOLDER]`.

Prints megabytes of text a second for find + resolve (one core, warm), beside dateparser's ``search_dates`` on the first part
of the same text and beside the prefilter alone; the cost of 1, 2 and 4 times the text; and input made to be slow. FOLDER holds
``.jsonl`` files with ``text``, ``language`` (or ``lang``) and ``published`` (or ``dct``); without one, the project's own briefs
are read again and again.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from timeline.documents.sentences import split
from timeline.expressions import find
from timeline.expressions.lexicon import lexicon
from timeline.model import Document
from timeline.resolution import resolve
from timeline.settings import Settings

HERE = Path(__file__).resolve().parent
SAMPLE = 20_000
"""Characters that search_dates reads: it takes its time."""


def documents(folder: str | None) -> list[Document]:
    if folder is None:
        text = "\n\n".join(p.read_text(encoding="utf-8") for p in sorted((HERE.parents[1] / "seeds").glob("*.txt")))
        return [Document(f"brief {n}", text, "de", date(2025, 4, 10)) for n in range(100)]
    found = []
    for path in sorted(Path(folder).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            data = json.loads(line)
            if "text" in data:
                published = (data.get("published") or data.get("dct") or "2000-01-01")[:10]
                language = data.get("language") or data.get("lang") or "de"
                genre = data.get("genre", "news")
                found.append(Document(data["id"], data["text"], language, date.fromisoformat(published), genre=genre))
    return found


def read(document: Document) -> int:
    expressions = find(document.text, document.language)
    return len(resolve(document, expressions, split(document.text, document.language), Settings()))


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def rate(texts: list[Document], work: Callable[[Document], object], rounds: int = 3) -> float:
    """Megabytes (UTF-8) a second."""
    size = sum(len(d.text.encode()) for d in texts)
    return size / seconds(lambda: [work(d) for d in texts], rounds) / 1e6


def main() -> None:
    corpus = documents(sys.argv[1] if len(sys.argv) > 1 else None)
    size = sum(len(d.text.encode()) for d in corpus)
    count = sum(read(d) for d in corpus)
    print(f"{len(corpus)} documents, {size / 1e6:.2f} MB, {count} expressions")
    own = rate(corpus, read)
    print(f"find + resolve          {own:8.2f} MB/s")
    filters = {d.language: lexicon(d.language) for d in corpus}
    scan = rate([d for d in corpus if filters[d.language]], lambda d: filters[d.language].prefilter.hits(d.text))  # type: ignore[union-attr]
    print(f"prefilter alone         {scan:8.2f} MB/s   (find + resolve reaches {own / scan:.0%} of a bare scan)")

    from dateparser.search import search_dates

    sample = Document("sample", corpus[0].text[:SAMPLE], corpus[0].language, corpus[0].published)
    theirs = rate([sample], lambda d: search_dates(d.text, languages=[d.language]), 1)
    print(f"dateparser search_dates {theirs:8.3f} MB/s   (find + resolve is {own / theirs:.0f} times as fast)")

    text = "\n\n".join(d.text for d in corpus)[:1_000_000]
    language, published = corpus[0].language, corpus[0].published
    text = text * (1 + 1_000_000 // len(text))
    once = 0.0
    for times in (1, 2, 4, 10):
        taken = seconds(lambda times=times: read(Document("long", text[:1_000_000] * times, language, published)), 2)  # type: ignore[misc]
        once = once or taken
        print(
            f"one document of {times:2d} MB   {taken:8.2f} s      ({taken / once / times:.2f} times the cost per byte)"
        )
    slow = {
        "100 000 digits": "7" * 100_000,
        "digits with dots": "12.11." * 50_000,
        "1 MB without a blank": "Donaudampfschiff" * 62_500,
        "10 000 weekdays in a row": "Montag " * 10_000,
        "10 000 months and days": "4. Mai, " * 10_000,
        "10 000 dashes between years": "1999-" * 10_000,
        "100 000 line breaks": "\n" * 100_000,
    }
    for name, text in slow.items():
        taken = seconds(lambda text=text: read(Document("slow", text, "de", published)), 1)  # type: ignore[misc]
        print(f"{name:28s} {taken:8.3f} s  {len(text) / taken / 1e6:8.2f} MB/s")


if __name__ == "__main__":
    main()
