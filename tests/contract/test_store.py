"""What every store promises, whatever keeps it: the same tests run over each of them."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from facts.errors import BadInput
from facts.model import Entity, Fact, Revision, Source, Status, digest
from facts.passages import passage_at
from facts.store.log import Conflict
from facts.store.memory import MemoryStore
from facts.store.port import Store, Want
from tests.contract.conftest import Clock

TEXT = "The ferry left late.\r\nНиколи — “never”.\u2028\N{PILE OF POO}\n"
SOURCE = Source(id="post", label="The Post", text=TEXT, sha256=digest(TEXT))
PASSAGE = passage_at(SOURCE, 4, 9)


def fact(id_: str, statement: str = "The ferry left late.") -> Fact:
    """Return a fact that rests on the source."""
    return Fact(id=id_, statement=statement, passages=(PASSAGE,))


def put(store: Store, *entries: Source | Fact | Entity, by: str = "ada", why: str = "a test") -> list[bool]:
    """Put entries in one transaction; return for each whether it added a revision."""
    with store.writer() as writer:
        return [writer.put(entry, by=by, why=why) for entry in entries]


def test_a_new_store_is_empty(store: Store) -> None:
    """Where nothing has been put there is nothing to read, and no error."""
    assert (store.head(), store.counts(), store.packs()) == (0, {}, ())
    assert list(store.since(0)) == list(store.all()) == []
    assert (store.at([1]), store.current(["x"])) == ({}, {})
    assert store.history("x") == ()


def test_an_entry_comes_back_as_it_was_put(store: Store, clock: Clock) -> None:
    """Every character and field of an entry is kept, with who put it there, when and why."""
    entry = Fact(
        id="late",
        statement="“Late” — \N{SNOWMAN}\x00",
        status=Status.DISPUTED,
        keywords=("a", ""),
        passages=(PASSAGE,),
    )
    put(store, SOURCE, entry, by="ada <b>", why="'; drop table revision; --")
    first, second = store.since(0)
    assert first.entry == SOURCE
    assert second.entry == entry
    assert (second.number, second.by, second.why) == (2, "ada <b>", "'; drop table revision; --")
    assert second.at == clock.now
    assert second.at.utcoffset() == clock.now.utcoffset()


def test_moments_are_in_utc_wherever_the_machine_stands(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The local time zone changes nothing in what is kept or how long a claim holds."""
    put(store, SOURCE)
    assert store.claim("event", lease=60)
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        (revision,) = store.since(0)
        claimed = store.claim("event", lease=60)
    time.tzset()
    assert (revision.at, revision.at.utcoffset()) == (clock.now, timedelta(0))
    assert not claimed


def test_what_is_expected_is_put_like_anything_else(store: Store) -> None:
    """To look entries up beforehand changes nothing of what is added, in however many rows."""
    put(store, SOURCE, fact("a"), fact("b"))
    many = [fact(f"many-{number}") for number in range(1_100)]
    changed = fact("b", "It was early.")
    entries: list[Source | Fact] = [fact("a"), changed, SOURCE, *many, fact("b", "It was late."), many[0]]
    with store.writer() as writer:
        writer.expect(entry.id for entry in entries)
        added = [writer.put(entry, by="ada", why="a test") for entry in entries]
        writer.expect(["a", "b", "many-1099"])
        again = [writer.put(entry, by="ada", why="a test") for entry in (fact("a"), entries[-2], many[-1])]
    assert added == [False, True, False, *([True] * 1_100), True, False]
    assert again == [False] * 3
    assert [revision.entry.id for revision in store.history("b")] == ["b"] * 3
    with store.writer() as writer:
        writer.expect(["post"])
        with pytest.raises(BadInput):
            writer.put(fact("post"), by="ada", why="a test")


def test_revisions_are_numbered_from_one_without_gaps(store: Store) -> None:
    """A revision's number is the one after the last, in the order of putting, over all transactions."""
    put(store, SOURCE, fact("a"))
    put(store, fact("b"))
    assert [(r.number, r.entry.id) for r in store.since(0)] == [(1, "post"), (2, "a"), (3, "b")]
    assert [r.number for r in store.since(1)] == [2, 3]
    assert list(store.since(3)) == []
    assert store.head() == 3


