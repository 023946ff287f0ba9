"""Makes drafts that quote articles, rightly and wrongly, from a gold file of quotations with their speakers.

Each draft is a sentence or two around one quotation; its kind says what was done to it. Nothing here asks
the desk: what a draft is made from is the gold and the article alone. What another outlet was told is no
faithful draft, and one of its own kind: it is to be looked at.
"""

import random
from dataclasses import dataclass

from benchmarks.faithful import FAITHFUL, cut_at_tag, second_hand
from benchmarks.falsified import FALSE
from benchmarks.said import Document, said
from benchmarks.wording import Maker


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with its kind, the article that it quotes and what a checker should make of it."""

    kind: str
    article: str
    text: str
    wanted: str
    """`accept`, `refuse`, or, to be shown and not to be accepted, `cut` or `look`."""


KINDS: dict[str, tuple[str, Maker]] = {
    **FAITHFUL, **FALSE, "cut at its tag": ("cut", cut_at_tag), "second-hand": ("look", second_hand),
}  # fmt: skip
"""Every kind of draft: what a checker should make of it, and what makes it."""


def drafts(documents: list[Document], seed: int = 4, most: int = 40) -> list[Draft]:
    """Return drafts of every kind that the articles allow, at most so many of each."""
    dice = random.Random(seed)  # noqa: S311 - a benchmark that comes out the same each time
    made: list[Draft] = []
    pool = {document["id"]: list(said(document)) for document in documents}
    for kind, (wanted, make) in KINDS.items():
        found = [
            Draft(kind, document["id"], text, wanted)
            for document in documents
            for text in make(pool[document["id"]], document, dice)
        ]
        dice.shuffle(found)
        made += found[:most]
    return made
