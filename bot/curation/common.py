"""What all here shares: who it is, what they may, where a modal is shown, and what stands in a form."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from bot.core import Bot, Payload
from bot.render.blocks import Block
from bot.render.inputs import name_of, option
from bot.render.modals import View
from bot.render.people import person
from facts.answers import Card
from facts.curation import Act, Role
from facts.errors import BadInput

_T = TypeVar("_T")


async def apart(work: Callable[..., _T], *args: Any, **options: Any) -> _T:
    """Do what reads or writes the database in a thread, so that the desk answers on."""
    return await asyncio.to_thread(work, *args, **options)


async def check(bot: Bot, user: str, act: Act) -> None:
    """Check that somebody may do something.

    Raises:
        Refused: they may not.
    """
    await apart(bot.curator.roles.check, person(user), act)


async def role_of(bot: Bot, user: str) -> Role:
    """Return what somebody is to the desk."""
    return await apart(bot.curator.roles.of, person(user))


async def card_for(bot: Bot, record: str, user: str) -> Card:
    """Return a record as it stands now for one person alone; what is withheld only to who may see that.

    Raises:
        BadInput: there is no such record for them.
    """
    card = await card_of(bot, record, privy=await apart(bot.is_privy, user))
    if card is None:
        raise BadInput(f"'{record}' is not on file; ask for it again.")
    return card


async def card_of(bot: Bot, record: str, *, privy: bool = True) -> Card | None:
    """Return a record as it stands now, if it is on file; unless told otherwise, for who kept it so."""
    cards = await apart(bot.desk.cards, (record,), privy=privy)
    return cards[0] if cards else None


def become(view: View) -> Mapping[str, Any]:
    """Return the ack of a form by which its modal becomes another."""
    return {"response_action": "update", "view": view}


async def show(bot: Bot, view: View, trigger: str, modal: str = "") -> str:
    """Show a modal, in place of one that is open where its id is given; return its id.

    Raises:
        SlackRefused: it cannot be shown.
    """
    if modal:
        await bot.slack.call("views.update", {"view_id": modal, "view": view})
        return modal
    shown = await bot.slack.call("views.open", {"trigger_id": trigger, "view": view})
    return str((shown.get("view") or {}).get("id", ""))


def given_in(view: Payload) -> dict[str, Any]:
    """Return what stands in the inputs of a view, by the names of their fields.

    Source: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
    """
    values: dict[str, Payload] = (view.get("state") or {}).get("values") or {}
    return {name_of(block): _held(element) for block, of in values.items() for element in of.values()}


def _held(element: Payload) -> Any:
    match element.get("type"):
        case "external_select":
            chosen = element.get("selected_option")
            return _option(chosen) if chosen else None
        case "multi_external_select":
            return [_option(each) for each in element.get("selected_options") or ()]
        case "static_select":
            return (element.get("selected_option") or {}).get("value") or ""
        case "checkboxes":
            return bool(element.get("selected_options"))
        case "datepicker":
            return element.get("selected_date") or ""
        case "datetimepicker":
            return element.get("selected_date_time") or ""
        case _:
            return element.get("value") or ""


def _option(chosen: Payload) -> Block:
    return option(str(chosen["text"]["text"]), str(chosen["value"]))
