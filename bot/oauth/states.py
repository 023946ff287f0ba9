"""The `state` of an installation that has begun: it comes back from Slack once, within ten minutes."""

import asyncio
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe

from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from sqlalchemy import Column, Engine, MetaData, String, Table, delete, insert

from facts.store.database import plainly, writing
from facts.store.schema import Moment

LIFE = timedelta(minutes=10)
"""How long somebody has to say yes at Slack."""

_METADATA = MetaData()
_states = Table(
    "oauth_state",
    _METADATA,
    Column("state", String(64), primary_key=True),
    Column("until", Moment, nullable=False),
)


class States(AsyncOAuthStateStore):
    """States in a database, so that the process that gets one back need not be the one that gave it.

    slack_sdk's own store reads a state and then deletes it, so that two that come at once are both taken.
    """

    def __init__(self, engine: Engine) -> None:
        """Take the database and make the table where it has none.

        Raises:
            StoreError: the database cannot be used.
        """
        self._engine = engine
        self._writing = writing(engine)
        with plainly(engine), writing(engine, alone=True).begin() as connection:
            _METADATA.create_all(connection)

    async def async_issue(self, *_: object, **__: object) -> str:
        """Return a new state, and forget those that have run out.

        Raises:
            StoreError: the database cannot be written.
        """
        return await asyncio.to_thread(self.issue)

    async def async_consume(self, state: str) -> bool:
        """Tell whether a state is one of ours that has neither run out nor been used; it is used now.

        Raises:
            StoreError: the database cannot be written.
        """
        return await asyncio.to_thread(self.consume, state)

    def issue(self) -> str:
        """Return a new state, and forget those that have run out."""
        state, now = token_urlsafe(32), datetime.now(UTC)
        with plainly(self._engine), self._writing.begin() as connection:
            connection.execute(delete(_states).where(_states.c.until <= now))
            connection.execute(insert(_states).values(state=state, until=now + LIFE))
        return state

    def consume(self, state: str) -> bool:
        """Use a state, in one statement: of several that come with it at once, one is let in."""
        used = delete(_states).where(_states.c.state == state, _states.c.until > datetime.now(UTC))
        with plainly(self._engine), self._writing.begin() as connection:
            return connection.execute(used).rowcount == 1
