"""What `/factdesk` does besides answering: add, wanted, corrections, roles, history: for its keepers."""

# ruff: noqa: PLC0415 - see `bot.curation`

import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from bot.commands.watches import CHANGE, watches
from bot.core import Asker, Bot, Payload
from bot.failures import tell
from bot.render.answers import Message, for_asker
from bot.spoken import spoken
from facts.errors import BadInput

_FIRST_WORD = re.compile(r"\s*(\w+)\b\s*(.*)", re.DOTALL)
_GIVEN_ROLE = re.compile(r"<@(?P<user>[UW][A-Z0-9]{1,30})(?:\|[^>]*)?>\s+(?P<role>\w+)\s*")


async def _add(bot: Bot, payload: Payload, asker: Asker, words: str) -> None:
    from bot.curation.filing import open_file

    given = {"words": spoken(words)} if words else {}
    await _shown(bot, asker, open_file(bot, asker.user, str(payload["trigger_id"]), given))


async def _history(bot: Bot, payload: Payload, asker: Asker, record: str) -> None:
    from bot.curation.acts import open_history

    await _shown(bot, asker, open_history(bot, asker.user, str(payload["trigger_id"]), record))


async def _wanted(bot: Bot, _: Payload, asker: Asker, __: str) -> Message:
    from bot.curation.home import wanted

    return for_asker(await wanted(bot, asker.user))


async def _roles(bot: Bot, _: Payload, asker: Asker, said: str) -> Message:
    from bot.curation.roles import give_role, roles_given

    if not said:
        return for_asker(await roles_given(bot))
    given = _GIVEN_ROLE.fullmatch(said)
    if not given:
        raise BadInput(
            "Say who, chosen from the list that Slack shows after an @, and then curator, editor or asker: "
            "/factdesk roles @name curator."
        )
    return for_asker(await give_role(bot, asker.user, given["user"], given["role"]))


async def _corrections(bot: Bot, _: Payload, asker: Asker, __: str) -> Message:
    from bot.curation.corrections import corrections_log

    return for_asker(await corrections_log(bot, asker.user))


@dataclass(frozen=True, slots=True)
class Word:
    """A first word that asks the desk nothing: what may follow it, and what it does."""

    rest: re.Pattern[str]
    do: Callable[[Bot, Payload, Asker, str], Awaitable[Message | None]]


WORDS: Mapping[str, Word] = MappingProxyType(
    {
        "add": Word(re.compile(".*", re.DOTALL), _add),
        "corrections": Word(re.compile(""), _corrections),
        "watches": Word(CHANGE, watches),
        "wanted": Word(re.compile(""), _wanted),
        "roles": Word(re.compile(r"|[<@].*", re.DOTALL), _roles),
        "history": Word(re.compile(r"[\w.-]+"), _history),
    }
)
"""Where something else follows, the whole is a question: "roles of the mediators"."""


def word_of(command: str, text: str) -> tuple[Word, str] | None:
    """Return the word that a command begins with and what follows it; None if it asks the desk something."""
    found = _FIRST_WORD.fullmatch(text) if command == "/factdesk" else None
    word = WORDS.get(found[1].casefold()) if found else None
    rest = found[2].strip() if found else ""
    return (word, rest) if word and word.rest.fullmatch(rest) else None


async def _shown(bot: Bot, asker: Asker, work: Coroutine[Any, Any, Any]) -> None:
    await bot.background.run(work, partial(tell, bot, asker))
