"""The ids of the buttons, and what each of them carries: compact JSON, checked when it comes back.

Ids of records are slugs, in which nothing needs JSON's escapes; only the question is encoded.

Slack may hand `&`, `<` and `>` back as entities (github.com/slackapi/bolt-python/issues/513), so no value has
any of them.
"""

import json
from collections.abc import Iterable, Sequence
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


_CARD = TypeAdapter(CardValue)
_MORE = TypeAdapter(MoreValue)
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
    fields = {
        "verb": str(question.verb),
        "text": clip(question.text, limits.QUESTION),
        "since": question.since,
        "until": question.until,
    }
    value = _encode({name: text for name, text in fields.items() if text})
    return value.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def card_of(value: str) -> CardValue:
    """Read the value of a card's button.

    Raises:
        BadInput: it is none.
    """
    return _decoded(_CARD, value)


def more_of(value: str) -> MoreValue:
    """Read the value of "more".

    Raises:
        BadInput: it is none.
    """
    return _decoded(_MORE, value)


def question_of(value: str) -> Question:
    """Read the value of a suggestion.

    Raises:
        BadInput: it is none.
    """
    return _decoded(_QUESTION, value)


def _decoded(adapter: TypeAdapter[_Decoded], value: str) -> _Decoded:
    if len(value) > limits.BUTTON_VALUE:
        raise BadInput("This button carries more than it can have been given; ask again.")
    try:
        return adapter.validate_json(value)
    except ValidationError as wrong:
        raise BadInput("This button cannot be read; ask again.") from wrong


def _quoted(record: str) -> str:
    return f'"{record}"'
