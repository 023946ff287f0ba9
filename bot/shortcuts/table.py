"""The shortcuts: the listener looks them up here, and the manifest is made from them."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from bot.core import Asker, Bot
from bot.reports import Brought, report_privately

CHECK: Final = "check"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut as Slack offers it on a message (name: 24 characters), and what it does with the message."""

    name: str
    description: str
    do: Callable[[Bot, Asker, Brought], Coroutine[Any, Any, None]]


SHORTCUTS: Mapping[str, Shortcut] = MappingProxyType(
    {
        CHECK: Shortcut(
            "Check with Factdesk", "Holds every quotation in it against what is on file", report_privately
        )
    }
)
"""By callback id."""
