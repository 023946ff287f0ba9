"""Reading a page by its address: nothing but public https, and never more than is meant to be read."""

from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.curation import pages
from bot.curation.pages import PublicOnly, is_public, read_page
from facts.errors import BadInput


class Names(AbstractResolver):
    """Resolves every name to these addresses."""

    def __init__(self, *addresses: str) -> None:
        self._addresses = addresses

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:
        """Return the addresses."""
        return [
            ResolveResult(hostname=host, host=each, port=port, family=int(family), proto=0, flags=0)
            for each in self._addresses
        ]

    async def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
        *(
            "::1",
            "fe80::1",
            "fe80::1%eth0",
            "fd00::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "2002:7f00:1::",
        ),
        *("224.0.0.1", "255.255.255.255", "ff02::1", "64:ff9b::7f00:1", "not an address", ""),
    ],
)
def test_what_is_not_of_the_public_internet_is_not_connected_to(address: str) -> None:
    """Loopback, private, link-local, shared, multicast and mapped addresses are all refused."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_addresses_are_connected_to(address: str) -> None:
    """Both families of them."""
    assert is_public(address)


async def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    """A name that leads to both is not tried at all."""
    with pytest.raises(OSError, match="public"):
        await PublicOnly(Names("93.184.215.14", "127.0.0.1")).resolve("desk.example")


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.org/", "file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)", "", "x"),
        *(
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://2130706433/",
            "https://0x7f.0.0.1/",
            "https://localhost/",
        ),
        *(
            "https://example.org:8443/",
            "https://user:pass@example.org/",
            "https://example.org:x/",
            "https://1.1/",
        ),
    ],
)
async def test_only_a_public_name_over_https_is_fetched(url: str) -> None:
    """Other schemes, ports, credentials and bare addresses cost one sentence, and nothing is resolved."""
    with pytest.raises(BadInput, match="paste the text"):
        await read_page(url, Names("127.0.0.1"))


async def test_a_name_that_leads_home_is_not_fetched() -> None:
    """What a public name resolves to decides, so a rebound name reaches nothing of ours."""
    with pytest.raises(BadInput, match="cannot be reached"):
        await read_page("https://desk.example.org/", Names("127.0.0.1"))


def test_a_page_is_read_as_its_reader_sees_it() -> None:
    """Title and text, in the page's own characters, without what is not shown."""
    markup = (
        "<head><meta charset=latin-1><title>Fog &amp; sea</title></head><script>x()</script><p>Café.<p>Two"
    )
    page = pages._read(markup.encode("latin-1"), "https://a.example/", ".html", None)
    assert (page.title, page.text) == ("Fog & sea", "Café.\n\nTwo")


@pytest.mark.parametrize("data", [b"<p> </p>", b"\xff\xfe<p>\xff", b"<meta charset=nonsense><p>x"])
def test_a_page_that_says_nothing_to_read_is_refused(data: bytes) -> None:
    """Empty pages and bytes that are no text cost one sentence."""
    with pytest.raises((BadInput, ValueError, LookupError)):
        pages._read(data, "https://a.example/", ".html", None)
