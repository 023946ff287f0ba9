"""Everything on file that a draft may be held against, found in time that grows with the draft.

A quotation asks the catalogue for its longest run of words as a phrase, and for its rarest words in any
order. What is found is read, word by word, only then, and kept for a while.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from facts.catalogue import VERSION, Catalogue
from facts.check.align import Pattern
from facts.check.article import Article
from facts.check.names import Names
from facts.check.speakers import Speaker
from facts.check.typography import Word
from facts.derived import opened
from facts.model import Entity, Event, Fact, Quote, Source, is_replaced
from facts.quotations import Span
from facts.store.port import Reader
from facts.visibility import Public, hidden_passages

_PHRASE = 10
"""Words of a phrase that are asked for at most."""
_TERMS = 12
"""Words that are asked for in any order at most: the rarest."""
_PARAGRAPHS = 12
_SOURCES = 4
"""Sources that a quotation is held against at most."""
_LIKE = 6
"""Paragraphs that are looked through for what comes near."""
_NEAR = 3
"""Sources that are read for what comes near, at most."""
_SHORT = 4
"""Words of a quotation that has too few pairs to go by; its single words must do."""
_KEPT = 200_000
"""Code points of the sources that are kept read: some 100 bytes of memory each."""
_LIKELY = 0.3
"""Share of a quotation's pairs of words that a source must have to be read for what comes near."""


class Archive:
    """The sources, quotes and entities of a store, as far as they have been taken in."""

    def __init__(self, whole: Reader, seen: Public, folder: Path | None = None) -> None:
        """Hold drafts against what can be seen of a store; keep the catalogue in a folder, or in memory."""
        self._whole = whole
        self._reader = seen
        self._catalogue = opened(Catalogue, VERSION, whole, folder)
        self._read: OrderedDict[str, Article] = OrderedDict()
        self._head = 0
        self.names = Names()

    def refresh(self) -> None:
        """Take in what the store has had added since the last time."""
        head = self._reader.head()
        if not self._reader.refresh() and head == self._head:
            return
        revisions = self._reader.since(self._head) if self._head else self._reader.all("entity")
        for revision in (*self._reader.exceptions, *revisions):
            if is_replaced(revision.entry):
                self.names.drop(revision.entry.id)
            elif isinstance(revision.entry, Entity):
                self.names.put(revision.entry)
        self._catalogue.catch_up(self._whole, head)
        self._read.clear()
        self._head = head

    def hides(self, article: Article, span: Span) -> bool:
        """Tell whether a stretch of a source is the passage of what is withheld, or a part of it."""
        veil = self._reader.veil
        hidden = hidden_passages(veil, article.source) if veil.withheld else ()
        return any(start < span[1] and span[0] < end for start, end in hidden)

    # --- finding

    def holding(self, pattern: Pattern, speaker: Speaker | None) -> list[Article]:
        """Return the sources in which the longest run of a quotation's words stands as it is."""
        terms = self._terms(_longest_run(pattern))[:_PHRASE]
        if not terms:
            return []
        names = self._catalogue.terms(" ".join(speaker.parts)) if speaker else ()
        return self._articles(self._catalogue.with_phrase(terms, names, _PARAGRAPHS)[:_SOURCES])

    def near(self, pattern: Pattern, least: float = _LIKELY) -> list[Article]:
        """Return the sources that share at least so much of a quotation's pairs of words, most first."""
        terms = self._catalogue.rarest(self._terms(pattern.words), _TERMS)
        ids = self._catalogue.with_any(terms, _LIKE)
        keys = [word.key for word in pattern.words if word.kind != "insert"]
        shares = {id_: _share(keys, source.text) for id_, source in self._sources(ids).items()}
        likely = [id_ for id_ in sorted(shares, key=lambda id_: -shares[id_]) if shares[id_] >= least]
        return self._articles(likely[:_NEAR])

    def statements(self, words: str, limit: int) -> list[Fact | Event]:
        """Return the facts and events whose statements share most with some words, best first."""
        terms = list(dict.fromkeys(self._catalogue.terms(words)))[:_TERMS]
        ids = self._catalogue.stating(terms, limit)
        found = self._reader.current(ids)
        entries = (found[id_].entry for id_ in ids if id_ in found)
        return [entry for entry in entries if isinstance(entry, Fact | Event)]

    def article(self, source: Source) -> Article:
        """Return a source as the check sees it, read once."""
        found = self._read.get(source.id)
        if found is None:
            resting = self._reader.current(self._catalogue.resting_on(source.id)).values()
            quotes = (revision.entry for revision in resting)
            found = Article(source, [quote for quote in quotes if isinstance(quote, Quote)])
            self._read[source.id] = found
        self._read.move_to_end(source.id)
        while len(self._read) > 1 and sum(len(one.text) for one in self._read.values()) > _KEPT:
            self._read.popitem(last=False)
        return found

    def _articles(self, ids: Sequence[str]) -> list[Article]:
        return [self.article(source) for source in self._sources(ids).values()]

    def _sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """Return sources by id, in the order asked for, from the store where they are not kept read."""
        wanted = list(ids)
        missing = self._reader.current([id_ for id_ in wanted if id_ not in self._read])
        found = {id_: self._read[id_].source if id_ in self._read else missing[id_].entry for id_ in wanted}
        return {id_: entry for id_, entry in found.items() if isinstance(entry, Source)}

    def _terms(self, words: Iterable[Word]) -> list[str]:
        return self._catalogue.terms(" ".join(word.text for word in words if word.kind != "insert"))


def _share(keys: Sequence[str], text: str) -> float:
    """The share of a quotation's pairs of words that stand in a text: only to leave the hopeless out."""
    plain = text.lower().replace("’", "'")
    pairs = [f"{one} {other}" for one, other in pairwise(keys)] if len(keys) > _SHORT else keys
    return sum(pair in plain for pair in pairs) / max(1, len(pairs))


def _longest_run(pattern: Pattern) -> Sequence[Word]:
    """The longest run of words that must stand together: no ellipsis and no insertion in it."""
    runs: list[list[Word]] = [[]]
    for segment in pattern.segments:
        runs.append([])
        for word in segment:
            if word.kind == "insert" or word.start in pattern.joins:
                runs.append([])
            if word.kind != "insert":
                runs[-1].append(word)
    return max(runs, key=len)
