"""What must stand in a Slack once all that was promised is done, and what of it does not."""

import re
from collections import Counter
from dataclasses import dataclass, field

from bot.local.model import BOT_USER_ID, Message
from bot.local.run import LocalSlack
from facts.model import Fact, Source, Status, digest
from facts.passages import passage_at
from facts.postings import DONE, DUE
from facts.store.port import Store

_SHOWN = re.compile(r"Ferry (\d+) left late, version (\d+)\.")
_TEXT = "The ferry left late."
SOURCE = Source(id="post", label="The Post", text=_TEXT, sha256=digest(_TEXT))


@dataclass(frozen=True, slots=True)
class Promised:
    """What was asked and filed.

    Attributes:
        versions: of each ferry, by its number, in turn.
        asked: the mentions, each by Slack's `ts` of its message.
    """

    versions: dict[int, list[int]]
    asked: list[str] = field(default_factory=list)

    def left(self, store: Store, slack: LocalSlack) -> tuple[int, int, int, int]:
        """Return how many revisions, corrections, answers and messages are to be done yet."""
        followed = int(store.recall("jobs:followed") or 0)
        due = sum(1 for _ in store.postings.deliveries(DUE))
        unanswered = len(self.asked) - len(_answers(slack))
        return store.head() - followed, due, unanswered, len(self._outdated(slack))

    def violations(self, store: Store, slack: LocalSlack) -> list[str]:
        """Return what is not as it must be."""
        answers, notes = _answers(slack), _notes(slack)
        lost = [
            f"ferry {number} has not all of its {len(versions)} revisions"
            for number, versions in self.versions.items()
            if len(store.history(f"ferry-{number}")) != len(versions)
        ]
        unsettled = [each for each in store.postings.deliveries() if each.outcome != DONE]
        return [
            *(f"mention {ts} was answered {answers[ts]} times" for ts in self.asked if answers[ts] != 1),
            *(f"thread {at} has {n} times: {text}" for (at, text), n in notes.items() if n > 1),
            *self._outdated(slack),
            *lost,
            *(f"{each.posting}: {each.outcome} {each.reason}" for each in unsettled),
        ]

    def _outdated(self, slack: LocalSlack) -> list[str]:
        """Return the messages that show something as it was before."""
        return [
            f"message {message.ts} shows ferry {number}, version {version}"
            for message in _messages(slack)
            for number, version in set(_SHOWN.findall(message.text))
            if self.versions[int(number)][-1] != int(version)
        ]


def ferry(number: int, version: int, status: Status) -> Fact:
    """Return a ferry in one of its versions."""
    statement = f"Ferry {number} left late, version {version}."
    return Fact(
        id=f"ferry-{number}", statement=statement, status=status, passages=(passage_at(SOURCE, 4, 9),)
    )


def said(slack: LocalSlack) -> tuple[int, int]:
    """Return how many messages and how many notes the bot has posted."""
    notes = _notes(slack).total()
    return len(_messages(slack)) - notes, notes


def _answers(slack: LocalSlack) -> Counter[str]:
    return Counter(each.thread_ts for each in _messages(slack) if _cause(each).startswith("event:"))


def _notes(slack: LocalSlack) -> Counter[tuple[str, str]]:
    return Counter(
        (each.thread_ts, each.text) for each in _messages(slack) if _cause(each).startswith("note:")
    )


def _messages(slack: LocalSlack) -> list[Message]:
    """Return what the bot has said in channels, and every reply in a thread."""
    workspace = slack.workspace
    return [
        each
        for channel in workspace.channels
        for each in workspace.seen_by("", channel)
        if each.user == BOT_USER_ID
    ]


def _cause(message: Message) -> str:
    return str(message.metadata.get("event_payload", {}).get("posting", ""))
