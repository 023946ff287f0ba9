"""What stands around the words: the clause that turns their meaning, and a figure that they are torn from.

The lists are ours. They catch what changes what was meant: a negation or a condition over the words, a belief
that is somebody else's, a "but" that takes them back.
"""

from collections.abc import Sequence

from facts.check.align import Match, Stream
from facts.check.negation import is_figure, is_negator, is_scale
from facts.check.typography import Word
from facts.check.utterances import Text
from facts.quotations import Form, Span

_SCOPE = 10
"""Words before a quotation in which a negation still governs it."""
_NEAR = 4
"""The same for the writer's own negation before the marks."""
_CONDITIONS = frozenset("if unless whether".split())
_DENIALS = frozenset(
    "deny denies denied denying doubt doubts doubted doubtful refuse refuses refused refusing fail fails "
    "failed failing impossible unlikely untrue false wrong myth lie pretend pretends pretended supposedly "
    "allegedly stop stopped avoid avoided prevent prevented nearly almost reject rejects rejected dispute "
    "disputes disputed".split()
)
_BELIEFS = frozenset(
    "say says said think thinks thought believe believes believed claim claims claimed argue argues argued "
    "suggest suggests suggested told tell tells assume assumes assumed insist insists imagine "
    "imagined".split()
)
_OWN = frozenset(("i", "we", "i'm", "i'd", "i've", "we've"))
_LINKING = frozenset(
    "that to the a an it is it's this he she they we i be been really actually simply ever".split()
)
_TURNS = frozenset(
    "but unless except if though although however yet until provided without nor neither not never nothing "
    "nobody none no only rather hardly whereas while".split()
)
_TURNS_ANEW = frozenset("but however yet except unless".split())
_LEADS = frozenset("and or even at least so as".split())
_MERE = frozenset(("only", "just", "merely", "simply"))
_DOUBTLESS = frozenset(("doubt", "question", "matter", "wonder"))


def opening(text: Text, stream: Stream, match: Match) -> Span | None:
    """Return the words just before a match that change what it means, None where none do."""
    before = _sentence_before(text.words, stream.at[: match.start])
    if before:
        found = _turning(text.words, before)
        return text.span_of(found, before[-1]) if found is not None else None
    return _outside(text, stream.at[match.start])


def _sentence_before(words: Sequence[Word], at: Sequence[int]) -> list[int]:
    """The words of the sentence before a place, nearest last."""
    found: list[int] = []
    for index in reversed(at):
        if words[index].ends_sentence:
            break
        found.append(index)
    return found[::-1]


def _turning(words: Sequence[Word], before: Sequence[int]) -> int | None:
    """Return the index of the word that turns what follows."""
    scope = before[-_SCOPE:]
    apart = "," in words[before[-1]].after
    for place in range(len(scope) - 1, -1, -1):
        word, gone = words[scope[place]], len(scope) - 1 - place
        if gone and any(mark in ";:—" for mark in word.after):
            return None
        if word.key in _CONDITIONS or (_governs(words, scope, place) and not (apart and gone)):
            return scope[place]
        if gone and "," in word.after and not apart and _starts_clause(words, scope[place + 1 :]):
            return None
    return None


def _governs(words: Sequence[Word], scope: Sequence[int], place: int) -> bool:
    """Whether a word negates, denies or gives to others what follows."""
    word, gone = words[scope[place]], len(scope) - 1 - place
    following = words[scope[place + 1]].key if gone else ""
    if is_negator(word.text):
        idle = word.key in ("no", "not") and following in (_DOUBTLESS if word.key == "no" else _MERE)
        answers = word.key == "no" and not gone  # No, I will not: never without its "no"
        return answers or ("," not in word.after and not idle)
    if word.key in _DENIALS:
        return gone <= 4
    if word.key in _BELIEFS and gone <= 2:
        between = {words[at].key for at in scope[place + 1 :]}
        subject = words[scope[place - 1]].key if place else ""
        return between <= _LINKING and subject not in _OWN and place > 0
    return False


