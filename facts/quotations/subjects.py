"""Subjects: who does what a verb says, before it, across appositions, or shared with another verb."""

from facts.quotations.cues import CONTROL
from facts.quotations.phrases import Phrase, forward, starts_phrase
from facts.quotations.tokens import Sentence, Token
from facts.quotations.verbs import Group, is_adverb, is_verbish
from facts.quotations.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    NAME_LINKS,
    OPENING_ADVERBS,
    PERSONAL,
    PLACES,
    PREPOSITIONS,
    RELATIVES,
    ROLES,
    SUBORDINATORS,
    TIMES,
)

_HARD = frozenset("q;:—…!?")
_ODD = PREPOSITIONS | TIMES | frozenset("out up off away back down late early last next ago".split())
"""What no subject begins with: a study released late last month by X said."""
_REMARK = 24
"""Tokens of a remark between dashes, at most."""
_BRACKET = 12
"""Tokens in a bracket that is stepped over, at most."""


def subject_before(s: Sentence, verb: Group) -> Phrase | None:
    """Return the subject that stands before a verb group, or None where there is none to be seen."""
    last = verb.first - 1
    if last < 0:
        return None
    token = s[last]
    if token.low in PERSONAL:
        return last, last + 1
    if token.low in RELATIVES:
        return antecedent(s, last)
    if token.kind == "," or (token.kind == "q" and token.low == ","):
        return _before_apposition(s, last)
    if token.kind == ")":
        return _before_bracket(s, last)
    if token.low in CONJUNCTIONS:
        return main_subject(s, last)
    if token.kind == "—":
        return _before_dashes(s, last)
    if token.kind in _HARD:
        return None
    phrase = _region(s, last)
    if phrase and s[phrase[0]].low in _ODD:
        return main_subject(s, verb.first) or phrase
    return _with_description(s, phrase) if phrase else None


def _with_description(s: Sentence, phrase: Phrase) -> Phrase:
    """Ohio's governor, Ann Smith said: the bare name with the title before it, where no comma follows."""
    first, end = phrase
    if first < 2 or s[first - 1].kind != "," or any(token.kind != "C" for token in s[first:end]):
        return phrase
    title = _region(s, first - 2) if s[first - 2].low in ROLES else None
    if title is None or not (title[0] == 0 or s[title[0] - 1].kind == ","):
        return phrase
    opens = s[title[0]].kind == "C" or s[title[0]].low in DETERMINERS
    return (title[0], end) if opens and s[title[0]].low not in PREPOSITIONS else phrase


def _region(s: Sentence, last: int) -> Phrase | None:
    """The noun phrase that ends at an index: back to the nearest edge of its clause."""
    if s[last].kind == ",":
        return None
    first = last
    while first > 0 and not _is_edge(s, first - 1, last):
        first = _opening(s, first - 1) if s[first - 1].kind == ")" else first - 1
    return _trimmed(s, first, last + 1)


def _opening(s: Sentence, closing: int) -> int:
    """Where a bracket opens that closes at an index; that index itself where none is near."""
    back = range(closing - 1, max(-1, closing - _BRACKET), -1)
    return next((at for at in back if s[at].text in ("(", "[")), closing)


def _is_edge(s: Sentence, at: int, last: int) -> bool:
    token = s[at]
    if token.kind in _HARD or token.kind in ",(":
        return True
    if token.low in ("and", "or"):
        return at == 0 or s[at - 1].kind in ",q" or not _joins_phrases(s, at)
    if token.low.endswith("ing") and at and s[at - 1].kind == ",":
        return True
    return (
        token.low in SUBORDINATORS
        or token.low in ("but", "nor")
        or (is_verbish(token) and at < last - 1 and _is_finite(s, at))
    )


def _is_finite(s: Sentence, at: int) -> bool:
    """A form in -ed before a preposition is a participle of the phrase: a letter obtained by the paper."""
    following = s[at + 1].low
    if s[at].low in AUXILIARIES:
        return True
    if at and s[at - 1].low in DETERMINERS:
        return False
    return not (
        s[at].low.endswith("ed") and (following in ("by", "in", "with", "to") or not starts_phrase(s[at + 1]))
    )


