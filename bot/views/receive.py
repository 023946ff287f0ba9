"""Receives forms, and looks up in one table what each of them does."""

# ruff: noqa: PLC0415 - see `bot.curation`

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from bot.core import Asker, Bot, Payload
from bot.render import ids
from bot.render.inputs import name_of
from facts.errors import BadDate, BadInput, PassageNotFound

Response: TypeAlias = Mapping[str, Any]
"""What the ack says of the modal (https://docs.slack.dev/surfaces/modals#updating_response)."""


async def _file(bot: Bot, view: Payload, asker: Asker) -> Response:
    from bot.curation.filing import submit_file

    return await submit_file(bot, view, asker)


async def _act(bot: Bot, view: Payload, asker: Asker) -> Response:
    from bot.curation.acts import submit_act

    return await submit_act(bot, view, asker)


FORMS: Mapping[str, Callable[[Bot, Payload, Asker], Awaitable[Response]]] = {
    ids.FORM_FILE: _file,
    ids.FORM_ACT: _act,
}
"""By callback id."""


async def receive_view(bot: Bot, payload: Payload, asker: Asker) -> Response:
    """Do what a form is for, and return what becomes of its modal.

    Payload: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload

    Raises:
        BadInput: it is none of ours, or something in it cannot be used.
    """
    form = FORMS.get(str(payload["view"].get("callback_id")))
    if form is None:
        raise BadInput("This form is from another version of the app; begin again.")
    await bot.prepare()
    return await form(bot, payload["view"], asker)


def refusal(view: Payload, error: Exception, said: str) -> Response:
    """Return why a form is not taken, beside the input it is about: the one that is named, else the last."""
    blocks = {name_of(it["block_id"]): it["block_id"] for it in view["blocks"] if it["type"] == "input"}
    field, _, rest = said.partition(": ")
    if field in blocks:
        return _errors(blocks[field], rest)
    about = "words" if isinstance(error, PassageNotFound) else "date" if isinstance(error, BadDate) else ""
    return _errors(blocks.get(about) or list(blocks.values())[-1], said)


def _errors(block: str, said: str) -> Response:
    return {"response_action": "errors", "errors": {block: said[:1].upper() + said[1:]}}
