"""Finding words in a source: exact after typographic folding, with the source's own words as what is kept.

How words are folded and compared is the check's (`facts.check`): what a draft may print, a record may say.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from facts.check.align import Pattern, Stream, matches
from facts.check.article import Article
from facts.check.checker import quotations
from facts.check.judge import Finding, judge
from facts.check.names import Names
from facts.check.report import MEANING, Difference, Verdict
from facts.check.typography import words as words_of
from facts.check.utterances import Text
from facts.errors import PassageNotFound
from facts.model import Entity, Passage, Source
from facts.quotations import Form, Quotation, Span, find_quotations

_MARKS = frozenset(",;:.?!…—–-")
"""What belongs to words where they end."""
_QUOTED = "\"“”„«»‘’'"


class NotStanding(PassageNotFound):
    """These words do not stand in the source; copy them from it, to the character.

    `verdict` and `differences` are the check's, `nearest` is what the source has, None where nothing is near.
    """

    def __init__(
        self,
        source: Source,
        verdict: Verdict,
        differences: tuple[Difference, ...] = (),
        nearest: Passage | None = None,
    ) -> None:
        """Say what the words come to, and what the source has in their place."""
        self.verdict, self.differences, self.nearest = verdict, differences, nearest
        meaning = "it does not have them" if verdict is Verdict.NOT_ON_FILE else MEANING[verdict]
        has = f" It has: “{nearest.exact}”." if nearest else ""
        super().__init__(f"These words do not stand in “{source.label}”: {meaning}.{has}")


@dataclass(frozen=True, slots=True)
class Uttered:
    """An utterance as its source has it: where it stands, in which form, who says it, and how."""

    form: str
    words: str
    passage: Passage
    speaker_text: str
    speaker_title: str
    cue: str
    finding: Finding | None


def passage_of(words: str, source: Source, *, first: bool = False) -> Passage:
    """Return the one place in a source where words stand; where any will do, the first.

    Raises:
        NotStanding: they do not; it says what differs.
        PassageNotFound: they stand in more places than one.
    """
    article = Article(source, ())
    places = _places(words, article, quoted=False)
    return article.passage(places[0] if first else _only(places, article))


def sentence_of(passage: Passage, source: Source) -> str:
    """Return the sentence, or sentences, that a passage stands in."""
    return Article(source, ()).sentence((passage.start, passage.end))


def utterance_of(words: str, source: Source, speaker: Entity, speaker_text: str = "") -> Uttered:
    """Return the utterance that words are in a source, with the passage that names the speaker as well.

    Args:
        words: what was said, as typed.
        source: where it stands.
        speaker: who is taken to have said it.
        speaker_text: how the source names the speaker, where that is not to be read off it.

    Raises:
        NotStanding: the words do not stand there, or are given to somebody else.
        PassageNotFound: they stand in more places than one, or it is not to be read whose they are.
    """
    article = Article(source, ())
    finding = _judged(words, article, speaker)
    if finding and finding.verdict is Verdict.WRONG_SPEAKER:
        raise NotStanding(source, finding.verdict, finding.differences, article.passage(finding.span))
    span = _only(_places(words, article, quoted=True), article)
    quotation = next(_around(span, article), None)
    if quotation is None and not speaker_text:
        raise PassageNotFound(
            f"It is not to be read off “{source.label}” whose words these are; "
            "give the words by which it names the speaker."
        )
    mention, title = _named(article, span, quotation, speaker, speaker_text)
    cue = quotation.cue if quotation and quotation.cue else span
    said = source.text[slice(*span)]
    passage = article.passage(_sentences(article, (span, mention, cue)))
    return Uttered(
        _form(article, span, quotation),
        said,
        passage,
        source.text[slice(*mention)],
        title,
        source.text[slice(*cue)] if cue != span else "",
        finding,
    )


def _places(words: str, article: Article, *, quoted: bool) -> list[Span]:
    """Return where words stand, the marks behind them included that were given; one place at least."""
    typed = words_of(words.strip().strip(_QUOTED))
    if not typed:
        raise PassageNotFound("There are no words to look for; copy them from the source.")
    wanted = Pattern((typed,), frozenset(), typed[-1].after)
    stream = Stream(tuple(range(len(article.words))))
    found = [article.span_of(match.start, match.end - 1) for match in matches(wanted, stream, article.words)]
    if not found:
        raise _differing(words, article, quoted=quoted)
    return [(start, _with_marks(article.text, end, wanted.end)) for start, end in found]


def _only(places: list[Span], article: Article) -> Span:
    if len(places) > 1:
        raise PassageNotFound(
            f"These words stand {len(places)} times in “{article.source.label}”; "
            "give more of what stands around them."
        )
    return places[0]


def _with_marks(text: str, end: int, marks: str) -> int:
    """Return where words end with those of the marks behind them that were given."""
    for mark in marks:
        if not text.startswith(mark, end):
            break
        end += 1
    return end


def _differing(words: str, article: Article, *, quoted: bool) -> NotStanding:
    finding = _judged(words, article)
    if finding is None:
        return NotStanding(article.source, Verdict.NOT_ON_FILE)
    reworded = finding.verdict.advice != "no" or (finding.verdict is Verdict.PARAPHRASE and not quoted)
    verdict = Verdict.ALTERED if reworded else finding.verdict
    return NotStanding(article.source, verdict, finding.differences, article.passage(finding.span))


def _judged(words: str, article: Article, speaker: Entity | None = None) -> Finding | None:
    """Return the check's finding on words as a quotation of this speaker."""
    said = " ".join(words.strip().strip(_QUOTED).split())
    names = Names()
    if speaker:
        names.put(speaker)
    draft = Text(f"{speaker.name} said: “{said}”" if speaker else f"“{said}”", draft=True)
    findings = (judge(asked, article, names) for asked in quotations(draft))
    return next((finding for finding in findings if finding), None)


