"""A text as the check sees it: its words, what of them stands between quotation marks, and who says it.

A source and a draft are read alike. Each utterance is what may be quoted in one breath: one stretch between
marks, with what goes on behind a tag within the same sentence (“…,” she said, “…”) or in the next paragraph.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from facts.check.align import Stream, positions
from facts.check.parts import name_parts
from facts.check.people import People
from facts.check.typography import Word, words
from facts.quotations import Form, Quotation, Span, Stretch, find_quotations, quoted_stretches

if TYPE_CHECKING:
    from facts.check.titled import Called

_SENTENCE = 200
"""Words of a sentence that are read back, at most."""
_SEGMENT = re.compile(r"[.,;:“”\"\n]")
_BREAK = re.compile(r"\n\s*")
_TAG = 160
"""Code points of a tag that interrupts a sentence, at most."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One utterance: its spans in the text, and the quotation that it is part of, if it is part of one."""

    spans: tuple[Span, ...]
    quotation: Quotation | None

    @property
    def start(self) -> int:
        """Where its first span begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where its last span ends."""
        return self.spans[-1][1]


class Text:
    """A text, read once and lazily: words, quotations, utterances, people."""

    def __init__(self, text: str, *, draft: bool = False) -> None:
        """Take a text. In a draft, what follows a mark that nothing closes is checked as well."""
        self.text = text
        self._draft = draft
        self.descriptions: dict[str, frozenset[str]] = {}
        """What was found to describe a last name; kept, for a name that stands a thousand times."""
        self.called: dict[int, tuple[tuple[Called, ...], frozenset[str]]] = {}
        """What was found to be said of somebody where a name begins; kept for the next who is described."""

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words in order."""
        return words(self.text)

    @cached_property
    def positions(self) -> Mapping[str, Sequence[int]]:
        """Where each word stands, by its key."""
        return positions(self.words)

    @cached_property
    def people(self) -> People:
        """Whom it names."""
        return People(self.text, strict=self._draft)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Everything between quotation marks that can be trusted to end where it seems to."""
        found = quoted_stretches(self.text)
        taken_up = {at for at, (one, other) in enumerate(pairwise(found)) if other.resumes}
        return tuple(one for at, one in enumerate(found) if one.closed or self._draft or at in taken_up)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """Who said what in it, reported speech included."""
        return find_quotations(self.text)

    @cached_property
    def voices(self) -> frozenset[tuple[str, ...]]:
        """The names, in parts, by which it gives somebody the word."""
        return frozenset(name_parts(one.speaker.text) for one in self.quotations if one.speaker)

    @cached_property
    def utterances(self) -> tuple[Utterance, ...]:
        """What may be quoted in one breath, in order."""
        return tuple(sorted(self._utterances(), key=lambda one: one.start))

    @cached_property
    def streams(self) -> tuple[Stream, ...]:
        """The words of each utterance, as indices."""
        return tuple(self._stream(one) for one in self.utterances)

    @cached_property
    def outside(self) -> tuple[Span, ...]:
        """What stands outside quotation marks."""
        found, at = [], 0
        for start, end in sorted(span for one in self.utterances for span in one.spans):
            if at < start:
                found.append((at, start))
            at = max(at, end)
        return (*found, (at, len(self.text))) if at < len(self.text) else tuple(found)

    def own(self, span: Span) -> Iterator[Span]:
        """Yield the parts of a span that stand outside quotation marks: the writer's own words."""
        first = bisect_right(self.outside, span[0], key=lambda one: one[1])
        for start, end in self.outside[first:]:
            if start >= span[1]:
                return
            yield max(start, span[0]), min(end, span[1])

    def find_own(self, pattern: re.Pattern[str], span: Span) -> Iterator[re.Match[str]]:
        """Yield where a pattern stands in the writer's own words of a span."""
        for start, end in self.own(span):
            yield from pattern.finditer(self.text, start, end)

    @cached_property
    def owners(self) -> Mapping[int, int]:
        """Which utterance a quoted word belongs to, by their indices."""
        return {at: number for number, stream in enumerate(self.streams) for at in stream.at}

    def span_of(self, first: int, last: int) -> Span:
        """Return the offsets from the word with one index to the one with another, both included."""
        return self.words[first].start, self.words[last].end

    def index_at(self, offset: int) -> int:
        """Return the index of the first word that begins at an offset or behind it."""
        return bisect_left(self._starts, offset)

    def breaks(self, start: int, end: int) -> int:
        """Return how many times a line ends between two offsets; empty lines count with the one before."""
        return len(_BREAK.findall(self.text, start, max(start, end)))

    def sentence_start(self, offset: int) -> int:
        """Return where the sentence around an offset begins."""
        first = self.index_at(offset)
        least = max(0, first - _SENTENCE)
        while first > least and not self.words[first - 1].ends_sentence:
            first -= 1
        return min([offset, *(word.start for word in self.words[first : first + 1])])

    def segment_end(self, offset: int) -> int:
        """Return where the segment of a sentence around an offset ends: at a mark, or with the text."""
        mark = _SEGMENT.search(self.text, offset)
        return mark.start() if mark else len(self.text)

    def in_marks(self, offset: int) -> bool:
        """Return whether an offset stands between quotation marks."""
        at = bisect_right(self._stretch_starts, offset) - 1
        return at >= 0 and offset < self.outermost[at].inner[1]

    def resumes(self, offset: int) -> bool:
        """Return whether the marks at an offset take up what the paragraph before left open."""
        at = bisect_right(self._stretch_starts, offset) - 1
        return at >= 0 and self.outermost[at].resumes

    @cached_property
    def outermost(self) -> tuple[Stretch, ...]:
        """The stretches that stand within no other."""
        return tuple(one for one in self.stretches if one.depth == 0)

    def within(self, span: Span) -> tuple[Word, ...]:
        """Return the words that stand within a span."""
        return self.words[self.index_at(span[0]) : self.index_at(span[1])]

    def nested(self, span: Span) -> bool:
        """Return whether a span lies within quotation marks that stand within others."""
        return any(
            one.depth and one.inner[0] <= span[0] and span[1] <= one.inner[1] for one in self.stretches
        )

    @cached_property
    def _stretch_starts(self) -> list[int]:
        return [one.inner[0] for one in self.outermost]

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    def _stream(self, utterance: Utterance) -> Stream:
        at: list[int] = []
        joins = set[int]()
        for start, end in utterance.spans:
            if at:
                joins.add(len(at))
            at += range(self.index_at(start), self.index_at(end))
        return Stream(tuple(at), frozenset(joins))

    def _utterances(self) -> Iterator[Utterance]:
        by_start = {one.inner[0]: one for one in self.outermost}
        taken = set[int]()
        for quotation in self.quotations:
            inner = [one for one in self.outermost if _holds(quotation, one)] if quotation.quoted else []
            inner = [one for one in inner if one.inner[0] not in taken]
            taken.update(one.inner[0] for one in inner)
            if inner:
                yield from (Utterance(spans, quotation) for spans in self._in_one_breath(inner, quotation))
            elif quotation.form is Form.DIRECT and not quotation.quoted:
                yield Utterance(quotation.spans, quotation)
        for start, stretch in by_start.items():
            if start not in taken:
                yield Utterance((stretch.inner,), None)

    def _in_one_breath(self, inner: Sequence[Stretch], quotation: Quotation) -> Iterator[tuple[Span, ...]]:
        spans = [inner[0].inner]
        for before, behind in pairwise(inner):
            if self._goes_on(before, behind, quotation):
                spans.append(behind.inner)
            else:
                yield tuple(spans)
                spans = [behind.inner]
        yield tuple(spans)

    def _goes_on(self, before: Stretch, behind: Stretch, quotation: Quotation) -> bool:
        """Whether an utterance goes on: in the next paragraph, or behind a tag within one sentence."""
        between = self.text[before.end : behind.start]
        if not between.strip():
            return behind.resumes and not before.closed
        if quotation.form is not Form.DIRECT or "\n" in between or len(between) > _TAG:
            return False
        closing = self.text[before.start : before.end].rstrip(" \"”’'»“")[-1:]
        return between.rstrip()[-1] in ",—–-" and closing not in ".?!" and not _ends_sentence(between)


def _ends_sentence(between: str) -> bool:
    return any(word.ends_sentence for word in words(between)) or between.lstrip()[:1] in ".;:?!"


def _holds(quotation: Quotation, stretch: Stretch) -> bool:
    start, end = stretch.inner
    return any(start <= a and b <= end for a, b in quotation.quoted)
