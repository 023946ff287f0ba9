"""A headless Chromium for tests, driven over the W3C WebDriver protocol (https://www.w3.org/TR/webdriver2/)."""

import asyncio
import base64
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from tempfile import TemporaryDirectory
from typing import Any

import httpx

CHROMIUM = shutil.which("chromium") or ""
CHROMEDRIVER = shutil.which("chromedriver") or ""
MISSING = (
    "" if CHROMIUM and CHROMEDRIVER else "chromium and chromedriver are not installed (apt: chromium-driver)"
)
"""Why there is no browser to test with; empty where there is one."""

BACKSPACE = "\ue003"
ENTER = "\ue007"
ESCAPE = "\ue00c"
TAB = "\ue004"
SHIFT = "\ue008"
RELEASE = "\ue000"
"""Keys as WebDriver writes them; `RELEASE` lets go of those held."""

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-device-scale-factor=1",
]
PATIENCE_MS = 8000
"""How long the browser looks for an element before it is said to be missing."""

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class StaleElement(AssertionError):
    """The page drew an element anew after it was found."""


class Browser:
    """One window. Elements are named by CSS, or by what is written on them."""

    def __init__(self, driver: httpx.AsyncClient, session: str) -> None:
        """Take a client of the driver, and the id of the session."""
        self._driver = driver
        self._session = f"/session/{session}"

    async def open(self, url: str, *, width: int = 1280, height: int = 800, dark: bool = False) -> None:
        """Load a page in a window of this size (CSS pixels), in light or dark."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        await self.devtools("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.devtools("Emulation.setEmulatedMedia", features=[scheme])
        await self._post("url", url=url)

    async def arrive(self, url: str) -> None:
        """Load the page of a local Slack, and wait until it shows a conversation: before, keys are lost."""
        await self.open(url)
        await self.find("#title:not(:empty)")

    async def find(self, css: str) -> str:
        """Return an element by CSS, once it is there."""
        return await self._element("css selector", css)

    async def see(self, text: str, within: str = "body") -> str:
        """Return the innermost element in which this text stands, once it is there."""
        inside = f"//{within}//*[contains(normalize-space(.), {_quoted(text)})]"
        return await self._element("xpath", f"({inside})[last()]")

    async def gone(self, css: str) -> None:
        """Wait until nothing on the page matches."""
        script = """
            const [css, done] = arguments;
            const look = () => document.querySelector(css) ? requestAnimationFrame(look) : done(true);
            look();
        """
        await self._post("execute/async", script=script, args=[css])

    async def press(self, label: str, within: str = "body") -> None:
        """Click the last button or link with these words or this name, even while the page is drawn anew."""
        quoted = _quoted(label)
        named = f"(self::button or self::a) and (normalize-space(.)={quoted} or @aria-label={quoted})"
        while True:
            try:
                return await self.click(await self._element("xpath", f"(//{within}//*[{named}])[last()]"))
            except StaleElement:
                continue

    async def click(self, element: str) -> None:
        """Click an element."""
        await self._post(f"element/{element}/click")

    async def type(self, css: str, text: str, *, clear: bool = False) -> None:
        """Type into an element."""
        element = await self.find(css)
        if clear:
            await self._post(f"element/{element}/clear")
        await self._post(f"element/{element}/value", text=text)

    async def text(self, css: str) -> str:
        """Return the words that can be seen in an element."""
        return str(await self._get(f"element/{await self.find(css)}/text"))

    async def name(self, css: str) -> str:
        """Return what a screen reader calls an element."""
        return str(await self._get(f"element/{await self.find(css)}/computedlabel"))

    async def script(self, body: str, *args: Any) -> Any:
        """Run a script on the page and return what it returns."""
        return await self._post("execute/sync", script=body, args=list(args))

    async def complaints(self) -> list[str]:
        """Return what the browser's console has to complain of."""
        entries = await self._post("se/log", type="browser")
        return [entry["message"] for entry in entries]

    async def screenshot(self) -> bytes:
        """Return what is on the screen as a PNG."""
        return base64.b64decode(await self._get("screenshot"))

    async def devtools(self, command: str, **params: Any) -> None:
        """Send a command of the DevTools protocol."""
        await self._post("goog/cdp/execute", cmd=command, params=params)

    async def _element(self, using: str, value: str) -> str:
        return str((await self._post("element", using=using, value=value))[_ELEMENT])

    async def _get(self, path: str) -> Any:
        return _value(await self._driver.get(f"{self._session}/{path}"))

    async def _post(self, path: str, **body: Any) -> Any:
        return _value(await self._driver.post(f"{self._session}/{path}", json=body))


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    """Start a browser with a profile of its own, and stop it in the end."""
    process = await asyncio.create_subprocess_exec(CHROMEDRIVER, "--port=0", stdout=asyncio.subprocess.PIPE)
    try:
        port = await _port(process)
        with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            base = f"http://127.0.0.1:{port}"
            async with httpx.AsyncClient(base_url=base, timeout=60, trust_env=False) as driver:
                session = _value(await driver.post("/session", json=_capabilities(profile)))["sessionId"]
                try:
                    yield Browser(driver, session)
                finally:
                    await driver.delete(f"/session/{session}")
    finally:
        process.terminate()
        await process.wait()


async def _port(process: asyncio.subprocess.Process) -> int:
    assert process.stdout
    async for line in process.stdout:
        if found := re.search(rb"successfully on port (\d+)", line):
            return int(found[1])
    raise RuntimeError("chromedriver did not start")


def _capabilities(profile: str) -> dict[str, Any]:
    options = {"binary": CHROMIUM, "args": [*FLAGS, f"--user-data-dir={profile}"]}
    wanted = {
        "goog:chromeOptions": options,
        "goog:loggingPrefs": {"browser": "WARNING"},
        "timeouts": {"implicit": PATIENCE_MS, "script": PATIENCE_MS},
    }
    return {"capabilities": {"alwaysMatch": wanted}}


def _value(response: httpx.Response) -> Any:
    value = response.json()["value"]
    if response.is_error:
        failure = StaleElement if value["error"] == "stale element reference" else AssertionError
        raise failure(f"{value['error']}: {value['message']}")
    return value


def _quoted(text: str) -> str:
    """Return an XPath string: it knows no escapes, so a text with both quotation marks is put together."""
    if '"' not in text:
        return f'"{text}"'
    parts = ", '\"', ".join(f'"{part}"' for part in text.split('"'))
    return f"concat({parts})"
