"""Holding a draft against the desk: one verdict for each quotation, the source's own words beside it."""

from facts.check.checker import Checker
from facts.check.drafts import read_draft
from facts.check.printing import as_sarif, as_text
from facts.check.report import Attribution, Checked, Difference, Figure, Report, Verdict, as_json

__all__ = [
    "Attribution",
    "Checked",
    "Checker",
    "Difference",
    "Figure",
    "Report",
    "Verdict",
    "as_json",
    "as_sarif",
    "as_text",
    "read_draft",
]
