"""Whether a text says that somebody said the words: not that they never did, might, or are said to have.

The lists are ours: what stands beside a name and a verb of speech and takes the saying back. They err towards
doubt, which costs a look; a word too few would show words as said that nobody vouches for.
"""

import re

from facts.check.patterns import HIS, REACH, WITHIN, any_of
from facts.check.relayed import name_in
from facts.check.utterances import Text, Utterance
from facts.quotations import Span
from facts.quotations.cues import BASE_FORMS, PARTICIPLES, forms

_NAMED = r"\s(?:the\s)?(?:[A-Z][\w.]*\s)*$"
"""Up to a name, over the titles before it."""
_HELD_BACK = re.compile(
    rf"(?:\b{any_of('never not NOT cannot can could might may should must nor')}|\w+n['’]t|\bwould(?!\s"
    + any_of("later eventually often always sometimes regularly repeatedly then go subsequently only just")
    + rf"))\s(?:(?:\w+ly|{any_of('ever even once just also have has had be been so yet then still')})\s)*$"
)
"""Smith never said, would say, may have said: nothing that was said; what he "will say" is in his speech."""
_INTENDED = re.compile(
    r"\b"
    + any_of(
        "want refus declin need plan expect hop try tri fail dar promis threaten prepar intend "
        "pretend seem appear schedul suppos believ alleg report rumou?r claim"
    )
    + r"\w*\sto\s(?:have\s)?$|\b"
    + any_of(
        "able unable ready likely unlikely going ought meant yet afraid willing unwilling reluctant "
        "free about set said thought"
    )
    + r"\sto\s(?:have\s)?$|\b"
    + any_of("without instead_of rather_than short_of avoid avoids avoided against from")
    + r"\s(?:ever\s)?$"
)
"""Smith wants to say, is said to have told; without saying."""
_HEDGED = re.compile(
    r"\b"
    + any_of(
        "allegedly reportedly supposedly purportedly apparently ostensibly presumably basically essentially "
        "effectively practically virtually all_but as_good_as"
    )
    + r"\b"
)
_SUPPOSED = re.compile(
    r"(?:\b(?i:"
    + any_of(
        "if unless whether suppose supposing imagine imagines imagining picture as_though as_if did does do "
        "has have had would could might may should will can nor not or"
    )
    + rf")|\w+n['’]t){_NAMED}"
)
"""If Smith said; did Smith say; it was not Smith who said; Jones or Smith said."""
_DOUBTED = re.compile(
    r"(?:\b"
    + any_of(
        "not no never nobody false untrue doubts? doubted doubtful denie[ds] deny denying rumou?rs? "
        "myth hoax unproven unlikely impossible"
    )
    + rf"|n['’]t)\b[^.;:,“”\"\n]*\b{any_of('that believes? thinks? recalls? remembers?')}{_NAMED}"
)
"""There is no evidence that Smith said."""
_FEIGNED = re.compile(
    r"\b"
    + any_of(
        "fake mock parody bogus fictional fictitious imaginary purported pretend would-be cardboard "
        "wax animated cartoon dressed_as posing_as disguised_as masquerading_as impersonating playing "
        "portraying imitating like_that_of"
    )
    + _NAMED
)
"""A fake Smith; a man dressed as Smith."""
_STAGED = re.compile(
    rf"\b[Ii]n\s{HIS}\s(?:[\w-]+\s)?"
    + any_of("film movie play musical novel sketch skit cartoon comedy dream nightmare")
    + rf"\b{WITHIN}$|\b[Ii]n\s(?:effect|essence),\s(?:[A-Z][\w.]*\s)*$"
)
"""In the play, Smith says; in effect, Smith said."""
_MISQUOTED = re.compile(
    r"\b(?:"
    + any_of("falsely wrongly incorrectly mistakenly erroneously inaccurately")
    + rf"\s\w+|misquot\w+|misattribut\w+){_NAMED}"
)
"""A paper wrongly quoted Smith."""
_UNREAL = re.compile(
    rf"\b{any_of('fake doctored fabricated deepfake AI-generated bogus hoax')}\s(?:\w+\s)?"
    + any_of("video image tweet post clip ad photo quote letter email headline screenshot audio recording")
    + rf"\b{WITHIN}$|\b{any_of('As_the_joke_goes As_the_story_goes CLAIM Claim The_claim')}[,:]\s{WITHIN}$"
)
"""In a fake video, Smith says; as the joke goes, Smith says."""
_NOT_SAID = (_UNREAL, _FEIGNED, _SUPPOSED, _DOUBTED, _STAGED, _MISQUOTED)
"""What stands before a name that did not say it."""
_IN_EFFECT = re.compile(rf",?\s{any_of('in_effect in_essence in_so_many_words more_or_less basically')}\b")
_THINKING = frozenset(forms("think"))
_BY = re.compile(rf"\b(?P<done>\w+)(?:\s{any_of('for to on off up out')})?\sby{_NAMED}")
_MADE = frozenset(
    "written penned signed authored sent issued released posted tweeted published delivered made "
    "given shared uttered spoken".split()
)
_DONE = frozenset("paid held led seen run bought built told known found met backed hung shown".split())
_BEFORE = re.compile(r"(?P<word>[A-Za-z][\w’'-]*)\s$")
_OPENS = frozenset("with and while as or then from".split())
"""What may stand before a name and its participle: with Smith saying."""
_SENSED = re.compile(
    rf"\b{any_of('hear heard hears hearing let lets made makes watched saw sees helped had')}\s.*\w\s$"
)
"""Smith once heard a man (say)."""
_ACCORDING = re.compile(rf"{WITHIN},\saccording to\s(?=[A-Z])")
_WHOM = re.compile(r"(?<!\bto )(?<!\bof )(?<!\bwith )\bwhom\s$")
_WHICH = re.compile(
    rf"\b{any_of('[Tt]he [Aa]n? [Tt]his [Tt]hat [Oo]ne [Ee]very')}\s(?:[a-z][\w-]*\s){{1,3}}"
    r"(?:[A-Z][\w.]*\s)*$"
)
_ACTS = re.compile(
    r"\s(?:[a-z]+(?:ed|ew|ow|ook|ave|aw)|"
    + any_of("met sent kept left felt lost built spent beat hit put quit bought fought taught caught sought")
    + rf")\b(?!\s{any_of('and by but that to')}\b)"
)
_APART = re.compile(rf"[,;:—()]|\b{any_of('and but then who to that by after as')}\b")
"""The judge Smith attacked said: a noun, a name, and two verbs that nothing parts."""


