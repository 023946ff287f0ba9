"""Makes drafts that quote articles, rightly and wrongly, from a gold file of quotations with their speakers.

Each draft is a sentence or two around one quotation; its kind says what was done to it. Nothing here asks
the desk: what a draft is made from is the gold and the article alone. A gold file names speakers for more
than speech, and some of that makes no faithful draft. Left out are titles of works; titles in a list of
sources and captions, which the gold gives, without a cue, to whoever published them; speakers who stand
between quotation marks themselves; and, from the faithful, what another outlet was told: that is to be
looked at.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

Document = dict[str, Any]

_NEGATION = re.compile(r"\b(?:not|never|no|without|cannot)\b|\b\w+n[’']t\b", re.IGNORECASE)
_ANY_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|hardly|unless|if|but|rarely)\b|n[’']t\b",
    re.IGNORECASE,
)
_STRETCH = re.compile(r"[“\"]([^“”\"\n]+)[”\"]")
_FEWEST = 12
"""Code points of a stretch that a draft is made from."""
_SMALL = re.compile(r"(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with)$")
_OUTLET = re.compile(
    r"\b(?:told|tells|telling|with|quoted by)\s(?:[Tt]he\s)?(?:[A-Z][\w.]*\s)*"
    r"(?:News|Times|Post|Weekly|Press|Herald|Journal|Reuters|BBC|CNN|AFP)\b"
)
_NAMED = re.compile(r"[A-Z][\w'’-]+")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|will|would|can|could|should|has|have|had|must|may|do|does)\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_UNIT = {
    "percent": "points", "%": " points", "million": "billion", "billion": "million", "km": "miles",
    "miles": "kilometers", "$": "€", "£": "$", "years": "months", "hours": "days", "days": "weeks",
    "minutes": "hours", "cents": "dollars", "dollars": "cents", "thousand": "hundred", "hundred": "thousand",
    "weeks": "days", "months": "years",
}  # fmt: skip
_SYNONYMS = {
    "very": "extremely", "big": "large", "large": "big", "will": "may", "must": "should", "many": "most",
    "some": "many", "need": "want", "want": "need", "people": "persons", "good": "fine", "great": "good",
    "think": "know", "believe": "think", "can": "could", "first": "last", "all": "most", "always": "often",
    "important": "key", "says": "said", "is": "was", "are": "were", "was": "is", "has": "had", "have": "had",
    "more": "less", "before": "after", "would": "will", "could": "can", "we": "they", "they": "we",
    "our": "their", "this": "that", "new": "fresh", "help": "aid", "country": "nation", "work": "labor",
}  # fmt: skip
_PRONOUNS = frozenset("he she they it i we who you them him her".split())
_SENTENCES = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with its kind, the article that it quotes and what a checker should make of it."""

    kind: str
    article: str
    text: str
    wanted: str
    """`accept`, `refuse`, or, to be shown and not to be accepted, `cut` or `look`."""


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch between quotation marks with its gold speaker."""

    article: str
    words: str
    speaker: str
    quote: int
    """Where the gold quote that it is part of begins."""
    span: tuple[int, int]
    second_hand: bool
    """The article says that another outlet was told it."""

    @property
    def named(self) -> bool:
        """Whether the gold calls the speaker by a name."""
        return self.speaker.lower() not in _PRONOUNS and bool(_NAMED.search(self.speaker))


def said(document: Document) -> Iterator[Said]:
    """Yield what stands between quotation marks, is somebody's speech and has a gold speaker."""
    text = document["text"]
    stretches = list(_STRETCH.finditer(text))
    for match in stretches:
        start, end = match.span(1)
        quote = next((one for one in document["quotes"] if _holds(one, start, end)), None)
        if quote is None or end - start < _FEWEST or not _is_speech(match[1], quote):
            continue
        speaker = quote["speaker_start"]
        if speaker is not None and any(a < speaker < b for a, b in (one.span() for one in stretches)):
            continue
        yield Said(
            document["id"], match[1].strip().rstrip(","), quote["speaker_text"].strip(), quote["start"],
            (start, end), bool(_OUTLET.search(_around(text, start, end))),
        )  # fmt: skip


