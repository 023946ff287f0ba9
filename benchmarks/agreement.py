"""How far quotations agree with those of a gold file, by measures that other systems can be held to as well.

A segment is a span of a quotation up to a line break, without the marks and white space at its ends. Gold
counts where its cue is one of speech and it has four words or more; what it has beside that (beliefs, wants)
is neither asked for nor counted against anybody. A quoted stretch of five words or more is found where one
quotation holds four fifths of its letters.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from facts.quotations import Span, quoted_stretches
from facts.quotations.cues import forms

Quote = dict[str, Any]
_EDGES = " \t\r\n\u00a0“”\"'‘’`.,;:!?—–-…()[]"
_SPEECH = frozenset(
    form
    for base in "say tell add ask write tweet insist argue claim note explain declare state warn announce "
    "reply continue conclude recall admit acknowledge respond suggest contend assert maintain predict deny "
    "allege confirm complain joke quip boast remark observe vow pledge promise reiterate reveal stress "
    "emphasize concede testify shout yell cry exclaim muse counter retort report read".split()
    for form in forms(base)
) | {"according", ":"}
"""Fixed, so that a verb more in the engine asks for nothing more of itself."""
_CUE = re.compile(r"[a-z]+|:")
_FEWEST, _LONG = 4, 5
_SAME = 0.8
_QUOTED = 0.9
"""Share of a segment between quotation marks from which it is direct speech."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of one quotation."""

    start: int
    end: int
    quote: Quote
    direct: bool


@dataclass(slots=True)
class Count:
    """What was found, what there was to find, and what of it is the same."""

    found: int = 0
    wanted: int = 0
    right: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in per cent."""
        return 200 * self.right / max(1, self.found + self.wanted)

    @property
    def share(self) -> float:
        """What of the wanted is right, in per cent."""
        return 100 * self.right / max(1, self.wanted)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The counts over all documents."""

    stretches: Count
    """Quoted stretches of five words or more, by the right speaker."""
    direct: Count
    reported: Count
    speakers: Count
    """Of the segments that are the same: how many have the right speaker."""


def agreement(pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> Agreement:
    """Hold predicted documents against gold ones; both are in the exchange format."""
    total = Agreement(Count(), Count(), Count(), Count())
    for gold, predicted in pairs:
        text = gold["text"]
        stretches = [one.inner for one in quoted_stretches(text) if one.depth == 0 and one.mark == "double"]
        wanted = list(_segments(text, gold["quotes"], stretches))
        asked = [one for one in wanted if _is_speech(text, one)]
        others = [one for one in wanted if one not in asked]
        found = list(_segments(text, predicted["quotes"], stretches))
        found = [one for one in found if _counts(text, one, asked, others)]
        _count_segments(total, text, asked, found)
        _count_stretches(total.stretches, text, stretches, asked, found)
    return total


def _segments(text: str, quotes: Sequence[Quote], stretches: Sequence[Span]) -> Iterator[Segment]:
    seen = set[Span]()
    for quote in quotes:
        for start, end in quote.get("spans") or [[quote["start"], quote["end"]]]:
            for line in re.finditer(r"[^\n]+", text[start:end]):
                words = line.group()
                first = start + line.start() + len(words) - len(words.lstrip(_EDGES))
                last = start + line.start() + len(words.rstrip(_EDGES))
                if first < last and (first, last) not in seen:
                    seen.add((first, last))
                    share = sum(_shared((first, last), one) for one in stretches) / (last - first)
                    yield Segment(first, last, quote, share >= _QUOTED)


def _is_speech(text: str, one: Segment) -> bool:
    cue = _CUE.findall((one.quote.get("cue_text") or "").lower())
    return not _SPEECH.isdisjoint(cue) and len(re.findall(r"\w+", text[one.start : one.end])) >= _FEWEST


def _counts(text: str, one: Segment, asked: Sequence[Segment], others: Sequence[Segment]) -> bool:
    """Whether a prediction counts: it is one that was asked for, or meets nothing that was not."""
    return any(_likeness(text, one, other) >= _SAME for other in asked) or not any(
        _shared(_span(one), _span(other)) for other in others
    )


def _count_segments(total: Agreement, text: str, asked: list[Segment], found: list[Segment]) -> None:
    for kind, count in ((True, total.direct), (False, total.reported)):
        count.wanted += sum(one.direct is kind for one in asked)
        count.found += sum(one.direct is kind for one in found)
    for gold, predicted in _matched(text, asked, found):
        (total.direct if gold.direct else total.reported).right += 1
        if gold.quote["speaker_start"] is not None:
            total.speakers.wanted += 1
            total.speakers.right += _same_speaker(gold.quote, predicted.quote)


def _matched(text: str, asked: list[Segment], found: list[Segment]) -> Iterator[tuple[Segment, Segment]]:
    """Yield pairs of segments, the likeliest first, each of them once."""
    pairs = [(_likeness(text, one, other), one, other) for one in asked for other in found]
    taken = set[int]()
    for likeness, one, other in sorted(pairs, key=lambda pair: -pair[0]):
        if likeness >= _SAME and taken.isdisjoint((id(one), id(other))):
            taken |= {id(one), id(other)}
            yield one, other


def _count_stretches(
    count: Count, text: str, stretches: list[Span], asked: list[Segment], found: list[Segment]
) -> None:
    for stretch in stretches:
        if len(re.findall(r"\w+", text[slice(*stretch)])) >= _LONG:
            gold, predicted = _holder(text, stretch, asked), _holder(text, stretch, found)
            count.wanted += gold is not None
            count.found += predicted is not None
            count.right += bool(gold and predicted and _same_speaker(gold, predicted))


def _holder(text: str, stretch: Span, segments: list[Segment]) -> Quote | None:
    """The quotation that holds most of a stretch, if it holds enough of it."""
    held: dict[int, tuple[int, Quote]] = {}
    for one in segments:
        before = held.get(id(one.quote), (0, one.quote))[0]
        held[id(one.quote)] = before + _letters(text, _span(one), stretch), one.quote
    best = max(held.values(), key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _SAME * _letters(text, stretch, stretch) else None


def _same_speaker(gold: Quote, predicted: Quote) -> bool:
    spans = [quote.get("speaker_spans") or [] for quote in (gold, predicted)]
    return any(_shared(tuple(one), tuple(other)) for one in spans[0] for other in spans[1])


def _likeness(text: str, one: Segment, other: Segment) -> float:
    if not _shared(_span(one), _span(other)):
        return 0.0
    both = len("".join(text[max(one.start, other.start) : min(one.end, other.end)].split()))
    either = len("".join(text[min(one.start, other.start) : max(one.end, other.end)].split()))
    return both / either


def _letters(text: str, one: Span, other: Span) -> int:
    return sum(map(str.isalnum, text[max(one[0], other[0]) : min(one[1], other[1])]))


def _span(one: Segment) -> Span:
    return one.start, one.end


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
