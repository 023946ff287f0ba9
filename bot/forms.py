"""What a message that shows records is made from, so that it can be made again from the same records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, Self

from bot.render.answers import Message, message
from bot.render.correction import notice
from bot.render.share import shared
from facts.answers import (
    Answer,
    Card,
    Chronology,
    DeskStatus,
    DidYouMean,
    Found,
    Nothing,
    Sources,
    Usage,
    cards_of,
)
from facts.desk import Desk
from facts.model import Entity, Source, Status, Value
from facts.postings import Shown
from facts.questions import Question, Verb
from facts.seen import digest_of, rests_on
from facts.store.port import Reader

_BARE = Question(Verb.ASK)


class Form(Value):
    """What a message is made from.

    Attributes:
        kind: what sort of message it is.
        question: what was asked, where anything was.
        cards: the ids of the records that it shows.
        more: the ids of those that its button leads to.
        understood: how what was asked was read.
        speaker: the id of the person of whom nothing is on file.
        user: Slack's id of who had it shared or watched.
        text: the heading of a notice, or what the button of a checked quotation carried.
    """

    kind: Literal["found", "timeline", "nothing", "sources", "share", "check", "notice"]
    question: Question = _BARE
    cards: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()
    speaker: str = ""
    user: str = ""
    text: str = ""

    @classmethod
    def of(cls, answer: Answer) -> Self | None:
        """Return what an answer's message is made from; None for one that shows no records."""
        match answer:
            case Found(question, cards, more, understood):
                return cls._showing("found", question, cards, more=more, understood=understood)
            case Chronology(question, happened, planned, more, understood):
                cards = (*happened, *planned)
                return cls._showing("timeline", question, cards, more=more, understood=understood)
            case Nothing(question, speaker=speaker, near=near, understood=understood) if near:
                name = speaker.id if speaker else ""
                return cls._showing("nothing", question, near, understood=understood, speaker=name)
            case Sources(question, cards):
                return cls._showing("sources", question, cards)
            case Nothing() | DidYouMean() | Usage() | DeskStatus():
                return None

    @classmethod
    def _showing(cls, kind: str, question: Question, cards: Iterable[Card], **fields: object) -> Self:
        ids = tuple(card.record.id for card in cards)
        return cls.model_validate({"kind": kind, "question": question, "cards": ids, **fields})


@dataclass(frozen=True, slots=True)
class Made:
    """A message as it is to be posted, and what is to be remembered of it.

    Attributes:
        message: the message.
        form: what it is made from; None where it shows no records.
        state: the last revision that it takes in.
        shown: what it shows.
        first: the last revision whose corrections it need not tell of, where that is not `state`.
    """

    message: Message
    form: Form | None = None
    state: int = 0
    shown: tuple[Shown, ...] = ()
    first: int | None = None


def made(desk: Desk, store: Reader, form: Form) -> Made:
    """Make a message from the records as they are now; one that is not for the reader any more is left out.

    Raises:
        BadInput: the message cannot be made at all.
    """
    state = desk.head
    cards = desk.cards(form.cards)
    shown = shown_by(cards, state)
    left_out = (Shown(id_, state) for id_ in set(form.cards).difference(each.entry for each in shown))
    return Made(_message(desk, store, form, cards), form, state, (*shown, *left_out))


def made_of(answer: Answer, shown: Message, state: int) -> Made:
    """Return the message of an answer with what is to be remembered of it.

    Args:
        answer: what was answered.
        shown: the answer as a message.
        state: the desk's head before it was asked.
    """
    form = Form.of(answer)
    return Made(shown, form, state, shown_by(cards_of(answer), state)) if form else Made(shown)


def shown_by(cards: Iterable[Card], state: int) -> tuple[Shown, ...]:
    """Return what cards show: themselves, and the entries that they show beside their records."""
    return tuple({each.entry: each for each in _shown_by(cards, state)}.values())


def _shown_by(cards: Iterable[Card], state: int) -> Iterator[Shown]:
    """Yield what cards show, the cards themselves last."""
    own = []
    for card in cards:
        own.append(Shown(card.record.id, card.revision, digest_of(card)))
        yield from (Shown(entry, state) for entry in rests_on(card))
    yield from own


def _message(desk: Desk, store: Reader, form: Form, cards: tuple[Card, ...]) -> Message:
    match form.kind:
        case "found":
            return message(Found(form.question, cards, _ids(desk, form.more), form.understood))
        case "timeline":
            more = _ids(desk, form.more)
            return message(Chronology.of(form.question, cards, more, form.understood))
        case "nothing":
            speaker = next((card.record for card in desk.cards((form.speaker,))), None)
            known = speaker if isinstance(speaker, Entity) else None
            return message(Nothing(form.question, known, cards, understood=form.understood))
        case "sources":
            return message(Sources(form.question, cards))
        case "share":
            return shared(cards[0], form.question, form.user) if cards else message(Found(form.question, ()))
        case "check":
            return _checked(store, form, cards)
        case "notice":
            return notice(form.text, cards, form.user)


def _checked(store: Reader, form: Form, cards: tuple[Card, ...]) -> Message:
    """Return a checked quotation with the status that its record has now."""
    from bot.render.check_values import shared_of  # noqa: PLC0415 - with it comes the check: see `bot.checking`
    from bot.render.checks import shared_check  # noqa: PLC0415

    value = shared_of(form.text)
    if form.cards:
        status = cards[0].record.status if cards else Status.RETRACTED
        known = "" if status is Status.VERIFIED else str(status)
        attribution = replace(value.checked.attribution, status=known)
        value = value.model_copy(update={"checked": replace(value.checked, attribution=attribution)})
    place = value.passage
    versions = store.history(place.source) if place else ()
    sources = (each.entry for each in versions if isinstance(each.entry, Source))
    source = next((each for each in sources if place and each.sha256.startswith(place.digest)), None)
    return shared_check(value, source, form.user)


def _ids(desk: Desk, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of those records that are on file for the reader."""
    return tuple(card.record.id for card in desk.cards(ids))
