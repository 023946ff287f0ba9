"""The desk: a question in, an answer out, from what is on file at that moment."""

from dataclasses import replace

import pytest

from facts.answers import Answer, Chronology, DeskStatus, DidYouMean, Found, Nothing, Sources, Usage
from facts.desk import Desk
from facts.ingest.pack import load_pack
from facts.model import Fact
from facts.questions import Question, Verb, read
from facts.store.memory import MemoryStore
from facts.verbs import PAGE
from facts.wiring import bundled_pack


@pytest.fixture
def store() -> MemoryStore:
    """A store that holds the bundled pack."""
    store = MemoryStore()
    load_pack(bundled_pack(), store)
    return store


@pytest.fixture
def desk(store: MemoryStore) -> Desk:
    """A desk on it."""
    return Desk(store)


def ids(answer: Answer) -> list[str]:
    """The ids of the records that an answer shows."""
    match answer:
        case Found() | Sources():
            return [card.record.id for card in answer.cards]
        case Nothing():
            return [card.record.id for card in answer.near]
        case _:
            return []


def test_a_card_shows_what_its_record_rests_on(desk: Desk) -> None:
    """A card has its passages with their sources, its speaker, what differs and who is silent."""
    answer = desk.ask(Question(Verb.FACT, "camouflage half of the delegation"))
    assert isinstance(answer, Found)
    card = answer.cards[0]
    assert card.record.id == "camouflage-half-of-ukrainian-delegation"
    assert all(e.source.text[e.passage.start : e.passage.end] == e.passage.exact for e in card.evidence)
    assert {e.source.id for d in card.differences for e in d.evidence} == {"istanbul-1", "istanbul-2"}

    swap = desk.ask(Question(Verb.FACT, "how many prisoners of war"))
    assert isinstance(swap, Found)
    assert [silent.source.id for silent in swap.cards[0].silent] == ["istanbul-2"]


def test_of_many_records_a_page_is_shown_and_the_rest_is_named(desk: Desk) -> None:
    """What does not stand on the first page can be asked for by its id."""
    answer = desk.ask(Question(Verb.FACT, "Istanbul"))
    assert isinstance(answer, Found)
    assert len(answer.cards) == PAGE
    assert [card.record.id for card in desk.cards(answer.more)] == list(answer.more)
    assert not set(answer.more) & set(ids(answer))


def test_a_misspelt_name_is_read_and_the_reading_is_told(desk: Desk) -> None:
    """Whoever asks is told how a name was read."""
    answer = desk.ask(Question(Verb.QUOTE, "fidna"))
    assert isinstance(answer, Found)
    assert answer.understood == ("“fidna” read as Hakan Fidan",)


def test_a_bold_guess_is_asked_and_not_answered(desk: Desk) -> None:
    """Where a name is too far off, or names two people, the desk asks whom was meant."""
    answer = desk.ask(Question(Verb.QUOTE, "vladimir"))
    assert isinstance(answer, DidYouMean)
    assert {q.text for q in answer.suggestions} == {
        "Vladimir Putin",
        "Vladimir Medinsky",
        "Volodymyr Zelenskyy",
    } or {q.text for q in answer.suggestions} == {"Vladimir Putin", "Vladimir Medinsky"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (
            "who met the rurkish foreign minister Hakan Fiean",
            "who met the Turkish foreign minister Hakan Fiean",
        ),
        ("Rustem jUmerov met the lress", "Rustem Umerov met the lress"),
        ("did ladimir Medinsky lead the delegation", "did Vladimir Medinsky lead the delegation"),
        ("what did Zelenskyy say of the caesefire", "what did Zelenskyy say of the ceasefire"),
    ],
)
def test_a_suggested_question_reads_as_one(desk: Desk, typed: str, meant: str) -> None:
    """Among other words a misspelt name is put right by the word it is like, not by a whole name."""
    answer = desk.ask(Question(Verb.FACT, typed))
    assert isinstance(answer, DidYouMean)
    assert [question.text for question in answer.suggestions] == [meant]


def test_words_pasted_with_the_wrong_speaker_are_shown_with_the_right_one(desk: Desk) -> None:
    """Who pastes a quotation learns whose it is, whomever they took it to be."""
    answer = desk.ask(read("zelensky “nothing's going to happen until Putin and I get together”", Verb.QUOTE))
    assert ids(answer)[0] == "trump-nothing-until-putin-and-i"


def test_what_happened_stands_apart_from_what_is_planned(desk: Desk) -> None:
    """A timeline is in order, and nothing planned stands among what happened."""
    answer = desk.ask(read("istanbul talks", Verb.TIMELINE))
    assert isinstance(answer, Chronology)
    happened = [card.record for card in answer.happened]
    assert [r.earliest for r in happened if r.kind == "event"] == sorted(
        r.earliest for r in happened if r.kind == "event"
    )
    assert all(r.kind == "event" and r.basis != "planned" for r in happened)
    assert all(card.record.kind == "event" and card.record.basis == "planned" for card in answer.planned)


