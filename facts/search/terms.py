"""A question as terms: each of its words with all that may stand for it, and how much each counts.

This is how a question is looked for and weighed; what it names and asks for is told in `reading`.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from facts.search.index import Index
from facts.search.lexicon import lexicon, variants
from facts.search.repair import COMPOUNDED, Form, Spelt
from facts.search.vocabulary import LONGEST
from facts.text import Word, stem

LIGHT_EVIDENCE, SILENT_EVIDENCE = 0.6, 0.12
"""What a light and a silent word count for as evidence, of what their rarity says."""
_AUTHOR_EVIDENCE = 0.5
_LIGHT, _SILENT, _AUTHOR = 0.8, 0.5, 0.7
"""What a light, a silent and an author's word weigh in looking for candidates."""

_SYNONYM, _VARIANT, _AKIN, _COMPOUND = 0.25, 0.9, 0.25, 0.9
"""How well other forms stand for a word that was typed, at best."""
_LIKELY = 0.3
"""How well a word must stand for the typed one to be what was meant: repairs do, synonyms do not."""
_ROOT = 4

_SEARCHED = 40
"""How many of a question's words look for candidates; the rest of a long paste only ranks them."""
_SHORT_QUESTION, _SHORT_WORDS = 10, 24
"""Telling words up to which, and words in all, words of the same root are looked for as well."""
_ENOUGH = 5
"""Telling words from which on no silent word looks for candidates."""


@dataclass(slots=True)
class Term:
    """One distinct word of a question.

    `weight` is what it counts for as evidence, `search_weight` in looking for candidates; `forms` are the
    stems that may stand for it, with how well each does; `signs` where it is in a paste's signature alone.
    """

    stem: str
    folded: str
    rarity: float
    weight: float
    search_weight: float
    is_telling: bool
    is_silent: bool
    signs: bool
    is_known: bool
    forms: dict[str, float]

    def share(self, said: Set[str]) -> float:
        """Return how well what a record says stands for it, from 0 to 1."""
        return max((worth for form, worth in self.forms.items() if form in said), default=0.0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's terms by first appearance; `order` are the places of all its words among them.

    `meant` is the question in words alone, the misspelt ones as they were likeliest meant; `dates` are the
    years and months in it, also where they only say when a paste was signed.
    """

    terms: tuple[Term, ...] = ()
    order: tuple[int, ...] = ()
    meant: str = ""
    dates: frozenset[str] = frozenset()

    @property
    def telling(self) -> int:
        """How many words of content it has."""
        return sum(term.is_telling for term in self.terms)

    def shared(self, said: Set[str]) -> int:
        """Return how many of these a record says, as they were typed or as they were likely meant."""
        return sum(term.is_telling and term.share(said) > _LIKELY for term in self.terms)


def read_terms(question: Sequence[Spelt], unsigned: int, dates: frozenset[str], index: Index) -> Asked:
    """Read a question into terms against what the index holds.

    Args:
        question: its words; after the first `unsigned` of them the name of whoever signed a paste.
        unsigned: how many words are the question itself.
        dates: the years and months in it.
        index: what is on file.
    """
    places: dict[str, int] = {}
    terms: list[Term] = []
    for at, word in enumerate(question):
        if word.typed.stem not in places:
            places[word.typed.stem] = len(terms)
            forms = _forms(word, index, wide=len(question) <= _SHORT_WORDS)
            terms.append(_term(word.typed, forms, index, signs=at >= unsigned))
    order = tuple(places[word.typed.stem] for word in question)
    for (first, second), places_of_both in zip(pairwise(question), pairwise(order), strict=False):
        _join(first.typed, second.typed, [terms[place] for place in places_of_both], index)
    meant = " ".join(word.likeliest or word.typed.typed for word in question)
    return Asked(tuple(terms), order, meant, dates)


def _term(word: Word, forms: dict[str, float], index: Index, *, signs: bool) -> Term:
    is_silent, is_light = word.folded in lexicon().silent, word.folded in lexicon().light
    is_known = bool(index.frequency(word.stem))
    rarity = index.rarity(word.stem if is_known else _likeliest(forms, index) or word.stem)
    evidence = SILENT_EVIDENCE if is_silent else LIGHT_EVIDENCE if is_light else 1.0
    searched = _SILENT if is_silent else _LIGHT if is_light else 1.0
    return Term(
        word.stem,
        word.folded,
        rarity,
        rarity * evidence * (_AUTHOR_EVIDENCE if signs else 1.0),
        searched * (_AUTHOR if signs else 1.0),
        not is_silent and not is_light,
        is_silent,
        signs,
        is_known,
        forms,
    )


def _likeliest(forms: Mapping[str, float], index: Index) -> str:
    known = [(worth, form) for form, worth in forms.items() if index.frequency(form)]
    return max(known)[1] if known else ""


def _forms(word: Spelt, index: Index, *, wide: bool) -> dict[str, float]:
    """Return all that may stand for a word, itself first."""
    forms = {word.typed.stem: 1.0}
    for form, worth in (*word.meant, *_others(word.typed, index, wide=wide)):
        forms[form] = max(forms.get(form, 0.0), worth)
    return forms


def _others(word: Word, index: Index, *, wide: bool) -> Iterator[Form]:
    """Yield what stands for a word of content in other records."""
    if word.folded in lexicon().silent or word.folded in lexicon().light:
        return
    yield from ((form, _VARIANT) for form in variants().get(word.stem, ()))
    yield from ((form, _SYNONYM) for form in _synonyms(word.stem))
    if wide and len(word.stem) >= _ROOT and word.stem.isalpha():
        yield from ((form, _AKIN) for form in index.beginning(word.stem[:_ROOT]))


def _join(first: Word, second: Word, terms: Sequence[Term], index: Index) -> None:
    """Let "super bowl" meet "superbowl"."""
    joined = first.folded + second.folded
    if COMPOUNDED <= len(joined) <= LONGEST and joined.isalpha() and index.frequency(stem(joined)):
        for term in terms:
            term.forms.setdefault(stem(joined), _COMPOUND)


@cache
def _synonyms(stem: str) -> Sequence[str]:
    return sorted(phrase[0] for phrase in lexicon().alternatives((stem,)) if len(phrase) == 1)


def sought(asked: Asked, index: Index) -> dict[str, float]:
    """Return the stems to look for candidates by, with weights; none outweighs the word it stands for."""
    telling = asked.telling
    looking = [term for term in asked.terms if telling < _ENOUGH or not term.is_silent]
    looking.sort(key=lambda term: (-term.rarity * term.search_weight, term.stem))
    found: dict[str, float] = {}
    for term in looking[:_SEARCHED]:
        for form, worth in term.forms.items():
            if telling > _SHORT_QUESTION and worth <= _AKIN and term.is_known:
                continue
            if index.frequency(form):
                weight = term.search_weight * worth * min(1.0, term.rarity / index.rarity(form))
                found[form] = max(found.get(form, 0.0), weight)
    return found
