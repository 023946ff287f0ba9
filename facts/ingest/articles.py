"""Reading a folder of articles as sources: one text file each, so that a desk can be filled in a minute.

What a file does not say of itself (publisher, date, address) stays empty.
"""

import re
from pathlib import Path

from facts.errors import BadInput
from facts.ingest.pack import Loaded
from facts.model import Source, digest
from facts.store.port import Store

ENDINGS = (".txt", ".md")
_LONGEST_TITLE = 150
"""Characters of a first line that can be a title; a longer one is the first paragraph."""


def is_articles(folder: Path) -> bool:
    """Return whether a folder holds articles as text and is no pack."""
    return folder.is_dir() and not (folder / "pack.yaml").exists() and bool(_files(folder))


def read_articles(folder: Path) -> tuple[Source, ...]:
    """Read a folder of articles, each file verbatim.

    Raises:
        BadInput: a file cannot be read, or two make the same id.
    """
    sources: dict[str, Source] = {}
    for path in _files(folder):
        source = _source(path)
        if source.id in sources:
            raise BadInput(f"{path.name}: another file makes the id '{source.id}' already; rename one.")
        sources[source.id] = source
    return tuple(sources.values())


def load_articles(folder: Path, store: Store) -> Loaded:
    """Load a folder of articles, all of it or nothing; one that is on file as it stands adds nothing.

    Raises:
        BadInput: a file cannot be read, or an id belongs to a record already.
        StoreError: the store cannot be written.
    """
    name = folder.resolve().name
    sources = read_articles(folder)
    with store.writer() as writer:
        writer.expect(source.id for source in sources)
        added = [writer.put(source, by=f"folder {name}", why=f"loaded from {name}") for source in sources]
    return Loaded(name, added.count(True), added.count(False))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.is_file())


def _source(path: Path) -> Source:
    try:
        text = path.read_bytes().decode()
    except OSError as error:
        raise BadInput(f"“{path.name}” cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"“{path.name}” is not text in UTF-8: {error.reason}.") from error
    title = _title(text)
    id_ = re.sub(r"[^\w.-]+", "-", path.stem).strip("-.")[:100]
    if not id_ or not text.strip():
        raise BadInput(f"“{path.name}” has no name or no text that could make a source.")
    return Source(id=id_, label=path.stem, title=title, text=text, sha256=digest(text))


def _title(text: str) -> str:
    """The first line, where it stands alone as a title does: short, and without a full stop."""
    first, _, rest = text.lstrip().partition("\n")
    first = first.lstrip("#").strip()
    alone = bool(rest.strip()) and not first.endswith((".", ",", ";", ":", "”", '"'))
    return first if alone and len(first) <= _LONGEST_TITLE else ""
