"""Of whom a question speaks, and of whom it does not."""

import pytest

from facts.model import Entity, Passage, Title, Variant
from facts.search.lexicon import lexicon
from facts.search.names import Mention, Names
from facts.text import Word, words

SOMEWHERE = Passage(source="post", sha256="0" * 64, start=0, end=1, exact="x")


def entity(
    name: str, kind: str = "person", *, titles: tuple[str, ...] = (), also: tuple[str, ...] = ()
) -> Entity:
    """An entity whose id is its last name."""
    return Entity.model_validate(
        {
            "id": name.rsplit(maxsplit=1)[-1].casefold(),
            "type": kind,
            "name": name,
            "variants": [Variant(text=text) for text in also],
            "titles": [Title(text=title, source="post") for title in titles],
            "passages": [SOMEWHERE],
        }
    )


@pytest.fixture
def names() -> Names:
    """A minister, a president, his predecessor, his aide, and the countries that they are of."""
    known = Names(lexicon())
    for one in (
        entity("Hakan Fidan", titles=("Turkish Foreign Minister",)),
        entity("Donald Trump", titles=("former President",)),
        entity("Volodymyr Zelenskyy", titles=("Ukrainian President",), also=("Зеленський",)),
        entity("Turkey", "place", also=("Turkish",)),
        entity("Ukraine", "place", also=("Ukrainian",)),
        entity("Russian delegation", "organisation"),
        entity("Russia", "place", also=("Russian", "US")),
    ):
        known.add(one)
    return known


def mentioned(names: Names, question: str, known: str = "ceasefire peace president") -> list[tuple[str, ...]]:
    """The entities that a question mentions; `known` are the words that some record has."""

    def is_known(word: Word) -> bool:
        return word.folded in known.split()

    return [mention.ids for mention in names.mentions(words(question), is_known)]


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("Hakan Fidan", [("fidan",)]),
        ("fidan", [("fidan",)]),
        ("hakanfidan", [("fidan",)]),
        ("Зеленський", [("zelenskyy",)]),
        ("turkish foreign minister", [("fidan",)]),
        ("foreign minister of Turkey", [("fidan",)]),
        ("Turkey's foreign minister Fidan", [("fidan",)]),
        ("foreign minister", [("fidan",)]),
        ("former president Trump", [("trump",)]),
        ("Fidan peace", [("fidan",)]),
        ("the Russian delegation", [("delegation",)]),
        ("president", [("trump", "zelenskyy")]),
    ],
)
def test_a_name_is_known_in_each_of_its_forms(
    names: Names, question: str, ids: list[tuple[str, ...]]
) -> None:
    """Full names, parts, titles in any order and joined words lead to the entity; the longest form wins."""
    assert mentioned(names, question) == ids


@pytest.mark.parametrize(
    "question",
    [
        "Ivanka Trump",
        "Donald Duck",
        "Trump's lawyer",
        "Trump Jr",
        "Fidan's wife",
    ],
)
def test_a_name_beside_a_stranger_is_the_stranger(names: Names, question: str) -> None:
    """A namesake, a relative or somebody's employee is nobody on file."""
    assert mentioned(names, question) == [()]


@pytest.mark.parametrize(
    "question",
    [
        "german foreign minister",
        "foreign minister of Germany",
        "foreign minister Lavrov",
        "deputy foreign minister",
        "ukrainian foreign minister",
    ],
)
def test_an_office_held_elsewhere_is_not_ours(names: Names, question: str) -> None:
    """An office goes to its holder on file only where nothing makes it another one."""
    assert ("fidan",) not in mentioned(names, question)


def test_a_word_of_grammar_is_a_name_only_in_capitals(names: Names) -> None:
    """The US is a country, and "us" is not."""
    assert mentioned(names, "tell us") == []
    assert mentioned(names, "the US") == [("russia",)]


def test_a_later_revision_replaces_the_names_of_an_earlier_one(names: Names) -> None:
    """A name that an entity has lost no longer leads to it."""
    names.add(entity("Hakan Fidan").model_copy(update={"name": "Hakan Bey"}))
    assert mentioned(names, "Fidan") == []
    assert names.mentions(words("Hakan Bey"), lambda _: True) == (Mention(0, 2, ("fidan",)),)
