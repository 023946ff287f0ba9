"""A report on a draft as pages of a Slack message: the tally, a card a quotation, worst first, figures."""

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from bot.render import ids, labels, limits
from bot.render.answers import Message, quiet
from bot.render.blocks import (
    Block,
    actions,
    bar,
    bold,
    bullets,
    button,
    context,
    divider,
    line,
    pager,
    plain,
    rich,
    section,
    struck,
    words,
)
from bot.render.check_values import SharedValue, context_value, share_value, words_value
from bot.render.evidence import links, source_text
from bot.render.form_values import FileWordsValue
from bot.render.ids import PageValue
from bot.render.marks import emphasised, marked
from bot.render.share import passed_on
from bot.render.text import clip, fallback, quoted
from facts.answers import Evidence
from facts.check.report import MEANING, Attribution, Checked, Figure, Report, Verdict
from facts.model import Source, Status

_COMPARED = frozenset(
    (Verdict.WRONG_SPEAKER, Verdict.ALTERED, Verdict.NEGATION, Verdict.WORDS_MISSING, Verdict.SOURCES_DIFFER)
)
"""Verdicts for which the words of draft and source stand against each other; else the sentence is shown."""
_PARTS = 4
"""Pieces of a spliced quotation that are shown."""
_PAGER_ROOM = 200
"""Characters of the row that leads to the other pages."""
_BESIDE = 3
"""Blocks of the tally and of that row."""


class _Part(NamedTuple):
    """What stays together on one page, as blocks and in plain text."""

    blocks: list[Block]
    told: str


def report_pages(
    draft: str, report: Report, sources: Mapping[str, Source], key: str, name: str = ""
) -> tuple[Message, ...]:
    """Return a report as messages: all of it, on as many pages as that takes, the tally on top of each.

    Args:
        draft: the text that was checked.
        report: what was found in it.
        sources: the sources that the report names, by id.
        key: under which the pages are kept, for the buttons that lead to them.
        name: of the file that the draft came in, if it did.
    """
    named = f"{clip(name, limits.NAME)}: " if name else ""
    parts = [*_cards(draft, report, sources), *_figures(report.figures, sources)]
    if not parts:
        nothing = f"{named}{labels.NOTHING_TO_CHECK}"
        return (quiet(fallback([nothing]), [section(plain(nothing))]),)
    tally = f"{named}{_tally(report)}"
    room = limits.MESSAGE_CHARACTERS - len(tally) - _PAGER_ROOM
    most = limits.MESSAGE_BLOCKS - _BESIDE
    pages = list(limits.paged(parts, attrgetter("blocks"), blocks=most, text=room))
    return tuple(
        quiet(
            fallback([tally, *(part.told for part in page)]),
            [
                rich(line(bold(tally))),
                *(block for part in page for block in part.blocks),
                *_pager(key, number, len(pages)),
            ],
        )
        for number, page in enumerate(pages)
    )


def shared_check(value: SharedValue, source: Source | None, user: str) -> Message:
    """Return the message that shares the card of one quotation, under who had it checked.

    Raises:
        BadInput: the id is not one of a Slack user.
    """
    one = value.restored(source)
    on_file = {source.id: source} if source else {}
    typed = f"check {quoted(one.text)}"
    return passed_on(user, typed, _told(one, on_file), _card(one, on_file.get(one.source)))


def _pager(key: str, number: int, pages: int) -> list[Block]:
    turns = ((labels.PREVIOUS, ids.CHECK_PREVIOUS), (labels.NEXT, ids.CHECK_NEXT))
    return pager(number, pages, turns, lambda to: ids.value_of(PageValue(report=key, page=to)))


def _cards(draft: str, report: Report, sources: Mapping[str, Source]) -> Iterator[_Part]:
    for one in report.quotations:
        source = _source_of(one, sources)
        blocks = [divider(), *_card(one, source), *_buttons(draft, one, source)]
        yield _Part(blocks, _told(one, sources))


def _source_of(one: Checked, sources: Mapping[str, Source]) -> Source | None:
    """Return the source of a quotation, in the very version that it was checked against."""
    source = sources.get(one.source)
    return source if source and one.passage and source.sha256 == one.passage.sha256 else None


def _tally(report: Report) -> str:
    many = len(report.quotations)
    counted = " · ".join(f"{count} {verdict}" for verdict, count in report.tally.items())
    found = f"{many} quotation{'s' * (many > 1)}: {counted}" if many else "No quotation"
    asked = len(report.figures)
    return f"{found} · {asked} figure{'s' * (asked > 1)} to look at" if asked else found


# One card


def _card(one: Checked, source: Source | None) -> list[Block]:
    parts = [line(*_verdict(one)), line(*_in_draft(one)), bar(*_draft_words(one))]
    if one.passage:
        parts += _source_side(one, one.passage.exact)
    return [rich(*parts), *_foot(one, source)]


def _verdict(one: Checked) -> list[Block]:
    name = str(one.verdict)
    heading = labels.PRINT_IT[one.verdict.advice].format(name[0].upper() + name[1:])
    return [bold(heading), words(f"\n{MEANING[one.verdict]}")]


def _in_draft(one: Checked) -> list[Block]:
    name = clip(one.attribution.draft or one.speaker or labels.NOBODY_NAMED, limits.NAME)
    mark = struck if one.verdict is Verdict.WRONG_SPEAKER else words
    return [words(f"{labels.IN_DRAFT} · "), mark(name)]


