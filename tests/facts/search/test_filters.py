"""What a question is answered from, typed or said in plain words; asked on Wednesday, 25 November 2026."""

from dataclasses import replace
from datetime import date

import pytest

from facts.answers import Chronology, Found, Nothing
from facts.desk import Desk
from facts.errors import UnknownFilter
from facts.ingest.pack import load_pack
from facts.model import AnyRecord, Event, Fact, Quote, Source, Status
from facts.questions import EVERYTHING, Question, Verb, Within, read
from facts.store.memory import MemoryStore
from facts.store.port import Store
from facts.wiring import bundled_pack
from tests.cards import event, fact, person, second, source

TODAY = date(2026, 11, 25)
FIRST = ("first-article",)


@pytest.fixture(scope="module")
def desk() -> Desk:
    """A desk on the bundled pack."""
    store = MemoryStore()
    load_pack(bundled_pack(), store)
    return Desk(store, today=lambda: TODAY)


def understood(desk: Desk, text: str, verb: Verb = Verb.FACT, previous: Question | None = None) -> Question:
    """The question that is answered."""
    answer = desk.ask(read(text, verb), previous)
    assert isinstance(answer, Found | Chronology | Nothing)
    return answer.question


@pytest.mark.parametrize(
    ("typed", "within"),
    [
        ("swap kind:facts", Within(kinds=("fact",))),
        ("swap kind:fact kind:event", Within(kinds=("fact", "event"))),
        ("swap kind:fact,event", Within(kinds=("fact", "event"))),
        ("swap 2022…2025", Within(since="2022-01-01", until="2025-12-31")),
        ("speaker:umerov", Within(speakers=("rustem-umerov",))),
        ("speaker:umierov", Within(speakers=("rustem-umerov",))),
        ("speaker:rustem-umerov", Within(speakers=("rustem-umerov",))),
        ("speaker:“Rustem Umerov”", Within(speakers=("rustem-umerov",))),
        ("swap source:istanbul-1", Within(sources=("istanbul-1",))),
        ("swap source:first-article", Within(sources=("first-article",))),
        ('swap source:"First article"', Within(sources=("first-article",))),
        ("swap STATUS:Disputed", Within(statuses=(Status.DISPUTED,))),
        ("swap 2022..2025", Within(since="2022-01-01", until="2025-12-31")),
        ("swap since:March until:2026-05", Within(since="2026-03-01", until="2026-05-31")),
    ],
)
def test_a_typed_filter_limits_the_question(desk: Desk, typed: str, within: Within) -> None:
    """What is typed with a colon, or as a range, is a filter and no word of the question."""
    asked = understood(desk, typed)
    assert asked.within == within
    assert asked.text in ("swap", "")


@pytest.mark.parametrize(
    ("typed", "text", "within"),
    [
        ("disputed facts about camouflage", "camouflage", Within(("fact",), statuses=(Status.DISPUTED,))),
        ("show me all retracted records", "", Within(statuses=(Status.RETRACTED,))),
        ("quotes by Fidan since March", "by Fidan", Within(("quote",), since="2026-03-01")),
        ("prisoner swap in the second article", "prisoner swap", Within(sources=("second-article",))),
        ("what does the first article say about the swap?", "the swap", Within(sources=("first-article",))),
        ("what did Zelensky say since 2024", "what did Zelensky say", Within(since="2024-01-01")),
        ("trump yesterday", "trump", Within(since="2026-11-24", until="2026-11-24")),
    ],
)
def test_plain_words_limit_the_question(desk: Desk, typed: str, text: str, within: Within) -> None:
    """Kinds, statuses, sources on file and days need no syntax."""
    assert understood(desk, typed) == Question(Verb.FACT, text, within)


