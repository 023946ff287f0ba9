"""What changed in a record, word by word, and a record's history as pages of a modal."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bot.render import ids, labels, limits
from bot.render.blocks import Block, bold, context, italic, line, pager, plain, rich, struck, words
from bot.render.form_values import HistoryValue
from bot.render.modals import View, modal
from bot.render.people import named
from bot.render.text import clip
from facts.curation.history import Change, FieldChange, Piece
from facts.when import moment

PAGE = 8
"""Revisions on one page of a history, at most."""
_ROOM = 900
"""Characters of one field's change."""
_AROUND = 80
"""Characters of words that stayed, on either side of what changed."""
_FIELDS = 12
"""Fields of one revision that are shown."""

_MARKS: Mapping[str, Callable[[str], Block]] = {"same": words, "gone": struck, "new": bold}


def history_view(title: str, record: str, changes: Sequence[Change], page: int) -> View:
    """Return a page of a record's history, the newest revision first.

    Args:
        title: the record in one line.
        record: its id.
        changes: its revisions, oldest first.
        page: which page, from 0 on.
    """
    newest = [_revision(change) for change in reversed(changes)]
    pages = list(limits.paged(newest, lambda one: [one], blocks=PAGE, text=limits.MESSAGE_CHARACTERS))
    page = max(0, min(page, len(pages) - 1))
    head = context(plain(clip(title, limits.LINE)))
    turns = ((labels.NEWER, ids.HISTORY_NEWER), (labels.OLDER, ids.HISTORY_OLDER))
    beside = pager(page, len(pages), turns, lambda to: ids.value_of(HistoryValue(record=record, page=to)))
    return modal(labels.HISTORY, [head, *(pages[page] if pages else ()), *beside])


def change_lines(fields: Iterable[FieldChange]) -> Iterator[Block]:
    """Yield a line for each field that changed: what went is struck out, what came is in bold."""
    for change in list(fields)[:_FIELDS]:
        yield line(words(f"{field_name(change.field)}: "), *pieces(change.pieces))


def pieces(changed: Sequence[Piece]) -> list[Block]:
    """Return two texts as one: what went struck out, what came in bold, what stayed shortened."""
    elements: list[Block] = []
    room = _ROOM
    for number, piece in enumerate(changed):
        text = _shortened(piece.text, number, len(changed)) if piece.op == "same" else piece.text
        if number and piece.op == "new" and not text[:1].isspace():
            elements.append(words(" "))
        elements.append(_MARKS[piece.op](clip(text, max(room, 2))))
        room -= len(text)
        if room < 1:
            break
    return [element for element in elements if element["text"]]


def field_name(name: str) -> str:
    """Return what people call a field of a record."""
    return labels.FIELD.get(name, name.replace("_", " ").capitalize())


def _revision(change: Change) -> Block:
    status = labels.STATUS[change.status].foot if change.status else labels.SOURCE_VERSION
    who = line(
        bold(status.partition(":")[0]), words(" · "), named(change.by), words(f" · {moment(change.at)}")
    )
    why = [line(italic(clip(change.why, limits.LINE)))] if change.why else []
    return rich(who, *why, *change_lines(change.fields))


def _shortened(text: str, number: int, of: int) -> str:
    """Return words that stayed: where they are long, those beside what changed, with an ellipsis."""
    if len(text) <= 2 * _AROUND:
        return text
    before = "" if number == 0 else text[:_AROUND]
    after = "" if number == of - 1 else text[-_AROUND:]
    return f"{before}…{after}"
