"""Who may do what, as people in Slack see it and change it."""

from bot.core import Bot
from bot.curation.common import apart
from bot.curation.home import publish_soon
from bot.render import people
from bot.render.answers import Message
from bot.render.people import person
from facts.curation import Role
from facts.errors import BadInput


async def roles_given(bot: Bot) -> Message:
    """Return who has which role."""
    return people.roles(await apart(bot.curator.roles.all))


async def give_role(bot: Bot, by: str, user: str, named: str) -> Message:
    """Give somebody a role, and return who has which then.

    Raises:
        Refused: whoever gives it may not.
        BadInput: there is no such role, or the desk would be left without an editor.
    """
    if named.casefold() not in list(Role):
        raise BadInput(f"“{named}” is no role; choose {', '.join(Role)}.")
    await apart(bot.curator.roles.give, person(user), Role(named.casefold()), by=person(by))
    publish_soon(bot, user)
    return await roles_given(bot)
