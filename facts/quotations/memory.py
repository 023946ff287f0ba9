"""Who has been named so far: whom "she", "the minister" and "Smith" mean in the place where they stand."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from facts.quotations.model import Mention, Span
from facts.quotations.subjects import main_subject
from facts.quotations.tokens import Sentence, Token
from facts.quotations.words import (
    BODY_TITLES,
    BODY_WORDS,
    FEMALE_ROLES,
    FEMININE,
    GIVEN,
    GIVEN_FEMALE,
    GIVEN_MALE,
    MALE_ROLES,
    MASCULINE,
    PERSONAL,
    PLACES,
    PLURAL,
    PREPOSITIONS,
    ROLES,
    SENTENCE_OPENERS,
    TIMES,
    TITLES,
)

_RECENT = 12
"""How many of those last named a pronoun may mean."""
_KNOWN = 2000
"""How many names are kept at most; a text with more is a list, and its first names stand."""
_PRONOUNS = PERSONAL | MASCULINE | FEMININE | PLURAL | frozenset(("its", "who"))
_NO_NAME = SENTENCE_OPENERS | PREPOSITIONS | TIMES
_NOBODY = PLACES | BODY_WORDS | _PRONOUNS | ROLES | TIMES | SENTENCE_OPENERS
_LINKS = frozenset("of for at from to in on with by".split())
_BODIES = frozenset(
    "firm utility airline automaker maker manufacturer retailer lender nonprofit charity".split()
)
"""What a body is called besides the words that its name may hold."""
_SHARED = 3
"""Letters that a short given name shares with the long one: Rob, Robert."""
_PARTICLES = frozenset("de da di du del la le van von der den bin ibn al el".split())


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody or some body that the text has named."""

    name: str
    span: Span
    person: bool
    gender: str = ""
    """`f`, `m`, or empty where nothing tells."""
    roles: frozenset[str] = frozenset()


