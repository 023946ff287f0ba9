"""What is withheld is as if it were not on file, until the clock says otherwise; curators see it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest

from facts.answers import Answer, Chronology, DeskStatus, Found, Nothing
from facts.check import Checker, Verdict
from facts.desk import Desk
from facts.model import AnyRecord, Disagreement, Entity, Event, Fact, Quote, Source, Status, digest
from facts.passages import locate
from facts.questions import Question, Verb, read
from facts.store.memory import MemoryStore
from facts.store.port import Store
from facts.store.sqlite import open_sqlite
from facts.visibility import Public, hidden_passages, veil

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
EMBARGO = "2026-11-20T18:00:00Z"
MARKS = {"embargo": {"embargo": EMBARGO}, "unpublished": {"not_for_publication": True}}
TEXT = (
    "Governor Otis Quillfeather said: “The zeppelin depot burned twice before breakfast.” "
    "The zeppelin depot burned on 3 May 2024. Quillfeather resigned. "
    "It rained for days along the whole of the coast. "
    "Mayor Ann Field said: “The harbour stays open all winter.” The harbour has 12 cranes.\n"
)
OTHER = "It began on 4 May 2024, others wrote. The harbour has 14 cranes.\n"
SECRET = ("zeppelin", "quillfeather", "otis", "depot")


class Clock:
    """A clock that a test turns by hand."""

    now = NOW

    def __call__(self) -> datetime:
        """Return the time that it shows."""
        return self.now


def source(name: str, text: str) -> Source:
    """Return a source."""
    return Source(id=name, label=name.title(), text=text, sha256=digest(text))


POST, TIMES = source("post", TEXT), source("times", OTHER)


def common() -> tuple[AnyRecord, ...]:
    """Return what everybody may see; one disagreement of it shows what is withheld."""
    field = {"about": ("field",), "status": "verified"}
    cranes = locate(POST, "The harbour has 12 cranes.")
    return (
        Entity(id="field", type="person", name="Ann Field", status="verified",
               passages=(locate(POST, "Mayor Ann Field"),)),
        Quote.model_validate({
            **field, "id": "open", "form": "direct", "speaker": "field", "speaker_text": "Ann Field",
            "words": "The harbour stays open all winter.", "cue": "said",
            "passages": (locate(POST, "Mayor Ann Field said: “The harbour stays open all winter.”"),),
        }),
        Fact(id="cranes", statement="The harbour has 12 cranes.", value="12", passages=(cranes,)),
        Disagreement(id="when", nature="date", records=("fire", "cranes"), note="The zeppelin, and cranes.",
                     passages=(locate(POST, "The zeppelin depot burned on 3 May 2024."),
                               locate(TIMES, "It began on 4 May 2024"))),
    )  # fmt: skip


def secret(**marks: object) -> tuple[AnyRecord, ...]:
    """Return a name, a quote, a fact and an event with these marks."""
    burned = (locate(POST, "The zeppelin depot burned on 3 May 2024."),)
    given = {"status": "verified", **marks}
    otis = {
        "id": "otis",
        "type": "person",
        "name": "Otis Quillfeather",
        "passages": (locate(POST, "Governor Otis"),),
        "variants": ({"text": "Otto Quilfether"},),
        "titles": ({"text": "Governor", "source": "post"},),
    }
    twice = {
        "id": "twice",
        "form": "direct",
        "speaker": "otis",
        "speaker_text": "Otis Quillfeather",
        "words": "The zeppelin depot burned twice before breakfast.",
        "cue": "said",
        "about": ("otis",),
        "passages": (locate(POST, TEXT[:84].rstrip()),),
    }
    fire = {
        "id": "fire",
        "statement": "The zeppelin depot burned on 3 May 2024.",
        "value": "3 May 2024",
        "passages": burned,
    }
    blaze = {
        "id": "blaze",
        "statement": "The zeppelin depot burned.",
        "basis": "stated",
        "date": "2024-05-03",
        "earliest": "2024-05-03",
        "latest": "2024-05-03",
        "date_text": "3 May 2024",
        "passages": burned,
    }
    return (
        Entity.model_validate(given | otis),
        Quote.model_validate(given | twice),
        Fact.model_validate(given | fire),
        Event.model_validate(given | blaze),
    )


def put(store: Store, *entries: Source | AnyRecord) -> None:
    """Put entries on file."""
    with store.writer() as writer:
        for entry in entries:
            writer.put(entry, by="ada", why="a test")


def stocked(**marks: object) -> Store:
    """Return a store with what is common and what is secret."""
    store = MemoryStore()
    put(store, POST, TIMES, *secret(**marks), *common())
    return store


ASKED = [
    Question(verb, text)
    for verb in (Verb.FACT, Verb.QUOTE, Verb.ASK)
    for text in (
        "zeppelin depot",
        "zepelin",
        "zeppelin depot burned twice before breakfast",
        "“The zeppelin depot burned twice”",
        "Otis Quillfeather",
        "Quilfeather",
        "Otto Quilfether",
        "the governor",
        "what did Quillfeather say about the harbour",
        "harbour cranes",
        "harbour zeppelin cranes",
        "cranes or zeppelin",
        "burned 3 May 2024",
    )
] + [read("zeppelin depot", Verb.TIMELINE), read("2024", Verb.TIMELINE), read("since 2020", Verb.TIMELINE)]


def told(answer: Answer) -> str:
    """Return everything that an answer says, but for the question and the whole text of sources."""
    if isinstance(answer, Found | Chronology | Nothing):
        answer = replace(answer, question=Question(Verb.FACT))
    said = repr(answer).casefold()
    for text in (TEXT, OTHER):
        said = said.replace(repr(text.casefold())[1:-1], "")
    return said


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
def test_no_question_finds_what_is_withheld(marks: dict[str, object]) -> None:
    """Not by words, names, titles, misspellings, dates or a paste; not nearby, not beside another record."""
    desk = Desk(stocked(**marks), clock=Clock())
    for question in ASKED:
        said = told(desk.ask(question))
        assert [word for word in SECRET if word in said] == [], question


def test_the_same_questions_find_it_where_it_is_not_withheld() -> None:
    """The questions are good ones: without the marks each secret comes out."""
    desk = Desk(stocked(), clock=Clock())
    said = " ".join(told(desk.ask(question)) for question in ASKED)
    assert all(word in said for word in SECRET)


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
def test_what_is_withheld_changes_no_answer(marks: dict[str, object]) -> None:
    """Whoever asks gets the very answer of a desk that never had it."""
    bare = MemoryStore()
    put(bare, POST, TIMES, *common()[:3])
    with_it, without = Desk(stocked(**marks), clock=Clock()), Desk(bare, clock=Clock())
    for question in ASKED:
        one, other = with_it.ask(question), without.ask(question)
        assert type(one) is type(other), question
        assert shown(one) == shown(other), question


def shown(answer: Answer) -> object:
    """Return what an answer shows, without the numbers of revisions."""
    match answer:
        case Found():
            return [card.record for card in answer.cards], answer.more, answer.understood
        case Chronology():
            return [card.record for card in (*answer.happened, *answer.planned)], answer.understood
        case Nothing():
            return answer.speaker, [card.record for card in answer.near], answer.understood
    return answer


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
def test_a_button_that_names_it_shows_nothing(marks: dict[str, object]) -> None:
    """Ids that somebody made up or kept lead nowhere; a card of another record shows no trace of it."""
    desk = Desk(stocked(**marks), clock=Clock())
    ids = ("fire", "twice", "otis", "blaze", "when")
    assert desk.cards(ids) == ()
    (cranes,) = desk.cards(("cranes",))
    assert cranes.differences == ()
    assert [card.record.id for card in desk.cards(ids, privy=True)] == list(ids)


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
def test_nobody_can_count_it(marks: dict[str, object]) -> None:
    """The status counts what can be seen."""
    status = Desk(stocked(**marks), clock=Clock()).ask(Question(Verb.STATUS))
    assert isinstance(status, DeskStatus)
    assert dict(status.counts) == {"source": 2, "entity": 1, "quote": 1, "fact": 1}


def test_a_quote_of_somebody_withheld_does_not_say_who_that_is() -> None:
    """The card of a quote has the words that the source gives its speaker, and no name of the desk's."""
    entity, quote, *_ = secret()
    store = MemoryStore()
    put(store, POST, entity.model_copy(update={"not_for_publication": True}), quote)
    (card,) = Desk(store, clock=Clock()).cards(("twice",))
    assert card.speaker is None


