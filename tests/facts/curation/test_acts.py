"""Every change is a revision with who and why, and nothing is overwritten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facts.curation import Conflict, NewRecord, NewSource, NotStanding, Refused, Role, may
from facts.curation.roles import Act
from facts.errors import BadInput
from facts.model import Disagreement, Entity, Quote, Status
from tests.facts.curation.newsroom import (
    ARTICLE,
    POST,
    TIMES,
    Clock,
    fact_of,
    fog,
    newsroom,
    passengers,
    quote_of,
)


def test_a_draft_is_verified_today() -> None:
    """Verifying holds every passage against its source and remembers the day."""
    curator, store = newsroom()
    filed = curator.file(passengers(), by="bob", why="read")
    checked = curator.verify(filed.entry.id, expected=filed.number, by="ada", why="read it again")
    assert (fact_of(checked).status, fact_of(checked).checked) == (Status.VERIFIED, "2026-11-20")
    assert (checked.by, checked.why) == ("ada", "read it again")
    assert len(store.history(filed.entry.id)) == 2


def test_verifying_needs_every_passage_as_the_source_has_it_now() -> None:
    """Where the source has changed under a record, it says what differs; where the words only moved, fine."""
    curator, _ = newsroom()
    filed = curator.file(passengers(), by="bob", why="read")
    curator.file(
        NewRecord("fact", "Fog came.", _changed("Fog came.\n" + ARTICLE)), by="bob", why="new version"
    )
    checked = curator.verify(filed.entry.id, expected=filed.number, by="ada", why="moved")
    assert fact_of(checked).passages[0].start == fact_of(filed).passages[0].start + len("Fog came.\n")
    curator.file(
        NewRecord("fact", "Fog went.", _changed("Fog went.\n" + ARTICLE.replace("1,040", "1,400"))),
        by="bob",
        why="newer version",
    )
    with pytest.raises(NotStanding) as refusal:
        curator.verify(filed.entry.id, expected=checked.number, by="ada", why="again")
    assert [(it.draft, it.source) for it in refusal.value.differences] == [("1040", "1,400")]


def _changed(text: str) -> NewSource:
    return replace(POST, text=text)


def test_the_second_of_two_editors_is_told_what_the_first_changed() -> None:
    """Who looked at an older revision changes nothing, and gets the one that stands."""
    curator, store = newsroom()
    filed = curator.file(passengers(), by="bob", why="read")
    first = curator.edit(filed.entry.id, {"keywords": ("ferry",)}, expected=filed.number, by="bob", why="k")
    with pytest.raises(Conflict, match="changed meanwhile by bob") as conflict:
        curator.edit(filed.entry.id, {"keywords": ("boat",)}, expected=filed.number, by="ada", why="k")
    assert conflict.value.current == first
    assert store.head() == first.number


def test_what_a_verified_record_says_is_corrected_and_not_edited() -> None:
    """Keywords may be edited under a verified record; its words take a correction, which says so."""
    curator, _ = newsroom()
    filed = curator.file(passengers(), by="bob", why="read")
    checked = curator.verify(filed.entry.id, expected=filed.number, by="bob", why="read")
    edited = curator.edit(filed.entry.id, {"keywords": ("x",)}, expected=checked.number, by="bob", why="k")
    assert fact_of(edited).status is Status.VERIFIED
    with pytest.raises(BadInput, match="'value' is not edited but corrected"):
        curator.edit(filed.entry.id, {"value": ""}, expected=edited.number, by="bob", why="v")
    corrected = curator.correct(
        filed.entry.id,
        {"value": "1,400", "statement": "Some 1,400 passengers stayed on board."},
        expected=edited.number,
        by="bob",
        why="the Times counted",
        words="Some 1,400 passengers stayed on board.",
        source=TIMES,
    )
    assert (fact_of(corrected).id, fact_of(corrected).status) == (filed.entry.id, Status.CORRECTED)
    assert fact_of(corrected).checked == "2026-11-20"
    checked = curator.verify(filed.entry.id, expected=corrected.number, by="ada", why="it is so",
                             expires="2027-01-01")  # fmt: skip
    assert fact_of(checked).status is Status.CORRECTED


def test_a_correction_must_stand() -> None:
    """A figure that no passage has cannot be a correction."""
    curator, store = newsroom()
    filed = curator.file(passengers(), by="bob", why="read")
    checked = curator.verify(filed.entry.id, expected=filed.number, by="bob", why="read")
    with pytest.raises(BadInput, match="value: “1,400” stands in none of the passages"):
        curator.correct(filed.entry.id, {"value": "1,400"}, expected=checked.number, by="bob", why="x")
    assert store.head() == checked.number


def test_a_quote_s_words_are_found_anew() -> None:
    """Editing a draft's words takes them from the source, with the passage that holds them."""
    curator, _ = newsroom()
    filed = curator.file(fog(), by="bob", why="heard")
    edited = curator.edit(
        filed.entry.id,
        {"words": "the port would open on Friday"},
        expected=filed.number,
        by="bob",
        why="other",
    )
    assert (quote_of(edited).form, quote_of(edited).cue) == ("indirect", "said")
    assert quote_of(edited).passages[0].exact == "Brandt said the port would open on Friday."


