"""What the patterns of the check are made of: one of some words, the rest of a clause."""


def any_of(words: str) -> str:
    """Return a pattern for one of some words; an underscore is a space."""
    return f"(?:{'|'.join(words.split())})".replace("_", r"\s")


REACH = 80
"""Code points before a name or a verb that are read."""
FAR = 5 * REACH
"""Code points before words in which somebody else may take them over."""
WITHIN = r"[^.;:“”\"\n]*"
"""The rest of a clause."""
LED = r"[^.;“”\"\n]*$"
"""Up to the quoted words."""
HIS = any_of("his her their the an?")
"""What somebody's, or some thing, begins with."""
