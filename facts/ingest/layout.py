"""What a pack is: a folder of articles and of YAML files that a journalist can read and review.

`pack.yaml` names the pack and its sources; one file for each kind of record holds a list of them. A record
has the fields of `facts.model`, except that its file says its kind, its passages give only what finds them,
and what the desk works out (the bounds of a date, offsets, digests of passages) is not written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, cast

from pydantic import Field, StringConstraints

from facts.model import (
    AnyRecord,
    Disagreement,
    Entity,
    Event,
    Fact,
    Kind,
    Quote,
    Slug,
    Source,
    Status,
    Value,
    Words,
)

HEAD = "pack.yaml"
HISTORY = "history.jsonl"
"""Every revision of the desk that a pack was exported from, if it was asked for."""
RECORDS: dict[str, type[AnyRecord]] = {
    "entities": Entity,
    "facts": Fact,
    "quotes": Quote,
    "events": Event,
    "disagreements": Disagreement,
}
"""The files of records, in the order in which they are loaded: "facts" is in `facts.yaml`."""

WORKED_OUT = frozenset(("kind", "text", "earliest", "latest"))
"""Fields of the model that no file of a pack has."""


def kind_of(model: type[AnyRecord]) -> Kind:
    """Return the kind that the records of a class have."""
    return cast("Kind", model.model_fields["kind"].default)


class Head(Value):
    """What `pack.yaml` says. `checked` and `status` are those of every record that has none of its own."""

    name: Slug
    title: Words
    checked: str = ""
    status: Status = Status.DRAFT
    sources: Annotated[tuple[dict[str, str], ...], Field(min_length=1)]
    """The fields of a source, and `file`: the article, as a path inside the folder."""


class FiledPassage(Value):
    """A passage as a pack has it: the words, and what stands around them where they stand more than once."""

    source: Slug
    exact: Words
    prefix: str = ""
    suffix: str = ""
    version: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{12})?$")] = ""
    """The first digits of the digest of an earlier version of the source, where it stands in that one."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as read: its entries in the order of their files."""

    name: str
    title: str
    versions: tuple[Source, ...] = ()
    """Earlier versions of sources, in which passages stand."""
    sources: tuple[Source, ...] = ()
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    def entries(self) -> Iterator[tuple[str, Source | AnyRecord]]:
        """Yield every entry with the name of its file, what is referred to before what refers to it."""
        yield from ((HEAD, source) for source in self.sources)
        for name in RECORDS:
            yield from ((f"{name}.yaml", record) for record in getattr(self, name))
