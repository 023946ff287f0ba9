"""What differs between the words of a draft and those of a source, marked word by word."""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from bot.render.blocks import Block, words
from bot.render.text import clip
from facts.check.typography import Word
from facts.check.typography import words as words_in


def marked(text: str, other: str, mark: Callable[[str], Block], room: int) -> list[Block]:
    """Return a text with the words marked that the other one does not have in their place.

    What typography may change is no difference; the words are those that the check itself compares.

    Args:
        text: what is shown.
        other: what it is held against.
        mark: makes an element of rich text of what differs, such as `bold`.
        room: how many code points are shown; the other text is read further, so that a cut marks nothing.
    """
    text, other = clip(text, room), clip(other, 2 * room)
    here = words_in(text)
    spans = _differing(_keys(here), _keys(words_in(other)))
    return list(_elements(text, ((here[start].start, here[end - 1].end) for start, end in spans), mark))


def emphasised(text: str, part: str, mark: Callable[[str], Block], room: int) -> list[Block]:
    """Return a text with one part of it marked; where that is no part of it, the text as it is."""
    at = text.find(part) if part else -1
    shown = clip(text, room)
    spans = [(at, min(at + len(part), len(shown)))] if 0 <= at < len(shown) else []
    return list(_elements(shown, spans, mark))


def _differing(keys: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, int]]:
    for kind, start, end, _, _ in SequenceMatcher(None, keys, others, autojunk=False).get_opcodes():
        if kind != "equal" and start < end:
            yield start, end


def _keys(read: Sequence[Word]) -> list[str]:
    """Return what is compared of each word; the first in either case, the last with any mark behind it."""
    last = len(read) - 1
    keys = [word.text + ("" if at == last else word.after.strip("…")) for at, word in enumerate(read)]
    return [key[:1].lower() + key[1:] for key in keys[:1]] + keys[1:]


def _elements(
    text: str, spans: Iterator[tuple[int, int]] | list[tuple[int, int]], mark: Callable[[str], Block]
) -> Iterator[Block]:
    at = 0
    for start, end in spans:
        if start > at:
            yield words(text[at:start])
        yield mark(text[start:end])
        at = end
    if at < len(text):
        yield words(text[at:])
