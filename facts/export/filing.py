"""How an entry is written in a pack: fields in a reader's order, passages by what finds them, as YAML."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from facts.errors import BadInput
from facts.ingest.layout import WORKED_OUT, Head
from facts.model import AnyRecord, Passage, Record, Source
from facts.passages import objection, version_key

WIDTH = 100
"""Characters of a line, where YAML can break it."""

_FIRST = frozenset(("id", "about", "keywords"))
"""Fields of every record that stand before those that say how far it may be relied on."""
_WORD_BEGINS = re.compile(r"(?<=\s)(?=\S)")
_WORD_ENDS = re.compile(r"(?<=\S)(?=\s)")


def filed_source(source: Source, file: str) -> dict[str, str]:
    """Return what `pack.yaml` says of a source whose article is in a file."""
    fields = source.model_dump(exclude_defaults=True, exclude=set(WORKED_OUT))
    return {"id": source.id, "file": file, "sha256": source.sha256, **fields}


def filed_record(record: AnyRecord, head: Head, sources: Mapping[str, Source]) -> dict[str, Any]:
    """Return the fields of a record as its file has them: what it says first, its passages last.

    Args:
        record: the record.
        head: what need not be said again.
        sources: those that it rests on, by id.

    Raises:
        BadInput: a passage does not stand in its source.
    """
    fields = record.model_dump(mode="json", exclude_defaults=True, exclude=set(WORKED_OUT))
    if record.passages:
        fields["passages"] = [_filed_passage(passage, record, sources) for passage in record.passages]
    fields["status"], fields["checked"] = str(record.status), record.checked
    said = {name for name in ("status", "checked") if getattr(head, name) == getattr(record, name)}
    own = [name for name in type(record).model_fields if name not in Record.model_fields]
    last = [name for name in Record.model_fields if name not in _FIRST]
    order = ["id", *own, "about", "keywords", *last]
    return {name: fields[name] for name in order if name in fields.keys() - said}


def to_yaml(data: Any) -> str:
    """Return YAML as a journalist would write it: blocks, lists of words on one line, long text folded."""
    return str(
        yaml.dump(
            data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False
        )
    )


def _filed_passage(passage: Passage, record: AnyRecord, sources: Mapping[str, Source]) -> dict[str, str]:
    version = sources.get(version_key(passage.source, passage.sha256))
    source = version or sources.get(passage.source)
    if source is None:
        raise BadInput(f"Record '{record.id}' cannot be exported: source '{passage.source}' is not on file.")
    if reason := objection(passage, source):
        raise BadInput(f"Record '{record.id}' cannot be exported: {reason}; verify and mend it first.")
    prefix, suffix = next(
        around for around in _surroundings(passage, source) if _is_unique(source.text, passage.exact, *around)
    )
    fields = {"source": passage.source, "exact": passage.exact, "prefix": prefix, "suffix": suffix}
    fields["version"] = passage.sha256[:12] if version else ""
    return {name: value for name, value in fields.items() if value}


def _surroundings(passage: Passage, source: Source) -> Iterator[tuple[str, str]]:
    """Yield prefixes and suffixes, none first, then more and more words, to the ends of the source."""
    yield "", ""
    before = _WORD_BEGINS.split(source.text[: passage.start])
    after = _WORD_ENDS.split(source.text[passage.end :])
    for words in range(1, max(len(before), len(after)) + 1):
        prefix, suffix = "".join(before[-words:]), "".join(after[:words])
        yield from ((prefix, ""), ("", suffix), (prefix, suffix))


def _is_unique(text: str, exact: str, prefix: str, suffix: str) -> bool:
    words = prefix + exact + suffix
    return text.find(words) == text.rfind(words)


class _Dumper(yaml.SafeDumper):
    """PyYAML's, with lists set in under their key and nothing shared by reference."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


def _represent_text(dumper: _Dumper, text: str) -> yaml.Node:
    """Fold long text where that is without loss, and escape what PyYAML would take for a line's end."""
    folds = len(text) > WIDTH * 4 // 5 and " ".join(text.split()) == text
    style = '"' if not text.isprintable() else ">" if folds else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_list(dumper: _Dumper, items: list[Any]) -> yaml.Node:
    is_words = all(isinstance(item, str) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=is_words)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(list, _represent_list)
