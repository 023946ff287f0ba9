"""What a draft of 1,000 words costs against 100,000 quotes in 10,000 articles that are made up.

    python -m benchmarks.check --scale

The archive is kept in SQLite and filled by a process of its own, so that the memory shown is that of a desk.
"""

import gc
import random
import resource
import time
from collections.abc import Iterator
from multiprocessing import get_context
from tempfile import TemporaryDirectory

from facts.check import Checker
from facts.model import Quote, Source, Status, digest
from facts.passages import passage_at
from facts.store.opening import SQLITE
from facts.store.port import Store
from facts.wiring import index_folder, opened

_ARTICLES, _QUOTES = 10_000, 10
_DRAFTS, _PICKED = 3, 12
_SYLLABLES = "ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ri ro sa".split()
_GIVEN = "Ann John Mary Peter Ellen Paul Luis Ruth Kevin James Nadia Frank".split()


def scale() -> None:
    """Print the CPU and the memory that checks cost, and what taking the archive in costs, once and again."""
    with TemporaryDirectory() as folder:
        url = f"{SQLITE}{folder}/desk.sqlite3"
        filling = get_context("spawn").Process(target=_fill, args=(url,))
        filling.start()
        filling.join()
        with opened(url, empty=True) as store:
            print(", ".join(f"{count:,} {kind}" for kind, count in store.counts().items()))
            for number, how in enumerate(("taken in", "opened by the next process")):
                began = time.process_time()
                checker = Checker(store, index_folder(url, "check"))
                checker.refresh()
                print(f"{how} in {time.process_time() - began:.2f} s of CPU")
                _checks(checker, store, number)
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB resident at most")


def _checks(checker: Checker, store: Store, seed: int) -> None:
    gc.collect()
    gc.freeze()
    dice = _dice(seed)
    words = _vocabulary()
    for _ in range(_DRAFTS):
        draft = _draft([_quote(store, dice) for _ in range(_PICKED)], words, dice)
        first, again = _timed(checker, draft), _timed(checker, draft)
        print(
            f"{len(draft.split()):,} words, {_PICKED} quotations: "
            f"{first:.0f} ms of CPU the first time, {again:.0f} ms again"
        )


def _timed(checker: Checker, draft: str) -> float:
    began = time.process_time()
    checker.check(draft)
    return (time.process_time() - began) * 1000


def _dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a benchmark that comes out the same each time


def _vocabulary() -> list[str]:
    dice = _dice(7)
    return sorted({"".join(dice.choices(_SYLLABLES, k=dice.choice((1, 2, 2, 3)))) for _ in range(40_000)})


def _fill(url: str) -> None:
    words, dice = _vocabulary(), _dice(8)
    with opened(url, empty=True) as store, store.writer() as writer:
        for number in range(_ARTICLES):
            for entry in _article(number, words, dice):
                writer.put(entry, by="benchmark", why="made up")


def _article(number: int, words: list[str], dice: random.Random) -> Iterator[Source | Quote]:
    paragraphs, found, at = [], [], 0
    for _ in range(_QUOTES):
        name = f"{dice.choice(_GIVEN)} {dice.choice(words).capitalize()}"
        quoted = _sentence(words, dice.randrange(8, 24), dice)
        paragraph = f"{_sentence(words, 18, dice)}. “{quoted},” said {name}. {_sentence(words, 15, dice)}."
        found.append((at + paragraph.index(quoted), quoted, name))
        paragraphs.append(paragraph)
        at += len(paragraph) + 2
    text = "\n\n".join(paragraphs)
    source = Source(id=f"a{number}", label=f"Article {number}", text=text, sha256=digest(text))
    yield source
    for place, (start, quoted, name) in enumerate(found):
        yield Quote(
            id=f"q{number}-{place}", status=Status.VERIFIED, form="direct", speaker="nobody",
            speaker_text=name, words=quoted, passages=(passage_at(source, start, start + len(quoted)),),
        )  # fmt: skip


def _sentence(words: list[str], count: int, dice: random.Random) -> str:
    """Words as unevenly spread as in a language: half of them from the 200 most frequent."""
    picked = [words[int(len(words) ** dice.random()) - 1] for _ in range(count)]
    return " ".join(picked).capitalize()


def _quote(store: Store, dice: random.Random) -> Quote:
    wanted = f"q{dice.randrange(_ARTICLES)}-{dice.randrange(_QUOTES)}"
    entry = store.current([wanted])[wanted].entry
    if not isinstance(entry, Quote):
        raise TypeError(wanted)
    return entry


def _draft(picked: list[Quote], words: list[str], dice: random.Random) -> str:
    """A draft of some 1,000 words: a third of its quotations whole, a third fragments, a third altered."""
    lines = []
    for number, quote in enumerate(picked):
        said = quote.words.split()
        if number % 3 == 1:
            said = said[2:6]
        if number % 3 == 2:
            said[len(said) // 2] = "purple"
        lines.append(
            f"{_sentence(words, 40, dice)}. “{' '.join(said)},” said {quote.speaker_text}. "
            f"{_sentence(words, 30, dice)}."
        )
    return "\n\n".join(lines)
