"""Whether what stands behind words, or behind their tag, takes them from whom the tag seems to name.

“…,” Smith said Jones told him; “…,” he told Smith; “…,” Smith said, quoting Jones; “…” So said Jones. The
lists are ours, and err towards doubt, which costs a look.
"""

import re

from facts.check.descriptions import described, described_by
from facts.check.parts import gender_of, name_parts
from facts.check.patterns import REACH, any_of
from facts.check.utterances import Text, Utterance
from facts.quotations import Span
from facts.quotations.cues import BASE_FORMS, PARTICIPLES, VERBS, Grammar
from facts.quotations.words import ROLES, TIMES

_SPOKE = {word for word, grammar in VERBS.items() if grammar is not Grammar.NAME} - BASE_FORMS - PARTICIPLES
_TELLS = any_of(" ".join(sorted({*_SPOKE, *"tell say spoke chanted sang".split()})))
_CLOSED = r"[”\"’']?"
_WITHIN = r"[^.;:“”\"\n]*?"
_HEARER = any_of("senators reporters me us him her lawmakers police voters")
_MANY = any_of("voters people friends marchers reporters officials aides supporters critics")
_WHO = (
    r"(?:(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|[A-Z])\. |[A-Z][\w’'-]+ ){1,4}|(?P<who>he|she) |they |one |"
    rf"(?:the|an?|his|her|their|some|many) (?:[\w’'-]+ ){{1,3}}?|{_MANY} )"
)
_TOLD = re.compile(
    rf" (?:{_HEARER} )?(?:that )?{_WHO}"
    rf"(?:(?:{any_of('had has have would once often always then')} ){{0,2}}(?:{_TELLS})\b|"
    rf"{any_of('saying telling asking shouting whispering demanding chanting')}\b|"
    rf"(?P<passive>{any_of('was is')} {any_of('told asked warned')})\b)"
)
"""“…,” Smith said Jones told him; recalled Jones saying; said he was told."""
_HEARD = re.compile(
    r" (?:(?:being|hearing) (?:told|asked|warned|from)\b|\w+ as saying\b|"
    r"(?:them|him|her|people|voters) say\b|(?:of )?[A-Z][\w’'-]*['’]s (?:[\w-]+ )?"
    + any_of("words question answer reply message line advice")
    + r"\b)"
)
"""“…,” Smith recalled being told; hears them say; recalled of Jones's first words."""
_QUOTES = re.compile(
    r",\s(?:"
    + any_of("quoting reciting reading_from reading_aloud channeling imitating mimicking")
    + rf"\b|{any_of('recalling remembering repeating')}\s"
    r"(?:what\b|(?:[A-Z][\w.’'-]*|the\s[a-z]+)['’]s?\s(?:[\w-]+\s)?words\b)|"
    rf"{any_of('was were is')}\s(?:what|how|[A-Z]|his\s|her\s|the\s[\w-]+['’]s\s|the\s(?:[\w-]+\s)?"
    + any_of("cry chant motto message answer reply")
    + r"))"
)
"""“…,” Smith said, quoting Jones; “…,” Smith said, was what Jones told him."""
_PLAYED = any_of("movie film play sketch skit novel musical cartoon")
_FEIGNED = re.compile(
    rf"{_WITHIN}\b(?:{any_of('fake doctored AI-generated deepfake fabricated spoof made_up_by')}\b|"
    rf"in\s(?:the|an?|one)\s(?:[\w-]+\s)?{any_of('parody satire')}\b|in\sthe\s{_PLAYED}\b)"
)
"""“…,” Smith says in the fake clip; in the movie."""
_SAYS_SO = re.compile(
    rf"{_CLOSED}\s+(?:So\s{any_of('said says goes went ran reads read wrote')}\b|"
    rf"Those\swere\sthe\swords\sof\b|"
    rf"(?:That|This|It)\swas\s(?:how|what|the\s{any_of('view word message verdict cry chant line')})\b)"
)
"""“…” So said Jones; that was the view of his rivals."""
_OTHERS_LINE = re.compile(
    rf"[”\"’'],?\s(?:(?:was|is)\s(?:the|his|her)\s{_WITHIN}\b"
    + any_of("line answer reply response chant cry slogan motto message verdict")
    + rf"\b|{any_of('came went ran goes')}\s(?:the|an?|his|her)\b)"
)
"""“…,” came the answer; “…” was the camp's line."""
_RATED = re.compile(
    rf"{_CLOSED}\s+(?:(?:{any_of('Rating Our_ruling Verdict ASSESSMENT Assessment')}|AP['’]S\sASSESSMENT):\s|"
    rf"But\s(?:the|that)\s[\w-]+\s(?:is|was)\s{any_of('fake fabricated false doctored')}|Those\swere\snot\b)"
)
"""“…” Rating: False."""
_PUT_SO = re.compile(
    rf"{_CLOSED},?{_CLOSED}\s(?:[—–-]+\s)?(?:as\s(?P<one>[A-Z][\w’'-]*)\s"
    rf"{any_of('put puts calls called said says described')}\b|"
    r"in\s(?P<two>[A-Z][\w-]*)['’]s\swords|in\sthe\swords\sof\s(?P<three>[A-Z][\w-]*)|"
    rf"a\s{any_of('phrase line term slogan')}\s(?:the\s|he\s|she\s|[A-Z]))"
)
"""“…,” as Jones put it; “…,” in Jones's words."""
_TOLD_ROLE = re.compile(
    rf"\s(?:{any_of('of to about')}\s)?{any_of('the his her')}\s(?P<words>(?:[\w-]+\s){{0,2}}[\w-]+)"
)
"""“…,” he told the vice president."""
_REST = re.compile(r"(?:[^.;:!?“”\"\n]|(?<=Mr|Ms|Dr)\.|(?<=Mrs|Sen|Rep|Gov)\.)*")
"""The rest of a tag's sentence."""


