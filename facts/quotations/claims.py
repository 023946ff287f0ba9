"""What a sentence gives to whom: the words around, before and behind each cue, as ranges of tokens."""

from collections.abc import Iterator, Sequence

from facts.quotations.clauses import cues
from facts.quotations.complements import Cue
from facts.quotations.cues import DECLINED, PARTICIPLES, Grammar
from facts.quotations.fragments import (
    Claim,
    cue_span,
    form_of,
    is_whole,
    main_clause,
    sentence_end,
    with_fragments,
)
from facts.quotations.model import Form
from facts.quotations.phrases import Phrase
from facts.quotations.tags import is_statement, tag
from facts.quotations.tokens import Sentence, is_title
from facts.quotations.verbs import is_verbish
from facts.quotations.words import (
    CONJUNCTIONS,
    PERSONAL,
    PREPOSITIONS,
    RELATIVES,
    WHILE,
)

_LONGEST_NAME = 6
"""Words of the name under a quotation set apart, at most."""
_JOINTS = CONJUNCTIONS | WHILE | frozenset(("even",))


def claims(s: Sentence) -> list[Claim]:
    """Return the attributions of a sentence, in the order of their cues."""
    found = list(cues(s))
    made: list[Claim] = [] if found else list(_signed(s))
    closed = bool(found) and _closes(s, found[-1])
    for index, cue in enumerate(found):
        if closed and cue.complement == "matter":
            continue
        claim = tag(s, cue, found, made) or _lead(s, cue, found[index + 1 :]) or _as_told(s, cue)
        if claim is not None and not _inside_quotation(claim, made):
            made.append(claim)
    return with_fragments(s, found, made)


def _closes(s: Sentence, cue: Cue) -> bool:
    """Whether a tag at its end gives a whole sentence to somebody: They stress the “…” of it, Smith said."""
    ends = all(token.kind in "wCn.,)(" for token in s[cue.end :]) and len(s) - cue.end < _LONGEST_NAME
    return cue.complement == "none" and cue.lead > 1 and s[cue.lead - 1].kind == "," and ends


def is_bare(s: Sentence) -> bool:
    """Return whether a sentence is nothing but quoted stretches, and remarks on them in brackets.

    An "and" may join them, or lead to the first behind a colon: And: “…”
    """
    inside = False
    first = 2 if len(s) > 2 and s[0].low == "and" and s[1].kind == ":" else 0
    for at, token in enumerate(s[first:], first):
        if token.low == "and" and at > first and s[at - 1].kind == "q":
            continue
        inside = token.text in ("(", "[") or (inside and token.kind != ")")
        if inside and token.kind == "q":  # (“…,” Smith quipped.)
            return False
        if not (inside or token.kind in "q.,—…!?()"):
            return False
    return any(token.kind == "q" for token in s)


def _inside_quotation(claim: Claim, made: Sequence[Claim]) -> bool:
    quoted = [one for one in made if one.form in (Form.DIRECT, Form.FRAGMENT)]
    return any(part in one.parts for one in quoted for part in claim.parts)


# --- the cue leads: X said that …; X: “…” ----------------------------------------------------------------


def _lead(s: Sentence, cue: Cue, later: Sequence[Cue]) -> Claim | None:
    if cue.complement == "none" or cue.start >= len(s):
        return None
    if s[cue.start].kind == "q":
        return _lead_of_quotation(s, cue, later)
    if cue.weak or cue.grammar in (Grammar.NAME, Grammar.TAG):
        return None
    end = _cut(s, cue, later)
    if cue.complement == "matter" or s[cue.lead - 1].low in RELATIVES:
        end = next((at for at in range(cue.start, end) if s[at].kind in ",;"), end)
    parts: tuple[Phrase, ...] = ((cue.start, end),)
    if end - cue.start < 2 or (
        cue.complement == "colon" and cue.start == cue.end + 1 and end - cue.start < 4
    ):
        return None
    return Claim(parts, form_of(s, parts), cue.subject, cue_span(cue), sure=_is_plain(s, cue))


def _lead_of_quotation(s: Sentence, cue: Cue, later: Sequence[Cue]) -> Claim | None:
    first = cue.start
    if is_title(s[first]) and s[first - 1].kind not in ",:" and cue.end < first:
        return None
    if s[cue.lead - 1].low == "as" and s[first].low == "," and any(one.lead == first + 1 for one in later):
        return None  # as Smith liked to say, “…,” Jones said
    end = first + 1
    while end + 1 < len(s) and s[end].kind in ",—" and s[end + 1].kind == "q":
        end += 2
    if cue.grammar is Grammar.NAME and s[end - 1].low == "," and any(_tags(one, end) for one in later):
        return None  # Smith's promise “…,” says Jones
    following = s[end] if end < len(s) else None
    closed = s[end - 1].low == "," and s[cue.lead - 1].low == "whom"  # Smith, whom Jones told “to go,” said
    if following is not None and _carries_on(s, end) and cue.grammar is not Grammar.NAME and not closed:
        end = max(end, _cut(s, cue, later))
        return Claim(((first, end),), Form.MIXED, cue.subject, cue_span(cue), sure=not cue.weak)
    parts = tuple((at, at + 1) for at in range(first, end) if s[at].kind == "q")
    whole = s[first - 1].kind in ",:"
    form = Form.DIRECT if whole or is_whole(s, first) else Form.FRAGMENT
    sure = not cue.weak and (cue.grammar is not Grammar.NAME or form is Form.FRAGMENT)
    return Claim(parts, form, cue.subject, cue_span(cue), sure=sure)


