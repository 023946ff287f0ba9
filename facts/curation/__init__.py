"""The newsroom's own hand on the desk: filing, changing, reviewing records, and who may. Knows no Slack."""

from facts.curation.curator import Curator
from facts.curation.history import Change, FieldChange, Piece
from facts.curation.review import Queue
from facts.curation.roles import Act, Refused, Role, Roles, may
from facts.curation.standing import NotStanding
from facts.curation.values import NewName, NewRecord, NewSource, Preview
from facts.store.log import Conflict

__all__ = [
    "Act",
    "Change",
    "Conflict",
    "Curator",
    "FieldChange",
    "NewName",
    "NewRecord",
    "NewSource",
    "NotStanding",
    "Piece",
    "Preview",
    "Queue",
    "Refused",
    "Role",
    "Roles",
    "may",
]
