"""The exchange format: quotations as JSON, the shape that gold corpora and scorers share."""

from collections.abc import Iterable
from typing import Any

from facts.quotations.model import Form, Quotation, Span


def as_gold(text_id: str, text: str, quotations: Iterable[Quotation]) -> dict[str, Any]:
    """Return quotations as a document of the exchange format: `{id, text, quotes: [{start, end, …}]}`."""
    return {"id": text_id, "text": text, "quotes": [_gold(text, one) for one in quotations]}


def _gold(text: str, one: Quotation) -> dict[str, Any]:
    speaker = (one.speaker.start, one.speaker.end) if one.speaker else None
    form = Form.DIRECT if one.form is Form.FRAGMENT else one.form
    return {
        "start": one.start,
        "end": one.end,
        "spans": [list(span) for span in one.spans],
        **_role("speaker", text, speaker),
        **_role("cue", text, one.cue),
        "type": str(form),
    }


def _role(name: str, text: str, span: Span | None) -> dict[str, Any]:
    if span is None:
        return {f"{name}_start": None, f"{name}_end": None, f"{name}_spans": [], f"{name}_text": None}
    start, end = span
    return {
        f"{name}_start": start,
        f"{name}_end": end,
        f"{name}_spans": [[start, end]],
        f"{name}_text": text[start:end],
    }
