"""Words and sentences with their offsets; a quoted stretch counts as one token of the sentence around it.

Seen from outside its marks a quotation is one thing that somebody says, so the sentence around it keeps
the shape of a plain clause: `“…,” said X.` is three tokens and a full stop.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from facts.quotations.cues import TAG_VERBS
from facts.quotations.model import Span, Stretch
from facts.quotations.words import ABBREVIATIONS, PREPOSITIONS, SENTENCE_OPENERS, TIMES, TITLES

_TOKEN = re.compile(
    r"(?P<word>[^\W_][\w\u0300-\u036f]*+(?:(?:['’.&/@+-]|,(?=\d{3})|(?<=\d):(?=\d\d))[\w\u0300-\u036f]++)*+['’]?)(?P<dot>\.?)"
    r"|(?P<mark>\.{3}|[.!?…;:,()\[\]—–]|-{2,3}|(?<=\s)-(?=\s))"
)
_PREFIXED = re.compile(r"(?:[a-z]{2,3}-|[dlo]['’]|d[eiu]|l[ae]|van)[^\W\d_a-z]")
_TERMINAL = frozenset(".!?…")
_ENDS_SENTENCE = re.compile(r"[.!?…][’'\])]*$")
_LONGEST = 160
"""Tokens in a sentence at most; a longer run without a full stop is cut, to bound the work on each."""

_TAG_REACH = 10
_LONG_TAG = 30
"""The same behind a question, where a title begins it: Rep. Ann Lee (D-Ohio), a friend of …, wrote."""
_DATELINE = 12
"""Tokens of a dateline, at most."""
_AGENCY = 3
"""Tokens of an agency in brackets."""
_SHORTEST_PLACE = 3
_CONTRACTED = frozenset("he she they it i we you who that".split())
_ENDINGS = frozenset("d ll ve s re m".split())
_SHORT_WORDS = frozenset("a an and as at by for from in into is of on or the to with".split())
_CLOCK = frozenset(("a.m.", "p.m."))
_OF_CLOCK = TIMES | frozenset("eastern central mountain pacific et est edt ct pt pst pdt gmt".split())
"""What may follow the time of day in the same sentence."""
_OPENING = 60
"""Code points of a stretch that its token carries: enough to tell a sentence from a title."""


class Token(NamedTuple):
    """One word, one mark of punctuation or one quoted stretch."""

    start: int
    end: int
    kind: str
    """`w` a word, `C` a capitalised word, `n` a number, `q` a quoted stretch, else the mark itself."""
    low: str
    """The word in lower case with straight apostrophes; the mark; for a stretch its last character."""
    text: str
    stretch: Stretch | None = None


Sentence = Sequence[Token]


def tokenise(text: str, span: Span, stretches: Iterable[Stretch]) -> Iterator[Token]:
    """Yield the tokens of a paragraph, each outermost stretch as one token."""
    at = span[0]
    for stretch in stretches:
        if stretch.depth == 0 and stretch.start >= at:
            yield from _words(text, at, stretch.start)
            yield _quoted(text, stretch)
            at = stretch.end
    yield from _words(text, at, span[1])


def _quoted(text: str, stretch: Stretch) -> Token:
    ending = text[max(stretch.inner[0], stretch.inner[1] - 4) : stretch.inner[1]].rstrip()
    if ending.endswith((",’", ",'")):  # “He said, ‘No,’” she said
        ending = ending[:-1]
    low = "." if _ENDS_SENTENCE.search(ending) else ending[-1:] or " "
    if ending[-1:] in ("?", "!"):
        low = ending[-1]
    elif ending.endswith(("…", "...")):
        low = "…"
    opening = text[stretch.inner[0] : min(stretch.inner[0] + _OPENING, stretch.inner[1])]
    return Token(stretch.start, stretch.end, "q", low, opening, stretch)


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start, end):
        word, dot, mark = found.groups()
        if mark:
            yield Token(found.start(), found.end(), _plain(mark), mark, mark)
        elif not dot and word.isalpha() and word.islower():  # most words, and nothing to be found out
            yield Token(found.start(), found.end(), "w", word, word)
        else:
            yield from _word(found)


def _plain(mark: str) -> str:
    return {"–": "—", "-": "—", "--": "—", "---": "—", "...": "…", "[": "(", "]": ")"}.get(mark, mark)


def _word(found: re.Match[str]) -> Iterator[Token]:
    start, end = found.span("word")
    word = found["word"]
    title, _, rest = word.partition(".")
    if rest and f"{title.lower()}." in TITLES and is_capital(rest):  # Sen.Ann Lee
        glued = start + len(title) + 1
        yield Token(start, glued, "C" if is_capital(title) else "w", f"{title.lower()}.", f"{title}.")
        start, word = glued, rest
    low = word.lower().replace("’", "'") if "’" in word else word.lower()
    dotted = found["dot"] and (
        low.rpartition("-")[2] in ABBREVIATIONS or len(word) == 1 or _is_initials(word)
    )
    if dotted:
        end, low, word = end + 1, low + ".", word + "."
    kind = "C" if is_capital(word) else "n" if word[0].isdigit() else "w"
    pronoun, mark, rest = low.partition("'")
    if mark and pronoun in _CONTRACTED and rest in _ENDINGS:  # he'd say
        cut = start + len(pronoun)
        yield Token(start, cut, kind, pronoun, word[: len(pronoun)])
        yield Token(cut, end, "w", mark + rest, word[len(pronoun) :])
        return
    yield Token(start, end, kind, low, word)
    if found["dot"] and not dotted:
        yield Token(end, end + 1, ".", ".", ".")


def _is_initials(word: str) -> bool:
    """U.S, D-N.Y, a.m; and not 23.65."""
    return "." in word and not word[0].isdigit()


def is_capital(word: str) -> bool:
    """Return whether a word is written as names are: Smith, al-Amr, d'Estaing, diMarco."""
    return word[0].isupper() or (not word.islower() and _PREFIXED.match(word) is not None)