def test_putting_what_is_current_adds_nothing(store: Store) -> None:
    """An entry that says the same as its current revision is not put again, by whomever and whyever."""
    assert put(store, SOURCE, fact("a")) == [True, True]
    assert put(store, SOURCE, fact("a"), by="eve", why="again") == [False, False]
    assert store.head() == 2


def test_a_change_is_a_new_revision_and_the_old_one_stays(store: Store, clock: Clock) -> None:
    """History is only added to; going back to what was said before is a change too."""
    put(store, fact("a", "first"), by="ada")
    clock.turn(60)
    put(store, fact("a", "second"), by="bob")
    put(store, fact("a", "first"), by="cyd")
    history = store.history("a")
    assert [(r.number, r.by, r.entry) for r in history] == [
        (1, "ada", fact("a", "first")),
        (2, "bob", fact("a", "second")),
        (3, "cyd", fact("a", "first")),
    ]
    assert (history[1].at - history[0].at).total_seconds() == 60
    assert store.current(["a"]) == {"a": history[2]}


def test_a_writer_sees_what_it_has_put_itself(store: Store) -> None:
    """Within one transaction, too, the same thing is not put twice and a change is."""
    assert put(store, fact("a"), fact("a"), fact("a", "other"), fact("a")) == [True, False, True, True]
    assert [r.number for r in store.history("a")] == [1, 2, 3]


def test_an_error_in_a_writer_keeps_nothing(store: Store) -> None:
    """A transaction is kept whole or not at all, and the numbers go on as if it had not been."""
    put(store, fact("a"))

    def fail_halfway() -> None:
        with store.writer() as writer:
            writer.put(fact("a", "changed"), by="ada", why="a test")
            writer.put(fact("b"), by="ada", why="a test")
            raise KeyError

    with pytest.raises(KeyError):
        fail_halfway()
    assert store.head() == 1
    assert store.current(["a", "b"]).keys() == {"a"}
    put(store, fact("c"))
    assert store.current(["c"])["c"].number == 2


def test_nothing_is_to_be_seen_before_a_writer_ends(store: Store) -> None:
    """Readers go on reading what was there before, while a transaction is open."""
    put(store, fact("a"))
    with store.writer() as writer:
        writer.put(fact("a", "changed"), by="ada", why="a test")
        writer.put(fact("b"), by="ada", why="a test")
        assert store.head() == 1
        assert store.current(["a", "b"])["a"].entry == fact("a")
        assert [r.entry.id for r in store.all()] == ["a"]
    assert store.head() == 3


@pytest.mark.parametrize("in_one_transaction", [True, False])
def test_an_id_stays_with_its_kind(store: Store, in_one_transaction: bool) -> None:
    """One id names one entry: another kind of entry cannot take it, and the attempt keeps nothing."""
    entity = Entity(id="a", type="person", name="Ada", passages=(PASSAGE,))
    if not in_one_transaction:
        put(store, fact("a"))
    with pytest.raises(BadInput, match="'a' is the id of an entry of kind 'fact': no entity"):
        put(store, *((fact("a"), entity) if in_one_transaction else (entity,)))
    assert store.head() == (0 if in_one_transaction else 1)


def test_revisions_are_found_by_their_numbers(store: Store) -> None:
    """`at` gives exactly those that there are, old ones too."""
    put(store, fact("a", "first"), fact("a", "second"), fact("b"))
    found = store.at([3, 1, 1, 0, -1, 99])
    assert {number: revision.entry for number, revision in found.items()} == {
        1: fact("a", "first"),
        3: fact("b"),
    }


def test_current_revisions_are_found_beside_those_with_some_numbers(store: Store) -> None:
    """`at` gives what is current of some entries as well, once, and leaves unknown ids out."""
    put(store, fact("a", "first"), fact("a", "second"), SOURCE, fact("b"))
    found = store.at([1, 4], beside=["a", "b", "nobody", "post"])
    assert {number: revision.entry for number, revision in found.items()} == {
        1: fact("a", "first"),
        2: fact("a", "second"),
        3: SOURCE,
        4: fact("b"),
    }
    assert store.at([], beside=["post"]).keys() == {3}


