"""News that something changed, for whoever waits for it."""

import asyncio


class Feed:
    """A version number that only grows, and a way to wait until it does. For one event loop."""

    def __init__(self) -> None:
        self.version = 0
        self.closed = False
        self._news = asyncio.Event()

    def publish(self) -> None:
        """Say that something changed."""
        self.version += 1
        self._wake()

    def close(self) -> None:
        """Say that nothing will change any more: nobody waits from here on."""
        self.closed = True
        self._wake()

    async def after(self, version: int) -> int:
        """Wait until there is a later version than this one, or the feed is closed; return the version."""
        while self.version == version and not self.closed:
            await self._news.wait()
        return self.version

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
