"""Drafts that quote an article wrongly: altered, joined, given to others, cut, or in marks that are none."""

import random
import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from benchmarks.said import NAMED, STRETCH, Document, Pool, Said
from benchmarks.wording import SENTENCES, Maker, attributed, each, upper
from facts.quotations.words import GIVEN

_NEGATION = re.compile(r"\b(?:not|never|no|without|cannot)\b|\b\w+n[’']t\b", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|will|would|can|could|should|has|have|had|must|may|do|does)\b")
_FULL = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]+)\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TAG = 160
"""Code points of a tag between two stretches, at most."""
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


# --- altered


def _dropped(one: Said, _: random.Random) -> str | None:
    match = _NEGATION.search(one.words)
    if not match:
        return None
    found = match.group()
    kept = found[:-3] if found.endswith(("n't", "n’t")) else ""
    made = re.sub(r"\s+", " ", one.words[: match.start()] + kept + one.words[match.end() :]).strip()
    return None if made[:1] in ("", ".") else made  # “No.” is a sentence, and the rest a quotation


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
    if re.search(r"\.\s?\.|…", one.words):
        return None
    at = dice.randrange(1, len(words) - 2)
    if words[at][0] == "[":
        return None  # the source's own may be left out
    del words[at : at + dice.randrange(1, 3)]
    made = " ".join(words)
    return made if made.rstrip(".") not in one.words else None  # I know I am: what is left is a fragment


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
            first, last = SENTENCES.split(one.words)[0], SENTENCES.split(other.words)[0]
            honest = mark.strip() and same and _in_one_speech(one, other, text)
            wholes = [text, *_whole_quotes(pool)]
            stands = any(f"{first}{mark}{last}".rstrip(".") in whole for whole in wholes)
            in_order = any(-1 < said.find(first) < said.find(last) for said in wholes[1:])
            said = all(any(map(str.isalpha, part)) for part in (first, last))  # and no “. . .”
            if said and not (honest or stands or in_order):
                yield attributed(f"{first}{mark}{last}", one.speaker, dice)


def _whole_quotes(pool: Pool) -> list[str]:
    """The words of each gold quote, its stretches one behind the other."""
    return [
        " ".join(one.words for one in pool if one.quote == quote) for quote in {one.quote for one in pool}
    ]


def _in_one_breath(one: Said, other: Said, text: str) -> bool:
    """Whether nothing but a tag within the sentence stands between two stretches: “…,” she said, “…”."""
    between = text[one.span[1] + 1 : other.span[0] - 1]
    return one.words[-1] not in ".?!" and not re.search(r"[.?!\n]", between)


def _in_one_speech(one: Said, other: Said, text: str) -> bool:
    """Whether only a tag stands between two stretches, so that an ellipsis tells all that is left out."""
    between = text[one.span[1] : other.span[0]]
    return "\n" not in between and len(between) < _TAG


def _wrong(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
    names = {one.speaker for one in pool if one.named}
    for one, name in _others(pool, names):
        yield attributed(one.words, name, dice)


def _wrong_pronoun(pool: Pool, _: Document, __: random.Random) -> Iterator[str]:
    names = {one.speaker for one in pool if one.named and re.match(r"[A-Z]\S+ [A-Z]\S+$", one.speaker)}
    for one, name in _others(pool, names):
        yield f"Then {name} spoke. “{one.words.rstrip('.')},” he said."


def _bystander(pool: Pool, document: Document, dice: random.Random) -> Iterator[str]:
    """The words given to whom the article only names: kin, opponents, the dead."""
    found = (f"{match[1]} {match[2]}" for match in _FULL.finditer(document["text"]))
    names = {name for name in found if name.split()[0].lower() in GIVEN}
    for one, name in _others(pool, names - {one.speaker for one in pool}):
        yield attributed(one.words, name, dice)


def _others(pool: Pool, names: Iterable[str]) -> Iterator[tuple[Said, str]]:
    """Each stretch with everybody whom the gold gives neither it nor the same words elsewhere."""
    for one in pool:
        own = [other.speaker for other in pool if one.words.strip(".,?!") in other.words]
        for name in sorted(names):
            if one.named and len(one.words.split()) > 3 and not any(_alike(name, other) for other in own):
                yield one, name


def _alike(name: str, other: str) -> bool:
    """Whether two mentions share a name, or the noun that they end in: one poster, the poster."""
    shared = set(NAMED.findall(name)) & set(NAMED.findall(other))
    return bool(shared) or name.lower().rpartition(" ")[2] == other.lower().rpartition(" ")[2]


def _opening(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
    for one in pool:
        match = re.search(r"\b(?:not|never|n[’']t (?:think|believe|say)(?: that)?)\s(?=\w+ \w+)", one.words)
        if one.named and match and not re.match(r"only|just", one.words[match.end() :]):
            cut = SENTENCES.split(one.words[match.end() :])[0]
            own = " ".join(other.words for other in pool if other.speaker == one.speaker).lower()
            if own.count(cut.rstrip(".").lower()) == 1:  # else it stands somewhere without what is cut
                yield attributed(cut, one.speaker, dice)


def _ending(pool: Pool, _: Document, dice: random.Random) -> Iterator[str]:
    for one in pool:
        match = re.search(r",? (?:but|unless|except|although|if)\b", one.words)
        if one.named and match and len(SENTENCES.split(one.words[: match.start()])[-1].split()) > 3:
            yield attributed(SENTENCES.split(one.words[: match.start()])[-1], one.speaker, dice)


def _paraphrased(_: Pool, document: Document, dice: random.Random) -> Iterator[str]:
    marked = [match.span(1) for match in STRETCH.finditer(document["text"])]
    quoted = "\n".join(document["text"][slice(*span)] for span in marked)
    for quote in document["quotes"]:
        if any(start <= quote["start"] < end for start, end in marked):
            continue  # said in these words, whether the gold counts the marks in or not
        words = document["text"][quote["start"] : quote["end"]].strip().rstrip(",.")
        speaker = quote["speaker_text"] or ""
        if document["text"][: quote["start"]].rstrip().endswith(":"):
            continue  # set apart as a block: the speaker's own words, without marks
        if words in quoted:
            continue  # reported in the words of a quotation
        if not re.search(r"[“”\"\n]", words) and 5 < len(words.split()) < 40 and NAMED.search(speaker):
            yield attributed(upper(words), speaker, dice)


FALSE: dict[str, tuple[str, Maker]] = {
    "negation dropped": ("refuse", each(_dropped)),
    "negation gained": ("refuse", each(_gained)),
    "number changed": ("refuse", each(_numbered)),
    "unit changed": ("refuse", each(_united)),
    "word swapped": ("refuse", each(_swapped)),
    "inflected": ("refuse", each(_inflected)),
    "name swapped": ("refuse", each(_renamed)),
    "words added": ("refuse", each(_added)),
    "words left out": ("refuse", each(_omitted)),
    "ellipsis hides not": ("refuse", each(_hidden)),
    "spliced": ("refuse", _spliced),
    "spliced with …": ("refuse", lambda pool, doc, dice: _spliced(pool, doc, dice, " … ")),
    "two speakers": ("refuse", lambda pool, doc, dice: _spliced(pool, doc, dice, " … ", others=True)),
    "wrong speaker": ("refuse", _wrong),
    "wrong, pronoun": ("refuse", _wrong_pronoun),
    "wrong, bystander": ("refuse", _bystander),
    "paraphrase": ("refuse", _paraphrased),
    "opening cut": ("cut", _opening),
    "ending cut": ("cut", _ending),
}
