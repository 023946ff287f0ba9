"""What buttons carry comes back as it was given, or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import ids
from facts.errors import BadInput
from facts.model import Status
from facts.questions import EVERYTHING, Question, Verb, Within
from tests.bot.render.checks import HOSTILE

ASKED = Question(Verb.TIMELINE, "zelensky", Within(since="2022-01-01", until="2022-12-31"))
LIMITS = Within(
    kinds=("fact", "quote", "event"),
    speakers=("p" * 100,) * 2,
    sources=("s" * 80,) * 3,
    statuses=(Status.DISPUTED, Status.RETRACTED),
    since="2022-01-01",
    until="2022-12-31",
)


def test_a_card_value_comes_back() -> None:
    """Record, revision and question survive the way to Slack and back."""
    value = ids.card_value("fidan-paths", 12, ids.question_value(ASKED))
    assert ids.card_of(value) == ids.CardValue(record="fidan-paths", revision=12, question=ASKED)
    assert ids.card_of(ids.card_value("fidan-paths", 12)).question is None


def test_a_more_value_comes_back() -> None:
    """The question and the records that follow survive."""
    value = ids.more_value(ids.question_value(ASKED), ("a", "b"))
    assert ids.more_of(value) == ids.MoreValue(question=ASKED, records=("a", "b"))


@given(
    st.text(max_size=400) | st.sampled_from(HOSTILE),
    st.sampled_from(Verb),
    st.sampled_from((EVERYTHING, LIMITS)),
)
def test_any_question_fits_every_value(text: str, verb: Verb, within: Within) -> None:
    """Values keep to 2,000 characters and hold nothing that Slack would turn into an entity."""
    asked = ids.question_value(Question(verb, text, within))
    assert ids.question_of(asked).within == within
    many = tuple(f"{number:0100}" for number in range(100))
    carried = ids.carried(asked, many)
    values = (asked, ids.card_value("x" * 100, 10**9, asked), ids.more_value(asked, carried))
    assert all(len(value) <= 2_000 and not set("&<>") & set(value) for value in values)
    assert carried
    assert carried == many[: len(carried)]


@given(st.text(max_size=250))
def test_a_question_of_ordinary_length_comes_back_whole(text: str) -> None:
    """Up to 250 characters nothing is cut."""
    assert ids.question_of(ids.question_value(Question(Verb.ASK, text))).text == text


@pytest.mark.parametrize(
    "value",
    [
        *("", "null", "[]", "{}", "{", '"x"', "\ud800"),
        '{"record":"a"}',
        '{"record":"a","revision":-1}',
        '{"record":"../etc","revision":1}',
        '{"record":"a","revision":1,"more":1}',
        '{"record":"a","revision":1,"question":{"verb":"drop"}}',
        '{"record":"a","revision":1,"question":{"verb":"fact","text":' + "[" * 3_000,
    ],
)
def test_a_malformed_card_value_is_refused(value: str) -> None:
    """What this desk cannot have written is bad input."""
    with pytest.raises(BadInput, match="ask again"):
        ids.card_of(value)


@pytest.mark.parametrize(
    "value", ["", "{}", '{"question":{"verb":"fact"},"records":[]}', '{"records":["a"]}']
)
def test_a_malformed_more_value_is_refused(value: str) -> None:
    """More without a question or without records is bad input."""
    with pytest.raises(BadInput, match="ask again"):
        ids.more_of(value)


@pytest.mark.parametrize("value", ["", "{}", '{"verb":"fact","text":1}', '{"verb":"x"}'])
def test_a_malformed_question_is_refused(value: str) -> None:
    """A suggestion is one question, by a verb of the desk."""
    with pytest.raises(BadInput, match="ask again"):
        ids.question_of(value)
