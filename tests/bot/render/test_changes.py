"""A record's history in pages."""

from datetime import UTC, datetime

from bot.render.changes import PAGE, history_view
from bot.render.ids import HISTORY_OLDER
from bot.render.modals import View
from facts.curation.history import Change, FieldChange, Piece
from facts.model import Status
from tests.bot.render.checks import assert_view, buttons, shown

MANY = 20


def change(number: int) -> Change:
    """Return a revision that exchanges the whole of four long fields."""
    before, after = f"was {'late ' * 160}", f"is {'early ' * 160}"
    pieces = (Piece("gone", before), Piece("new", after))
    names = ("statement", "value", "date_text", "note")
    fields = tuple(FieldChange(name, before, after, pieces) for name in names)
    return Change(
        number, datetime(2026, 1, 1, tzinfo=UTC), "ada", f"Round {number}.", Status.VERIFIED, fields
    )


def test_every_revision_of_a_long_history_is_on_one_of_its_pages() -> None:
    """What does not fit on a page is on the next: none is left out, and none comes twice."""
    changes = [change(number) for number in range(MANY)]
    pages: list[View] = []
    while not pages or HISTORY_OLDER in buttons(pages[-1]):
        pages.append(history_view("Ferry 7", "ferry-7", changes, len(pages)))
        assert_view(pages[-1])
    told = "\n".join(map(shown, pages))
    assert [told.count(f"Round {number}.") for number in range(MANY)] == [1] * MANY
    assert len(pages) > MANY / PAGE + 1
