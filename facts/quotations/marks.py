"""The geometry of quotation marks: which mark opens, which closes, and what runs over paragraphs.

A mark is judged by its shape and by its neighbours, so that a mark of the wrong shape or a missing one
spoils its own paragraph at most. One pass, constant work a mark: linear whatever the input.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from facts.quotations.model import Span, Stretch

_MARK = re.compile(r"``|''|[\"“”„«»‹›‘’'‚「」『』＂]")
_ENGLISH = re.compile(r"``|''|[\"“”＂]")
_BREAK = re.compile(r"\n\s*")
_SOFT_WRAP = re.compile(r"[\w,;-]")
_LATER_CLOSER = re.compile(r"[^\s]['’](?=[\s.,;:!?)”\"]|$)")
_ELIDED = re.compile(r"(?:\d0s|em|tis|twas|til|till|cause|round|n)\b", re.IGNORECASE)
_OPENING_BEFORE = frozenset("([{—–-/“‘\"'«„‹「『…")
_DEEPEST = 6
"""Marks nested deeper than this are taken as text: nobody quotes a quotation of a quotation six times."""
_WRAPPED_LINE = range(45, 101)
"""A line of this length that ends within a sentence was wrapped by a machine and ends no paragraph."""
_PATIENCE = 2

Kind = Literal["double", "single"]

_PAIRS = {"„": "“”", "‚": "‘’", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』"}
_FAMILY = dict.fromkeys(("“", "”", '"', "＂", "``", "''"), '“”"＂')


@dataclass(frozen=True, slots=True)
class _Open:
    start: int
    inner: int
    mark: str
    resumes: bool = False
    doubtful: bool = False
    """It looked more like a closing mark; without a partner it is dropped."""


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs of a text, without the white space around them.

    A line break ends a paragraph, unless the line looks as if a machine had wrapped it.
    """
    start = line = len(text) - len(text.lstrip())
    for found in _BREAK.finditer(text, start):
        if _is_wrapped(text, line, found):
            line = found.end()
            continue
        yield from _stripped(text, start, found.start())
        start = line = found.end()
    yield from _stripped(text, start, len(text))


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    end = start + len(text[start:end].rstrip())
    if start < end:
        yield start, end


def _is_wrapped(text: str, line: int, found: re.Match[str]) -> bool:
    """Whether a line break came from a machine: lines of a typical width, the first ending in a sentence."""
    at = found.start()
    following = text.find("\n", found.end(), found.end() + _WRAPPED_LINE.stop)
    if following < 0 and len(text) - found.end() >= _WRAPPED_LINE.stop:
        return False
    if found.group().count("\n") > 1 or at - line not in _WRAPPED_LINE or found.end() >= len(text):
        return False
    return bool(_SOFT_WRAP.match(text[at - 1]))


def stretches(text: str) -> Iterator[Stretch]:
    """Yield every stretch between quotation marks, paragraph by paragraph, in order of its start."""
    left_open = 0
    for span in paragraphs(text):
        found = stretches_in(text, span, left_open=left_open > 0)
        yield from found
        left_open = stays_open(found, was=left_open)


def stays_open(found: Sequence[Stretch], *, was: int) -> int:
    """Return for how many more paragraphs a quotation left open may be taken up again.

    One paragraph without marks, such as a caption, may stand in between.
    """
    if any(not stretch.closed for stretch in found):
        return _PATIENCE
    return max(0, was - 1) if not found else 0


def stretches_in(text: str, span: Span, *, left_open: bool = False) -> list[Stretch]:
    """Return the stretches of one paragraph; `left_open` when the one before ended inside a quotation."""
    return _Paragraph(text, span, left_open=left_open).read()


