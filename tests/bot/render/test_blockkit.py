"""Whatever the desk answers, whatever it holds: Slack takes it."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.render.answers import message
from bot.render.modals import context_view, copy_view
from bot.render.share import shared
from facts.answers import (
    Answer,
    Card,
    Chronology,
    DeskStatus,
    DidYouMean,
    Excerpt,
    Found,
    Nothing,
    Sources,
    Usage,
)
from facts.model import Status, Title, Variant
from facts.questions import Question, Verb
from tests import cards
from tests.bot.render.checks import HOSTILE, assert_message, assert_view

few = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

TEXTS = st.text(min_size=1, max_size=40) | st.integers(0, len(HOSTILE) - 1).map(HOSTILE.__getitem__)
SLUG = st.from_regex(r"[a-z0-9]{1,100}", fullmatch=True)
SOURCE = st.fixed_dictionaries(
    {
        "label": TEXTS,
        "title": TEXTS,
        "publisher": TEXTS,
        "published": TEXTS,
        "url": st.sampled_from(("", "https://x/&")),
    }
)
PASSAGES = st.lists(
    st.builds(lambda exact, n, of: cards.anywhere(exact, f"s{n}", **of), TEXTS, st.integers(0, 9), SOURCE),
    min_size=1,
    max_size=5,
)
DIFFERENCES = st.lists(
    st.builds(
        lambda n, sides, note: cards.difference(f"d{n}", *sides, *sides, note=note),
        st.integers(),
        PASSAGES,
        TEXTS,
    ),
    max_size=4,
)
ABOUT = st.fixed_dictionaries(
    {
        "id": SLUG,
        "status": st.sampled_from(Status),
        "checked": st.just("") | TEXTS,
        "differences": DIFFERENCES.map(tuple),
        "silent": st.lists(st.builds(cards.silent, TEXTS, TEXTS), max_size=6).map(tuple),
    }
)


def _card(make: Any, first: str, second: str, passages: list[Any], about: dict[str, Any]) -> Card:
    return make(first, second, passages, about)  # type: ignore[no-any-return]


def _quote(words: str, speaker: str, passages: list[Any], about: dict[str, Any]) -> Card:
    form = ("direct", "fragment", "indirect")[len(words) % 3]
    who = {"speaker_text": speaker, "speaker_title": words, "by": cards.person(speaker)}
    return cards.quote(words, *passages, form=form, **who, **about)


def _fact(statement: str, value: str, passages: list[Any], about: dict[str, Any]) -> Card:
    return cards.fact(statement, *passages, value=value, according_to=value, **about)


def _event(date: str, text: str, passages: list[Any], about: dict[str, Any]) -> Card:
    told = {"statement": text, "date_text": text, "basis": "inferred", "reasoning": text}
    return cards.event(date, *passages, **told, **about)


def _entity(name: str, title: str, passages: list[Any], about: dict[str, Any]) -> Card:
    spelt = tuple(Variant(text=name, used_by=("s1", "s2")) for _ in range(12))
    titles = tuple(Title(text=title, source="s1") for _ in range(12))
    return cards.card(cards.person(name, *spelt, titles=titles, status=about["status"]), *passages)


CARDS = st.builds(_card, st.sampled_from((_quote, _fact, _event, _entity)), TEXTS, TEXTS, PASSAGES, ABOUT)
LISTS = st.lists(CARDS, max_size=5).map(tuple)
QUESTIONS = st.builds(Question, st.sampled_from(Verb), TEXTS)
SLUGS = st.lists(SLUG, max_size=60).map(tuple)
EXCERPTS = st.lists(st.builds(Excerpt, TEXTS.filter(len).map(cards.anywhere), TEXTS, TEXTS), max_size=2).map(
    tuple
)
READINGS = st.lists(TEXTS, max_size=4).map(tuple)
ANSWERS: st.SearchStrategy[Answer] = st.one_of(
    st.builds(Found, QUESTIONS, LISTS, SLUGS, READINGS),
    st.builds(Chronology, QUESTIONS, LISTS, LISTS, SLUGS, READINGS),
    st.builds(DidYouMean, QUESTIONS, st.lists(QUESTIONS, max_size=9).map(tuple)),
    st.builds(Nothing, QUESTIONS, st.none() | TEXTS.map(cards.person), LISTS, EXCERPTS, READINGS),
    st.builds(Sources, QUESTIONS, LISTS),
    st.builds(Usage, st.sampled_from(Verb)),
    st.builds(DeskStatus, st.just({"fact": 1}), st.integers(0), st.lists(TEXTS).map(tuple)),
)


def _gallery() -> Iterator[Any]:
    """Yield a message or a modal of every kind, with ordinary and with hostile content."""
    for text in ("Fog.", *HOSTILE):
        of = [cards.anywhere(text, url="https://example.org/a|b&c", title=text)]
        about = {"differences": (cards.difference(note=text),), "silent": (cards.silent(text),)}
        made = [
            *(make(text, text, of, about) for make in (_quote, _fact, _event)),
            _entity(text, text, of, {"status": "draft"}),
            cards.disagreement(),
            cards.quote(text, *of, status=Status.RETRACTED),
        ]
        question = Question(Verb.FACT, text)
        yield message(Found(question, tuple(made), ("a",), (text,)))
        yield message(Chronology(question, tuple(made), tuple(made)))
        yield message(DidYouMean(question, (question,)))
        excerpts = (Excerpt(cards.anywhere(text or "x"), text, text),) * 2
        yield message(Nothing(question, cards.person(text), tuple(made), excerpts))
        yield message(Sources(question, tuple(made)))
        for card in made:
            yield from (shared(card, question, "U1"), context_view(card), copy_view(card))
    yield from (message(Usage(verb)) for verb in Verb)
    yield message(DeskStatus({"fact": 1}, 1, ()))


def _assert_valid(payload: dict[str, Any]) -> None:
    (assert_view if payload.get("type") == "modal" else assert_message)(payload)


@few
@given(ANSWERS)
def test_every_answer_is_within_the_limits(answer: Answer) -> None:
    """No content makes a message that Slack refuses, that mentions anyone, or in which foreign text acts."""
    assert_message(message(answer))


@few
@given(CARDS)
def test_everything_that_a_card_opens_is_within_the_limits(card: Card) -> None:
    """The same holds for the modals and for what is shared."""
    assert_view(context_view(card))
    assert_view(copy_view(card))
    assert_message(shared(card, Question(Verb.ASK, "x"), "U1"))


def test_the_gallery_is_within_the_limits() -> None:
    """Every kind of message and modal, with every text that ever broke one."""
    for payload in _gallery():
        _assert_valid(payload)


def test_the_largest_card_fits_a_message_alone() -> None:
    """A card with everything at its longest keeps all its parts."""
    big = "&<word> " * 2_000
    url = "https://example.org/" + "a" * 370
    shown = [cards.anywhere(f"{n}{big}", f"s{n}", label=big, title=big, url=url) for n in range(9)]
    differences = tuple(cards.difference(f"d{n}", *shown, *shown, note=big) for n in range(5))
    silent = tuple(cards.silent(big) for _ in range(9))
    about = {"differences": differences, "silent": silent, "checked": big, "status": Status.DISPUTED}
    for make in (_quote, _fact, _event):
        found = message(Found(Question(Verb.FACT, big), (make(big, big, shown, about),), ("a",), (big,)))
        assert_message(found)


@pytest.mark.parametrize("broken", [{"blocks": []}, {"text": "<!channel>"}, {"text": ""}])
def test_these_checks_can_fail(broken: dict[str, Any]) -> None:
    """A check that passes everything checks nothing."""
    with pytest.raises(AssertionError):
        assert_message({**message(Usage(Verb.FACT)), **broken})
