"""The names on file: who goes by which, in any of their spellings."""

from collections.abc import Iterable

from facts.check.parts import name_parts
from facts.model import Entity


class Names:
    """The names on file: which entities go by a name or its last word."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, ...], set[str]] = {}
        self._entities: dict[str, Entity] = {}

    def put(self, entity: Entity) -> None:
        """Take in an entity, in place of what was known of it."""
        self.drop(entity.id)
        self._entities[entity.id] = entity
        for name in _spellings(entity):
            self._by_name.setdefault(name, set()).add(entity.id)

    def drop(self, entity_id: str) -> None:
        """Take an entity out: nobody goes by its names any more."""
        before = self._entities.pop(entity_id, None)
        for name in _spellings(before) if before else ():
            self._by_name.get(name, set()).discard(entity_id)

    def get(self, entity_id: str) -> Entity | None:
        """Return an entity by its id."""
        return self._entities.get(entity_id)

    def who(self, parts: tuple[str, ...]) -> frozenset[str]:
        """Return the ids of those who go by a name in full, or else by its last word."""
        found = self._by_name.get(parts) or (self._by_name.get(parts[-1:]) if parts else None)
        return frozenset(found or ())


def _spellings(entity: Entity) -> Iterable[tuple[str, ...]]:
    for spelling in (entity.name, *(variant.text for variant in entity.variants)):
        parts = name_parts(spelling)
        yield parts
        if entity.type == "person":
            yield parts[-1:]
