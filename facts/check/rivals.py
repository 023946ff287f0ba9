"""Who else a mention may mean: the people and bodies named or described since the speaker was."""

import re

from facts.check.candidates import NOUN, may_be
from facts.check.descriptions import belongings, comes_in, described, described_by, description, strangers
from facts.check.holders import is_unnamed
from facts.check.newcomers import is_beside_new
from facts.check.parts import gender_of, is_place, name_parts
from facts.check.people import Person
from facts.check.utterances import Text
from facts.quotations import Mention
from facts.quotations.cues import SPEECH_NOUNS, VERBS
from facts.quotations.names import role_of
from facts.quotations.verbs import is_role
from facts.quotations.words import OCCASIONS, ROLES, SOMEBODY

_ABOUT = re.compile(r"\b(?:he|she)\b(?!\s(?:said|added|noted),)[^\n]*?[.!?][\"”’']?\s", re.IGNORECASE)
"""A sentence of the writer's about somebody whom it does not name, no tag: Besides, he said, ….."""
_OPENS = re.compile(r"(?:(?:But|And|Yet|Still|So|The)[, ]\s?)?")
"""What may stand before the name that a sentence is about."""
_ASIDE = re.compile(r",\s(?:who|an?|the|whose|one)\s[^.;:!?\n\"“”]*")
"""What opens the description of a name, up to another that stands in it."""
_CLOSES = re.compile(r"[^.;:!?\n\"“”,]*,\s[a-z]")
"""How a description goes on to its end, behind a name in it."""
_PRONOUN_OPENS = re.compile(
    r"(?:(?:But|And|Yet|Still|So|Then)\s|(?!(?:As|After|Before|When|While|Since|If|Until|Once|Because)\b)[A-Z][^,.;:“”\"\n]*,\s)?"
    r"(?P<who>[Hh]e|[Ss]he)\s(?!and\b)"
)
"""He said that Smith …; In the debate, he told Smith …."""
_BESIDE = re.compile(r"\b(?:he|she)\sand\s$", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:after|before|since|until)\s$")
_WHERE = re.compile(r"(?:\s(?:at|in|on|during)\s[^.;:,\n]*)?[.]")
_BEFORE = 10
"""Code points before a name that tell that it only says when."""
_ADDS = re.compile(
    r"\s(?:also\s|then\s|later\s)?(?:added|adds|continued|continues|went\son|goes\son|concluded)\b"
)
_SAYING = SPEECH_NOUNS | OCCASIONS | VERBS.keys() | frozenset(("criticism", "accusations", "response"))
_CALLED = ROLES | SOMEBODY
_SOMEWHERE = re.compile(r"\s(?:of|from)\s(?:an?|another|nearby)\b")
"""The mayor of a nearby town."""
_OF_HIS = re.compile(r"\s(?:is|was|has been|had been|became)\s(?:not\s)?(?P<who>his|her)\s[\w-]+\b(?!['’])")
"""Lee has been her hero: there is another "she"."""
_FULL = 2
"""Words of a full name, at least."""
_WORKS = OCCASIONS | frozenset(
    "book biography memoir film impression portrait profile essay column account version novel".split()
)
"""What somebody makes about another."""
_APART = frozenset(
    "old former ex previous next new other outgoing incoming acting deputy vice freshman retiring second "
    "third last female lone rookie tempore emerita emeritus".split()
)
"""Words that make a description another's: the old mayor is not the mayor."""
_ADJUNCT = re.compile(r"(?:[^;:“”\"\n]*,\s)?(?:(?:But|And|Yet|Still|So)\s)?(?:[A-Z][\w.]*\s)*")
"""What stands before the subject of a sentence: an adjunct up to a comma, a title."""
_SUBORDINATE = re.compile(r"\b(?:that|whether|if|because|how|why|what|asked by)\b")
_JOINT = re.compile(
    r"[;:“”\"\n]|,\s(?:[A-Z][\w.]*\s)*$|\b(?:and|but|while|as|when|who|which|before|after|until|once)\s"
)
_BRINGS = re.compile(
    r"\b(?:introduc|present|nominat|appoint|pick|chose|hir|nam|tapp|invit|interview|question|grill|ask|press|heard|"
    r"hear|listen|quot|cit|play|welcom|recruit|join|met|meet|debat|fac|honor|invok|mourn)(?:ed|es|e|s|ing|en)?\b"
    r"|\b(?:with|from|by|lost to)\s(?:[A-Z][\w.]*\s)*$"
)
"""What is done with somebody who has the next word: Lee introduced Kim, asked, met, was joined by her."""
_STOP = 2
"""Code points of the stop before a sentence, which shows a description to open it."""
_REACH = 8
"""Code points before a name in which a pronoun beside it stands."""


