"""Drafts that quote an article rightly: each must be accepted."""

import random
import re
from collections.abc import Iterator

from benchmarks.said import Document, Pool, Said
from benchmarks.wording import SENTENCES, Maker, attributed, each, fragmented, mid, upper

_ANY_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|hardly|unless|if|but|rarely)\b|n[’']t\b",
    re.IGNORECASE,
)


def _whole(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
    for one in pool:
        if one.named and len(one.words.split()) > 4:
            yield attributed(one.words, one.speaker, dice)


def _sentence(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
    for one in pool:
        parts = SENTENCES.split(one.words)
        for at, part in enumerate(parts[:-1]):
            if (
                one.named
                and len(part.split()) > 4
                and part.count("[") == part.count("]")
                and not parts[at + 1].startswith(("But", "However", "Yet"))
            ):
                yield attributed(part, one.speaker, dice)


def _pronoun(pool: Pool, _: Document, __: random.Random) -> Iterator[str]:
    for one in pool:
        if one.speaker.lower() in ("he", "she") and len(one.words.split()) > 4:
            yield f"“{one.words.rstrip('.')},” {one.speaker.lower()} said."


def _fragment(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
    for one in pool:
        sentence = dice.choice(SENTENCES.split(one.words))
        words = sentence.split()
        if one.named and len(words) > 7 and not _ANY_NEGATION.search(sentence):
            start = dice.randrange(1, len(words) - 4)
            length = dice.randrange(2, min(8, len(words) - start))
            piece = " ".join(words[start : start + length])
            if not re.search(r"[,;:—–\d%$£\[\]-]", piece + words[start - 1] + words[start + length]):
                yield fragmented(piece, one.speaker, dice)


def _honest_ellipsis(one: Said, dice: random.Random) -> str | None:
    words = one.words.split()
    if len(words) < 12 or "[" in one.words:
        return None  # a bracket of the source is not cut in two
    start = dice.randrange(3, len(words) - 7)
    gap = dice.randrange(2, 5)
    hidden = " ".join(words[start : start + gap])
    if _ANY_NEGATION.search(hidden) or re.search(r"[.\d$%]", " ".join(words[start - 1 : start + gap + 1])):
        return None
    mark = dice.choice(["…", "...", "[…]", ". . ."])
    return f"{' '.join(words[:start])} {mark} {' '.join(words[start + gap :])}"


def _bracketed(one: Said, dice: random.Random) -> str | None:
    match = re.search(r"(?<=\s)(it|they|he|she|this|them|him)(?=\s)", one.words)
    if match:
        name = dice.choice(["the company", "Mr. Lee", "the plan"])
        return f"{one.words[: match.start()]}[{name}]{one.words[match.end() :]}"
    words = one.words.split()
    at = dice.randrange(2, len(words) - 1)
    if "[" in one.words or re.search(r"\. \.", one.words):
        return None  # no bracket within a bracket of the source, nor within its ellipsis
    return f"{' '.join(words[:at])} [in Ohio] {' '.join(words[at:])}"


def _typography(one: Said, dice: random.Random) -> str | None:
    words = one.words.replace("’", "'") if "’" in one.words else one.words.replace("'", "’")
    words = words.replace("fi", "ﬁ") if dice.random() < 0.5 else words.replace(" ", "\u00a0", 2)
    return words.replace("—", " -- ").replace("–", "-").replace("...", "…")


def _split(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
    for one in pool:
        words = one.words.split()
        if one.named and len(words) > 7:
            at = dice.randrange(3, len(words) - 2)
            if words[at - 1][-1] not in ".?!…" and "[" not in one.words:
                first = " ".join(words[:at]).rstrip(",")
                yield f"“{first},” {mid(one.speaker)} said, “{' '.join(words[at:]).rstrip('.')}.”"


def _lowered(pool: Pool, _: Document, __: random.Random) -> Iterator[str]:
    for one in pool:
        first, *others = one.words.split()
        if one.named and len(others) > 3 and first[0].isupper() and first[1:].islower() and first.isalpha():
            yield f"{upper(one.speaker)} said that “{one.words[0].lower()}{one.words[1:].rstrip('.')}.”"


def second_hand(pool: Pool, document: Document, dice: random.Random) -> Iterator[str]:
    """Yield drafts of what another outlet was told, which is to be looked at."""
    return _whole([one for one in pool if one.second_hand], document, dice)


def cut_at_tag(pool: Pool, document: Document, dice: random.Random) -> Iterator[str]:
    """Yield drafts that stop at a tag behind which the speaker turns the meaning, which are cuts."""
    return _whole([one for one in pool if one.turned and not one.second_hand], document, dice)


def _first_hand(make: Maker) -> Maker:
    """The same kind of draft, without what another outlet was told, and what the speaker turns."""
    return lambda pool, document, dice: make(
        [one for one in pool if not (one.second_hand or one.turned)], document, dice
    )


FAITHFUL: dict[str, tuple[str, Maker]] = {
    "whole": ("accept", _first_hand(_whole)),
    "one sentence": ("accept", _first_hand(_sentence)),
    "pronoun alone": ("accept", _first_hand(_pronoun)),
    "fragment": ("accept", _first_hand(_fragment)),
    "honest ellipsis": ("accept", _first_hand(each(_honest_ellipsis))),
    "bracketed": ("accept", _first_hand(each(_bracketed))),
    "typography": ("accept", _first_hand(each(_typography))),
    "split by its tag": ("accept", _first_hand(_split)),
    "capital lowered": ("accept", _first_hand(_lowered)),
}
