"""What the buttons and forms carry by which the newsroom keeps the desk, checked when it comes back."""

from typing import Annotated, Literal, TypeVar

from pydantic import Field, TypeAdapter

from bot.render.ids import decoded
from facts.model import Slug, Value

_Carried = TypeVar("_Carried", bound=Value)


class HistoryValue(Value):
    """What the buttons of a history carry: the record, and the page of it, from 0 on."""

    record: Slug
    page: Annotated[int, Field(ge=0)] = 0


class FileValue(Value):
    """What the form for a new record carries.

    Attributes:
        round: how often its inputs have begun anew.
        boxes: how many there are for the text of the source.
        wanted: the key of the question that it is to answer, on the list of what was asked in vain.
        seen: the digest of what was given when the passage was shown.
    """

    round: Annotated[int, Field(ge=0)] = 0
    boxes: Annotated[int, Field(ge=1)] = 1
    wanted: str = ""
    seen: str = ""


class ActValue(Value):
    """What the form for a change of a record carries.

    Attributes:
        act: which change, by its key in `bot.render.acts`.
        record: the record's id.
        base: the revision that the inputs began with.
        expected: the one that was looked at last: after a conflict, the other's.
        kept: for a merger, the name that stays.
        expected_kept: the revision of that which was looked at.
    """

    act: str
    record: Slug
    base: Annotated[int, Field(ge=0)]
    expected: Annotated[int, Field(ge=0)]
    kept: str = ""
    expected_kept: Annotated[int, Field(ge=0)] = 0


class HomeValue(Value):
    """Which page of each part of the Home tab is shown, from 0 on."""

    drafts: Annotated[int, Field(ge=0)] = 0
    disputed: Annotated[int, Field(ge=0)] = 0
    due: Annotated[int, Field(ge=0)] = 0
    wanted: Annotated[int, Field(ge=0)] = 0


class WantedValue(Value):
    """What the buttons beside a question that was asked in vain carry: its key on the list."""

    key: Annotated[str, Field(min_length=1)]


class FileWordsValue(Value):
    """What "file it" beside a checked quotation carries: its words."""

    words: Annotated[str, Field(min_length=1)]


class NewNameValue(Value):
    """What a typeahead over names carries for a name that is not on file yet."""

    new: Literal["person", "organisation", "place", "story"]
    name: Annotated[str, Field(min_length=1)]


def carried_in(kind: type[_Carried], value: str) -> _Carried:
    """Read what a button or a form carries.

    Raises:
        BadInput: it is longer than any that was given, or not of this kind.
    """
    return decoded(TypeAdapter(kind), value)