def _joins_phrases(s: Sentence, at: int) -> bool:
    """Whether `and` joins two names rather than two clauses: no verb in the clause before it."""
    place = at - 1
    while place >= 0 and s[place].kind not in _HARD and s[place].kind not in ",(" and at - place < 12:
        if is_verbish(s[place]) or s[place].low in SUBORDINATORS:
            return False
        place -= 1
    return True


def _trimmed(s: Sentence, first: int, end: int) -> Phrase | None:
    """The phrase without what opens its sentence: On Tuesday, Yesterday, But."""
    while first < end and (s[first].low in OPENING_ADVERBS or is_adverb(s[first]) or s[first].kind in ",("):
        if s[first].low == "all":
            break
        first += 1
    if first < end and s[first].low in PREPOSITIONS:
        first = _after_time(s, first, end)
    while end - first > 1 and s[end - 1].low in TIMES:
        end -= 2 if s[end - 2].low in ("on", "last", "this") else 1
    if first >= end or s[first].kind == "q":
        return None
    return first, end


def _after_time(s: Sentence, first: int, end: int) -> int:
    """Step over a phrase of time without a comma: `On Wednesday Home Secretary …`."""
    if s[first].low == "with":
        return first + 1
    place = first + 1
    while place < end and (
        s[place].low in TIMES or s[place].kind == "n" or s[place].low in ("last", "this", "the")
    ):
        place += 1
    if first + 1 < place < end:
        return place
    starts = [
        at for at in range(first + 1, end) if at > first + 1 and s[at].kind == "C" and s[at - 1].kind != "C"
    ]
    return starts[-1] if starts and s[starts[-1] - 1].low not in NAME_LINKS else first + 1


def _before_dashes(s: Sentence, last: int) -> Phrase | None:
    """Ann Lee — who was not there — said: the phrase before a remark between dashes."""
    back = range(last - 2, max(0, last - _REMARK), -1)
    opening = next((at for at in back if s[at].kind == "—"), 0)
    return _region(s, opening - 1) if opening and s[opening - 1].kind not in _HARD else None


def _before_bracket(s: Sentence, last: int) -> Phrase | None:
    place = last
    while place > 0 and s[place].text not in ("(", "["):
        place -= 1
    return _region(s, place - 1) if place > 0 else None


def _before_apposition(s: Sentence, comma: int) -> Phrase | None:
    """John Smith, 42, a senator from Ohio, said: step back over what stands between commas."""
    start = _comma_before(s, comma)
    if start < 1:
        return forward(s, start + 1, comma)
    named = _described(s, start, comma)
    if named is not None:
        return named
    start, comma = _over_minor(s, start, comma)
    if start < 1:
        return forward(s, start + 1, comma)
    phrase = _region_before(s, start)
    if phrase is None or s[phrase[0]].low in PREPOSITIONS or s[phrase[1] - 1].low in TIMES:
        return forward(s, start + 1, comma)
    return phrase


def _region_before(s: Sentence, comma: int) -> Phrase | None:
    return _before_bracket(s, comma - 1) if s[comma - 1].kind == ")" else _region(s, comma - 1)


def _described(s: Sentence, start: int, comma: int) -> Phrase | None:
    """The campaign's lawyer, Ann Smith, said: description and name together."""
    if comma - start > 6 or start == 0 or any(token.kind not in "Cwn" for token in s[start + 1 : comma]):
        return None
    if s[comma - 1].kind != "C" or not (s[comma - 2].kind == "C" or comma - start == 2):
        return None
    phrase = _region_before(s, start) if s[start - 1].kind not in _HARD else None
    if phrase is None or (s[phrase[1] - 1].kind != "w" and s[phrase[1] - 2].kind != "w"):
        return None
    if _follows_name(s, phrase[0]):
        return None
    plain = all(token.kind in "Cw" and not is_verbish(token) for token in s[phrase[0] : phrase[1]])
    return (phrase[0], comma) if plain and s[phrase[0]].low not in PREPOSITIONS else None


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
        if before < 0 or not _is_minor(s, before + 1, start):
            break
        comma, start = start, before
    return start, comma


