"""Questions misspelt as in haste, the same each time: a letter left out, added, mistaken or exchanged."""

import random
import re

_WORD = re.compile(r"[^\W\d_]{4,}")
_SHARE = 0.48
"""How many words of four letters and more are misspelt; one at least, where there are any."""
_INITIAL = 0.08
"""How often the first letter is the wrong one; it is the one that people get right."""
_BESIDE = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "ol", "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb", "h": "gyjn", "j": "hukm",
    "k": "jil", "l": "kop", "z": "asx", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm",
    "m": "njk",
}  # fmt: skip
"""The keys beside each on a QWERTY keyboard."""


def misspelt(text: str) -> str:
    """Return a text with about half of its longer words misspelt by a letter."""
    chance = random.Random(text)  # noqa: S311 - the same text is misspelt in the same way
    words = list(_WORD.finditer(text))
    chosen = [word for word in words if chance.random() < _SHARE] or words[-1:]
    for word in reversed(chosen):
        text = text[: word.start()] + _slip(word[0], chance) + text[word.end() :]
    return text


def _slip(word: str, chance: random.Random) -> str:
    at = 0 if chance.random() < _INITIAL else chance.randrange(1, len(word))
    before, letter, after = word[:at], word[at], word[at + 1 :]
    near = chance.choice(_BESIDE.get(letter.lower(), letter))
    kinds = [before + after, before + near + letter + after, before + near + after]
    if after:
        kinds.append(before + after[0] + letter + after[1:])
    return chance.choice(kinds)
