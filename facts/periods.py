"""The days that a question speaks of: "since March", "2022..2025", "last week". Pure functions of today.

A month or a weekday without a year is the last one that has begun. Weeks begin on Monday (ISO 8601). Days are
ISO days, empty where a period is open.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facts.dates import month_named, period, span

Days = tuple[str, str]
"""The first and the last day, both of them in it."""

_NAME = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NTH = r"\d\d?(?:st|nd|rd|th)?"
_FULL = rf"(?:\d{{4}}(?:-\d\d?){{0,2}}|\d\d?/\d{{4}}|(?:{_NTH} )?{_NAME}\.?(?: {_NTH},?)? \d{{4}})"
"""A day, a month or a year that is given in full."""
_SHORT = rf"(?:{_NTH} {_NAME}|{_NAME} {_NTH}|{_NAME}|{'|'.join(_WEEKDAYS)})"
"""One without its year. Some of these are other words as well: a preposition must stand before them, and one
that does not name somebody ("quotes by May")."""
_YEARLESS = re.compile(_SHORT)
_COUNT = r"\d{1,3}|an?|two|three|four|five|six|seven|eight|nine|ten"
_RELATIVE = (
    r"(?:today|(?:the day before )?yesterday|(?:the )?(?:this|last|past) (?:week|month|year)"
    rf"|last (?:{'|'.join(_WEEKDAYS)})"
    rf"|(?:the )?(?:last|past) (?:{_COUNT}) (?:day|week|month|year)s?"
    rf"|(?:{_COUNT}) (?:day|week|month|year)s? ago)"
)
_DATE = rf"(?:{_FULL}|{_RELATIVE})"
_ANY = rf"(?:{_FULL}|{_RELATIVE}|{_SHORT})"
_STATED = re.compile(
    rf"(?<!\S)(?P<open>(?:{_FULL})?(?:\.{{2,3}}|…)(?:{_FULL})?)(?!\w)"
    rf"|\b(?:from|between)\s+(?P<first>{_ANY})\s+(?:to|and|until|till)\s+(?P<last>{_ANY})\b"
    rf"|\b(?P<from>{_FULL})\s*(?:to|[-–—])\s*(?P<to>{_FULL})\b"
    rf"|\b(?P<word>since|after|until|till|before|in|on|during)\s+(?P<of>{_ANY})\b"
    rf"|\b(?P<by>from|by)\s+(?P<whole>{_DATE})\b"
    rf"|\b(?P<bare>{_DATE})\b",
    re.IGNORECASE,
)
_NUMBERS = {
    word: number
    for number, word in enumerate("a two three four five six seven eight nine ten".split(), start=1)
} | {"an": 1}
_AGO = re.compile(rf"(?:the )?(?:last |past )?({_COUNT}) (day|week|month|year)s?( ago)?")
_RANGING = frozenset(("since", "from", "after", "until", "till", "before", "by"))


@dataclass(frozen=True, slots=True)
class Stated:
    """A period where it stands in a text: `text[start:end]`.

    `is_typed`: it can be nothing but a range (`2022..2025`). `word`: the preposition before it, if any.
    `says` is what a record that speaks of it would say: "since March 2022", but "2022" of "in 2022".
    """

    start: int
    end: int
    days: Days
    says: str
    word: str = ""
    is_typed: bool = False


def today_here() -> date:
    """Return the day that it is where this computer stands."""
    return datetime.now().astimezone().date()


def stated(text: str, today: date) -> Iterator[Stated]:
    """Yield the periods that a text speaks of, in order."""
    for found in _STATED.finditer(text):
        if days := _days(found, today):
            word = _word(found)
            says = found[0] if word in _RANGING else found["of"] or found[0]
            yield Stated(*found.span(), days, says, word, is_typed=found["open"] is not None)


def bounded(word: str, days: Days) -> Days:
    """Return the period that a word before another one makes of it: "before 2022" ends on 2021-12-31."""
    first, last = days
    match word:
        case "since" | "from":
            return first, ""
        case "after":
            return shifted(last, 1), ""
        case "before":
            return "", shifted(first, -1)
        case "until" | "till" | "by":
            return "", last
        case _:
            return days


def shifted(day: str, days: int) -> str:
    """Return the day that lies so many days after another; empty where that is."""
    return (date.fromisoformat(day) + timedelta(days)).isoformat() if day else ""


def _days(found: re.Match[str], today: date) -> Days | None:
    """Return the first and last day of a period as it was typed; None where it is none after all."""
    if found["open"]:
        return period(found["open"])
    start, end = found["first"] or found["from"], found["last"] or found["to"]
    if not start:
        days = _read(found["of"] or found["whole"] or found["bare"], today)
        return bounded(_word(found), days) if days else None
    first, last = _read(start, today), _read(end, today)
    if first and last and first[0] > last[1]:
        first = period(f"{start} {last[1][:4]}")  # "between March and May 2022"
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _word(found: re.Match[str]) -> str:
    return (found["word"] or found["by"] or "").casefold()


def _read(typed: str, today: date) -> Days | None:
    """Return the days of one date, given in full, without its year, or by how far it is from today."""
    text = " ".join(typed.casefold().split())
    return period(text) or _relative(text, today) or _latest(text, today)


def _relative(text: str, today: date) -> Days | None:
    if days := _NEAR.get(text):
        day = (today - timedelta(days - 1)).isoformat()
        return day, day
    if ago := _AGO.fullmatch(text):
        return _ago(_NUMBERS.get(ago[1]) or int(ago[1]), ago[2], today, is_one=bool(ago[3]))
    which, _, unit = text.removeprefix("the ").partition(" ")
    return _unit(unit, today, back=which != "this") if which in ("this", "last", "past") else None


_NEAR = {"today": 1, "yesterday": 2, "the day before yesterday": 3}


def _ago(number: int, unit: str, today: date, *, is_one: bool) -> Days:
    """Return the day, week, month or year so long ago, or all days from then to today."""
    if unit in ("day", "week"):
        day = today - timedelta(number * (1 if unit == "day" else 7))
        first, last = (day, day) if unit == "day" else (_monday(day), _monday(day) + timedelta(6))
        return first.isoformat() if is_one else day.isoformat(), (last if is_one else today).isoformat()
    months = number * (1 if unit == "month" else 12)
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    if is_one:
        return span(year, month + 1 if unit == "month" else 0, 0) or ("", "")
    first_of_month = date(year, month + 1, 1)
    return min(first_of_month + timedelta(today.day - 1), today).isoformat(), today.isoformat()


def _unit(unit: str, today: date, *, back: bool) -> Days | None:
    """Return this calendar week, month or year, or the one before; or the last such weekday before today."""
    if unit in _WEEKDAYS:
        return _latest(unit, today - timedelta(1))
    if unit == "week":
        first = _monday(today) - timedelta(7 * back)
        return first.isoformat(), (first + timedelta(6)).isoformat()
    return _ago(int(back), unit, today, is_one=True)


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _latest(text: str, today: date) -> Days | None:
    """Return the last day of this weekday, or the last such day or month, that has begun."""
    if text in _WEEKDAYS:
        day = (today - timedelta((today.weekday() - _WEEKDAYS.index(text)) % 7)).isoformat()
        return day, day
    if not _YEARLESS.fullmatch(text):
        return None
    name = next(part for part in text.split() if not part[0].isdigit())
    number = next((part for part in text.split() if part[0].isdigit()), "0")
    month, day_of_month = month_named(name) or 0, int(number.rstrip("stndrh"))
    found = span(today.year, month, day_of_month)
    return found if found and found[0] <= today.isoformat() else span(today.year - 1, month, day_of_month)
