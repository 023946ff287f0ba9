"""Whether the words beside a speaker are those of others: what he read, was told, cites, mocks or repeats.

Whoever is named is told elsewhere (`handing`); here stand signs, songs, reports and people without a
name. The lists are ours, and err towards doubt, which costs a look.
"""

import re

from facts.check.utterances import Text, Utterance
from facts.quotations import Span
from facts.quotations.cues import BASE_FORMS, CALLING, PARTICIPLES, VERBS, Grammar, forms


def any_of(words: str) -> str:
    """Return a pattern for one of some words; an underscore is a space."""
    return f"(?:{'|'.join(words.split())})".replace("_", r"\s")


REACH = 80
"""Code points before a name or a verb that are read."""
FAR = 5 * REACH
"""Code points before words in which somebody else may take them over."""
WITHIN = r"[^.;:“”\"\n]*"
"""The rest of a clause."""
LED = r"[^.;“”\"\n]*$"
"""Up to the quoted words."""
HIS = any_of("his her their the an?")
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
_TAKES = re.compile(
    r"\b(?:"
    + any_of(
        "ducked dodged stumbled declined won earned drew draws faces faced received learned winced corrected "
        "debunked forwarded shared keeps kept turned_down ran_into hit_by slammed_for under_fire in_my_head "
        "took_heat took_fire took_a_shot said_nothing got_an? got_the wrote_the"
    )
    + rf"|{any_of('is was were')}\s{any_of('the_subject the_target the_butt named quoted slammed')})\b"
    r"[^.;“”\"\n]*:$"
)
"""Smith ducked a question: “…”; won praise from the mayor: “…”."""
_OBJECT = re.compile(
    rf"^\s(?:{HIS}|{any_of('this that some part_of out_an? what how about')}|[A-Z][\w.-]*['’]s?)\s"
    r"[^:;.“”\"\n]*?\b"
    + any_of(
        "questions? words language verses? quotes? headlines? captions? screenshots? photos? images? chants? "
        "orders? advice bullhorn ruling finding oath law constitution amendment talmud bible scripture "
        "lines? first_words anthem poem song prayer proverb tweet"
    )
    + r"\b[^:;.“”\"\n]*[:,]\s?$"
    + rf"|^\s{any_of('what how')}\s[^:;.“”\"\n]*\b{any_of('said told wrote')}\b[^:;.“”\"\n]*[:,]\s?$"
)
"""Smith recalled the major's order: “…”; tweeted a Bible verse: “…”."""
_FROM = re.compile(rf"^\s{HIS}\s[^:;.“”\"\n]*\bfrom\s{HIS}?\s?[\w.’'-]+[^:;.“”\"\n]*[:,]\s?$")
"""Smith forwarded an email from the mayor: “…”."""
_HEARD = re.compile(
    r"\b(?:"
    + any_of("heard hears recalled_hearing received got_an? being_told was_told were_told been_told")
    + r"\b(?:(?!\b(?:and|but|told|replied|answered|said)\b)[^.;“”\"\n])*[:,]"
    + rf"|{any_of('heard hears')}\s[^.;“”\"\n]*\b{any_of('shout say call yell cry')},?"
    + r"|"
    + any_of("came_over come_up came_up")
    + r"\b(?:(?!\b(?:and he|and she|but)\b)[^.;“”\"\n])*[:,])\s?$"
)
"""Smith said he heard a man shout, “…”; said he was told, “…”."""
_WHICH_CALLED = re.compile(
    r"\b(?:which|that|what)\s(?:[A-Z][\w.’'-]*\s){1,3}(?:(?:has|had)\s)?"
    + any_of("called calls dubbed billed described labeled branded termed")
    + r"\s(?:as\s)?$|\b"
    + any_of("decision move plan step act measure effort proposal idea bill deal vote")
    + r"\s(?:[a-z]+\s){0,3}"
    + any_of("called calls dubbed described billed labeled")
    + r"\s(?:as\s)?$|\bwhich\s(?:critics|opponents|supporters|some|many|others|he|she|they)\s"
    + any_of("called call calls dubbed described")
    + r"\s(?:as\s)?$"
)
"""Smith said the plan, which Biden has called “…”; a decision one aide called “…”."""
_THREAT = re.compile(
    r"(?:[A-Z][\w.-]*['’]s?|\b[Tt]he\s[a-z]+['’]s)\s(?:\w+\s){0,2}?"
    + any_of(
        "threats? vows? calls? demands? orders? claims? charges? findings? talk words tweets? posts? "
        "promises? pledges? requests?"
    )
    + r"\s(?:to|of|that|about|for)(?:\s[\w-]+){0,4}\s$|\ba\s"
    + any_of("call demand threat vow request order charge claim")
    + r"\s(?:from|by)\s(?:[A-Z][\w.-]*\s)+(?:to|that|for)\b[^,;:.“”\"\n]*$"
)
"""Smith criticized the president's threat to send “…”."""
_JUDGED = re.compile(
    rf"^\s{any_of('the this that')}\s{any_of('statement finding remark claim comment charge report tweet')}s?"
    r"\s(?:that\s)?$"
)
"""Smith called the finding that “…” a sham."""
_UNSEEN = re.compile(
    rf"\b{any_of('not never yet n.t')}\s(?:yet\s)?{any_of('seen read heard')}\b{LED}|\btroubled\sby\b{LED}"
)
"""Smith said she had not seen the post saying “…”."""
_LAWS = any_of("law constitution bible talmud treaty oath charter amendment rules?")
_LAW = re.compile(
    rf"\b(?:under|in)\sthe\s{_LAWS}\b{LED}|\b{_LAWS}\s"
    rf"{any_of('teaches says gives requires states reads bans forbids allows')}\b{LED}",
    re.IGNORECASE,
)
"""Smith noted that the Constitution gives the Senate the “…”."""
_TOLD_TO = re.compile(
    rf"\b{any_of('was were been')}\s{any_of('told asked urged ordered')}\s{any_of('by to that')}\b{LED}"
    rf"|\b[A-Z][\w.-]*\s(?:{any_of('had has')}\s)?{any_of('urged asked told ordered')}\s"
    rf"{any_of('him her them')}\sto\s$|\b{any_of('wrong unfair')}\s(?:{any_of('of for')}\s{WITHIN})?"
    rf"to\s{any_of('call tell speak describe say')}\b{LED}"
    r"|\bwhat\shad\sbeen\s$"
)
"""Smith said he was asked to “…”; that Jones had urged him to “…”; that it was wrong to call him “…”."""
_QUOTING = frozenset(word for base in "quote cite recite invoke recount".split() for word in forms(base)[:3])
_PUT_DOWN = re.compile(
    rf"\b{any_of('reads? recited quoted cited closed_with opened_with turned_down rejected forwarded got')}\s"
    r"[^.“”\"\n]*[.]\s*$"
)
"""Smith read the letter aloud. “…”."""
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
    raw = (behind[max(0, cue[1] - start) :] if cue else behind).rstrip()
    governed = raw.rstrip(":, ") + " "
    told = any(one.search(behind) for one in (_ANOTHER_TOLD, _MADE_TO, _WHOSE, _CITED_OF, _VOICED, _WHETHER))
    named = name_in(text, span)[1]
    aside = cue and _ASIDE.fullmatch(text.text, named, max(named, cue[0]))
    called = cue is not None and text.text[slice(*cue)].lower() in CALLING  # called his father's words “…”
    lines = () if called else (_LINE_OF,)
    passed = (
        *lines, _SAYS_SO, _CHANTED, _WHICH_CALLED, _THREAT, _UNSEEN, _LAW, _TOLD_TO,
        *((_TOLD_OF, _GIVEN_BACK) if cue else (_UNDER,)),
    )  # fmt: skip
    led = (_HEARD, *(() if called else (_OBJECT, _FROM))) if cue else (_HEARD, _TAKES)
    return bool(
        told or aside or any(one.search(governed) for one in passed) or any(one.search(raw) for one in led)
    )


def _is_led_by_others(text: Text, start: int, words: int) -> bool:
    """Whether something else than a speaker's own verb leads to words: Smith was told: “…”."""
    found = (_OTHERS_SPEAK, _SHOWN, _COINED, _WHAT, _GIVEN_TO, _PUT_DOWN)
    return any(one.search(text.text, start, words) for one in found)


def _is_about_words(text: Text, cue: Span, words: int) -> bool:
    """Whether a verb is about words of others: Smith mocked the notion that …; and not: as “…”."""
    verb = text.text[slice(*cue)].lower()
    if words < cue[1]:
        return False
    led = text.text[cue[1] : words].rstrip("“\"‘' ")
    if verb in CALLING:
        return _JUDGED.match(led + " ") is not None
    led = text.text[cue[1] : words].rstrip("“\"‘' ")
    if (verb in _RELAYS and text.people.between(cue[1], words)) or (
        verb in _QUOTING and led[1:].endswith(":")
    ):
        return True
    about = VERBS.get(verb) is Grammar.NAME or verb in _REPEATING
    return about and bool(_WORDS_OF.match(text.text[cue[1] : words].rstrip("“\"‘'")))
