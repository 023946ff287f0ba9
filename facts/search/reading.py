"""How the desk reads a question: which entities it names, which words count and how much, what it wants."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from facts.search.index import rarity
from facts.search.lexicon import LONGEST, Lexicon, Phrase
from facts.search.names import FORMS_OF_ADDRESS, OFFICES, QUALIFIERS, Mention, Names
from facts.search.spelling import Likeness, likeness
from facts.search.terms import Asked
from facts.text import Word, stem

Want = Literal["person", "place", "date", "number"]

_WANTS: dict[str, Want] = {
    "who": "person",
    "whom": "person",
    "whose": "person",
    "where": "place",
    "venue": "place",
    "when": "date",
    "date": "date",
    "day": "date",
    "many": "number",
    "much": "number",
    "number": "number",
    "figure": "number",
    "long": "number",
}
_SUBJECT = frozenset(("about", "on", "regarding", "concerning", "over"))
_FAINT = 0.1
"""What a word of asking weighs beside one of content."""
_WANT = 0.25
"""What the kind of answer asked for (who, when …) weighs, of the most that any word can."""
_SYNONYM = 0.9
_SHORTEST_REPAIRED = 6
_SAYING = frozenset(
    "say said says saying tell told quote quotes quoted words statement statements remarks comment comments "
    "commented state stated according claim claimed claims insist insisted".split()
)
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


@dataclass(frozen=True, slots=True)
class Speaker:
    """An entity whose words are asked for; `is_plain` where the question says so: "NATO on Ukraine"."""

    id: str
    is_plain: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as the desk reads it.

    `asked`: the stems that may be meant; `phrases`: the whole question as one, with its words of grammar and
    without; `speaker`: whose words are asked for, where that can be told;
    `notes` pair what was typed with what it was read as; `guesses` are readings too bold to answer by;
    `has_stranger`: it names a person or an office that is not on file; `terms`: by which it is looked for.
    """

    concepts: tuple[Concept, ...] = ()
    asked: frozenset[str] = frozenset()
    phrases: frozenset[Phrase] = frozenset()
    speaker: Speaker | None = None
    mentioned: tuple[str, ...] = ()
    wants: frozenset[Want] = frozenset()
    notes: tuple[tuple[str, str], ...] = ()
    guesses: tuple[tuple[str, str], ...] = ()
    want_weight: float = 0.0
    has_stranger: bool = False
    asks_for_words: bool = False
    terms: Asked = field(default_factory=Asked)

    @property
    def understood(self) -> tuple[str, ...]:
        """How names and misspelt words were read, a line each."""
        return tuple(f"“{typed}” read as {meant}" for typed, meant in self.notes)

    @property
    def is_empty(self) -> bool:
        """Whether the question asks for nothing: punctuation, or words of asking alone."""
        return not self.concepts and not self.guesses

    @property
    def is_unclear(self) -> bool:
        """Whether all that the question names is a guess."""
        return bool(self.guesses) and not self.mentioned and len(self.concepts) <= 1

    @property
    def is_open(self) -> bool:
        """Whether the question has no telling word: whatever there is answers it."""
        return all(concept.faint for concept in self.concepts)

    def without(self, entity_id: str) -> "Reading":
        """Return the question without one entity: what is asked of it."""
        return replace(self, concepts=tuple(c for c in self.concepts if entity_id not in c.ids))

    def only(self, entity_id: str) -> "Reading":
        """Return the question for one entity alone."""
        return replace(self, concepts=tuple(c for c in self.concepts if entity_id in c.ids))


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a question is read against: the desk's names and words, and how common each is.

    `near` returns the words of records that are near to one, each with its distance.
    """

    names: Names
    lexicon: Lexicon
    near: Callable[[str], Iterable[tuple[float, str]]] = field(repr=False)
    frequency: Callable[[str], int] = field(repr=False)
    mentions: Callable[[str], int] = field(repr=False)
    size: int

    def rarity(self, frequency: int) -> float:
        """Return the weight of a word or name by how many records have it (the idf of BM25)."""
        return rarity(frequency, self.size)

    def knows(self, word: Word) -> bool:
        """Tell whether some record has this word, or one that may stand for it."""
        if self.frequency(word.stem):
            return True
        return any(
            all(self.frequency(part) for part in phrase) for phrase in self.lexicon.alternatives((word.stem,))
        )


def read(typed: Sequence[Word], knowledge: Knowledge) -> Reading:
    """Read a question against what the desk knows."""
    question, repaired, guesses = _repaired(typed, knowledge)
    mentions = knowledge.names.mentions(question, knowledge.knows)
    named = [m for m in mentions if len(m.ids) == 1]
    strangers = [m for m in mentions if not m.ids]
    taken = {at for m in (*named, *strangers) for at in range(m.start, m.end)}
    taken |= {at for m in named for at in _title_before(question, m, knowledge)}
    offices = list(_offices(question, named, taken, knowledge))
    taken |= {at for m in offices for at in range(m.start, m.end)}
    named = [m for m in named if not any(office.start <= m.start < office.end for office in offices)]
    by_end = {m.end: _named(question, m, knowledge) for m in named}
    plain = _plain(question, taken, by_end, knowledge)
    owners = [id(concept.owner) for concept in plain]
    concepts = (
        *(concept for concept in by_end.values() if id(concept) not in owners),
        *(_stranger(question, m, knowledge) for m in (*strangers, *offices)),
        *plain,
    )
    return Reading(
        concepts=concepts,
        phrases=_phrases(question, knowledge.lexicon),
        asked=frozenset(stem for concept in concepts for stem in concept.heads),
        speaker=_speaker(question, sorted((*named, *strangers, *offices), key=lambda m: m.start)),
        mentioned=tuple(dict.fromkeys(m.ids[0] for m in named)),
        wants=frozenset(_WANTS[word.folded] for word in question if word.folded in _WANTS),
        want_weight=_WANT * knowledge.rarity(0),
        notes=tuple(_notes(question, repaired, named, knowledge.names)),
        guesses=(*guesses, *_unclear(question, mentions, knowledge.names)),
        has_stranger=bool(strangers or offices),
        asks_for_words=any(word.folded in _SAYING for word in question),
    )


def _phrases(question: Sequence[Word], lexicon: Lexicon) -> frozenset[Phrase]:
    telling = (word.stem for word in question if word.folded not in lexicon.silent)
    return frozenset((tuple(word.stem for word in question), tuple(telling)))


Guess = tuple[str, str]
"""What was typed, and what it may have been meant for."""


def _repaired(
    typed: Sequence[Word], knowledge: Knowledge
) -> tuple[tuple[Word, ...], frozenset[int], tuple[Guess, ...]]:
    """Return a question with its misspelt words put right, where those are, and what is only guessed."""
    question, repaired, guesses = list(typed), set(), list[Guess]()
    for at, word in enumerate(typed):
        if _is_bare_possessive(word, knowledge.names):
            question[at] = _as(word, word.folded[:-1])
            continue
        meant = () if _is_understood(word, knowledge) else _meant(word, knowledge)
        if meant and meant[0][0] is Likeness.SURE:
            question[at] = _as(word, meant[0][1])
            repaired.add(at)
        else:
            guesses += [
                (word.typed, knowledge.names.entities[entity].name)
                for _, part in meant
                for entity in knowledge.names.called(part)
            ]
    return tuple(question), frozenset(repaired), tuple(guesses)


def _as(word: Word, folded: str) -> Word:
    return Word(word.typed, folded, stem(folded))


def _is_bare_possessive(word: Word, names: Names) -> bool:
    """Tell whether this is a name in the possessive without its apostrophe: "putins spokesman"."""
    return word.folded.endswith("s") and names.has(word.folded[:-1]) and not names.has(word.folded)


def _is_understood(word: Word, knowledge: Knowledge) -> bool:
    lexicon = knowledge.lexicon
    if word.folded in lexicon.silent or word.folded in lexicon.light or knowledge.names.has(word.folded):
        return True
    return word.folded in OFFICES or word.folded in QUALIFIERS or knowledge.knows(word)


def _meant(word: Word, knowledge: Knowledge) -> Sequence[tuple[Likeness, str]]:
    """Return what a word that no record has may have been meant for: names first, then words of records.

    A short word is no misspelling of another common word: "Greek" is not "green".
    """
    names = knowledge.names.near(word.folded)
    if names and names[0][0] is Likeness.SURE:
        return names
    common = sorted(knowledge.near(word.folded)) if len(word.folded) >= _SHORTEST_REPAIRED else []
    sure = [(Likeness.SURE, other) for _, other in common if likeness(word.folded, other) is Likeness.SURE]
    return sure or names


def _typed(question: Sequence[Word], mention: Mention) -> str:
    return " ".join(word.typed for word in question[mention.start : mention.end])


def _named(question: Sequence[Word], mention: Mention, knowledge: Knowledge) -> Concept:
    (entity,) = mention.ids
    most = knowledge.rarity(0)
    weight = max(_LEAST_NAME * most, knowledge.rarity(knowledge.mentions(entity)))
    span = question[mention.start : mention.end]
    said = tuple(word.stem for word in span if word.folded not in knowledge.lexicon.silent)
    forms = [(said, 1.0)] if said else []
    forms += [(other, _SYNONYM) for other in sorted(knowledge.lexicon.alternatives(said))]
    return Concept(_typed(question, mention), weight, tuple(forms), frozenset((entity,)))


def _title_before(question: Sequence[Word], mention: Mention, knowledge: Knowledge) -> Iterator[int]:
    """Yield the places of a title just before a person's name: "president Trump" asks for Trump."""
    if knowledge.names.entities[mention.ids[0]].type == "person":
        at = mention.start - 1
        while at >= 0 and question[at].folded in OFFICES | QUALIFIERS | FORMS_OF_ADDRESS:
            yield at
            at -= 1


