"""Who said what in any text: rules of our own, standard library only, offsets in code points."""

from facts.quotations.engine import find_quotations, quoted_stretches, sentence_spans
from facts.quotations.exchange import as_gold
from facts.quotations.model import Form, Mention, Quotation, Span, Stretch

__all__ = [
    "Form",
    "Mention",
    "Quotation",
    "Span",
    "Stretch",
    "as_gold",
    "find_quotations",
    "quoted_stretches",
    "sentence_spans",
]
