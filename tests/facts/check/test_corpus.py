"""The corpus of drafts whose verdict is known, and that it is whole."""

from collections import Counter
from pathlib import Path

import pytest

from facts.check import Checker, Verdict
from facts.check.selftest import Case, cases, corpus, failures
from facts.errors import BadInput
from facts.store.memory import MemoryStore
from tests.facts.check.desks import corpus_checker

CASES = list(cases(corpus()))


@pytest.fixture(scope="module")
def checker() -> Checker:
    """The articles of the corpus, on file."""
    return corpus_checker()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}:{case.line}")
def test_a_draft_of_the_corpus_gets_the_verdict_it_must(case: Case, checker: Checker) -> None:
    """Each draft gets the verdict of its file, or, near it, any other."""
    found = checker.check(case.draft).quotations
    assert (bool(found) and found[0].verdict is case.verdict) is case.wanted


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_five_drafts_on_either_side(verdict: Verdict) -> None:
    """For each verdict at least five drafts must get it and five near it must not."""
    counts = Counter(case.wanted for case in CASES if case.verdict is verdict)
    assert min(counts[True], counts[False]) >= 5


def test_known_bad_drafts_are_never_called_printable(checker: Checker) -> None:
    """No draft that must get a verdict of refusal is accepted as a whole."""
    refused = [case for case in CASES if case.wanted and case.verdict.advice != "yes"]
    accepted = [
        case
        for case in refused
        if all(one.verdict.advice == "yes" for one in checker.check(case.draft).quotations)
    ]
    assert not accepted


def test_a_failure_names_its_line() -> None:
    """A draft with another verdict is reported by file, line, what it must be and what it is."""
    first = next(failures(corpus(), MemoryStore()))
    assert str(first).startswith("altered.txt:2: must be altered, is not on file")


def test_a_corpus_file_must_be_named_after_a_verdict(tmp_path: Path) -> None:
    """A file named after no verdict is one sentence that lists the verdicts."""
    (tmp_path / "rubbish.txt").write_text("+ “A.”\n", encoding="utf-8")
    with pytest.raises(BadInput, match="named after no verdict"):
        list(cases(tmp_path))


def test_a_corpus_line_must_say_what_it_is(tmp_path: Path) -> None:
    """A draft without a mark before it is refused by file and line."""
    (tmp_path / "altered.txt").write_text("# A remark.\n“We will.”\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"altered\.txt:2"):
        list(cases(tmp_path))
