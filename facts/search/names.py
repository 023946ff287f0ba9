"""The names that the desk knows: of whom or what a question speaks, in any spelling, title or script.

A name is taken only where nothing beside it speaks for somebody else: "Ivanka Trump" and "Putin's daughter"
are not Trump and Putin, and a German foreign minister is not the Turkish one. Such a stranger is a mention
of nobody on file.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from facts.model import Entity
from facts.search.lexicon import Lexicon
from facts.search.spelling import Likeness, Spelling
from facts.text import Word, words

LONGEST = 7
"""Words in the longest name or title that is looked for."""

Key = tuple[str, ...]
Known = Callable[[Word], bool]
"""Tells whether some record has a word."""

OFFICES = frozenset(
    "minister president secretary spokesman spokesperson spokeswoman chancellor premier ambassador envoy "
    "general senator governor mayor king queen pope ceo aide adviser advisor".split()
)
QUALIFIERS = frozenset(
    "deputy vice former ex acting assistant shadow interim incoming outgoing prime foreign defence defense "
    "interior finance".split()
)
"""Words that make another office of the one that they stand before."""
FORMS_OF_ADDRESS = frozenset("mr mrs ms dr sir gen sen pres fm pm gov rep prof col lt capt amb".split())
_OF_OTHERS = OFFICES | QUALIFIERS | frozenset("chief head lawyer doctor party team".split())
"""What somebody else is who stands in the possessive of a name: "Zelensky's chief of staff"."""
_KIN = frozenset(
    "wife husband spouse widow son daughter mother father brother sister cousin uncle aunt nephew niece "
    "grandson granddaughter jr junior sr senior".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `start` to `end` of a question name these entities; more than one: it is not clear which.

    Without `ids` they name a stranger: a person or an office of whom nothing is on file.
    """

    start: int
    end: int
    ids: tuple[str, ...]


