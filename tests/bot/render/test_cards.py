"""A card shows the words, the attribution, the sources, what differs, and how far to rely on it."""

from typing import Any

import pytest

from bot.render import ids
from bot.render.cards import card_blocks, several
from bot.render.ids import CARD_CONTEXT, CARD_COPY, CARD_CURATE, CARD_SHARE, CARD_WATCH
from facts.answers import Card, Evidence
from facts.model import Status, Variant
from facts.passages import passage_at
from facts.questions import Question, Verb
from tests import cards
from tests.bot.render.checks import HOSTILE, buttons, nodes, shown

ASKED = ids.question_value(Question(Verb.QUOTE, "brandt"))


def _shown(card: Card) -> str:
    return shown({"blocks": card_blocks(card)})


def _styled(card: Card, style: str) -> list[str]:
    return [node["text"] for node in nodes(card_blocks(card)) if node.get("style", {}).get(style)]


def _quoted(card: Card) -> list[str]:
    bars = [node for node in nodes(card_blocks(card)) if node.get("type") == "rich_text_quote"]
    return [element["text"] for node in bars for element in node["elements"]]


def test_a_quote_shows_the_words_and_who_said_them() -> None:
    """The exact words stand in a quotation, the attribution in bold below."""
    assert _quoted(cards.quote()) == ["“Nobody sails before the fog lifts.”"]
    assert _styled(cards.quote(), "bold") == ["Harbour Master Ilse Brandt"]


def test_reported_speech_is_marked_before_the_words() -> None:
    """Indirect speech has no quotation marks and says what it is first."""
    card = cards.quote("The crew waited", form="indirect")
    assert _shown(card).startswith("Reported speech, not the speaker's own words\nThe crew waited\n")


def test_a_fragment_is_marked_before_the_words() -> None:
    """A quoted fragment is told apart from a whole quotation."""
    assert _shown(cards.quote("before the fog", form="fragment")).startswith(
        "Quoted fragment\n“before the fog”\n"
    )


@pytest.mark.parametrize(
    ("house", "small_print"),
    [("Ilse Brandt", False), ("Ilsa Brand", True), ("Ilse Marie Brandt", True)],
)
def test_the_house_spelling_is_small_print_where_it_differs(house: str, small_print: bool) -> None:
    """The source's spelling stands with the words; the house spelling is told only if it is another."""
    card = cards.quote(by=cards.person(house, Variant(text="Ilse Brandt", used_by=("first",))))
    assert (f"on file as {house}" in _shown(card)) is small_print


def test_a_fact_puts_its_value_in_bold_where_it_stands() -> None:
    """The eye lands on the figure; whom it is according to stands below, and the passage beneath."""
    assert _styled(cards.fact(), "bold") == ["40"]
    assert _styled(cards.fact(), "italic") == ["\naccording to analysts"]
    assert _quoted(cards.fact()) == ["Some 40 passengers stayed on board"]


@pytest.mark.parametrize(
    ("statement", "value", "text"),
    [
        ("Some 140 waited.", "40", ["Some 140 waited.\n", "40"]),
        ("Some 40,000 waited.", "40", ["Some 40,000 waited.\n", "40"]),
        ("Some 1.40 waited.", "40", ["Some 1.40 waited.\n", "40"]),
        ("Many waited.", "40", ["Many waited.\n", "40"]),
        ("They were 40.", "40", ["They were ", "40", "."]),
        ("Many waited.", "", ["Many waited."]),
        ("40", "40", ["40"]),
    ],
)
def test_a_value_is_never_marked_inside_another_word(statement: str, value: str, text: list[str]) -> None:
    """A value that is no word of the statement has a line of its own; without one, all is bold."""
    card = cards.fact(statement, value=value, according_to="")
    assert _shown(card).startswith("\n".join([*text, "Some 40 passengers stayed on board"]))
    assert _styled(card, "bold") == [value or statement]


def test_an_event_shows_its_date_as_written_and_in_words() -> None:
    """Precision, the source's own wording and the basis stand beside each other."""
    card = cards.event("[2025-03..]", date_text="since spring", basis="inferred", reasoning="It says so.")
    assert "March 2025 or later; day not given" in _styled(card, "bold")
    assert " · “since spring” · " in _shown(card)
    assert "inferred by the desk: It says so." in _styled(card, "italic")


def test_a_planned_event_says_so() -> None:
    """What lies ahead is not told as if it had happened."""
    assert _styled(cards.event(basis="planned"), "italic") == ["planned"]


def test_a_name_shows_what_sources_use_and_nothing_else() -> None:
    """Variants that only a reporter may type are not shown."""
    text = _shown(cards.entity())
    assert "Spelt \n“Ilse Brandt”\n · First article" in text
    assert "Called \n“Harbour Master”\n · First article" in text
    assert "Ilsa Brand" not in text


def test_a_source_is_linked_to_the_sentence() -> None:
    """Title, publisher and date are told, and the link lands on the words."""
    text = _shown(
        cards.quote("Only the cook waited.", cards.evidence("Only the cook waited.", cards.second()))
    )
    assert "Second article · “Fog at Sea” · The Gazette · 20 November 2026" in text
    assert (
        "<https://example.org/fog?a=1&amp;b=2#:~:text=Only%20the%20cook%20waited.|Open at the sentence>"
        in text
    )


