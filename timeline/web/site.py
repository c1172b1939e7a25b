"""What all requests share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from starlette.requests import Request

from timeline.settings import Settings
from timeline.web.access import Access
from timeline.web.feed import Feeds
from timeline.web.marks import Reader

if TYPE_CHECKING:
    from timeline.store import Store


@dataclass(frozen=True, slots=True)
class Site:
    """A store with all that is served of it."""

    store: Store
    settings: Settings
    access: Access
    feeds: Feeds
    reader: Reader


def site_of(request: Request) -> Site:
    """The site that a request is made to."""
    return cast(Site, request.app.state.site)