@pytest.mark.parametrize(
    "typed",
    [
        "2022 talks",
        "talks in 2022",
        "talks since March 2022",
        "demands in March 2022",
        "names of the delegates",
        "disputed territories",
        "talks in Istanbul",
        "prisoner swap from Reuters",
        "who met before the sandstorm",
        "swap source:https://example.org/a",
        "prisoners … 1,000",
        "“talks since March 2025 in the first article”",
        "the talks that were held since March 2025 " + "and went on and on " * 4,
    ],
)
def test_words_that_are_asked_about_are_no_filter(desk: Desk, typed: str) -> None:
    """A date that the record itself says, what is not on file, a quotation and a long text stay words."""
    assert understood(desk, typed).within == EVERYTHING


def test_a_timeline_takes_every_date_as_its_range(desk: Desk) -> None:
    """Nobody asks a timeline about a year as a word."""
    asked = understood(desk, "talks in March 2022", Verb.TIMELINE)
    assert asked == Question(Verb.TIMELINE, "talks", Within(since="2022-03-01", until="2022-03-31"))


@pytest.mark.parametrize(
    ("typed", "verb", "told"),
    [
        ("kind:mood", Verb.FACT, "There is no kind “mood”"),
        ("status:maybe", Verb.FACT, "one of draft, verified, disputed, corrected, retracted"),
        ("speaker:macron", Verb.QUOTE, "Nobody called “macron” is on file; there are words of"),
        ("speaker:zelinsk", Verb.QUOTE, "Volodymyr Zelenskyy"),
        ("speaker:vladimir", Verb.QUOTE, "may be more than one: type speaker:vladimir-medinsky or"),
        ("source:reuters", Verb.FACT, "there are First article and Second article."),
        ("source:firstarticle", Verb.FACT, "did you mean source:first-article?"),
        ("since:soon", Verb.FACT, "“soon” is no date"),
        ("kind:fact fidan", Verb.QUOTE, "/quote answers with quotes alone"),
        ("kind:quote talks", Verb.TIMELINE, "/timeline answers with events alone"),
    ],
)
def test_a_typed_filter_that_names_nothing_is_refused(desk: Desk, typed: str, verb: Verb, told: str) -> None:
    """One sentence says what there is, or what comes near."""
    with pytest.raises(UnknownFilter) as refused:
        desk.ask(Question(verb, typed))
    assert told in str(refused.value)


def test_a_question_carries_no_more_filters_than_a_button_can() -> None:
    """Whoever names more speakers and sources is asked to ask twice."""
    people = [person(f"Ilse Brandt {n}", id=f"{n}-{'x' * 97}") for n in range(6)]
    desk = dated(MemoryStore(), source(), *people)
    with pytest.raises(UnknownFilter, match="ask twice"):
        desk.ask(Question(Verb.QUOTE, " ".join(f"speaker:{one.id}" for one in people)))


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("kind:quote speaker:umerov 2025-03..", "Only quotes by Rustem Umerov, since 1 March 2025"),
        ("speaker:umerov source:first-article", "Only quotes by Rustem Umerov in First article"),
        ("swap source:first-article", "Only in First article"),
        ("disputed quotes or so status:disputed", "Only disputed records"),
        ("swap on 3 March 2026", "Only on 3 March 2026"),
        ("swap from 3 to 4 March ..2026", "Only up to 31 December 2026"),
        ("facts since March 2025", "Only facts, since 1 March 2025"),
    ],
)
def test_the_answer_says_how_the_question_was_understood(desk: Desk, typed: str, line: str) -> None:
    """Filters are told in one line, by the names that are on file."""
    answer = desk.ask(Question(Verb.FACT, typed))
    assert isinstance(answer, Found | Nothing)
    assert answer.understood[0] == line


def test_an_understood_question_is_understood_alike_when_it_is_asked_again(desk: Desk) -> None:
    """A button that carries it brings the same answer."""
    answer = desk.ask(Question(Verb.FACT, "quotes by Fidan in the first article since March 2025"))
    assert isinstance(answer, Found)
    assert desk.ask(answer.question) == replace(answer)


