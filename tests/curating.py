"""A newsroom whose Ana is an editor, and what she and Ben do in modals and on Home."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.core import Bot
from bot.local.elements import controls
from bot.local.model import BOT_USER_ID, Json, Message, View
from bot.local.people import Outcome
from bot.local.run import LocalSlack
from bot.local.text import blocks_to_text
from facts.curation import Curator, Role
from facts.store.port import Store
from tests.cards import evidence, fact
from tests.local_slack import until
from tests.newsroom import newsroom, stocked

ANA, BEN = "U0ANA", "U0BEN"
NAMES = {ANA: "ana", BEN: "ben"}
PLACE = "newsroom"


@asynccontextmanager
async def desk_of_ana(
    store: Store | None = None, make: Callable[[LocalSlack], Bot] | None = None, **options: Any
) -> AsyncIterator[LocalSlack]:
    """Start the app where Ana is an editor and Ben an asker."""
    kept = store or harbour()
    Curator(kept).roles.appoint(f"slack:{ANA}", Role.EDITOR)
    async with newsroom(kept, make, **options) as slack:
        yield slack


def harbour() -> Store:
    """Return a store in which every ferry stands in its passage, as it has to before it is changed."""
    store = stocked()
    where = evidence("Some 40 passengers stayed on board, analysts said.")
    with store.writer() as writer:
        for number in range(1, 9):
            ferry = fact(f"Ferry number {number} left late.", where, id=f"ferry-{number}")
            writer.put(ferry.record, by="tests", why="stock again")
    return store


def modal(slack: LocalSlack, user: str = ANA) -> View:
    """Return the modal that somebody has open."""
    return slack.workspace.modals.stack(user)[-1]


def reads(slack: LocalSlack, user: str = ANA) -> str:
    """Return the modal that somebody has open as it reads."""
    return blocks_to_text(modal(slack, user).blocks, NAMES)


def home(slack: LocalSlack, user: str = ANA) -> str:
    """Return somebody's Home tab as it reads, empty where there is none yet."""
    view = slack.workspace.modals.home(user)
    return blocks_to_text(view.blocks, NAMES) if view else ""


def last(slack: LocalSlack, user: str = ANA) -> Message:
    """Return the last message of the bot's that somebody sees in the newsroom's channel."""
    channel = slack.workspace.channel(PLACE).id
    return [each for each in slack.workspace.seen_by(user, channel) if each.user == BOT_USER_ID][-1]


def inputs(view: View) -> dict[str, tuple[str, Json]]:
    """Return the inputs of a modal by the names of their fields, each with the id of its block."""
    return {
        block["block_id"].partition("~")[0]: (block["block_id"], element)
        for block, element in controls(view.blocks)
        if block["type"] == "input"
    }


def filled(view: View, given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what was put into these inputs of a modal, as a client keeps it."""
    known = inputs(view)
    return {known[name][0]: {known[name][1]["action_id"]: value} for name, value in given.items()}


async def choose(slack: LocalSlack, name: str, typed: str, handle: str = "ana") -> Json:
    """Type into a menu of the modal that is open, and return the first of its options."""
    person = slack.people[handle]
    view = modal(slack, person.user.id)
    block, element = inputs(view)[name]
    return (await person.suggest(view, element["action_id"], typed, block_id=block))[0]


async def submit(slack: LocalSlack, given: dict[str, Any], handle: str = "ana") -> Outcome:
    """Fill in the modal that is open and submit it; an error comes under the name of its field."""
    person = slack.people[handle]
    view = modal(slack, person.user.id)
    outcome = await person.submit(view, filled(view, given))
    return Outcome(outcome.failure, {name.partition("~")[0]: it for name, it in outcome.errors.items()})


async def press(slack: LocalSlack, action: str, given: Any = None, handle: str = "ana") -> Outcome:
    """Use a control of the modal that is open."""
    person = slack.people[handle]
    return await person.act(modal(slack, person.user.id), action, given)


async def open_home(slack: LocalSlack, handle: str = "ana") -> str:
    """Open somebody's Home tab, and return it as it reads."""
    person = slack.people[handle]
    person.open_tab("home")
    await slack.sender.settled()
    return await until(slack.workspace, lambda: home(slack, person.user.id))
