"""Word against word: where a quotation stands exactly, and where it does not, what differs.

Exact means exact: a pattern matches a stream of the source's words or it does not; no percentage decides.
Only an ellipsis and a bracketed insertion of the draft may stand for words of the source.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from facts.check.negation import is_figure, is_negator
from facts.check.typography import Word, same
from facts.quotations.words import CONJUNCTIONS, DETERMINERS, PREPOSITIONS

_BRACKET = 4
"""Words of the source that one bracketed insertion may stand for, at most."""
_OFTEN = 40
"""A word that stands more often than this in one article anchors nothing."""
_SLACK = 6
"""Words by which an altered passage may be longer than the draft, on either side."""
_MOST = 400
"""Words of a quotation that are looked at to find the place of an altered one."""


_OPENS_PHRASE = frozenset(word for word in PREPOSITIONS | CONJUNCTIONS | DETERMINERS if not is_negator(word))
"""Words that no phrase ends in."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The words of one quotation of the draft: its segments lie between ellipses."""

    segments: tuple[tuple[Word, ...], ...]
    joins: frozenset[int]
    """Offsets of the words that begin anew behind the draft's own "…," he said, "…"."""
    end: str
    """The marks behind its last word."""

    @property
    def words(self) -> tuple[Word, ...]:
        """All of its words, in order."""
        return tuple(word for segment in self.segments for word in segment)


def pattern(parts: Sequence[Sequence[Word]]) -> Pattern:
    """Make the pattern of an utterance that the draft gives in one part or several."""
    segments: list[list[Word]] = [[]]
    for part in parts:
        for word in part:
            segments[-1].append(word)
            if "…" in word.after:
                segments.append([])
    joins = frozenset(part[0].start for part in parts[1:] if part)
    last = parts[-1][-1].after if parts and parts[-1] else ""
    return Pattern(tuple(tuple(one) for one in segments if one), joins, last)


@dataclass(frozen=True, slots=True)
class Stream:
    """Words of a source that may be quoted in one breath: their indices, and where a tag interrupts them."""

    at: tuple[int, ...]
    joins: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern stands: for each segment the positions in the stream, end exclusive."""

    spans: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """The first position."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """The position behind the last."""
        return self.spans[-1][1]

    def gaps(self) -> Iterator[tuple[int, int]]:
        """Yield what each ellipsis stands for."""
        for before, behind in pairwise(self.spans):
            yield before[1], behind[0]


def matches(wanted: Pattern, stream: Stream, source: Sequence[Word]) -> Iterator[Match]:
    """Yield every place where a pattern stands in a stream, its later segments as early as they can."""
    reading = _Reading(wanted, stream, source)
    for first in reading.places(wanted.segments[0], 0):
        spans = [first]
        for segment in wanted.segments[1:]:
            following = next(reading.places(segment, spans[-1][1]), None)
            if following is None:
                break
            spans.append(following)
        else:
            yield Match(tuple(spans))


@dataclass(frozen=True, slots=True)
class _Reading:
    wanted: Pattern
    stream: Stream
    source: Sequence[Word]

    def places(self, segment: Sequence[Word], start: int) -> Iterator[tuple[int, int]]:
        """Yield where a segment stands, from a position of the stream on."""
        for at in range(start, len(self.stream.at)):
            end = self._walk(segment, 0, at)
            if end is not None and end > at:
                yield at, end

    def _walk(self, segment: Sequence[Word], here: int, at: int) -> int | None:
        """Return the position behind the segment when its words from `here` on stand at `at`."""
        while here < len(segment):
            if segment[here].kind == "insert":
                return self._inserted(segment, here, at)
            at = self._skip_inserts(at, first=here == 0)
            if at >= len(self.stream.at) or not self._fits(segment, here, at):
                return None
            here, at = here + 1, at + 1
        return at

    def _skip_inserts(self, at: int, *, first: bool) -> int:
        """The source's own bracketed insertions may be left out."""
        while not first and at < len(self.stream.at) and self._word(at).kind == "insert":
            at += 1
        return at

    def _inserted(self, segment: Sequence[Word], here: int, at: int) -> int | None:
        """A bracketed insertion of the draft: the source's own, or in place of a few harmless words."""
        if self._is_own(segment[here], at):
            return self._walk(segment, here + 1, at + 1)
        if not here and at and self._word(at - 1).kind == "insert":
            return None  # the source opens with a bracket of its own, and the draft with another
        around = range(max(0, at - _BRACKET), at + _BRACKET + 1)
        if any(self._is_own(segment[here], place) for place in around):
            return None
        if is_negator(segment[here].text) or (at < len(self.stream.at) and self._word(at).kind == "insert"):
            return None
        for taken in range(_BRACKET + 1):
            end = self._walk(segment, here + 1, at + taken)
            if end is not None:
                return end
            if at + taken >= len(self.stream.at) or not self._may_stand_for(at + taken):
                return None
        return None

    def _is_own(self, word: Word, at: int) -> bool:
        """Whether a bracket of the draft is the source's own, which stands for nothing beside it."""
        own = self._word(at) if at < len(self.stream.at) else None
        return own is not None and own.kind == "insert" and same(word, own, first=True)

    def _may_stand_for(self, at: int) -> bool:
        word = self._word(at)
        return not (is_negator(word.text) or is_figure(word) or word.ends_sentence)

    def _fits(self, segment: Sequence[Word], here: int, at: int) -> bool:
        word, own = segment[here], self._word(at)
        loose = here == 0 or at in self.stream.joins or word.start in self.wanted.joins
        if not same(word, own, first=loose):
            return False
        if loose or at == 0:
            return True
        before, behind = segment[here - 1], self._word(at - 1)
        if "insert" in (before.kind, behind.kind):
            return "…" not in behind.after
        return before.after == behind.after

    def _word(self, at: int) -> Word:
        return self.source[self.stream.at[at]]


