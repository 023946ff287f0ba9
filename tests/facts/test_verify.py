"""Verifying finds everything that does not stand, in a pack and in a store, and says where."""

import re
import sqlite3
from pathlib import Path

import pytest

from facts.errors import StoreError
from facts.ingest.pack import load_pack, read_pack
from facts.model import AnyRecord, Entity, Fact, Quote, Source, digest
from facts.objections import Objection, objections, strangers
from facts.passages import locate
from facts.store.memory import MemoryStore
from facts.store.opening import open_store
from facts.verify import verify_pack, verify_store
from tests.packs import FERRY, write_pack


@pytest.fixture
def store(tmp_path: Path) -> MemoryStore:
    """Return a store that holds the pack."""
    opened = MemoryStore()
    load_pack(write_pack(tmp_path), opened)
    return opened


def record(store: MemoryStore, id_: str) -> AnyRecord:
    """Return a record that is on file."""
    entry = store.current([id_])[id_].entry
    assert not isinstance(entry, Source)
    return entry


def put(store: MemoryStore, entry: Source | AnyRecord) -> None:
    """Put an entry as no loader would: unchecked."""
    with store.writer() as writer:
        writer.put(entry, by="ada", why="a test")


def test_a_pack_that_stands_has_no_objections(tmp_path: Path) -> None:
    """Nothing is said where everything stands."""
    assert verify_pack(write_pack(tmp_path)) == ()


def test_a_changed_article_is_reported_with_every_passage_that_it_takes_away(tmp_path: Path) -> None:
    """The digest is one objection, and each passage that no longer stands is another."""
    lines = verify_pack(write_pack(tmp_path, "post.txt", "Ilse Brandt told", "Ilse Brandt said to"))
    assert lines[0].startswith("ferry/pack.yaml:8: record 'post', field 'sha256': the article is not the one")
    assert [re.sub(r":\d+:.*", "", line) for line in lines[1:]] == ["ferry/quotes.yaml"]


def test_all_objections_to_a_pack_come_at_once(tmp_path: Path) -> None:
    """One article that is not the right one: every record that rests on it is named."""
    folder = write_pack(tmp_path)
    (folder / "post.txt").write_text("Nothing of the kind.\n")
    named = {found[1] for line in verify_pack(folder) if (found := re.search(r"record '([\w-]+)'", line))}
    assert named == {
        "post",
        "ilse-brandt",
        "the-ferry",
        "passengers",
        "crew",
        "nobody-sails",
        "brandt-or-brand",
    }


def test_a_store_that_stands_has_no_objections(store: MemoryStore) -> None:
    """Nothing is said where everything on file stands."""
    assert verify_store(store) == ()


def test_what_does_not_stand_in_a_store_is_named_by_revision(store: MemoryStore) -> None:
    """Every current record is held to the rules, whichever way it came in."""
    put(store, record(store, "nobody-sails").model_copy(update={"words": "All sail.", "speaker": "eve"}))
    put(store, record(store, "passengers").model_copy(update={"value": "1"}))
    assert verify_store(store) == (
        "revision 10: record 'nobody-sails', field 'words': “All sail.” does not stand in the first passage",
        "revision 10: record 'nobody-sails', field 'speaker': 'eve' is not on file",
        "revision 11: record 'passengers', field 'value': “1” stands in none of the passages",
    )


def test_what_has_been_mended_is_not_reported(store: MemoryStore) -> None:
    """Only current revisions must stand: history may hold what was wrong."""
    right = record(store, "passengers")
    put(store, right.model_copy(update={"value": "1"}))
    put(store, right)
    assert verify_store(store) == ()


def test_a_source_that_has_a_new_version_leaves_its_passages_behind(store: MemoryStore) -> None:
    """A passage is bound to the text that it was taken from, and is reported when that is replaced."""
    put(
        store,
        Source(id="post", label="The Post", text=FERRY + "Corrected.", sha256=digest(FERRY + "Corrected.")),
    )
    lines = verify_store(store)
    assert len(lines) == 6
    assert all("it was taken from another version of source 'post'" in line for line in lines)


