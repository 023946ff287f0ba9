"""What Slack hands out with an interaction and takes back for a while: trigger ids and response URLs."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.local.model import Refused

TRIGGER_SECONDS = 3.0
"""How long a `trigger_id` opens a view, once."""

RESPONSE_USES = 5
"""How often a `response_url` may be used."""

RESPONSE_SECONDS = 30 * 60.0
"""How long a `response_url` may be used."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a `response_url` is good for: one person, one channel, and the message it stands in, if any."""

    user: str
    channel: str
    expires: float
    source: str = ""
    uses: int = RESPONSE_USES


class Tickets:
    """Trigger ids and response URLs, and whether they still hold."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Take the clock: seconds since the epoch, UTC."""
        self._clock = clock
        self._triggers: dict[str, tuple[str, float]] = {}
        self._exchanged: set[str] = set()
        self._responses: dict[str, Response] = {}

    def trigger(self, user: str) -> str:
        """Return a new trigger id for what this person just did."""
        ticket = f"{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._triggers[ticket] = (user, self._clock() + TRIGGER_SECONDS)
        return ticket

    def exchange(self, ticket: str) -> str:
        """Return whose trigger id it is, and let it be used no more.

        Raises:
            Refused: `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        if ticket in self._exchanged:
            raise Refused("exchanged_trigger_id")
        if ticket not in self._triggers:
            raise Refused("invalid_trigger_id")
        user, expires = self._triggers[ticket]
        if self._clock() > expires:
            raise Refused("expired_trigger_id")
        self._exchanged.add(ticket)
        return user

    def response(self, user: str, channel: str, source: str = "") -> str:
        """Return the path of a new response URL; `source` is the ts of the message that was acted on."""
        path = secrets.token_urlsafe(18)
        self._responses[path] = Response(user, channel, self._clock() + RESPONSE_SECONDS, source)
        return path

    def respond(self, path: str) -> Response:
        """Return what a response URL is good for, one use less.

        Raises:
            Refused: `invalid_url`, `expired_url` or `used_url`.
        """
        if path not in self._responses:
            raise Refused("invalid_url")
        response = self._responses[path]
        if self._clock() > response.expires:
            raise Refused("expired_url")
        if not response.uses:
            raise Refused("used_url")
        self._responses[path] = replace(response, uses=response.uses - 1)
        return response
