"""What a gold file of quotations says: the stretches between quotation marks, and who says them.

A gold file names speakers for more than speech, and some of that makes no faithful draft. Left out are titles
of works; titles in a list of sources and captions, which the gold gives, without a cue, to whoever published
them; and speakers who stand between quotation marks themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]

STRETCH = re.compile(r"[“\"]([^“”\"\n]+)[”\"]")
NAMED = re.compile(r"[A-Z][\w'’-]+")
_FEWEST = 12
"""Code points of a stretch that a draft is made from."""
_SMALL = re.compile(r"(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with)$")
_OUTLET = re.compile(
    r"\b(?:told|tells|telling|with|quoted by|according to|interview on)\s(?:[Tt]he\s|“)?(?:[A-Z][\w.]*\s)*"
    r"(?:News|Times|Post|Globe|Tribune|Weekly|Press|Herald|Journal|Hill|Reuters|BBC|CNN|AFP|affiliate|"
    r"MSNBC|NBC|CBS|ABC|NPR)\b"
    r"|\b(?:newspaper|magazine|station)\s(?:in\s\w+\s)?reported\b"
    r"|\bquoted\s(?:him|her|them|[A-Z][\w'’-]+)\sas\ssaying\b"
)
_TURNS = re.compile(r"[”\"][^“”\"\n.?!]{1,160},\s[“\"](?:but|unless|except|although|if)\b")
"""A tag, behind which the sentence goes on with what turns the words: “…,” Smith said, “but …”."""
_PRONOUNS = frozenset("he she they it i we who you them him her".split())


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch between quotation marks with its gold speaker."""

    article: str
    words: str
    speaker: str
    quote: int
    """Where the gold quote that it is part of begins."""
    span: tuple[int, int]
    second_hand: bool
    """The article says that another outlet was told it, or has it from a witness who quotes the speaker."""
    turned: bool
    """The sentence goes on behind the tag, and turns the meaning: to stop before that is a cut."""

    @property
    def named(self) -> bool:
        """Whether the gold calls the speaker by a name."""
        return self.speaker.lower() not in _PRONOUNS and bool(NAMED.search(self.speaker))


def said(document: Document) -> Iterator[Said]:
    """Yield what stands between quotation marks, is somebody's speech and has a gold speaker."""
    text = document["text"]
    stretches = list(STRETCH.finditer(text))
    for match in stretches:
        start, end = match.span(1)
        quote = next((one for one in document["quotes"] if _holds(one, start, end)), None)
        if quote is None or end - start < _FEWEST or not _is_speech(match[1], quote):
            continue
        speaker = quote["speaker_start"]
        if speaker is not None and any(a < speaker < b for a, b in (one.span() for one in stretches)):
            continue
        yield Said(
            document["id"], match[1].strip().rstrip(","), quote["speaker_text"].strip(), quote["start"],
            (start, end), _is_second_hand(_around(text, start, end), quote["speaker_text"]),
            bool(_TURNS.match(text, end)),
        )  # fmt: skip


def _holds(quote: dict[str, Any], start: int, end: int) -> bool:
    spans = quote.get("spans") or [[quote["start"], quote["end"]]]
    return bool(quote["speaker_text"]) and any(a <= start + 2 and end - 2 <= b for a, b in spans)


def _is_speech(words: str, quote: dict[str, Any]) -> bool:
    """Whether words are introduced by a cue, or are a sentence, and are no title."""
    sentence = words.rstrip()[-1:] in tuple(".?!")
    long = [word for word in words.split() if not _SMALL.match(word)]
    return sentence or (bool(quote["cue_text"]) and any(word[0].islower() for word in long))


def _is_second_hand(around: str, speaker: str) -> bool:
    """Whether a sentence names an outlet, which is not itself the speaker."""
    found = _OUTLET.search(around)
    return found is not None and speaker.rsplit(maxsplit=1)[-1] not in found.group()


def _around(text: str, start: int, end: int) -> str:
    """The writer's words of the sentence around a stretch."""
    before = re.split(r"[.?!]\s|\n", text[max(0, start - 160) : start - 1])[-1]
    after = re.split(r"[.?!]\s|\n", text[end + 1 : end + 160])[0]
    return f"{before} | {after}"


Pool = list[Said]
