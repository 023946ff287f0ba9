"""The ids of the buttons, and what each of them carries: compact JSON, checked when it comes back.

Ids of records are slugs, in which nothing needs JSON's escapes; only the question is encoded.

Slack may hand `&`, `<` and `>` back as entities (github.com/slackapi/bolt-python/issues/513), so no value has
any of them.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import accumulate
from typing import Annotated, Final, Self, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from bot.render import limits
from bot.render.text import clip
from facts.errors import BadInput
from facts.model import Passage, Slug, Value
from facts.questions import EVERYTHING, Question

DIGITS = 12
"""Digits of a source's digest that tell its versions apart."""
CARD_SHARE: Final = "card.share"
CARD_CONTEXT: Final = "card.context"
CARD_COPY: Final = "card.copy"
CARD_WATCH: Final = "card.watch"
CHECK_SHARE: Final = "check.share"
CHECK_CONTEXT: Final = "check.context"
CHECK_WORDS: Final = "check.words"
CHECK_PREVIOUS: Final = "check.previous"
CHECK_NEXT: Final = "check.next"
SOURCE_CONTEXT: Final = "source.context"
SOURCE_FILE: Final = "source.file"
CHECK_FILE: Final = "check.file"
ANSWER_MORE: Final = "answer.more"
ANSWER_SUGGEST: Final = "answer.suggest"
ANSWER_FILE: Final = "answer.file"
ANSWER_WITHHELD: Final = "answer.withheld"
CARD_CURATE: Final = "card.curate"
HISTORY_NEWER: Final = "history.newer"
HISTORY_OLDER: Final = "history.older"
HISTORY_OPEN: Final = "history.open"
FILE_KIND: Final = "file.kind"
FILE_ROOM: Final = "file.room"
FILE_WORDS: Final = "file.words"
HOME_PREVIOUS: Final = "home.previous"
HOME_NEXT: Final = "home.next"
WANTED_FILE: Final = "wanted.file"
WANTED_STRIKE: Final = "wanted.strike"
PICK_NAME: Final = "pick.name"
PICK_NEW_NAME: Final = "pick.new_name"
PICK_SOURCE: Final = "pick.source"
PICK_RECORD: Final = "pick.record"
FORM_FILE: Final = "form.file"
FORM_ACT: Final = "form.act"
ACTS: Final = ("edit", "verify", "send_back", "correct", "dispute", "link", "retract", "merge")
"""What can be done with a record, in the order of the menu; `bot.render.acts` says what each is."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class CardValue(Value):
    """What a card's buttons carry: the record, the revision shown and, to share it, what was asked."""

    record: Slug
    revision: Annotated[int, Field(ge=0)]
    question: Question | None = None


class MoreValue(Value):
    """What "more" carries: what was asked, and the records that follow."""

    question: Question
    records: Annotated[tuple[Slug, ...], Field(min_length=1)]


class Place(Value):
    """Where words stand in one version of a source, by the start of its digest; offsets in code points."""

    source: Slug
    digest: Annotated[str, Field(pattern=rf"^[0-9a-f]{{{DIGITS}}}$")]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]

    @classmethod
    def of(cls, passage: Passage) -> Self:
        """Return where a passage stands."""
        return cls(
            source=passage.source, digest=passage.sha256[:DIGITS], start=passage.start, end=passage.end
        )


class WordsValue(Value):
    """What "use the source's words" carries: the source's sentence and, where its words fit, the draft's."""

    sentence: Place
    words: Place | None = None
    before: str = ""
    after: str = ""


class PageValue(Value):
    """What "next" and "previous" carry: a report that is kept at hand, and the page of it, from 0 on."""

    report: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
    page: Annotated[int, Field(ge=0)]


_CARD = TypeAdapter(CardValue)
_MORE = TypeAdapter(MoreValue)
_PLACE = TypeAdapter(Place)
_WORDS = TypeAdapter(WordsValue)
_PAGE = TypeAdapter(PageValue)
_QUESTION = TypeAdapter(Question)
_Decoded = TypeVar("_Decoded")


def card_value(record: str, revision: int, asked: str = "") -> str:
    """Return the value of a card's button.

    Args:
        record: its id.
        revision: the one shown.
        asked: the question that the card answers, as `question_value` gives it.
    """
    question = f',"question":{asked}' if asked else ""
    return f'{{"record":"{record}","revision":{revision}{question}}}'


def more_value(asked: str, records: Iterable[str]) -> str:
    """Return the value of "more".

    Args:
        asked: the question, as `question_value` gives it.
        records: the ids of those that follow, no more of them than `carried` returns.
    """
    return f'{{"question":{asked},"records":[{",".join(map(_quoted, records))}]}}'


def carried(asked: str, records: Sequence[str]) -> tuple[str, ...]:
    """Return as many of these records as the value of "more" can carry, from the first on: dozens."""
    room = limits.BUTTON_VALUE - len(more_value(asked, ()))
    lengths = accumulate(len(record) + len('"",') for record in records)
    return tuple(record for record, length in zip(records, lengths, strict=True) if length <= room)


def question_value(question: Question) -> str:
    """Return the value of a suggestion; a long question is cut, so that it fits into the other values too."""
    given = {} if question.within == EVERYTHING else asdict(question.within)
    within = {name: value for name, value in given.items() if value}
    room = limits.QUESTION - len(_encode(within)) // limits.ENCODED if within else limits.QUESTION
    fields = {"verb": str(question.verb), "text": clip(question.text, room), "within": within}
    return _inert(_encode({name: value for name, value in fields.items() if value}))


def value_of(value: Value) -> str:
    """Return what a button or a form carries; empty where it is more than a button can."""
    encoded = _inert(value.model_dump_json(exclude_defaults=True))
    return encoded if len(encoded) <= limits.BUTTON_VALUE else ""


def card_of(value: str) -> CardValue:
    """Read the value of a card's button.

    Raises:
        BadInput: it is none.
    """
    return decoded(_CARD, value)


def place_of(value: str) -> Place:
    """Read a place in a source.

    Raises:
        BadInput: it is none.
    """
    return decoded(_PLACE, value)


def words_of(value: str) -> WordsValue:
    """Read the value of "use the source's words".

    Raises:
        BadInput: it is none.
    """
    return decoded(_WORDS, value)


def page_of(value: str) -> PageValue:
    """Read the value of "next" and "previous".

    Raises:
        BadInput: it is none.
    """
    return decoded(_PAGE, value)


def more_of(value: str) -> MoreValue:
    """Read the value of "more".

    Raises:
        BadInput: it is none.
    """
    return decoded(_MORE, value)


def question_of(value: str) -> Question:
    """Read the value of a suggestion.

    Raises:
        BadInput: it is none.
    """
    return decoded(_QUESTION, value)


def act_action(act: str) -> str:
    """Return the `action_id` of the button of an act."""
    return f"act.{act}"


def decoded(adapter: TypeAdapter[_Decoded], value: str) -> _Decoded:
    """Read the value of a button.

    Raises:
        BadInput: it is longer than any that was given, or not of this shape.
    """
    if len(value) > limits.BUTTON_VALUE:
        raise BadInput("This button carries more than it can have been given; ask again.")
    try:
        return adapter.validate_json(value)
    except ValidationError as wrong:
        raise BadInput("This button cannot be read; ask again.") from wrong


def _inert(encoded: str) -> str:
    return encoded.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _quoted(record: str) -> str:
    return f'"{record}"'
