"""Forms, histories and Home: whatever they hold, Slack takes them, and nobody is called by a name."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.render import ids, people
from bot.render.acts import ACTS, act_view, conflict_blocks, done_view, in_conflict, menu_view, merge_view
from bot.render.changes import history_view, pieces
from bot.render.fields import changed, fields_of, held_by
from bot.render.filing import KINDS, boxes_for, differing_blocks, file_view, found_blocks, waiting_view
from bot.render.form_values import ActValue, FileValue, HomeValue
from bot.render.home import PAGE, Asked, Part, Waiting, asker_home, curator_home, wanted_list
from bot.render.limits import INPUT
from facts.answers import Card, DeskStatus
from facts.check.report import Verdict
from facts.curation.history import Change, FieldChange, Piece, changes, compare
from facts.curation.history import pieces as compared
from facts.curation.values import Preview
from facts.model import Disagreement, Entity, Fact, Revision, Variant
from tests import cards
from tests.bot.render.checks import (
    HOSTILE,
    Json,
    assert_form,
    assert_home,
    assert_message,
    assert_view,
    nodes,
)

NOW = datetime(2026, 11, 29, 14, 2, tzinfo=UTC)
STATUS = DeskStatus({"fact": 1}, 1, ())


def _cards(text: str) -> tuple[Card, ...]:
    where = cards.anywhere(text, title=text)
    return (
        cards.fact(text, where, value=text, status="draft"),
        cards.quote(text, where),
        cards.event("2026-11", where, statement=text),
        cards.card(cards.person(text), where),
        cards.disagreement(),
        cards.card(Fact(id="seen", statement=text, seen_by="slack:U0ANA")),
    )


def _forms(text: str) -> Iterator[Json]:
    """Yield a form of every kind, begun and with what was found or differs above it."""
    given = {"words": text, "why": text, "text0": text[:INPUT]}
    preview = Preview(cards.anywhere(text).passage, f"Before it {text} after it", Verdict.FRAGMENT, (), text)
    differs = differing_blocks(text, Verdict.ALTERED, text, f"{text} and more")
    for _, kind in KINDS:
        yield file_view(FileValue(), {"kind": kind})
        seen = FileValue(round=3, boxes=20, wanted="tide", seen="0" * 16)
        yield file_view(seen, {"kind": kind, **given}, found_blocks(preview, text))
        yield file_view(FileValue(), {"kind": kind, **given}, differs)
    for card in _cards(text):
        for act in ACTS:
            value = ActValue(act=act, record=card.record.id, base=7, expected=7)
            held = held_by(fields_of(card.record.kind, substance=True, housekeeping=True), card)
            yield act_view(value, card, held)
            change = FieldChange("statement", text, f"{text} now", compared(text, f"{text} now"))
            revision = Revision(number=9, at=NOW, by="slack:U0BEN", why=text, entry=card.record)
            yield in_conflict(act_view(value, card, held, conflict_blocks(revision, [change] * 20, [change])))
    one, other = _cards(text)[:2]
    value = ActValue(act="merge", record="a", base=1, expected=1, kept="b", expected_kept=2)
    yield merge_view(value, one, other, text)


def _views(text: str) -> Iterator[Json]:
    """Yield what is only read."""
    for card in _cards(text):
        yield menu_view(card, ACTS, None)
        yield menu_view(card, (), ("Only an editor can merge names.", ("slack:U0ANA", text)))
        yield done_view("Saved.", card)
    yield done_view("Saved.", None)
    yield waiting_view(text)
    field = FieldChange("words", text, f"{text} {text}", compared(text, f"{text} {text}"))
    change = Change(1, NOW, text, text, None, (field,) * 14)
    for page in (0, 1, 9):
        yield history_view(text, "record", (change,) * 12, page)
    yield history_view(text, "record", (), 0)


def _homes(text: str) -> Iterator[Json]:
    waiting = [Waiting(card, "slack:U0ANA", NOW, text) for card in _cards(text)[:PAGE]]
    asked = [Asked(f"{text[:250]}{number}", text, number, NOW) for number in range(1, PAGE + 1)]
    parts = [Part(key, waiting, 40) for key in ("drafts", "disputed", "due")]
    yield curator_home(parts, asked, 40, HomeValue(drafts=1, wanted=2), STATUS)
    yield curator_home([Part("drafts", (), 0)], (), 0, HomeValue(), STATUS)
    yield asker_home(STATUS)


def _messages(text: str) -> Iterator[Json]:
    asked = [Asked(f"{text[:250]}{number}", text, number, NOW) for number in range(1, 30)]
    yield wanted_list(asked, len(asked))
    yield wanted_list((), 0)
    yield people.roles({"slack:U0ANA": "editor", text: "curator"})
    yield people.roles({})
    yield people.refused("Only an editor can merge names.", ("slack:U0ANA", text))
    yield people.refused("Only an editor can merge names.", ())


@pytest.mark.parametrize("text", ["Fog.", *HOSTILE])
def test_whatever_stands_in_them_slack_takes_them(text: str) -> None:
    """No content breaks a limit of a form, a view, a Home tab or a message."""
    for form in _forms(text):
        assert_form(form)
    for view in _views(text):
        assert_view(view)
    for view in _homes(text):
        assert_home(view)
    for message in _messages(text):
        assert_message(message)


def test_a_text_comes_out_of_its_boxes_as_it_went_in() -> None:
    """Line ends join the boxes; only where a paragraph is longer than a box a space becomes one."""
    for text in ("", "Fog.", "\n".join(["A line of fog."] * 700), "x" * 7_000):
        boxes = boxes_for(text)
        assert all(len(box) <= INPUT for box in boxes)
        assert "\n".join(boxes).replace("\n", "") == text.replace("\n", "")
    lines = "\n".join(["A line of fog."] * 700)
    assert "\n".join(boxes_for(lines)) == lines
    words = "fog " * 2_000
    assert "\n".join(boxes_for(words)).split() == words.split()


def test_only_what_was_typed_otherwise_changes() -> None:
    """A form that comes back as it began changes nothing, whatever it holds."""
    for card in _cards("Fog."):
        fields = fields_of(card.record.kind, substance=True, housekeeping=True)
        held = held_by(fields, card)
        assert changed(fields, card, held) == {}
        assert changed(fields, card, {**held, "keywords": "fog, sea, fog"}) == {"keywords": ("fog", "sea")}


def test_a_field_too_long_for_an_input_is_left_out() -> None:
    """What an input would cut is not shown in one, and so not changed."""
    card = cards.fact("x" * (INPUT + 1), cards.anywhere("x"), value="")
    fields = fields_of("fact", substance=True, housekeeping=True)
    assert "statement" not in held_by(fields, card)
    assert "statement" not in changed(fields, card, {"statement": "y"})


def test_other_spellings_keep_what_is_known_of_them() -> None:
    """A spelling that sources use stays theirs; a new one is a reporter's."""
    card = cards.entity()
    fields = fields_of("entity", substance=False, housekeeping=True)
    made = changed(fields, card, {**held_by(fields, card), "variants": "Ilse Brandt, Else Brand"})
    assert isinstance(card.record, Entity)
    assert made == {"variants": (card.record.variants[0], Variant(text="Else Brand"))}


