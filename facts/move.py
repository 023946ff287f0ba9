"""Moving a desk from one store to another, equal to the last revision."""

from facts.batches import batches
from facts.errors import BadInput
from facts.progress import watched
from facts.store.port import Store

_BATCH = 1_000
"""Revisions whose entries are looked up at once."""


def move(source: Store, target: Store) -> int:
    """Copy every revision and note from one store into another that holds no revision; return how many.

    Revisions keep their numbers, moments, who and why, and come over all or not at all. Claims stay behind:
    they are of work that is being done by those who use the source. Its progress is shown on standard error
    where a person is watching.

    Raises:
        BadInput: the target holds revisions already.
        StoreError: one of the two cannot be used, or a revision has been changed behind the desk.
    """
    if head := target.head():
        raise BadInput(f"The database to move to is in use, up to revision {head}; name an empty one.")
    # Notes first: without revisions the target still counts as empty, and what was cut short can be repeated.
    for key, value in source.notes().items():
        target.note(key, value)
    revisions = watched("Moving revisions")(source.since(0), source.head())
    with target.writer() as writer:
        for some in batches(revisions, _BATCH):
            writer.expect(revision.entry.id for revision in some)
            for revision in some:
                writer.copy(revision)
    return target.head()
