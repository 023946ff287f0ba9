"""The ids of the buttons, and what each of them carries: compact JSON, checked when it comes back.

Ids of records are slugs, in which nothing needs JSON's escapes; only the question is encoded.

Slack may hand `&`, `<` and `>` back as entities (github.com/slackapi/bolt-python/issues/513), so no value has
any of them.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import accumulate
from typing import Annotated, Final, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from bot.render import limits
from bot.render.text import clip
from facts.errors import BadInput
from facts.model import Slug, Value
from facts.questions import Question

CARD_SHARE: Final = "card.share"
CARD_CONTEXT: Final = "card.context"
CARD_COPY: Final = "card.copy"
CHECK_SHARE: Final = "check.share"
CHECK_CONTEXT: Final = "check.context"
CHECK_WORDS: Final = "check.words"
CHECK_PREVIOUS: Final = "check.previous"
CHECK_NEXT: Final = "check.next"
ANSWER_MORE: Final = "answer.more"
ANSWER_SUGGEST: Final = "answer.suggest"

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
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


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
    within = {name: value for name, value in asdict(question.within).items() if value}
    room = limits.QUESTION - len(_encode(within)) // limits.ENCODED if within else limits.QUESTION
    fields = {"verb": str(question.verb), "text": clip(question.text, room), "within": within}
    return _inert(_encode({name: value for name, value in fields.items() if value}))


def value_of(value: Value) -> str:
    """Return what a button of a check carries; empty where it is more than a button can."""
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
