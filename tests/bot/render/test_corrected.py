"""The draft's sentence with the source's words: whole, and only where they fit."""

import pytest

from bot.render.corrected import surroundings
from facts.check.report import Attribution, Checked, Verdict
from tests.cards import anywhere

EXACT = "Nobody sails before the fog lifts"


def _altered(draft: str, words: str, agreement: str = "same", **fields: object) -> Checked:
    start = draft.index(words)
    by = Attribution(agreement=agreement)
    passage = anywhere(str(fields.pop("exact", EXACT))).passage
    verdict = Verdict(str(fields.pop("verdict", "altered")))
    text = str(fields.pop("text", words))
    return Checked(start, start + len(words), text, "Brandt", verdict, passage=passage, attribution=by)


@pytest.mark.parametrize(
    ("draft", "words", "corrected"),
    [
        (
            "It was late. “Nobody sails in fog,” Brandt said. They stayed.",
            "Nobody sails in fog,",
            "“Nobody sails before the fog lifts,” Brandt said.",
        ),
        (
            "They asked.\nBrandt said: “Nobody sails in fog.” They stayed.",
            "Nobody sails in fog.",
            "Brandt said: “Nobody sails before the fog lifts.”",
        ),
        (
            "“Who sails in fog?” Brandt asked. They stayed.",
            "Who sails in fog?",
            "“Nobody sails before the fog lifts?” Brandt asked.",
        ),
        (
            'He said "nobody sails in fog", and left\nNext',
            "nobody sails in fog",
            'He said "Nobody sails before the fog lifts", and left',
        ),
    ],
)
def test_the_words_are_put_into_the_sentence(draft: str, words: str, corrected: str) -> None:
    """The rest of the sentence, its marks and the cue stay as they are; its neighbours are left out."""
    around = surroundings(draft, _altered(draft, words))
    assert around
    assert f"{around[0]}{EXACT}{around[1]}" == corrected


@pytest.mark.parametrize(
    "changes",
    [
        {"agreement": "other"},
        {"agreement": "unsure"},
        {"verdict": "wrong speaker"},
        {"verdict": "spliced"},
        {"verdict": "paraphrase"},
        {"exact": "Nobody sails,” she said. “Before the fog"},
        {"exact": "Nobody sails\nbefore the fog"},
        {"text": "Nobody sails and none walks"},
    ],
)
def test_words_that_do_not_fit_are_not_forced_in(changes: dict[str, str]) -> None:
    """Another speaker, several utterances or interrupted words leave the draft's sentence alone."""
    draft = "“Nobody sails in fog,” Brandt said."
    assert surroundings(draft, _altered(draft, "Nobody sails in fog,", **changes)) is None
