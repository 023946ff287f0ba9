"""What pydantic finds wrong with a value, in words for whoever wrote it."""

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_WORDING = {
    "missing": "is missing",
    "extra_forbidden": "is not a field that belongs here",
    "string_type": "must be text",
    "tuple_type": "must be a list",
    "dict_type": "must have fields of its own",
    "model_type": "must have fields of its own",
    "string_too_short": "is empty",
    "too_short": "needs {min_length} or more",
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
    "value_error": "{error}",
}
_FORMS = {"sha256": "64 hexadecimal digits in lower case", "script": "a script's code, such as Latn or Cyrl"}
_FORM_OF_IDS = "an id: letters and digits, also '-', '_' and '.' inside, 100 at most, no space"


def complaints(error: ValidationError) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each thing that is wrong: the way to the value, and the reason."""
    for detail in error.errors(include_url=False):
        yield detail["loc"], _reason(detail)


def _reason(detail: ErrorDetails) -> str:
    if detail["type"] == "string_pattern_mismatch":
        return f"“{detail['input']}” is not {_FORMS.get(str(detail['loc'][-1]), _FORM_OF_IDS)}"
    wording = _WORDING.get(detail["type"])
    return wording.format(**detail.get("ctx", {})) if wording else detail["msg"]
