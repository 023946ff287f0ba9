"""The page, walked through in a headless Chromium."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local.model import Message
from bot.local.run import LocalSlack
from bot.local.text import mrkdwn_pieces
from tests.bot.local.echo_app import Echo
from tests.bot.local.test_text import MARKUP
from tests.browser import BACKSPACE, ENTER, ESCAPE, MISSING, RELEASE, SHIFT, TAB, Browser, browsing
from tests.local_slack import texts, until

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)

COMPOSER = "#composer textarea"
REPLY = "#thread-composer textarea"
MODAL = "dialog#modal[open]"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A browser of its own."""
    async with browsing() as opened:
        yield opened


async def test_a_walk_through_the_page(slack: LocalSlack, browser: Browser) -> None:
    """Ask by command, see the card, share it, talk in the thread, fill in the form: as a person would."""
    await browser.arrive(slack.page_url)
    await browser.type(COMPOSER, "/ec")
    await browser.see("Say it again")
    await browser.type(COMPOSER, TAB + "the <b>news</b>" + ENTER)
    await browser.see("Only visible to you")

    await browser.press("Share")
    await browser.see("Done, it is shared.")
    assert texts(slack, "ben", "newsroom") == ["shared"]

    await browser.type(COMPOSER, "@echo who led?" + SHIFT + ENTER + RELEASE + "and when?" + ENTER)
    await browser.press("1 reply")
    await browser.see("and when?", within="aside")
    await browser.type(REPLY, "@echo and Umerov?" + ENTER)
    await browser.see("3 replies")
    await browser.type(REPLY, ESCAPE)
    await browser.gone("#thread:not([hidden])")

    await browser.press("Form")
    assert await browser.name(f"{MODAL} input") == "Words"
    await browser.type(f"{MODAL} input[aria-label=Words]", "no", clear=True)
    await browser.press("Say it")
    await browser.see("Not that.")
    await browser.type(f"{MODAL} input[role=combobox]", "be")
    await browser.click(await browser.see("Bella", within="dialog"))
    await browser.type(f"{MODAL} input[aria-label=Words]", "said", clear=True)
    await browser.press("Say it")
    await browser.gone(MODAL)
    await until(slack.workspace, lambda: texts(slack, "ana", "echo") == ["said"])
    assert await browser.complaints() == []


async def test_a_modal_closes_view_by_view(slack: LocalSlack, browser: Browser) -> None:
    """A view on top of another goes back to it, what was typed is still there, and Escape closes."""
    await slack.people["ana"].shortcut("begin")
    await browser.arrive(slack.page_url)
    await browser.type(f"{MODAL} input[aria-label=Words]", "half a sentence", clear=True)
    await browser.press("More")
    await browser.see("further down")
    await browser.press("Back")
    words = f"return document.querySelector('{MODAL} input[aria-label=Words]')?.value"
    await browser.find(f"{MODAL} input[aria-label=Words]")
    assert await browser.script(words) == "half a sentence"
    await browser.type(f"{MODAL} input[aria-label=Words]", ESCAPE)
    await browser.gone(MODAL)
    assert slack.workspace.modals.stack("U0ANA") == ()


async def test_several_names_are_chosen_and_taken_away(
    slack: LocalSlack, echo: Echo, browser: Browser
) -> None:
    """Backspace takes the last of those chosen, a button beside it any; the form gives those that stay."""
    await slack.people["ana"].shortcut("begin")
    await browser.arrive(slack.page_url)
    copies = f"{MODAL} input[aria-label='Copies to']"
    await browser.type(copies, "bel")
    await browser.click(await browser.see("Bella", within="dialog"))
    await browser.find(f"{MODAL} .chips li")
    await browser.type(copies, BACKSPACE)
    await browser.gone(f"{MODAL} .chips li")
    for name in ("Ana", "Ben"):
        await browser.type(copies, name.lower())
        await browser.click(await browser.see(name, within="dialog"))
    await browser.press("Remove Ana")
    await browser.type(f"{MODAL} input[aria-label=Words]", "said", clear=True)
    await browser.press("Say it")
    await browser.gone(MODAL)
    held = echo.seen[-1]["view"]["state"]["values"]["copies"]["copies"]
    assert [option["value"] for option in held["selected_options"]] == ["ben"]
    assert await browser.complaints() == []


async def test_a_shortcut_is_found_behind_a_slash_or_a_message(slack: LocalSlack, browser: Browser) -> None:
    """A global shortcut is offered where a command is typed, one on a message in the menu of the message."""
    message = slack.workspace.post("C0NEWSROOM", "U0BEN", "again!")
    await browser.arrive(slack.page_url)
    await browser.press("More actions")
    await browser.press("Repeat this")
    await browser.see("1 reply")
    assert slack.workspace.history("C0NEWSROOM", message.ts)[1].text == "again!"
    await browser.type(COMPOSER, "/Beg" + TAB)
    await browser.see("Say what?", within="dialog")


