"""Keeping a message within Slack's limits: records go from the end, whole."""

from bot.render import ids, labels, limits
from bot.render.blocks import Block, bold, button, columns, context, header, line, plain, rich, section, words
from bot.render.limits import characters, fit


def _group(blocks: int, text: int) -> list[Block]:
    return [context(plain("x" * text)) for _ in range(blocks)]


def test_all_text_is_counted_wherever_it_stands() -> None:
    """Rich text, fields, headings and small print count, ids and values do not."""
    blocks = [
        header("1"),
        rich(line(words("2"), bold("3"))),
        columns(plain("4"), plain("5")),
        context(plain("6")),
        section(plain("7"), button("8", "id", "value")),
    ]
    assert characters(blocks) == 8


def test_records_are_kept_from_the_start() -> None:
    """What no longer fits is left out from the end, by blocks and by characters."""
    groups = [_group(2, 10), _group(2, 10), _group(2, 10)]
    assert fit(groups, blocks=5, text=1_000) == groups[:2]
    assert fit(groups, blocks=50, text=59) == groups[:2]
    assert fit(groups, blocks=6, text=60) == groups


def test_a_record_that_fits_after_one_that_does_not_is_left_out_too() -> None:
    """The order is that of relevance: nothing overtakes."""
    assert fit([_group(1, 1), _group(9, 1), _group(1, 1)], blocks=5, text=100) == [_group(1, 1)]


def test_the_first_record_is_always_kept() -> None:
    """An answer never becomes empty."""
    assert fit([_group(9, 9)], blocks=1, text=1) == [_group(9, 9)]


def test_what_the_desk_shows_at_most_is_within_what_slack_takes() -> None:
    """The desk's own limits can be raised only as far as Slack's reach."""
    assert limits.SIDES <= limits.FIELDS
    assert limits.NAME + 2 * (limits.PASSAGE + len("\n“”")) <= limits.FIELD_TEXT
    assert 1 + limits.PASSAGES <= limits.CONTEXT_ELEMENTS
    assert 3 * limits.LINE <= limits.TEXT_OBJECT
    assert 6 * limits.QUESTION + 2 * limits.NAME <= limits.BUTTON_VALUE
    assert limits.CHRONOLOGY_ENTRIES + len((labels.HAPPENED, labels.PLANNED, "more")) <= limits.MESSAGE_BLOCKS
    assert limits.MESSAGE_BLOCKS + len(("the mark of a correction", "and what changed")) <= 50
    assert max(map(len, (labels.HAPPENED, labels.PLANNED))) <= limits.HEADER_TEXT
    row = (labels.SHARE, labels.IN_CONTEXT, labels.COPY_LINE, labels.WATCH, labels.CURATE)
    assert max(map(len, row)) <= limits.VIEW_TITLE
    assert len(row) <= limits.ACTIONS_ELEMENTS
    assert max(map(len, (ids.CARD_CONTEXT, ids.ANSWER_SUGGEST))) <= limits.ID
