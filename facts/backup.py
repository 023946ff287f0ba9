"""A desk in one file: lines of JSON, packed, the last with the SHA-256 of all before it.

It can be made while the desk is in use, of whichever store, and be put back into whichever store.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, TextIO, cast

from pydantic import TypeAdapter

from facts.copying import Item, Note, Remembered, contents, fill
from facts.errors import BadInput
from facts.lines import line_of, revision_of
from facts.model import Revision
from facts.postings import Delivery, Watch
from facts.store.port import Store, Want

FORMAT = 1
"""Rises with every change of what the lines say."""
_KINDS: dict[str, Any] = {
    "note": Note,
    "wanted": Want,
    "posting": Remembered,
    "delivery": Delivery,
    "watch": Watch,
    "revision": Revision,
}
_ADAPTERS = {tag: TypeAdapter(kind) for tag, kind in _KINDS.items()}
_HEAD = "factdesk backup"
_REVISION = '{"revision":'
_BROKEN = (EOFError, OSError, UnicodeDecodeError, zlib.error)


def back_up(store: Store, file: Path) -> int:
    """Write all that a store keeps into a file that is not there yet; return how many revisions it has.

    The file appears when it is whole, and only then.

    Raises:
        BadInput: there is such a file, or it cannot be written.
        StoreError: the store cannot be read, or a revision has been changed behind the desk.
    """
    part = file.with_name(f"{file.name}.part")
    if file.exists():
        raise BadInput(f"{file} is there already; name another file.")
    try:
        with gzip.open(part, "xt", encoding="utf-8", newline="\n") as target:
            revisions = _write(contents(store), target)
        part.replace(file)
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    return revisions


def restore(file: Path, store: Store) -> int:
    """Put what a file has into a store that holds no revision; return how many revisions it has then.

    Raises:
        BadInput: the file is no backup, or not whole, or has been changed; or the store holds something.
        StoreError: the store cannot be written.
    """
    for _ in _lines(file):  # to the end once, so that nothing is kept of a file that is not whole
        pass
    return fill(store, map(_item, _lines(file)))


class _Digest:
    """The SHA-256 of lines, and how many there were."""

    def __init__(self) -> None:
        self._sha = hashlib.sha256()
        self._count = 0

    def add(self, line: str) -> None:
        """Take in a line, without its end."""
        self._sha.update(f"{line}\n".encode())
        self._count += 1

    @property
    def seal(self) -> str:
        """The line that ends a file after these lines."""
        return json.dumps({"lines": self._count, "sha256": self._sha.hexdigest()})


def _write(items: Iterable[Item], target: TextIO) -> int:
    digest, revisions = _Digest(), 0
    for line in chain([json.dumps({_HEAD: FORMAT})], map(_line, items)):
        digest.add(line)
        target.write(f"{line}\n")
        revisions += line.startswith(_REVISION)
    target.write(f"{digest.seal}\n")
    return revisions


def _lines(file: Path) -> Iterator[str]:
    """Yield the lines of a backup between its first and its last.

    Raises:
        BadInput: the file is no backup, or not whole, or has been changed.
    """
    digest = _Digest()
    try:
        with gzip.open(file, "rt", encoding="utf-8", newline="\n") as source:
            first, before = source.readline().rstrip("\n"), ""
            if first != json.dumps({_HEAD: FORMAT}):
                raise BadInput(f"{file} is no backup that this program can read.")
            digest.add(first)
            for line in source:
                if before:
                    digest.add(before)
                    yield before
                before = line.rstrip("\n")
    except FileNotFoundError:
        raise BadInput(f"There is no file {file}.") from None
    except _BROKEN as error:
        raise BadInput(f"{file} is no backup, or has been damaged: {error}.") from None
    if before != digest.seal:
        raise BadInput(f"{file} is not whole, or has been changed since it was made; take another backup.")


def _line(item: Item) -> str:
    tag = next(tag for tag, kind in _KINDS.items() if isinstance(item, kind))
    if isinstance(item, Revision):
        return f'{{"{tag}": {line_of(item)}}}'
    return json.dumps({tag: _ADAPTERS[tag].dump_python(item, mode="json")}, ensure_ascii=False)


def _item(line: str) -> Item:
    try:
        ((tag, value),) = json.loads(line).items()
        return (
            revision_of(value) if tag == "revision" else cast("Item", _ADAPTERS[tag].validate_python(value))
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"The backup has a line that this program cannot read: {error!r}.") from None
