"""What one person has shown to all: a job, which posts once, whatever becomes of the process."""

import asyncio
from dataclasses import asdict

from bot.core import Asker, Bot
from bot.forms import Form, made
from bot.jobs.port import Job, Json
from bot.posting import NOT_A_MEMBER, post, respond
from bot.slack import Refused


async def share(bot: Bot, trigger: str, place: Asker, form: Form) -> None:
    """Have a message posted for all to see, once for each press of a button; return when it is.

    Args:
        bot: the bot.
        trigger: the press's.
        place: where it goes, and who pressed, who alone is told if it cannot be posted.
        form: what the message is made from.

    Raises:
        StoreError: the job cannot be kept.
    """
    cause = f"press:{trigger}"
    argument = {"cause": cause, "asker": asdict(place), "form": form.model_dump_json(exclude_defaults=True)}
    if posting := await bot.jobs.begin(Job(cause, "share", argument)):
        await posting


async def post_shared(bot: Bot, argument: Json) -> None:
    """Post what is shared, as its records are now.

    Raises:
        SlackRefused: it can be posted in neither way.
        Unreachable: Slack did not answer.
    """
    cause, place = str(argument["cause"]), Asker(**argument["asker"])
    form = Form.model_validate_json(argument["form"])
    shared = await asyncio.to_thread(made, bot.desk, bot.store, form)
    try:
        await post(bot, place, cause, shared, form.kind)
    except Refused as refused:
        if refused.reason not in NOT_A_MEMBER:
            raise
        await respond(bot, place, cause, shared, form.kind)
