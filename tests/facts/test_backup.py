"""A desk goes into one file and comes out of it as the same desk, or not at all."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facts.backup import back_up, restore
from facts.cli import app, run
from facts.curation import NewRecord
from facts.errors import BadInput, StoreError
from facts.postings import DONE, Posting, Shown, Watch
from facts.store.memory import MemoryStore
from facts.store.opening import open_store
from facts.store.port import Store, Want
from facts.verify import verify_store
from tests.facts.curation.newsroom import fog, newsroom, passengers

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


def fill_desk(store: Store) -> Store:
    """Put something of everything into a store."""
    curator, _ = newsroom(store)
    curator.file(fog(), by="bob", why="heard — \u2028 “on deck”")
    filed = curator.file(passengers(), by="bob", why="read")
    curator.verify(filed.entry.id, expected=filed.number, by="ada", why="x", expires="2027-01-01")
    curator.file(NewRecord("fact", "It rained.", seen_by="bob"), by="bob", why="saw")
    store.want(Want("fees", "Harbour fees?", 3, NOW))
    store.postings.intend(Posting("p1", "answer", "C1", "1.2", "U1", "{}", 1, 2), [Shown("a", 2, "d")])
    store.postings.stands("p1", "C1", "3.4")
    store.postings.settle(3, "p1", DONE)
    store.postings.watch(Watch("w1", "C1", "U1", "{}", True, 3))
    return store


def everything(store: Store) -> object:
    """Return all that a backup must keep."""
    postings = list(store.postings.all())
    return (
        list(store.since(0)),
        dict(store.notes()),
        store.wanted(),
        [(it, store.postings.shown(it.id)) for it in postings],
        list(store.postings.deliveries()),
        store.postings.watches(),
    )


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Open an empty store of each kind."""
    urls = {"memory": "memory:", "sqlite": f"sqlite:///{tmp_path / 'other'}"}
    store = open_store(urls.get(request.param) or request.getfixturevalue("postgres"))
    yield store
    store.close()


def test_a_backup_goes_into_every_store(empty: Store, tmp_path: Path) -> None:
    """Revisions, notes, what was asked in vain, messages, corrections and watches, moments included."""
    desk = fill_desk(MemoryStore(lambda: NOW))
    file = tmp_path / "desk.jsonl.gz"
    assert back_up(desk, file) == desk.head()
    assert restore(file, empty) == desk.head()
    assert everything(empty) == everything(desk)
    assert verify_store(empty) == ()


def test_a_backup_comes_from_every_store(empty: Store, tmp_path: Path) -> None:
    """What is read from a database is what would be read from memory."""
    fill_desk(empty)
    back_up(empty, tmp_path / "desk.gz")
    other = MemoryStore()
    restore(tmp_path / "desk.gz", other)
    assert everything(other) == everything(empty)


def test_a_desk_that_is_restored_goes_on(tmp_path: Path) -> None:
    """The next change is the next revision, and the same people may make it."""
    desk = fill_desk(MemoryStore())
    back_up(desk, tmp_path / "desk.gz")
    other = MemoryStore()
    restore(tmp_path / "desk.gz", other)
    curator, _ = newsroom(other)
    number = curator.file(NewRecord("fact", "It snowed.", seen_by="bob"), by="bob", why="saw").number
    assert number == desk.head() + 1


def test_what_is_filed_meanwhile_waits_for_the_next_backup(tmp_path: Path) -> None:
    """A backup is of one moment, however long it takes: it ends at the revision that was the last then."""
    desk = fill_desk(MemoryStore())
    head = desk.head()

    class Busy(MemoryStore):
        """A store to which something is added while it is read."""

        def __init__(self) -> None:
            self.__dict__ = desk.__dict__

        def head(self) -> int:
            """Return the head, behind which somebody files a record at once."""
            found = super().head()
            if found == head:
                newsroom(desk)[0].file(NewRecord("fact", "Late.", seen_by="b"), by="bob", why="late")
            return found

    back_up(Busy(), tmp_path / "desk.gz")
    other = MemoryStore()
    assert restore(tmp_path / "desk.gz", other) == head
    assert desk.head() > head


