"""A report on a draft: a tally, a card a quotation with both sides, questions, buttons that carry enough."""

from dataclasses import replace

import pytest

from bot.render import ids
from bot.render.check_values import shared_of
from bot.render.checks import report_pages, shared_check
from facts.check.report import Attribution, Checked, Difference, Figure, Report, Verdict
from facts.model import Source
from facts.passages import locate
from tests import cards
from tests.bot.render.checks import (
    HOSTILE,
    Json,
    assert_message,
    buttons,
    nodes,
    shown,
)

FIRST = cards.source(url="https://example.org/ferry")
SAID = "Nobody sails before the fog lifts."


def _one(
    verdict: Verdict = Verdict.ALTERED, text: str = "Nobody sails after the fog lifts.", **fields: object
) -> Checked:
    """Return a quotation that was held against the harbour master's words in the first article."""
    by = Attribution("Brandt", "Ilse Brandt", "same")
    given = {"source": "first", "passage": locate(FIRST, SAID), "attribution": by, "sentence": SAID, **fields}
    return Checked(1, 1 + len(text), text, "Brandt", verdict, **given)  # type: ignore[arg-type]


def _pages(
    *quotations: Checked, figures: tuple[Figure, ...] = (), draft: str = "", name: str = ""
) -> tuple[Json, ...]:
    text = draft or f"“{quotations[0].text}” Brandt said." if quotations else draft
    sources = {"first": FIRST, "second": cards.second()}
    pages = report_pages(text, Report(quotations, figures), sources, "key", name)
    for page in pages:
        assert_message(page)
    return pages


def _message(*quotations: Checked, figures: tuple[Figure, ...] = (), draft: str = "", name: str = "") -> Json:
    (message,) = _pages(*quotations, figures=figures, draft=draft, name=name)
    return message


def _styled(message: Json, style: str) -> list[str]:
    return [node["text"] for node in nodes(message["blocks"]) if node.get("style", {}).get(style)]


def _lines(message: Json) -> list[str]:
    return shown(message).splitlines()


def test_the_tally_stands_on_top() -> None:
    """How many quotations there are, and how many have each verdict, worst first, in one line."""
    missing = Checked(0, 1, "No such words.", "", Verdict.NOT_ON_FILE)
    message = _message(_one(Verdict.WRONG_SPEAKER, SAID), missing, _one(Verdict.VERBATIM, SAID))
    tally = "3 quotations: 1 wrong speaker · 1 not on file · 1 verbatim"
    assert _lines(message)[0] == tally
    assert message["text"].startswith(tally)
    assert _lines(_message(_one()))[0] == "1 quotation: 1 altered"


def test_nothing_to_check_is_one_sentence() -> None:
    """A text without quotations gets one sentence and no card."""
    assert shown(_message()) == "There is no quotation to check in this text."
    assert shown(_message(name="a.txt")) == "a.txt: There is no quotation to check in this text."


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_says_what_it_means_for_printing(verdict: Verdict) -> None:
    """The verdict, whether to print it and why stand at the head of the card."""
    heading, _, why = _lines(_message(_one(verdict)))[1:4]
    advice = {"no": "do not print", "look": "look before", "yes": "may be", "unknown": "cannot tell"}
    assert str(verdict) in heading.casefold()
    assert advice[verdict.advice] in heading
    assert why


def test_what_differs_is_marked_on_both_sides() -> None:
    """The draft's word is struck out, the source's is bold, and all others are plain."""
    message = _message(_one())
    assert _styled(message, "strike") == ["after"]
    assert _styled(message, "bold")[2:] == ["before"]


def test_the_right_speaker_stands_against_the_wrong_one() -> None:
    """The draft's speaker is struck out, and the source's is bold."""
    by = Attribution("the cook", "Ilse Brandt", "other")
    message = _message(_one(Verdict.WRONG_SPEAKER, SAID, attribution=by))
    assert _styled(message, "strike") == ["the cook"]
    assert _styled(message, "bold")[2:] == ["Ilse Brandt"]


def test_nobody_named_is_said() -> None:
    """A side without a speaker says so."""
    one = replace(_one(Verdict.NO_SPEAKER, SAID, attribution=Attribution()), speaker="")
    text = shown(_message(one))
    assert "In the draft · \nnobody named" in text
    assert "In the source · \nspeaker not established" in text