@dataclass(slots=True)
class Memory:
    """The names met so far, by their last word, and those met last."""

    text: str
    known: dict[str, Known] = field(default_factory=dict)
    recent: deque[str] = field(default_factory=lambda: deque(maxlen=_RECENT))
    before: tuple[str, ...] = ()
    """Those met last when the sentence in hand began: whom its pronouns can mean."""
    subject: str = ""
    """Key of the one whom the last sentence with a name was about."""
    spoke: str = ""
    """Key of the one who spoke last."""

    def note(self, s: Sentence) -> None:
        """Take in the names of a sentence, and who it is about."""
        self.before = tuple(self.recent)
        for run in _runs(s):
            named = _named(self.text, s[run[0] : run[1]], _roles_around(s, run))
            if named is not None and not _is_part(s, run):
                self._keep(*named)
        subject = main_subject(s, len(s) - 1)
        if subject is not None and s[subject[0]].low not in PERSONAL:
            self._note_subject(s[subject[0] : subject[1]])

    def _note_subject(self, tokens: Sequence[Token]) -> None:
        key, whom = self._whom(tokens)
        if whom is None and len(tokens) == 1:
            key = self._describe(tokens, (tokens[0].start, tokens[-1].end))
        self.subject = key or self.subject

    def _keep(self, key: str, named: Known) -> None:
        before = self.known.get(key)
        if before is not None and _are_kin(before, named):
            before = self._set_apart(key, named)
        if before is None:
            if len(named.name.split()) < 2 and not named.roles:
                return
            if len(self.known) < _KNOWN:
                self.known[key] = named
        elif named.roles - before.roles or (named.gender and not before.gender):
            gender = before.gender or named.gender
            self.known[key] = replace(before, roles=before.roles | named.roles, gender=gender)
        self._remember(key)

    def _set_apart(self, key: str, named: Known) -> Known | None:
        """Of those who share a last name, the one named last in full goes by it alone."""
        self._rename(key, self.known[key].name.lower())
        whole = named.name.lower()
        if whole in self.known:
            self._rename(whole, key)
        return self.known.get(key)

    def _rename(self, old: str, new: str) -> None:
        self.known[new] = self.known.pop(old)
        self.recent = deque((new if key == old else key for key in self.recent), _RECENT)
        self.before = tuple(new if key == old else key for key in self.before)
        self.subject = new if self.subject == old else self.subject
        self.spoke = new if self.spoke == old else self.spoke

    def mention(self, tokens: Sequence[Token]) -> Mention:
        """Return the mention that some tokens make, with the name that it stands for."""
        start, end = tokens[0].start, tokens[-1].end
        if tokens[-1].low.endswith(("'s", "s'")):
            end -= 2 if tokens[-1].low.endswith("'s") else 1
        key, whom = self._whom(tokens)
        words = self.text[start:end]
        if whom is None:
            self.spoke = self._describe(tokens, (start, end)) or self.spoke
            return Mention(start, end, words, self._own_name(tokens))
        self.spoke = key
        inside = start <= whom.span[0] and whom.span[1] <= end
        return Mention(start, end, words, whom.name, None if inside else whom.span)

    def _own_name(self, tokens: Sequence[Token]) -> str | None:
        """The name that a mention carries itself; None for a pronoun or a bare description."""
        if not any(token.kind == "C" and token.low not in SENTENCE_OPENERS for token in tokens):
            return None
        comma = max((at for at, token in enumerate(tokens) if token.kind == ","), default=-1)
        return self.text[tokens[comma + 1].start : tokens[-1].end].removesuffix("'s").removesuffix("’s")

    def _describe(self, tokens: Sequence[Token], span: Span) -> str:
        """Keep a speaker who is only described, or called by one name: "she" may mean them next."""
        lows = frozenset(token.low for token in tokens)
        named = len(tokens) == 1 and tokens[0].kind == "C" and not lows & _NOBODY
        if not named and not (lows & TITLES or tokens[-1].low in MALE_ROLES | FEMALE_ROLES):
            return ""
        key = " ".join(token.low for token in tokens)
        if len(self.known) >= _KNOWN or lows & _PRONOUNS:
            return ""
        gender = _gender(lows, tokens[0].low)
        self.known[key] = Known(self.text[span[0] : span[1]], span, person=True, gender=gender)
        self._remember(key)
        return key

    def _remember(self, key: str) -> None:
        if key in self.recent:
            self.recent.remove(key)
        self.recent.append(key)

    def _whom(self, tokens: Sequence[Token]) -> tuple[str, Known | None]:
        if len(tokens) == 1 and tokens[0].low in _PRONOUNS:
            return self._pronoun(tokens[0].low)
        if tokens[0].kind == "C" and tokens[0].low in TITLES:
            key, last = self._titled(tokens)
            if last is not None and len(last.name.split()) > 1:
                return key, last
        head = _head(tokens)
        if any(run[1] == len(head) for run in _runs(head)):
            whole = " ".join(token.text for token in head).lower()
            key = whole if whole in self.known else _key(head[-1])
            return (key, self.known[key]) if key in self.known else ("", None)
        if any(token.kind == "C" for token in tokens[1:]):
            return "", None
        return self._by_role(tokens)

    def _titled(self, tokens: Sequence[Token]) -> tuple[str, Known | None]:
        """Whom a title and a last name mean: of kin, the one whose gender the title gives."""
        key = _key(tokens[-1])
        known = self.known.get(key)
        wanted = _gender(frozenset(token.low for token in tokens[:-1]), "")
        if known is None or not wanted or known.gender in ("", wanted):
            return key, known
        kin = (one for one in self.known if one.endswith(" " + key) and self.known[one].gender == wanted)
        other = next(kin, "")
        return (other, self.known[other]) if other else (key, known)

    def _pronoun(self, low: str) -> tuple[str, Known | None]:
        if low in PLURAL or low in ("it", "its"):
            bodies = [key for key in self._speakers() if not self.known[key].person]
            return (bodies[0], self.known[bodies[0]]) if bodies else ("", None)
        wanted = "f" if low in FEMININE else "m" if low in MASCULINE else ""
        if not wanted:
            return "", None
        for key in self._speakers():
            one = self.known[key]
            if one.person and one.gender in ("", wanted):
                rival = self._latest(lambda other: other.person and other.gender == wanted)
                return (key, one) if one.gender or not self._is_newer(rival[0], key) else rival
        certain = self._latest(lambda one: one.person and one.gender == wanted)
        return certain if certain[1] else self._latest(lambda one: one.person and not one.gender)

    def _speakers(self) -> list[str]:
        """The one who spoke last and the one whom the last sentence was about, the later named first."""
        keys = [key for key in (self.spoke, self.subject) if key in self.before and key in self.known]
        return sorted(keys, key=self.before.index, reverse=True)

    def _is_newer(self, key: str, other: str) -> bool:
        return key in self.before and self.before.index(key) > self.before.index(other)

    def _by_role(self, tokens: Sequence[Token]) -> tuple[str, Known | None]:
        """The minister, the company: whoever was called so last; a body, also where it just spoke."""
        roles = {token.low for token in tokens} & (ROLES | _BODIES)
        if not roles:
            return "", None
        found = self._latest(lambda one: one.person and roles <= one.roles)
        return self._body(tokens) if found[1] is None and tokens[0].low == "the" else found

    def _body(self, tokens: Sequence[Token]) -> tuple[str, Known | None]:
        head = tokens[-1].low
        named = self._latest(lambda one: not one.person and head in one.name.lower().split())
        bodies = [key for key in self._speakers() if not self.known[key].person]
        return named if named[1] or not bodies else (bodies[0], self.known[bodies[0]])

    def _latest(self, fits: Callable[[Known], bool]) -> tuple[str, Known | None]:
        for key in reversed(self.before):
            one = self.known.get(key)
            if one is not None and fits(one):
                return key, one
        return "", None


