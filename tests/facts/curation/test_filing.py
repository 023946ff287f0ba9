"""A record is filed with the source's own words, where they stand, or not at all."""

import pytest

from facts.check import Verdict
from facts.curation import NewName, NewRecord, NewSource, NotStanding
from facts.errors import BadInput, PassageNotFound
from facts.model import Entity, Event, Source, Status
from facts.verify import verify_store
from tests.facts.curation.newsroom import ARTICLE, POST, fact_of, fog, newsroom, passengers, quote_of


def test_a_quote_is_filed_as_its_source_has_it() -> None:
    """The passage, the speaker's words for herself, her title and the cue are read off the source."""
    curator, store = newsroom()
    quote = quote_of(curator.file(fog(), by="bob", why="heard on deck"))
    assert (quote.words, quote.form) == ("Nobody sails before the fog lifts.", "direct")
    assert (quote.speaker_text, quote.speaker_title, quote.cue) == ("Ilse Brandt", "Harbour Master", "told")
    (passage,) = quote.passages
    assert passage.exact == ARTICLE[passage.start : passage.end]
    assert passage.exact == "Harbour Master Ilse Brandt told the crew, “Nobody sails before the fog lifts.”"
    assert (quote.status, quote.checked) == (Status.DRAFT, "")
    assert verify_store(store) == ()


@pytest.mark.parametrize(
    "typed",
    [
        '"Nobody sails before the fog lifts."',
        "“Nobody sails before\u00a0the fog lifts”",
        "Nobody  sails before the\nfog lifts.",
        "Nobody sails be\u00adfore the fog lifts.",
    ],
)
def test_typography_may_differ_and_the_source_s_own_is_kept(typed: str) -> None:
    """Marks, spaces and invisible characters are folded to find the words, never to store them."""
    curator, _ = newsroom()
    quote = quote_of(curator.file(NewRecord("quote", typed, POST, speaker=NewName("Ilse Brandt")),
                                  by="bob", why="heard"))  # fmt: skip
    assert quote.words in ("Nobody sails before the fog lifts.", "Nobody sails before the fog lifts")
    assert quote.words in ARTICLE


@pytest.mark.parametrize(
    ("typed", "verdict", "differs"),
    [
        ("Nobody ever sails before the fog lifts.", Verdict.ALTERED, ("ever", "")),
        ("Anybody sails before the fog lifts.", Verdict.NEGATION, ("Anybody", "Nobody")),
        ("Nobody sails before the lifts.", Verdict.WORDS_MISSING, ("", "fog")),
    ],
)
def test_words_that_do_not_stand_are_refused_with_what_differs(
    typed: str, verdict: Verdict, differs: tuple[str, str]
) -> None:
    """The refusal has the check's verdict, the differences, and what the source has; nothing is kept."""
    curator, store = newsroom()
    new = NewRecord("quote", typed, POST, speaker=NewName("Ilse Brandt"))
    with pytest.raises(NotStanding, match="do not stand in “The Post”") as refusal:
        curator.file(new, by="bob", why="heard")
    assert refusal.value.verdict is verdict
    assert [(it.draft, it.source) for it in refusal.value.differences] == [differs]
    assert refusal.value.nearest
    assert refusal.value.nearest.exact.startswith("Nobody sails before the fog lifts")
    assert store.head() == 0


def test_a_fact_s_figure_must_be_the_source_s() -> None:
    """What is not quoted is held against the source word by word as well."""
    curator, _ = newsroom()
    new = NewRecord("fact", "Some 1,041 passengers stayed on board", POST)
    with pytest.raises(NotStanding) as refusal:
        curator.file(new, by="bob", why="read")
    assert refusal.value.verdict is Verdict.ALTERED
    assert refusal.value.differences[0].source == "1,040"


def test_what_a_source_has_nothing_of_is_not_on_file() -> None:
    """Words that come near nothing are refused without a guess."""
    curator, _ = newsroom()
    with pytest.raises(NotStanding, match="it does not have them") as refusal:
        curator.file(NewRecord("fact", "The moon is made of cheese", POST), by="bob", why="read")
    assert (refusal.value.verdict, refusal.value.nearest) == (Verdict.NOT_ON_FILE, None)


def test_words_are_not_filed_for_somebody_else() -> None:
    """A quote whose source names another speaker is refused."""
    curator, _ = newsroom()
    with pytest.raises(NotStanding) as refusal:
        curator.file(fog("John Smith"), by="bob", why="heard")
    assert refusal.value.verdict is Verdict.WRONG_SPEAKER


