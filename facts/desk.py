"""The desk: takes a question, returns an answer. The only place where search, records and answers meet."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

from facts.answers import (
    Answer,
    Card,
    Chronology,
    DeskStatus,
    DidYouMean,
    Found,
    Nothing,
    Sources,
    Usage,
    cards_of,
    records_in,
)
from facts.cards import Cards, before
from facts.errors import UnknownFilter
from facts.model import now
from facts.periods import today_here
from facts.progress import Watch, unwatched
from facts.questions import EVERYTHING, Question, Verb, Within
from facts.search.filters import Limited
from facts.search.finder import CANDIDATES, Finder
from facts.search.followup import telling
from facts.search.profile import says
from facts.search.semantic import Encodes, meanings
from facts.search.threshold import certainty
from facts.search.uncurated import Uncurated
from facts.store.port import Store
from facts.verbs import NEAR, Verbs
from facts.visibility import Public, Withheld

_KEPT = 1_000
"""Answers that are kept."""


class Desk:
    """Answers questions from one store, in any thread. One thread at a time may call `refresh`."""

    def __init__(
        self,
        store: Store,
        folder: Path | None = None,
        encoder: Encodes | None = None,
        catalogue: Path | None = None,
        today: Callable[[], date] = today_here,
        *,
        clock: Callable[[], datetime] = now,
        seen: Public | None = None,
        watch: Watch = unwatched,
    ) -> None:
        """Take in what the store holds.

        Args:
            store: what is on file.
            folder: where the search index is kept; without one it is in memory.
            encoder: finds records also by what they mean, once `refresh` has taken that in.
            catalogue: where the catalogue of what stands in sources is kept, likewise.
            today: returns the day that "yesterday" is before.
            clock: returns the moment, by which embargoes end.
            seen: what of the store is answered from; what everybody may see where none is given.
            watch: sees the revisions go into the index that it has not yet.
        """
        self._store = store
        self._today = today
        self._kept_answer = lru_cache(_KEPT)(self._answer_to)
        self._clock = clock
        self._seen = seen or Public(store, clock)
        meant = meanings(encoder, store, folder and folder / "meanings") if encoder else None
        self._finder = Finder(self._seen, folder, meant, watch)
        self._finder.catch_up(self._seen.exceptions)
        self._uncurated = None if seen else Uncurated(store, catalogue, self._finder)
        self._refreshing = Lock()
        self._withheld: Desk | None = None
        self._numbers: tuple[int, ...] = ()
        """Those of the revisions that it is of."""
        self.head = 0
        """The last revision that every answer and card takes in; some take in later ones."""
        self._lay_out()

    def refresh(self, wait: float = 0.0) -> bool:
        """Take in the revisions that any process has added since the last time; tell whether to go on.

        What records mean is taken in a little at a time, so that new ones do not wait for it.

        Args:
            wait: seconds to wait for some, at most, where there are none yet.

        Raises:
            StoreError: the store cannot be read; what was taken in before is still answered from.
        """
        if wait:
            self._store.wait(self._finder.head, wait)
        with self._refreshing:
            self._take_in()
        took = (self._finder.catch_up_meanings(), bool(self._uncurated and self._uncurated.catch_up()))
        if any(took):
            with self._finder.lock:
                self._kept_answer.cache_clear()
        return took[0] or bool(self._uncurated and self._uncurated.is_behind)

    def _take_in(self) -> None:
        """Take in what is new, and what the clock has let be seen."""
        looked = self._seen.refresh()
        if self._finder.catch_up(self._seen.exceptions) or looked or self.head < self._finder.head:
            self._lay_out()

    def _lay_out(self) -> None:
        """Make the cards anew, and what answers from what is withheld."""
        head = self._finder.head
        cards = whole = Cards(self._seen, self._clock)
        withheld = None
        if (veil := self._seen.veil).withheld:
            whole = Cards(self._store, self._clock)
            withheld = self._answering_from(Withheld(self._store, veil))
        with self._finder.lock:
            self._cards, self._whole, self._withheld, self.head = cards, whole, withheld, head
            self._verbs = Verbs(self._finder, cards)
            self._kept_answer.cache_clear()

    def _answering_from(self, seen: Withheld) -> "Desk":
        """Return a desk of what is withheld: the one there is, where that is of the same revisions."""
        before, self._numbers = self._numbers, seen.numbers
        if self._withheld is None or before != seen.numbers:
            return Desk(self._store, today=self._today, clock=self._clock, seen=seen)
        self._withheld._lay_out()
        return self._withheld

    def _look(self) -> None:
        """Take in what the clock has let be seen, at once, unless that is being done."""
        if self._seen.veil.is_over(self._clock) and self._refreshing.acquire(blocking=False):
            try:
                self._take_in()
            finally:
                self._refreshing.release()

    def ask(self, question: Question, previous: Question | None = None, *, privy: bool = False) -> Answer:
        """Answer a question; `previous` is the one before it in the same thread, which it may lean on.

        What many ask at once is looked for once: an answer is kept until a revision comes in or an embargo
        ends, for the day. With `privy`, what is withheld comes first: for curators, in private.

        Raises:
            UnknownFilter: a filter that was typed names nothing on file.
        """
        self._look()
        if privy and (withheld := self._found_withheld(question, previous)):
            try:
                answer = self._asked(question, previous)
            except UnknownFilter:  # it names what is withheld alone
                answer = Nothing(question)
            return before(answer, question, withheld)
        return self._asked(question, previous)

    def _found_withheld(self, question: Question, previous: Question | None) -> tuple[Card, ...]:
        """Return the cards of what is withheld and answers a question."""
        if not self._withheld:
            return ()
        with suppress(UnknownFilter):  # among what is withheld there is nothing of that name
            found = cards_of(self._withheld.ask(question, previous))
            cards = self._whole.current([card.record.id for card in found])
            return tuple(card for card in cards if card.withheld)
        return ()

    def _asked(self, question: Question, previous: Question | None) -> Answer:
        with self._finder.lock:
            return self._kept_answer(question, previous, self._today())

    def _answer_to(self, question: Question, previous: Question | None, today: date) -> Answer:
        if previous and question.verb is Verb.SOURCE:
            return Sources(question, cards_of(self._verbs.answer(previous)))
        if not self._verbs.has(question.verb):
            return self._told(question)
        limited = self._finder.filters(today).take(question)
        worded = self._worded(limited, previous)
        if isinstance(worded, Found) and any(says(worded.cards[0].record, it) for it in limited.says):
            return self._explained(worded, ())
        answer = self._verbs.first_answer(self._finder.follow(limited.question, previous))
        if isinstance(worded, Found) and isinstance(answer, Nothing) and limited.is_bare:
            return self._explained(worded, ())
        return self._with_uncurated(self._explained(answer, limited.notes))

    def _told(self, question: Question) -> Answer:
        """Answer what asks for no record: how to ask, or what there is."""
        if question.verb is Verb.STATUS:
            return self.status()
        return Usage(Verb(question.text or Verb.HELP) if question.verb is Verb.HELP else question.verb)

    def _with_uncurated(self, answer: Answer) -> Answer:
        """Add to an answer without a record what sources say that nobody has curated."""
        if not isinstance(answer, Nothing | DidYouMean) or answer.question.verb is Verb.TIMELINE:
            return answer
        found = self._uncurated.find(answer.question, self._seen.veil) if self._uncurated else ()
        if isinstance(answer, Nothing):
            return replace(answer, uncurated=found)
        return Nothing(answer.question, uncurated=found) if found else answer

    def _worded(self, limited: Limited, previous: Question | None) -> Answer | None:
        """Return the answer to a question in which days are words; none to "since March?" in a thread."""
        if limited.worded is None or (previous and not telling(limited.question.text)):
            return None
        return self._verbs.first_answer(self._finder.follow(limited.worded, previous))

    def _explained(self, answer: Answer, notes: tuple[str, ...]) -> Answer:
        """Say within what was looked, what was left out for want of a date, and show what lies beyond."""
        match answer:
            case Found() | Chronology() | Nothing():
                lines = (*self._limits(answer.question), *notes, *answer.understood)
                explained = replace(answer, understood=lines)
            case _:
                return answer
        if isinstance(explained, Nothing) and not explained.near:
            return replace(explained, near=self._beyond(explained.question))
        return explained

    def _limits(self, question: Question) -> Iterator[str]:
        if question.within == EVERYTHING:
            return
        yield self._finder.filters(self._today()).told(question.within)
        if question.within.is_dated:
            undated = replace(question, within=replace(question.within, undated=True))
            if left_out := records_in(self._verbs.answer(undated)):
                more = " or more" if left_out >= CANDIDATES else ""
                yield f"Left out: {left_out}{more} whose date is not known, or too open to tell"

    def _beyond(self, question: Question) -> tuple[Card, ...]:
        """Return what answers a question, by the same speakers, where its other limits are left aside."""
        open_ = Within(kinds=question.within.kinds, speakers=question.within.speakers)
        if question.within == open_:
            return ()
        return cards_of(self._verbs.answer(replace(question, within=open_)))[:NEAR]

    def cards(self, ids: Iterable[str], *, privy: bool = False) -> tuple[Card, ...]:
        """Return the current cards of these records, in this order; unknown ids are left out.

        So are those of what is withheld, except for curators, who are `privy` to it.
        """
        self._look()
        return (self._whole if privy else self._cards).current(tuple(ids))

    def ranked(self, question: Question, depth: int) -> tuple[tuple[str, float], ...]:
        """Return up to `depth` records as `/fact` ranks them, also what is too far to be shown.

        Returns:
            The id of each, and how sure it is that it answers, from 0 to 1.
        """
        with self._finder.lock:
            reading = self._finder.read(question.text)
            found = self._finder.find(reading, Within(), max(depth, CANDIDATES))
        return tuple((match.record.id, certainty(reading, match)) for match in found[:depth])

    def status(self) -> DeskStatus:
        """Return what is on file."""
        return DeskStatus(self._seen.counts(), self._finder.head, self._store.packs())