# --- what stands near ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an alignment: ranges of the draft's words and of the source's."""

    op: str
    """`equal`, `replace`, `insert` (only in the draft) or `delete` (only in the source)."""
    draft: tuple[int, int]
    source: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Near:
    """The place that comes nearest to a quotation, and the way from one to the other."""

    steps: tuple[Step, ...]
    at: Sequence[int]
    """The indices of the source's words that the steps count."""

    @property
    def start(self) -> int:
        """The index of its first word."""
        return self.at[self.steps[0].source[0]]

    @property
    def end(self) -> int:
        """The index behind its last word."""
        return self.at[max(step.source[1] for step in self.steps) - 1] + 1

    @property
    def equal(self) -> tuple[int, ...]:
        """The indices of the words that are the same."""
        same_ones = (step.source for step in self.steps if step.op == "equal")
        return tuple(self.at[place] for span in same_ones for place in range(*span))


def positions(source: Sequence[Word]) -> Mapping[str, Sequence[int]]:
    """Return where each word stands, by its key."""
    found: dict[str, list[int]] = {}
    for at, word in enumerate(source):
        found.setdefault(word.key, []).append(at)
    return found


def nearest(draft: Sequence[Word], source: Sequence[Word], at: Mapping[str, Sequence[int]]) -> Near | None:
    """Return the passage that comes nearest to some words, None where no word of them anchors one."""
    votes: dict[int, float] = {}
    for here, word in enumerate(draft[:_MOST]):
        places = at.get(word.key, ())
        if len(places) <= _OFTEN:
            for place in places:
                band = (place - here) // _SLACK
                votes[band] = votes.get(band, 0) + 1 / len(places)
                votes[band + 1] = votes.get(band + 1, 0) + 0.9 / len(places)
    if not votes:
        return None
    offset = max(votes, key=lambda band: (votes[band], -band)) * _SLACK
    low = max(0, offset - _SLACK)
    return aligned(draft, source, range(low, min(len(source), offset + len(draft) + 2 * _SLACK)))


def aligned(draft: Sequence[Word], source: Sequence[Word], at: Sequence[int]) -> Near | None:
    """Return how some words differ from those of a source at some indices; None where no word is the same."""
    keys = [source[index].key for index in at]
    codes = Levenshtein.opcodes(keys, [word.key for word in draft])
    steps = [Step(c.tag, (c.dest_start, c.dest_end), (c.src_start, c.src_end)) for c in codes]
    while steps and steps[0].op == "delete":
        del steps[0]
    while steps and steps[-1].op == "delete":
        del steps[-1]
    if not any(step.op == "equal" for step in steps):
        return None
    closed = _closed_up_behind(_closed_up_before(steps, keys), keys)
    return Near(tuple(_ended(closed, [source[index] for index in at], draft)), at)


def _closed_up_before(steps: list[Step], keys: Sequence[str]) -> list[Step]:
    """Move first words that stand far before the rest to the same words close to it."""
    if len(steps) < 3 or (steps[0].op, steps[1].op) != ("equal", "delete"):
        return steps
    first, gone = steps[0], steps[1]
    near = gone.source[1] - (first.source[1] - first.source[0])
    if keys[near : gone.source[1]] != keys[slice(*first.source)]:
        return steps
    return [Step("equal", first.draft, (near, gone.source[1])), *steps[2:]]


def _closed_up_behind(steps: list[Step], keys: Sequence[str]) -> list[Step]:
    """Move last words that stand far behind the rest to the same words close to it."""
    if len(steps) < 3 or (steps[-2].op, steps[-1].op) != ("delete", "equal"):
        return steps
    gone, last = steps[-2], steps[-1]
    near = gone.source[0] + last.source[1] - last.source[0]
    if keys[gone.source[0] : near] != keys[slice(*last.source)]:
        return steps
    return [*steps[:-2], Step("equal", last.draft, (gone.source[0], near))]


def _ended(steps: list[Step], source: Sequence[Word], draft: Sequence[Word]) -> list[Step]:
    """Let other words at the end stand for no more than a phrase of the source: right now, immediately|to."""
    last = steps[-1]
    if last.op != "replace" or draft[-1].key in _OPENS_PHRASE:
        return steps
    first, end = last.source
    while end - first > 1 and (source[end - 1].key in _OPENS_PHRASE or source[end - 2].ends_sentence):
        end -= 1
    return [*steps[:-1], Step("replace", last.draft, (first, end))]


def blocks(
    draft: Sequence[Word], source: Sequence[Word], at: Mapping[str, Sequence[int]], shortest: int = 2
) -> list[tuple[int, int, int]]:
    """Return the runs of the draft that stand somewhere in the source: draft, source, length; greedily."""
    found, here = [], 0
    while here < min(len(draft), _MOST):
        places = at.get(draft[here].key, ())[: 4 * _OFTEN]
        length, place = max(((_run(draft, here, source, p), -p) for p in places), default=(0, 0))
        if length >= shortest:
            found.append((here, -place, length))
        here += max(1, length if length >= shortest else 1)
    return found


def _run(draft: Sequence[Word], here: int, source: Sequence[Word], place: int) -> int:
    length = 0
    while (
        here + length < len(draft)
        and place + length < len(source)
        and draft[here + length].key == source[place + length].key
    ):
        length += 1
    return length
