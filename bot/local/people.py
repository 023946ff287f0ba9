"""What a person can do in Slack, whichever client they sit at: say, press, fill in, submit, close."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pydantic import TypeAdapter, ValidationError

from bot.local.blockkit import Option, OptionGroup
from bot.local.compose import as_sent
from bot.local.elements import Given, action, complaints, find, options, state
from bot.local.model import Channel, Command, Json, Message, Refused, View
from bot.local.payloads import command_form, home_opened, in_message, in_view, interaction
from bot.local.sender import Reply, Sender
from bot.local.workspace import Workspace

Place: TypeAlias = Message | View
"""Where blocks stand."""

_SUGGESTIONS: TypeAdapter[list[Option] | list[OptionGroup]] = TypeAdapter(list[Option] | list[OptionGroup])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: why it failed, in Slack's word, or what is wrong with a form, by block id."""

    failure: str = ""
    errors: dict[str, str] = field(default_factory=dict)


class Person:
    """One person at a client."""

    def __init__(self, user_id: str, workspace: Workspace, sender: Sender) -> None:
        """Take who it is, where, and how the app is reached."""
        self.user = workspace.user(user_id)
        self._workspace = workspace
        self._sender = sender

    async def say(self, text: str, channel: str, thread_ts: str = "") -> None:
        """Type a line and press Enter: a slash command is sent to the app, anything else is posted.

        Raises:
            Refused: `channel_not_found`, or the message breaks a rule.
        """
        place = self._workspace.channel(channel, self.user.id)
        if text.startswith("/"):
            await self._run(text, place, thread_ts)
        else:
            self._workspace.post(place.id, self.user.id, self._marked_up(text), thread_ts=thread_ts)

    def share(self, name: str, data: bytes, channel: str, text: str = "", thread_ts: str = "") -> None:
        """Upload a file and post it, with some words to it.

        Raises:
            Refused: `channel_not_found`, or the message breaks a rule.
        """
        place, said = self._workspace.channel(channel, self.user.id), self._marked_up(text)
        file = self._workspace.upload(self.user.id, name, data)
        self._workspace.post(place.id, self.user.id, said, thread_ts=thread_ts, files=(file,))

    async def act(
        self,
        place: Place,
        action_id: str,
        given: Any = None,
        *,
        block_id: str = "",
        values: Given | None = None,
    ) -> Outcome:
        """Use a control: press a button, choose from a menu. `values` is what the inputs around it hold.

        Raises:
            Refused: there is no such control, or no such option.
        """
        block, element = find(place.blocks, action_id, block_id)
        around = dict(values or {})
        around[block["block_id"]] = {**around.get(block["block_id"], {}), action_id: given}
        done = action(block, element, given, self._workspace.now_ts())
        where = self._where(place, state(place.blocks, around))
        reply = await self._interact("block_actions", actions=[done], **where)
        return Outcome(reply.failure)

    async def submit(self, view: View, values: Given | None = None) -> Outcome:
        """Press the submit button of a modal; an incomplete form is not sent."""
        given = values or {}
        if errors := complaints(view.blocks, given):
            return Outcome(errors=errors)
        shown = view.payload(state(view.blocks, given))
        reply = await self._interact("view_submission", view=shown, response_urls=[])
        if reply.failure:
            return Outcome(reply.failure)
        try:
            return Outcome(errors=self._take(view, reply.json))
        except Refused as refused:
            return Outcome(refused.error)

    async def close(self, view: View, *, everything: bool = False) -> None:
        """Close a modal, or everything that is open; an app that wants to know of it is told."""
        modals, everything = self._workspace.modals, everything or bool(view.content.get("clear_on_close"))
        closed = modals.stack(self.user.id) if everything else (view,)
        if everything:
            modals.clear(self.user.id)
        else:
            modals.close(view)
        for each in closed:
            if each.content.get("notify_on_close"):
                payload = interaction("view_closed", self.user, view=each.payload(), is_cleared=everything)
                await self._sender.interact(payload)

    async def shortcut(self, callback_id: str, message: Message | None = None) -> Outcome:
        """Use a shortcut, on a message or a global one."""
        fields: Json = {"callback_id": callback_id, "action_ts": self._workspace.now_ts()}
        if message is None:
            reply = await self._interact("shortcut", **fields)
        else:
            where = self._where(message, {})
            fields |= {"message_ts": message.ts} | {key: where[key] for key in _OF_SHORTCUT if key in where}
            reply = await self._interact("message_action", **fields)
        return Outcome(reply.failure)

    async def suggest(self, place: Place, action_id: str, query: str, *, block_id: str = "") -> list[Json]:
        """Type into a menu whose options the app knows, and return the options.

        Raises:
            Refused: there is no such control, or what came is no list of options.
        """
        block, element = find(place.blocks, action_id, block_id)
        where = self._where(place, {})
        where.pop("response_url", "")
        asked = {"block_id": block["block_id"], "action_id": element["action_id"], "value": query}
        payload = interaction("block_suggestion", self.user, **asked, **where)
        answer = (await self._sender.interact(payload)).json
        try:
            _SUGGESTIONS.validate_python(answer.get("options", answer.get("option_groups")))
        except ValidationError as wrong:
            raise Refused("invalid_options") from wrong
        return options(answer)

    def open_tab(self, tab: str) -> None:
        """Open the app's `home` or `messages` tab."""
        channel = self._workspace.channel(self.user.id)
        home = self._workspace.modals.home(self.user.id)
        now = self._workspace.now_ts()
        self._workspace.announce(home_opened(self.user, channel, tab, home, now))

    async def _run(self, line: str, place: Channel, thread_ts: str) -> None:
        name, text = (*line.split(maxsplit=1), "")[:2]
        command = next((each for each in self._workspace.app.commands if each.name == name), None)
        if thread_ts:
            self._tell(place, f"{name} is not supported in threads. Sorry!", thread_ts)
        elif command is None:
            self._tell(place, f"{name} is not a valid command.")
        else:
            await self._send_command(command, text, place)

    async def _send_command(self, command: Command, text: str, place: Channel) -> None:
        tickets, me = self._workspace.tickets, self.user
        url = self._response_url(place)
        said = self._marked_up(text) if command.escapes else text
        reply = await self._sender.command(
            command_form(me, place, command, said, tickets.trigger(me.id), url)
        )
        try:
            self._show(reply, place)
        except Refused as refused:
            self._tell(place, f'{command.name} failed with the error "{refused.error}"')

    def _show(self, reply: Reply, place: Channel) -> None:
        """Show what stands in the body of the ack of a command."""
        if reply.failure:
            raise Refused("operation_timeout" if reply.failure == "http_timeout" else "dispatch_failed")
        body = reply.json or {"text": "" if reply.content_type == "application/json" else reply.body}
        if body.get("text") or body.get("blocks"):
            self._workspace.respond(body, user=self.user.id, channel=place.id)

    def _take(self, view: View, body: Json) -> dict[str, str]:
        """Do to the stack of views what the ack of a submission says; return the errors to show."""
        modals = self._workspace.modals
        match body.get("response_action"):
            case None:
                modals.close(view)
            case "clear":
                modals.clear(view.user)
            case "update":
                modals.update(view, body.get("view"))
            case "push":
                modals.push(view.user, body.get("view"))
            case "errors":
                return _errors(view, body)
            case _:
                raise Refused("invalid_response_action")
        return {}

    def _where(self, place: Place, values: Json) -> Json:
        if isinstance(place, View):
            return in_view(place, values)
        channel = self._workspace.channels[place.channel]
        where = in_message(channel, place, self._workspace.shown(place))
        return where | {"response_url": self._response_url(channel, place.ts), "state": {"values": values}}

    def _response_url(self, channel: Channel, source: str = "") -> str:
        path = self._workspace.tickets.response(self.user.id, channel.id, source)
        return f"{self._workspace.url}response/{path}"

    async def _interact(self, kind: str, **fields: object) -> Reply:
        trigger = self._workspace.tickets.trigger(self.user.id)
        return await self._sender.interact(interaction(kind, self.user, trigger_id=trigger, **fields))

    def _tell(self, place: Channel, text: str, thread_ts: str = "") -> None:
        self._workspace.notice(self.user.id, place.id, text, thread_ts)

    def _marked_up(self, text: str) -> str:
        users = {f"@{user.name}": f"<@{user.id}>" for user in self._workspace.users.values()}
        public = (each for each in self._workspace.channels.values() if each.type == "channel")
        return as_sent(text, users | {f"#{each.name}": f"<#{each.id}|{each.name}>" for each in public})


_OF_SHORTCUT = ("channel", "message", "response_url")


def _errors(view: View, body: Json) -> dict[str, str]:
    errors = body.get("errors") or {}
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not errors or not errors.keys() <= inputs:
        raise Refused("invalid_errors")
    return dict(errors)
