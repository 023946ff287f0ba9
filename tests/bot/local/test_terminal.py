"""The terminal: the same Slack, line by line."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.local.run import LocalSlack
from bot.local.terminal import Terminal, stdin_lines
from tests.bot.local.echo_app import Echo
from tests.local_slack import PATIENCE, texts


class Printed(StringIO):
    """What was printed, and news of it."""

    def __init__(self) -> None:
        super().__init__()
        self.news = asyncio.Event()

    def write(self, text: str) -> int:
        """Print."""
        self.news.set()
        return super().write(text)


class Session:
    """A terminal with somebody in front of it: type a line, and see what is printed until it asks again."""

    def __init__(self, slack: LocalSlack) -> None:
        self.slack = slack
        self.lines = asyncio.StreamReader()
        self.output = Printed()
        self.terminal = Terminal(slack, Console(file=self.output, width=100), self.lines)

    async def type(self, line: str, until: str) -> str:
        """Type a line, and return what is printed up to some words."""
        start = len(self.output.getvalue())
        self.lines.feed_data(f"{line}\n".encode())
        return await self.see(until, start)

    async def see(self, words: str, start: int = 0) -> str:
        """Wait for words on the screen."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.output.getvalue()[start:]:
                self.output.news.clear()
                await self.output.news.wait()
        return self.output.getvalue()[start:]


@pytest.fixture
async def session(slack: LocalSlack) -> AsyncIterator[Session]:
    """A terminal on a Slack with the echoing app."""
    session = Session(slack)
    running = asyncio.create_task(session.terminal.run())
    yield session
    session.lines.feed_eof()
    await running


async def test_it_begins_with_what_can_be_typed(session: Session) -> None:
    """The help names the app and the channels, and then it asks."""
    shown = await session.see("ana in #newsroom > ")
    assert "@echo …" in shown
    assert "as ben" in shown


async def test_a_command_shows_its_card(session: Session) -> None:
    """The answer stands below the command, its buttons numbered, and says who can see it."""
    shown = await session.type("/echo R&amp;D *now*", "Delete")
    assert "Echo  #newsroom · only visible to you" in shown
    assert "R&D now" in shown
    assert " 1 Share   2 Form   3 Delete " in shown


async def test_a_button_is_pressed_by_its_number(session: Session) -> None:
    """A number presses, asks again where the app wants that, and a number that nothing has does nothing."""
    await session.type("/echo news", "Delete")
    assert "There is no button 9." in await session.type("9", "There is no button 9.")
    await session.type("3", "Sure? It goes. (y/n)")
    await session.type("n", "ana in")
    assert texts(session.slack, "ana", "newsroom") == ["news"]
    await session.type("1", "Done, it is shared.")
    assert texts(session.slack, "ben", "newsroom") == ["shared"]


async def test_a_mention_is_answered_in_a_thread_that_goes_on(session: Session, echo: Echo) -> None:
    """What is typed after > goes to the last thread."""
    assert "There is no thread" in await session.type("> too early", "There is no thread")
    await session.type("@echo who led?", "in a thread")
    await session.type("> @echo and Umerov?", "and Umerov?")
    first, second = (seen["event"] for seen in echo.seen)
    assert second["thread_ts"] == first["ts"]


async def test_a_modal_is_a_panel_and_a_form(session: Session) -> None:
    """A modal is drawn, its inputs are asked for one by one, and what is wrong is asked for again."""
    await session.type("/echo news", "Delete")
    assert "Enter: Say it · close" in await session.type("2", "Say what? > ")
    await session.type("", "Words · [hello]: ")
    await session.type("no", "1 Soft  2 Loud: ")
    await session.type("7", "1 Soft  2 Loud: ")
    await session.type("2", "search for: ")
    await session.type("b", "1 Ben  2 Bella: ")
    await session.type("2", "Copies to · optional, search for: ")
    await session.type("", "Words · Not that. · [hello]: ")
    await session.type("said", "direct message")
    assert texts(session.slack, "ana", "echo") == ["said"]


