"""Whether a word that has the form of a cue is one: no noun, no print called “…”, nobody's words."""

from facts.quotations.cues import (
    BACK,
    FINDS,
    NAMING,
    VERBS,
    WENT,
    Grammar,
)
from facts.quotations.phrases import Phrase
from facts.quotations.tokens import Sentence, Token
from facts.quotations.verbs import Group, is_role
from facts.quotations.words import (
    CONJUNCTIONS,
    DETERMINERS,
    FINDERS,
    OCCASIONS,
    PERSONAL,
    PREPOSITIONS,
    QUESTION_WORDS,
    RELATIVES,
)

_ARTICLES = frozenset("the a an his her its their our my your no every each of at for to on from".split())
_PLURALS = frozenset("they we i you people media many some police who".split())
_READABLE = frozenset("it one sign signs banner text note caption headline placard inscription".split())
_POINTERS = frozenset(("this", "that", "these", "those", "which", "there", "what", "it"))


def is_other_sense(s: Sentence, verb: Group) -> bool:
    """Return whether a verb is no speech: an estimated cost, a print called “…”, to point at something."""
    before = s[verb.first - 1].low if verb.first else ""
    following = s[verb.verb + 1] if verb.verb + 1 < len(s) else None
    low = s[verb.verb].low
    if low in BACK:
        return following is None or following.low != "back"
    if VERBS[low] is Grammar.NAME and low.endswith("ed") and following is not None and following.low == "by":
        return True  # Smith, described by Jones as …
    if low in WENT:
        behind_it = s[verb.verb + 2].kind if verb.verb + 2 < len(s) else ""
        return following is None or following.low != "on" or behind_it not in ("", ".", ",", ":")
    if low.startswith("put"):
        return following is None or following.low not in ("it", "this")
    if (
        before in _ARTICLES
        or before.endswith(("'s", "s'"))
        or (low.startswith("point") and (following is None or following.low != "out"))
    ):
        return True
    if low in NAMING and following is not None and following.kind == "q":
        return not (
            s[verb.first - 1].kind == "C"
            or before in PERSONAL | RELATIVES
            or is_role(before.removesuffix("s"))
            or (before == "," and any(token.low == "what" for token in s[: verb.first]))
        )
    return following is not None and following.kind != "q" and _is_reduced(low, before, following.low)


def _is_reduced(low: str, before: str, following: str) -> bool:
    """Cruz, asked if he would …; told that it was over: somebody else asked and told."""
    if low == "told":
        return following in ("that", "of", "to", ",", "about")
    return low == "asked" and before in ("", ",", "when") and following in QUESTION_WORDS | {"about", "by"}


def ends_as_tag(s: Sentence, at: int, subject: Phrase, lead: int) -> bool:
    """Return whether a form that may be a noun has a subject and nothing behind it: …, the Times reports.

    Behind a quotation that a comma ends, an adjunct may follow: “…,” Smith notes in the memo.
    """
    behind_it = s[at + 1].kind if at + 1 < len(s) else "."
    tags = s[lead - 1].kind == "q" and s[lead - 1].low == ","
    return (
        (lead > 1 or tags)
        and s[lead - 1].kind in ",q"
        and (behind_it in ".," or (tags and s[at + 1].low in PREPOSITIONS))
        and (is_named(s[subject[1] - 1]) or is_role(s[subject[1] - 1].low) or _is_occasion(s, subject))
    )


def is_attribute(s: Sentence, subject: Phrase) -> bool:
    """Return whether what stands before a noun only describes it: recent Republican claims."""
    first = s[subject[0]]
    described = first.kind == "w" and first.low not in DETERMINERS | PERSONAL
    return described and s[subject[1] - 1].kind == "C" and not any(is_role(s[k].low) for k in range(*subject))


def _is_occasion(s: Sentence, subject: Phrase) -> bool:
    return s[subject[1] - 1].low in OCCASIONS


def is_named(token: Token) -> bool:
    """Return whether a word is a personal pronoun or written as a name is."""
    return token.low in PERSONAL or (token.kind == "C" and token.low not in DETERMINERS)


def is_plural(s: Sentence, subject: Phrase) -> bool:
    """Return whether a subject takes the plain form of a verb: they, two aides, Jones and Smith say."""
    of = next((at for at in range(subject[0] + 1, subject[1]) if s[at].low == "of"), subject[1])
    last = s[of - 1].low
    both = any(s[at].low == "and" and s[at + 1].kind == "C" for at in range(subject[0] + 1, subject[1] - 1))
    return last.endswith("s") or last in _PLURALS or both


def is_thing(s: Sentence, at: int, subject: Phrase, grammar: Grammar) -> bool:
    """Return whether a subject can have no words: this suggested that …; she read “Emma”."""
    if s[at].low in FINDS:
        return not _is_finder(s, at, subject)
    if s[at].low.startswith("read"):
        return not any(s[k].low in OCCASIONS or s[k].low in _READABLE for k in range(*subject))
    return subject[1] - subject[0] == 1 and s[subject[0]].low in _POINTERS and grammar is not Grammar.SAY


def _is_finder(s: Sentence, at: int, subject: Phrase) -> bool:
    """A study by X found that …: whoever looks into things, and a clause that says so."""
    head = next((k for k in range(*subject) if s[k].low in PREPOSITIONS), subject[1]) - 1
    following = s[at + 1].low if at + 1 < len(s) else ""
    quoted = at + 1 < len(s) and s[at + 1].kind == "q"
    return (following == "that" or quoted) and s[head].low.rstrip("s") in FINDERS


def is_noun(s: Sentence, verb: Group) -> bool:
    """Return whether a form is a noun: the report, its claims, 50 questions.

    It is a verb where somebody who can speak stands before it.
    """
    if verb.first == 0:
        return True
    before = s[verb.first - 1]
    after = s[verb.verb + 1] if verb.verb + 1 < len(s) else None
    if (
        after is None
        or after.low in ("of", "about", "by", "from", "for")
        or before.low.endswith(("'s", "s'"))
    ):
        return True
    if before.kind in "C,)" or before.low in PERSONAL | CONJUNCTIONS | RELATIVES:
        return False
    return not (is_role(before.low) or before.low.rstrip("s") in OCCASIONS or before.low == "media")
