"""Numbers and dates outside the quotations, held against records on the same subject: questions only."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from facts.check.archive import Archive
from facts.check.report import Figure
from facts.check.typography import Word, words
from facts.check.utterances import Text
from facts.model import Event, Fact, sources_of
from facts.quotations import Span
from facts.text import stems

_SENTENCE = re.compile(r"[^\s][^\n]*?(?:(?<=[.?!])(?=\s+[A-Z“\"])|(?=\n)|$)")
_SHARED = 3
"""Words with meaning that a sentence must share with a record to be on its subject."""
_RECORDS = 4
_MOST = 200
"""Sentences with figures that are asked about at most."""
_EMPTY = frozenset(
    stem
    for word in "the a an of in on at to for from by with and or but as is are was were be been has have "
    "had it its that this these those he she they his her their who which will would said say says not "
    "no than about more over after before into also each one two".split()
    for stem in stems(word)
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)


@dataclass(frozen=True, slots=True)
class _Number:
    value: str
    unit: str
    """The stem of the word behind it."""
    span: Span


def figures(draft: Text, archive: Archive) -> tuple[Figure, ...]:
    """Return the numbers and dates of a draft that differ from a record on the same subject."""
    found: dict[Span, Figure] = {}
    asked = 0
    for start, sentence in _sentences(draft):
        numbers = list(_numbers(words(sentence)))
        if numbers and asked < _MOST:
            asked += 1
            for figure in _questions(start, sentence, numbers, archive):
                found.setdefault((figure.start, figure.end), figure)
    return tuple(found[span] for span in sorted(found))


def _sentences(draft: Text) -> Iterator[tuple[int, str]]:
    """The draft's own sentences: what stands between quotation marks is blanked out."""
    own = list(draft.text)
    for utterance in draft.utterances:
        for start, end in utterance.spans:
            own[start:end] = " " * (end - start)
    for match in _SENTENCE.finditer("".join(own)):
        yield match.start(), match.group()


def _numbers(read: Sequence[Word]) -> Iterator[_Number]:
    for at, word in enumerate(read):
        if word.kind != "number":
            continue
        before = read[at - 1].key if at else ""
        if before in _MONTHS:
            yield _Number(word.text, before, (read[at - 1].start, word.end))
        elif at + 1 < len(read) and not word.after:
            following = read[at + 1]
            unit = (
                following.key if following.key in _MONTHS else (stems(following.text) or [following.text])[0]
            )
            yield _Number(word.text, unit, (word.start, following.end))


def _questions(start: int, sentence: str, numbers: Sequence[_Number], archive: Archive) -> Iterator[Figure]:
    subject = set(stems(sentence)) - _EMPTY
    for record in archive.statements(sentence, _RECORDS):
        shared = {stem for stem in subject & set(stems(record.statement)) if not stem[0].isdigit()}
        if len(shared) < _SHARED:
            continue
        on_file = list(_numbers(words(record.statement)))
        for number in numbers:
            rival = _rival(number, on_file)
            if rival:
                yield _figure(start, sentence, number, record)


def _rival(number: _Number, on_file: Sequence[_Number]) -> bool:
    """Whether the record counts the same thing and comes to something else."""
    same_unit = [one for one in on_file if one.unit == number.unit]
    return bool(same_unit) and all(one.value != number.value for one in same_unit)


def _figure(start: int, sentence: str, number: _Number, record: Fact | Event) -> Figure:
    first, last = number.span
    dated = number.unit in _MONTHS or isinstance(record, Event)
    return Figure(
        start + first, start + last, sentence[first:last], record.statement, record.id,
        sources_of(record)[0], "date" if dated else "number",
    )  # fmt: skip
