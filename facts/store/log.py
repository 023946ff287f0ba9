"""What every store's log keeps to: one form of an entry, one kind for an id, rows that nobody has changed."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from facts.errors import BadInput, StoreError
from facts.model import ENTRY, AnyRecord, Revision, Source, digest

if TYPE_CHECKING:
    from sqlalchemy import Row

PACK = "pack:"
"""What the key of a note begins with that remembers a pack; its name follows."""


class UnreadableRevision(StoreError):
    """A revision has been changed in the database; `factdesk verify` says which."""


def now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


def canonical(entry: Source | AnyRecord) -> str:
    """Return an entry as JSON in one form only: every field, keys in order, no space (as in RFC 8785)."""
    return json.dumps(
        entry.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


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


def read(row: "Row[Any]") -> Revision:
    """Return the revision that a row of the table `revision` keeps.

    Raises:
        UnreadableRevision: the row has been changed since it was written, or is not of a known shape.
    """
    name = f"revision {row.number}: '{row.id}'"
    if digest(row.body) != row.digest:
        raise UnreadableRevision(f"{name} has been changed in the database since it was written.")
    try:
        entry = ENTRY.validate_json(row.body)
    except ValidationError as error:
        raise UnreadableRevision(
            f"{name} is of a shape that is not known; a newer program may have written it."
        ) from error
    return Revision(number=row.number, at=row.at, by=row.by, why=row.why, entry=entry)
