"""Hold drafts made from a gold file against its articles, and a draft of 1,000 words against a large archive.

    python -m benchmarks.check GOLD.jsonl          the drafts: a table, what went wrong, milliseconds of CPU
    python -m benchmarks.check GOLD.jsonl --all    every draft that the articles allow, not 40 of each kind
    python -m benchmarks.check GOLD.jsonl --seed 7 other drafts of the same kinds
    python -m benchmarks.check --scale             100,000 quotes in 10,000 articles that are made up
    python -m benchmarks.check --hostile           what tries to take for ever

GOLD has one JSON object a line, `{id, text, quotes}`, each quote with `start`, `end`, `spans` and
`speaker_text`.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from benchmarks.archive import scale
from benchmarks.drafts import Draft, drafts
from facts.check import Checker, Report, Verdict
from facts.errors import BadInput
from facts.model import Source, digest
from facts.store.memory import MemoryStore


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument(
        "--show", action="store_true", help="also print each faithful draft that was not accepted"
    )
    parser.add_argument("--scale", action="store_true")
    parser.add_argument("--hostile", action="store_true")
    asked = parser.parse_args()
    if asked.gold:
        quality(asked.gold, 10**9 if asked.all else 40, seed=asked.seed, show=asked.show)
    if asked.scale:
        scale()
    if asked.hostile:
        hostile()


# --- quality


def quality(gold: Path, most: int, *, seed: int, show: bool) -> None:
    """Print what the drafts made from a gold file come to."""
    documents = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    checker = _checker(
        Source(id=one["id"], label=one["id"], text=one["text"], sha256=digest(one["text"]))
        for one in documents
    )
    made = drafts(documents, seed, most)
    began = time.process_time()
    results = [(draft, checker.check(draft.text)) for draft in made]
    spent = time.process_time() - began
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for draft, report in results:
        table[draft.kind][str(report.quotations[0].verdict) if report.quotations else "none found"] += 1
    for kind, counts in table.items():
        print(f"{kind:20}", ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common()))
    _summary(results)
    print(f"{spent / len(made) * 1000:.1f} ms of CPU a draft")
    for draft, report in results:
        if _is_wrong(draft, report) or (show and draft.wanted == "accept" and not _accepted(report)):
            print(
                "WRONGLY ACCEPTED" if _is_wrong(draft, report) else "not accepted", draft.kind, draft.article
            )
            print("   ", draft.text, [str(one.verdict) for one in report.quotations])


def _summary(results: list[tuple[Draft, Report]]) -> None:
    wanted = {
        name: [r for d, r in results if d.wanted == name] for name in ("accept", "refuse", "cut", "look")
    }
    wrong = sum(_accepted(report) for report in wanted["refuse"])
    faithful = sum(_accepted(report) for report in wanted["accept"])
    cuts = [report for report in wanted["cut"] if not _accepted(report)]
    looks = sum(not _accepted(report) for report in wanted["look"])
    named = sum(report.quotations[0].verdict in (Verdict.OPENING_CUT, Verdict.ENDING_CUT) for report in cuts)
    print(f"wrongly accepted: {wrong} of {len(wanted['refuse'])}")
    print(f"faithful accepted: {faithful} of {len(wanted['accept'])}")
    print(f"cuts not accepted: {len(cuts)} of {len(wanted['cut'])}, called cuts: {named}")
    print(f"second-hand not accepted: {looks} of {len(wanted['look'])}")


def _accepted(report: Report) -> bool:
    return bool(report.quotations) and all(one.verdict.advice == "yes" for one in report.quotations)


def _is_wrong(draft: Draft, report: Report) -> bool:
    return draft.wanted != "accept" and _accepted(report)


def _checker(sources: Iterable[Source]) -> Checker:
    store = MemoryStore()
    with store.writer() as writer:
        for source in sources:
            writer.put(source, by="benchmark", why="made up")
    checker = Checker(store)
    checker.refresh()
    return checker


# --- hostile


def hostile() -> None:
    """Print how long it takes to be done with what tries to take for ever."""
    gold = "“We will not sell,” said Ann Lee. " * 50
    checker = _checker([Source(id="a", label="A", text=gold, sha256=digest(gold))])
    attempts = {
        "100,000 straight marks": '"' * 100_000,
        "100,000 marks between words": '"a ' * 100_000,
        "100,000 opening marks": "“" * 100_000,
        "marks nested 20,000 deep": "“a ‘b " * 10_000 + "’ ”" * 10_000,
        "10 MB": "“We will not sell,” said Ann Lee. " * 300_000,
        "combining marks alone": "“" + "\u0301" * 400_000 + "”",
        "combining marks of two classes": "“a" + "\u0301\u0327" * 200_000 + "” said Ann Lee.",
        "one quotation of 80,000 words": "“" + "sell not " * 40_000 + "” said Ann Lee.",
        "one word 160,000 times": "“" + "we " * 160_000 + "” said Ann Lee.",
        "10,000 ellipses": "“" + "we … " * 10_000 + "” said Ann Lee.",
        "10,000 brackets": "“" + "we [a] " * 10_000 + "” said Ann Lee.",
        "900 quotations": "“We will not sell,” said Ann Lee.\n\n" * 900,
        "no line break": "said Ann Lee " * 30_000,
    }
    for name, draft in attempts.items():
        began = time.process_time()
        try:
            answer = f"{len(checker.check(draft).quotations)} quotations"
        except BadInput as error:
            answer = str(error)
        print(f"{name:32} {time.process_time() - began:7.2f} s   {answer}", flush=True)


if __name__ == "__main__":
    main()
