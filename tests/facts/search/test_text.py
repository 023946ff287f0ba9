"""Text is folded, cut and heard alike for a question and a record."""

import pytest

from facts.text import fold, sound, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("U.S. officials’ 1,000 POWs", ["us", "officials", "1000", "pows"]),
        ("Russia's 18th round", ["russia", "18", "round"]),
        ("a 30-day ceasefire", ["a", "30", "day", "ceasefire"]),
        ("eighteenth", ["18"]),
        ("Dolmabahçe", ["dolmabahce"]),
        ("Зеленський", ["zelenskyi"]),
        ("4.5m of 2,000.50", ["4.5m", "of", "2000.50"]),
        ("… — “!?” 🙃", []),
    ],
)
def test_words_are_cut_without_their_dress(text: str, folded: list[str]) -> None:
    """Possessives, separators, marks, scripts and ordinal endings do not tell words apart."""
    assert [word.folded for word in words(text)] == folded


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zelensky", "Zelenskyy", "Zelenskiy", "Selenskyj", "Zelenskij", "Зеленський", "Зеленский"),
        ("Qaddafi", "Gaddafi", "Kadhafi", "Gadhafi"),
        ("Medinsky", "Medinskiy", "Мединский"),
    ],
)
def test_transliterations_of_one_name_sound_alike(spellings: tuple[str, ...]) -> None:
    """Every transliteration of a name has one sound."""
    assert len({sound(fold(name)) for name in spellings}) == 1


def test_other_names_sound_otherwise() -> None:
    """A sound does not make one name of two."""
    assert len({sound(fold(name)) for name in ("Putin", "Fidan", "Biden", "Umerov", "Peskov")}) == 5
