"""Questions whose right answers are known, asked of desks with the answer on file and of desks without it.

A set is a folder with `corpus.jsonl` and questions as for `benchmarks.search`, in one file or more whose
names begin with `queries`, and `qrels.tsv`: question, claim and 1 a line. Where it has one file of questions,
the same questions are asked misspelt as well.

A collection may have one claim twice, word for word, and only one of the two among the answers: its copies
answer as well, and go with it.

Half of the answers are taken out of one desk, the other half out of another: each question is asked of both,
so that questions with an answer and without are asked of the same records. Otherwise what is learned might
only be to tell the two collections apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from zlib import crc32

from benchmarks.misspell import misspelt
from benchmarks.search import Line, lines, load
from facts.questions import Within
from facts.search.finder import CANDIDATES, Finder
from facts.search.ranking import match
from facts.search.semantic import FURTHER, Encodes, cosine, meanings
from facts.search.table import Evidence, Told
from facts.store.memory import MemoryStore
from facts.text import stems

_HALVES = 2


@dataclass(frozen=True, slots=True)
class Judged:
    """Questions of one kind: each with the claims that answer it."""

    name: str
    questions: Sequence[tuple[str, Set[str]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one desk has for one question: its candidates, in the order in which they were found.

    `group` is shared by all questions that one claim answers; `answers` counts those on file; `judged` tells
    of each candidate whether the set says that it answers, `right` whether it says the same as one that
    does; `worded` tells how near one is word by word; `likeness` is empty without an encoder.
    """

    set: str
    group: int
    answers: int
    evidence: Sequence[Evidence]
    unmet: Sequence[Evidence]
    judged: Sequence[bool]
    right: Sequence[bool]
    coverage: Sequence[float]
    worded: Told
    likeness: Sequence[float] = ()


class Remembering:
    """An encoder that encodes each text once, in however many desks it is."""

    def __init__(self, encoder: Encodes) -> None:
        self._encode = cache(encoder.encode)
        self.compare = encoder.compare

    def encode(self, text: str) -> bytes:
        """Return the direction of a text's meaning."""
        return self._encode(text)


def asked(folder: Path, encoder: Encodes | None = None, *, whole: bool = False) -> Iterator[Asked]:
    """Ask the questions of one folder, each of a desk with its answer and of one without.

    With `whole`, one desk has all answers and the other none: to show, and not to learn from.
    """
    corpus, kinds = lines(folder / "corpus.jsonl"), list(judged(folder))
    copies = copied(corpus)
    halves: list[set[str]] = [set(), set()]
    for claim in answers(kinds):
        halves[_group(copies[claim]) % _HALVES] |= copies[claim]
    for gone in (set(), halves[0] | halves[1]) if whole else halves:
        desk = _Desk([claim for claim in corpus if claim["id"] not in gone], copies, encoder)
        for kind in kinds:
            for text, claims in kind.questions:
                if one := desk.ask(kind.name, text, claims, gone):
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


def answers(kinds: Iterable[Judged]) -> Set[str]:
    """Return the claims that answer any question."""
    return {claim for kind in kinds for _, claims in kind.questions for claim in claims}


def copied(corpus: Sequence[Line]) -> Mapping[str, Set[str]]:
    """Return for each claim those that say the same word for word, itself among them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    said = {claim["id"]: " ".join(stems(claim["text"].strip() or claim["title"])) for claim in corpus}
    for claim, text in said.items():
        found[text].add(claim)
    return {claim: found[text] for claim, text in said.items()}


def _group(claims: Set[str]) -> int:
    return crc32(min(claims).encode())


class _Desk:
    """A desk's search over some claims."""

    def __init__(
        self, corpus: Sequence[Line], copies: Mapping[str, Set[str]], encoder: Encodes | None
    ) -> None:
        store = MemoryStore()
        self._copies = copies
        self._ids = load(store, corpus)
        self._encoder = encoder
        self._meanings = meanings(encoder, store, None) if encoder else None
        self._finder = Finder(store, None, self._meanings)

    def ask(self, name: str, text: str, claims: Set[str], gone: Set[str]) -> Asked | None:
        reading = self._finder.read(text)
        found = self._finder.candidates(reading, Within(), FURTHER if self._meanings else CANDIDATES)
        if not found:
            return None
        numbers = [hit.number for hit, _ in found]
        evidence, unmet = self._finder.held(reading, found)
        same = set(chain.from_iterable(self._copies[claim] for claim in claims))
        ids = [self._ids[kept.profile.id] for _, kept in found]
        return Asked(
            name,
            _group(same) // _HALVES,
            len(claims - gone),
            evidence,
            list(map(unmet, range(len(found)))),
            [claim in claims for claim in ids],
            [claim in same for claim in ids],
            [match(reading, kept.profile).coverage for _, kept in found],
            cache(lambda at: self._finder.worded(reading.terms, numbers[at])),
            self._likeness(reading.terms.meant, numbers),
        )

    def _likeness(self, question: str, numbers: Sequence[int]) -> Sequence[float]:
        """Return what `Meanings.likeness` does, which has to take in the whole collection first."""
        if not (self._encoder and self._meanings):
            return ()
        asked, encode = self._encoder.encode(question), self._encoder.encode
        return [max(cosine(asked, encode(text)) for text in self._meanings.texts(at)) for at in numbers]
