"""An answer as a Slack message: one function a kind of answer, and `message` that knows them all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby, islice
from typing import Any, TypeAlias, assert_never

from bot.render import ids, labels, limits
from bot.render.blocks import (
    Block,
    actions,
    bold,
    button,
    code,
    context,
    divider,
    header,
    italic,
    line,
    plain,
    rich,
    section,
    words,
)
from bot.render.cards import several
from bot.render.entries import entry
from bot.render.evidence import passages
from bot.render.excerpts import excerpt_blocks, excerpt_line
from bot.render.line import copy_line, difference_line, silence_line
from bot.render.text import clip, fallback, quoted
from bot.render.usage import CHECK, CURATE, USAGE, HowTo, asked
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
)
from facts.model import Entity, Event, Quote
from facts.questions import Question, Verb
from facts.when import period

Message: TypeAlias = dict[str, Any]
"""`text`, `blocks` and what keeps a message quiet, for `chat.postMessage`, a `response_url` or an ack."""

Layout: TypeAlias = Callable[[Iterable[Card], str], Iterable[list[Block]]]
"""Lays cards out, the blocks of one after the other, given the question as `ids.question_value` gives it."""

_MORE_ROOM = 30
_ANY = Question(Verb.ASK)


def private(answer: Answer) -> Message:
    """Return an answer for the one who asked, as the body of the ack."""
    return for_asker(message(answer))


def for_asker(shown: Message) -> Message:
    """Return a message as the body of an ack that only the one who asked will see."""
    return {"response_type": "ephemeral", **shown}


def message(answer: Answer) -> Message:
    """Return an answer as a message; it is kept and shared, so nobody may change it."""
    match answer:
        case Found():
            return _found(answer)
        case Chronology():
            return _chronology(answer)
        case DidYouMean():
            return _did_you_mean(answer)
        case Nothing():
            return _nothing(answer)
        case Sources():
            return _sources(answer)
        case Usage():
            return _usage(answer)
        case DeskStatus():
            return _status(answer)
    assert_never(answer)


def withheld_beside(shown: Message, question: Question, held_back: int) -> Message:
    """Return an answer with a button that shows what answers as well and is not for everybody."""
    label = f"Show {held_back} not for publication or under embargo"
    show = button(label, ids.ANSWER_WITHHELD, ids.question_value(question))
    *above, last = shown["blocks"]
    if last["type"] == "actions":
        return {**shown, "blocks": [*above, {**last, "elements": [*last["elements"], show]}]}
    return {**shown, "blocks": [*above, last, actions(show)]}


def quiet(text: str, blocks: list[Block]) -> Message:
    """Return a message that previews no link, and whose `text` is as literal as its blocks."""
    return {"text": text, "mrkdwn": False, "blocks": blocks, "unfurl_links": False, "unfurl_media": False}


@lru_cache(maxsize=1_000)
def told(card: Card) -> str:
    """Return a card in plain text: its line, what differs, who is silent."""
    return "\n".join(
        (copy_line(card), *map(difference_line, card.differences), *map(silence_line, card.silent))
    )


@lru_cache(maxsize=256)
def _found(answer: Found) -> Message:
    return _records(answer.question, answer.cards, answer.more, several, answer.understood)


@lru_cache(maxsize=64)
def _chronology(answer: Chronology) -> Message:
    cards = (*answer.happened, *answer.planned)
    shown, later = cards[: limits.CHRONOLOGY_ENTRIES], cards[limits.CHRONOLOGY_ENTRIES :]
    more = (*(card.record.id for card in later), *answer.more)
    return _records(answer.question, shown, more, _entries, answer.understood)


def _entries(cards: Iterable[Card], _asked_for: str) -> Iterator[list[Block]]:
    for is_planned, same in groupby(cards, _is_planned):
        heading = header(labels.PLANNED if is_planned else labels.HAPPENED)
        for number, card in enumerate(same):
            yield [entry(card)] if number else [heading, entry(card)]


def _is_planned(card: Card) -> bool:
    return isinstance(card.record, Event) and card.record.basis == "planned"


def _sources(answer: Sources) -> Message:
    return _records(answer.question, answer.cards, (), _with_passages, ())


def _with_passages(cards: Iterable[Card], _asked_for: str) -> Iterator[list[Block]]:
    return ([entry(card), *passages([], card.evidence, limits.PASSAGE)] for card in cards)


def _records(
    question: Question,
    cards: tuple[Card, ...],
    more: tuple[str, ...],
    laid_out: Layout,
    understood: tuple[str, ...],
) -> Message:
    """Return as many cards as a message holds, and a button for those after them."""
    asked_for, held = ids.question_value(question), _held(laid_out, cards, understood)
    shown, left = cards[:held], (*(card.record.id for card in cards[held:]), *more)
    groups = islice(laid_out(cards, asked_for), held)
    tail = [_more(asked_for, left)] if left else []
    paragraphs = [*understood, *map(told, shown)] if cards else [labels.NO_RECORD]
    return quiet(fallback(paragraphs), [*_head(cards, understood), *chain.from_iterable(groups), *tail])


@lru_cache(maxsize=1_000)
def _held(laid_out: Layout, cards: tuple[Card, ...], understood: tuple[str, ...]) -> int:
    """Return how many cards a message holds; the question, in the values of buttons, takes no room."""
    head = _head(cards, understood)
    kept = limits.fit(
        laid_out(cards, ids.question_value(_ANY)),
        blocks=limits.MESSAGE_BLOCKS - len(head) - 1,
        text=limits.MESSAGE_CHARACTERS - limits.characters(head) - _MORE_ROOM,
    )
    return len(kept)


def _head(cards: Sequence[Card], understood: tuple[str, ...]) -> list[Block]:
    return _understood(understood) if cards else [section(plain(labels.NO_RECORD))]


def _more(asked_for: str, records: tuple[str, ...]) -> Block:
    """Return the button that shows the records after these, as many as it can carry."""
    next_ones = ids.carried(asked_for, records)
    label = f"Show {len(next_ones)} more" + f" of {len(records)}" * (len(next_ones) < len(records))
    return actions(button(label, ids.ANSWER_MORE, ids.more_value(asked_for, next_ones)))


def _did_you_mean(answer: DidYouMean) -> Message:
    said = f"{_nothing_on_file(answer)} {labels.DID_YOU_MEAN}"
    meant = answer.suggestions[: limits.SUGGESTIONS]
    buttons = [
        actions(button(clip(asked(it), limits.BUTTON_TEXT), ids.ANSWER_SUGGEST, ids.question_value(it)))
        for it in meant
    ]
    return quiet(fallback([said, *map(asked, meant)]), [section(plain(said)), *buttons])


def _nothing(answer: Nothing) -> Message:
    said = _no_words(answer.speaker, answer) if answer.speaker else _nothing_on_file(answer)
    blocks = [*_understood(answer.understood), section(plain(said))]
    paragraphs = [*answer.understood, said]
    if answer.uncurated:
        blocks += [divider(), context(plain(labels.UNCURATED))]
        blocks += [block for excerpt in answer.uncurated for block in excerpt_blocks(excerpt)]
        paragraphs += [labels.UNCURATED, *map(excerpt_line, answer.uncurated)]
    if answer.near:
        near = answer.near[: limits.SUGGESTIONS]
        blocks += [divider(), context(plain(labels.NEARBY)), *map(entry, near)]
        paragraphs += [labels.NEARBY, *map(copy_line, near)]
    file_it = actions(button(labels.FILE_IT, ids.ANSWER_FILE, ids.question_value(answer.question)))
    return quiet(fallback(paragraphs), [*blocks, file_it])


def _no_words(speaker: Entity, answer: Nothing) -> str:
    """Say that a speaker has no words on file: none at all, or none for the question where others follow."""
    name = clip(speaker.name, limits.NAME)
    theirs = any(isinstance(c.record, Quote) and c.record.speaker == speaker.id for c in answer.near)
    topic = f" about {quoted(clip(answer.question.text, limits.QUESTION))}" if theirs else ""
    return f"No words of {name} on file{topic}{_period(answer.question)}."


def _nothing_on_file(answer: Nothing | DidYouMean) -> str:
    question = answer.question
    about = f" for {quoted(clip(question.text, limits.QUESTION))}" if question.text else ""
    nothing = "No record" if isinstance(answer, Nothing) and answer.uncurated else "Nothing"
    return f"{nothing} on file{about}{_period(question)}."


def _period(question: Question) -> str:
    days = period(question.within.since, question.within.until)
    return f" {days}" if days else ""


def _usage(answer: Usage) -> Message:
    return how_to(*USAGE.values(), CHECK, CURATE) if answer.verb is Verb.HELP else how_to(USAGE[answer.verb])


def how_to(*ways: HowTo) -> Message:
    """Return a message that tells how to ask, a block a way."""
    return quiet(fallback(map(_how_to_text, ways)), list(map(_how_to, ways)))


def _how_to_text(how: HowTo) -> str:
    return f"{' '.join(filter(None, (how.typed, how.hint)))}: {how.answers}\n{', '.join(how.examples)}"


def _how_to(how: HowTo) -> Block:
    """Return one way to ask, in two lines."""
    hint = [words(" "), italic(how.hint)] if how.hint else []
    examples = [part for example in how.examples for part in (code(example), words("   "))]
    return rich(
        line(bold(how.typed), *hint, words(f": {how.answers}")), line(words("For example "), *examples[:-1])
    )


def _status(answer: DeskStatus) -> Message:
    counted = (f"{count} {labels.KIND_COUNTED[kind]}" for kind, count in answer.counts.items())
    packs = f"Packs: {', '.join(answer.packs)}." if answer.packs else "No pack is loaded."
    said = f"On file: {', '.join(counted) or 'nothing'}, up to revision {answer.head}.\n{packs}"
    return quiet(fallback([said]), [section(plain(clip(said, limits.TEXT_OBJECT)))])


def _understood(understood: tuple[str, ...]) -> list[Block]:
    return [context(plain(clip(" · ".join(understood), limits.LINE)))] if understood else []
