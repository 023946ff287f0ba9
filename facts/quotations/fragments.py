"""Fragments: quoted words in a sentence of the writer's, and the titles and scare quotes that are none."""

from collections.abc import Sequence
from dataclasses import dataclass

from facts.quotations.complements import Cue
from facts.quotations.cues import URGING, Grammar
from facts.quotations.model import Form
from facts.quotations.phrases import Phrase, forward
from facts.quotations.subjects import main_subject
from facts.quotations.tokens import Sentence, Token, is_title
from facts.quotations.verbs import is_role, is_verbish
from facts.quotations.words import (
    DETERMINERS,
    FINDERS,
    OCCASIONS,
    PERSONAL,
    PLACES,
    PREPOSITIONS,
    RELATIVES,
    ROLES,
    WHILE,
)

_JOINTS = frozenset("while whereas but and although though".split())
_FAR = 14
"""Tokens between a cue and a fragment at most, for the cue to govern it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One attribution within a sentence."""

    parts: tuple[Phrase, ...]
    """Ranges of tokens that hold what is said."""
    form: Form
    subject: Phrase | None
    cue: Phrase | None
    sure: bool
    tagged: bool = False
    """The cue follows: what stands quoted just before it belongs to it as well."""


def is_whole(s: Sentence, at: int) -> bool:
    """Whether a stretch reads as a sentence of its own and not as some words out of one."""
    text = s[at].text
    return bool(text) and (text[0].isupper() or text.startswith("[")) and " " in text and not is_title(s[at])


# --- what is left: fragments in the writer's sentence ----------------------------------------------------


def with_fragments(s: Sentence, found: Sequence[Cue], made: list[Claim]) -> list[Claim]:
    """Return the claims of a sentence with those for the quoted words that no claim holds yet."""
    taken = {at for claim in made for part in claim.parts for at in range(*part)}
    for at, token in enumerate(s):
        if token.kind == "q" and at not in taken:
            claim = _fragment(s, at, found, made)
            if claim is not None:
                made.append(claim)
    return made


def _fragment(s: Sentence, at: int, found: Sequence[Cue], made: Sequence[Claim]) -> Claim | None:
    before = s[at - 1].kind if at else ""
    near = [one for one in reversed(found) if one.at < at and _governs(s, one, at)]
    cue = next((one for one in near if not _is_passed(s, one, near, at)), None)
    if cue is None:
        subject = main_subject(s, at - 1) if before == ":" else None
        return Claim(((at, at + 1),), Form.DIRECT, subject, None, sure=False) if subject else None
    joint = main_clause(s, cue, at) or _joint(s, cue.end, at)
    if joint:
        subject = forward(s, joint + 1, at)
        named = subject is not None and may_speak(s, subject)
        return Claim(((at, at + 1),), Form.FRAGMENT, subject, None, sure=False) if named else None
    far = at - cue.end > _FAR and not (cue.grammar is Grammar.NAME and s[at - 1].low == "as")
    if before != ":" and (is_title(s[at]) or far or _is_scare(s[at])):
        return None
    form = Form.DIRECT if before in (":", ",") and is_whole(s, at) else Form.FRAGMENT
    spoke = any(claim.subject == cue.subject for claim in made)
    beside = at - cue.end <= _FAR // 2
    return Claim(((at, at + 1),), form, cue.subject, cue_span(cue), sure=(spoke or beside) and not cue.weak)


def _is_passed(s: Sentence, cue: Cue, near: Sequence[Cue], at: int) -> bool:
    """Smith slammed aides who testify as “rats”: whether a cue only tells whom another one calls so."""
    plain = cue.complement == "none" and cue.grammar is not Grammar.NAME
    tells = plain and s[cue.lead - 1].low in RELATIVES
    called = any(one.grammar is Grammar.NAME and one.at < cue.at for one in near)
    return tells and called and any(token.low == "as" for token in s[cue.end : at])


def main_clause(s: Sentence, cue: Cue, end: int) -> int:
    """When Jones asked Smith if …, Smith had a quip: the comma that ends the clause a cue stands in, or 0.

    A colon before the words belongs to the clause behind that comma, however the sentence opens.
    """
    led = end < len(s) and s[end - 1].kind == ":" and s[end].kind == "q"
    if not led and (not cue.lead or s[cue.lead - 1].low not in WHILE):
        return 0
    return next((at for at in range(cue.end, end) if s[at].kind == "," and _has_subject(s, at + 1)), 0)


def _has_subject(s: Sentence, at: int) -> bool:
    subject = forward(s, at, len(s))
    return subject is not None and subject[1] < len(s) and is_verbish(s[subject[1]])


def _joint(s: Sentence, start: int, at: int) -> int:
    """Where a clause with its own subject begins before a fragment: …, while the club could live with “…”."""
    for joint in range(at - 2, start, -1):
        if s[joint].low in _JOINTS and (s[joint - 1].kind == "," or s[joint - 1].low == ","):
            subject = forward(s, joint + 1, at)
            verbs = any(is_verbish(token) for token in s[subject[1] : at]) if subject else False
            return joint if verbs else 0
    return 0


def may_speak(s: Sentence, phrase: Phrase) -> bool:
    """Return whether a phrase names somebody or some body, or says what they do."""
    return any(
        token.low in PERSONAL or token.low in ROLES or (token.kind == "C" and token.low not in PLACES)
        for token in s[slice(*phrase)]
    )


def is_plausible(s: Sentence, phrase: Phrase) -> bool:
    """Return whether a phrase reads as that of a speaker, and is no torn part of another."""
    first, last = s[phrase[0]], s[phrase[1] - 1]
    if first.low in PREPOSITIONS or is_verbish(first) or last.low in PREPOSITIONS or last.kind == "n":
        return False
    return any(
        token.low in PERSONAL | ROLES | OCCASIONS | FINDERS
        or (token.kind == "C" and token.low not in DETERMINERS)
        or is_role(token.low.removesuffix("s"))
        for token in s[slice(*phrase)]
    )


def _governs(s: Sentence, cue: Cue, at: int) -> bool:
    """A tag governs what stands beside it, and what somebody is urged to do."""
    near = cue.grammar is not Grammar.TAG or at - cue.end <= 1
    near = near or (s[cue.at].low in URGING and s[at - 1].low == "to")
    return cue.subject is not None and near


def _is_scare(token: Token) -> bool:
    """One word in single marks is no quotation unless a cue stands right before it."""
    return token.stretch is not None and token.stretch.mark == "single" and " " not in token.text.strip()


def cue_span(cue: Cue) -> Phrase:
    """Return the range of tokens that a cue is shown by."""
    return cue.at, cue.at + 1


def sentence_end(s: Sentence) -> int:
    """Return the index behind the last word of a sentence, before the marks that end it."""
    end = len(s)
    while end > 0 and s[end - 1].kind in ".!?…":
        end -= 1
    return end


def form_of(s: Sentence, parts: Sequence[Phrase]) -> Form:
    """Return the form of what stands in some parts: mixed where any of it is quoted."""
    quoted = any(s[at].kind == "q" for part in parts for at in range(*part))
    return Form.MIXED if quoted else Form.INDIRECT
