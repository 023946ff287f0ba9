"""The door out to Slack: what it says of failures, and what it never says."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.local.workspace import Fault
from bot.metrics import Metrics
from bot.slack import RATE_LIMITED_TRIES, Refused, Slack, Unreachable
from tests.local_slack import BOT_TOKEN
from tests.newsroom import NOWHERE, newsroom, stocked


async def instantly(_: float) -> None:
    """Wait for nothing."""


async def test_a_refusal_names_the_method_and_the_reason_only() -> None:
    """Slack's "no" is an error with its reason, and neither it nor what caused it has the token."""
    async with newsroom(stocked()) as there:
        slack = Slack("xoxb-a-wrong-token", there.api_url, Metrics())
        with pytest.raises(Refused) as refused:
            await slack.identify()
        await slack.close()
        assert refused.value.reason == "invalid_auth"
        assert str(refused.value) == "Slack refused auth.test: invalid_auth."
        assert refused.value.__cause__ is None


@pytest.mark.parametrize("fault", [Fault(status=500), Fault(status=503), Fault(error="fatal_error")])
async def test_a_slack_that_is_out_of_order_is_unreachable(fault: Fault) -> None:
    """A failure on Slack's side is told from a refusal: trying again may help."""
    async with newsroom(stocked()) as there:
        slack = Slack(BOT_TOKEN, there.api_url, Metrics())
        there.workspace.faults["chat.postMessage"].append(fault)
        with pytest.raises(Unreachable):
            await slack.call("chat.postMessage", {})
        await slack.close()


async def test_nobody_at_the_address_is_unreachable() -> None:
    """A refused connection is one sentence, for the Web API as for a response URL."""
    slack = Slack(BOT_TOKEN, NOWHERE, Metrics())
    slack.client.retry_handlers.clear()
    with pytest.raises(Unreachable):
        await slack.identify()
    with pytest.raises(Unreachable):
        await slack.respond(f"{NOWHERE}response", {"text": "?"})
    await slack.close()


async def test_rate_limits_are_not_waited_out_for_ever() -> None:
    """A Slack that goes on answering 429 is given up after some tries."""
    async with newsroom(stocked()) as there:
        slack = Slack(BOT_TOKEN, there.api_url, Metrics(), instantly)
        there.workspace.faults["chat.postMessage"] += [Fault(status=429)] * (RATE_LIMITED_TRIES + 1)
        with pytest.raises(Unreachable):
            await slack.call("chat.postMessage", {})
        await slack.close()


async def test_a_response_url_that_is_used_up_is_a_refusal() -> None:
    """What a response URL answers other than 200 is a refusal in its words."""
    async with newsroom(stocked()) as there:
        slack = Slack(BOT_TOKEN, there.api_url, Metrics())
        with pytest.raises(Refused, match="response_url"):
            await slack.respond(f"{there.workspace.url}response/none", {"text": "?"})
        await slack.close()


@pytest.mark.parametrize(
    ("api", "url", "reason"),
    [
        ("https://slack.com/api/", "https://files.slack.com.evil.example/x", "not_in_slack"),
        ("https://slack.com/api/", "https://notslack.com/x", "not_in_slack"),
        ("https://slack.com/api/", "https://evil.example/files.slack.com/x", "not_in_slack"),
        ("https://slack.com/api/", "https://files.slack.com@evil.example/x", "not_in_slack"),
        ("https://slack.com/api/", "https://evil.example\\@files.slack.com/x", "not_in_slack"),
        ("https://slack.com/api/", "http://files.slack.com/x", "not_in_slack"),
        ("https://slack.com/api/", "https://files.slack.com:8443/x", "not_in_slack"),
        ("https://slack.com/api/", "None", "not_in_slack"),
        (NOWHERE, "http://127.0.0.1:9/files-pri/x", ""),
    ],
)
async def test_a_file_is_fetched_from_slack_alone(api: str, url: str, reason: str) -> None:
    """Before anything is sent, an address has to be on Slack's own host or below it."""
    slack = Slack(BOT_TOKEN, api, Metrics())
    with pytest.raises(Refused if reason else Unreachable) as failed:
        await slack.download(url, 10)
    await slack.close()
    assert str(failed.value) == (f"Slack refused download: {reason}." if reason else str(Unreachable()))


async def test_of_a_file_that_is_longer_no_more_is_read() -> None:
    """One byte more than was asked for tells that it is longer, whatever its description says."""
    async with newsroom(stocked()) as there:
        slack = Slack(BOT_TOKEN, there.api_url, Metrics())
        file = there.workspace.upload("U0ANA", "draft.txt", b"x" * 300_000)
        there.workspace.post("C0NEWSROOM", "U0ANA", files=(file,))
        for most, read in ((100_000, 100_001), (300_000, 300_000)):
            assert len(await slack.download(file.payload()["url_private"], most)) == read
        await slack.close()


async def test_calls_are_counted_by_method_and_outcome() -> None:
    """Each call counts once, as ok, refused or unreachable."""
    metrics = Metrics()
    async with newsroom(stocked()) as there:
        slack = Slack(BOT_TOKEN, there.api_url, metrics)
        await slack.identify()
        with pytest.raises(Refused):
            await slack.call("chat.postMessage", {"channel": "C0NONE", "text": "?"})
        await slack.close()
    assert 'factdesk_slack_calls_total{method="auth.test",outcome="ok"} 1.0' in metrics.page()
    assert 'factdesk_slack_calls_total{method="chat.postMessage",outcome="refused"} 1.0' in metrics.page()


def test_the_client_shows_its_token_to_nobody() -> None:
    """What an error or a log line might print of the door and its client has no token in it."""
    slack = Slack(BOT_TOKEN, NOWHERE, Metrics())
    assert isinstance(slack.client, AsyncWebClient)
    assert BOT_TOKEN not in repr(slack) + repr(slack.client)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/api/", "http://localhost:9/api/", "https://inside.example/api/"]
)
def test_no_proxy_stands_before_our_own_machine(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy from the environment is used for Slack, but not on loopback, nor where NO_PROXY says so."""
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "inside.example")
    assert Slack(BOT_TOKEN, url, Metrics()).client.proxy is None
    assert Slack(BOT_TOKEN, "https://slack.com/api/", Metrics()).client.proxy == "http://proxy.example:3128"
