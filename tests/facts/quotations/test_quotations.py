"""Who said what: one rule of news English a test."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from facts.quotations import Form, Quotation, as_gold, find_quotations
from facts.quotations.claims import claims
from facts.quotations.marks import paragraphs, stretches_in
from facts.quotations.tokens import sentences, tokenise

SEEDS = Path(__file__).parents[3] / "seeds" / "istanbul-talks"


def _found(text: str) -> list[tuple[str, str | None]]:
    """The words of each quotation, parts joined by " | ", with its speaker as the text puts it."""
    return [
        (_words(text, one), one.speaker.text if one.speaker is not None else None)
        for one in find_quotations(text)
    ]


def _words(text: str, one: Quotation) -> str:
    return " | ".join(text[start:end] for start, end in one.spans)


DIRECT = {
    "inverted": ("“We will win,” said John Smith, a lawyer.", "We will win", "John Smith"),
    "subject first": ("“We will win,” Smith told reporters in Ohio.", "We will win", "Smith"),
    "leading": ("Sen. Jane Roe (R-Ohio) said: “We will win.”", "We will win.", "Sen. Jane Roe"),
    "apposition": ("Jane Roe, 42, a nurse from Ohio, said, “We will win.”", "We will win.", "Jane Roe"),
    "question": ("“Why would he?” asked Ann Lee.", "Why would he?", "Ann Lee"),
    "according to": ("“There is a deal,” according to one person involved.", "There is a deal", "one person"),
    "title alone": ("“They must go,” the minister said.", "They must go", "the minister"),
    "participle": ("Ann Lee thanked the crowd, saying, “We will win.”", "We will win.", "Ann Lee"),
    "noun": ("Ann Lee's claim that “nothing will happen” was mocked.", "nothing will happen", "Ann Lee"),
    "german": ("„Das ist ein Fehler“, sagte Olaf Scholz am Montag.", "Das ist ein Fehler", "Olaf Scholz"),
    "wire": ("''We are fine,'' said Mr. Brown.", "We are fine", "Mr. Brown"),
    "verb": ("The city reasoned, “We will win.”", "We will win.", "The city"),
    "prefixed": ("“We will win,” said General Suleiman al-Amr.", "We will win", "General Suleiman al-Amr"),
    "signed": ("“We will win.” — John Smith", "We will win.", "John Smith"),
    "no comma": ("Ohio's governor, Ann Lee said, “We will win.”", "We will win.", "Ohio's governor, Ann Lee"),
    "single": ("‘We are fine now,’ said Jane Roe.", "We are fine now", "Jane Roe"),
}


@pytest.mark.parametrize(("text", "words", "speaker"), DIRECT.values(), ids=DIRECT)
def test_direct_speech_finds_its_speaker(text: str, words: str, speaker: str) -> None:
    """Words between marks go to the subject of the cue beside them, wherever it stands."""
    assert _found(text) == [(words, speaker)]


REPORTED = {
    "that": ("The mayor said that the bridge was closed.", "the bridge was closed", "The mayor"),
    "no that": ("Smith said he was tired of it.", "he was tired of it", "Smith"),
    "listener": ("Officials told BBC News every claim counts.", "every claim counts", "Officials"),
    "tag": ("The bill would cost too much, the budget office said.", "The bill would cost too much",
            "the budget office"),
    "source": ("According to a Pew poll, most voters are tired.", "most voters are tired", "a Pew poll"),
    "trailing source": ("Voters are tired, according to a Pew poll.", "Voters are tired", "a Pew poll"),
    "interposed": (
        "Museums, said Maurer, are required to show them.", "Museums | are required to show them", "Maurer",
    ),
    "stops at but": ("Lee said it was over, but declined to say why.", "it was over", "Lee"),
    "as told": ("As Smith told the Post, the plan was dead.", "the plan was dead", "Smith"),
    "mixed": ("Lee said the plan “has no chance” this year.", "the plan “has no chance” this year", "Lee"),
    "matter": ("Hakan Fidan stressed the need for talks, and left.", "the need for talks", "Hakan Fidan"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words", "speaker"), REPORTED.values(), ids=REPORTED)
def test_reported_speech_finds_its_clause_and_speaker(text: str, words: str, speaker: str) -> None:
    """Reported speech is the clause that the cue governs, and no more."""
    assert _found(text) == [(words, speaker)]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “super PACs” spent millions.",
        "She read “Gone With the Wind” on the train.",
        "A screen print called “Cowboys and Indians” hangs there.",
        "The 'legacy backlog' grew.",
        "A spokesman declined to comment.",
        "She was told to leave the country.",
        "The estimated cost of the bridge was high.",
        "The company announced plans to close 12 stores.",
        "The report of the claims was lost.",
        "“Sensitive document found on street” — The Daily Herald, Monday",
        "As she had told him, slowly.",
    ],
)
def test_what_is_no_speech_is_left_alone(text: str) -> None:
    """Scare quotes, titles of works, passives and nouns that look like cues give no quotation."""
    assert _found(text) == []


def test_parts_of_an_interrupted_utterance_are_joined() -> None:
    """One utterance with its cue in the middle is one quotation with two spans."""
    text = "“I have doubts,” she said, “that it will work.” She left."
    assert _found(text) == [("I have doubts | that it will work.", "she")]


def test_a_quoted_sentence_after_the_cue_goes_on() -> None:
    """A quotation without a cue, right behind one with a cue, is the same utterance."""
    assert _found("“We lost,” Lee said. “It hurts.”") == [("We lost | It hurts.", "Lee")]


def test_a_quoted_sentence_before_the_cue_belongs_to_it() -> None:
    """Two quoted sentences with the cue behind the second are one utterance."""
    assert _found("“We lost.” “It hurts,” Lee said.") == [("We lost. | It hurts", "Lee")]


def test_an_utterance_over_paragraphs_is_one_quotation() -> None:
    """A paragraph that opens the marks again goes on with the same speaker."""
    text = "“We lost,” Lee said. “It hurts.\n\n“But we go on.”"
    assert _found(text) == [("We lost | It hurts. | But we go on.", "Lee")]


def test_a_paragraph_ending_in_a_colon_gives_the_next_to_its_speaker() -> None:
    """A block quotation without marks belongs to whoever the paragraph before announced."""
    assert _found("The Church denied these claims:\n\nShe was never forced to stay.")[-1] == (
        "She was never forced to stay.", "The Church",
    )  # fmt: skip


def test_a_transcript_gives_each_turn_to_its_name() -> None:
    """Paragraphs that open with "NAME:" are turns, when there are several."""
    text = "SMITH: Good evening.\n\nJONES: It is not.\n\nSMITH: Why not?"
    assert _found(text) == [("Good evening.", "SMITH"), ("It is not.", "JONES"), ("Why not?", "SMITH")]


def test_a_pronoun_is_resolved_to_the_person_meant() -> None:
    """She is the woman named last, not the man named after her."""
    text = "Susan Albright met Gov. John Kasper. “I disagree,” she said."
    speaker = find_quotations(text)[0].speaker
    assert speaker is not None
    assert (speaker.text, speaker.name) == ("she", "Susan Albright")
    assert speaker.antecedent == (0, 14)


def test_a_title_is_resolved_to_its_bearer() -> None:
    """The minister is the one whom the text called a minister."""
    text = "The foreign minister, Hakan Fidan, met reporters. “They must,” the minister said."
    speaker = find_quotations(text)[0].speaker
    assert speaker is not None
    assert speaker.name == "Hakan Fidan"


PRONOUNS = {
    "kin": ("Carl Hodge left. His daughter, Tina Hodge, stayed. “I hate it,” she said.", "Tina Hodge"),
    "described": ("Laura Fry left. The boy's mother, Ora Pell, wept. “I hate it,” she said.", "Ora Pell"),
    "shared given name": ("Kim Sato left. Tom Hill wept. Sato stayed. “I hate it,” she said.", "Kim Sato"),
    "before a name": ("Chicago cornerback Andre Fields lost. “I hate it,” he said.", "Andre Fields"),
    "body": ("Ann Lee sued. Erie Gas Co. said no. “We won,” the company said.", "Erie Gas Co."),
    "kind of body": ("The Forest Department said no. “We won,” the department said.", "Forest Department"),
    "suffix": ("Ida Ross met Paul Ross Jr. He stayed. “I hate it,” he said.", "Paul Ross Jr."),
    "office": ("Secretary of State Ann Lee stayed. “I hate it,” she said.", "Ann Lee"),
    "opener": ("Bob Hill left. Once Hill had gone it rained. “I hate it,” he said.", "Bob Hill"),
    "owner": ("Erie's mayor, Bob Hill, stayed. “I hate it,” he said.", "Bob Hill"),
    "same sentence": (
        "Acme shut it. Bob Hill, an Acme clerk, sent a note, which he said explains it all.",
        "Bob Hill",
    ),
    "heading": ("Bob Hill stayed.\n\nSeven-year itch\n\n“I hate it,” he said.", "Bob Hill"),
    "lone word": ("Bob Hill sued Acme. Acme paid. “I hate it,” he said.", "Bob Hill"),
    "title with a capital": (
        "President Bob Hill met Al Cole. “I hate it,” the President said.",
        "Bob Hill",
    ),
    "chamber before": ("Sen. Bob Hill won. In the Senate Hill lost. “I hate it,” Hill said.", "Bob Hill"),
    "title alone": ("Gov. Bob Hill met Mayor Ann Lee. “I hate it,” the governor said.", "Bob Hill"),
    "state": ("Sen. Bob Hill of West Virginia said it was late. “I hate it,” he said.", "Bob Hill"),
    "semicolon": ("Its sponsor, Bob Hill, left; “I hate it,” he said.", "Bob Hill"),
    "particles": ("Bob Hill left. “No,” said Al de la Cruz. “I hate it,” he said.", "Al de la Cruz"),
    "negation": ("Ann Lee had a theory. Not Lee. “I hate it,” Lee said.", "Ann Lee"),
    "last name of two": (
        "Bob Hill met his son, Al Hill. In a note dated May 3, 2015, Hill said “I hate it.”",
        "Bob Hill",
    ),
    "kin who speaks": (
        "Bob Hill left. His wife, Eve Hill, said it was late. “I hate it,” Hill said.",
        "Eve Hill",
    ),
    "described, from": (
        "Bob Hill left. “No,” said a nurse from Erie. “I hate it,” she said.",
        "a nurse from Erie",
    ),
    "last name like a given one": (
        "Secretary Clinton left. “I hate it,” she said.",
        "Clinton",
    ),
    "named in full later": ("Gov. Hill left. Ann Hill ran the state. “I hate it,” she said.", "Ann Hill"),
    "about another": (
        "Bob Hill sued. Ann Lee's aide, Tony Cole, shrugged off Hill's suit. “I hate it,” he said.",
        "Tony Cole",
    ),
    "before a colon": ("While Bob Hill sat, Ray had one word: “No, never again,” he said.", "Ray"),
    "another in what they say": (
        "Bob Hill said he left when Al Cole said he could. “I hate it,” he said.",
        "Bob Hill",
    ),
    "people alone": ("Ann Lee came. Americans can disagree, she said. “I hate it,” she said.", "Ann Lee"),
    "owner of the same name": (
        "Ann Hill won. Bob Hill's car stood by. “I hate it,” Hill said.",
        "Ann Hill",
    ),
    "public": ("Bob Hill said Ann Lee was wrong. “I hate it,” the Ohio candidate said.", "Bob Hill"),
    "public, of two": (
        "Ann Lee won. Bob Hill lost. “I hate it,” the Ohio candidate said.",
        "the Ohio candidate",
    ),
    "public, met": (
        "Bob Hill met Ann Lee. “I hate it,” the Ohio candidate said.",
        "the Ohio candidate",
    ),
    "public, called so": (
        "A candidate met Bob Hill. Hill left. “I hate it,” the Ohio candidate said.",
        "the Ohio candidate",
    ),
    "interposed": ("Ann Lee met Bob Hill. Hill lost. Al Cole, he said, “is late.”", "Bob Hill"),
    "two last names": ("Bob Van Hill met Al Cole. Van Hill lost. “I hate it,” he said.", "Bob Van Hill"),
    "title as a name": ("Don King met Ann Lee. “I hate it,” King said.", "Don King"),
    "campaign": ("The Hill campaign sued. “We hate it,” the campaign said.", "Hill campaign"),
    "in passing": ("Ann Hill won. Al Cole, an aide to Bob Hill, left. “I hate it,” Hill said.", "Ann Hill"),
    "party behind": ("“I hate it,” Rep. Bob Hill (R) of Ohio told her.", "Bob Hill"),
    "party before": ("Bob Hill won. Republican Hill stayed. “I hate it,” Hill said.", "Bob Hill"),
    "landmark": ("Ann Cole ran. Pollster Eve Lake left. To win, “it is late,” Lake said.", "Eve Lake"),
    "linked": ("Matt Hill won. The Tea-backed Hill stayed. “I hate it,” Hill said.", "Matt Hill"),
    "weekday before": ("Ann Lee lost. He said Friday Lee lied. “I hate it,” Lee said.", "Ann Lee"),
    "place before": ("A man from Erie, Bob Hill, stayed. “I hate it,” he said.", "Bob Hill"),
}


@pytest.mark.parametrize(("text", "name"), PRONOUNS.values(), ids=PRONOUNS)
def test_whom_the_sentence_before_is_about_speaks_next(text: str, name: str) -> None:
    """A pronoun or a plain noun means the person or body that the sentence before is about."""
    speaker = find_quotations(text)[-1].speaker
    assert speaker is not None
    assert speaker.name == name


def test_a_place_is_nobody() -> None:
    """A quotation without a cue is not given to the country that the sentence before is about."""
    assert _found("France lost ground. “Nobody knows what will happen.”")[0][1] is None


def test_remarks_in_brackets_are_not_part_of_the_sentence_around() -> None:
    """A quotation with a translator's remark behind it is still one that its paragraph holds alone."""
    text = (
        "The owner (of two others), Ann Lee, called it “hasty”:\n\n“I worked here all my life” (translated)."
    )
    assert _found(text)[-1] == ("I worked here all my life", "The owner (of two others), Ann Lee")


