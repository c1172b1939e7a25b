"""Past or future by the verb: ``specs/<language>/tense.toml`` puts every verb of a list into one sentence.

    [forms]
    participle = "beschlossen verboten"

    [[sentence]]
    text = "Die Sache, die am Montag {participle} wird, ist groß."
    is = "ahead"

``ahead`` and ``behind`` at the top are the days that the date of a sentence may be.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from test_specs import SPECS, describe, read

_FORM = re.compile(r"\{(\w+)\}")
_MARKED = re.compile(r"(?:zu )?\S+")
"""An infinitive and the mark before it are one form."""


def sentences() -> list[Any]:
    return [
        pytest.param(path.parent.name, data, sentence, id=f"{path.parent.name}-{number}")
        for path in sorted(SPECS.glob("*/tense.toml"))
        for data in [tomllib.loads(path.read_text(encoding="utf-8"))]
        for number, sentence in enumerate(data["sentence"], 1)
    ]


@pytest.mark.parametrize(("language", "data", "sentence"), sentences())
def test_sentence(language: str, data: dict[str, Any], sentence: dict[str, str]) -> None:
    (form,) = _FORM.findall(sentence["text"])
    wrong = {}
    for verb in _MARKED.findall(data["forms"][form]):
        text = sentence["text"].replace(f"{{{form}}}", verb)
        days = [describe(one)["start"] for one in read(language, {"text": text, "published": data["published"]})]
        if days != [data[sentence["is"]]]:
            wrong[verb] = days
    assert not wrong, f"{sentence['text']} ({sentence['why']})"
