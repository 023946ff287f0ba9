"""Revisions as lines of JSON, as packs and backups have them."""

import json
from collections.abc import Iterable, Iterator

from pydantic import ValidationError

from facts.errors import BadInput
from facts.model import Revision


def line_of(revision: Revision) -> str:
    """Return a revision as one line, without its end."""
    entry = revision.entry.model_dump(mode="json", exclude_defaults=True) | {"kind": revision.entry.kind}
    fields = revision.model_dump(mode="json", exclude={"entry"})
    return json.dumps({**fields, "entry": entry}, ensure_ascii=False)


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
            yield Revision.model_validate_json(line)
        except ValidationError:
            raise BadInput(f"{name}:{number}: this line is no revision; export or back up anew.") from None
