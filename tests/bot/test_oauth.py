"""Workspaces install the app, its tokens are renewed, and workspaces leave."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot import logs
from bot.doctor import examine
from bot.edge import INSTALL, REDIRECT
from bot.oauth import many as module
from bot.oauth import states
from facts.errors import NotConfigured
from facts.model import Source, digest
from facts.store.port import Store
from facts.store.workspaces import workspaces
from tests.newsroom import JSON, form, post, signed
from tests.oauth import Installed, Slacks, app, installed, settings_for, slacks

RED, BLUE = "T0RED", "T0BLUE"


pytestmark = pytest.mark.usefixtures("jobs_in_memory")


@pytest.fixture
async def slack() -> AsyncIterator[Slacks]:
    """Start Slack."""
    async with slacks() as started:
        yield started


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Return the URL of a configured database file."""
    return f"sqlite:///{tmp_path / 'desk.sqlite3'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    """Return the URL of a configured database, of each kind."""
    return str(request.getfixturevalue({"sqlite": "file", "postgres": "postgres"}[request.param]))


async def command(desk: Installed, team: str) -> dict[str, Any]:
    """Type a command in a workspace, and return the answer."""
    body = form(team_id=team)
    response = await post(desk.web, body, signed(body))
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


async def event(desk: Installed, team: str, kind: str, **fields: Any) -> int:
    """Send an event of a workspace, and return the status of the ack."""
    said = {"type": "event_callback", "team_id": team, "event_id": "Ev1", "event": {"type": kind, **fields}}
    body = json.dumps(said)
    return (await post(desk.web, body, signed(body), JSON)).status_code


def put(store: Store, text: str) -> None:
    """Put a source on file."""
    with store.writer() as writer:
        writer.put(Source(id=text, label=text, text=text, sha256=digest(text)), by="ada", why="a test")


def nearly_over(desk: Installed, team: str) -> None:
    """Let a workspace's token run out in a minute."""
    kept = desk.many._installations
    installation = kept.of(team)
    assert installation
    installation.bot_token_expires_at = int(time.time()) + 60
    kept.save(installation)


def is_answered(answer: dict[str, Any]) -> bool:
    """Tell whether it is an answer of a desk, which here has nothing on file."""
    return answer["response_type"] == "ephemeral" and "nothing on file" in answer["text"].lower()


async def test_who_installs_it_is_answered_and_its_first_editor(slack: Slacks, database: str) -> None:
    """From the page through Slack and back: the workspace has an empty desk, and its installer edits it."""
    async with installed(slack, database) as desk:
        page = await desk.install(slack.code(RED, "U0ADA"))
        assert page.status_code == 200
        assert "Thank you!" in page.text
        assert is_answered(await command(desk, RED))
        bot = await desk.open_bot(RED)
        assert bot.store.recall("role:slack:U0ADA") == "editor"
        assert (await desk.install(slack.code(RED, "U0BEN"))).status_code == 200
        assert bot.store.recall("role:slack:U0BEN") is None
    assert workspaces(database) == (RED,)


async def test_an_answer_asks_nobody_who_we_are(slack: Slacks, file: str) -> None:
    """Once a bot is open, no request reads its installation or asks Slack who we are."""
    async with installed(slack, file, RED) as desk:
        await command(desk, RED)
        before = len(slack.calls)
        desk.many._installations = None  # type: ignore[assignment]
        assert is_answered(await command(desk, RED))
        assert len(slack.calls) == before


async def test_a_state_lets_in_once(slack: Slacks, database: str) -> None:
    """Of two that come back with one state at once, from two processes, one is let in."""
    async with installed(slack, database) as desk:
        with app(settings_for(slack, database)) as other:
            state, cookie = await desk.begin()
            codes = [slack.code(RED), slack.code(BLUE)]
            pages = await asyncio.gather(
                *(
                    one.get(REDIRECT, cookie, code=code, state=state)
                    for one, code in zip((desk, other), codes, strict=True)
                )
            )
            assert sorted(page.status_code for page in pages) == [200, 401]
            await other.many.close()


async def test_who_comes_back_with_another_state_is_refused(slack: Slacks, file: str) -> None:
    """No state, another browser's, or one of nobody's installs nothing."""
    async with installed(slack, file) as desk:
        state, cookie = await desk.begin()
        forged = cookie.partition("=")[0] + "=forged"
        for query, shown in (({}, cookie), ({"state": state}, ""), ({"state": state}, forged)):
            page = await desk.get(REDIRECT, shown, code=slack.code(RED), **query)
            assert page.status_code == 400
        page = await desk.get(REDIRECT, forged, code=slack.code(RED), state="forged")
        assert page.status_code == 401
        assert not slack.tokens
        assert not workspaces(file)


