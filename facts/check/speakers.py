"""Whether the draft and the source give the same words to the same speaker; unsure is not yes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from facts.check.people import Person, gender_of, name_parts
from facts.check.utterances import Text, Utterance
from facts.model import Entity
from facts.quotations import Mention, Span
from facts.quotations.words import FEMININE, MASCULINE, PERSONAL, PLURAL

_PRONOUNS = PERSONAL | MASCULINE | FEMININE | PLURAL | frozenset("it its who".split())
_FILLERS = frozenset("a an the of for at in on to and his her its their one who is was former".split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_AROUND = 120
"""Code points on either side of a name in which its description stands."""
_FEWEST = 3
"""Letters that a short given name shares with the long one: Rob, Robert."""


class Agreement(StrEnum):
    """What comparing two speakers comes to."""

    SAME = "same"
    OTHER = "other"
    UNSURE = "unsure"
    NOBODY = "nobody"
    """The draft gives the words to nobody in particular."""


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

    @property
    def pronoun(self) -> bool:
        """Whether only a pronoun stands there."""
        return self.text.lower() in _PRONOUNS


class Names:
    """The names on file: which entities go by a name or its last word."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, ...], set[str]] = {}
        self._entities: dict[str, Entity] = {}

    def put(self, entity: Entity) -> None:
        """Take in an entity, in place of what was known of it."""
        before = self._entities.get(entity.id)
        for name in _spellings(before) if before else ():
            self._by_name.get(name, set()).discard(entity.id)
        self._entities[entity.id] = entity
        for name in _spellings(entity):
            self._by_name.setdefault(name, set()).add(entity.id)

    def get(self, entity_id: str) -> Entity | None:
        """Return an entity by its id."""
        return self._entities.get(entity_id)

    def who(self, parts: tuple[str, ...]) -> frozenset[str]:
        """Return the ids of those who go by a name in full, or else by its last word."""
        found = self._by_name.get(parts) or (self._by_name.get(parts[-1:]) if parts else None)
        return frozenset(found or ())


def _spellings(entity: Entity) -> Iterable[tuple[str, ...]]:
    for spelling in (entity.name, *(variant.text for variant in entity.variants)):
        parts = name_parts(spelling)
        yield parts
        if entity.type == "person":
            yield parts[-1:]


# --- reading a speaker off a text ------------------------------------------------------------------------


def speaker_of(text: Text, utterance: Utterance) -> Speaker | None:
    """Return who says an utterance, as far as its text tells."""
    quotation = utterance.quotation
    if quotation is None or quotation.speaker is None:
        return None
    mention = quotation.speaker
    parts = name_parts(mention.name or "")
    own = bool(parts) and parts[-1] in name_parts(mention.text)
    near = quotation.sure or _near(text.text, (mention.start, mention.end), utterance.spans[0])
    certain = near and (own or not parts or _is_alone(text, mention, parts))
    gender = gender_of(mention.text) or _known_gender(text, parts) or gender_of(mention.name or "")
    described = _words(mention.text) | _description(text, parts)
    return Speaker(mention.text, parts, gender, described, certain, (mention.start, mention.end))


def _near(text: str, one: Span, other: Span) -> bool:
    """In the same paragraph."""
    low, high = min(one[1], other[1]), max(one[0], other[0])
    return "\n" not in text[low:high]


def _known_gender(text: Text, parts: tuple[str, ...]) -> str:
    found = text.people.mentions(parts[-1], len(text.text)) if parts else ()
    return next((one.gender for one in found if one.gender), "")


def _is_alone(text: Text, mention: Mention, parts: tuple[str, ...]) -> bool:
    """Whether nobody else can be meant: nobody named between the name and the pronoun that stands for it."""
    last = next(text.people.mentions(parts[-1], mention.start), None)
    if last is None:
        return False
    wanted = gender_of(mention.text)
    paragraph = text.text.rfind("\n", 0, last.start) + 1
    return not any(
        _is_rival(one, parts, wanted) for one in text.people.between(paragraph, mention.start)
    )


def _is_rival(one: Person, parts: tuple[str, ...], wanted: str) -> bool:
    if one.body or parts[-1] in one.parts or one.parts[-1] in parts:
        return False
    return not (wanted and one.gender and one.gender != wanted)


