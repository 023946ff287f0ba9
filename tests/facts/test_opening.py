"""A URL opens the store that it names, or one sentence says why not."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from facts.answers import Found
from facts.desk import Desk
from facts.errors import NotConfigured, StoreError
from facts.ingest.pack import load_pack
from facts.model import Status, digest
from facts.questions import Question, Verb
from facts.store.memory import MemoryStore
from facts.store.opening import open_store
from facts.wiring import bundled_pack
from tests.packs import write_pack

ROOT = Path(__file__).parents[2]
WRITE = """
import sys
from facts.model import Source, digest
from facts.store.opening import open_store

store = open_store(sys.argv[1])
sys.stdin.readline()
for number in range(40):
    with store.writer() as writer:
        for part in "ab":
            text = f"{sys.argv[2]}{number}{part}"
            source = Source(id=text, label=text, text=text, sha256=digest(text))
            writer.put(source, by=sys.argv[2], why="a test")
store.close()
"""


def test_a_file_is_created_and_keeps_what_it_is_given(tmp_path: Path) -> None:
    """A database that does not exist is made, and holds for the next one what this one put there."""
    url = f"sqlite:///{tmp_path / 'the desk’s %41 #1.sqlite3'}"
    first = open_store(url)
    load_pack(write_pack(tmp_path), first)
    first.close()
    second = open_store(url)
    assert (second.head(), second.packs()) == (9, ("ferry",))
    second.close()


def test_what_is_rare_is_found_without_reading_the_log(tmp_path: Path) -> None:
    """What waits, expires or is withheld is looked for in an index of its own, in a log of any length."""
    plans: list[str] = []

    def explain(*given: Any) -> None:
        _, cursor, statement, parameters, *_ = given
        if "NOT (EXISTS" in statement:
            plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
            plans.append(plan[0][3])

    with closing(open_store(f"sqlite:///{tmp_path / 'facts'}")) as store:
        event.listen(Engine, "before_cursor_execute", explain)
        try:
            list(chain(store.waiting(Status.DRAFT), store.due("2026-01-01"), store.withheld()))
        finally:
            event.remove(Engine, "before_cursor_execute", explain)
    assert [plan.partition(" (")[0] for plan in plans] == [
        f"SEARCH revision USING INDEX revision_of_{name}" for name in ("review", "expires", "withheld")
    ]


@pytest.mark.parametrize(
    ("verb", "text"), [(Verb.QUOTE, "fidan"), (Verb.FACT, "camouflage half of the delegation")]
)
def test_an_answer_is_read_with_one_statement(tmp_path: Path, verb: Verb, text: str) -> None:
    """Records come together with their sources and speakers, which the search index knows."""
    statements: list[str] = []
    with closing(open_store(f"sqlite:///{tmp_path / 'facts'}")) as store:
        load_pack(bundled_pack(), store)
        desk = Desk(store)
        event.listen(Engine, "before_cursor_execute", seen := lambda *given: statements.append(given[2]))
        try:
            answer = desk.ask(Question(verb, text))
        finally:
            event.remove(Engine, "before_cursor_execute", seen)
    assert isinstance(answer, Found)
    assert len(statements) == 1


def test_a_relative_path_is_one_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three slashes and a name: the file stands where the program was started."""
    monkeypatch.chdir(tmp_path)
    open_store("sqlite:///facts.sqlite3").close()
    assert (tmp_path / "facts.sqlite3").is_file()


def test_a_store_in_memory_is_its_own_each_time(tmp_path: Path) -> None:
    """`memory:` opens an empty store that no other shares."""
    first = open_store("memory:")
    load_pack(write_pack(tmp_path), first)
    assert isinstance(first, MemoryStore)
    assert open_store("memory:").head() == 0


