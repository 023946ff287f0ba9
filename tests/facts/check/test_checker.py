"""Holding a draft against the desk: verdicts, speakers, records, limits."""

import pytest

from facts.check import Checker
from facts.check.checker import LONGEST, MOST
from facts.errors import BadInput
from facts.ingest.pack import load_pack
from facts.model import Entity, Quote, Status, Variant
from facts.passages import locate
from facts.store.memory import MemoryStore
from facts.wiring import bundled_pack
from tests.facts.check.desks import checker_of, source, store_of, verdicts

ARTICLE = (
    "Ann Lee, the mayor, spoke on Monday. “We are not closing the pool, and rates fell −0.42 %,” Ms. Lee "
    "said. “We never will,” she added.\n\n“I say 4.2 million people swim there,” said Bob Kerr, an analyst."
    "\n\nMr. Kerr said the city would sell the land next year."
)


@pytest.fixture(scope="module")
def desk() -> Checker:
    """The bundled pack, on file."""
    store = MemoryStore()
    load_pack(bundled_pack(), store)
    checker = Checker(store)
    checker.refresh()
    return checker


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("“We are closing the pool,” Ms. Lee said.", "negation"),
        ("Ms. Lee said they were “closing the pool.”", "opening cut"),
        ("“We are … closing the pool,” Ms. Lee said.", "negation"),
        ("“I say 2.4 million people swim there,” said Bob Kerr.", "altered"),
        ("Ms. Lee said “rates fell 0.42 %.”", "altered"),
        ("Ms. Lee said rates fell “0.42 %.”", "altered"),
        ("“I say 4.2,” said Bob Kerr.", "altered"),
        ("“We are not closing the pool … I say 4.2 million people swim there,” Ms. Lee said.", "spliced"),
        ("Bob Kerr said “million people swim there.”", "altered"),
        ("“The city would sell the land next year,” Mr. Kerr said.", "paraphrase"),
        ("“We never will,” said Bob Kerr.", "wrong speaker"),
        ("“We never will,” said an aide to Ms. Lee.", "speaker not established"),
        ("Bob Kerr came in. “We never will,” he said.", "wrong speaker"),
        ("“We never will,” she said.", "verbatim"),
        ("“We never will,” the mayor said.", "verbatim"),
        ("“We never will,” Ann Lee said.", "verbatim"),
        ("Bob Kerr said “4.2 million people” swim there.", "fragment"),
    ],
)
def test_a_draft_gets_its_verdict(draft: str, verdict: str) -> None:
    """The rows of the table that other checkers get wrong, and the faithful drafts beside them."""
    assert verdicts(checker_of(source(ARTICLE)).check(draft).quotations) == [verdict]


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("「税金は上げないし下げない」", "verbatim"),
        ("「税金は上げないし下げる」", "not on file"),
        ("「税金は上げない」", "not on file"),
        ("「税金は上げないし下げない」と田中氏は語った。", "speaker not established"),
    ],
)
def test_where_no_name_can_be_seen_nobody_is_taken_for_the_speaker(draft: str, verdict: str) -> None:
    """In a script without capitals words are accepted whole, and only where the draft says nothing of who."""
    article = source("市長の山田花子氏は「税金は上げないし下げない」と語った。")
    assert verdicts(checker_of(article).check(draft).quotations) == [verdict]


def test_every_direct_quote_of_the_pack_is_accepted_as_it_stands(desk: Checker) -> None:
    """The seeds' own quotations, by their own speakers, are verbatim or fragments."""
    store = MemoryStore()
    load_pack(bundled_pack(), store)
    quotes = [
        r.entry for r in store.all("quote") if isinstance(r.entry, Quote) and r.entry.form != "indirect"
    ]
    found = [
        one.verdict.advice
        for quote in quotes
        for one in desk.check(f"“{quote.words}” {quote.speaker_text} said.").quotations
    ]
    assert len(found) >= len(quotes)
    assert set(found) == {"yes"}


def test_a_curated_record_settles_who_speaks(desk: Checker) -> None:
    """A variant of the name on file is the same speaker; the house spelling stands beside the verdict."""
    found = desk.check("“This must happen immediately to stop the killing,” Selenskyj said.").quotations[0]
    assert found.verdict.advice == "yes"
    assert found.attribution.spelling == "Volodymyr Zelenskyy"
    assert found.record