@pytest.mark.parametrize(
    ("verdict", "what", "clause", "bold"),
    [
        (Verdict.ENDING_CUT, "after", "before the fog lifts", ["before the fog lifts"]),
        (Verdict.OPENING_CUT, "before", "I do not say that", ["I do not say that"]),
        (Verdict.ALTERED, "torn", "fog", ["fog"]),
        (Verdict.SECOND_HAND, "elsewhere", "The Gazette", [SAID, "The Gazette"]),
        (Verdict.SOURCES_DIFFER, "elsewhere", "Second article: None", ["Second article: None"]),
    ],
)
def test_what_matters_is_marked_in_the_sources_sentence(
    verdict: Verdict, what: str, clause: str, bold: list[str]
) -> None:
    """Where the words themselves are right, the clause, the outlet or the other source is what stands out."""
    differences = (Difference(what, "", clause),)  # type: ignore[arg-type]
    message = _message(_one(verdict, SAID, differences=differences))
    assert _styled(message, "bold")[2:] == bold
    assert not _styled(message, "strike")


def test_a_fragment_is_shown_in_its_sentence() -> None:
    """The words stand out in the sentence that they are a part of."""
    part = locate(FIRST, "before the fog")
    message = _message(_one(Verdict.FRAGMENT, "before the fog", passage=part))
    assert _styled(message, "bold")[2:] == ["before the fog"]
    assert SAID.replace("before the fog", "\nbefore the fog\n") in shown(message)


def test_what_is_spliced_is_taken_apart() -> None:
    """Each piece stands as the source has it."""
    joined = (
        Difference("joined", "nobody sails", "Nobody sails"),
        Difference("joined", "waited", "The crew"),
    )
    message = _message(_one(Verdict.SPLICED, "Nobody sails, waited", differences=joined))
    bars = [node for node in nodes(message["blocks"]) if node.get("type") == "rich_text_quote"]
    assert [bar["elements"][0]["text"] for bar in bars] == [
        "Nobody sails, waited",
        "Nobody sails",
        "The crew",
    ]


def test_names_titles_and_status_are_told_in_small_print() -> None:
    """The house spelling, the titles on file and a record that is not verified stand with the source."""
    by = Attribution("Brand", "Ilse Brandt", "same", "Ilse Brandt", ("Harbour Master",), "disputed")
    text = shown(_message(_one(attribution=by)))
    assert "⚠ Disputed: check before use · House spelling: Ilse Brandt · On file as “Harbour Master”" in text
    assert "First article" in text
    assert "|Open at the sentence>" in text


def test_figures_are_questions_at_the_end() -> None:
    """What the draft counts stands beside what the desk has, after the quotations, ten in a list."""
    figure = Figure(0, 2, "40 crew", "Some 50 crew stayed.", "crew", "first", "number")
    message = _message(_one(), figures=(figure,) * 12)
    assert _lines(message)[0] == "1 quotation: 1 altered · 12 figures to look at"
    question = "“40 crew”: the desk has “Some 50 crew stayed.”, First article"
    assert _lines(message).count(question) == message["text"].count(question) == 12
    assert _lines(message)[-1] == question
    assert _lines(_message(figures=(figure,)))[0] == "No quotation · 1 figure to look at"


def test_what_does_not_fit_stands_on_further_pages() -> None:
    """Every card is on some page, worst first, and so is every figure; the tally is on top of each."""
    figure = Figure(0, 2, "40 crew", "Some 50 crew stayed.", "crew", "first", "number")
    quotations = [*[_one()] * 40, *[_one(Verdict.VERBATIM, SAID)] * 60]
    pages = _pages(*quotations, figures=(figure,) * 25, name="draft.docx")
    tally = "draft.docx: 100 quotations: 40 altered · 60 verbatim · 25 figures to look at"
    assert {_lines(page)[0] for page in pages} == {tally}
    assert all(page["text"].startswith(tally) for page in pages)
    text = "\n".join(map(shown, pages))
    told = ["Altered: do not print", "Verbatim: may be printed", "“40 crew”: the desk has"]
    assert [text.count(words) for words in told] == [40, 60, 25]
    assert text.rindex("Altered: do not print") < text.index("Verbatim: may be printed")


