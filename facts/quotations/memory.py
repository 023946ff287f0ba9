"""Who has been named so far: whom "she", "the minister" and "Smith" mean in the place where they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from facts.quotations.cues import ASKING, REPORTING
from facts.quotations.heads import head, noun_of
from facts.quotations.model import Mention, Span
from facts.quotations.names import (
    Known,
    camp_of,
    gender_of,
    is_listed,
    is_part,
    is_relative,
    key_of,
    named,
    role_of,
    roles_around,
    runs,
    without_possessive,
)
from facts.quotations.phrases import forward
from facts.quotations.register import Register
from facts.quotations.subjects import introduces, topic
from facts.quotations.tokens import Sentence, Token
from facts.quotations.words import (
    BODY_WORDS,
    CAMPS,
    FEMALE_ROLES,
    FEMININE,
    MALE_ROLES,
    MASCULINE,
    PERSONAL,
    PLACES,
    PLURAL,
    PREPOSITIONS,
    PUBLIC,
    ROLES,
    SENTENCE_OPENERS,
    SOMEBODY,
    TIMES,
    TITLES,
)

_PRONOUNS = PERSONAL | MASCULINE | FEMININE | PLURAL | frozenset(("its", "who"))
_NOBODY = PLACES | BODY_WORDS | _PRONOUNS | ROLES | TIMES | SENTENCE_OPENERS
_BODIES = frozenset(
    "firm utility airline automaker maker manufacturer retailer lender nonprofit charity".split()
)
"""What a body is called besides the words that its name may hold."""
_CALLED = ROLES | SOMEBODY | _BODIES
_SUBJECT = 4
"""Words of a name that a pronoun stands right behind, at most."""
_CLAUSE = re.compile(r"[^;:]*(?<!\band)(?<!\bbut)(?<!\bthat),[”\"’']?\s")
"""What stands before the tag of a clause, but for a joint that leads on to another."""
_DEFINITE = frozenset(("the", "this", "that"))


@dataclass(slots=True)
class Memory:
    """What a text has told so far: who has been named, whom it is about, and who has spoken."""

    text: str
    met: Register = field(default_factory=Register)
    here: tuple[str, int] = ("", 0)
    """Whom the sentence in hand is about, if it names them, and where."""
    opens: bool = False
    """It opens with them."""
    leads: bool = False
    """It leads to a quotation by a colon."""
    named: tuple[str, ...] = ()
    """Whom the sentence in hand names, in order."""
    is_about: bool = False
    """It was the last sentence that has a subject other than a pronoun, and nobody else has spoken since."""
    company: set[str] = field(default_factory=set)
    """Keys of all who have been named, but in what somebody says."""
    about: str = ""
    """Key of the one whom the sentence before was about, where the text has had nobody else to do with."""
    camps: dict[str, dict[str, Known]] = field(default_factory=dict)
    """The campaigns and administrations named so far, by their noun and their name."""
    tagged: str = ""
    """Key of the one who spoke last in the sentence in hand."""

    def note(self, s: Sentence) -> None:
        """Take in the names of a sentence, and who it is about."""
        self.met.before = tuple(self.met.recent)
        self.about = self.met.subject if self.is_about and self.company <= {self.met.subject} else ""
        here: list[str] = []
        for run in runs(s):
            camp = camp_of(self.text, s, run)
            if camp is not None:
                self.camps.setdefault(camp[0], {}).setdefault(camp[1].name, camp[1])
            found = named(self.text, s[run[0] : run[1]], roles_around(s, run))
            if found is not None and not is_part(s, run):
                other = self.met.known.get(found[0])
                passing = run[0] > 0 and s[run[0] - 1].low in PREPOSITIONS and other is not None
                beside = is_relative(s, run) or is_listed(s, run)
                aside = passing or beside or s[run[1] - 1].low.endswith("'s")
                self.met.keep(found[0], replace(found[1], kin=aside))
                here.append(found[0])
        self.named = tuple(here)
        self.tagged = ""
        self.here = ("", 0)
        self.leads = any(introduces(s, at) for at in range(len(s)))
        about = topic(s)
        self.opens = about is not None and about[0] == 0
        if about is not None:
            self._note_subject(s[about[0] : about[1]])
            self._note_asked(s, about[1])
        if about is None or about[1] >= len(s) or s[about[1]].low not in REPORTING:
            self.company.update(here)

    def _note_subject(self, tokens: Sequence[Token]) -> None:
        key, whom = self._whom(tokens)
        if whom is None and len(tokens) == 1:
            key = self._describe(tokens, (tokens[0].start, tokens[-1].end))
        self.is_about = bool(key)
        self.met.subject = key or self.met.subject
        self.here = (key, tokens[0].start)

    def _note_asked(self, s: Sentence, at: int) -> None:
        """Jones asked Smith if it was so: the one who may answer is whom the next sentence is about."""
        asked = forward(s, at + 1, len(s)) if at + 1 < len(s) and s[at].low in ASKING else None
        key, whom = self._whom(s[asked[0] : asked[1]]) if asked else ("", None)
        if whom is not None and whom.person:
            self.met.subject = key

    def mention(self, tokens: Sequence[Token]) -> Mention:
        """Return the mention that some tokens make, with the name that it stands for."""
        start, end = tokens[0].start, tokens[-1].end
        end -= len(tokens[-1].low) - len(without_possessive(tokens[-1].low))
        key, whom = self._whom(tokens)
        words = self.text[start:end]
        if whom is None:
            self._spoken(self._describe(tokens, (start, end)))
            return Mention(start, end, words, self._own_name(tokens))
        if whom.kin:
            key = self.met.heard(key, whom)
        self._spoken(key)
        inside = start <= whom.span[0] and whom.span[1] <= end
        return Mention(start, end, words, whom.name, None if inside else whom.span)

    def _spoken(self, key: str) -> None:
        self.met.spoke = self.tagged = key or self.met.spoke
        self.is_about = self.is_about and self.met.subject in (self.met.spoke, self.here[0])

    def _own_name(self, tokens: Sequence[Token]) -> str | None:
        """The name that a mention carries itself; None for a pronoun or a bare description."""
        if not any(token.kind == "C" and token.low not in SENTENCE_OPENERS for token in tokens):
            return None
        comma = max((at for at, token in enumerate(tokens) if token.kind == ","), default=-1)
        return self.text[tokens[comma + 1].start : tokens[-1].end].removesuffix("'s").removesuffix("’s")

    def _describe(self, tokens: Sequence[Token], span: Span) -> str:
        """Keep a speaker who is only described, or called by one name: "she" may mean them next."""
        lows = frozenset(token.low for token in tokens)
        lone = len(tokens) == 1 and tokens[0].kind == "C" and not tokens[0].low.endswith("'s")
        if lone and lows & _NOBODY:
            lone = False
        noun = noun_of(tokens).low
        described = noun in SOMEBODY | MALE_ROLES | FEMALE_ROLES
        if not lone and not (lows & TITLES or described):
            return ""
        key = " ".join(token.low for token in tokens)
        if lows & _PRONOUNS:
            return ""
        gender = gender_of(lows, "" if lone else tokens[0].low)
        roles = frozenset((role_of(noun),)) if described or noun in ROLES else frozenset[str]()
        known = Known(self.text[span[0] : span[1]], span, person=True, gender=gender, roles=roles, lone=lone)
        return self.met.put(key, known)

    def _whom(self, tokens: Sequence[Token]) -> tuple[str, Known | None]:
        if len(tokens) == 1 and tokens[0].low in _PRONOUNS:
            return self._pronoun(tokens[0].low, tokens[0].start)
        own = head(tokens)
        called = all(token.kind != "C" or token.low in ROLES | _DEFINITE for token in tokens)
        if called and (found := self._by_role(tokens))[1]:
            return found
        if tokens[0].kind == "C" and tokens[0].low in TITLES:
            key, last = self.met.titled(own)
            if last is not None and len(last.name.split()) > 1:
                return key, last
        if any(run[1] == len(own) for run in runs(own)):
            whole = " ".join(token.text for token in own).lower()
            key = whole if whole in self.met.known else self.met.junior(whole) or key_of(own)
            if key not in self.met.known and len(own) == 1:
                key = self.met.first_named(key)
            return (key, self.met.known[key]) if key in self.met.known else self._described(tokens)
        return self._described(tokens)

    # --- pronouns and roles

    def _pronoun(self, low: str, at: int) -> tuple[str, Known | None]:
        if low in PLURAL or low in ("it", "its"):
            bodies = [key for key in self._speakers() if not self.met.known[key].person]
            return (bodies[0], self.met.known[bodies[0]]) if bodies else ("", None)
        wanted = "f" if low in FEMININE else "m" if low in MASCULINE else ""
        if not wanted:
            return "", None
        return next((found for found in self._meant(wanted, at) if found[1] is not None), ("", None))

    def _meant(self, wanted: str, at: int) -> Iterator[tuple[str, Known | None]]:
        """Yield whom "he" or "she" may mean, the likeliest first."""
        key, start = self.here
        apart = self.met.known.get(key) if self._is_interposed(at) else None

        def fits(one: Known) -> bool:
            return one.person and not one.lone and one.gender in ("", wanted) and one is not apart

        def told(one: Known) -> bool:
            return one.person and one.gender == wanted and one is not apart

        here = self.met.known.get(key)
        if here is not None and start < at and (fits(here) or (self.leads and here.lone)):
            yield key, here
        tag = self.met.known.get(self.tagged)
        if tag is not None and self.tagged in self.named and tag.span[1] <= at and fits(tag):
            yield self.tagged, tag
        for key in self._speakers():
            one = self.met.known[key]
            if fits(one):
                rival = self.met.latest(told)
                sure = one.gender or key == self.met.subject or not self._is_newer(rival[0], key)
                yield (key, one) if sure else rival
        yield self.met.latest(told)
        yield self.met.latest(fits)
        for key in reversed(self.named):
            whom = self.met.known.get(key)
            if whom is not None and whom.span[1] <= at and fits(whom):
                yield key, whom
        yield self.met.latest(lambda one: one.lone and not one.gender)

    def _is_interposed(self, at: int) -> bool:
        """Whether a pronoun's tag stands in or behind what is said of a subject, whom it cannot mean.

        Smith, he said, is late; Smith is late, he said.
        """
        before = self.text[self.here[1] : at]
        if self.opens and _CLAUSE.fullmatch(before):
            return True
        return before.endswith(", ") and before.count(",") == 1 and len(before.split()) <= _SUBJECT

    def _speakers(self) -> list[str]:
        """The one whom the last sentence was about and the one who spoke last.

        The later named is first where the last sentence was about somebody who cannot be told.
        """
        keys = [
            key
            for key in (self.met.subject, self.met.spoke)
            if key in self.met.before and key in self.met.known
        ]
        return keys if self.is_about else sorted(keys, key=self.met.before.index, reverse=True)

    def _is_newer(self, key: str, other: str) -> bool:
        return key in self.met.before and self.met.before.index(key) > self.met.before.index(other)

    def _by_role(self, tokens: Sequence[Token]) -> tuple[str, Known | None]:
        """The minister, the company: whoever was called so last; a body, also where it just spoke."""
        roles = {role_of(token.low) for token in tokens} & _CALLED
        if not roles or tokens[0].low not in _DEFINITE or any(token.low.endswith("'s") for token in tokens):
            return "", None
        body = noun_of(tokens).low in BODY_WORDS  # the campaign is not its lawyer
        found = self.met.latest(lambda one: one.person and roles <= one.roles and not body)
        person = noun_of(tokens).low in SOMEBODY | TITLES
        return self._body(tokens) if found[1] is None and tokens[0].low == "the" and not person else found

    def _described(self, tokens: Sequence[Token]) -> tuple[str, Known | None]:
        """The Libertarian contender: who alone has been in the text, where nobody has been called so."""
        noun, whom = tokens[-1].low, self.met.known.get(self.about)
        is_here = self.here[0] == self.about and self.here[1] < tokens[0].start
        if whom is None or tokens[0].low != "the" or noun not in PUBLIC or is_here:
            return "", None
        told = re.search(rf"\b{re.escape(noun)}\b", self.text[: tokens[0].start], re.IGNORECASE)
        fits = whom.person and not (told or whom.lone or whom.kin or whom.roles)
        return (self.about, whom) if fits else ("", None)

    def _body(self, tokens: Sequence[Token]) -> tuple[str, Known | None]:
        last = tokens[-1].low
        if last in CAMPS:
            own = self.camps.get(last, {})
            return next(iter(own.items())) if len(own) == 1 else ("", None)
        called = self.met.latest(lambda one: not one.person and last in one.name.lower().split())
        bodies = [key for key in self._speakers() if not self.met.known[key].person]
        return called if called[1] or not bodies else (bodies[0], self.met.known[bodies[0]])
