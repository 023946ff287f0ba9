"""Blocks and markup as plain text."""

import pytest

from bot.local.compose import as_sent, escape, unescape
from bot.local.model import Json
from bot.local.mrkdwn import Span, spans
from bot.local.text import blocks_to_text, mrkdwn_to_text
from tests.bot.local.echo_app import button, plain, section

MARKUP = [
    ("*bold* _italic_ ~gone~ `code`", "bold italic gone code"),
    ("*bold _both_ bold*", "bold both bold"),
    ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
    ("a * b* and *c *", "a * b* and *c *"),
    ("*“quoted”*, he said", "“quoted”, he said"),
    ("R&amp;D &lt;soon&gt;", "R&D <soon>"),
    ("see <https://a.org/x_y_z|the source>", "see the source <https://a.org/x_y_z>"),
    ("_see <https://a.org/x_y|it> now_", "see it <https://a.org/x_y> now"),
    ("<https://a.org/?a=1&amp;b=2>", "https://a.org/?a=1&b=2"),
    ("<mailto:desk@a.org|desk@a.org>", "desk@a.org"),
    ("<@U0ANA> in <#C1|newsroom>", "@ana in #newsroom"),
    ("<!here> <!date^1|16 May>", "@here 16 May"),
    ("`*not bold* &amp;`", "*not bold* &"),
    ("before\n```\n*raw* &lt;b&gt;\n```\nafter", "before\n*raw* <b>\nafter"),
    ("&gt; said *so*\n&gt; twice\nand left", "> said so\n> twice\nand left"),
    (":white_check_mark: :no_such_emoji: 10:30:15", "✅ :no_such_emoji: 10:30:15"),
]


@pytest.mark.parametrize(("markup", "text"), MARKUP)
def test_markup_becomes_readable_text(markup: str, text: str) -> None:
    """Markup is read as Slack reads it, and what is no markup stays as it is."""
    assert mrkdwn_to_text(markup, {"U0ANA": "ana"}) == text


def test_spans_keep_what_the_markup_says() -> None:
    """A span knows its styles, those around it included, and its link."""
    assert spans("*a _b_* <https://c.org|d>") == (
        Span("a ", bold=True),
        Span("b", bold=True, italic=True),
        Span(" "),
        Span("d", url="https://c.org"),
    )


def test_blocks_become_paragraphs() -> None:
    """A card reads from top to bottom: heading, words, small print, buttons in brackets."""
    blocks: list[Json] = [
        {"type": "header", "text": plain("Hakan Fidan")},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "“It is *critical*.” <https://a.org|source>"},
            "fields": [plain("verified"), plain("16 May")],
            "accessory": {
                "type": "overflow",
                "options": [{"text": plain("History")}, {"text": plain("Raw")}],
            },
        },
        {"type": "context", "elements": [plain("first article"), {"type": "image", "alt_text": "a map"}]},
        {"type": "divider"},
        {"type": "actions", "elements": [button("Share", "a"), button("Open", "b", url="https://a.org")]},
    ]
    assert blocks_to_text(blocks) == (
        "Hakan Fidan\n"
        "“It is critical.” source <https://a.org>\nverified\n16 May\n[History / Raw]\n"
        "first article · [Picture: a map]\n"
        f"{'─' * 40}\n"
        "[Share] [Open <https://a.org>"
    ).replace("[Open <", "[Open] <")


def test_rich_text_keeps_lists_and_quotations() -> None:
    """Lists get their marks, quotations a mark on every line, mentions their names."""
    words = {"type": "text", "text": "said\nso"}
    user = {"type": "user", "user_id": "U0ANA"}
    items = [{"type": "rich_text_section", "elements": [words | {"text": name}]} for name in ("one", "two")]
    link = {"type": "link", "url": "https://a.org", "text": "there"}
    emoji = {"type": "emoji", "name": "tada"}
    blocks = [
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": [user, words | {"text": " wrote "}, link, emoji]},
                {"type": "rich_text_list", "style": "ordered", "elements": items, "offset": 1},
                {"type": "rich_text_list", "style": "bullet", "elements": items[:1], "indent": 1},
                {"type": "rich_text_quote", "elements": [words]},
                {"type": "rich_text_preformatted", "elements": [words]},
            ],
        }
    ]
    assert blocks_to_text(blocks, {"U0ANA": "ana"}) == (
        "@ana wrote there <https://a.org>🎉\n2. one\n3. two\n  • one\n> said\n> so\nsaid\nso"
    )


def test_inputs_and_tables_are_named() -> None:
    """An input is its label and what it holds; a table is a line for each row."""
    element = {"type": "plain_text_input", "action_id": "a", "initial_value": "now"}
    cell = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}
    blocks: list[Json] = [
        {"type": "input", "label": plain("When"), "element": element},
        {
            "type": "table",
            "rows": [[{"type": "raw_text", "text": "a"}, {"type": "raw_text", "text": "b"}], [cell]],
        },
        section("the end"),
    ]
    assert blocks_to_text(blocks) == "When: [now]\n\na | b\n\n\nthe end"


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("@echo who led?", "<@U0BOT> who led?"),
        ("@Echo, and #newsroom.", "<@U0BOT>, and <#C1|newsroom>."),
        ("mail a@echo.org & <b>", "mail a@echo.org &amp; &lt;b&gt;"),
        ("see https://a.org/x?a=1&b=2.", "see <https://a.org/x?a=1&amp;b=2>."),
        ("(https://a.org)", "(<https://a.org>)"),
        ("@nobody #nowhere", "@nobody #nowhere"),
        ("<@U0BOT> typed by hand", "&lt;@U0BOT&gt; typed by hand"),
    ],
)
def test_what_is_typed_is_marked_up(typed: str, sent: str) -> None:
    """Names and addresses become markup, and nothing else that was typed can."""
    assert as_sent(typed, {"@echo": "<@U0BOT>", "#newsroom": "<#C1|newsroom>"}) == sent


def test_escaping_is_undone_by_unescaping() -> None:
    """No text is lost on its way, not even one that looks escaped."""
    text = "a &amp; <b> &lt; &"
    assert unescape(escape(text)) == text
