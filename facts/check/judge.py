"""The verdict on one quotation against one source: exact matches first, then what comes nearest."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from facts.check.align import Match, Near, Pattern, Stream, aligned, blocks, matches, nearest
from facts.check.article import Article
from facts.check.comparison import Agreement, Comparison
from facts.check.context import ending, opening, torn
from facts.check.names import Names
from facts.check.negation import is_negator
from facts.check.outlets import second_hand
from facts.check.report import Difference, Verdict, What
from facts.check.speakers import Speaker, speaker_of
from facts.check.typography import Word
from facts.check.utterances import Text, Utterance
from facts.quotations import Span

_ENOUGH = 0.55
"""Share of a quotation's words that must be the same for a passage to be what it was made from."""
_FEWEST = 3
"""Words that must be the same, unless the quotation has fewer."""
_SHORT = 4
"""Words of a quotation that says too little to be recognised, altered, without its speaker."""
_COVERED = 0.7
"""Share of a quotation's words that runs from several utterances must cover to call it spliced."""
_QUOTED = 0.5
"""Share of the words that stand between quotation marks in the source, below which it is a paraphrase."""


_WHAT: Mapping[str, What] = {"replace": "replaced", "insert": "added", "delete": "left out"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one quotation comes to against one source."""

    verdict: Verdict
    article: Article
    span: Span
    """The source's own words."""
    weight: float
    """1 where the words stand exactly, else the share of them that is the same."""
    differences: tuple[Difference, ...] = ()
    speaker: Speaker | None = None
    agreement: Agreement | None = None
    record: str = ""

    @property
    def exact(self) -> bool:
        """Whether the words themselves stand in the source as the draft has them."""
        return self.weight >= 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """A quotation of the draft, ready to be held against a source."""

    draft: Text
    utterance: Utterance
    pattern: Pattern
    speaker: Speaker | None


def wanted(draft: Text, utterance: Utterance, made: Pattern) -> Wanted:
    """Make a quotation of the draft ready."""
    return Wanted(draft, utterance, made, speaker_of(draft, utterance))


def judge(quotation: Wanted, article: Article, names: Names) -> Finding | None:
    """Return the best that a source has for a quotation, None where it has nothing near."""
    judging = _Judging(quotation, article, names)
    if not judging.promises:
        return None
    exact: list[Finding] = []
    for finding in judging.exact():
        exact.append(finding)
        if finding.verdict.advice == "yes":
            break
    return max(exact, key=lambda one: one.verdict.rank) if exact else judging.near()


@dataclass
class _Judging:
    wanted: Wanted
    article: Article
    names: Names

    @cached_property
    def closest(self) -> Near | None:
        return nearest(self.wanted.pattern.words, self.article.words, self.article.positions)

    @cached_property
    def runs(self) -> list[tuple[int, int, int]]:
        return blocks(self.wanted.pattern.words, self.article.words, self.article.positions)

    @property
    def promises(self) -> bool:
        """Whether enough of the words stand in the source at all to ask who says what in it."""
        count = len(self.wanted.pattern.words)
        close = len(self.closest.equal) if self.closest else 0
        covered = sum(length for _, _, length in self.runs)
        return len(self.wanted.pattern.segments) > 1 or max(close, covered) >= min(_ENOUGH * count, count - 1)

    @cached_property
    def comparison(self) -> Comparison:
        return Comparison(self.wanted.draft, self.article, self.names, lambda: self.article.speakers)

    # --- the words stand

    def exact(self) -> Iterator[Finding]:
        for number, stream in enumerate(self.article.streams):
            for match in matches(self.wanted.pattern, stream, self.article.words):
                yield self._standing(number, stream, match)

    def _standing(self, number: int, stream: Stream, match: Match) -> Finding:
        span = self.article.span_of(stream.at[match.start], stream.at[match.end - 1])
        speaker, record = self.article.speaker(number, span, self.names)
        stretch = (self.wanted.utterance.start, self.wanted.utterance.end)
        agreement = self.comparison.of(self.wanted.speaker, speaker, stretch)
        verdict, differences = self._worst(number, stream, match, agreement)
        return Finding(verdict, self.article, span, 1.0, differences, speaker, agreement, record)

    def _worst(
        self, number: int, stream: Stream, match: Match, agreement: Agreement
    ) -> tuple[Verdict, tuple[Difference, ...]]:
        """The worst that can be said of words that stand."""
        for verdict, what, at in self._objections(stream, match):
            if at is not None:
                return verdict, (Difference(what, "", self.article.text[at[0] : at[1]]),)
        if agreement is Agreement.OTHER:
            return Verdict.WRONG_SPEAKER, ()
        for verdict, what, at in self._cuts(stream, match):
            if at is not None:
                return verdict, (Difference(what, "", self.article.text[at[0] : at[1]]),)
        if agreement is Agreement.UNSURE:
            return Verdict.NO_SPEAKER, ()
        outlet = second_hand(self.article, self.article.utterances[number], self.article.source.publisher)
        if outlet:
            return Verdict.SECOND_HAND, (Difference("elsewhere", "", outlet),)
        return (Verdict.VERBATIM if self._is_whole(stream, match) else Verdict.FRAGMENT), ()

    def _objections(self, stream: Stream, match: Match) -> Iterator[tuple[Verdict, What, Span | None]]:
        yield Verdict.ALTERED, "torn", torn(self.article, stream, match)
        yield Verdict.ALTERED, "replaced", self._other_mood(stream, match)
        yield Verdict.NEGATION, "hidden", self._hidden(stream, match)

    def _cuts(self, stream: Stream, match: Match) -> Iterator[tuple[Verdict, What, Span | None]]:
        yield Verdict.OPENING_CUT, "before", opening(self.article, stream, match)
        yield Verdict.OPENING_CUT, "before", self._nested(stream, match)
        yield Verdict.ENDING_CUT, "after", ending(self.article, stream, match)

    def _hidden(self, stream: Stream, match: Match) -> Span | None:
        """A negation that an ellipsis stands for."""
        for start, end in match.gaps():
            for at in stream.at[start:end]:
                if is_negator(self.article.words[at].text):
                    return self.article.span_of(stream.at[start], stream.at[end - 1])
        return None

    def _other_mood(self, stream: Stream, match: Match) -> Span | None:
        """A question made a statement, or the other way round; a bracket closed that the source has not."""
        last = self.article.words[stream.at[match.end - 1]]
        for mark in "?!)":
            gained = mark in self.wanted.pattern.end and mark not in last.after
            lost = mark != ")" and mark in last.after and mark not in self.wanted.pattern.end
            if gained or (lost and self._is_whole(stream, match) and "…" not in self.wanted.pattern.end):
                return last.start, last.end
        return None

    def _nested(self, stream: Stream, match: Match) -> Span | None:
        """Words that the speaker quotes: those of somebody else again."""
        span = self.article.span_of(stream.at[match.start], stream.at[match.end - 1])
        start = self.article.words[stream.at[0]].start
        return (start, span[0]) if span[0] > start and self.article.nested(span) else None

    def _is_whole(self, stream: Stream, match: Match) -> bool:
        begins = not match.start or self.article.words[stream.at[match.start - 1]].ends_sentence
        ends = match.end == len(stream.at) or self.article.words[stream.at[match.end - 1]].ends_sentence
        first = self.article.words[stream.at[match.start]].text[:1]
        return begins and ends and not first.islower()

    # --- the words do not stand

    def near(self) -> Finding | None:
        words = self.wanted.pattern.words
        near = self.closest
        if near is None:
            return None
        spliced = self._spliced(words, near)
        if spliced:
            return spliced
        if len(near.equal) < max(_ENOUGH * len(words), min(_FEWEST, len(words) - 1)):
            return None
        near = self._within_marks(near, words)
        found = self._finding(
            self._verdict(near, words), near.start, near.end, len(near.equal) / len(words),
            tuple(self._differences(near, words)),
        )  # fmt: skip
        known = found.agreement is Agreement.SAME or len(near.equal) == len(words)
        return found if known or len(words) > _SHORT else None

    def _within_marks(self, near: Near, words: Sequence[Word]) -> Near:
        """The same within the utterance that holds most of it, without the writer's words around."""
        owners = Counter(self.article.owners[at] for at in near.equal if at in self.article.owners)
        if not owners:
            return near
        stream = self.article.streams[owners.most_common(1)[0][0]]
        inside = aligned(words, self.article.words, stream.at)
        return inside if inside is not None and len(inside.equal) >= len(near.equal) else near

    def _finding(
        self, verdict: Verdict, start: int, end: int, share: float, differences: tuple[Difference, ...]
    ) -> Finding:
        span = self.article.span_of(start, end - 1)
        owner = next((self.article.owners[at] for at in range(start, end) if at in self.article.owners), None)
        speaker, record = self.article.speaker(owner, span, self.names)
        stretch = (self.wanted.utterance.start, self.wanted.utterance.end)
        agreement = self.comparison.of(self.wanted.speaker, speaker, stretch)
        weight = min(share, 0.999)
        return Finding(verdict, self.article, span, weight, differences, speaker, agreement, record)

    def _spliced(self, words: Sequence[Word], near: Near) -> Finding | None:
        """Runs of words from two utterances that the draft gives as one."""
        runs = self.runs
        covered = sum(length for _, _, length in runs)
        owners = {self.article.owners.get(place + length // 2) for _, place, length in runs if length > 2}
        if len(owners) < 2 or None in owners or covered < max(_COVERED * len(words), len(near.equal)):
            return None
        quoted = [
            Difference("joined", _shown(words[here : here + length]), self._words(place, place + length))
            for here, place, length in runs
        ]
        first = min(place for _, place, _ in runs)
        last = max(place + length for _, place, length in runs)
        return self._finding(Verdict.SPLICED, first, last, covered / len(words), tuple(quoted))

    def _verdict(self, near: Near, words: Sequence[Word]) -> Verdict:
        changed = [step for step in near.steps if step.op != "equal"]
        lost = sum(
            is_negator(self.article.words[near.at[at]].text) for s in changed for at in range(*s.source)
        )
        gained = sum(is_negator(word.text) for s in changed for word in words[slice(*s.draft)])
        if self._quoted(near) < _QUOTED:
            return Verdict.PARAPHRASE
        if lost != gained:
            return Verdict.NEGATION
        gone = [self.article.words[near.at[at]] for step in changed for at in range(*step.source)]
        figures = any(word.kind in ("number", "symbol") for word in gone)
        if changed and not figures and all(step.op == "delete" for step in changed):
            return Verdict.WORDS_MISSING
        if not changed and self._unquoted(near):
            return Verdict.PARAPHRASE
        return Verdict.ALTERED

    def _quoted(self, near: Near) -> float:
        return sum(at in self.article.owners for at in near.equal) / max(1, len(near.equal))

    def _unquoted(self, near: Near) -> bool:
        return any(at not in self.article.owners for at in near.equal)

    def _differences(self, near: Near, words: Sequence[Word]) -> Iterator[Difference]:
        for step in near.steps:
            theirs = near.at[slice(*step.source)]
            if step.op == "equal":
                yield from self._small_differences(step.draft[0], theirs, words)
                continue
            source = self._words(theirs[0], theirs[-1] + 1) if theirs else ""
            yield Difference(_WHAT[step.op], _shown(words[slice(*step.draft)]), source)

    def _small_differences(
        self, start: int, theirs: Sequence[int], words: Sequence[Word]
    ) -> Iterator[Difference]:
        """Case and marks, between words that are otherwise the same."""
        for here, at in enumerate(theirs, start):
            one, other = words[here], self.article.words[at]
            marks = here < start + len(theirs) - 1 and one.after != other.after
            if (one.text != other.text and here > 0) or marks:
                yield Difference("replaced", one.text + one.after, other.text + other.after)

    def _words(self, start: int, end: int) -> str:
        if start >= end:
            return ""
        span = self.article.span_of(start, end - 1)
        return self.article.text[span[0] : span[1]]


def _shown(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
