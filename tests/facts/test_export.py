"""What is on file is written as a pack that reads back as the same entries."""

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from facts.errors import BadInput, BadPack
from facts.export.filing import to_yaml
from facts.export.pack import export_pack
from facts.ingest.pack import load_pack, read_pack
from facts.ingest.yamlmarks import read_marked
from facts.model import Fact, Passage, Source, digest
from facts.passages import passage_at
from facts.store.memory import MemoryStore
from tests.packs import FERRY, TIMES, write_pack

SEEDS = Path(__file__).parents[2] / "seeds"


def loaded(folder: Path) -> MemoryStore:
    """Return a store that holds a pack."""
    store = MemoryStore()
    load_pack(folder, store)
    return store


def test_a_pack_comes_back_as_it_was_loaded(tmp_path: Path) -> None:
    """Load, export, read: the same pack, and the articles byte for byte."""
    folder = write_pack(tmp_path)
    assert export_pack(loaded(folder), tmp_path / "out" / "new", "ferry") == 9
    assert read_pack(tmp_path / "out" / "new") == read_pack(folder)
    assert (tmp_path / "out" / "new" / "post.txt").read_bytes() == FERRY.encode()
    assert (tmp_path / "out" / "new" / "times.txt").read_bytes() == TIMES.encode()


def test_the_bundled_pack_comes_back_as_it_was_loaded(tmp_path: Path) -> None:
    """The pack that Factdesk brings survives the way through a store and out again."""
    folder = SEEDS / "istanbul-talks"
    export_pack(loaded(folder), tmp_path / "out", "istanbul-talks")
    assert read_pack(tmp_path / "out") == read_pack(folder)


def test_a_pack_is_written_for_a_reader(tmp_path: Path) -> None:
    """What a record says comes first, its passages last; nothing is written that need not be."""
    export_pack(loaded(write_pack(tmp_path)), tmp_path / "out", "ferry")
    text = (tmp_path / "out" / "facts.yaml").read_text()
    assert text == (
        "- id: passengers\n"
        "  statement: Some 1,040 passengers stayed on board.\n"
        "  value: 1,040\n"
        "  according_to: analysts\n"
        "  silences:\n"
        "    - source: times\n"
        "      terms: [passenger, travellers]\n"
        "  about: [the-ferry]\n"
        "  keywords: [travellers]\n"
        "  passages:\n"
        "    - source: post\n"
        "      exact: Some 1,040 passengers stayed on board on Friday, analysts said.\n"
        "\n"
        "- id: crew\n"
        "  statement: The crew waited.\n"
        "  status: draft\n"
        "  passages:\n"
        "    - source: post\n"
        "      exact: The crew waited\n"
        "      prefix: 'said. '\n"
        "\n"
    )


def test_changes_since_loading_are_exported(tmp_path: Path) -> None:
    """What is written is what is current; a second export takes the place of the first."""
    store = loaded(write_pack(tmp_path))
    export_pack(store, tmp_path / "out", "ferry")
    (tmp_path / "out" / "notes.md").write_text("kept")
    changed = write_pack(tmp_path, "facts.yaml", "keywords: [travellers]", "keywords: [people]")
    load_pack(changed, store)
    export_pack(store, tmp_path / "out", "ferry")
    assert read_pack(tmp_path / "out").facts[0].keywords == ("people",)
    assert (tmp_path / "out" / "notes.md").read_text() == "kept"


def test_a_kind_without_records_has_no_file(tmp_path: Path) -> None:
    """A file of records that are gone does not stay behind in an exported pack."""
    full, small = write_pack(tmp_path / "full"), write_pack(tmp_path / "small")
    export_pack(loaded(full), tmp_path / "out", "ferry")
    (small / "disagreements.yaml").unlink()
    export_pack(loaded(small), tmp_path / "out", "ferry")
    assert not (tmp_path / "out" / "disagreements.yaml").exists()
    assert read_pack(tmp_path / "out") == read_pack(small)


def test_a_pack_that_was_not_loaded_here_is_titled_by_its_name(tmp_path: Path) -> None:
    """Without a remembered title the name stands in for it."""
    export_pack(loaded(write_pack(tmp_path)), tmp_path / "out", "other")
    assert read_pack(tmp_path / "out").title == "other"


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    """Only an empty folder, a new one or a pack is written into."""
    store = loaded(write_pack(tmp_path))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("Dear Ada")
    for folder in (tmp_path / "home", tmp_path / "home" / "letter.txt"):
        with pytest.raises(BadInput, match=r"holds something other than a pack|cannot be written"):
            export_pack(store, folder, "ferry")
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("name", ["", "../x", "a b"])
def test_a_name_that_no_pack_may_have_is_refused(tmp_path: Path, name: str) -> None:
    """A pack's name is an id, as its reader demands."""
    with pytest.raises(BadInput, match=r"no pack to be made of this: name .+ is not an id"):
        export_pack(loaded(write_pack(tmp_path)), tmp_path / "out", name)
    assert list((tmp_path / "out").iterdir()) == []


