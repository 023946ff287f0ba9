"""What the app is told by its environment: the desk's settings and Slack's."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, SecretStr

from facts.errors import NotConfigured
from facts.settings import Settings as DeskSettings

WHERE: Mapping[str, str] = MappingProxyType(
    {
        "SLACK_SIGNING_SECRET": "api.slack.com/apps > your app > Basic Information > Signing Secret",
        "SLACK_BOT_TOKEN": "api.slack.com/apps > your app > Install App > Bot User OAuth Token (xoxb-…)",
        "SLACK_APP_TOKEN": "api.slack.com/apps > your app > Basic Information > App-Level Tokens, "
        "scope connections:write (xapp-…)",
        "SLACK_CLIENT_ID": "api.slack.com/apps > your app > Basic Information > Client ID",
        "SLACK_CLIENT_SECRET": "api.slack.com/apps > your app > Basic Information > Client Secret",
        "FACTDESK_TOKEN_KEY": "what `openssl rand -hex 32` prints",
    }
)
"""Where each secret comes from: where Slack shows it, or what makes one."""

BY_OAUTH = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "FACTDESK_TOKEN_KEY")
"""What an app needs that workspaces install by OAuth."""


def _web_address(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        raise ValueError("a URL that starts with https:// (or http:// on loopback) is needed")
    return url.rstrip("/") + "/"


class Settings(DeskSettings):
    """The app's settings; secrets hide themselves when they are printed."""

    slack_signing_secret: SecretStr | None = None
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_client_id: SecretStr | None = None
    slack_client_secret: SecretStr | None = None
    factdesk_token_key: SecretStr | None = None
    """What tokens of workspaces are sealed with; further ones behind commas open what they have sealed."""
    slack_api_url: Annotated[str, AfterValidator(_web_address)] = "https://slack.com/api/"
    """The base of the Web API, with a slash at its end."""

    @property
    def by_oauth(self) -> bool:
        """Whether workspaces install the app by OAuth. A bot token makes it an app of one workspace alone."""
        return self.has("SLACK_CLIENT_ID") and not self.has("SLACK_BOT_TOKEN")

    def has(self, name: str) -> bool:
        """Tell whether a secret of `WHERE` is set."""
        return getattr(self, name.lower()) is not None

    def secret(self, name: str) -> str:
        """Return a secret of `WHERE`.

        Raises:
            NotConfigured: it is not set; the message says where Slack shows it.
        """
        value: SecretStr | None = getattr(self, name.lower())
        if value is None:
            raise NotConfigured(f"{name} is not set; copy it into .env from {WHERE[name]}.")
        return value.get_secret_value().strip()
