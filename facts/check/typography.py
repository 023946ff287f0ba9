"""What typography may change in a quotation, and what it never may.

Folded: the shape of quotation marks, apostrophes and dashes, every kind of space, soft hyphens, ligatures, Unicode
normal form (NFC, https://unicode.org/reports/tr15/), a hyphen between words, commas that group thousands, the full
stop of an abbreviation. Kept: every letter, its accents and its case, digits, decimal points, signs, currencies,
units, and the punctuation between words. Each word keeps its offsets in the text that it came from.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from facts.quotations.words import ABBREVIATIONS

Kind = Literal["word", "number", "symbol", "insert"]

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = r"\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f" + _INVISIBLE
_LETTER = rf"[^\W\d_][{_MARKS}]{{0,8}}"
_TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<ellipsis>[\[(]\s?(?:…|\.(?:\s?\.){{2,3}})\s?[\])]|…+\.?|\.(?:[ \u00a0\u202f]?\.){{2,4}})
  | (?P<changed>(?:{_LETTER}){{1,40}}\[[^\W\d_]{{1,12}}\](?:{_LETTER}){{0,40}}|\[[^\W\d_]{{1,12}}\](?:{_LETTER}){{1,40}})
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
    last: Word | None = None
    bound = False
    for match in _TOKEN.finditer(text):
        kind, raw = match.lastgroup or "", match.group()
        if kind in ("space", "ellipsis", "dash", "hyphen", "stop", "ignored"):
            bound = bound and kind == "ignored" or kind == "hyphen" and last is not None
            if last is not None:
                last = _followed(last, kind, raw)
            continue
        made = _word(kind, raw, match.start(), match.end(), joined=bound)
        if made is None:
            continue
        if last is not None:
            yield last
        last, bound = made, True
    if last is not None:
        yield last


def _followed(last: Word, kind: str, raw: str) -> Word:
    if kind == "ellipsis":
        return replace(last, after=last.after + "…")
    if kind == "dash":
        return replace(last, after=last.after + "—")
    if kind == "space" and "\n" in raw and not last.breaks:
        return replace(last, breaks=True)
    if kind == "stop" and not (raw == "." and _is_abbreviation(last)):
        return replace(last, after=last.after + raw.translate(_WIDE))
    return last


def _is_abbreviation(last: Word) -> bool:
    """The full stop belongs to the word: Mr., and the initial of a name."""
    if last.after:
        return False
    return last.key in ABBREVIATIONS or (len(last.text) == 1 and last.text.isupper() and last.text != "I")


def _word(kind: str, raw: str, start: int, end: int, *, joined: bool) -> Word | None:
    match kind:
        case "insert":
            inside = raw[1:-1].strip()
            return None if inside.lower() in _MERE else Word(fold(inside), start, end, "insert")
        case "changed":
            plain = raw.replace("[", "").replace("]", "")
            whole = raw[0] == "[" and raw[2:3] == "]"
            return Word(fold(plain), start, end, "word" if whole else "insert", joined=joined and whole)
        case "number":
            grouped = _THOUSANDS.match(raw)
            folded = grouped.group().replace(",", "") + raw[grouped.end() :] if grouped else raw
            return Word(folded, start, end, "number", joined=joined)
        case "sign":
            return Word(_SIGNS.get(raw, raw), start, end, "symbol")
        case "symbol":
            return Word(raw, start, end, "symbol", joined=joined)
        case "dotted":
            return Word(raw[:-1], start, end, joined=joined)
    return Word(fold(raw), start, end, joined=joined)


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