def test_an_embargo_ends_by_the_clock() -> None:
    """Not a second before, and at once: nobody writes or refreshes anything."""
    clock = Clock()
    desk, question = Desk(stocked(embargo=EMBARGO), clock=clock), Question(Verb.FACT, "zeppelin depot burned")
    assert isinstance(desk.ask(question), Nothing)
    clock.now = datetime(2026, 11, 20, 17, 59, 59, 999999, tzinfo=UTC)
    assert isinstance(desk.ask(question), Nothing)
    assert desk.cards(("fire",)) == ()
    clock.now = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
    answer = desk.ask(question)
    assert isinstance(answer, Found)
    assert "fire" in {card.record.id for card in answer.cards}
    assert not any(card.withheld for card in answer.cards)
    (cranes,) = desk.cards(("cranes",))
    assert [it.record.id for it in cranes.differences] == ["when"]
    assert isinstance(desk.ask(Question(Verb.QUOTE, "Quilfeather")), Found)


def test_an_embargo_ends_for_a_card_that_nobody_asked_for() -> None:
    """A button that was pressed too early works from the moment on."""
    clock = Clock()
    desk = Desk(stocked(embargo=EMBARGO), clock=clock)
    clock.now += timedelta(days=1)
    assert [card.record.id for card in desk.cards(("fire", "when"))] == ["fire", "when"]