def _offices(
    question: Sequence[Word], named: Sequence[Mention], taken: set[int], knowledge: Knowledge
) -> Iterator[Mention]:
    """Yield the offices that a question names and nobody on file holds, with the country before them."""
    for at, word in enumerate(question):
        if word.folded not in OFFICES or at in taken:
            continue
        start = at
        while start and start - 1 not in taken and question[start - 1].folded in QUALIFIERS:
            start -= 1
        place = next((m for m in named if m.end == start), None)
        if place and knowledge.names.entities[place.ids[0]].type in ("place", "organisation"):
            start = place.start
        if start < at:
            yield Mention(start, at + 1, ())


def _stranger(question: Sequence[Word], mention: Mention, knowledge: Knowledge) -> Concept:
    """Return a person or an office that is not on file: found only where a record has those very words."""
    phrase = tuple(word.stem for word in question[mention.start : mention.end])
    return Concept(_typed(question, mention), knowledge.rarity(0), ((phrase, 1.0),), whole=True)


def _speaker(question: Sequence[Word], mentions: Sequence[Mention]) -> Speaker | None:
    """Return whose words are asked for: the first one named, unless it is named as the subject."""
    for mention in mentions:
        if mention.start and question[mention.start - 1].folded in _SUBJECT:
            continue
        if not mention.ids:
            return None
        after = question[mention.end].folded if mention.end < len(question) else ""
        return Speaker(mention.ids[0], is_plain=after in _SUBJECT)
    return None


