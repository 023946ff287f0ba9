"""Given names, long and short: whether two full names can be one person's."""

from functools import cache
from pathlib import Path

_FEWEST = 3
"""Letters that a short given name shares with the long one: Rob, Robert."""


def given_names_fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two names with the same last part can be one person's.

    Rob, Bob and Robert can, J. and John, and a name without a given one; parts are in lower case.
    """
    if len(one) < 2 or len(other) < 2:
        return True
    return any(alike(mine, yours) for mine in one[:-1] for yours in other[:-1])


def alike(one: str, other: str) -> bool:
    """Return whether two given names can be forms of one: Larry and Lawrence."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short) if len(short) == 1 or len(short) >= _FEWEST else short == long:
        return True
    return bool(_long_forms().get(one, {one}) & _long_forms().get(other, {other}))


@cache
def _long_forms() -> dict[str, set[str]]:
    """The long forms of each name in the list, a long one being its own."""
    found: dict[str, set[str]] = {}
    for line in Path(__file__).with_name("short_names.txt").read_text(encoding="utf-8").splitlines():
        names = [] if line.startswith("#") else line.split()
        for name in names:
            found.setdefault(name, set()).add(names[0])
    return found