@pytest.mark.parametrize(
    ("question", "first", "missing"),
    [
        ("istanbul talks ..2022-03-01", "last-encounter-before-the-talks", "officials-convene-on-friday"),
        ("istanbul talks 2025", "talks-first-scheduled-day", "last-encounter-before-the-talks"),
        ("istanbul talks in april 2022", "", "putin-proposes-the-meeting"),
        ("istanbul talks 2027", "", "officials-convene-on-friday"),
    ],
)
def test_a_closed_range_has_what_may_have_begun_in_it(
    desk: Desk, question: str, first: str, missing: str
) -> None:
    """An event whose date is open at its end is not in every year that comes after its beginning."""
    answer = desk.ask(read(question, Verb.TIMELINE))
    shown = [card.record.id for card in answer.happened] if isinstance(answer, Chronology) else []
    assert next(iter(shown), "") == first
    assert missing not in shown


def test_an_open_range_has_what_may_lie_in_it(desk: Desk) -> None:
    """An event whose date is open at its end is in every range that begins before it and does not end."""
    answer = desk.ask(read("istanbul talks since 2022", Verb.TIMELINE))
    assert isinstance(answer, Chronology)
    assert {"last-encounter-before-the-talks", "officials-convene-on-friday"} <= {
        card.record.id for card in answer.happened
    }


@pytest.mark.parametrize(
    ("before", "after", "first"),
    [
        ("quote fidan", "and Umerov?", "umerov-next-phase"),
        ("who led the russian delegation?", "and the ukrainian?", "ukrainian-delegation-led-by-umerov"),
        ("quote zelensky", "what about theatre props?", "zelenskyy-theatre-props"),
        ("quote fidan", "Kyslytsya?", "kyslytsya-very-good-news"),
    ],
)
def test_a_follow_up_leans_on_the_question_before_it(desk: Desk, before: str, after: str, first: str) -> None:
    """In a thread, a name takes the place of the one before it, and more words join those before them."""
    assert ids(desk.ask(read(after), read(before)))[0] == first


def test_a_new_question_in_a_thread_is_a_new_question(desk: Desk) -> None:
    """What does not lean on the question before it is not mixed with it."""
    alone = desk.ask(read("who led the russian delegation?"))
    assert ids(desk.ask(read("who led the russian delegation?"), read("quote trump"))) == ids(alone)


def test_source_shows_where_the_answer_before_it_stands(desk: Desk) -> None:
    """Asked for the source in a thread, the desk shows the records just answered with; alone it explains."""
    answer = desk.ask(read("source?"), read("quote kyslytsya"))
    assert isinstance(answer, Sources)
    assert ids(answer) == ["kyslytsya-very-good-news"]
    assert desk.ask(read("source?")) == Usage(Verb.SOURCE)


def test_a_revision_is_found_after_a_refresh(desk: Desk, store: MemoryStore) -> None:
    """What another process has added is answered with after the next refresh, in place of what was before."""
    (card,) = desk.cards(["prisoner-swap-1000-each"])
    assert isinstance(card.record, Fact)
    changed = card.record.model_copy(update={"statement": "Each side returns a thousand zebras."})
    with store.writer() as writer:
        writer.put(changed, by="tests", why="another wording")
    assert isinstance(desk.ask(Question(Verb.FACT, "zebras")), Nothing)
    desk.refresh()
    answer = desk.ask(Question(Verb.FACT, "zebras"))
    assert isinstance(answer, Found)
    assert answer.cards[0].revision == store.head()
    assert answer.cards[0].record == changed


def test_status_counts_what_is_on_file(desk: Desk) -> None:
    """The status names the packs and counts the records of each kind."""
    status = desk.ask(Question(Verb.STATUS))
    assert isinstance(status, DeskStatus)
    assert status.packs == ("istanbul-talks",)
    assert status.counts["quote"] >= 12
    assert status.counts["fact"] >= 45


@pytest.mark.parametrize("verb", [Verb.FACT, Verb.QUOTE, Verb.TIMELINE, Verb.ASK])
@pytest.mark.parametrize(
    "text",
    [
        "x",
        "?!…",
        "🙃" * 50,
        "мир",
        "平和",
        "سلام",
        "“" * 200 + "a",
        "AND OR NOT (",
        "a:b* ~2 [x TO y]",
        "peace " * 660,
    ],
)
def test_any_question_is_answered(desk: Desk, verb: Verb, text: str) -> None:
    """One letter, punctuation, emoji, other scripts, search operators and long pastes all have an answer."""
    assert desk.ask(replace(read(text, verb), verb=verb))