def test_embargoes_end_one_after_the_other() -> None:
    """Each record has its own moment."""
    clock, store = Clock(), MemoryStore()
    fire, blaze = secret()[2], secret()[3]
    put(store, POST, fire.model_copy(update={"embargo": "2026-11-20T13:00:00Z"}),
        blaze.model_copy(update={"embargo": "2026-11-20T14:00:00Z"}))  # fmt: skip
    desk = Desk(store, clock=clock)
    seen = []
    for hour in (12, 13, 14):
        clock.now = NOW.replace(hour=hour)
        seen.append([card.record.id for card in desk.cards(("fire", "blaze"))])
        desk.ask(Question(Verb.FACT, "zeppelin"))
    assert seen == [[], ["fire"], ["fire", "blaze"]]


def test_what_is_marked_later_is_withheld_from_then_on() -> None:
    """An edit that sets a mark takes a record out of answers, and one that takes it away brings it back."""
    store = stocked()
    desk, question = Desk(store, clock=Clock()), Question(Verb.FACT, "zeppelin depot burned")
    assert isinstance(desk.ask(question), Found)
    put(store, *secret(not_for_publication=True))
    desk.refresh()
    assert isinstance(desk.ask(question), Nothing)
    assert desk.ask(Question(Verb.QUOTE, "Otis Quillfeather")) == Nothing(
        Question(Verb.QUOTE, "Otis Quillfeather")
    )
    put(store, *secret())
    desk.refresh()
    answer = desk.ask(question)
    assert isinstance(answer, Found)
    assert "when" in {it.record.id for it in desk.cards(("cranes",))[0].differences}


def test_a_kept_index_holds_no_word_of_it_and_catches_up(tmp_path: Path) -> None:
    """A process that starts after an embargo has ended finds the record, one that starts before does not."""
    clock = Clock()
    store = open_sqlite(tmp_path / "facts.sqlite3", clock)
    put(store, POST, TIMES, *secret(embargo=EMBARGO), *common())
    question, folder = Question(Verb.FACT, "zeppelin depot burned"), tmp_path / "desk.search"
    assert isinstance(Desk(store, folder, clock=clock).ask(question), Nothing)
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"zeppelin" not in kept.lower()
    assert isinstance(Desk(store, folder, clock=clock).ask(question), Nothing)
    clock.now += timedelta(days=1)
    assert isinstance(Desk(store, folder, clock=clock).ask(question), Found)
    assert isinstance(Desk(store, folder, clock=clock).ask(question), Found)
    store.close()


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
def test_curators_are_shown_it_first_and_marked(marks: dict[str, object]) -> None:
    """Who is privy gets what is withheld before all else, each card saying so, and what everybody gets."""
    desk = Desk(stocked(**marks), clock=Clock())
    answer = desk.ask(Question(Verb.FACT, "the zeppelin depot burned on 3 May 2024"), privy=True)
    assert isinstance(answer, Found)
    assert answer.cards[0].withheld
    by_name = desk.ask(Question(Verb.QUOTE, "Quillfeather"), privy=True)
    assert isinstance(by_name, Found)
    assert [card.record.id for card in by_name.cards if card.withheld] == ["twice"]
    dated = desk.ask(read("zeppelin 2024", Verb.TIMELINE), privy=True)
    assert "blaze" in told(dated)
    same = desk.ask(Question(Verb.FACT, "harbour cranes"), privy=True)
    assert isinstance(same, Found)
    assert [(card.record.id, card.withheld) for card in same.cards][-1] == ("cranes", False)


