"""A pack is read, checked as a whole, and loaded all or not at all."""

import json
import re
from pathlib import Path

import pytest
import yaml

from facts.errors import BadInput, BadPack
from facts.ingest.layout import RECORDS
from facts.ingest.pack import Loaded, examine, load_pack, read_pack
from facts.ingest.yamlmarks import read_marked
from facts.model import Status, digest
from facts.store.memory import MemoryStore
from tests.packs import FERRY, TIMES, write_pack

SEEDS = Path(__file__).parents[2] / "seeds"
HOWTO = Path(__file__).parents[2] / "docs" / "howto" / "packs.md"


def test_everything_in_a_pack_is_read(tmp_path: Path) -> None:
    """A pack's entries come in the order of its files, whole."""
    pack = read_pack(write_pack(tmp_path))
    assert (pack.name, pack.title) == ("ferry", "The late ferry")
    assert [(file, entry.id) for file, entry in pack.entries()] == [
        ("pack.yaml", "post"),
        ("pack.yaml", "times"),
        ("entities.yaml", "ilse-brandt"),
        ("entities.yaml", "the-ferry"),
        ("facts.yaml", "passengers"),
        ("facts.yaml", "crew"),
        ("quotes.yaml", "nobody-sails"),
        ("events.yaml", "late-before"),
        ("disagreements.yaml", "brandt-or-brand"),
    ]


def test_articles_are_kept_byte_for_byte(tmp_path: Path) -> None:
    """A source's text has every character of its file, line ends as they are."""
    post, times = read_pack(write_pack(tmp_path)).sources
    assert (post.text, times.text) == (FERRY, TIMES)
    assert times.sha256 == digest(TIMES)


def test_a_record_has_the_status_and_day_of_its_pack_unless_it_says_its_own(tmp_path: Path) -> None:
    """`status` and `checked` in pack.yaml are those of every record that has none, or an empty one."""
    passengers, crew = read_pack(write_pack(tmp_path)).facts
    assert (passengers.status, passengers.checked) == (Status.VERIFIED, "2026-11-20")
    assert (crew.status, crew.checked) == (Status.DRAFT, "2026-11-20")


def test_a_passage_is_found_by_its_words_and_what_stands_around_them(tmp_path: Path) -> None:
    """Words that stand twice are told apart by a suffix; the passage has its offsets in code points."""
    passage = read_pack(write_pack(tmp_path)).facts[1].passages[0]
    assert passage.start == FERRY.rindex("The crew waited")
    assert FERRY[passage.start : passage.end] == "The crew waited"
    assert passage.sha256 == digest(FERRY)


def test_the_bounds_of_a_date_are_worked_out(tmp_path: Path) -> None:
    """An event's EDTF date stays as written, beside its first and its last day."""
    event = read_pack(write_pack(tmp_path)).events[0]
    assert (event.date, event.earliest, event.latest) == ("2022-03", "2022-03-01", "2022-03-31")


def test_a_pack_needs_only_the_files_that_it_has_records_for(tmp_path: Path) -> None:
    """A file of records that is not there, or is empty, has none."""
    folder = write_pack(tmp_path)
    (folder / "disagreements.yaml").unlink()
    (folder / "events.yaml").write_text("# none yet\n")
    pack = read_pack(folder)
    assert (pack.events, pack.disagreements) == ((), ())


def test_what_is_written_is_text_whatever_yaml_makes_of_it(tmp_path: Path) -> None:
    """Dates, numbers, truth values and versions stay the characters that were typed."""
    path = tmp_path / "some.yaml"
    path.write_text("- [2022-03-01, 1_000, 0x1F, yes, 1.10, 12:30, 'null', \"\"]\n")
    assert read_marked(path, "some.yaml").data == [
        ["2022-03-01", "1_000", "0x1F", "yes", "1.10", "12:30", "null", ""]
    ]


