"""How drafts word it: a quotation with its speaker, in the ways that copy has."""

import random
import re
from collections.abc import Callable, Iterator

from benchmarks.said import Document, Pool, Said

SENTENCES = re.compile(
    r"(?<=[.?!])(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bMrs\.)(?<!\bSen\.)(?<!\bRep\.)(?<!\bGov\.)"
    r"\s+(?=[A-Z])"
)
Maker = Callable[[Pool, Document, random.Random], Iterator[str]]
"""Makes the drafts of one kind that an article allows."""


def attributed(words: str, speaker: str, dice: random.Random) -> str:
    """Return a sentence that gives words to a speaker."""
    speaker = mid(speaker)
    closed = words if words[-1] in "?!" else words.rstrip(".") + ","
    full = words if words[-1] in "?!." else words + "."
    return dice.choice(
        [
            f"“{closed}” {speaker} said.",
            f"“{closed}” said {speaker}.",
            f"{upper(speaker)} said: “{full}”",
            f'{upper(speaker)} said, "{full}"',
            f"Asked about it this week, {speaker} said, “{full}”",
        ]
    )


def fragmented(words: str, speaker: str, dice: random.Random) -> str:
    """Return a sentence of the writer's with some words of a speaker's in it."""
    speaker = mid(speaker)
    return dice.choice(
        [
            f"{upper(speaker)} spoke of “{words}” on Tuesday.",
            f"{upper(speaker)} described it as “{words}.”",
            f"It was “{words},” {speaker} said.",
            f"{upper(speaker)} said it was “{words}.”",
        ]
    )


def mid(speaker: str) -> str:
    """Return a speaker as they stand within a sentence: the city, and not The city."""
    return re.sub(r"^(?:The|A|An|One|Some|His|Her|Their)\b", lambda found: found.group().lower(), speaker)


def upper(text: str) -> str:
    """Return a text as a sentence begins."""
    return text[:1].upper() + text[1:]


def each(change: Callable[[Said, random.Random], str | None]) -> Maker:
    """Return a maker of drafts by changing the words of one quotation."""

    def make(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
        for one in pool:
            words = change(one, dice) if one.named and len(one.words.split()) > 4 else None
            if words and words != one.words:
                yield attributed(words, one.speaker, dice)

    return make
