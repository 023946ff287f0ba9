"""Who may do what: three roles, one table, and a refusal that says who may."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from facts.errors import BadInput
from facts.store.port import Memory

ROLE = "role:"
"""What the key of a note begins with that remembers a role; the person's name follows."""


class Role(StrEnum):
    """What a person is to the desk. Everybody is an asker."""

    ASKER = "asker"
    CURATOR = "curator"
    EDITOR = "editor"


class Act(StrEnum):
    """What a person may do, as it reads after "can"."""

    FILE = "file records"
    EDIT = "edit records"
    VERIFY = "verify records"
    SEND_BACK = "send records back"
    DISPUTE = "dispute records"
    CORRECT = "correct records"
    LINK = "link records"
    SEE_WITHHELD = "see what is under an embargo or not for publication"
    REVIEW = "see the review queue"
    RETRACT = "retract records"
    MERGE = "merge names"
    APPOINT = "say who may do what"


LEAST: Mapping[Act, Role] = MappingProxyType(
    dict.fromkeys(Act, Role.CURATOR) | dict.fromkeys((Act.RETRACT, Act.MERGE, Act.APPOINT), Role.EDITOR)
)
"""The least role that may do each thing."""

_RANK = tuple(Role)


def may(role: Role, act: Act) -> bool:
    """Tell whether a role may do something."""
    return _RANK.index(role) >= _RANK.index(LEAST[act])


class Refused(BadInput):
    """This needs another role; `factdesk roles` says who has it.

    `people` are those who may, in the order of their names.
    """

    def __init__(self, act: Act, people: tuple[str, ...]) -> None:
        """Say what was wanted, which role may do it, and who has that."""
        self.act, self.least, self.people = act, LEAST[act], people
        who = f"ask {', '.join(people)}" if people else "nobody has that role yet"
        needed = "an editor" if self.least is Role.EDITOR else "a curator or an editor"
        super().__init__(f"Only {needed} can {act}; {who}.")


class Roles:
    """The roles that a store remembers. People are named as in revisions: `slack:U123`, `ada`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def of(self, person: str) -> Role:
        """Return a person's role."""
        return Role(self._memory.recall(ROLE + person) or Role.ASKER)

    def all(self) -> Mapping[str, Role]:
        """Return everybody who is more than an asker, in the order of their names."""
        given = {
            key.removeprefix(ROLE): Role(value)
            for key, value in self._memory.notes().items()
            if key.startswith(ROLE)
        }
        return {person: role for person, role in given.items() if role is not Role.ASKER}

    def check(self, person: str, act: Act) -> None:
        """Check that a person may do something.

        Raises:
            Refused: they may not.
        """
        if not may(self.of(person), act):
            raise Refused(act, tuple(name for name, role in self.all().items() if may(role, act)))

    def give(self, person: str, role: Role, *, by: str) -> None:
        """Give a person a role in place of the one they had.

        Raises:
            Refused: `by` may not.
            BadInput: the desk would be left without an editor.
        """
        self.check(by, Act.APPOINT)
        editors = [name for name, held in self.all().items() if held is Role.EDITOR]
        if editors == [person] and role is not Role.EDITOR:
            raise BadInput("The desk needs an editor: make somebody else one first.")
        self.appoint(person, role)

    def appoint(self, person: str, role: Role) -> None:
        """Give a person a role on the word of whoever runs the desk."""
        self._memory.note(ROLE + person, role)

    def begin(self, person: str) -> bool:
        """Make a person the first editor, where there is none yet; tell whether they became it."""
        if Role.EDITOR in self.all().values():
            return False
        self.appoint(person, Role.EDITOR)
        return True
