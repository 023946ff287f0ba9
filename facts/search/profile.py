"""A record as questions are held against it, in the form in which the index keeps it beside the terms.

Whatever a record is judged by is in its profile, so that judging needs no read of the store. A profile is one
text: a line a field, words as stems, cut apart only when they are asked for.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from facts.model import AnyRecord, Kind, sources_of
from facts.search.lexicon import Phrase, lexicon
from facts.search.names import Names
from facts.text import Word, stems, words

LONGEST_PART = 256
"""Words of one part that are kept; what stands further down a long passage is found but not weighed."""
_PART = " | "
_DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december".split()
)
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")


class _Kept(NamedTuple):
    """What the index keeps of a record, cut apart; a tuple, as two dozen are made for each question."""

    number: int
    id: str
    kind: Kind
    form: str
    speaker: str
    about: frozenset[str]
    sources: Phrase
    parts: tuple[Phrase, ...]
    own: frozenset[str]
    everything: frozenset[str]
    capitals: Phrase
    value: str
    typed: str
    phrases: str
    names: Names


class Profile(_Kept):
    """A record's words, part by part, its own first, and what else it is asked for by.

    `form`: a quote's form, an entity's type, an event's basis; `sources`: the ids of those that it rests on;
    `own`: the stems of its own words, `everything`: of all; `capitals`: its own words that have one;
    `value` and `typed`: its value and its own words as they were written; `labels`: the keywords, the value
    and the names of the record, each as one phrase.
    """

    @cached_property
    def named(self) -> frozenset[str]:
        """The entities that the record's own words name."""
        return frozenset(self.names.within(words(self.typed)))

    @cached_property
    def has_number(self) -> bool:
        """Whether its value has a number."""
        value = words(self.value)
        return any(word.folded[0].isdigit() and word.typed.casefold() != "one" for word in value)

    @cached_property
    def answers(self) -> frozenset[str]:
        """The kinds of question that the record can be the answer to: who, where, when, how many."""
        types = {self.names.entities[i].type for i in self.named}
        value = words(self.value)
        valued = {f"{self.names.entities[i].type} as value" for i in self.names.within(value)}
        found = {"person"} if types & {"person", "organisation", "place"} else set[str]()
        found |= {"place"} if "place" in types else set()
        found |= {"number"} if self.has_number else set()
        if any(word.folded in _DATES or _YEAR.fullmatch(word.folded) for word in value):
            found.add("date")
        if self.kind == "event" and self.form != "planned":
            found.add("date")
        return frozenset(found | valued)

    @cached_property
    def labels(self) -> frozenset[Phrase]:
        """The phrases by which the record may be asked for as a whole."""
        return frozenset(tuple(phrase.split()) for phrase in self.phrases.split(_PART))

    @cached_property
    def own_pairs(self) -> frozenset[Phrase]:
        """Stems that stand one after the other in the record's own words."""
        return frozenset(pairwise(self.parts[0]))

    @cached_property
    def pairs(self) -> frozenset[Phrase]:
        """Stems that stand one after the other, also in what stands around the record."""
        return self.own_pairs.union(*map(pairwise, self.parts[1:]))

    @cached_property
    def states(self) -> Mapping[str, frozenset[Phrase]]:
        """Whose the record says that a thing is, by peoples: {"deleg": {("russia",)}}."""
        found: defaultdict[str, set[Phrase]] = defaultdict(set)
        for people, thing in self.pairs:
            if state := lexicon().owner((people,)):
                found[thing].add(state)
        return {thing: frozenset(states) for thing, states in found.items()}

    def has_phrase(self, phrase: Phrase) -> bool:
        """Tell whether these stems stand in the record one after the other."""
        return all(pair in self.pairs for pair in pairwise(phrase))


@dataclass(frozen=True, slots=True)
class Entered:
    """What of a record goes into the index: its terms, its folded words, and its profile as one text."""

    terms: str
    folded: Sequence[str]
    profile: str


