"""Dates as a person reads them, in the precision that they were written in. Pure functions of EDTF text.

EDTF (https://www.loc.gov/standards/datetime/), levels 0 and 1 and the one-of-a-set of level 2, as far as
records use it. What is not among these shapes is shown as EDTF has it: never guessed at.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache

_NAMES = "January February March April May June July August September October November December"
_MONTHS = {f"{number:02}": name for number, name in enumerate(_NAMES.split(), 1)}
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(0[1-9]|[12]\d|3[01]))?)?([?~%]?)")
_QUALIFIED = {
    "": "{}",
    "~": "about {}",
    "?": "{} (uncertain)",
    "%": "about {} (uncertain)",
}


@lru_cache(maxsize=1_000)
def human(edtf: str) -> str:
    """Return an EDTF date in words: `2022-03` as "March 2022", `2025-05-16~` as "about 16 May 2025".

    Args:
        edtf: a date, an interval `a/b` or one of a set `[a..b]`, `[a,b]`.

    Returns:
        The date in words, or the very text that was given where its shape is not one of these.
    """
    if edtf.startswith("[") and edtf.endswith("]"):
        return _one_of(edtf[1:-1]) or edtf
    return (_interval(*edtf.split("/", 1)) if "/" in edtf else _date(edtf)) or edtf


def period(since: str, until: str) -> str:
    """Return days between two, each empty where it is open: "from 3 May 2024 to June 2024".

    Args:
        since: the first day, as EDTF.
        until: the last.
    """
    if since and until:
        return f"on {human(since)}" if since == until else f"from {human(since)} to {human(until)}"
    return f"since {human(since)}" if since else f"up to {human(until)}" if until else ""


def moment(at: datetime) -> str:
    """Return a moment in words, in UTC: "16 May 2025, 14:02 UTC"."""
    utc = at.astimezone(UTC)
    return f"{human(utc.date().isoformat())}, {utc:%H:%M} UTC"


def _date(text: str) -> str:
    match = _DATE.fullmatch(text)
    if not match:
        return ""
    year, month, day, mark = match.groups()
    name = _MONTHS.get(month) or (_SEASONS.get(month, "") if not day else "")
    if month and not name:
        return ""
    return _QUALIFIED[mark].format(" ".join(part for part in ((day or "").lstrip("0"), name, year) if part))


def _interval(start: str, end: str) -> str:
    first, last = _date(start), _date(end)
    if first and last:
        return f"from {first} to {last}"
    if first and end in ("..", ""):
        return f"from {first} on" if end else f"from {first}, end not known"
    if last and start in ("..", ""):
        return f"up to {last}" if start else f"until {last}, start not known"
    return ""


def _one_of(members: str) -> str:
    start, dots, end = members.partition("..")
    if not dots:
        dates = [_date(member.strip()) for member in members.split(",")]
        return f"one of {', '.join(dates[:-1])} or {dates[-1]}" if len(dates) > 1 and all(dates) else ""
    first, last = _date(start), _date(end)
    if bool(start) != bool(first) or bool(end) != bool(last) or not (first or last):
        return ""
    if first and last:
        return f"between {first} and {last}; day not given"
    return f"{first or last} or {'later' if first else 'earlier'}; day not given"
