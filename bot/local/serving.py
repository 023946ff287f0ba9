"""Running an ASGI application inside the event loop that is already there."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn

from facts.errors import NotConfigured

LOOPBACK = "127.0.0.1"


def listen(port: int = 0) -> socket.socket:
    """Return a socket bound to a port of the loopback interface, with 0 to a free one.

    Raises:
        NotConfigured: the port is in use, or may not be used.
    """
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((LOOPBACK, port))
    except (OSError, OverflowError) as error:
        bound.close()
        reason = (isinstance(error, OSError) and error.strerror) or "there is no such port"
        raise NotConfigured(f"Port {port} cannot be used ({reason.lower()}); choose another one.") from error
    return bound


@asynccontextmanager
async def serving(app: Any, bound: socket.socket) -> AsyncIterator[str]:
    """Serve an ASGI application on a bound socket; yield its base URL, ending in a slash.

    Signals stay with whoever runs the loop: uvicorn's own main loop, which would take them, is not run.
    """
    config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=3)
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    host, port = bound.getsockname()
    await server.startup(sockets=[bound])
    try:
        yield f"http://{host}:{port}/"
    finally:
        await server.shutdown(sockets=[bound])
