"""Whether the one who spoke before goes on: “…,” Smith said. The next day he said “…”."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from facts.check.candidates import may_be
from facts.check.descriptions import description, strangers
from facts.check.newcomers import is_joined
from facts.check.parts import gender_of, name_parts
from facts.check.rivals import is_aside, shifts
from facts.check.utterances import Text, Utterance
from facts.quotations import Mention, Quotation
from facts.quotations.cues import ASKING, VERBS
from facts.quotations.words import AUXILIARIES, PREPOSITIONS, SOMEBODY

_LINKS = 8
"""Attributions in a row that are followed back to the one that names the speaker, at most."""
_REPLIES = frozenset(
    "replied replies responded responds answered answers rejoined retorted countered".split()
)
_TURNS = 3
"""Attributions that show two speakers to take turns."""
_TOLD_ONE = re.compile(r"(?:told|asked|tells|asks)\s(?:him|her)\b")
_ANNOUNCED = re.compile(r":\s*[“\"‘']?\s*$")
_QUOTED = re.compile(r"[“\"][^“”\"\n]*[”\"]")
_SENTENCE_END = re.compile(r"[.?!](?=[\s”\"]|$)")
_SPEECH = 3
"""Sentences that make a speech, whose last question is its speaker's own."""
_QUESTIONS = frozenset("asks asked inquired wondered questioned".split())
_ASKED_ONE = re.compile(
    rf"\b(?:{'|'.join(sorted(ASKING))}|interviewed|interviews|quoted|quotes)\s(?:(?:him|her)\b|(?:the\s)?[A-Z]|(?:the|an?|one|his|her)\s(?:[\w-]+\s){{0,2}}?"
    rf"(?:{'|'.join(sorted(SOMEBODY))})\b)"
)
"""Lee asked him, Kim, the envoy (if it was so)."""
_NOT_ASKED = re.compile(r"\b(?:not|never|n['’]t|was|were|been|being)\s(?:\w+\s)?$")
_ASKED_WHAT = re.compile(
    r"[\w.’'-]*(?:\s[\w’'-]+){0,4}?(?:[.:]\s|\s(?:if|whether|why|how|what|who|when|where|about|on)\b)"
)
"""… (asked Kim) if it was so; … (asked him)."""
_LINES = 2
"""Lines over which an utterance may follow another: its own, and the one before."""


def goes_on(text: Text, quotation: Quotation, *, full: bool = False) -> bool:
    """Return whether a pronoun means the one whom the text gave the word just before.

    The attributions before must be the same person's, each in the same paragraph or the next one, back to
    the one that names them (in full, where others share the last name), with nobody else outside of what is
    said whom the pronoun may mean.
    """
    if quotation.speaker is None or quotation.speaker.text.lower() not in ("he", "she"):
        return False
    at = bisect_left(text.quotations, quotation.start, key=lambda one: one.start)
    current = quotation
    for before in reversed(text.quotations[max(0, at - _LINKS) : at]):
        if before.end > current.start:
            continue
        mine, theirs = current.speaker, before.speaker
        if mine is None or theirs is None or theirs.name != mine.name:
            return False
        if not _follows(text, before, theirs, current, mine):
            return False
        own = name_parts(theirs.text)
        if own[-1:] == name_parts(mine.name or "")[-1:]:
            return len(own) > 1 or not full
        current = before
    return False


def _follows(text: Text, before: Quotation, theirs: Mention, current: Quotation, mine: Mention) -> bool:
    start = max(before.end, theirs.end, before.cue[1] if before.cue else 0)
    if sum(bool(line.strip(" ”\"'")) for line in text.text[start : current.start].split("\n")) > _LINES:
        return False
    parts, wanted = name_parts(mine.name or ""), gender_of(mine.text)
    between = text.people.between(start, max(current.start, mine.start))
    outside = [
        one
        for one in between
        if not (any(a <= one.start < b for a, b in current.spans) or is_aside(text, parts, one))
    ]
    if any(may_be(text, one, parts, wanted) for one in outside) or shifts(text, start, mine, parts):
        return False
    known, since = description(text, parts), (start, mine.start)
    if any(strangers(text, since, known, wanted)) or is_joined(text, since, known, wanted):
        return False
    return bool(_gender(text, parts)) or not any(
        text.people.gender(one) == wanted and may_be(text, one, parts, wanted)
        for a, b in before.spans
        for one in text.people.between(a, b)
    )


def _adjoins(text: Text, end: int, start: int) -> bool:
    """Whether what starts at one offset opens the paragraph next to what ends at another."""
    lines = text.text[end:start].split("\n")
    return len(lines) > 1 and not any(line.strip(" “\"‘'") for line in lines[1:])


def may_answer(text: Text, utterance: Utterance, quotation: Quotation) -> bool:
    """Return whether words may be the answer of somebody else than the engine gives them to.

    In a paragraph of their own, without a cue, they go to whoever spoke before; but he may have asked, or the
    text may give the word in turns.
    """
    mention = quotation.speaker
    at = bisect_left(text.quotations, quotation.start, key=lambda one: one.start)
    before = text.quotations[max(0, at - _TURNS) : at]
    if mention is None:
        return False
    latest = before[-1] if before else None
    if _was_asking(text, quotation, mention) or _has_asked(text, latest, utterance, mention):
        return True
    if latest is None or _replies(text, latest, quotation, mention):
        return latest is not None
    between = text.text[mention.end : utterance.start]
    if quotation.sure or text.resumes(utterance.start) or "\n" not in between or _ANNOUNCED.search(between):
        return False
    return _asks(text, latest) or _take_turns(text, before)


