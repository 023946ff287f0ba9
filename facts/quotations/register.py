"""The names met so far in a text: who goes by which last name, and who was named last."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from facts.quotations.names import Known, gender_of, key_of
from facts.quotations.tokens import Token
from facts.quotations.words import SUFFIXES

_RECENT = 12
"""How many of those last named a pronoun may mean."""
_KNOWN = 2000
"""How many names are kept at most; a text with more is a list, and its first names stand."""

_SHARED = 3
"""Letters that a short given name shares with the long one: Rob, Robert."""


@dataclass(slots=True)
class Register:
    """The names met so far, by their last word, and those met last."""

    known: dict[str, Known] = field(default_factory=dict)
    recent: deque[str] = field(default_factory=lambda: deque(maxlen=_RECENT))
    before: tuple[str, ...] = ()
    """Those met last when the sentence in hand began: whom its pronouns can mean."""
    subject: str = ""
    """Key of the one whom the last sentence with a name was about."""
    spoke: str = ""
    """Key of the one who spoke last."""

    def keep(self, key: str, found: Known) -> None:
        """Take in somebody who is named, with what is known of them already."""
        before = self.known.get(key)
        if before is not None and _are_kin(before, found):
            key = self._set_apart(key, found)
            before = self.known.get(key)
        if before is None:
            if len(found.name.split()) < 2 and not found.roles:
                return
            if len(self.known) < _KNOWN:
                self.known[key] = found
        elif len(before.name.split()) < 2 <= len(found.name.split()):
            self.known[key] = replace(
                found, roles=before.roles | found.roles, gender=found.gender or before.gender
            )
        elif found.roles - before.roles or (found.gender and not before.gender):
            gender = before.gender or found.gender
            self.known[key] = replace(before, roles=before.roles | found.roles, gender=gender)
        self.remember(key)

    def heard(self, key: str, whom: Known) -> str:
        """Let kin who speaks go by the last name from there on; return their key."""
        self.known[key] = found = replace(whom, kin=False)
        short = key.rsplit(maxsplit=1)[-1]
        return self._set_apart(short, found) if short in self.known and short != key else key

    def first_named(self, given: str) -> str:
        """Return whom a first name alone means: the only one who has it; empty where several do."""
        found = [
            key for key, one in self.known.items() if one.person and one.name.lower().split()[0] == given
        ]
        return found[0] if len(found) == 1 else ""

    def junior(self, name: str) -> str:
        """Return the key of whom a last name with a Jr. or the like means; empty where it means nobody."""
        told = _is_junior(name.split())
        return next((key for key in self.known if told and key.endswith(" " + name)), "")

    def titled(self, tokens: Sequence[Token]) -> tuple[str, Known | None]:
        """Return whom a title and a last name mean: of kin, the one whose gender the title gives."""
        key = key_of(tokens)
        known = self.known.get(key)
        wanted = gender_of(frozenset(token.low for token in tokens[:-1]), "")
        if known is None or not wanted or known.gender in ("", wanted):
            return key, known
        kin = (one for one in self.known if one.endswith(" " + key) and self.known[one].gender == wanted)
        other = next(kin, "")
        return (other, self.known[other]) if other else (key, known)

    def latest(self, fits: Callable[[Known], bool]) -> tuple[str, Known | None]:
        """Return whoever fits and was named last before the sentence in hand."""
        for key in reversed(self.before):
            one = self.known.get(key)
            if one is not None and fits(one):
                return key, one
        return "", None

    def put(self, key: str, known: Known) -> str:
        """Keep somebody who is only described; return their key, or "" where there is no room."""
        if len(self.known) >= _KNOWN:
            return ""
        self.known[key] = known
        self.remember(key)
        return key

    def remember(self, key: str) -> None:
        """Count somebody as the one named last."""
        if key in self.recent:
            self.recent.remove(key)
        self.recent.append(key)

    def _set_apart(self, key: str, found: Known) -> str:
        """Of those who share a last name, the one named last in full goes by it alone, but not as kin."""
        whole = found.name.lower()
        known = self.known.get(whole, found)
        given, other = whole.split(), self.known[key].name.lower().split()
        if found.kin or known.kin or (_is_junior(given) and given[0] == other[0]):
            return whole
        self._rename(key, self.known[key].name.lower())
        if whole in self.known:
            self._rename(whole, key)
        return key

    def _rename(self, old: str, new: str) -> None:
        self.known[new] = self.known.pop(old)
        self.recent = deque((new if key == old else key for key in self.recent), _RECENT)
        self.before = tuple(new if key == old else key for key in self.before)
        self.subject = new if self.subject == old else self.subject
        self.spoke = new if self.spoke == old else self.spoke


def _are_kin(one: Known, other: Known) -> bool:
    """Whether two names with the same last word are two people's, or two bodies'."""
    mine, yours = one.name.lower().split(), other.name.lower().split()
    if len(mine) < 2 or len(yours) < 2:
        return False
    if _is_junior(mine) != _is_junior(yours) and mine[0] == yours[0]:  # Al Lee Jr., Al Lee
        return True
    fewer, more = sorted((mine, yours), key=len)
    if more[-len(fewer) :] == fewer:  # Bob Vander Hill, Vander Hill
        return False
    short, long = sorted((mine[0].rstrip("."), yours[0].rstrip(".")), key=len)
    return not long.startswith(short[:_SHARED])


def _is_junior(words: Sequence[str]) -> bool:
    """Return whether the last of some words in lower case tells which of a name it is: Jr., III."""
    return words[-1] in SUFFIXES
