"""Reading a pack, checking all of it, and loading it into a store."""

import glob
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from facts.batches import batches
from facts.errors import BadPack
from facts.ingest.drafts import Draft, build, build_record, drafts
from facts.ingest.layout import HEAD, HISTORY, RECORDS, Head, Pack, kind_of
from facts.ingest.yamlmarks import Marked, read_marked
from facts.lines import read_lines
from facts.model import AnyRecord, Source, digest
from facts.objections import objections, strangers
from facts.passages import version_key
from facts.store.log import PACK
from facts.store.port import Store, Writer

_BATCH = 1_000
"""Revisions whose entries are looked up at once."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a pack has changed: how many entries it added as new revisions, how many stood already."""

    name: str
    added: int
    unchanged: int


def read_pack(folder: Path) -> Pack:
    """Read a pack and check every record in it.

    Raises:
        BadPack: something in it does not stand; the first such place is named.
    """
    pack, bad = examine(folder)
    if pack is None or bad:
        raise bad[0]
    return pack


def load_pack(folder: Path, store: Store) -> Loaded:
    """Load a pack into a store, all of it or nothing; an entry that is on file as it stands adds nothing.

    Where nothing is on file yet, a pack that has its history brings that, revision by revision.

    Raises:
        BadPack: something in it does not stand; the first such place is named.
        BadInput: an id in it belongs to an entry of another kind.
        StoreError: the store cannot be written.
    """
    pack, files = read_pack(folder), folder.resolve().name
    with store.writer() as writer:
        brings_history = (folder / HISTORY).is_file() and not store.head()
        if brings_history:
            _copy(folder / HISTORY, f"{files}/{HISTORY}", writer)
        for version in pack.versions:
            if not _is_known(version, store) and not brings_history:
                writer.put(version, by=f"pack {pack.name}", why=f"loaded from {files}")
        writer.expect(entry.id for _, entry in pack.entries())
        added = [
            writer.put(entry, by=f"pack {pack.name}", why=f"loaded from {files}/{file}")
            for file, entry in pack.entries()
        ]
    store.note(PACK + pack.name, json.dumps({"title": pack.title}))
    new = len(added) if brings_history else added.count(True)
    return Loaded(pack.name, new, len(added) - new)


def _is_known(version: Source, store: Store) -> bool:
    """Tell whether a version of a source is or has been on file."""
    history = (revision.entry for revision in store.history(version.id))
    return any(isinstance(entry, Source) and entry.sha256 == version.sha256 for entry in history)


def _copy(history: Path, name: str, writer: Writer) -> None:
    with history.open(encoding="utf-8") as lines:
        for some in batches(read_lines(lines, name), _BATCH):
            writer.expect(revision.entry.id for revision in some)
            for revision in some:
                writer.copy(revision)


def examine(folder: Path) -> tuple[Pack | None, list[BadPack]]:
    """Read a pack to its end: what could be read of it, and everything in it that does not stand.

    There is no pack where `pack.yaml` itself cannot be used.
    """
    examination = _Examination(folder.resolve())
    return examination.whole(), examination.bad


