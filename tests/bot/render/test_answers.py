"""Each kind of answer as a message: plain about what is on file, quiet, and whole for a screen reader."""

import pytest

from bot.render import ids
from bot.render.answers import message, private
from bot.render.ids import (
    ANSWER_MORE,
    ANSWER_SUGGEST,
    CARD_CONTEXT,
    CARD_SHARE,
    SOURCE_CONTEXT,
    Place,
    place_of,
)
from facts.answers import Card, Chronology, DeskStatus, DidYouMean, Excerpt, Found, Nothing, Sources, Usage
from facts.model import Status
from facts.questions import Question, Verb, Within
from tests import cards
from tests.bot.render.checks import assert_message, buttons, nodes, shown

ASKED = Question(Verb.QUOTE, "brandt")


def test_an_answer_to_a_command_is_private() -> None:
    """Only who asked sees it, and no link in it is previewed."""
    answer = private(Found(ASKED, (cards.quote(),)))
    assert answer["response_type"] == "ephemeral"
    assert answer["unfurl_links"] is answer["unfurl_media"] is False


def test_an_answer_to_a_mention_says_nothing_of_privacy() -> None:
    """`chat.postMessage` knows no response type."""
    assert "response_type" not in message(Found(ASKED, (cards.quote(),)))


def test_found_cards_stand_in_order_under_how_the_question_was_read() -> None:
    """Reading first, then each card, with a rule between them."""
    answer = message(Found(ASKED, (cards.quote(), cards.fact()), understood=("“brant” read as Ilse Brandt",)))
    text = shown(answer)
    assert text.startswith("“brant” read as Ilse Brandt\n“Nobody sails")
    assert text.index("Nobody sails") < text.index("Some ")
    assert [block["type"] for block in answer["blocks"]].count("divider") == 1


def test_the_fallback_holds_words_attribution_and_source() -> None:
    """A notification or a screen reader gets the answer, not a stand-in for it."""
    answer = message(
        Found(
            ASKED, (cards.quote(differences=(cards.difference(),)), cards.fact(silent=(cards.silent("x"),)))
        )
    )
    assert answer["text"] == (
        "“Nobody sails before the fog lifts.” — Harbour Master Ilse Brandt (First article)\n"
        "Sources differ (substance): Who waited. First article: “The crew waited.”; "
        "Second article: “Only the cook waited.”\n\n"
        "Some 40 passengers stayed on board. — according to analysts (First article)\n"
        "Second article: says nothing on this: no “x”"
    )


def test_more_records_are_a_button_away() -> None:
    """The button tells how many follow, and carries them with the question."""
    answer = message(Found(ASKED, (cards.quote(),), more=("a", "b")))
    assert "Show 2 more" in shown(answer)
    assert ids.more_of(buttons(answer)[ANSWER_MORE]) == ids.MoreValue(question=ASKED, records=("a", "b"))


def test_more_than_a_button_carries_is_told() -> None:
    """Where even the button cannot carry all, it says how many there are."""
    answer = message(Found(ASKED, (cards.quote(),), more=tuple(f"{number:0100}" for number in range(100))))
    assert "Show 18 more of 100" in shown(answer)


def test_an_answer_too_long_loses_records_from_its_end_and_never_a_source() -> None:
    """What does not fit is carried by the button, before what followed anyway; what is shown is whole."""
    long = "The fog was thick. " * 100
    many = tuple(cards.quote(long, cards.anywhere(long), id=f"q{number}") for number in range(9))
    answer = message(Found(ASKED, many, more=("z",)))
    assert_message(answer)
    left = ids.more_of(buttons(answer)[ANSWER_MORE]).records
    kept = len(many) - len(left) + 1
    assert left == (*(f"q{number}" for number in range(kept, 9)), "z")
    assert 1 < kept < 9
    assert shown(answer).count("First article") == shown(answer).count("The fog was thick") // 100 == kept


