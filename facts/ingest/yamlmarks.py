"""YAML as packs use it, with the line of every value: mappings, lists and text, nothing else.

Every value is the text that is written, so that `2022-03`, `1,000` and `no` stay what a journalist typed.
What YAML has beyond that (tags, anchors, aliases, a second document) is an error, and so is a key that is
there twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from facts.errors import BadPack

Data: TypeAlias = "str | list[Data] | dict[str, Data]"
Place: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys, and positions from 0, as in `(3, "passages", 0, "exact")`."""

DEEPEST = 10
"""Levels of nesting; a pack needs five."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times as fast, where PyYAML has it
_NOTHING = ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Marked:
    """What a file says, and on which line (from 1) each field and each item of a list begins."""

    data: Data
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """Return the line of a value, or of the nearest one around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_marked(path: Path, name: str) -> Marked:
    """Read a YAML file in UTF-8. A key with nothing after it is left out; an empty file is an empty list.

    Args:
        path: the file.
        name: what messages call it.

    Raises:
        BadPack: the file cannot be read, or is not YAML of this kind; the line is named.
    """
    try:
        return _Reading(name, yaml.parse(path.read_text(encoding="utf-8"), Loader=_LOADER)).document()
    except yaml.MarkedYAMLError as error:
        line = _line(error.problem_mark)
        raise BadPack(name, f"this is not YAML: {error.problem}", line=line) from error
    except OSError as error:
        raise BadPack(name, f"cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, yaml.reader.ReaderError) as error:
        raise BadPack(name, f"is not text in UTF-8: {error.reason}") from error


@dataclass(slots=True)
class _Reading:
    """Builds the value of a document from the events of PyYAML's parser."""

    name: str
    events: Iterator[yaml.Event]
    lines: dict[Place, int] = field(default_factory=dict)

    def document(self) -> Marked:
        next(self.events)  # the stream begins
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return Marked([], {})
        data = self._value(next(self.events), ())
        next(self.events)  # the document ends
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._error(after, "a second document begins; a pack's file has one")
        return Marked([] if data is None else data, self.lines)

    def _value(self, event: yaml.Event, place: Place) -> "Data | None":
        """Return the value that begins with an event; None where nothing is written."""
        if not isinstance(event, yaml.CollectionStartEvent | yaml.ScalarEvent) or event.anchor or event.tag:
            raise self._error(event, "tags, anchors and aliases are not used in packs; write the text itself")
        if len(place) > DEEPEST:
            raise self._error(event, "this is nested too deeply for a pack")
        self.lines[place] = _line(event.start_mark)
        if isinstance(event, yaml.MappingStartEvent):
            return dict(self._fields(place))
        if isinstance(event, yaml.ScalarEvent):
            is_unquoted = event.implicit == (True, False)
            return None if is_unquoted and event.value in _NOTHING else str(event.value)
        return list(self._items(place))

    def _items(self, place: Place) -> Iterator[Data]:
        position = 0
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            value = self._value(event, (*place, position))
            if value is None:
                raise self._error(event, "an item of this list is empty; write it or take its dash away")
            yield value
            position += 1

    def _fields(self, place: Place) -> Iterator[tuple[str, Data]]:
        seen = set()
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._error(event, "a field's name must be text")
            key = str(event.value)
            if key in seen:
                raise self._error(event, f"field '{key}' is there twice")
            seen.add(key)
            value = self._value(next(self.events), (*place, key))
            self.lines[*place, key] = _line(event.start_mark)
            if value is not None:
                yield key, value

    def _error(self, event: yaml.Event, reason: str) -> BadPack:
        return BadPack(self.name, reason, line=_line(event.start_mark))


def _line(mark: object) -> int:
    """Return the line of a mark of PyYAML's, from 1; 0 where there is no mark."""
    return int(getattr(mark, "line", -1)) + 1
