"""Where an index is kept, and when what is kept there is of no use any more."""

import shutil
from pathlib import Path

from facts.search.index import Index, told
from facts.store.port import Reader

_VERSION = "2"
"""Rises with every change of what is kept or how words are cut: an index of another version is not opened."""


def open_index(store: Reader, folder: Path | None) -> Index:
    """Open the index that is kept in a folder, anew where it is damaged or not of this store.

    Without a folder, or where none can be made, the index is in memory.
    """
    if folder is None:
        return Index()
    place = folder / _VERSION
    try:
        index = Index(place)
        if _is_of(index, store):
            return index
    except (ValueError, OSError):
        pass
    del_index(folder)
    try:
        return Index(place)
    except (ValueError, OSError):
        return Index()


def del_index(folder: Path) -> None:
    """Throw away what is kept in a folder, of any version; it can be made again from the store."""
    shutil.rmtree(folder, ignore_errors=True)


def _is_of(index: Index, store: Reader) -> bool:
    """Tell whether the last revision in an index is that of the store with its number."""
    if not index.head:
        return True
    last = store.at([index.head]).get(index.head)
    return last is not None and told(last) == index.last
