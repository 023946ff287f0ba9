"""Cues in a sentence: which verb introduces speech, who does it, and where what is said begins."""

from collections.abc import Iterator
from dataclasses import replace

from facts.quotations.appositions import ends_apposition, with_apposition, with_name
from facts.quotations.complements import Cue, behind, complement_at
from facts.quotations.cues import (
    ALSO_NOUNS,
    BACK,
    BASE_FORMS,
    CITED,
    FOREIGN,
    MADE,
    PARTICIPLES,
    SAID,
    SPEECH_NOUNS,
    VERBS,
    Grammar,
)
from facts.quotations.phrases import Phrase, forward
from facts.quotations.regions import HARD
from facts.quotations.senses import (
    ends_as_tag,
    is_attribute,
    is_named,
    is_noun,
    is_other_sense,
    is_plural,
    is_thing,
)
from facts.quotations.shared import SHARING, before_participle, behind_and, of_participle
from facts.quotations.sources import made_cue, noun_cue, source_cue
from facts.quotations.subjects import controlled, main_subject, sender, subject_before
from facts.quotations.tokens import Sentence
from facts.quotations.verbs import Group, group, is_verbish
from facts.quotations.words import (
    CONJUNCTIONS,
    DETERMINERS,
    RELATIVES,
    TIMES,
)

_MOST = 12
"""Cues read in one sentence at most; no writer's sentence has as many."""
_FORMED = frozenset("seen written sent given held made known taken shown".split())
"""Participles that do not end in -ed: said a letter seen by the paper."""
_EDGES = HARD | {","}


def cues(s: Sentence) -> Iterator[Cue]:
    """Yield the cues of a sentence from left to right."""
    last, outer = None, None
    found = 0
    for at, token in enumerate(s):
        cue = _cue(s, at, last) if token.kind in "wC" else None
        if cue is not None and outer is not None and cue.shared and _resumes(s, cue):
            cue = replace(cue, subject=outer.subject)
        if cue is not None:
            yield cue
            outer = outer if outer and _is_within(s, cue, outer) else cue
            if last is None or token.low not in CITED:  # …, Smith said, according to the paper, adding …
                last = cue
            found += 1
            if found == _MOST:
                return


def _is_within(s: Sentence, cue: Cue, outer: Cue) -> bool:
    """Whether a cue stands in the clause that one before governs: Smith said that Jones confirmed …."""
    before = s[cue.lead - 1]
    anew = cue.shared or before.kind in ",;" or before.low in CONJUNCTIONS
    return outer.complement == "clause" and outer.start <= cue.lead and not anew


def _resumes(s: Sentence, cue: Cue) -> bool:
    """Whether the one whose clause has ended with quoted words goes on: … “…” and added: “…”."""
    return cue.lead > 1 and s[cue.lead - 2].kind == "q" and cue.complement in ("colon", "quote")


def _cue(s: Sentence, at: int, last: Cue | None) -> Cue | None:
    low = s[at].low
    cue = None
    if low in VERBS and (s[at].kind == "w" or at == 0):
        cue = _verb(s, at, last)
    elif low in CITED:
        cue = source_cue(s, at)
    if cue is None and low in SPEECH_NOUNS:
        cue = noun_cue(s, at)
    return made_cue(s, at) if cue is None and low in MADE else cue


def _verb(s: Sentence, at: int, last: Cue | None) -> Cue | None:
    verb = group(s, at)
    grammar = VERBS[s[at].low]
    if verb.passive or is_other_sense(s, verb):
        return None
    if at == 0:
        return _opening(s, grammar)
    inverted = _inverted(s, verb)
    if inverted:
        return inverted
    if s[at].low in PARTICIPLES:
        return _participle(s, verb, last)
    return _active(s, verb, grammar, last)


def _opening(s: Sentence, grammar: Grammar) -> Cue | None:
    """Adds Ms. Lee: “…”; Says one trader, “…”."""
    subject = forward(s, 1, len(s)) if s[0].low not in PARTICIPLES else None
    end = with_apposition(s, subject) if subject else 0
    if subject is None or end + 1 >= len(s) or s[end].kind not in ":," or s[end + 1].kind != "q":
        return None if s[0].low not in PARTICIPLES else _participle(s, group(s, 0), None)
    return Cue(0, 0, end, end + 1, "quote", grammar, subject)


