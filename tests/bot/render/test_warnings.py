"""What must be known of a card before it is used stands above it, and travels with its words."""

import json

import pytest

from bot.render import labels
from bot.render.answers import message
from bot.render.cards import card_blocks
from bot.render.entries import entry
from bot.render.line import copy_line
from bot.render.modals import context_view, copy_view
from facts.answers import Card, Found
from facts.model import Entity, Event, Fact, Quote
from facts.questions import Question, Verb
from tests.cards import card, evidence, fact

SEEN = "seen by Ada Byron, no source on file"
QUOTE = {"form": "direct", "speaker": "x", "speaker_text": "Ilse Brandt", "words": "We sail."}
EVENT = {"statement": "It sailed.", "date": "2026-11-20", "basis": "stated"}
UNSOURCED = [
    Fact.model_validate({"id": "a", "seen_by": "Ada Byron", "statement": "It sailed."}),
    Quote.model_validate({"id": "b", "seen_by": "Ada Byron", **QUOTE}),
    Event.model_validate({"id": "c", "seen_by": "Ada Byron", **EVENT}),
    Entity.model_validate({"id": "d", "seen_by": "Ada Byron", "type": "person", "name": "Ilse Brandt"}),
]


def text_of(blocks: object) -> str:
    """Return blocks as text to look for words in."""
    return json.dumps(blocks, ensure_ascii=False)


@pytest.mark.parametrize("record", UNSOURCED, ids=lambda record: record.kind)
def test_what_no_source_has_says_who_saw_it_wherever_it_is_shown(record: Fact) -> None:
    """As a card, in a list, as a line to copy and in its modals a draft without a source says so."""
    shown = card(record)
    for blocks in (card_blocks(shown, "{}"), entry(shown), context_view(shown), copy_view(shown)):
        assert SEEN in text_of(blocks)
    assert copy_line(shown).startswith("[Draft, not checked] ")
    assert copy_line(shown).endswith(f"({SEEN})")
    assert labels.STATUS["draft"].banner in text_of(card_blocks(shown))  # type: ignore[index]
    said = {"fact": "It sailed.", "event": "It sailed.", "quote": "We sail.", "entity": "Ilse Brandt"}
    assert said[record.kind] in text_of(card_blocks(shown))
    assert SEEN in message(Found(Question(Verb.FACT, "x"), (shown,)))["text"]


def withheld(**marks: object) -> Card:
    """Return the card of a fact that only curators see."""
    return fact(
        "It sailed.", evidence("The ferry left late."), value="", according_to="", withheld=True, **marks
    )


@pytest.mark.parametrize(
    ("marks", "warning"),
    [
        ({"embargo": "2026-11-20T18:00:00Z"}, "Under embargo until 2026-11-20 18:00 UTC: for curators only"),
        ({"not_for_publication": True}, "Not for publication: for curators only"),
    ],
)
def test_what_is_withheld_warns_and_cannot_be_shared(marks: dict[str, object], warning: str) -> None:
    """The warning stands above the card and before its line, and there is no button that passes it on."""
    shown = withheld(**marks)
    blocks = text_of(card_blocks(shown, "{}"))
    assert f"🔒 {warning}" in blocks
    assert labels.SHARE not in blocks
    assert labels.SHARE in text_of(card_blocks(fact(), "{}"))
    assert copy_line(shown).startswith(f"[{warning}] ")
    assert warning in text_of(entry(shown))
    assert warning in text_of(context_view(shown))
