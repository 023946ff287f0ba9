"""The command line: what each command prints, and the status with which it ends."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.checking import Checking
from bot.cli import main
from bot.lines import answered
from facts.desk import Desk
from facts.store.workspaces import workspace_url
from facts.wiring import opened
from tests.bot.render.checks import assert_message
from tests.newsroom import stocked

ROOT = Path(__file__).parents[2]
PACK = ROOT / "seeds/istanbul-talks"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    status: object
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def factdesk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line in an empty folder, with nothing configured but a store in memory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACTDESK_DATABASE_URL", "memory:")
    for name in (
        "SLACK_SIGNING_SECRET",
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_API_URL",
        "SLACK_CLIENT_ID",
        "SLACK_CLIENT_SECRET",
        "FACTDESK_TOKEN_KEY",
        "FACTDESK_WORKSPACE",
    ):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["factdesk", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        written = capsys.readouterr()
        return Ended(end.value.code, written.out, written.err)

    return run


def test_a_line_is_answered_as_text(factdesk: Run) -> None:
    """`ask` prints the answer to a command as a person would read it."""
    ended = factdesk("ask", "/quote fidan")
    assert ended.status == 0
    assert "There are two paths today" in ended.out
    assert "[Share to channel]" in ended.out


@pytest.mark.parametrize(
    "line", ["@factdesk who led the russian delegation?", "who led the russian delegation?"]
)
def test_a_mention_is_answered_as_in_a_channel(factdesk: Run, line: str) -> None:
    """A mention, or a line without either, is answered as a message for all."""
    ended = factdesk("ask", line, "--json")
    message = json.loads(ended.out)
    assert "Medinsky" in message["text"]
    assert "response_type" not in message
    assert_message(message)


def test_json_is_the_very_message() -> None:
    """`ask --json` prints what Slack would get for a command: private, with text and blocks."""
    store = stocked()
    message = answered(Desk(store).ask, Checking(store).report_now, "/quote brandt")
    assert message["response_type"] == "ephemeral"
    assert_message(message)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/factdesk check “Nobody sails after the fog lifts,” Brandt said.", "1 quotation: 1 altered"),
        ("@factdesk check: “Nobody sails before the fog lifts,” Brandt said.", "1 quotation: 1 verbatim"),
        ("/factdesk check", "/factdesk check"),
        ("@factdesk check", "/factdesk check"),
    ],
)
def test_a_draft_is_checked_in_one_line(line: str, said: str) -> None:
    """`ask` checks a draft as a command or a mention does; without one it tells how."""
    store = stocked()
    message = answered(Desk(store).ask, Checking(store).report_now, line)
    assert message["text"].startswith(said)
    assert ("response_type" in message) is line.startswith("/")
    assert_message(message)


def test_an_answer_does_not_pay_for_the_check() -> None:
    """What is needed for checking drafts is not imported before there is one."""
    code = "import sys, bot.cli, bot.lines, bot.app, bot.checking; sys.exit('facts.check' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "/weather"], "There is no such command"),
        (["nope"], "No such command 'nope'."),
        (["ask"], "Missing"),
        (["serve", "--port", "99999"], "Invalid value for '--port'"),
        (["serve"], "SLACK_SIGNING_SECRET is not set"),
        (["socket"], "SLACK_APP_TOKEN is not set"),
        (["manifest"], "Say how Slack reaches the app"),
        (["manifest", "--url", "http://desk"], "https://"),
        (["load", "nowhere"], "nowhere"),
        (["export", "."], "something"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    factdesk: Run, arguments: list[str], said: str, tmp_path: Path
) -> None:
    """What a person got wrong ends with status 2 and one sentence on standard error, without a traceback."""
    (tmp_path / "something else").write_text("here")
    ended = factdesk(*arguments)
    assert ended.status == 2
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1
    assert ended.out == ""


def test_a_port_in_use_is_one_sentence(factdesk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that somebody else has ends `serve` and `try` with status 2 and its number."""
    for name in ("SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN"):
        monkeypatch.setenv(name, "of the tests")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for command in (["serve"], ["try", "--no-browser"]):
            ended = factdesk(*command, "--port", port)
            assert ended.status == 2
            assert f"Port {port}" in ended.err.splitlines()[-1]


