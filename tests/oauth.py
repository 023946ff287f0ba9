"""An app that workspaces install, and the Slack that they install it in: one Web API for all of them."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httpx
from pydantic import SecretStr
from slack_sdk.oauth.installation_store import Installation
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.core import Bot
from bot.edge import INSTALL, REDIRECT
from bot.local.serving import listen, serving
from bot.oauth.many import Many
from bot.serve import Web
from bot.settings import Settings
from bot.wiring import answering
from tests.local_slack import SIGNING_SECRET

CLIENT_ID, CLIENT_SECRET, KEY = "1.2", "the client's secret", "k" * 32


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the Web API: whose token it bore, the method, and its arguments."""

    team: str
    method: str
    args: dict[str, Any]


@dataclass
class Slacks:
    """Slack, as far as several workspaces see the app in it."""

    url: str = ""
    tokens: dict[str, str] = field(default_factory=dict)
    """The workspace of each bot token that is good."""
    refresh: dict[str, str] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    posted: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """What came to response URLs, with their paths."""
    threads: dict[str, str] = field(default_factory=dict)
    """What the first message of any thread says in each workspace."""
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    _issued: int = 0

    def code(self, team: str | None, user: str = "U0INSTALLER", *, everywhere: bool = False) -> str:
        """Return the code that comes back with one who said yes."""
        self._issued += 1
        code = f"code-{self._issued}"
        self.codes[code] = {
            "team": {"id": team, "name": f"The {team}"} if team else None,
            "authed_user": {"id": user},
            "is_enterprise_install": everywhere,
            "enterprise": {"id": "E0ORG", "name": "An organisation"} if everywhere else None,
        }
        return code

    def issue(self, team: str) -> dict[str, Any]:
        """Return new tokens of a workspace."""
        self._issued += 1
        token, refresh = f"xoxe.xoxb-1-{team}-{self._issued}", f"xoxe-1-{team}-{self._issued}"
        self.tokens[token] = self.refresh[refresh] = team
        kept = {"access_token": token, "refresh_token": refresh, "expires_in": 43_200}
        return {
            **kept,
            "token_type": "bot",
            "scope": "commands",
            "app_id": "A1",
            "bot_user_id": f"U0BOT{team}",
        }

    def of(self, team: str, method: str = "") -> list[dict[str, Any]]:
        """Return the arguments of a workspace's calls, of one method or of all."""
        return [it.args for it in self.calls if it.team == team and method in ("", it.method)]

    async def call(self, request: Request) -> Response:
        """Answer a call of the Web API."""
        method, args = request.path_params["method"], await _arguments(request)
        if method == "oauth.v2.access":
            return JSONResponse(self._access(request, args))
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            return JSONResponse({"ok": False, "error": "invalid_auth"})
        team = self.tokens[token]
        self.calls.append(Call(team, method, args))
        return JSONResponse({"ok": True, **self._answer(team, method)})

    async def respond(self, request: Request) -> Response:
        """Take what is posted to a response URL."""
        self.posted.append((request.path_params["path"], await request.json()))
        return Response("ok")

    def _access(self, request: Request, args: dict[str, Any]) -> dict[str, Any]:
        expected = httpx.BasicAuth(CLIENT_ID, CLIENT_SECRET)._auth_header
        if request.headers.get("Authorization") != expected:
            return {"ok": False, "error": "bad_client_secret"}
        if args.get("grant_type") == "refresh_token":
            team = self.refresh.pop(args.get("refresh_token", ""), "")
            self.calls.append(Call(team, "oauth.v2.access", {}))
            return (
                {"ok": True, **self.issue(team)} if team else {"ok": False, "error": "invalid_refresh_token"}
            )
        said = self.codes.pop(args.get("code", ""), None)
        if said is None:
            return {"ok": False, "error": "invalid_code"}
        return {"ok": True, **self.issue(said["team"]["id"] if said["team"] else "E0ORG"), **said}

    def _answer(self, team: str, method: str) -> dict[str, Any]:
        if method == "auth.test":
            return {"team_id": team, "team": f"The {team}", "user_id": f"U0BOT{team}", "bot_id": f"B0{team}"}
        if method == "conversations.replies":
            return {"messages": [{"text": self.threads[team], "ts": "1.1", "user": "U1"}]}
        return {"ts": "9.9", "channel": "C1", "view": {"id": "V1", "hash": "1.1"}}


async def _arguments(request: Request) -> dict[str, Any]:
    body = await request.body()
    if request.headers.get("Content-Type", "").startswith("application/json"):
        return {**request.query_params, **json.loads(body)}
    return {**request.query_params, **dict(parse_qsl(body.decode()))}


@asynccontextmanager
async def slacks() -> AsyncIterator[Slacks]:
    """Start Slack on loopback."""
    slack = Slacks()
    routes = [
        Route("/api/{method}", slack.call, methods=["GET", "POST"]),
        Route("/response/{path}", slack.respond, methods=["POST"]),
    ]
    with listen() as bound:
        async with serving(Starlette(routes=routes), bound) as url:
            slack.url = url
            yield slack


def settings_for(slack: Slacks, database: str, **more: Any) -> Settings:
    """Return the settings of an app that workspaces install, on a database."""
    return Settings(
        _env_file=None,
        factdesk_database_url=database,
        slack_api_url=f"{slack.url}api/",
        slack_signing_secret=SecretStr(SIGNING_SECRET),
        slack_client_id=SecretStr(CLIENT_ID),
        slack_client_secret=SecretStr(CLIENT_SECRET),
        factdesk_token_key=SecretStr(KEY),
        **more,
    )


@dataclass(frozen=True)
class Installed:
    """The app of one process."""

    web: Web
    many: Many

    async def get(self, path: str, cookie: str = "", **query: str) -> httpx.Response:
        """Open one of its pages in a browser that has a cookie."""
        headers = {"Cookie": cookie} if cookie else {}
        transport = httpx.ASGITransport(self.web)
        async with httpx.AsyncClient(transport=transport, base_url="https://desk") as browser:
            return await browser.get(path, params=query, headers=headers)

    async def begin(self) -> tuple[str, str]:
        """Open the page to install from; return the state in its link, and the cookie that it sets."""
        page = await self.get(INSTALL)
        state = page.text.partition("state=")[2].partition("&")[0]
        return state, page.headers["set-cookie"].partition(";")[0]

    async def install(self, code: str) -> httpx.Response:
        """Install from the page, and come back from Slack with a code."""
        state, cookie = await self.begin()
        return await self.get(REDIRECT, cookie, code=code, state=state)

    async def open_bot(self, team: str) -> Bot:
        """Return the bot of a workspace."""
        async with self.many.bot(team) as bot:
            return bot


@contextmanager
def app(settings: Settings) -> Iterator[Installed]:
    """Make the app as `factdesk serve` makes it."""
    with answering(settings) as (many, made):
        assert isinstance(many, Many)
        yield Installed(Web(many, made), many)


@asynccontextmanager
async def installed(slack: Slacks, database: str, *teams: str, **more: Any) -> AsyncIterator[Installed]:
    """Make the app, installed in some workspaces; who has installed it is looked up only when told to."""
    with app(settings_for(slack, database, **more)) as desk:
        try:
            for team in teams:
                assert (await desk.install(slack.code(team))).status_code == 200
            yield desk
        finally:
            await desk.many.close()


def tokens(installation: Installation | None) -> tuple[str | None, str | None]:
    """Return the tokens of an installation."""
    return (installation.bot_token, installation.bot_refresh_token) if installation else (None, None)
