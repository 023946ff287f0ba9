"""What every store's log keeps to: one form of an entry, one kind for an id, rows that nobody has changed."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pydantic import ValidationError

from facts.errors import BadInput, StoreError
from facts.model import ENTRY, AnyRecord, Revision, Source, Status, digest
from facts.store.port import Want

PACK = "pack:"
"""What the key of a note begins with that remembers a pack; its name follows."""

_GAINED = frozenset(("expires", "embargo", "not_for_publication", "seen_by", "replaced_by"))


class UnreadableRevision(StoreError):
    """A revision has been changed in the database; `factdesk verify` says which."""


class Conflict(BadInput):
    """Somebody else has changed this record meanwhile; look at what changed, and choose.

    `current` is the revision that stands, None where the record is not on file at all.
    """

    def __init__(self, entry_id: str, current: Revision | None) -> None:
        """Say who changed it, when and why."""
        self.current = current
        super().__init__(
            f"'{current.entry.id}' was changed meanwhile by {current.by}, "
            f"{current.at:%Y-%m-%d %H:%M} UTC ({current.why}); look at what changed, and choose."
            if current
            else f"'{entry_id}' is not on file any more; look again."
        )


def canonical(entry: Source | AnyRecord) -> str:
    """Return an entry as JSON in one form only: every field, keys in order, no space (as in RFC 8785).

    Fields that the model has gained stay out where they say nothing: so an entry from before says the same.
    """
    fields = entry.model_dump(mode="json")
    said = {name: value for name, value in fields.items() if value or name not in _GAINED}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def check_expected(entry_id: str, current: int, expected: int | None, read: Callable[[], Revision]) -> None:
    """Check that an entry stands as the writer believes.

    Args:
        entry_id: the entry's.
        current: the number of its current revision, 0 where there is none.
        expected: the number that the writer believes to be current; None where it does not matter.
        read: gives the current revision.

    Raises:
        Conflict: another revision is current.
    """
    if expected is not None and expected != current:
        raise Conflict(entry_id, read() if current else None)


def is_waiting(entry: Source | AnyRecord) -> bool:
    """Tell whether a record waits for somebody to look at it."""
    return not isinstance(entry, Source) and entry.status in (Status.DRAFT, Status.DISPUTED)


def is_marked(entry: Source | AnyRecord) -> bool:
    """Tell whether an embargo is on a record, past or not, or it is not for publication."""
    return not isinstance(entry, Source) and (bool(entry.embargo) or entry.not_for_publication)


def rare(entry: Source | AnyRecord) -> dict[str, str | bool | None]:
    """Return the columns of the table `revision` in which few revisions have anything."""
    record = None if isinstance(entry, Source) else entry
    return {
        "review": str(record.status) if record and is_waiting(record) else None,
        "expires": (record and record.expires) or None,
        "withheld": is_marked(entry) or None,
    }


def by_demand(wanted: Iterable[Want]) -> tuple[Want, ...]:
    """Return what was asked in vain in the order in which it is shown."""
    return tuple(sorted(wanted, key=lambda want: (-want.count, -want.last.timestamp(), want.key)))


def check_kind(entry: Source | AnyRecord, kind: str) -> None:
    """Check that an entry is of the kind that its id has in the log.

    Raises:
        BadInput: it is not.
    """
    if entry.kind != kind:
        raise BadInput(
            f"'{entry.id}' is the id of an entry of kind '{kind}': no {entry.kind} can have it too."
        )


def check_next(revision: Revision, number: int) -> None:
    """Check that a revision from another store has the number that is next in this one.

    Raises:
        BadInput: it has not.
    """
    if revision.number != number:
        raise BadInput(
            f"Revision {revision.number} cannot be copied here, where the next one is {number}: "
            "a log is copied whole, into a database that holds none."
        )


def read(row: Sequence[Any]) -> Revision:
    """Return the revision that a row of `facts.store.schema.REVISIONS` keeps.

    Raises:
        UnreadableRevision: the row has been changed since it was written, or is not of a known shape.
    """
    number, entry_id, at, by, why, written, body = row
    if digest(body) != written:
        raise UnreadableRevision(
            f"revision {number}: '{entry_id}' has been changed in the database since it was written."
        )
    try:
        entry = ENTRY.validate_json(body)
    except ValidationError as error:
        raise UnreadableRevision(
            f"revision {number}: '{entry_id}' is of a shape that is not known; "
            "a newer program may have written it."
        ) from error
    return Revision(number=number, at=at, by=by, why=why, entry=entry)
