"""What a person typed, out of what Slack makes of it."""

import pytest

from bot.spoken import draft_in, spoken, written


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<@U0BOT> who led the talks?", "who led the talks?"),
        ("<@U0BOT|factdesk>quote fidan", "quote fidan"),
        ("quote fidan <@U0BOT>", "quote fidan"),
        ("what of <#C0NEWS|newsroom>?", "what of newsroom?"),
        ("see <https://example.org/a?b=1&amp;c=2>", "see https://example.org/a?b=1&c=2"),
        ("see <https://example.org|the page>", "see the page"),
        ("<!here> and <!subteam^S1|@desk>", "and @desk"),
        ("R&amp;D &lt;b&gt; &amp;lt;", "R&D <b> &lt;"),
        ("a < b > c", "a  b  c"),
        ("", ""),
    ],
)
def test_markup_becomes_words(text: str, words: str) -> None:
    """Mentions say nothing, links and channels say their label, entities are read once."""
    assert spoken(text) == words


@pytest.mark.parametrize(
    ("said", "draft"),
    [
        ("check “We stay,” she said.", "“We stay,” she said."),
        ("Check: “We stay.”", "“We stay.”"),
        ("/check\n“We stay.”", "“We stay.”"),
        ("check", ""),
        ("check?", ""),
        ("check help", ""),
        ("checkpoint Charlie", None),
        ("check-in at the ferry", None),
        ("who led the check", None),
        ("", None),
    ],
)
def test_a_draft_stands_after_check(said: str, draft: str | None) -> None:
    """Only the first word makes a line one to check; alone it brings no draft."""
    assert draft_in(said) == draft


def _section(*texts: str, **style: bool) -> dict[str, object]:
    elements = [{"type": "text", "text": text, **({"style": style} if style else {})} for text in texts]
    return {"type": "rich_text_section", "elements": elements}


def test_a_message_is_read_as_its_author_sees_it() -> None:
    """Of rich text the words count: no marks of bold type, each paragraph and list entry on its own line."""
    mention = {"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]}
    listed = {"type": "rich_text_list", "elements": [_section("One"), _section("Two & <b>")]}
    quote = {"type": "rich_text_quote", "elements": [{"type": "link", "url": "https://example.org"}]}
    parts = [mention, _section("“Nobody ", "sails”", bold=True), listed, quote]
    message = {"text": "*ignored*", "blocks": [{"type": "rich_text", "elements": parts}]}
    assert written(message) == "“Nobody sails”\nOne\nTwo & <b>\nhttps://example.org"


@pytest.mark.parametrize("blocks", [None, [], [{"type": "section", "text": {"text": "x"}}]])
def test_any_other_message_is_read_by_its_text(blocks: object) -> None:
    """What is no rich text says in its text what it says."""
    assert written({"text": "R&amp;D <@U1>", "blocks": blocks}) == "R&D"
