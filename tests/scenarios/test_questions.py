"""Questions as reporters type them, against the bundled pack: what is found, whose words, and what is not."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from facts.answers import Answer, Card, Chronology, DidYouMean, Found, Nothing, Usage
from facts.desk import Desk
from facts.ingest.pack import load_pack
from facts.model import Quote
from facts.questions import Verb, read
from facts.store.memory import MemoryStore
from facts.store.opening import SQLITE, open_store
from facts.wiring import bundled_pack

HERE = Path(__file__).parent
QUESTIONS = yaml.safe_load((HERE / "questions.yaml").read_text(encoding="utf-8"))
_ASKED = re.compile(r"(?:/(?P<verb>\w+)|@factdesk)\s+(?P<text>.*)", re.DOTALL)
_QUOTES = str.maketrans("’‘“”", "''\"\"")

Expected = dict[str, Any]


@pytest.fixture(scope="module")
def desk() -> Desk:
    """A desk on the bundled pack."""
    store = MemoryStore()
    load_pack(bundled_pack(), store)
    return Desk(store)


@pytest.mark.parametrize("expected", QUESTIONS, ids=lambda expected: expected["ask"][:60])
def test_a_question_is_answered_by_the_right_records_or_by_none(desk: Desk, expected: Expected) -> None:
    """What is on file is found as reporters ask, nobody's words are another's, the rest is not found."""
    asked = _ASKED.match(expected["ask"])
    assert asked
    answer = desk.ask(read(asked["text"], Verb(asked["verb"]) if asked["verb"] else Verb.ASK))
    assert not [key for key in expected if key != "ask" and not CHECKS[key](answer, expected[key])], answer


def test_every_store_gives_the_same_answers_in_the_same_order(
    desk: Desk, tmp_path: Path, postgres: str
) -> None:
    """Where records are kept changes nothing of what is found, nor of its order."""
    questions = [read(_ASKED.sub(r"\g<text>", expected["ask"]), Verb.FACT) for expected in QUESTIONS]
    for url in (f"{SQLITE}{tmp_path / 'desk.sqlite3'}", postgres):
        with closing(open_store(url)) as store:
            load_pack(bundled_pack(), store)
            other = Desk(store)
            for question in questions:
                assert other.ranked(question, 50) == desk.ranked(question, 50), question


def _cards(answer: Answer) -> tuple[Card, ...]:
    match answer:
        case Found():
            return answer.cards
        case Chronology():
            return (*answer.happened, *answer.planned)
        case _:
            return ()


def _understood(answer: Answer) -> tuple[str, ...]:
    return answer.understood if isinstance(answer, Found | Chronology | Nothing) else ()


def _says(card: Card, words: str) -> bool:
    return words.translate(_QUOTES) in str(card).replace("\\n", "\n").translate(_QUOTES)


def _all_by(answer: Answer, speaker: str) -> bool:
    quotes = [card.record for card in _cards(answer) if isinstance(card.record, Quote)]
    return bool(quotes) and all(quote.speaker == speaker for quote in quotes)


CHECKS: dict[str, Callable[[Answer, Any], bool]] = {
    "has": lambda answer, words: all(any(_says(c, w) for c in _cards(answer)) for w in words),
    "first": lambda answer, words: _says(_cards(answer)[0], words) if _cards(answer) else False,
    "by": _all_by,
    "near": lambda answer, words: isinstance(answer, Nothing) and any(_says(c, words) for c in answer.near),
    "nothing": lambda answer, _: isinstance(answer, Nothing) and not answer.near,
    "unfound": lambda answer, _: isinstance(answer, Nothing | DidYouMean),
    "usage": lambda answer, _: isinstance(answer, Usage),
    "told": lambda answer, lines: (
        set(lines) <= set(_understood(answer)) and bool(lines) == bool(_understood(answer))
    ),
    "meant": lambda answer, name: (
        isinstance(answer, DidYouMean) and any(name in question.text for question in answer.suggestions)
    ),
}
