"""What question and record do not have of each other."""

import pytest

from benchmarks.search import Line, load
from facts.questions import Within
from facts.search.evidence import UNMET
from facts.search.finder import Finder
from facts.store.memory import MemoryStore

CLAIM = "The harbour master closed the ferry terminal."
OTHERS = (
    "The ferry left late.",
    "A ferry waited outside the harbour.",
    "The crew waited for the ferry.",
    "Nobody saw Skipper Omar of the ferry.",
)


@pytest.fixture
def finder() -> Finder:
    """Finds a claim among others, of which all speak of a ferry."""
    store = MemoryStore()
    load(store, [Line(id=text, text=text, title="") for text in (CLAIM, *OTHERS)])
    return Finder(store)


def unmet(finder: Finder, question: str) -> dict[str, float]:
    """Return what a question and the record that comes first do not have of each other."""
    reading = finder.read(question)
    _, told = finder.held(reading, finder.candidates(reading, Within(), 4))
    return dict(zip(UNMET, told(0), strict=True))


def test_nothing_is_unmet_of_what_is_asked_word_for_word(finder: Finder) -> None:
    """A record asked for by all that it says leaves nothing open on either side."""
    left = unmet(finder, CLAIM)
    assert left.pop("asked_met_third") > 0
    assert set(left.values()) == {0.0}


def test_a_rarer_word_leaves_more_open(finder: Finder) -> None:
    """What few records say and this one does not weighs more than what many say."""
    common, rare = (unmet(finder, f"the harbour master {did} the terminal") for did in ("waited", "saw"))
    assert rare["asked_unmet"] > common["asked_unmet"] > 0


def test_a_name_that_only_the_record_has_is_told_apart(finder: Finder) -> None:
    """Names of the record that nobody asked for are looked at beside all its words."""
    assert unmet(finder, "nobody saw the skipper of the ferry")["own_name_unmet"] > 0
    assert unmet(finder, "nobody saw Skipper Omar of the ferry")["own_name_unmet"] == 0
