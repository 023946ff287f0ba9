"""The fields of a record as inputs of a form: one table says how each begins, and what is made of it.

What stands in an input is a text, a day, a number of seconds, a box that is ticked or an option of a menu. A
field that has more text than an input takes is left out: cut, it would be changed by being looked at.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from bot.render import ids, limits
from bot.render.blocks import Block
from bot.render.inputs import (
    ROUND,
    box_input,
    day,
    field,
    line_input,
    menu,
    moment,
    option,
    tick,
    typeahead,
    typeaheads,
)
from facts.answers import Card
from facts.model import Kind, Variant, stamp, unique

Given: TypeAlias = Mapping[str, Any]
"""What the inputs of a form hold, by the names of their fields."""

TYPES = (("Person", "person"), ("Organisation", "organisation"), ("Place", "place"), ("Story", "story"))
BASES = (("Stated by the source", "stated"), ("Inferred by the desk", "inferred"), ("Planned", "planned"))
NATURES = tuple((it.capitalize(), it) for it in ("spelling", "title", "number", "date", "substance"))


def _same(card: Card, name: str) -> Any:
    return getattr(card.record, name, "")


def _text(held: Any, _: Card) -> object:
    return str(held or "").strip()


@dataclass(frozen=True, slots=True)
class Field:
    """A field as an input.

    Attributes:
        name: its name, in `facts.model` where it is a field of a record.
        label: what people call it.
        element: makes the input from what stands in it.
        hint: what helps to fill it in.
        optional: whether it may stay empty.
        begins: what stands in it for a card.
        says: what is made of what stands in it, for the record.
    """

    name: str
    label: str
    element: Callable[[Any], Block] = line_input
    hint: str = ""
    optional: bool = True
    begins: Callable[[Card, str], Any] = _same
    says: Callable[[Any, Card], object] = _text

    def drawn(self, held: Any = None, mark: str = "") -> Block:
        """Return the input with what stands in it; `mark` tells it from one of that name that it replaces."""
        name = f"{self.name}{ROUND}{mark}" if mark else self.name
        return field(name, self.label, self.element(held or ""), self.hint, optional=self.optional)


def _listed(card: Card, name: str) -> str:
    return ", ".join(getattr(card.record, name))


def _list(held: Any, _: Card) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for each in str(held or "").split(",") if (part := each.strip())))


def _spellings(card: Card, name: str) -> str:
    return ", ".join(variant.text for variant in getattr(card.record, name))


def _variants(held: Any, card: Card) -> tuple[Variant, ...]:
    """Return the spellings: those on file as they are, others as typed by reporters alone."""
    known = {variant.text: variant for variant in getattr(card.record, "variants", ())}
    return tuple(known.get(text) or Variant(text=text) for text in _list(held, card))


def _seconds(card: Card, name: str) -> int | str:
    said = getattr(card.record, name)
    return int(datetime.fromisoformat(said).timestamp()) if said else ""


def _moment(held: Any, _: Card) -> str:
    return stamp(datetime.fromtimestamp(int(held), UTC)) if held else ""


def _chosen(held: Any, _: Card) -> str:
    return str(held["value"]) if held else ""


def _speaker(card: Card, name: str) -> Block:
    shown = card.speaker.name if card.speaker else str(getattr(card.record, name))
    return option(shown, str(getattr(card.record, name)))


def _names(card: Card, name: str) -> list[Block]:
    return [option(each, each) for each in getattr(card.record, name)]


def _all_chosen(held: Any, _: Card) -> tuple[str, ...]:
    return unique(str(each["value"]) for each in held or ())


WHY = Field("why", "Reason", hint="It is kept with the change, and shown in the history.", optional=False)
EXPIRES = Field("expires", "To be checked again from", day, "From that day on it waits in the review queue.")
EMBARGO = Field("embargo", "Embargoed until", moment, begins=_seconds, says=_moment)
NOT_FOR_PUBLICATION = Field(
    "not_for_publication",
    "Not for publication",
    lambda held: tick("Only for curators, in private", ticked=bool(held)),
    says=lambda held, _: bool(held),
)
_KEYWORDS = Field(
    "keywords", "Keywords", hint="Words to ask by, with commas between.", begins=_listed, says=_list
)
_STATEMENT = Field("statement", "What it states", box_input, optional=False)

SUBSTANCE: Mapping[Kind, tuple[Field, ...]] = {
    "fact": (
        _STATEMENT,
        Field("value", "The value in it", hint="A number or a name that is asked for."),
        Field(
            "according_to", "According to", hint="Whom the source gives it to; empty where it is the source."
        ),
    ),
    "quote": (
        Field("words", "Words", box_input, "As the source has them.", optional=False),
        Field(
            "speaker",
            "Speaker",
            lambda held: typeahead(ids.PICK_NAME, held or None),
            optional=False,
            begins=_speaker,
            says=_chosen,
        ),
        Field("speaker_text", "How the source names the speaker", optional=False),
    ),
    "event": (
        _STATEMENT,
        Field("date", "Date", hint="Such as 16 May 2025, March 2022 or 2022-03.", optional=False),
        Field("date_text", "The date as the source writes it"),
        Field("basis", "What the date rests on", lambda held: menu(BASES, held), optional=False),
    ),
    "entity": (
        Field("name", "Name, in the house spelling", optional=False),
        Field("type", "What it is", lambda held: menu(TYPES, held), optional=False),
    ),
    "disagreement": (
        Field("nature", "In what they differ", lambda held: menu(NATURES, held), optional=False),
    ),
}
"""What a record says, by kind: on one that has been verified it is not edited but corrected."""

HOUSEKEEPING: Mapping[Kind, tuple[Field, ...]] = {
    "fact": (),
    "quote": (),
    "event": (Field("reasoning", "How the date was inferred", box_input),),
    "entity": (
        Field(
            "variants",
            "Other spellings",
            box_input,
            "With commas between.",
            begins=_spellings,
            says=_variants,
        ),
    ),
    "disagreement": (Field("note", "What differs", box_input, optional=False),),
}
"""What says nothing else of the matter when it changes, by kind; what all kinds have follows."""
_ABOUT = Field(
    "about",
    "Also about",
    lambda held: typeaheads(ids.PICK_NAME, held or ()),
    "Names on file that it is to be found with.",
    begins=_names,
    says=_all_chosen,
)
_OF_ALL = (_ABOUT, _KEYWORDS, EXPIRES, EMBARGO, NOT_FOR_PUBLICATION)


def fields_of(kind: Kind, *, substance: bool, housekeeping: bool) -> tuple[Field, ...]:
    """Return the fields of a kind of record that a form is to have."""
    said = SUBSTANCE[kind] if substance else ()
    return (*said, *HOUSEKEEPING[kind], *_OF_ALL) if housekeeping else said


def held_by(fields: tuple[Field, ...], card: Card) -> dict[str, Any]:
    """Return what stands in the inputs of these fields for a card, without those that no input can hold."""
    held = {each.name: each.begins(card, each.name) for each in fields}
    return {name: it for name, it in held.items() if not isinstance(it, str) or len(it) <= limits.INPUT}


def drawn(fields: tuple[Field, ...], held: Given, mark: str) -> Iterator[Block]:
    """Yield the inputs of these fields, as far as it is known what stands in them."""
    return (each.drawn(held[each.name], mark) for each in fields if each.name in held)


def changed(
    fields: tuple[Field, ...], before: Card, given: Given, now: Card | None = None
) -> dict[str, object]:
    """Return what a form changes, by field: what stands in its inputs otherwise than when they began.

    Args:
        fields: the fields that it has.
        before: the record as its inputs began with it.
        given: what stands in them.
        now: the record that the changes are made to, where that is another revision.
    """
    began = held_by(fields, before)
    said = {
        each: (each.says(began[each.name], before), each.says(given.get(each.name), before))
        for each in fields
        if each.name in began
    }
    return {
        each.name: _joined(one, other, each.says(each.begins(now, each.name), now)) if now else other
        for each, (one, other) in said.items()
        if one != other
    }


def _joined(began: object, said: object, now: object) -> object:
    """Return what a field is to say; of a list, what was put in and taken out is done to it as it is now."""
    if not (isinstance(began, tuple) and isinstance(said, tuple) and isinstance(now, tuple)) or now == began:
        return said
    stays = [it for it in now if it in said or it not in began]
    return (*stays, *(it for it in said if it not in began and it not in stays))
