"""Changing records, end to end: a card's menu, each act with its reason, conflicts, history, Home, roles."""

from typing import Any

import pytest

from bot.local.run import LocalSlack
from bot.render import ids
from bot.render.form_values import ActValue, carried_in
from facts.curation import Curator, Role
from facts.model import Disagreement, Entity, Fact, Quote, Status
from facts.store.port import Store
from tests import cards
from tests.bot.render.checks import assert_form, assert_view
from tests.curating import (
    ANA,
    BEN,
    choose,
    desk_of_ana,
    harbour,
    inputs,
    last,
    modal,
    press,
    reads,
    submit,
)

HERE = "C0NEWSROOM"


def stands(store: Store, record: str) -> Any:
    """Return a record as it stands."""
    return store.current((record,))[record].entry


async def menu_of(slack: LocalSlack, question: str, handle: str = "ana") -> None:
    """Ask something, and open the menu of the first card of the answer."""
    person = slack.people[handle]
    await person.say(question, "newsroom")
    await person.act(last(slack, person.user.id), ids.CARD_CURATE)


async def form_of(
    slack: LocalSlack, act: str, question: str = "/fact ferry number 7", handle: str = "ana"
) -> None:
    """Open the form of an act from a card."""
    await menu_of(slack, question, handle)
    await press(slack, ids.act_action(act), handle=handle)


async def test_the_menu_shows_what_somebody_may_do_and_who_may_the_rest() -> None:
    """An editor sees every act that fits the record; an asker the history, and whom to ask for the rest."""
    async with desk_of_ana() as slack:
        await menu_of(slack, "/fact ferry number 7")
        assert_view(dict(modal(slack).content))
        for name in ("Edit", "Verify", "Send back", "Correct", "Dispute", "Link a disagreement", "Retract"):
            assert f"[{name}]" in reads(slack)
        assert "[Merge]" not in reads(slack)
        await menu_of(slack, "/fact ferry number 7", "ben")
        assert "[Edit]" not in reads(slack, BEN)
        assert "[History]" in reads(slack, BEN)
        assert reads(slack, BEN).endswith("Only a curator or an editor can edit records. Ask @ana.")


@pytest.mark.parametrize(
    ("act", "status"),
    [
        ("dispute", Status.DISPUTED),
        ("retract", Status.RETRACTED),
        ("send_back", Status.DRAFT),
        ("verify", Status.VERIFIED),
    ],
)
async def test_an_act_is_a_revision_with_who_and_why(act: str, status: Status) -> None:
    """Each act asks for a reason; the revision has it, and who acted."""
    store = harbour()
    async with desk_of_ana(store) as slack:
        await form_of(slack, act)
        assert_form(dict(modal(slack).content))
        assert (await submit(slack, {})).errors == {"why": "Please complete this required field."}
        await submit(slack, {"why": f"To {act}."})
        revision = store.history("ferry-7")[-1]
        assert (stands(store, "ferry-7").status, revision.by, revision.why) == (
            status,
            f"slack:{ANA}",
            f"To {act}.",
        )
        assert_view(dict(modal(slack).content))


async def test_a_correction_changes_what_a_record_says() -> None:
    """Only what was typed anew changes; the record is corrected from then on."""
    store = harbour()
    async with desk_of_ana(store) as slack:
        await form_of(slack, "correct")
        assert_form(dict(modal(slack).content))
        assert inputs(modal(slack))["statement"][1]["initial_value"] == "Ferry number 7 left late."
        await submit(slack, {"statement": "Ferry number 7 left early.", "why": "The harbour wrote."})
        assert reads(slack).startswith("Corrected.")
        fact = stands(store, "ferry-7")
        assert (fact.statement, fact.value, fact.status) == (
            "Ferry number 7 left early.",
            "40",
            Status.CORRECTED,
        )


