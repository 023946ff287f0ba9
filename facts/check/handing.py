"""Whether the words beside a speaker are given to somebody else: whom he quotes, blames or contradicts."""

import re

from facts.check.parts import gender_of
from facts.check.people import Person
from facts.check.utterances import Text, Utterance
from facts.quotations import Span
from facts.quotations.cues import (
    ALSO_NOUNS,
    BASE_FORMS,
    CALLING,
    FINDS,
    NAMING,
    PARTICIPLES,
    SPEECH_NOUNS,
    VERBS,
    forms,
)
from facts.quotations.verbs import is_role
from facts.quotations.words import AUXILIARIES, BE, PERSONAL

_REACH = 300
"""Code points before the words that are read for a turn of the sentence."""
_HANDS_ON = re.compile(
    r"\s*(?:as\s(?:saying|having\ssaid|telling)\b|(?:(?:had|has|have|would|once|often|always|used|to|later|also|then|for)\s){0,3}(?P<verb>[a-z]+)(?!\s(?:into|in|off)\b))"
)
_BLAMES = re.compile(
    r"(?<!\bwas )(?<!\bwere )(?<!\bbeen )\b(?:criti|attack|blast|slam|mock|condemn|denounc|rebuk|blam|fault|"
    r"prais|accus|chid|scold|ripp)\w+\s(?!for\b|of\b|by\b)[^.;:“\"\n]*\b(?:for|of)\s"
    rf"(?:using|making|{'|'.join(sorted(PARTICIPLES - {'putting'}))})\b"
)
"""She criticized the mayor for calling it “…”: his words, and not hers."""
_DENIES = re.compile(
    r"\b(?:den(?:y|ie)|reject|dismiss|disput|refut|rebut|rebuff|respond|react|shrugg|brush|push)\w*\s"
    r"[^.;:“\"\n]*\b(?:claim|charge|allegation|suggestion|accusation|report|criticism|assertion|complaint|"
    r"argument|idea|notion|rumor)s?\sthat\b"
    r"|\bden(?:y|ies|ied|ying)\s(?:ever\s)?\w+ing\b"
)
"""He denied claims that he had “…”: the words of those who claim it; he denied saying “…”."""
_OWNED = SPEECH_NOUNS | frozenset(
    "charge charges criticism call calls demand demands description jab retort barb rebuke dig attack "
    "line lines phrase".split()
)
"""What is somebody else's where it stands behind their name: Lee's charge that he had “…”."""
_HE_TOLD = re.compile(r"\b(?P<who>he|she)\s(?:(?:had|has|would|once|also|then|later)\s){0,2}(?P<verb>[a-z]+)")
_SAYING_HE = re.compile(r"\bsaying\s(?:that\s)?(?:he|she)\s(?:\w+\s){0,3}(?:told|tells|said|says)\b")
"""Smith endorsed Jones, saying he told voters, “…”."""
_CLAIM = re.compile(
    rf"\b(?P<whose>his|her|their|[A-Z][\w-]+['’]s)\s(?:\w+\s){{0,2}}(?:{'|'.join(sorted(_OWNED))})\sthat\s$"
)
_LAST_CLAUSE = re.compile(
    r"[,;—]\s(?:(?:and|but|while|when|to which)\s)?(?P<clause>[^,;:—“”\"\n]+)[:,]\s*[“\"‘']?\s*$"
)
_OTHERS_SAY = re.compile(
    r"\b(?:that|said|says)\s(?P<who>(?:[a-z][\w’'-]*\s){1,4}?)(?P<verb>[a-z]+)"
    r"(?:\s(?:that|it|they|him|her|them))?,?\s[“\"]$"
)
_OTHERS_CALL = re.compile(
    r"\b(?:that|said|says)\s(?:[a-z][\w’'-]*\s){1,3}?(?:calls?|called|describes?|described|dubs?|dubbed)\s"
    r"(?:[\w’'-]+\s){1,6}[“\"]$"
)
"""Smith said critics call the plan “…”."""
_SUBJECT = re.compile(
    r"\s(?:[\w-]+\s)?(?:calls?|plans?|ideas?|criticism|claims?|accusations?|remarks?|comments?|words|views?|"
    r"responses?|decisions?|moves?|policy|policies)\s[^.;:\n]*[“\"]"
)
"""What the quoted words say something of: Smith said Lee's remarks “have to go down in history”."""
_TOLD = VERBS.keys() - ALSO_NOUNS
_SPOKEN = _TOLD - FINDS
_SHOWN = frozenset("reveal reveals revealed suggest suggests suggested confirms confirmed indicated".split())
"""What a thing does, and says nothing: the tape revealed “…”."""
_ARTICLE = re.compile(r"(?:the|an?|his|her|their|another)\s")
_PASSED = re.compile(r"\b(?:to|with|about|after|following|over|on|of)\s(?:the\s)?(?:[A-Z][\w.]*\s)*$")
"""What makes of the name behind it no subject."""
_NEAR = 40
"""Code points before a name in which that stands."""
_JUDGED = re.compile(
    r"\s(?:[\w-]+\s)?(?:calls?|demands?|criticism|charges?|claims?|accusations?|allegations?|remarks?|comments?)\s"
    r"[^.;:“”\"\n]*?(?:is|are|was|were)(?:\s(?:“[a-z][^”\n]*”|\"[a-z][^\"\n]*\") and)?\s[“\"]"
)
_CALLED = re.compile(
    rf".*\b(?:{'|'.join(sorted(NAMING))})\s(?:[A-Z][\w.]*\s)*[A-Z][\w.-]*['’]s?\s(?:[\w-]+\s){{1,3}}?"
    r"(?:(?:the|an?)\s|(?<!that )(?<!for )(?<!of )(?<!to ))[“\"]",
    re.DOTALL,
)
"""Smith called Jones's remark the “…”, Jones's words “…”: what is said of them."""
_LED_BY = re.compile(r"(?:['’]s)?\s(?:[a-z]+\s)?(?P<noun>[a-z]+):\s*[“\"‘']?")
"""Who leads to words by a colon: which drew another Lee jab: “…”."""
_QUOTED = re.compile(r"\bquoting\s(?:the\s)?(?:[A-Z][\w.]*\s)*$")
"""Smith, quoting Lee, said."""
_THEIRS = re.compile(r"(?:['’]s?)?\s(?:[a-z]+\s){1,3}(?P<verb>[a-z]+)(?:\sthat)?,?\s[“\"]")
"""Smith said Lee's supporters shouted “…”."""
_TAIL = re.compile(r"(?:(?<=,)[”\"]|,[”\"]|[”\"],) ")
"""How quoted words end that a tag follows."""
_TOLD_BEHIND = re.compile(
    r"(?:[^.;:“”\"\n]*[”\"])?(?:(?<=,[”\"])|[^.;:“”\"\n]*,)\s(?:according to\s(?=[A-Z])|"
    r"(?=(?:[A-Z][\w.’'-]*\s){1,5}(?P<verb>[a-z]+)"
    r"(?:\s(?:in|at|on|to|during|this|last)\b[^.,;:“”\"\n]*)?[.]))"
)
"""Smith told her “…” and left, Jones recalled; Smith said it was “…,” according to Jones."""
_GOES_ON = re.compile(r"\sthat\s(?!day|night|week|month|year|morning|evening|afternoon)")
"""Behind a verb that has a clause of its own, and is no tag: …, Jones added that …."""
_BY = re.compile(r"[”\"’']?,?\sby\s(?=[A-Z])")
_CALLED_SO = re.compile(
    r"\b(?:called|dubbed|described|labell?ed|branded|termed|denounced|dismissed|told|asked|urged|ordered)\b"
    r"[^.;“”\"\n]*[“\"‘']$"
)
"""What is done "by" whom the words are; of a pattern of “misconduct” by Jones only the pattern is Jones's."""
_IN_CLAUSE = re.compile(
    r"\b(?:after|before|while|as|when|that|which)\s(?:the\s(?:[\w-]+\s){0,2}?(?P<role>[a-z]+)|"
    r"(?:(?:Mr|Ms|Mrs)\.\s)?(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?))(?:,[^,“”\"\n]*,)?\s"
    r"(?:(?:had|has|later|then|also|went on|stood [^,“”\"\n]*? and|seized upon, )\s?){0,2}(?P<verb>[a-z]+)\b"
    r"(?P<rest>[^;:“”\"\n]*)[“\"‘']?$"
)
"""Smith said he was late, hours after the president urged him to “…”."""
_RESUMES = re.compile(r"\b(?:he|she|they|it|we)\s(?:would|will|is|was|had|has|could|can|did|does|do)\b|,\s")
_WORD = re.compile(
    r"\b(?P<before>[\w.’'-]+)(?=,?\s(?:(?:has|had|once|also|later|often|always|then)\s){0,2}(?P<verb>[a-z]+)\b)"
)
_LEADING = (_SPOKEN | CALLING) - frozenset(forms("begin"))
_THEY = frozenset("people some many others most they".split())