def _description(text: Text, parts: tuple[str, ...]) -> frozenset[str]:
    """The words around a name wherever it stands in full: the chairman, Ann Lee; Ann Lee, chairman of X."""
    found = frozenset[str]()
    for one in text.people.mentions(parts[-1], len(text.text)) if parts else ():
        before = re.split(r"[.;:!?\n\"“”]", text.text[max(0, one.start - _AROUND // 2) : one.start + 1])[-1]
        behind = text.text[one.end : one.end + _AROUND]
        found |= _words(before.rsplit(",", 2)[-1] if not before.rstrip(" ").endswith(",") else before)
        if behind.startswith(","):
            found |= _words(re.split(r"[.;:!?\n\"“”]", behind)[0])
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(match.group().lower() for match in _WORD.finditer(text)) - _FILLERS


# --- comparing -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares the speakers of one draft with those of one source."""

    draft: Text
    source: Text
    names: Names
    others: tuple[Speaker, ...]
    """Everybody who speaks in the source."""

    def of(self, wanted: Speaker | None, given: Speaker | None, stretch: Span) -> Agreement:
        """Compare who says it in the draft with who says it in the source.

        Args:
            wanted: the draft's speaker.
            given: the source's.
            stretch: where the words stand in the draft.
        """
        if wanted is None:
            return self._unattributed(given, stretch)
        if given is None:
            return Agreement.UNSURE
        if not wanted.parts and wanted.pronoun:
            return self._pronoun(wanted, given)
        if _plain(wanted.text) == _plain(given.text) and not wanted.pronoun and not given.entity:
            return Agreement.SAME
        if not wanted.parts or not (given.parts or given.entity):
            return self._described(wanted, given)
        found = self._named(wanted, given)
        if found is not Agreement.UNSURE and not (wanted.certain and given.certain):
            return Agreement.UNSURE
        return found

    def _unattributed(self, given: Speaker | None, stretch: Span) -> Agreement:
        """The draft names no speaker: fine, unless somebody else is named in the sentence."""
        start = max(self.draft.text.rfind(mark, 0, stretch[0]) for mark in ("\n", ". ", "? ", "! ")) + 1
        ends = [at for mark in ("\n", ". ") if (at := self.draft.text.find(mark, stretch[1])) >= 0]
        named = (
            *self.draft.people.between(start, stretch[0]),
            *self.draft.people.between(stretch[1], min(ends, default=len(self.draft.text))),
        )
        known = given.parts if given else ()
        if any(not set(one.parts) & set(known) for one in named):
            return Agreement.UNSURE
        return Agreement.NOBODY

    def _pronoun(self, wanted: Speaker, given: Speaker) -> Agreement:
        """A pronoun that names nobody: held against gender only, and only where nobody is named before it."""
        named = [one for one in self.draft.people.between(0, wanted.span[0]) if not one.body]
        low = wanted.text.lower()
        personal = low in MASCULINE | FEMININE
        if named or (personal and given.gender and given.gender != gender_of(low)):
            return Agreement.UNSURE
        if not personal and given.gender and low not in ("i", "who"):
            return Agreement.UNSURE
        return Agreement.NOBODY

    def _described(self, wanted: Speaker, given: Speaker) -> Agreement:
        """One side has no name: all the words of the draft's description must be the speaker's, and only theirs."""
        asked = _words(wanted.text) - set(wanted.parts)
        entity = self.names.get(given.entity)
        described = given.described | (_on_file(entity) if entity else frozenset())
        if not asked or wanted.parts or not asked <= described or not given.certain:
            return Agreement.UNSURE
        rivals = [
            one
            for one in self.others
            if asked <= one.described and one.parts[-1:] != given.parts[-1:] and one.parts
        ]
        return Agreement.UNSURE if rivals else Agreement.SAME

    def _named(self, wanted: Speaker, given: Speaker) -> Agreement:
        if given.entity:
            return self._on_file(wanted, given.entity)
        ids, own = self.names.who(wanted.parts), self.names.who(given.parts)
        if ids and own and not ids & own:
            return Agreement.OTHER
        if len(ids | own) == 1 and ids == own:
            return Agreement.SAME if _given_names_fit(wanted.parts, given.parts) else Agreement.OTHER
        return self._by_name(wanted, given)

    def _on_file(self, wanted: Speaker, entity_id: str) -> Agreement:
        ids = self.names.who(wanted.parts)
        if ids == {entity_id}:
            return Agreement.SAME
        entity = self.names.get(entity_id)
        if not ids and entity and name_parts(entity.name)[-1:] == wanted.parts[-1:]:
            return Agreement.SAME
        return Agreement.UNSURE if entity_id in ids else Agreement.OTHER

    def _by_name(self, wanted: Speaker, given: Speaker) -> Agreement:
        one, other = wanted.parts, given.parts
        if one[-1] != other[-1]:
            return _by_inclusion(one, other)
        if not _given_names_fit(one, other) or (
            wanted.gender and given.gender and wanted.gender != given.gender
        ):
            return Agreement.OTHER
        if len(self.source.people.namesakes(one[-1])) > 1 and (len(one) == 1 or len(other) == 1):
            return Agreement.UNSURE
        return Agreement.SAME


def _by_inclusion(one: tuple[str, ...], other: tuple[str, ...]) -> Agreement:
    """Ford and Ford Motor Co. are one; a given name alone is nobody yet."""
    short, long = sorted((one, other), key=len)
    if set(short) <= set(long):
        return Agreement.SAME if short[0] == long[0] and len(long) > 1 and len(short) > 0 else Agreement.UNSURE
    return Agreement.UNSURE if set(short) & set(long) else Agreement.OTHER


def _given_names_fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) < 2 or len(other) < 2:
        return True
    short, long = sorted((one[0], other[0]), key=len)
    return long.startswith(short) if len(short) == 1 or len(short) >= _FEWEST else short == long


def _on_file(entity: Entity) -> frozenset[str]:
    return frozenset[str]().union(
        *(_words(title.text) for title in entity.titles), *(_words(word) for word in entity.keywords)
    )


def _plain(text: str) -> str:
    return " ".join(word for word in _WORD.findall(text.lower().replace("’", "'")) if word not in _FILLERS)


