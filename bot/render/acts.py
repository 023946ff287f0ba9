"""What can be done with a record: the menu of a card, and a form for each act, with a reason in every one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.render import ids, labels, limits
from bot.render.blocks import (
    Block,
    actions,
    bold,
    button,
    context,
    divider,
    italic,
    line,
    plain,
    rich,
    section,
    words,
)
from bot.render.changes import change_lines
from bot.render.fields import EXPIRES, NATURES, WHY, Field, Given, drawn, fields_of
from bot.render.form_values import ActValue, HistoryValue
from bot.render.inputs import box_input, menu, typeahead
from bot.render.line import copy_line
from bot.render.modals import View, form, modal
from bot.render.people import named, refusal
from bot.render.text import clip
from facts.answers import Card
from facts.curation.history import FieldChange
from facts.model import Revision, Status
from facts.when import moment

OPEN = frozenset((Status.DRAFT, Status.RETRACTED))
"""Statuses in which what a record says may be edited; in any other it is corrected."""
_PICKED = "Type some of its words."


@dataclass(frozen=True, slots=True)
class ActText:
    """One act as people see it: its button and title, what it means, and the inputs beside the reason."""

    name: str
    means: str
    inputs: tuple[Field, ...] = ()


def _record(name: str, label: str, *, optional: bool) -> Field:
    return Field(
        name, label, lambda held: typeahead(ids.PICK_RECORD, held or None), _PICKED, optional=optional
    )


EDIT, CORRECT, MERGE = "edit", "correct", "merge"
KEPT = Field(
    "kept", "The name that stays", lambda held: typeahead(ids.PICK_NAME, held or None), optional=False
)
OTHER = _record("other", "The record that it differs from", optional=False)
NATURE = Field("nature", "In what they differ", lambda held: menu(NATURES, held), optional=False)
NOTE = Field("note", "What differs", box_input, optional=False)
REPLACED_BY = _record("replaced_by", "The record that stands in its place", optional=True)

ACTS: Mapping[str, ActText] = {
    EDIT: ActText("Edit", "Changes a draft; of what has been verified, keywords, dates and restrictions."),
    "verify": ActText(
        "Verify", "Each passage is held against its source again, character by character.", (EXPIRES,)
    ),
    "send_back": ActText(
        "Send back", "A draft is retracted until somebody edits it; others become drafts again."
    ),
    CORRECT: ActText("Correct", "Every answer that was given with it is corrected too."),
    "dispute": ActText("Dispute", "It is shown with a warning from now on."),
    "link": ActText(
        "Link a disagreement", "Both records show that their sources differ.", (OTHER, NATURE, NOTE)
    ),
    "retract": ActText("Retract", "It is struck out wherever it was shown.", (REPLACED_BY,)),
    MERGE: ActText(
        "Merge", "What speaks of this name speaks of the other one, which answers to both.", (KEPT,)
    ),
}
"""The acts, by the keys that buttons and forms carry (`ids.ACTS`), in the order of the menu."""

SOURCE_INPUTS = (
    Field("passage", "Words of another passage", box_input, "Where it is to rest on other words."),
    Field("source", "Source on file", lambda held: typeahead(ids.PICK_SOURCE, held or None)),
    Field("text", "Or the text of a new source", box_input),
    Field("label", "What the new source is called"),
    Field("url", "Its address", hint="https://…"),
)


def inputs_of(act: str, card: Card) -> tuple[Field, ...]:
    """Return the inputs of an act's form, the reason left out."""
    if act not in (EDIT, CORRECT):
        return ACTS[act].inputs
    is_open = card.record.status in OPEN
    own = fields_of(card.record.kind, substance=is_open or act == CORRECT, housekeeping=act == EDIT)
    if (act == EDIT and not is_open) or card.record.kind == "disagreement":
        return own
    return (*own, *(SOURCE_INPUTS[1:] if card.record.kind == "quote" else SOURCE_INPUTS))