def test_words_that_stand_twice_are_not_placed_by_guess() -> None:
    """Where the words stand in two places, more of what stands around them is asked for."""
    curator, _ = newsroom()
    twice = NewSource("The crew waited. Then the crew left. The crew waited.")
    with pytest.raises(PassageNotFound, match="stand 2 times"):
        curator.file(NewRecord("fact", "The crew waited.", twice), by="bob", why="read")


def test_a_new_name_is_filed_with_the_words_that_name_it() -> None:
    """One form files a quote and its speaker, who rests on the same passage, in one transaction."""
    curator, store = newsroom()
    curator.file(fog(), by="bob", why="heard")
    entity = store.current(["ilse-brandt"])["ilse-brandt"].entry
    assert isinstance(entity, Entity)
    assert [variant.text for variant in entity.variants] == ["Ilse Brandt"]
    assert entity.status is Status.DRAFT
    assert [r.entry.kind for r in store.since(0)] == ["source", "entity", "quote"]


def test_a_source_is_on_file_once() -> None:
    """The same text from the same address is the source that is there already; a paste goes by its words."""
    curator, store = newsroom()
    curator.file(fog(), by="bob", why="heard")
    first = fact_of(curator.file(passengers(), by="bob", why="read"))
    again = fact_of(curator.file(passengers(first.passages[0].source), by="bob", why="read"))
    assert store.counts()["source"] == 1
    assert first.passages == again.passages
    assert again.id == f"{first.id}-2"


def test_a_changed_source_is_a_new_version_of_it() -> None:
    """Another text from the same address is kept beside the one before, and records rest on either."""
    curator, store = newsroom()
    old = fact_of(curator.file(passengers(), by="bob", why="read"))
    changed = NewSource(ARTICLE.replace("1,040", "1,400"), publisher="The Post", url=POST.url)
    new = fact_of(
        curator.file(NewRecord("fact", "Some 1,400 passengers stayed", changed), by="bob", why="changed")
    )
    versions = [r.entry.sha256 for r in store.history(old.passages[0].source) if isinstance(r.entry, Source)]
    assert versions == [old.passages[0].sha256, new.passages[0].sha256]


def test_what_somebody_saw_is_a_draft_that_says_who() -> None:
    """Without a source a record is a draft with who saw it, and cannot be verified."""
    curator, _ = newsroom()
    new = NewRecord("quote", "We sail at noon.", seen_by="bob", speaker=NewName("Ilse Brandt"))
    filed = curator.file(new, by="bob", why="was there")
    assert (quote_of(filed).seen_by, quote_of(filed).passages) == ("bob", ())
    with pytest.raises(BadInput, match="No source on file has this"):
        curator.verify(filed.entry.id, expected=filed.number, by="bob", why="sure")


def test_a_record_needs_a_source_or_somebody_who_saw_it() -> None:
    """A claim that nobody stands for is not filed."""
    curator, _ = newsroom()
    with pytest.raises(BadInput, match="Give the source, or say who saw it"):
        curator.file(NewRecord("fact", "It rained."), by="bob", why="so")


@pytest.mark.parametrize(
    ("typed", "edtf", "earliest", "latest"),
    [
        ("16 May 2025", "2025-05-16", "2025-05-16", "2025-05-16"),
        ("March 2022", "2022-03", "2022-03-01", "2022-03-31"),
        ("2022-03/2022-04", "2022-03/2022-04", "2022-03-01", "2022-04-30"),
        ("2024", "2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_date_is_read_as_people_type_it(typed: str, edtf: str, earliest: str, latest: str) -> None:
    """What is typed becomes EDTF in the precision that it has."""
    curator, _ = newsroom()
    event = curator.file(
        NewRecord("event", "The crew waited.", POST, fields={"date": typed}), by="bob", why="read"
    ).entry
    assert isinstance(event, Event)
    assert (event.date, event.earliest, event.latest) == (edtf, earliest, latest)


def test_a_value_that_is_not_in_the_passage_is_refused() -> None:
    """What a record says besides its passage must stand in it too; the field is named."""
    curator, store = newsroom()
    new = NewRecord("fact", "Some 1,040 passengers stayed on board", POST, fields={"value": "104"})
    with pytest.raises(BadInput, match="value: “104” stands in none of the passages"):
        curator.file(new, by="bob", why="read")
    assert store.head() == 0


def test_a_preview_shows_the_passage_and_keeps_nothing() -> None:
    """Before anything is filed the passage and its sentence can be looked at."""
    curator, store = newsroom()
    preview = curator.preview(passengers())
    assert preview.passage
    assert preview.passage.exact == "Some 1,040 passengers stayed on board"
    assert preview.sentence == "Some 1,040 passengers stayed on board, analysts said."
    assert curator.preview(fog()).verdict is Verdict.VERBATIM
    assert store.head() == 0
