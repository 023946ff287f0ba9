"""Who says an utterance, read off the text that it stands in, and whether that is certain."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from facts.check.asserted import is_doubtful
from facts.check.behind import is_taken_behind
from facts.check.candidates import may_be
from facts.check.continuity import goes_on, is_told_on, may_answer
from facts.check.descriptions import FILLERS, WORD, described_by, description, strangers
from facts.check.handing import hands_on
from facts.check.holders import holder
from facts.check.kin import among_kin
from facts.check.parts import gender_of, generation_of, name_parts
from facts.check.people import Person
from facts.check.relayed import passes_on
from facts.check.rivals import is_alone, is_only_holder
from facts.check.utterances import Text, Utterance
from facts.quotations import Form, Mention, Quotation, Span
from facts.quotations.appositions import names_inner
from facts.quotations.cues import SPEECH_NOUNS
from facts.quotations.words import (
    FEMININE,
    MASCULINE,
    PERSONAL,
    PLURAL,
    PREPOSITIONS,
)

_PRONOUNS = PERSONAL | MASCULINE | FEMININE | PLURAL | frozenset("it its who".split())
_AROUND = 120
"""Code points on either side of a name in which its description stands."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as one text has them."""

    text: str
    """The words that stand there: "Mr. Smith", "he", "a spokesman"."""
    parts: tuple[str, ...]
    """Their name without titles, in lower case; empty where none is known."""
    gender: str
    described: frozenset[str]
    """The words that describe them, in lower case."""
    certain: bool
    """The text leaves no doubt who is meant."""
    span: Span
    entity: str = ""
    """Who they are on file, where a curated record says so."""
    generation: str = ""
    """What tells them from another of the name: `jr`; empty where nothing does."""
    tagged: bool = True
    """Their mention stands beside the words and nothing takes them from it, whoever it may mean."""

    @property
    def pronoun(self) -> bool:
        """Whether only a pronoun stands there."""
        return self.text.lower() in _PRONOUNS


@dataclass(frozen=True, slots=True)
class _Whom:
    """Whom a mention means, as far as the text around it tells."""

    parts: tuple[str, ...]
    span: Span
    kin: bool | None
    """Whether it is safe who of several with the last name is meant; None where one has it."""
    own: bool
    """The mention names them itself, or describes nobody else."""
    contrary: bool
    """What describes them is somebody else's."""


def speaker_of(text: Text, utterance: Utterance) -> Speaker | None:
    """Return who says an utterance, as far as its text tells."""
    quotation = utterance.quotation
    if quotation is None or quotation.speaker is None:
        return None
    whom = _whom(text, quotation.speaker)
    said, parts = text.text[slice(*whom.span)], whom.parts
    gender = gender_of(said) or gender_of(" ".join(parts).title()) or _known_gender(text, parts)
    called = description(text, parts) if parts else described_by(quotation.speaker.name or "")
    generation = generation_of(said) or generation_of(quotation.speaker.name or "")
    described = described_by(said) | called
    latest = _latest(text, whom.span, parts, utterance.start)
    given = not _is_taken(text, utterance, quotation, whom, latest)
    near = _is_near(text, latest, _beginning(text, utterance, quotation), quotation.speaker)
    certain = given and (
        (near and _is_known(text, quotation.speaker, whom))
        or (bool(parts) and goes_on(text, quotation, full=whom.kin is False))
    )
    tagged = given and near
    return Speaker(said, parts, gender, described, certain, whom.span, generation=generation, tagged=tagged)


def _whom(text: Text, mention: Mention) -> _Whom:
    span = (mention.start, mention.end)
    parts = name_parts(mention.name or "")
    apposed = _apposed(text, span, parts)
    parts, kin = among_kin(text, mention, parts)
    if apposed is not None:
        whole = (min(span[0], apposed.start), max(span[1], apposed.end))
        return _Whom(apposed.parts, whole, kin, own=True, contrary=False)
    held = _held(text, mention)
    contrary = bool(held and parts and parts[-1] != held[-1])
    own = bool(held) or (bool(parts) and _names_itself(mention, parts))
    return _Whom(held or parts, span, kin, own, contrary)