def test_entries_come_in_the_order_in_which_they_were_first_added(store: Store) -> None:
    """`all` gives the current revision of each, in an order that later changes leave alone."""
    put(store, fact("b"), SOURCE, fact("a"))
    put(store, fact("b", "changed"), fact("c"))
    assert [(r.entry.id, r.number) for r in store.all()] == [("b", 4), ("post", 2), ("a", 3), ("c", 5)]
    assert [(r.entry.id, r.number) for r in store.all("fact")] == [("b", 4), ("a", 3), ("c", 5)]
    assert [r.entry.id for r in store.all("source")] == ["post"]
    assert list(store.all("quote")) == []


def test_entries_are_counted_once_however_often_they_change(store: Store) -> None:
    """Counts are of entries, by kind; a kind without any is left out."""
    put(store, SOURCE, fact("a"), fact("b"))
    put(store, fact("a", "changed"))
    assert store.counts() == {"source": 1, "fact": 2}


def test_thousands_are_read_and_written_whole(store: Store) -> None:
    """More than any database takes in one statement comes through complete and in order."""
    ids = [f"f{number}" for number in range(3_500)]
    assert all(put(store, *map(fact, ids)))
    assert not any(put(store, *map(fact, ids)))
    assert put(store, *(fact(id_, "changed") for id_ in ids[:1_200])).count(True) == 1_200
    assert [r.number for r in store.since(0)] == list(range(1, 4_701))
    assert [r.entry.id for r in store.all()] == [r.entry.id for r in store.all("fact")] == ids
    assert store.at(range(1, 4_701)).keys() == set(range(1, 4_701))
    assert store.at([1], beside=ids).keys() == {1, *range(1_201, 4_701)}
    current = store.current(ids)
    assert [current[id_].number for id_ in ids] == [*range(3_501, 4_701), *range(1_201, 3_501)]


def test_reading_in_order_may_go_on_while_others_write(store: Store) -> None:
    """A reader in the middle of the log is not disturbed by what is added, and comes to it in the end."""
    put(store, *(fact(f"f{number}") for number in range(1_500)))
    reading = store.since(0)
    assert next(reading).number == 1
    put(store, fact("late"))
    assert [r.number for r in reading] == list(range(2, 1_502))


def test_threads_that_write_at_once_get_numbers_in_turn(store: Store) -> None:
    """Writers wait for one another: no number is given twice, and none is left out."""
    together = Barrier(4)

    def write(name: str) -> None:
        together.wait()
        for number in range(10):
            put(store, fact(f"{name}{number}"), fact(f"{name}{number}", "changed"))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, "abcd"))
    revisions = list(store.since(0))
    assert [r.number for r in revisions] == list(range(1, 81))
    assert {len(store.history(r.entry.id)) for r in revisions} == {2}
    assert all(a.entry.id == b.entry.id for a, b in zip(revisions[::2], revisions[1::2], strict=True))


def test_of_many_that_claim_a_task_one_gets_it(store: Store) -> None:
    """A claim is one thread's, however many try at the same moment."""
    together = Barrier(8)

    def claim(_: int) -> bool:
        together.wait()
        return store.claim("event", lease=60)

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(claim, range(8))).count(True) == 1


def test_a_claim_holds_until_its_lease_is_over(store: Store, clock: Clock) -> None:
    """Who takes a task on and is never heard of again loses it after `lease` seconds, not before."""
    assert store.claim("event", lease=60)
    clock.turn(59.9)
    assert not store.claim("event", lease=60)
    assert store.claim("another", lease=60)
    clock.turn(0.1)
    assert store.claim("event", lease=60)
    assert not store.claim("event", lease=60)


def test_a_settled_task_is_never_claimed_again(store: Store, clock: Clock) -> None:
    """What is done is done: no lease runs out, and giving it back afterwards changes nothing."""
    assert store.claim("event", lease=60)
    store.settle("event")
    store.release("event")
    clock.turn(10**9)
    assert not store.claim("event", lease=60)


def test_a_task_given_back_is_free_at_once(store: Store) -> None:
    """A claim that is released leaves the task as it was; releasing what nobody holds does nothing."""
    store.release("event")
    assert store.claim("event", lease=60)
    store.release("event")
    assert store.claim("event", lease=60)


