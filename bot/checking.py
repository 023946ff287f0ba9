"""The checker as one process has it: made when the first draft comes, and used by one thread at a time."""

# ruff: noqa: PLC0415 - the check takes a tenth of a second to import: the first draft pays for it, not the start

import asyncio
import secrets
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic_core import from_json, to_json

from bot.render.answers import Message
from bot.render.ids import PageValue
from facts.errors import BadInput
from facts.model import Source
from facts.store.port import Reader

if TYPE_CHECKING:
    from facts.check.checker import Checker

PAGES_KEPT = 1_000
"""Pages of long reports that are kept at hand: some 50 MB at most."""


class Checking:
    """Checks drafts against a store, one after the other.

    What was added to the store is taken in before each check, so that no draft is held against less.

    A draft may be what nobody else should read yet: the pages of its report are kept in memory alone, those
    turned up longest ago go first, and with the process all of them.
    """

    def __init__(self, reader: Reader, folder: Path | None = None) -> None:
        """Check against a store; the catalogue of its words is kept in a folder, or without one in memory."""
        self._reader = reader
        self._folder = folder
        self._checker: Checker | None = None
        self._thread = ThreadPoolExecutor(1, "check")
        self._kept: OrderedDict[str, tuple[bytes, ...]] = OrderedDict()

    async def report(self, draft: str, name: str = "") -> Message:
        """Return the first page of the report on a draft; `page` has the others.

        The check has a thread of its own, so that the desk answers on.

        Args:
            draft: its plain text.
            name: of the file that it came in, if it did.

        Raises:
            BadInput: the draft is too long, or has too many quotations.
            StoreError: the store cannot be read.
        """
        key = secrets.token_urlsafe(12)
        loop = asyncio.get_running_loop()
        pages = await loop.run_in_executor(self._thread, self._pages, draft, key, name)
        if len(pages) > 1:
            self._keep(key, pages)
        return pages[0]

    def report_now(self, draft: str) -> Message:
        """Return the first page of the report on a draft, for one who waits for nothing else.

        Raises:
            BadInput: the draft is too long, or has too many quotations.
            StoreError: the store cannot be read.
        """
        return self._pages(draft, "none", "")[0]

    def page(self, wanted: PageValue) -> Message:
        """Return a page of a report that is at hand.

        Raises:
            BadInput: it is not, or has no such page.
        """
        pages = self._kept.get(wanted.report, ())
        if wanted.page >= len(pages):
            raise BadInput("This report is not at hand any more; check the draft again.")
        self._kept.move_to_end(wanted.report)
        message: Message = from_json(pages[wanted.page])
        return message

    def _keep(self, key: str, pages: tuple[Message, ...]) -> None:
        self._kept[key] = tuple(map(to_json, pages))
        while sum(map(len, self._kept.values())) > PAGES_KEPT:
            self._kept.popitem(last=False)

    def _pages(self, draft: str, key: str, name: str) -> tuple[Message, ...]:
        from bot.render.checks import report_pages
        from facts.check.checker import Checker

        if self._checker is None:
            self._checker = Checker(self._reader, self._folder)
        self._checker.refresh()
        found = self._checker.check(draft)
        named = {one.source for one in found.quotations} | {one.source for one in found.figures}
        entries = (revision.entry for revision in self._reader.current(named).values())
        sources = {it.id: it for it in entries if isinstance(it, Source)}
        return report_pages(draft, found, sources, key, name)
