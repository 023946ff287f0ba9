"""How to ask: one table for the help texts, the usage answers and whoever registers the commands."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from facts.questions import Question, Verb


@dataclass(frozen=True, slots=True)
class HowTo:
    """How one verb is asked: what to type, what goes after it, what it answers, and examples that do."""

    typed: str
    hint: str
    answers: str
    examples: tuple[str, ...]


USAGE: Mapping[Verb, HowTo] = MappingProxyType(
    {
        Verb.FACT: HowTo(
            "/fact",
            "a name, a topic, a pasted sentence or a question",
            "what is on file, with the passages it rests on",
            (
                "/fact prisoner swap",
                "/fact who led the Russian delegation",
                "/fact prisoner swap in the first article",
            ),
        ),
        Verb.QUOTE: HowTo(
            "/quote",
            "a name, a topic or both, or a pasted quotation",
            "the exact words, who said them and where they stand",
            ("/quote Fidan", "/quote Zelensky ceasefire", "/quote Zelensky since 2022"),
        ),
        Verb.TIMELINE: HowTo(
            "/timeline",
            "a story or a name, with dates if you like",
            "what happened, in order, and what is planned",
            ("/timeline Istanbul talks", "/timeline Zelensky 2022..2025"),
        ),
        Verb.ASK: HowTo(
            "@factdesk",
            "a question, in a channel or a thread",
            "whatever is on file that answers it",
            ("@factdesk who led the talks?", "@factdesk quote Umerov"),
        ),
        Verb.SOURCE: HowTo(
            "@factdesk source?",
            "in a thread",
            "where the answer before it stands, passage by passage",
            ("@factdesk source?",),
        ),
        Verb.HELP: HowTo(
            "/factdesk help",
            "",
            "how to ask",
            ("/factdesk help", "/quote help"),
        ),
        Verb.STATUS: HowTo(
            "/factdesk status",
            "",
            "what is on file",
            ("/factdesk status",),
        ),
    }
)


CHECK = HowTo(
    "/factdesk check",
    "a pasted paragraph; or “Check with Factdesk” on a message or a file, or @factdesk check in its thread",
    "every quotation in it held against what is on file, for your eyes only",
    (
        "/factdesk check “There are two paths today,” Fidan said.",
        "@factdesk check",
    ),
)
"""Checking is no question to the desk: its answer is a report on a text that the asker brings."""


CURATE = HowTo(
    "/factdesk add",
    "words; or “File to Factdesk” on a message, or Curate on a card",
    "files, changes and reviews records, for those who may; also /factdesk wanted, history and roles",
    (
        "/factdesk add Nobody sails before the fog lifts.",
        "/factdesk wanted",
        "/factdesk roles",
    ),
)
"""What the newsroom itself does to the desk; Home has the rest."""


def asked(question: Question) -> str:
    """Return a question as it is typed: `/timeline zelensky 2022-01-01..`."""
    within = question.within
    filters = [
        *(f"kind:{kind}" for kind in within.kinds),
        *(f"speaker:{speaker}" for speaker in within.speakers),
        *(f"source:{source}" for source in within.sources),
        *(f"status:{status}" for status in within.statuses),
        f"{within.since}..{within.until}" if within.is_dated else "",
    ]
    return " ".join(part for part in (USAGE[question.verb].typed, question.text, *filters) if part)