def _holds(quote: dict[str, Any], start: int, end: int) -> bool:
    spans = quote.get("spans") or [[quote["start"], quote["end"]]]
    return bool(quote["speaker_text"]) and any(a <= start + 2 and end - 2 <= b for a, b in spans)


def _is_speech(words: str, quote: dict[str, Any]) -> bool:
    """Whether words are introduced by a cue, or are a sentence, and are no title."""
    sentence = words.rstrip()[-1:] in tuple(".?!")
    long = [word for word in words.split() if not _SMALL.match(word)]
    return sentence or (bool(quote["cue_text"]) and any(word[0].islower() for word in long))


def _around(text: str, start: int, end: int) -> str:
    """The writer's words of the sentence around a stretch."""
    before = re.split(r"[.?!]\s|\n", text[max(0, start - 160) : start - 1])[-1]
    after = re.split(r"[.?!]\s|\n", text[end + 1 : end + 160])[0]
    return f"{before} | {after}"


def drafts(documents: list[Document], seed: int = 4, most: int = 40) -> list[Draft]:
    """Return drafts of every kind that the articles allow, at most so many of each."""
    dice = random.Random(seed)  # noqa: S311 - a benchmark that comes out the same each time
    made: list[Draft] = []
    pool = {document["id"]: list(said(document)) for document in documents}
    for kind, (wanted, make) in KINDS.items():
        found = [
            Draft(kind, document["id"], text, wanted)
            for document in documents
            for text in make(pool[document["id"]], document, dice)
        ]
        dice.shuffle(found)
        made += found[:most]
    return made


def _attributed(words: str, speaker: str, dice: random.Random) -> str:
    speaker = _mid(speaker)
    closed = words if words[-1] in "?!" else words.rstrip(".") + ","
    full = words if words[-1] in "?!." else words + "."
    return dice.choice(
        [
            f"“{closed}” {speaker} said.",
            f"“{closed}” said {speaker}.",
            f"{_upper(speaker)} said: “{full}”",
            f'{_upper(speaker)} said, "{full}"',
            f"Asked about it this week, {speaker} said, “{full}”",
        ]
    )


def _fragmented(words: str, speaker: str, dice: random.Random) -> str:
    speaker = _mid(speaker)
    return dice.choice(
        [
            f"{_upper(speaker)} spoke of “{words}” on Tuesday.",
            f"{_upper(speaker)} described it as “{words}.”",
            f"It was “{words},” {speaker} said.",
            f"{_upper(speaker)} said it was “{words}.”",
        ]
    )


def _mid(speaker: str) -> str:
    """A speaker as they stand within a sentence: the city, and not The city."""
    return re.sub(r"^(?:The|A|An|One|Some|His|Her|Their)\b", lambda found: found.group().lower(), speaker)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


Pool = list[Said]
Maker = Callable[[Pool, Document, random.Random], Iterator[str]]


def _first_hand(make: Maker) -> Maker:
    """The same kind of draft, without what another outlet was told."""
    return lambda pool, document, dice: make([one for one in pool if not one.second_hand], document, dice)