def test_a_repeated_passage_is_linked_by_what_stands_around_it() -> None:
    """Words that stand twice in a source are told apart by their neighbours, others need none."""
    text = "First a dense fog came. The crew waited. Then came another fog."
    of = cards.source(text=text, url="https://example.org/x")
    fog = Evidence(passage_at(of, 14, 17), of)
    assert "#:~:text=a%20dense-,fog,-came.%20The%20crew%20waited.%20Then|" in _shown(cards.fact("Fog.", fog))
    assert "#:~:text=crew|" in _shown(cards.fact("Crew.", cards.evidence("crew", of)))


def test_passages_of_one_source_stand_together() -> None:
    """A source is named once for all its passages, with a link to each."""
    of = cards.source(url="https://example.org/x")
    shown_ = (cards.evidence("The ferry left late.", of), cards.evidence("The crew waited.", of))
    text = _shown(cards.fact("Late.", *shown_))
    assert text.count("First article") == 1
    assert text.count("|Open at the sentence 1>") == text.count("|Open at the sentence 2>") == 1


def test_sources_beyond_those_shown_are_still_named() -> None:
    """A card never loses a source: what has no room of its own is named in one line."""
    many = [cards.anywhere("So it was.", f"s{number}") for number in range(7)]
    text = _shown(cards.fact("So it was.", *many))
    assert "3 more passages: S4 article, S5 article, S6 article" in text


def test_both_sides_of_a_disagreement_stand_side_by_side() -> None:
    """Nature, note, and each source's exact words in a column of its own."""
    card = cards.fact(differences=(cards.difference(),))
    (columns,) = [block["fields"] for block in card_blocks(card) if "fields" in block]
    expected = ["First article\n“The crew waited.”", "Second article\n“Only the cook waited.”"]
    assert [field["text"] for field in columns] == expected
    assert "Sources differ · substance\n\nWho waited." in _shown(card)


def test_what_several_cards_differ_on_stands_once() -> None:
    """The first card shows it, the next ones point to it."""
    one = cards.difference()
    first, second = several((cards.quote(differences=(one,)), cards.fact(differences=(one,))), ASKED)
    assert "Who waited." in shown({"blocks": first})
    assert "Who waited." not in shown({"blocks": second})
    assert "Sources differ: see above" in shown({"blocks": second})


def test_disagreements_over_the_same_passages_show_them_once() -> None:
    """Two notes on one pair of passages stand together above it."""
    one, other = cards.difference(), cards.difference("how-many", note="How many.")
    text = _shown(cards.fact(differences=(one, other)))
    assert "Who waited." in text
    assert "How many." in text
    assert text.count("Only the cook waited.") == 1


def test_a_silent_source_is_named_with_what_was_looked_for() -> None:
    """That a source says nothing is told, and how that was found out."""
    card = cards.fact(silent=(cards.silent("passenger", "board"),))
    assert "Second article: says nothing on this: no “passenger”, “board”" in _shown(card)


def test_a_verified_card_says_what_that_means_and_when() -> None:
    """Verified is small print: calm, and exact about what was checked."""
    text = "✓ Verified: checked character by character · last checked 23 November 2026"
    assert text in _shown(cards.quote())


@pytest.mark.parametrize("status", [Status.DRAFT, Status.DISPUTED, Status.CORRECTED, Status.RETRACTED])
def test_any_other_status_is_the_first_thing_seen(status: Status) -> None:
    """A warning stands above the words, and nothing says verified."""
    text = _shown(cards.quote(status=status))
    assert status in text.splitlines()[0].casefold()
    assert "Verified" not in text


def test_what_is_retracted_is_struck_out_and_cannot_be_passed_on() -> None:
    """Its words are struck, the banner is not, and it is left to read, to watch and to curate."""
    card = cards.quote(status=Status.RETRACTED)
    assert "“Nobody sails before the fog lifts.”" in _styled(card, "strike")
    assert _styled(card, "bold")[0] not in _styled(card, "strike")
    assert list(buttons({"blocks": card_blocks(card, ASKED)})) == [CARD_CONTEXT, CARD_WATCH, CARD_CURATE]


def test_a_card_can_be_shared_read_in_context_copied_and_watched() -> None:
    """Each button carries the record and its revision, sharing also what was asked."""
    found = buttons({"blocks": card_blocks(cards.quote(), ASKED)})
    assert list(found) == [CARD_SHARE, CARD_CONTEXT, CARD_COPY, CARD_WATCH, CARD_CURATE]
    assert {(ids.card_of(value).record, ids.card_of(value).revision) for value in found.values()} == {
        ("brandt-fog", 7)
    }
    assert ids.card_of(found[CARD_SHARE]).question == Question(Verb.QUOTE, "brandt")


def test_a_card_in_a_channel_is_not_shared_again() -> None:
    """Without a question there is no share button."""
    found = buttons({"blocks": card_blocks(cards.quote())})
    assert list(found) == [CARD_CONTEXT, CARD_COPY, CARD_WATCH, CARD_CURATE]


def test_what_is_withheld_is_neither_shared_nor_watched() -> None:
    """A curator, who alone sees it, can read, copy and curate it."""
    found = buttons({"blocks": card_blocks(cards.quote(withheld=True), ASKED)})
    assert list(found) == [CARD_CONTEXT, CARD_COPY, CARD_CURATE]


@pytest.mark.parametrize("text", [text for text in HOSTILE if len(text) < 1_000])
def test_hostile_words_are_shown_as_they_are(text: str) -> None:
    """Not a character of a source's words is escaped, dropped or put where markup is read."""
    card = cards.quote(text, cards.anywhere(text), form="indirect")
    assert _quoted(card) == [text]
    markup: list[dict[str, Any]] = [node for node in nodes(card_blocks(card)) if node.get("type") == "mrkdwn"]
    assert markup == []