def test_a_note_is_recalled_as_it_was_last_kept(store: Store) -> None:
    """One value under a key, in place of the one before; notes are no part of the history."""
    assert store.recall("k") is None
    store.note("k", "one")
    store.note("k", "два \N{SNOWMAN}")
    store.note("other", "")
    assert (store.recall("k"), store.recall("other")) == ("два \N{SNOWMAN}", "")
    assert store.head() == 0


def test_packs_are_named_in_order(store: Store) -> None:
    """The packs are those that a note remembers, each once."""
    for key in ("pack:tides", "pack:ferry", "packet", "pack:tides", "unpack:x", "pack:Éire", "pack:Zoo"):
        store.note(key, "{}")
    assert store.packs() == ("Zoo", "ferry", "tides", "Éire")


def test_notes_come_all_together(store: Store) -> None:
    """Every key is there with its last value, in an order that is the same in every store."""
    assert store.notes() == {}
    for key, value in (("b", "1"), ("a_", "2"), ("aB", "3"), ("b", "4")):
        store.note(key, value)
    assert list(store.notes().items()) == [("aB", "3"), ("a_", "2"), ("b", "4")]


def test_a_copied_revision_is_the_one_that_it_was(store: Store, clock: Clock) -> None:
    """Number, moment, who and why come from the other store; what is put afterwards goes on from there."""
    other = MemoryStore(clock)
    put(other, SOURCE, fact("a"), fact("a", "changed"), by="eve", why="long ago")
    clock.turn(3600)
    with store.writer() as writer:
        for revision in other.since(0):
            writer.copy(revision)
    assert list(store.since(0)) == list(other.since(0))
    assert store.history("a") == other.history("a")
    assert list(store.all()) == list(other.all())
    assert put(store, fact("a", "changed"), fact("b")) == [False, True]
    assert store.head() == 4


@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_copy_leaves_no_gap(store: Store, number: int) -> None:
    """A revision that is not the next one is refused, and nothing is kept."""
    put(store, SOURCE, fact("a"))
    late = Revision(number=number, at=store.at([1])[1].at, by="eve", why="a test", entry=fact("b"))
    with pytest.raises(BadInput, match=f"Revision {number} cannot be copied here, where the next one is 3"):
        copy(store, late)
    assert store.head() == 2


def test_a_copy_keeps_an_id_with_its_kind(store: Store) -> None:
    """What holds for putting holds for copying: one id names one entry."""
    put(store, fact("a"))
    entity = Entity(id="a", type="person", name="Ada", passages=(PASSAGE,))
    with pytest.raises(BadInput, match="'a' is the id of an entry of kind 'fact'"):
        copy(store, Revision(number=2, at=store.at([1])[1].at, by="eve", why="a test", entry=entity))
    assert store.head() == 1


def copy(store: Store, revision: Revision) -> None:
    """Copy one revision in a transaction of its own."""
    with store.writer() as writer:
        writer.copy(revision)


def test_nobody_waits_for_a_revision_that_is_there(store: Store) -> None:
    """Waiting ends at once where there is a later revision, and in vain where there is none in time."""
    put(store, fact("a"), fact("b"))
    assert store.wait(1, seconds=3600)
    assert not store.wait(2, seconds=0)
    assert not store.wait(99, seconds=0.01)


def test_who_waits_is_woken_by_a_new_revision(store: Store) -> None:
    """Waiting ends when another thread's transaction does, long before its time is over."""
    put(store, fact("a"))
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(store.wait, 1, 60)
        put(store, fact("b"))
        assert waiting.result(timeout=30)


def change(store: Store, entry: Source | Fact, expected: int) -> bool:
    """Put an entry on the belief that a revision is current."""
    with store.writer() as writer:
        return writer.put(entry, by="ada", why="a test", expected=expected)


def test_a_change_of_what_was_looked_at_is_kept(store: Store) -> None:
    """Who expects the revision that is current changes it; 0 stands for an entry that is not on file."""
    assert change(store, fact("a"), expected=0)
    assert change(store, fact("a", "second"), expected=1)
    assert not change(store, fact("a", "second"), expected=2)
    assert [r.number for r in store.history("a")] == [1, 2]


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_the_second_of_two_who_change_a_record_is_told_of_the_first(store: Store, expected: int) -> None:
    """Nothing is overwritten unseen: the one who expects another revision gets the current one."""
    put(store, fact("a", "first"))
    put(store, fact("a", "second"), by="bob", why="more is known")
    with pytest.raises(Conflict, match=r"'a' was changed meanwhile by bob, .* \(more is known\)") as conflict:
        change(store, fact("a", "third"), expected)
    assert conflict.value.current == store.current(["a"])["a"]
    assert store.head() == 2


