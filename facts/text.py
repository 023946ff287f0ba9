"""Text as the desk compares it: folded, cut into words, stemmed, and as it sounds. Pure functions.

Nothing here judges a quotation: folding finds candidates, and what is shown is always the source's own text.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import tantivy

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*[^\W\d_]*|[^\W_]+(?:['’ʼ`][^\W_]+)*")
_APOSTROPHES = str.maketrans("", "", "'’ʼ`")
_SUFFIX = re.compile(r"['’ʼ`]s?$|(?<=[^\W\d_]{3})['’ʼ`][^\W\d_]{1,3}$")
"""A possessive or a contraction, and the case ending that Turkish sets off from a name: "Fidan'ın"."""
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
_DOUBLED = re.compile(r"(.)\1+")

_CYRILLIC = dict(
    zip(
        "абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя",
        "a b v h g d e yo ye zh z y i yi i k l m n o p r s t u f kh ts ch sh shch . y . e yu ya".split(),
        strict=True,
    )
)
_ROMAN = str.maketrans({letter: latin.replace(".", "") for letter, latin in _CYRILLIC.items()})

_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "hundred": "100", "thousand": "1000"}
_ORDINAL_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
    if number > 3  # "first", "second" and "third" are mostly not numbers
}

# Spellings of one sound that transliterations differ in, applied in this order.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        (r"sch|sh|tch|ch|cz|š|ç|ş", "s"),
        (r"zh|dzh|dj", "j"),
        (r"ph", "f"),
        (r"kh|gh|ck|q|g|c(?![eiy])|x", "k"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"ts|tz|c(?=[eiy])|z", "s"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"ey|ei|ie|ee|iy|ij|yj|yy|y|j", "i"),
    ]
]


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed and as compared: `folded`, and its English `stem`."""

    typed: str
    folded: str
    stem: str


def fold(text: str) -> str:
    """Return a text without case, marks or typographic variants, Cyrillic in Latin letters."""
    if text.isascii():
        return text.casefold()
    latin = unicodedata.normalize("NFKC", text).casefold().translate(_ROMAN)
    return "".join(c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c))


def words(text: str) -> tuple[Word, ...]:
    """Cut a text into words: numbers without separators, no possessive, "U.S." as "us", no punctuation."""
    return tuple(chain.from_iterable(map(_cut, text.split())))


def stems(text: str) -> list[str]:
    """Return the stems of a text's words, in order."""
    return [word.stem for word in words(text)]


@lru_cache(maxsize=100_000)
def _cut(unspaced: str) -> tuple[Word, ...]:
    """Return the words of what stands between two spaces; most of it has been met before."""
    return tuple(map(_word, _WORD.findall(unicodedata.normalize("NFC", unspaced))))


@lru_cache(maxsize=200_000)
def _word(typed: str) -> Word:
    folded = fold(_SUFFIX.sub("", typed)).translate(_APOSTROPHES)
    if typed[0].isdigit():
        folded = folded.replace(",", "")
        folded = _ORDINAL.sub(r"\1", folded)
    folded = folded.replace(".", "") if folded[:1].isalpha() else folded
    folded = _NUMBER_WORDS.get(folded) or _ORDINAL_WORDS.get(folded) or folded
    return Word(typed, folded, stem(folded))


@lru_cache(maxsize=200_000)
def stem(folded: str) -> str:
    """Return the Porter2 stem of a folded word; a number is its own stem."""
    if not folded.isalpha():
        return folded
    found: list[str] = _stemmer().analyze(folded)
    return found[0] if found else folded


@lru_cache(maxsize=1)
def _stemmer() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.stemmer("english")).build()
    )


@lru_cache(maxsize=100_000)
def sound(folded: str) -> str:
    """Return how a folded name sounds, alike for its transliterations: Qaddafi and Gaddafi, Selenskyj."""
    for pattern, replacement in _SOUNDS:
        folded = pattern.sub(replacement, folded)
    return _DOUBLED.sub(r"\1", folded)
