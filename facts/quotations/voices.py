"""Who has the word in a text that is being read, and the quotations that are still being put together."""

from dataclasses import dataclass

from facts.quotations.model import Form, Mention, Quotation, Span


@dataclass(slots=True)
class Draft:
    """A quotation while its parts are still being found."""

    spans: list[Span]
    quoted: list[Span]
    form: Form
    speaker: Mention | None
    cue: Span | None
    sure: bool

    def done(self) -> Quotation:
        """Return what has been put together."""
        spans = tuple(sorted(self.spans))
        return Quotation(
            spans[0][0], max(end for _, end in spans), spans, self.form, self.speaker, self.cue,
            tuple(sorted(self.quoted)), self.sure and self.speaker is not None,
        )  # fmt: skip


@dataclass(slots=True)
class Voice:
    """Who has the word, for quotations that come without a cue."""

    speaker: Mention | None
    cue: Span | None
    draft: Draft | None
    quoted: bool
    """The last thing before was a quotation, and not reported speech."""
    here: bool = False
    """It was the sentence just before."""