def _around(span: Span, article: Article) -> Iterator[Quotation]:
    """Yield the quotations of a source that words stand in, quoted ones first."""
    found = [one for one in find_quotations(article.text) if one.start <= span[0] and span[1] <= one.end + 1]
    yield from sorted((one for one in found if one.speaker), key=lambda one: one.form is Form.INDIRECT)


def _named(
    article: Article, span: Span, quotation: Quotation | None, speaker: Entity, speaker_text: str
) -> tuple[Span, str]:
    """Return where the source names the speaker beside words, and by which title."""
    if speaker_text:
        near = article.text.rfind(speaker_text, 0, span[0])
        at = near if near >= 0 else article.text.find(speaker_text, span[1])
        if at < 0:
            raise PassageNotFound(f"“{speaker_text}” does not stand in “{article.source.label}”.")
        return (at, at + len(speaker_text)), ""
    assert quotation  # noqa: S101 - one of the two is given
    assert quotation.speaker  # noqa: S101 - see `_around`
    mention = quotation.speaker
    for name in sorted({speaker.name, *(it.text for it in speaker.variants)}, key=len, reverse=True):
        before, found, _ = mention.text.partition(name)
        if found:
            start = mention.start + len(before)
            return (start, start + len(name)), before.strip(" ,")
    return (mention.start, mention.end), ""


def _form(article: Article, span: Span, quotation: Quotation | None) -> str:
    quoted = article.in_marks(span[0])
    if not quoted:
        return "direct" if quotation and quotation.form is Form.DIRECT else "indirect"
    whole = quotation is None or quotation.form is Form.DIRECT
    return "direct" if whole and article.text[span[1] - 1] in ".?!…" else "fragment"


def _sentences(article: Article, spans: tuple[Span, ...]) -> Span:
    """Return the sentences that hold all of these spans, from the first word to the closing mark."""
    start, end = min(one[0] for one in spans), max(one[1] for one in spans)
    first, last = article.index_at(start), max(article.index_at(end) - 1, 0)
    begin = min(start, article.sentence_start(article.words[first].start))
    while last + 1 < len(article.words) and not article.words[last].ends_sentence:
        last += 1
    stop = max(end, article.words[last].end)
    while stop < len(article.text) and article.text[stop] in _MARKS | set(_QUOTED):
        stop += 1
    opening = begin
    while opening and article.text[opening - 1] in _QUOTED:
        opening -= 1
    return opening, stop
