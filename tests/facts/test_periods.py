"""The days that a question speaks of, as of a Wednesday, 25 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.periods import stated

TODAY = date(2026, 11, 25)


def first(text: str) -> tuple[str, str] | None:
    """The first period that a text speaks of."""
    return next((one.days for one in stated(text, TODAY)), None)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("zelensky 2022..", ("2022-01-01", "")),
        ("zelensky ..2022", ("", "2022-12-31")),
        ("zelensky 2022..2025", ("2022-01-01", "2025-12-31")),
        ("talks 2022-03", ("2022-03-01", "2022-03-31")),
        ("talks in March 2022", ("2022-03-01", "2022-03-31")),
        ("talks since March 2022", ("2022-03-01", "")),
        ("talks after March 2022", ("2022-04-01", "")),
        ("talks before 2022", ("", "2021-12-31")),
        ("talks until 2022-03-04", ("", "2022-03-04")),
        ("talks from 2022 until 2024", ("2022-01-01", "2024-12-31")),
        ("talks between March and May 2022", ("2022-03-01", "2022-05-31")),
        ("talks on May 5, 2024", ("2024-05-05", "2024-05-05")),
        ("talks by 2025", ("", "2025-12-31")),
    ],
)
def test_a_date_with_its_year_is_a_period(text: str, days: tuple[str, str]) -> None:
    """A word before it opens it at one end."""
    assert first(text) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("since March", ("2026-03-01", "")),
        ("in December", ("2025-12-01", "2025-12-31")),
        ("before 3 March", ("", "2026-03-02")),
        ("on Friday", ("2026-11-20", "2026-11-20")),
        ("on Wednesday", ("2026-11-25", "2026-11-25")),
        ("last Wednesday", ("2026-11-18", "2026-11-18")),
        ("today", ("2026-11-25", "2026-11-25")),
        ("since yesterday", ("2026-11-24", "")),
        ("the day before yesterday", ("2026-11-23", "2026-11-23")),
        ("this week", ("2026-11-23", "2026-11-29")),
        ("last week", ("2026-11-16", "2026-11-22")),
        ("in the last month", ("2026-10-01", "2026-10-31")),
        ("last year", ("2025-01-01", "2025-12-31")),
        ("the last three days", ("2026-11-22", "2026-11-25")),
        ("past 2 weeks", ("2026-11-11", "2026-11-25")),
        ("3 days ago", ("2026-11-22", "2026-11-22")),
        ("a week ago", ("2026-11-16", "2026-11-22")),
        ("two months ago", ("2026-09-01", "2026-09-30")),
    ],
)
def test_a_date_without_its_year_is_the_last_one_that_has_begun(text: str, days: tuple[str, str]) -> None:
    """What is told by its distance is counted from today."""
    assert first(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "..",
        "quotes by May",
        "they may march",
        "talks 2022-13",
        "1,000 prisoners",
        "in the article",
        "x..y",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    """Numbers, names and words that are months elsewhere stay what they are."""
    assert first(text) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("talks since May 2022", "since May 2022"),
        ("talks in 2022", "2022"),
        ("talks on Friday", "Friday"),
    ],
)
def test_a_period_tells_what_a_record_would_say_of_it(text: str, says: str) -> None:
    """A word that opens a period belongs to what is said, "in" does not."""
    assert [one.says for one in stated(text, TODAY)] == [says]


@given(st.text(max_size=200), st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_any_text_on_any_day_has_periods_or_none(text: str, today: date) -> None:
    """Whatever is typed, and whenever."""
    assert all(0 <= one.start < one.end <= len(text) for one in stated(text, today))
