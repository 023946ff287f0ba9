"""The names and the sources on file by what they are called, for whoever chooses one while typing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Lock

from bot.render.blocks import Block
from bot.render.inputs import option
from facts.model import Entity, Revision, Source, Status
from facts.store.port import Reader
from facts.text import fold
from facts.visibility import Veil, veil

_MOST = 20


class Shelf:
    """What is called what; read whole once, and from then on only what has come in since. For any thread."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._head = 0
        self._names: dict[str, tuple[str, str]] = {}
        self._sources: dict[str, tuple[str, str]] = {}
        self._lock = Lock()

    def read(self) -> None:
        """Take in what has come on file since; the first time that is all of it."""
        with self._lock:
            self._catch_up()

    def names(self, typed: str) -> list[Block]:
        """Return the names on file that begin or go on with these words, as options of a menu."""
        return self._found(self._names, typed)

    def sources(self, typed: str) -> list[Block]:
        """Return the sources on file that are called by these words, as options of a menu."""
        return self._found(self._sources, typed)

    def _found(self, shelf: dict[str, tuple[str, str]], typed: str) -> list[Block]:
        wanted = fold(typed).split()
        with self._lock:
            self._catch_up()
            hidden = veil(self._reader, datetime.now(UTC))
            return list(_matching(shelf, wanted, hidden))[:_MOST]

    def _catch_up(self) -> None:
        """Take in what has come on file since."""
        head = self._reader.head()
        if head == self._head:
            return
        kinds = (self._reader.all("entity"), self._reader.all("source"))
        changed = self._reader.since(self._head) if self._head else (it for kind in kinds for it in kind)
        for revision in changed:
            self._take(revision)
        self._head = head

    def _take(self, revision: Revision) -> None:
        match revision.entry:
            case Entity() as entity if entity.status is Status.RETRACTED:
                self._names.pop(entity.id, None)
            case Entity() as entity:
                called = " ".join((entity.name, *(variant.text for variant in entity.variants)))
                self._names[entity.id] = (_named(entity), fold(called))
            case Source() as source:
                shown = _called(source)
                self._sources[source.id] = (shown, fold(f"{shown} {source.url} {source.id}"))
            case _:
                pass


def name_option(entity: Entity) -> Block:
    """Return a name as a menu of names offers it."""
    return option(_named(entity), entity.id)


def source_option(source: Source) -> Block:
    """Return a source as a menu of sources offers it."""
    return option(_called(source), source.id)


def _named(entity: Entity) -> str:
    return f"{entity.name} · {entity.type}"


def _called(source: Source) -> str:
    told = (source.label, source.title, source.publisher)
    return " · ".join(dict.fromkeys(part for part in told if part))


def _matching(shelf: dict[str, tuple[str, str]], wanted: list[str], hidden: Veil) -> Iterator[Block]:
    for entry_id, (shown, folded) in shelf.items():
        if entry_id not in hidden.withheld and all(word in folded for word in wanted):
            yield option(shown, entry_id)
