"""The way of the data on a cluster: the same stages, each a phase that leaves its parts on disk for the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from timeline.cluster import client, copies, documents, extraction, output, rows
from timeline.cluster.engine import Engine, Sizes
from timeline.cluster.folder import Folder, everywhere, writing
from timeline.errors import InputError
from timeline.settings import Settings

_REPORTED = 1_000
"""Documents that could not be read of which each is named."""


def run(
    sources: Iterable[str],
    target: str,
    address: str,
    workers: int,
    settings: Settings,
    problems: list[InputError],
    sizes: Sizes,
    say: Callable[[str], None],
) -> Mapping[str, int]:
    """Reads documents on the workers at ``address``, writes Parquet folders into ``target``, returns their rows."""
    found = documents.collect(sources, problems)
    if not found:
        return {}
    folder = Folder(everywhere(target))
    work = Folder(f"{folder.url.rstrip('/')}.work")
    engine = Engine(work / documents.key(found, settings, sizes), sizes, say)
    with client.connected(address, workers) as connection:
        with writing(target):
            client.check(connection, engine.folder, [source.url for source in found if source.table][:1])
        written = phases(engine, found, settings, problems)
    if written["documents"]:
        output.publish(engine, folder)
    work.remove()
    return written


def phases(
    engine: Engine, sources: list[documents.Source], settings: Settings, problems: list[InputError]
) -> Mapping[str, int]:
    """Documents → accounts → copies → links → rows → tables; returns how many rows each table has."""
    parts = documents.planned(engine, sources, settings, problems)
    accounts = extraction.accounts(engine, parts, settings)
    problems += extraction.problems(engine, accounts, _REPORTED)
    told = copies.attributed(engine, accounts)
    return output.written(engine, told, rows.rows(engine, told))
