"""The desk at 10,000, 100,000 and 1,000,000 records, beside SQLite's FTS5 and PostgreSQL's ts_rank.

    python -m benchmarks.scale [--corpus corpus.jsonl] [--sizes 10000 100000 1000000] [--picture scale.svg]

CORPUS has a JSON object a line, `{"id", "text", "title"?}`; its claims are repeated until there are enough,
with a quarter of the words exchanged. Without one, claims are made up. Each engine fills, builds and asks in
processes of their own, one after the other, so that the memory shown is that of what answers.
"""

import argparse
import gc
import math
import re
import resource
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.curves import drawn
from benchmarks.hostile import hostile
from benchmarks.search import Line, empty_database, lines, load, question
from facts.desk import Desk
from facts.search.finder import CANDIDATES
from facts.store.opening import SQLITE, open_store

SIZES = (10_000, 100_000, 1_000_000)
_ASKED, _WARM = 200, 20
_SYLLABLES = (
    "ba be bi do da du ka ke ki lo la le ma me mi no na ne ra re ri so sa se ta te ti vo va ve".split()
)
_WORD = re.compile(r"[^\W_]+")
_T = TypeVar("_T")

Questions = dict[str, list[str]]
"""Questions by their kind."""
Taken = dict[str, tuple[float, float]]
"""What a kind of question takes: p50 and p99 in ms."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What an engine costs: seconds to build, p50 and p99 in ms by kind of question, MB of what answers."""

    engine: str
    size: int
    built: float
    taken: Taken
    memory: float = math.nan
    notes: str = ""


def main() -> None:
    """Measure, print a table, and draw the curves."""
    options = _options()
    corpus = lines(options.corpus) if options.corpus else made_up(20_000)
    found: list[Figures] = []
    print("| records | engine | built | short query, p50 / p99 | pasted claim, p50 / p99 | memory |")
    print("|---|---|---|---|---|---|")
    for size in options.sizes:
        for measure in (_desk, _fts5, _postgres):
            found.append(measure(corpus, size))
            print(_row(found[-1]), flush=True)
    print("\n".join(f"{one.engine}, {one.size:,} records: {one.notes}" for one in found if one.notes))
    if options.picture:
        options.picture.write_text(drawn(found), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="claims, a JSON object a line; made up without")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many records")
    parser.add_argument("--picture", type=Path, help="an SVG file for the curves")
    return parser.parse_args()


def _row(one: Figures) -> str:
    taken = " | ".join(f"{middle:.2f} / {worst:.1f} ms" for middle, worst in one.taken.values())
    memory = "" if math.isnan(one.memory) else f"{one.memory:.0f} MB"
    return f"| {one.size:,} | {one.engine} | {one.built:.1f} s | {taken} | {memory} |"


# --- what is on file, and what is asked


def made_up(count: int) -> list[Line]:
    """Return claims in words that are made up, some of them common and most of them rare, as words are."""
    dice = _dice(1)
    words = sorted({"".join(dice.choices(_SYLLABLES, k=dice.randrange(1, 5))) for _ in range(40_000)})
    dice.shuffle(words)

    def text() -> str:
        picked = (int(dice.paretovariate(0.35)) for _ in range(dice.randrange(8, 30)))
        return " ".join(words[at % len(words)] for at in picked).capitalize() + "."

    return [{"id": str(number), "text": text(), "title": ""} for number in range(count)]


def archive(corpus: Sequence[Line], size: int) -> Iterator[Line]:
    """Yield so many claims: those of a corpus, then the same with a quarter of the words exchanged."""
    dice, words = _dice(2), [word for claim in corpus for word in claim["text"].split()]
    for number in range(size):
        claim = corpus[number % len(corpus)]
        text = claim["text"]
        if number >= len(corpus):
            text = " ".join(dice.choice(words) if dice.random() < 1 / 4 else word for word in text.split())
        yield {"id": str(number), "text": text, "title": claim.get("title", "")}


