"""The geometry of quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.quotations import quoted_stretches
from facts.quotations.marks import paragraphs


def _words(text: str) -> list[str]:
    return [text[slice(*stretch.inner)] for stretch in quoted_stretches(text)]


@pytest.mark.parametrize(
    "text",
    [
        'He said "yes, we can" twice.',
        "He said “yes, we can” twice.",
        "He said ‘yes, we can’ twice.",
        "He said 'yes, we can' twice.",
        "He said ''yes, we can'' twice.",
        "He said ``yes, we can'' twice.",
        "Er sagte „yes, we can“ zweimal.",
        "Il a dit «yes, we can» deux fois.",
        "Er sagte »yes, we can« zweimal.",
        "彼は「yes, we can」と言った。",
    ],
)
def test_every_pair_of_marks_encloses_its_words(text: str) -> None:
    """Whatever the marks, straight or curly, the words between them are found."""
    assert _words(text) == ["yes, we can"]


def test_a_quotation_within_a_quotation_is_nested() -> None:
    """The inner marks stand one level deeper than the outer."""
    text = "She said: “He told me, ‘You will lose,’ and left.”"
    assert [(stretch.depth, stretch.mark) for stretch in quoted_stretches(text)] == [
        (0, "double"),
        (1, "single"),
    ]


def test_marks_of_the_same_kind_nest() -> None:
    """A mark that opens within a quotation is nested where two that can only close follow."""
    text = 'She said: "It keeps the "conscience" clause, as it was." He said "no" and left.'
    assert [(text[slice(*one.inner)][-10:], one.depth) for one in quoted_stretches(text)] == [
        ("as it was.", 0),
        ("conscience", 1),
        ("no", 0),
    ]


def test_a_mark_that_was_never_closed_encloses_nothing_behind_it() -> None:
    """Where a quotation opens and the earlier one has no end, the later one stands by itself."""
    text = 'She said: "It stays as it was. The "clause" and the "rule" are kept.'
    assert _words(text) == ["clause", "rule"]


@pytest.mark.parametrize(
    "text",
    ["It's the workers' right.", "Rock 'n' roll of the '90s.", "A 6\" pipe, 5' long.", "Don’t. Can’t."],
)
def test_apostrophes_and_inches_enclose_nothing(text: str) -> None:
    """An apostrophe, an elision or a measure is no quotation mark."""
    assert _words(text) == []


def test_a_plural_possessive_does_not_end_a_single_quotation() -> None:
    """The apostrophe of "workers'" is passed over when a better closing mark follows."""
    assert _words("‘It is what the workers’ families deserved,’ she said.")[0].endswith("deserved,")


def test_a_quotation_resumes_in_the_next_paragraph() -> None:
    """A mark that is opened again without having been closed takes up the same quotation."""
    first, second = quoted_stretches("“One paragraph of it.\n\n“And the second,” he said.")
    assert (first.closed, first.resumes, second.closed, second.resumes) == (False, False, True, True)


def test_a_quotation_closes_in_a_paragraph_that_does_not_reopen_it() -> None:
    """Where the second paragraph only closes, it belongs to the quotation from its start."""
    assert _words("He said, “One paragraph.\n\nAnd the second.”") == ["One paragraph.", "And the second."]


def test_a_forgotten_mark_spoils_its_own_paragraph_only() -> None:
    """The next paragraph is read afresh."""
    assert (
        _words("He said “no and left.\n\nShe left.\n\nThey said “yes, of course” later.")[-1]
        == "yes, of course"
    )


def test_lines_of_one_width_are_one_paragraph_and_a_heading_is_its_own() -> None:
    """A machine wraps every line; a line before a longer one ends where somebody ended it."""
    line = "The council of the county heard both sides of the tram line until late on Tuesday and"
    assert len(list(paragraphs(f"{line}\n{line}\nleft."))) == 1
    assert len(list(paragraphs(f"{line}\n{line} {line}."))) == 2


def test_a_caption_may_interrupt_a_quotation() -> None:
    """One paragraph without marks between two paragraphs of a quotation does not end it."""
    stretches = quoted_stretches("“One part of it.\n\nA view of the river.\n\n“And another,” he said.")
    assert stretches[-1].resumes


@given(st.text(alphabet="ab. ,\n'\"“”‘’„«»「」`", max_size=80))
def test_stretches_always_slice(text: str) -> None:
    """Offsets lie inside the text, the inner span inside the outer, and the order is that of the starts."""
    stretches = quoted_stretches(text)
    for stretch in stretches:
        assert 0 <= stretch.start <= stretch.inner[0] < stretch.inner[1] <= stretch.end <= len(text)
        assert "\n" not in text[slice(*stretch.inner)].strip() or not text[slice(*stretch.inner)].count(
            "\n\n"
        )
    assert [s.start for s in stretches] == sorted(s.start for s in stretches)