async def test_a_modal_keeps_the_keyboard_until_it_is_closed(session: Session) -> None:
    """While a dialog is open nothing is posted; a dialog without a form closes with Enter."""
    await session.type("/echo news", "Delete")
    await session.type("2", "Say what? > ")
    await session.type("hello?", "A dialog is open")
    await session.type("4", "further down")
    await session.type("", "Say what? > ")
    await session.type("close", "ana in #newsroom > ")
    assert texts(session.slack, "ben", "newsroom") == []


async def test_one_can_go_elsewhere_and_be_someone_else(session: Session) -> None:
    """A channel's name goes there, `dm` to the app, `as` to another person with their own eyes."""
    await session.type("/echo for ana", "for ana")
    await session.type("dm", "ana in dm > ")
    await session.type("hello", "heard hello")
    await session.type("#foreign-desk", "ana in #foreign-desk > ")
    await session.type("as ben", "ben in #newsroom > ")
    assert "for ana" not in await session.type("help", "as ana")


async def test_a_file_is_shared_by_its_path(session: Session, tmp_path: Path) -> None:
    """The words after the path go with the file, and after > both go to the thread; a wrong path is said."""
    path = tmp_path / "my draft.txt"
    path.write_text("words", "utf-8")
    await session.type(f"upload {path} @echo look", "@echo look")
    assert "[my draft.txt, 5 bytes]" in await session.type("as ben", "ben in #newsroom")
    await session.type(f"> upload {path}", "ben in")
    first, second = (each for each in session.slack.workspace.seen_by("", "C0NEWSROOM") if each.files)
    assert (first.text, first.files[0].data, second.thread_ts) == ("<@U0BOT> look", b"words", first.ts)
    assert "There is no such file" in await session.type("upload nothing.txt", "that can be read.")


async def test_a_group_is_a_place_too(session: Session) -> None:
    """`group` goes to the direct messages with colleagues."""
    assert "ana in group > " in await session.type("group", "ana in group > ")
    await session.slack.people["ben"].say("Morning!", "G0GROUP")
    assert "Ben Okafor  group message" in await session.see("Morning!")


async def test_what_comes_meanwhile_is_shown(session: Session) -> None:
    """A message by someone else appears while the terminal waits, and then it asks again."""
    await session.see("ana in #newsroom > ")
    start = len(session.output.getvalue())
    await session.slack.people["ben"].say("news!", "newsroom")
    assert "Ben Okafor  #newsroom" in await session.see("ana in #newsroom > ", start)


async def test_a_failure_is_one_line(session: Session) -> None:
    """What Slack refuses is said, and the terminal goes on."""
    await session.slack.people["ana"].say("a thread", "newsroom")
    await session.type(">  ", "Slack refused this (no_text).")
    shown = await session.type("/broken", "dispatch_failed")
    assert "Slackbot" in shown


async def test_quit_ends_it(slack: LocalSlack) -> None:
    """`quit` ends the terminal, and so does the end of the input."""
    for last in (b"quit\n", b""):
        lines = asyncio.StreamReader()
        lines.feed_data(last)
        lines.feed_eof()
        await asyncio.wait_for(Terminal(slack, Console(file=StringIO()), lines).run(), PATIENCE)


async def test_the_standard_input_is_read_as_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe on the standard input gives its lines, and then its end."""
    read, write = os.pipe()
    with os.fdopen(read) as pipe:
        monkeypatch.setattr(sys, "stdin", pipe)
        lines = stdin_lines()
        os.write(write, "één\ntwo\n".encode())
        os.close(write)
        assert [await lines.readline() for _ in range(3)] == ["één\n".encode(), b"two\n", b""]


async def test_the_home_tab_is_drawn_when_it_is_opened(session: Session) -> None:
    """`home` opens the app's Home and draws what the app publishes."""
    assert "At home" in await session.type("home", "At home")
