"""The page of the local Slack with the real app behind it, walked as a person would."""

import pytest

from bot.local.run import LocalSlack
from facts.ingest.pack import load_pack
from facts.store.memory import MemoryStore
from facts.wiring import bundled_pack
from tests.browser import ENTER, MISSING, browsing
from tests.local_slack import texts
from tests.newsroom import newsroom

COMPOSER = "#composer textarea"
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


def _shared(slack: LocalSlack) -> list[str]:
    """What everybody else sees of the answers."""
    return [text for text in texts(slack, "ben", "newsroom") if "two paths" in text]
