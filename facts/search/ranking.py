"""How well a record answers a question: pure functions of the question as read and the record's words.

Coverage is what decides: the share of what was asked that the record speaks of, each part weighted by its
rarity. What the order is made of beside it never lifts a record over a threshold.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from facts.model import Kind
from facts.search.concepts import Concept
from facts.search.lexicon import Phrase
from facts.search.profile import Profile
from facts.search.reading import Reading

_AROUND = 0.8
"""What a word is worth that stands in the passage and not in the record's own words."""
_ABOUT = 0.95
"""What an entity is worth that the record is about and does not name."""
_UNSAID = 0.6
"""What a synonym is worth of something that the record does not say whose it is."""
_REPEATED, _SLIP = 0.55, 0.1
"""The share of a paste's pairs of words that a record must say, and what the best may be ahead by."""
_SPOKEN = 5
"""Words up to which a paste has no room for a speaker before it."""


class Match(NamedTuple):
    """How a record answers a question: `coverage` from 0 to 1 decides, `score` orders.

    `shared` counts the telling things that both speak of; `shares_name`: a name is among them; `sure`, from
    0 to 1, is what the learned table makes of the first record.
    """

    record: Profile
    coverage: float
    score: float
    shared: int
    shares_name: bool
    sure: float = 0.0


def match(reading: Reading, record: Profile, score: float | None = None) -> Match:
    """Hold a record against a question; without a learned `score` its coverage puts it in order."""
    total = reading.want_weight * len(reading.wants)
    covered = reading.want_weight * len(reading.wants & record.answers) if reading.wants else 0.0
    shared, shares_name = 0, False
    everything = record.everything
    for concept in reading.concepts:
        total += concept.weight
        if concept.heads.isdisjoint(everything) and not concept.ids:
            continue  # most of a question is not in most records
        if said := _says(concept, record):
            covered += concept.weight * said
            shared += not concept.faint
            shares_name |= bool(concept.ids)
    coverage = covered / total if total else 1.0
    if score is None:
        score = coverage + _order(reading, record)
    return Match(record, coverage, score, shared, shares_name)


def _says(concept: Concept, record: Profile) -> float:
    """Return how far a record speaks of one thing asked for, from 0 to 1."""
    said = _words(concept, record)
    if said < 1 and concept.ids:
        said = max(said, _names(concept, record))
    return said * _says(concept.owner, record) if concept.owner and said else said


def _names(concept: Concept, record: Profile) -> float:
    if concept.ids & record.named:
        return 1.0
    return _ABOUT if concept.ids & record.about else 0.0


def _words(concept: Concept, record: Profile) -> float:
    if concept.heads.isdisjoint(record.everything):
        return 0.0
    best = 0.0
    for phrase, worth in concept.forms:
        if worth <= best or phrase[0] not in record.everything:
            continue  # what is worth no more says no more of it
        if not concept.whole or record.has_phrase(phrase):
            theirs = _is_theirs(concept, phrase, record) if concept.state else 1.0
            best = max(best, worth * _stands(phrase, record) * theirs)
    return best


def _stands(phrase: Phrase, record: Profile) -> float:
    if record.own.issuperset(phrase):
        return 1.0
    return _AROUND if record.everything.issuperset(phrase) else 0.0


def _is_theirs(concept: Concept, phrase: Phrase, record: Profile) -> float:
    """Return how far what a record speaks of is the concept's state's: not at all where it is another's."""
    if states := record.states.get(phrase[0]):
        return float(concept.state in states)
    return 1.0 if phrase == concept.forms[0][0] else _UNSAID


def _order(reading: Reading, record: Profile) -> float:
    """Return what puts one record before another that says as much."""
    order = _KINDS[record.kind] + _FORMS.get(record.form, 0.0)
    order += 0.1 * (not reading.phrases.isdisjoint(record.labels))
    order += 0.04 * any(f"{want} as value" in record.answers for want in reading.wants)
    order += 0.02 * record.has_number
    return order + 0.05 * len(reading.asked & record.own) / (len(record.own) + 1)


_FORMS = {"direct": 0.015, "fragment": 0.01, "story": -0.2}
"""Whole sentences before fragments; what a story is called is the least that is asked about it."""
_KINDS: dict[Kind, float] = {
    "fact": 0.04,
    "entity": 0.03,
    "quote": 0.02,
    "event": 0.02,
    "disagreement": 0.0,
    "source": 0.0,
}


def repeating(run: Sequence[str], reading: Reading, matches: Sequence[Match]) -> tuple[Match, ...]:
    """Return those that say what is pasted, word after word or nearly, best first.

    Args:
        run: the stems of what is pasted.
        reading: how it is read; the speaker that it begins with may be left aside.
        matches: records that may say it.
    """
    shares = [_share(run, reading, match.record) for match in matches]
    bar = max(_REPEATED, max(shares, default=0.0) - _SLIP)
    found = [(share, match) for share, match in zip(shares, matches, strict=True) if share >= bar]
    return tuple(match for _, match in sorted(found, key=lambda pair: -pair[0]))


def _share(run: Sequence[str], reading: Reading, record: Profile) -> float:
    """Return how much of a paste a record repeats, the speaker that it was given with left aside or not."""
    whole = _repeats(run, reading.mentioned, record)
    if not reading.speaker or len(run) <= _SPOKEN:
        return whole
    others = [entity for entity in reading.mentioned if entity != reading.speaker.id]
    return max(whole, _repeats(run[1:], others, record))


def _repeats(run: Sequence[str], mentioned: Iterable[str], record: Profile) -> float:
    """Return which share of the pairs of words in a run a record says in the same order.

    What its own words say counts in full, what only stands around them for less. 0 where the run mentions an
    entity and the record does not.
    """
    pairs = list(pairwise(run))
    if any(entity not in record.named and entity not in record.about for entity in mentioned):
        return 0.0
    own = sum(pair in record.own_pairs for pair in pairs)
    return max(own, _AROUND * sum(pair in record.pairs for pair in pairs)) / len(pairs)
