"""A report for people and for programs: text with line numbers, and SARIF for editors and CI.

SARIF is 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from facts.check.report import MEANING, Advice, Checked, Figure, Report, Verdict

_LEVELS: Mapping[Advice, str] = {"no": "error", "look": "warning", "unknown": "note", "yes": "none"}
_ADVICE: Mapping[Advice, str] = {"no": "do not print", "look": "look", "unknown": "unknown", "yes": "print"}


class Lines:
    """Where an offset stands in a draft: lines and columns count from 1, columns in code points."""

    def __init__(self, draft: str) -> None:
        self._starts = [0, *(at + 1 for at, c in enumerate(draft) if c == "\n")]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def as_text(report: Report, draft: str, name: str) -> str:
    """Return a report as lines for a terminal: the tally, each quotation worst first, the questions."""
    lines = Lines(draft)
    tally = ", ".join(f"{count} {verdict}" for verdict, count in report.tally.items())
    parts = [f"{name}: {tally or 'no quotations'}"]
    parts += ["\n".join(_quotation(one, lines, name)) for one in report.quotations]
    parts += [_question(one, lines, name) for one in report.figures]
    return "\n\n".join(parts)


def _quotation(one: Checked, lines: Lines, name: str) -> Iterator[str]:
    line, column = lines.place(one.start)
    yield f"{name}:{line}:{column}: {one.verdict} ({_ADVICE[one.verdict.advice]}): {MEANING[one.verdict]}"
    yield f"  draft   “{one.text}”{f' ({one.speaker})' if one.speaker else ''}"
    if one.passage:
        said = f" ({one.attribution.source})" if one.attribution.source else ""
        yield f"  source  “{one.passage.exact}”{said}, {one.source}{f', {one.record}' if one.record else ''}"
    for each in one.differences:
        yield f"  {each.what}: {' → '.join(f'“{side}”' for side in (each.draft, each.source) if side)}"
    if one.verdict is Verdict.FRAGMENT:
        yield f"  sentence  {one.sentence}"
    yield from _attribution(one)


def _attribution(one: Checked) -> Iterator[str]:
    found = one.attribution
    if found.agreement == "unsure":
        yield "  speaker not established in the source"
    if found.spelling:
        yield f"  house spelling: {found.spelling}"
    if found.titles:
        yield f"  titles on file: {'; '.join(found.titles)}"
    if found.status:
        yield f"  the record is {found.status}"


def _question(one: Figure, lines: Lines, name: str) -> str:
    line, column = lines.place(one.start)
    return f"{name}:{line}:{column}: “{one.text}”? The desk has: {one.on_file} ({one.source}, {one.record})"


def as_sarif(report: Report, draft: str, name: str) -> dict[str, Any]:
    """Return a report as a SARIF log: what may not be printed is an error, what wants a look a warning."""
    lines = Lines(draft)
    results = [
        _result(
            f"quotation/{_rule(one.verdict)}", _LEVELS[one.verdict.advice], _message(one), one, lines, name
        )
        for one in report.quotations
        if one.verdict.advice != "yes"
    ]
    results += [
        _result(f"figure/{one.what}", "note", f"The desk has: {one.on_file}", one, lines, name)
        for one in report.figures
    ]
    rules = [
        {"id": f"quotation/{_rule(verdict)}", "shortDescription": {"text": MEANING[verdict]}}
        for verdict in Verdict
    ]
    driver = {"name": "factdesk", "rules": rules}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _rule(verdict: Verdict) -> str:
    return verdict.replace(" ", "-")


def _message(one: Checked) -> str:
    source = f" The source: “{one.passage.exact}”" if one.passage else ""
    return f"{one.verdict}: {MEANING[one.verdict]}.{source}"


def _result(
    rule: str, level: str, message: str, at: Checked | Figure, lines: Lines, name: str
) -> dict[str, Any]:
    line, column = lines.place(at.start)
    end_line, end_column = lines.place(at.end)
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    location = {"physicalLocation": {"artifactLocation": {"uri": name}, "region": region}}
    return {"ruleId": rule, "level": level, "message": {"text": message}, "locations": [location]}
