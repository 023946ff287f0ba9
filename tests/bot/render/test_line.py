"""A record in one line: the words of the source, attributed as the source attributes them."""

import pytest

from bot.render.line import attribution, copy_line
from facts.model import Quote, Status, Variant
from tests import cards

FOG = "Nobody sails before the fog lifts."


def _attributed(text: str, **fields: str) -> str:
    shown = cards.evidence(FOG, cards.source(text=f"{text} {FOG}"))
    record = cards.quote(FOG, shown, **fields).record
    assert isinstance(record, Quote)
    return attribution(record, (shown,), cards.person(variants=(Variant(text="Ilsa Brand"),)))


def test_a_quote_is_copied_with_its_attribution_and_source() -> None:
    """Marks, dash, title and name, source: ready to be pasted."""
    line = "“Nobody sails before the fog lifts.” — Harbour Master Ilse Brandt (First article)"
    assert copy_line(cards.quote()) == line


def test_a_source_is_cited_by_all_that_it_says_of_itself() -> None:
    """Label, title, publisher and date, as far as there are any."""
    card = cards.quote("Only the cook waited.", cards.evidence("Only the cook waited.", cards.second()))
    assert copy_line(card).endswith("(Second article, “Fog at Sea”, The Gazette, 20 November 2026)")


def test_reported_speech_is_never_put_in_quotation_marks() -> None:
    """Indirect speech is told apart from a quotation, in words."""
    line = copy_line(cards.quote("The crew waited", form="indirect"))
    assert line.startswith("The crew waited — reported speech of ")
    assert "“" not in line


def test_a_fragment_says_that_it_is_one() -> None:
    """Quoted words from inside a sentence are not passed off as a sentence."""
    assert copy_line(cards.quote("before the fog", form="fragment")).startswith(
        "“before the fog” (quoted fragment) — "
    )


@pytest.mark.parametrize(
    ("source", "name", "title", "given"),
    [
        ("Harbour Master Ilse Brandt said:", "Ilse Brandt", "Harbour Master", "Harbour Master Ilse Brandt"),
        ("The Harbour Master, Ilse Brandt:", "Ilse Brandt", "Harbour Master", "Harbour Master, Ilse Brandt"),
        (
            "Ilse Brandt, Harbour Master, said:",
            "Ilse Brandt",
            "Harbour Master",
            "Ilse Brandt, Harbour Master",
        ),
        ("Brandt said, as Harbour Master:", "Brandt", "Harbour Master", "Brandt, Harbour Master"),
        ("x", "Harbour Master Ilse Brandt", "Harbour Master", "Harbour Master Ilse Brandt"),
        ("x", "Ilse Brandt", "", "Ilse Brandt"),
        ("x", "Brand", "", "Brand"),
    ],
)
def test_the_attribution_is_that_of_the_source(source: str, name: str, title: str, given: str) -> None:
    """Title and name stand in the order of the source, and the title once."""
    assert _attributed(source, speaker_text=name, speaker_title=title) == given


@pytest.mark.parametrize("named", ["she", "the harbour's voice"])
def test_a_speaker_without_a_name_gets_it_in_brackets(named: str) -> None:
    """What the source does not say stands in brackets, as in print."""
    assert _attributed("x", speaker_text=named, speaker_title="") == f"{named} [Ilse Brandt]"


def test_a_fact_is_copied_with_whom_it_is_according_to() -> None:
    """A claim stays a claim when it is copied."""
    assert (
        copy_line(cards.fact())
        == "Some 40 passengers stayed on board. — according to analysts (First article)"
    )
    assert copy_line(cards.fact("On board", value="40", according_to="")) == "On board: 40 (First article)"


def test_an_event_is_copied_with_its_date_and_basis() -> None:
    """A date that the desk worked out says so."""
    line = copy_line(cards.event("2026-11-20", basis="inferred", reasoning="Friday before."))
    assert line == "20 November 2026, inferred by the desk: The ferry left late. (First article)"


def test_a_name_is_copied_with_its_titles() -> None:
    """Titles are the source's words."""
    assert copy_line(cards.entity()) == "Ilse Brandt — “Harbour Master” (First article)"


def test_a_disagreement_is_copied_with_both_sides() -> None:
    """Neither side goes without the other."""
    line = copy_line(cards.disagreement())
    assert "First article: “The crew waited.”; Second article: “Only the cook waited.”" in line


@pytest.mark.parametrize(
    ("status", "mark"),
    [
        (Status.VERIFIED, "“"),
        (Status.DRAFT, "[Draft"),
        (Status.DISPUTED, "[Disputed]"),
        (Status.CORRECTED, "[Corrected]"),
        (Status.RETRACTED, "[Retracted, do not use]"),
    ],
)
def test_a_warning_travels_with_the_line(status: Status, mark: str) -> None:
    """What is not verified is marked before the first word."""
    assert copy_line(cards.quote(status=status)).startswith(mark)
