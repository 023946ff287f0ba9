"""Cards: a record with everything that a reader must see beside it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from facts.answers import (
    Answer,
    Card,
    Chronology,
    DeskStatus,
    DidYouMean,
    Difference,
    Evidence,
    Found,
    Nothing,
    Silent,
    Sources,
    Usage,
)
from facts.model import (
    AnyRecord,
    Disagreement,
    Entity,
    Event,
    Fact,
    Passage,
    Quote,
    Revision,
    Source,
    now,
    sources_of,
    unique,
)
from facts.passages import version_of
from facts.questions import Question
from facts.store.port import Reader
from facts.visibility import is_withheld

_KEPT = 500


class Cards:
    """Makes cards from one state of a store, and keeps them: a revision never changes."""

    def __init__(self, store: Reader, clock: Callable[[], datetime] = now) -> None:
        """Read the disagreements, which cards of other records show."""
        self._store = store
        self._clock = clock
        self._entries: dict[str, Source | Entity] = {}
        self._differences: defaultdict[str, list[Disagreement]] = defaultdict(list)
        for revision in store.all("disagreement"):
            if isinstance(revision.entry, Disagreement):
                for record_id in revision.entry.records:
                    self._differences[record_id].append(revision.entry)
        self._cards: dict[int, Card] = {}

    def at(self, numbers: Sequence[int], beside: Collection[str] = ()) -> tuple[Card, ...]:
        """Return the cards of the revisions with these numbers, in this order; sources have none.

        Args:
            numbers: those of revisions.
            beside: ids of the sources and speakers that the cards show, as far as they are known: what is
                known beforehand is read with the records, in one look.
        """
        missing = [number for number in numbers if number not in self._cards]
        if missing:
            self._keep(missing, beside)
        return tuple(self._cards[number] for number in numbers if number in self._cards)

    def current(self, ids: Sequence[str]) -> tuple[Card, ...]:
        """Return the cards of the current revisions of these records, in this order."""
        revisions = self._store.current(ids)
        return self.at([revisions[i].number for i in unique(ids) if i in revisions])

    def _keep(self, numbers: Iterable[int], beside: Collection[str]) -> None:
        if len(self._cards) >= _KEPT:
            self._cards.clear()
            self._entries.clear()
        unread = set(beside) - self._entries.keys()
        found = self._store.at(numbers, unread)
        self._note(found[number] for number in sorted(found) if found[number].entry.id in unread)
        entries = ((number, found[number].entry) for number in numbers if number in found)
        records = [(number, entry) for number, entry in entries if not isinstance(entry, Source)]
        shown = {i for _, record in records for i in self._shown_with(record)}
        if unread := shown - self._entries.keys():
            self._note(self._store.current(unread).values())
        for number, record in records:
            self._cards[number] = self._made(number, record)

    def _shown_with(self, record: AnyRecord) -> Iterator[str]:
        """Yield the ids of the sources and of the speaker that a record's card shows."""
        yield from sources_of(record)
        for difference in self._differences.get(record.id, ()):
            yield from sources_of(difference)
        match record.kind:
            case "quote":
                yield record.speaker
            case "fact":
                yield from (silence.source for silence in record.silences)

    def _note(self, revisions: Iterable[Revision]) -> None:
        """Note the sources and entities that cards show, of which the last revision holds."""
        for revision in revisions:
            if isinstance(revision.entry, Source | Entity):
                self._entries[revision.entry.id] = revision.entry

    def _made(self, number: int, record: AnyRecord) -> Card:
        return Card(
            number,
            record,
            self._evidence(record.passages),
            self._speaker(record),
            tuple(Difference(d, self._evidence(d.passages)) for d in self._differences.get(record.id, ())),
            self._silent(record),
            is_withheld(record, self._clock()),
        )

    def _evidence(self, passages: Iterable[Passage]) -> tuple[Evidence, ...]:
        return tuple(Evidence(passage, self._source(passage)) for passage in passages)

    def _source(self, passage: Passage) -> Source:
        """Return the version of the source that a passage was taken from."""
        current = self._entries.get(passage.source)
        found = (
            version_of(current, passage.sha256, self._store.history) if isinstance(current, Source) else None
        )
        if found is None:
            raise LookupError(f"no version of source '{passage.source}' has digest {passage.sha256}")
        return found

    def _speaker(self, record: AnyRecord) -> Entity | None:
        speaker = self._entries.get(record.speaker) if isinstance(record, Quote) else None
        return speaker if isinstance(speaker, Entity) else None

    def _silent(self, record: AnyRecord) -> tuple[Silent, ...]:
        silences = record.silences if isinstance(record, Fact) else ()
        return tuple(
            Silent(source, silence.terms)
            for silence in silences
            if isinstance(source := self._entries.get(silence.source), Source)
        )


def chronological(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Return the events, earliest first, what is planned last.

    Events that begin on one day keep the order in which they were filed.
    """
    events = [(card.record, card) for card in cards if isinstance(card.record, Event)]
    events.sort(key=lambda pair: (pair[0].basis == "planned", pair[0].earliest, pair[1].revision))
    return tuple(card for _, card in events)


def before(answer: Answer, question: Question, cards: tuple[Card, ...]) -> Answer:
    """Return an answer with these cards before its own, or alone where it has none to give."""
    match answer:
        case Found() | Sources():
            return replace(answer, cards=(*cards, *answer.cards))
        case Chronology():
            both = chronological((*cards, *answer.happened, *answer.planned))
            return Chronology.of(question, both, answer.more, answer.understood)
        case Nothing() | DidYouMean():
            return Found(question, cards)
        case Usage() | DeskStatus():
            return answer
