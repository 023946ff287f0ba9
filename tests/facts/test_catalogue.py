"""The catalogue of words on file: kept beside the store, shared, made anew where it is of no use."""

from pathlib import Path

import pytest
import tantivy

from facts.catalogue import Catalogue
from facts.check import Checker
from facts.model import Quote, Source, Status
from facts.passages import locate
from facts.store.memory import MemoryStore
from facts.wiring import index_folder
from tests.facts.check.desks import source, store_of, verdicts

FIRST = source("“We will not close the pool,” said Ann Lee.", "first")
SECOND = source("“Nobody swims there in winter,” said Bob Kerr.", "second")
DRAFT = "“Nobody swims there in winter,” said Bob Kerr."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that is not there yet."""
    return tmp_path / "desk.check"


def check(store: MemoryStore, folder: Path, draft: str = DRAFT) -> list[str]:
    """Check a draft as a process that has just started does."""
    checker = Checker(store, folder)
    checker.refresh()
    return verdicts(checker.check(draft).quotations)


def put(store: MemoryStore, entry: Source | Quote) -> None:
    """Add a revision."""
    with store.writer() as writer:
        writer.put(entry, by="test", why="made up")


def test_what_one_process_took_in_the_next_one_finds(folder: Path) -> None:
    """A process that starts has nothing to take in again, and takes in what was added since."""
    store = store_of(FIRST)
    assert check(store, folder) == ["not on file"]
    (place,) = folder.iterdir()
    assert Catalogue(place).head == store.head()
    put(store, SECOND)
    assert check(store, folder) == ["verbatim"]


def test_a_checker_sees_what_another_took_in(folder: Path) -> None:
    """Two processes share a folder: what one has taken in the other shows after its own refresh."""
    store = store_of(FIRST)
    one, other = Checker(store, folder), Checker(store, folder)
    one.refresh()
    other.refresh()
    put(store, SECOND)
    one.refresh()
    other.refresh()
    assert verdicts(other.check(DRAFT).quotations) == ["verbatim"]


def test_a_changed_source_is_held_against_as_it_is_now(folder: Path) -> None:
    """What a source no longer says is not on file any more, whether its words were read before or not."""
    store = store_of(FIRST, SECOND)
    checker = Checker(store, folder)
    checker.refresh()
    assert verdicts(checker.check(DRAFT).quotations) == ["verbatim"]
    put(store, source("“Everybody swims there in winter,” said Bob Kerr.", "second"))
    checker.refresh()
    assert verdicts(checker.check(DRAFT).quotations) == ["negation"]
    assert check(store, folder) == ["negation"]


def test_a_record_that_is_added_settles_who_speaks(folder: Path) -> None:
    """A quote record is found by the source that it rests on, also where the source was read before."""
    open_one = source("“The lease ends in June,” a poster read.", "open")
    store = store_of(open_one)
    checker = Checker(store, folder)
    checker.refresh()
    draft = "“The lease ends in June,” said Ann Lee."
    assert verdicts(checker.check(draft).quotations) != ["verbatim"]
    passage = locate(open_one, "The lease ends in June")
    record = Quote(
        id="lease", status=Status.VERIFIED, form="direct", speaker="ann-lee", speaker_text="Ann Lee",
        words="The lease ends in June", passages=(passage,),
    )  # fmt: skip
    put(store, record)
    checker.refresh()
    (found,) = checker.check(draft).quotations
    assert (found.verdict, found.record) == ("verbatim", "lease")


def test_the_catalogue_of_another_store_is_not_used(folder: Path) -> None:
    """Where the last revision is not the store's, the catalogue is made anew."""
    check(store_of(SECOND), folder)
    assert check(store_of(FIRST), folder) == ["not on file"]


def test_a_damaged_catalogue_is_made_anew(folder: Path) -> None:
    """What cannot be opened is thrown away; the store has everything that was in it."""
    store = store_of(FIRST, SECOND)
    check(store, folder)
    (meta,) = folder.glob("*/meta.json")
    meta.write_text("{", encoding="utf-8")
    assert check(store, folder) == ["verbatim"]


def test_while_another_process_writes_nothing_is_missed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check waits for the process that is taking in, and then takes in what that one left."""
    store = store_of(FIRST)
    check(store, folder)
    (place,) = folder.iterdir()
    holder = tantivy.Index.open(str(place)).writer(heap_size=20_000_000, num_threads=1)
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        holder.wait_merging_threads()  # it ends without having written

    monkeypatch.setattr("facts.catalogue.sleep", wait)
    put(store, SECOND)
    assert check(store, folder) == ["verbatim"]
    assert len(waits) == 1


def test_the_catalogue_stands_beside_the_search_index() -> None:
    """Each has a folder of its own."""
    assert str(index_folder("sqlite:///a/b.sqlite3", "check")).endswith("b.sqlite3.check")
