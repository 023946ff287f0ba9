"""What stands in a source and in no record: offered where no record answers, to the letter and nobody's."""

from datetime import UTC, datetime, timedelta

import pytest

from facts.answers import Excerpt, Found, Nothing
from facts.desk import Desk
from facts.model import Fact, Source, digest, stamp
from facts.passages import locate
from facts.questions import Question, Verb
from facts.search import uncurated
from facts.store.memory import MemoryStore
from facts.store.port import Store

TEXT = (
    "The ferry left late. Kellogg's envoy inspected the harbour cranes on Tuesday. Nobody was hurt.\n"
    "“The cranes will be repaired by winter,” the envoy said. Fishermen were not consulted.\n"
)


def article(text: str = TEXT, **fields: str) -> Source:
    """An article that nobody has curated."""
    return Source.model_validate(
        {"id": "post", "label": "The Post", "text": text, "sha256": digest(text), **fields}
    )


def resting(exact: str, source: Source | None = None, **fields: object) -> Fact:
    """A fact that rests on some words of it and says something else."""
    passage = locate(source or article(), exact)
    data = {"id": "harbour", "statement": "A delegation came.", "passages": (passage,), **fields}
    return Fact.model_validate(data)


def desk_on(*entries: Source | Fact, store: Store | None = None) -> Desk:
    """A desk on a store that holds these."""
    into = store or MemoryStore()
    with into.writer() as writer:
        for entry in entries:
            writer.put(entry, by="tests", why="stock")
    return Desk(into)


def offered(desk: Desk, text: str, verb: Verb = Verb.FACT) -> list[str]:
    """The sentences that are offered."""
    answer = desk.ask(Question(verb, text))
    excerpts = answer.uncurated if isinstance(answer, Nothing) else ()
    return [excerpt.sentence.passage.exact for excerpt in excerpts]


def test_a_sentence_is_offered_as_it_stands_in_its_source() -> None:
    """With its offsets and with what stands around it in its paragraph."""
    answer = desk_on(article()).ask(Question(Verb.FACT, "harbour cranes"))
    assert isinstance(answer, Nothing)
    (excerpt,) = answer.uncurated
    assert isinstance(excerpt, Excerpt)
    passage, source = excerpt.sentence.passage, excerpt.sentence.source
    assert passage.exact == "Kellogg's envoy inspected the harbour cranes on Tuesday."
    assert source.text[passage.start : passage.end] == passage.exact
    assert (excerpt.before, excerpt.after) == ("The ferry left late. ", " Nobody was hurt.")


@pytest.mark.parametrize(
    "asked",
    ["inspection of crane", "Kellogg", "who inspected the cranes", "a representative of Kellogg"],
)
def test_sentences_are_found_in_other_forms_of_their_words(asked: str) -> None:
    """By stems, and through the thesaurus; a word of a source alone is no slip."""
    found = offered(desk_on(article()), asked)
    assert found == ["Kellogg's envoy inspected the harbour cranes on Tuesday."]


@pytest.mark.parametrize("asked", ["harbour tunnel in Copenhagen", "bitcoin", "ferry to Copenhagen sinks"])
def test_what_no_source_speaks_of_is_not_on_file(asked: str) -> None:
    """A sentence that says a part of it is not offered."""
    assert offered(desk_on(article()), asked) == []


def test_a_record_that_answers_comes_alone() -> None:
    """Where a record answers, no source is searched."""
    record = resting("The ferry left late.", statement="The harbour cranes were inspected.")
    answer = desk_on(article(), record).ask(Question(Verb.FACT, "harbour cranes"))
    assert isinstance(answer, Found)


def test_a_sentence_that_a_record_rests_on_has_been_curated() -> None:
    """It is not offered anew, whatever the record says; one of which a part was used is."""
    sentence = "Kellogg's envoy inspected the harbour cranes on Tuesday."
    whole = desk_on(article(), resting(sentence, statement="x", id="x"))
    assert offered(whole, "crane inspectors") == []
    part = desk_on(article(), resting("Kellogg's envoy"))
    assert offered(part, "harbour cranes tuesday") == [sentence]


