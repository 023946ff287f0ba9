"""The checker of a process: made late, up to date, and never in two threads at once."""

import asyncio

import pytest

from bot import checking as module
from bot.checking import Checking
from bot.render import ids
from bot.render.answers import Message
from bot.render.ids import PageValue
from facts.errors import BadInput
from facts.store.memory import MemoryStore
from tests import cards
from tests.bot.render.checks import buttons
from tests.newsroom import stocked

DRAFT = "“Only the cook waited,” Brandt said."
LONG = "“Nobody sails after the fog lifts,” Brandt said.\n\n" * 30


async def test_what_is_added_is_checked_against_at_once() -> None:
    """A source that comes in between two checks is taken in before the second."""
    store = MemoryStore()
    checking = Checking(store)
    assert "1 not on file" in (await checking.report(DRAFT))["text"]
    with store.writer() as writer:
        writer.put(cards.source("third", f"It was late. {DRAFT}"), by="tests", why="late")
    assert "1 verbatim" in (await checking.report(DRAFT))["text"]


async def test_many_may_ask_at_once() -> None:
    """Checks that are asked for together come one after the other, each with its own report."""
    checking = Checking(stocked())
    drafts = [f"“Nobody sails before the fog lifts,” Brandt said {n} times." for n in range(8)]
    messages = await asyncio.gather(*map(checking.report, [*drafts, "Nothing."]))
    assert all("1 verbatim" in message["text"] for message in messages[:-1])
    assert messages[-1]["text"] == "There is no quotation to check in this text."


async def test_a_draft_that_is_too_long_is_refused() -> None:
    """The checker's own sentence says how long a draft may be."""
    with pytest.raises(BadInput, match="check it in parts"):
        await Checking(MemoryStore()).report("word " * 200_000)


def _next(message: Message) -> PageValue:
    return ids.page_of(buttons(message)[ids.CHECK_NEXT])


async def test_the_pages_of_a_long_report_can_be_turned() -> None:
    """Each page leads to the next one, and back, for as long as the report is at hand."""
    checking = Checking(stocked())
    first = await checking.report(LONG, "draft.txt")
    second = checking.page(_next(first))
    assert checking.page(ids.page_of(buttons(second)[ids.CHECK_PREVIOUS])) == first
    assert second["text"].startswith("draft.txt: 30 quotations: 30 altered")
    with pytest.raises(BadInput, match="check the draft again"):
        checking.page(_next(first).model_copy(update={"page": 99}))


async def test_the_reports_turned_longest_ago_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """No more pages are kept than there is room for, and a report that is gone says so."""
    checking = Checking(stocked())
    monkeypatch.setattr(module, "PAGES_KEPT", 8)
    first, second = [_next(await checking.report(LONG)) for _ in range(2)]
    checking.page(first)
    checking.page(_next(await checking.report(LONG)))
    checking.page(first)
    with pytest.raises(BadInput, match="not at hand any more; check the draft again"):
        checking.page(second)
    with pytest.raises(BadInput, match="not at hand any more"):
        Checking(stocked()).page(first)
