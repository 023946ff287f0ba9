"""Records in the order of the learned table, as claims are pasted."""

from collections.abc import Callable, Mapping

import pytest

from facts.answers import Answer, Found, Nothing
from facts.desk import Desk
from facts.model import Entity, Fact, Source, digest
from facts.passages import passage_at
from facts.questions import Question, Verb
from facts.search.finder import Finder
from facts.store.memory import MemoryStore

CLAIMS = {
    "detainees": "122 detainees released from confinement at Guantanamo Bay have re-engaged in terrorism.",
    "oranges": "Oranges that were grown beside the reactor were sold in markets abroad.",
    "anaconda": "A viral video shows a ten-metre anaconda swimming across a river in Brazil.",
    "reactor": "The reactor was shut down for a month after water was found in its cellar.",
    "walk-2018": "A video of October 2018 shows elephants walking through a hotel lobby in Zambia.",
    "walk-2019": "A video of August 2019 shows elephants walking through a hotel lobby in Zambia.",
}
Ask = Callable[[str], Answer]


@pytest.fixture
def ask() -> Ask:
    """A desk that holds the claims."""
    return desk_of(CLAIMS)


def desk_of(claims: Mapping[str, str]) -> Ask:
    """Return how to ask a desk that holds these claims, by their ids."""
    desk = holding(claims)
    return lambda text: desk.ask(Question(Verb.FACT, text))


def holding(claims: Mapping[str, str]) -> Desk:
    """Return a desk that holds these claims, by their ids."""
    store = MemoryStore()
    with store.writer() as writer:
        for name, text in claims.items():
            source = Source(id=f"{name}-source", label=name, text=text, sha256=digest(text))
            passages = (passage_at(source, 0, len(text)),)
            writer.put(source, by="tests", why="claim")
            writer.put(Fact(id=name, statement=text, passages=passages), by="tests", why="claim")
    return Desk(store)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("anaconda crosses brazilian river video", "anaconda"),
        ("anacnda swiming across river brazil", "anaconda"),
        ("guantanamo detainees back to terrorism", "detainees"),
        ("oranges grown beside reactor", "oranges"),
        ("reactor shut down after water in cellar", "reactor"),
    ],
)
def test_the_record_that_says_most_of_it_comes_first(ask: Ask, asked: str, first: str) -> None:
    """In whatever order, form or spelling the words are typed."""
    answer = ask(asked)
    assert isinstance(answer, Found)
    assert answer.cards[0].record.id == first


@pytest.mark.parametrize(
    "asked",
    [
        "The zeppelin depot burned twice",
        "zeppelin depot burned twice before breakfast in winter",
        "the harbour master was arrested for smuggling gold coins",
    ],
)
def test_the_only_record_there_is_answers_nothing_else(asked: str) -> None:
    """In a small desk something is always nearest, and one word in common is no answer."""
    assert isinstance(desk_of({"harbour": "The harbour stays open all winter."})(asked), Nothing)


@pytest.mark.parametrize(
    "asked", ["parliament votes on new pension law tomorrow", "bicycle lanes in copenhagen"]
)
def test_what_no_record_speaks_of_is_not_on_file(ask: Ask, asked: str) -> None:
    """However many words are typed, no record is dragged in."""
    answer = ask(asked)
    assert isinstance(answer, Nothing)
    assert not answer.near


@pytest.mark.parametrize(
    ("signed", "first"), [("October 3, 2018", "walk-2018"), ("August 9, 2019", "walk-2019")]
)
def test_when_a_post_was_signed_tells_claims_apart(ask: Ask, signed: str, first: str) -> None:
    """Of two records that say the same, that of the year and month in which the post was signed is first."""
    answer = ask(f"Elephants are walking through our hotel lobby in Zambia! — Ann Lee (@annlee) {signed}")
    assert isinstance(answer, Found)
    assert answer.cards[0].record.id == first


@pytest.mark.parametrize(
    "text",
    [
        *("anaconda", "anaconda crosses brazilian river video", "reactor", "oranges in space", "zeppelin"),
        *("reactor shut down after water in cellar", "the price of oranges in the markets of Peru"),
    ],
)
def test_how_sure_it_is_tells_whether_it_is_shown(text: str) -> None:
    """The best record is shown from 0.5 on, and only then."""
    desk = holding(CLAIMS)
    question = Question(Verb.FACT, text)
    sure = [how_sure for _, how_sure in desk.ranked(question, 1)]
    assert isinstance(desk.ask(question), Found) == (max(sure, default=0.0) >= 0.5)


def test_in_a_large_desk_a_misspelt_word_is_something_in_common() -> None:
    """There a word that no record has is likely a slip; a small desk lacks many a right word."""
    others = {
        f"gadget-{n}": f"Gadget {n} of the {n} series was sold in shop {n} for the price of {n} lamps."
        for n in range(1_100)
    }
    text = "anconda swmmng rver"
    assert isinstance(desk_of(CLAIMS | others)(text), Found)
    assert isinstance(desk_of(CLAIMS)(text), Nothing)


def test_a_question_is_read_once_until_more_is_known() -> None:
    """All who have a part in an answer work with one reading; a name that comes in makes another of it."""
    store = MemoryStore()
    finder = Finder(store)
    before = finder.read("Rustem Umerov")
    assert finder.read("Rustem Umerov") is before
    assert before.mentioned == ()
    source = Source(id="post", label="post", text="Rustem Umerov", sha256=digest("Rustem Umerov"))
    named = Entity(
        id="umerov", type="person", name="Rustem Umerov", passages=(passage_at(source, 0, len(source.text)),)
    )
    with store.writer() as writer:
        writer.put(source, by="tests", why="a name")
        writer.put(named, by="tests", why="a name")
    finder.catch_up()
    assert finder.read("Rustem Umerov").mentioned == ("umerov",)