def _was_asking(text: Text, quotation: Quotation, mention: Mention) -> bool:
    """Whether a pronoun may mean the one who was asked: Lee asked Kim if it was so. “…,” he said."""
    own = min(quotation.start, text.sentence_start(mention.start))
    before = text.index_at(own) - 1
    if mention.text.lower() not in ("he", "she") or before < 0:
        return False
    asked = _ASKED_ONE.search(text.text, text.sentence_start(text.words[before].start), own)
    asking = text.people.between(text.sentence_start(asked.start()), asked.start()) if asked else ()
    return any(one.parts[-1:] == name_parts(mention.name or "")[-1:] for one in asking)


def _has_asked(text: Text, before: Quotation | None, utterance: Utterance, mention: Mention) -> bool:
    """Whether words without a tag may answer a question just put to somebody: “…?” Lee asked Kim. “…”."""
    quotation, at = utterance.quotation, text.index_at(utterance.start) - 1
    if quotation is None or at < 0 or quotation.cue not in (None, before and before.cue):
        return False
    start = text.sentence_start(text.words[at].start)
    asked = _ASKED_ONE.search(text.text, start, utterance.start)
    if asked is None or mention.start > asked.start() or _NOT_ASKED.search(text.text, start, asked.start()):
        return False
    return _ASKED_WHAT.match(text.text, asked.end()) is not None


def _asks(text: Text, quotation: Quotation) -> bool:
    """Whether words end in a question that somebody else may answer: not one at the end of a speech."""
    cue = text.text[slice(*quotation.cue)] if quotation.cue else ""
    marks = len(_SENTENCE_END.findall(text.text, quotation.start, quotation.end))
    asked = text.text.endswith("?", 0, quotation.end)
    return asked and (marks < _SPEECH or cue in _QUESTIONS)


def is_told_on(text: Text, quotation: Quotation, mention: Mention) -> bool:
    """Return whether words without a cue go on what was said (“…,” Smith said. The plan “would end it.”).

    The sentence says of somebody or something, in the quoted words alone, what it is or does; the one before
    it, in the same paragraph, is the speaker's, and so is all that is quoted in the paragraph up to there.
    """
    start = text.sentence_start(quotation.start)
    opening = text.text.rfind("\n", 0, start) + 1
    heard = [one for one in text.quotations if opening <= one.start < start]
    if not heard or any(one.speaker is None or one.speaker.name != mention.name for one in heard):
        return False
    last = max(heard[-1].end, heard[-1].speaker.end if heard[-1].speaker else 0)
    adjoins = text.sentence_start(text.words[text.index_at(start) - 1].start) <= last
    return adjoins and not text.people.between(last, start) and _is_predicate(text, quotation, start)


def _is_predicate(text: Text, quotation: Quotation, start: int) -> bool:
    """Whether words are what a sentence of the writer's says of its subject: the plan “would end it”."""
    before = _QUOTED.sub(" ", text.text[start : quotation.start].rstrip(' “"'))
    *clause, last = before.rpartition(",")[2].split() or [""]
    first = text.text[quotation.start : quotation.end].split()[0].lower()
    framed = ":" in before or before.partition(" ")[0].lower() in PREPOSITIONS
    whole = first in AUXILIARIES and last not in AUXILIARIES | VERBS.keys()
    shared = last in AUXILIARIES and first.endswith("ed")
    return bool(last) and not framed and (whole or shared) and (AUXILIARIES | VERBS.keys()).isdisjoint(clause)


def _take_turns(text: Text, quotations: Sequence[Quotation]) -> bool:
    """Whether two speakers have had the word in turns, with nothing of the writer's between them."""
    names = [one.speaker.name for one in quotations if one.speaker]
    turns = len(names) == _TURNS and names[0] == names[2] != names[1]
    return turns and all(_adjoins(text, one.end, other.start) for one, other in pairwise(quotations))


def _replies(text: Text, before: Quotation, quotation: Quotation, mention: Mention) -> bool:
    """Whether “…,” he replied seems to be whoever spoke just before: nobody replies to himself."""
    if quotation.cue is None or text.text[slice(*quotation.cue)] not in _REPLIES:
        return False
    near = _adjoins(text, before.end, quotation.start) or _told_one(text, before)
    same = before.speaker is not None and before.speaker.name == mention.name
    return near and same and mention.text.lower() in ("he", "she")


def _told_one(text: Text, quotation: Quotation) -> bool:
    """Whether words were told to "him" or "her", who may be the next to speak."""
    return quotation.cue is not None and _TOLD_ONE.match(text.text, quotation.cue[0]) is not None


def _gender(text: Text, parts: tuple[str, ...]) -> str:
    named = next(text.people.mentions(parts[-1], len(text.text)), None) if parts else None
    return text.people.gender(named) if named else ""
