"""What the buttons of a checked quotation carry, so that no draft need be kept for them."""

from dataclasses import replace
from typing import Self

from pydantic import TypeAdapter

from bot.render import ids
from bot.render.corrected import surroundings
from bot.render.ids import Place, WordsValue
from facts.check.report import Checked, Verdict
from facts.model import Passage, Source, Value
from facts.passages import passage_at

_RIGHT = frozenset((Verdict.FRAGMENT, Verdict.VERBATIM))


class SharedValue(Value):
    """A checked quotation without the words of its source, which are read anew from their places."""

    checked: Checked
    passage: Place | None = None
    sentence: Place | None = None

    def restored(self, source: Source | None) -> Checked:
        """Return the quotation as it was checked.

        Args:
            source: the version of the source that the places are in; None where it was not on file.
        """
        if source is None or self.passage is None or self.sentence is None:
            return self.checked
        passage = passage_at(source, self.passage.start, self.passage.end)
        sentence = source.text[self.sentence.start : self.sentence.end]
        return replace(self.checked, passage=passage, sentence=sentence)

    @classmethod
    def of(cls, one: Checked, source: Source | None) -> Self:
        """Take a quotation apart into what it says and where its words stand."""
        bare = replace(one, passage=None, sentence="")
        if source is None or one.passage is None:
            return cls(checked=bare)
        return cls(checked=bare, passage=Place.of(one.passage), sentence=_around(one, one.passage, source))


_SHARED = TypeAdapter(SharedValue)


def share_value(one: Checked, source: Source | None) -> str:
    """Return what "share" carries; empty where the quotation is too long to be passed on by a button."""
    return ids.value_of(SharedValue.of(one, source))


def shared_of(value: str) -> SharedValue:
    """Read what "share" carries.

    Raises:
        BadInput: it is nothing that can be shared.
    """
    return ids.decoded(_SHARED, value)


def context_value(one: Checked, source: Source | None) -> str:
    """Return what "in context" carries; empty where there is no source to show."""
    return ids.value_of(Place.of(one.passage)) if source and one.passage else ""


def words_value(draft: str, one: Checked, source: Source | None) -> str:
    """Return what "use the source's words" carries; empty where there is no source, or nothing to correct."""
    if source is None or one.passage is None or one.verdict in _RIGHT:
        return ""
    sentence = _around(one, one.passage, source)
    around = surroundings(draft, one)
    alone = WordsValue(sentence=sentence)
    if around is None:
        return ids.value_of(alone)
    whole = alone.model_copy(update={"words": Place.of(one.passage), "before": around[0], "after": around[1]})
    return ids.value_of(whole) or ids.value_of(alone)


def _around(one: Checked, passage: Passage, source: Source) -> Place:
    """Return where the sentence around a passage stands; the passage itself where it is not told."""
    start = source.text.find(one.sentence, max(0, passage.end - len(one.sentence))) if one.sentence else -1
    if not 0 <= start <= passage.start:
        return Place.of(passage)
    return Place.of(passage).model_copy(update={"start": start, "end": start + len(one.sentence)})
