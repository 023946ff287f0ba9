"""The desk's knowledge of words: which carry nothing, which stand for each other. Data in text files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from facts.text import stem, stems, words

HERE = Path(__file__).parent
LONGEST = 4
"""Words in the longest phrase of the thesaurus that a question is searched for."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`silent` and `light` are folded words; `groups` maps a phrase of stems to the phrases it may mean.

    `states` are the phrases by which states are called, each with one of them for the state; `peoples` those
    that say whose something is: "Russian"; `seats` the towns and houses that stand for governments.
    """

    silent: frozenset[str]
    light: frozenset[str]
    groups: dict[Phrase, frozenset[Phrase]] = field(repr=False)
    states: dict[Phrase, Phrase] = field(repr=False)
    peoples: frozenset[Phrase] = field(repr=False)
    seats: frozenset[Phrase] = field(repr=False)

    def owner(self, people: Phrase) -> Phrase:
        """Return the state of a people, () where this is none."""
        return self.states[people] if people in self.peoples else ()

    def alternatives(self, phrase: Phrase) -> frozenset[Phrase]:
        """Return the other phrases, as stems, that may stand for this one."""
        return self.groups.get(phrase, frozenset())


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that ships with the desk, read once."""
    silent, light = _stopwords(_lines("stopwords.txt"))
    names, peoples, seats = zip(
        *(map(_phrases, line.split("|")) for line in _lines("states.txt")), strict=True
    )
    states = [frozenset().union(*state) for state in zip(names, peoples, seats, strict=True)]
    return Lexicon(
        silent,
        light,
        _groups([*map(_phrases, _lines("thesaurus.txt")), *states]),
        {phrase: min(state) for state in states for phrase in state},
        frozenset().union(*peoples),
        frozenset().union(*seats),
    )


def _lines(name: str) -> Iterator[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _stopwords(lines: Iterator[str]) -> tuple[frozenset[str], frozenset[str]]:
    silent: set[str] = set()
    light: set[str] = set()
    for line in lines:
        (light if line.startswith("~") else silent).update(word.folded for word in words(line))
    return frozenset(silent), frozenset(light)


def _phrases(line: str) -> frozenset[Phrase]:
    return frozenset(tuple(stems(phrase)) for phrase in line.split(","))


def _groups(lines: Iterable[frozenset[Phrase]]) -> dict[Phrase, frozenset[Phrase]]:
    groups: dict[Phrase, set[Phrase]] = {}
    for phrases in lines:
        for phrase in phrases:
            groups.setdefault(phrase, set()).update(phrases - {phrase})
    return {phrase: frozenset(others) for phrase, others in groups.items()}


@cache
def variants() -> dict[str, tuple[str, ...]]:
    """Return the other spellings of each name that has several, all as stems of one word."""
    found: dict[str, list[str]] = {}
    for line in _lines("variants.txt"):
        spelt = [stem("".join(word.folded for word in words(name))) for name in line.split(",")]
        for one in spelt:
            found.setdefault(one, []).extend(other for other in spelt if other != one)
    return {name: tuple(dict.fromkeys(others)) for name, others in found.items()}
