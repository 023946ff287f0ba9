"""Whether a text says that somebody said the words: not that they never did, might, or are said to have.

The lists are ours: what stands beside a name and a verb of speech and takes the saying back. They err towards
doubt, which costs a look; a word too few would show words as said that nobody vouches for.
"""

import re

from facts.check.utterances import Text, Utterance
from facts.quotations import Span
from facts.quotations.cues import BASE_FORMS, PARTICIPLES, VERBS


def _any(words: str) -> str:
    """A pattern for one of some words; an underscore is a space."""
    return f"(?:{'|'.join(words.split())})".replace("_", r"\s")


_REACH = 80
"""Code points before a name or a verb that are read."""
_FAR = 5 * _REACH
"""Code points before words in which somebody else may take them over."""
_NAMED = r"\s(?:the\s)?(?:[A-Z][\w.]*\s)*$"
"""Up to a name, over the titles before it."""
_WITHIN = r"[^.;:“”\"\n]*"
"""The rest of a clause."""
_LED = r"[^.;“”\"\n]*$"
"""Up to the quoted words."""
_HIS = _any("his her their the an?")

_HELD_BACK = re.compile(
    rf"(?:\b{_any('never not cannot can could might may should must nor')}|\w+n['’]t|\bwould(?!\s"
    + _any("later eventually often always sometimes regularly repeatedly then go subsequently only just")
    + rf"))\s(?:(?:\w+ly|{_any('ever even once just also have has had be been so yet then still')})\s)*$"
)
"""Smith never said, would say, may have said: nothing that was said; what he "will say" is in his speech."""
_INTENDED = re.compile(
    r"\b"
    + _any(
        "want refus declin need plan expect hop try tri fail dar promis threaten prepar intend "
        "pretend seem appear schedul suppos believ alleg report rumou?r claim"
    )
    + r"\w*\sto\s(?:have\s)?$|\b"
    + _any(
        "able unable ready likely unlikely going ought meant yet afraid willing unwilling reluctant "
        "free about set said thought"
    )
    + r"\sto\s(?:have\s)?$|\b"
    + _any("without instead_of rather_than short_of avoid avoids avoided against from")
    + r"\s(?:ever\s)?$"
)
"""Smith wants to say, is said to have told; without saying."""
_HEDGED = re.compile(
    rf"\b{_any('allegedly reportedly supposedly purportedly apparently ostensibly presumably')}\b"
)
_SUPPOSED = re.compile(
    r"(?:\b(?i:"
    + _any(
        "if unless whether suppose supposing as_though as_if did does do has have had would could "
        "might may should will can nor not or"
    )
    + rf")|\w+n['’]t){_NAMED}"
)
"""If Smith said; did Smith say; it was not Smith who said; Jones or Smith said."""
_DOUBTED = re.compile(
    r"(?:\b"
    + _any(
        "not no never nobody false untrue doubts? doubted doubtful denie[ds] deny denying rumou?rs? "
        "myth hoax unproven unlikely impossible"
    )
    + rf"|n['’]t)\b[^.;:,“”\"\n]*\b{_any('that believes? thinks? recalls? remembers?')}{_NAMED}"
)
"""There is no evidence that Smith said."""
_FEIGNED = re.compile(
    r"\b"
    + _any(
        "fake mock parody bogus fictional fictitious imaginary purported pretend would-be cardboard "
        "wax animated cartoon dressed_as posing_as disguised_as masquerading_as impersonating playing "
        "portraying imitating"
    )
    + _NAMED
)
"""A fake Smith; a man dressed as Smith."""
_STAGED = re.compile(
    rf"\b[Ii]n\s{_HIS}\s(?:[\w-]+\s)?{_any('film movie play musical novel sketch skit cartoon comedy')}\b"
    rf"{_WITHIN}$"
)
"""In the play, Smith says."""
_BY = re.compile(rf"\b(?P<done>\w+)(?:\s{_any('for to on off up out')})?\sby{_NAMED}")
_MADE = frozenset(
    "written penned signed authored sent issued released posted tweeted published delivered made "
    "given shared uttered spoken".split()
)
_DONE = frozenset("paid held led seen run bought built told known found met backed hung shown".split())
_BEFORE = re.compile(r"(?P<word>[A-Za-z][\w’'-]*)\s$")
_OPENS = frozenset("with and while as or then from".split())
"""What may stand before a name and its participle: with Smith saying."""
_SENSED = re.compile(
    rf"\b{_any('hear heard hears hearing let lets made makes watched saw sees helped had')}\s.*\w\s$"
)
"""Smith once heard a man (say)."""
_ACCORDING = re.compile(rf"{_WITHIN},\saccording to\s(?=[A-Z])")
_SHOWN = re.compile(
    r"\b"
    + _any(
        "reads? reading points? pointed pointing held holds holding displayed showed wore wears "
        "wearing carried brandished unveiled received got heard overheard"
    )
    + r"\s(?!back\b)[^.“”\"\n]*[:,]\s"
)
"""Smith pointed to a banner: “…”"""
_LINES = _any(
    "advice lines? mottos? phrases? slogans? words sayings? dictum mantra warnings? maxim rules? verses? "
    "creed quotes? quips? jokes? adage lyrics?"
)
_LINE_OF = re.compile(
    rf"\b(?:{_HIS}\s(?:[\w-]+\s){{0,2}}[a-z][\w-]*['’]s?\s(?:[\w-]+\s){{0,2}}{_LINES}|{_LINES}\sof\s{_HIS})\b{_LED}"
)
"""His father's advice, the treaty's line that “…”, the words of his coach."""
_TOLD_OF = re.compile(
    r"\b"
    + _any(
        "reports? story stories articles? columns? books? letters? e-?mails? tapes? videos? "
        "recordings? transcripts? documents? polls? study studies surveys? ads? commercials? signs? "
        "banners?"
    )
    + r"\s(?:that\s|which\s)?"
    + _any(
        "detailing describing saying calling showing alleging suggesting claiming reporting quoting "
        "says said calls called shows showed"
    )
    + r"\b[^.;:\n]*$"
)
"""Smith threatened the paper after it published a report detailing the plan to “…”."""
_CITED_OF = re.compile(
    rf"\b{_any('citing quoting invoking echoing borrowing recalling repeating referencing reciting')}\s"
    r"(?:[A-Z][\w.-]*\s){0,3}[A-Z][\w.-]*['’]s?\s(?:[\w-]+\s){0,3}$"
)
"""Smith added, citing Jones's “…” line."""
_COINED = re.compile(
    rf"\b{_any('popularized coined uttered voiced famous written sung borrowed attributed inspired')}\s"
    r"(?:by|to|from)\s(?=[A-Z])"
)
"""Smith proved the axiom coined by Jones: “…”."""
_WHAT = re.compile(r"\b(?:what\s(?:[A-Z][\w.-]*\s)+[a-z]+|from\s(?:[A-Z][\w.-]*\s?)+):\s")
"""Smith wants what Jones wants: “…”; Smith won praise from Jones: “…”."""
_MADE_TO = re.compile(
    r"\b"
    + _any("dare challeng invit urg ask told want got forc press led prompt allow encourag begg order")
    + rf"\w*\s{_WITHIN}\sto\s{_any('call say tell describe admit declare repeat')}\b{_LED}"
)
"""Smith dared Jones to call him “…”."""
_WHOM = re.compile(r"(?<!\bto )(?<!\bof )(?<!\bwith )\bwhom\s$")
_WHOSE = re.compile(r"\bwhose\s[^,.;“”\"\n]*,?\s?$")
"""Smith, whom the mayor calls “…”; Smith, whose motto is “…”."""
_ASIDE = re.compile(rf",\s{_any('an? the his her one another')}\s(?:[\w-]+\s){{1,4}}")
"""Smith, a friend said."""
_ANOTHER_TOLD = re.compile(
    rf"\b{_any('that said says how what when')}\s{_any('his her their an? one some many several')}\s"
    rf"(?!{_any('statement speech letter interview memo email')})(?:[\w-]+\s){{1,6}}"
    + _any("told tells tell said says say whispered shouted yelled asked replied answered wrote")
    + rf"\b{_LED}"
)
"""What his father told him; that a man came up and whispered."""
_RELAYING = (
    "retweeting quoting paraphrasing reciting impersonating imitating mimicking parroting channeling singing"
)
_RELAYS = frozenset(
    "retweeted retweets quoted quotes paraphrased recited imitated mimicked parroted channeled sang".split()
) | frozenset(_RELAYING.split())
_RELAYED = re.compile(rf"\b{_any(_RELAYING)}\b")
"""Smith, quoting Jones."""
_WHICH = re.compile(
    rf"\b{_any('[Tt]he [Aa]n? [Tt]his [Tt]hat [Oo]ne [Ee]very')}\s(?:[a-z][\w-]*\s){{1,3}}(?:[A-Z][\w.]*\s)*$"
)
_ACTS = re.compile(rf"\s[a-z]+(?:ed|t|ew|ow|ook|ave|aw)\b(?!\s{_any('and by but that to')}\b)")
_APART = re.compile(rf"[,;:—()]|\b{_any('and but then who to that by after as')}\b")
"""The judge Smith attacked said: a noun, a name, and two verbs that nothing parts."""
_OTHERS_SPEAK = re.compile(
    rf"\b{_HIS}\s(?:[\w-]+\s){{1,3}}"
    + _any(f"spoke speaks shouted yelled chanted {' '.join(sorted(VERBS.keys() - PARTICIPLES - BASE_FORMS))}")
    + r"\b"
)
"""Smith smiled as his brother spoke."""


