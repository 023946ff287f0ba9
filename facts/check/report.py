"""What a check finds: one verdict a quotation, worst first, and questions about figures. All is frozen."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from facts.model import Passage

Advice = Literal["no", "look", "yes", "unknown"]
What = Literal["replaced", "added", "left out", "hidden", "before", "after", "torn", "joined", "elsewhere"]


class Verdict(StrEnum):
    """What a quotation comes to, in the order in which an editor should see them."""

    WRONG_SPEAKER = "wrong speaker"
    ALTERED = "altered"
    NEGATION = "negation"
    SPLICED = "spliced"
    WORDS_MISSING = "words missing"
    PARAPHRASE = "paraphrase"
    OPENING_CUT = "opening cut"
    ENDING_CUT = "ending cut"
    NO_SPEAKER = "speaker not established"
    SECOND_HAND = "second-hand"
    SOURCES_DIFFER = "sources differ"
    NOT_ON_FILE = "not on file"
    FRAGMENT = "fragment"
    VERBATIM = "verbatim"

    @property
    def advice(self) -> Advice:
        """Whether it may be printed as it stands."""
        return ADVICE[self]

    @property
    def rank(self) -> int:
        """Its place in the order, 0 for the worst."""
        return _ORDER.index(self)


_ORDER = tuple(Verdict)
ADVICE: Mapping[Verdict, Advice] = {
    Verdict.WRONG_SPEAKER: "no",
    Verdict.ALTERED: "no",
    Verdict.NEGATION: "no",
    Verdict.SPLICED: "no",
    Verdict.WORDS_MISSING: "no",
    Verdict.PARAPHRASE: "no",
    Verdict.OPENING_CUT: "look",
    Verdict.ENDING_CUT: "look",
    Verdict.NO_SPEAKER: "look",
    Verdict.SECOND_HAND: "look",
    Verdict.SOURCES_DIFFER: "look",
    Verdict.NOT_ON_FILE: "unknown",
    Verdict.FRAGMENT: "yes",
    Verdict.VERBATIM: "yes",
}
MEANING: Mapping[Verdict, str] = {
    Verdict.WRONG_SPEAKER: "the source gives these words to somebody else",
    Verdict.ALTERED: "these are not the source's words",
    Verdict.NEGATION: "a negation is lost, gained or hidden",
    Verdict.SPLICED: "separate utterances are joined as one",
    Verdict.WORDS_MISSING: "words are left out without an ellipsis",
    Verdict.PARAPHRASE: "the source says it in its own words; these quotation marks are the draft's",
    Verdict.OPENING_CUT: "what stands just before changes the meaning",
    Verdict.ENDING_CUT: "what follows changes the meaning",
    Verdict.NO_SPEAKER: "the words stand, but who says them is not established",
    Verdict.SECOND_HAND: "the source itself quotes it from elsewhere",
    Verdict.SOURCES_DIFFER: "another source has other words for it",
    Verdict.NOT_ON_FILE: "no source on file holds it; that does not make it false",
    Verdict.FRAGMENT: "part of a sentence, right to the character",
    Verdict.VERBATIM: "right to the character",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: the draft's words and the source's, either empty where one side has nothing."""

    what: What
    draft: str
    source: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it: in the draft, in the source, and what the desk would write instead."""

    draft: str = ""
    source: str = ""
    agreement: str = ""
    """`same`, `other`, `unsure`, or `nobody` where the draft names no speaker."""
    spelling: str = ""
    """The house spelling, where the draft has another."""
    titles: tuple[str, ...] = ()
    """The titles on file, where the draft has one that is not among them."""
    status: str = ""
    """The status of the record, where it is not `verified`."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One quotation of the draft with its verdict; offsets are code points of the draft."""

    start: int
    end: int
    text: str
    speaker: str
    verdict: Verdict
    record: str = ""
    source: str = ""
    passage: Passage | None = None
    differences: tuple[Difference, ...] = ()
    attribution: Attribution = Attribution()
    sentence: str = ""
    """The source's sentence, or sentences, around the passage."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, date or title in the draft, beside the one on file: a question and not a verdict."""

    start: int
    end: int
    text: str
    on_file: str
    record: str
    source: str
    what: Literal["number", "date", "title"]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a check of one draft found: quotations worst first, figures in order."""

    quotations: tuple[Checked, ...]
    figures: tuple[Figure, ...] = ()

    @property
    def tally(self) -> dict[Verdict, int]:
        """How many quotations have each verdict, worst first."""
        counts = Counter(one.verdict for one in self.quotations)
        return {verdict: counts[verdict] for verdict in Verdict if counts[verdict]}

    @property
    def must_not_be_printed(self) -> bool:
        """Whether some quotation must not be printed as it stands."""
        return any(one.verdict.advice == "no" for one in self.quotations)


def as_json(report: Report) -> dict[str, Any]:
    """Return a report as JSON values: `{"quotations": [{start, end, text, …}], "figures": […]}`."""
    return {
        "quotations": [_quotation(one) for one in report.quotations],
        "figures": [
            {
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "what": one.what,
                "on_file": one.on_file,
                "record": one.record,
                "source": one.source,
            }
            for one in report.figures
        ],
    }


def _quotation(one: Checked) -> dict[str, Any]:
    attribution = one.attribution
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "speaker": one.speaker or None,
        "verdict": str(one.verdict),
        "record": one.record or None,
        "source": one.source or None,
        "passage": one.passage.model_dump(mode="json") if one.passage else None,
        "differences": [
            {"what": each.what, "draft": each.draft, "source": each.source} for each in one.differences
        ],
        "attribution": {
            "draft": attribution.draft or None,
            "source": attribution.source or None,
            "agreement": attribution.agreement or None,
            "spelling": attribution.spelling or None,
            "titles": list(attribution.titles),
            "status": attribution.status or None,
        },
    }
