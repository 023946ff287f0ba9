"""The one door out to Slack: its Web API and its response URLs."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.metrics import Metrics
from facts.errors import FactdeskError, SlackRefused

TIMEOUT = 10
"""Seconds for one call."""
DOWNLOAD_TIMEOUT = 15
"""Seconds for one file: so few that all of a message's can be fetched within a task's lease."""
RATE_LIMITED_TRIES = 5
"""How often one call waits because Slack says that there were too many."""

_POSTS = "/chat.postMessage"

LIBRARY_LOG = logging.getLogger("factdesk.slack")
"""For Slack's libraries: only their errors, for below that they quote requests and responses."""
LIBRARY_LOG.setLevel(logging.ERROR)

Sleep = Callable[[float], Awaitable[None]]


class Refused(SlackRefused):
    """Slack answered, and the answer was no. `reason` is Slack's name for it, such as `not_in_channel`."""

    def __init__(self, method: str, reason: str) -> None:
        super().__init__(f"Slack refused {method}: {reason}.")
        self.reason = reason


class Unreachable(FactdeskError):
    """Slack cannot be reached at the moment; try again in a minute."""

    @property
    def is_on_its_way(self) -> bool:
        """Whether nobody waits for the call any more, and it may still arrive."""
        return isinstance(self.__cause__, TimeoutError)


class RateLimits(AsyncRateLimitErrorRetryHandler):
    """Waits exactly as long as `Retry-After` says, and calls again.

    Source: https://docs.slack.dev/apis/web-api/rate-limits. The library's own default leaves 429 out.
    """

    def __init__(self, sleep: Sleep) -> None:
        super().__init__(max_retry_count=RATE_LIMITED_TRIES)
        self._sleep = sleep

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,  # noqa: ARG002 - the library calls with these names
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002
    ) -> None:
        """Wait, and let the library call again."""
        state.next_attempt_requested = True
        await self._sleep(_retry_after(response))
        state.increment_current_attempt()


class LostConnections(AsyncConnectionErrorRetryHandler):
    """Calls again where a connection broke, but for what would then be there twice.

    A message may have been posted although the connection broke before Slack could say so.
    """

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if request.url.endswith(_POSTS):
            return False
        return await super()._can_retry_async(state=state, request=request, response=response, error=error)


