"""Holds a draft against the desk: finds its quotations, judges each, and asks about its figures."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from facts.check.align import pattern
from facts.check.archive import Archive
from facts.check.article import Article
from facts.check.comparison import Agreement
from facts.check.figures import figures
from facts.check.judge import Finding, Wanted, judge, wanted
from facts.check.naming import attribution
from facts.check.parts import caseless
from facts.check.report import Checked, Difference, Report, Verdict
from facts.check.titles import titles
from facts.check.utterances import Text, Utterance
from facts.errors import BadInput
from facts.model import Quote, now
from facts.store.port import Reader
from facts.visibility import Public

LONGEST = 500_000
"""Code points of a draft: some 80,000 words."""
MOST = 1_000
"""Quotations of a draft."""
_OTHER_WORDING = 0.7
"""Share of words that another source must share for it to be the same utterance in other words."""
_OTHER_PAIRS = 0.5
"""The same for its pairs of words, where the quotation itself stands in a source already."""
_SHORT_WORD = 3
_SHORTEST = 6
"""Words of a quotation that another source can be said to word otherwise."""


class Checker:
    """The one object that takes a draft and returns a report. Threads may not share it."""

    def __init__(
        self, reader: Reader, folder: Path | None = None, clock: Callable[[], datetime] = now
    ) -> None:
        """Hold drafts against what everybody may see of a store.

        Args:
            reader: the store.
            folder: where its catalogue is kept; without one, in memory.
            clock: the time, by which embargoes end.
        """
        self._reader = Public(reader, clock)
        self._archive = Archive(reader, self._reader, folder)

    def refresh(self) -> None:
        """Take in what the store has had added; a check sees what was there at the last refresh."""
        self._archive.refresh()

    def check(self, draft: str) -> Report:
        """Hold a draft's plain text against everything on file.

        Raises:
            BadInput: the draft is too long, or has too many quotations.
        """
        if len(draft) > LONGEST:
            raise BadInput(
                f"The draft has {len(draft):,} characters and {LONGEST:,} can be checked at once; "
                "check it in parts."
            )
        text = Text(draft, draft=True)
        asked = list(quotations(text))
        if len(asked) > MOST:
            raise BadInput(
                f"The draft has {len(asked):,} quotations and {MOST:,} can be checked at once; "
                "check it in parts."
            )
        found = sorted(map(self._checked, asked), key=lambda one: (one.verdict.rank, one.start))
        asked_about = (*figures(text, self._archive), *titles(text, self._archive.names))
        return Report(tuple(found), tuple(sorted(asked_about, key=lambda one: one.start)))

    def _checked(self, asked: Wanted) -> Checked:
        findings = self._findings(asked)
        best = max(findings, key=_weight, default=None)
        span = asked.utterance.start, asked.utterance.end
        said = " ".join(asked.draft.text[start:end].strip() for start, end in asked.utterance.spans)
        speaker = asked.speaker.text if asked.speaker else ""
        if best is None:
            return Checked(*span, said, speaker, Verdict.NOT_ON_FILE)
        verdict, differences = _settled(best, findings)
        record = self._record(best.record)
        return Checked(
            *span, said, speaker, verdict, best.record, best.article.source.id,
            best.article.passage(best.span), differences,
            attribution(asked, best, self._archive.names, record), best.article.sentence(best.span),
        )  # fmt: skip

    def _findings(self, asked: Wanted) -> list[Finding]:
        """What the sources have for a quotation; those that only come near are asked where it may matter."""
        holding = self._archive.holding(asked.pattern, asked.speaker)
        found = list(self._judged(asked, holding))
        if any(one.exact for one in found):
            if len(asked.pattern.words) < _SHORTEST:
                return found
            near = self._archive.near(asked.pattern, least=_OTHER_PAIRS)
        else:
            near = self._archive.near(asked.pattern)
        others = (article for article in near if article not in holding)
        return [*found, *self._judged(asked, others)]

    def _judged(self, asked: Wanted, articles: Iterable[Article]) -> Iterator[Finding]:
        """Yield the best that each source has for a quotation, what is withheld left aside."""
        for article in articles:
            finding = judge(asked, article, self._archive.names)
            if finding and not self._archive.hides(article, finding.span):
                yield finding

    def _record(self, record_id: str) -> Quote | None:
        found = self._reader.current([record_id]).get(record_id) if record_id else None
        return found.entry if found and isinstance(found.entry, Quote) else None


def _weight(finding: Finding) -> tuple[bool, int, float]:
    """Exact words first, then the better verdict, then more of the words."""
    return finding.exact, finding.verdict.rank if finding.exact else 0, finding.weight


def _settled(best: Finding, findings: Sequence[Finding]) -> tuple[Verdict, tuple[Difference, ...]]:
    """The verdict of the best finding, unless another source has other words for the same utterance."""
    if best.verdict.advice == "yes":
        for other in findings:
            if _words_otherwise(other, best):
                start, end = other.span
                where = f"{other.article.source.label}: {other.article.text[start:end]}"
                return Verdict.SOURCES_DIFFER, (*other.differences, Difference("elsewhere", "", where))
    return best.verdict, best.differences


def _words_otherwise(other: Finding, best: Finding) -> bool:
    return (
        other.article is not best.article
        and not other.exact
        and other.weight >= _OTHER_WORDING
        and other.verdict in (Verdict.ALTERED, Verdict.NEGATION, Verdict.WORDS_MISSING)
        and other.agreement in (Agreement.SAME, Agreement.NOBODY)
    )


def quotations(text: Text) -> Iterator[Wanted]:
    """Yield what a draft quotes, ready to be held against a source."""
    for utterance in text.utterances:
        if not _is_quotation(text.text, utterance):
            continue
        parts = [text.within(span) for span in utterance.spans]
        made = pattern(parts)
        if made.segments:
            yield wanted(text, utterance, made)


def _is_unspaced(said: Sequence[str]) -> bool:
    """Whether one run of letters without case is long enough to be a clause, as in Chinese and Japanese."""
    return len(said) == 1 and len(said[0]) > _SHORTEST and caseless(said[0])


def _is_quotation(text: str, utterance: Utterance) -> bool:
    """Words tied to a speaker, or at least two that are not the title of a work."""
    if utterance.quotation is not None:
        return True
    said = text[utterance.start : utterance.end].split()
    long = [word for word in said if len(word) > _SHORT_WORD]
    titled = all(word[0].isupper() or not word[0].isalpha() for word in long)
    return (len(said) > 1 or _is_unspaced(said)) and not (titled and said[-1][-1] not in ".,?!")