def test_a_long_way_from_characterized_to_as() -> None:
    """What somebody is said to call something follows its “as”, however long the thing."""
    text = (
        "He characterized the old dispute between the county, the insurers and all of the families who live "
        "on the rim as “a small quarrel.”"
    )
    assert _found(text)[-1] == ("a small quarrel.", "He")


def test_a_speaker_who_is_not_established_is_none() -> None:
    """A quoted sentence with nobody near it keeps no speaker and is not sure."""
    (one,) = find_quotations("“Nobody knows what will happen next.”")
    assert (one.speaker, one.sure) == (None, False)


def test_words_out_of_a_sentence_are_a_fragment() -> None:
    """Quoted words inside the writer's sentence are a fragment, right to the character."""
    text = "Clinton described him as “temperamentally unfit” to lead."
    (one,) = find_quotations(text)
    assert (one.form, text[one.start : one.end]) == (Form.FRAGMENT, "temperamentally unfit")


def test_the_exchange_format_has_the_offsets_of_the_text() -> None:
    """Every offset of the JSON form slices the text that it names."""
    text = "“We will win,” said John Smith."
    (quote,) = as_gold("a", text, find_quotations(text))["quotes"]
    assert text[quote["start"] : quote["end"]] == "We will win"
    assert text[quote["speaker_start"] : quote["speaker_end"]] == quote["speaker_text"] == "John Smith"
    assert text[quote["cue_start"] : quote["cue_end"]] == quote["cue_text"] == "said"


