"""Cues that are no verbs: according to X, in the words of X, her claim that …."""

from facts.quotations.complements import Cue, behind, complement_at, over_adjunct
from facts.quotations.cues import CALLING, MADE, PARTICIPLES, Grammar
from facts.quotations.phrases import Phrase, forward
from facts.quotations.subjects import subject_before
from facts.quotations.tokens import Sentence
from facts.quotations.verbs import group, is_verbish, opens_with_verb
from facts.quotations.words import POSSESSIVE

_ADJUNCT = 4
"""Tokens of what may open a sentence before its source: Last year, according to X, …."""
_BEFORE = 3
"""Tokens between a verb of calling and an owner, at most: called the special counsel's words “…”."""
_LEAST = 3
"""Words that somebody must use to be quoted so."""
_MAKING = 3
"""Tokens before the case that somebody makes, at least: Smith made the."""


def source_cue(s: Sentence, at: int) -> Cue | None:
    """According to X; in the words of X; per X (only with a name)."""
    place = at + 1
    if s[at].low == "according":
        if place >= len(s) or s[place].low != "to":
            return None
        place += 1
    elif s[at].low == "words":
        if place >= len(s) or s[place].low != "of" or at < 2 or s[at - 2].low != "in":
            return None
        place += 1
    elif place >= len(s) or s[place].kind != "C":
        return None
    subject = _source_phrase(s, place)
    if subject is None:
        return None
    lead = at - 2 if s[at].low == "words" else at
    start = _behind_source(s, subject[1])
    trails = lead > _ADJUNCT and s[lead - 1].kind == ","
    told = any(is_verbish(token) or token.kind == "q" for token in s[:lead])
    leads = start < len(s) - 1 and not trails and not told
    return Cue(
        at, lead, subject[1], start, "clause" if leads else "none", Grammar.SAY, subject, inverted=True
    )


def _behind_source(s: Sentence, at: int) -> int:
    """Step over a bracket and a description of the source: Smith (Ohio), a professor."""
    if at < len(s) and s[at].kind == "(":
        at = over_adjunct(s, at)
    if at < len(s) and s[at].low.endswith("ed"):
        return next((k + 1 for k in range(at, min(at + 12, len(s))) if s[k].kind == ","), at)
    if at >= len(s) or s[at].kind != ",":
        return at
    comma = next((k for k in range(at + 1, len(s)) if s[k].kind == ","), len(s))
    described = s[at + 1 : comma]
    if comma == len(s) or not described or any(is_verbish(token) for token in described):
        return at + 1
    describes = described[0].low in PARTICIPLES or described[0].low in ("a", "an", "the", "who", "which")
    return comma + 1 if describes else at + 1


def _source_phrase(s: Sentence, at: int) -> Phrase | None:
    phrase = forward(s, at, len(s))
    if phrase and s[phrase[0]].low in POSSESSIVE and phrase[1] - phrase[0] == 1:
        return None
    if phrase is None and at < len(s) and s[at].low in ("him", "her", "them"):
        return at, at + 1
    if phrase and phrase[1] < len(s) and s[phrase[1]].low in ("by", "from"):
        maker = forward(s, phrase[1] + 1, len(s))  # a study by X
        return (phrase[0], maker[1]) if maker else phrase
    return phrase


def noun_cue(s: Sentence, at: int) -> Cue | None:
    """Her claim that “…”; Trump's call for “…”; Smith's charge that the plan is “…”."""
    end = at + 1
    owner = _owner(s, at)
    if owner is None or end >= len(s) or (s[end].kind == "q" and opens_with_verb(s[end])):
        return None
    complement, start = complement_at(s, end, at, Grammar.THAT)
    if complement == "clause" and start < len(s) and s[start].kind == "q":
        complement = "quote"
    before = s[max(0, owner[0] - _BEFORE) : owner[0]]
    if s[end].kind == "q" and any(token.low in CALLING for token in before):
        return None  # Jones called Smith's words “…”
    called = s[end].low == "for" and end + 1 < len(s) and s[end + 1].kind == "q"
    if complement not in ("quote", "clause") and not called:
        return None
    return Cue(at, owner[0], end, start, "quote" if complement == "quote" else "none", Grammar.NAME, owner)


def made_cue(s: Sentence, at: int) -> Cue | None:
    """Smith made the case that …; she has made the point that …; he used the phrase “…”."""
    if at < _MAKING or s[at - 1].low not in ("the", "a") or s[at - 2].low not in MADE[s[at].low]:
        return None
    verb = group(s, at - 2)
    subject = subject_before(s, verb)
    end = behind(s, at + 1, Grammar.THAT)
    if subject is None or end >= len(s):
        return None
    complement, start = complement_at(s, end, at, Grammar.THAT)
    used = "use" in MADE[s[at].low]
    if complement != ("quote" if used else "clause") or (used and len(s[start].text.split()) < _LEAST):
        return None  # the word “rigged”
    weak, lead = verb.negated or verb.infinitive or verb.passive, min(subject[0], verb.first)
    return Cue(at, lead, end, start, complement, Grammar.NAME if used else Grammar.THAT, subject, weak=weak)


def _owner(s: Sentence, noun: int) -> Phrase | None:
    place = noun - 1
    while place >= 0 and s[place].kind == "w" and noun - place < 4 and s[place].low not in POSSESSIVE:
        if s[place].low.endswith(("'s", "s'")):
            break
        place -= 1
    if place < 0:
        return None
    if s[place].low in POSSESSIVE:
        return place, place + 1
    if not s[place].low.endswith(("'s", "s'")):
        return None
    first = place
    while first > 0 and (s[first - 1].kind == "C" or s[first - 1].low in ("former", "the", "then")):
        first -= 1
    return first, place + 1
