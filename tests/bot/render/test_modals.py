"""The modals: a passage in its paragraph, and a line to copy."""

import pytest

from bot.render.modals import context_view, copy_view, passage_view, words_view
from facts.answers import Evidence
from facts.model import Status
from facts.passages import passage_at
from tests import cards
from tests.bot.render import checks
from tests.bot.render.checks import assert_view, nodes


def shown(view: dict[str, object]) -> str:
    """Return a modal as it reads, the button left out by which a record is curated."""
    return checks.shown(view).removesuffix("\nCurate")


def _bold(view: dict[str, object]) -> list[str]:
    return [str(node["text"]) for node in nodes(view) if node.get("style") == {"bold": True}]


def test_a_passage_is_marked_in_its_paragraph() -> None:
    """The paragraph stands to the letter, the passage in bold, the source and its digest around it."""
    view = context_view(cards.quote())
    assert_view(view)
    assert shown(view).splitlines() == [
        "First article",
        "Harbour Master Ilse Brandt told the crew, “",
        "Nobody sails before the fog lifts.",
        "” The crew waited.",
        f"SHA-256 {cards.source().sha256[:12]}…",
    ]
    assert _bold(view) == ["First article", "Nobody sails before the fog lifts."]


def test_a_source_says_what_it_says_of_itself() -> None:
    """Title, publisher, dates and the link stand with the paragraph."""
    text = shown(context_view(cards.quote("Only", cards.evidence("Only the cook waited.", cards.second()))))
    assert (
        "Second article\n · “Fog at Sea”\nOnly the cook waited.\nThe Gazette · 20 November 2026 · SHA-256 "
        in text
    )
    assert text.endswith("|Open at the sentence>")


def test_a_paragraph_stands_once_with_all_its_passages() -> None:
    """Passages that overlap or stand apart in one paragraph are marked in one copy of it."""
    of = cards.source(text="One two three four five.")
    spans = ((0, 7), (4, 13), (19, 23))
    view = context_view(cards.fact("x", *(Evidence(passage_at(of, *span), of) for span in spans)))
    assert _bold(view) == ["First article", "One two", " three", "five"]
    assert "".join(shown(view).splitlines()[1:-1]) == of.text


def test_each_source_has_its_own_paragraphs() -> None:
    """A record on two sources shows both, in order; a passage may span paragraphs."""
    across = cards.evidence("late.\nHarbour")
    view = context_view(cards.fact("x", across, cards.evidence("cook", cards.second())))
    assert _bold(view) == ["First article", "late.\nHarbour", "Second article", "cook"]


def test_the_sides_of_a_disagreement_follow() -> None:
    """What sources differ on is shown in its paragraphs too, under its note."""
    view = context_view(cards.quote(differences=(cards.difference(),)))
    assert_view(view)
    assert _bold(view)[2:] == [
        "Sources differ · substance",
        *("First article", "The crew waited.", "Second article", "Only the cook waited."),
    ]


def test_a_long_paragraph_is_shortened_around_the_passage() -> None:
    """What surrounds the passage is cut on the far side, with an ellipsis; the passage is not."""
    of = cards.source(text="a" * 5_000 + "THE PASSAGE" + "b" * 5_000 + "ANOTHER" + "c" * 5_000)
    shown_ = (cards.evidence("THE PASSAGE", of), cards.evidence("ANOTHER", of))
    before, first, between, second, after = shown(context_view(cards.fact("x", *shown_))).splitlines()[1:-1]
    assert (first, second) == ("THE PASSAGE", "ANOTHER")
    assert before == "…" + "a" * 1_000
    assert between == "b" * 1_000 + "…" + "b" * 1_000
    assert after == "c" * 999 + "…"


def test_more_paragraphs_than_a_modal_holds_end_with_a_note() -> None:
    """A modal stays within its limits, and says that there is more."""
    many = [cards.anywhere("x" * 900, f"s{number}") for number in range(60)]
    view = context_view(cards.fact("x", *many))
    assert_view(view)
    assert shown(view).endswith("There is more than fits here: read on in the source.")


@pytest.mark.parametrize("status", [Status.DISPUTED, Status.RETRACTED])
def test_a_warning_stands_over_the_context(status: Status) -> None:
    """The modal opens with what the card opens with."""
    assert status in shown(context_view(cards.quote(status=status))).splitlines()[0].casefold()


def test_the_line_to_copy_stands_in_a_box_of_its_own() -> None:
    """Plain text, preformatted, nothing around it."""
    view = copy_view(cards.quote())
    assert_view(view)
    (box,) = view["blocks"][0]["elements"]
    assert box["type"] == "rich_text_preformatted"
    assert shown(view) == "“Nobody sails before the fog lifts.” — Harbour Master Ilse Brandt (First article)"


def test_what_is_retracted_has_no_line_to_copy() -> None:
    """A button pressed on an old message does not hand out what was withdrawn since."""
    assert shown(copy_view(cards.quote(status=Status.RETRACTED))).startswith("This record has been retracted")


def test_a_passage_without_a_record_is_shown_in_context() -> None:
    """What no record rests on yet is marked in its paragraph just the same."""
    view = passage_view(cards.evidence("The crew waited."))
    assert_view(view)
    assert _bold(view) == ["First article", "The crew waited."]


@pytest.mark.parametrize(("corrected", "boxes"), [("“The crew waited,” he said.", 2), ("", 1)])
def test_the_sources_words_stand_in_boxes_to_copy(corrected: str, boxes: int) -> None:
    """The source's sentence, and above it the draft's with its words where there is one, to the letter."""
    view = words_view(cards.evidence("The crew waited."), corrected)
    assert_view(view)
    found = [node for node in nodes(view) if node.get("type") == "rich_text_preformatted"]
    texts = [box["elements"][0]["text"] for box in found]
    assert texts == [corrected, "The crew waited."][-boxes:]