def test_where_the_filter_leaves_nothing_what_lies_beyond_is_near(desk: Desk) -> None:
    """It is not answered with, and not by other speakers."""
    answer = desk.ask(Question(Verb.QUOTE, "trump since yesterday"))
    assert isinstance(answer, Nothing)
    assert {card.record.speaker for card in answer.near if isinstance(card.record, Quote)} == {"donald-trump"}


def test_what_has_no_known_date_is_left_out_and_counted(desk: Desk) -> None:
    """A dated answer says how many were left out for that."""
    answer = desk.ask(Question(Verb.QUOTE, "zelensky 2022.."))
    assert isinstance(answer, Found)
    left_out = "Left out: 2 whose date is not known, or too open to tell"
    assert answer.understood == ("Only since 1 January 2022", left_out)
    everything = desk.ask(Question(Verb.QUOTE, "zelensky"))
    assert isinstance(everything, Found)
    assert len(everything.cards) - len(answer.cards) == 2


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("quote fidan", "and since March?", Question(Verb.QUOTE, "fidan", Within(since="2026-03-01"))),
        ("quote fidan", "since March 2022?", Question(Verb.QUOTE, "fidan", Within(since="2022-03-01"))),
        (
            "quote fidan",
            "only in the first article",
            Question(Verb.QUOTE, "fidan", Within(sources=("first-article",))),
        ),
        ("quote fidan since March", "since 2025?", Question(Verb.QUOTE, "fidan", Within(since="2025-01-01"))),
        ("quote fidan since 2025", "and Umerov?", Question(Verb.QUOTE, "Umerov", Within(since="2025-01-01"))),
        (
            "quote speaker:fidan since 2025",
            "and Umerov?",
            Question(Verb.QUOTE, "Umerov", Within(since="2025-01-01")),
        ),
    ],
)
def test_a_follow_up_keeps_filters_or_replaces_them(
    desk: Desk, before: str, after: str, expected: Question
) -> None:
    """A filter alone limits the question before it; a name keeps the limits of that, but for its speaker."""
    previous = understood(desk, before, Verb.ASK)
    assert understood(desk, after, Verb.ASK, previous) == expected


# --- events and dates


def dated(store: Store, *entries: Source | AnyRecord) -> Desk:
    """A desk on what a store holds and these."""
    with store.writer() as writer:
        for entry in entries:
            writer.put(entry, by="tests", why="stock")
    return Desk(store, today=lambda: TODAY)


def summit(**fields: str) -> Event:
    """The summit, on 14 May 2025 by default."""
    made = event(
        id="summit",
        statement="The ferry summit was held.",
        date="2025-05-14",
        earliest="2025-05-14",
        latest="2025-05-14",
    ).record
    assert isinstance(made, Event)
    return made.model_copy(update=fields)


@pytest.mark.parametrize(
    ("said", "since", "until"),
    [
        ("before the summit", "", "2025-05-13"),
        ("after the ferry summit", "2025-05-15", ""),
        ("since the summit", "2025-05-14", ""),
        ("until the summit", "", "2025-05-14"),
        ("during the summit", "2025-05-14", "2025-05-14"),
        ("on the day of the summit", "2025-05-14", "2025-05-14"),
        ("on the day before the summit", "2025-05-13", "2025-05-13"),
        ("the day after the summit", "2025-05-15", "2025-05-15"),
    ],
)
def test_an_event_on_file_gives_the_date(said: str, since: str, until: str) -> None:
    """Whatever stands before it makes a period of its days, and the answer tells which event it was."""
    desk = dated(MemoryStore(), source(), summit())
    answer = desk.ask(Question(Verb.TIMELINE, f"ferry {said}"))
    assert isinstance(answer, Chronology | Nothing)
    assert answer.question == Question(Verb.TIMELINE, "ferry", Within(since=since, until=until))
    assert f"“{said}” read by “The ferry summit was held.” (14 May 2025)" in answer.understood


