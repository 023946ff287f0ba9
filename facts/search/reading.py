"""How the desk reads a question: which entities it names, which words count and how much, what it wants."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from facts.search import concepts
from facts.search.concepts import Concept
from facts.search.knowledge import Knowledge
from facts.search.lexicon import Lexicon, Phrase
from facts.search.names import FORMS_OF_ADDRESS, OFFICES, QUALIFIERS, Mention, Names
from facts.search.repair import Spelt
from facts.search.terms import Asked
from facts.text import Word

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
_WANT = 0.25
"""What the kind of answer asked for (who, when …) weighs, of the most that any word can."""
_SAYING = frozenset(
    "say said says saying tell told quote quotes quoted words statement statements remarks comment comments "
    "commented state stated according claim claimed claims insist insisted".split()
)

Note = tuple[str, str]
"""What was typed, and what it was read as or may have been meant for."""


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
    notes: tuple[Note, ...] = ()
    guesses: tuple[Note, ...] = ()
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
        """Return the question for one entity alone; itself where it asks for nothing else."""
        concepts = tuple(c for c in self.concepts if entity_id in c.ids)
        return self if concepts == self.concepts else replace(self, concepts=concepts)


@dataclass(frozen=True, slots=True)
class _Mentions:
    """Whom a question mentions: entities, one each, and strangers; `taken`: the places of all their words."""

    named: tuple[Mention, ...]
    strangers: tuple[Mention, ...]
    taken: frozenset[int]

    @property
    def in_order(self) -> list[Mention]:
        """All of them, as they stand."""
        return sorted((*self.named, *self.strangers), key=lambda mention: mention.start)


def read(spelt: Sequence[Spelt], terms: Asked, knowledge: Knowledge) -> Reading:
    """Read a question against what the desk knows."""
    question = tuple(word.read for word in spelt)
    found = knowledge.names.mentions(question, knowledge.knows)
    mentions = _sorted_out(question, found, knowledge)
    asked = tuple(_concepts(question, mentions, knowledge))
    return Reading(
        concepts=asked,
        phrases=_phrases(question, knowledge.lexicon),
        asked=frozenset(stem for concept in asked for stem in concept.heads),
        speaker=_speaker(question, mentions.in_order),
        mentioned=tuple(dict.fromkeys(m.ids[0] for m in mentions.named)),
        wants=frozenset(_WANTS[word.folded] for word in question if word.folded in _WANTS),
        want_weight=_WANT * knowledge.rarity(0),
        notes=tuple(_notes(spelt, mentions.named, knowledge.names)),
        guesses=tuple(_guesses(spelt, knowledge.names) or _ambiguous(spelt, found, knowledge.names)),
        has_stranger=bool(mentions.strangers),
        asks_for_words=any(word.folded in _SAYING for word in question),
        terms=terms,
    )


def _sorted_out(question: Sequence[Word], found: Sequence[Mention], knowledge: Knowledge) -> _Mentions:
    """Tell the names that are clear from the strangers, offices that nobody on file holds among them."""
    named = [m for m in found if len(m.ids) == 1]
    strangers = [m for m in found if not m.ids]
    taken = {at for m in (*named, *strangers) for at in range(m.start, m.end)}
    taken |= {at for m in named for at in _title_before(question, m, knowledge)}
    offices = list(_offices(question, named, taken, knowledge))
    taken |= {at for m in offices for at in range(m.start, m.end)}
    apart = (m for m in named if not any(office.start <= m.start < office.end for office in offices))
    return _Mentions(tuple(apart), (*strangers, *offices), frozenset(taken))


def _concepts(question: Sequence[Word], mentions: _Mentions, knowledge: Knowledge) -> Iterator[Concept]:
    by_end = {m.end: concepts.named(question, m, knowledge) for m in mentions.named}
    plain = concepts.plain(question, mentions.taken, by_end, knowledge)
    owners = [id(concept.owner) for concept in plain]
    yield from (concept for concept in by_end.values() if id(concept) not in owners)
    yield from (concepts.stranger(question, m, knowledge) for m in mentions.strangers)
    yield from plain


def _phrases(question: Sequence[Word], lexicon: Lexicon) -> frozenset[Phrase]:
    telling = (word.stem for word in question if word.folded not in lexicon.silent)
    return frozenset((tuple(word.stem for word in question), tuple(telling)))


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


def _notes(spelt: Sequence[Spelt], named: Iterable[Mention], names: Names) -> Iterator[Note]:
    """Yield how each misspelt name and word was read."""
    repaired = {at for at, word in enumerate(spelt) if word.is_repaired}
    told: set[int] = set()
    for mention in named:
        places = repaired & set(range(mention.start, mention.end))
        if places:
            yield _typed(spelt, mention), names.entities[mention.ids[0]].name
        told |= places
    yield from ((spelt[at].read.typed, spelt[at].read.folded) for at in sorted(repaired - told))


def _guesses(spelt: Sequence[Spelt], names: Names) -> list[Note]:
    """Return what words may mean that are too far from any name to answer by.

    Among others a word stands for the one word of a name that it is like, so that the question still reads
    as one; the whole name stands for a word alone, and where several share that word. Whoever is named by
    another word beside it is meant before others.
    """
    found: list[Note] = []
    unsure = [word for word in dict.fromkeys(spelt) if word.guesses]
    named = {word: names.called(word.read.folded) for word in spelt} if unsure else {}
    for word in unsure:
        beside = {entity for other, ids in named.items() if other != word for entity in ids}
        meant = [guess for guess in word.guesses if guess[1] in beside] or word.guesses
        nearest: dict[str, str] = {}
        for part, entity in meant:
            nearest.setdefault(entity, part)
        is_whole = len(spelt) == 1 or (len(nearest) > 1 and beside.isdisjoint(nearest))
        for entity, part in nearest.items():
            called = names.entities[entity].name if is_whole else names.spelt(part, entity)
            found.append((word.typed.typed, called))
    return found


def _ambiguous(spelt: Sequence[Spelt], found: Iterable[Mention], names: Names) -> Iterator[Note]:
    """Yield whom mentions may mean that could be several."""
    for mention in found:
        if len(mention.ids) > 1:
            yield from ((_typed(spelt, mention), names.entities[entity].name) for entity in mention.ids)


def _typed(spelt: Sequence[Spelt], mention: Mention) -> str:
    return concepts.typed([word.typed for word in spelt], mention)
