"""Text made fit for Slack: nothing in it acts, and links land on the words."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.text import clip, escape, fallback, fragment_url, link, quoted, titled
from tests.bot.render.checks import HOSTILE

PAGE = "https://example.org/a"
LONG = (
    "It was the first meeting of the two delegations in over three years, and nobody who met expected much."
)


def test_escape_replaces_the_three_characters_and_no_others() -> None:
    """`&`, `<` and `>` become entities, `&` first, so that an entity in the text stays literal."""
    assert escape('<!channel> &amp; "x" \'') == '&lt;!channel&gt; &amp;amp; "x" \''


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_clip_keeps_the_limit_and_the_start(text: str, limit: int) -> None:
    """A clipped text is never longer than its limit, and says by an ellipsis that it was cut."""
    clipped = clip(text, limit)
    assert len(clipped) <= limit
    assert clipped == text or (clipped[-1] == "…" and text.startswith(clipped[:-1]))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("No.", "“No.”"),
        ("“No.”", "“No.”"),
        ('"No."', '"No."'),
        ("“Yes” and “no”, he", "““Yes” and “no”, he”"),
        ("“", "““”"),
    ],
)
def test_words_get_quotation_marks_unless_they_bring_their_own(text: str, marked: str) -> None:
    """Marks that belong to the words are kept, and not doubled."""
    assert quoted(text) == marked


def test_a_titled_text_has_its_title_in_bold() -> None:
    """Harmless text is escaped, and its title stands in bold above it."""
    expected = "*R&amp;D*\na &lt; b"
    assert titled("R&D", "a < b") == {"type": "mrkdwn", "text": expected, "verbatim": True}


@pytest.mark.parametrize("text", ["*x*", "_x_", "~x~", "`x`", ":x:", "> x", "a\n> x", "[x](y)", "# x"])
def test_a_text_that_could_be_read_as_markup_is_plain(text: str) -> None:
    """Slack's markup has no escape for these, so the text goes where there is no markup."""
    assert titled("Title", text) == {"type": "plain_text", "text": f"Title\n{text}", "emoji": False}
    assert titled(text, "")["type"] == "plain_text"


@pytest.mark.parametrize("title", ["two\nlines", " led by a space", "followed by one ", ""])
def test_a_title_that_cannot_be_bold_is_plain(title: str) -> None:
    """Bold in Slack's markup is one line that neither begins nor ends with a space."""
    assert titled(title, "text")["type"] == "plain_text"


def test_a_fragment_points_to_the_words() -> None:
    """A short passage is given whole; dash, comma and ampersand are encoded as the specification demands."""
    assert fragment_url(PAGE, "well-known, & dear") == f"{PAGE}#:~:text=well%2Dknown%2C%20%26%20dear"


def test_a_fragment_of_a_long_passage_is_its_first_and_last_words() -> None:
    """A long passage is a range, whose ends are whole words of it."""
    start, end = map(unquote, fragment_url(PAGE, LONG).partition("text=")[2].split(","))
    assert (LONG.startswith(f"{start} "), LONG.endswith(f" {end}")) == (True, True)
    assert max(len(start), len(end)) <= 40


def test_a_fragment_of_several_lines_is_a_range() -> None:
    """One text cannot match across paragraphs, a range from one to another can."""
    assert fragment_url(PAGE, "One two\nthree\nfour ").endswith("text=One%20two,four")


def test_a_fragment_takes_whole_words_around_repeated_ones() -> None:
    """Prefix and suffix tell apart words that stand twice, without the words that were cut at their ends."""
    url = fragment_url(PAGE, "the talks", "ived before ", " began, nob")
    assert url.endswith("#:~:text=before-,the%20talks,-began%2C")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f"{PAGE}#top", f"{PAGE}#top:~:text=x"),
        (f"{PAGE}#top:~:text=old", f"{PAGE}#top:~:text=x"),
        (f"{PAGE}?q=1", f"{PAGE}?q=1#:~:text=x"),
    ],
)
def test_a_fragment_keeps_the_rest_of_the_address(page: str, expected: str) -> None:
    """Query and anchor stay, an older text fragment does not."""
    assert fragment_url(page, "x") == expected


@pytest.mark.parametrize("exact", HOSTILE)
def test_any_passage_has_an_address(exact: str) -> None:
    """Whatever the words, the address has no character that ends it early."""
    assert not set(" <>|\n") & set(fragment_url(PAGE, exact, exact, exact))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x", "//x", "", "https://x/" + "a" * 500])
def test_what_is_no_web_address_or_too_long_is_no_link(url: str) -> None:
    """A card offers no link that is not one to the web."""
    assert link(url, "Open") is None


def test_a_link_cannot_be_broken_out_of() -> None:
    """Characters that would end a link or its address are encoded."""
    found = link("https://x/?a=1&b=<2>|3 4", "Open")
    assert found
    assert found["text"] == "<https://x/?a=1&amp;b=%3C2%3E%7C3%204|Open>"


@pytest.mark.parametrize("length", range(3_985, 4_010))
def test_the_fallback_is_cut_between_entities(length: int) -> None:
    """The top-level text keeps to 4,000 characters, and no escape is cut in half."""
    text = fallback(["x" * (length % 7) + "&" * (length // 4), "<" * 50])
    assert len(text) <= 4_000
    assert text.rstrip("…").replace("&amp;", "").replace("&lt;", "").strip("x\n") == ""
