"""Home and roles, end to end: what waits for a curator, what an asker sees, and who may do what."""

from bot.local.text import blocks_to_text
from bot.render import ids
from facts.curation import Curator, Role
from facts.model import Status
from tests import cards
from tests.bot.render.checks import assert_home
from tests.curating import ANA, BEN, desk_of_ana, harbour, home, last, open_home, submit
from tests.local_slack import until


async def test_home_shows_a_curator_the_queue_and_is_fresh_after_each_act() -> None:
    """Drafts, disputed and due records stand there with what to do about them; what is done leaves it."""
    store = harbour()
    curator = Curator(store)
    curator.roles.appoint("ada", Role.EDITOR)
    first = store.current(("ferry-1",))["ferry-1"].number
    curator.dispute("ferry-1", expected=first, by="ada", why="The crew says otherwise.")
    second = store.current(("ferry-2",))["ferry-2"].number
    curator.edit("ferry-2", {"expires": "2020-01-01"}, expected=second, by="ada", why="It ages.")
    async with desk_of_ana(store) as slack:
        shown = await open_home(slack)
        view = slack.workspace.modals.home(ANA)
        assert view is not None
        assert_home(dict(view.content))
        assert "Disputed: 1" in shown
        assert "The crew says otherwise." in shown
        assert "due since 1 January 2020" in shown
        block = next(it["block_id"] for it in view.blocks if it["type"] == "actions")
        await slack.people["ana"].act(view, "act.verify", block_id=block)
        await submit(slack, {"why": "Asked the crew."})
        await until(slack.workspace, lambda: "Disputed: none" in home(slack))
        assert not list(store.waiting(Status.DISPUTED))


async def test_home_is_paged_within_a_view() -> None:
    """However much waits, a page keeps Slack's limits, and the next one follows."""
    store = harbour()
    with store.writer() as writer:
        for number in range(40):
            fact = cards.fact(f"Draft number {number}.", id=f"draft-{number}", status="draft").record
            writer.put(fact, by="tests", why="stock")
    async with desk_of_ana(store) as slack:
        assert "Drafts: page 1 of 7" in await open_home(slack)
        view = slack.workspace.modals.home(ANA)
        assert view is not None
        assert_home(dict(view.content))
        await slack.people["ana"].act(view, ids.HOME_NEXT)
        assert "Draft number 6." in home(slack)


async def test_home_tells_an_asker_how_to_ask() -> None:
    """Nothing of the queue is there for who may not review it."""
    async with desk_of_ana() as slack:
        shown = await open_home(slack, "ben")
        assert shown.startswith("How to ask")
        assert "/timeline" in shown
        assert "Review queue" not in shown


async def test_an_editor_gives_roles_and_the_last_one_stays() -> None:
    """A role is given to whom Slack names; a name that Slack did not mark up costs a sentence."""
    store = harbour()
    async with desk_of_ana(store) as slack:
        ana = slack.people["ana"]
        await ana.say("/factdesk roles @ben curator", "newsroom")
        assert blocks_to_text(last(slack).blocks, {BEN: "ben"}).count("@ben · curator") == 1
        assert Curator(store).roles.of(f"slack:{BEN}") is Role.CURATOR
        await ana.say("/factdesk roles @nobody curator", "newsroom")
        assert last(slack).text.startswith("Say who, chosen from the list")
        await ana.say("/factdesk roles @ana asker", "newsroom")
        assert last(slack).text == "The desk needs an editor: make somebody else one first."
        await ana.say("/factdesk roles @ben boss", "newsroom")
        assert last(slack).text == "“boss” is no role; choose asker, curator, editor."
