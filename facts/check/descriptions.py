"""What a text calls somebody: the words that describe a name, and who is described without one."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain, takewhile

from facts.check.parts import gender_of, name_parts
from facts.check.people import Person
from facts.check.titled import PARTISANS
from facts.check.utterances import Text
from facts.quotations import Mention, Span
from facts.quotations.cues import TAGGING, VERBS
from facts.quotations.names import role_of
from facts.quotations.words import BE, IRREGULAR_PAST, PREPOSITIONS, PRESENT_VERBS, RELATIVES, SOMEBODY

FILLERS = frozenset("a an the of for at in on to and his her its their one another who is was".split())
"""Words that tell nothing of whom they stand beside."""
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
"""A word of a description."""
_AROUND = 120
"""Code points on either side of a name in which its description stands."""
_OWNED = 40
"""Code points behind a name in which what it owns begins."""
_APPOSITION = re.compile(r",\s[^,.;:!?\n\"“”]{2,90}(?=[,.;\n\"“”])")
_SHARED = re.compile(r"\b(?P<title>Sens|Reps|Govs)\.\s[^.;:!?\n\"“”]*(?:,|\band|\bor)\s$")
"""A title that several names share: Sens. Ann Lee of Ohio and …."""
_SUFFIXES = ("hand", "man", "woman", "eer", "boy", "girl", "mate", "er", "or", "ist", "ian", "ant", "ee")
_BACK = 2_000
"""Code points before a stretch in which a quotation may begin whose speaker stands in it."""
_BREAKS = PREPOSITIONS | VERBS.keys() | IRREGULAR_PAST | PRESENT_VERBS
"""Words behind which no description of a name goes back."""
_SHORTEST = 4
_ALSO = frozenset(
    "founder trucker waitress waiter barber leader publisher bishop rabbi imam speaker delegate intern cook "
    "deacon trooper schoolteacher sophomore".split()
)
_ONE_OF_THEM = "colleague"
"""What somebody is who is only one of several: One of his aides; Another, a student."""
THINGS = frozenset(
    "number matter order letter paper water summer winter river tower power computer corner chapter "
    "center disorder disaster error factor motor sector mirror floor poster banner newspaper theater "
    "plant grant restaurant instant giant meter liter quarter shelter weather leather committee other "
    "another later never either rather after under over former latter further together whether ever "
    "counter answer offer dinner supper cover border harbor labor color honor favor humor rumor tumor "
    "flavor behavior odor minor major significant important constant covenant tenor coffee trustee "
    "degree guarantee fee list layer career series murder rubber silver timber cancer fever danger "
    "anger hunger finger shoulder server register parliamentarian humanitarian november december "
    "september october lawsuit manner interior exterior terror horror elevator generator reactor "
    "refrigerator tractor trailer container transfer helicopter freezer greater better earlier newer higher "
    "lower smaller larger longer shorter stronger weaker tougher harder softer closer older younger wider "
    "cheaper faster slower deeper sharper broader fuller clearer easier bigger".split()
)
"""Words that end like those for people, and are none."""
PEOPLE = (
    rf"(?:{'|'.join(sorted(SOMEBODY | PARTISANS | _ALSO))}|"
    rf"[a-z]{{2,}}(?:{'|'.join(_SUFFIXES)}))"
)
"""A word for somebody, in a pattern."""
_OWNER = r"(?-i:(?:[A-Z][\w-]*\s){0,3}[A-Z][\w-]*['’]s)"
_QUALIFIED = r"\s(?:(?:former|late|longtime|young|old|senior|top)\s)?(?:[\w-]+\s){0,3}?"
_SUBJECT = re.compile(
    r"(?:^|[.!?:;,]\s|\n|\b(?:when|as(?!\san?\b)|then|so|later|soon|finally|suddenly|but|and|after|before|while|"
    r"that|said|says|suggested|argued|claimed|noted|warned|added|wrote|believes?|thinks?|charged|complained)\s)"
    rf"\s*(?:an?|one|another|the|this|his|her|their|{_OWNER}){_QUALIFIED}(?P<role>(?-i:[a-z]+))\b(?!['’])",
    re.IGNORECASE,
)
"""Somebody who is described and does something: then the mayor rose."""
_PLACED = r"(?:In|At|On|Outside|Inside|Near)\s[^.;:“”\"\n,]{1,60},\s"
_OPENER = re.compile(
    rf"(?:^|[.!?][”\"]?\s|\n)\s*(?:(?:Then|But|And|Later|Outside|Nearby),?\s|{_PLACED})?"
    rf"(?:(?:An?|One|Another|His|Her|Their|Its|an?|one|another|his|her){_QUALIFIED}(?P<role>{PEOPLE})\b(?!['’]|,?\s[A-Z])|"
    rf"(?:One|Another)(?:,|\sof\s(?:them|(?:the|his|her|its)\s(?:[\w-]+\s)?{PEOPLE}s)\b,?)(?!,?\s[A-Z]))"
)
"""Somebody whom a sentence is about: A retired teacher was there; One of his aides was."""
_NEWCOMER = re.compile(r"\b(?:an?|another|one)\s(?:[a-z-]+\s){0,2}?(?P<role>[a-z]+)\b")
"""Somebody who comes in: … tells of a farmer."""


def description(text: Text, parts: tuple[str, ...]) -> frozenset[str]:
    """Return the words that describe a name wherever it stands: the chairman, Ann Lee; Ann Lee, a nurse."""
    if not parts:
        return frozenset()
    if parts[-1] not in text.descriptions:
        found = text.people.mentions(parts[-1], len(text.text))
        text.descriptions[parts[-1]] = frozenset[str]().union(*(described(text, one) for one in found))
    return text.descriptions[parts[-1]]


def belongings(text: Text, one: Person) -> list[str]:
    """Return the words, three at most, that begin what a name in the possessive owns: Lee's new record."""
    return re.findall(r"[\w-]+", text.text[one.end : one.end + _OWNED].lower())[:3]


