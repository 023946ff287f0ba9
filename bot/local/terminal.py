"""The same Slack in a terminal: type a command, a mention or a reply, press a button by its number."""

import asyncio
import os
import sys
from pathlib import Path
from threading import Thread
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.local.forms import Suggest, ask_form, ask_value
from bot.local.model import Json, Refused, View
from bot.local.people import Person, Place
from bot.local.run import LocalSlack
from bot.local.screen import Screen
from bot.local.text import Control

HELP = {
    "/command …": "asks the app, for your eyes only",
    "@{handle} …": "asks it where everyone reads along; in a direct message no mention is needed",
    "> …": "replies in the last thread",
    "1": "presses the button with this number",
    "upload PATH …": "shares a file, with words to it if you like; after > in the last thread",
    "#{channel}, group, dm": "goes to a channel, or to the direct messages with colleagues or the app alone",
    "home": "opens the app's Home",
    "as {other}": "makes you someone else",
    "help, quit": "",
}
"""What can be typed, and what it does."""


class Terminal:
    """A client of a local Slack, line by line."""

    def __init__(self, slack: LocalSlack, console: Console, lines: asyncio.StreamReader) -> None:
        """Take where to print, and the lines that are typed."""
        self._slack = slack
        self._workspace = slack.workspace
        self._console = console
        self._lines = lines
        self._prompt = ""
        self._become(next(iter(slack.people.values())))

    async def run(self) -> None:
        """Read lines until `quit` or the end of the input."""
        self._help()
        watching = asyncio.create_task(self._watch())
        try:
            while (line := await self._ask(self._where())) != "quit":
                await self._do(line)
                self._show_news()
        except EOFError:
            pass
        finally:
            watching.cancel()

    async def _do(self, line: str) -> None:
        modal = self._screen.modal
        try:
            if line.isdecimal():
                await self._press(int(line))
            elif modal:
                await self._in_modal(modal, line)
            elif line and not self._go(line):
                await self._say(line)
        except Refused as refused:
            self._complain(f"Slack refused this ({refused.error}).")

    async def _say(self, line: str) -> None:
        channel, thread = self._screen.thread if line.startswith(">") else (self._channel, "")
        if not channel:
            self._complain("There is no thread to reply in yet.")
            return
        said = line.removeprefix(">").strip()
        with self._console.status("Waiting for the app…"):
            if said.startswith("upload "):
                await self._upload(said.removeprefix("upload ").strip(), channel, thread)
            else:
                await self._person.say(said, channel, thread)

    async def _upload(self, typed: str, channel: str, thread: str) -> None:
        found = await asyncio.to_thread(_file_at, typed)
        if found is None:
            self._complain("There is no such file that can be read.")
            return
        name, data, said = found
        self._person.share(name, data, channel, said, thread)

    def _go(self, line: str) -> bool:
        """Do what a word of the terminal's own says; return whether it was one."""
        word, _, name = line.partition(" ")
        known = self._workspace.channels.values()
        public = {f"#{each.name}": each.id for each in known if each.type == "channel"}
        public["group"] = next(each.id for each in known if each.mpim)
        if line == "help":
            self._help()
        elif line in public:
            self._channel = public[line]
        elif line == "dm":
            self._channel = self._workspace.channel(self._person.user.id).id
            self._person.open_tab("messages")
        elif line == "home" and self._workspace.app.home_tab:
            self._screen.at_home = True
            self._person.open_tab("home")
        elif word == "as" and name in self._slack.people:
            self._become(self._slack.people[name])
        else:
            return False
        return True

    def _become(self, person: Person) -> None:
        self._person = person
        self._channel = self._workspace.channels_of(person.user.id)[0].id
        self._screen = Screen(self._workspace, person.user.id)

    async def _press(self, number: int) -> None:
        if not 0 < number <= len(self._screen.controls):
            self._complain(f"There is no button {number}.")
            return
        place, control = self._screen.controls[number - 1]
        element, given = control.element, None
        if element["type"] != "button":
            given = await ask_value(element, control.label, self._ask, self._suggest(place))
        if "url" in element:
            self._console.print(Text(f"Leads to {element['url']}", style="dim"))
        if await self._agreed(element):
            await self._act(place, control, given)

    async def _act(self, place: Place, control: Control, given: Any) -> None:
        block_id = control.block["block_id"]
        with self._console.status("Waiting for the app…"):
            outcome = await self._person.act(place, control.element["action_id"], given, block_id=block_id)
        if outcome.failure:
            self._complain(f"The app did not answer ({outcome.failure}).")

    async def _in_modal(self, view: View, line: str) -> None:
        if line == "close" or not (line or view.content.get("submit")):
            await self._person.close(view)
        elif line:
            self._complain("A dialog is open: press Enter to go on, or type close.")
        else:
            await self._submit(view)

    async def _submit(self, view: View) -> None:
        """Ask for the inputs, and again for those that something is wrong with."""
        asked = [(block, "") for block in view.blocks if block["type"] == "input"]
        values: dict[str, Json] = {}
        while True:
            values |= await ask_form(asked, self._ask, self._suggest(view))
            with self._console.status("Waiting for the app…"):
                outcome = await self._person.submit(view, values)
            if not outcome.errors:
                break
            asked = [(block, outcome.errors.get(block["block_id"], "")) for block, _ in asked]
            asked = [(block, complaint) for block, complaint in asked if complaint]
        if outcome.failure:
            self._complain(f"The app did not take this ({outcome.failure}).")

    def _suggest(self, place: Place) -> Suggest:
        async def suggest(element: Json, query: str) -> list[Json]:
            return await self._person.suggest(place, element["action_id"], query)

        return suggest

    async def _agreed(self, element: Json) -> bool:
        question = element.get("confirm")
        if not question:
            return True
        answer = await self._ask(f"{question['title']['text']} {question['text']['text']} (y/n) ")
        return answer.lower().startswith("y")

    async def _ask(self, prompt: str) -> str:
        """Show a prompt and return the line that is typed.

        Raises:
            EOFError: no line will come any more.
        """
        self._prompt = prompt
        self._print_prompt()
        line = await self._lines.readline()
        self._prompt = ""
        if not line:
            raise EOFError
        return line.decode(errors="replace").strip()

    async def _watch(self) -> None:
        """Show what comes while nobody types, and then the prompt again."""
        feed = self._workspace.feed
        while not feed.closed:
            version = feed.version
            self._show_news()
            await feed.after(version)

    def _show_news(self) -> None:
        news = self._screen.news()
        if news and self._prompt:
            self._console.print()
        for drawn in news:
            self._console.print(drawn)
        if news and self._prompt:
            self._print_prompt()

    def _where(self) -> str:
        if self._screen.modal:
            return f"{self._screen.modal.content['title']['text']} > "
        channel = self._workspace.channels[self._channel]
        place = {"im": "dm", "mpim": "group"}.get(channel.type, f"#{channel.name}")
        return f"{self._person.user.name} in {place} > "

    def _print_prompt(self) -> None:
        self._console.print(Text(self._prompt, style="bold green"), end="")

    def _complain(self, text: str) -> None:
        self._console.print(Text(text, style="red"))

    def _help(self) -> None:
        names = {
            "handle": self._workspace.app.handle,
            "channel": next(iter(self._workspace.channels.values())).name,
            "other": next(name for name in self._slack.people if name != self._person.user.name),
        }
        table = Table.grid(padding=(0, 3))
        for typed, meaning in HELP.items():
            table.add_row(Text(typed.format(**names), style="bold"), meaning)
        self._console.print(table)


def _file_at(typed: str) -> tuple[str, bytes, str] | None:
    """Return the name and the content of the file at a path, spaces and all, and what is typed after it."""
    words = typed.split(" ")
    for end in range(len(words), 0, -1):
        try:
            path = Path(" ".join(words[:end])).expanduser()
            return path.name, path.read_bytes(), " ".join(words[end:])
        except (OSError, RuntimeError, ValueError):  # no file, nobody's home, no path at all
            continue
    return None


def stdin_lines() -> asyncio.StreamReader:
    """Return the standard input as lines, for the event loop that runs.

    A thread of its own reads: a terminal, a pipe and a file all can be, and a process that ends need not
    wait for a line.
    """
    reader, loop = asyncio.StreamReader(), asyncio.get_running_loop()
    Thread(target=_pump, args=(reader, loop), name="stdin", daemon=True).start()
    return reader


def _pump(reader: asyncio.StreamReader, loop: asyncio.AbstractEventLoop) -> None:
    try:
        while data := os.read(sys.stdin.fileno(), 65536):
            loop.call_soon_threadsafe(reader.feed_data, data)
        loop.call_soon_threadsafe(reader.feed_eof)
    except RuntimeError:
        return  # the loop has ended, and with it the terminal