def is_doubtful(text: Text, span: Span, utterance: Utterance) -> bool:
    """Return whether the text takes back, in the same breath, that a speaker said the words.

    Args:
        text: what they stand in.
        span: where the speaker is named.
        utterance: the words.
    """
    quotation = utterance.quotation
    if quotation is None:
        return False
    cue, words = quotation.cue, utterance.spans[0][0]
    if _is_no_speaker(text, span) or _is_relayed(text, span, words) or _is_of_others(text, span, cue, words):
        return True
    if cue is None:
        return _is_in_passing(text, (span[0], max(span[1], words - _FAR)), words)
    told = _is_by_hearsay(text, span, cue) or _is_held_back(text, span, cue)
    return told or _is_anothers(text, span, cue, words)


def _is_in_passing(text: Text, span: Span, words: int) -> bool:
    """Whether a name stands before words without a verb of speech, and somebody else speaks in between."""
    if words <= span[1]:
        return False
    if any(one.search(text.text, span[1], words) for one in (_OTHERS_SPEAK, _SHOWN, _COINED, _WHAT)):
        return True
    led = span[1] + len(text.text[span[1] : words].rstrip(": “\"‘'"))
    return _is_of_clause(text, span, led)


def _is_no_speaker(text: Text, span: Span) -> bool:
    """Whether a name is that of whom somebody plays, or who was only supposed to speak."""
    start, named = max(0, span[0] - _REACH), _name(text, span)[0]
    if _WHOM.search(text.text, start, span[0]) and not text.people.between(*span):
        return True
    if " or " in text.text[slice(*span)]:
        return True
    return any(one.search(text.text, start, named) for one in (_FEIGNED, _SUPPOSED, _DOUBTED, _STAGED))