def test_a_quote_is_offered_only_where_somebody_speaks() -> None:
    """A question for somebody's words gets sentences with quotation marks or a cue, and no speaker."""
    desk = desk_on(article())
    assert offered(desk, "cranes", Verb.QUOTE) == ["“The cranes will be repaired by winter,” the envoy said."]
    assert offered(desk, "fishermen", Verb.QUOTE) == []
    assert offered(desk, "fishermen") == ["Fishermen were not consulted."]


def test_a_new_version_of_a_source_takes_the_place_of_the_old_one() -> None:
    """After a refresh, what is gone is not offered, and what is new is."""
    store = MemoryStore()
    desk = desk_on(article(), store=store)
    assert offered(desk, "harbour cranes")
    desk_on(article("The ferry left late. Dolphins came to the harbour."), store=store)
    desk.refresh()
    assert offered(desk, "harbour cranes") == []
    assert offered(desk, "dolphins") == ["Dolphins came to the harbour."]


def test_what_is_under_an_embargo_is_not_offered_from_its_source() -> None:
    """Neither the words of the record nor a sentence beside them."""
    later = stamp(datetime.now(UTC) + timedelta(days=1))
    desk = desk_on(article(), resting("Kellogg's envoy", embargo=later))
    assert offered(desk, "harbour cranes") == []
    assert offered(desk, "fishermen") == ["Fishermen were not consulted."]


@pytest.mark.parametrize(
    ("asked", "is_offered"),
    [
        ("harbour cranes source:post", True),
        ("harbour cranes since 2025", True),
        ("harbour cranes before 2025", False),
        ("harbour cranes kind:fact", False),
        ("harbour cranes status:verified", False),
    ],
)
def test_only_sources_and_days_limit_sentences(asked: str, is_offered: bool) -> None:
    """What nobody has curated is of no kind, has no status, and is nobody's."""
    desk = desk_on(article(published="2025-05-16"), resting("Kellogg's envoy"))
    assert bool(offered(desk, asked)) is is_offered


def test_what_the_catalogue_has_of_an_older_version_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until it has caught up, no sentence is cut out of the wrong place."""
    store = MemoryStore()
    desk = desk_on(article("Gone.\nThe harbour cranes stand still."), store=store)
    assert offered(desk, "harbour cranes") == ["The harbour cranes stand still."]
    monkeypatch.setattr(uncurated, "_LAG", -1)
    for text, asked in (("Look: harbour cranes moved.", "cranes harbour"), ("Gone", "cranes of the harbour")):
        desk_on(article(text), store=store)
        assert offered(desk, asked) == []


def test_a_paste_that_no_sentence_can_hold_is_not_looked_for() -> None:
    """What is asked has more in it than any sentence says; time is bounded."""
    pasted = " ".join(f"harbour cranes w{number}" for number in range(200))
    assert offered(desk_on(article()), pasted) == []


def test_what_comes_in_meanwhile_waits_for_a_refresh() -> None:
    """No answer takes sources in while others wait for theirs; a new one is found after a refresh."""
    store = MemoryStore()
    desk = desk_on(article(), store=store)
    assert offered(desk, "harbour cranes") != []
    desk_on(article("The lighthouse keeper went home.", id="log"), store=store)
    assert offered(desk, "lighthouse keeper") == []
    desk.refresh()
    assert offered(desk, "lighthouse keeper") == ["The lighthouse keeper went home."]


def test_much_is_taken_in_behind_the_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question does not wait for a long log to be read; refreshing goes on until it is."""
    monkeypatch.setattr(uncurated, "_LAG", 1)
    monkeypatch.setattr(uncurated, "_STRETCH", 2)
    others = [resting("Nobody was hurt.", id=f"n{number}") for number in range(3)]
    desk = desk_on(article(), *others)
    assert offered(desk, "harbour cranes") == []
    assert desk.refresh()
    assert not desk.refresh()
    assert offered(desk, "harbour cranes") != []