async def test_a_dangerous_button_asks_first(slack: LocalSlack, browser: Browser) -> None:
    """A button with a confirmation does nothing until it is confirmed."""
    await slack.people["ana"].say("/echo news", "newsroom")
    await browser.arrive(slack.page_url)
    await browser.press("Delete")
    await browser.press("Stay", within="dialog[@id='confirm']")
    await browser.gone("dialog#confirm[open]")
    assert texts(slack, "ana", "newsroom") == ["news"]
    await browser.press("Delete")
    await browser.press("Go", within="dialog[@id='confirm']")
    await browser.gone("article")
    assert texts(slack, "ana", "newsroom") == []


async def test_people_see_with_their_own_eyes(slack: LocalSlack, browser: Browser) -> None:
    """What only one person sees is not on another's page; what is new elsewhere is marked; tabs work."""
    await slack.people["ana"].say("/echo for ana", "newsroom")
    await slack.people["ana"].say("for everyone", "foreign-desk")
    await browser.arrive(f"{slack.page_url}?person=ben")
    await browser.find("[aria-label='1 unread']")
    assert "for ana" not in await browser.text("main")
    await browser.press("# foreign-desk1")
    await browser.see("for everyone", within="main")
    await browser.gone("[aria-label='1 unread']")
    await browser.press("Echo")
    await browser.press("Home")
    await browser.see("At home")


async def test_text_never_becomes_html(slack: LocalSlack, browser: Browser) -> None:
    """Markup from a message is shown, not run, and a link leads only to the web."""
    hostile = "<img src=x onerror=alert(1)> <javascript:alert(1)|press me> *<https://a.org/_b_|safe>*"
    slack.workspace.post("C0NEWSROOM", "U0BOT", hostile)
    await browser.arrive(slack.page_url)
    await browser.see("press me")
    found = "return [...document.querySelectorAll('article img, article a')].map((a) => a.outerHTML)"
    (link,) = await browser.script(found)
    assert 'href="https://a.org/_b_"' in link
    assert 'rel="noreferrer noopener"' in link


async def test_the_page_reads_markup_as_the_terminal_does(slack: LocalSlack, browser: Browser) -> None:
    """Two readers of Slack's markup, one in Python and one in JavaScript, find the same words in it."""
    for markup, _ in MARKUP:
        slack.workspace.post("C0NEWSROOM", "U0BEN", markup)
    await browser.arrive(slack.page_url)
    await browser.see(":no_such_emoji:")
    shown = await browser.script("return [...document.querySelectorAll('.text')].map((e) => e.textContent)")
    read = ["".join(span.text for span in mrkdwn_pieces(markup, {"U0ANA": "ana"})) for markup, _ in MARKUP]
    assert ["".join(text.split()) for text in shown] == ["".join(text.split()) for text in read]


async def test_a_file_is_attached_and_sent(slack: LocalSlack, browser: Browser, tmp_path: Path) -> None:
    """A chosen file is named, can be taken out again, and goes with the words, in a thread too."""
    path = tmp_path / "draft.txt"
    path.write_text("words", "utf-8")
    await browser.arrive(slack.page_url)
    await browser.type("#composer input[type=file]", str(path))
    await browser.see("draft.txt", within="form")
    await browser.press("Remove the file")
    await browser.gone("#composer .attached:not([hidden])")
    await browser.type("#composer input[type=file]", str(path))
    await browser.type(COMPOSER, "a draft" + ENTER)
    await browser.see("draft.txt", within="article")
    await browser.press("Reply in thread")
    await browser.type("#thread-composer input[type=file]", str(path))
    await browser.press("Send", within="aside[@id='thread']")
    first, second = await until(slack.workspace, lambda: _with_files(slack, 2))
    assert (first.text, first.files[0].data) == ("a draft", b"words")
    assert (second.text, second.thread_ts) == ("", first.ts)
    assert await browser.complaints() == []


def _with_files(slack: LocalSlack, count: int) -> list[Message]:
    """Return the messages with files once there are so many."""
    found = [each for each in slack.workspace.seen_by("", "C0NEWSROOM") if each.files]
    return found if len(found) == count else []


async def test_a_permalink_shows_its_message(slack: LocalSlack, browser: Browser) -> None:
    """The address of a reply opens its channel and its thread."""
    parent = slack.workspace.post("C0FOREIGN", "U0BEN", "parent")
    reply = slack.workspace.post("C0FOREIGN", "U0BEN", "the reply", thread_ts=parent.ts)
    await browser.arrive(f"{slack.page_url}archives/C0FOREIGN/p{reply.ts.replace('.', '')}")
    assert "the reply" in await browser.text("#thread article.target")
