"""What every store promises to remember of messages: the same tests run over each of them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

from facts.postings import DONE, DUE, UNDELIVERED, Delivery, Posting, Progress, Shown, Watch
from facts.store.port import Store
from tests.contract.conftest import Clock

ANSWER = Posting("event:Ev1", "answer", "C1", "1.1", "U1", '{"kind": "found"}', first=7, state=7)
FERRY = Shown("ferry", 5, "a" * 64)
DELAY = Shown("delay", 7)
WATCH = Watch("W1", "C1", "U1", "{}", daily=True, state=3)


def test_a_message_is_remembered_as_it_was_given(store: Store, clock: Clock) -> None:
    """Every field comes back, with the moment it was remembered at, and what it shows in the order of ids."""
    assert store.postings.intend(ANSWER, [FERRY, DELAY]) is None
    assert store.postings.posting("event:Ev1") == replace(ANSWER, at=clock.now)
    assert store.postings.shown("event:Ev1") == (DELAY, FERRY)
    assert store.postings.posting("event:Ev2") is None
    assert store.postings.shown("event:Ev2") == ()


def test_one_cause_is_remembered_once(store: Store, clock: Clock) -> None:
    """Who comes second gets what the first has remembered, and changes nothing."""
    store.postings.intend(ANSWER, [FERRY])
    first = replace(ANSWER, at=clock.now)
    clock.turn(5)
    assert store.postings.intend(replace(ANSWER, form="other"), [DELAY]) == first
    assert store.postings.posting(ANSWER.id) == first
    assert store.postings.shown(ANSWER.id) == (FERRY,)


def test_of_many_at_once_one_is_first(store: Store) -> None:
    """However many processes are given one event, one alone is told that nobody was before it."""
    start = Barrier(4)

    def intend(_: int) -> bool:
        start.wait()
        return store.postings.intend(ANSWER, [FERRY]) is None

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(intend, range(4))) == 1


def test_a_message_can_be_remembered_anew(store: Store, clock: Clock) -> None:
    """What is renewed takes the place of what was remembered, with what it shows and the moment."""
    store.postings.intend(ANSWER, [FERRY])
    clock.turn(5)
    store.postings.renew(replace(ANSWER, state=9, ts="2.2"), [DELAY])
    assert store.postings.posting(ANSWER.id) == replace(ANSWER, state=9, ts="2.2", at=clock.now)
    assert store.postings.shown(ANSWER.id) == (DELAY,)


def test_many_are_remembered_at_once_and_the_last_of_an_id_counts(store: Store) -> None:
    """More than one statement holds, each with what it shows."""
    many = [(replace(ANSWER, id=f"private:{n % 1200}", state=n), [Shown("ferry", n)]) for n in range(1300)]
    store.postings.remember(many)
    found = {each.id: each.state for each in store.postings.showing(["ferry"], 10_000)}
    assert len(found) == 1200
    assert found["private:99"] == 1299
    assert store.postings.shown("private:99") == (Shown("ferry", 1299),)
    store.postings.remember([])


def test_where_a_message_stands_is_kept(store: Store) -> None:
    """Once it has been posted, its channel and ts are those that Slack gave."""
    store.postings.intend(ANSWER, [FERRY])
    store.postings.stands(ANSWER.id, "D9", "17.5")
    found = store.postings.posting(ANSWER.id)
    assert found
    assert (found.channel, found.ts, found.form) == ("D9", "17.5", ANSWER.form)
    assert store.postings.shown(ANSWER.id) == (FERRY,)


def test_what_was_not_posted_is_forgotten(store: Store) -> None:
    """Nothing of it is left, and its cause may try anew."""
    store.postings.intend(ANSWER, [FERRY])
    store.postings.forget(ANSWER.id)
    assert store.postings.posting(ANSWER.id) is None
    assert store.postings.showing(["ferry"], 100) == ()
    assert store.postings.intend(ANSWER) is None


def test_messages_are_found_by_what_they_show(store: Store) -> None:
    """Those that show an entry as before a revision: not what shows it already, nor what shows others."""
    for id_, state, entry in (("b", 4, "ferry"), ("a", 4, "ferry"), ("c", 5, "ferry"), ("d", 4, "other")):
        store.postings.intend(replace(ANSWER, id=id_, state=state), [Shown(entry, 1), DELAY])
    assert [each.id for each in store.postings.showing(["ferry"], 5)] == ["a", "b"]
    assert [each.id for each in store.postings.showing(["ferry", "delay"], 5)] == ["a", "b", "d"]
    assert store.postings.showing([], 5) == ()


def test_what_is_due_is_kept_once_and_settled(store: Store, clock: Clock) -> None:
    """A promise that is repeated changes nothing; what became of it is kept with its reason and moment."""
    store.postings.promise(8, ["a", "b"])
    store.postings.settle(8, "a", DONE)
    store.postings.settle(8, "b", UNDELIVERED, "is_archived")
    store.postings.promise(8, ["a", "b", "c"])
    store.postings.promise(9, ["a"])
    assert list(store.postings.deliveries()) == [
        Delivery(9, "a", DUE, "", clock.now),
        Delivery(8, "a", DONE, "", clock.now),
        Delivery(8, "b", UNDELIVERED, "is_archived", clock.now),
        Delivery(8, "c", DUE, "", clock.now),
    ]
    assert [each.posting for each in store.postings.deliveries(UNDELIVERED)] == ["b"]
    assert [each.revision for each in store.postings.deliveries(limit=2)] == [9, 8]


def test_progress_is_counted_for_each_revision(store: Store) -> None:
    """The latest revision first: how many messages in all, how many done, how many not to be delivered."""
    assert store.postings.progress(5) == ()
    store.postings.promise(8, map(str, range(1100)))
    store.postings.promise(9, ["x"])
    store.postings.settle(8, "7", DONE)
    store.postings.settle(8, "8", UNDELIVERED, "gone")
    assert store.postings.progress(5) == (Progress(9, 1, 0, 0), Progress(8, 1100, 1, 1))
    assert store.postings.progress(1) == (Progress(9, 1, 0, 0),)


def test_watches_are_kept_until_they_end(store: Store, clock: Clock) -> None:
    """A watch comes back as it was given, since when; kept again it changes all but that."""
    store.postings.watch(WATCH)
    began = clock.now
    clock.turn(5)
    store.postings.watch(replace(WATCH, id="W2", daily=False))
    store.postings.watch(replace(WATCH, state=11))
    first, second = store.postings.watches()
    assert first == replace(WATCH, state=11, at=began)
    assert second == replace(WATCH, id="W2", daily=False, at=clock.now)
    assert store.postings.unwatch("W1")
    assert not store.postings.unwatch("W1")
    assert store.postings.watches() == (second,)


def test_a_process_is_alive_for_as_long_as_it_says(store: Store, clock: Clock) -> None:
    """A beat holds for its seconds; one of none ends it at once."""
    store.postings.beat("web", 10)
    store.postings.beat("worker", 10)
    clock.turn(6)
    store.postings.beat("web", 10)
    assert store.postings.beating() == ("web", "worker")
    clock.turn(6)
    assert store.postings.beating() == ("web",)
    store.postings.beat("web", 0)
    assert store.postings.beating() == ()