def test_what_somebody_saw_is_given_a_source_later() -> None:
    """With a passage a draft forgets who saw it, and can be verified."""
    curator, _ = newsroom()
    filed = curator.file(NewRecord("fact", "Some waited", seen_by="bob"), by="bob", why="saw")
    edited = curator.edit(
        filed.entry.id,
        {"statement": "The crew waited."},
        expected=filed.number,
        by="bob",
        why="found it",
        words="The crew waited.",
        source=POST,
    )
    assert (fact_of(edited).seen_by, len(fact_of(edited).passages)) == ("", 1)
    curator.verify(filed.entry.id, expected=edited.number, by="bob", why="read")


def test_disputed_and_sent_back_and_retracted() -> None:
    """The status follows the act; nothing of the record is lost."""
    curator, store = newsroom()
    filed = curator.file(passengers(), by="bob", why="read")
    id_ = filed.entry.id
    disputed = curator.dispute(id_, expected=filed.number, by="bob", why="the Times says otherwise")
    assert fact_of(disputed).status is Status.DISPUTED
    draft = curator.send_back(id_, expected=disputed.number, by="bob", why="which is it?")
    assert fact_of(draft).status is Status.DRAFT
    sent_back = curator.send_back(id_, expected=draft.number, by="bob", why="not ours")
    assert fact_of(sent_back).status is Status.RETRACTED
    reopened = curator.edit(id_, {"keywords": ("x",)}, expected=sent_back.number, by="bob", why="mended")
    assert fact_of(reopened).status is Status.DRAFT
    retracted = curator.retract(id_, expected=reopened.number, by="ada", why="wrong")
    assert fact_of(retracted).passages == fact_of(filed).passages
    assert [r.why for r in store.history(id_)][-1] == "wrong"


def test_a_reason_is_asked_for() -> None:
    """Without one nothing changes."""
    curator, store = newsroom()
    with pytest.raises(BadInput, match="Say why"):
        curator.file(passengers(), by="bob", why=" ")
    assert store.head() == 0


def test_an_act_that_changes_nothing_is_said_to() -> None:
    """There is no revision without a change."""
    curator, store = newsroom()
    filed = curator.file(passengers(), by="bob", why="read")
    with pytest.raises(BadInput, match="nothing has been changed"):
        curator.edit(filed.entry.id, {"value": "1,040"}, expected=filed.number, by="bob", why="x")
    assert store.head() == filed.number


def test_merging_makes_one_name_of_two() -> None:
    """What spoke of the one speaks of the other, which answers to both, all in one transaction."""
    curator, store = newsroom()
    quote = curator.file(fog(), by="bob", why="heard")
    other = curator.file(
        NewRecord("entity", "Ilse Brandt", POST, fields={"type": "person", "name": "I. Brandt"}),
        by="bob",
        why="read",
    )
    gone = store.current(["ilse-brandt"])["ilse-brandt"]
    merged = curator.merge(
        "ilse-brandt",
        other.entry.id,
        expected=gone.number,
        expected_kept=other.number,
        by="ada",
        why="the same person",
    )
    assert isinstance(merged.entry, Entity)
    assert (merged.entry.status, merged.entry.replaced_by) == (Status.RETRACTED, other.entry.id)
    now = store.current([quote.entry.id, other.entry.id])
    kept, said = now[other.entry.id].entry, now[quote.entry.id].entry
    assert isinstance(kept, Entity)
    assert isinstance(said, Quote)
    assert said.speaker == other.entry.id
    assert "Ilse Brandt" in {variant.text for variant in kept.variants}
    with pytest.raises(BadInput, match="stands in the place of this record"):
        curator.verify("ilse-brandt", expected=merged.number, by="ada", why="x")


def test_a_name_that_records_speak_of_is_merged_and_not_retracted() -> None:
    """Nobody is left speaking who is not on file."""
    curator, store = newsroom()
    curator.file(fog(), by="bob", why="heard")
    with pytest.raises(BadInput, match="1 records speak of “Ilse Brandt”: merge it"):
        curator.retract("ilse-brandt", expected=store.current(["ilse-brandt"])["ilse-brandt"].number,
                        by="ada", why="x")  # fmt: skip


def test_linking_shows_where_sources_differ() -> None:
    """A disagreement has a passage of each record's, and needs two sources."""
    curator, _ = newsroom()
    one = curator.file(passengers(), by="bob", why="read")
    two = curator.file(NewRecord("fact", "Some 1,400 passengers stayed on board.", TIMES), by="bob", why="r")
    linked = curator.link((one.entry.id, two.entry.id), "number", "1,040 or 1,400.", by="bob", why="differ")
    assert isinstance(linked.entry, Disagreement)
    assert [it.source for it in linked.entry.passages] == [
        fact_of(one).passages[0].source,
        fact_of(two).passages[0].source,
    ]
    with pytest.raises(BadInput, match="rest on one source"):
        curator.link((one.entry.id,), "number", "None.", by="bob", why="x")


