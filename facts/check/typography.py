"""What typography may change in a quotation, and what it never may.

Folded: the shape of quotation marks, apostrophes and dashes, every kind of space, soft hyphens, ligatures,
Unicode normal form (NFC, https://unicode.org/reports/tr15/), a hyphen between words, commas that group
thousands, the full stop of an abbreviation. Kept: every letter, its accents and its case, digits, decimal
points, signs, currencies, units, and the punctuation between words. Each word keeps its offsets.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from facts.quotations.words import ABBREVIATIONS

Kind = Literal["word", "number", "symbol", "insert"]

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = r"\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f" + _INVISIBLE
_LETTER = rf"[^\W\d_][{_MARKS}]{{0,8}}"
_ADDED = r"\[[^\W\d_]{1,12}\]"
_TOKEN = re.compile(
    rf"""
    (?:(?P<simple>[A-Za-z]+)[ ](?=[A-Za-z]))
  | (?P<space>\s+)
  | (?P<plain>[A-Za-z]+(?:['’][A-Za-z]+)*(?=[ ,]))
  | (?P<ellipsis>[\[(]\s?(?:…|\.(?:\s?\.){{2,3}})\s?[\])]|…+\.?|\.(?:[ \u00a0\u202f]?\.){{2,4}})
  | (?P<changed>(?:{_LETTER}){{1,40}}{_ADDED}(?:{_LETTER}){{0,40}}|{_ADDED}(?:{_LETTER}){{1,40}})
  | (?P<insert>\[[^\[\]\n]{{0,120}}\])
  | (?P<sign>(?<![^\s(\[{{“‘"'$€£¥])[-−–‑+±](?=[$€£¥]?\.?\d))
  | (?P<number>(?:(?<![\w.])\.)?\d+(?:[.,:/]\d+){{0,20}}(?:[^\W\d_]{{1,4}}(?![^\W_]))?)
  | (?P<dotted>(?:[^\W\d_]\.){{2,8}})
  | (?P<word>[^\W_][{_MARKS}]{{0,8}}(?:['’ʼ]?[^\W_][{_MARKS}]{{0,8}}){{0,60}})
  | (?P<dash>-{{2,3}}|[—–―‒⸺]|(?<=\s)[-‑](?=\s)|(?<=\d)-(?=\d))
  | (?P<hyphen>[-‐‑])
  | (?P<stop>[,;:.?!()，。？！；：])
  | (?P<ignored>[\"“”„«»‹›‘’'‚「」『』＂`{_INVISIBLE}])
  | (?P<symbol>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_THOUSANDS = re.compile(r"^\d{1,3}(?:,\d{3})+(?=$|\D)")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "’": "'", "ʼ": "'"}
    | dict.fromkeys(_INVISIBLE, "")
)
_WIDE = str.maketrans("，。？！；：", ",.?!;:")
_SIGNS = {"−": "-", "–": "-", "‑": "-"}
_BETWEEN = frozenset(("space", "ellipsis", "dash", "hyphen", "stop", "ignored"))
_SMALL = frozenset("vs etc e.g i.e cf approx inc corp co ltd dept".split())
_ALSO_WORDS = frozenset("no may sun sat mar mass miss wash fig ore gen ill ind col mo det pa la fla".split())
"""Abbreviations that a sentence may as well end in."""
_CORNERS = "「」『』"
"""Marks that part words by themselves, in languages that set no spaces."""
_DOTS = 3
"""Dots of an ellipsis; one more, and the first ends a sentence."""
_MERE = frozenset(("", "sic"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number, symbol or bracketed insertion: folded, and where it stands (code points)."""

    text: str
    start: int
    end: int
    kind: Kind = "word"
    after: str = ""
    """The folded marks between it and the next word; "…" stands for any ellipsis."""
    breaks: bool = False
    """A line ends behind it."""
    joined: bool = False
    """Nothing but a hyphen, or nothing at all, parts it from the word before: non-proliferation, −0.42."""

    @property
    def key(self) -> str:
        """The word without case, for finding candidates."""
        return self.text.lower()

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends behind it."""
        return self.breaks or any(mark in ".?!" for mark in self.after)


def words(text: str) -> tuple[Word, ...]:
    """Cut a text into folded words; the marks between them become part of the word before."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[Word]:
    last: _Last | None = None
    bound = False
    for match in _TOKEN.finditer(text):
        kind, raw = match.lastgroup or "", match.group()
        if kind == "simple":  # half of all words: a space behind it, and nothing to fold
            if last is not None:
                yield last.done()
            yield Word(raw[:-1], match.start(), match.end() - 1, joined=bound)
            last, bound = None, False
            continue
        if kind in _BETWEEN:
            bound = (bound and kind == "ignored" and raw not in _CORNERS) or (
                kind == "hyphen" and last is not None
            )
            if last is not None:
                last.follow(kind, raw)
            continue
        made = _word(kind, raw)
        if made is None:
            continue
        if last is not None:
            yield last.done()
        last, bound = _Last(*made, match.start(), match.end(), joined=bound and made[1] != "insert"), True
    if last is not None:
        yield last.done()


@dataclass(slots=True)
class _Last:
    """The last word read, while the marks behind it are still being read."""

    text: str
    kind: Kind
    start: int
    end: int
    joined: bool
    after: str = ""
    breaks: bool = False

    def follow(self, kind: str, raw: str) -> None:
        if kind == "space":
            self.breaks = self.breaks or "\n" in raw
        elif kind == "ellipsis":
            self.after += ".…" if raw.count(".") > _DOTS else "…"
        elif kind == "dash":
            self.after += "—"
        elif kind == "stop" and not (raw == "." and self._is_abbreviation()):
            self.after += raw.translate(_WIDE)

    def _is_abbreviation(self) -> bool:
        """The full stop belongs to the word: Mr., and the initial of a name."""
        if self.after:
            return False
        if not self.text[0].isupper():
            return self.text in _SMALL
        initial = len(self.text) == 1 and self.text != "I"
        return initial or self.text.lower() in ABBREVIATIONS - _ALSO_WORDS

    def done(self) -> Word:
        return Word(self.text, self.start, self.end, self.kind, self.after, self.breaks, self.joined)


def _word(kind: str, raw: str) -> tuple[str, Kind] | None:
    match kind:
        case "insert":
            inside = raw[1:-1].strip()
            return None if inside.lower() in _MERE else (fold(inside), "insert")
        case "changed":
            whole = raw[0] == "[" and raw[2:3] == "]"
            return fold(raw.replace("[", "").replace("]", "")), "word" if whole else "insert"
        case "number":
            grouped = _THOUSANDS.match(raw)
            return (grouped.group().replace(",", "") + raw[grouped.end() :] if grouped else raw), "number"
        case "sign":
            return _SIGNS.get(raw, raw), "symbol"
        case "symbol":
            return raw, "symbol"
        case "dotted":
            return raw[:-1], "word"
    return fold(raw), "word"


@lru_cache(maxsize=100_000)
def fold(raw: str) -> str:
    """Return a word without what typography may change; its letters, accents and case stay."""
    if raw.isascii():
        return raw
    return unicodedata.normalize("NFC", raw.translate(_LIGATURES))


def same(one: Word, other: Word, *, first: bool = False) -> bool:
    """Return whether two words are the same; the case of the first letter is free where `first`."""
    if one.kind != other.kind:
        return False
    if one.text == other.text:
        return True
    return first and one.text[1:] == other.text[1:] and one.text[:1].lower() == other.text[:1].lower()