def changed(file: Path, old: str, new: str) -> None:
    """Change a word in a backup."""
    text = gzip.decompress(file.read_bytes()).decode()
    assert old in text
    file.write_bytes(gzip.compress(text.replace(old, new, 1).encode()))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:-200]), "is no backup, or has been damaged"),
        (lambda file: changed(file, "1,040", "1,041"), "is not whole, or has been changed"),
        (lambda file: changed(file, '"sha256": "', '"sha256": "0'), "is not whole, or has been changed"),
        (lambda file: file.write_text("hello"), "is no backup, or has been damaged"),
        (lambda file: file.write_bytes(gzip.compress(b"hello\n")), "is no backup that this program can read"),
        (lambda file: file.unlink(), "There is no file"),
    ],
)
def test_a_file_that_is_not_whole_restores_nothing(harm: object, said: str, tmp_path: Path) -> None:
    """Cut short, changed by one character, or no backup at all: one sentence, and nothing is kept."""
    file, store = tmp_path / "desk.gz", MemoryStore()
    back_up(fill_desk(MemoryStore()), file)
    harm(file)  # type: ignore[operator]
    with pytest.raises(BadInput, match=said):
        restore(file, store)
    assert everything(store) == everything(MemoryStore())


def test_a_database_in_use_is_not_restored_into(tmp_path: Path) -> None:
    """Nothing on file is ever mixed with what comes from a backup."""
    desk = fill_desk(MemoryStore())
    back_up(desk, tmp_path / "desk.gz")
    before = everything(desk)
    with pytest.raises(BadInput, match=r"in use, up to revision \d+; name an empty one"):
        restore(tmp_path / "desk.gz", desk)
    assert everything(desk) == before


def test_a_backup_overwrites_nothing_and_leaves_no_half(tmp_path: Path) -> None:
    """A file that is there stays as it is; one that cannot be finished is not there at all."""
    file = tmp_path / "desk.gz"
    file.write_text("mine")
    with pytest.raises(BadInput, match="is there already"):
        back_up(MemoryStore(), file)
    assert file.read_text() == "mine"

    class Broken(MemoryStore):
        """A store that cannot be read to its end."""

        def wanted(self) -> tuple[Want, ...]:
            """Fail."""
            raise StoreError

    with pytest.raises(StoreError):
        back_up(Broken(), tmp_path / "other.gz")
    assert [path.name for path in tmp_path.iterdir()] == ["desk.gz"]


def ran(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the desk's command line, and return its exit status."""
    monkeypatch.setattr("sys.argv", ["factdesk", *arguments])
    with pytest.raises(SystemExit) as ended:
        run(app)
    return int(str(ended.value.code or 0))


def test_backup_restore_and_history_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A desk is saved, put back into another database, and read there; what is wrong is one sentence."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACTDESK_DATABASE_URL", f"sqlite:///{tmp_path / 'one'}")
    store = fill_desk(open_store(f"sqlite:///{tmp_path / 'one'}"))
    record = next(it.entry.id for it in store.all("fact"))
    store.close()
    assert ran(monkeypatch, "backup", "desk.gz") == 0
    monkeypatch.setenv("FACTDESK_DATABASE_URL", f"sqlite:///{tmp_path / 'two'}")
    assert ran(monkeypatch, "restore", "desk.gz") == 0
    assert ran(monkeypatch, "restore", "desk.gz") == 2
    capsys.readouterr()
    assert ran(monkeypatch, "history", record) == 0
    told = capsys.readouterr().out
    assert "bob · draft: read" in told
    assert "ada · verified: x" in told
    assert "[-draft-]{+verified+}" in told
    assert ran(monkeypatch, "history", "nothing") == 2
    assert "There is no record “nothing”" in capsys.readouterr().err
    with gzip.open("desk.gz") as file:
        assert json.loads(file.readline()) == {"factdesk backup": 1}