def test_records_that_are_gone_leave_a_plain_sentence() -> None:
    """An answer without records is still an answer."""
    for answer in (Found(ASKED, ()), Sources(ASKED, ()), Chronology(ASKED, (), ())):
        assert shown(message(answer)) == message(answer)["text"] == "There is no record to show."


def test_a_chronology_parts_what_happened_from_what_is_planned() -> None:
    """Headings stand over each part that there is, and each entry opens its context."""
    past = cards.event("2025-05-16", date_text="on Friday", basis="inferred", reasoning="x", id="past")
    next_ = cards.event("2026", basis="planned", id="next", differences=(cards.difference(),))
    answer = message(Chronology(Question(Verb.TIMELINE, "ferry"), (past,), (next_,)))
    assert_message(answer)
    assert shown(answer).splitlines() == [
        "Happened",
        "*16 May 2025 · “on Friday” · inferred*",
        *("The ferry left late.", "First article", "In context", "Planned"),
        *("*2026 · planned*", "The ferry left late.", "First article · Sources differ", "In context"),
    ]
    assert ids.card_of(buttons(answer)[CARD_CONTEXT]).record == "next"


def test_a_chronology_without_plans_has_no_heading_for_them() -> None:
    """An empty part is not announced."""
    assert "Planned" not in shown(message(Chronology(ASKED, (cards.event(),), ())))


def test_a_long_chronology_goes_on_behind_a_button() -> None:
    """Twenty-five entries at a time, the rest in order."""
    past = tuple(cards.event(id=f"e{number}") for number in range(30))
    answer = message(Chronology(ASKED, past, (cards.event(id="plan"),), more=("z",)))
    assert_message(answer)
    assert shown(answer).count("The ferry left late.") == 25
    assert ids.more_of(buttons(answer)[ANSWER_MORE]).records == (
        *(f"e{n}" for n in range(25, 30)),
        "plan",
        "z",
    )


def test_a_retracted_entry_says_so_first() -> None:
    """Nor does a short form present what is retracted as usable."""
    answer = message(Chronology(ASKED, (cards.event(status=Status.RETRACTED),), ()))
    assert "*⛔ Retracted: do not use · November 2026" in shown(answer)


def test_did_you_mean_offers_the_questions_themselves() -> None:
    """A press asks the question that the button names."""
    meant = Question(Verb.QUOTE, "Ilse Brandt")
    answer = message(DidYouMean(Question(Verb.QUOTE, "ils brand"), (meant,)))
    said = "Nothing on file for “ils brand”. Did you mean:"
    assert shown(answer) == f"{said}\n/quote Ilse Brandt"
    assert answer["text"] == f"{said}\n\n/quote Ilse Brandt"
    assert ids.question_of(buttons(answer)[ANSWER_SUGGEST]) == meant


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question(Verb.FACT, "bitcoin price"), "Nothing on file for “bitcoin price”."),
        (
            Question(Verb.TIMELINE, "ferry", Within(since="2030-01-01")),
            "Nothing on file for “ferry” since 1 January 2030.",
        ),
        (Question(Verb.TIMELINE, "", Within(until="1999-12-31")), "Nothing on file up to 31 December 1999."),
        (
            Question(Verb.TIMELINE, "", Within(since="2024-05-03", until="2024-05-03")),
            "Nothing on file on 3 May 2024.",
        ),
    ],
)
def test_nothing_is_said_plainly(question: Question, said: str) -> None:
    """No near miss, no padding."""
    answer = message(Nothing(question))
    assert answer["text"] == said
    assert shown(answer) == f"{said}\nFile it"


def test_nothing_by_a_speaker_names_the_speaker_and_offers_what_is_near() -> None:
    """That no words are on file is not the same as that nothing is."""
    answer = message(Nothing(ASKED, cards.person("Vladimir Putin"), (cards.fact(),)))
    lines = shown(answer).splitlines()
    assert lines[:2] == ["No words of Vladimir Putin on file.", "What the desk does hold nearby:"]
    assert "*40*\nSome 40 passengers stayed on board. · according to analysts" in shown(answer)
    assert "according to analysts (First article)" in answer["text"]


