"""What comes in over HTTP: only what Slack signed just now is read, and nothing becomes a 500."""

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from structlog.testing import capture_logs

from bot.edge import MAX_BODY
from bot.serve import Web
from facts.store.memory import MemoryStore
from tests.newsroom import JSON, bot_on, event, form, post, signed, web_of


@pytest.fixture
def store() -> MemoryStore:
    """A store with nothing in it."""
    return MemoryStore()


@pytest.fixture
def web(store: MemoryStore) -> Web:
    """The application on that store."""
    return web_of(bot_on(store))


async def test_a_signed_command_is_answered(web: Web) -> None:
    """A request signed now, with the right secret, gets its answer in the body of the ack."""
    response = await post(web, form(), signed(form()))
    assert response.status_code == 200
    assert response.json()["response_type"] == "ephemeral"


def _now(shift: int = 0) -> str:
    return str(int(time.time()) + shift)


def _but(**changes: str) -> dict[str, str]:
    """Return good headers with some exchanged, by the last word of their names."""
    good = signed(form())
    names = {"timestamp": "X-Slack-Request-Timestamp", "signature": "X-Slack-Signature"}
    return {**good, **{names[name]: value for name, value in changes.items()}}


UNSIGNED: dict[str, Callable[[], dict[str, str]]] = {
    "late": lambda: signed(form(), timestamp=_now(-301)),
    "from the future": lambda: signed(form(), timestamp=_now(+301)),
    "forged": lambda: signed(form(), secret="another secret"),
    "signed for another body": lambda: signed(form(text="umerov")),
    "replayed under a new time": lambda: _but(timestamp=_now(-1)),
    "no headers": dict,
    "no signature": lambda: {"X-Slack-Request-Timestamp": _now()},
    "no timestamp": lambda: {"X-Slack-Signature": signed(form())["X-Slack-Signature"]},
    "an empty timestamp": lambda: _but(timestamp=""),
    "a timestamp in words": lambda: signed(form(), timestamp="yesterday"),
    "a timestamp below zero": lambda: signed(form(), timestamp="-1"),
    "a timestamp in other digits": lambda: _but(timestamp="١٢٣٤"),
    "a timestamp without an end": lambda: signed(form(), timestamp="9" * 5_000),
    "a signature that is no hash": lambda: _but(signature="v0=é"),
    "a signature of another version": lambda: _but(signature="v1=" + "0" * 64),
}


@pytest.mark.parametrize("name", UNSIGNED)
async def test_a_request_that_slack_did_not_just_sign_is_turned_away(web: Web, name: str) -> None:
    """A late, forged, replayed or unsigned request gets 401, and is a line in the log without its words."""
    headers = {key: value.encode() for key, value in UNSIGNED[name]().items()}
    with capture_logs() as logs:
        response = await post(web, form(), headers)  # type: ignore[arg-type]
    assert response.status_code == 401
    assert [line["event"] for line in logs] == ["rejected"]
    assert "fidan" not in json.dumps(logs)


async def test_a_forged_event_is_never_claimed(web: Web, store: MemoryStore) -> None:
    """A request that is turned away leaves nothing behind: its event can still be answered."""
    await post(web, event("Ev9"), signed(event("Ev9"), secret="another secret"), JSON)
    assert store.postings.posting("event:Ev9") is None


MALFORMED: dict[str, Any] = {
    "not JSON": "{",
    "a list": "[]",
    "a number": "payload=5",
    "nothing for a payload": "payload=null",
    "a payload that is not JSON": "payload=zzz",
    "an event that is null": json.dumps({"type": "event_callback", "event": None}),
    "an event without an end": '{"a":' * 100_000,
    "an event of no type": json.dumps({"type": "event_callback", "event": {"type": 5}}),
    "no actions": urlencode({"payload": json.dumps({"type": "block_actions", "actions": []})}),
    "a team that is a number": json.dumps({"type": "event_callback", "team": 5}),
    "no text in UTF-8": b"\xff\xfe",
}


@pytest.mark.parametrize("name", MALFORMED)
async def test_a_body_that_cannot_be_read_is_a_bad_request(web: Web, name: str) -> None:
    """What Slack signed but nobody can read gets 400, never 500."""
    body = MALFORMED[name]
    headers = signed(body if isinstance(body, str) else body.decode("latin-1"))
    kind = "application/x-www-form-urlencoded" if str(body).startswith("payload") else JSON
    assert (await post(web, body, headers, kind)).status_code == 400


async def test_a_body_that_is_too_long_is_not_read_to_its_end(web: Web) -> None:
    """A body above the limit gets 413, however it is signed."""
    body = form(text="x" * MAX_BODY)
    assert (await post(web, body, signed(body))).status_code == 413


async def test_a_kind_of_payload_that_nobody_listens_for_is_not_found(web: Web) -> None:
    """A signed payload of an unknown type gets 404; an unknown event an ack, or it would be sent again."""
    unknown = json.dumps({"type": "something_new"})
    assert (await post(web, unknown, signed(unknown), JSON)).status_code == 404
    joined = event(type="team_join")
    assert (await post(web, joined, signed(joined), JSON)).status_code == 200


async def test_slack_may_verify_the_address(web: Web) -> None:
    """The challenge that Slack sends when the URL is entered comes back, if Slack signed it."""
    body = json.dumps({"type": "url_verification", "challenge": "c1"})
    assert (await post(web, body, signed(body), JSON)).json() == {"challenge": "c1"}
    assert (await post(web, body, signed(body, secret="another"), JSON)).status_code == 401
