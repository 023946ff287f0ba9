"""The sources of a card: passages quoted to the letter, and beneath them where they stand, with a link."""

from collections.abc import Iterable, Sequence

from bot.render import labels, limits
from bot.render.blocks import Block, bar, context, plain, rich, words
from bot.render.text import clip, fragment_url, link, quoted
from facts.answers import Evidence
from facts.model import Source
from facts.when import human


def by_source(evidence: Iterable[Evidence]) -> list[list[Evidence]]:
    """Return the evidence by the source it stands in, in order."""
    groups: dict[tuple[str, str], list[Evidence]] = {}
    for item in evidence:
        groups.setdefault((item.source.id, item.source.sha256), []).append(item)
    return list(groups.values())


def passages(above: list[Block], evidence: Sequence[Evidence], room: int) -> list[Block]:
    """Return each source's passages with the source beneath them; the first stand under the lines `above`."""
    blocks: list[Block] = []
    shown = list(evidence[: limits.PASSAGES])
    for group in by_source(shown):
        quotes = [bar(words(clip(item.passage.exact, room))) for item in group]
        blocks += [rich(*above, *quotes), source_line(group)]
        above = []
    return [*([rich(*above)] if above else blocks), *_also(evidence[limits.PASSAGES :], shown)]


def sources(evidence: Sequence[Evidence]) -> list[Block]:
    """Return each source on a line of its own, with links to the passages."""
    shown = list(evidence[: limits.PASSAGES])
    return [*map(source_line, by_source(shown)), *_also(evidence[limits.PASSAGES :], shown)]


def source_line(group: Sequence[Evidence]) -> Block:
    """Return one source in small print, with a link to each of these passages in it."""
    return context(plain(source_text(group[0].source)), *links(group))


def links(group: Sequence[Evidence]) -> list[Block]:
    """Return a link to each of the first passages of one source, none where it has no address."""
    group = group[: limits.PASSAGES]
    names = [labels.OPEN] if len(group) == 1 else [f"{labels.OPEN} {n}" for n in range(1, len(group) + 1)]
    found = (link(_address(item), name) for item, name in zip(group, names, strict=True))
    return [each for each in found if each]


def source_text(source: Source) -> str:
    """Return what a source says of itself: label, title, publisher, date."""
    published = source.published and human(source.published)
    title = source.title and quoted(clip(source.title, limits.NAME))
    return clip(" · ".join(filter(None, (source.label, title, source.publisher, published))), limits.LINE)


def _also(rest: Sequence[Evidence], shown: Sequence[Evidence]) -> list[Block]:
    """Return a line that names the sources of passages beyond those shown, and how many these are."""
    if not rest:
        return []
    told = {item.source.id for item in shown}
    others = [group[0].source.label for group in by_source(rest) if group[0].source.id not in told]
    more = f"{len(rest)} more passage{'s' * (len(rest) > 1)}"
    return [context(plain(clip(f"{more}: {', '.join(others)}" if others else more, limits.LINE)))]


def _address(item: Evidence) -> str:
    """Return the address of a passage: the page at these words, or the page alone where that is too long."""
    passage, source = item.passage, item.source
    if not source.url:
        return ""
    repeated = source.text.count(passage.exact) > 1
    around = (passage.prefix, passage.suffix) if repeated else ("", "")
    url = fragment_url(source.url, passage.exact, *around)
    return url if len(url) <= limits.LINK else source.url
