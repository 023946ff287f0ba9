"""Dates keep the precision that is written, and their bounds are days that sort as text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.dates import bounds, period
from facts.errors import BadDate


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2025-05-16", "2025-05-16", "2025-05-16"),
        ("2022-03", "2022-03-01", "2022-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2022-XX", "2022-01-01", "2022-12-31"),
        ("2022~", "2022-01-01", "2022-12-31"),
        ("2025-05-16?", "2025-05-16", "2025-05-16"),
        ("2022/2025", "2022-01-01", "2025-12-31"),
        ("2025-05-12/2025-05", "2025-05-12", "2025-05-31"),
        ("2022-03/..", "2022-03-01", ""),
        ("../2022-03", "", "2022-03-31"),
        ("2022-03/", "2022-03-01", ""),
        ("/2022-03", "", "2022-03-31"),
        ("[2025-03..]", "2025-03-01", ""),
        ("[..2024]", "", "2024-12-31"),
        ("[2022,2024]", "2022-01-01", "2024-12-31"),
        ("{2022-03,2025-05-16}", "2022-03-01", "2025-05-16"),
        ("2025-21", "2025-03-01", "2025-05-31"),
        ("2025-05-16T23:30:00+02:00", "2025-05-16", "2025-05-16"),
    ],
)
def test_an_edtf_date_spans_the_days_that_it_may_mean(edtf: str, earliest: str, latest: str) -> None:
    """The bounds are those of the precision written; where a date is open or unknown they are empty."""
    assert bounds(edtf) == (earliest, latest)


@pytest.mark.parametrize(
    "edtf",
    [
        *("", " 2022", "2022\n", "Friday", "May 2025", "2022-13", "2022-00", "2025-04-31", "2025-02-29"),
        *("20250516", "16.05.2025", "2025-5-16", "2022/2025/2026", "2022-06/2022-XX", "2025-05-1X/2025"),
        *("1950S2", "-0044", "0000", "XXXX", "Y20000", "..", "/", "2022 or 2023"),
    ],
)
def test_what_is_no_date_is_refused_and_named(edtf: str) -> None:
    """What EDTF does not know, the calendar does not have, or cannot be told in ISO days is a `BadDate`."""
    with pytest.raises(BadDate, match="is not a date in EDTF") as error:
        bounds(edtf)
    assert f"“{edtf}”" in str(error.value)


@pytest.mark.parametrize("edtf", ["2025/2022", "[2025..2022]", "2022-03-02/2022-03-01"])
def test_a_date_that_ends_before_it_begins_is_refused(edtf: str) -> None:
    """An interval runs forward."""
    with pytest.raises(BadDate, match="ends before it begins"):
        bounds(edtf)


@settings(deadline=None)  # the first date also imports the parser
@given(st.text("0123456789-/.[]{},XY?~%STZ:+ ", max_size=24))
def test_any_text_has_bounds_or_is_refused(edtf: str) -> None:
    """Whatever is written where a date should be, nothing but `BadDate` is raised."""
    try:
        earliest, latest = bounds(edtf)
    except BadDate:
        return
    assert not (earliest and latest) or earliest <= latest


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2022", ("2022-01-01", "2022-12-31")),
        ("2022-03", ("2022-03-01", "2022-03-31")),
        ("2022-3-5", ("2022-03-05", "2022-03-05")),
        ("March 2022", ("2022-03-01", "2022-03-31")),
        ("  sept.  2022 ", ("2022-09-01", "2022-09-30")),
        ("16 May 2025", ("2025-05-16", "2025-05-16")),
        ("May 16th, 2025", ("2025-05-16", "2025-05-16")),
        ("FEB 2024", ("2024-02-01", "2024-02-29")),
        ("2022..", ("2022-01-01", "")),
        ("..2024", ("", "2024-12-31")),
        ("2022..2025", ("2022-01-01", "2025-12-31")),
        ("2022-03-01..2022-04", ("2022-03-01", "2022-04-30")),
        ("march 2022 … may 2025", ("2022-03-01", "2025-05-31")),
        ("2022...2023", ("2022-01-01", "2023-12-31")),
    ],
)
def test_a_period_as_a_person_types_it_has_its_days(text: str, days: tuple[str, str]) -> None:
    """Years, months and days, in figures or with the month's name, alone or as a range."""
    assert period(text) == days


@pytest.mark.parametrize(
    "text",
    [
        *("", "..", "yesterday", "1000", "1,000", "20222", "2022-13", "2022-00", "2022-03-00", "2025-02-30"),
        *("2025..2022", "2022..x", "x..2022", "march", "marchy 2022", "ma 2022", "32 may 2025", "2022-2025"),
    ],
)
def test_what_is_no_period_is_left_to_be_searched_for(text: str) -> None:
    """Anything else, numbers of people among it, is no period."""
    assert period(text) is None


@given(st.text())
def test_any_question_may_be_asked_for_its_period(text: str) -> None:
    """No text is an error, and what is found runs forward."""
    found = period(text)
    assert found is None or not all(found) or found[0] <= found[1]
