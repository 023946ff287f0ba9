"""Filing a record: the form, the words looked up in their source, and then the record on file."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.core import LOG, Asker, Bot, Payload
from bot.curation.common import apart, become, card_of, check, given_in, show
from bot.curation.home import publish_soon
from bot.curation.pages import read_page
from bot.failures import said
from bot.files import read_file
from bot.render.acts import done_view, given_reason
from bot.render.blocks import Block, bold, line, rich
from bot.render.fields import EMBARGO, NOT_FOR_PUBLICATION, Given
from bot.render.filing import (
    BOXES,
    boxes_for,
    differing_blocks,
    file_view,
    found_blocks,
    waiting_view,
)
from bot.render.form_values import FileValue, NewNameValue, carried_in
from bot.render.modals import View
from bot.render.people import person
from facts.answers import Card
from facts.curation import Act, NewName, NewRecord, NewSource, NotStanding, Preview
from facts.errors import BadInput, FactdeskError
from facts.model import Fact

LONGEST_WORDS = 300
"""Code points of a message that may be the words themselves; a longer one is taken for their source."""
SETTLING = 0.5
"""Seconds by which Slack shows what an ack makes of a modal: what is shown next must not come before it."""
_UNSAID = Card(0, Fact(id="none", statement="none", seen_by="none"), ())
"""A record that says nothing: what the fields of a new one are read against."""


async def open_file(
    bot: Bot, user: str, trigger: str, given: Given, *, wanted: str = "", modal: str = ""
) -> str:
    """Show the form for a new record; return the id of the modal.

    Args:
        bot: the bot.
        user: who wants it.
        trigger: opens the modal.
        given: what stands in its inputs from the start.
        wanted: the key of the question that it is to answer.
        modal: the id of the one that it takes the place of.

    Raises:
        Refused: they may not file.
        SlackRefused: it cannot be shown.
    """
    await check(bot, user, Act.FILE)
    bot.background.later(apart(bot.shelf.read), _unread)
    return await show(bot, _form(FileValue(wanted=wanted), given), trigger, modal)


async def open_brought(bot: Bot, user: str, trigger: str, words: str, files: Sequence[Payload]) -> None:
    """Show the form for a message: short words are what to file, long ones the source's text, as is a file.

    The form is shown at once, and the text of the first file in it as soon as that has been read.

    Raises:
        Refused: they may not file.
        SlackRefused: it cannot be shown.
    """
    is_source = len(words) > LONGEST_WORDS and not files
    given = given_with({}, words) if is_source else {"words": words}
    modal = await open_file(bot, user, trigger, given)
    for file in files[:1]:
        try:
            read = await read_file(bot.slack, file)
            view = _form(FileValue(round=1), given_with({**given, "label": read.name}, read.text))
        except BadInput as refused:
            view = _form(FileValue(), given, above=_told(refused))
        await show(bot, view, trigger, modal)


async def change_kind(bot: Bot, view: Payload, kind: str) -> None:
    """Show the inputs of another kind of record, with what stands in those that both have."""
    value = _value(view).model_copy(update={"seen": ""})
    await show(bot, _form(value, {**given_in(view), "kind": kind}), "", str(view["id"]))


async def more_room(bot: Bot, view: Payload) -> None:
    """Show one box more for the text of the source."""
    value = _value(view)
    wider = value.model_copy(update={"boxes": min(value.boxes + 1, BOXES), "seen": ""})
    await show(bot, _form(wider, given_in(view)), "", str(view["id"]))


async def take_sources_words(bot: Bot, view: Payload, user: str) -> None:
    """Put the source's words in the place of those that were typed."""
    value, given = _value(view), given_in(view)
    try:
        await apart(bot.curator.preview, new_record(given, user))
    except NotStanding as differs:
        if differs.nearest:
            given["words"] = differs.nearest.exact
    again = value.model_copy(update={"round": value.round + 1, "seen": ""})
    await show(bot, _form(again, given), "", str(view["id"]))


async def submit_file(bot: Bot, view: Payload, asker: Asker) -> Mapping[str, Any]:
    """Look the words up, or file what was looked up and has not changed since; return what the modal becomes.

    Raises:
        Refused: they may not file.
        BadInput: something given cannot be used.
    """
    await check(bot, asker.user, Act.FILE)
    value, given = _value(view), given_in(view)
    if value.seen and value.seen == _digest(given):
        return await _file(bot, value, given, asker.user)
    if _address_only(given):
        work = _with_page(bot, value, given, asker.user)
        later = partial(_show_later, bot, str(view["id"]))
        done = await bot.background.soon(work, later, partial(_lost, bot, str(view["id"]), given))
        return become(done or waiting_view(given["url"]))
    return await _looked_up(bot, value, given, asker.user)


async def _with_page(bot: Bot, value: FileValue, given: Given, user: str) -> View:
    """Return the form with the text of a page in it, and the passage where the words stand in that."""
    try:
        page = await read_page(given["url"])
    except BadInput as refused:
        return _form(value, given, above=_told(refused))
    again = value.model_copy(update={"round": value.round + 1})
    begun = {**given, "url": page.url, "label": given.get("label") or page.title}
    filled = given_with(begun, page.text)
    try:
        response = await _looked_up(bot, again, filled, user)
    except FactdeskError as refused:
        return _form(again, filled, above=_told(refused))
    view: View = response["view"]
    return view


