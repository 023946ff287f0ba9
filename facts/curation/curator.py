"""The curator: every change to what is on file, each a revision with who and why; none is overwritten."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

from facts.curation import acts, review
from facts.curation.filing import check_stands, disagreement, filing
from facts.curation.history import Change, changes
from facts.curation.merging import absorbed, check_merge, redirected, refers_to
from facts.curation.review import Queue
from facts.curation.roles import Act, Roles
from facts.curation.values import NewRecord, NewSource, Preview
from facts.errors import BadInput
from facts.model import AnyRecord, Entity, Nature, Revision, Source, Status, now
from facts.store.log import Conflict
from facts.store.port import Store
from facts.visibility import Public


class Curator:
    """Files and changes records. Every act is one transaction, and asks for who and why.

    `expected` is the number of the revision that was looked at: where another has come meanwhile, nothing is
    changed. Each act raises `Refused` for who may not (`facts.curation.roles`), `Conflict` where somebody
    else was first, `NotStanding` where words do not stand in their source, and `BadInput` for the rest.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime] = now) -> None:
        self._store = store
        self._clock = clock
        self.roles = Roles(store)

    # looking

    def preview(self, new: NewRecord) -> Preview:
        """Return what filing would find, and change nothing."""
        return filing(new, self._store).preview

    def history(self, entry_id: str, *, privy: bool = True) -> tuple[Change, ...]:
        """Return what each revision of an entry changed, oldest first; empty where the id is unknown.

        Without `privy` the revisions that are withheld are left out, as if they had never been.
        """
        store = self._store if privy else Public(self._store, self._clock)
        return changes(store.history(entry_id))

    def queue(self) -> Queue:
        """Return what waits for somebody today."""
        return review.queue(self._store, self._today)

    # acting

    def file(self, new: NewRecord, *, by: str, why: str) -> Revision:
        """File a record as a draft, with the source and the names that come with it."""
        self._check(by, Act.FILE, why)
        with self._store.writer() as writer:  # ids that are free now stay so until it ends
            *others, record = filing(new, self._store).entries
            for entry in others:
                writer.put(entry, by=by, why=why)
            writer.put(record, by=by, why=why, expected=0)
        return self._store.history(record.id)[0]

    def edit(
        self,
        record_id: str,
        changes: Mapping[str, object],
        *,
        expected: int,
        by: str,
        why: str,
        words: str = "",
        source: str | NewSource = "",
    ) -> Revision:
        """Change fields of a record. What a verified record says is not edited: it is corrected.

        Args:
            record_id: the record's.
            changes: fields by their names in `facts.model`; an empty value clears one.
            expected: the number of the revision that was looked at.
            by: who changes it.
            why: for what reason.
            words: the words of another passage that it is to rest on, for a quote those it is to have.
            source: where these stand, by id or whole; the record's own source where none is given.
        """

        def edited(record: AnyRecord) -> tuple[Source | AnyRecord, ...]:
            return acts.edited(record, changes, words, source, self._store)

        return self._change(Act.EDIT, record_id, expected, by, why, edited)

    def correct(
        self,
        record_id: str,
        changes: Mapping[str, object],
        *,
        expected: int,
        by: str,
        why: str,
        words: str = "",
        source: str | NewSource = "",
    ) -> Revision:
        """Put right what a record says, under its id; arguments as for `edit`."""

        def corrected(record: AnyRecord) -> tuple[Source | AnyRecord, ...]:
            return acts.corrected(record, changes, words, source, self._store, self._today.isoformat())

        return self._change(Act.CORRECT, record_id, expected, by, why, corrected)

    def verify(self, record_id: str, *, expected: int, by: str, why: str, expires: str = "") -> Revision:
        """Mark a record as checked today, each passage against its source, character by character.

        Args:
            record_id: the record's.
            expected: the number of the revision that was looked at.
            by: who checked it.
            why: for what reason.
            expires: the ISO day from which on it is due again; without one it keeps a later day that it has.
        """

        def verified(record: AnyRecord) -> tuple[AnyRecord]:
            return (acts.verified(record, self._store, self._today.isoformat(), expires),)

        return self._change(Act.VERIFY, record_id, expected, by, why, verified)

    def send_back(self, record_id: str, *, expected: int, by: str, why: str) -> Revision:
        """Send a record back: a draft is retracted until somebody edits it; others become drafts again."""

        def sent_back(record: AnyRecord) -> tuple[AnyRecord]:
            is_draft = record.status is Status.DRAFT
            return (acts.of_status(record, Status.RETRACTED if is_draft else Status.DRAFT),)

        return self._change(Act.SEND_BACK, record_id, expected, by, why, sent_back)

    def dispute(self, record_id: str, *, expected: int, by: str, why: str) -> Revision:
        """Mark a record as disputed."""

        def disputed(record: AnyRecord) -> tuple[AnyRecord]:
            if record.status is Status.RETRACTED:
                raise BadInput("This record has been retracted: nobody is to use it anyway.")
            return (acts.of_status(record, Status.DISPUTED),)

        return self._change(Act.DISPUTE, record_id, expected, by, why, disputed)

    def retract(self, record_id: str, *, expected: int, by: str, why: str, replaced_by: str = "") -> Revision:
        """Retract a record; `replaced_by` is the id of the one that stands in its place, if there is one."""

        def retracted(record: AnyRecord) -> tuple[AnyRecord]:
            if isinstance(record, Entity) and (referring := self._referring(record.id)):
                raise BadInput(
                    f"{len(referring)} records speak of “{record.name}”: merge it into another name instead."
                )
            return (acts.of_status(record, Status.RETRACTED, replaced_by=replaced_by),)

        return self._change(Act.RETRACT, record_id, expected, by, why, retracted)

    def merge(
        self, gone: str, kept: str, *, expected: int, expected_kept: int, by: str, why: str
    ) -> Revision:
        """Make one name of two: all that speaks of `gone` speaks of `kept`, which answers to both.

        Args:
            gone: the id of the entity that is retracted, and names `kept` in its place.
            kept: the id of the entity that stays.
            expected: the number of the revision of `gone` that was looked at.
            expected_kept: the same of `kept`.
            by: who merges them.
            why: for what reason.
        """
        self._check(by, Act.MERGE, why)
        with self._store.writer() as writer:
            old, new = self._looked_at(gone, expected), self._looked_at(kept, expected_kept)
            one, other = check_merge(old, new, self._clock())
            writer.put(absorbed(other, one), by=by, why=why, expected=expected_kept)
            for record in self._referring(gone):
                writer.put(redirected(record, gone, kept), by=by, why=why)
            retired = acts.of_status(one, Status.RETRACTED, replaced_by=kept)
            writer.put(retired, by=by, why=why, expected=expected)
        return self._after(gone, expected)

    def link(
        self,
        records: Sequence[str],
        nature: Nature,
        note: str,
        *,
        by: str,
        why: str,
    ) -> Revision:
        """File that the sources of these records differ; the passages are the first of each record's."""
        self._check(by, Act.LINK, why)
        with self._store.writer() as writer:
            linked = disagreement(records, nature, note, self._store)
            writer.put(linked, by=by, why=why, expected=0)
        return self._store.history(linked.id)[0]

    # what the acts share

    def _change(
        self,
        act: Act,
        record_id: str,
        expected: int,
        by: str,
        why: str,
        made_of: Callable[[AnyRecord], Sequence[Source | AnyRecord]],
    ) -> Revision:
        """Put a record's next revision on file, and before it what comes with it."""
        self._check(by, act, why)
        with self._store.writer() as writer:  # nobody else changes anything until it ends
            *others, changed = made_of(self._looked_at(record_id, expected))
            for entry in others:
                writer.put(entry, by=by, why=why)
            if not isinstance(changed, Source):
                check_stands(changed, self._store, others)
            if not writer.put(changed, by=by, why=why, expected=expected):
                raise BadInput("It stands like this already: nothing has been changed.")
        return self._after(record_id, expected)

    def _check(self, by: str, act: Act, why: str) -> None:
        self.roles.check(by, act)
        if not why.strip():
            raise BadInput("Say why: the reason is kept with the change.")

    def _looked_at(self, record_id: str, expected: int) -> AnyRecord:
        """Return a record as it stands, which is as it was looked at."""
        current = self._store.current([record_id]).get(record_id)
        if current is None or current.number != expected:
            raise Conflict(record_id, current)
        if isinstance(current.entry, Source):
            raise BadInput(f"'{record_id}' is a source: it is kept as it was published.")
        return current.entry

    def _after(self, record_id: str, expected: int) -> Revision:
        """Return the revision that followed the one that was looked at."""
        return next(it for it in self._store.history(record_id) if it.number > expected)

    def _referring(self, entity_id: str) -> list[AnyRecord]:
        """Return the records that speak of an entity."""
        records = (it.entry for it in self._store.all() if not isinstance(it.entry, Source))
        return [record for record in records if refers_to(record, entity_id)]

    @property
    def _today(self) -> date:
        return self._clock().astimezone(UTC).date()
