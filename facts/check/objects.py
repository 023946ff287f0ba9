"""Whether the words that lead to a quotation only tell of it: a law, a letter, a post, a question, an order.

Smith noted that the Constitution gives the Senate the “…”; Smith recalled the major's order: “…”. The lists
are ours, and err towards doubt, which costs a look.
"""

import re

from facts.check.patterns import HIS, LED, WITHIN, any_of
from facts.quotations.cues import CALLING, forms

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
_TOLD = (_WHICH_CALLED, _THREAT, _UNSEEN, _LAW, _TOLD_TO)


def tells_of(led: str, *, spoken: bool, called: bool) -> bool:
    """Return whether what stands between a speaker and words tells of the words, and does not say them.

    Args:
        led: what stands there, from the verb on if there is one, up to the quotation mark.
        spoken: a verb gives the words to the speaker.
        called: that verb says what the speaker calls something.
    """
    raw = led.rstrip()
    if any(one.search(raw.rstrip(":, ") + " ") for one in _TOLD):
        return True
    objects = () if called else (_OBJECT, _FROM)
    return any(one.search(raw) for one in (_HEARD, *(objects if spoken else (_TAKES,))))


def is_led_to(led: str) -> bool:
    """Return whether a sentence before words without a tag is about reading them out: Smith read it. “…”."""
    return _PUT_DOWN.search(led) is not None


def is_object(verb: str, led: str) -> bool:
    """Return whether words are the object of a verb: Smith quoted a proverb: “…”; called the claim that “…”.

    Args:
        verb: the verb, in lower case.
        led: what stands between it and the words.
    """
    if verb in CALLING:
        return _JUDGED.match(led + " ") is not None
    return verb in _QUOTING and led[1:].endswith(":")
