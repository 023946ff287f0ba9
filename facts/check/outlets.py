"""Whether a source has a quotation from another outlet: “…,” he told Reuters."""

import re

from facts.check.parts import name_parts
from facts.check.utterances import Text, Utterance

_KNOWN = (
    r"Reuters|A[FP]P?\b|Associated Press|Agence France-Presse|Bloomberg|TASS|Tass|Interfax|Xinhua|Kyodo|"
    r"Anadolu|Al Jazeera|BBC|CNN|NBC|CBS|ABC|PBS|NPR|MSNBC|CNBC|ITV|Sky News|Fox News|Politico|Axios|"
    r"Der Spiegel|Spiegel|Bild|"
    r"Le Monde|Le Figaro|El País|Die Zeit|Die Welt|Asahi Shimbun|Newsweek|Time magazine|The Economist|"
    r"USA Today|Ukrainska Pravda|Pravda|Izvestia|Haaretz|The Guardian|The Independent|The Atlantic|The Hill"
)
_NAMED = (
    r"(?:[A-Z][\w’'.-]*\s){1,4}(?:Times|Post|Journal|News|Herald|Tribune|Gazette|Telegraph|Chronicle|Mail|Globe|"
    r"Examiner|Inquirer|Courier|Dispatch|Observer|Mirror|Star|Sun|Review|Magazine|Weekly|Press|Radio|Television|TV|"
    r"Blade|Bee|Register|Sentinel|Courant|Dealer|Record|Constitution|Advocate|Ledger|Statesman|Monitor|Bulletin)\b"
)
_STATION = r"(?:[A-Z]{2,5}\s)?affiliate\s[A-Z]{3,5}(?:-TV)?|[KW][A-Z]{2,3}-(?:TV|AM|FM|DT)"
"""CNN affiliate WUSA, KPNX-TV: stations, which have no other mark of an outlet."""
_OUTLET = rf"(?:the\s|The\s|its\s|[“\"])?(?P<outlet>{_STATION}|{_KNOWN}|{_NAMED})"
_VIA = re.compile(
    rf"(?:\b(?:told|tells|telling|informed)\s|\binterview(?:ed)?\s(?:\w+\s)?(?:with|by|in|on)\s|"
    rf"\b(?:speaking|spoke|talking|statement|comments?|remarks?)\s(?:to|with|on)\s|\bquoted\s(?:by|in)\s|"
    rf"\b(?:wrote|writes|writing|written|said)\s(?:in|for)\s|\b(?:as\s)?reported\s(?:by|in)\s|"
    rf"\bappear(?:ing|ed|s)\son\s|\baccording\sto\s){_OUTLET}"
)
_IN_FULL = {"AP": "Associated Press", "AFP": "Agence France-Presse"}
_DATELINE = re.compile(rf"\(({_KNOWN})\)\s*[-–—]")
_OPENING = 400
"""Code points of an article in which its dateline stands."""
_REPORTS = re.compile(rf"{_OUTLET}\s(?:reported|quoted|quotes|cited|reports)\b")


def second_hand(text: Text, utterance: Utterance, publisher: str) -> str:
    """Return the outlet that a source has an utterance from, empty where it has it itself."""
    sentence = _around(text.text, utterance)
    for found in (*_VIA.finditer(sentence), *_REPORTS.finditer(sentence)):
        outlet = found["outlet"]
        speaker = utterance.quotation.speaker if utterance.quotation else None
        own = set(name_parts(speaker.name or speaker.text)) if speaker else set[str]()
        its = f"{publisher} {_dateline(text.text)}".lower()
        if outlet.lower() not in its and not set(name_parts(outlet)) <= own:
            return outlet
    return ""


def _dateline(text: str) -> str:
    """The agency in an article's dateline: OAKHURST, Calif. (AP) — …."""
    found = _DATELINE.search(text, 0, _OPENING)
    return f"{found[1]} {_IN_FULL.get(found[1], '')}" if found else ""


def _around(text: str, utterance: Utterance) -> str:
    """The writer's words of the sentence that the utterance stands in."""
    start = max(text.rfind("\n", 0, utterance.start), text.rfind(". ", 0, utterance.start)) + 1
    ends = [at for mark in ("\n", ". ") if (at := text.find(mark, utterance.end)) >= 0]
    pieces, at = [], start
    for span in utterance.spans:
        pieces.append(text[at : span[0]])
        at = span[1]
    pieces.append(text[at : min(ends, default=len(text))])
    return " ¶ ".join(pieces)