def test_what_is_not_on_file_cannot_be_changed(store: Store) -> None:
    """Who expects a revision of an unknown entry is told that there is none."""
    with pytest.raises(Conflict, match="'a' is not on file any more") as conflict:
        change(store, fact("a"), expected=7)
    assert conflict.value.current is None


def test_a_conflict_is_seen_within_one_transaction(store: Store) -> None:
    """What a writer has put itself counts as current, and a conflict keeps nothing of it."""
    put(store, fact("a", "first"))

    def change_twice() -> None:
        with store.writer() as writer:
            writer.put(fact("a", "second"), by="ada", why="a test", expected=1)
            writer.put(fact("a", "third"), by="ada", why="a test", expected=1)

    with pytest.raises(Conflict) as conflict:
        change_twice()
    assert conflict.value.current
    assert conflict.value.current.entry == fact("a", "second")
    assert store.head() == 1


def marked(id_: str, **fields: object) -> Fact:
    """Return a fact with these fields."""
    return Fact.model_validate({**fact(id_).model_dump(), "status": Status.VERIFIED, **fields})


def test_what_waits_for_somebody_is_found_by_its_status(store: Store) -> None:
    """Drafts and disputed records come in the order of their current revisions, others not at all."""
    put(store, SOURCE, marked("a", status="draft"), marked("b", status="disputed"), marked("c"))
    put(store, marked("d", status="draft"), marked("a", status="draft", value="late"))
    assert [r.entry.id for r in store.waiting(Status.DRAFT)] == ["d", "a"]
    assert [r.entry.id for r in store.waiting(Status.DISPUTED)] == ["b"]
    put(store, marked("b"), marked("d", status="disputed"))
    assert [r.entry.id for r in store.waiting(Status.DISPUTED)] == ["d"]


def test_what_is_due_has_expired_by_that_day(store: Store) -> None:
    """A record is due from the day on which it expires; one that never does is never due."""
    put(store, SOURCE, marked("a", expires="2026-11-20"), marked("b", expires="2026-11-21"), marked("c"))
    assert [r.entry.id for r in store.due("2026-11-19")] == []
    assert [r.entry.id for r in store.due("2026-11-20")] == ["a"]
    put(store, marked("a"))
    assert [r.entry.id for r in store.due("2027-01-01")] == ["b"]


def test_what_is_withheld_is_found_whatever_else_there_is(store: Store) -> None:
    """Current records with an embargo, past or not, and those not for publication; not what once was."""
    put(store, marked("a", embargo="2026-11-20T06:00:00Z"), marked("b", not_for_publication=True))
    put(store, marked("c"), SOURCE, marked("a", embargo="2026-11-21T06:00:00Z"))
    assert [(r.entry.id, r.number) for r in store.withheld()] == [("b", 2), ("a", 5)]
    put(store, marked("b"))
    assert [r.entry.id for r in store.withheld()] == ["a"]


def test_what_was_asked_in_vain_is_counted(store: Store, clock: Clock) -> None:
    """Under one key everything adds up, and the text that was asked last stands for it."""
    early, late = clock.now, clock.now + timedelta(hours=1)
    store.want(Want("harbour fees", "Harbour fees?", 1, late))
    store.want(Want("harbour fees", "harbour fees", 2, early))
    store.want(Want("fog", "Fog", 1, early))
    store.want(Want("tide", "Tide", 1, late))
    assert store.wanted() == (
        Want("harbour fees", "Harbour fees?", 3, late),
        Want("tide", "Tide", 1, late),
        Want("fog", "Fog", 1, early),
    )
    store.unwant("harbour fees")
    store.unwant("never asked")
    assert [want.key for want in store.wanted()] == ["tide", "fog"]


def test_many_may_ask_in_vain_at_once(store: Store, clock: Clock) -> None:
    """No question is lost, however many threads count at the same moment."""
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: store.want(Want("fog", "Fog", 1, clock.now)), range(40)))
    assert [want.count for want in store.wanted()] == [40]
