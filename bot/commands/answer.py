"""The slash commands: what each of them asks for, and how it is answered. Needs no Slack."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.render.answers import Message, private
from bot.render.usage import USAGE
from bot.spoken import draft_in, spoken
from facts.answers import Answer
from facts.errors import UnknownCommand
from facts.questions import Question, Verb, read


@dataclass(frozen=True, slots=True)
class Command:
    """What a command asks for, and what Slack shows while somebody types it."""

    verb: Verb
    description: str
    hint: str
    escapes: bool = False
    """Whether Slack says whom a mention in it means (https://docs.slack.dev/interactivity/implementing-slash-commands)."""


def _like(verb: Verb) -> Command:
    answers = USAGE[verb].answers
    return Command(verb, answers[0].upper() + answers[1:], USAGE[verb].hint)


COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "/fact": _like(Verb.FACT),
        "/quote": _like(Verb.QUOTE),
        "/timeline": _like(Verb.TIMELINE),
        "/factdesk": Command(
            Verb.ASK,
            "How to ask, any question, a check of a draft, and what keeps the desk",
            "help, status, a question, check and a draft, add, wanted, corrections, watches, history, roles",
            escapes=True,
        ),
    }
)
"""The commands: the listener looks them up here, and the manifest is made from them."""


def draft_of(command: str, text: str) -> str | None:
    """Return the draft that a command brings to be checked, empty where it brings none; None if it asks.

    Args:
        command: its name, with the slash.
        text: what stands after it, as Slack sends it.
    """
    known = COMMANDS.get(command)
    return draft_in(spoken(text)) if known and known.verb is Verb.ASK else None


def question_of(command: str, text: str) -> Question:
    """Return what a command asks.

    Args:
        command: its name, with the slash.
        text: what stands after it, as Slack sends it.

    Raises:
        UnknownCommand: it is none of ours.
    """
    if command not in COMMANDS:
        raise UnknownCommand
    return read(spoken(text), COMMANDS[command].verb)


def answer(ask: Callable[[Question], Answer], command: str, text: str) -> Message:
    """Answer a command for the one who typed it.

    Args:
        ask: whom to ask: the desk, most likely.
        command: its name, with the slash.
        text: what stands after it, as Slack sends it.

    Raises:
        UnknownCommand: it is none of ours.
    """
    return private(ask(question_of(command, text)))
