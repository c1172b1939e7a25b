"""The server that runs the site (uvicorn), one process; and where it may be bound to."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from timeline.errors import UsageError
from timeline.settings import Settings
from timeline.web.access import REVIEWER, loopback

if TYPE_CHECKING:
    from timeline.store import Store

_PATIENCE = 10


def serve(
    store: Store, settings: Settings, host: str, port: int, url: str, say: Callable[[str], None], *, verbose: bool
) -> None:
    """Serves a store until it is told to stop; ``say`` is given the lines that tell where.

    Bound to anything but this machine, or offered at another address, it asks for a reviewer's token.

    :raises UsageError: when such a token is needed and there is none; or the address cannot be used
    """
    url = _checked(url)
    local = loopback(host) and not url
    if not local and not any(one.kind == REVIEWER and one.revoked is None for one in store.tokens()):
        raise UsageError(
            f"{url or host}: others could change the timeline there; first make a token for those who may: "
            f"timeline token create --kind reviewer --store {store.name}"
        )
    try:
        import uvicorn  # noqa: PLC0415
    except ModuleNotFoundError:
        raise UsageError("serve: needs more packages; pip install 'timeline[serve]'") from None
    from timeline.web.app import make  # noqa: PLC0415

    _logging(verbose=verbose)
    config = uvicorn.Config(
        make(store, settings, local=local, url=url),
        host=host.strip("[]"),
        port=port,
        access_log=False,  # it would write the feeds' tokens down
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_PATIENCE,
        timeout_keep_alive=30,
        ws="none",
        limit_concurrency=500,
    )
    try:
        socket = config.bind_socket()
    except SystemExit:
        raise UsageError(f"{host}:{port}: cannot be bound to; is another server running? Try another --port") from None
    socket.listen()  # whoever reads the next line may come at once
    name = f"[{config.host}]" if ":" in config.host else config.host
    say(f"Review: {url or f'http://{name}:{socket.getsockname()[1]}'}/")
    say("Press Ctrl+C to stop.")
    uvicorn.Server(config).run([socket])


def _checked(url: str) -> str:
    """An address without a path, or none."""
    parts = urlsplit(url)
    if url and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.path not in {"", "/"}):
        raise UsageError(f"--url {url}: write it as https://calendar.example.org")
    return url.rstrip("/")


def _logging(*, verbose: bool) -> None:
    """One line for each request if wished, to standard error, none with a token in it."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="timeline: %(message)s")
    logging.getLogger("timeline.web").setLevel(logging.INFO if verbose else logging.WARNING)
