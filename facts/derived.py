"""Where what is derived from a store is kept, and when what is kept there is of no use any more."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, TypeVar

import tantivy

from facts.model import Revision
from facts.store.port import Reader


class Derived(Protocol):
    """Something made from the revisions of a store, up to one of them."""

    @property
    def head(self) -> int:
        """The number of that revision; 0 where there is none yet."""

    @property
    def last(self) -> str:
        """What that revision is told by."""


_BUSY = "Lock"
"""Stands in what tantivy says where another process, or thread, is writing."""
_SETTINGS = "meta.json"
_BLOCK = 2_048
"""Bytes that are compressed as one: whoever fetches a document waits until all of its block is read."""
_T = TypeVar("_T", bound=Derived)


def told(revision: Revision) -> str:
    """Return what tells a revision from that of another database with the same number."""
    return f"{revision.at.isoformat()} {revision.entry.id}"


def index_in(folder: Path | None, schema: tantivy.Schema) -> tantivy.Index:
    """Open an index in a folder, or in memory; what is committed is seen from its next `reload` on.

    By itself it would be seen whenever a thread that watches the folder gets to it.

    Raises:
        ValueError: what is in the folder cannot be used.
    """
    if folder:
        _set_up(folder, schema)
    index = tantivy.Index(schema, path=str(folder) if folder else None)
    index.config_reader("manual")
    return index


def _set_up(folder: Path, schema: tantivy.Schema) -> None:
    """Make an index that keeps documents in small blocks, where there is none yet.

    Python can say so only in the file in which tantivy keeps its settings
    (https://docs.rs/tantivy/latest/tantivy/struct.IndexSettings.html).
    """
    place = folder / _SETTINGS
    if place.exists():
        return
    with TemporaryDirectory(dir=folder) as made:
        tantivy.Index(schema, path=made)
        new = Path(made, _SETTINGS)
        settings = json.loads(new.read_text(encoding="utf-8"))
        settings["index_settings"]["docstore_blocksize"] = _BLOCK
        new.write_text(json.dumps(settings), encoding="utf-8")
        if not place.exists():  # another process may have been quicker
            new.replace(place)


def writer_of(index: tantivy.Index, size: int) -> tantivy.IndexWriter | None:
    """Take the lock that an index has for writers, None where another has it.

    Args:
        index: what is to be written to.
        size: bytes that may wait in memory.
    """
    try:
        return index.writer(heap_size=size, num_threads=1)
    except ValueError as error:
        if _BUSY in str(error):
            return None
        raise


def opened(make: Callable[[Path | None], _T], version: str, store: Reader, folder: Path | None) -> _T:
    """Open what is kept in a folder, anew where it is damaged or not of this store.

    Without a folder, or where none can be made, it is in memory.

    Args:
        make: opens it in a folder, or in memory; raises ValueError or OSError where it cannot.
        version: rises with every change of what is kept; what is kept under another one is thrown away.
        store: what it is made from.
        folder: where it is kept.
    """
    if folder is None:
        return make(None)
    place = folder / version
    for older in folder.glob("[0-9]*"):
        if older != place:
            shutil.rmtree(older, ignore_errors=True)
    try:
        kept = make(place)
        if _is_of(kept, store):
            return kept
    except (ValueError, OSError):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    try:
        return make(place)
    except (ValueError, OSError):
        return make(None)


def _is_of(kept: Derived, store: Reader) -> bool:
    """Tell whether the last revision that went in is that of the store with its number."""
    if not kept.head:
        return True
    last = store.at([kept.head]).get(kept.head)
    return last is not None and told(last) == kept.last