async def test_what_has_been_verified_is_not_edited_beyond_housekeeping() -> None:
    """The form to edit a verified record has keywords, dates and restrictions, and they are kept."""
    store = harbour()
    async with desk_of_ana(store) as slack:
        await form_of(slack, "edit")
        assert set(inputs(modal(slack))) == {
            "about",
            "keywords",
            "expires",
            "embargo",
            "not_for_publication",
            "why",
        }
        given = {
            "keywords": "boat, harbour",
            "expires": "2027-01-31",
            "embargo": 1_900_000_000,
            "why": "Tidied.",
        }
        given["about"] = [await choose(slack, "about", "brandt")]
        await submit(slack, given)
        fact = stands(store, "ferry-7")
        assert fact.about == ("ilse-brandt",)
        assert (fact.keywords, fact.expires) == (("boat", "harbour"), "2027-01-31")
        assert fact.embargo == "2030-03-17T17:46:40Z"


async def test_nothing_is_overwritten_unseen() -> None:
    """The second of two sees what changed beside what they typed; both stand if they choose so."""
    store = harbour()
    async with desk_of_ana(store) as slack:
        await form_of(slack, "correct")
        opened = store.current(("ferry-7",))["ferry-7"].number
        curator = Curator(store)
        curator.correct("ferry-7", {"value": "Some 40"}, expected=opened, by=f"slack:{ANA}", why="In words.")
        typed = {"statement": "Ferry number 7 left early.", "why": "The harbour wrote."}
        await submit(slack, typed)
        assert stands(store, "ferry-7").statement == "Ferry number 7 left late."
        shown = reads(slack)
        assert shown.startswith("Not saved: @ana changed this record meanwhile")
        assert "In words." in shown
        assert "Value: Some 40" in shown
        assert "Statement: Ferry number 7 left late. early." in shown
        assert_form(dict(modal(slack).content))
        assert modal(slack).content["submit"]["text"] == "Save mine on top"
        await submit(slack, typed)
        fact = stands(store, "ferry-7")
        assert (fact.statement, fact.value) == ("Ferry number 7 left early.", "Some 40")


async def test_a_name_added_by_each_of_two_stays() -> None:
    """What adds to a record adds to it as it stands now."""
    store = harbour()
    with store.writer() as writer:
        writer.put(cards.person("Jon Aas", id="jon-aas"), by="tests", why="stock")
    async with desk_of_ana(store) as slack:
        await form_of(slack, "edit")
        at = store.current(("ferry-7",))["ferry-7"].number
        Curator(store).edit("ferry-7", {"about": ("jon-aas",)}, expected=at, by=f"slack:{ANA}", why="Jon.")
        given = {"about": [await choose(slack, "about", "brandt")], "why": "Ilse."}
        await submit(slack, given)
        assert "Jon." in reads(slack)
        await submit(slack, given)
        assert stands(store, "ferry-7").about == ("jon-aas", "ilse-brandt")


async def test_a_name_is_taken_off_a_record() -> None:
    """The form to edit begins with the names a record is about; to take one out leaves what others added."""
    store = harbour()
    with store.writer() as writer:
        for id_, name in (("jon-aas", "Jon Aas"), ("per-lie", "Per Lie")):
            writer.put(cards.person(name, id=id_), by="tests", why="stock")
        about = {"about": ("jon-aas", "ilse-brandt")}
        writer.put(stands(store, "ferry-7").model_copy(update=about), by="tests", why="stock")
    async with desk_of_ana(store) as slack:
        await form_of(slack, "edit")
        assert_form(dict(modal(slack).content))
        jon, ilse = inputs(modal(slack))["about"][1]["initial_options"]
        assert jon["text"]["text"] == "Jon Aas · person"
        at = store.current(("ferry-7",))["ferry-7"].number
        added = {"about": ("jon-aas", "ilse-brandt", "per-lie")}
        Curator(store).edit("ferry-7", added, expected=at, by=f"slack:{ANA}", why="Per.")
        await submit(slack, {"about": [ilse], "why": "Not Jon."})
        assert "About: Jon Aas · person,Ilse Brandt · person, Per Lie · person" in reads(slack)
        await submit(slack, {"about": [ilse], "why": "Not Jon."})
        assert stands(store, "ferry-7").about == ("ilse-brandt", "per-lie")