def test_nothing_on_file_makes_no_pack(tmp_path: Path) -> None:
    """A pack has at least one source."""
    with pytest.raises(BadInput, match="sources needs 1 or more"):
        export_pack(MemoryStore(), tmp_path / "out", "empty")


def changed(store: MemoryStore) -> Source:
    """Put a new version of the Times on file, without its last sentence; return it."""
    text = TIMES.replace("It had last been late in March 2022.", "Corrected.")
    source = Source(id="times", label="The Times", text=text, sha256=digest(text))
    with store.writer() as writer:
        writer.put(source, by="ada", why="a test")
    return source


def test_a_passage_of_an_earlier_version_is_exported_with_that_version(tmp_path: Path) -> None:
    """What rests on an article as it was before comes back so, and the article as it is now with it."""
    store = loaded(write_pack(tmp_path))
    newer = changed(store)
    folder, other = tmp_path / "out", MemoryStore()
    export_pack(store, folder, "ferry")
    assert (folder / f"times@{digest(TIMES)[:12]}.txt").read_bytes() == TIMES.encode()
    load_pack(folder, other)
    current = {it.entry.id: it.entry for it in other.all()}
    assert current == {it.entry.id: it.entry for it in store.all()}
    assert [it.entry.text for it in other.history("times") if isinstance(it.entry, Source)] == [
        TIMES,
        newer.text,
    ]
    assert load_pack(folder, other).added == 0
    assert [r.entry.id for r in other.history("times")] == ["times", "times"]


def test_an_earlier_version_is_held_to_its_digest(tmp_path: Path) -> None:
    """Its name says how its SHA-256 begins: changed unnoticed it cannot be."""
    store, folder = loaded(write_pack(tmp_path)), tmp_path / "out"
    changed(store)
    export_pack(store, folder, "ferry")
    (folder / f"times@{digest(TIMES)[:12]}.txt").write_text(TIMES.replace("late", "early"))
    with pytest.raises(BadPack, match=r"times@\w+\.txt: its SHA-256 begins as in times@"):
        read_pack(folder)


def test_a_record_that_does_not_stand_is_not_exported(tmp_path: Path) -> None:
    """A passage that no version of its source has is named, and nothing is written."""
    store = loaded(write_pack(tmp_path))
    passage = Passage(source="times", sha256=digest(TIMES), start=0, end=4, exact="Nope")
    with store.writer() as writer:
        writer.put(Fact(id="wrong", statement="x", passages=(passage,)), by="ada", why="a test")
    with pytest.raises(BadInput, match="'wrong' cannot be exported: at 0 the source has “Harb”"):
        export_pack(store, tmp_path / "out", "ferry")
    assert list((tmp_path / "out").iterdir()) == []


def assert_found_again(folder: Path, text: str, start: int, end: int) -> None:
    """Export a fact that rests on this stretch of a source, and read it."""
    source = Source(id="s", label="S", text=text, sha256=digest(text))
    fact = Fact(id="f", statement="x", passages=(passage_at(source, start, end),))
    store = MemoryStore()
    with store.writer() as writer:
        writer.put(source, by="ada", why="a test")
        writer.put(fact, by="ada", why="a test")
    export_pack(store, folder, "p")
    assert read_pack(folder).facts == (fact,)


@pytest.mark.parametrize(
    ("text", "start"),
    [("a", 0), ("a b", 2), ("aaa", 0), ("aaa", 1), ("aaa", 2), ("a a a", 2), ("\na\na\n", 3)],
)
def test_a_passage_is_written_with_what_tells_it_from_others(tmp_path: Path, text: str, start: int) -> None:
    """However often the words stand in a source, enough of their surroundings goes with them."""
    assert_found_again(tmp_path / "out", text, start, start + 1)


@given(st.text("ab \n", min_size=1, max_size=12), st.data())
def test_any_passage_is_found_again(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    """Any stretch of any text comes back as the same passage."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert_found_again(tmp_path_factory.mktemp("pack") / "out", text, start, end)


@given(
    st.recursive(
        st.text() | st.text("word: - #'\"\u00a0\u2028\t\n.,1", min_size=60, max_size=300),
        lambda values: (
            st.lists(values, max_size=4) | st.dictionaries(st.text(min_size=1), values, max_size=4)
        ),
        max_leaves=8,
    ).filter(lambda data: isinstance(data, dict))
)
@example({"key": "a line\u2028and\x85another\r\n", "\x85": ""})
def test_any_text_comes_back_from_yaml_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, object]
) -> None:
    """Whatever characters an entry has, written as YAML and read again they are the same."""
    path = tmp_path_factory.mktemp("yaml") / "some.yaml"
    path.write_text(to_yaml(data), encoding="utf-8")
    assert read_marked(path, "some.yaml").data == data
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == data
