"""Writing what is on file as a pack, which reads back as the same entries."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError

from facts.batches import batches
from facts.errors import BadInput
from facts.export.filing import filed_record, filed_source, to_yaml
from facts.export.passing import Passed
from facts.ingest.complaints import complaints
from facts.ingest.layout import HEAD, HISTORY, RECORDS, Head, kind_of
from facts.lines import line_of
from facts.model import AnyRecord, Record, Revision, Source, Status, now, sources_of, unique
from facts.passages import version_key, version_of
from facts.store.log import PACK
from facts.store.port import Memory, Reader, Store

BATCH = 1_000
"""Records that are held at a time, with the sources that they rest on."""


def export_pack(
    store: Store,
    folder: Path,
    name: str,
    *,
    history: bool = False,
    withheld: bool = False,
    clock: Callable[[], datetime] = now,
) -> int:
    """Write every current entry into a folder, and return how many there are.

    The folder is made where there is none. One that holds a pack gets the files of the new one in place of
    its own; articles that the new one does not have stay. Where an error is raised, nothing has changed.

    Args:
        store: where the entries are; it remembers the title of a pack that was loaded by this name.
        folder: where to.
        name: what the pack is called.
        history: write every revision as well, so that an empty desk that loads the pack is equal to this one.
        withheld: write also what is under an embargo or not for publication.
        clock: the time, by which embargoes end.

    Raises:
        BadInput: the folder holds something else or cannot be written, the name cannot be that of a pack,
            nothing is on file, or a passage does not stand in the current version of its source.
    """
    try:
        if folder.exists() and any(folder.iterdir()) and not (folder / HEAD).is_file():
            raise BadInput(f"The folder {folder} holds something other than a pack; choose a new one.")
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".export-") as draft:
            passed = None if withheld else Passed(store, clock)
            count = _write(passed or store, Path(draft), _head(store, passed or store, Path(draft), name))
            if history:
                _write_history(passed.log() if passed else store.since(0), Path(draft))
            _move(Path(draft), folder)
    except OSError as error:
        raise BadInput(f"The folder {folder} cannot be written: {error.strerror}.") from error
    return count


def _write(store: Reader, folder: Path, head: Head) -> int:
    (folder / HEAD).write_text(to_yaml(head.model_dump(mode="json", exclude_defaults=True)), encoding="utf-8")
    return len(head.sources) + sum(_write_records(store, folder, file, head) for file in RECORDS)


def _write_history(revisions: Iterable[Revision], folder: Path) -> None:
    with (folder / HISTORY).open("w", encoding="utf-8") as target:
        target.writelines(f"{line_of(revision)}\n" for revision in revisions)


def _move(draft: Path, folder: Path) -> None:
    for file in (*(f"{name}.yaml" for name in RECORDS), HISTORY):
        (folder / file).unlink(missing_ok=True)
    for path in draft.iterdir():
        path.replace(folder / path.name)


def _head(memory: Memory, store: Reader, folder: Path, name: str) -> Head:
    remembered = memory.recall(PACK + name)
    status, checked = _most_common(store)
    try:
        return Head(
            name=name,
            title=json.loads(remembered)["title"] if remembered else name,
            checked=checked,
            status=status,
            sources=tuple(_write_sources(store, folder)),
        )
    except ValidationError as error:
        (field, *_), reason = next(complaints(error))
        raise BadInput(f"There is no pack to be made of this: {field} {reason}.") from error


def _most_common(store: Reader) -> tuple[Status, str]:
    """Return the status and the day of checking that most records have; a pack says them once."""
    found = Counter(
        (revision.entry.status, revision.entry.checked)
        for model in RECORDS.values()
        for revision in store.all(kind_of(model))
        if isinstance(revision.entry, Record)
    )
    return found.most_common(1)[0][0] if found else (Status.DRAFT, "")


def _write_sources(store: Reader, folder: Path) -> Iterator[dict[str, str]]:
    """Write the articles, byte for byte, and yield what the pack says of each."""
    for revision in store.all("source"):
        if isinstance(revision.entry, Source):
            file = f"{revision.entry.id}.txt"
            (folder / file).write_bytes(revision.entry.text.encode())
            yield filed_source(revision.entry, file)


def _write_records(store: Reader, folder: Path, file: str, head: Head) -> int:
    """Write the file of one kind of records, if there are any, and return how many there are."""
    count = 0
    for some in batches(store.all(kind_of(RECORDS[file])), BATCH):
        records = [revision.entry for revision in some if not isinstance(revision.entry, Source)]
        sources = _sources_of(records, store)
        for key, version in _versions_of(records, sources, store).items():
            (folder / f"{key}.txt").write_bytes(version.text.encode())
            sources[key] = version
        with (folder / f"{file}.yaml").open("a", encoding="utf-8") as target:
            target.writelines(f"{to_yaml([filed_record(record, head, sources)])}\n" for record in records)
        count += len(records)
    return count


def _versions_of(
    records: Iterable[AnyRecord], sources: Mapping[str, Source], store: Reader
) -> dict[str, Source]:
    """Return the earlier versions of sources in which passages stand, by their keys."""
    stale = {
        (it.source, it.sha256)
        for record in records
        for it in record.passages
        if it.source in sources and it.sha256 != sources[it.source].sha256
    }
    found = {key: version_of(sources[key[0]], key[1], store.history) for key in stale}
    return {version_key(*key): version for key, version in found.items() if version}


def _sources_of(records: list[AnyRecord], store: Reader) -> dict[str, Source]:
    named = unique(source for record in records for source in sources_of(record))
    found = store.current(named).items()
    return {id_: revision.entry for id_, revision in found if isinstance(revision.entry, Source)}