def _is_taken(text: Text, utterance: Utterance, quotation: Quotation, whom: _Whom, latest: Span) -> bool:
    """Whether something gives the words to somebody else than the mention beside them."""
    mention = quotation.speaker
    return mention is None or (
        whom.contrary
        or _is_owner(text, quotation, mention)
        or _is_borrowed(text, quotation, mention)
        or may_answer(text, utterance, quotation)
        or hands_on(text, latest, utterance, whom.parts)
        or is_doubtful(text, whom.span, utterance)
        or passes_on(text, whom.span, utterance)
        or is_taken_behind(text, whom.span, utterance, whom.parts)
        or _is_only_named(text, quotation, mention)
    )


def _is_known(text: Text, mention: Mention, whom: _Whom) -> bool:
    """Whether a mention leaves no doubt whom it means."""
    if whom.kin is False:
        return False
    return bool(whom.kin) or whom.own or _is_unmistakable(text, mention, whom.parts)


def _held(text: Text, mention: Mention) -> tuple[str, ...]:
    """The name of whom a mention only describes, where that can be nobody else."""
    bare = mention.text.lower() not in _PRONOUNS and not name_parts(mention.text)
    return holder(text, mention) if bare else ()


def _is_owner(text: Text, quotation: Quotation, mention: Mention) -> bool:
    """Whether a mention only says whose something is, and that is no speech: Smith's plan came and said …."""
    cue = text.text[slice(*quotation.cue)].lower() if quotation.cue else ""
    return bool(_OWNS.match(text.text, mention.end)) and cue not in SPEECH_NOUNS


def _is_borrowed(text: Text, quotation: Quotation, mention: Mention) -> bool:
    """Whether words in a writer's sentence without a cue are only likely to be theirs who had it before."""
    start = text.sentence_start(quotation.start)
    own = any(char.isalpha() for char in text.text[start : quotation.start])
    loose = (quotation.form is Form.FRAGMENT or own) and quotation.cue is None and not quotation.sure
    return loose and mention.end <= start and not is_told_on(text, quotation, mention)


def _is_only_named(text: Text, quotation: Quotation, mention: Mention) -> bool:
    """Whether words without a tag open a paragraph behind a sentence that is only about somebody."""
    between = text.text[mention.end : quotation.start].rstrip(" \n“\"‘'")
    return quotation.cue is None and text.breaks(mention.end, quotation.start) > 0 and between[-1:] != ":"


def _names_itself(mention: Mention, parts: tuple[str, ...]) -> bool:
    """Whether the mention carries the name: Mr. Smith; the head of the party, Ann Smith."""
    own = name_parts(mention.text)
    before, name, _ = mention.text.rpartition(mention.name or "\n")
    ends = bool(name) and mention.text.endswith(name) and not _LINKED.search(before)
    return parts[-1] in own or own == parts[:1] or ends


def _is_unmistakable(text: Text, mention: Mention, parts: tuple[str, ...]) -> bool:
    """Whether a mention that does not carry the name itself can mean nobody else."""
    if not parts:
        return _is_described(text, mention)
    return is_alone(text, mention, parts) or is_only_holder(text, mention, parts)


def _is_described(text: Text, mention: Mention) -> bool:
    """Whether a mention without a name describes somebody, or is a pronoun that can mean nobody else."""
    if mention.text.lower() not in _PRONOUNS or mention.antecedent is None:
        return True
    between, wanted = (mention.antecedent[1], mention.start), gender_of(mention.text)
    at = bisect_left(text.quotations, mention.start, key=lambda one: one.end)
    spoken = (one.end for one in text.quotations[:at] if one.speaker and one.speaker.name == mention.name)
    last = max(between[0], max(spoken, default=0))
    if text.breaks(last, mention.start) > 1:
        return False
    named = any(may_be(text, one, (), wanted) for one in text.people.between(*between))
    return not named and not any(strangers(text, between, described_by(mention.name or ""), wanted))