BROKEN = yaml.safe_load(Path(__file__).with_name("broken_packs.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("change", BROKEN, ids=lambda change: f"{change['file']}: {change['new']!r}")
def test_a_broken_pack_is_named_by_file_line_record_and_field(tmp_path: Path, change: dict[str, str]) -> None:
    """Whatever is wrong in a pack, its message says where, and nothing of it is loaded."""
    store = MemoryStore()
    with pytest.raises(BadPack) as error:
        load_pack(write_pack(tmp_path, change["file"], change["old"], change["new"]), store)
    assert change["says"] in str(error.value)
    assert (store.head(), store.packs()) == (0, ())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- id: a\n  id: b\n", "ferry/facts.yaml:2: field 'id' is there twice"),
        ("- id: a\n  statement: [b\n- id: c\n", "ferry/facts.yaml:3: this is not YAML: "),
        ("- &x a\n- *x\n", "ferry/facts.yaml:1: tags, anchors and aliases are not used in packs"),
        ("- !!python/name:os.system x\n", "ferry/facts.yaml:1: tags, anchors and aliases are not used"),
        (
            "- id: a\n  about: [b, ]\n  keywords:\n    -\n",
            "ferry/facts.yaml:4: an item of this list is empty",
        ),
        ("- [[[[[[[[[[[a]]]]]]]]]]]\n", "ferry/facts.yaml:1: this is nested too deeply for a pack"),
        ("- {[a]: b}\n", "ferry/facts.yaml:1: a field's name must be text"),
        ("[]\n---\n[]\n", "ferry/facts.yaml:2: a second document begins"),
        ("id: a\n", "ferry/facts.yaml:1: must be a list of records"),
        ("- id: a\x07\n", "ferry/facts.yaml: is not text in UTF-8"),
    ],
)
def test_yaml_that_is_no_pack_is_named_by_its_line(tmp_path: Path, text: str, says: str) -> None:
    """A file that is mistyped, or that holds more of YAML than packs use, is refused by line."""
    folder = write_pack(tmp_path)
    (folder / "facts.yaml").write_text(text)
    with pytest.raises(BadPack) as error:
        read_pack(folder)
    assert str(error.value).startswith(says)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    """Articles and records are UTF-8; anything else is named, not guessed at."""
    folder = write_pack(tmp_path)
    (folder / "post.txt").write_bytes("später".encode("latin-1"))
    (folder / "facts.yaml").write_bytes("- id: später".encode("latin-1"))
    _, bad = examine(folder)
    reason = "is not text in UTF-8: invalid continuation byte"
    assert [str(error) for error in bad][:2] == [
        f"ferry/pack.yaml:7: record 'post', field 'file': “post.txt” {reason}",
        f"ferry/facts.yaml: {reason}",
    ]


