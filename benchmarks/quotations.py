"""Run the quotation engine over a gold file; print how far it agrees, how often it is sure, speed and memory.

    python -m benchmarks.quotations GOLD.jsonl PREDICTIONS.jsonl

GOLD has one JSON object a line, `{id, text, quotes}`; PREDICTIONS gets the same with the engine's quotes,
ready for any scorer, and PREDICTIONS.sure only those whose speaker the engine is sure of.
"""

import json
import resource
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.agreement import Agreement, agreement
from facts.quotations import Quotation, as_gold, find_quotations

_ROUNDS = 5
Document = dict[str, Any]


def main(gold: Path, predictions: Path) -> None:
    """Predict, time and report."""
    documents = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = [find_quotations(document["text"]) for document in documents]
    sure = [tuple(one for one in quotations if one.sure) for quotations in found]
    predicted = _write(predictions, documents, found)
    certainly = _write(predictions.with_suffix(predictions.suffix + ".sure"), documents, sure)
    _report(agreement(list(zip(documents, predicted, strict=True))))
    among_sure = agreement(list(zip(documents, certainly, strict=True))).speakers
    print(f"speaker right, of those it is sure of {among_sure.share:5.1f} %")
    total, certain = sum(map(len, found)), sum(map(len, sure))
    print(f"{len(documents)} documents, {total} quotations, sure of {certain / max(total, 1):.0%}")
    print(f"{_speed([document['text'] for document in documents]):.0f} KB of text per CPU second")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB resident at most")


def _report(measured: Agreement) -> None:
    print(f"quoted stretches, by the right speaker {measured.stretches.f1:5.1f} F1")
    print(f"direct quotations                      {measured.direct.f1:5.1f} F1")
    print(f"reported and mixed speech              {measured.reported.f1:5.1f} F1")
    print(f"speaker right, of those matched        {measured.speakers.share:5.1f} %")


def _write(
    path: Path, documents: Iterable[Document], found: Iterable[tuple[Quotation, ...]]
) -> list[Document]:
    """Write quotations in the exchange format, and return them in it."""
    written = [
        as_gold(document["id"], document["text"], quotations)
        for document, quotations in zip(documents, found, strict=True)
    ]
    lines = (json.dumps(one, ensure_ascii=False) for one in written)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return written


def _speed(texts: list[str]) -> float:
    began = time.process_time()
    for _ in range(_ROUNDS):
        for text in texts:
            find_quotations(text)
    size = sum(len(text.encode()) for text in texts) * _ROUNDS
    return size / 1000 / (time.process_time() - began)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