def _tags(cue: Cue, at: int) -> bool:
    """Whether a tag begins at an index: …,” says Jones."""
    return cue.inverted and cue.lead == at


def _carries_on(s: Sentence, at: int) -> bool:
    """The writer's sentence goes on in what was said: that “the plan” is dead."""
    token = s[at]
    return is_verbish(token) or (
        token.kind in "wC" and token.low not in PREPOSITIONS | CONJUNCTIONS | RELATIVES
    )


def _as_told(s: Sentence, cue: Cue) -> Claim | None:
    """As X told the paper, the plan was dead: what follows the comma is what X told."""
    if cue.lead != 1 or s[0].low != "as" or cue.weak or cue.grammar in (Grammar.NAME, Grammar.TAG):
        return None
    parts: tuple[Phrase, ...] = ((cue.end + 1, sentence_end(s)),)
    if cue.end >= len(s) or s[cue.end].kind != "," or not is_statement(s, *parts[0]):
        return None
    return Claim(parts, form_of(s, parts), cue.subject, cue_span(cue), sure=_is_plain(s, cue))


# --- no cue: “….” — X ------------------------------------------------------------------------------------


def _signed(s: Sentence) -> Iterator[Claim]:
    """A whole sentence quoted, with a name behind a dash: set apart from the text, and signed."""
    if len(s) < 3 or s[0].kind != "q" or s[0].low not in ".?!…" or s[1].kind != "—" or s[2].kind != "C":
        return
    end = next((at for at in range(2, len(s)) if s[at].kind in ",("), len(s))
    if end - 2 <= _LONGEST_NAME and all(token.kind in "Cw" for token in s[2:end]):
        yield Claim(((0, 1),), Form.DIRECT, (2, end), None, sure=True)


def _is_plain(s: Sentence, cue: Cue) -> bool:
    """Whether there can be no doubt about the subject: a name, a pronoun or a plain phrase."""
    if cue.subject is None or cue.complement == "matter":
        return False
    first, last = s[cue.subject[0]], s[cue.subject[1] - 1]
    return first.low in PERSONAL or "C" in (first.kind, last.kind) or first.low in ("the", "a", "an")


def _cut(s: Sentence, cue: Cue, later: Sequence[Cue]) -> int:
    """Where what a cue governs ends: before the next cue of the same subject, or with the sentence."""
    end = sentence_end(s)
    for other in later:
        end = min(end, next((at for at in range(cue.start, other.lead) if s[at].kind == ";"), end))
        if (
            (_joined_anew(s, other) or (other.shared and _speaks_anew(s, other)))
            and other.lead > cue.start
            and not other.weak
        ):
            end = min(end, _before_joint(s, other.lead))
        elif other.at > cue.start and s[other.lead - 1].low == "with" and s[other.at].low in PARTICIPLES:
            end = min(end, _before_joint(s, other.lead - 1))
        elif other.inverted and other.at > cue.start and s[other.at].low == "according":
            end = min(end, other.lead)
        elif _takes_over(s, other) and other.lead > cue.start:
            end = min(end, _before_joint(s, other.lead))
    opens = s[0].low in WHILE or (cue.lead <= 1 and s[cue.at].low in PARTICIPLES)
    if opens and not any(token.kind == "," for token in s[: cue.at]):
        end = next((at + (s[at].kind == "q") for at in range(cue.start, end) if s[at].low == ","), end)
    end = main_clause(s, cue, end) or end
    end = next((at - 1 for at in range(cue.start + 1, end) if _turns(s, at, later)), end)
    while end > cue.start and s[end - 1].kind in ",—;":
        end -= 1
    return end


def _turns(s: Sentence, at: int, later: Sequence[Cue]) -> bool:
    """Whether somebody does something else behind a joint: …, but declined to say; …, to which Y replied."""
    replied = s[at].low == "which" and s[at - 1].low == "to" and bool(later)
    return replied or (s[at].low in DECLINED and s[at - 1].low in CONJUNCTIONS)


def _speaks_anew(s: Sentence, cue: Cue) -> bool:
    """…, adding that …; …, calling her account “total fiction”."""
    return cue.complement != "none" or (cue.grammar is Grammar.NAME and s[cue.lead - 1].kind == ",")


def _joined_anew(s: Sentence, cue: Cue) -> bool:
    """…, but he added: a new clause of the writer's."""
    if cue.lead < 2 or not (s[cue.lead - 2].kind == "," or s[cue.lead - 2].low == ","):
        return False
    joint = s[cue.lead - 1].low
    return (joint in CONJUNCTIONS or joint in WHILE) and (
        cue.complement != "none" or s[cue.lead].low in PERSONAL
    )


def _takes_over(s: Sentence, cue: Cue) -> bool:
    """With a man who said he was late, Smith said: “…”: a clause of its own leads to the colon."""
    return cue.complement == "colon" and not cue.shared and s[cue.lead - 1].kind == ","


def _before_joint(s: Sentence, lead: int) -> int:
    at = lead
    while at > 0 and (s[at - 1].kind == "," or s[at - 1].low in _JOINTS):
        at -= 1
    return at