def _runs(tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield the runs of capitalised words, names with the titles before them, as ranges of tokens."""
    first = -1
    for at, token in enumerate(tokens):
        joins = first >= 0 and token.low in _PARTICLES and at + 1 < len(tokens) and tokens[at + 1].kind == "C"
        capital = token.kind == "C" and not (at == 0 and token.low in _NO_NAME)
        if (capital or joins) and first < 0:
            first = at
        if first >= 0 and not (capital or joins):
            yield first, at
            first = -1
        elif first >= 0 and token.low.endswith(("'s", "s'")):
            yield first, at + 1
            first = -1
    if first >= 0:
        yield first, len(tokens)


def _is_part(s: Sentence, run: Span) -> bool:
    """The Department of Justice: what a body is, and not yet which."""
    return run[1] < len(s) and s[run[1]].low == "of" and s[run[1] - 1].low in ROLES


def _roles_around(tokens: Sequence[Token], run: Span) -> frozenset[str]:
    """What stands beside a name: brother Tony; the minister, Ann Smith; Ann Smith, the minister."""
    first, end = run
    before = first - 2 if first > 1 and tokens[first - 1].kind == "," else first - 1
    roles = {tokens[before].low} if before >= 0 else set()
    if end < len(tokens) and tokens[end].kind == ",":
        for token in tokens[end + 1 : end + 6]:
            if token.kind != "w" or token.low in PREPOSITIONS:
                break
            roles.add(token.low)
    return frozenset(roles & (ROLES | MALE_ROLES | FEMALE_ROLES))


def _head(tokens: Sequence[Token]) -> Sequence[Token]:
    """The part of a mention that names: without "of Ohio" behind it, or the description before a comma."""
    comma = max((at for at, token in enumerate(tokens) if token.kind == ","), default=-1)
    rest = tokens[comma + 1 :]
    link = next((at for at, token in enumerate(rest) if at and token.low in _LINKS), len(rest))
    return rest[:link] if all(token.kind in "Cw" for token in rest[:link]) else rest


def _named(text: str, run: Sequence[Token], roles: frozenset[str]) -> tuple[str, Known] | None:
    """The person or body that a run of capitalised words names, without titles and places before it."""
    if all(token.low in TIMES or token.low in PLACES for token in run):
        return None
    titled = max((at + 1 for at, token in enumerate(run) if token.low in TITLES), default=0)
    last = run[-1]
    first = 0 if run[0].low in BODY_TITLES and last.low in BODY_WORDS else titled % len(run)
    while first < len(run) - 2 and run[first].low in PLACES | BODY_WORDS and last.low not in BODY_WORDS:
        first += 1
    body = any(token.low in BODY_WORDS for token in run[first:]) or last.low in PLACES or last.text.isupper()
    if titled == len(run) or len(run) - first > 5 or last.low in ROLES - BODY_WORDS:
        return None
    name = run[first:]
    start, end = name[0].start, name[-1].end
    if name[-1].low.endswith("'s"):
        end -= 2
    lows = frozenset(token.low for token in run) | roles
    given = name[0].low in GIVEN and len(name) > 1
    person = (given or not body) and not (len(name) == 1 and name[0].low in PLACES)
    known = Known(text[start:end], (start, end), person, _gender(lows, name[0].low), lows & ROLES)
    return _key(name[-1]), known


def _are_kin(one: Known, other: Known) -> bool:
    """Whether two names with the same last word are two people's, or two bodies'."""
    mine, yours = one.name.lower().split(), other.name.lower().split()
    if len(mine) < 2 or len(yours) < 2:
        return False
    short, long = sorted((mine[0].rstrip("."), yours[0].rstrip(".")), key=len)
    return not long.startswith(short[:_SHARED])


def _gender(lows: frozenset[str], given: str) -> str:
    if lows & FEMALE_ROLES or given in GIVEN_FEMALE:
        return "f"
    return "m" if lows & MALE_ROLES or given in GIVEN_MALE else ""


def _key(token: Token) -> str:
    return token.low.removesuffix("'s").rstrip("'.")
