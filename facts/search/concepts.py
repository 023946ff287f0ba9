"""What a question asks for: entities, strangers, and words with all that may stand for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from facts.search.knowledge import Knowledge
from facts.search.lexicon import LONGEST, Lexicon, Phrase
from facts.search.names import Mention
from facts.text import Word

_FAINT = 0.1
"""What a word of asking weighs beside one of content."""
_SYNONYM = 0.9
_STRANGE_SEAT = 0.4
"""What a state is worth for its capital where no record has that: talks in Ankara are not Istanbul's."""
_LEAST_NAME, _LEAST_WORD = 0.5, 0.3
"""The least a name and a word of content weigh, of the most that any word can."""


@dataclass(frozen=True)
class Concept:
    """One thing asked for: an entity or a word, with all that may stand for it.

    `forms` are phrases of stems with how well each says it (1 the word itself), `whole` where their words
    must stand together; `ids` entities; `owner` the people whose it is, of a
    `state`: what "Russian" says in "Russian delegation".
    """

    typed: str
    weight: float
    forms: tuple[tuple[Phrase, float], ...]
    ids: frozenset[str] = frozenset()
    faint: bool = False
    whole: bool = False
    owner: "Concept | None" = None
    state: Phrase = ()

    @cached_property
    def heads(self) -> frozenset[str]:
        """The first words of all forms: a record without any of them does not speak of it."""
        return frozenset(phrase[0] for phrase, _ in self.forms)


def typed(question: Sequence[Word], mention: Mention) -> str:
    """Return the words of a mention as they were typed."""
    return " ".join(word.typed for word in question[mention.start : mention.end])


def named(question: Sequence[Word], mention: Mention, knowledge: Knowledge) -> Concept:
    """Return the entity that a question mentions."""
    (entity,) = mention.ids
    most = knowledge.rarity(0)
    weight = max(_LEAST_NAME * most, knowledge.rarity(knowledge.index.mentions(entity)))
    span = question[mention.start : mention.end]
    said = tuple(word.stem for word in span if word.folded not in knowledge.lexicon.silent)
    forms = [(said, 1.0)] if said else []
    forms += [(other, _SYNONYM) for other in sorted(knowledge.lexicon.alternatives(said))]
    return Concept(typed(question, mention), weight, tuple(forms), frozenset((entity,)))


def stranger(question: Sequence[Word], mention: Mention, knowledge: Knowledge) -> Concept:
    """Return a person or an office that is not on file: found only where a record has those very words."""
    phrase = tuple(word.stem for word in question[mention.start : mention.end])
    return Concept(typed(question, mention), knowledge.rarity(0), ((phrase, 1.0),), whole=True)


def plain(
    question: Sequence[Word], taken: frozenset[int], by_end: Mapping[int, Concept], knowledge: Knowledge
) -> tuple[Concept, ...]:
    """Return the concepts of the words that name nothing, each once; `by_end`: names by where they end."""
    concepts: dict[Phrase, Concept] = {}
    at = 0
    while at < len(question):
        length = 0 if at in taken else _phrase_length(question, at, taken, knowledge.lexicon)
        span = question[at : at + length]
        if length > 1 or (length and span[0].folded not in knowledge.lexicon.silent):
            concept = _owned(_concept(span, knowledge), question[at - 1], by_end.get(at), knowledge.lexicon)
            concepts.setdefault(concept.forms[0][0], concept)
        at += max(1, length)
    return tuple(concepts.values())


def _owned(concept: Concept, before: Word, owner: Concept | None, lexicon: Lexicon) -> Concept:
    """Return a concept as one thing with the people that stands before it, if one does."""
    state = lexicon.owner((before.stem,))
    if concept.faint or owner is None or not state:
        return concept
    return replace(concept, owner=owner, state=state, weight=concept.weight + owner.weight)


def _phrase_length(question: Sequence[Word], at: int, taken: frozenset[int], lexicon: Lexicon) -> int:
    """Return how many words from here make a phrase of the thesaurus; 1 where none do."""
    for length in range(min(LONGEST, len(question) - at), 1, -1):
        phrase = tuple(word.stem for word in question[at : at + length])
        if phrase in lexicon.groups and taken.isdisjoint(range(at, at + length)):
            return length
    return 1


def _concept(span: Sequence[Word], knowledge: Knowledge) -> Concept:
    phrase = tuple(word.stem for word in span)
    is_strange = phrase in knowledge.lexicon.seats and not all(map(knowledge.index.frequency, phrase))
    worth = _STRANGE_SEAT if is_strange else _SYNONYM
    forms = [(phrase, 1.0), *((other, worth) for other in sorted(knowledge.lexicon.alternatives(phrase)))]
    faint = len(span) == 1 and span[0].folded in knowledge.lexicon.light
    most = knowledge.rarity(0)
    rarest = max(map(knowledge.index.rarity, phrase))
    weight = max(_LEAST_WORD * most, rarest) * (_FAINT if faint else 1.0)
    return Concept(" ".join(word.typed for word in span), weight, tuple(forms), faint=faint)
