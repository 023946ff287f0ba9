"""Changing a record: a card's menu, the form of each act, and the choice where somebody else was first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeAlias

from bot.core import Asker, Bot, Payload
from bot.curation.choosing import called
from bot.curation.common import apart, become, card_for, card_of, check, given_in, role_of, show
from bot.curation.home import publish_soon
from bot.render.acts import (
    ACTS,
    CORRECT,
    EDIT,
    MERGE,
    OPEN,
    act_view,
    conflict_blocks,
    done_view,
    given_reason,
    in_conflict,
    inputs_of,
    menu_view,
    merge_view,
)
from bot.render.changes import history_view
from bot.render.fields import Field, Given, changed, fields_of, held_by
from bot.render.form_values import ActValue, carried_in
from bot.render.line import copy_line
from bot.render.people import person
from facts.answers import Card
from facts.curation import Act, Conflict, Curator, FieldChange, NewSource, Refused, may
from facts.curation.history import compare, pieces
from facts.errors import BadInput
from facts.model import AnyRecord, Entity, Revision, Source, Status
from facts.when import moment


class Looked(NamedTuple):
    """A record as somebody looked at it: when the form was opened and, after a conflict, last."""

    first: Card
    last: Card


Do: TypeAlias = Callable[[Curator, ActValue, Given, Looked, str], Revision]
"""Does an act with what its form gives; the last is who."""


@dataclass(frozen=True, slots=True)
class Doing:
    """An act: what somebody must be allowed for it, what does it, and what they are told then."""

    needs: Act
    do: Do
    told: str


async def open_menu(bot: Bot, user: str, trigger: str, record: str, modal: str = "") -> None:
    """Show what can be done with a record, and who may do the rest.

    Raises:
        BadInput: there is no such record.
        SlackRefused: it cannot be shown.
    """
    card, role = await card_for(bot, record, user), await role_of(bot, user)
    fitting = [act for act in ACTS if _fits(act, card)]
    allowed = [act for act in fitting if may(role, DOING[act].needs)]
    others = [DOING[act].needs for act in fitting if act not in allowed]
    may_not = await apart(_who_may, bot, user, others[0]) if others else None
    await show(bot, menu_view(card, allowed, may_not), trigger, modal)


async def open_act(bot: Bot, user: str, trigger: str, act: str, record: str, modal: str = "") -> None:
    """Show the form of an act.

    Raises:
        Refused: they may not do it.
        BadInput: there is no such record, or no such act.
        SlackRefused: it cannot be shown.
    """
    if act not in ACTS:
        raise BadInput("This button is from another version of the app; ask again.")
    await check(bot, user, DOING[act].needs)
    card = await card_for(bot, record, user)
    value = ActValue(act=act, record=record, base=card.revision, expected=card.revision)
    began = await apart(_began, bot, act, card)
    await show(bot, act_view(value, card, began), trigger, modal)


async def open_history(
    bot: Bot, user: str, trigger: str, record: str, page: int = 0, modal: str = ""
) -> None:
    """Show a page of a record's history.

    Raises:
        BadInput: there is no such record.
        SlackRefused: it cannot be shown.
    """
    card = await card_for(bot, record, user)
    changes = await apart(bot.curator.history, record, privy=await apart(bot.is_privy, user))
    await show(bot, history_view(copy_line(card), record, changes, page), trigger, modal)


async def submit_act(bot: Bot, view: Payload, asker: Asker) -> Mapping[str, Any]:
    """Do what a form is for, or show what somebody else changed meanwhile; return what the modal becomes.

    Raises:
        Refused: they may not do it.
        BadInput: it cannot be done like this.
    """
    value, given = carried_in(ActValue, str(view.get("private_metadata") or "")), given_in(view)
    if value.act not in DOING:
        raise BadInput("This form is from another version of the app; begin again.")
    await check(bot, asker.user, DOING[value.act].needs)
    looked = await apart(_looked_at, bot, value)
    if value.act == MERGE and not value.kept:
        return await _confirm_merger(bot, value, given, asker.user)
    try:
        done = await apart(DOING[value.act].do, bot.curator, value, given, looked, person(asker.user))
    except Conflict as conflict:
        if conflict.current is None or conflict.current.entry.id != value.record:
            raise
        now = await card_of(bot, value.record)
        return become(await apart(_conflict, bot, value, given, looked.first, conflict.current, now))
    publish_soon(bot, asker.user)
    return become(done_view(DOING[value.act].told, await card_of(bot, done.entry.id)))


async def _confirm_merger(bot: Bot, value: ActValue, given: Given, user: str) -> Mapping[str, Any]:
    gone = await card_for(bot, value.record, user)
    kept = await card_for(bot, given["kept"]["value"], user)
    if kept.record.id == gone.record.id:
        raise BadInput("kept: a name cannot be merged into itself; choose another.")
    chosen = {"kept": kept.record.id, "expected_kept": kept.revision}
    return become(merge_view(value.model_copy(update=chosen), gone, kept, given_reason(given)))


def _conflict(
    bot: Bot, value: ActValue, given: Given, before: Card, current: Revision, shown: Card | None
) -> dict[str, Any]:
    """Return the form again, with what changed above what was typed: which of them counts is a choice."""
    assert not isinstance(current.entry, Source)  # noqa: S101 - a source has no form
    now = Card(current.number, current.entry, ())
    blocks = conflict_blocks(
        current, compare(before.record, now.record), _typed(bot, value, given, before, now)
    )
    anew = value.model_copy(update={"expected": current.number})
    return in_conflict(act_view(anew, before, {**_began(bot, value.act, before), **given}, blocks, shown))


def _typed(bot: Bot, value: ActValue, given: Given, before: Card, now: Card) -> list[FieldChange]:
    """Return what was typed, field by field, against the record as it stands now."""
    fields = inputs_of(value.act, before)
    mine = changed(fields, before, given, now) if value.act in (EDIT, CORRECT) else {}
    made = Card(now.revision, now.record.model_copy(update=mine), ())
    lists = tuple(each for each in fields if isinstance(mine.get(each.name), tuple))
    held, typed = _held(bot, fields, now), {**given, **_held(bot, lists, made)}
    pairs = [(name, _shown(held.get(name)), _shown(typed.get(name))) for name in mine]
    return [FieldChange(name, one, other, pieces(one, other)) for name, one, other in pairs]


def _shown(held: Any) -> str:
    match held:
        case {"text": {"text": str(text)}}:
            return str(text)
        case list():
            return ", ".join(map(_shown, held))
        case bool():
            return "yes" if held else ""
        case int():
            return moment(datetime.fromtimestamp(held, UTC))
        case _:
            return str(held or "")


def _began(bot: Bot, act: str, card: Card) -> dict[str, Any]:
    """Return what the inputs of an act begin with."""
    if act not in (EDIT, CORRECT):
        return {}
    return _held(bot, fields_of(card.record.kind, substance=True, housekeeping=True), card)


def _held(bot: Bot, fields: tuple[Field, ...], card: Card) -> dict[str, Any]:
    """Return what stands in the inputs of these fields for a card, names by what they are called."""
    held = held_by(fields, card)
    return {**held, "about": called(bot, held["about"])} if "about" in held else held


def _looked_at(bot: Bot, value: ActValue) -> Looked:
    """Return the record as it was looked at, without its sources.

    Raises:
        BadInput: there is no such revision of it.
    """
    found = bot.store.at((value.base, value.expected))
    cards = {
        number: Card(number, revision.entry, ())
        for number, revision in found.items()
        if revision.entry.id == value.record and not isinstance(revision.entry, Source)
    }
    if not cards.keys() >= {value.base, value.expected}:
        raise BadInput("This form cannot be read; begin again.")
    return Looked(cards[value.base], cards[value.expected])


def _fits(act: str, card: Card) -> bool:
    """Tell whether an act makes sense for a record as it stands."""
    status, record = card.record.status, card.record
    if status is Status.RETRACTED:
        return act == EDIT
    if act == MERGE:
        return isinstance(record, Entity)
    return act != CORRECT or status not in OPEN


def _who_may(bot: Bot, user: str, act: Act) -> tuple[str, tuple[str, ...]] | None:
    try:
        bot.curator.roles.check(person(user), act)
    except Refused as refused:
        return f"{str(refused).partition(';')[0]}.", refused.people
    return None


def _edit(curator: Curator, value: ActValue, given: Given, looked: Looked, by: str) -> Revision:
    change = curator.edit if value.act == EDIT else curator.correct
    fields = fields_of(looked.first.record.kind, substance=True, housekeeping=True)
    shown = tuple(each for each in fields if each.name in given)
    words, source = _passage(given, looked.last.record)
    return change(
        value.record,
        changed(shown, looked.first, given, looked.last),
        expected=value.expected,
        by=by,
        why=given_reason(given),
        words=words,
        source=source,
    )


def _passage(given: Given, record: AnyRecord) -> tuple[str, str | NewSource]:
    """Return the words of another passage that a form gives, and the source that they stand in.

    Raises:
        BadInput: there is a source without words, or there are two sources.
    """
    words, text, chosen = given.get("passage") or "", given.get("text") or "", given.get("source")
    if chosen and text:
        raise BadInput("source: choose one on file, or give the text of another one, not both.")
    new = NewSource(text, label=given.get("label") or "", url=given.get("url") or "") if text else ""
    source = str(chosen["value"]) if chosen else new
    if source and not words and record.kind == "quote":
        words = given.get("words") or record.words
    if source and not words:
        raise BadInput("passage: give the words of the source that the record is to rest on.")
    return words, source


def _verify(curator: Curator, value: ActValue, given: Given, _: Looked, by: str) -> Revision:
    expires = str(given.get("expires") or "")
    return curator.verify(
        value.record, expected=value.expected, by=by, why=given_reason(given), expires=expires
    )


def _send_back(curator: Curator, value: ActValue, given: Given, _: Looked, by: str) -> Revision:
    return curator.send_back(value.record, expected=value.expected, by=by, why=given_reason(given))


def _dispute(curator: Curator, value: ActValue, given: Given, _: Looked, by: str) -> Revision:
    return curator.dispute(value.record, expected=value.expected, by=by, why=given_reason(given))


def _retract(curator: Curator, value: ActValue, given: Given, _: Looked, by: str) -> Revision:
    chosen = given.get("replaced_by")
    instead = str(chosen["value"]) if chosen else ""
    return curator.retract(
        value.record, expected=value.expected, by=by, why=given_reason(given), replaced_by=instead
    )


def _link(curator: Curator, value: ActValue, given: Given, _: Looked, by: str) -> Revision:
    records = (value.record, str(given["other"]["value"]))
    return curator.link(records, given["nature"], given["note"], by=by, why=given_reason(given))


def _merge(curator: Curator, value: ActValue, given: Given, _: Looked, by: str) -> Revision:
    return curator.merge(
        value.record,
        value.kept,
        expected=value.expected,
        expected_kept=value.expected_kept,
        by=by,
        why=given_reason(given),
    )


DOING: Mapping[str, Doing] = {
    EDIT: Doing(Act.EDIT, _edit, "Saved."),
    "verify": Doing(Act.VERIFY, _verify, "Verified: every passage stands in its source."),
    "send_back": Doing(Act.SEND_BACK, _send_back, "Sent back."),
    CORRECT: Doing(Act.CORRECT, _edit, "Corrected."),
    "dispute": Doing(Act.DISPUTE, _dispute, "Marked as disputed."),
    "link": Doing(Act.LINK, _link, "Linked, as a draft: verify the link too."),
    "retract": Doing(Act.RETRACT, _retract, "Retracted."),
    MERGE: Doing(Act.MERGE, _merge, "Merged."),
}
"""By the keys that buttons and forms carry, as `bot.render.acts` has them."""
