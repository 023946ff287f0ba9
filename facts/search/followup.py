"""Questions that lean on the one before: "and Umerov?" after "/quote Fidan" asks for Umerov's words."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from facts.questions import EVERYTHING, Question, Verb
from facts.search.filters import renewed
from facts.search.lexicon import lexicon
from facts.search.names import Mention, Names
from facts.text import Word, words

_LEANING = re.compile(r"^(?:and|also|but|or|what about|how about|what of)\b[\s,]*", re.IGNORECASE)


MentionsIn = Callable[[Sequence[Word]], tuple[Mention, ...]]


def resolve(
    question: Question, previous: Question | None, names: Names, mentions_in: MentionsIn
) -> Iterator[Question]:
    """Yield the readings of a question in its thread, the likeliest first; alone, only itself."""
    if not previous or question.verb is not Verb.ASK or not _leans(question, mentions_in):
        yield question
        return
    new = _LEANING.sub("", question.text).strip(" ?!.")
    within = renewed(previous.within, question.within)
    if not telling(new):
        yield replace(previous, within=within)
        return
    if mentions_in(words(new)):
        within = replace(within, speakers=question.within.speakers)
    replaced = _replaced(previous.text, new, names, mentions_in)
    yield replace(previous, text=replaced or f"{previous.text} {new}".strip(), within=within)
    yield replace(previous, text=new, within=within)
    yield replace(question, text=new)


def telling(text: str) -> list[Word]:
    """Return the words of a question that are not mere grammar."""
    return [word for word in words(text) if word.folded not in lexicon().silent]


def _leans(asked: Question, mentions_in: MentionsIn) -> bool:
    """Tell whether a question says that it goes on, or is no more than a name or a filter."""
    if _LEANING.match(asked.text) or (asked.within != EVERYTHING and not telling(asked.text)):
        return True
    question = words(asked.text)
    named = sum(m.end - m.start for m in mentions_in(question))
    return 0 < named == len(question)


def _replaced(before: str, new: str, names: Names, mentions_in: MentionsIn) -> str:
    """Return the earlier question with its name exchanged for a new one of the same type, if it has one."""
    given = mentions_in(words(new))
    if not given:
        return ""
    asked = words(before)
    wanted = names.entities[given[0].ids[0]].type
    for mention in (*mentions_in(asked), *_within_longer(asked, mentions_in)):
        if any(names.entities[i].type == wanted for i in mention.ids):
            typed = [word.typed for word in asked]
            typed[mention.start : mention.end] = [new]
            return " ".join(typed)
    return ""


def _within_longer(asked: Sequence[Word], mentions_in: MentionsIn) -> Iterator[Mention]:
    """Yield the names that stand within longer names: the country in "Russian delegation"."""
    for at, word in enumerate(asked):
        yield from (Mention(at, at + 1, mention.ids) for mention in mentions_in((word,)))
