"""Logs: JSON a line, and no secrets in it, whoever wrote the line."""

import io
import json
import logging

import pytest
import structlog

from bot.logs import configure

SECRETS = (
    "xoxb-1234-abcd",
    "xapp-1-A1-2-c0ffee",
    "https://hooks.slack.com/commands/T1/2/abc",
)


@pytest.mark.parametrize("secret", SECRETS)
def test_tokens_and_response_urls_are_struck_out(secret: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A secret in our lines, a library's lines or a traceback does not reach the log."""
    configure()
    structlog.get_logger("factdesk").warning("refused", reason=f"of {secret}!")
    logging.getLogger("slack_sdk").error("sent to %s", secret)
    structlog.get_logger("factdesk").error("failed", exc_info=ValueError(secret))
    written = capsys.readouterr().err
    assert written.count("[secret]") >= 3
    assert secret not in written


def test_a_line_is_json_with_a_time_and_a_level(capsys: pytest.CaptureFixture[str]) -> None:
    """Each line is one JSON object, ours and the libraries' alike."""
    configure()
    structlog.get_logger("factdesk").info("listening", port=3000)
    logging.getLogger("uvicorn.error").error("something")
    ours, theirs = map(json.loads, capsys.readouterr().err.splitlines())
    assert ours.keys() == {"event", "level", "timestamp", "port"}
    assert theirs["logger"] == "uvicorn.error"


def test_libraries_speak_only_of_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """What libraries say in passing, such as whole requests, is not written."""
    configure()
    logging.getLogger("slack_bolt.RequestVerification").info("body: fidan")
    assert capsys.readouterr().err == ""


def test_a_log_that_cannot_be_written_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """When standard error is gone, an answer is given all the same."""
    configure()
    logging.root.handlers[0].setStream(io.TextIOWrapper(io.BytesIO()))  # type: ignore[attr-defined]
    logging.root.handlers[0].stream.close()  # type: ignore[attr-defined]
    structlog.get_logger("factdesk").warning("rejected")
    assert "ValueError" in capsys.readouterr().err