def is_alone(text: Text, mention: Mention, parts: tuple[str, ...]) -> bool:
    """Return whether nobody else can be meant: no rival in the sentence that names them last, nor behind."""
    named = text.people.mentions(parts[-1], mention.start)
    last = next((one for one in named if not text.in_marks(one.start)), None)
    if last is None:
        return False
    if last.body:
        return _is_only_body(text, mention, last)
    wanted = gender_of(mention.text)
    if wanted and _is_about_other(text, last, wanted):
        return False
    if wanted and last.owns and _is_beside_other(text, last, mention):
        return False
    near = text.people.between(text.sentence_start(last.start), mention.start)
    named = (one for one in near if not (text.in_marks(one.start) or is_aside(text, parts, one)))
    passed = (one for one in named if one.end > last.start or not (one.owns or one.acts))
    makers = (one for one in near if one.owns and one.end <= last.start and _is_maker(text, one))
    others = [*passed, *makers]
    passing = (_is_landmark, _is_owner_of_thing)
    rivals = [
        one
        for one in others
        if may_be(text, one, parts, wanted) and not any(is_one(text, last, one) for is_one in passing)
    ]
    if rivals and not (wanted and all(_is_below(text, last, one, mention) for one in rivals)):
        return False
    asked = _CALLED.intersection(map(role_of, described_by(mention.text)))
    since = (last.end, mention.start)
    if asked and (_is_another(text, mention, asked, last, parts) or is_unnamed(text, asked, since)):
        return False
    if not wanted:
        return True
    if is_beside_new(text, last, mention.start, description(text, parts), wanted):
        return False
    if _spoke_before(text, last, mention, parts, wanted) or _spoke_since(text, last, mention, wanted):
        return False
    start = max(0, text.sentence_start(last.start) - _STOP)
    unnamed = strangers(text, (start, mention.start), description(text, parts), wanted)
    return not any(unnamed) and not shifts(text, last.end, mention, parts)


def _is_beside_other(text: Text, last: Person, mention: Mention) -> bool:
    """Whether "he" may be whom an owner comes in with: Lee's book tells of a farmer; Lee's chief of staff."""
    own = any(is_role(word) for word in belongings(text, last)[:_FULL])
    return own or comes_in(text, (last.end, mention.start))


def _is_about_other(text: Text, last: Person, wanted: str) -> bool:
    """Whether the sentence that names somebody last has another "he": he says that Smith is his hero."""
    opening = _PRONOUN_OPENS.match(text.text, text.sentence_start(last.start), last.start)
    found = opening or _OF_HIS.match(text.text, last.end)
    return found is not None and gender_of(found["who"]) == wanted


def _is_another(
    text: Text, mention: Mention, asked: frozenset[str], last: Person, parts: tuple[str, ...]
) -> bool:
    """Whether a description may be that of somebody else without a name: Erie's mayor; the old mayor."""
    if (described_by(mention.text) & _APART) - description(text, parts) or _SOMEWHERE.search(mention.text):
        return True
    nouns = "|".join(map(re.escape, asked))
    owned = rf"['’]s\s(?:[\w-]+\s)?(?:{nouns})\b(?!,?\s[A-Z])"
    other = re.compile(rf"{owned}|\bthe\s(?:{nouns})\s(?:of|from)\b")
    return any(text.find_own(other, (last.end, mention.start)))


