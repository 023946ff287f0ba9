"""A source on file as the check sees it: its text read once, and the curated records that rest on it."""

from collections.abc import Sequence
from functools import cached_property

from facts.check.names import Names
from facts.check.parts import gender_of, generation_of, name_parts
from facts.check.speakers import Speaker, speaker_of
from facts.check.utterances import Text
from facts.model import Passage, Quote, Source
from facts.passages import passage_at
from facts.quotations import Span

_CLOSING = frozenset(".,;:!?…”’\"'»“)]」』")
"""Marks that belong to the sentence that they follow."""


class Article(Text):
    """A source with the quotes on file that stand in it."""

    def __init__(self, source: Source, quotes: Sequence[Quote]) -> None:
        super().__init__(source.text)
        self.source = source
        self.quotes = tuple(_placed(source, quotes))

        self._speakers: dict[int, Speaker | None] = {}

    @cached_property
    def speakers(self) -> tuple[Speaker, ...]:
        """Everybody who speaks in it, one for each utterance that has a speaker."""
        found = (self._speaker(number) for number in range(len(self.utterances)))
        return tuple(one for one in found if one is not None)

    def _speaker(self, number: int) -> Speaker | None:
        if number not in self._speakers:
            self._speakers[number] = speaker_of(self, self.utterances[number])
        return self._speakers[number]

    def speaker(self, number: int | None, span: Span, names: Names) -> tuple[Speaker | None, str]:
        """Return who says the words of a span, and the id of the record that says so, if one does.

        Args:
            number: the utterance that the words stand in, None where in none.
            span: where they stand.
            names: the entities on file.
        """
        read = self._speaker(number) if number is not None else None
        quote = next((one for start, end, one in self.quotes if start < span[1] and span[0] < end), None)
        if quote is None:
            return read, ""
        entity = names.get(quote.speaker)
        name = entity.name if entity else quote.speaker_text
        described = frozenset(f"{quote.speaker_title} {quote.speaker_text}".lower().split())
        described |= read.described if read else frozenset()
        gender = gender_of(name) or (read.gender if read else "")
        at = read.span if read else span
        curated = Speaker(
            quote.speaker_text, name_parts(name), gender, described, True, at, quote.speaker,
            generation_of(name) or generation_of(quote.speaker_text),
        )  # fmt: skip
        return curated, quote.id

    def passage(self, span: Span) -> Passage:
        """Return a span as a passage with its selectors."""
        return passage_at(self.source, *span)

    def sentence(self, span: Span) -> str:
        """Return the sentence, or sentences, around a span."""
        first, last = self.index_at(span[0]), max(self.index_at(span[1]) - 1, 0)
        while first and not self.words[first - 1].ends_sentence:
            first -= 1
        while last + 1 < len(self.words) and not self.words[last].ends_sentence:
            last += 1
        end = self.words[last].end
        while end < len(self.text) and self.text[end] in _CLOSING:
            end += 1
        return self.text[self.words[first].start : end]


def _placed(source: Source, quotes: Sequence[Quote]) -> list[tuple[int, int, Quote]]:
    """Where the words of each quote stand in this version of the source."""
    found = []
    for quote in quotes:
        for passage in quote.passages:
            if passage.source == source.id and passage.sha256 == source.sha256 and quote.form != "indirect":
                inside = passage.exact.find(quote.words)
                start = passage.start + max(inside, 0)
                end = start + len(quote.words) if inside >= 0 else passage.end
                found.append((start, end, quote))
    return found
