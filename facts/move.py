"""Moving a desk from one store to another, equal to the last revision."""

from facts.copying import contents, fill
from facts.errors import BadInput
from facts.progress import watched
from facts.store.port import Store


def move(source: Store, target: Store) -> int:
    """Copy all that one store keeps into another that holds no revision; return how many revisions it has.

    Claims stay behind: they are of work that is being done by those who use the source. Its progress is shown
    on standard error where a person is watching.

    Raises:
        BadInput: the target holds revisions already.
        StoreError: one of the two cannot be used, or a revision has been changed behind the desk.
    """
    if head := target.head():
        raise BadInput(f"The database to move to is in use, up to revision {head}; name an empty one.")
    show = watched("Moving revisions")
    return fill(target, contents(source), lambda revisions: show(revisions, source.head()))