def _beginning(text: Text, utterance: Utterance, quotation: Quotation) -> Span:
    """Where an utterance begins: in an earlier paragraph, where its marks say that it only goes on."""
    return quotation.spans[0] if text.resumes(utterance.start) else utterance.spans[0]


def _latest(text: Text, span: Span, parts: tuple[str, ...], before: int) -> Span:
    """Where a speaker is named last before their words, if behind the mention."""
    last = next(text.people.mentions(parts[-1], before), None) if parts and span[0] < before else None
    return (last.start, last.end) if last and last.start > span[0] else span


def _apposed(text: Text, span: Span, parts: tuple[str, ...]) -> Person | None:
    """The person beside a description: another parent, Ann Lee; Mu Li, of the University of Ohio, said."""
    if text.text[slice(*span)].lower() in _PRONOUNS:  # Lee, he said, is late
        return None
    if not parts and not names_inner(text.text[slice(*span)].lower().split()):
        behind = text.people.between(span[1], span[1] + 3)
        if behind and text.text[span[1] : behind[0].start] == ", " and not behind[0].body:
            return behind[0]
    before = text.people.between(max(0, span[0] - _AROUND), span[0])
    if not before or before[-1].body or any(part in before[-1].parts for part in parts):
        return None
    passed = _PASSED.search(text.text, text.sentence_start(before[-1].start), before[-1].start)
    if passed or _BESIDE.match(text.text, span[0]):
        return None
    between = text.text[before[-1].end : span[0]]
    apposition = between.startswith(",") and between.count(",") == 1 and not _CLAUSE.search(between)
    own = [one for one in text.people.between(*span) if not one.body]
    return before[-1] if apposition and not own and _LINK.match(between) else None


_LINKED = re.compile(rf"\b(?:{'|'.join(sorted(PREPOSITIONS))})\s$")
_OWNS = re.compile(r"['’]s?\s\w")
_CLAUSE = re.compile(r"[.;:!?\n\"“”]")
_LINK = re.compile(
    r",\s(?:of|at|from|in|with|for|a|an|the|who|chief|head|chairman|director|president)\b|,\s$"
)
_BESIDE = re.compile(r"[a-z]+(?:ed|ing)\b")
"""Smith, seated beside the mayor, who said: what somebody does or had done, and not who they are."""
_PASSED = re.compile(rf"\b(?:{'|'.join(sorted(PREPOSITIONS))})\s[^,;:\n\"“”]*$", re.IGNORECASE)
"""Aboard the Higgins, the secretary said: what stands behind a preposition is not whom a comma describes."""


def _is_near(text: Text, one: Span, other: Span, mention: Mention) -> bool:
    """In the same paragraph, or in the one before with nobody else named in between."""
    low, high = min(one[1], other[1]), max(one[0], other[0])
    breaks = text.breaks(low, high)
    if not breaks:
        return True
    parts, wanted = name_parts(mention.name or mention.text), gender_of(mention.text)
    rivals = [one for one in text.people.between(low, high) if may_be(text, one, parts, wanted)]
    announced = text.text[low:high].rstrip(" \n“\"‘'").endswith(":")
    return breaks == 1 and one[0] < other[0] and (announced or not rivals)


def _known_gender(text: Text, parts: tuple[str, ...]) -> str:
    found = text.people.mentions(parts[-1], len(text.text)) if parts else ()
    own = (one for one in found if len(one.parts) == 1 or one.parts[-2:] == parts[-2:])
    return next((one.gender for one in own if one.gender), "")


def plain(text: str) -> str:
    """Return a mention as two of them are compared: in lower case, without articles and marks.

    One that is nothing but such words stays: one is not another.
    """
    words = WORD.findall(text.lower().replace("’", "'"))
    return " ".join([word for word in words if word not in FILLERS] or words)
