"""What is given to the desk to be filed, and what it makes of that before it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from facts.check.report import Difference, Verdict
from facts.model import Passage

NewKind = Literal["entity", "fact", "quote", "event"]
"""What can be filed; a disagreement is made by linking."""


@dataclass(frozen=True, slots=True)
class NewName:
    """A name that is not on file yet, filed along with the record that speaks of it."""

    name: str
    type: Literal["person", "organisation", "place", "story"] = "person"


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source that comes with a record: a paste, or the text at an address. What is not known stays empty.

    The same address, or the same `id`, with another text is a new version of the source on file.
    """

    text: str
    label: str = ""
    """How the desk calls it; without one its title, publisher or address."""
    title: str = ""
    byline: str = ""
    publisher: str = ""
    url: str = ""
    published: str = ""
    retrieved: str = ""
    language: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record as a person gives it.

    Without a source it is a draft that somebody saw: `seen_by` says who.
    """

    kind: NewKind
    words: str
    """What stands in the source, as typed or pasted: a quote's words, an entity's name, a fact's passage."""
    source: str | NewSource = ""
    """The id of one on file, or one that comes with it; empty: there is none."""
    seen_by: str = ""
    speaker: str | NewName = ""
    """Who says it, by id or as a new name; for quotes."""
    about: tuple[str | NewName, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)
    """Other fields of the record by their names in `facts.model`: statement, value, date, keywords, embargo…

    A date may be typed as people do: "16 May 2025".
    """


@dataclass(frozen=True, slots=True)
class Preview:
    """What filing would find: the passage, the sentence around it, and what to look at before it is filed.

    `passage` is None for what has no source; `verdict` is the check's, for quotes.
    """

    passage: Passage | None = None
    sentence: str = ""
    verdict: Verdict | None = None
    differences: tuple[Difference, ...] = ()
    speaker_text: str = ""
    """Who speaks, as the source names them."""
