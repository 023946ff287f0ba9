"""Passages: found in a source once, and checked against it ever after, character by character."""

from collections.abc import Callable, Iterable

from facts.errors import PassageNotFound
from facts.model import Passage, Revision, Source

CONTEXT = 32
"""Code points of prefix and suffix that a passage keeps where the pack gives none."""


def locate(source: Source, exact: str, prefix: str = "", suffix: str = "") -> Passage:
    """Return the one place where `exact` stands in a source, between `prefix` and `suffix`.

    Raises:
        PassageNotFound: the words stand nowhere in the source, or in more places than one.
    """
    places = _places(source.text, prefix + exact + suffix)
    if not places:
        raise PassageNotFound(f"“{_short(exact)}” does not stand in source '{source.id}'")
    if len(places) > 1:
        raise PassageNotFound(
            f"“{_short(exact)}” stands {len(places)} times in source '{source.id}'; give a prefix or suffix"
        )
    return passage_at(source, places[0] + len(prefix), places[0] + len(prefix) + len(exact))


def passage_at(source: Source, start: int, end: int) -> Passage:
    """Return the passage between two offsets in code points, with its surroundings."""
    return Passage(
        source=source.id,
        sha256=source.sha256,
        start=start,
        end=end,
        exact=source.text[start:end],
        prefix=source.text[max(0, start - CONTEXT) : start],
        suffix=source.text[end : end + CONTEXT],
    )


def objection(passage: Passage, source: Source) -> str:
    """Return why a passage does not stand in this source, to the character; empty where it stands."""
    if passage.sha256 != source.sha256:
        return f"it was taken from another version of source '{source.id}' (digest {passage.sha256[:12]}…)"
    found = source.text[passage.start : passage.end]
    if found != passage.exact:
        return f"at {passage.start} the source has “{_short(found)}”, not “{_short(passage.exact)}”"
    before = source.text[: passage.start]
    if not before.endswith(passage.prefix) or not source.text.startswith(passage.suffix, passage.end):
        return f"the words around “{_short(passage.exact)}” are not those of the source"
    return ""


def version_key(source_id: str, sha256: str) -> str:
    """Return what a version of a source goes by beside the current one; no id has an `@`."""
    return f"{source_id}@{sha256[:12]}"


def version_of(source: Source, sha256: str, history: Callable[[str], Iterable[Revision]]) -> Source | None:
    """Return the version of a source that has a digest, the current one or one that the history has."""
    if source.sha256 == sha256:
        return source
    versions = (revision.entry for revision in history(source.id))
    return next((it for it in versions if isinstance(it, Source) and it.sha256 == sha256), None)


def paragraph(passage: Passage, source: Source) -> tuple[str, str, str]:
    """Return the paragraph around a passage: what stands before it, the passage, what stands after."""
    start = source.text.rfind("\n", 0, passage.start) + 1
    end = source.text.find("\n", passage.end)
    return (
        source.text[start : passage.start],
        passage.exact,
        source.text[passage.end : end if end >= 0 else None],
    )


def _places(text: str, words: str) -> list[int]:
    places, at = [], text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    return places


def _short(words: str, limit: int = 80) -> str:
    return words if len(words) <= limit else words[: limit - 1] + "…"
