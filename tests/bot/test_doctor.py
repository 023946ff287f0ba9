"""What the doctor says of Slack, when there is one to ask."""

import asyncio

import pytest

from bot.doctor import Check, examine, report
from bot.settings import Settings
from facts.errors import NotConfigured
from tests.local_slack import BOT_TOKEN
from tests.newsroom import NOWHERE, newsroom, stocked


async def slack_check(token: str, url: str) -> Check:
    """Return what the doctor finds at this address, with this token."""
    settings = Settings(
        factdesk_database_url="memory:",
        slack_api_url=url,
        slack_bot_token=token,
        slack_signing_secret="s",
    )
    checks = await asyncio.to_thread(examine, settings)
    return next(check for check in checks if check.name == "Slack")


@pytest.mark.parametrize(
    ("token", "works", "state"),
    [(BOT_TOKEN, True, "installed in local-slack"), ("xoxb-of-another", False, "invalid_auth")],
)
async def test_a_token_is_tried(token: str, works: bool, state: str) -> None:
    """A token that is set is shown to Slack, and what Slack says of it is told."""
    async with newsroom(stocked()) as slack:
        check = await slack_check(token, slack.api_url)
        assert check.works is works
        assert state in check.state
        assert token not in repr(check)


async def test_a_slack_that_cannot_be_reached_is_a_fault() -> None:
    """Without an answer the doctor says so, and goes on."""
    check = await slack_check(BOT_TOKEN, NOWHERE)
    assert not check.works
    assert "cannot be reached" in check.state


def meaning_check() -> Check:
    """Return what the doctor finds of search by meaning."""
    checks = examine(Settings(factdesk_database_url="memory:"))
    return next(check for check in checks if check.name == "Search by meaning")


def test_search_by_meaning_is_on_where_its_extra_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra it is on; without, it is off, which is no fault, and the doctor says how to have it."""
    monkeypatch.setattr("bot.doctor.encoder", object)
    assert meaning_check() == Check("Search by meaning", "on")
    monkeypatch.setattr("bot.doctor.encoder", lambda: None)
    off = meaning_check()
    assert (off.state, off.works, off.mend) == ("off", True, "pip install 'factdesk[semantic]'")


def test_a_model_that_was_not_measured_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the desk refuses the model, the doctor says why."""

    def refuse() -> None:
        raise NotConfigured("not the file")

    monkeypatch.setattr("bot.doctor.encoder", refuse)
    check = meaning_check()
    assert not check.works
    assert check.state == "not the file"


def test_what_is_reported_is_printed_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    """Brackets, as of an extra to install, are no markup of the table."""
    report((Check("Search by meaning", "off", mend="pip install 'factdesk[semantic]'"),))
    assert "factdesk[semantic]" in capsys.readouterr().out