def entered(record: AnyRecord) -> Entered:
    """Return what of a record goes into the index."""
    own = _line(" \n ".join(filter(None, (*_own_words(record), *record.keywords))))
    parts = [words(text) for text in dict.fromkeys((own, *(passage.exact for passage in record.passages)))]
    said = [[word.stem for word in part] for part in parts]
    lines = (
        "\t".join((*_identity(record), " ".join(about(record)), " ".join(sources_of(record)))),
        _PART.join(dict.fromkeys(" ".join(part[:LONGEST_PART]) for part in said)),
        _capitals(parts[0]),
        _line(record.value) if record.kind == "fact" else "",
        own,
        _PART.join(" ".join(stems(label)) for label in _labels(record)),
    )
    folded = [word.folded for part in parts for word in part]
    return Entered(" ".join(map(" ".join, said)), folded, "\n".join(lines))


def profile(number: int, kept: str, names: Names) -> Profile:
    """Return the profile of a record from its text in the index."""
    head, said, capitals, value, typed, phrases = kept.split("\n")
    record_id, kind, form, speaker, about, sources = head.split("\t")
    parts = tuple([tuple(part.split()) for part in said.split(_PART)])
    own = frozenset(parts[0])
    return Profile(
        number,
        record_id,
        kind,  # type: ignore[arg-type]  # written by `entered` from a record's kind
        form,
        speaker,
        frozenset(about.split()),
        tuple(sources.split()),
        parts,
        own,
        own.union(*parts[1:]) if len(parts) > 1 else own,
        tuple(capitals.split()),
        value,
        typed,
        phrases,
        names,
    )


def sentence_profile(text: str, names: Names) -> Profile:
    """Return the profile of words that no record rests on: nobody's, about nobody but whom they name."""
    cut = words(text)
    said = tuple(word.stem for word in cut)
    own, capitals = frozenset(said), tuple(_capitals(cut).split())
    return Profile(0, "", "source", "", "", frozenset(), (), (said,), own, own, capitals, "", text, "", names)


def says(record: AnyRecord, text: str) -> bool:
    """Tell whether these words stand in a record, one after the other."""
    return f" {' '.join(stems(text))} " in f" {entered(record).terms} "


def about(record: AnyRecord) -> tuple[str, ...]:
    """Return the entities that a record is about, itself and its speaker among them."""
    match record.kind:
        case "entity":
            return (*record.about, record.id)
        case "quote":
            return (*record.about, record.speaker)
        case _:
            return record.about


def _own_words(record: AnyRecord) -> tuple[str, ...]:
    match record.kind:
        case "entity":
            names = (record.name, *(variant.text for variant in record.variants))
            return (*names, *(title.text for title in record.titles))
        case "fact":
            return (record.statement, record.value, record.according_to)
        case "quote":
            return (record.words,)
        case "event":
            return (record.statement, record.date_text)
        case "disagreement":
            return (record.note, record.nature)


def _labels(record: AnyRecord) -> tuple[str, ...]:
    match record.kind:
        case "entity":
            return (*_own_words(record), *record.keywords)
        case "fact":
            return (record.value, *record.keywords)
        case _:
            return record.keywords


def _identity(record: AnyRecord) -> tuple[str, str, str, str]:
    """Return a record's id and kind, a quote's form and speaker, an entity's type, an event's basis."""
    match record.kind:
        case "quote":
            return (record.id, record.kind, record.form, record.speaker)
        case "entity":
            return (record.id, record.kind, record.type, "")
        case "event":
            return (record.id, record.kind, record.basis, "")
        case _:
            return (record.id, record.kind, "", "")


def _capitals(own: Sequence[Word]) -> str:
    return " ".join(dict.fromkeys([word.stem for word in own[:LONGEST_PART] if word.typed[0].isupper()]))


def _line(text: str) -> str:
    """Return a text on one line, because a line of a profile is a field."""
    return text.replace("\n", " ")
