"""The corpus that comes with the program, run on the machine of whoever asks: drafts whose verdict is known.

A folder `sources` with articles as text files, and beside it one file a verdict, named after it: each line is
a draft, `+` before one that must get the verdict, `-` before one near it that must not; `#` begins a remark.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from facts.check.checker import Checker
from facts.check.report import Report, Verdict
from facts.errors import BadInput, NotConfigured
from facts.store.port import Reader

_PLACES = (("facts", "check", "corpus"), ("tests", "corpus", "quotations"))


@dataclass(frozen=True, slots=True)
class Case:
    """A draft of the corpus, and whether it must get the verdict of its file."""

    file: str
    line: int
    verdict: Verdict
    wanted: bool
    draft: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A draft that got another verdict than it must."""

    case: Case
    found: tuple[Verdict, ...]

    def __str__(self) -> str:
        wanted = "must be" if self.case.wanted else "must not be"
        found = ", ".join(self.found) or "no quotation"
        return (
            f"{self.case.file}:{self.case.line}: {wanted} {self.case.verdict}, is {found}: {self.case.draft}"
        )


def corpus() -> Path:
    """Return the folder of the corpus: in the wheel, or in a checkout.

    Raises:
        NotConfigured: it is in neither.
    """
    root = Path(__file__).parents[2]
    found = next((root.joinpath(*place) for place in _PLACES if root.joinpath(*place).is_dir()), None)
    if found is None:
        raise NotConfigured("The corpus of quotations is missing; install Factdesk anew.")
    return found


def cases(folder: Path) -> Iterator[Case]:
    """Yield the drafts of a corpus.

    Raises:
        BadInput: a file is named after no verdict, or a line begins with neither `+`, `-` nor `#`.
    """
    for path in sorted(folder.glob("*.txt")):
        name = path.stem.replace("_", " ")
        if name not in set(Verdict):
            raise BadInput(f"{path.name} is named after no verdict: {', '.join(Verdict)}.")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            mark, _, draft = line.partition(" ")
            if mark in ("+", "-") and draft:
                yield Case(path.name, number, Verdict(name), mark == "+", draft.replace("\\n", "\n"))
            elif line.strip() and not line.startswith("#"):
                raise BadInput(f"{path.name}:{number}: begin a draft with “+ ” or “- ”, a remark with “#”.")


def failures(folder: Path, reader: Reader) -> Iterator[Failure]:
    """Yield the drafts of a corpus that get another verdict than they must, its sources being on file."""
    checker = Checker(reader)
    checker.refresh()
    for case in cases(folder):
        report = checker.check(case.draft)
        if _gets(report, case.verdict) is not case.wanted:
            yield Failure(case, tuple(one.verdict for one in report.quotations))


def _gets(report: Report, verdict: Verdict) -> bool:
    """Whether the worst quotation of a draft has a verdict; other quotations may stand beside it."""
    return bool(report.quotations) and report.quotations[0].verdict is verdict
