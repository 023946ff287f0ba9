"""The page in the browser: what a person sees, pushed as it changes, and what they do, posted back."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from bot.local.model import Channel, Json, Refused
from bot.local.people import Outcome, Person, Place
from bot.local.text import EMOJI
from bot.local.workspace import Workspace

ASSETS = Path(__file__).parent / "page"
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Nothing from elsewhere is loaded, and no text that slips through can run."""


def snapshot(workspace: Workspace, user: str) -> Json:
    """Return all that one person can see, as the page draws it."""
    home = workspace.modals.home(user)
    channels = workspace.channels_of(user)
    return {
        "me": user,
        "app": {"name": workspace.app.name, "handle": workspace.app.handle, "home": workspace.app.home_tab},
        "commands": [asdict(command) for command in workspace.app.commands],
        "shortcuts": [asdict(shortcut) for shortcut in workspace.app.shortcuts],
        "users": {each.id: asdict(each) for each in workspace.users.values()},
        "channels": [_channel(workspace, user, channel) for channel in channels],
        "messages": {each.id: _messages(workspace, user, each.id) for each in channels},
        "views": [view.payload() for view in workspace.modals.stack(user)],
        "home": home.payload() if home else None,
    }


class Page:
    """The routes of the page for one workspace."""

    def __init__(self, workspace: Workspace, people: Mapping[str, Person]) -> None:
        """Take who may sit at the page, by user id."""
        self._workspace = workspace
        self._people = people
        templates = Environment(loader=FileSystemLoader(ASSETS), autoescape=True)
        self._template = templates.get_template("index.html")

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/", self.show),
            Route("/archives/{channel}/p{digits:int}", self.permalink),
            Route("/page/{name}", self.asset),
            Route("/people/{user}/feed", self.feed),
            Route("/people/{user}/upload", self.upload, methods=["POST"]),
            Route("/people/{user}/{deed}", self.do, methods=["POST"]),
        ]

    async def show(self, _: Request) -> Response:
        """Return the page."""
        people = [asdict(person.user) for person in self._people.values()]
        html = self._template.render(boot={"people": people, "emoji": EMOJI}, app=self._workspace.app)
        return HTMLResponse(html, headers=HEADERS)

    async def permalink(self, request: Request) -> Response:
        """Lead from a message's address to the message on the page."""
        digits = str(request.path_params["digits"])
        ts = f"{digits[:-6]}.{digits[-6:]}"
        return RedirectResponse(f"/?channel={request.path_params['channel']}&ts={ts}")

    async def asset(self, request: Request) -> Response:
        """Return a script or a style sheet."""
        for path in ASSETS.iterdir():
            if path.name == request.path_params["name"] and path.suffix in MEDIA_TYPES:
                return FileResponse(path, media_type=MEDIA_TYPES[path.suffix], headers=HEADERS)
        return Response(status_code=404)

    async def feed(self, request: Request) -> Response:
        """Stream what a person sees: a snapshot at once, and again when something changed."""
        user = request.path_params["user"]
        if user not in self._people:
            return Response(status_code=404)
        return StreamingResponse(self._snapshots(user), headers=HEADERS, media_type="text/event-stream")

    async def do(self, request: Request) -> Response:
        """Do what a person did on the page; only a page of our own may ask, by sending JSON."""
        person = self._people.get(request.path_params["user"])
        deed = DEEDS.get(request.path_params["deed"])
        if person is None or deed is None:
            return Response(status_code=404)
        if request.headers.get("Content-Type") != "application/json":
            return Response(status_code=415)
        try:
            return JSONResponse(await deed(self._workspace, person, **await request.json()))
        except Refused as refused:
            return JSONResponse(asdict(Outcome(refused.error)))

    async def upload(self, request: Request) -> Response:
        """Share the file in the body, as the query says; only a page of our own may send this media type."""
        person = self._people.get(request.path_params["user"])
        if person is None:
            return Response(status_code=404)
        if request.headers.get("Content-Type") != "application/octet-stream":
            return Response(status_code=415)
        asked = request.query_params
        place, said, thread = asked.get("channel", ""), asked.get("text", ""), asked.get("thread_ts", "")
        try:
            person.share(asked.get("name", ""), await request.body(), place, said, thread)
        except Refused as refused:
            return JSONResponse(asdict(Outcome(refused.error)))
        return JSONResponse(asdict(Outcome()))

    async def _snapshots(self, user: str) -> AsyncIterator[str]:
        feed = self._workspace.feed
        while not feed.closed:
            version = feed.version
            yield f"data: {json.dumps(snapshot(self._workspace, user))}\n\n"
            await feed.after(version)


def _channel(workspace: Workspace, user: str, channel: Channel) -> Json:
    others = (workspace.user(each) for each in sorted(channel.members - {user}))
    name = ", ".join(each.real_name for each in others) if channel.mpim else channel.name
    unread = workspace.unread(user, channel.id)
    kind = {"im": channel.im, "mpim": channel.mpim}
    return {"id": channel.id, "name": name, **kind, "unread": unread}


def _messages(workspace: Workspace, user: str, channel: str) -> list[Json]:
    seen = workspace.seen_by(user, channel)
    return [workspace.shown(each) | {"channel": channel, "ephemeral": bool(each.visible_to)} for each in seen]


def _place(workspace: Workspace, person: Person, place: Mapping[str, str]) -> Place:
    if "view" in place:
        return workspace.view(place["view"], person.user.id)
    return workspace.message(place["channel"], place["ts"], person.user.id)


async def _say(_: Workspace, person: Person, *, text: str, channel: str, thread_ts: str = "") -> Json:
    await person.say(text, channel, thread_ts)
    return asdict(Outcome())


async def _act(
    workspace: Workspace, person: Person, *, place: Json, block: str, action: str, given: Any, values: Json
) -> Json:
    where = _place(workspace, person, place)
    return asdict(await person.act(where, action, given, block_id=block, values=values))


async def _suggest(
    workspace: Workspace, person: Person, *, place: Json, block: str, action: str, query: str
) -> Json:
    where = _place(workspace, person, place)
    return {"options": await person.suggest(where, action, query, block_id=block)}


async def _submit(workspace: Workspace, person: Person, *, view: str, values: Json) -> Json:
    return asdict(await person.submit(workspace.view(view, person.user.id), values))


async def _close(workspace: Workspace, person: Person, *, view: str, everything: bool) -> Json:
    await person.close(workspace.view(view, person.user.id), everything=everything)
    return asdict(Outcome())


async def _shortcut(
    workspace: Workspace, person: Person, *, callback_id: str, place: Json | None = None
) -> Json:
    message = workspace.message(place["channel"], place["ts"], person.user.id) if place else None
    return asdict(await person.shortcut(callback_id, message))


async def _tab(_: Workspace, person: Person, *, tab: str) -> Json:
    person.open_tab(tab)
    return asdict(Outcome())


async def _read(workspace: Workspace, person: Person, *, channel: str) -> Json:
    workspace.mark_read(person.user.id, channel)
    return asdict(Outcome())


DEEDS: dict[str, Callable[..., Awaitable[Json]]] = {
    "say": _say,
    "act": _act,
    "suggest": _suggest,
    "submit": _submit,
    "close": _close,
    "shortcut": _shortcut,
    "tab": _tab,
    "read": _read,
}
"""What a person can do on the page, by the last part of the address."""
