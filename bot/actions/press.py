"""One press of a button, as far as anything here needs to know of it."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Self

from bot.core import Asker, Bot, Payload
from bot.render.modals import View
from facts.answers import Card
from facts.errors import BadInput


@dataclass(frozen=True, slots=True)
class Press:
    """Who pressed which button or chose from which menu, and the value it carries.

    `trigger` opens a modal, once, within 3 s; `view` is the modal or the Home tab that the button stands in.
    """

    asker: Asker
    action: str
    value: str
    trigger: str = field(repr=False)
    ephemeral: bool
    view: Payload = field(default_factory=dict, repr=False)

    @property
    def modal(self) -> str:
        """The id of the modal that the button stands in, empty where it stands elsewhere."""
        return str(self.view["id"]) if self.view.get("type") == "modal" else ""

    @classmethod
    def of(cls, payload: Payload, asker: Asker) -> Self:
        """Read a payload (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload).

        Raises:
            BadInput: it is none.
        """
        try:
            action, container = payload["actions"][0], payload["container"]
            return cls(
                asker=replace(asker, thread=asker.thread or str(container.get("thread_ts", ""))),
                action=str(action["action_id"]),
                value=str((action.get("selected_option") or action).get("value") or ""),
                trigger=str(payload["trigger_id"]),
                ephemeral=bool(container.get("is_ephemeral")),
                view=payload.get("view") or {},
            )
        except (KeyError, IndexError, TypeError, AttributeError):
            raise BadInput("This button cannot be read; ask again.") from None


async def open_view(bot: Bot, press: Press, view: View) -> None:
    """Show a modal to whoever pressed.

    Raises:
        SlackRefused: it cannot be opened.
    """
    await bot.slack.call("views.open", {"trigger_id": press.trigger, "view": view})


async def card_for(bot: Bot, record: str, user: str) -> Card:
    """Return a record as it stands now for one person alone, who may be privy to what is withheld.

    Raises:
        BadInput: there is no such record for them.
    """
    cards = bot.desk.cards((record,))
    if not cards and await asyncio.to_thread(bot.is_privy, user):
        cards = bot.desk.cards((record,), privy=True)
    if not cards:
        raise BadInput("This record is not on file any more; ask again.")
    return cards[0]


def card_on_file(bot: Bot, record: str) -> Card:
    """Return a record as it stands now for all.

    Raises:
        BadInput: there is no such record, or it is withheld.
    """
    cards = bot.desk.cards((record,))
    if not cards:
        raise BadInput("This record is not on file any more; ask again.")
    return cards[0]