def _each(change: Callable[[Said, random.Random], str | None]) -> Maker:
    """Make a kind of draft by changing the words of one quotation."""

    def make(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
        for one in pool:
            words = change(one, dice) if one.named and len(one.words.split()) > 4 else None
            if words and words != one.words:
                yield _attributed(words, one.speaker, dice)

    return make


# --- faithful


def _whole(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
    for one in pool:
        if one.named and len(one.words.split()) > 4:
            yield _attributed(one.words, one.speaker, dice)


def _sentence(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
    for one in pool:
        parts = _SENTENCES.split(one.words)
        for at, part in enumerate(parts[:-1]):
            if (
                one.named
                and len(part.split()) > 4
                and not parts[at + 1].startswith(("But", "However", "Yet"))
            ):
                yield _attributed(part, one.speaker, dice)


def _pronoun(pool: Pool, _: Document, __: random.Random) -> Iterator[str]:
    for one in pool:
        if one.speaker.lower() in ("he", "she") and len(one.words.split()) > 4:
            yield f"“{one.words.rstrip('.')},” {one.speaker.lower()} said."


def _fragment(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
    for one in pool:
        sentence = dice.choice(_SENTENCES.split(one.words))
        words = sentence.split()
        if one.named and len(words) > 7 and not _ANY_NEGATION.search(sentence):
            start = dice.randrange(1, len(words) - 4)
            length = dice.randrange(2, min(8, len(words) - start))
            piece = " ".join(words[start : start + length])
            if not re.search(r"[,;:—–\d%$£\[\]-]", piece + words[start - 1] + words[start + length]):
                yield _fragmented(piece, one.speaker, dice)


def _honest_ellipsis(one: Said, dice: random.Random) -> str | None:
    words = one.words.split()
    if len(words) < 12:
        return None
    start = dice.randrange(3, len(words) - 7)
    gap = dice.randrange(2, 5)
    hidden = " ".join(words[start : start + gap])
    if _ANY_NEGATION.search(hidden) or re.search(r"[.\d$%]", " ".join(words[start - 1 : start + gap + 1])):
        return None
    mark = dice.choice(["…", "...", "[…]", ". . ."])
    return f"{' '.join(words[:start])} {mark} {' '.join(words[start + gap :])}"


def _bracketed(one: Said, dice: random.Random) -> str | None:
    match = re.search(r"(?<=\s)(it|they|he|she|this|them|him)(?=\s)", one.words)
    if match:
        name = dice.choice(["the company", "Mr. Lee", "the plan"])
        return f"{one.words[: match.start()]}[{name}]{one.words[match.end() :]}"
    words = one.words.split()
    at = dice.randrange(2, len(words) - 1)
    return f"{' '.join(words[:at])} [in Ohio] {' '.join(words[at:])}"


def _typography(one: Said, dice: random.Random) -> str | None:
    words = one.words.replace("’", "'") if "’" in one.words else one.words.replace("'", "’")
    words = words.replace("fi", "ﬁ") if dice.random() < 0.5 else words.replace(" ", "\u00a0", 2)
    return words.replace("—", " -- ").replace("–", "-").replace("...", "…")


def _split(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
    for one in pool:
        words = one.words.split()
        if one.named and len(words) > 7:
            at = dice.randrange(3, len(words) - 2)
            if words[at - 1][-1] not in ".?!…" and "[" not in one.words:
                first = " ".join(words[:at]).rstrip(",")
                yield f"“{first},” {_mid(one.speaker)} said, “{' '.join(words[at:]).rstrip('.')}.”"


def _lowered(pool: Pool, _: Document, __: random.Random) -> Iterator[str]:
    for one in pool:
        if one.named and len(one.words.split()) > 4 and one.words[0].isupper() and one.words[1:2].islower():
            yield f"{_upper(one.speaker)} said that “{one.words[0].lower()}{one.words[1:].rstrip('.')}.”"


# --- altered


def _dropped(one: Said, _: random.Random) -> str | None:
    match = _NEGATION.search(one.words)
    if not match:
        return None
    found = match.group()
    kept = found[:-3] if found.endswith(("n't", "n’t")) else ""
    return re.sub(r"\s+", " ", one.words[: match.start()] + kept + one.words[match.end() :]).strip() or None


def _gained(one: Said, _: random.Random) -> str | None:
    match = _AUXILIARY.search(one.words)
    return f"{one.words[: match.end()]} not{one.words[match.end() :]}" if match else None


def _numbered(one: Said, dice: random.Random) -> str | None:
    match = _NUMBER.search(one.words)
    if not match:
        return None
    digits = match.group()
    other = digits[::-1] if digits[::-1] != digits else str(dice.randrange(2, 90)) + digits
    return one.words[: match.start()] + other + one.words[match.end() :]


def _united(one: Said, _: random.Random) -> str | None:
    for unit, other in _UNIT.items():
        match = re.search(rf"\b{unit}\b" if unit.isalpha() else re.escape(unit), one.words)
        if match:
            return one.words[: match.start()] + other + one.words[match.end() :]
    return None


def _swapped(one: Said, dice: random.Random) -> str | None:
    places = [m for m in re.finditer(r"\b[a-z]+\b", one.words) if m.group() in _SYNONYMS]
    if not places:
        return None
    match = dice.choice(places)
    return one.words[: match.start()] + _SYNONYMS[match.group()] + one.words[match.end() :]


def _inflected(one: Said, dice: random.Random) -> str | None:
    places = list(re.finditer(r"\b[a-z]{4,}\b", one.words))
    if not places:
        return None
    match = dice.choice(places)
    word = match.group()
    return (
        one.words[: match.start()]
        + (word[:-1] if word.endswith("s") else word + "s")
        + one.words[match.end() :]
    )


def _renamed(one: Said, _: random.Random) -> str | None:
    match = re.search(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", one.words)
    return one.words[: match.start()] + "Belgium" + one.words[match.end() :] if match else None


def _added(one: Said, dice: random.Random) -> str | None:
    words = one.words.split()
    at = dice.randrange(1, len(words))
    words[at:at] = [dice.choice(["really", "clearly", "in fact", "also", "only", "definitely"])]
    return " ".join(words)


def _omitted(one: Said, dice: random.Random) -> str | None:
    words = one.words.split()
    if "..." in one.words or "…" in one.words:
        return None
    at = dice.randrange(1, len(words) - 2)
    del words[at : at + dice.randrange(1, 3)]
    return " ".join(words)


def _hidden(one: Said, dice: random.Random) -> str | None:
    match = _NEGATION.search(one.words)
    if not match or not match.start() or match.end() > len(one.words) - 8:
        return None
    mark = dice.choice(["…", "..."])
    return f"{one.words[: match.start()].rstrip()} {mark} {one.words[match.end() :].lstrip()}"


# --- joined, given to others, cut


def _spliced(
    pool: Pool, document: Document, dice: random.Random, mark: str = " ", *, others: bool = False
) -> Iterator[str]:
    text = document["text"]
    for one, other in combinations(pool, 2):
        apart = one.quote != other.quote and one.words != other.words and not _in_one_breath(one, other, text)
        same = one.speaker == other.speaker
        if one.named and apart and (same is not others) and len(other.words.split()) > 2:
            first, last = _SENTENCES.split(one.words)[0], _SENTENCES.split(other.words)[0]
            if not any(-1 < said.find(first) < said.find(last) for said in _whole_quotes(pool)):
                yield _attributed(f"{first}{mark}{last}", one.speaker, dice)


def _whole_quotes(pool: Pool) -> list[str]:
    """The words of each gold quote, its stretches one behind the other."""
    return [
        " ".join(one.words for one in pool if one.quote == quote) for quote in {one.quote for one in pool}
    ]


def _in_one_breath(one: Said, other: Said, text: str) -> bool:
    """Whether nothing but a tag within the sentence stands between two stretches: “…,” she said, “…”."""
    between = text[one.span[1] + 1 : other.span[0] - 1]
    return one.words[-1] not in ".?!" and not re.search(r"[.?!\n]", between)


def _wrong(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
    names = {one.speaker for one in pool if one.named}
    for one, name in _others(pool, names):
        yield _attributed(one.words, name, dice)


def _wrong_pronoun(pool: Pool, _: Document, __: random.Random) -> Iterator[str]:
    names = {one.speaker for one in pool if one.named and re.match(r"[A-Z]\S+ [A-Z]\S+$", one.speaker)}
    for one, name in _others(pool, names):
        yield f"Then {name} spoke. “{one.words.rstrip('.')},” he said."


def _others(pool: Pool, names: Iterable[str]) -> Iterator[tuple[Said, str]]:
    """Each stretch with everybody whom the gold gives neither it nor the same words elsewhere."""
    for one in pool:
        own = [other.speaker for other in pool if one.words in other.words]
        for name in sorted(names):
            if one.named and len(one.words.split()) > 3 and not any(_alike(name, other) for other in own):
                yield one, name


def _alike(name: str, other: str) -> bool:
    """Whether two mentions share a name, or the noun that they end in: one poster, the poster."""
    shared = set(_NAMED.findall(name)) & set(_NAMED.findall(other))
    return bool(shared) or name.lower().rpartition(" ")[2] == other.lower().rpartition(" ")[2]


def _second_hand(pool: Pool, document: Document, dice: random.Random) -> Iterator[str]:
    return _whole([one for one in pool if one.second_hand], document, dice)


def _opening(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
    for one in pool:
        match = re.search(r"\b(?:not|never|n[’']t (?:think|believe|say)(?: that)?)\s(?=\w+ \w+)", one.words)
        if one.named and match and not re.match(r"only|just", one.words[match.end() :]):
            yield _attributed(_SENTENCES.split(one.words[match.end() :])[0], one.speaker, dice)


def _ending(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
    for one in pool:
        match = re.search(r",? (?:but|unless|except|although|if)\b", one.words)
        if one.named and match and len(_SENTENCES.split(one.words[: match.start()])[-1].split()) > 3:
            yield _attributed(_SENTENCES.split(one.words[: match.start()])[-1], one.speaker, dice)


def _paraphrased(_: Pool, document: Document, dice: random.Random) -> Iterator[str]:
    marked = [match.span(1) for match in _STRETCH.finditer(document["text"])]
    for quote in document["quotes"]:
        if any(start <= quote["start"] < end for start, end in marked):
            continue  # said in these words, whether the gold counts the marks in or not
        words = document["text"][quote["start"] : quote["end"]].strip().rstrip(",.")
        speaker = quote["speaker_text"] or ""
        if document["text"][: quote["start"]].rstrip().endswith(":"):
            continue  # set apart as a block: the speaker's own words, without marks
        if not re.search(r"[“”\"\n]", words) and 5 < len(words.split()) < 40 and _NAMED.search(speaker):
            yield _attributed(_upper(words), speaker, dice)


KINDS: dict[str, tuple[str, Maker]] = {
    "whole": ("accept", _first_hand(_whole)),
    "one sentence": ("accept", _first_hand(_sentence)),
    "pronoun alone": ("accept", _first_hand(_pronoun)),
    "fragment": ("accept", _first_hand(_fragment)),
    "honest ellipsis": ("accept", _first_hand(_each(_honest_ellipsis))),
    "bracketed": ("accept", _first_hand(_each(_bracketed))),
    "typography": ("accept", _first_hand(_each(_typography))),
    "split by its tag": ("accept", _first_hand(_split)),
    "capital lowered": ("accept", _first_hand(_lowered)),
    "negation dropped": ("refuse", _each(_dropped)),
    "negation gained": ("refuse", _each(_gained)),
    "number changed": ("refuse", _each(_numbered)),
    "unit changed": ("refuse", _each(_united)),
    "word swapped": ("refuse", _each(_swapped)),
    "inflected": ("refuse", _each(_inflected)),
    "name swapped": ("refuse", _each(_renamed)),
    "words added": ("refuse", _each(_added)),
    "words left out": ("refuse", _each(_omitted)),
    "ellipsis hides not": ("refuse", _each(_hidden)),
    "spliced": ("refuse", _spliced),
    "spliced with …": ("refuse", lambda pool, doc, dice: _spliced(pool, doc, dice, " … ")),
    "two speakers": ("refuse", lambda pool, doc, dice: _spliced(pool, doc, dice, " … ", others=True)),
    "wrong speaker": ("refuse", _wrong),
    "wrong, pronoun": ("refuse", _wrong_pronoun),
    "paraphrase": ("refuse", _paraphrased),
    "second-hand": ("look", _second_hand),
    "opening cut": ("cut", _opening),
    "ending cut": ("cut", _ending),
}