def test_what_nobody_has_curated_is_shown_as_the_source_has_it() -> None:
    """The sentence stands between its neighbours, under a warning, with its source and nobody's name."""
    found = Excerpt(cards.evidence("The crew waited."), "told the crew, “Nobody sails.” ", "\nSome 40")
    answer = message(Nothing(ASKED, uncurated=(found,)))
    assert_message(answer)
    assert shown(answer).startswith(
        "No record on file for “brandt”.\n"
        "In a source, not yet curated: nobody has checked this\n"
        "told the crew, “Nobody sails.” \nThe crew waited.\n\nSome 40\nFirst article"
    )
    assert "First article" in shown(answer)
    assert answer["text"].endswith("“The crew waited.” (First article)")
    place = place_of(buttons(answer)[SOURCE_CONTEXT])
    assert place == Place.of(found.sentence.passage)


@pytest.mark.parametrize(
    ("card", "lines"),
    [
        (
            cards.quote(),
            ["*Harbour Master Ilse Brandt*", "“Nobody sails before the fog lifts.”", "First article"],
        ),
        (
            cards.quote("The crew waited", form="indirect"),
            [
                "*Harbour Master Ilse Brandt · Reported speech, not the speaker's own words*",
                "The crew waited",
                "First article",
            ],
        ),
        (cards.fact(value="", according_to=""), ["*Some 40 passengers stayed on board.*", "First article"]),
        (cards.entity(), ["*Ilse Brandt*", "person", "First article"]),
        (
            cards.disagreement(),
            ["*Sources differ · substance*", "Who waited.", "First article, Second article"],
        ),
    ],
)
def test_every_kind_of_record_has_a_short_form(card: Card, lines: list[str]) -> None:
    """What is near is shown in two or three lines."""
    assert shown(message(Nothing(ASKED, near=(card,)))).splitlines()[2:-2] == lines


def test_sources_are_shown_passage_by_passage() -> None:
    """Asked for the source, the desk shows the words and where they stand."""
    answer = message(Sources(Question(Verb.SOURCE), (cards.fact(),)))
    assert_message(answer)
    assert "Some 40 passengers stayed on board\nFirst article" in shown(answer)
    assert CARD_SHARE not in buttons(answer)


@pytest.mark.parametrize("verb", [verb for verb in Verb if verb is not Verb.HELP])
def test_usage_is_two_lines_with_examples(verb: Verb) -> None:
    """How to ask, and what to type."""
    answer = message(Usage(verb))
    assert_message(answer)
    assert len(answer["text"].splitlines()) == 2
    (block,) = answer["blocks"]
    assert len(block["elements"]) == 2
    assert [node["text"] for node in nodes(block) if node.get("style") == {"code": True}]


def test_help_shows_every_verb() -> None:
    """Nothing that can be asked is hidden; checking a draft and keeping the desk are told beside it."""
    blocks = message(Usage(Verb.HELP))["blocks"]
    assert len(blocks) == len(Verb) + 2
    assert "/factdesk check" in shown({"blocks": blocks[-2:]})
    assert "/factdesk add" in shown({"blocks": blocks[-1:]})


def test_the_status_counts_what_is_on_file() -> None:
    """Counts by kind, the last revision, the packs."""
    answer = message(DeskStatus({"fact": 45, "quote": 12}, 120, ("istanbul-talks",)))
    assert answer["text"] == "On file: 45 facts, 12 quotes, up to revision 120.\nPacks: istanbul-talks."


def test_an_empty_desk_says_so() -> None:
    """A new desk is not an error."""
    assert shown(message(DeskStatus({}, 0, ()))) == "On file: nothing, up to revision 0.\nNo pack is loaded."
