"""Draws the picture in the README: the page of the local Slack with the real app behind it.

python -m tests.picture
"""

import asyncio
from pathlib import Path

from facts.ingest.pack import load_pack
from facts.store.memory import MemoryStore
from facts.wiring import bundled_pack
from tests.browser import ENTER, browsing
from tests.newsroom import newsroom

PICTURE = Path(__file__).parents[1] / "docs" / "page.png"


async def main() -> None:
    """Ask on the page, and photograph the answer."""
    store = MemoryStore()
    load_pack(bundled_pack(), store)
    async with newsroom(store) as slack, browsing() as browser:
        await browser.open(slack.page_url, width=1440, height=940)
        await browser.type("textarea", f"@factdesk who led the Russian delegation?{ENTER}")
        await browser.press("1 reply")
        await browser.see("Leading the Russian delegation")
        await browser.type("textarea", f"/quote fidan{ENTER}")
        await browser.see("There are two paths today")
        await browser.see("Copy line")
        await browser.script("document.getElementById('scroll').scrollTop = 0")
        PICTURE.write_bytes(await browser.screenshot())


if __name__ == "__main__":
    asyncio.run(main())