def test_revisions_changed_in_the_database_are_all_reported(tmp_path: Path) -> None:
    """A row that somebody has edited is named, the others are verified all the same."""
    opened = open_store(f"sqlite:///{tmp_path / 'facts'}")
    load_pack(write_pack(tmp_path), opened)
    with sqlite3.connect(tmp_path / "facts") as connection:
        connection.execute("UPDATE revision SET body = replace(body, '1,040', '9,040') WHERE kind = 'fact'")
        connection.execute("UPDATE revision SET body = '{}', digest = ? WHERE number = 8", [digest("{}")])
        connection.execute("UPDATE revision SET body = replace(body, 'late', 'soon') WHERE id = 'times'")
    connection.close()
    lines = verify_store(opened)
    opened.close()
    assert [line.partition(":")[0] for line in lines[:3]] == ["revision 2", "revision 5", "revision 8"]
    assert lines[2].endswith("is of a shape that is not known; a newer program may have written it.")
    assert {line.partition("field ")[2] for line in lines[3:]} == {"'source': source 'times' is not on file"}


def test_a_store_that_cannot_be_read_at_all_is_an_error(tmp_path: Path) -> None:
    """Verifying does not take a broken database for one without objections."""
    opened = open_store(f"sqlite:///{tmp_path / 'facts'}")
    load_pack(write_pack(tmp_path), opened)
    connection = sqlite3.connect(tmp_path / "facts")
    connection.execute("DROP TABLE revision")
    connection.close()
    with pytest.raises(StoreError, match="no such table"):
        verify_store(opened)
    opened.close()


@pytest.mark.parametrize(
    ("value", "text", "stands"),
    [
        ("1,000", "with 1,000 men", True),
        ("1", "with 1,000 men", False),
        ("000", "with 1,000 men", False),
        ("00", "with 1,000 men", False),
        ("30", "a 30-day truce, 30.", True),
        ("2022", "In 2022, 30 came.", True),
        ("5", "It grew 1.5 times, then 5.", True),
        ("5", "It grew 1.5 times.", False),
        ("18", "the 18th round", True),
        ("ferry", "Ferry", False),
    ],
)
def test_a_value_stands_only_as_a_whole_number(value: str, text: str, stands: bool) -> None:
    """A piece of a larger number is not the number that the source gives."""
    source = Source(id="s", label="S", text=text, sha256=digest(text))
    fact = Fact(id="f", statement="x", value=value, passages=(locate(source, text),))
    found = list(objections(fact, {"s": source}))
    assert found == ([] if stands else [Objection("value", f"“{value}” stands in none of the passages")])


def test_a_record_that_rests_on_nothing_on_file_is_objected_to(store: MemoryStore) -> None:
    """Every source that a record speaks of must be there, those of its silences and variants too."""
    for id_, missing in (("passengers", "times"), ("ilse-brandt", "times"), ("nobody-sails", "post")):
        sources = {"post": record_source(store, "post"), "times": record_source(store, "times")}
        del sources[missing]
        found = list(objections(record(store, id_), sources))
        assert found == [Objection("source", f"source '{missing}' is not on file")]


def record_source(store: MemoryStore, id_: str) -> Source:
    """Return a source that is on file."""
    entry = store.current([id_])[id_].entry
    assert isinstance(entry, Source)
    return entry


def test_a_record_refers_to_entities_as_what_they_are(store: MemoryStore) -> None:
    """What a record is about, and who speaks, must be an entity on file."""
    quote = record(store, "nobody-sails")
    assert isinstance(quote, Quote)
    assert list(strangers(quote, {"the-ferry": "entity", "ilse-brandt": "entity"})) == []
    assert list(strangers(quote, {"the-ferry": "event"})) == [
        Objection("about", "'the-ferry' is of kind 'event', not entity"),
        Objection("speaker", "'ilse-brandt' is not on file"),
    ]


def test_a_spelling_in_another_case_does_not_stand(tmp_path: Path) -> None:
    """Variants and titles are held to their sources letter by letter."""
    pack = read_pack(write_pack(tmp_path))
    entity = pack.entities[0]
    assert isinstance(entity, Entity)
    loud = entity.model_copy(
        update={"variants": (entity.variants[0].model_copy(update={"text": "ILSE BRANDT"}),)}
    )
    found = list(objections(loud, {source.id: source for source in pack.sources}))
    assert found == [Objection("variants", "“ILSE BRANDT” does not stand in source 'post'")]
