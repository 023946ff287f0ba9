"""The form for a new record, with the passage that was found for it, and what is told once it is filed."""

from collections.abc import Iterator, Sequence

from bot.render import ids, labels, limits
from bot.render.blocks import (
    Block,
    actions,
    bar,
    bold,
    button,
    context,
    divider,
    line,
    plain,
    rich,
    section,
    struck,
    words,
)
from bot.render.fields import EMBARGO, NOT_FOR_PUBLICATION, TYPES, WHY, Field, Given
from bot.render.form_values import FileValue
from bot.render.inputs import box_input, menu, telling, tick, typeahead
from bot.render.marks import emphasised, marked
from bot.render.modals import View, form, modal
from bot.render.text import clip
from facts.check.report import MEANING, Verdict
from facts.curation.values import Preview

KINDS = (("Quote", "quote"), ("Fact", "fact"), ("Event", "event"), ("Name", "entity"))
TITLE = "File to Factdesk"
BOXES = 20
"""Boxes for the text of a source: 60,000 characters."""
_LOOK_UP = "Look it up"
_SOURCE_HELP = (
    "Its source: one on file, or its address, or its text, or both. The words are looked up in it "
    "before anything is filed. Where there is only an address, the page is read, and its text stands here."
)

_KIND = Field("kind", "Kind", lambda held: menu(KINDS, held, ids.FILE_KIND), optional=False)
_STATEMENT = Field("statement", "As the desk states it", hint="Without it, the words are the statement.")
_DATE = Field("date", "Date of the event", hint="Such as 16 May 2025, March 2022 or 2022-03.", optional=False)


def _name(label: str, hint: str, *, optional: bool) -> Field:
    return Field(
        "who", label, lambda held: typeahead(ids.PICK_NEW_NAME, held or None), hint, optional=optional
    )


def _words(label: str, hint: str) -> Field:
    return Field("words", label, box_input, hint, optional=False)


_SUBJECT = _name("Who or what it is about", "A name on file, or type a new one.", optional=True)
_OF_KIND: dict[str, tuple[Field, ...]] = {
    "quote": (
        _words("Words", "What was said, as the source has it."),
        _name("Speaker", "A name on file, or type a new one.", optional=False),
        Field(
            "speaker_text", "How the source names the speaker", hint="Where that is not to be read off it."
        ),
    ),
    "fact": (
        _words("Words", "The passage that it rests on, as the source has it."),
        _STATEMENT,
        Field("value", "The value in it", hint="A number or a name that is asked for."),
        _SUBJECT,
    ),
    "event": (
        _words("Words", "The passage that it rests on, as the source has it."),
        _STATEMENT,
        _DATE,
        _SUBJECT,
    ),
    "entity": (
        _words("Name", "As the source has it."),
        Field("type", "What it is", lambda held: menu(TYPES, held), optional=False),
    ),
}
_SOURCE = (
    Field("source", "Source on file", lambda held: typeahead(ids.PICK_SOURCE, held or None)),
    Field("url", "Address of the source", hint="https://…"),
)
_TEXT = Field("text", "Text of the source", box_input)
_ABOUT_SOURCE = (
    Field("label", "What the source is called", hint="Such as “Reuters, 16 May”. Without it, its address."),
    Field("published", "Date of the source", hint="Such as 2025-05-16."),
    Field("seen", "No source", lambda held: tick("Seen by me, no source on file", ticked=bool(held))),
)


def file_view(value: FileValue, given: Given, above: Sequence[Block] = ()) -> View:
    """Return the form for a new record.

    Args:
        value: what it carries.
        given: what stands in its inputs; at least its kind.
        above: what was found for it so far.
    """
    mark = str(value.round or "")
    of_kind = [each.drawn(given.get(each.name), mark) for each in _OF_KIND[given["kind"]]]
    inputs = [
        telling(_KIND.drawn(given["kind"])),
        *of_kind,
        divider(),
        context(plain(_SOURCE_HELP)),
        *(each.drawn(given.get(each.name), mark) for each in _SOURCE),
        *_text_boxes(value, given),
        *(each.drawn(given.get(each.name)) for each in _ABOUT_SOURCE),
        divider(),
        *(each.drawn(given.get(each.name)) for each in (EMBARGO, NOT_FOR_PUBLICATION, WHY)),
    ]
    submit = labels.FILE_IT if value.seen else _LOOK_UP
    return form(modal(TITLE, [*above, *inputs], "Cancel"), submit, ids.FORM_FILE, ids.value_of(value))


def boxes_for(text: str) -> tuple[str, ...]:
    """Return a text in as many parts as inputs hold it; line ends join them to the text again.

    Only a paragraph that is longer than an input gets a line end more, in the place of a space.
    """
    parts = []
    while len(text) > limits.INPUT:
        line_end, space = text.rfind("\n", limits.INPUT // 2, limits.INPUT), text.rfind(" ", 1, limits.INPUT)
        at = line_end if line_end > 0 else space
        parts.append(text[: at if at > 0 else limits.INPUT])
        text = text[at + 1 if at > 0 else limits.INPUT :]
    return (*parts, text)


def found_blocks(preview: Preview, source: str) -> list[Block]:
    """Return the passage that was found, in its sentence, and what to look at before it is filed."""
    if preview.passage is None:
        return []
    shown = emphasised(preview.sentence, preview.passage.exact, bold, limits.PASSAGE)
    by = f"The source names the speaker as {preview.speaker_text}." if preview.speaker_text else ""
    notes = " · ".join(filter(None, (clip(source, limits.NAME), by)))
    verdict = [words(f"\n{MEANING[preview.verdict]}")] if preview.verdict else []
    return [
        rich(line(bold("Found in the source. Look at it, and file it."), *verdict), bar(*shown)),
        *([context(plain(clip(notes, limits.LINE)))] if notes else []),
        divider(),
    ]


def differing_blocks(said: str, verdict: Verdict, typed: str, has: str) -> list[Block]:
    """Return that words do not stand in a source, with what differs marked on both sides."""
    return [
        rich(
            line(bold("These words do not stand in the source"), words(f"\n{MEANING[verdict]}")),
            line(words("As typed:")),
            bar(*marked(typed, has, struck, limits.PASSAGE)),
            line(words("In the source:")),
            bar(*marked(has, typed, bold, limits.PASSAGE)),
        ),
        actions(button(labels.USE_WORDS, ids.FILE_WORDS, "take")),
        context(plain(clip(said, limits.LINE))),
        divider(),
    ]


def waiting_view(url: str) -> View:
    """Return what is shown while a page is read."""
    return modal(TITLE, [section(plain(f"Reading {clip(url, limits.LINE)} …"))], "Cancel")


def _text_boxes(value: FileValue, given: Given) -> Iterator[Block]:
    for number in range(value.boxes):
        part = Field(
            f"text{number}", _TEXT.label if number == 0 else f"{_TEXT.label}, part {number + 1}", box_input
        )
        yield part.drawn(given.get(part.name), str(value.round or ""))
    if value.boxes < BOXES:
        yield actions(button("More room for the text", ids.FILE_ROOM, "more"))
