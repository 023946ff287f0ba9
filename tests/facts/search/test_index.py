"""The index is derived: kept beside the store, shared by processes, made again where it is of no use."""

import json
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import tantivy

from facts.answers import Found, Nothing
from facts.desk import Desk
from facts.ingest.pack import load_pack
from facts.model import Fact
from facts.questions import Question, Verb
from facts.search.index import VERSION, Index
from facts.store.memory import MemoryStore
from facts.store.opening import SQLITE, open_store
from facts.store.port import Store
from facts.wiring import bundled_pack, index_folder

SWAP = "prisoner-swap-1000-each"
ROOT = Path(__file__).parents[3]
ASK = """
import sys
from pathlib import Path
from facts.desk import Desk
from facts.questions import Verb, read
from facts.store.opening import open_store

sys.stdin.readline()
desk = Desk(open_store(sys.argv[1]), Path(sys.argv[2]))
print(desk.ask(read("how many POWs", Verb.FACT)).cards[0].record.id)
"""


@pytest.fixture
def store() -> MemoryStore:
    """A store that holds the bundled pack."""
    store = MemoryStore()
    load_pack(bundled_pack(), store)
    return store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the index is kept."""
    return tmp_path / "desk.search"


def change(store: Store, statement: str) -> None:
    """Put another statement in the place of the one on the swap."""
    old = store.current([SWAP])[SWAP].entry
    assert isinstance(old, Fact)
    with store.writer() as writer:
        writer.put(old.model_copy(update={"statement": statement}), by="tests", why="another wording")


def found(desk: Desk, text: str) -> list[str]:
    """The ids of the records that answer."""
    answer = desk.ask(Question(Verb.FACT, text))
    assert isinstance(answer, Found | Nothing)
    return [card.record.id for card in answer.cards] if isinstance(answer, Found) else []


def test_a_kept_index_is_opened_and_caught_up(store: MemoryStore, folder: Path) -> None:
    """What was added while no process ran is found at the next start, and what it replaced is not."""
    Desk(store, folder)
    change(store, "Each side returns a thousand zebras.")
    change(store, "Each side returns a thousand llamas.")
    desk = Desk(store, folder)
    assert found(desk, "llamas") == [SWAP]
    assert found(desk, "zebras") == []


def test_a_kept_index_has_its_documents_in_small_blocks(store: MemoryStore, folder: Path) -> None:
    """Whoever fetches one of them reads little beside it, also once tantivy has written to the index."""
    Desk(store, folder)
    for part in ("records", "words"):
        settings = json.loads((folder / VERSION / part / "meta.json").read_text())["index_settings"]
        assert settings["docstore_blocksize"] == 2_048


def test_opening_a_kept_index_writes_nothing(store: MemoryStore, folder: Path) -> None:
    """An index that is whole is read, not made again."""
    Desk(store, folder)
    before = {file: file.stat().st_mtime_ns for file in folder.rglob("*")}
    assert found(Desk(store, folder), "camouflage")
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*")} == before


@pytest.mark.parametrize("part", ["records", "words"])
@pytest.mark.parametrize("content", [b"", b"\0" * 64, b"{}"])
def test_a_damaged_index_is_made_again(store: MemoryStore, folder: Path, part: str, content: bytes) -> None:
    """Whatever has become of its files, the same answers come from a new one."""
    whole = found(Desk(store, folder), "how many POWs")
    for file in folder.glob(f"*/{part}/*"):
        file.unlink()  # the first desk may have it mapped: what is cut off under a mapping ends the process
        file.write_bytes(content)
    assert found(Desk(store, folder), "how many POWs") == whole


def test_an_index_of_an_older_version_is_made_again(store: MemoryStore, folder: Path) -> None:
    """What an earlier program kept is thrown away, not read."""
    Desk(store, folder)
    (folder / VERSION).rename(folder / "0")
    assert found(Desk(store, folder), "camouflage")
    assert "0" not in {kept.name for kept in folder.iterdir()}


def test_an_index_that_is_missing_is_made_again(store: MemoryStore, folder: Path) -> None:
    """Whoever throws it away loses nothing but the time to make it."""
    whole = found(Desk(store, folder), "camouflage")
    shutil.rmtree(folder)
    assert found(Desk(store, folder), "camouflage") == whole


def test_processes_that_start_at_once_make_one_index(tmp_path: Path, folder: Path) -> None:
    """Each answers from all that is on file, whichever of them takes it in."""
    url = f"{SQLITE}{tmp_path / 'desk'}"
    with closing(open_store(url)) as store:
        load_pack(bundled_pack(), store)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", ASK, url, folder],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdin
        process.stdin.write("now\n")
        process.stdin.flush()
    assert [process.communicate(timeout=60)[0].split() for process in processes] == [[SWAP]] * 3


def test_an_index_of_another_database_is_made_again(store: MemoryStore, folder: Path) -> None:
    """A database in the place of another one is not answered for from what that one held."""
    Desk(store, folder)
    other = MemoryStore()
    load_pack(bundled_pack(), other)
    change(other, "Each side returns a thousand zebras.")
    assert found(Desk(other, folder), "zebras") == [SWAP]
    assert found(Desk(MemoryStore(), folder), "camouflage") == []


def test_a_folder_that_cannot_be_made_is_done_without(store: MemoryStore, tmp_path: Path) -> None:
    """The index is then in memory, and nothing is missed but the time to start."""
    tmp_path.joinpath("file").touch()
    assert found(Desk(store, tmp_path / "file" / "desk.search"), "camouflage")


def test_two_desks_share_a_folder(store: MemoryStore, folder: Path) -> None:
    """Whoever takes a revision in, both find it."""
    one, other = Desk(store, folder), Desk(store, folder)
    change(store, "Each side returns a thousand zebras.")
    one.refresh()
    other.refresh()
    assert found(one, "zebras") == found(other, "zebras") == [SWAP]
    change(store, "Each side returns a thousand llamas.")
    other.refresh()
    one.refresh()
    assert found(one, "llamas") == found(other, "llamas") == [SWAP]


def test_while_another_writes_nothing_is_lost(store: MemoryStore, folder: Path) -> None:
    """A revision that comes while another process holds the lock is taken in by the next refresh."""
    desk = Desk(store, folder)
    (records,) = folder.glob("*/records")
    holder = tantivy.Index.open(str(records)).writer(heap_size=32_000_000, num_threads=1)
    change(store, "Each side returns a thousand zebras.")
    desk.refresh()
    assert found(desk, "zebras") == []
    holder.wait_merging_threads()  # it ends without having written
    desk.refresh()
    assert found(desk, "zebras") == [SWAP]


def test_an_index_tells_how_common_words_are(store: MemoryStore) -> None:
    """Only current records count, and the mark of the last revision is none."""
    index = Index()
    index.follow(store)
    index.show()
    assert index.head == store.head()
    assert index.size == sum(number for kind, number in store.counts().items() if kind != "source")
    assert index.frequency("camouflag") > 0
    assert index.frequency("zebra") == 0


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("memory:", None),
        ("sqlite:///a/b.sqlite3", "b.sqlite3.search"),
        ("postgresql://secret@h/d", ".search"),
    ],
)
def test_where_an_index_is_kept(url: str, name: str | None) -> None:
    """Beside a database file, in the user's cache for a server, and no part of a password is in the name."""
    folder = index_folder(url)
    assert folder is None if name is None else str(folder).endswith(name)
    assert "secret" not in str(folder)
