"""Reading a page of the web by its address: https alone, nothing of our own network, bounded in size.

Somebody types the address, and this process fetches it: so it goes to nobody that only this process can
reach. Each name is resolved once, every address that comes of it has to be public, and these are used; the
same holds for each redirect. No proxy of the environment is used: it would resolve the name anew.
"""

import asyncio
import re
from html import unescape
from ipaddress import ip_address, ip_network
from socket import AddressFamily
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from facts.check.drafts import read_draft
from facts.errors import BadInput

SECONDS = 20
"""For one page, redirects and all."""
LARGEST = 3_000_000
"""Bytes of a page."""
REDIRECTS = 5
_TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
"""Addresses that a gateway takes for those of IPv4, whichever these are (RFC 6052, RFC 8215)."""
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)
_READABLE = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}


class Page(NamedTuple):
    """A page as a reader sees it: where it was in the end, what it is called, and its text."""

    url: str
    title: str
    text: str


class PublicOnly(AbstractResolver):
    """Resolves names to public addresses, and to nothing at all where any of a name's is another."""

    def __init__(self, resolver: AbstractResolver | None = None) -> None:
        """Take what resolves names; without one, the system does."""
        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AddressFamily.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a host.

        Raises:
            OSError: it has none, or one that is not public.
        """
        found = await self._resolver.resolve(host, port, family)
        if not all(is_public(each["host"]) for each in found):
            raise OSError(f"{host} is not on the public internet")
        return found

    async def close(self) -> None:
        """Close the resolver."""
        await self._resolver.close()


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet's."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    if any(ip in network for network in _TRANSLATED):
        return False
    return ip.is_global and not ip.is_multicast and (inner is None or is_public(str(inner)))


async def read_page(url: str, resolver: AbstractResolver | None = None) -> Page:
    """Return the page at an address.

    Raises:
        BadInput: it is not an address that is fetched, or there is no page to read at it.
    """
    connector = aiohttp.TCPConnector(resolver=PublicOnly(resolver), use_dns_cache=False)
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with aiohttp.ClientSession(connector=connector, timeout=timeout, trust_env=False) as session:
            async with asyncio.timeout(SECONDS):
                return await _fetched(session, url.strip())
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError, LookupError) as error:
        raise _unread(f"cannot be reached ({type(error).__name__})") from error


async def _fetched(session: aiohttp.ClientSession, url: str) -> Page:
    for _ in range(REDIRECTS):
        _check(url)
        async with session.get(url, allow_redirects=False) as answer:
            if answer.status in (301, 302, 303, 307, 308) and "Location" in answer.headers:
                url = urljoin(url, answer.headers["Location"])
                continue
            if answer.status != 200:
                raise _unread(f"answers with status {answer.status}")
            return await _page(answer, url)
    raise _unread(f"leads on more than {REDIRECTS} times")


def _check(url: str) -> None:
    """Check that an address is one that is fetched. Of a host that is an IP address no resolver is asked.

    Raises:
        BadInput: it is not.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    is_name = "." in host and not host.replace(".", "").isdigit() and ":" not in host
    if parts.scheme != "https" or not is_name or parts.port not in (None, 443) or parts.username:
        raise BadInput("Give an address that begins with https://, or paste the text of the source.")


async def _page(answer: aiohttp.ClientResponse, url: str) -> Page:
    ending = _READABLE.get(answer.content_type)
    if ending is None:
        raise _unread(f"is {answer.content_type}, which is not read")
    data = bytearray()
    async for part in answer.content.iter_chunked(65_536):
        data += part
        if len(data) > LARGEST:
            raise _unread(f"has more than {LARGEST / 1e6:.0f} MB")
    return await asyncio.to_thread(_read, bytes(data), url, ending, answer.charset)


def _read(data: bytes, url: str, ending: str, charset: str | None) -> Page:
    told = _CHARSET.search(data[:2_000])
    markup = data.decode(charset or (told[1].decode() if told else "utf-8"), errors="strict")
    text = read_draft(markup.encode(), f"page{ending}").strip()
    if not text:
        raise _unread("shows no text")
    title = _TITLE.search(markup) if ending == ".html" else None
    return Page(url, " ".join(unescape(title[1]).split())[:200] if title else "", text)


def _unread(reason: str) -> BadInput:
    return BadInput(f"The page {reason}; paste the text of the source.")
