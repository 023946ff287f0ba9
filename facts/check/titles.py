"""Titles in a draft, held against those on file: Foreign Minister Lee, who is on file as Defence Minister."""

from collections.abc import Iterator

from facts.check.names import Names
from facts.check.parts import name_parts
from facts.check.people import Person
from facts.check.report import Figure
from facts.check.utterances import Text
from facts.model import Entity
from facts.quotations.words import GIVEN, PLACES, TITLES

_MOST = 500
"""Names of a draft that are looked up at most."""
_FORMS = frozenset("the a an mr mrs ms miss sir dr mr. mrs. ms. dr.".split())
"""Forms of address, which tell no office."""


def title_of(mention: str, parts: tuple[str, ...]) -> frozenset[str]:
    """Return the words of the title in a mention, in lower case; empty where there is none.

    Args:
        mention: the name as it stands: Ukrainian Defence Minister Umerov.
        parts: the words in it that are the name itself.
    """
    words = [word.lower().strip(".,").removesuffix("’s").removesuffix("'s") for word in mention.split()]
    before = frozenset(words) - set(parts) - _FORMS - PLACES
    return before if before & TITLES else frozenset()


def unlike(title: frozenset[str], entity: Entity) -> tuple[str, ...]:
    """Return the titles on file, where a title is a part of none of them."""
    on_file = [one.text for one in entity.titles]
    fits = any(title <= {word.lower().rstrip(".") for word in one.split()} for one in on_file)
    return () if fits or not title else tuple(on_file)


def titles(draft: Text, names: Names) -> Iterator[Figure]:
    """Yield the titles before names outside of quotations that are not those on file."""
    for one in draft.people.between(0, len(draft.text))[:_MOST]:
        entity = None if draft.in_marks(one.start) else _entity(one, names)
        if entity is None or entity.type != "person":
            continue
        mention = draft.text[one.start : one.end]
        title = title_of(mention, tuple(part for name in _spellings(entity) for part in name))
        on_file = unlike(title, entity)
        if on_file and not title & GIVEN:
            yield Figure(
                one.start, one.end, mention, f"{entity.name}: {'; '.join(on_file)}", entity.id,
                entity.titles[0].source, "title",
            )  # fmt: skip


def _entity(one: Person, names: Names) -> Entity | None:
    ids = names.who(one.parts)
    return names.get(next(iter(ids))) if len(ids) == 1 else None


def _spellings(entity: Entity) -> Iterator[tuple[str, ...]]:
    yield name_parts(entity.name)
    for variant in entity.variants:
        yield name_parts(variant.text)
