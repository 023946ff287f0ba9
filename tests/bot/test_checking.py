"""The checker of a process: made late, up to date, and never in two threads at once."""

import asyncio

import pytest

from bot.checking import Checking
from facts.errors import BadInput
from facts.store.memory import MemoryStore
from tests import cards
from tests.newsroom import stocked

DRAFT = "“Only the cook waited,” Brandt said."


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