def test_the_passage_is_the_sources_own(desk: Checker) -> None:
    """What stands beside the draft's words is a passage of the source, to the character."""
    found = desk.check("Fidan said: “Both sides will choose what path to take.”").quotations[0]
    assert found.passage is not None
    assert found.passage.exact == "Both sides will choose which path to take"
    assert [(one.what, one.draft, one.source) for one in found.differences] == [("replaced", "what", "which")]


NEARBY = {
    "last phrase": ("This must happen immediately to stop it", "This must happen right now",
                    ("replaced", "right now", "immediately")),
    "last words": ("We want to go and to sleep and to eat", "We need to go and to",
                   ("replaced", "need", "want")),
    "first words": ("And to stay and then to stay we want a home", "To stay we need a home",
                    ("replaced", "need", "want")),
    "last word": ("They lied to us and to you and to me", "He lied to", ("replaced", "He", "They")),
}  # fmt: skip


@pytest.mark.parametrize(("said", "drafted", "difference"), NEARBY.values(), ids=NEARBY)
def test_words_that_come_again_are_aligned_with_the_nearest(
    said: str, drafted: str, difference: tuple[str, str, str]
) -> None:
    """Where the source has a quotation's first or last words twice, those beside the rest are meant."""
    (found,) = checker_of(source(f"“{said},” Ann Lee said.")).check(f"“{drafted},” Ann Lee said.").quotations
    assert [(one.what, one.draft, one.source) for one in found.differences] == [difference]


AMBIGUOUS = {
    "two women": ("Ann Lee met Mary Roe.", "she", ("Ann Lee", "Mary Roe")),
    "two bodies": ("Erie Foods Inc. sued Utah Foods Inc.", "the company", ("Erie Foods", "Utah Foods")),
    "one kind": ("The State Department sued the Justice Department.", "the department",
                 ("State Department", "Justice Department")),
    "coaches": ("Coach Tom Hill beat coach Bob Kerr.", "the coach", ("Tom Hill", "Bob Kerr")),
    "kin": ("Tina Hodge, daughter of Carl Hodge, left.", "Hodge", ("Tina Hodge", "Carl Hodge")),
    "asked by": ("Asked by Tom Hill whether he knew, Bob Kerr paused.", "he", ("Tom Hill",)),
    "a person's company": ("Ann Lee of Erie Foods Inc. left.", "the company", ("Ann Lee",)),
}  # fmt: skip


