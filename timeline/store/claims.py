"""Which row takes over the uid of one that is told anew: the one that has its mentions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from timeline.model import Event, Mention

_HERE, _ELSEWHERE, _PLACE = 4, 3, 1
"""How much it counts that a mention reads the same in its document, that it does in another one, and that a similar
sentence stands at its place."""
_ALIKE = 0.5
"""Share of common words above which a sentence is the one that stood there before."""
_WORD = re.compile(r"\w+")


class Claims:
    """The uids that wait for the rows that take their rows' place."""

    def __init__(self) -> None:
        self._read: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        self._stood: dict[tuple[str, int], tuple[str, str]] = {}
        self.waiting: dict[str, None] = {}

    def add(self, uid: str, event: Event) -> None:
        """Lets the uid of a row that is no more wait for another one."""
        self.waiting[uid] = None
        for mention in event.mentions:
            self._read[mention.text, mention.sentence].append((mention.document, uid))
            self._stood.setdefault((mention.document, mention.start), (mention.sentence, uid))

    def settle(self, rows: Mapping[int, Sequence[Mention]]) -> dict[int, str]:
        """The uids that these rows, by number, take over; none for a row that has none of those mentions."""
        if not self.waiting:
            return {}
        claims = [
            (-weight, uid, number) for number, mentions in rows.items() for uid, weight in self._of(mentions).items()
        ]
        taken: dict[int, str] = {}
        for _, uid, number in sorted(claims):
            if uid in self.waiting and number not in taken:
                taken[number] = uid
                del self.waiting[uid]
        return taken

    def _of(self, mentions: Sequence[Mention]) -> Counter[str]:
        found: Counter[str] = Counter()
        for mention in mentions:
            for document, uid in self._read.get((mention.text, mention.sentence), ()):
                found[uid] += _HERE if document == mention.document else _ELSEWHERE
            sentence, uid = self._stood.get((mention.document, mention.start), ("", ""))
            if uid and _alike(sentence, mention.sentence):
                found[uid] += _PLACE
        return Counter({uid: weight for uid, weight in found.items() if uid in self.waiting})


def _alike(one: str, other: str) -> bool:
    first, second = (set(_WORD.findall(words.casefold())) for words in (one, other))
    return len(first & second) >= _ALIKE * max(len(first), len(second), 1)
