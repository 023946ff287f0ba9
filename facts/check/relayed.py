"""Whether the words beside a speaker are those of others: what he read, was told, cites, mocks or repeats.

Whoever is named is told elsewhere (`handing`); here stand signs, songs, reports and people without a
name. The lists are ours, and err towards doubt, which costs a look.
"""

import re

from facts.check.objects import is_led_to, is_object, tells_of
from facts.check.patterns import FAR, HIS, LED, REACH, WITHIN, any_of
from facts.check.utterances import Text, Utterance
from facts.quotations import Span
from facts.quotations.cues import BASE_FORMS, CALLING, PARTICIPLES, VERBS, Grammar, forms

_SHOWN = re.compile(
    r"\b"
    + any_of(
        "reads? reading points? pointed pointing held holds holding displayed showed wore wears "
        "wearing carried brandished unveiled received got heard overheard thought borrowed paraphrased"
    )
    + r"\s(?!back\b)[^.“”\"\n]*[:,]\s"
)
"""Smith pointed to a banner: “…”"""
_LINES = any_of(
    "advice lines? mottos? phrases? slogans? words sayings? dictum mantra warnings? maxim rules? verses? "
    "creed quotes? quips? jokes? adage lyrics? views? stance mood sentiments? reactions? answers? verdicts?"
)
_LINE_OF = re.compile(
    rf"\b(?:{HIS}\s(?:[\w-]+\s){{0,2}}[a-z][\w-]*['’]s?\s(?:[\w-]+\s){{0,2}}{_LINES}|{_LINES}\sof\s{HIS})\b{LED}"
)
"""His father's advice, the treaty's line that “…”, the words of his coach."""
_TOLD_OF = re.compile(
    r"\b"
    + any_of(
        "reports? story stories articles? columns? books? letters? e-?mails? tapes? videos? "
        "recordings? transcripts? documents? polls? study studies surveys? ads? commercials? signs? "
        "banners?"
    )
    + r"\s(?:that\s|which\s)?"
    + any_of(
        "detailing describing saying calling showing alleging suggesting claiming reporting quoting "
        "says said calls called shows showed finding finds found concluding concludes concluded"
    )
    + r"\b[^.;:\n]*$"
)
"""Smith threatened the paper after it published a report detailing the plan to “…”."""
_CITED_OF = re.compile(
    rf"\b{any_of('citing quoting invoking echoing borrowing recalling repeating referencing reciting')}\s"
    r"(?:[A-Z][\w.-]*\s){0,3}[A-Z][\w.-]*['’]s?\s(?:[\w-]+\s){0,3}$"
)
"""Smith added, citing Jones's “…” line."""
_WORDS_OF = re.compile(
    r"[^.;:“”\"\n]*?\s(?:(?!his|her|their)\w+\s)?(?:[\w-]+\s)?"
    + any_of(
        "notions? ideas? claims? suggestions? slogans? jokes? proverbs? sayings? lines? mottos? mantras? "
        "rumou?rs? theory theories calls? promises? pledges? demands? accusations? allegations? charges? "
        "arguments? criticisms? phrases? headlines? poems? songs? lyrics? scripture"
    )
    + r"(?:\s(?:that|of|for|about|to)\b[^:;—–“”\"\n]*|:?\s)$"
)
"""Smith mocked the notion that the plan is “…”."""
_COINED = re.compile(
    rf"\b{any_of('popularized coined uttered voiced famous written sung borrowed attributed inspired')}\s"
    r"(?:by|to|from)\s(?=[A-Z])"
)
"""Smith proved the axiom coined by Jones: “…”."""
_WHAT = re.compile(r"\b(?:what\s(?:[A-Z][\w.-]*\s)+[a-z]+|from\s(?:[A-Z][\w.-]*\s?)+):\s")
"""Smith wants what Jones wants: “…”; Smith won praise from Jones: “…”."""
_MADE_TO = re.compile(
    r"\b"
    + any_of("dare challeng invit urg ask told want got forc press led prompt allow encourag begg order")
    + rf"\w*\s{WITHIN}\sto\s{any_of('call say tell describe admit declare repeat')}\b{LED}"
)
"""Smith dared Jones to call him “…”."""
_GIVEN_TO = re.compile(
    rf"\b{any_of('was were been being is are gets? got')}\s(?:\w+ly\s)?"
    + any_of("told asked informed warned advised reminded shown sent given handed called accused")
    + r"\b"
)
"""Smith was told: “…”."""
_GIVEN_BACK = re.compile(
    rf"\b{any_of('was were been being is are')}\s(?:\w+ly\s)?"
    + any_of("called described dubbed labell?ed branded")
    + rf"\b{LED}|\b{any_of('headlined titled entitled')}\s$|\bwho\s(?:\w+\s){{0,2}}"
    + any_of("said says called calls told tells wrote writes described describes cried shouted yelled asked")
    + rf"\b{LED}"
)
"""Smith complained that he had been called “…”; noted that it was the mayor who said “…”."""
_SIGN = any_of("sign banner poster placard headline caption shirt plaque sticker")
_SAYS_SO = re.compile(
    rf"\b(?:{_SIGN}|"
    + any_of("note letter e-?mail law constitution bible koran quran report contract treaty book ad song")
    + rf")s?\s(?:{any_of('on in at above over by from outside')}\s(?:[\w-]+\s){{1,4}}?)?(?:\w+ly\s)?"
    + rf"{any_of('says say said reads? states? declares? calls?')}\b[^.;:“”\"\n]*$"
)
"""Smith said the sign reads “…”."""
_CHANTED = re.compile(
    rf"\b{any_of('chants? shouts? cries calls cheers jeers boos signs? banners? posters?')}\s"
    rf"{any_of('of reading saying')}\s$"
)
"""Smith walked out to chants of “…”."""
_UNDER = re.compile(rf"\b{_SIGN}s?\s$")
"""Smith stood beside a sign: “…”."""
_VOICED = re.compile(r"\bin\s(?:the|his|her|a)\s(?:[\w-]+\s){0,2}(?:voice|accent|words|impression)\sof\b")
_WHETHER = re.compile(
    rf"\b{any_of('asks? asked asking wonders? wondered questioned')}\s(?:\w+\s){{0,3}}(?:whether|if)\s"
    rf"(?:it|that)\s\w+\s(?:true|right|so)\b{LED}"
)
"""Smith asked whether it was true that “…”."""
_REPEATING = frozenset((*forms("repeat"), *forms("recall"), *forms("reiterate")))
_WHOSE = re.compile(r"\bwhose\s[^,.;“”\"\n]*,?\s?$")
"""Smith, whom the mayor calls “…”; Smith, whose motto is “…”."""
_ASIDE = re.compile(rf",\s{any_of('an? the his her one another')}\s(?:[\w-]+\s){{1,4}}(?<!\bwho )")
"""Smith, a friend said."""
_ANOTHER_TOLD = re.compile(
    rf"\b{any_of('that said says how what when')}\s{any_of('his her their an? one some many several')}\s"
    rf"(?!{any_of('statement speech letter interview memo email')})(?:[\w-]+\s){{1,6}}"
    + any_of("told tells tell said says say whispered shouted yelled asked replied answered wrote")
    + rf"\b{LED}"
)
"""What his father told him; that a man came up and whispered."""
_RELAYING = (
    "retweeting quoting paraphrasing reciting impersonating imitating mimicking parroting channeling singing"
)
_RELAYS = frozenset(
    "retweeted retweets quoted quotes paraphrased recited imitated mimicked parroted channeled sang".split()
) | frozenset(_RELAYING.split())
_RELAYED = re.compile(rf"\b{any_of(_RELAYING)}\b")
"""Smith, quoting Jones."""
_OTHERS_SPEAK = re.compile(
    rf"\b{HIS}\s(?:[\w-]+\s){{1,3}}"
    + any_of(" ".join(sorted(VERBS.keys() - PARTICIPLES - BASE_FORMS | set("spoke speaks chanted".split()))))
    + r"\b"
)
"""Smith smiled as his brother spoke."""