def test_an_article_outside_the_folder_is_never_read(tmp_path: Path) -> None:
    """A link inside the folder leads no further than a path that says `..`."""
    folder = write_pack(tmp_path)
    (tmp_path / "secret.txt").write_text(FERRY)
    (folder / "post.txt").unlink()
    (folder / "post.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(BadPack, match="must name the article's file in the folder of the pack"):
        read_pack(folder)


def test_a_file_that_no_pack_has_is_refused(tmp_path: Path) -> None:
    """A mistyped file name would leave its records out in silence, so it is an error."""
    folder = write_pack(tmp_path)
    (folder / "quotes.yaml").rename(folder / "qoutes.yml")
    _, bad = examine(folder)
    assert str(bad[-1]).startswith("ferry/qoutes.yml: is no file of a pack: ")


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    """Without pack.yaml there is nothing to load."""
    with pytest.raises(BadPack, match=r"pack\.yaml: cannot be read: No such file"):
        read_pack(tmp_path)


def test_everything_that_is_wrong_is_found_at_once(tmp_path: Path) -> None:
    """An examination does not stop at the first record that does not stand, nor at its first field."""
    folder = write_pack(tmp_path, "facts.yaml", "value: 1,040", "value: 9\n  according_to2: x")
    (folder / "quotes.yaml").write_text("- id: x\n  speaker: [y]\n  passages: [{source: no, exact: words}]\n")
    pack, bad = examine(folder)
    assert pack
    assert [str(error).removeprefix("ferry/") for error in bad] == [
        "facts.yaml:4: record 'passengers', field 'according_to2': is not a field that belongs here",
        "quotes.yaml:3: record 'x', field 'passages.source': source 'no' is not on file",
        "quotes.yaml:1: record 'x', field 'form': is missing",
        "quotes.yaml:2: record 'x', field 'speaker': must be text",
        "quotes.yaml:1: record 'x', field 'speaker_text': is missing",
        "quotes.yaml:1: record 'x', field 'words': is missing",
        "disagreements.yaml:3: record 'brandt-or-brand', field 'records': 'nobody-sails' is not on file",
    ]


def test_loading_says_where_each_entry_came_from(tmp_path: Path) -> None:
    """A revision bears the pack that put it there and the file that it was read from."""
    store = MemoryStore()
    assert load_pack(write_pack(tmp_path), store) == Loaded("ferry", added=9, unchanged=0)
    first = store.current(["nobody-sails"])["nobody-sails"]
    assert (first.by, first.why) == ("pack ferry", "loaded from ferry/quotes.yaml")
    assert store.packs() == ("ferry",)
    assert json.loads(store.recall("pack:ferry") or "") == {"title": "The late ferry"}


def test_loading_twice_changes_nothing(tmp_path: Path) -> None:
    """A pack that is on file already adds no revision; a changed record adds its own alone."""
    store = MemoryStore()
    load_pack(write_pack(tmp_path), store)
    assert load_pack(write_pack(tmp_path), store) == Loaded("ferry", added=0, unchanged=9)
    changed = write_pack(tmp_path, "facts.yaml", "keywords: [travellers]", "keywords: [people]")
    assert load_pack(changed, store) == Loaded("ferry", added=1, unchanged=8)
    assert store.head() == 10


def test_a_pack_whose_id_is_another_kind_on_file_loads_nothing(tmp_path: Path) -> None:
    """All of a pack is loaded or none of it, also where only the store can tell that it does not fit."""
    store = MemoryStore()
    load_pack(write_pack(tmp_path), store)
    changed = write_pack(tmp_path, "facts.yaml", "id: crew", "id: late-before")
    (changed / "events.yaml").unlink()
    (changed / "facts.yaml").write_text((changed / "facts.yaml").read_text().replace("travellers]", "x]", 1))
    with pytest.raises(BadInput, match="'late-before' is the id of an entry of kind 'event'"):
        load_pack(changed, store)
    assert store.head() == 9


def test_the_bundled_pack_stands() -> None:
    """Every passage of the pack that Factdesk brings stands in its article, and every rule holds."""
    pack, bad = examine(SEEDS / "istanbul-talks")
    assert not bad
    assert pack is not None
    assert len(pack.facts) >= 45
    assert len(pack.quotes) >= 12
    assert len(pack.events) >= 12
    assert len(pack.entities) >= 20
    assert {source.sha256[:12] for source in pack.sources} == {"403e709396ce", "c880596f6304"}


def howto_pack(folder: Path) -> str:
    """Write the pack of docs/howto/packs.md into a folder, and return the message that it shows."""
    blocks = re.findall(r"```(\w+)\n(.*?)```", HOWTO.read_text(encoding="utf-8"), re.DOTALL)
    post, times, *_, message = (text for language, text in blocks if language == "text")
    files = {text.split()[1]: text for language, text in blocks if language == "yaml"}
    folder.mkdir()
    for name, text in {"post.txt": post, "times.txt": times, **files}.items():
        (folder / name).write_bytes(text.encode())
    return str(message).strip()


def test_the_pack_of_the_howto_is_one(tmp_path: Path) -> None:
    """What the how-to shows can be loaded, and fails as it says."""
    message = howto_pack(tmp_path / "late-ferry")
    pack = read_pack(tmp_path / "late-ferry")
    assert all(getattr(pack, name) for name in RECORDS)
    facts = tmp_path / "late-ferry" / "facts.yaml"
    facts.write_text(facts.read_text().replace("value: 1,040", "value: 1,041"))
    with pytest.raises(BadPack) as error:
        read_pack(tmp_path / "late-ferry")
    assert str(error.value) == message