def is_aside(text: Text, parts: tuple[str, ...], one: Person) -> bool:
    """Return whether somebody is named in passing only, after the one with these parts.

    In what describes the subject (Smith, who served under Jones, said), or beside the pronoun that means
    the other (where he and Jones grew up).
    """
    if _BESIDE.search(text.text, max(0, one.start - _REACH), one.start):
        return True
    last = next(text.people.mentions(parts[-1], one.start), None) if parts else None
    if last is None or not _OPENS.fullmatch(text.text, text.sentence_start(last.start), last.start):
        return False
    return bool(_ASIDE.fullmatch(text.text, last.end, one.start)) and bool(_CLOSES.match(text.text, one.end))


def _is_landmark(text: Text, last: Person, one: Person) -> bool:
    """Whether a name, whose gender is not told, only says when: Ms. Lee spoke right after Kim. She said ….

    The one whom the pronoun means opens that sentence, and her own gender is told.
    """
    start = text.sentence_start(last.start)
    same = text.sentence_start(one.start) == start and start <= last.start < one.start
    when = _WHEN.search(text.text, max(last.end, one.start - _BEFORE), one.start)
    known = bool(text.people.gender(last)) and not text.people.gender(one)
    opens = not re.search(r"[,;:]|\b(?:that|as|when|but|and)\b", text.text[start : last.start])
    return known and same and opens and when is not None and bool(_WHERE.match(text.text, one.end))


def _is_maker(text: Text, one: Person) -> bool:
    """Whether somebody owns what they say or make: Lee's book about Kim."""
    return not _WORKS.isdisjoint(belongings(text, one))


def _is_owner_of_thing(text: Text, last: Person, one: Person) -> bool:
    """Whether a name only says whose a thing is that the one who opens the sentence has to do with.

    Lee shrugged off Kim's impact. She said ….: the impact says nothing, and nobody is somebody's impact.
    """
    start = text.sentence_start(last.start)
    if not one.owns or start != text.sentence_start(one.start) or one.start < last.end:
        return False
    before = text.people.between(start, last.start)
    opens = all(other.owns for other in before) and not re.search(r"[;:“\"]", text.text[start : last.start])
    return opens and not any(
        word in _SAYING or is_role(word.removesuffix("s")) for word in belongings(text, one)
    )


def _spoke_before(text: Text, last: Person, mention: Mention, parts: tuple[str, ...], wanted: str) -> bool:
    """Whether somebody else has had the word in the sentence before the one named last, and may go on.

    “…,” says Lee. Kim stood for something new. ¶ “…,” she says.
    """
    opening = text.text.rfind("\n", 0, last.start) + 1
    if "\n" not in text.text[last.end : mention.start]:
        return False
    if _ADDS.match(text.text, mention.end) and _is_another_voice(text, last, mention, parts):
        return True
    heard = [one.speaker for one in text.quotations if opening <= one.start < last.start and one.speaker]
    latest = heard[-1] if heard else None
    start = text.sentence_start(last.start)
    if latest is None or not _adjoin(text, text.sentence_start(latest.start), start):
        return False
    return _may_mean(text, latest, parts, wanted)


def _is_another_voice(text: Text, last: Person, mention: Mention, parts: tuple[str, ...]) -> bool:
    """Whether somebody else than the one named last had the word before: who may be the one to go on."""
    heard = [one.speaker for one in text.quotations if one.speaker and one.speaker.start < mention.start]
    latest = heard[-1] if heard else None
    does = NOUN.match(text.text, last.end)
    if latest is None or latest.start > last.start or (does and does["noun"] in VERBS):
        return False
    return _may_mean(text, latest, parts, gender_of(mention.text))


def _may_mean(text: Text, mention: Mention, parts: tuple[str, ...], wanted: str) -> bool:
    """Whether a pronoun of a gender may mean whom a mention names, and not the one with these parts."""
    named = text.people.between(mention.start, mention.end)
    return any(may_be(text, one, parts, wanted) for one in named)


def _spoke_since(text: Text, last: Person, mention: Mention, wanted: str) -> bool:
    """Whether somebody else, whatever the name seems to be, has had the word since.

    In an earlier paragraph that is one of whom the text has a last name only: Lee insists that ….
    """
    heard = (one.speaker for one in text.quotations if one.speaker is not None)
    since = [one for one in heard if last.end <= one.start < mention.start]
    other = since[-1] if since and since[-1].name != mention.name else None
    if other is None or gender_of(other.text) not in ("", wanted):
        return False
    parts = name_parts(other.name or "")
    return len(parts) == 1 or (bool(parts) and "\n" not in text.text[other.end : mention.start])