def described(text: Text, one: Person) -> frozenset[str]:
    """Return the words that describe a name in one place."""
    start = max(0, one.start - _AROUND // 2)
    before = re.split(r"[.;:!?\n\"“”]\s", text.text[start : one.start])[-1]
    apposed = before.rstrip().endswith(",")
    found = described_by(before.rstrip(" ,").rsplit(",", 1)[-1] if apposed else _directly(before))
    apposition = _APPOSITION.match(text.text, one.end)
    behind = apposition.group() if apposition and not _is_tag(apposition.group()) else ""
    shared = _SHARED.search(text.text, text.sentence_start(one.start), one.start)
    several = frozenset((role_of(shared["title"].lower()),)) if shared else frozenset[str]()
    return found | described_by(text.text[one.start : one.end]) | described_by(behind) | several


def _is_tag(words: str) -> bool:
    """Whether words between commas are a clause: …, the aide said; …, the aide was blunt."""
    before = set(takewhile(lambda word: word not in RELATIVES, words.split()))
    return not (TAGGING.isdisjoint(before) and BE.isdisjoint(before))


def strangers(text: Text, span: Span, known: frozenset[str], wanted: str) -> Iterator[str]:
    """Yield who is described in a stretch of the writer's words, and may be meant by a pronoun behind it.

    Args:
        text: what they stand in.
        span: the stretch.
        known: the words that describe the one whom the pronoun seems to mean.
        wanted: the gender of the pronoun.
    """
    roles = set(map(role_of, known))
    for found in chain(text.find_own(_SUBJECT, span), text.find_own(_OPENER, span)):
        role = role_of((found["role"] or _ONE_OF_THEM).lower())
        gender = gender_of(role) or gender_of(found.group())  # her husband
        if _is_somebody(role) and role not in roles and gender in ("", wanted):
            yield role
    for mention in _unnamed(text, span):
        said = set(map(role_of, described_by(mention.text)))
        if any(map(_is_somebody, said)) and not said & roles and gender_of(mention.text) in ("", wanted):
            yield mention.text


def comes_in(text: Text, span: Span) -> bool:
    """Return whether somebody without a name comes into a stretch of the writer's words: a farmer."""
    found = text.find_own(_NEWCOMER, span)
    return any(_is_somebody(role_of(match["role"])) for match in found)


def _unnamed(text: Text, span: Span) -> Iterator[Mention]:
    """Those who are given the word in a stretch, and only described: says a doctor from Ohio."""
    at = bisect_left(text.quotations, span[0] - _BACK, key=lambda one: one.start)
    for quotation in text.quotations[at:]:
        if quotation.start >= span[1]:
            return
        mention = quotation.speaker
        if mention and span[0] <= mention.start < span[1] and not name_parts(mention.name or mention.text):
            yield mention


def _directly(before: str) -> str:
    """The words straight before a name, back to the first that cannot belong to it."""
    found: list[str] = []
    for word in reversed(before.split()):
        acts = not found and word.endswith("ed")  # a pastor sued Lee
        if word in _BREAKS or word.endswith(",") or acts:
            break
        found.append(word)
    return " ".join(found)


def _is_somebody(role: str) -> bool:
    return (
        role in SOMEBODY
        or role in _ALSO
        or (len(role) > _SHORTEST and role.endswith(_SUFFIXES) and role not in THINGS)
    )


def described_by(text: str) -> frozenset[str]:
    """Return the words of a description that say something, in lower case."""
    found = (match.group().lower().replace("’", "'") for match in WORD.finditer(text))
    return frozenset(word.removesuffix("'s") for word in found) - FILLERS
