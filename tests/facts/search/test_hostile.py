"""Questions of 4,000 characters, of one letter, of no word at all: answered, with bounded effort."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import pytest

from benchmarks.hostile import LONGEST, hostile
from facts.desk import Desk
from facts.errors import UnknownFilter
from facts.ingest.pack import load_pack
from facts.questions import Verb, read
from facts.search.index import Hit, Index
from facts.search.repair import MOST_LOOKUPS
from facts.search.vocabulary import Vocabulary
from facts.store.memory import MemoryStore
from facts.text import words
from facts.wiring import bundled_pack

MOST_READINGS = 4
"""Of a question as typed, of what stands in quotation marks, of each once more if it asks for words."""
MOST_TERMS = 160
"""By which candidates are looked for in one search."""


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    """A store that holds the bundled pack."""
    store = MemoryStore()
    load_pack(bundled_pack(), store)
    return store


@pytest.fixture(scope="module")
def desk(store: MemoryStore) -> Desk:
    """A desk on it."""
    return Desk(store)


def known_words(store: MemoryStore) -> list[str]:
    """The words that stand in its sources."""
    texts = (revision.entry.text for revision in store.all("source") if revision.entry.kind == "source")
    return sorted({word.folded for text in texts for word in words(text)})


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[int]]:
    """Count the look-ups of words, and the terms of each search."""
    counts: dict[str, list[int]] = {"near": [], "search": []}
    near, search = Vocabulary.near, Index.search

    def counted_near(vocabulary: Vocabulary, typed: str) -> Any:
        counts["near"].append(1)
        return near(vocabulary, typed)

    def counted_search(
        index: Index, terms: Mapping[str, float], names: Sequence[str], *rest: Any
    ) -> list[Hit]:
        counts["search"].append(len(terms) + len(names))
        return search(index, terms, names, *rest)

    monkeypatch.setattr(Vocabulary, "near", counted_near)
    monkeypatch.setattr(Index, "search", counted_search)
    return counts


@pytest.mark.parametrize("verb", [Verb.FACT, Verb.QUOTE, Verb.TIMELINE, Verb.ASK])
@pytest.mark.parametrize("kind", hostile(["any", "words"]))
def test_whatever_is_asked_is_answered_in_bounded_time(
    desk: Desk, store: MemoryStore, counted: dict[str, list[int]], kind: str, verb: Verb
) -> None:
    """No question costs more than so many look-ups and searches, nor a search more than so many terms."""
    text = hostile(known_words(store))[kind]
    assert len(text) <= LONGEST
    with suppress(UnknownFilter):
        assert desk.ask(read(text, verb))
    assert len(counted["near"]) <= MOST_LOOKUPS * MOST_READINGS
    assert len(counted["search"]) <= MOST_READINGS
    assert max(counted["search"], default=0) <= MOST_TERMS
