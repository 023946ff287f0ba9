"""What the engine finds: quotations, the mentions of those who speak, and stretches between marks.

Every value is frozen; every offset is in code points of the text that was given, end exclusive.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

Span: TypeAlias = tuple[int, int]


class Form(StrEnum):
    """How the words stand in the text."""

    DIRECT = "direct"
    """Between quotation marks, set as a block, or a turn in a transcript: the speaker's own words."""
    FRAGMENT = "fragment"
    """Quoted words inside a sentence of the writer's."""
    INDIRECT = "indirect"
    """Reported speech: what was said, in the writer's words."""
    MIXED = "mixed"
    """Reported speech with quoted words in it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """The words that name a speaker where the quotation stands, and whom they mean."""

    start: int
    end: int
    text: str
    name: str | None = None
    """The person or body meant, by the fullest name that the text gives; None where not established."""
    antecedent: Span | None = None
    """Where that name stands, when the mention itself is a pronoun, a title or a shorter name."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One utterance by one speaker; an interrupted one has a span for each part."""

    start: int
    end: int
    spans: tuple[Span, ...]
    form: Form
    speaker: Mention | None
    """None: the text does not establish who speaks."""
    cue: Span | None
    """The word that introduces the speech: a verb, a noun, "according"; None where there is none."""
    quoted: tuple[Span, ...]
    """The parts of it that stand between quotation marks, marks left out."""
    sure: bool
    """The pattern leaves no doubt about the speaker; true of about four in five."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between one pair of quotation marks, within one paragraph."""

    start: int
    end: int
    inner: Span
    """The same without its marks."""
    mark: Literal["double", "single"]
    depth: int
    """0 for the outermost marks."""
    closed: bool
    resumes: bool
    """It takes up an utterance that the paragraph before left open."""