async def test_a_state_runs_out(slack: Slacks, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who takes too long at Slack begins anew."""
    monkeypatch.setattr(states, "LIFE", timedelta(0))
    async with installed(slack, file) as desk:
        assert (await desk.install(slack.code(RED))).status_code == 401


async def test_what_does_not_work_out_is_a_page(slack: Slacks, file: str) -> None:
    """Who says no, has a wrong code or comes for a whole organisation is told so, and nothing is kept."""
    async with installed(slack, file) as desk:
        assert "access_denied" in (await desk.get(REDIRECT, error="access_denied")).text
        assert (await desk.install("no code")).status_code == 401
        page = await desk.install(slack.code(None, everywhere=True))
        assert page.status_code == 500
        assert "installed in one workspace at a time" in page.text
        assert desk.many.health() == {"workspaces": {"installed": 0, "open": 0}}


async def test_a_slack_out_of_reach_is_a_page(slack: Slacks, file: str) -> None:
    """While Slack does not answer, coming back from it is no traceback."""
    with app(settings_for(slack, file).model_copy(update={"slack_api_url": "http://127.0.0.1:9/"})) as desk:
        page = await desk.install("a code")
        assert (page.status_code, page.text) == (
            503,
            "This does not work at the moment; try again in a minute.",
        )


async def test_a_link_of_another_kind_sets_no_header(slack: Slacks, file: str) -> None:
    """What stands in the address of the page comes into no header of it."""
    async with installed(slack, file) as desk:
        page = await desk.get(INSTALL, team="x\r\nSet-Cookie: a=b")
        assert page.status_code == 200
        assert "a=b" not in str(page.headers)


async def test_a_workspace_that_has_not_installed_it_is_told_so(slack: Slacks, file: str) -> None:
    """A command is answered in private, a button through its response URL, an event is acked."""
    async with installed(slack, file, RED) as desk:
        answer = await command(desk, BLUE)
        assert answer["response_type"] == "ephemeral"
        assert answer["text"].startswith("Factdesk is not installed in this workspace;")
        press = {
            "type": "block_actions",
            "team": {"id": BLUE},
            "user": {"id": "U1"},
            "response_url": f"{slack.url}response/blue",
            "actions": [{"type": "button", "action_id": "card.share", "value": "{}"}],
        }
        body = httpx.QueryParams(payload=json.dumps(press))
        assert (await post(desk.web, str(body), signed(str(body)))).status_code == 200
        ((path, told),) = slack.posted
        assert (path, told["response_type"]) == ("blue", "ephemeral")
        assert told["text"] == answer["text"]
        assert await event(desk, BLUE, "app_mention", user="U1", channel="C1", text="help", ts="1.1") == 200
        assert not slack.of(BLUE)


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
async def test_a_workspace_that_leaves_takes_its_tokens_and_leaves_its_records(
    slack: Slacks, database: str, kind: str
) -> None:
    """Its tokens are forgotten and nobody there is answered; whoever installs it again finds all on file."""
    async with installed(slack, database, RED, BLUE) as desk:
        put((await desk.open_bot(RED)).store, "kept")
        slack.tokens = {token: team for token, team in slack.tokens.items() if team != RED}
        assert await event(desk, RED, kind, tokens={"bot": ["U0BOT"]}) == 200
        assert "not installed" in (await command(desk, RED))["text"]
        assert is_answered(await command(desk, BLUE))
        assert desk.many.health()["workspaces"]["installed"] == 1
        assert (await desk.install(slack.code(RED))).status_code == 200
        assert is_answered(await command(desk, RED))
        assert (await desk.open_bot(RED)).store.head() == 1


async def test_what_slack_tells_late_does_not_turn_out_who_is_back(slack: Slacks, file: str) -> None:
    """An event of leaving that comes when the token is good, for whatever reason, changes nothing."""
    async with installed(slack, file, RED) as desk:
        assert await event(desk, RED, "app_uninstalled") == 200
        assert await event(desk, RED, "tokens_revoked", tokens={"oauth": ["U1"]}) == 200
        assert is_answered(await command(desk, RED))


async def test_a_departure_that_cannot_be_looked_into_is_sent_again(slack: Slacks, file: str) -> None:
    """While Slack does not say whether the token is good, the event is not acked."""
    async with installed(slack, file, RED) as desk:
        desk.many._door.client.base_url = "http://127.0.0.1:9/"
        assert await event(desk, RED, "app_uninstalled") == 503


async def test_other_processes_take_in_who_comes_and_goes(slack: Slacks, database: str) -> None:
    """A process that was told of nothing answers who has installed, goes on with new tokens, and lets go."""
    async with installed(slack, database, RED) as desk:
        with app(settings_for(slack, database)) as other:
            assert is_answered(await command(other, RED))
            assert (await desk.install(slack.code(RED))).status_code == 200
            await other.many.look()
            ours, theirs = await desk.open_bot(RED), await other.open_bot(RED)
            assert ours.slack.client.token == theirs.slack.client.token
            slack.tokens.clear()
            assert await event(desk, RED, "app_uninstalled") == 200
            await other.many.look()
            assert "not installed" in (await command(other, RED))["text"]
            await other.many.close()


async def test_a_token_is_renewed_before_it_runs_out_and_once(slack: Slacks, database: str) -> None:
    """Of two processes one renews it, as a refresh token is good for one use; both go on with the new one."""
    async with installed(slack, database, RED) as desk:
        before = (await desk.open_bot(RED)).slack.client.token
        nearly_over(desk, RED)
        with app(settings_for(slack, database)) as other:
            await asyncio.gather(desk.many.look(), other.many.look())
            await asyncio.gather(desk.many.look(), other.many.look())
            after = {(await each.open_bot(RED)).slack.client.token for each in (desk, other)}
            assert len(after) == 1
            assert before not in after
            assert len(slack.of(RED, "oauth.v2.access")) == 1
            bot = await desk.open_bot(RED)
            assert await bot.slack.identify() == "The T0RED"
            await other.many.close()


async def test_a_token_that_cannot_be_renewed_costs_no_answer(slack: Slacks, file: str) -> None:
    """Where Slack refuses to renew a token, commands are answered all the same."""
    async with installed(slack, file, RED) as desk:
        nearly_over(desk, RED)
        slack.refresh.clear()
        await desk.many.look()
        assert is_answered(await command(desk, RED))


async def test_so_many_are_open_and_no_more(
    slack: Slacks, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the bound, whoever has been idle for longest is closed, and opened again when asked."""
    monkeypatch.setattr(module, "MOST_OPEN", 1)
    async with installed(slack, file, RED, BLUE) as desk:
        for team in (RED, BLUE, RED):
            assert is_answered(await command(desk, team))
            assert desk.many.health() == {"workspaces": {"installed": 2, "open": 1}}


async def test_no_bot_is_closed_under_a_request(slack: Slacks, file: str) -> None:
    """A workspace that leaves is let go once the requests that it is busy with are done."""
    async with installed(slack, file, RED) as desk:
        async with desk.many.bot(RED) as bot:
            slack.tokens.clear()
            await desk.many.dismiss(RED)
            closing = asyncio.create_task(desk.many.close())
            await asyncio.sleep(0)
            assert bot.store.head() == 0
            assert not closing.done()
        await closing


async def test_no_token_lies_open(slack: Slacks, file: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither the database nor the log has a token, a code or a secret in it, whatever happens."""
    logs.configure(logging.DEBUG)
    async with installed(slack, file, RED) as desk:
        await desk.install("code-that-is-wrong")
        secrets = [*slack.tokens, *slack.refresh, "code-that-is-wrong", "the client's secret", "k" * 32]
        slack.tokens.clear()
        await event(desk, RED, "tokens_revoked")
        folder = Path(file.removeprefix("sqlite:///")).parent
        kept = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
        logged = capfd.readouterr().err
    assert "not installed" in logged
    for secret in secrets:
        assert secret.encode() not in kept
        assert secret not in logged


async def test_the_key_that_seals_can_be_changed(slack: Slacks, file: str) -> None:
    """A new key before the old one opens what is there; without the old one it is one sentence."""
    async with installed(slack, file, RED):
        pass
    settings = settings_for(slack, file)
    both = settings.model_copy(update={"factdesk_token_key": SecretStr(f"{'n' * 32}, {'k' * 32}")})
    with app(both) as desk:
        assert is_answered(await command(desk, RED))
        await desk.many.close()
    other = settings.model_copy(update={"factdesk_token_key": SecretStr("n" * 32)})
    with app(other) as desk, pytest.raises(NotConfigured, match="does not open the tokens on file"):
        await desk.many.look()
    short = settings.model_copy(update={"factdesk_token_key": SecretStr("short")})
    with pytest.raises(NotConfigured, match="32 random characters"), app(short):
        pass


async def test_doctor_asks_slack_for_each_workspace(slack: Slacks, file: str) -> None:
    """Each workspace is a line of its own, and one whose token is no good is broken."""
    async with installed(slack, file, RED, BLUE):
        slack.tokens = {token: team for token, team in slack.tokens.items() if team != BLUE}
        checks = {it.name: it for it in await asyncio.to_thread(examine, settings_for(slack, file))}
        assert checks[RED].state == "installed in The T0RED"
        assert not checks[BLUE].works
        assert checks["SLACK_CLIENT_ID"].works


async def test_while_it_runs_it_opens_those_that_have_installed_it(slack: Slacks, file: str) -> None:
    """After a start the first question finds its desk open, and the end closes all."""
    async with installed(slack, file, RED, BLUE):
        pass
    with app(settings_for(slack, file)) as desk:
        deadline = time.monotonic() + 30
        async with desk.many.running():
            while desk.many.health()["workspaces"]["open"] < 2:
                assert time.monotonic() < deadline
                await asyncio.sleep(0)
        assert desk.many.health() == {"workspaces": {"installed": 2, "open": 0}}
