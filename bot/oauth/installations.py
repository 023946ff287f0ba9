"""Who has installed us, and with which tokens: slack_sdk's tables in the configured database.

Synchronous, for threads. What a request needs of it is kept by `bot.oauth.many`.
"""

from collections.abc import Mapping
from typing import cast

from cryptography.fernet import MultiFernet
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from sqlalchemy import Engine, select

from bot.oauth.sealing import Sealed
from bot.slack import LIBRARY_LOG
from facts.store.database import plainly, writing

_TOKENS = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url")


class Installations:
    """The installations of one app; of each workspace the latest counts. Threads may share it."""

    def __init__(self, engine: Engine, client_id: str, sealer: MultiFernet) -> None:
        """Take the database and make the tables where it has none.

        Raises:
            StoreError: the database cannot be used.
        """
        self._engine = engine
        self._kept = SQLAlchemyInstallationStore(client_id, writing(engine), logger=LIBRARY_LOG)
        for table in (self._kept.bots, self._kept.installations):
            for column in set(_TOKENS) & set(table.c.keys()):
                table.c[column].type = Sealed(sealer)
        table = self._kept.installations
        self._all = (
            select(table).where(table.c.client_id == client_id).order_by(table.c.installed_at, table.c.id)
        )
        with plainly(engine), writing(engine, alone=True).begin() as connection:
            self._kept.metadata.create_all(connection)

    def all(self) -> Mapping[str, Installation]:
        """Return the current installation of each workspace, by its id.

        Raises:
            StoreError: the database cannot be read.
            NotConfigured: the tokens were sealed with another secret.
        """
        with plainly(self._engine), self._engine.connect() as connection:
            rows = connection.execute(self._all).mappings().all()
        return {cast("str", row["team_id"]): self._kept.build_installation_entity(row) for row in rows}

    def of(self, workspace: str) -> Installation | None:
        """Return the current installation of a workspace; None where there is none.

        Raises:
            StoreError: the database cannot be read.
            NotConfigured: the tokens were sealed with another secret.
        """
        table = self._kept.installations
        with plainly(self._engine), self._engine.connect() as connection:
            rows = connection.execute(self._all.where(table.c.team_id == workspace)).mappings().all()
        return self._kept.build_installation_entity(rows[-1]) if rows else None

    def save(self, installation: Installation) -> None:
        """Keep an installation; one that has been kept before is changed.

        Raises:
            StoreError: the database cannot be written.
        """
        with plainly(self._engine):
            self._kept.save(installation)

    def remove(self, installation: Installation) -> None:
        """Forget all installations and tokens of a workspace.

        Raises:
            StoreError: the database cannot be written.
        """
        with plainly(self._engine):
            self._kept.delete_all(enterprise_id=installation.enterprise_id, team_id=installation.team_id)


def identity_of(installation: Installation) -> AuthorizeResult:
    """Return what Bolt and a bot's way to Slack are to know of an installation."""
    return AuthorizeResult(
        enterprise_id=installation.enterprise_id,
        team_id=installation.team_id,
        bot_user_id=installation.bot_user_id,
        bot_id=installation.bot_id,
        bot_token=installation.bot_token,
    )