def test_an_unforeseen_error_is_logged_and_is_status_1(
    factdesk: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What nobody foresaw ends with status 1, and its traceback in the log."""

    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(Desk, "__init__", broken)
    assert factdesk("ask", "/quote fidan").status == 1
    assert caplog.records[0].exc_info


@pytest.mark.parametrize("url", ["postgres://me:hunter2@host/db", "mysql://me:hunter2@host/db", "nonsense"])
def test_a_database_that_is_none_is_one_sentence(
    factdesk: Run, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A URL that names no store is said so, without the password in it."""
    monkeypatch.setenv("FACTDESK_DATABASE_URL", url)
    ended = factdesk("status")
    assert ended.status == 2
    assert "hunter2" not in ended.err


def test_a_new_database_holds_the_bundled_pack_unless_it_was_made_empty(
    factdesk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`init --empty` leaves the pack out, then and later; without it, the pack is on file from the start."""
    monkeypatch.setenv("FACTDESK_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert "0 entries" in factdesk("init", "--empty").out
    assert "none" in factdesk("status").out
    monkeypatch.setenv("FACTDESK_DATABASE_URL", f"sqlite:///{tmp_path / 'full.sqlite3'}")
    assert "istanbul-talks" in factdesk("status").out
    assert "istanbul-talks: 0 added" in factdesk("load", str(PACK)).out


def test_what_is_exported_verifies_and_loads(factdesk: Run, tmp_path: Path) -> None:
    """An exported pack stands in its sources, and reads back as what was exported."""
    folder = str(tmp_path / "istanbul-talks")
    assert factdesk("export", folder).status == 0
    assert factdesk("verify", folder).status == 0
    assert " 0 added" in factdesk("load", folder).out


def test_roles_are_given_and_listed(factdesk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the desk makes the first editor; what is no role is one sentence."""
    monkeypatch.setenv("FACTDESK_DATABASE_URL", "sqlite:///desk.db")
    assert factdesk("roles").out == ""
    assert factdesk("roles", "slack:U0123", "editor").out == "slack:U0123  editor\n"
    assert factdesk("roles", "ada", "curator").out == "ada  curator\nslack:U0123  editor\n"
    assert factdesk("roles", "ada", "asker").out == "slack:U0123  editor\n"
    for wrong in (("ada",), ("ada", "boss")):
        ended = factdesk("roles", *wrong)
        assert ended.status == 2
        assert "Give a person and a role, asker, curator, editor" in ended.err


def test_verify_names_what_does_not_stand(factdesk: Run, tmp_path: Path) -> None:
    """`verify` ends with status 1 and a line for each record whose words are not in the source."""
    assert factdesk("verify").status == 0
    folder = tmp_path / "istanbul-talks"
    factdesk("export", str(folder))
    quotes = folder / "quotes.yaml"
    quotes.write_text(
        quotes.read_text("utf-8").replace("There are two paths today", "There are 3 paths"), "utf-8"
    )
    ended = factdesk("verify", str(folder))
    assert ended.status == 1
    assert "quotes.yaml" in ended.out


def test_the_doctor_is_content_without_slack(factdesk: Run) -> None:
    """With no Slack settings nothing is amiss: the desk works, and what is not set says where to find it."""
    ended = factdesk("doctor")
    assert ended.status == 0
    assert "istanbul-talks" in ended.out
    assert "Signing Secret" in ended.out


def test_the_doctor_misses_what_belongs_together(factdesk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a configuration is a fault: a signing secret is of no use without a bot token."""
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "s")
    ended = factdesk("doctor")
    assert ended.status == 1
    assert "✗ SLACK_BOT_TOKEN" in ended.out


def test_the_doctor_says_what_is_wrong_with_the_database(
    factdesk: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that cannot be used is a fault, with the setting that mends it."""
    monkeypatch.setenv("FACTDESK_DATABASE_URL", "sqlite:////nowhere/at/all.sqlite3")
    ended = factdesk("doctor")
    assert ended.status == 1
    assert "✗ Database" in ended.out
    assert "FACTDESK_DATABASE_URL" in ended.out


def test_unreadable_databases_are_store_errors(
    factdesk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is no database is one sentence for every command."""
    (tmp_path / "not.sqlite3").write_text("this is a letter, not a database " * 100)
    monkeypatch.setenv("FACTDESK_DATABASE_URL", "sqlite:///not.sqlite3")
    ended = factdesk("ask", "/quote fidan")
    assert ended.status == 2
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize("module", ["bot", "facts"])
def test_the_packages_can_be_run(module: str, tmp_path: Path) -> None:
    """`python -m bot` and `python -m facts` are the same command line."""
    ran = subprocess.run(
        [sys.executable, "-m", module, "status"],
        env={"PYTHONPATH": str(ROOT), "FACTDESK_DATABASE_URL": "memory:", "PATH": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.startswith("packs         istanbul-talks")


def test_a_command_is_for_the_workspace_that_is_named(
    factdesk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several desks `--workspace` or the setting says which one; without either, none is used."""
    url = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    monkeypatch.setenv("FACTDESK_DATABASE_URL", url)
    assert factdesk("load", str(PACK)).status == 0
    assert factdesk("move", "--to", "T0ONE").out.startswith("221 revisions")
    with opened(workspace_url(url, "T0TWO"), empty=True):
        pass
    assert "revision      221" in factdesk("--workspace", "T0ONE", "status").out
    monkeypatch.setenv("FACTDESK_WORKSPACE", "T0ONE")
    assert "There are two paths" in factdesk("ask", "/quote fidan").out
    assert "nothing on file" in factdesk("--workspace", "T0TWO", "ask", "/quote fidan").out.lower()
    monkeypatch.delenv("FACTDESK_WORKSPACE")
    refused = factdesk("status")
    assert (refused.status, refused.out) == (2, "")
    assert refused.err == "Error: There are several desks here; name one with --workspace: T0ONE, T0TWO.\n"
    assert factdesk("init").out.count("The database is ready") == 2


def test_socket_mode_is_for_one_workspace(factdesk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where workspaces install the app, `socket` says in a sentence what to run instead."""
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    ended = factdesk("socket")
    assert (ended.status, "factdesk serve" in ended.err) == (2, True)


def test_installing_wants_all_of_its_settings(factdesk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`serve` by OAuth names the setting that is missing, and wants more than a store in memory."""
    for name in ("SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID"):
        monkeypatch.setenv(name, "1.2")
    assert "SLACK_CLIENT_SECRET is not set" in factdesk("serve", "--port", "0").err
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "secret")
    assert "FACTDESK_TOKEN_KEY is not set" in factdesk("serve", "--port", "0").err
    monkeypatch.setenv("FACTDESK_TOKEN_KEY", "k" * 32)
    assert "A store in memory ends with the program" in factdesk("serve", "--port", "0").err


def test_installing_by_oauth_says_which_extra_it_needs(
    factdesk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the libraries of the extra, one sentence says how to get them."""
    monkeypatch.setenv("FACTDESK_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    for name in ("SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        monkeypatch.setenv(name, "1.2")
    monkeypatch.setenv("FACTDESK_TOKEN_KEY", "k" * 32)
    monkeypatch.setitem(sys.modules, "bot.oauth.sealing", None)
    ended = factdesk("serve", "--port", "0")
    assert (ended.status, "pip install 'factdesk[oauth]'" in ended.err) == (2, True)