def hands_on(text: Text, span: Span, utterance: Utterance, parts: tuple[str, ...]) -> bool:
    """Return whether somebody else is given the word beside a speaker: Smith said Jones called it “…”.

    Args:
        text: what they stand in.
        span: where the speaker is named.
        utterance: the words.
        parts: the speaker's name.
    """
    low, high = sorted((span, utterance.spans[0]))
    cue = utterance.quotation.cue if utterance.quotation else None
    start, words = max(low[1], high[0] - _REACH), high[0]
    turns = cue[0] if cue and start < cue[0] and text.text.endswith(" and ", 0, cue[0]) else start
    if (
        _is_agent(text, utterance.spans[0][0], utterance.end, parts)
        or _is_tagged_by_other(text, utterance, cue, parts)
        or (low == utterance.spans[0] and _is_led_by_other(text, low[0], parts))
        or _is_told_behind(text, max(utterance.end, span[1], cue[1] if cue else 0), parts)
    ):
        return True
    if span < high and (
        _BLAMES.search(text.text, turns, words)
        or _DENIES.search(text.text, turns, words)
        or _is_told_by_other(text, (start, words), parts)
        or _is_in_claim(text, span)
        or _is_in_clause(text, (start, words), parts)
        or _is_others(text, (start, words))
        or _begins_anew(text, (start, words), parts)
    ):
        return True
    named = text.people.between(max(turns, low[1]), words)
    others = (one for one in named if parts[-1:] != one.parts[-1:] and not text.in_marks(one.start))
    return any(_is_given_words(text, one, cue, words) for one in others)