EXPECTED = [
    ("000_39a5fac62ddbdaba.txt", "new and unacceptable demands", "Ukrainian officials"),
    ("000_39a5fac62ddbdaba.txt", "very good news for 1,000 Ukrainian families.", "Serhiy Kyslytsya"),
    ("000_39a5fac62ddbdaba.txt", "nothing’s going to happen until Putin and I get together", "Donald Trump"),
    ("001_824aa70317b2abc3.txt", "theatre props.", "Volodymyr Zelenskyy"),
    ("001_824aa70317b2abc3.txt", "they do not anticipate significant developments", "U.S. officials"),
]


@pytest.mark.parametrize(("name", "words", "speaker"), EXPECTED)
def test_the_quotations_of_the_seeds_are_found(name: str, words: str, speaker: str) -> None:
    """What the bundled articles quote comes out of them, with the person who said it."""
    text = (SEEDS / name).read_text(encoding="utf-8")
    who = {_words(text, one): one.speaker.name for one in find_quotations(text) if one.speaker is not None}
    assert who[words] == speaker


_PIECES = st.sampled_from(
    [
        *("“”\"'.,?:()…é\u0301「」"),
        *"said Smith she that was and saying who told U.S. Mr.".split(),
        *("\n\n", "according to", "the minister", "“We won,”"),
    ]
)