def _is_below(text: Text, last: Person, one: Person, mention: Mention) -> bool:
    """Whether a name stands only in a clause below the one who opens the sentence just before a pronoun's.

    Lee answered worries that Kim could lose. “…,” she said: of the two it means the one whom the sentence is
    about.
    """
    start = text.sentence_start(last.start)
    behind = text.sentence_start(mention.start)
    quoted = next((one.start for one in text.quotations if one.start <= mention.start <= one.end), behind)
    if (
        one.start < last.end
        or not start <= one.start < behind
        or not _adjoin(text, start, min(behind, quoted))
    ):
        return False
    opens = _ADJUNCT.fullmatch(text.text, start, last.start) is not None
    apposed = one.owns and text.text[last.end : one.start] == ", "  # Lee, Kim's aide, …
    below = _SUBORDINATE.search(text.text, last.end, one.start) is not None
    return opens and (apposed or below or _is_object(text, last, one))


def _is_object(text: Text, last: Person, one: Person) -> bool:
    """Whether a name only says to whom something is done, and not who is brought in to speak.

    Lee praised Kim. “…,” she said; and not: Lee introduced Kim.
    """
    between = text.text[last.end : one.start]
    said = one.owns and not _SAYING.isdisjoint(belongings(text, one))
    fits = text.people.gender(one) and not text.people.gender(last)  # Pat praised Ann. “…,” she said
    apart = last.owns or one.acts or said or fits or _JOINT.search(between)
    return not apart and _BRINGS.search(between) is None


def _adjoin(text: Text, start: int, behind: int) -> bool:
    """Whether the sentence that starts at one offset ends where the other begins."""
    before = text.index_at(behind) - 1
    return before >= 0 and text.sentence_start(text.words[before].start) == start


def is_only_holder(text: Text, mention: Mention, parts: tuple[str, ...]) -> bool:
    """Return whether "the governor" can be one only: nobody else in the text is called so."""
    asked = frozenset(map(role_of, described_by(mention.text)))
    if not asked or not asked <= ROLES:
        return False
    last = next(text.people.mentions(parts[-1], mention.start), None)
    if (
        last is None
        or _is_another(text, mention, asked, last, parts)
        or is_unnamed(text, asked, (0, mention.start))
    ):
        return False
    called = (one for one in text.people.between(0, len(text.text)) if not one.body)
    holders = {one.parts[-1] for one in called if asked <= set(map(role_of, described(text, one)))}
    return holders == {parts[-1]}


def _is_only_body(text: Text, mention: Mention, last: Person) -> bool:
    """Whether no other body can be meant by "the company": one of its kind, or, where no name tells, any."""
    head = mention.text.lower().rpartition(" ")[2]
    paragraph = text.text.rfind("\n", 0, last.start) + 1
    near = [one for one in text.people.between(paragraph, mention.start) if not text.in_marks(one.start)]
    own = set(last.parts)
    others = [one for one in near if not (set(one.parts) <= own or own <= set(one.parts))]
    if head in last.parts:
        return not any(head in one.parts for one in others)
    return all(one.titled or one.gender or is_place(one.parts) for one in others)


def shifts(text: Text, start: int, mention: Mention, parts: tuple[str, ...]) -> bool:
    """Return whether a new paragraph may be about somebody else than the one named last.

    It may where its own words about "she" stand before hers, unless nobody is named more often.
    """
    opening = text.text.rfind("\n", 0, mention.start) + 1
    if opening <= start or not _ABOUT.search(text.text, *_own_words(text, opening, mention.start)):
        return False
    return text.people.most_named(gender_of(mention.text)) != parts[-1]


def _own_words(text: Text, start: int, end: int) -> tuple[int, int]:
    """The first words between two offsets that stand outside quotation marks."""
    return next(text.own((start, end)), (end, end))
