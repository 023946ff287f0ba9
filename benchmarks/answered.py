"""What the desk says to questions whose answer is on file, and where it is not: shares of each set.

    python -m benchmarks.answered FOLDER… [--words]

Each FOLDER is a set as `benchmarks.judged` has it. Every question is a `/fact`, asked of a desk with the
whole collection and of one without any answer to these questions, at the bar that ships. What ships was
learned from sets like these: `benchmarks.train` tells what it makes of others.
"""

import argparse
from collections import Counter
from collections.abc import Sequence, Set
from pathlib import Path

from benchmarks.judged import Remembering, answers, copied, judged
from benchmarks.search import Line, lines, load, question
from facts.answers import Answer, DidYouMean, Found
from facts.desk import Desk
from facts.search.semantic import Encodes, encoder
from facts.store.memory import MemoryStore

_SAID = ("right record first", "another first", "did you mean", "nothing on file")


def main() -> None:
    """Ask all questions of both desks and print what is said."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--words", action="store_true", help="without meaning")
    options = parser.parse_args()
    found = None if options.words else encoder()
    meaning = Remembering(found) if found else None
    print(f"{'set':<22} {'answers':<12} " + ", ".join(_SAID))
    for folder in options.folders:
        report(folder, meaning)


def report(folder: Path, encoder: Encodes | None) -> None:
    """Print what is said to the questions of one folder."""
    corpus, kinds = lines(folder / "corpus.jsonl"), list(judged(folder))
    copies = copied(corpus)
    gone = {copy for claim in answers(kinds) for copy in copies[claim]}
    for name, claims in (
        ("on file", corpus),
        ("not on file", [claim for claim in corpus if claim["id"] not in gone]),
    ):
        desk, ids = filed(claims, encoder)
        for kind in kinds:
            says = Counter(
                said(desk.ask(question(text)), ids, {copy for claim in right for copy in copies[claim]})
                for text, right in kind.questions
            )
            shares = (f"{says[what] / len(kind.questions):8.3f}" for what in _SAID)
            print(f"{kind.name:<22} {name:<12} " + "".join(shares), flush=True)


def filed(claims: Sequence[Line], encoder: Encodes | None) -> tuple[Desk, dict[str, str]]:
    """Return a desk that has some claims on file, and the claim of each of its records."""
    store = MemoryStore()
    ids = load(store, claims)
    desk = Desk(store, encoder=encoder)
    while desk.refresh():
        pass
    return desk, ids


def said(answer: Answer, ids: dict[str, str], right: Set[str]) -> str:
    """Tell what an answer says, of what is counted."""
    match answer:
        case Found():
            return "right record first" if ids[answer.cards[0].record.id] in right else "another first"
        case DidYouMean():
            return "did you mean"
        case _:
            return "nothing on file"


if __name__ == "__main__":
    main()
