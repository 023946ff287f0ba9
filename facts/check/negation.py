"""Words that turn a sentence round, and figures: what no ellipsis and no bracket may hide."""

from facts.check.typography import Word

_NEGATORS = frozenset(
    "not no never none nobody nothing nowhere neither nor without cannot hardly barely scarcely rarely "
    "seldom nicht kein keine keinen keiner nie niemals ohne jamais sans".split()
)
_SCALES = frozenset(
    "hundred thousand million billion trillion percent percentage points point cents dollars euros pounds "
    "yen per bn mn".split()
)


def is_negator(word: str) -> bool:
    """Return whether a word negates: not, never, without, won't; an insertion, if one of its words does."""
    return any(one in _NEGATORS or one.endswith("n't") for one in word.lower().split())


def is_scale(word: Word) -> bool:
    """Return whether a word belongs to the number before it: million, percent, %."""
    return word.key in _SCALES or (word.kind == "symbol" and word.text in "%‰°€£¥₽₴¢")


def is_figure(word: Word) -> bool:
    """Return whether a word is a number, a sign, a unit, or has a digit in it."""
    return word.kind in ("number", "symbol") or word.key in _SCALES or any(c.isdigit() for c in word.text)