def _is_given_words(text: Text, one: Person, cue: Span | None, words: int) -> bool:
    """Whether a name between a speaker and the words is given them: Jones called it; Jones's jab."""
    if _is_answered(text, one, cue, words) or _is_judged(text, one, words):
        return False
    led = _LED_BY.fullmatch(text.text, one.end, words)
    if (led and led["noun"] in _OWNED) or _QUOTED.search(text.text, max(0, one.start - _NEAR), one.start):
        return True
    theirs = _THEIRS.fullmatch(text.text, one.end, words) if one.owns else None
    if theirs and theirs["verb"] in _SPOKEN:
        return True
    behind = _HANDS_ON.match(text.text, one.end)
    told = _OWNED if one.owns else _TOLD
    return behind is not None and (behind["verb"] is None or behind["verb"] in told)


def _is_answered(text: Text, one: Person, cue: Span | None, words: int) -> bool:
    """Whether a name comes in only behind a preposition, before the cue or in a sentence that has ended.

    Smith replied to Lee, saying “…”; “…,” Smith said of Lee's call. “…”
    """
    passed = _PASSED.search(text.text, max(0, one.start - _NEAR), one.start)
    before = (cue is not None and one.end < cue[0]) or text.sentence_start(words) > one.end
    when = passed is not None and one.owns and passed.group().split()[0] in ("after", "following")
    return passed is not None and (before or when)


def _is_judged(text: Text, one: Person, words: int) -> bool:
    """Whether words say what is thought of somebody's: Smith said Lee's call for a vote was “wrong”."""
    if one.owns and _CALLED.fullmatch(text.text, max(0, one.start - _NEAR), words):
        return True
    if one.owns and _JUDGED.fullmatch(text.text, one.end, words):
        return text.text[words].islower()
    first = text.text[words : words + _NEAR].split()[:1]
    verb = bool(first) and (first[0] in AUXILIARIES or (first[0].islower() and first[0].endswith("s")))
    return one.owns and verb and _SUBJECT.fullmatch(text.text, one.end, words) is not None


def _is_told_by_other(text: Text, between: Span, parts: tuple[str, ...]) -> bool:
    """Whether "he" is given the word who may be another: Ann Lee testified that he told her, “…”."""
    named = next(text.people.mentions(parts[-1], len(text.text)), None) if parts else None
    gender = text.people.gender(named) if named else ""
    saying = _SAYING_HE.search(text.text, *between)
    others = text.people.between(between[0], saying.start()) if saying else ()
    if any(text.people.is_human(one) and one.parts[-1:] != parts[-1:] for one in others):
        return True
    pronouns = (one for one in _HE_TOLD.finditer(text.text, *between) if one["verb"] in VERBS)
    return bool(gender) and any(gender_of(one["who"]) != gender for one in pronouns)