class Slack:
    """Slack as one workspace's bot sees it.

    Attributes:
        client: slack_sdk's client with our token, address and patience, for Bolt and Socket Mode.
        identity: what Bolt is to know of us; the bot's ids are in it once `identify` has been told.
    """

    def __init__(self, token: str, url: str, metrics: Metrics, sleep: Sleep = asyncio.sleep) -> None:
        """Take the bot token and the base of the Web API; nothing is sent yet."""
        self._metrics = metrics
        self._retries: list[AsyncRetryHandler] = [LostConnections(), RateLimits(sleep)]
        self.client = AsyncWebClient(
            token=token, base_url=url, timeout=TIMEOUT, retry_handlers=self._retries, logger=LIBRARY_LOG
        )
        self.client.proxy = _proxy(self.client.proxy, url)
        self.identity = AuthorizeResult(enterprise_id=None, team_id=None, bot_token=token)

    def become(self, identity: AuthorizeResult) -> None:
        """Take on an identity that is known, with its bot token, from the next call on."""
        self.identity = identity
        self.client.token = identity.bot_token

    async def identify(self) -> str:
        """Ask Slack who we are, and return the workspace's name.

        Raises:
            Refused: the token is not good.
            Unreachable: no answer.
        """
        who = await self.call("auth.test", {})
        self.identity = AuthorizeResult(
            enterprise_id=who.get("enterprise_id"),
            team_id=who.get("team_id"),
            bot_user_id=who.get("user_id"),
            bot_id=who.get("bot_id"),
            bot_token=self.client.token,
        )
        return str(who.get("team", ""))

    async def call(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Call a method of the Web API, and return what it answers.

        Raises:
            Refused: Slack said no.
            Unreachable: Slack did not answer, or was out of order.
        """
        with self.outcome(method):
            self._connect()
            response = await self.client.api_call(method, json=dict(arguments))
            data = response.data
            return data if isinstance(data, dict) else {}

    async def look_up(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Call a method that only reads: these take their arguments in the query, not as JSON.

        Source: https://docs.slack.dev/apis/web-api#post_bodies.

        Raises:
            Refused: Slack said no.
            Unreachable: Slack did not answer, or was out of order.
        """
        with self.outcome(method):
            self._connect()
            response = await self.client.api_call(method, http_verb="GET", params=dict(arguments))
            data = response.data
            return data if isinstance(data, dict) else {}

    async def respond(self, response_url: str, message: Mapping[str, Any]) -> None:
        """Post to the response URL that came with a command or an action (5 uses, 30 minutes).

        Raises:
            Refused: Slack said no.
            Unreachable: Slack did not answer, or was out of order.
        """
        with self.outcome("response_url"):
            webhook = AsyncWebhookClient(
                response_url,
                timeout=TIMEOUT,
                session=self._connect(),
                retry_handlers=self._retries,
                logger=LIBRARY_LOG,
            )
            webhook.proxy = _proxy(webhook.proxy, response_url)
            response = await webhook.send_dict(dict(message))
            if response.status_code >= 500:
                raise Unreachable
            if response.status_code != 200:
                raise Refused("response_url", response.body[:80])

    async def download(self, url: str, most: int) -> bytes:
        """Return what is kept at a file's private address: all of it, or one byte more than `most`.

        The token goes to Slack and to nobody else. No redirect is followed: with one, Slack sends whoever may
        not read a file to a page for signing in (github.com/slackapi/deno-slack-sdk/issues/285).

        Raises:
            Refused: the address is not one of Slack's, or Slack does not hand the file out.
            Unreachable: Slack did not answer, or was out of order.
        """
        with self.outcome("download"):
            if not _is_below(url, self.client.base_url):
                raise Refused("download", "not_in_slack")
            async with self._connect().get(
                url,
                headers={"Authorization": f"Bearer {self.client.token}"},
                allow_redirects=False,
                proxy=_proxy(self.client.proxy, url),
                timeout=aiohttp.ClientTimeout(total=DOWNLOAD_TIMEOUT),
            ) as answer:
                return await _content(answer, most + 1)

    async def close(self) -> None:
        """Close the connections."""
        if self.client.session is not None:
            await self.client.session.close()

    @contextmanager
    def outcome(self, method: str) -> Iterator[None]:
        """Count a call of Slack that is made inside, and name its failure in our own words.

        Raises:
            Refused: Slack said no.
            Unreachable: Slack did not answer, or was out of order.
        """
        outcome = "unreachable"
        try:
            yield
            outcome = "ok"
        except SlackApiError as error:
            failure = _failure(method, error)
            outcome = "refused" if isinstance(failure, Refused) else outcome
            raise failure from None  # the library's error quotes the whole response
        except Refused:
            outcome = "refused"
            raise
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unreachable from error
        finally:
            self._metrics.slack_call(method, outcome)

    def _connect(self) -> aiohttp.ClientSession:
        """Return the session that all calls share; it needs a running event loop, so it is opened late."""
        if self.client.session is None or self.client.session.closed:
            self.client.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))
        return self.client.session


_LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))
_OUT_OF_ORDER = frozenset(
    ("fatal_error", "internal_error", "ratelimited", "request_timeout", "service_unavailable")
)


def _failure(method: str, error: SlackApiError) -> FactdeskError:
    data = getattr(error.response, "data", None)
    reason = data.get("error", "") if isinstance(data, dict) else ""
    return Unreachable() if reason in ("", *_OUT_OF_ORDER) else Refused(method, reason)


_ADDRESS = re.compile(r"(?i)(https?)://([a-z0-9.-]+)(:\d+)?/\S*")
"""An address with nothing in it that two readers could take for different hosts."""


def _is_below(url: str, home: str) -> bool:
    """Tell whether an address is on another's host or below it, as files.slack.com is below slack.com."""
    found, base = _ADDRESS.fullmatch(url), _ADDRESS.fullmatch(home)
    if not found or not base or found.group(1, 3) != base.group(1, 3):
        return False
    host, above = found[2].lower(), base[2].lower().removeprefix("www.")
    return host == above or host.endswith(f".{above}")


async def _content(answer: aiohttp.ClientResponse, most: int) -> bytes:
    """Return the body of an answer, and no more of it than so many bytes.

    Raises:
        Refused: it is an answer without the file.
        Unreachable: the server is out of order.
    """
    if answer.status == 429 or answer.status >= 500:
        raise Unreachable
    if answer.status != 200:
        raise Refused("download", f"http_{answer.status}")
    body = bytearray()
    while len(body) < most and (part := await answer.content.read(most - len(body))):
        body += part
    return bytes(body)


def _proxy(found: str | None, url: str) -> str | None:
    """Return the proxy for an address: what the library has found, but none on loopback.

    The library reads `HTTPS_PROXY` and its like from the environment, and nothing of `NO_PROXY`.
    """
    host = urlsplit(url).hostname or ""
    return None if host in _LOOPBACK or proxy_bypass(host) else found


def _retry_after(response: HttpResponse | None) -> float:
    """Return the seconds that `Retry-After` asks for, one where it does not say."""
    headers = {name.lower(): values for name, values in response.headers.items()} if response else {}
    seconds = next(iter(headers.get("retry-after", ())), "")
    return float(seconds) if seconds.isdecimal() else 1.0
