"""What the words of a question were meant for: each is looked up once, for the answer and for the search.

A word that some record has is read as it stands. Of any other a sure repair is read in its place, and told to
whoever asks; in looking for candidates all that may have been meant counts, by its likelihood.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from facts.search.index import Index
from facts.search.knowledge import Knowledge
from facts.search.names import OFFICES, QUALIFIERS, Names
from facts.search.spelling import Likeness, likeness
from facts.search.vocabulary import LONGEST, SHORTEST, Neighbour, skeleton
from facts.text import Word, stem

MOST_LOOKUPS = 16
"""How many words of a question are looked up: gibberish ends in bounded time."""
COMPOUNDED = 6
"""Letters from which on a word may be two that were joined."""

LARGE = 1_000
"""Records from which on a word that none has is likely misspelt: a small desk lacks many right ones."""
_SHORTEST_REPAIRED = 6
"""Letters from which on a word is read as another; in a small desk, taken for another at all."""
_REPAIRED, _RARE, _HALF = 0.9, 0.4, 0.6
"""How well what was meant stands for an unknown and for a rare word, at best, and a half for the whole."""
_MEANT, _MEANT_BESIDE = 6, 3
_RARE_SHARE = 5_000
_RATHER, _LEAST_RATHER = 20, 10
"""How many times as common a neighbour must be to stand beside a rare word, and in how many records."""
_FREQUENCY, _SHARPNESS, _SPREAD, _OTHER_INITIAL = 0.12, 1.5, 1.2, 0.5
"""How likely a word was meant: by its frequency and its distance; and what the less likely are worth."""

Form = tuple[str, float]
"""A stem that may stand for a word, and how well it does."""


@dataclass(frozen=True, slots=True)
class Spelt:
    """One word of a question: as `typed`, and as it is `read`.

    `is_repaired`: it is read as the word that it is a misspelling of; `guesses`: parts of names that it may
    have been meant for, each with an entity that is called so, too bold to answer by; `meant`: the stems of
    records that it may have been meant for; `likeliest`: the word that one which no record has was likeliest
    meant for.
    """

    typed: Word
    read: Word
    is_repaired: bool = False
    guesses: tuple[tuple[str, str], ...] = ()
    meant: tuple[Form, ...] = ()
    likeliest: str = ""


def spelt(question: Sequence[Word], knowledge: Knowledge) -> tuple[Spelt, ...]:
    """Return the words of a question with what each was meant for."""
    found: dict[Word, Spelt] = {}
    lookups = 0
    for word in question:
        if word not in found:
            least = _least(word, knowledge) if lookups < MOST_LOOKUPS else 0
            lookups += bool(least)
            found[word] = _spelt(word, least, knowledge)
    return tuple(found[word] for word in question)


def _least(word: Word, knowledge: Knowledge) -> int:
    """Return how many records a word must have that this one may have been meant for; 0: it means itself."""
    if word.folded in knowledge.lexicon.silent or word.folded in knowledge.lexicon.light:
        return 0
    frequency = knowledge.index.frequency(word.stem)
    if not frequency:
        return 1
    is_rare = frequency <= 1 + knowledge.index.size / _RARE_SHARE and len(word.folded) > SHORTEST
    return max(_LEAST_RATHER, frequency * _RATHER) if is_rare else 0


def _spelt(word: Word, least: int, knowledge: Knowledge) -> Spelt:
    near = knowledge.index.vocabulary.near(word.folded) if least else ()
    is_slip = len(word.folded) >= _SHORTEST_REPAIRED or knowledge.index.size >= LARGE
    likely = _likely(word.folded, near, least, knowledge.index) if is_slip else []
    meant = tuple(_forms(word.folded, likely, least, knowledge.index)) if least else ()
    as_typed = Spelt(word, word, meant=meant, likeliest=likely[0][0] if likely and least == 1 else "")
    if _is_bare_possessive(word, knowledge.names):
        return replace(as_typed, read=_as(word, word.folded[:-1]))
    if least != 1 or _is_understood(word, knowledge):
        return as_typed
    names = knowledge.names.near(word.folded)
    if sure := _sure(word.folded, names, near):
        return replace(as_typed, read=_as(word, sure), is_repaired=True)
    guesses = ((part, entity) for _, part in names for entity in knowledge.names.called(part))
    return replace(as_typed, guesses=tuple(guesses))


def _as(word: Word, folded: str) -> Word:
    return Word(word.typed, folded, stem(folded))


def _is_bare_possessive(word: Word, names: Names) -> bool:
    """Tell whether this is a name in the possessive without its apostrophe: "putins spokesman"."""
    return word.folded.endswith("s") and names.has(word.folded[:-1]) and not names.has(word.folded)


def _is_understood(word: Word, knowledge: Knowledge) -> bool:
    if word.folded in OFFICES or word.folded in QUALIFIERS or knowledge.names.has(word.folded):
        return True
    return knowledge.knows(word)


def _sure(typed: str, names: Sequence[tuple[Likeness, str]], near: Sequence[Neighbour]) -> str:
    """Return what an unknown word was surely meant for, "" where nothing is: names first, then words.

    A short word is no misspelling of another common word: "Greek" is not "green".
    """
    if names and names[0][0] is Likeness.SURE:
        return names[0][1]
    common = sorted(near) if len(typed) >= _SHORTEST_REPAIRED else ()
    return next((other for _, other in common if likeness(typed, other) is Likeness.SURE), "")


def _forms(typed: str, likely: Sequence[tuple[str, float]], least: int, index: Index) -> Iterator[Form]:
    """Yield the stems that may have been meant by an unknown word, or beside a rare one."""
    if least > 1:
        yield from ((stem(word), _RARE * worth) for word, worth in likely[:_MEANT_BESIDE])
    else:
        yield from ((stem(word), _REPAIRED * worth) for word, worth in likely[:_MEANT])
        yield from ((form, _HALF) for form in _halves(typed, index))


def _likely(typed: str, near: Sequence[Neighbour], least: int, index: Index) -> list[tuple[str, float]]:
    """Return the near words that at least so many records have, with how likely each is, likeliest first."""
    judged: list[tuple[float, str]] = []
    for far, other in near:
        frequency = index.frequency(stem(other))
        if frequency >= least:
            is_other_initial = typed[0] != other[0] and skeleton(typed) != skeleton(other)
            errors = far + _OTHER_INITIAL * is_other_initial
            judged.append((_FREQUENCY * math.log(frequency + 1) - errors, other))
    judged.sort(key=lambda pair: (-pair[0], pair[1]))
    best = judged[0][0] if judged else 0.0
    return [
        (other, math.exp(_SHARPNESS * (likely - best))) for likely, other in judged if likely > best - _SPREAD
    ]


def _halves(typed: str, index: Index) -> Sequence[str]:
    """Return the two words that a word is made of: "superbowl" may be "super bowl"."""
    if not (COMPOUNDED <= len(typed) <= LONGEST and typed.isalpha()):
        return ()
    splits = [(stem(typed[:at]), stem(typed[at:])) for at in range(SHORTEST, len(typed) - 2)]
    known = [(min(index.frequency(a), index.frequency(b)), (a, b)) for a, b in splits]
    best, halves = max(known, default=(0, ("", "")))
    return halves if best > 1 else ()
