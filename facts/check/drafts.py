"""Reading a draft: plain text, Markdown, HTML and .docx, as plain text that a report can point into."""

import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

from facts.errors import BadInput

LARGEST = 5_000_000
"""Bytes of a file that is read."""
_LARGEST_UNPACKED = 50_000_000
"""Bytes that a .docx may unpack to; a larger one is no draft."""

Kind = Literal["text", "markdown", "html", "docx"]
KINDS: dict[str, Kind] = {
    "": "text",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
}
_BLOCKS = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 tr table section article header footer blockquote pre title "
    "figcaption dd dt hr".split()
)
_UNSEEN = frozenset(("script", "style", "head", "template", "noscript"))
_MARKDOWN = re.compile(
    r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,3}\.[ \t]+)|"
    r"(?<![\w*])(?:\*{1,3}|_{1,3})(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3})(?![\w*])|"
    r"!?\[(?=[^\]\n]{1,300}\]\([^)\s]{1,500}\))|(?<=[^\]])\]\([^)\s]{1,500}\)",
    re.MULTILINE,
)


def read_draft(data: bytes, name: str) -> str:
    """Return the plain text of a draft.

    Args:
        data: the file as it is.
        name: its name; the ending says what it is, and a name without one is plain text.

    Raises:
        BadInput: it is too large, of a kind that is not read, or damaged.
    """
    kind = KINDS.get(Path(name).suffix.lower())
    if kind is None:
        raise BadInput(f"“{name}” is of a kind that is not read; give text, Markdown, HTML or .docx.")
    if len(data) > LARGEST:
        raise BadInput(
            f"“{name}” has {len(data) / 1e6:.1f} MB and {LARGEST / 1e6:.0f} MB can be read; "
            "check it in parts."
        )
    if kind == "docx":
        return _docx(data, name)
    text = _decoded(data, name)
    match kind:
        case "markdown":
            return _markdown(text)
        case "html":
            return _html(text)
    return text


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"“{name}” is not text in UTF-8: {error.reason}.") from None


def _markdown(text: str) -> str:
    """Blank out the marks of Markdown; every character keeps its place."""
    return _MARKDOWN.sub(lambda match: " " * len(match.group()), text)


def _html(text: str) -> str:
    reading = _Html()
    reading.feed(text)
    reading.close()
    return re.sub(r"[ \t]*\n\s*", "\n\n", "".join(reading.pieces)).strip() + "\n"


class _Html(HTMLParser):
    """Collects what a reader of the page would read; a new block begins a new paragraph."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin a paragraph where the page does."""
        self._unseen += tag in _UNSEEN
        self.pieces += self._around(tag, opening=True)

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph where the page does."""
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        self.pieces += self._around(tag, opening=False)

    def handle_data(self, data: str) -> None:
        """Take the words; line breaks in the file are only spaces on the page."""
        if not self._unseen:
            self.pieces.append(re.sub(r"\s+", " ", data))

    def _around(self, tag: str, *, opening: bool) -> list[str]:
        if tag == "q":
            return ["“" if opening else "”"]
        return ["\n"] if tag in _BLOCKS else []


def _docx(data: bytes, name: str) -> str:
    from docx import Document  # noqa: PLC0415 - 100 ms, and only for such a file
    from docx.opc.exceptions import OpcError  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST_UNPACKED:
                raise BadInput(f"“{name}” unpacks to more than can be read; check it in parts.")
        document = Document(io.BytesIO(data))
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError, SyntaxError) as error:
        raise BadInput(f"“{name}” is not a .docx that can be read; save it anew.") from error
    pieces = []
    for block in document.iter_inner_content():
        pieces += (
            [block.text] if hasattr(block, "text") else [c.text for row in block.rows for c in row.cells]
        )
    return "\n\n".join(pieces) + "\n"
