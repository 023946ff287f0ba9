"""Questions that nobody should ask, and somebody will: each is answered, in bounded time."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from random import Random
from types import MappingProxyType

LONGEST = 4_000
"""Characters of the longest question: about what Slack lets somebody type into a command."""


def hostile(known: Sequence[str]) -> Mapping[str, str]:
    """Return questions by what is hostile about them; `known` are words that records have."""
    dice = Random(1)  # noqa: S311 - the same questions each time
    letters = "abcdefghijklmnopqrstuvwxyz"
    gibberish = ("".join(dice.choices(letters, k=dice.randrange(3, 12))) for _ in range(LONGEST))
    misspelt = (word[:2] + word[3:] for word in dice.choices(known, k=LONGEST) if len(word) > 5)
    return MappingProxyType(
        {
            "one letter": "x",
            "only punctuation": "?!… —" * 800,
            "emoji": "🙃🇺🇦👩‍🚀" * 400,
            "known words": " ".join(dice.choices(known, k=LONGEST))[:LONGEST],
            "misspelt words": " ".join(misspelt)[:LONGEST],
            "gibberish": " ".join(gibberish)[:LONGEST],
            "one long word": "a" * LONGEST,
            "Cyrillic": ("Кто сказал, что переговоры в Стамбуле провалились? " * 90)[:LONGEST],
            "Arabic": ("من قال إن المحادثات في إسطنبول فشلت؟ " * 120)[:LONGEST],
            "Chinese": ("谁说伊斯坦布尔会谈失败了？" * 400)[:LONGEST],
            "200 quoted phrases": " ".join(f"“{a} {b}”" for a, b in pairwise(known))[:LONGEST],
            "search operators": ('+a -b OR AND NOT (x* y~2) "z"^3 [1 TO 5] field:value ' * 80)[:LONGEST],
        }
    )
