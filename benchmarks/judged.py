"""Questions whose right answers are known, asked of desks with the answer on file and of desks without it.

A set is a folder with `corpus.jsonl` and questions as for `benchmarks.search`, in one file or more whose
names begin with `queries`, and `qrels.tsv`: question, claim and 1 a line. Where it has one file of questions,
the same questions are asked misspelt as well.

Half of the answers are taken out of one desk, the other half out of another: each question is asked of both,
so that questions with an answer and without are asked of the same records. Otherwise what is learned might
only be to tell the two collections apart.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

from benchmarks.misspell import misspelt
from benchmarks.search import Line, lines, load
from facts.questions import Within
from facts.search.finder import CANDIDATES, Finder
from facts.search.ranking import match
from facts.search.semantic import FURTHER, Encodes, meanings
from facts.search.table import Evidence
from facts.store.memory import MemoryStore

_HALVES = 2


@dataclass(frozen=True, slots=True)
class Judged:
    """Questions of one kind: each with the claims that answer it."""

    name: str
    questions: Sequence[tuple[str, Set[str]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one desk has for one question: its candidates, in the order in which they were found.

    `group` is shared by all questions that one claim answers; `answers` counts those on file; `right` tells
    of each candidate whether it answers; `likeness` is empty without an encoder.
    """

    set: str
    group: int
    answers: int
    evidence: Sequence[Evidence]
    right: Sequence[bool]
    coverage: Sequence[float]
    likeness: Sequence[float] = ()


class Remembering:
    """An encoder that encodes each text once, in however many desks it is."""

    def __init__(self, encoder: Encodes) -> None:
        self._encode = cache(encoder.encode)

    def encode(self, text: str) -> bytes:
        """Return the direction of a text's meaning."""
        return self._encode(text)


def asked(folder: Path, encoder: Encodes | None = None) -> Iterator[Asked]:
    """Ask the questions of one folder, each of a desk with its answer and of one without."""
    corpus, kinds = lines(folder / "corpus.jsonl"), list(judged(folder))
    answers = {claim for kind in kinds for _, claims in kind.questions for claim in claims}
    for half in range(_HALVES):
        gone = {claim for claim in answers if _group(claim) % _HALVES == half}
        desk = _Desk([claim for claim in corpus if claim["id"] not in gone], encoder)
        for kind in kinds:
            for text, claims in kind.questions:
                one = desk.ask(kind.name, text, claims, gone)
                if one.evidence:
                    yield one


def judged(folder: Path) -> Iterator[Judged]:
    """Read the questions of a folder, one file after the other."""
    right = _right(folder / "qrels.tsv")
    files = sorted(folder.glob("queries*.jsonl"))
    for file in files:
        name = folder.name + file.stem.removeprefix("queries")
        texts = [(line["text"], right[line["id"]]) for line in lines(file) if line["id"] in right]
        yield Judged(name, texts)
        if len(files) == 1:
            yield Judged(f"{name}.misspelt", [(misspelt(text), claims) for text, claims in texts])


def _right(file: Path) -> Mapping[str, Set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in file.read_text(encoding="utf-8").splitlines():
        question, claim, score = line.split("\t")
        if score == "1":
            found[question].add(claim)
    return found


def _group(claim: str) -> int:
    return crc32(claim.encode())


class _Desk:
    """A desk's search over some claims."""

    def __init__(self, corpus: Sequence[Line], encoder: Encodes | None) -> None:
        store = MemoryStore()
        self._ids = load(store, corpus)
        self._meanings = meanings(encoder, store, None) if encoder else None
        self._finder = Finder(store, None, self._meanings)
        while self._finder.catch_up_meanings():
            pass

    def ask(self, name: str, text: str, claims: Set[str], gone: Set[str]) -> Asked:
        reading = self._finder.read(text)
        found = self._finder.candidates(reading, Within(), FURTHER if self._meanings else CANDIDATES)
        numbers = [hit.number for hit, _ in found]
        return Asked(
            name,
            _group(min(claims)) // _HALVES,
            len(claims - gone),
            self._finder.evidence(reading, found) if found else (),
            [self._ids[kept.profile.id] in claims for _, kept in found],
            [match(reading, kept.profile).coverage for _, kept in found],
            (self._meanings and self._meanings.likeness(reading.terms.meant, numbers)) or (),
        )