@pytest.mark.parametrize("said", ["after the summit", "during the summit", "on the day before the summit"])
def test_an_event_whose_day_is_open_gives_no_date(said: str) -> None:
    """What cannot be told of its date is left aside, and the answer says so."""
    desk = dated(MemoryStore(), source(), summit(date="[2025-05..]", earliest="2025-05-01", latest=""))
    answer = desk.ask(Question(Verb.TIMELINE, f"ferry {said}"))
    assert isinstance(answer, Chronology)
    assert answer.question.within == EVERYTHING
    assert answer.understood[0].startswith(f"“{said}” left aside: no such day can be told of")


def passengers(**fields: object) -> Fact:
    """A fact in the first article."""
    made = fact().record
    assert isinstance(made, Fact)
    return made.model_copy(update=fields)


def found(desk: Desk, text: str) -> list[str]:
    """The ids of the records that answer."""
    answer = desk.ask(Question(Verb.FACT, text))
    return [card.record.id for card in answer.cards] if isinstance(answer, Found) else []


def test_a_record_is_of_the_day_its_source_was_published() -> None:
    """A fact of the first article, published on 20 November 2026, is found since the 20th and not before."""
    desk = dated(MemoryStore(), source(published="2026-11-20"), passengers())
    assert found(desk, "passengers since 20 November 2026") == ["passengers"]
    assert found(desk, "passengers last week") == ["passengers"]
    assert found(desk, "passengers before 20 November 2026") == []


def test_a_record_is_of_the_days_of_the_event_in_its_sentence() -> None:
    """Where its source does not say when it was published."""
    words = "The ferry left late."
    desk = dated(MemoryStore(), source(), summit(), passengers(passages=summit().passages, statement=words))
    assert found(desk, "kind:fact ferry left late 2025-05") == ["passengers"]
    assert found(desk, "kind:fact ferry left late 2025-06..") == []


def test_a_record_without_a_known_day_is_in_no_dated_answer() -> None:
    """Neither since nor until."""
    desk = dated(MemoryStore(), source(), passengers())
    assert found(desk, "passengers 2000..") == found(desk, "passengers ..2030") == []
    assert found(desk, "passengers") == ["passengers"]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_record_moves_with_its_source_and_its_events(at_once: bool) -> None:
    """What is filed later, in the next revisions or after them, dates and names what is on file."""
    store = MemoryStore()
    old = passengers(passages=summit().passages, statement="The ferry left late.")
    late = (summit(), source(publisher="The Gazette"))
    desk = dated(store, source(), old, *(late if at_once else ()))
    if not at_once:
        dated(store, *late)
        desk.refresh()
    assert found(desk, "kind:fact ferry late 2025-05") == ["passengers"]
    assert found(desk, "kind:fact ferry late from the Gazette") == ["passengers"]


def test_a_filter_by_publisher_has_all_its_sources() -> None:
    """A source is named by id, label, title or publisher."""
    other = fact("Only the cook waited.", id="cook").record
    assert isinstance(other, Fact)
    where = other.model_copy(update={"passages": (fact().record.passages[0],)})
    desk = dated(MemoryStore(), source(publisher="The Gazette"), passengers(), where, second())
    assert found(desk, "source:the-gazette kind:fact") == ["passengers", "cook"]


def test_filters_are_taken_by_the_clock_that_is_given() -> None:
    """Yesterday is another day tomorrow, and an answer of today is not kept for then."""
    clock = {"today": date(2026, 11, 20)}
    store = MemoryStore()
    dated(store, source(published="2026-11-20"), passengers())
    desk = Desk(store, today=lambda: clock["today"])
    assert found(desk, "passengers today") == ["passengers"]
    clock["today"] = date(2026, 11, 21)
    assert found(desk, "passengers today") == []
    assert found(desk, "passengers yesterday") == ["passengers"]


def test_a_question_without_a_filter_is_left_as_it_is(desk: Desk) -> None:
    """Nothing is taken out of its words."""
    question = Question(Verb.FACT, "who led the Russian delegation?")
    assert understood(desk, question.text) == question
