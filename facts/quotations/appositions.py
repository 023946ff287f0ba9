"""What stands between commas, brackets or dashes beside a name, and the name that it describes."""

from collections.abc import Sequence

from facts.quotations.phrases import Phrase, forward
from facts.quotations.regions import HARD, opening_bracket, opens_adjunct, region
from facts.quotations.tokens import Sentence
from facts.quotations.verbs import is_role, is_verbish
from facts.quotations.words import (
    DETERMINERS,
    OCCASIONS,
    OPENING_ADVERBS,
    PLACES,
    PREPOSITIONS,
    RELATIVES,
    ROLES,
    SOMEBODY,
    TIMES,
    WHILE,
)

_LEADING = PREPOSITIONS | {"above", "below"}
"""What leads to somebody else within a description: a letter to, a sign above the mayor."""
_REMARK = 24
"""Tokens of a remark between dashes, at most."""


def before_apposition(s: Sentence, comma: int) -> Phrase | None:
    """Return the phrase before what stands between commas: John Smith, 42, a senator from Ohio, said."""
    start = _comma_before(s, comma)
    if start < 1:
        return forward(s, _opening(s, comma), comma)
    named = _described(s, start, comma)
    if named is not None:
        return named
    start, comma = _over_minor(s, start, comma)
    if start < 1:
        return forward(s, start + 1, comma)
    phrase = _phrase_before(s, start)
    if phrase is None or s[phrase[0]].low in PREPOSITIONS or s[phrase[1] - 1].low in TIMES:
        return forward(s, start + 1, comma)
    whole = _described(s, phrase[0] - 1, phrase[1]) if phrase[0] and s[phrase[0] - 1].kind == "," else None
    return whole if whole and whole[0] and s[whole[0] - 1].kind == "q" else phrase


def _opening(s: Sentence, comma: int) -> int:
    """Where the clause begins that a comma ends: behind the quotation, or with the sentence."""
    return next((at + 1 for at in range(comma - 1, -1, -1) if s[at].kind in HARD), 0)


def _phrase_before(s: Sentence, comma: int) -> Phrase | None:
    return before_bracket(s, comma - 1) if s[comma - 1].kind == ")" else region(s, comma - 1)


def _described(s: Sentence, start: int, comma: int) -> Phrase | None:
    """The campaign's lawyer, Ann Smith, said: description and name together."""
    if s[comma - 1].kind == ")":
        comma = opening_bracket(s, comma - 1)
    if comma - start > 6 or start == 0 or any(token.kind not in "Cwn" for token in s[start + 1 : comma]):
        return None
    if all(token.low in PLACES or token.low.endswith(".") for token in s[start + 1 : comma]):
        return None
    if s[comma - 1].kind != "C" or not (s[comma - 2].kind == "C" or comma - start == 2):
        return None
    phrase = _phrase_before(s, start) if s[start - 1].kind not in HARD else None
    if phrase is None:
        return None
    last = (s[phrase[1] - 1].kind, s[phrase[1] - 2].kind)
    role = s[start + 1].kind == "C" and any(
        token.kind == "w" and is_role(token.low) for token in s[slice(*phrase)]
    )
    if not (s[phrase[0]].low == "one" or "w" in last or role):
        return None
    if _follows_name(s, phrase[0]) or names_inner([token.low for token in s[slice(*phrase)]]):
        return None
    plain = all(token.kind in "Cw" and not is_verbish(token) for token in s[phrase[0] : phrase[1]])
    return (phrase[0], comma) if plain and not opens_adjunct(s[phrase[0]]) else None


def names_inner(words: Sequence[str]) -> bool:
    """Return whether a name behind a description may be of somebody in it: a letter to the mayor, Ann Lee.

    Args:
        words: those of the description, in lower case.
    """
    link = next((at for at in range(1, len(words)) if words[at] in _LEADING), 0)
    if not link or words[0] == "one":
        return False
    head, last = words[link - 1].removesuffix("s"), words[-1].removesuffix("s")
    return not is_role(head) or head in OCCASIONS or last in SOMEBODY


