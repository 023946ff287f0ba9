"""What one person sees in a terminal: what is new, drawn with rich, its controls numbered."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from rich.panel import Panel
from rich.style import Style
from rich.text import Text

from bot.local.model import Message, View
from bot.local.mrkdwn import Span
from bot.local.people import Place
from bot.local.text import Control, Names, Piece, mrkdwn_pieces, pieces
from bot.local.workspace import Workspace


class Screen:
    """Draws what is new to one person, each thing once.

    Attributes:
        controls: what can be pressed, in the order of its numbers, with where it stands.
        thread: the channel and the thread of the last message that can be replied to.
        modal: the modal on top.
        at_home: whether the Home tab is looked at, and so drawn whenever it changes.
    """

    def __init__(self, workspace: Workspace, user: str) -> None:
        """Take whose screen it is."""
        self.controls: list[tuple[Place, Control]] = []
        self.thread = ("", "")
        self.modal: View | None = None
        self.at_home = False
        self._home: View | None = None
        self._workspace = workspace
        self._user = user
        self._shown: dict[tuple[str, str], Message] = {}

    def news(self) -> list[Text | Panel]:
        """Return what came or changed since the last time, to be printed."""
        messages = self._messages()
        for message in messages:
            if not message.visible_to:
                self.thread = (message.channel, message.thread_ts or message.ts)
        drawn: list[Text | Panel] = [self._drawn(each) for each in messages if each.user != self._user]
        stack = self._workspace.modals.stack(self._user)
        before, self.modal = self.modal, stack[-1] if stack else None
        if self.modal and self.modal != before:
            drawn.append(self._panel(self.modal))
        at_home, self._home = self._home, self._workspace.modals.home(self._user) if self.at_home else None
        if self._home and self._home != at_home:
            drawn.append(self._home_panel(self._home))
        return drawn

    def _messages(self) -> list[Message]:
        channels = self._workspace.channels_of(self._user)
        seen = [each for channel in channels for each in self._workspace.seen_by(self._user, channel.id)]
        new = [each for each in seen if self._shown.get((each.channel, each.ts)) != each]
        self._shown = {(each.channel, each.ts): each for each in seen}
        return sorted(new, key=lambda each: each.edited or each.ts)

    def _drawn(self, message: Message) -> Text:
        """Return a message with who said it, where, and when (local time)."""
        author = self._workspace.users[message.user]
        channel = self._workspace.channels[message.channel]
        moment = datetime.fromtimestamp(float(message.ts), UTC).astimezone()
        notes = [
            {"im": "direct message", "mpim": "group message"}.get(channel.type, f"#{channel.name}"),
            "in a thread" if message.thread_ts else "",
            "only visible to you" if message.visible_to else "",
            f"{moment:%H:%M}",
        ]
        head = Text(author.real_name, style="bold cyan").append(
            f"  {' · '.join(filter(None, notes))}\n", "dim"
        )
        names = self._names()
        found = pieces(message.blocks, names) if message.blocks else mrkdwn_pieces(message.text, names)
        head.append_text(_styled(found, lambda control: self._number(message, control)))
        for file in message.files:
            head.append(f"\n[{file.name}, {len(file.data):,} bytes]", "dim")
        return head.append("\n")

    def _panel(self, view: View) -> Panel:
        """Return a modal as a panel, with what can be typed below it."""
        submit = view.content.get("submit")
        keys = f"Enter: {submit['text']} · close" if submit else "Enter: close"
        body = _styled(pieces(view.blocks, self._names()), lambda control: self._number(view, control))
        title = view.content["title"]["text"]
        return Panel(body, title=title, subtitle=keys, border_style="magenta", expand=False, padding=(1, 2))

    def _home_panel(self, view: View) -> Panel:
        body = _styled(pieces(view.blocks, self._names()), lambda control: self._number(view, control))
        return Panel(body, title="Home", border_style="cyan", expand=False, padding=(1, 2))

    def _number(self, place: Place, control: Control) -> int:
        """Return the number by which a control is pressed; 0 where it waits for the form to be submitted."""
        if control.block["type"] == "input" and not control.block.get("dispatch_action"):
            return 0
        self.controls.append((place, control))
        return len(self.controls)

    def _names(self) -> Names:
        users = {user.id: user.name for user in self._workspace.users.values()}
        return users | {channel.id: channel.name for channel in self._workspace.channels.values()}


def _styled(found: Iterable[Piece], number: Callable[[Control], int]) -> Text:
    text, quoting = Text(), False
    for piece in found:
        quoted = isinstance(piece, Span) and piece.quote
        text.append("│ " if quoted and not quoting else "", style="dim")
        text.append_text(_words(piece) if isinstance(piece, Span) else _button(piece, number(piece)))
        quoting = quoted
    return text


def _words(span: Span) -> Text:
    colors = {"blue": span.url, "magenta": span.mention, "yellow": span.code}
    color = next((name for name, applies in colors.items() if applies), None)
    slanted = span.italic or span.quote
    return Text(
        span.text,
        Style(color=color, bold=span.bold, italic=slanted, strike=span.strike, link=span.url or None),
    )


def _button(control: Control, number: int) -> Text:
    if not number:
        return Text(f"[{control.label}]", style="dim")
    look = "bold white on dark_green" if control.element.get("style") == "primary" else "reverse"
    return Text(f" {number} {control.label} ", style=look)