def is_taken_behind(text: Text, span: Span, utterance: Utterance, parts: tuple[str, ...]) -> bool:
    """Return whether words are another's than whom the mention beside them seems to mean.

    Args:
        text: what they stand in.
        span: where the speaker is mentioned.
        utterance: the words.
        parts: the speaker's name.
    """
    cue, end = utterance.quotation.cue if utterance.quotation else None, utterance.end
    if _RATED.match(text.text, end):
        return True
    if _is_put_so(text, end, parts):
        return True
    if cue is None:
        return any(one.match(text.text, end) for one in (_SAYS_SO, _OTHERS_LINE))
    if cue[0] < end:
        return False
    tag = max(span[1], cue[1])
    taken = any(one.match(text.text, tag, tag + 2 * REACH) for one in (_HEARD, _QUOTES, _FEIGNED))
    return taken or _is_told_on(text, span, tag) or _is_himself(text, span, tag, utterance, parts)


def _is_put_so(text: Text, end: int, parts: tuple[str, ...]) -> bool:
    """Whether words are said to be somebody else's: Smith said the plan, “…,” as Jones put it, was dead."""
    found = _PUT_SO.match(text.text, end)
    if found is None:
        return False
    name = next((word for word in found.groups() if word), "").lower()
    return name not in parts and name not in TIMES


def _is_told_on(text: Text, span: Span, tag: int) -> bool:
    """Whether the one in a tag only tells what somebody else said: …, Smith said Jones told him."""
    found = _TOLD.match(text.text, tag, tag + 2 * REACH)
    if found is None or found.group().split()[0].lower() in TIMES:
        return False
    return not found["who"] or bool(found["passive"]) or _is_another(text, span, found["who"])


def _is_another(text: Text, span: Span, who: str) -> bool:
    """Whether "she" in a clause of "he" is somebody else."""
    mention = gender_of(text.text[slice(*span)])
    return bool(mention) and mention != gender_of(who)


def _is_himself(text: Text, span: Span, tag: int, utterance: Utterance, parts: tuple[str, ...]) -> bool:
    """Whether "he" names in his own sentence, or his own words, the one whom he seems to be.

    “…,” he told Smith; “…,” he said as Smith looked on; “Smith is the best,” he said. A name does not mean
    the subject of its own clause (Principle C of Chomsky's binding theory); that people speak of themselves
    by name is rare enough to be looked at.
    """
    said = text.text[slice(*span)]
    if not parts or parts[-1] in name_parts(said):
        return False
    told = _TOLD_ROLE.match(text.text, tag)
    roles = described_by(told["words"]) & ROLES if told else frozenset[str]()
    last = next(text.people.mentions(parts[-1], span[0]), None) if roles else None
    if last is not None and said.lower() in ("he", "she") and roles & described(text, last):
        return True
    rest = _REST.match(text.text, tag)
    spans = ((tag, rest.end() if rest else tag), *utterance.spans)
    named = (one for a, b in spans for one in text.people.between(a, b))
    return any(one.parts[-1] == parts[-1] and not (one.owns or one.body) for one in named)
