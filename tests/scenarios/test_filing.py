"""Filing a record, end to end: from a command, a message, an answer; looked up in its source, then kept."""

import pytest

from bot.curation import filing
from bot.curation.pages import Page
from bot.local.model import Message
from bot.local.run import LocalSlack
from bot.local.text import blocks_to_text
from bot.render import ids
from bot.shortcuts.table import FILE
from facts.model import Fact, Quote, Source, Status
from facts.store.port import Store
from tests.bot.render.checks import assert_form
from tests.cards import PROSE
from tests.curating import (
    ANA,
    BEN,
    choose,
    desk_of_ana,
    filled,
    harbour,
    home,
    inputs,
    last,
    modal,
    press,
    reads,
    submit,
)
from tests.local_slack import until
from tests.newsroom import bot_on

PASSENGERS = "Some 40 passengers stayed on board"


def drafts(store: Store) -> list[str]:
    """Return the ids of all drafts."""
    return [it.entry.id for it in store.waiting(Status.DRAFT)]


async def test_a_fact_is_looked_up_shown_and_then_filed() -> None:
    """The first press shows the passage in its sentence, the second files a draft with who and why."""
    store = harbour()
    async with desk_of_ana(store) as slack:
        await slack.people["ana"].say(f"/factdesk add {PASSENGERS}", "newsroom")
        await press(slack, ids.FILE_KIND, "fact")
        assert_form(dict(modal(slack).content))
        given = {"source": await choose(slack, "source", "first"), "why": "From the first article."}
        assert not (await submit(slack, given)).errors
        assert "> Some 40 passengers stayed on board, analysts said." in reads(slack)
        assert drafts(store) == []
        assert_form(dict(modal(slack).content))
        await submit(slack, given)
        assert "Filed as a draft" in reads(slack)
        (filed,) = drafts(store)
        (revision,) = store.history(filed)
        assert (revision.by, revision.why) == (f"slack:{ANA}", "From the first article.")


async def test_a_sentence_that_nobody_has_curated_is_filed_as_it_stands() -> None:
    """The form begins with the sentence and its source, as a fact; what is filed rests on that sentence."""
    store = harbour()
    async with desk_of_ana(store) as slack:
        await slack.people["ana"].say("/fact cook waited", "newsroom")
        await slack.people["ana"].act(last(slack), ids.SOURCE_FILE)
        assert_form(dict(modal(slack).content))
        await submit(slack, {"why": "Asked for."})
        await submit(slack, {"why": "Asked for."})
        (filed,) = drafts(store)
        record = store.current([filed])[filed].entry
        assert isinstance(record, Fact)
        assert [(it.source, it.exact) for it in record.passages] == [("second", "Only the cook waited.")]


async def test_words_that_are_not_the_sources_are_refused_with_what_differs() -> None:
    """What differs is marked on both sides, nothing is filed, and the source's words can be taken."""
    store = harbour()
    async with desk_of_ana(store) as slack:
        await slack.people["ana"].say("/factdesk add", "newsroom")
        await press(slack, ids.FILE_KIND, "fact")
        chosen = await choose(slack, "source", "first")
        given = {"words": "Some 50 passengers stayed on board", "source": chosen, "why": "Why not."}
        await submit(slack, given)
        assert reads(slack).startswith("These words do not stand in the source")
        assert drafts(store) == []
        view = modal(slack)
        await slack.people["ana"].act(view, ids.FILE_WORDS, values=filled(view, given))
        assert PASSENGERS in reads(slack)
        await submit(slack, {"source": chosen, "why": "Why not."})
        assert "Found in the source" in reads(slack)


async def test_words_that_are_nowhere_near_are_refused_beside_their_input() -> None:
    """Where the source has nothing like it, the sentence stands under the words."""
    async with desk_of_ana() as slack:
        await slack.people["ana"].say("/factdesk add", "newsroom")
        await press(slack, ids.FILE_KIND, "fact")
        chosen = await choose(slack, "source", "first")
        outcome = await submit(
            slack, {"words": "Quite another matter altogether", "source": chosen, "why": "x"}
        )
        assert "do not stand in “First article”" in outcome.errors["words"]


async def test_a_quote_with_a_new_speaker_and_a_pasted_source_is_filed_whole() -> None:
    """Source, name and quote come on file together; the name is one that was typed."""
    store = harbour()
    text = "The lighthouse stayed dark.\nKeeper Jon Aas said: “We had no oil for the lamp.” Nobody was hurt."
    async with desk_of_ana(store) as slack:
        await slack.people["ana"].say("/factdesk add We had no oil for the lamp.", "newsroom")
        speaker = await choose(slack, "who", "Jon Aas")
        given = {
            "who": speaker,
            "text0": text,
            "label": "The Gazette, 20 November",
            "why": "Asked for often.",
        }
        await submit(slack, given)
        assert "The source names the speaker as Jon Aas" in reads(slack)
        await submit(slack, given)
        assert "Filed as a draft" in reads(slack)
        quotes = [it.entry for it in store.waiting(Status.DRAFT) if isinstance(it.entry, Quote)]
        assert [(it.words, it.speaker) for it in quotes] == [("We had no oil for the lamp.", "jon-aas")]
        sources = [it.entry for it in store.all("source") if isinstance(it.entry, Source)]
        assert [it.text for it in sources if it.label == "The Gazette, 20 November"] == [text]


