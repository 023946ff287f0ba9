"""Dates: EDTF as records carry it, and the periods that a person types in a question.

EDTF is https://www.loc.gov/standards/datetime/. Days are ISO 8601 (`2022-03-01`), so that they sort as text;
both ends of a range belong to it.
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from time import struct_time

from facts.errors import BadDate

_NONSENSE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What edtf 5.0 raises, beside its own exception, where its grammar took half of a text."""
_UNREAD = re.compile(r"^\s|\s$|S")
"""What edtf passes over in silence: surrounding space, and a year's significant digits (`1950S2`)."""

_PLAIN = re.compile(r"(1\d\d\d|2\d\d\d)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
_YEAR = r"(?P<year>1[5-9]\d\d|2[01]\d\d)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_NAME = r"(?P<name>[a-z]{3,})\.?"
_TYPED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}(?:-(?P<month>0?[1-9]|1[0-2])(?:-{_DAY})?)?",
        rf"(?P<day>)(?P<month>0?[1-9]|1[0-2])/{_YEAR}",
        rf"(?:{_DAY} )?{_NAME},? {_YEAR}",
        rf"{_NAME} {_DAY},? {_YEAR}",
    )
)
_UNTIL = re.compile(r"(?P<start>.*?) *(?:\.{2,3}|…) *(?P<end>.*)")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def bounds(edtf: str) -> tuple[str, str]:
    """Return the first and the last ISO day that an EDTF date may mean, empty where it is open or unknown.

    The precision is the one written: `2022-03` spans the month, `2022~` the year. Seasons are those of the
    northern hemisphere.

    Raises:
        BadDate: this is not EDTF, is no day of the calendar, or ends before it begins.
    """
    if plain := _plain_bounds(edtf):
        return plain
    earliest, latest = _strict_bounds(edtf)
    if edtf.startswith("/"):  # EDTF's unknown start or end, for which edtf puts ten years
        earliest = ""
    if edtf.endswith("/"):
        latest = ""
    if earliest and latest and earliest > latest:
        raise BadDate(f"The date “{edtf}” ends before it begins.")
    return earliest, latest


def period(text: str) -> tuple[str, str] | None:
    """Return the first and the last ISO day of a period as a person types it, empty where it is open.

    One day, month or year (`2022-03`, `March 2022`, `16 May 2025`), or a range of two, either of which may be
    left out (`2022..`, `2022-03-01..2022-04`). Years run from 1500 to 2199, so that 1000 stays a number.
    None: this is no period.
    """
    text = " ".join(text.casefold().split())
    range_ = _UNTIL.fullmatch(text)
    if not range_:
        return _typed(text)
    start = _typed(range_["start"]) if range_["start"] else ("", "")
    end = _typed(range_["end"]) if range_["end"] else ("", "")
    if not start or not end or start == end == ("", "") or (end[1] and start[0] > end[1]):
        return None
    return start[0], end[1]


def _plain_bounds(edtf: str) -> tuple[str, str] | None:
    """Return the bounds of a plain day, month or year, which takes edtf 15 ms; None for anything else."""
    found = _PLAIN.fullmatch(edtf)
    return span(*(int(part or 0) for part in found.groups())) if found else None


@lru_cache(maxsize=4096)
def _strict_bounds(edtf: str) -> tuple[str, str]:
    from edtf import EDTFParseException, parse_edtf  # noqa: PLC0415 -- 100 ms that no answer needs

    try:
        parsed = parse_edtf("" if _UNREAD.search(edtf) else edtf)
        return _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, *_NONSENSE) as error:
        raise BadDate(f"“{edtf}” is not a date in EDTF, such as 2022-03, 2025-05-16 or 2022/2025.") from error


def _day(moment: struct_time | float) -> str:
    """Return a moment of edtf's as an ISO day; infinity is an open end."""
    return date(*moment[:3]).isoformat() if isinstance(moment, struct_time) else ""


def _typed(text: str) -> tuple[str, str] | None:
    """Return the bounds of one day, month or year."""
    for pattern in _TYPED:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            month = month_named(parts["name"]) if "name" in parts else int(parts["month"] or 0)
            return None if month is None else span(int(parts["year"]), month, int(parts["day"] or 0))
    return None


def month_named(name: str) -> int | None:
    """Return the number of the month that a name in lower case, or the beginning of one, is of."""
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(name)), None)


def span(year: int, month: int, day: int) -> tuple[str, str] | None:
    """Return the bounds of a day; of a month where `day` is 0; of a year where `month` is 0 too."""
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:  # the 30th of February
        return None
    return first.isoformat(), last.isoformat()