@dataclass(slots=True)
class _Examination:
    folder: Path
    bad: list[BadPack] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    versions: dict[str, Source] = field(default_factory=dict)
    """Earlier versions of sources, each by its `version_key`."""
    kinds: dict[str, str] = field(default_factory=dict)
    """The kind of every id in the pack, also where its record makes no value."""
    drafts: dict[str, Draft] = field(default_factory=dict)
    """The first item that has each id."""

    def whole(self) -> Pack | None:
        marked = self._marked(HEAD)
        head = self._head(marked) if marked else None
        if not marked or not head:
            return None
        for position, raw in enumerate(head.sources):
            self._take_source(Draft(self._name(HEAD), marked, ("sources", position), raw))
        for source in self.sources.values():
            self._take_versions(source)
        files = {name: self._drafts(name, model) for name, model in RECORDS.items()}
        records: dict[str, Any] = {
            name: tuple(self._records(model, files[name], head)) for name, model in RECORDS.items()
        }
        self._check_files()
        versions = tuple(self.versions.values())
        return Pack(head.name, head.title, versions, tuple(self.sources.values()), **records)

    def _head(self, marked: Marked) -> Head | None:
        raw = marked.data if isinstance(marked.data, dict) else {}
        return build(Head, Draft(self._name(HEAD), marked, (), raw), {}, self.bad)

    def _take_source(self, draft: Draft) -> None:
        self._register(draft, "source")
        text = self._article(draft)
        if text is None:
            return
        added = {"text": text}
        if draft.raw.get("sha256", digest(text)) != digest(text):
            added["sha256"] = digest(text)  # so that the passages are held against what stands there now
            reason = f"the article is not the one that was reviewed: its SHA-256 is {digest(text)}"
            self.bad.append(draft.objection(reason, "sha256"))
        fields = {name: value for name, value in draft.raw.items() if name != "file"}
        source = build(Source, replace(draft, raw=fields), added, self.bad)
        if source:
            self.sources[source.id] = source

    def _take_versions(self, source: Source) -> None:
        """Take in the articles as they were before: `post@1a2b3c4d5e6f.txt` beside `post.txt`."""
        for path in sorted(self.folder.glob(f"{glob.escape(source.id)}@*.txt")):
            text = path.read_bytes().decode(errors="replace")
            key = version_key(source.id, digest(text))
            if key != path.stem:
                reason = f"its SHA-256 begins as in {key}: it has been changed"
                self.bad.append(BadPack(self._name(path.name), reason))
            self.versions[path.stem] = source.model_copy(update={"text": text, "sha256": digest(text)})

    def _article(self, draft: Draft) -> str | None:
        """Return the text of a source, every character of it; None where it cannot be had."""
        name = str(draft.raw.get("file", ""))
        path = (self.folder / name).resolve() if name.isprintable() else self.folder
        if path == self.folder or not path.is_relative_to(self.folder):
            self.bad.append(draft.objection("must name the article's file in the folder of the pack", "file"))
            return None
        try:
            return path.read_bytes().decode()
        except OSError as error:
            self.bad.append(draft.objection(f"“{name}” cannot be read: {error.strerror}", "file"))
        except UnicodeDecodeError as error:
            self.bad.append(draft.objection(f"“{name}” is not text in UTF-8: {error.reason}", "file"))
        return None

    def _drafts(self, name: str, model: type[AnyRecord]) -> list[Draft]:
        file = f"{name}.yaml"
        marked = self._marked(file) if (self.folder / file).exists() else None
        found = list(drafts(self._name(file), marked, self.bad)) if marked else []
        for draft in found:
            self._register(draft, kind_of(model))
        return found

    def _register(self, draft: Draft, kind: str) -> None:
        first, self.kinds[draft.id] = self.drafts.setdefault(draft.id, draft), kind
        if draft.id and first is not draft:
            self.bad.append(draft.objection(f"is taken already, at {first.file}:{first.line}", "id"))

    def _records(self, model: type[AnyRecord], found: list[Draft], head: Head) -> Iterator[AnyRecord]:
        for draft in found:
            sources = self.sources | self.versions
            record = build_record(model, draft, head, sources, self.bad)
            if record:
                reasons = (*objections(record, sources), *strangers(record, self.kinds))
                self.bad += (draft.objection(reason.reason, reason.field) for reason in reasons)
                yield record

    def _check_files(self) -> None:
        known = {HEAD, *(f"{name}.yaml" for name in RECORDS)}
        for path in sorted(self.folder.iterdir()):
            if path.suffix in (".yaml", ".yml") and path.name not in known:
                self.bad.append(
                    BadPack(self._name(path.name), f"is no file of a pack: {', '.join(sorted(known))}")
                )

    def _marked(self, file: str) -> Marked | None:
        try:
            return read_marked(self.folder / file, self._name(file))
        except BadPack as error:
            self.bad.append(error)
            return None

    def _name(self, file: str) -> str:
        return f"{self.folder.name}/{file}"