def menu_view(card: Card, acts: Iterable[str], may_not: tuple[str, tuple[str, ...]] | None) -> View:
    """Return what can be done with a record.

    Args:
        card: the record as it stands.
        acts: the acts that whoever asked may do.
        may_not: where there are others, which role these take, in one sentence, and who has it.
    """
    value = ids.card_value(card.record.id, card.revision)
    rows = [
        section(plain(ACTS[act].means), button(ACTS[act].name, ids.act_action(act), value)) for act in acts
    ]
    past = button(labels.HISTORY, ids.HISTORY_OPEN, ids.value_of(HistoryValue(record=card.record.id)))
    rows.append(section(plain("Who changed what, when and why."), past))
    return modal(labels.CURATE, [*summary(card), divider(), *rows, *([refusal(*may_not)] if may_not else [])])


def act_view(
    value: ActValue, card: Card, held: Mapping[str, Any], above: Sequence[Block] = (), now: Card | None = None
) -> View:
    """Return the form of an act.

    Args:
        value: what it carries.
        card: the record as the inputs began with it.
        held: what stands in its inputs.
        above: what is to be seen before it is done.
        now: the record as it stands, where that is another revision.
    """
    text, mark = ACTS[value.act], f"{value.act}{value.base}"
    inputs = drawn(inputs_of(value.act, card), {**dict.fromkeys(_names(value, card)), **held}, mark)
    why = WHY.drawn(held.get(WHY.name), mark)
    blocks = [*above, *summary(now or card), context(plain(text.means)), *inputs, why]
    return form(modal(text.name, blocks, "Cancel"), _submit(value), ids.FORM_ACT, ids.value_of(value))


def conflict_blocks(
    current: Revision, theirs: Iterable[FieldChange], mine: Iterable[FieldChange]
) -> list[Block]:
    """Return what somebody else changed meanwhile, beside what was typed; nothing has been kept of it yet."""
    who = [named(current.by), words(f" changed this record meanwhile, {moment(current.at)}.")]
    why = [line(italic(clip(current.why, limits.LINE)))] if current.why else []
    typed = list(change_lines(mine)) or [line(words("nothing that differs from it"))]
    return [
        rich(line(bold("Not saved: "), *who), *why, *change_lines(theirs)),
        rich(line(bold("What you typed, against that:")), *typed),
        context(
            plain("“Save mine on top” keeps theirs where you typed nothing else; “Keep theirs” drops yours.")
        ),
        divider(),
    ]


def in_conflict(view: View) -> View:
    """Return a form whose two buttons are the choice in a conflict."""
    return view | {"submit": plain("Save mine on top"), "close": plain("Keep theirs")}


def merge_view(value: ActValue, gone: Card, kept: Card, why: str) -> View:
    """Return what a merger comes to, to be confirmed."""
    said = [line(bold("This name goes:")), line(words(clip(copy_line(gone), limits.LINE)))]
    stays = [
        line(bold("This one stays, and answers to both:")),
        line(words(clip(copy_line(kept), limits.LINE))),
    ]
    blocks = [rich(*said, *stays), WHY.drawn(why)]
    return form(modal("Merge", blocks, "Cancel"), "Merge", ids.FORM_ACT, ids.value_of(value))


def done_view(said: str, card: Card | None) -> View:
    """Return that something has been done, and the record as it stands now."""
    value = ids.card_value(card.record.id, card.revision) if card else ""
    row = [actions(button(labels.CURATE, ids.CARD_CURATE, value))] if card else []
    return modal(labels.CURATE, [section(plain(said)), *(summary(card) if card else []), *row])


def summary(card: Card) -> list[Block]:
    """Return a record in brief: what it says, how far to rely on it, and where to find it."""
    status = labels.STATUS[card.record.status].foot
    return [
        section(plain(clip(copy_line(card), limits.PASSAGE))),
        context(plain(f"{status} · {card.record.id}")),
    ]


def _names(value: ActValue, card: Card) -> Iterable[str]:
    """Return the names of the inputs that begin empty: all but the record's own."""
    own = {it.name for it in fields_of(card.record.kind, substance=True, housekeeping=True)}
    is_own = value.act in (EDIT, CORRECT)
    return (it.name for it in inputs_of(value.act, card) if not (is_own and it.name in own))


def _submit(value: ActValue) -> str:
    return (
        "Save"
        if value.act == EDIT
        else "Go on"
        if value.act == MERGE
        else ACTS[value.act].name[: limits.VIEW_TITLE]
    )


def given_reason(given: Given) -> str:
    """Return the reason that stands in a form."""
    return str(given.get(WHY.name) or "")
