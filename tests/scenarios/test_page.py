"""The page of the local Slack with the real app behind it, walked as a person would."""

import pytest

from bot.local.run import LocalSlack
from facts.ingest.pack import load_pack
from facts.store.memory import MemoryStore
from facts.wiring import bundled_pack
from tests.browser import ENTER, MISSING, browsing
from tests.curating import desk_of_ana
from tests.local_slack import texts
from tests.newsroom import newsroom

COMPOSER = "#composer textarea"
CHOOSE = """
    const [css, value] = arguments;
    const menu = document.querySelector(css);
    menu.value = value;
    menu.dispatchEvent(new Event("change", { bubbles: true }));
"""
REPLY = "#thread-composer textarea"

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)


async def test_a_reporter_asks_shares_follows_up_and_reads_in_context() -> None:
    """An answer can be shared, read in its source, and followed up in the thread of a mention."""
    store = MemoryStore()
    load_pack(bundled_pack(), store)
    async with newsroom(store) as slack, browsing() as browser:
        await browser.arrive(slack.page_url)
        await browser.type(COMPOSER, f"/quote fidn on peace{ENTER}")
        await browser.see("Only visible to you")
        await browser.see("Both sides will choose which path to take.")
        assert _shared(slack) == []

        await browser.press("Share to channel")
        await browser.see("Asked by")
        assert len(_shared(slack)) == 1

        await browser.press("In context")
        await browser.see("Prior to the discussions", within="dialog")
        await browser.press("Close", within="dialog")
        await browser.gone("dialog[open]")

        await browser.type(COMPOSER, f"@factdesk quote zelensky{ENTER}")
        await browser.press("1 reply")
        await browser.see("This must happen immediately", within="aside")
        await browser.type(REPLY, f"@factdesk and Umerov?{ENTER}")
        await browser.see("the next phase should involve a meeting", within="aside")
        assert await browser.complaints() == []


async def test_an_editor_files_what_is_missing_and_verifies_it_from_home() -> None:
    """From “nothing on file” to a verified record: looked up, filed, found on Home, verified, answered."""
    store = MemoryStore()
    load_pack(bundled_pack(), store)
    async with desk_of_ana(store) as slack, browsing() as browser:
        await browser.arrive(slack.page_url)
        await browser.type(COMPOSER, f"/fact bitcoin price{ENTER}")
        await browser.press("File it")
        await browser.see("Its source", within="dialog")
        await browser.script(CHOOSE, "dialog select", "fact")
        await browser.see("As the desk states it", within="dialog")
        await browser.type("dialog [aria-label='Words']", "One glimmer of progress that emerged")
        await browser.type("dialog [aria-label='As the desk states it']", "There was a glimmer of progress.")
        await browser.type("dialog [aria-label='Source on file']", "first")
        await browser.click(await browser.find("dialog [role=option]"))
        await browser.type("dialog [aria-label='Reason']", "Asked for.")
        await browser.press("Look it up", within="dialog")
        await browser.see("Found in the source", within="dialog")
        await browser.press("File it", within="dialog")
        await browser.see("Filed as a draft", within="dialog")
        await browser.press("Close", within="dialog")
        await browser.gone("dialog[open]")

        await browser.press("Factdesk")
        await browser.press("Home")
        await browser.see("There was a glimmer of progress.", within="main")
        await browser.press("Verify")
        await browser.type("dialog [aria-label='Reason']", "Read in the source.")
        await browser.press("Verify", within="dialog")
        await browser.see("every passage stands in its source", within="dialog")
        await browser.press("Close", within="dialog")
        await browser.see("Drafts: none")
        assert await browser.complaints() == []


def _shared(slack: LocalSlack) -> list[str]:
    """What everybody else sees of the answers."""
    return [text for text in texts(slack, "ben", "newsroom") if "two paths" in text]