def asked(corpus: Sequence[Line]) -> Questions:
    """Return questions about claims: a few words, one question in three with a misspelt one; and pastes."""
    texts = [claim["text"] for claim in corpus if len(claim["text"].split()) >= 6]
    picked = texts[:: max(1, len(texts) // (_ASKED + _WARM))][: _ASKED + _WARM]
    return {
        "short query": [_few_words(text, is_misspelt=number % 3 == 0) for number, text in enumerate(picked)],
        "pasted claim": [f"Somebody wrote this: {_without_some(text)}" for text in picked],
    }


def _few_words(text: str, *, is_misspelt: bool) -> str:
    telling = sorted(set(_WORD.findall(text)), key=lambda word: (-len(word), word))[:4]
    first = telling[0][:3] + telling[0][4:] if is_misspelt else telling[0]
    return " ".join((first, *telling[1:]))


def _without_some(text: str) -> str:
    return " ".join(word for at, word in enumerate(text.split()) if at % 8 != 7)


# --- the engines


def _desk(corpus: Sequence[Line], size: int) -> Figures:
    known = [word for claim in islice(corpus, 200) for word in _WORD.findall(claim["text"])]
    with TemporaryDirectory() as folder:
        url, index = f"{SQLITE}{folder}/desk.sqlite3", Path(folder, "search")
        stored = _apart(_filled, url, corpus, size)
        built = _apart(_indexed, url, index)
        taken, memory, worst = _apart(_asked_desk, url, index, asked(corpus), dict(hostile(known)))
    notes = (
        f"stored in {stored:.0f} s, index {size / built:.0f} records a second; "
        f"the worst of hostile questions took {worst[1]:.0f} ms ({worst[0]})"
    )
    return Figures("Factdesk", size, built, taken, memory, notes)


def _filled(url: str, corpus: Sequence[Line], size: int) -> float:
    with closing(open_store(url)) as store:
        return _seconds(lambda: load(store, archive(corpus, size)))


def _indexed(url: str, index: Path) -> float:
    with closing(open_store(url)) as store:
        return _seconds(lambda: Desk(store, index))


def _asked_desk(
    url: str, index: Path, questions: Questions, bad: dict[str, str]
) -> tuple[Taken, float, tuple[str, float]]:
    with closing(open_store(url)) as store:
        desk = Desk(store, index)
        gc.collect()
        gc.freeze()  # as the server does when it has loaded
        taken = _timed(lambda text: desk.ask(question(text)), questions)
        memory = _megabytes()
        each = {kind: _ask(desk, text) for kind, text in bad.items()}
    return taken, memory, max(each.items(), key=lambda pair: pair[1])


def _ask(desk: Desk, text: str) -> float:
    return _seconds(lambda: desk.ask(question(text))) * 1e3


def _fts5(corpus: Sequence[Line], size: int) -> Figures:
    with TemporaryDirectory() as folder:
        file = f"{folder}/fts5.sqlite3"
        built = _apart(_filled_fts5, file, corpus, size)
        taken, memory = _apart(_asked_fts5, file, asked(corpus))
    return Figures("SQLite FTS5", size, built, taken, memory)


def _filled_fts5(file: str, corpus: Sequence[Line], size: int) -> float:
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE VIRTUAL TABLE claim USING fts5(text, tokenize='porter unicode61')")
        rows = ((f"{claim['title']} {claim['text']}",) for claim in archive(corpus, size))

        def fill() -> None:
            with database:
                database.executemany("INSERT INTO claim VALUES (?)", rows)

        return _seconds(fill)


def _asked_fts5(file: str, questions: Questions) -> tuple[Taken, float]:
    with closing(sqlite3.connect(file)) as database:

        def ask(text: str) -> None:
            words = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
            sql = "SELECT rowid FROM claim WHERE claim MATCH ? ORDER BY rank LIMIT ?"
            database.execute(sql, (words, CANDIDATES)).fetchall()

        return _timed(ask, questions), _megabytes()


def _postgres(corpus: Sequence[Line], size: int) -> Figures:
    with empty_database() as url:
        built = _apart(_filled_postgres, url, corpus, size)
        taken = _apart(_asked_postgres, url, asked(corpus))
    return Figures("PostgreSQL ts_rank", size, built, taken)


def _filled_postgres(url: str, corpus: Sequence[Line], size: int) -> float:
    import psycopg  # noqa: PLC0415 - an extra

    with psycopg.connect(url, autocommit=True) as server:

        def fill() -> None:
            server.execute("CREATE TABLE claim (text text)")
            with server.cursor().copy("COPY claim FROM STDIN") as rows:
                for claim in archive(corpus, size):
                    rows.write_row((f"{claim['title']} {claim['text']}",))
            server.execute("ALTER TABLE claim ADD id serial, ADD found tsvector")
            server.execute("UPDATE claim SET found = to_tsvector('english', text)")
            server.execute("CREATE INDEX ON claim USING gin (found)")
            server.execute("VACUUM ANALYZE claim")

        return _seconds(fill)


def _asked_postgres(url: str, questions: Questions) -> Taken:
    import psycopg  # noqa: PLC0415 - an extra

    with psycopg.connect(url, autocommit=True) as server:

        def ask(text: str) -> None:
            words = " | ".join(_WORD.findall(text))
            sql = (
                "SELECT id FROM claim, to_tsquery('english', %s) AS asked WHERE found @@ asked "
                "ORDER BY ts_rank(found, asked) DESC LIMIT %s"
            )
            server.execute(sql, (words, CANDIDATES)).fetchall()

        return _timed(ask, questions)


# --- measuring


def _apart(work: Callable[..., _T], *given: object) -> _T:
    """Do work in a process of its own, and return what comes of it."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(work, *given).result()


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _megabytes() -> float:
    """Return the most memory that this process has had resident."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(ask: Callable[[str], object], questions: Questions) -> Taken:
    """Return p50 and p99 of each kind of question in ms; the first ones warm up."""
    found = {}
    for kind, texts in questions.items():
        taken = [_seconds(lambda text=text: ask(text)) * 1e3 for text in texts][_WARM:]  # type: ignore[misc]
        found[kind] = (statistics.median(taken), statistics.quantiles(taken, n=100)[98])
    return found


def _dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a benchmark that comes out the same each time


if __name__ == "__main__":
    main()