def _notes(
    question: Sequence[Word], repaired: frozenset[int], named: Sequence[Mention], names: Names
) -> Iterator[tuple[str, str]]:
    """Yield how each misspelt name and word was read."""
    told: set[int] = set()
    for mention in named:
        places = repaired & set(range(mention.start, mention.end))
        if places:
            yield _typed(question, mention), names.entities[mention.ids[0]].name
        told |= places
    yield from ((question[at].typed, question[at].folded) for at in sorted(repaired - told))


def _unclear(question: Sequence[Word], mentions: Iterable[Mention], names: Names) -> Iterator[Guess]:
    for mention in mentions:
        if len(mention.ids) > 1:
            for entity in mention.ids:
                yield _typed(question, mention), names.entities[entity].name


def _plain(
    question: Sequence[Word], taken: set[int], named: Mapping[int, Concept], knowledge: Knowledge
) -> tuple[Concept, ...]:
    """Return the concepts of the words that name nothing, each once; `named` by where their words end."""
    concepts: dict[Phrase, Concept] = {}
    at = 0
    while at < len(question):
        length = 0 if at in taken else _phrase_length(question, at, taken, knowledge.lexicon)
        span = question[at : at + length]
        if length > 1 or (length and span[0].folded not in knowledge.lexicon.silent):
            concept = _owned(_concept(span, knowledge), question[at - 1], named.get(at), knowledge.lexicon)
            concepts.setdefault(concept.forms[0][0], concept)
        at += max(1, length)
    return tuple(concepts.values())


def _owned(concept: Concept, before: Word, named: Concept | None, lexicon: Lexicon) -> Concept:
    """Return a concept as one thing with the people that stands before it, if one does."""
    state = lexicon.owner((before.stem,))
    if concept.faint or named is None or not state:
        return concept
    return replace(concept, owner=named, state=state, weight=concept.weight + named.weight)


def _phrase_length(question: Sequence[Word], at: int, taken: set[int], lexicon: Lexicon) -> int:
    """Return how many words from here make a phrase of the thesaurus; 1 where none do."""
    for length in range(min(LONGEST, len(question) - at), 1, -1):
        phrase = tuple(word.stem for word in question[at : at + length])
        if phrase in lexicon.groups and taken.isdisjoint(range(at, at + length)):
            return length
    return 1


def _concept(span: Sequence[Word], knowledge: Knowledge) -> Concept:
    phrase = tuple(word.stem for word in span)
    forms = [(phrase, 1.0)]
    forms += [(other, _SYNONYM) for other in sorted(knowledge.lexicon.alternatives(phrase))]
    faint = len(span) == 1 and span[0].folded in knowledge.lexicon.light
    most = knowledge.rarity(0)
    rarest = max(knowledge.rarity(knowledge.frequency(part)) for part in phrase)
    weight = max(_LEAST_WORD * most, rarest) * (_FAINT if faint else 1.0)
    return Concept(" ".join(word.typed for word in span), weight, tuple(forms), faint=faint)
