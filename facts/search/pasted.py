"""What of a pasted post is the question: its words and who signed it, without links. Pure functions."""

import re

_LINK = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S*")
_SIGNATURE = re.compile(r"\s[—–-]\s*([^—]{1,60}?)\s*\(@\w+\)\s*(?:\w+ \d{1,2}, \d{4})?\s*$")
_TAG = re.compile(r"[@#](\w+)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_")
_LEAST_BODY = 2
"""Words that must stand before a signature: a post that says nothing is not signed."""


def body_and_author(text: str) -> tuple[str, str]:
    """Part a post into what it says and who signed it, "" where nobody did: "… — Name (@handle) May 1, 2020".

    Links are left out, and a tag of several words adds them: "#StopTheSteal" also says "Stop The Steal".
    """
    text = _LINK.sub(" ", text)
    signed = _SIGNATURE.search(text)
    if signed and len(text[: signed.start()].split()) > _LEAST_BODY:
        return _TAG.sub(_with_words, text[: signed.start()]), signed[1]
    return _TAG.sub(_with_words, text), ""


def _with_words(tag: re.Match[str]) -> str:
    return f"{tag[0]} {_HUMP.sub(' ', tag[1])}" if _HUMP.search(tag[1]) else tag[0]
