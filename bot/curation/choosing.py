"""What the menus of a form offer: names, sources and records on file, and new names as they are typed."""

from collections.abc import Callable, Iterable, Mapping

from bot.core import Bot
from bot.curation.common import apart, role_of
from bot.curation.shelf import name_option
from bot.render import ids, limits
from bot.render.blocks import Block
from bot.render.fields import TYPES
from bot.render.form_values import NewNameValue
from bot.render.inputs import option
from bot.render.line import copy_line
from facts.curation import Act, may
from facts.model import Entity
from facts.questions import Question, Verb

_MOST = 20


async def options(bot: Bot, user: str, action: str, typed: str) -> list[Block]:
    """Return what a menu offers for what is typed; nothing to who may not file.

    Args:
        bot: the bot.
        user: who types.
        action: which menu.
        typed: what.
    """
    pick = _PICKS.get(action)
    if pick is None or not may(await role_of(bot, user), Act.FILE):
        return []
    return await apart(pick, bot, typed.strip())


def called(bot: Bot, chosen: Iterable[Block]) -> list[Block]:
    """Return names that are chosen by what they are called on file; a form knows but their ids."""
    options = list(chosen)
    on_file = bot.store.current([each["value"] for each in options])
    names = {id_: name_option(it.entry) for id_, it in on_file.items() if isinstance(it.entry, Entity)}
    return [names.get(each["value"], each) for each in options]


def _names(bot: Bot, typed: str) -> list[Block]:
    return bot.shelf.names(typed)


def _new_names(bot: Bot, typed: str) -> list[Block]:
    """Return the names on file, and then what is typed as a new name of each type."""
    made = (
        (label, ids.value_of(NewNameValue.model_validate({"new": type_, "name": typed})))
        for label, type_ in TYPES
        if typed
    )
    new = [
        option(f"New: {typed} · {label.lower()}", value)
        for label, value in made
        if len(value) <= limits.OPTION_VALUE
    ]
    return [*_names(bot, typed), *new]


def _sources(bot: Bot, typed: str) -> list[Block]:
    return bot.shelf.sources(typed)


def _records(bot: Bot, typed: str) -> list[Block]:
    ranked = bot.desk.ranked(Question(Verb.FACT, typed), _MOST) if typed else ()
    found = bot.desk.cards(record for record, _ in ranked)
    return [option(copy_line(card), card.record.id) for card in found]


_PICKS: Mapping[str, Callable[[Bot, str], list[Block]]] = {
    ids.PICK_NAME: _names,
    ids.PICK_NEW_NAME: _new_names,
    ids.PICK_SOURCE: _sources,
    ids.PICK_RECORD: _records,
}