async def test_names_are_merged_once_it_is_confirmed() -> None:
    """Both names are shown first; then what spoke of the one speaks of the other, which answers to both."""
    store = harbour()
    with store.writer() as writer:
        writer.put(cards.person("Ilsa Brand", id="ilsa-brand"), by="tests", why="stock")
    async with desk_of_ana(store) as slack:
        await slack.people["ana"].say("/factdesk history ilsa-brand", "newsroom")
        await menu_of(slack, "/fact Ilsa Brand")
        await press(slack, "act.merge")
        value = carried_in(ActValue, modal(slack).content["private_metadata"])
        kept = "ilse-brandt" if value.record == "ilsa-brand" else "ilsa-brand"
        name = "Ilse" if kept == "ilse-brandt" else "Ilsa"
        await submit(slack, {"kept": await choose(slack, "kept", name), "why": "One person."})
        assert "This name goes:" in reads(slack)
        assert_form(dict(modal(slack).content))
        assert stands(store, value.record).status is Status.VERIFIED
        await submit(slack, {})
        gone, stays = stands(store, value.record), stands(store, kept)
        assert isinstance(stays, Entity)
        assert (gone.status, gone.replaced_by) == (Status.RETRACTED, kept)
        assert gone.name in {variant.text for variant in stays.variants}
        assert stands(store, "brandt-fog").speaker == kept


async def test_records_are_linked_where_their_sources_differ() -> None:
    """The link is a draft that shows both sides; the other record is found while typing."""
    store = harbour()
    other = cards.fact(
        "Only the cook waited.", cards.evidence("Only the cook waited.", cards.second()), id="cook", value=""
    )
    with store.writer() as writer:
        writer.put(other.record, by="tests", why="stock")
    async with desk_of_ana(store) as slack:
        await form_of(slack, "link")
        found = await choose(slack, "other", "cook waited")
        given = {"other": found, "nature": "substance", "note": "Who waited.", "why": "They differ."}
        await submit(slack, given)
        (linked,) = (it.entry for it in store.waiting(Status.DRAFT) if isinstance(it.entry, Disagreement))
        assert linked.records == ("ferry-7", "cook")


async def test_a_history_is_paged_newest_first() -> None:
    """Each revision says who, when and why, and shows word by word what it changed."""
    store = harbour()
    curator = Curator(store)
    curator.roles.appoint("ada", Role.EDITOR)
    for number, value in enumerate(("40 passengers", "Some 40") * 5):
        at = store.current(("ferry-7",))["ferry-7"].number
        curator.correct("ferry-7", {"value": value}, expected=at, by="ada", why=f"Round {number}.")
    async with desk_of_ana(store) as slack:
        await slack.people["ben"].say("/factdesk history ferry-7", "newsroom")
        first = reads(slack, BEN)
        assert_view(dict(modal(slack, BEN).content))
        assert "Corrected · ada · " in first
        assert "Round 9." in first
        assert "Value: Some 40 passengers" in first
        assert "Round 0." not in first
        await press(slack, ids.HISTORY_OLDER, handle="ben")
        assert "Round 0." in reads(slack, BEN)
        assert "stock" in reads(slack, BEN)


async def test_a_question_that_begins_like_a_word_of_ours_is_still_one() -> None:
    """Only what fits exactly is no question: "roles of the mediators" is asked."""
    async with desk_of_ana() as slack:
        for question in ("roles of the mediators", "history of the ferry", "wanted men"):
            await slack.people["ana"].say(f"/factdesk {question}", "newsroom")
            assert "Who may file" not in last(slack).text
        assert slack.workspace.modals.stack(ANA) == ()


async def test_every_kind_of_record_has_a_form_to_correct_it() -> None:
    """Quote and name too begin with what stands, and take what is typed."""
    store = harbour()
    async with desk_of_ana(store) as slack:
        await form_of(slack, "correct", "/quote brandt")
        assert_form(dict(modal(slack).content))
        await submit(slack, {"words": "Nobody sails before the fog lifts", "why": "Without the stop."})
        quote = stands(store, "brandt-fog")
        assert isinstance(quote, Quote)
        assert (quote.words, quote.form) == ("Nobody sails before the fog lifts", "fragment")
        assert isinstance(stands(store, "ferry-1"), Fact)