def _comma_before(s: Sentence, at: int) -> int:
    place = at - 1
    while place >= 0 and s[place].kind != ",":
        if s[place].kind in _HARD:
            return -1
        place -= 1
    return place


def _is_minor(s: Sentence, first: int, end: int) -> bool:
    """An age, a party and state, a relative clause or a description: nobody who could speak."""
    token = s[first]
    return (
        token.kind == "n"
        or token.low in RELATIVES
        or token.low in ("a", "an", "of", "jr", "jr.", "sr.", "whose", "both")
        or "-" in token.text
        or (token.low == "the" and end - first > 3)
        or (token.kind == "w" and token.low in ROLES)
    )


def antecedent(s: Sentence, relative: int) -> Phrase | None:
    """Return what `who` or `which` at an index stands for."""
    last = relative - 1
    if last < 0:
        return None
    if s[last].kind != ",":
        return _region(s, last) if s[last].kind not in _HARD else None
    phrase = _region(s, last - 1) if last > 0 and s[last - 1].kind not in _HARD else None
    while phrase is not None and phrase[0] >= 2 and s[phrase[0] - 1].kind == "," and _is_minor(s, *phrase):
        phrase = _region(s, phrase[0] - 2)
    return _tail_name(s, phrase) if phrase else None


def _tail_name(s: Sentence, phrase: Phrase) -> Phrase:
    """The last name of a region that holds a whole clause: met with Smith → Smith."""
    first, end = phrase
    start = end
    while start > first and (s[start - 1].kind == "C" or s[start - 1].low in NAME_LINKS):
        start -= 1
    if start in (end, first):
        return phrase
    while s[start].kind != "C" and start < end - 1:
        start += 1
    return start, end


def main_subject(s: Sentence, before: int) -> Phrase | None:
    """Return the subject of the sentence, for a verb or participle at an index that shares it."""
    first = before
    while first > 0 and s[first - 1].kind not in ";:":
        first -= 1
    while first < before and s[first].kind in "q,":
        first += 1
    clause = _after_adjuncts(s, first, before)
    phrase = forward(s, clause, before)
    return _with_name(s, _controlled(s, phrase, before), before) if phrase else None


def _with_name(s: Sentence, phrase: Phrase, end: int) -> Phrase:
    """The phrase with the bare name behind it: his campaign manager, Ann Smith."""
    comma = next((at for at in range(phrase[1] + 1, min(phrase[1] + 6, end)) if s[at].kind == ","), 0)
    if not comma or s[phrase[1]].kind != ",":
        return phrase
    name = s[phrase[1] + 1 : comma]
    named = all(token.kind == "C" and token.low not in PLACES for token in name)
    fewest = 1
    if s[phrase[1] - 1].kind == "C":  # a man from Erie, Pa., is no Pa.
        fewest = 2 if s[phrase[0]].low in DETERMINERS else len(s)
    return (phrase[0], comma) if named and len(name) >= fewest else phrase


def _after_adjuncts(s: Sentence, first: int, end: int) -> int:
    """Step over the segments that open a sentence and are no subject: In Ohio, …; Speaking there, …."""
    start = first
    while start < end and opens_adjunct(s[start]):
        if start + 1 < end and s[start].low in OPENING_ADVERBS and s[start + 1].kind != ",":
            start += 1
            continue
        comma = next((at for at in range(start, end) if s[at].kind == ","), end)
        if comma >= end:
            return first
        start = comma + 1
    return start if start < end else first


def opens_adjunct(token: Token) -> bool:
    """Return whether a word at the start of a segment makes it an adjunct, and not a subject."""
    low = token.low
    return (
        low in PREPOSITIONS
        or low in SUBORDINATORS
        or low in OPENING_ADVERBS
        or low.endswith(("ing", "ly"))
        or low in TIMES
        or (low.endswith("ed") and len(low) > 4)
    )


def _controlled(s: Sentence, phrase: Phrase, before: int) -> Phrase:
    """This prompted Smith to ask …, calling it …: the one who was prompted does what follows."""
    for at in range(phrase[1], min(before, phrase[1] + 4)):
        if s[at].low in CONTROL:
            moved = forward(s, at + 1, before)
            if moved and moved[1] < before and s[moved[1]].low == "to":
                return moved
    return phrase