def test_what_curators_are_shown_is_indexed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A revision of something else makes no new desk of what is withheld; its cards are up to date."""
    store = stocked(embargo=EMBARGO)
    desk, question = Desk(store, clock=Clock()), Question(Verb.FACT, "zeppelin depot burned")
    made = Mock(wraps=Desk)
    monkeypatch.setattr("facts.desk.Desk", made)
    with store.writer() as writer:
        writer.put(POST.model_copy(update={"label": "Evening Post"}), by="tests", why="its new name")
    desk.refresh()
    answer = desk.ask(question, privy=True)
    assert isinstance(answer, Found)
    assert answer.cards[0].evidence[0].source.label == "Evening Post"
    with store.writer() as writer:
        writer.put(
            store.current(["blaze"])["blaze"].entry.model_copy(update={"keywords": ("fire",)}),
            by="t",
            why="w",
        )
    assert not made.called
    desk.refresh()
    assert made.called


def test_privy_answers_are_nobody_else_s() -> None:
    """The same question, asked by a curator first, tells others nothing."""
    desk, question = (
        Desk(stocked(embargo=EMBARGO), clock=Clock()),
        Question(Verb.FACT, "zeppelin depot burned"),
    )
    assert isinstance(desk.ask(question, privy=True), Found)
    assert isinstance(desk.ask(question), Nothing)


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
def test_the_check_of_a_draft_knows_nothing_of_it(marks: dict[str, object]) -> None:
    """A draft that has the words is not told that they stand, nor whose they are, nor of the figure."""
    clock = Clock()
    checker = Checker(stocked(**marks), clock=clock)
    checker.refresh()
    draft = (
        "Otis Quillfeather said: “The zeppelin depot burned twice before breakfast.” It burned on 5 May 2024."
    )
    report = checker.check(draft)
    assert [(one.verdict, one.record, one.passage) for one in report.quotations] == [
        (Verdict.NOT_ON_FILE, "", None)
    ]
    assert report.figures == ()
    clock.now += timedelta(days=1)
    checker.refresh()
    (one,) = checker.check(draft).quotations
    assert (one.verdict, one.record) == (
        (Verdict.VERBATIM, "twice") if "embargo" in marks else (Verdict.NOT_ON_FILE, "")
    )


def test_passages_of_what_is_withheld_are_known_by_their_place() -> None:
    """Whoever offers passages of a source can leave them out, in another version of it as well."""
    store = stocked(embargo=EMBARGO)
    spans = hidden_passages(veil(store, NOW), POST)
    assert "The zeppelin depot burned on 3 May 2024." in {TEXT[start:end] for start, end in spans}
    newer = source("post", "More. " + TEXT)
    moved = hidden_passages(veil(store, NOW), newer)
    assert [(start - 6, end - 6) for start, end in moved] == list(spans)
    assert hidden_passages(veil(store, NOW + timedelta(days=1)), POST) == ()


def test_the_log_tells_nothing_of_it() -> None:
    """Who follows the log sees that there is a revision, and not what it says; nor any before it."""
    store = stocked()
    put(store, *secret(not_for_publication=True))
    public = Public(store, Clock())
    said = repr([(it.by, it.why, it.entry) for it in public.since(0) if not isinstance(it.entry, Source)])
    assert "zeppelin" not in said.casefold()
    assert [it.number for it in public.since(0)] == list(range(1, store.head() + 1))
    assert public.history("fire") == ()
    assert public.at([3, 4, 5, 6]) == {}
    assert public.current(["fire", "open"]).keys() == {"open"}


def test_a_name_that_another_stands_for_is_not_found() -> None:
    """After two names have become one, nobody is found by the record that is gone."""
    store = stocked()
    put(store, secret()[0].model_copy(update={"status": Status.RETRACTED, "replaced_by": "field"}))
    desk = Desk(store, clock=Clock())
    answer = desk.ask(Question(Verb.FACT, "Otto Quilfether"))
    assert "otis" not in {card.record.id for card in (answer.cards if isinstance(answer, Found) else ())}
