"""The verbs `check`, `quotes` and `load` for articles, as processes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from facts.check.selftest import corpus


@pytest.fixture
def run(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Run the desk's command line in an empty folder with a database of its own."""
    environment = {**os.environ, "FACTDESK_DATABASE_URL": f"sqlite:///{tmp_path / 'desk.sqlite3'}"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[3])

    def _run(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "facts", *words],
            cwd=tmp_path, env=environment, input=given, capture_output=True, check=False,
        )  # fmt: skip

    return _run


def test_a_folder_of_articles_fills_a_desk_that_checks_a_draft(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Text files are sources after one command, and a draft is held against them with the next."""
    sources = corpus() / "sources"
    added = f"{len(list(sources.iterdir()))} added".encode()
    assert added in run("load", str(sources)).stdout
    draft = tmp_path / "draft.md"
    draft.write_text(
        "“We are going to walk away from this town,” said **Harold Brennan**.\n", encoding="utf-8"
    )
    done = run("check", str(draft), "--json")
    found = json.loads(done.stdout)["quotations"][0]
    assert (done.returncode, found["verdict"], found["source"]) == (1, "negation", "northgate-mill")


def test_a_clean_draft_exits_with_0(run) -> None:  # type: ignore[no-untyped-def]
    """A draft from standard input with nothing to refuse exits with 0."""
    run("load", str(corpus() / "sources"))
    done = run("check", "-", given="“They never asked us,” said Maria Lopez.".encode())
    assert (done.returncode, b"1 verbatim" in done.stdout) == (0, True)


def test_the_self_test_passes(run) -> None:  # type: ignore[no-untyped-def]
    """The corpus that comes with the program passes for whoever asks."""
    done = run("check", "--self-test")
    assert (done.returncode, b"0 with another verdict" in done.stdout) == (0, True)


@pytest.mark.parametrize(
    "words",
    [("check", "none.txt"), ("check",), ("check", "draft.pdf"), ("quotes", "bad.jsonl"), ("load", "empty")],
)
def test_bad_input_is_one_sentence_and_exit_status_2(run, tmp_path: Path, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    """A file that is missing, of another kind or broken is one sentence without a traceback."""
    (tmp_path / "draft.pdf").write_bytes(b"%PDF")
    (tmp_path / "bad.jsonl").write_bytes(b"{}\n")
    (tmp_path / "empty").mkdir()
    done = run(*words)
    assert done.returncode == 2
    assert done.stderr.startswith(b"Error: ")
    assert done.stderr.count(b"\n") == 1


def test_quotes_prints_one_document_a_line(run) -> None:  # type: ignore[no-untyped-def]
    """JSON lines in, JSON lines out, with the speaker's and the cue's place."""
    lines = [{"id": "a", "text": "“We will,” said Ann Lee."}, {"id": "b", "text": "Nothing."}]
    given = "\n".join(json.dumps(line) for line in lines).encode()
    printed = [json.loads(line) for line in run("quotes", "-", "--json", given=given).stdout.splitlines()]
    assert [one["id"] for one in printed] == ["a", "b"]
    assert (printed[0]["quotes"][0]["speaker_text"], printed[0]["quotes"][0]["cue_text"]) == (
        "Ann Lee",
        "said",
    )


def test_quotes_reads_a_text_file(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A text file is one document, named after the file."""
    (tmp_path / "note.txt").write_text("“We will,” said Ann Lee.", encoding="utf-8")
    assert run("quotes", "note.txt").stdout.decode().strip() == "note:1: direct: Ann Lee: We will"
