"""Subjects: who does what a verb says, before it, across appositions, or shared with another verb."""

from facts.quotations.appositions import before_apposition, before_bracket, before_dashes, is_minor, with_name
from facts.quotations.cues import CONTROL, TAG_VERBS, URGING
from facts.quotations.phrases import Phrase, forward
from facts.quotations.regions import HARD, opens_adjunct, region
from facts.quotations.tokens import Sentence
from facts.quotations.verbs import Group, is_verbish
from facts.quotations.words import (
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    NAME_LINKS,
    OCCASIONS,
    OPENING_ADVERBS,
    PERSONAL,
    PREPOSITIONS,
    RELATIVES,
    ROLES,
    TIMES,
)

_ODD = PREPOSITIONS | TIMES | frozenset("out up off away back down late early last next ago".split())
"""What no subject begins with: a study released late last month by X said."""
ISSUED = frozenset("issued released sent wrote posted published tweeted retweeted shared".split())
"""Verbs of giving out a letter, a statement or the like."""
_ISSUING = frozenset("issuing releasing sending posting publishing".split())
_ISSUE = frozenset("issue release send post publish".split())
_RELATIVE = 8
"""Tokens between a "who" and the last name in its clause, at most."""
_CONTROLLED = 8
"""Tokens between a verb that makes somebody do something and the infinitive, at most."""
_HEADING = 12
"""Tokens of a line without a full stop that may be a heading."""


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
        return before_apposition(s, last)
    if token.kind == ")":
        return before_bracket(s, last)
    if token.low in CONJUNCTIONS:
        return main_subject(s, last)
    if token.kind == "—":
        return before_dashes(s, last)
    if token.kind in HARD:
        return None
    phrase = region(s, last)
    return _whole(s, phrase, verb) if phrase and not _is_what(s, phrase) else None


def _is_what(s: Sentence, phrase: Phrase) -> bool:
    """What is known about it underscores …: nobody."""
    return phrase[0] > 1 and s[phrase[0] - 1].low in BE and s[phrase[0] - 2].low == "what"


def _whole(s: Sentence, phrase: Phrase, verb: Group) -> Phrase:
    """The subject that the noun phrase before a verb is, or belongs to."""
    if s[phrase[0]].low in _ODD:
        return main_subject(s, verb.first) or phrase
    return (
        _above_relative(s, phrase)
        or _named_in_tag(s, phrase)
        or _before_participle(s, phrase)
        or _before_passive(s, phrase)
        or _with_description(s, phrase)
    )


def _above_relative(s: Sentence, phrase: Phrase) -> Phrase | None:
    """One aide who knows Smith said: whom the clause tells of, and not whoever is named in it."""
    back = range(phrase[0] - 1, max(0, phrase[0] - _RELATIVE), -1)
    who = next((at for at in back if s[at].low == "who" and s[at].kind == "w"), 0)
    if not who or s[who - 1].kind == "," or any(s[at].kind in ",q" for at in range(who, phrase[0])):
        return None
    verb = phrase[0] == who + 1 or any(is_verbish(s[at]) for at in range(who + 1, phrase[0]))
    return antecedent(s, who) if verb else None


def _before_passive(s: Sentence, phrase: Phrase) -> Phrase | None:
    """Smith is reported (to have said): the subject of the passive."""
    passive = next((at for at in range(phrase[0] + 1, phrase[1]) if s[at].low in BE), 0)
    return (phrase[0], passive) if passive else None


def _before_participle(s: Sentence, phrase: Phrase) -> Phrase | None:
    """Smith, speaking on the Senate floor on Tuesday said: the one who spoke there, and no comma behind."""
    comma = next((at for at in range(phrase[0] - 1, 0, -1) if s[at].kind not in "wCn"), 0)
    inside = comma > 0 and s[comma].kind == "," and phrase[0] - comma > 2
    if not (inside and s[comma + 1].low.endswith("ing") and s[comma + 2].low in PREPOSITIONS):
        return None
    named = region(s, comma - 1) if s[comma - 1].kind == "C" else None
    return named or (before_bracket(s, comma - 1) if s[comma - 1].kind == ")" else None)


def _named_in_tag(s: Sentence, phrase: Phrase) -> Phrase | None:
    """“…,” Ann Smith, campaign manager told us; what Ann Smith, its manager said: no comma behind."""
    comma, role = phrase[0] - 1, s[phrase[1] - 1]
    named = region(s, comma - 1) if comma > 1 and s[comma].kind == "," and role.low in ROLES else None
    opens = (
        named is not None and named[0] > 0 and (s[named[0] - 1].kind == "q" or s[named[0] - 1].low == "what")
    )
    return named if named and opens and all(token.kind == "C" for token in s[slice(*named)]) else None


def _with_description(s: Sentence, phrase: Phrase) -> Phrase:
    """Ohio's governor, Ann Smith said: the bare name with the title before it, where no comma follows."""
    first, end = phrase
    if first < 2 or s[first - 1].kind != "," or any(token.kind != "C" for token in s[first:end]):
        return phrase
    title = region(s, first - 2) if s[first - 2].low in ROLES else None
    if title is None or not (title[0] == 0 or s[title[0] - 1].kind == ","):
        return phrase
    opens = s[title[0]].kind == "C" or s[title[0]].low in DETERMINERS
    return (title[0], end) if opens and not opens_adjunct(s[title[0]]) else phrase


