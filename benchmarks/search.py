"""Ask a collection of claims through the desk: a TREC run, and what loading and asking cost.

    python -m benchmarks.search --corpus corpus.jsonl --queries queries.jsonl --run out.tsv [--store sqlite]

CORPUS has a JSON object a line, `{"id", "text", "title"?}`, QUERIES `{"id", "text"}`. Each claim becomes a
source and a fact that rests on it; each query is a `/fact`. RUN gets `qid Q0 docid rank score tag` a line, as
many as the desk ranks; the score of the first is how sure it is of it: from 0.5 on it is shown, unless a name
decides.
"""

import argparse
import json
import resource
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

from facts.batches import batches
from facts.desk import Desk
from facts.model import Fact, Source, digest
from facts.passages import passage_at
from facts.questions import Question, Verb
from facts.questions import read as read_question
from facts.search.semantic import encoder, installed
from facts.store.opening import SQLITE, open_store
from facts.store.port import Store, Writer

DEPTH = 100
_LEAST = 0.001
"""The lowest score of a first record: scores below it must fall."""
_BATCH = 5_000
_WARM = 50
"""Questions that are not timed, of few at most a tenth."""


class Line(TypedDict):
    """A claim or a query; only claims have titles, and not all of them."""

    id: str
    text: str
    title: str


def main() -> None:
    """Load, ask, write and report."""
    options = _options()
    corpus, queries = lines(options.corpus), lines(options.queries)
    with _opened(options.store) as (store, folder):
        loading = time.perf_counter()
        ids = load(store, corpus)
        building = time.perf_counter()
        desk = Desk(store, folder, encoder())
        built = time.perf_counter()
        print(f"{len(corpus)} records, {options.store}: stored in {building - loading:.1f} s")
        rate = len(corpus) / (built - building)
        print(f"index built in {built - building:.1f} s, {rate:.0f} records a second")
        print(f"index {_size(folder) / 1e6:.0f} MB on disk")
        meanings(desk)
        asked = [(query["id"], question(query["text"])) for query in queries]
        taken = timed(desk, [question for _, question in asked])
        options.run.write_text("".join(_run(desk, asked, ids)), encoding="utf-8")
    report(taken)
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB resident at most")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("corpus", "queries", "run"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    return parser.parse_args()


@contextmanager
def _opened(kind: str) -> Iterator[tuple[Store, Path]]:
    """Open an empty store of a kind, and a folder for its index."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        url = f"{SQLITE}{folder}/desk.sqlite3" if kind == "sqlite" else stack.enter_context(empty_database())
        yield stack.enter_context(closing(open_store(url))), Path(folder, "search")


@contextmanager
def empty_database() -> Iterator[str]:
    """Give the URL of an empty database on a PostgreSQL server."""
    from benchmarks.postgres import database, running  # noqa: PLC0415 - what needs it alone needs its wheels

    with running() as server, database(server) as url:
        yield url


def lines(file: Path) -> list[Line]:
    """Read a file of JSON lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def question(text: str) -> Question:
    """Return the question that `/fact` with this text asks."""
    return read_question(text, Verb.FACT)


def load(store: Store, corpus: Iterable[Line]) -> dict[str, str]:
    """File the claims, a source and a fact each; return each claim's id by its fact's."""
    ids: dict[str, str] = {}
    for batch in batches(enumerate(corpus), _BATCH):
        with store.writer() as writer:
            writer.expect(f"claim-{number}{end}" for number, _ in batch for end in ("", "-source"))
            for number, claim in batch:
                ids[file_claim(writer, f"claim-{number}", claim)] = claim["id"]
    return ids


def file_claim(writer: Writer, name: str, claim: Line) -> str:
    """File one claim; it stands in its source under the title, and so does the title."""
    title = claim.get("title", "").strip()
    text = claim["text"].strip() or title
    said = f"{title}\n\n{text}" if title else text
    source = Source(id=f"{name}-source", label=name, text=said, sha256=digest(said), title=title)
    passages = [passage_at(source, len(said) - len(text), len(said))]
    passages += [passage_at(source, 0, len(title))] if title else []
    writer.put(source, by="benchmark", why="claim")
    writer.put(Fact(id=name, statement=text, passages=tuple(passages)), by="benchmark", why="claim")
    return name


def meanings(desk: Desk) -> None:
    """Take in what the records mean, where the extra is installed, and say how long that took."""
    begun = time.perf_counter()
    while desk.refresh():
        pass
    taken = time.perf_counter() - begun
    print(f"meanings taken in in {taken:.1f} s" if installed() else "factdesk[semantic] is not installed")


def timed(desk: Desk, questions: Sequence[Question]) -> list[tuple[float, float]]:
    """Return how many milliseconds each question takes, without the first ones, which warm the desk up.

    First by the clock, then of CPU time, which tells more where the machine is busy.
    """
    taken = [_milliseconds(desk, one) for one in questions]
    return taken[min(_WARM, len(questions) // 10) :]


def _milliseconds(desk: Desk, one: Question) -> tuple[float, float]:
    begun, begun_own = time.perf_counter(), time.thread_time()
    desk.ask(one)
    return (time.perf_counter() - begun) * 1e3, (time.thread_time() - begun_own) * 1e3


def report(taken: Sequence[tuple[float, float]]) -> None:
    """Print the median and the 99th percentile."""
    for kind, each in zip(("by the clock", "of CPU time"), zip(*taken, strict=True), strict=True):
        worst = statistics.quantiles(each, n=100)[-1] if len(each) > 1 else each[0]
        print(f"{len(each)} questions: p50 {statistics.median(each):.2f} ms, p99 {worst:.2f} ms {kind}")


def _run(desk: Desk, asked: Iterable[tuple[str, Question]], ids: dict[str, str]) -> Iterator[str]:
    for query, one in asked:
        found = desk.ranked(one, DEPTH)
        sure = max(_LEAST, found[0][1]) if found else 0.0
        for place, (record, _) in enumerate(found):
            score = sure * (1 - place / DEPTH)
            yield f"{query}\tQ0\t{ids[record]}\t{place + 1}\t{score:.6f}\tfactdesk\n"


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    main()