@given(st.lists(_PIECES, max_size=40).map(" ".join))
@example(", , said said , : .")
@example(", said added , added her ,")
def test_any_text_is_read_and_every_offset_slices(text: str) -> None:
    """No order of words and marks can crash the engine, and what it finds lies in the text."""
    for one in find_quotations(text):
        spans = [*one.spans, *one.quoted, (one.start, one.end)]
        spans += [(one.speaker.start, one.speaker.end)] if one.speaker else []
        assert all(0 <= start <= end <= len(text) for start, end in spans)
        assert one.speaker is None or text[one.speaker.start : one.speaker.end] == one.speaker.text
        assert list(one.spans) == sorted(one.spans)


@given(st.lists(_PIECES, max_size=40).map(" ".join))
@example(", said Smith")
@example("wrote she ( to ) ) , , asked that")
def test_no_claim_is_empty(text: str) -> None:
    """Whatever a sentence gives to somebody is at least one token long."""
    for span in paragraphs(text):
        for sentence in sentences(tokenise(text, span, stretches_in(text, span))):
            assert all(first < end for claim in claims(sentence) for first, end in claim.parts)


@given(st.text(max_size=60))
def test_any_characters_are_read(text: str) -> None:
    """Every string is a text."""
    assert isinstance(find_quotations(text), tuple)


@pytest.mark.parametrize(
    "text", ['"' * 20_000, "“" * 20_000, "said " * 20_000, "a" + "\u0301" * 100_000, " " * 100_000]
)
def test_hostile_text_ends(text: str) -> None:
    """Nothing but marks, cues or combining characters is read in one pass and gives offsets inside it."""
    assert all(one.end <= len(text) for one in find_quotations(text))
