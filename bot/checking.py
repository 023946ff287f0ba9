"""The checker as one process has it: made when the first draft comes, and used by one thread at a time."""

# ruff: noqa: PLC0415 - the check takes a tenth of a second to import: the first draft pays for it, not the start

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bot.render.answers import Message
from facts.model import Source
from facts.store.port import Reader

if TYPE_CHECKING:
    from facts.check.checker import Checker


class Checking:
    """Checks drafts against a store, one after the other.

    What was added to the store is taken in before each check, so that no draft is held against less.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._checker: Checker | None = None
        self._thread = ThreadPoolExecutor(1, "check")

    async def report(self, draft: str) -> Message:
        """Return the message that reports on a draft, from a thread of its own, so that the desk answers on.

        Raises:
            BadInput: the draft is too long, or has too many quotations.
            StoreError: the store cannot be read.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.report_now, draft)

    def report_now(self, draft: str) -> Message:
        """Return the message that reports on a draft, for one who waits for nothing else.

        Raises:
            BadInput: the draft is too long, or has too many quotations.
            StoreError: the store cannot be read.
        """
        from bot.render.checks import report_message
        from facts.check.checker import Checker

        if self._checker is None:
            self._checker = Checker(self._reader)
        self._checker.refresh()
        found = self._checker.check(draft)
        named = {one.source for one in found.quotations} | {one.source for one in found.figures}
        entries = (revision.entry for revision in self._reader.current(named).values())
        return report_message(draft, found, {it.id: it for it in entries if isinstance(it, Source)})
