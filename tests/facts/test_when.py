"""Dates in words: the precision that was written, no more and no less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.when import human, period


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2022", "2022"),
        ("2022-03", "March 2022"),
        ("2025-05-16", "16 May 2025"),
        ("2025-05-06", "6 May 2025"),
        ("2025-22", "summer 2025"),
        ("2022-03~", "about March 2022"),
        ("2022?", "2022 (uncertain)"),
        ("2025-05-16%", "about 16 May 2025 (uncertain)"),
        ("2022-03/2025-05-16", "from March 2022 to 16 May 2025"),
        ("2022-03/..", "from March 2022 on"),
        ("../2025", "up to 2025"),
        ("2022-03/", "from March 2022, end not known"),
        ("/2025-05", "until May 2025, start not known"),
        ("[2025-03..]", "March 2025 or later; day not given"),
        ("[..2025-03]", "March 2025 or earlier; day not given"),
        ("[2025-03..2025-05]", "between March 2025 and May 2025; day not given"),
        ("[2025-05-15,2025-05-16]", "one of 15 May 2025 or 16 May 2025"),
        ("[2023, 2024, 2025]", "one of 2023, 2024 or 2025"),
    ],
)
def test_a_date_is_told_in_the_precision_that_it_has(edtf: str, words: str) -> None:
    """Each shape of EDTF that records use has its own words."""
    assert human(edtf) == words


def test_a_period_says_which_ends_it_has() -> None:
    """A day, a span, one that is open to either side, and none at all."""
    first, last = "2024-05-03", "2024-06"
    assert period(first, first) == "on 3 May 2024"
    assert period(first, last) == "from 3 May 2024 to June 2024"
    assert period(first, "") == "since 3 May 2024"
    assert period("", last) == "up to June 2024"
    assert period("", "") == ""


@pytest.mark.parametrize(
    "edtf",
    [
        *("", "soon", "202X", "2025-XX-16", "2025-13", "2025-00-01", "2025-05-32", "2025-22-01", "-0044"),
        *("../..", "/", "[..]", "[2025]", "[2025,x]", "[x..2025]", "{2024,2025}", "2025-05-16T10:00:00Z"),
    ],
)
def test_a_shape_without_words_stays_as_it_is_written(edtf: str) -> None:
    """What is not understood is shown as it stands, never guessed at."""
    assert human(edtf) == edtf


@given(st.text("0123456789-/.[],~?% X{}", max_size=30) | st.text(max_size=30))
def test_any_text_at_all_has_words(text: str) -> None:
    """No text raises, and none becomes nothing."""
    assert bool(human(text)) == bool(text)