def without_dateline(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens of a paragraph behind the place and agency before its first dash: LIMA, Ohio (AP) — ….

    The agency may stand alone, without the dash: (AP) ….
    """
    if len(tokens) > _AGENCY and [tokens[0].kind, tokens[2].kind] == ["(", ")"] and tokens[1].text.isupper():
        tokens = tokens[_AGENCY:]
    dash = next((at for at, token in enumerate(tokens[:_DATELINE]) if token.kind == "—"), 0)
    place = tokens[0].text if tokens else ""
    if not dash or not place.isupper() or len(place) < _SHORTEST_PLACE:
        return tokens
    return tokens[dash + 1 :] if all(token.kind in "C,().n" for token in tokens[:dash]) else tokens


def sentences(tokens: Iterable[Token]) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph, reading no further ahead than a tag can reach."""
    window: list[Token] = []
    at = 0
    for token in tokens:
        window.append(token)
        if len(window) > at + _LONG_TAG:
            if at + 1 >= _LONGEST or _ends(window, at):
                yield window[: at + 1]
                window, at = window[at + 1 :], -1
            at += 1
    yield from _rest(window, at)


def _rest(window: list[Token], at: int) -> Iterator[Sentence]:
    while at < len(window):
        if _ends(window, at):
            yield window[: at + 1]
            window, at = window[at + 1 :], -1
        at += 1


def _ends(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None:
        return True
    if token.kind in _TERMINAL:
        return following.text not in (")", "]") and not _goes_on(token, following)
    if token.kind == "q":
        return token.low in _TERMINAL and following.kind in "Cq" and not _is_tail(tokens, at + 1)
    if token.low.endswith(".") and token.kind in "Cw":
        if following.kind == "q":
            return token.low not in TITLES and len(token.low) > 2 and following.text[:1].isupper()
        clock = token.low in _CLOCK and following.low not in _OF_CLOCK and tokens[0].low not in PREPOSITIONS
        return following.kind == "C" and (clock or following.low in SENTENCE_OPENERS)
    return False


def _goes_on(mark: Token, following: Token) -> bool:
    """4 million bbl. of crude: a mark before a word in lower case ends no sentence."""
    if following.kind == "w":
        return following.text.islower()
    return mark.kind == "…" and following.kind not in "Cqn("


def _is_tail(tokens: Sequence[Token], at: int) -> bool:
    """After a stretch that ends a sentence: is what follows only its tag?"""
    if tokens[at].low in SENTENCE_OPENERS:
        return False
    asked = tokens[at - 1].low in "?!…"
    reach = _LONG_TAG if asked and tokens[at].low in TITLES else _TAG_REACH - 1
    for place in range(at, min(at + reach, len(tokens))):
        token = tokens[place]
        if token.kind not in ("Cwn,()" if asked else "Cwn()"):
            return False
        if token.low in TAG_VERBS:
            after = tokens[place + 1].kind if place + 1 < len(tokens) else "."
            return place > at and (after == "." or (asked and after != "q"))
    return False


def is_title(token: Token) -> bool:
    """Return whether a quoted stretch looks like the title of a work: Gone With the Wind."""
    words = [word for word in token.text.replace("-", " ").split() if word.lower() not in _SHORT_WORDS]
    capitals = sum(1 for word in words if word[0].isupper() or not word[0].isalpha())
    if token.low in ",.?!…" and len(words) < 2:
        return False
    return token.low not in "?!" and len(words) > 0 and capitals == len(words)


def is_headline(s: Sentence) -> bool:
    """Return whether a sentence is set in capitals as headlines are: its capitals name nobody."""
    words = [token for token in s if token.kind in "wC"]
    capitals = sum(1 for token in words if token.kind == "C")
    return len(words) > 5 and s[-1].low[-1:] not in ".!?" and capitals * 10 > len(words) * 6
