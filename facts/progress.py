"""How far a long piece of work has come, on standard error, where a person is watching."""

import sys
from collections.abc import Callable, Iterable
from functools import partial

from facts.model import Revision

Watch = Callable[[Iterable[Revision], int], Iterable[Revision]]
"""Yields the revisions that it is given, of which there are so many, and may show how far it is."""
INDEXING = "Making the search index"
_LONG = 2_000
"""Revisions from which on there is something to watch."""


def unwatched(revisions: Iterable[Revision], _: int) -> Iterable[Revision]:
    """Return the revisions as they are."""
    return revisions


def watched(what: str) -> Watch:
    """Return what shows a bar beside a few words on what is done, where standard error is a terminal."""
    return partial(_watched, what)


def _watched(what: str, revisions: Iterable[Revision], total: int) -> Iterable[Revision]:
    if total < _LONG or not sys.stderr.isatty():
        return revisions
    from rich.console import Console  # noqa: PLC0415 - 50 ms, only where there is something to see
    from rich.progress import track  # noqa: PLC0415

    return track(revisions, what, total=total, console=Console(stderr=True), transient=True)