async def _unread(error: Exception) -> None:
    LOG.warning("names and sources not read", reason=str(error))


async def _show_later(bot: Bot, modal: str, work: Awaitable[View]) -> None:
    view = await work
    await asyncio.sleep(SETTLING)
    await show(bot, view, "", modal)


async def _lost(bot: Bot, modal: str, given: Given, error: Exception) -> None:
    await asyncio.sleep(SETTLING)
    await show(bot, _form(FileValue(), given, above=_told(error)), "", modal)


async def _looked_up(bot: Bot, value: FileValue, given: Given, user: str) -> Mapping[str, Any]:
    """Return the form with the passage that was found, or with what differs."""
    new = new_record(given, user)
    try:
        preview: Preview = await apart(bot.curator.preview, new)
    except NotStanding as differs:
        if differs.nearest is None:
            raise
        above = differing_blocks(str(differs), differs.verdict, given["words"], differs.nearest.exact)
        return become(_form(value.model_copy(update={"seen": ""}), given, above=above))
    if preview.passage is None:
        return await _file(bot, value, given, user)
    seen = value.model_copy(update={"seen": _digest(given)})
    return become(_form(seen, given, above=found_blocks(preview, _source_name(new.source, given))))


async def _file(bot: Bot, value: FileValue, given: Given, user: str) -> Mapping[str, Any]:
    filed = await apart(bot.curator.file, new_record(given, user), by=person(user), why=given_reason(given))
    if value.wanted:
        await apart(bot.store.unwant, value.wanted)
    publish_soon(bot, user)
    told = "Filed as a draft. Verify it, or let somebody else."
    return become(done_view(told, await card_of(bot, filed.entry.id)))


def new_record(given: Given, user: str) -> NewRecord:
    """Return the record that a form gives.

    Raises:
        BadInput: it gives more sources than one, or none.
    """
    who, names = _who(given.get("who")), ("statement", "value", "date", "speaker_text", "type")
    fields: dict[str, object] = {name: given[name] for name in names if given.get(name)}
    for each in (EMBARGO, NOT_FOR_PUBLICATION):
        fields[each.name] = each.says(given.get(each.name), _UNSAID)
    source = _source(given)
    is_quote = given["kind"] == "quote"
    return NewRecord(
        given["kind"],
        str(given.get("words") or ""),
        source,
        person(user) if given.get("seen") and not source else "",
        who if is_quote else "",
        (who,) if who and not is_quote else (),
        fields,
    )


def given_with(given: Given, text: str) -> dict[str, Any]:
    """Return what stands in a form with this text in the boxes for that of the source.

    Raises:
        BadInput: it is longer than the boxes hold.
    """
    boxes = boxes_for(text)
    if len(boxes) > BOXES:
        raise BadInput("This text is too long for the form; paste the part of it with the words.")
    return {**given, **{f"text{number}": part for number, part in enumerate(boxes)}}


def _form(value: FileValue, given: Given, above: Sequence[Block] = ()) -> View:
    boxes = max(value.boxes, len(_boxes(given)))
    return file_view(value.model_copy(update={"boxes": boxes}), {"kind": "quote", **given}, above)


def _source(given: Given) -> str | NewSource:
    on_file, text = given.get("source"), _text(given)
    if on_file and (text or given.get("url")):
        raise BadInput("source: choose one on file, or give another one, not both.")
    if given.get("seen") and (on_file or text or given.get("url")):
        raise BadInput("seen: either it has a source, or it was only seen; give one or the other.")
    if on_file:
        return str(on_file["value"])
    if not text:
        return ""
    url = str(given.get("url") or "").strip()
    today = datetime.now(UTC).date().isoformat() if url else ""
    return NewSource(
        text, label=given.get("label", ""), url=url, published=given.get("published", ""), retrieved=today
    )


def _text(given: Given) -> str:
    return "\n".join(_boxes(given))


def _boxes(given: Given) -> list[str]:
    """Return what stands in the boxes for the text of the source, up to the last that has any."""
    boxes = [str(given.get(f"text{number}") or "") for number in range(BOXES)]
    return boxes[: max((at + 1 for at, box in enumerate(boxes) if box), default=0)]


def _who(chosen: Block | None) -> str | NewName:
    """Return who was chosen: an id on file, or a name that is to be filed with the record."""
    if not chosen:
        return ""
    if not chosen["value"].startswith("{"):
        return str(chosen["value"])
    new: NewNameValue = carried_in(NewNameValue, chosen["value"])
    return NewName(new.name, new.new)


def _address_only(given: Given) -> bool:
    return bool(given.get("url")) and not _text(given) and not given.get("source") and not given.get("seen")


def _source_name(source: str | NewSource, given: Given) -> str:
    chosen = given.get("source")
    return chosen["text"]["text"] if chosen else source.label if isinstance(source, NewSource) else ""


def _value(view: Payload) -> FileValue:
    return carried_in(FileValue, str(view.get("private_metadata") or ""))


def _digest(given: Given) -> str:
    told = {name: held for name, held in given.items() if name != "why"}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def _told(error: Exception) -> list[Block]:
    return [rich(line(bold(said(error))))]
