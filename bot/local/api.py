"""The Web API, files and response URLs over HTTP: who may call, how arguments are read, how to fail."""

import asyncio
import json
from collections.abc import AsyncIterator
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import (
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from bot.local.methods import call
from bot.local.model import Json, Refused
from bot.local.workspace import Call, Fault, Workspace

OK = 200
STRUCTURED = {"blocks": "invalid_blocks", "view": "invalid_arguments", "metadata": "invalid_metadata_format"}
"""Arguments that may come as JSON in a string, and what Slack calls it when that cannot be read."""


class WebApi:
    """The routes under `/api/`, `/files-pri/` and `/response/` of one workspace."""

    def __init__(self, workspace: Workspace, token: str) -> None:
        """Take the bot token that an app must show."""
        self._workspace = workspace
        self._token = token

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/api/{method}", self.call, methods=["GET", "POST"]),
            Route("/files-pri/{team}-{file}/{path:path}", self.file),
            Route("/response/{path}", self.respond, methods=["POST"]),
        ]

    async def call(self, request: Request) -> Response:
        """Answer a call of the Web API, or fail in the way that was asked for."""
        name = request.path_params["method"]
        fault = self._workspace.next_fault(name)
        await asyncio.sleep(fault.held if fault else 0)
        if fault and not fault.late:
            return await _failing(fault)
        try:
            args = await _arguments(request)
            self._authenticate(request, args)
            self._workspace.calls.append(Call(name, args))
            answer = JSONResponse({"ok": True, **call(self._workspace, name, args)})
        except Refused as refused:
            answer = JSONResponse(refused.answer())
        if not fault:
            return answer
        failing = await _failing(fault)
        return answer if fault.status == OK else failing

    async def file(self, request: Request) -> Response:
        """Hand out a file to whoever may read it, and send all others to a page for signing in."""
        if fault := self._workspace.next_fault("files-pri"):
            return await _failing(fault)
        try:
            self._authenticate(request, {})
            found = call(self._workspace, "files.info", {"file": request.path_params["file"]})["file"]
        except Refused:
            return RedirectResponse(f"/?{urlencode({'redir': request.url.path})}", status_code=302)
        return Response(self._workspace.file(found["id"]).data, media_type=found["mimetype"])

    async def respond(self, request: Request) -> Response:
        """Do what was posted to a response URL."""
        try:
            body = await _arguments(request)
            self._workspace.calls.append(Call("response_url", body))
            given = self._workspace.tickets.respond(request.path_params["path"])
            self._workspace.respond(body, user=given.user, channel=given.channel, source=given.source)
        except Refused as refused:
            return JSONResponse(refused.answer(), status_code=404 if refused.error.endswith("_url") else 400)
        return PlainTextResponse("ok")

    def _authenticate(self, request: Request, args: Json) -> None:
        in_body = args.pop("token", "")
        shown = request.headers.get("Authorization", "").removeprefix("Bearer ") or in_body
        if not shown:
            raise Refused("not_authed")
        if shown != self._token:
            raise Refused("invalid_auth")


async def _arguments(request: Request) -> Json:
    """Read the arguments from the query and the body, be that a form or JSON."""
    args: Json = dict(request.query_params)
    body = await request.body()
    if request.headers.get("Content-Type", "").startswith("application/json"):
        args |= _object(body)
    else:
        args |= parse_qsl(body.decode(errors="replace"), keep_blank_values=True)
    for name, error in STRUCTURED.items():
        if isinstance(args.get(name), str):
            args[name] = _parsed(args[name], error)
    return args


def _object(body: bytes) -> Json:
    value = _parsed(body, "invalid_json")
    if not isinstance(value, dict):
        raise Refused("json_not_object")
    return value


def _parsed(text: str | bytes, error: str) -> object:
    try:
        return json.loads(text)
    except ValueError as wrong:
        raise Refused(error) from wrong


async def _failing(fault: Fault) -> Response:
    await asyncio.sleep(fault.seconds)
    if fault.error:
        return JSONResponse({"ok": False, "error": fault.error})
    if fault.status == 429:
        body = {"ok": False, "error": "ratelimited"}
        return JSONResponse(body, status_code=429, headers={"Retry-After": str(fault.retry_after)})
    if fault.status:
        return PlainTextResponse("", status_code=fault.status)
    return StreamingResponse(_cut_short(), headers={"Content-Length": "100"}, media_type="application/json")


async def _cut_short() -> AsyncIterator[bytes]:
    """Promise more than is sent: the server then closes the connection in the middle of the answer."""
    yield b'{"ok":'
