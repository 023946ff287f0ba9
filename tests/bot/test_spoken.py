"""What a person typed, out of what Slack makes of it."""

import pytest

from bot.spoken import spoken


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