def passes_on(text: Text, span: Span, utterance: Utterance) -> bool:
    """Return whether a speaker only passes on, or is only beside, what others say.

    Args:
        text: what the words stand in.
        span: where the speaker is named.
        utterance: the words.
    """
    cue, words = utterance.quotation.cue if utterance.quotation else None, utterance.spans[0][0]
    if _is_relayed(text, span, words) or _is_of_others(text, span, cue, words):
        return True
    if cue is None:
        return _is_led_by_others(text, max(span[1], words - FAR), words)
    return _is_about_words(text, cue, words)


def name_in(text: Text, span: Span) -> Span:
    """Return where the name in a mention stands; the mention itself where it has none."""
    return next(((one.start, one.end) for one in text.people.between(*span)), span)


def _is_relayed(text: Text, span: Span, words: int) -> bool:
    """Whether the speaker passes on somebody else's words: Smith, quoting Jones."""
    sentence = max(text.sentence_start(words), words - 3 * REACH)
    return span[1] < words and _RELAYED.search(text.text, sentence, words) is not None


def _is_of_others(text: Text, span: Span, cue: Span | None, words: int) -> bool:
    """Whether a speaker tells what somebody without a name has said: his father's advice was, “…”."""
    if words <= span[1]:
        lead = text.text[text.sentence_start(words) : words].rstrip("“\"‘':, ") + " "
        return any(one.search(lead[-FAR:]) for one in (_SAYS_SO, _CHANTED))
    start = max(span[1], words - FAR)
    behind = text.text[start:words].rstrip("“\"‘'")
    led = behind[max(0, cue[1] - start) :] if cue else behind
    governed = led.rstrip(":, ") + " "
    told = any(one.search(behind) for one in (_ANOTHER_TOLD, _MADE_TO, _WHOSE, _CITED_OF, _VOICED, _WHETHER))
    named = name_in(text, span)[1]
    aside = cue and _ASIDE.fullmatch(text.text, named, max(named, cue[0]))
    called = cue is not None and text.text[slice(*cue)].lower() in CALLING  # called his father's words “…”
    lines = () if called else (_LINE_OF,)
    passed = (*lines, _SAYS_SO, _CHANTED, *((_TOLD_OF, _GIVEN_BACK) if cue else (_UNDER,)))
    if told or aside or any(one.search(governed) for one in passed):
        return True
    return tells_of(led, spoken=cue is not None, called=called)


def _is_led_by_others(text: Text, start: int, words: int) -> bool:
    """Whether something else than a speaker's own verb leads to words: Smith was told: “…”."""
    found = (_OTHERS_SPEAK, _SHOWN, _COINED, _WHAT, _GIVEN_TO)
    return any(one.search(text.text, start, words) for one in found) or is_led_to(text.text[start:words])


def _is_about_words(text: Text, cue: Span, words: int) -> bool:
    """Whether a verb is about words of others: Smith mocked the notion that …; and not: as “…”."""
    verb = text.text[slice(*cue)].lower()
    if words < cue[1]:
        return False
    if is_object(verb, text.text[cue[1] : words].rstrip("“\"‘' ")):
        return True
    if verb in CALLING:
        return False
    if verb in _RELAYS and text.people.between(cue[1], words):
        return True
    about = VERBS.get(verb) is Grammar.NAME or verb in _REPEATING
    return about and bool(_WORDS_OF.match(text.text[cue[1] : words].rstrip("“\"‘'")))
