"""A report as text, JSON and SARIF."""

import json

from facts.check import as_json, as_sarif, as_text
from tests.facts.check.desks import checker_of, source

CHECKER = checker_of(source("“We will not sell the pool,” said Ann Lee, the mayor."))
DRAFT = "First line.\n\n“We will sell the pool,” said Ann Lee. “No stork ever came,” said Ann Lee."


def test_text_names_lines_and_shows_both_sides() -> None:
    """Each quotation has its line and column, its verdict, the draft's words and the source's."""
    printed = as_text(CHECKER.check(DRAFT), DRAFT, "draft.txt")
    assert printed.startswith("draft.txt: 1 negation, 1 not on file")
    assert "draft.txt:3:2: negation (do not print)" in printed
    assert "source  “We will not sell the pool” (Ann Lee), article" in printed
    assert "left out: “not”" in printed


def test_json_has_offsets_into_the_draft() -> None:
    """The JSON form has the agreed fields, and its offsets are those of the draft."""
    found = as_json(CHECKER.check(DRAFT))
    first = found["quotations"][0]
    assert set(found) == {"quotations", "figures"}
    assert set(first) == set(
        "start end text speaker verdict record source passage differences attribution".split()
    )
    assert DRAFT[first["start"] : first["end"]] == "We will sell the pool,"
    assert json.loads(json.dumps(found)) == found


def test_sarif_has_a_result_for_what_may_not_be_printed() -> None:
    """What must not be printed is an error at its place; what may be is no result."""
    run = as_sarif(CHECKER.check(DRAFT), DRAFT, "draft.txt")["runs"][0]
    assert [(one["ruleId"], one["level"]) for one in run["results"]] == [
        ("quotation/negation", "error"),
        ("quotation/not-on-file", "note"),
    ]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (3, 2)
    assert {one["ruleId"] for one in run["results"]} <= {
        rule["id"] for rule in run["tool"]["driver"]["rules"]
    }


def test_a_clean_draft_has_no_results() -> None:
    """A draft with nothing to object to gives an empty SARIF run."""
    draft = "“We will not sell the pool,” said Ann Lee."
    assert as_sarif(CHECKER.check(draft), draft, "a.txt")["runs"][0]["results"] == []
