"""Reading drafts: what a reader of the file would read, and one sentence where it cannot be read."""

import io
import zipfile

import pytest
from docx import Document

from facts.check.drafts import LARGEST, read_draft
from facts.errors import BadInput


def docx(*paragraphs: str) -> bytes:
    """Return a Word file with some paragraphs and a table."""
    document, file = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.add_table(1, 1).cell(0, 0).text = "“In a cell,” said Ann Lee."
    document.save(file)
    return file.getvalue()


def test_plain_text_is_read_as_it_is() -> None:
    """Plain text keeps every character; a byte order mark is none."""
    assert read_draft("\ufeffa\r\n“b”".encode(), "draft.txt") == "a\r\n“b”"


def test_markdown_keeps_every_place() -> None:
    """Marks of Markdown become spaces, so that offsets stay those of the file."""
    text = "# Head\n\n> **“We will,”** said [Ann *Lee*](http://a.b/c).\n\n- 3 * 4\n"
    read = read_draft(text.encode(), "draft.md")
    assert len(read) == len(text)
    assert read.split() == "Head “We will,” said Ann Lee . 3 * 4".split()


def test_html_is_read_as_its_reader_sees_it() -> None:
    """Blocks become paragraphs, entities characters, `q` marks; scripts and styles are not read."""
    page = "<style>p{}</style><p>“We&nbsp;will,”<br>said <b>Ann\n Lee</b>.</p><script>x()</script>"
    page += "<p><q>No</q></p>"
    assert read_draft(page.encode(), "draft.html").split() == "“We will,” said Ann Lee. “No”".split()


def test_docx_is_read_with_its_tables() -> None:
    """Paragraphs and cells of a Word file come in their order."""
    read = read_draft(docx("“We will,” said Ann Lee.", "And so on."), "draft.docx")
    assert read.split("\n\n") == ["“We will,” said Ann Lee.", "And so on.", "“In a cell,” said Ann Lee.\n"]


def bomb() -> bytes:
    """Return a Word file that unpacks to far more than it is."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"x" * (LARGEST + 1), "draft.txt", "MB can be read"),
        (b"%PDF-1.7", "draft.pdf", "is of a kind that is not read"),
        (b"\xff\xfe\x00", "draft.txt", "is not text in UTF-8"),
        (b"PK rubbish", "draft.docx", "is not a .docx that can be read"),
        (bomb(), "draft.docx", "unpacks to more than can be read"),
    ],
    ids=["large", "kind", "encoding", "damaged", "bomb"],
)
def test_what_cannot_be_read_gets_one_sentence(data: bytes, name: str, reason: str) -> None:
    """A file too large, of another kind, or damaged is one sentence that names it."""
    with pytest.raises(BadInput, match=reason) as caught:
        read_draft(data, name)
    assert name in str(caught.value)
