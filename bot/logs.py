"""Logs: one line an event to standard error, JSON unless a person is watching.

What people write and what sources say is not logged, and no line has a token or a response URL in it, whoever
wrote the line: what looks like one is struck out last of all.
"""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_SECRET = re.compile(r"\bx(?:ox[a-z]|app)-[\w-]+|https://hooks\.slack\.com/[^\s\"']+")


def configure(level: int = logging.INFO) -> None:
    """Set up logging for this process: ours from `level` on, from libraries only what is wrong."""
    structlog.configure(
        processors=[*_SHARED, *_rendering(), without_secrets],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *_SHARED],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_rendering(),
                without_secrets,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def without_secrets(logger: WrappedLogger, method: str, line: str | EventDict) -> str:
    """Strike out what looks like a token or a response URL in a finished line."""
    del logger, method
    return _SECRET.sub("[secret]", str(line))


def _rendering() -> list[Processor]:
    if sys.stderr.isatty():
        # The default traceback would show local variables, and with them what people wrote.
        return [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]


_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
