"""Revisions as lines of JSON, as packs and backups have them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from facts.errors import BadInput
from facts.model import ENTRY, Revision


def line_of(revision: Revision) -> str:
    """Return a revision as one line, without its end."""
    entry = revision.entry.model_dump(mode="json", exclude_defaults=True) | {"kind": revision.entry.kind}
    fields = revision.model_dump(mode="json", exclude={"entry"})
    return json.dumps({**fields, "entry": entry}, ensure_ascii=False)


def revision_of(fields: Mapping[str, Any]) -> Revision:
    """Return the revision that a line has, its entry checked as when it was first put on file.

    Raises:
        ValueError: there is no such revision.
        KeyError: a field is missing.
    """
    return Revision(**{**fields, "entry": ENTRY.validate_python(fields["entry"])})


def read_lines(lines: Iterable[str], name: str) -> Iterator[Revision]:
    """Yield the revisions that lines have, in order.

    Args:
        lines: each with one revision.
        name: what they are from, for complaints.

    Raises:
        BadInput: a line has none.
    """
    for number, line in enumerate(lines, start=1):
        try:
            yield revision_of(json.loads(line))
        except (ValueError, KeyError, TypeError):
            raise BadInput(f"{name}:{number}: this line is no revision; export or back up anew.") from None