def _name(text: Text, span: Span) -> Span:
    """Where the name in a mention stands; the mention itself where it has none."""
    return next(((one.start, one.end) for one in text.people.between(*span)), span)


def _is_relayed(text: Text, span: Span, words: int) -> bool:
    """Whether the speaker passes on somebody else's words: Smith, quoting Jones."""
    sentence = max(text.sentence_start(words), words - 3 * _REACH)
    return span[1] < words and _RELAYED.search(text.text, sentence, words) is not None


def _is_of_others(text: Text, span: Span, cue: Span | None, words: int) -> bool:
    """Whether a speaker tells what somebody without a name has said: his father's advice was, “…”."""
    if words <= span[1]:
        return False
    start = max(span[1], words - _FAR)
    behind = text.text[start:words].rstrip("“\"‘'")
    governed = behind[max(0, cue[1] - start) :] if cue else behind
    told = any(one.search(behind) for one in (_ANOTHER_TOLD, _MADE_TO, _WHOSE, _CITED_OF))
    named = _name(text, span)[1]
    aside = cue and _ASIDE.fullmatch(text.text, named, max(named, cue[0]))
    return bool(told or aside or _LINE_OF.search(governed) or (cue and _TOLD_OF.search(governed)))


def _is_by_hearsay(text: Text, span: Span, cue: Span) -> bool:
    """Whether somebody else is named as the one who tells of it: said Smith, according to Jones."""
    end = max(span[1], cue[1])
    found = _ACCORDING.match(text.text, end, end + _REACH)
    teller = next(iter(text.people.between(found.end(), found.end() + 1)), None) if found else None
    return teller is not None and text.people.is_human(teller)


