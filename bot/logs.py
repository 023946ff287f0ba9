"""Logs: one line an event to standard error, JSON unless a person is watching.

What people write and what sources say is not logged, and no line has a token or a response URL in it, whoever
wrote the line: what looks like one is struck out last of all. A log that cannot be written stops no answer.
"""

import logging
import re
import sys

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

_SECRET = re.compile(r"\bx(?:ox[a-z]|app)-[\w-]+|https://hooks\.slack\.com/[^\s\"']+")


def configure(level: int = logging.INFO) -> None:
    """Set up logging for this process: our own lines from `level` on, from libraries only what is wrong."""
    structlog.configure(
        processors=[*_SHARED, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *_SHARED],
            processors=[ProcessorFormatter.remove_processors_meta, *_rendering(), without_secrets],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("factdesk").setLevel(level)


def without_secrets(_logger: WrappedLogger, _method: str, line: str | EventDict) -> str:
    """Strike out what looks like a token or a response URL in a finished line."""
    return _SECRET.sub("[secret]", str(line))


def _rendering() -> list[Processor]:
    if sys.stderr.isatty():
        # The default traceback would show local variables, and with them what people wrote.
        return [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]


_SHARED: tuple[Processor, ...] = (
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
