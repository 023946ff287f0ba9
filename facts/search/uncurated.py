"""Finds sentences of sources that answer where no record does: nobody has curated or checked them.

The catalogue finds paragraphs by their words; their sentences are read from the store and held against the
question as records are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from facts.answers import Evidence, Excerpt
from facts.catalogue import VERSION, Catalogue
from facts.derived import opened
from facts.model import AnyRecord, Source
from facts.passages import passage_at
from facts.questions import Question, Verb, Within
from facts.search.finder import Finder
from facts.search.profile import sentence_profile
from facts.search.ranking import match
from facts.search.reading import Reading
from facts.search.threshold import needed
from facts.search.whereabouts import key, names_of, published
from facts.store.port import Reader
from facts.text import stem, stems
from facts.visibility import Veil, hidden_passages

SHOWN = 2
_PARAGRAPHS = 12
"""Paragraphs whose sentences are held against a question."""
_LEAST = 0.7
"""The share of a question that a sentence speaks of at least; a record may answer with less."""
_LONGEST = 60
"""Things asked for beyond which no one sentence can say enough of them."""
_SYNONYM = 0.5
"""What a word weighs, in looking for paragraphs, that may stand for one that was typed."""
_LAG = 2_000
"""Revisions that are taken in while a question waits; more only behind the questions."""
_STRETCH = 20_000
_RESTING = 50
_ROOT = 3


_Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a source, where it stands, and from where to where it is shown."""

    source: Source
    span: _Span
    shown: _Span
    coverage: float


class Uncurated:
    """Searches what stands in the sources of a store."""

    def __init__(self, store: Reader, folder: Path | None, finder: Finder) -> None:
        """Search a store; its catalogue is kept in a folder, or without one in memory."""
        self._store, self._folder, self._finder = store, folder, finder
        self._is_followed = False

    @cached_property
    def _catalogue(self) -> Catalogue:
        return opened(Catalogue, VERSION, self._store, self._folder)

    def catch_up(self) -> bool:
        """Take in some of what is on file and not in the catalogue yet; tell whether there was any."""
        if not self.is_behind:
            return False
        self._catalogue.advance(self._store, _STRETCH)
        return True

    @property
    def is_behind(self) -> bool:
        """Whether there is more on file than in the catalogue."""
        return self._catalogue.head < self._store.head()

    def find(self, question: Question, veil: Veil) -> tuple[Excerpt, ...]:
        """Return the sentences that say most of what is asked, best first; none where they say too little.

        The question is taken as it is typed, or else with its slips put right: what no record has and some
        source does is no slip. Of its limits, only sources and days can be told of a sentence.
        """
        within = question.within
        if within.kinds or within.speakers or within.statuses:
            return ()
        if not self._is_followed:  # later revisions are taken in beside the answers, not in one
            self._is_followed = True
            if (head := self._store.head()) <= self._catalogue.head + _LAG:
                self._catalogue.catch_up(self._store, head)
        readings = [self._finder.read(question.text)]
        if readings[0].notes:
            readings.insert(0, self._finder.read(question.text, as_typed=True))
        for reading in readings:
            if found := self._found(reading, question, veil):
                return found
        return ()

    def _found(self, reading: Reading, question: Question, veil: Veil) -> tuple[Excerpt, ...]:
        if reading.is_open or len(reading.concepts) > _LONGEST:
            return ()
        bar = max(_LEAST, needed(reading))
        found = [one for one in self._sentences(reading, question.within) if one.coverage >= bar]
        found.sort(key=lambda one: -one.coverage)
        spoken = (one for one in found if question.verb is not Verb.QUOTE or _is_spoken(one))
        kept = (one for one in spoken if not self._is_curated(one) and not _is_hidden(one, veil))
        return tuple(_excerpt(one) for one, _ in zip(kept, range(SHOWN), strict=False))

    def _sentences(self, reading: Reading, within: Within) -> Iterator[_Sentence]:
        places = self._catalogue.paragraphs(self._terms(reading), _PARAGRAPHS)
        found = self._store.current({name for name, _ in places}) if places else {}
        for name, start in places:
            source = found[name].entry if name in found else None
            if isinstance(source, Source) and _is_within(source, within):
                yield from self._of_paragraph(reading, source, start)

    def _of_paragraph(self, reading: Reading, source: Source, start: int) -> Iterator[_Sentence]:
        """Yield the sentences of a paragraph; none where the source has no paragraph there any more."""
        from facts.quotations import sentence_spans  # noqa: PLC0415 - only where no record answers

        if start and source.text[start - 1 : start] != "\n":
            return
        end = source.text.find("\n", start)
        spans = list(sentence_spans(source.text, (start, end if end >= 0 else len(source.text))))
        for before, span, after in zip([*spans[:1], *spans], spans, [*spans[1:], *spans[-1:]], strict=False):
            said = sentence_profile(source.text[slice(*span)], self._finder.names)
            yield _Sentence(source, span, (before[0], after[1]), match(reading, said).coverage)

    def _terms(self, reading: Reading) -> dict[str, float]:
        """Return the terms of the catalogue that a question may mean, with what each weighs."""
        terms: dict[str, float] = {}
        for concept in reading.concepts:
            for term in self._catalogue.terms(concept.typed):
                terms[term] = 1.0
            for phrase, worth in concept.forms:
                for form in phrase:
                    for term in self._catalogue.beginning(form[: max(_ROOT, len(form) - 1)]):
                        if stem(term) == form:
                            terms.setdefault(term, 1.0 if worth >= 1 else _SYNONYM)
        return terms

    def _is_curated(self, one: _Sentence) -> bool:
        """Tell whether a record rests on all of a sentence: it has been looked at, and did not answer."""
        numbers = self._finder.resting_on(one.source.id, stems(one.source.text[slice(*one.span)]), _RESTING)
        entries = (revision.entry for revision in self._store.at(numbers).values())
        return any(_rests_on(entry, one) for entry in entries if not isinstance(entry, Source))


def _rests_on(record: AnyRecord, one: _Sentence) -> bool:
    start, end = one.span
    return any(
        passage.sha256 == one.source.sha256 and passage.start <= start and end <= passage.end
        for passage in record.passages
    )


def _is_within(source: Source, within: Within) -> bool:
    names = {source.id, *map(key, names_of(source))}
    if within.sources and names.isdisjoint(within.sources):
        return False
    first, last = published(source) or ("", "") if within.is_dated else ("", "")
    if within.is_dated and not last:
        return False
    return (not within.since or last >= within.since) and (not within.until or first <= within.until)


def _is_spoken(one: _Sentence) -> bool:
    from facts.quotations import find_quotations, quoted_stretches  # noqa: PLC0415 - see above

    text = one.source.text[slice(*one.span)]
    return bool(quoted_stretches(text) or find_quotations(text))


def _is_hidden(one: _Sentence, veil: Veil) -> bool:
    """Tell whether a sentence, or what is shown around it, holds words of a record that is withheld."""
    start, end = one.shown
    return any(first < end and start < last for first, last in hidden_passages(veil, one.source))


def _excerpt(one: _Sentence) -> Excerpt:
    (start, end), (first, last) = one.span, one.shown
    evidence = Evidence(passage_at(one.source, start, end), one.source)
    return Excerpt(evidence, one.source.text[first:start], one.source.text[end:last])
