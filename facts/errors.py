"""The errors of the desk.

FactdeskError
├── BadInput                what a person gave cannot be used; exit status 2
│   ├── UnknownCommand
│   ├── BadPack             a pack, by file, record and field
│   ├── BadDate
│   ├── UnknownFilter       a filter of a question names nothing on file
│   ├── PassageNotFound     words that do not stand in their source
│   ├── Conflict            somebody else has changed the record meanwhile; `facts.store.log`
│   └── Refused             who may not; it says who may; `facts.curation.roles`
├── NotConfigured           a setting is missing or cannot be used; exit status 2
├── StoreError              the database cannot be read or written; exit status 2
│   └── UnreadableRevision  a revision is not what was kept; `facts.store.log`
├── Unreachable             Slack cannot be reached; `bot.slack`
├── NotInstalled            a workspace that has not installed us asks; `bot.oauth.many`
├── NotTakenIn              a workspace cannot be installed in; `bot.oauth.flow`
└── SlackRefused            Slack answered, and the answer was no

An error's docstring is its default message, one sentence that says what is wrong and what to do.
"""


class FactdeskError(Exception):
    """Something went wrong at the desk; the log says more."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())


class BadInput(FactdeskError):
    """This input cannot be used; check it and try again."""


class UnknownCommand(BadInput):
    """There is no such command; `/factdesk help` lists them."""


class BadPack(BadInput):
    """The pack cannot be loaded; mend the line that is named and load it again."""

    def __init__(self, file: str, reason: str, *, line: int = 0, record: str = "", field: str = "") -> None:
        """Name the place: `file:line: record 'id', field 'name': reason`."""
        place = f"{file}:{line}" if line else file
        within = ", ".join(
            f"{what} '{name}'" for what, name in (("record", record), ("field", field)) if name
        )
        super().__init__(": ".join(part for part in (place, within, reason) if part))


class BadDate(BadInput):
    """The date is not one that EDTF knows, such as 2022-03, 2025-05-16 or 2022/2025."""


class UnknownFilter(BadInput):
    """This filter names nothing on file; `/factdesk help` tells which there are."""


class PassageNotFound(BadInput):
    """These words do not stand in the source; copy them from it, to the character."""


class NotConfigured(FactdeskError):
    """A setting is missing; `factdesk doctor` says which and how to mend it."""


class StoreError(FactdeskError):
    """The database cannot be used; `factdesk doctor` says why."""


class SlackRefused(FactdeskError):
    """Slack refused the request; the log names the reason."""
