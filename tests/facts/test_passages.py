"""A passage is found in its source once, and stands there to the character ever after."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.errors import PassageNotFound
from facts.model import Source, digest
from facts.passages import CONTEXT, locate, objection, paragraph, passage_at

TEXT = "One late ferry.\nThe crew — \N{GRINNING FACE} — waited.\nThe crew waited on deck.\n"


def source(text: str = TEXT) -> Source:
    """Return a source with this text."""
    return Source(id="post", label="The Post", text=text, sha256=digest(text))


def test_offsets_count_code_points() -> None:
    """A character outside the basic plane counts one, as in the source's text."""
    passage = locate(source(), "waited.")
    assert (passage.start, passage.end) == (31, 38)
    assert TEXT[passage.start : passage.end] == "waited."


def test_a_passage_keeps_the_words_around_it() -> None:
    """Prefix and suffix are what stands there, up to the ends of the source and no further."""
    passage = locate(source(), "One late")
    assert (passage.prefix, passage.suffix) == ("", TEXT[8 : 8 + CONTEXT])


@pytest.mark.parametrize(("prefix", "suffix"), [("", " on"), ("\n", " on"), (".\n", " waited on")])
def test_words_that_stand_twice_are_told_apart_by_what_is_around_them(prefix: str, suffix: str) -> None:
    """A prefix or a suffix chooses the place; the passage itself is the exact words alone."""
    exact = "The crew" if suffix.startswith(" waited") else "The crew waited"
    passage = locate(source(), exact, prefix, suffix)
    assert (passage.start, passage.exact) == (TEXT.rindex("The crew"), exact)


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix"),
    [("the crew", "", ""), ("ferry. The", "", ""), ("One", "x", ""), ("One", "", "x"), ("deck.\n\n", "", "")],
)
def test_words_that_do_not_stand_there_are_refused(exact: str, prefix: str, suffix: str) -> None:
    """Neither case nor white space nor the surroundings may differ by a character."""
    with pytest.raises(PassageNotFound, match="does not stand in source 'post'"):
        locate(source(), exact, prefix, suffix)


def test_words_that_stand_in_several_places_are_refused() -> None:
    """A passage is one place: where the words stand more than once, overlapping too, the number is said."""
    with pytest.raises(PassageNotFound, match="“The crew” stands 2 times in source 'post'; give a prefix"):
        locate(source(), "The crew")
    with pytest.raises(PassageNotFound, match="stands 3 times"):
        locate(source("aaaa"), "aa")


@given(st.text(min_size=1), st.data())
def test_every_passage_of_a_source_stands_in_it(text: str, data: st.DataObject) -> None:
    """Any stretch of any text makes a passage to which there is no objection."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    one = source(text)
    assert objection(passage_at(one, start, end), one) == ""


def test_a_passage_of_another_version_does_not_stand() -> None:
    """A passage is bound to the digest of the text that it was taken from."""
    passage = locate(source(), "One late ferry.")
    assert "another version of source 'post'" in objection(passage, source(TEXT + "Corrected."))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"exact": "One late fairy"}, "at 0 the source has “One late ferry”, not “One late fairy”"),
        ({"start": 1, "end": 15}, "at 1 the source has “ne late ferry.”"),
        ({"suffix": "!"}, "the words around “One late ferry” are not those of the source"),
        ({"prefix": "x"}, "the words around"),
    ],
)
def test_a_passage_that_was_changed_does_not_stand(change: dict[str, object], reason: str) -> None:
    """The words, the offsets and the surroundings must all be those of the source."""
    passage = locate(source(), "One late ferry").model_copy(update=change)
    assert reason in objection(passage, source())


def test_a_paragraph_is_the_line_around_a_passage() -> None:
    """What stands before and after ends at the line's ends, or at those of the source."""
    assert paragraph(locate(source(), "waited."), source()) == (
        "The crew — \N{GRINNING FACE} — ",
        "waited.",
        "",
    )
    assert paragraph(locate(source("a b c"), "b"), source("a b c")) == ("a ", "b", " c")
