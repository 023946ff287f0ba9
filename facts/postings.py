"""What is remembered of the messages that show records, so that a correction can reach each of them.

The desk knows nothing of where a message stands but the words by which it is found again.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

DUE: Final = "due"
DONE: Final = "done"
UNDELIVERED: Final = "undelivered"

PRIVATE: Final = "private"
"""The kind of what one person alone has seen."""
UNKNOWN: Final = "?"
"""The ts of a message that stands there under a name that is not known."""

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Posting:
    """One message, remembered before it is posted.

    Attributes:
        id: what caused it, so that the same cause never posts twice.
        kind: what sort of message it is, such as "answer" or "private".
        channel: where it stands; for a private one, who saw it.
        thread: the ts of the message whose thread it is in, if any.
        user: for whom it was posted.
        form: what it is made from, as JSON; empty where it never changes.
        first: the last revision there was when it was first made.
        state: the last revision that it shows the state of.
        ts: Slack's name for it; empty until it is known to stand there.
        at: when it was last tried to post, or changed; the store says.
    """

    id: str
    kind: str
    channel: str
    thread: str = ""
    user: str = ""
    form: str = ""
    first: int = 0
    state: int = 0
    ts: str = ""
    at: datetime = _NEVER


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry that a message shows, its revision and, for a card, the SHA-256 of what is seen of it.

    It is empty while a message is being replaced, when nobody knows, and of a card that is left out for now.
    """

    entry: str
    revision: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a revision's correction of one message: `DUE`, `DONE` or `UNDELIVERED` for a reason."""

    revision: int
    posting: str
    outcome: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """How many messages a revision corrects, and how far that has come."""

    revision: int
    total: int
    done: int
    undelivered: int


@dataclass(frozen=True, slots=True)
class Watch:
    """What a channel wants to be told of: new and corrected records on a question or on a record.

    Attributes:
        id: its name.
        channel: where to tell it.
        user: who asked for it.
        subject: the question, or the record, as JSON.
        daily: once a day rather than at once.
        state: the last revision that it has been told of.
        at: since when; the store says.
    """

    id: str
    channel: str
    user: str
    subject: str
    daily: bool = False
    state: int = 0
    at: datetime = _NEVER