def test_what_went_stands_before_what_came() -> None:
    """A change reads as one: the old words struck out, then the new ones, then what stayed."""
    shown = pieces(compared("A swap was agreed.", "Both sides agreed on it."))
    styles = [(node["text"].strip(), node.get("style")) for node in shown if node["text"].strip()]
    assert styles == [
        ("A swap was agreed.", {"strike": True}),
        ("Both sides agreed on it.", {"bold": True}),
    ]
    assert pieces([Piece("same", "Fog.")]) == [{"type": "text", "text": "Fog."}]


def test_a_history_tells_every_field_by_a_name() -> None:
    """The first revision is all new; of a link the sides are told."""
    record = cards.disagreement().record
    revision = Revision(number=1, at=NOW, by="ada", why="Filed.", entry=record)
    view = history_view("x", record.id, changes((revision,)), 0)
    told = "".join(node["text"] for node in nodes(view["blocks"]) if isinstance(node.get("text"), str))
    assert "Nature: substance" in told
    assert "Records: brandt-fog; passengers" in told
    assert isinstance(record, Disagreement)
    assert compare(record, record) == ()


def test_people_are_named_without_being_called() -> None:
    """A user of Slack is an element of rich text, anybody else is words; neither is markup."""
    assert people.named("slack:U0ANA") == {"type": "user", "user_id": "U0ANA"}
    for name in ("ada", "slack:<!channel>", "slack:", ""):
        assert people.named(name)["type"] == "text"


def test_every_act_has_a_name_within_slacks_limits() -> None:
    """The acts are those of the buttons; a title and a submit button have 24 characters."""
    assert tuple(ACTS) == ids.ACTS
    assert all(len(act.name) <= 24 for act in ACTS.values())
