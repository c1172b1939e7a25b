"""Articles in JSON Lines, one object to a line (jsonlines.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from timeline.documents.readers import LIMIT, Content, articles
from timeline.errors import InputError
from timeline.settings import Settings

_NO_ARTICLE = 'no JSON object with a "text"'


def read(stream: BinaryIO, _: Settings) -> Iterator[Content | InputError]:
    """A document for each line; one that is none is named. When the first one is none, the file is."""
    number = read = 0
    while line := stream.readline(LIMIT):
        number += 1
        if not line.strip():
            continue
        try:
            record = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            record = None
        if isinstance(record, dict) and not read:
            articles.check(record)
        if isinstance(record, dict) and isinstance(record.get("text"), str):
            yield from articles.article(record, f"line {number}", str(number))
            read += 1
        elif not read:
            raise InputError(f"line {number}: {_NO_ARTICLE}; write one in each line, in UTF-8")
        else:
            yield InputError(f"line {number}: {_NO_ARTICLE}; the line was left out")
    if not read:
        raise InputError("empty; delete it or write a JSON object in each line")