class Names:
    """Entities by every form of their names. Grows as entities are added; later ones replace their own."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Start without an entity."""
        self._lexicon = lexicon
        self._forms: defaultdict[Key, set[str]] = defaultdict(set)
        self._given: defaultdict[str, set[str]] = defaultdict(set)
        self._surnames: defaultdict[str, set[str]] = defaultdict(set)
        self._roles: defaultdict[frozenset[str], set[str]] = defaultdict(set)
        self._offices: defaultdict[str, set[str]] = defaultdict(set)
        self._longest: defaultdict[str, int] = defaultdict(int)
        self._in_titles: set[str] = set()
        self._roles_are_stale = False
        self._spelling = Spelling()
        self._common = Spelling(lexicon.silent | lexicon.light)
        self.entities: dict[str, Entity] = {}

    def add(self, entity: Entity) -> None:
        """Take in an entity, in place of an earlier revision of it."""
        self._forget(entity.id)
        self.entities[entity.id] = entity
        for form in (entity.name, *(variant.text for variant in entity.variants)):
            self._add_form(entity, _key(form))
        self._roles_are_stale = True

    def drop(self, entity_id: str) -> None:
        """Take an entity out: nobody goes by its names any more."""
        self._forget(entity_id)
        self._roles_are_stale = True

    def _forget(self, entity_id: str) -> None:
        if self.entities.pop(entity_id, None):
            for ids in (*self._forms.values(), *self._given.values(), *self._surnames.values()):
                ids.discard(entity_id)

    def _add_form(self, entity: Entity, key: Key) -> None:
        if not key:
            return
        self._forms[key].add(entity.id)
        self._longest[key[0]] = max(len(key), self._longest[key[0]])
        joined = "".join(key)
        if len(key) > 1 and len(joined) >= _LEAST_JOINED:
            self._forms[(joined,)].add(entity.id)
        surname = _key(entity.name)[-1:]
        if entity.type == "person" and len(key) > 1 and key[:1] != surname:
            self._given[key[0]].add(entity.id)
            self._surnames[key[-1]].add(entity.id)
        for part in (*key, joined):
            self._spelling.add(part)

    def _add_roles(self) -> None:
        """Enter all titles; only now, because a title may name a place that was added after it."""
        for table in (self._roles, self._offices, self._in_titles):
            table.clear()
        for entity in self.entities.values():
            for title in (*(title.text for title in entity.titles), *entity.keywords):
                self._add_role(entity, title)
        self._roles_are_stale = False

    def _add_role(self, entity: Entity, title: str) -> None:
        if entity.type != "person":
            self._add_form(entity, _key(title))
            return
        role = self._role(words(title))
        self._roles[role].add(entity.id)
        for part in role:
            self._in_titles.update((part, *self._synonyms(part)))
        for word in words(title):
            if word.folded in OFFICES:
                self._offices[self._canonical(word)].add(entity.id)
        stripped = frozenset(word for word in role if not word.startswith("@"))
        if len(stripped) > 1:
            self._roles[stripped].add(entity.id)

    def _role(self, title: Iterable[Word]) -> frozenset[str]:
        """Return what a title says apart from its order: "minister of defence" as {minister, defense}."""
        return frozenset(self._canonical(word) for word in title if word.folded not in self._lexicon.silent)

    def _canonical(self, word: Word) -> str:
        places = [i for i in self._forms.get((word.folded,), ()) if self.entities[i].type != "person"]
        if places:
            return f"@{min(places)}"
        return min((word.stem, *self._synonyms(word.stem)))

    def _synonyms(self, stem: str) -> Iterator[str]:
        return (phrase[0] for phrase in self._lexicon.alternatives((stem,)) if len(phrase) == 1)

    # reading a question

    def has(self, folded: str) -> bool:
        """Tell whether this word is a name, or a part of a person's."""
        return (folded,) in self._forms or folded in self._given or folded in self._surnames

    def near(self, folded: str) -> list[tuple[Likeness, str]]:
        """Return the parts of names that a word nobody knows may have been meant for, likeliest first.

        None where a common word is as near: "hapen" is a slip of "happen" before it is one of "Hakan".
        """
        if any(like is Likeness.SURE for like, _ in self._common.near(folded)):
            return []
        return [(like, part) for like, part in self._spelling.near(folded) if self.has(part)]

    def called(self, part: str) -> tuple[str, ...]:
        """Return the entities that are called by one word."""
        return tuple(sorted(self._one_word(part)))

    def spelt(self, part: str, entity_id: str) -> str:
        """Return one word of an entity's names as it is written: a person's as the house spells it."""
        entity = self.entities[entity_id]
        if entity.type == "person":
            return min(words(entity.name), key=lambda word: OSA.distance(word.folded, part)).typed
        written = (word for text in (entity.name, *(v.text for v in entity.variants)) for word in words(text))
        return next((word.typed for word in written if word.folded == part), part.capitalize())

    def mentions(self, question: Sequence[Word], known: Known) -> tuple[Mention, ...]:
        """Return the entities that a question names, and the strangers, in order."""
        if self._roles_are_stale:
            self._add_roles()
        found: list[Mention] = []
        at = 0
        while at < len(question):
            mention = self._at(question, at, known)
            if mention:
                found.append(mention)
            at = mention.end if mention else at + 1
        return tuple(_joined(found))

    def within(self, text: Sequence[Word]) -> set[str]:
        """Return every entity that a record's words name, also inside the names of others."""
        single = (self._forms.get((word.folded,), ()) for word in text)
        longest = (mention.ids for mention in self.mentions(text, lambda _: True))
        return {ids[0] for ids in map(tuple, (*single, *longest)) if len(ids) == 1}

    def _at(self, question: Sequence[Word], at: int, known: Known) -> Mention | None:
        if question[at].folded in self._lexicon.silent and not question[at].typed.isupper():
            return None
        for end in range(at + self._reach(question, at), at, -1):
            if ids := self._forms.get(tuple(word.folded for word in question[at:end])):
                return self._checked(question, Mention(at, end, tuple(sorted(ids))), known)
            if ids := self._in_role(question, at, end, known):
                return Mention(at, end, tuple(sorted(ids)))
        if ids := self._one_word(question[at].folded):
            return self._checked(question, Mention(at, at + 1, tuple(sorted(ids))), known)
        return None

    def _reach(self, question: Sequence[Word], at: int) -> int:
        """Return how many words from here may be a name or a title, at most."""
        most = min(LONGEST, len(question) - at)
        titled = 0
        while titled < most and self._may_entitle(question[at + titled]):
            titled += 1
        return max(titled, min(most, self._longest.get(question[at].folded, 0)))

    def _may_entitle(self, word: Word) -> bool:
        """Tell whether a title may have this word: as its own, a synonym, a name or a word of grammar."""
        return (
            word.stem in self._in_titles
            or (word.folded,) in self._forms
            or word.folded in self._lexicon.silent
        )

    def _one_word(self, folded: str) -> set[str]:
        found = self._forms.get((folded,)) or self._surnames.get(folded) or self._given.get(folded)
        return found or set()

    def _checked(self, question: Sequence[Word], mention: Mention, known: Known) -> Mention:
        """Return a mention, or the stranger of whom it is a part: "Ivanka Trump", "Putin's daughter"."""
        if any(self.entities[i].type != "person" for i in mention.ids):
            return mention
        if mention.end - mention.start == 1:
            name = question[mention.start].folded
            before = question[mention.start - 1 : mention.start] if mention.start else ()
            after = question[mention.end : mention.end + 1]
            is_given = name in self._given and name not in self._surnames
            if not is_given and any(self._is_foreign(word, known) for word in before):
                return Mention(mention.start - 1, mention.end, ())
            if is_given and any(self._is_foreign(word, known) for word in after):
                return Mention(mention.start, mention.end + 1, ())
        return self._unless_kin(question, mention)

    def _is_foreign(self, word: Word, known: Known) -> bool:
        """Tell whether a word beside a name can be the rest of a name that is not on file."""
        ordinary = word.folded in self._lexicon.silent | self._lexicon.light | OFFICES | FORMS_OF_ADDRESS
        return not ordinary and word.folded.isalpha() and not known(word) and not self.has(word.folded)

    def _unless_kin(self, question: Sequence[Word], mention: Mention) -> Mention:
        last = question[mention.end - 1]
        possessive = last.typed.casefold().rstrip("'’").endswith("s") and not last.folded.endswith("s")
        end = mention.end
        while possessive and end < len(question) and question[end].folded in _OF_OTHERS:
            end += 1
        if end < len(question) and question[end].folded in _KIN:
            end += 1
        return mention if end == mention.end else Mention(mention.start, end, ())

    def _in_role(self, question: Sequence[Word], at: int, end: int, known: Known) -> set[str]:
        if question[end - 1].folded in self._lexicon.silent:
            return set()
        if end - at == 1:
            office = question[at].folded in OFFICES
            ids = self._offices.get(self._canonical(question[at])) if office else None
        else:
            ids = self._roles.get(self._role(question[at:end]))
        if not ids or any(self._speaks_for_another(word, known) for word in _beside(question, at, end)):
            return set()
        return ids if at == 0 or not self._is_place(question[at - 1]) else set()

    def _is_place(self, word: Word) -> bool:
        return word.folded not in self._lexicon.silent and self._canonical(word).startswith("@")

    def _speaks_for_another(self, word: Word, known: Known) -> bool:
        return word.folded in QUALIFIERS or self._is_foreign(word, known)


_LEAST_JOINED = 8
"""Letters from which on a name may be typed in one word: "hakanfidan"."""


def _key(name: str) -> Key:
    return tuple(word.folded for word in words(name))


def _beside(question: Sequence[Word], start: int, end: int) -> Iterator[Word]:
    """Yield the words that say whose office it is: "German …", "… Lavrov", "… of Germany"."""
    yield from question[max(0, start - 1) : start]
    while end < len(question) and question[end].folded in ("of", "for", "the", "from", "in"):
        end += 1
    yield from question[end : end + 1]


def _joined(mentions: Sequence[Mention]) -> list[Mention]:
    """Join neighbours that speak of one entity: a first name and a surname, a title and a name."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        shared = tuple(i for i in last.ids if i in mention.ids) if last else ()
        if last and shared and mention.start == last.end:
            joined[-1] = replace(last, end=mention.end, ids=shared)
        else:
            joined.append(mention)
    return joined