def _starts_clause(words: Sequence[Word], at: Sequence[int]) -> bool:
    return bool(at) and words[at[0]].key in (
        "but",
        "and",
        "so",
        "because",
        "we",
        "i",
        "they",
        "he",
        "she",
        "it",
    )


def _outside(text: Text, first: int) -> Span | None:
    """The writer's own words just before the marks: did not say “…”, denied that “…”, is not “…”."""
    found: int | None = None
    for index in range(first - 1, max(-1, first - _SCOPE), -1):
        word, gone = text.words[index], first - index
        if word.ends_sentence or word.after or index in text.owners:
            break
        as_such = gone > 1 and text.words[first - 1].key == "as"  # rejected the idea as “…”: his own words
        near = gone <= 2 or text.words[index + 1].key in ("that", "the")
        denies = word.key in _DENIALS and near and not as_such
        if denies or (is_negator(word.text) and gone <= _NEAR):
            found = index
    return text.span_of(found, first - 1) if found is not None else None


def ending(text: Text, stream: Stream, match: Match) -> Span | None:
    """Return the words just after a match that change what it means, None where none do."""
    last = stream.at[match.end - 1]
    following = stream.at[match.end] if match.end < len(stream.at) else _resumed(text, last)
    if following is None:
        return None
    at = following
    if text.words[last].ends_sentence:
        asked = "?" in text.words[last].after
        turned = text.words[at].key in _TURNS_ANEW or (asked and _is_denied(text.words, at))
    else:
        while at + 1 < len(text.words) and at - following < 3 and text.words[at].key in _LEADS:
            at += 1
        word = text.words[at]
        turned = word.key in _TURNS or is_negator(word.text) or _is_condition(text.words, following)
    return text.span_of(following, _clause_end(text.words, at)) if turned else None


def _is_denied(words: Sequence[Word], at: int) -> bool:
    """Whether the answer to the question before is no: Did we expect it? No. Absolutely not."""
    first, second = words[at], words[min(at + 1, len(words) - 1)]
    alone = bool(first.after.strip()) or first.key == "never"
    return (is_negator(first.text) and alone) or (is_negator(second.text) and second.ends_sentence)


def _is_condition(words: Sequence[Word], at: int) -> bool:
    keys = tuple(word.key for word in words[at : at + 4])
    return keys[:2] in (("as", "long"), ("so", "long"), ("or", "not")) or keys[:3] == (
        "on",
        "condition",
        "that",
    )


def _resumed(text: Text, last: int) -> int | None:
    """The next word that is quoted of the same speech and sentence, behind the tag."""
    quotation = text.utterances[text.owners[last]].quotation
    if quotation is not None and quotation.form is not Form.DIRECT:
        return None
    for index in range(last + 1, min(last + 40, len(text.words))):
        if text.words[index - 1].ends_sentence:
            return None
        if index in text.owners:
            return index if text.utterances[text.owners[index]].quotation is quotation else None
    return None


def _clause_end(words: Sequence[Word], at: int) -> int:
    end = at
    while end + 1 < len(words) and end - at < 2 * _SCOPE and not words[end].ends_sentence:
        end += 1
    return end


def torn(text: Text, stream: Stream, match: Match) -> Span | None:
    """Return the word or figure that a match cuts through: −|0.42, 4.2| million, non-|proliferation."""
    for start, end in match.spans:
        first, last = stream.at[start], stream.at[end - 1]
        if text.words[first].joined or (start and _one_figure(text.words, stream.at[start - 1], first)):
            return text.span_of(max(0, first - 1), first)
        following = last + 1
        if following < len(text.words) and text.words[last].kind != "insert":
            behind = text.words[following]
            if behind.joined or _one_figure(text.words, last, following):
                return text.span_of(last, following)
    return None


def _one_figure(words: Sequence[Word], one: int, other: int) -> bool:
    if words[one].after or other != one + 1:
        return False
    figure = is_figure(words[one])
    return figure and is_scale(words[other])