class _Paragraph:
    """One reading of one paragraph, from left to right, with a stack of the marks still open."""

    def __init__(self, text: str, span: Span, *, left_open: bool) -> None:
        self.text = text
        self.start, self.end = span
        self.left_open = left_open
        self.open: list[_Open] = []
        self.found: list[Stretch] = []

    def read(self) -> list[Stretch]:
        for match in _MARK.finditer(self.text, self.start, self.end):
            self._take(match.group(), match.start(), match.end())
        self._finish()
        return _nested(self.found)

    def _take(self, mark: str, start: int, end: int) -> None:
        before = self.text[start - 1] if start > self.start else " "
        after = self.text[end] if end < self.end else " "
        if mark in "‘’'":
            self._single(mark, start, before, after)
        elif mark in _FAMILY:
            self._english(mark, (start, end), before, after)
        else:
            self._paired(mark, (start, end), before, after)

    def _paired(self, mark: str, at: Span, before: str, after: str) -> None:
        level = self._level_closed_by(mark)
        if level is not None:
            self._close(level, at)
        elif mark in "„‚«‹「『" or (mark in "»›" and before.isspace() and not after.isspace()):
            self._push(_Open(at[0], at[1], mark))

    def _english(self, mark: str, at: Span, before: str, after: str) -> None:
        level = self._level_closed_by(mark)
        opens = _may_open(before) and not after.isspace()
        if level is not None and (mark == "”" or not self._reopens(mark, level, opens, after)):
            self._close(level, at)
        elif level is None and self.left_open and not self.found and not opens and mark != "“":
            self.open = [_Open(self.start, self.start, '"', resumes=True)]
            self._close(0, at)
        elif not _is_measure(mark, before, after) and (mark != "”" or opens):
            if level is not None and not self._nests(at[1]):
                del self.open[level:]
            self._push(self._opening(at, mark, doubtful=not opens))

    def _opening(self, at: Span, mark: str, *, doubtful: bool) -> _Open:
        resumes = self.left_open and at[0] == self.start
        return _Open(at[0], at[1], mark, resumes=resumes, doubtful=doubtful)

    def _reopens(self, mark: str, level: int, opens: bool, after: str) -> bool:
        """A mark that can only open, while one is open: the earlier one was never closed."""
        if self.open[level].mark in _PAIRS:
            return False
        return opens and after.isalnum() and mark in ("“", '"', "``", "＂")

    def _nests(self, at: int) -> bool:
        """A mark that opens within marks of its own kind: two that can only close come next."""
        behind = _ENGLISH.finditer(self.text, at, self.end)
        return [self._closes(one) for one in islice(behind, 2)] == [True, True]

    def _closes(self, mark: re.Match[str]) -> bool:
        start, end = mark.span()
        after = self.text[end] if end < self.end else " "
        return not (_may_open(self.text[start - 1]) or after.isalnum())

    def _single(self, mark: str, start: int, before: str, after: str) -> None:
        level = self._level_closed_by(mark)
        if level is not None and not after.isalnum() and not before.isspace() and mark != "‘":
            if not self._is_possessive(start, before, after):
                self._close(level, (start, start + 1))
        elif level is not None and mark == "‘" and self.open[level].mark == "‚":
            self._close(level, (start, start + 1))
        elif level is None and mark != "’" and _may_open(before) and self._starts_word(start + 1):
            self._push(_Open(start, start + 1, mark))

    def _starts_word(self, at: int) -> bool:
        """A whole word, and not one whose first letters an apostrophe stands for: ’90s, ’em."""
        return self.text[at : at + 1].isalnum() and not _ELIDED.match(self.text, at)

    def _is_possessive(self, start: int, before: str, after: str) -> bool:
        """The workers' rights: an apostrophe after s, with a better closing mark to come."""
        following = self.text[start + 2 : start + 3]
        if before != "s" or not after.isspace() or not following.islower():
            return False
        return bool(_LATER_CLOSER.search(self.text, start + 1, min(self.end, start + 200)))

    def _level_closed_by(self, mark: str) -> int | None:
        for level in range(len(self.open) - 1, -1, -1):
            opened = self.open[level].mark
            if opened in _PAIRS and mark in _PAIRS[opened]:
                return level
            if opened in _FAMILY and mark in _FAMILY:
                return level
            if opened in ("‘", "'") and mark in ("’", "'"):
                return level
        return None

    def _push(self, opened: _Open) -> None:
        if len(self.open) < _DEEPEST:
            self.open.append(opened)

    def _close(self, level: int, at: Span) -> None:
        opened = self.open[level]
        del self.open[level:]
        if self.text[opened.inner : at[0]].strip():
            self.found.append(_stretch(opened, at))

    def _finish(self) -> None:
        for opened in self.open:
            words = self.text[opened.inner : self.end].strip()
            if _kind(opened.mark) == "double" and not opened.doubtful and " " in words:
                self.found.append(replace(_stretch(opened, (self.end, self.end)), closed=False))
                return


def _stretch(opened: _Open, at: Span) -> Stretch:
    inner = (opened.inner, at[0])
    return Stretch(opened.start, at[1], inner, _kind(opened.mark), 0, closed=True, resumes=opened.resumes)


def _nested(found: list[Stretch]) -> list[Stretch]:
    """Set each stretch's depth by what truly encloses it: a mark that never closed encloses nothing."""
    nested, enclosing = [], list[int]()
    for stretch in sorted(found, key=lambda one: (one.start, -one.end)):
        while enclosing and enclosing[-1] <= stretch.start:
            enclosing.pop()
        nested.append(replace(stretch, depth=len(enclosing)))
        enclosing.append(stretch.end)
    return nested


def _kind(mark: str) -> Kind:
    return "single" if mark in "‘'‚‹›" else "double"


def _may_open(before: str) -> bool:
    return before.isspace() or before in _OPENING_BEFORE


def _is_measure(mark: str, before: str, after: str) -> bool:
    """A straight mark after a digit is inches or seconds: a 6" pipe."""
    return mark == '"' and before.isdigit() and not after.isalnum()
