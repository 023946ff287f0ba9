"""The manifest asks for what the app uses, and no more."""

import json
from pathlib import Path

import pytest

from bot.app import LISTENERS
from bot.commands.answer import COMMANDS
from bot.manifest import manifest
from bot.shortcuts.table import SHORTCUTS
from facts.errors import BadInput

ROOT = Path(__file__).parents[2]


def test_the_manifest_in_the_repository_is_current() -> None:
    """`bot/manifest.json` is what `factdesk manifest --socket` prints."""
    kept = json.loads((ROOT / "bot/manifest.json").read_text("utf-8"))
    assert kept == manifest(), "run: factdesk manifest --socket > bot/manifest.json"


def test_it_has_every_command_and_no_scope_too_many() -> None:
    """The commands are those that are answered; the scopes are those that the listeners name."""
    made = manifest()
    assert [entry["command"] for entry in made["features"]["slash_commands"]] == list(COMMANDS)
    scopes = {scope for listener in LISTENERS for scope in listener.scopes}
    assert set(made["oauth_config"]["scopes"]["bot"]) == scopes
    assert scopes == {
        *("app_mentions:read", "chat:write", "commands"),
        *("channels:history", "groups:history", "im:history", "mpim:history", "files:read"),
        "im:write",
    }
    assert set(made["settings"]["event_subscriptions"]["bot_events"]) == {
        *("app_mention", "message.im", "app_home_opened")
    }
    assert made["features"]["app_home"]["home_tab_enabled"]


def test_it_has_every_shortcut_within_slacks_limits() -> None:
    """The shortcuts on messages are those that are answered; names have 24 characters at most."""
    entries = manifest()["features"]["shortcuts"]
    assert [entry["callback_id"] for entry in entries] == list(SHORTCUTS)
    assert all(entry["type"] == "message" and len(entry["name"]) <= 24 for entry in entries)


@pytest.mark.parametrize("url", ["https://desk.example.org", "https://desk.example.org/slack/events"])
def test_over_http_every_request_goes_to_one_address(url: str) -> None:
    """With an address, commands, events and buttons all have it, and Socket Mode is off."""
    made = manifest(url)
    addresses = {entry["url"] for entry in made["features"]["slash_commands"]}
    addresses |= {made["settings"][part]["request_url"] for part in ("event_subscriptions", "interactivity")}
    assert addresses == {"https://desk.example.org/slack/events"}
    assert made["settings"]["socket_mode_enabled"] is False
    assert manifest()["settings"]["socket_mode_enabled"] is True


def test_an_address_that_slack_would_not_call_is_refused() -> None:
    """Slack calls https only."""
    with pytest.raises(BadInput, match="https"):
        manifest("http://desk.example.org")


def test_an_app_that_workspaces_install_says_where_they_come_back_to() -> None:
    """By OAuth it has an address to come back to, tokens that run out, and hears who leaves."""
    made, plain = (
        manifest("https://desk.example.org/slack/events", oauth=True),
        manifest("https://desk.example.org"),
    )
    assert made["oauth_config"].pop("redirect_urls") == ["https://desk.example.org/slack/oauth_redirect"]
    assert made["oauth_config"] == plain["oauth_config"]
    assert made["settings"]["token_rotation_enabled"]
    assert not made["settings"]["org_deploy_enabled"]
    events = made["settings"]["event_subscriptions"]["bot_events"]
    assert {*events} - {*plain["settings"]["event_subscriptions"]["bot_events"]} == {
        "app_uninstalled",
        "tokens_revoked",
    }
    with pytest.raises(BadInput, match="give it with --url"):
        manifest(oauth=True)
