"""Builds the stages that read text as machine code where the package is installed with a C compiler at hand.

A build hook (https://hatch.pypa.io/latest/plugins/build-hook/reference/) for mypyc, which compiles the modules as they
are, by their types (https://mypyc.readthedocs.io). What is compiled is listed in ``pyproject.toml``; what comes out is
the same to the byte, only sooner. Without a compiler, and where the package is installed as a link to its sources
(``pip install -e``), everything runs interpreted. ``HATCH_BUILD_NO_HOOKS=true`` leaves the compiling out.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_TYPES = ("--config-file=", "--ignore-missing-imports", "--follow-imports=silent")
"""To mypyc all that is imported from elsewhere is of any type: types are checked in development."""


class Compiling(BuildHookInterface[Any]):
    """Adds a compiled library beside each module that is to have one; its source stays in the package."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles into a folder of its own, and adds what came out to a wheel that is for this platform alone."""
        if version != "standard":
            return
        folder = self._folder = Path(mkdtemp(prefix="timeline-"))
        shutil.copytree(Path(self.root, "timeline"), folder / "timeline")
        try:
            with chdir(folder):
                libraries = _compile(sorted(self._modules()))
        except (Exception, SystemExit) as error:  # whatever is wrong with the compiler, the package works without it
            self.app.display_warning(f"timeline runs interpreted, as compiling failed: {error}")
            return
        build_data["force_include"].update({str(folder / path): str(path) for path in libraries})
        build_data.update(pure_python=False, infer_tag=True)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Removes that folder."""
        if version == "standard":
            shutil.rmtree(self._folder)

    def _modules(self) -> Iterator[str]:
        interpreted = set(self.config["interpreted"])
        for path in self.config["compiled"]:
            found = Path(path)
            for module in found.glob("*.py") if found.is_dir() else [found]:
                if module.name != "__init__.py" and module.as_posix() not in interpreted:
                    yield module.as_posix()


def _compile(modules: Sequence[str]) -> list[Path]:
    """The libraries of modules, as paths below the working directory, where everything is written."""
    from mypyc.build import mypycify  # noqa: PLC0415 - only where something is compiled
    from setuptools import Distribution  # noqa: PLC0415
    from setuptools.command.build_ext import build_ext  # noqa: PLC0415

    class InThreads(build_ext):
        """One run of the compiler for each processor."""

        def build_extensions(self) -> None:
            one = self.compiler.compile

            def every(sources: Sequence[str], **options: Any) -> list[str]:
                with ThreadPoolExecutor(os.cpu_count()) as pool:
                    return [
                        made for part in pool.map(lambda source: one([source], **options), sources) for made in part
                    ]

            self.compiler.compile = every
            super().build_extensions()

    extensions = mypycify([*_TYPES, *modules], debug_level="0", multi_file=True, group_name="timeline")
    command = InThreads(Distribution({"name": "timeline", "ext_modules": extensions}))
    command.inplace = True
    command.ensure_finalized()
    command.run()
    return [Path(command.get_ext_filename(extension.name)) for extension in extensions]
