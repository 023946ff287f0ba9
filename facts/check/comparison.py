"""Whether the draft and the source give the same words to the same speaker; unsure is not yes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from facts.check.descriptions import described_by
from facts.check.given import given_names_fit
from facts.check.names import Names
from facts.check.parts import caseless, gender_of, is_place, name_parts
from facts.check.speakers import Speaker, plain
from facts.check.titled import PARTISANS
from facts.check.utterances import Text
from facts.model import Entity
from facts.quotations import Span
from facts.quotations.cues import VERBS
from facts.quotations.verbs import is_role
from facts.quotations.words import BODY_WORDS, FEMININE, GIVEN, MASCULINE, ROLES

_LESSER = frozenset("vice deputy assistant associate acting former ex spokesman spokeswoman aide".split())
"""Words that make a title another one: the vice chairman is not the chairman."""
_BODIES = BODY_WORDS | PARTISANS
_OWNED = re.compile(r"(?P<owner>[^,]+)['’]s?\s(?P<what>[a-z][a-z\s-]*)")
_BESIDE = re.compile(
    r"(?:[Bb]oth\s)?(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir)\s(?:[a-z-]+\s){1,3}and\s(?=[A-Z])"
)
"""Both the mayor and Ann Lee."""
_TAIL = 120
"""Code points behind a description that are read for the rest of it."""
_LONG, _SLIP = 6, 2
"""Letters of a last name that may be misspelt, at least, and how many may differ, at most."""
_FARTHEST = 3_000
"""Code points of a paragraph that are read for whom it names; in a longer one nobody is sure."""


class Agreement(StrEnum):
    """What comparing two speakers comes to."""

    SAME = "same"
    OTHER = "other"
    UNSURE = "unsure"
    NOBODY = "nobody"
    """The draft gives the words to nobody in particular."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares the speakers of one draft with those of one source."""

    draft: Text
    source: Text
    names: Names
    others: Callable[[], tuple[Speaker, ...]]
    """Gives everybody who speaks in the source."""

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
        if (plain(wanted.text) == plain(given.text) and not wanted.pronoun) or self._goes_on(wanted, given):
            sure = given.certain or (given.tagged and self._repeats(wanted))
            return Agreement.SAME if wanted.certain and sure else Agreement.UNSURE
        if self._is_one_owner(wanted, given):
            return Agreement.SAME
        both = _joint(self.source, given)
        if both:
            same = both == _joint(self.draft, wanted) and wanted.certain and given.certain
            return Agreement.SAME if same else Agreement.UNSURE
        if not wanted.parts or not (given.parts or given.entity):
            return self._described(wanted, given)
        found = self._named(wanted, given)
        if found is not Agreement.UNSURE and not (wanted.certain and given.certain):
            return Agreement.UNSURE
        return found

    def _goes_on(self, wanted: Speaker, given: Speaker) -> bool:
        """Whether the draft has more of the source's very description: an operative | in Iowa."""
        start, said = given.span[0], wanted.text.casefold()
        stands = self.source.text[start : start + len(said)].casefold() == said
        ends = not self.source.text[start + len(said) : start + len(said) + 1].isalnum()
        return stands and ends and len(said) > len(given.text) and not given.parts and not given.entity

    def _repeats(self, wanted: Speaker) -> bool:
        """Whether the draft only repeats how the source calls them, and means nobody that it names itself."""
        before = (0, wanted.span[0])
        known = wanted.parts or wanted.span[0] > _FARTHEST
        return not (known or self._names_others(before, frozenset()))

    def _unattributed(self, given: Speaker | None, stretch: Span) -> Agreement:
        """The draft names no speaker: fine, unless its paragraph names others, or somebody speaks in it."""
        start = self.draft.text.rfind("\n", 0, stretch[0]) + 1
        end = self.draft.text.find("\n", stretch[1])
        sides = ((start, stretch[0]), (stretch[1], end if end >= 0 else len(self.draft.text)))
        if any(b - a > _FARTHEST for a, b in sides):
            return Agreement.UNSURE
        outside = [self.draft.text[a:b] for side in sides for a, b in self.draft.own(side)]
        if any(map(caseless, outside)):
            return Agreement.UNSURE
        known = given.described | set(given.parts) if given else frozenset[str]()
        if any(self._names_others(side, known) for side in sides):
            return Agreement.UNSURE
        own = described_by(" ".join(outside))
        spoken = not own.isdisjoint(VERBS) and own.isdisjoint(given.parts if given else ())
        return Agreement.UNSURE if spoken else Agreement.NOBODY

    def _names_others(self, span: Span, known: frozenset[str]) -> bool:
        """Whether a span of the draft names or describes somebody beside those known, quotations left out."""
        outside = self.draft.own(span)
        named = [one for a, b in outside for one in self.draft.people.between(a, b)]
        roles = {
            word.removesuffix("s") for a, b in outside for word in described_by(self.draft.text[a:b])
        } & ROLES
        return bool(roles - known) or any(
            not (is_place(one.parts) or set(one.parts) & known) for one in named
        )

    def _pronoun(self, wanted: Speaker, given: Speaker) -> Agreement:
        """A pronoun that names nobody: held against gender only, and only where nobody is named before it."""
        low = wanted.text.lower()
        if low in ("we", "you"):
            return Agreement.UNSURE
        personal = low in MASCULINE | FEMININE
        if personal and given.gender and given.gender != gender_of(low):
            return Agreement.UNSURE
        if not personal and given.gender and low not in ("i", "who"):
            return Agreement.UNSURE
        before = (0, wanted.span[0])
        if wanted.span[0] > _FARTHEST:
            return Agreement.UNSURE
        told = any(
            mark in self.draft.text[a:b] for a, b in self.draft.own(before) for mark in (". ", "\n", "? ")
        )
        return Agreement.UNSURE if told or self._names_others(before, frozenset()) else Agreement.NOBODY

    def _described(self, wanted: Speaker, given: Speaker) -> Agreement:
        """One side has no name: all that the draft says of them must fit the speaker and nobody else."""
        asked = described_by(wanted.text) - set(wanted.parts)
        entity = self.names.get(given.entity)
        described = given.described | (_on_file(entity) if entity else frozenset())
        if given.described <= asked:
            described |= self._behind(given)
        if given.parts and not any(is_role(word) or word in _BODIES for word in asked):
            return Agreement.UNSURE  # a letter he signed: nobody
        own = set(given.parts) & asked or (given.described & _LESSER) - asked
        if not asked or own or wanted.parts or not asked <= described or not given.certain:
            return Agreement.UNSURE
        party = asked & PARTISANS  # an adviser to Republican campaigns is no Republican
        if party and not party <= described_by(given.text):
            return Agreement.UNSURE
        rivals = [
            one
            for one in self.others()
            if asked <= one.described and (one.parts or given.parts) and one.parts[-1:] != given.parts[-1:]
        ]
        return Agreement.UNSURE if rivals else Agreement.SAME

    def _behind(self, given: Speaker) -> frozenset[str]:
        """The words behind a source's description that may be part of it: an official | in the agency."""
        start = given.span[1]
        end = min(start + _TAIL, self.source.segment_end(start))
        return described_by(self.source.text[start:end])

    def _is_one_owner(self, wanted: Speaker, given: Speaker) -> bool:
        """Whether two bodies are one person's: Reid's campaign, Harry Reid's campaign."""
        mine, yours = (_OWNED.fullmatch(one.text) for one in (wanted, given))
        if not (mine and yours and mine["what"] == yours["what"] and wanted.certain and given.certain):
            return False
        one, other = name_parts(mine["owner"]), name_parts(yours["owner"])
        known = bool(one and other) and len(self.source.people.namesakes(one[-1])) < 2
        return known and one[-1] == other[-1] and given_names_fit(one, other)

    def _named(self, wanted: Speaker, given: Speaker) -> Agreement:
        if wanted.generation != given.generation and self._are_generations(wanted, given):
            return Agreement.UNSURE
        if given.entity:
            return self._on_file(wanted, given.entity)
        ids, own = self.names.who(wanted.parts), self.names.who(given.parts)
        if ids and own and not ids & own:
            return Agreement.OTHER
        if len(ids | own) == 1 and ids == own:
            return Agreement.SAME if given_names_fit(wanted.parts, given.parts) else Agreement.OTHER
        return self._by_name(wanted, given)

    def _on_file(self, wanted: Speaker, entity_id: str) -> Agreement:
        ids = self.names.who(wanted.parts)
        if ids == {entity_id}:
            return Agreement.SAME
        entity = self.names.get(entity_id)
        if not ids and entity and name_parts(entity.name)[-1:] == wanted.parts[-1:]:
            return Agreement.SAME
        return Agreement.UNSURE if entity_id in ids else Agreement.OTHER

    def _are_generations(self, wanted: Speaker, given: Speaker) -> bool:
        """Whether one of two is a Jr. or the like, and the other may be somebody else: not Lee and Al Lee Jr.

        A last name alone is that of the only one in the source.
        """
        alone = len(wanted.parts) == 1 and not wanted.generation
        return not alone or len(self.source.people.generations(given.parts)) > 1

    def _by_name(self, wanted: Speaker, given: Speaker) -> Agreement:
        one, other = wanted.parts, given.parts
        if one[-1] != other[-1]:
            return _by_inclusion(one, other)
        if not given_names_fit(one, other) or (
            wanted.gender and given.gender and wanted.gender != given.gender
        ):
            return Agreement.OTHER
        if self._are_told_apart(one, other):
            return Agreement.UNSURE
        if len(self.source.people.namesakes(one[-1])) > 1 and (len(one) == 1 or len(other) == 1):
            return Agreement.UNSURE
        return Agreement.SAME

    def _are_told_apart(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        """Whether two forms of a name stand in one sentence: Robert Hill, no relation to Bob Hill."""
        if one == other or len(one) < 2 or len(other) < 2:
            return False
        found = list(self.source.people.mentions(one[-1], len(self.source.text)))
        mine, yours = (
            {self.source.sentence_start(it.start) for it in found if it.parts == parts}
            for parts in (one, other)
        )
        return not mine.isdisjoint(yours)


def _joint(text: Text, speaker: Speaker) -> frozenset[str]:
    """The last names of those to whom a text gives words at once: Ann Jones and Mr. Smith wrote."""
    if _BESIDE.match(speaker.text):
        return frozenset((speaker.text.lower(),))
    named = pairwise(text.people.between(*speaker.span))
    both = (pair for pair in named if text.text[pair[0].end : pair[1].start].strip(", ") == "and")
    names = frozenset(one.parts[-1] for pair in both for one in pair)
    return names if not speaker.parts or speaker.parts[-1] in names else frozenset()


def _by_inclusion(one: tuple[str, ...], other: tuple[str, ...]) -> Agreement:
    """Ford and Ford Motor Co. are one; a given name alone is nobody yet; nor is a slip: Passalaqua."""
    short, long = sorted((one, other), key=len)
    if set(short) <= set(long):
        given = short[0] in GIVEN
        return Agreement.SAME if short[0] == long[0] and not given else Agreement.UNSURE
    alike = min(len(one[-1]), len(other[-1])) >= _LONG and Levenshtein.distance(one[-1], other[-1]) <= _SLIP
    return Agreement.UNSURE if alike or set(short) & set(long) else Agreement.OTHER


def _on_file(entity: Entity) -> frozenset[str]:
    return frozenset[str]().union(
        *(described_by(title.text) for title in entity.titles),
        *(described_by(word) for word in entity.keywords),
    )
