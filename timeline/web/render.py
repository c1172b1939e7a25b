"""Pages from templates (Jinja2), in the reader's language; all text is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from timeline import languages
from timeline.model import Mention
from timeline.table.columns import iso
from timeline.web.access import SESSION, Visitor
from timeline.web.site import Site, site_of
from timeline.writers.labels import FALLBACK, Labels
from timeline.writers.text import clean, line, link, shorten

TONGUE = "language"
"""The cookie that keeps the language somebody chose."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages say in one language."""

    code: str
    data: Mapping[str, Any]
    labels: Labels

    def __call__(self, key: str, **values: object) -> str:
        """A sentence with its blanks filled in."""
        return str(self.data["say"][key]).format(**values)

    def many(self, one: str, several: str, count: int) -> str:
        """A count with its noun."""
        return self(one) if count == 1 else self(several, count=f"{count:,}".replace(",", "\N{NO-BREAK SPACE}"))


def words(request: Request) -> Words:
    """The words of the language that was chosen on the page, else of the browser's first one that there is."""
    known = languages.available("web")
    wanted = [request.cookies.get(TONGUE, "")]
    wanted += [part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")]
    return spoken(next((code for code in wanted if code in known), FALLBACK))


@cache
def spoken(code: str) -> Words:
    """The words of a language that has some."""
    return Words(code, languages.load(code, "web"), Labels(code, languages.load(code, "labels")))


def page(request: Request, name: str, visitor: Visitor | None, *, status: int = 200, **values: object) -> HTMLResponse:
    """A template with its values; a visitor who is new gets the session's cookie."""
    site = site_of(request)
    say = words(request)
    shared = {
        "say": say,
        "labels": say.labels,
        "tongues": [(code, spoken(code).data["language"]) for code in languages.available("web")],
        "visitor": visitor,
        "proof": site.access.proof(visitor) if visitor else "",
        "local": site.access.local,
        "path": request.url.path,
        "section": "",
    }
    html = _environment().get_template(name).render(**shared | values)
    response = HTMLResponse(html, status, headers={"cache-control": "no-store", "vary": "cookie, accept-language"})
    if visitor and visitor.fresh:
        keep(response, site, visitor)
    return response


def keep(response: Any, site: Site, visitor: Visitor) -> None:
    """Gives the browser the session's cookie."""
    response.set_cookie(
        site.access.cookie,
        visitor.session,
        max_age=SESSION,
        path="/",
        secure=site.access.secure,
        httponly=True,
        samesite="lax",
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("timeline.web", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "iso": lambda moment: iso(moment).replace("T", " "),
        "clean": clean,
        "line": line,
        "link": link,
        "shorten": shorten,
        "percent": lambda share: round(100 * share),
        "cut": _cut,
    }
    return environment


def _cut(mention: Mention) -> list[tuple[str, bool]]:
    """A mention's sentence in parts, each with whether it is the time expression."""
    sentence, start = mention.sentence, mention.start - mention.sentence_start
    if start < 0 or not sentence.startswith(mention.text, start):
        return [(clean(sentence), False)]
    end = start + len(mention.text)
    return [(clean(sentence[:start]), False), (clean(mention.text), True), (clean(sentence[end:]), False)]