def test_history_tells_what_changed_word_by_word() -> None:
    """Each revision has who, when, why and the fields before and after, with the words that went and came."""
    curator, _ = newsroom()
    filed = curator.file(passengers(), by="bob", why="read")
    curator.edit(
        filed.entry.id,
        {"statement": "Some 1,040 passengers were on board"},
        expected=filed.number,
        by="ada",
        why="shorter",
    )
    first, second = curator.history(filed.entry.id)
    assert (first.by, first.why, second.by, second.why) == ("bob", "read", "ada", "shorter")
    assert "statement" in {it.field for it in first.fields}
    (change,) = second.fields
    assert [(it.op, it.text) for it in change.pieces] == [
        ("same", "Some 1,040 passengers"),
        ("gone", " stayed"),
        ("new", " were"),
        ("same", " on board"),
    ]


def test_the_queue_has_what_waits() -> None:
    """Drafts, disputed records, what is due today, and what was asked in vain."""
    clock = Clock()
    curator, _ = newsroom(clock=clock)
    draft = curator.file(NewRecord("fact", "The crew waited.", POST), by="bob", why="read")
    filed = curator.file(passengers(), by="bob", why="read")
    checked = curator.verify(
        filed.entry.id, expected=filed.number, by="bob", why="read", expires="2026-11-22"
    )
    assert [r.entry.id for r in curator.queue().drafts] == [draft.entry.id]
    assert curator.queue().due == ()
    clock.now += timedelta(days=2)
    assert [r.entry.id for r in curator.queue().due] == [filed.entry.id]
    curator.verify(filed.entry.id, expected=checked.number, by="bob", why="still so")
    assert curator.queue().due == ()


@pytest.mark.parametrize("who", ["eve", ""])
def test_an_asker_is_told_who_may(who: str) -> None:
    """Who may not is refused before anything else, with the names of those who may."""
    curator, store = newsroom()
    with pytest.raises(
        Refused, match=r"Only a curator or an editor can file records; ask ada, bob\."
    ) as refused:
        curator.file(passengers(), by=who, why="x")
    assert refused.value.people == ("ada", "bob")
    assert store.head() == 0


def test_retracting_and_merging_need_an_editor() -> None:
    """A curator files and corrects; what takes a record away is an editor's."""
    curator, _ = newsroom()
    filed = curator.file(passengers(), by="bob", why="read")
    with pytest.raises(Refused, match=r"Only an editor can retract records; ask ada\."):
        curator.retract(filed.entry.id, expected=filed.number, by="bob", why="x")
    assert {act for act in Act if not may(Role.CURATOR, act)} == {Act.RETRACT, Act.MERGE, Act.APPOINT}
    assert not any(may(Role.ASKER, act) for act in Act)


def test_the_first_editor_makes_others_and_is_never_the_last_to_go() -> None:
    """Whoever installs the desk begins; an editor gives roles; one editor stays."""
    curator, _ = newsroom()
    assert not curator.roles.begin("eve")
    curator.roles.give("eve", Role.CURATOR, by="ada")
    assert curator.roles.of("eve") is Role.CURATOR
    with pytest.raises(Refused):
        curator.roles.give("eve", Role.EDITOR, by="bob")
    with pytest.raises(BadInput, match="needs an editor"):
        curator.roles.give("ada", Role.ASKER, by="ada")
    curator.roles.give("eve", Role.ASKER, by="ada")
    assert dict(curator.roles.all()) == {"ada": Role.EDITOR, "bob": Role.CURATOR}


def test_a_speaker_must_be_on_file_or_new() -> None:
    """A quote is somebody's."""
    curator, _ = newsroom()
    with pytest.raises(BadInput, match="Say who it is"):
        curator.file(NewRecord("quote", "Nobody sails", POST), by="bob", why="x")


def test_the_history_of_what_was_withheld_once_is_for_curators() -> None:
    """A revision that was not for publication stays out of what others see of the history."""
    curator, _ = newsroom()
    filed = curator.file(passengers(), by="bob", why="read")
    kept = {"not_for_publication": True, "statement": "Secretly 1,040 stayed."}
    held = curator.edit(filed.entry.id, kept, expected=filed.number, by="bob", why="a tip")
    freed = {"not_for_publication": False, "statement": "Some 1,040 stayed."}
    curator.edit(filed.entry.id, freed, expected=held.number, by="bob", why="it is out")
    assert "Secretly" not in repr(curator.history(filed.entry.id, privy=False))
    assert [it.why for it in curator.history(filed.entry.id, privy=False)] == ["read", "it is out"]
    assert "Secretly" in repr(curator.history(filed.entry.id))
