"""What is pasted: of a post its words and who signed it, without links; of a question, a run of words.

Pure functions.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from facts.text import stem, stems

_LINK = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S*")
_SIGNATURE = re.compile(r"\s[—–-]\s*([^—]{1,60}?)\s*\(@\w+\)\s*(?:\w+ \d{1,2}, \d{4})?\s*$")
_DATED = re.compile(
    r"\b(?:(?:19|20)\d\d|January|February|March|April|June|July|August|September|October|November|December)\b"
)
"""Years and months; "May" is mostly another word."""
_TAG = re.compile(r"[@#](\w+)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_")
_RUN, _QUOTED_RUN = 5, 3
"""Words from which on a question, or what it has between quotation marks, may be a run of a record's."""
_QUOTED = re.compile("[\"“„«]([^\"“”„«»]{8,})[\"”“»]|(?<!\\w)['‘]([^'‘]{8,})['’](?!\\w)")
_LEAST_BODY = 2
"""Words that must stand before a signature: a post that says nothing is not signed."""


@dataclass(frozen=True, slots=True)
class Paste:
    """What a question may repeat of a record: its text, its stems, whether quotation marks set it off."""

    text: str
    run: Sequence[str]
    is_quoted: bool


def paste(text: str) -> Paste | None:
    """Return what stands between quotation marks, or else all of it; None where that is too short."""
    quoted = _QUOTED.search(text)
    pasted = (quoted[1] or quoted[2]) if quoted else text
    run = stems(pasted)
    return Paste(pasted, run, bool(quoted)) if len(run) >= (_QUOTED_RUN if quoted else _RUN) else None


def body_and_author(text: str) -> tuple[str, str]:
    """Part a post into what it says and who signed it, "" where nobody did: "… — Name (@handle) May 1, 2020".

    Links are left out, and a tag of several words adds them: "#StopTheSteal" also says "Stop The Steal".
    """
    text = _LINK.sub(" ", text)
    signed = _SIGNATURE.search(text)
    if signed and len(text[: signed.start()].split()) > _LEAST_BODY:
        return _TAG.sub(_with_words, text[: signed.start()]), signed[1]
    return _TAG.sub(_with_words, text), ""


def dates(text: str) -> frozenset[str]:
    """Return the years and months that a text names, as stems; of a post also those when it was signed."""
    return frozenset(stem(date.casefold()) for date in _DATED.findall(text))


def _with_words(tag: re.Match[str]) -> str:
    return f"{tag[0]} {_HUMP.sub(' ', tag[1])}" if _HUMP.search(tag[1]) else tag[0]