def _active(s: Sentence, verb: Group, grammar: Grammar, last: Cue | None) -> Cue | None:
    at = verb.verb
    shared = verb.first > 0 and s[verb.first - 1].low in CONJUNCTIONS
    subject = (behind_and(s, verb.first, last) if shared else None) or subject_before(s, verb)
    if verb.infinitive:
        subject = controlled(s, verb.first) or main_subject(s, verb.first) or subject
    if subject is None or (s[at].low in ALSO_NOUNS and is_noun(s, verb)) or is_thing(s, at, subject, grammar):
        return None
    subject, whole = sender(s, subject), subject
    if shared and s[at].low in BASE_FORMS and last is None and verb.first == at:
        return None
    if s[at].low in BASE_FORMS and not (verb.first < at or is_plural(s, subject)):
        return None
    relative = verb.first > 0 and s[verb.first - 1].low in RELATIVES
    lead = verb.first if shared or relative else min(whole[0], subject[0], verb.first)
    end = behind(s, at + 1, grammar)
    complement, start = complement_at(s, end, at, grammar)
    if (
        s[at].low in ALSO_NOUNS
        and grammar is not Grammar.NAME
        and (not ends_as_tag(s, at, subject, lead) if complement == "none" else is_attribute(s, subject))
    ):
        return None
    named = any(is_named(token) for token in s[slice(*subject)])
    weak = verb.negated or verb.infinitive or (complement == "matter" and not named)
    return Cue(at, lead, end, start, complement, grammar, subject, shared=shared, weak=weak)


def _inverted(s: Sentence, verb: Group) -> Cue | None:
    """“…,” said X; and, in a sentence of its own speech, …, said X, …."""
    at = verb.verb
    place = verb.first - 1
    if place < 0 or not (s[place].kind == "q" or (s[place].kind == "," and place > 0)):
        return None
    if _closes_relative(s, place):
        return None
    if s[at].low in PARTICIPLES or VERBS[s[at].low] is Grammar.NAME or at + 1 >= len(s):
        return None
    back = s[at].low in BACK and s[at + 1].low == "back"  # “…,” shot back Smith
    subject = forward(s, at + 1 + back, len(s))
    if (
        subject is None
        or not TIMES.isdisjoint((s[subject[0]].low, s[subject[1] - 1].low))
        or _is_object(s, at, place, subject)
    ):
        return None
    grammar = VERBS[s[at].low]
    subject = with_name(s, subject, len(s))
    end = subject[1]
    return Cue(at, verb.first, end, end, "none", grammar, subject, inverted=True)


def _closes_relative(s: Sentence, at: int) -> bool:
    """Smith, whom the mayor called “a saint,” asked Jones: whether quoted words end what describes a name."""
    comma = next((place for place in range(at - 1, 0, -1) if s[place].kind in ",q"), 0)
    told = s[comma].kind == "," and s[comma + 1].low in ("who", "whom")
    return told and s[at].kind == "q" and s[comma - 1].kind == "C" and is_verbish(s[at - 1])


def _is_object(s: Sentence, at: int, place: int, subject: Phrase) -> bool:
    """Behind a comma only plain verbs invert, and only before the end of their clause."""
    after = s[subject[1]] if subject[1] < len(s) else None
    if s[subject[0]].low in ("that", "this", "it") and subject[1] - subject[0] == 1 and s[place].kind == ",":
        return True
    if s[at].low in FOREIGN:
        return False
    if s[place].kind == "q" and s[place].low in ",?!.…—-":
        formed = after is not None and (after.low.endswith("ed") or after.low in _FORMED)
        reduced = formed and s[subject[0]].low in DETERMINERS
        return after is not None and is_verbish(after) and not reduced  # said an aide granted anonymity
    if s[place].kind == "," and s[place - 1].kind == "q":
        return after is not None and is_verbish(after)
    if ends_apposition(s, place):
        return True
    return s[at].low not in SAID or (after is not None and after.kind not in ".," and after.low != "who")


def _participle(s: Sentence, verb: Group, last: Cue | None) -> Cue | None:
    at = verb.verb
    before = s[verb.first - 1] if verb.first else None
    grammar = VERBS[s[at].low]
    shared = before is None or before.kind in ",q—" or before.low in SHARING
    if s[at].low in ALSO_NOUNS and not shared and before is not None and before.kind != "C":
        return None
    subject = of_participle(s, verb.first, last) if shared else before_participle(s, verb)
    if subject is None:
        return None
    end = behind(s, at + 1, grammar)
    complement, start = complement_at(s, end, at, grammar)
    if complement == "none" and grammar is not Grammar.NAME:
        return None
    lead = verb.first if shared else subject[0]
    return Cue(at, lead, end, start, complement, grammar, subject, shared=shared, weak=verb.negated)
