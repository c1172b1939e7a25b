"""YAML between lines of three dashes at the top of a text, as static site generators use it."""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.documents import language, published
from timeline.documents.readers import Content
from timeline.errors import InputError

_BLOCK = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PUBLISHED = ("published", "date", "pubdate", "publishdate")
_LANGUAGE = ("language", "lang")
_PUBLISHER = ("publisher", "source")
_URL = ("url", "link", "canonical", "canonical_url")


def split(text: str) -> tuple[Content, list[InputError]]:
    """``text`` without its front matter, with what that says, and what in it cannot be used."""
    block = _BLOCK.match(text)
    if block is None:
        return Content(text), []
    import yaml  # noqa: PLC0415  # only where there is front matter

    try:
        loaded = yaml.load(block[1], Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return Content(text), [InputError(f"line {line}: broken front matter ({error.problem}); correct its YAML")]
    except (yaml.YAMLError, RecursionError):
        return Content(text), [InputError("line 1: broken front matter; correct its YAML")]
    if not isinstance(loaded, dict):
        return Content(text), []
    said = {str(key).lower(): value.strip() for key, value in loaded.items() if isinstance(value, str)}
    content = Content(
        text[block.end() :],
        title=said.get("title", ""),
        publisher=_first(said, _PUBLISHER),
        url=_first(said, _URL),
    )
    problems = []
    if day := _first(said, _PUBLISHED):
        try:
            content = replace(content, published=published.parse(day), published_from="front matter")
        except ValueError:
            problems.append(InputError(f"front matter: {day!r} is no date; write it as 2025-04-26 or 2025-04-26T02:31"))
    if tag := _first(said, _LANGUAGE):
        try:
            content = replace(content, language=language.normalise(tag))
        except ValueError:
            problems.append(InputError(f"front matter: {tag!r} is no language code; write it as de or en"))
    return content, problems


def _first(said: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((said[key] for key in keys if said.get(key)), "")