@pytest.mark.parametrize(("before", "mention", "names"), AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_nobody_is_accepted_as_a_speaker_who_may_be_another(
    before: str, mention: str, names: tuple[str, ...]
) -> None:
    """Where a pronoun, a title or a last name fits two, no draft that names either of them is accepted."""
    checker = checker_of(source(f"{before} “It will never open again,” {mention} said."))
    found = [checker.check(f"“It will never open again,” {name} said.").quotations for name in names]
    assert all(one.verdict.advice != "yes" for quotations in found for one in quotations)


KNOWN = {
    "goes on": ("Tom Hill said Bob Kerr had lied.\n\n“He had to go,” he said.", "Tom Hill"),
    "goes on twice": ("Tom Hill said Bob Kerr had lied. He said he saw it. “He had to go,” he said.", "Hill"),
    "women around": ("Tom Hill met Ann Lee.\n\n“He had to go,” he said.", "Tom Hill"),
    "gender told before": (
        "Ann Lee and Tom Hill left. Lee praised Hill. “He had to go,” she said.",
        "Ann Lee",
    ),
    "no person": ("Tom Hill left Time Warner. “He had to go,” he said.", "Tom Hill"),
    "a nurse": ("Tom Hill, a nurse, met a reporter. “He had to go,” he said.", "Tom Hill"),
    "his own brother": ("Tom Hill lost his brother that day. “He had to go,” he said.", "Tom Hill"),
    "title alone": ("Gov. Tom Hill met Mayor Bob Kerr. “He had to go,” the governor said.", "Tom Hill"),
    "office": ("Secretary of State Ann Lee said: “He had to go.”", "Ann Lee"),
    "short name": ("“He had to go,” said Robert Hill.", "Bob Hill"),
    "short name in the source": ("Larry Hill, born Lawrence Hill, left. “He had to go,” Hill said.", "Hill"),
    "noun like a verb": (
        "“So it is,” said Tom Hill, the White House press chief. “He had to go.”",
        "Tom Hill",
    ),
}


@pytest.mark.parametrize(("text", "name"), KNOWN.values(), ids=KNOWN)
def test_a_speaker_of_whom_the_source_leaves_no_doubt_is_accepted(text: str, name: str) -> None:
    """Whoever goes on speaking, or is the only one meant by a pronoun or title, may be quoted by name."""
    found = checker_of(source(text)).check(f"“He had to go,” {name} said.").quotations
    assert [one.verdict.advice for one in found] == ["yes"]


UNKNOWN = {
    "her name stands in what he said": ("Pat Hill said Ann Lee lied. “He had to go,” she said.", "Pat Hill"),
    "somebody comes between": ("Tom Hill said it. Bob Kerr left.\n\n“He had to go,” he said.", "Tom Hill"),
    "a juror": ("Tom Hill said it.\n\nOne juror, a teacher, cried. “He had to go,” he said.", "Tom Hill"),
    "a dean": ("Tom Hill slept. When a dean saw her, she ran. “He had to go,” he told her.", "Tom Hill"),
    "the mayor": ("Tom Hill spoke. Then the mayor rose. “He had to go,” he said.", "Tom Hill"),
    "his brother": ("“So be it,” Tom Hill said.\n\nHis brother fled. “He had to go,” he said.", "Tom Hill"),
    "another life": (
        "Ann Lee ran. Eve Dow won, Dow wept. “Yes,” Lee said.\n\nShe farmed. “He had to go,” she said.",
        "Ann Lee",
    ),
    "two governors": ("Gov. Tom Hill met Gov. Bob Kerr. “He had to go,” the governor said.", "Tom Hill"),
}


@pytest.mark.parametrize(("text", "name"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_speaker_of_whom_the_source_leaves_doubt_is_not(text: str, name: str) -> None:
    """Going on speaking proves nothing where somebody else may have taken the word."""
    found = checker_of(source(text)).check(f"“He had to go,” {name} said.").quotations
    assert [one.verdict.advice for one in found] != ["yes"]


def test_words_in_a_sentence_without_a_cue_are_nobodys_for_certain() -> None:
    """Whoever had the word before may have said them; neither in a draft nor in a source is that proof."""
    told = "Ann Lee said it was over. The crowd had waited “for two long hours in the rain.”"
    kerr = "“We stood for two long hours in the rain,” said Bob Kerr."
    for text, draft in ((told, "Ann Lee spoke of “two long hours in the rain.”"), (kerr, told)):
        (found,) = checker_of(source(text)).check(draft).quotations
        assert found.verdict == "speaker not established"


def test_a_record_that_is_not_verified_says_so() -> None:
    """The status of a retracted record stands beside the verdict."""
    article = source(ARTICLE)
    mayor = Entity(
        id="ann-lee", type="person", name="Ann Lee", passages=(locate(article, "Ann Lee, the mayor"),)
    )
    quote = Quote(
        id="never", status=Status.RETRACTED, form="direct", speaker="ann-lee", speaker_text="she",
        words="We never will", cue="added", passages=(locate(article, "“We never will,” she added."),),
    )  # fmt: skip
    found = checker_of(article, mayor, quote).check("“We never will,” Lee said.").quotations[0]
    assert (found.record, found.attribution.status) == ("never", "retracted")


def test_a_name_on_file_is_known_by_its_variants() -> None:
    """A speaker by a spelling that only the desk knows is the same; another entity's name is not."""
    article = source("“We will not sell,” said Muammar Qaddafi.")
    leader = Entity(
        id="q", type="person", name="Muammar Gaddafi", passages=(locate(article, "Muammar Qaddafi"),),
        variants=(Variant(text="Muammar Qaddafi"), Variant(text="Qaddafi"), Variant(text="Kadafi")),
    )  # fmt: skip
    checker = checker_of(article, leader)
    assert verdicts(checker.check("“We will not sell,” Kadafi said.").quotations) == ["verbatim"]
    assert verdicts(checker.check("“We will not sell,” Kerr said.").quotations) == ["wrong speaker"]


def test_people_of_one_family_are_told_apart() -> None:
    """Where two share a last name, the last name alone does not say which of them speaks."""
    checker = checker_of(
        source("Tom Berg and his sister Eva Berg own it.\n\nThe roof leaks. “It leaks badly,” Berg said.")
    )
    assert checker.check("“It leaks badly,” said Tom Berg.").quotations[0].verdict.advice != "yes"


def test_a_check_sees_what_was_on_file_at_the_last_refresh() -> None:
    """A new source is seen after a refresh; a changed one takes the place of what it was."""
    store = store_of(source("“We will sell,” said Ann Lee."))
    checker = Checker(store)
    assert verdicts(checker.check("“We will sell,” said Ann Lee.").quotations) == ["not on file"]
    checker.refresh()
    assert verdicts(checker.check("“We will sell,” said Ann Lee.").quotations) == ["verbatim"]
    with store.writer() as writer:
        writer.put(source("“We may sell,” said Ann Lee."), by="test", why="changed")
    checker.refresh()
    assert verdicts(checker.check("“We will sell,” said Ann Lee.").quotations) == ["altered"]


def test_the_worst_comes_first() -> None:
    """Quotations are reported worst first, with a tally in the same order."""
    report = checker_of(source(ARTICLE)).check(
        "“We never will,” Ann Lee said.\n\nHe said: “No stork ever came by here.”\n\n"
        "“I say 4.2 billion people swim there,” Bob Kerr said."
    )
    assert verdicts(report.quotations) == [str(verdict) for verdict in report.tally]
    assert report.quotations[-1].verdict.advice == "yes"
    assert report.must_not_be_printed


def test_titles_of_works_and_scare_quotes_are_no_quotations() -> None:
    """A title without a cue, and a single word, are not looked up."""
    report = checker_of(source(ARTICLE)).check("The film “Gone With the Wind” is a “classic” of its kind.")
    assert report.quotations == ()


def test_a_figure_that_differs_is_a_question(desk: Checker) -> None:
    """A number beside a record on the same subject is shown with the record, and is no verdict."""
    report = desk.check("Under the prisoner swap each side is set to return 1,200 prisoners of war.")
    assert [(one.text, one.what) for one in report.figures] == [("1,200 prisoners", "number")]
    assert not report.must_not_be_printed
    assert "1,000" in report.figures[0].on_file


def test_a_figure_that_agrees_is_no_question(desk: Checker) -> None:
    """The number on file, on the same subject, asks nothing."""
    assert not desk.check("Each side is set to return 1,000 prisoners of war.").figures


TITLED = {
    "another office": ("Foreign Minister Rustem Umerov flew home.", ["Foreign Minister Rustem Umerov"]),
    "his office": ("Defence Minister Rustem Umerov flew home.", []),
    "with its country": ("Ukrainian Defense Minister Umerov flew home.", []),
    "a form of address": ("Mr. Umerov flew home.", []),
    "a namesake": ("Foreign Minister Hans Umerov flew home.", []),
    "within a quotation": ("“Foreign Minister Rustem Umerov flew home,” she said.", []),
    "nobody on file": ("Foreign Minister Bob Kerr flew home.", []),
}


@pytest.mark.parametrize(("draft", "asked"), TITLED.values(), ids=TITLED)
def test_a_title_that_is_not_on_file_is_asked_about(desk: Checker, draft: str, asked: list[str]) -> None:
    """An office before a name, outside of quotations, is held against the titles on file."""
    assert [one.text for one in desk.check(draft).figures if one.what == "title"] == asked


@pytest.mark.parametrize(
    "draft",
    ["a" * (LONGEST + 1), "“We will not sell it,” said Ann Lee.\n\n" * (MOST + 1)],
    ids=["long", "many"],
)
def test_a_draft_too_large_gets_one_sentence(draft: str) -> None:
    """More characters or quotations than can be checked at once is one sentence that says what to do."""
    with pytest.raises(BadInput, match="check it in parts"):
        checker_of(source(ARTICLE)).check(draft)


@pytest.mark.parametrize(
    "draft",
    [
        '"' * 20_000,
        "“" * 20_000,
        "“a ‘b " * 3_000 + "’ ”" * 3_000,
        "“" + "\u0301" * 50_000 + "”",
        "“" + "we … " * 3_000 + "” said Ann Lee.",
        "“" + "we [a] " * 3_000 + "” said Ann Lee.",
        "“" + "we " * 20_000 + "” said Ann Lee.",
        "\x00“\ud7ff\uffff” said Ann Lee.",
        "",
    ],
)
def test_a_hostile_draft_ends_with_an_answer(draft: str) -> None:
    """What tries to take for ever comes to a report in which nothing is accepted."""
    report = checker_of(source(ARTICLE)).check(draft)
    assert all(one.verdict.advice != "yes" for one in report.quotations)


def test_a_check_changes_nothing() -> None:
    """The same draft against the same file gives the same report."""
    checker = checker_of(source(ARTICLE))
    draft = "“We never will,” she said."
    assert checker.check(draft) == checker.check(draft)