def _follows_name(s: Sentence, first: int) -> bool:
    """Whether a phrase is itself an apposition: Ann Smith, curator at the museum."""
    if first < 2 or s[first - 1].kind != ",":
        return False
    before = s[first - 2]
    return before.kind in "Cn)" and before.low not in TIMES and before.low not in OPENING_ADVERBS


def _over_minor(s: Sentence, start: int, comma: int) -> Phrase:
    """The commas around the outermost apposition that ends at a comma."""
    while start > 0 and comma > start + 1:
        before = _comma_before(s, start)
        if before < 0 or not is_minor(s, before + 1, start):
            break
        comma, start = start, before
    return start, comma


def _comma_before(s: Sentence, at: int) -> int:
    place = at - 1
    while place >= 0 and s[place].kind != ",":
        if s[place].kind in HARD:
            return -1
        place -= 1
    return place


def is_minor(s: Sentence, first: int, end: int) -> bool:
    """Return whether a segment is an age, a party, a relative clause or a description: nobody who speaks."""
    token = s[first]
    return (
        token.kind == "n"
        or token.low in RELATIVES
        or token.low in PREPOSITIONS
        or token.low in WHILE
        or any(one.low in ("v.", "vs.") for one in s[first:end])
        or token.low.endswith("ing")
        or (end - first == 1 and (token.low in PLACES or token.low.endswith(".")))
        or token.low in ("a", "an", "of", "jr", "jr.", "sr.", "whose", "both", "known", "or")
        or (end - first == 1 and token.low in OPENING_ADVERBS)
        or "-" in token.text
        or (token.low == "the" and end - first > 3)
        or (token.kind == "w" and token.low in ROLES)
    )


def before_bracket(s: Sentence, last: int) -> Phrase | None:
    """Return the phrase before a bracket that ends at an index: Ann Lee (R-Ohio)."""
    place = last
    while place > 0 and s[place].text not in ("(", "["):
        place -= 1
    return region(s, place - 1) if place > 0 else None


def before_dashes(s: Sentence, last: int) -> Phrase | None:
    """Return the phrase before a remark between dashes: Ann Lee — who was not there — said."""
    back = range(last - 2, max(0, last - _REMARK), -1)
    opening = next((at for at in back if s[at].kind == "—"), 0)
    return region(s, opening - 1) if opening and s[opening - 1].kind not in HARD else None


def ends_apposition(s: Sentence, comma: int) -> bool:
    """Return whether a comma ends what describes the phrase before it: one aide, who asked for quiet,."""
    start = _comma_before(s, comma)
    return start > 0 and (s[start + 1].low in RELATIVES or s[start + 1].low == "whose")


def with_apposition(s: Sentence, phrase: Phrase) -> int:
    """Return the index behind a phrase and what describes it between commas, if anything does."""
    at = phrase[1]
    if at + 1 < len(s) and s[at].kind == "," and s[at + 1].kind != "q":
        return next((k for k in range(at + 1, min(at + _REMARK, len(s))) if s[k].kind in ",:"), at)
    return at


def with_name(s: Sentence, phrase: Phrase, end: int) -> Phrase:
    """Return the phrase with the bare name behind it: his campaign manager, Ann Smith."""
    comma = next((at for at in range(phrase[1] + 1, min(phrase[1] + 6, end)) if s[at].kind in ",."), 0)
    if not comma or s[phrase[1]].kind != ",":
        return phrase
    name = s[phrase[1] + 1 : comma]
    named = all(token.kind == "C" and token.low not in PLACES for token in name)
    fewest = 1
    if s[phrase[1] - 1].kind == "C":  # a man from Erie, Pa., is no Pa.
        fewest = 2 if s[phrase[0]].low in DETERMINERS else len(s)
    return (phrase[0], comma) if named and len(name) >= fewest else phrase
