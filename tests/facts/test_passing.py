"""What an export passes on: the whole history for an equal desk, and nothing of what is withheld."""

from datetime import timedelta
from pathlib import Path

import pytest

from facts.curation import NewRecord
from facts.errors import BadInput
from facts.export.pack import export_pack
from facts.ingest.pack import load_pack
from facts.store.memory import MemoryStore
from facts.store.port import Store
from facts.verify import verify_store
from tests.facts.curation.newsroom import POST, TIMES, Clock, fog, newsroom, passengers
from tests.facts.test_visibility import EMBARGO, MARKS, NOW, stocked


def curated() -> Store:
    """Return a desk with something of every kind of change in its history."""
    curator, store = newsroom()
    quote = curator.file(fog(), by="bob", why="heard")
    filed = curator.file(passengers(), by="bob", why="“read” — \u2028 on deck")
    curator.file(NewRecord("fact", "It rained.", seen_by="bob"), by="bob", why="saw")
    checked = curator.verify(filed.entry.id, expected=filed.number, by="ada", why="x", expires="2027-01-01")
    fixed = {"value": "1,400", "statement": "Some 1,400 passengers stayed."}
    words = "Some 1,400 passengers stayed on board."
    curator.correct(
        filed.entry.id, fixed, expected=checked.number, by="bob", why="y", words=words, source=TIMES
    )
    curator.dispute(quote.entry.id, expected=quote.number, by="bob", why="was it she?")
    return store


def test_a_pack_with_its_history_makes_an_equal_desk(tmp_path: Path) -> None:
    """Every revision is there again, to the moment and the word; loading it once more adds nothing."""
    one, other = curated(), MemoryStore()
    export_pack(one, tmp_path / "out", "ferry", history=True)
    assert load_pack(tmp_path / "out", other).unchanged == 0
    assert list(other.since(0)) == list(one.since(0))
    assert load_pack(tmp_path / "out", other).added == 0
    assert verify_store(other) == ()


def test_a_desk_that_holds_something_takes_the_records_alone(tmp_path: Path) -> None:
    """Histories do not mix: what comes to a desk in use is a revision of its own."""
    one, (curator, other) = curated(), newsroom()
    curator.file(NewRecord("fact", "The crew waited.", POST), by="bob", why="read")
    export_pack(one, tmp_path / "out", "ferry", history=True)
    load_pack(tmp_path / "out", other)
    assert {it.by for it in other.history("some-1-040-passengers-stayed-on")} == {"pack ferry"}


def test_a_history_that_was_tampered_with_is_refused(tmp_path: Path) -> None:
    """A line that is no revision is named, and nothing is loaded."""
    export_pack(curated(), tmp_path / "out", "ferry", history=True)
    history = tmp_path / "out" / "history.jsonl"
    history.write_text(history.read_text(encoding="utf-8").replace('"number": 2', '"number": "x"'), "utf-8")
    store = MemoryStore()
    with pytest.raises(BadInput, match=r"out/history\.jsonl:2: this line is no revision"):
        load_pack(tmp_path / "out", store)
    assert store.head() == 0


def test_an_export_without_history_takes_an_old_one_away(tmp_path: Path) -> None:
    """A folder never has the records of one day and the history of another."""
    export_pack(curated(), tmp_path / "out", "ferry", history=True)
    export_pack(curated(), tmp_path / "out", "ferry")
    assert not (tmp_path / "out" / "history.jsonl").exists()


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
def test_what_is_withheld_leaves_no_trace_in_an_export(marks: dict[str, object], tmp_path: Path) -> None:
    """No record, no name, no revision and no disagreement of it; the pack stands, and loads."""
    store = stocked(**marks)
    export_pack(store, tmp_path / "out", "harbour", history=True, clock=lambda: NOW)
    written = {path.name: path.read_text("utf-8").casefold() for path in (tmp_path / "out").iterdir()}
    told = "".join(text for name, text in written.items() if name.endswith(".yaml"))
    assert "zeppelin" not in told
    assert "otis" not in told
    assert '"fire"' not in written["history.jsonl"]
    other = MemoryStore()
    load_pack(tmp_path / "out", other)
    assert dict(other.counts()) == {"source": 2, "entity": 1, "quote": 1, "fact": 1}


def test_a_source_of_what_is_withheld_alone_is_kept_back(tmp_path: Path) -> None:
    """Where nothing else rests on an article, it does not go out either."""
    clock = Clock()
    curator, store = newsroom(clock=clock)
    curator.file(passengers(), by="bob", why="read")
    held = NewRecord("fact", "Some 1,400 passengers stayed on board.", TIMES, fields={"embargo": EMBARGO})
    curator.file(held, by="bob", why="a tip")
    export_pack(store, tmp_path / "out", "ferry", history=True, clock=clock)
    assert "1,400" not in "".join(path.read_text("utf-8") for path in (tmp_path / "out").iterdir())
    clock.now += timedelta(days=1)
    export_pack(store, tmp_path / "later", "ferry", history=True, clock=clock)
    other = MemoryStore()
    load_pack(tmp_path / "later", other)
    assert list(other.since(0)) == list(store.since(0))


def test_an_archive_may_have_what_is_withheld(tmp_path: Path) -> None:
    """Whoever runs the desk can ask for all of it, marks included."""
    store, other = stocked(embargo=EMBARGO), MemoryStore()
    export_pack(store, tmp_path / "out", "harbour", history=True, withheld=True, clock=lambda: NOW)
    load_pack(tmp_path / "out", other)
    assert list(other.since(0)) == list(store.since(0))


def test_a_pack_carries_what_curators_set(tmp_path: Path) -> None:
    """Without the history too: expiry, embargo, who saw it, and what stands in a record's place."""
    export_pack(curated(), tmp_path / "out", "ferry")
    other = MemoryStore()
    load_pack(tmp_path / "out", other)
    current = {it.entry.id: it.entry for it in curated().all()}
    assert {it.entry.id: it.entry for it in other.all()} == current