def antecedent(s: Sentence, relative: int) -> Phrase | None:
    """Return what `who` or `which` at an index stands for."""
    last = relative - 1
    if last < 0:
        return None
    if s[last].kind != ",":
        phrase = region(s, last) if s[last].kind not in HARD else None
        return _apposed(s, _behind_preposition(s, phrase)) if phrase else None
    phrase = region(s, last - 1) if last > 0 and s[last - 1].kind not in HARD else None
    while phrase is not None and phrase[0] >= 2 and s[phrase[0] - 1].kind == "," and is_minor(s, *phrase):
        phrase = region(s, phrase[0] - 2)
    return _tail_name(s, phrase) if phrase else None


def _apposed(s: Sentence, phrase: Phrase) -> Phrase:
    """“…,” said Smith, a voter who said …: the name that the description stands behind."""
    first = phrase[0]
    described = first > 1 and s[first - 1].kind == "," and s[first].low in ("a", "an")
    named = region(s, first - 2) if described and s[first - 2].kind == "C" else None
    name = _tail_name(s, named) if named else phrase
    tagged = name[0] > 1 and s[name[0] - 1].low in TAG_VERBS and s[name[0] - 2].kind == "q"
    return name if tagged else phrase


def _behind_preposition(s: Sentence, phrase: Phrase) -> Phrase:
    """A victory to utilities that …: the last noun phrase, except of one that belongs to another."""
    first, end = phrase
    for at in range(end - 2, first, -1):
        if s[at].low in PREPOSITIONS and s[at].low != "of":
            return at + 1, end
    return phrase


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
    return with_name(s, _controlled(s, phrase, before), before) if phrase else None


def _after_adjuncts(s: Sentence, first: int, end: int) -> int:
    """Step over the segments that open a sentence and are no subject: In Ohio, …; Speaking there, …."""
    start = first
    while start < end and (opens_adjunct(s[start]) or _is_year(s, start)):
        if start + 1 < end and s[start].low in OPENING_ADVERBS and s[start + 1].kind != ",":
            start += 1
            continue
        comma = next((at for at in range(start, end) if s[at].kind == ","), end)
        if comma >= end:
            return first
        start = comma + 1
    return start if start < end else first


def _is_year(s: Sentence, at: int) -> bool:
    """In a video dated May 23, 2015, Smith …: a number between commas is no subject."""
    return s[at].kind == "n" and at > 0 and at + 1 < len(s) and s[at + 1].kind == ","


def _controlled(s: Sentence, phrase: Phrase, before: int) -> Phrase:
    """This prompted Smith to ask …, calling it …: the one who was prompted does what follows.

    Jones urged Smith to go, calling it …: Jones does.
    """
    for at in range(phrase[1], min(before, phrase[1] + 4)):
        if s[at].low in CONTROL - URGING:
            moved = forward(s, at + 1, before)
            if moved and moved[1] < before and s[moved[1]].low == "to":
                return moved
    return phrase


def controlled(s: Sentence, to: int) -> Phrase | None:
    """Return who is made to speak by what an infinitive hangs on: …, leading one aide to say: “…”."""
    first = next((at for at in range(to - 1, max(-1, to - _CONTROLLED), -1) if s[at].low in CONTROL), -1)
    phrase = forward(s, first + 1, to) if first >= 0 and s[first].low.endswith("ing") else None
    return phrase if phrase and phrase[1] == to else None


def sender(s: Sentence, phrase: Phrase) -> Phrase:
    """Return who wrote what speaks: an email from Smith (saying …); Smith sent a statement (that said …)."""
    issued = phrase[0] > 1 and s[phrase[0] - 1].low in ISSUED and s[phrase[1] - 1].low in OCCASIONS
    if issued:
        return main_subject(s, phrase[0] - 1) or phrase
    issuing = next((at for at in range(phrase[0] + 1, phrase[1]) if s[at].low in _ISSUING), 0)
    if issuing and s[phrase[1] - 1].low in OCCASIONS:
        return phrase[0], issuing  # Smith issuing a statement (saying …)
    first = any(s[at].low == "to" and s[at + 1].low in _ISSUE for at in range(phrase[0], phrase[1] - 1))
    if first and s[phrase[1] - 1].low in OCCASIONS:  # Smith was the first to issue a statement (saying …)
        return main_subject(s, phrase[0]) or phrase
    come = next((at for at in range(phrase[0] + 1, phrase[1] - 1) if s[at].low == "from"), 0)
    return (come + 1, phrase[1]) if come and s[come - 1].low in OCCASIONS else phrase


def topic(s: Sentence) -> Phrase | None:
    """Return whom a sentence is about; None where that is a pronoun, or the sentence a heading.

    Before a semicolon, or a colon that a quotation follows, it is the one named there.
    """
    half = next((at for at, token in enumerate(s) if token.kind == ";" or introduces(s, at)), 0)
    first = main_subject(s, half) if half else None
    whole = main_subject(s, len(s) - 1)
    found = first if whole is None or s[whole[0]].low in PERSONAL else whole
    return None if found is None or s[found[0]].low in PERSONAL or _is_heading(s) else found


def introduces(s: Sentence, at: int) -> bool:
    """Return whether a colon stands at an index, and a quotation behind it."""
    return s[at].kind == ":" and at + 1 < len(s) and s[at + 1].kind == "q"


def _is_heading(s: Sentence) -> bool:
    """A short line that ends in no mark."""
    return len(s) <= _HEADING and s[-1].kind in "wCn" and not s[-1].low.endswith(".")