def is_doubtful(text: Text, span: Span, utterance: Utterance) -> bool:
    """Return whether the text takes back, in the same breath, that a speaker said the words.

    Args:
        text: what they stand in.
        span: where the speaker is named.
        utterance: the words.
    """
    quotation, words = utterance.quotation, utterance.spans[0][0]
    if quotation is None:
        return False
    if _is_no_speaker(text, span):
        return True
    if quotation.cue is None:
        led = span[1] + len(text.text[span[1] : words].rstrip(": “\"‘'"))
        return words > span[1] and _is_of_clause(text, span, led)
    if text.text[slice(*quotation.cue)].lower() in _THINKING:
        return True
    return (
        _is_by_hearsay(text, span, quotation.cue)
        or _is_held_back(text, span, quotation.cue)
        or _is_loose(text, utterance, quotation.cue)
        or _is_anothers(text, span, quotation.cue)
    )


def _is_no_speaker(text: Text, span: Span) -> bool:
    """Whether a name is that of whom somebody plays, or who was only supposed to speak."""
    start, named = max(0, span[0] - REACH), name_in(text, span)[0]
    if _WHOM.search(text.text, start, span[0]) and not text.people.between(*span):
        return True
    if " or " in text.text[slice(*span)]:
        return True
    return any(one.search(text.text, start, named) for one in _NOT_SAID)


def _is_loose(text: Text, utterance: Utterance, cue: Span) -> bool:
    """Whether words are only what somebody said in effect: Smith said, in so many words, “…”."""
    return _IN_EFFECT.match(text.text, cue[1], max(cue[1], utterance.spans[0][0])) is not None


def _is_by_hearsay(text: Text, span: Span, cue: Span) -> bool:
    """Whether somebody else is named as the one who tells of it: said Smith, according to Jones."""
    end = max(span[1], cue[1])
    found = _ACCORDING.match(text.text, end, end + REACH)
    teller = text.people.at(found.end()) if found else None
    return teller is not None and text.people.is_human(teller)


def _is_held_back(text: Text, span: Span, cue: Span) -> bool:
    """Whether a verb of speech is denied, hoped for or hedged."""
    start = max(span[1], cue[0] - REACH) if span[0] < cue[0] else max(0, cue[0] - REACH)
    hedged = _HEDGED.search(text.text, start, cue[0]) if span[1] <= cue[0] else None
    return bool(
        hedged or _HELD_BACK.search(text.text, start, cue[0]) or _INTENDED.search(text.text, start, cue[0])
    )


def _is_anothers(text: Text, span: Span, cue: Span) -> bool:
    """Whether the verb beside a name has another subject."""
    if span[1] > cue[0]:
        return _is_of_clause(text, span, text.segment_end(span[1]))
    verb = text.text[slice(*cue)].lower()
    sensed = verb in BASE_FORMS and _SENSED.search(text.text, span[1], cue[0])
    told = verb in PARTICIPLES and _is_told_of(text, span, cue)
    return bool(sensed or told) or _is_agent(text, span, cue) or _is_of_clause(text, span, cue[0])


def _is_told_of(text: Text, span: Span, cue: Span) -> bool:
    """Whether somebody else tells of it: Lee remembers Smith telling her."""
    before = _BEFORE.search(text.text, max(0, span[0] - REACH), span[0])
    beside = not text.text[span[1] : cue[0]].strip()
    return beside and before is not None and before["word"].lower() not in _OPENS


def _is_agent(text: Text, span: Span, cue: Span) -> bool:
    """Whether a name only tells by whom something was done: a robocall paid for by Smith said."""
    if text.text[span[1] : cue[0]].strip():
        return False
    by = _BY.search(text.text, max(0, span[0] - REACH), span[0])
    return by is not None and (by["done"].endswith("ed") or by["done"] in _DONE) and by["done"] not in _MADE


def _is_of_clause(text: Text, span: Span, end: int) -> bool:
    """Whether a name is the subject of a clause that only tells which: the judge Smith attacked said."""
    start, after = name_in(text, span)
    acts = _ACTS.match(text.text, after, end)
    if acts is None or _APART.search(text.text, after, end):
        return False
    return _WHICH.search(text.text, max(0, start - REACH), start) is not None
