"""What the desk may answer: a closed set, each answer with all that a renderer needs to show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self, TypeAlias

from facts.model import AnyRecord, Disagreement, Entity, Kind, Passage, Source
from facts.questions import Question, Verb


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage with the version of the source that it stands in."""

    passage: Passage
    source: Source


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence of a source that nobody has curated, with what stands `before` and `after` it there."""

    sentence: Evidence
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A disagreement, with the passages of its sides."""

    record: Disagreement
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Silent:
    """A source on file that says nothing of the matter: none of `terms` stands in it."""

    source: Source
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """One record as a reader sees it. `speaker` is set for quotes, `revision` is the one shown.

    `withheld`: it is under an embargo or not for publication, and only curators see it.

    The desk makes one card of a revision, so that a card equals itself alone, and hashes at once.
    """

    revision: int
    record: AnyRecord
    evidence: tuple[Evidence, ...]
    speaker: Entity | None = None
    differences: tuple[Difference, ...] = ()
    silent: tuple[Silent, ...] = ()
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Records that answer, best first; `more` are the ids of those that follow the cards.

    `understood` says how a name or a misspelt word was read, where that differs from what was typed.
    """

    question: Question
    cards: tuple[Card, ...]
    more: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chronology:
    """Events in order, what happened apart from what is planned; `more` as in `Found`."""

    question: Question
    happened: tuple[Card, ...]
    planned: tuple[Card, ...]
    more: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        question: Question,
        cards: Iterable[Card],
        more: tuple[str, ...] = (),
        understood: tuple[str, ...] = (),
    ) -> Self:
        """Part cards of events, in their order, into what happened and what is planned."""
        parts: dict[bool, list[Card]] = {False: [], True: []}
        for card in cards:
            parts[card.record.kind == "event" and card.record.basis == "planned"].append(card)
        return cls(question, tuple(parts[False]), tuple(parts[True]), more, understood)


@dataclass(frozen=True, slots=True)
class DidYouMean:
    """Nothing as asked, but these questions come near and have an answer."""

    question: Question
    suggestions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """No record on file. `speaker` is the person of whom no words are on file; `near` truly is near.

    `uncurated` are sentences of sources that speak of it: no record rests on them, and nobody has checked
    them.
    """

    question: Question
    speaker: Entity | None = None
    near: tuple[Card, ...] = ()
    uncurated: tuple[Excerpt, ...] = ()
    understood: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the records just answered with stand: asked as "source?" in a thread."""

    question: Question
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """How to ask with this verb; for `help`, how to ask at all."""

    verb: Verb


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """What is on file: entries by kind, the last revision's number, the packs loaded."""

    counts: Mapping[Kind, int]
    head: int
    packs: tuple[str, ...]


Answer: TypeAlias = Found | Chronology | DidYouMean | Nothing | Sources | Usage | DeskStatus


def records_in(answer: Answer) -> int:
    """Return how many records an answer has found."""
    return len(cards_of(answer)) + len(answer.more) if isinstance(answer, Found | Chronology) else 0


def cards_of(answer: Answer) -> tuple[Card, ...]:
    """Return the cards that an answer shows, those nearby included."""
    match answer:
        case Found() | Sources():
            return answer.cards
        case Chronology():
            return (*answer.happened, *answer.planned)
        case Nothing():
            return answer.near
        case DidYouMean() | Usage() | DeskStatus():
            return ()