def _is_in_claim(text: Text, span: Span) -> bool:
    """Whether a pronoun stands in what another says of them: her remark that he believes in “…”."""
    found = _CLAIM.search(text.text, max(0, span[0] - _REACH), span[0])
    who = gender_of(text.text[slice(*span)])
    return (
        found is not None
        and text.text[slice(*span)].lower() in ("he", "she")
        and gender_of(found["whose"]) != who
    )


def _is_others(text: Text, between: Span) -> bool:
    """Whether somebody without a name is given the word: Smith noted that lawyers said “…”."""
    if _OTHERS_CALL.search(text.text, *between):
        return True
    found = _OTHERS_SAY.search(text.text, *between)
    if found is None or found["who"].split()[0] in PERSONAL:
        return False
    shown = found["verb"] in _SHOWN and not is_role(found["who"].split()[-1])
    return found["verb"] in _SPOKEN and not shown and VERBS.keys().isdisjoint(found["who"].split())


def _is_in_clause(text: Text, between: Span, parts: tuple[str, ...]) -> bool:
    """Whether a clause below the speaker's gives words to another: …, hours after the mayor called it “…”."""
    found = _IN_CLAUSE.search(text.text, *between)
    if found is None or _RESUMES.search(found["rest"]):
        return False
    told = found["verb"] in _SPOKEN | CALLING and found["verb"] not in PARTICIPLES
    if found["role"]:
        return told and is_role(found["role"])
    return told and found["name"].split()[-1].lower() not in parts


def _begins_anew(text: Text, between: Span, parts: tuple[str, ...]) -> bool:
    """Whether the clause that leads to the words has a subject of its own: …, Jones had this to say: “…”."""
    found = _LAST_CLAUSE.search(text.text[slice(*between)])
    if found is None:
        return False
    start = between[0] + found.start("clause")
    first = text.people.at(start)
    if first is not None and not first.owns:
        return parts[-1:] != first.parts[-1:]
    described = _ARTICLE.match(found["clause"])
    return described is not None and found["clause"].split()[-1] in _TOLD


def _is_led_by_other(text: Text, words: int, parts: tuple[str, ...]) -> bool:
    """Whether somebody else leads to words that a tag ends: Jones called it “…,” Smith said."""
    start = max(text.sentence_start(words), words - _REACH)
    lead = text.text[start:words].rstrip("“\"‘' ").rstrip(",:")
    clause = max(lead.rfind(mark) for mark in ",;:—") + 1
    found = [one for one in _WORD.finditer(lead) if one.end("verb") > clause and _has_subject(one)]
    named = text.people.between(start, start + found[0].start("verb")) if found else []
    return bool(found) and not any(one.parts[-1:] == parts[-1:] for one in named)


def _is_told_behind(text: Text, end: int, parts: tuple[str, ...]) -> bool:
    """Whether the sentence ends in a tag that names another: Smith told her “…” and left, Jones recalled."""
    found = _TOLD_BEHIND.match(text.text, end, end + _REACH)
    if found is None or (found["verb"] and found["verb"] not in _SPOKEN):
        return False
    named = text.people.at(found.end())
    return named is not None and text.people.is_human(named) and parts[-1:] != named.parts[-1:]


def _has_subject(found: re.Match[str]) -> bool:
    """Whether a verb of speech has a subject before it: Jones called; critics call; he was told."""
    before, verb = found["before"], found["verb"]
    if verb not in _LEADING or verb in PARTICIPLES:
        return False
    if verb in BASE_FORMS:
        return before in _THEY or before.endswith("s")
    return before not in BE or verb in CALLING or verb in ("told", "asked")


def _is_agent(text: Text, start: int, end: int, parts: tuple[str, ...]) -> bool:
    """Whether words were said by whom the text names right behind them: told to “sit down” by Ann Lee."""
    found = _BY.match(text.text, end) if _CALLED_SO.search(text.text, max(0, start - _NEAR), start) else None
    named = text.people.at(found.end()) if found else None
    return named is not None and parts[-1:] != named.parts[-1:]


def _is_tagged_by_other(text: Text, utterance: Utterance, cue: Span | None, parts: tuple[str, ...]) -> bool:
    """Whether the words have a tag behind them that names another: Smith told of it: “…,” Jones had said."""
    if cue is not None and cue[0] > utterance.start:
        return False
    marks = _TAIL.match(text.text, utterance.end)
    named = text.people.at(marks.end()) if marks else None
    if named is None or named.owns or named.parts[-1:] == parts[-1:]:
        return False
    behind = _HANDS_ON.match(text.text, named.end)
    if behind is None or behind["verb"] not in _SPOKEN:
        return False
    return _GOES_ON.match(text.text, behind.end()) is None
