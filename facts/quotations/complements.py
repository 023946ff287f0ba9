"""What a cue is, and what it governs: whether a quotation, a clause or nothing follows, and from where."""

from dataclasses import dataclass
from typing import Literal

from facts.quotations.cues import BACK, MATTERS, SAID, VERBS, WENT, Grammar
from facts.quotations.phrases import Phrase, forward, starts_phrase
from facts.quotations.tokens import Sentence, is_title
from facts.quotations.verbs import is_adverb, is_verbish, opens_with_verb
from facts.quotations.words import (
    DETERMINERS,
    OCCASIONS,
    PERSONAL,
    PREPOSITIONS,
    QUESTION_WORDS,
    ROLES,
    TIMES,
)

Complement = Literal["quote", "clause", "colon", "matter", "none"]
_PARENTHESIS = 24
"""Tokens between a cue and the "that" behind a remark between commas, at most."""
_LISTENERS = frozenset("him her them us me you reporters".split())
_NO_CLAUSE = frozenset("so to as of about very little nothing much".split())
"""What no clause begins with: said so, said very little about it."""
_LEADS = frozenset(("that", "how", "why", "whether", "if", "what", "when", "where", "who", "which"))


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue in its sentence, by token index."""

    at: int
    """Where the cue word stands."""
    lead: int
    """Where the group of subject and cue starts."""
    end: int
    """Just behind the cue, its listener and its adjuncts."""
    start: int
    """Where what is said would begin."""
    complement: Complement
    grammar: Grammar
    subject: Phrase | None
    inverted: bool = False
    shared: bool = False
    """Its subject is that of an earlier verb: …, and said; …, adding."""
    weak: bool = False
    """Negated, infinitive or hypothetical: no speech of its own, though a quotation after it may be."""


def behind(s: Sentence, at: int, grammar: Grammar) -> int:
    """Step over the listener, the adverbs and the occasion: told reporters on Tuesday in a statement."""
    back = at < len(s) and s[at].low == "back"  # he answered back to Smith, “…”
    if back or s[at - 1].low.startswith(("put", "point")) or s[at - 1].low in WENT | BACK:
        at += 1
    if grammar is Grammar.TELL:
        at = _over_listener(s, at)
    steps = 0
    while at < len(s) and steps < 6 and not (grammar is Grammar.VOW and s[at].low == "to"):
        moved = over_adjunct(s, at)
        if moved == at:
            break
        at, steps = moved, steps + 1
    return at


def _over_listener(s: Sentence, at: int) -> int:
    if at < len(s) and s[at].low in _LISTENERS:
        return at + 1
    phrase = forward(s, at, len(s)) if at < len(s) else None
    return phrase[1] if phrase else at


def over_adjunct(s: Sentence, at: int) -> int:
    """The index behind one adverb or adjunct at an index, or the index itself."""
    token = s[at]
    low = token.low
    following = s[at + 1].low if at + 1 < len(s) else ""
    if is_adverb(token) and (low not in ("all", "both", "each", "only") or following == "that"):
        return at + 1
    if low in TIMES and at + 1 < len(s):
        return at + 2 if s[at + 1].kind == "n" or s[at + 1].low in TIMES else at + 1
    if low in ("last", "this", "next", "late", "early") and at + 1 < len(s) and s[at + 1].low in TIMES:
        return at + 2
    if token.kind == "(":
        return next((k + 1 for k in range(at, min(at + 12, len(s))) if s[k].text in (")", "]")), at)
    return _over_occasion(s, at) if low in PREPOSITIONS and low != "that" else at


def _over_occasion(s: Sentence, at: int) -> int:
    """In a statement to the paper; on Tuesday; at a rally; of the plan: behind it, or the same index."""
    following = s[at + 1] if at + 1 < len(s) else None
    if following is None:
        return at
    if following.kind == "q":
        return at + 2 if is_title(following) and s[at].low in ("on", "in") else at
    if following.low in TIMES or following.kind == "n":
        return at + 2
    phrase = forward(s, at + 1, len(s))
    if phrase is None or (s[at].low == "to" and not _is_listener(s, phrase)):
        return at
    occasion = any(s[k].low in OCCASIONS for k in range(*phrase))
    if occasion:
        return _that_ahead(s, phrase[1]) or phrase[1]
    named = s[phrase[1] - 1].kind == "C" or s[at].low in ("of", "to", "during", "after", "at", "via")
    return phrase[1] if named else _that_ahead(s, phrase[1]) or at


def _that_ahead(s: Sentence, at: int) -> int:
    """In a report released Thursday that …, on its page that …: where the "that" stands, else 0."""
    reduced = at < len(s) and s[at].low.endswith(("ed", "ing"))
    for place in range(at + reduced, min(at + _PARENTHESIS, len(s))):
        if s[place].kind in "q,:;—." or is_verbish(s[place]):
            break
        if s[place].low == "that":
            return place
    return 0


def _is_listener(s: Sentence, phrase: Phrase) -> bool:
    """To reporters, to the crowd, to Smith: and no infinitive."""
    first, last = s[phrase[0]], s[phrase[1] - 1]
    return "C" in (first.kind, last.kind) or first.low in DETERMINERS or last.low in OCCASIONS | ROLES


def complement_at(s: Sentence, at: int, cue: int, grammar: Grammar) -> tuple[Complement, int]:
    """Return what a cue governs, and where it begins."""
    if at >= len(s):
        return "none", at
    token = s[at]
    following = s[at + 1] if at + 1 < len(s) else None
    if token.kind == "q" or _is_told(s, at, grammar):
        return "quote", at + (token.kind != "q")
    if token.kind == ":":
        return "colon", at + 1
    if token.kind in ",—(" and following is not None:
        if following.kind == "q":
            return "quote", at + 1
        if following.low == "that" and token.kind == ",":
            return "clause", at + 2
        return _far_that(s, at, grammar)
    if token.low == "that" or (token.low in QUESTION_WORDS and grammar is not Grammar.NAME):
        return _that(s, at, grammar)
    if _opens_clause(s, at, cue, grammar):
        return "clause", at
    if s[cue].low in MATTERS and starts_phrase(token) and token.low not in PERSONAL:
        return "matter", at
    return _far_that(s, at, grammar)


def _is_told(s: Sentence, at: int, grammar: Grammar) -> bool:
    """Telling Smith to “sit down”."""
    told = grammar is Grammar.TELL and s[at].low == "to"
    return told and at + 1 < len(s) and s[at + 1].kind == "q"


def _far_that(s: Sentence, at: int, grammar: Grammar) -> tuple[Complement, int]:
    """She wrote, joined by two others, that …: the clause behind a parenthesis between commas."""
    if grammar in (Grammar.NAME, Grammar.TAG):
        return "none", at
    for place in range(at + 1, min(at + _PARENTHESIS, len(s) - 1)):
        if s[place].kind in "q:;" or s[place].low in VERBS:
            break
        if s[place].kind == "," and s[place + 1].low == "that":
            return "clause", place + 2
    return "none", at


def _that(s: Sentence, at: int, grammar: Grammar) -> tuple[Complement, int]:
    if at + 1 >= len(s) or s[at + 1].kind == ".":
        return "none", at
    start = at + 1 if s[at].low == "that" else at
    if grammar is Grammar.NAME:
        return "none", at
    return "clause", start


def _opens_clause(s: Sentence, at: int, cue: int, grammar: Grammar) -> bool:
    """Whether a clause without "that" stands at an index."""
    if grammar is Grammar.VOW and s[at].low == "to":
        return True
    if grammar in (Grammar.TAG, Grammar.NAME) or s[at].kind in ".;)":
        return False
    if s[cue].low in SAID or (
        grammar is Grammar.TELL and s[cue].low.startswith(("tell", "told", "assur", "inform"))
    ):
        long_enough = len(s) - at > 3 or any(token.kind == "q" for token in s[at:])
        return long_enough and s[at].low not in _NO_CLAUSE
    return _is_plain_clause(s, at)


def _is_plain_clause(s: Sentence, at: int) -> bool:
    """A subject with a finite verb after it, before any word that could make that verb somebody else's."""
    if s[at].low in PERSONAL and s[at].low != "it":
        return True
    subject = forward(s, at, len(s))
    if subject is None:
        return False
    if subject[1] < len(s) and s[subject[1]].kind == "q" and opens_with_verb(s[subject[1]]):
        return True  # claiming it “gives …”
    for place in range(at + 1, min(at + 16, len(s))):
        token = s[place]
        if token.low in _LEADS or token.low == "to" or token.kind in ".,;:q—":
            return False
        if is_verbish(token) and (not token.low.endswith("ed") or _takes_object(s, place + 1)):
            return True
    return False


def _takes_object(s: Sentence, at: int) -> bool:
    """Behind a form in -ed: what makes it a verb rather than a participle in a noun phrase."""
    if at >= len(s):
        return False
    return s[at].kind == "C" or s[at].low in DETERMINERS or s[at].low in PERSONAL or s[at].low == "that"
