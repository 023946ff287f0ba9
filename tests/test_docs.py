"""Documentation that lags behind the program fails."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import app
from bot.render.usage import USAGE
from facts.answers import Chronology, DeskStatus, Found, Sources, Usage
from facts.desk import Desk
from facts.ingest.pack import load_pack
from facts.questions import Verb, read
from facts.store.memory import MemoryStore
from facts.wiring import bundled_pack

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
_COMMAND = re.compile(r"(?<![@/\w])factdesk ([a-z]+)\b")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """A relative link in the documentation names a file that exists."""
    missing = [
        to for to in _LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / to).exists()
    ]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_named_exists(page: Path) -> None:
    """The documentation names no command that the program does not have."""
    code = re.findall(
        r"`([^`\n]+)`|^(?:\$ |    )?((?:\.venv/bin/)?factdesk .*)$",
        page.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    named = {name for span in code for part in span for name in _COMMAND.findall(part)}
    assert named <= set(get_command(app).commands)  # type: ignore[attr-defined]


def test_the_readme_has_two_setup_commands() -> None:
    """A person needs two commands: one to try the desk, one to test it."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    commands = [line for line in "".join(blocks[:2]).splitlines() if line]
    assert len(commands) == 2
    assert all(line.startswith("python3") for line in commands)


@pytest.mark.parametrize("example", [e for how in USAGE.values() for e in how.examples])
def test_every_example_in_a_usage_is_answered(example: str) -> None:
    """What the usage tells people to type has an answer in the bundled pack."""
    store = MemoryStore()
    load_pack(bundled_pack(), store)
    command, _, text = example.partition(" ")
    verb = Verb.ASK if command in ("@factdesk", "/factdesk") else Verb(command.removeprefix("/"))
    answer = Desk(store).ask(read(text, verb))
    assert isinstance(answer, Found | Chronology | Sources | Usage | DeskStatus)
