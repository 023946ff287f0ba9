"""A desk with the articles of the corpus, and one with articles made up in a test."""

from collections.abc import Iterable

from facts.check import Checked, Checker
from facts.check.selftest import corpus
from facts.ingest.articles import load_articles
from facts.model import AnyRecord, Source, digest
from facts.store.memory import MemoryStore


def source(text: str, id_: str = "article", **fields: str) -> Source:
    """Return an article."""
    return Source(id=id_, label=fields.pop("label", id_), text=text, sha256=digest(text), **fields)


def store_of(*entries: Source | AnyRecord) -> MemoryStore:
    """Return a store with these entries on file."""
    store = MemoryStore()
    with store.writer() as writer:
        for entry in entries:
            writer.put(entry, by="test", why="made up")
    return store


def checker_of(*entries: Source | AnyRecord) -> Checker:
    """Return a checker over these entries."""
    checker = Checker(store_of(*entries))
    checker.refresh()
    return checker


def corpus_checker() -> Checker:
    """Return a checker over the articles of the corpus."""
    store = MemoryStore()
    load_articles(corpus() / "sources", store)
    checker = Checker(store)
    checker.refresh()
    return checker


def verdicts(found: Iterable[Checked]) -> list[str]:
    """Return the verdicts of some quotations."""
    return [str(one.verdict) for one in found]
