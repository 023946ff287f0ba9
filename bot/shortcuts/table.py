"""The shortcuts: the listener looks them up here, and the manifest is made from them."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from bot.core import Asker, Bot
from bot.reports import Brought, report_privately

CHECK: Final = "check"
FILE: Final = "file"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut as Slack offers it on a message (name: 24 characters), and what it does with the message."""

    name: str
    description: str
    do: Callable[[Bot, Asker, Brought, str], Coroutine[Any, Any, None]]
    """The last is what opens a modal, once, within 3 s."""


async def _check(bot: Bot, asker: Asker, brought: Brought, _: str) -> None:
    await report_privately(bot, asker, brought)


async def _file(bot: Bot, asker: Asker, brought: Brought, trigger: str) -> None:
    await bot.prepare()
    from bot.curation.filing import open_brought  # noqa: PLC0415 - see `bot.curation`

    await open_brought(bot, asker.user, trigger, brought.words, brought.files)


SHORTCUTS: Mapping[str, Shortcut] = MappingProxyType(
    {
        CHECK: Shortcut("Check with Factdesk", "Holds every quotation in it against what is on file", _check),
        FILE: Shortcut(
            "File to Factdesk", "Files a record from it: its words, or its text as the source", _file
        ),
    }
)
"""By callback id."""
