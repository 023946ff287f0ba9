"""The fields of the index: what of a record goes into each, and how a question looks there."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TypeAlias

import tantivy
from tantivy import FieldType, Occur, Query

from facts.derived import told
from facts.model import AnyRecord, Event, Revision, sources_of
from facts.periods import Days
from facts.questions import Within
from facts.search.profile import Entered, about
from facts.search.whereabouts import Whereabouts

Clause: TypeAlias = tuple[Occur, Query]

MARK = "@head"
_LATEST = 99_991_231
"""The latest of days, as `_day` has them."""
_UNDATED, _TIMELESS = 99_999_999, 99_999_998
"""The first day of a record of which none is known, and of one that has none: a name."""


@cache
def schema() -> tantivy.Schema:
    """Return the schema of the index of records."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", fast=True)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    for name in ("id", "kind", "status", "names", "speaker", "source", "event_in", "open"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("first", "last"):
        builder.add_unsigned_field(name, indexed=name == "first", fast=True)
    builder.add_bytes_field("profile", stored=True)
    return builder.build()


def document(number: int, record: AnyRecord, enters: Entered, where: Whereabouts) -> tantivy.Document:
    """Return a record as the index keeps it."""
    made = tantivy.Document()
    made.add_unsigned("number", number)
    made.add_text("id", record.id)
    made.add_text("kind", record.kind)
    made.add_text("status", record.status)
    made.add_text("words", enters.terms)
    made.add_bytes("profile", enters.profile.encode())
    for name in about(record):
        made.add_text("names", name)
    if record.kind == "quote":
        made.add_text("speaker", record.speaker)
    for source in where.sources:
        made.add_text("source", source)
    for source in sources_of(record) if isinstance(record, Event) else ():
        made.add_text("event_in", source)
    unknown = _TIMELESS if record.kind == "entity" else _UNDATED
    _add_days(made, where.days, unknown)
    return made


def _add_days(made: tantivy.Document, days: Days | None, unknown: int) -> None:
    """Add the days of a record: the first and the last, which is the first again where the end is open."""
    first, last = days or ("", "")
    made.add_unsigned("first", _day(first, 0) if days else unknown)
    made.add_unsigned("last", _day(last, _day(first, 0)))
    if first and not last:
        made.add_text("open", "end")


def marking(revision: Revision) -> tantivy.Document:
    """Return the document that says up to which revision the index goes; no question finds it."""
    made = tantivy.Document()
    made.add_unsigned("number", revision.number)
    made.add_text("id", MARK)
    made.add_bytes("profile", told(revision).encode())
    return made


@lru_cache(maxsize=1_000)
def clauses(within: Within) -> tuple[Clause, ...]:
    """Return what a record must meet to be within what a question is answered from; it counts for nothing."""
    return tuple((Occur.Must, Query.const_score_query(query, 0.0)) for query in _limits(within))


def _limits(within: Within) -> Iterator[Query]:
    for field, values in (
        ("kind", within.kinds),
        ("speaker", within.speakers),
        ("source", within.sources),
        ("status", within.statuses),
    ):
        if values:
            yield _among(field, values)
    if within.undated:
        yield _undated(within)
    elif within.is_dated:
        yield _between("first", 0, _day(within.until, _LATEST))
        yield _between("last", _day(within.since, 0), _LATEST)


def _undated(within: Within) -> Query:
    """Return what finds records of which nobody can tell whether they are of certain days.

    No day of theirs is known, or only one before these from which on they may be: a record with an open end
    may lie in any year to come, and is taken to lie where it may have begun.
    """
    unknown = [(Occur.Should, Query.term_query(schema(), "first", _UNDATED))]
    if within.since:
        before = _between("last", 0, _day(within.since, 0) - 1)
        is_open = Query.term_query(schema(), "open", "end")
        both = Query.boolean_query([(Occur.Must, before), (Occur.Must, is_open)])
        unknown.append((Occur.Should, both))
    return Query.boolean_query(unknown)


def _between(field: str, lowest: int, highest: int) -> Query:
    return Query.range_query(schema(), field, FieldType.Unsigned, lower_bound=lowest, upper_bound=highest)


def _among(field: str, values: Sequence[str]) -> Query:
    """Return a filter; term queries, because a term set builds an automaton for each search (0.3 ms)."""
    each = [(Occur.Should, Query.term_query(schema(), field, str(value))) for value in values]
    return Query.boolean_query(each)


def _day(day: str, otherwise: int) -> int:
    """Return an ISO day as a number, 2022-03-01 as 20,220,301."""
    return int(day.replace("-", "")) if day else otherwise