def _is_held_back(text: Text, span: Span, cue: Span) -> bool:
    """Whether a verb of speech is denied, hoped for or hedged."""
    start = max(span[1], cue[0] - _REACH) if span[0] < cue[0] else max(0, cue[0] - _REACH)
    hedged = _HEDGED.search(text.text, start, cue[0]) if span[1] <= cue[0] else None
    return bool(
        hedged or _HELD_BACK.search(text.text, start, cue[0]) or _INTENDED.search(text.text, start, cue[0])
    )


def _is_anothers(text: Text, span: Span, cue: Span, words: int) -> bool:
    """Whether the verb beside a name has another subject, or passes on what somebody else said."""
    verb = text.text[slice(*cue)].lower()
    if verb in _RELAYS and cue[1] < words and text.people.between(cue[1], words):
        return True
    if span[1] > cue[0]:
        return _is_of_clause(text, span, text.segment_end(span[1]))
    sensed = verb in BASE_FORMS and _SENSED.search(text.text, span[1], cue[0])
    told = verb in PARTICIPLES and _is_told_of(text, span, cue)
    return bool(sensed or told) or _is_agent(text, span, cue) or _is_of_clause(text, span, cue[0])


def _is_told_of(text: Text, span: Span, cue: Span) -> bool:
    """Whether somebody else tells of it: Lee remembers Smith telling her."""
    before = _BEFORE.search(text.text, max(0, span[0] - _REACH), span[0])
    beside = not text.text[span[1] : cue[0]].strip()
    return beside and before is not None and before["word"].lower() not in _OPENS


def _is_agent(text: Text, span: Span, cue: Span) -> bool:
    """Whether a name only tells by whom something was done: a robocall paid for by Smith said."""
    if text.text[span[1] : cue[0]].strip():
        return False
    by = _BY.search(text.text, max(0, span[0] - _REACH), span[0])
    return by is not None and (by["done"].endswith("ed") or by["done"] in _DONE) and by["done"] not in _MADE


def _is_of_clause(text: Text, span: Span, end: int) -> bool:
    """Whether a name is the subject of a clause that only tells which: the judge Smith attacked said."""
    start, after = _name(text, span)
    acts = _ACTS.match(text.text, after, end)
    if acts is None or _APART.search(text.text, after, end):
        return False
    return _WHICH.search(text.text, max(0, start - _REACH), start) is not None