def test_buttons_lead_from_page_to_page() -> None:
    """Each page says where it is, and leads to the one before and after it, where there is one."""
    first, *_, last = pages = _pages(*[_one()] * 40)
    second = pages[1]
    assert f"Page 2 of {len(pages)}" in _lines(second)
    turning = (ids.CHECK_PREVIOUS, ids.CHECK_NEXT)
    led = {action: ids.page_of(buttons(second)[action]) for action in turning}
    assert led == {
        ids.CHECK_PREVIOUS: ids.PageValue(report="key", page=0),
        ids.CHECK_NEXT: ids.PageValue(report="key", page=2),
    }
    assert ids.CHECK_PREVIOUS not in buttons(first)
    assert ids.CHECK_NEXT not in buttons(last)
    assert not set(turning) & buttons(_message(_one())).keys()


def test_each_card_has_its_buttons() -> None:
    """Share, in context, the source's words where something is to correct, and filing what is missing."""
    whole = [ids.CHECK_SHARE, ids.CHECK_CONTEXT, ids.CHECK_WORDS]
    assert list(buttons(_message(_one()))) == whole
    assert list(buttons(_message(_one(Verdict.VERBATIM, SAID)))) == whole[:2]
    assert list(buttons(_message(Checked(0, 9, "Not here.", "", Verdict.NOT_ON_FILE)))) == [
        ids.CHECK_SHARE,
        ids.CHECK_FILE,
    ]


def test_what_is_retracted_can_only_be_read() -> None:
    """Words that were withdrawn are not handed on by a button."""
    by = Attribution("Brandt", "Ilse Brandt", "same", status="retracted")
    assert list(buttons(_message(_one(attribution=by)))) == [ids.CHECK_CONTEXT]


def test_a_source_in_another_version_is_neither_linked_nor_shown() -> None:
    """Offsets into one version of a source are not used on another."""
    other = FIRST.model_copy(update={"sha256": "0" * 64})
    (message,) = report_pages("", Report((_one(),)), {"first": other}, "key")
    assert list(buttons(message)) == [ids.CHECK_SHARE]
    assert "Open at" not in shown(message)


def test_a_shared_card_says_the_same_as_the_private_one() -> None:
    """What a button carries makes the card anew, under who had it checked, and with no buttons."""
    private = _message(_one())
    value = shared_of(buttons(private)[ids.CHECK_SHARE])
    public = shared_check(value, FIRST, "U0ANA")
    assert_message(public)
    assert _lines(public)[:2] == ["Asked by <@U0ANA>:", "check “Nobody sails after the fog lifts.”"]
    assert _lines(public)[2:] == _lines(private)[1:-3]
    assert not buttons(public)


def test_a_quotation_too_long_for_a_button_is_not_shared() -> None:
    """Nothing is passed on in part."""
    assert ids.CHECK_SHARE not in buttons(_message(_one(text="Nobody sails. " * 150)))


def test_a_long_sentence_leaves_the_sources_words_alone() -> None:
    """Where the draft's sentence has no room in a button, the source's is still there to copy."""
    draft = "&" * 300 + "“Nobody sails after the fog lifts,” " + "&" * 300
    start = draft.index("Nobody")
    one = replace(_one(), text="Nobody sails after the fog lifts,", start=start, end=start + 33)
    value = ids.words_of(buttons(_message(one, draft=draft))[ids.CHECK_WORDS])
    assert (value.words, value.before) == (None, "")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_only_ever_words(text: str) -> None:
    """A draft, a speaker or a source made to do harm is shown within the limits, and mentions nobody."""
    source: Source = cards.anywhere(text).source
    passage = cards.anywhere(text).passage
    by = Attribution(text, text, "other", text, (text,))
    differences = (Difference("elsewhere", text, text),)
    fields = {"passage": passage, "attribution": by, "sentence": text, "differences": differences}
    quotations = tuple(_one(verdict, text, **fields) for verdict in Verdict)
    figure = Figure(0, 1, text, text, "x", "first", "number")
    for page in report_pages(text, Report(quotations, (figure,) * 30), {"first": source}, "key", text):
        assert_message(page)