def _draft_words(one: Checked) -> list[Block]:
    if one.passage and one.verdict in _COMPARED:
        return marked(one.text, one.passage.exact, struck, limits.PASSAGE)
    return [words(clip(one.text, limits.PASSAGE))]


def _source_side(one: Checked, exact: str) -> list[Block]:
    """Return who speaks in the source and, unless the draft has the very same, its words."""
    heading = line(words(f"{labels.IN_SOURCE} · "), *_in_source(one))
    if one.verdict is Verdict.VERBATIM:
        return [heading]
    if one.verdict is Verdict.SPLICED:
        return [heading, *(bar(words(clip(part, limits.PASSAGE))) for part in _joined(one))]
    return [heading, bar(*_source_words(one, exact)), *_elsewhere(one)]


def _in_source(one: Checked) -> list[Block]:
    name = clip(one.attribution.source or labels.NOT_ESTABLISHED, limits.NAME)
    return [(bold if one.verdict is Verdict.WRONG_SPEAKER else words)(name)]


def _source_words(one: Checked, exact: str) -> list[Block]:
    """Return the source's words against the draft's or, where single words do not matter, its sentence."""
    compared = marked(exact, one.text, bold, limits.PASSAGE) if one.verdict in _COMPARED else []
    if any("style" in part for part in compared):
        return compared
    for what in one.differences:
        if what.source and what.source in one.sentence:
            return emphasised(one.sentence, what.source, bold, limits.PASSAGE)
        if what.what in ("before", "after") and what.source:
            return _beside(one.sentence or exact, what.source, before=what.what == "before")
    return compared or emphasised(one.sentence or exact, exact, bold, limits.PASSAGE)


def _beside(sentence: str, clause: str, *, before: bool) -> list[Block]:
    """Return a sentence with the clause that stands in the one before or after it."""
    shown = [bold(clip(clause, limits.PASSAGE)), words(" … "), words(clip(sentence, limits.PASSAGE))]
    return shown if before else shown[::-1]


def _joined(one: Checked) -> list[str]:
    """Return the pieces of a spliced quotation as the source has them."""
    joined = [what.source for what in one.differences if what.what == "joined"]
    return joined[:_PARTS] or [one.sentence]


def _elsewhere(one: Checked) -> list[Block]:
    """Return what another source has, or the outlet that the source quotes."""
    found = [what.source for what in one.differences if what.what == "elsewhere" and what.source]
    return [line(words("Elsewhere: "), bold(clip(found[0], limits.PASSAGE)))] if found else []


def _foot(one: Checked, source: Source | None) -> list[Block]:
    """Return the small print: what to mind about name and record, then the source and the way to it."""
    notes = [plain(clip(" · ".join(found), limits.LINE))] if (found := list(_notes(one.attribution))) else []
    if source is None or one.passage is None:
        return [context(*notes)] if notes else []
    evidence = Evidence(one.passage, source)
    return [context(*notes, plain(source_text(source)), *links((evidence,)))]


def _notes(attribution: Attribution) -> Iterator[str]:
    if attribution.status:
        yield labels.STATUS[Status(attribution.status)].banner
    if attribution.spelling:
        yield f"House spelling: {clip(attribution.spelling, limits.NAME)}"
    if attribution.titles:
        yield f"On file as {clip(', '.join(map(quoted, attribution.titles)), limits.NAME)}"


def _buttons(draft: str, one: Checked, source: Source | None) -> list[Block]:
    """Return what can be done with a quotation; what is retracted can be read in context and no more."""
    found = [(labels.IN_CONTEXT, ids.CHECK_CONTEXT, context_value(one, source))]
    if one.attribution.status != Status.RETRACTED:
        found.insert(0, (labels.SHARE_CHECK, ids.CHECK_SHARE, share_value(one, source)))
        found.append((labels.USE_WORDS, ids.CHECK_WORDS, words_value(draft, one, source)))
    if one.verdict is Verdict.NOT_ON_FILE:
        found.append((labels.FILE_IT, ids.CHECK_FILE, ids.value_of(FileWordsValue(words=one.text))))
    shown = [button(*each) for each in found if each[2]]
    return [actions(*shown)] if shown else []


def _told(one: Checked, sources: Mapping[str, Source]) -> str:
    """Return a card in one line of plain text."""
    said = f"{one.verdict}: {quoted(clip(one.text, limits.LINE))}"
    by = f" — {clip(one.speaker, limits.NAME)}" if one.speaker else ""
    source = _source_of(one, sources)
    if source is None or one.passage is None:
        return f"{said}{by}"
    return f"{said}{by}; {source.label}: {quoted(clip(one.passage.exact, limits.LINE))}"


# Figures


def _figures(figures: tuple[Figure, ...], sources: Mapping[str, Source]) -> Iterator[_Part]:
    for start in range(0, len(figures), limits.ASKED_ABOUT):
        asked = [_question(figure, sources) for figure in figures[start : start + limits.ASKED_ABOUT]]
        listed = bullets(*(line(words(question)) for question in asked))
        yield _Part([divider(), rich(line(bold(labels.FIGURES)), listed)], "\n".join(asked))


def _question(figure: Figure, sources: Mapping[str, Source]) -> str:
    source = sources.get(figure.source)
    where = f", {clip(source.label, limits.NAME)}" if source else ""
    on_file = quoted(clip(figure.on_file, limits.LINE))
    return f"{quoted(clip(figure.text, limits.NAME))}: the desk has {on_file}{where}"
