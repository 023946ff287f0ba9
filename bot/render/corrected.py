"""The draft's sentence with the source's words in it: where these fit, what stands before and after them."""

import re

from bot.render import limits
from facts.check.report import Checked, Verdict

_FITTING = frozenset((Verdict.ALTERED, Verdict.NEGATION, Verdict.WORDS_MISSING))
"""Verdicts on words of one utterance, which the source's can stand in for as they are."""
_SETTLED = frozenset(("same", "nobody"))
"""Agreements on the speaker with which the rest of the sentence may stay."""
_SENTENCE_ENDS = re.compile(r"[.?!…]['\"”’»)\]]*\s+|\n")
_LAST_MARKS = re.compile(r"[.,;:?!…—–-]*\s*$")
_CLOSING = re.compile(r"['\"”’»“]*")
_BROKEN = re.compile(r"[\"“”„«»\n]")


def surroundings(draft: str, one: Checked) -> tuple[str, str] | None:
    """Return the draft's sentence before and after the words to replace; None where the source's do not fit.

    They do not where the speaker is another, nor where the words of either are interrupted.
    """
    if one.verdict not in _FITTING or one.attribution.agreement not in _SETTLED or one.passage is None:
        return None
    if draft[one.start : one.end].strip() != one.text or _BROKEN.search(one.passage.exact + one.text):
        return None
    marks = _LAST_MARKS.search(one.text)
    kept = one.text[marks.start() :] if marks else ""
    before, after = _before(draft, one.start), _after(draft, one.end, closed=kept.startswith("."))
    return before, kept + after


def _before(draft: str, start: int) -> str:
    near = draft[max(0, start - limits.SENTENCE) : start]
    ends = list(_SENTENCE_ENDS.finditer(near))
    return near[ends[-1].end() :] if ends else near


def _after(draft: str, end: int, *, closed: bool) -> str:
    """Return the rest of the sentence: the closing marks alone where the quotation has closed it."""
    near = draft[end : end + limits.SENTENCE]
    closing = _CLOSING.match(near)
    if closed and closing:
        return closing[0]
    found = _SENTENCE_ENDS.search(near)
    return near[: found.end()].rstrip() if found else near.rstrip()