async def test_what_somebody_saw_is_filed_without_a_source() -> None:
    """It is a draft that says who saw it, and no card of it breaks for want of a passage."""
    store = harbour()
    async with desk_of_ana(store) as slack:
        await slack.people["ana"].say("/factdesk add The harbour gate was open at noon.", "newsroom")
        await press(slack, ids.FILE_KIND, "fact")
        await submit(slack, {"seen": ["yes"], "why": "I stood there."})
        assert "seen by a colleague, no source on file" in reads(slack)
        await until(slack.workspace, lambda: drafts(store))
        await slack.people["ana"].say("/factdesk history the-harbour-gate-was-open-at", "newsroom")
        assert "The harbour gate was open at noon." in reads(slack)


@pytest.mark.parametrize("patience", [10.0, 0.0])
async def test_a_page_is_read_into_the_form(patience: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an address alone the page's text stands in the boxes, and the words are found in that."""

    async def read(url: str) -> Page:
        if not patience:
            await until(slack.workspace, lambda: reads(slack).startswith("Reading https://desk.example/fog"))
        return Page(f"{url}/amp", "Fog at Sea", PROSE)

    monkeypatch.setattr(filing, "read_page", read)
    monkeypatch.setattr(filing, "SETTLING", 0)
    store = harbour()
    async with desk_of_ana(store, lambda slack: bot_on(store, slack.api_url, patience=patience)) as slack:
        await slack.people["ana"].say(f"/factdesk add {PASSENGERS}", "newsroom")
        await until(slack.workspace, lambda: slack.workspace.modals.stack(ANA))
        await press(slack, ids.FILE_KIND, "fact")
        await until(slack.workspace, lambda: "value" in inputs(modal(slack)))
        await submit(slack, {"url": "https://desk.example/fog", "why": "x"})
        await until(slack.workspace, lambda: "Found in the source" in reads(slack))
        begun = {name: element.get("initial_value") for name, (_, element) in inputs(modal(slack)).items()}
        assert begun["text0"] == PROSE
        assert (begun["url"], begun["label"]) == ("https://desk.example/fog/amp", "Fog at Sea")


async def test_a_page_that_cannot_be_read_leaves_the_form_as_it_was() -> None:
    """Why stands above what was typed; an address that is none of the web's is not even looked up."""
    async with desk_of_ana() as slack:
        await slack.people["ana"].say(f"/factdesk add {PASSENGERS}", "newsroom")
        await press(slack, ids.FILE_KIND, "fact")
        await submit(slack, {"url": "https://127.0.0.1/admin", "why": "Mine."})
        assert reads(slack).startswith("Give an address that begins with https://")
        assert inputs(modal(slack))["why"][1]["initial_value"] == "Mine."


async def test_two_sources_at_once_are_refused() -> None:
    """Where both one on file and another's text are given, none is guessed."""
    async with desk_of_ana() as slack:
        await slack.people["ana"].say("/factdesk add The crew waited.", "newsroom")
        await press(slack, ids.FILE_KIND, "fact")
        chosen = await choose(slack, "source", "first")
        outcome = await submit(slack, {"source": chosen, "text0": "The crew waited.", "why": "x"})
        assert "not both" in outcome.errors["source"]


async def test_a_change_after_the_look_is_looked_up_again() -> None:
    """What is filed is what was shown: with other words the second press shows again, and files nothing."""
    store = harbour()
    async with desk_of_ana(store) as slack:
        await slack.people["ana"].say(f"/factdesk add {PASSENGERS}", "newsroom")
        await press(slack, ids.FILE_KIND, "fact")
        given = {"source": await choose(slack, "source", "first"), "why": "x"}
        await submit(slack, given)
        await submit(slack, {**given, "words": "The crew waited."})
        assert "> The crew waited." in reads(slack)
        assert drafts(store) == []


async def test_a_message_is_filed_by_its_shortcut() -> None:
    """Short words are what to file; a long message is the source's text, in as many boxes as it takes."""
    async with desk_of_ana() as slack:
        short = slack.workspace.post("C0NEWSROOM", BEN, "The crew waited.")
        await slack.people["ana"].shortcut(FILE, short)
        assert inputs(modal(slack))["words"][1]["initial_value"] == "The crew waited."
        long = slack.workspace.post("C0NEWSROOM", BEN, "\n".join([PROSE] * 20))
        await slack.people["ana"].shortcut(FILE, long)
        boxes = [
            it["initial_value"] for name, (_, it) in inputs(modal(slack)).items() if name.startswith("text")
        ]
        assert "\n".join(boxes) == long.text
        assert len(boxes) == 2


async def test_a_file_of_a_message_becomes_the_source() -> None:
    """The form opens at once, and the file's text stands in it when it has been read."""
    async with desk_of_ana() as slack:
        slack.people["ben"].share("wire.txt", PROSE.encode(), "newsroom", "Nobody sails")
        message = slack.workspace.seen_by(BEN, "C0NEWSROOM")[-1]
        await slack.people["ana"].shortcut(FILE, message)
        boxes = inputs(modal(slack))
        assert boxes["text0"][1]["initial_value"] == PROSE
        assert boxes["label"][1]["initial_value"] == "wire.txt"


async def test_what_was_asked_in_vain_is_counted_filed_and_struck() -> None:
    """Every “nothing on file” counts, in any spelling; filing from the list strikes it."""
    store = harbour()
    async with desk_of_ana(store) as slack:
        for question in ("Bitcoin price", "bitcoin PRICE", "tides"):
            await slack.people["ben"].say(f"/fact {question}", "newsroom")
        await until(slack.workspace, lambda: len(store.wanted()) == 2)
        await slack.people["ana"].say("/factdesk wanted", "newsroom")
        assert "bitcoin PRICE\nAsked 2 times" in blocks_to_text(last(slack).blocks)
        await slack.people["ana"].act(last(slack), ids.WANTED_FILE)
        await press(slack, ids.FILE_KIND, "fact")
        given = {"words": PASSENGERS, "source": await choose(slack, "source", "first"), "why": "Wanted."}
        await submit(slack, given)
        await submit(slack, given)
        assert [want.text for want in store.wanted()] == ["tides"]
        assert await until(slack.workspace, lambda: "Drafts: 1" in home(slack))


async def test_a_quotation_that_is_not_on_file_is_filed_from_its_check() -> None:
    """The form begins with the words of the draft."""
    async with desk_of_ana(ack_seconds=100) as slack:
        await slack.people["ana"].say("/factdesk check “We had no oil for the lamp,” Aas said.", "newsroom")
        (report,) = await until(slack.workspace, lambda: _reports(slack))
        await slack.people["ana"].act(report, ids.CHECK_FILE)
        assert inputs(modal(slack))["words"][1]["initial_value"] == "We had no oil for the lamp,"


async def test_what_is_shown_in_a_timeline_is_curated_from_its_context() -> None:
    """A card in short leads to its context, and from there to all that can be done with it."""
    async with desk_of_ana() as slack:
        await slack.people["ana"].say("/quote brandt", "newsroom")
        await slack.people["ana"].act(last(slack), ids.CARD_CONTEXT)
        await press(slack, ids.CARD_CURATE)
        assert "[Verify]" in reads(slack)


async def test_who_may_not_file_is_told_who_may() -> None:
    """No form opens for an asker; they see which role it takes, and the names of those who have it."""
    async with desk_of_ana() as slack:
        for line in ("/factdesk add x", "/factdesk wanted", "/factdesk roles @ben editor"):
            await slack.people["ben"].say(line, "newsroom")
            told = last(slack, BEN)
            assert told.visible_to == BEN
            assert "curator or an editor" in told.text or "Only an editor" in told.text
            assert blocks_to_text(told.blocks, {ANA: "ana"}).endswith("Ask @ana.")
        assert slack.workspace.modals.stack(BEN) == ()


async def test_an_asker_is_offered_nothing_to_choose() -> None:
    """A menu of a form answers with nothing to who may not file."""
    async with desk_of_ana() as slack:
        await slack.people["ana"].say("/factdesk add", "newsroom")
        payload = {
            "type": "block_suggestion",
            "team": {"id": "T0LOCAL"},
            "user": {"id": BEN},
            "action_id": ids.PICK_SOURCE,
            "block_id": "source",
            "value": "first",
            "view": modal(slack).payload(),
        }
        assert (await slack.sender.interact(payload)).json == {"options": []}


@pytest.mark.parametrize("metadata", ["", "{}x", '{"round":-1}', "x" * 3_000])
async def test_a_form_that_cannot_be_read_costs_a_sentence(metadata: str) -> None:
    """What a form carries is checked when it comes back; an error stands in the modal."""
    async with desk_of_ana() as slack:
        await slack.people["ana"].say("/factdesk add", "newsroom")
        view = modal(slack).payload({"kind": {"file.kind": {"type": "static_select"}}})
        payload = {
            "type": "view_submission",
            "team": {"id": "T0LOCAL"},
            "user": {"id": ANA},
            "trigger_id": "a trigger",
            "view": {**view, "private_metadata": metadata},
        }
        answer = (await slack.sender.interact(payload)).json
        assert answer["response_action"] == "errors"
        assert list(answer["errors"]) == ["why"]


def _reports(slack: LocalSlack) -> list[Message]:
    return [it for it in slack.workspace.seen_by(ANA, "C0NEWSROOM") if "1 quotation" in it.text]
