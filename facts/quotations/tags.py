"""What a cue that follows gives to its speaker: “…,” said X; the plan was dead, X said."""

from collections.abc import Sequence

from facts.quotations.complements import Cue
from facts.quotations.cues import PARTICIPLES, Grammar
from facts.quotations.fragments import Claim, cue_span, form_of, is_whole, sentence_end
from facts.quotations.model import Form
from facts.quotations.phrases import Phrase
from facts.quotations.regions import opens_adjunct
from facts.quotations.tokens import Sentence
from facts.quotations.verbs import is_verbish
from facts.quotations.words import BE, CONJUNCTIONS, PREPOSITIONS, RELATIVES, SENTENCE_OPENERS

_ASKED = frozenset("asked questioned pressed quizzed".split())


def tag(s: Sentence, cue: Cue, found: Sequence[Cue], made: Sequence[Claim]) -> Claim | None:
    """Return what a cue behind the words gives to its subject; None where it is no tag.

    Args:
        s: the sentence.
        cue: the cue.
        found: all cues of the sentence.
        made: the claims of those before it.
    """
    later = [one for one in found if one.at > cue.at]
    comma = cue.lead - 1
    if (
        comma < 0
        or (comma == 0 and s[0].kind == ",")
        or (cue.grammar is Grammar.NAME and not _is_how(s, comma))
        or cue.weak
        or cue.shared
    ):
        return None
    if _is_how(s, comma):
        comma -= 2
    last = comma - 1 if s[comma].kind == "," else comma
    first = _free_from(s, made, last)
    if s[last].kind == "q" and first <= last:
        return _tag_of_quotation(s, cue, first, last, later)
    if s[comma].kind == "," and cue.complement == "none" and first <= last:
        return _tag_of_clause(s, cue, first, comma)
    return None


def _is_how(s: Sentence, at: int) -> bool:
    """“…,” is how Smith put it: whether a "how" at an index leads from the words to who says them."""
    return at > 1 and s[at].low == "how" and s[at - 1].low in BE and s[at - 2].kind == "q"


def _free_from(s: Sentence, made: Sequence[Claim], last: int) -> int:
    """The first token that no earlier cue governs, in the clause that ends at `last`."""
    first = max([0, *(part[1] for claim in made for part in claim.parts)])
    for at in range(last, first - 1, -1):
        if s[at].kind in ":;":
            return at + 1
    while first < last and (s[first].kind in ".,—" or s[first].low in CONJUNCTIONS):
        first += 1
    return first


def _tag_of_quotation(s: Sentence, cue: Cue, first: int, last: int, later: Sequence[Cue]) -> Claim | None:
    if cue.complement == "clause" and not cue.inverted and s[last].low not in ",?!.…":
        return None
    if cue.complement in ("quote", "clause") and s[last].low not in ",?!" and s[cue.lead - 1].kind == ",":
        return None
    loose = [at for at in range(first, last + 1) if s[at].kind not in "q,—"]
    asked = s[first].low in _ASKED  # Asked whether he meant the “plan,” Smith replied.
    if loose and (asked or (cue.complement in ("quote", "clause") and opens_adjunct(s[first]))):
        return None
    parts, form = _tagged(s, first, last, loose)
    resumed = _resumed(s, cue, later)
    if resumed is not None:
        parts = (*parts, (resumed, resumed + 1))
    return Claim(parts, form, cue.subject, cue_span(cue), sure=True, tagged=form is Form.DIRECT)


def _tagged(s: Sentence, first: int, last: int, loose: Sequence[int]) -> tuple[tuple[Phrase, ...], Form]:
    """What a tag gives to its speaker: the stretches, or, among the writer's loose words, all of it."""
    if loose and s[last - 1].kind == "," and is_whole(s, last) and opens_adjunct(s[first]):
        return ((last, last + 1),), Form.DIRECT  # For all his efforts, “…,” Smith said.
    if loose and s[loose[-1]].low != "and":
        return ((first, last + 1),), Form.MIXED
    direct = is_whole(s, last) or s[last].low == ","
    stretches = tuple((at, at + 1) for at in range(first, last + 1) if s[at].kind == "q")
    return stretches, Form.DIRECT if direct else Form.FRAGMENT


def _resumed(s: Sentence, cue: Cue, later: Sequence[Cue]) -> int | None:
    """“…,” said X, “…”: the utterance goes on behind the cue and a description of X without a verb."""
    at = next((k for k in range(cue.end, min(cue.end + 30, len(s))) if s[k].kind == "q"), None)
    if at is None or any(one.at < at and (one.start == at or s[at - 1].kind != ",") for one in later):
        return None
    before = s[at - 1]
    return at if before.kind in ",:—;." or before.low in ("and", "but") else None


def _tag_of_clause(s: Sentence, cue: Cue, first: int, comma: int) -> Claim | None:
    if cue.grammar is Grammar.TAG or s[cue.lead - 1].low in RELATIVES:
        return None
    rest = _tail_end(s, cue.end)
    resumed = 0 <= rest < len(s) - 3 and s[rest].kind == "," and _goes_on(s, rest + 1)
    if rest < 0 or not (is_statement(s, first, comma) or (resumed and not opens_adjunct(s[first]))):
        return None
    parts: tuple[Phrase, ...] = ((first, comma),)
    if resumed:
        parts = (*parts, (rest + 1, sentence_end(s)))
    return Claim(parts, form_of(s, parts), cue.subject, cue_span(cue), sure=True)


def _tail_end(s: Sentence, at: int) -> int:
    """Where the tag ends that the cue stands in: at the next mark; -1 when it holds a clause of its own."""
    for place in range(at, min(at + 10, len(s))):
        if s[place].kind in ".,;—!?":
            return place
        reduced = place == at and s[place].low.endswith("ed")  # two officials briefed on the matter
        if s[place].kind == "q" or (is_verbish(s[place]) and not reduced):
            return -1
    return len(s) if len(s) <= at + 10 else -1


def is_statement(s: Sentence, first: int, end: int) -> bool:
    """Return whether a clause can be said, and is no mere adjunct: a verb, and no opening of an adjunct."""
    place = first
    while place < end and opens_adjunct(s[place]) and s[place].low not in SENTENCE_OPENERS - PREPOSITIONS:
        comma = next((at for at in range(place, end) if s[at].kind == ","), end)
        place = comma + 1
    verbs = any(s[at].kind == "q" or is_verbish(s[at]) or s[at].low.endswith("s") for at in range(place, end))
    return end - place > 2 and verbs


def _goes_on(s: Sentence, at: int) -> bool:
    """Whether a clause interrupted by its cue goes on behind it."""
    low = s[at].low
    if low in PARTICIPLES or low in RELATIVES or low in ("a", "an", "according", "but", "as"):
        return False
    return any(is_verbish(s[k]) for k in range(at, len(s))) and not low.endswith("ing")
