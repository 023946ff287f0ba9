"""Settings: from the environment or .env; secrets hide, and what is missing is said with where to find it."""

from pathlib import Path

import pytest

from bot.settings import WHERE, Settings
from facts.errors import NotConfigured


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder, with none of our variables set."""
    monkeypatch.chdir(tmp_path)
    for name in (*WHERE, "SLACK_API_URL", "FACTDESK_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


def test_without_any_setting_there_are_defaults() -> None:
    """The database is a file here, Slack is Slack, and no secret is set."""
    settings = Settings.read()
    assert settings.factdesk_database_url == "sqlite:///factdesk.sqlite3"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert not any(settings.has(name) for name in WHERE)


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """.env fills in what the environment does not have; a variable set to nothing is not set."""
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-file\nSLACK_APP_TOKEN=xapp-file\nOTHER=1\n")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-env")
    monkeypatch.setenv("SLACK_APP_TOKEN", "")
    settings = Settings.read()
    assert settings.secret("SLACK_BOT_TOKEN") == "xoxb-env"
    assert settings.secret("SLACK_APP_TOKEN") == "xapp-file"


@pytest.mark.parametrize("name", WHERE)
def test_a_missing_secret_says_where_slack_shows_it(name: str) -> None:
    """One sentence names the variable and the page on which to find it."""
    with pytest.raises(NotConfigured, match=rf"{name} is not set; .* (api\.slack\.com/apps|`openssl)"):
        Settings.read().secret(name)


def test_secrets_hide_when_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No secret is in what the settings print of themselves."""
    for name in WHERE:
        monkeypatch.setenv(name, "very-secret")
    assert "very-secret" not in repr(Settings.read()) + str(Settings.read())


@pytest.mark.parametrize("url", ["slack.com/api", "ftp://xoxb-secret@slack.com"])
def test_an_address_that_is_none_is_named_but_not_repeated(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that cannot be used is one sentence without the value."""
    monkeypatch.setenv("SLACK_API_URL", url)
    with pytest.raises(NotConfigured, match=r"^SLACK_API_URL cannot be used: a URL") as wrong:
        Settings.read()
    assert url not in str(wrong.value)


def test_the_address_ends_in_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Methods are put right behind the Web API's base."""
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api")
    assert Settings.read().slack_api_url == "http://127.0.0.1:9/api/"
