"""The buttons by which the newsroom keeps the desk: filing, a card's menu, its acts and history, Home."""

# ruff: noqa: PLC0415 - see `bot.curation`

from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from bot.actions.check import evidence_at
from bot.actions.press import Press
from bot.core import Bot
from bot.render import ids
from bot.render.form_values import FileWordsValue, HistoryValue, HomeValue, WantedValue, carried_in

PASTED = 5
"""Words from which on a question may be a pasted claim, and so the words that are to be filed."""


async def _file(bot: Bot, press: Press) -> None:
    """Show the form for a record that was asked for in vain."""
    from bot.curation.filing import open_file

    text = ids.question_of(press.value).text
    given = {"words": text} if len(text.split()) >= PASTED else {}
    await open_file(bot, press.asker.user, press.trigger, given)


async def _file_sentence(bot: Bot, press: Press) -> None:
    """Show the form for a sentence of a source, with its words and its source in it, and no speaker."""
    from bot.curation.filing import open_file
    from bot.curation.shelf import source_option

    found = evidence_at(bot, ids.place_of(press.value))
    given = {"kind": "fact", "words": found.passage.exact, "source": source_option(found.source)}
    await open_file(bot, press.asker.user, press.trigger, given)


async def _file_checked(bot: Bot, press: Press) -> None:
    """Show the form for a quotation that a check found nowhere on file."""
    from bot.curation.filing import open_file

    words = carried_in(FileWordsValue, press.value).words
    await open_file(bot, press.asker.user, press.trigger, {"words": words})


async def _file_wanted(bot: Bot, press: Press) -> None:
    """Show the form for a record that stands on the list of what was asked in vain."""
    from bot.curation.filing import open_file

    await open_file(bot, press.asker.user, press.trigger, {}, wanted=carried_in(WantedValue, press.value).key)


async def _strike_wanted(bot: Bot, press: Press) -> None:
    """Strike a question from the list of what was asked in vain."""
    from bot.curation.home import strike

    await strike(bot, press.asker.user, carried_in(WantedValue, press.value).key)


async def _change_kind(bot: Bot, press: Press) -> None:
    from bot.curation.filing import change_kind

    await change_kind(bot, press.view, press.value)


async def _more_room(bot: Bot, press: Press) -> None:
    from bot.curation.filing import more_room

    await more_room(bot, press.view)


async def _take_sources_words(bot: Bot, press: Press) -> None:
    from bot.curation.filing import take_sources_words

    await take_sources_words(bot, press.view, press.asker.user)


async def _menu(bot: Bot, press: Press) -> None:
    from bot.curation.acts import open_menu

    record = ids.card_of(press.value).record
    await open_menu(bot, press.asker.user, press.trigger, record, press.modal)


async def _act(act: str, bot: Bot, press: Press) -> None:
    from bot.curation.acts import open_act

    record = ids.card_of(press.value).record
    await open_act(bot, press.asker.user, press.trigger, act, record, press.modal)


async def _history(bot: Bot, press: Press) -> None:
    from bot.curation.acts import open_history

    value: HistoryValue = carried_in(HistoryValue, press.value)
    await open_history(bot, press.asker.user, press.trigger, value.record, value.page, press.modal)


async def _withheld(bot: Bot, press: Press) -> None:
    """Show a curator, who alone sees it, what answers a question and is not for everybody."""
    from bot.curation.withheld import show_withheld

    await show_withheld(bot, press.asker, ids.question_of(press.value))


async def _turn_home(bot: Bot, press: Press) -> None:
    from bot.curation.home import publish

    await publish(bot, press.asker.user, carried_in(HomeValue, press.value))


CURATING: Mapping[str, Callable[[Bot, Press], Coroutine[Any, Any, None]]] = MappingProxyType(
    {
        ids.ANSWER_FILE: _file,
        ids.SOURCE_FILE: _file_sentence,
        ids.ANSWER_WITHHELD: _withheld,
        ids.CHECK_FILE: _file_checked,
        ids.WANTED_FILE: _file_wanted,
        ids.WANTED_STRIKE: _strike_wanted,
        ids.FILE_KIND: _change_kind,
        ids.FILE_ROOM: _more_room,
        ids.FILE_WORDS: _take_sources_words,
        ids.CARD_CURATE: _menu,
        **{ids.act_action(act): partial(_act, act) for act in ids.ACTS},
        ids.HISTORY_OPEN: _history,
        ids.HISTORY_NEWER: _history,
        ids.HISTORY_OLDER: _history,
        ids.HOME_PREVIOUS: _turn_home,
        ids.HOME_NEXT: _turn_home,
    }
)
"""By action id."""