def test_a_store_in_memory_needs_no_database() -> None:
    """What only a database needs is not imported for `memory:`."""
    code = "import sys, facts.store.opening as o; o.open_store('memory:'); print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "facts.sqlite3",
        "sqlite://facts.sqlite3",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///facts.sqlite3?mode=ro",
        "oracle://ada:secret@host/facts",
        "ada:secret@host/facts",
        "postgresql+psycopg://ada:secret@host/facts",
    ],
)
def test_a_url_that_names_no_store_is_refused_without_being_repeated(url: str) -> None:
    """The message says what may be written instead, and nothing that may be a password."""
    with pytest.raises(NotConfigured, match="write sqlite:///PATH") as error:
        open_store(url)
    assert "secret" not in str(error.value)
    assert "ada" not in str(error.value)


def not_a_database(path: Path) -> None:
    """Write something else into the file."""
    path.write_text("The ferry left late. " * 100)


def a_folder(path: Path) -> None:
    """Make a folder of it."""
    path.mkdir()


def a_table_of_another_shape(path: Path) -> None:
    """Make a database whose table `migration` is not ours."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE migration (name TEXT)")
    connection.close()


@pytest.mark.parametrize("spoil", [not_a_database, a_folder, a_table_of_another_shape])
def test_what_is_not_a_database_is_refused_in_one_sentence(tmp_path: Path, spoil: object) -> None:
    """A file that cannot be used is named, with the reason, and is left as it is."""
    assert callable(spoil)
    spoil(tmp_path / "facts")
    with pytest.raises(StoreError, match=r"^The database sqlite:///\S+/facts cannot be used: .+\.$") as error:
        open_store(f"sqlite:///{tmp_path / 'facts'}")
    assert "\n" not in str(error.value)


def test_a_database_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Folders are not made up: a mistyped path would start an empty desk."""
    with pytest.raises(StoreError, match="its folder does not exist"):
        open_store(f"sqlite:///{tmp_path / 'no' / 'facts'}")


@pytest.fixture(params=["sqlite", "postgres"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a database without tables that processes may share."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'facts'}"
    url: str = request.getfixturevalue("postgres_bare")
    return url


def test_processes_that_write_at_once_get_numbers_in_turn(shared: str) -> None:
    """Two processes on one database wait for one another: no gap, and no transaction inside another."""
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE, shared, name], cwd=ROOT, stdin=subprocess.PIPE)
        for name in ("x", "y")
    ]
    for writer in writers:
        writer.communicate(b"go\n", timeout=60)
    assert [writer.returncode for writer in writers] == [0, 0]
    store = open_store(shared)
    revisions = list(store.since(0))
    store.close()
    assert [r.number for r in revisions] == list(range(1, 161))
    assert all(
        a.entry.id[:-1] == b.entry.id[:-1] for a, b in zip(revisions[::2], revisions[1::2], strict=True)
    )


def test_an_entry_is_kept_as_json_in_one_form_only(tmp_path: Path) -> None:
    """Anyone can read the log without the program, and compute the digest of what stands there."""
    store = open_store(f"sqlite:///{tmp_path / 'facts'}")
    load_pack(write_pack(tmp_path), store)
    with sqlite3.connect(tmp_path / "facts") as connection:
        rows = connection.execute("SELECT id, body, digest FROM revision").fetchall()
    connection.close()
    store.close()
    assert len(rows) == 9
    for id_, body, fingerprint in rows:
        entry = json.loads(body)
        assert entry["id"] == id_
        assert body == json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert fingerprint == digest(body)


def test_a_revision_that_was_changed_behind_the_desk_is_not_read(tmp_path: Path) -> None:
    """A row whose body is not what was written is refused by number, not served."""
    store = open_store(f"sqlite:///{tmp_path / 'facts'}")
    load_pack(write_pack(tmp_path), store)
    with sqlite3.connect(tmp_path / "facts") as connection:
        connection.execute(
            "UPDATE revision SET body = replace(body, 'told', 'said') WHERE id = 'nobody-sails'"
        )
    connection.close()
    assert len(store.at(range(1, 7))) == 6
    with pytest.raises(StoreError, match="revision 7: 'nobody-sails' has been changed in the database"):
        store.at([7])
    store.close()
