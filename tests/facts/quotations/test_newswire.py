"""What newswires write: each line of `newswire.txt` marks what is said, and who says it."""

import re
from pathlib import Path

import pytest

from facts.quotations import Span, find_quotations

_EDGES = ' \n“”"‘’,.;:!?—'
_SAME = 0.8
"""Share of its length in which a quotation and what is marked must agree."""


def _lines() -> list[str]:
    text = Path(__file__).with_name("newswire.txt").read_text(encoding="utf-8")
    return [line.replace("\\n", "\n") for line in text.splitlines() if not line.startswith("#")]


def _marked(line: str) -> tuple[str, list[Span], list[Span]]:
    """Take the marks out of a line: the text, what is said in it, who says it."""
    text, opened, found = "", list[int](), {"⟧": list[Span](), "⟫": list[Span]()}
    for piece in re.split(r"([⟦⟧⟪⟫])", line):
        if piece in ("⟦", "⟪"):
            opened.append(len(text))
        elif piece in found:
            found[piece].append((opened.pop(), len(text)))
        else:
            text += piece
    return text, found["⟧"], found["⟫"]


def _trimmed(text: str, span: Span) -> Span:
    words = text[span[0] : span[1]]
    return span[1] - len(words.lstrip(_EDGES)), span[0] + len(words.rstrip(_EDGES))


def _agree(one: Span, other: Span) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0]))


@pytest.mark.parametrize("line", _lines())
def test_what_is_said_is_found_with_who_says_it(line: str) -> None:
    """Every marked stretch is a part of a quotation whose speaker is one of those marked."""
    text, said, speakers = _marked(line)
    parts = [(_trimmed(text, span), one) for one in find_quotations(text) for span in one.spans]
    for span in said:
        alike = [one for part, one in parts if _agree(part, _trimmed(text, span)) >= _SAME]
        assert alike, text[span[0] : span[1]]
        speaker = alike[0].speaker
        assert speaker is not None
        assert any(speaker.start < end and start < speaker.end for start, end in speakers), speaker.text
