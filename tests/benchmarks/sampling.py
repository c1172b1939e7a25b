"""Where the time goes: a tree of the project's functions with their shares of CPU time.

The interpreter is looked at as often as the kernel allows (POSIX ``ITIMER_PROF``), which costs next to nothing, so that small
functions do not look dearer than they are. Time inside libraries and built-ins counts for the function that called them.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import timeline

_EVERY = 0.001
_ROOT = str(Path(timeline.__file__).parent)
Chain = tuple[str, ...]


def sample(work: Callable[[], object]) -> dict[Chain, int]:
    """How often each chain of the project's functions, outermost first, was seen at work."""
    seen: dict[Chain, int] = {}

    def look(_: int, frame: FrameType | None) -> None:
        chain: list[str] = []
        while frame is not None:
            code = frame.f_code
            if code.co_filename.startswith(_ROOT) and not code.co_name.startswith("<"):
                module = Path(code.co_filename[len(_ROOT) + 1 :]).with_suffix("").as_posix()
                chain.append(f"{module}.{code.co_name}")
            frame = frame.f_back
        key = tuple(reversed(chain))
        seen[key] = seen.get(key, 0) + 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return seen


def tree(seen: dict[Chain, int], least: float = 0.01) -> str:
    """Lines "share, of which its own, function", indented by call depth, the dearest first; none under a share of ``least``."""
    total = sum(seen.values()) or 1
    lines = ["share  own"]

    def show(prefix: Chain) -> None:
        depth = len(prefix)
        below: dict[str, list[int]] = {}
        for chain, count in seen.items():
            if len(chain) > depth and chain[:depth] == prefix:
                both = below.setdefault(chain[depth], [0, 0])
                both[0] += count
                both[1] += count * (len(chain) == depth + 1)
        for name, (whole, own) in sorted(below.items(), key=lambda item: (-item[1][0], item[0])):
            if whole >= least * total:
                lines.append(f"{whole / total:4.0%} {own / total:4.0%}  {'  ' * depth}{name}")
                show((*prefix, name))

    show(())
    return "\n".join(lines)


def by_module(seen: dict[Chain, int], least: float = 0.01) -> str:
    """Lines "own share, module" of the modules that the innermost functions stand in, the dearest first."""
    total = sum(seen.values()) or 1
    own: dict[str, int] = {}
    for chain, count in seen.items():
        module = chain[-1].rpartition(".")[0] if chain else ""
        own[module] = own.get(module, 0) + count
    ranked = sorted(own.items(), key=lambda item: (-item[1], item[0]))
    return "\n".join(f"{count / total:4.0%}  {module}" for module, count in ranked if count >= least * total)
