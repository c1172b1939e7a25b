"""Files appear whole or not at all: everything is prepared beside its place, then renamed into it.

A reader, or a server with the folder as its root, never sees half a file; a file that would be equal is left as it
is, so that its modification time says when it last changed.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from timeline.errors import OutputError


class Batch:
    """Files prepared for one folder."""

    def __init__(self, folder: Path, mark: int | None = None) -> None:
        self.folder = folder
        self._mark = mark or os.getpid()
        """In the names of its drafts, by which they are found even if another process has prepared them."""
        self._prepared: dict[Path, Path] = {}
        self._kept: dict[Path, Path] = {}

    def prepare(self, name: str) -> Path:
        """The path to write the future file ``name`` to."""
        target = self.folder / name
        draft = self.folder / f".{name}.{self._mark}.new"
        self._prepared[target] = draft
        return draft

    @property
    def prepared(self) -> dict[Path, Path]:
        """Where each future file has been written to."""
        return dict(self._prepared)

    def part(self) -> Batch:
        """A batch to prepare some of the files by, maybe in another process; what it has ``prepared`` is then to be taken."""
        return Batch(self.folder, self._mark)

    def take(self, prepared: Mapping[Path, Path]) -> None:
        """Takes over what a part has prepared."""
        self._prepared.update(prepared)

    def discard(self) -> None:
        """Removes what was prepared, here or by its parts."""
        for draft in [*self.folder.glob(f".*.{self._mark}.new"), *self._kept.values()]:
            draft.unlink(missing_ok=True)

    def publish(self) -> list[Path]:
        """Renames every prepared file into place, or none: the files of the folder are put back when one fails."""
        for draft in self._prepared.values():
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
        changed = {}
        for target, draft in self._prepared.items():
            if target.is_file() and filecmp.cmp(target, draft, shallow=False):
                draft.unlink()
            else:
                changed[target] = draft
        done: list[Path] = []
        try:
            for target, draft in changed.items():
                if target.exists():
                    shutil.copymode(target, draft)
                    self._keep(target)
                draft.replace(target)
                done.append(target)
        except OSError:
            for target in done:
                self._put_back(target)
            raise
        finally:
            self.discard()
        _sync(self.folder)
        return list(self._prepared)

    def _keep(self, target: Path) -> None:
        kept = self.folder / f".{target.name}.{self._mark}.old"
        try:
            kept.hardlink_to(target)
        except OSError:  # a file system without hard links
            shutil.copy2(target, kept)
        self._kept[target] = kept

    def _put_back(self, target: Path) -> None:
        kept = self._kept.get(target)
        if kept is None:
            target.unlink(missing_ok=True)
        else:
            kept.replace(target)


@contextmanager
def batch(folder: Path) -> Iterator[Batch]:
    """A batch of files for ``folder``, which is made if need be; nothing stays behind when the body fails.

    :raises OutputError: when the folder cannot be made or written to
    """
    prepared = Batch(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield prepared
    except OSError as error:
        prepared.discard()
        raise OutputError(_explain(folder, error)) from error
    except BaseException:
        prepared.discard()
        raise


def _explain(folder: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{folder}: cannot write here ({reason}); nothing was changed. Name another folder with --output."


def _sync(folder: Path) -> None:
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
