"""Speech that needs no quotation marks: turns in a transcript, and paragraphs set off as a block."""

import re
from collections import Counter
from collections.abc import Iterable

from facts.quotations.model import Span

_TURN = re.compile(
    r"(?P<name>[A-Z][\w'’.-]*(?:[ ,]+(?:[A-Z][\w'’.-]*|of|the|de|van|von|al)){0,6}(?: ?\([^()\n]{1,60}\))?)"
    r"(?: \[[^\]\n]{1,40}\])?:\s+(?=\S)"
)
_NO_SPEAKER = frozenset(
    "image photo picture file video audio source sources note update updated correction editor's related "
    "read watch credit caption tags categories category location date time who what when where why how "
    "warning summary results background analysis opinion breaking exclusive live recap".split()
)
_FEWEST_TURNS = 3
_BULLET = re.compile(r"[•*\-–—·\d]")


def turns(text: str, spans: Iterable[Span]) -> dict[int, tuple[Span, int]]:
    """Return the turns of a transcript: paragraph start to the speaker's span and where the words begin.

    A text is a transcript when three paragraphs or more open with "Name:" and one name comes back, or when
    the names stand in capitals; else a colon after a name is an ordinary colon.
    """
    found = {span[0]: match for span in spans if (match := _turn(text, span))}
    names = Counter(match["name"] for match in found.values())
    shouted = sum(1 for match in found.values() if match["name"].isupper() and len(match["name"]) > 2)
    if len(found) < _FEWEST_TURNS or not (shouted >= _FEWEST_TURNS or max(names.values()) > 1 < len(names)):
        return {}
    return {start: (match.span("name"), match.end()) for start, match in found.items()}


def _turn(text: str, span: Span) -> re.Match[str] | None:
    match = _TURN.match(text, span[0], min(span[1], span[0] + 200))
    if match is None or match["name"].split()[0].lower() in _NO_SPEAKER:
        return None
    return match


def is_block(text: str, span: Span) -> bool:
    """Return whether a paragraph, after one that ends in a colon, can be a block quotation."""
    return not _BULLET.match(text[span[0]]) and text[span[1] - 1] in ".!?…"
