"""Cards for tests of what is shown: small factories, over sources in which every passage stands."""

from facts.answers import Card, Difference, Evidence, Silent
from facts.model import (
    AnyRecord,
    Disagreement,
    Entity,
    Event,
    Fact,
    Passage,
    Quote,
    Source,
    Title,
    Variant,
    digest,
)
from facts.passages import locate

PROSE = (
    "The ferry left late.\n"
    "Harbour Master Ilse Brandt told the crew, “Nobody sails before the fog lifts.” The crew waited.\n"
    "Some 40 passengers stayed on board, analysts said."
)


def source(name: str = "first", text: str = PROSE, **fields: str) -> Source:
    """Return a source labelled by its id: `first` is "First article"."""
    label = fields.pop("label", f"{name.capitalize()} article")
    return Source(id=name, label=label, text=text, sha256=digest(text), **fields)


def evidence(exact: str, of: Source | None = None) -> Evidence:
    """Return the words where they stand in a source, by default the first article."""
    of = of or source()
    return Evidence(locate(of, exact), of)


def anywhere(exact: str, name: str = "first", **fields: str) -> Evidence:
    """Return any words at all as a passage: the source is made to hold them, in a paragraph of its own."""
    text = f"Above.\nBefore it {exact} after it\nBelow."
    of = source(name, text, **fields)
    start = text.index(exact)
    return Evidence(
        Passage(source=name, sha256=of.sha256, start=start, end=start + len(exact), exact=exact), of
    )


def person(name: str = "Ilse Brandt", *variants: Variant, **fields: object) -> Entity:
    """Return a person."""
    where = evidence("Ilse Brandt").passage
    data = {"type": "person", "id": "ilse-brandt", "status": "verified", "passages": (where,), **fields}
    return Entity.model_validate({"name": name, "variants": variants, **data})


def card(record: AnyRecord, *shown: Evidence, **fields: object) -> Card:
    """Return a card of a record, revision 7, with this evidence."""
    return Card(7, record, shown, **fields)  # type: ignore[arg-type]


def quote(words: str = "Nobody sails before the fog lifts.", *shown: Evidence, **fields: object) -> Card:
    """Return a card of a direct quote by the harbour master."""
    shown = shown or (evidence(words),)
    about = {key: fields.pop(key) for key in ("differences", "silent", "withheld") if key in fields}
    data = {
        "id": "brandt-fog",
        "status": "verified",
        "checked": "2026-11-23",
        "form": "direct",
        "speaker": "ilse-brandt",
        "speaker_text": "Ilse Brandt",
        "speaker_title": "Harbour Master",
        "passages": tuple(item.passage for item in shown),
    }
    speaker = fields.pop("by", person())
    return card(Quote.model_validate({**data, "words": words, **fields}), *shown, speaker=speaker, **about)


def fact(statement: str = "Some 40 passengers stayed on board.", *shown: Evidence, **fields: object) -> Card:
    """Return a card of a fact with the value 40."""
    shown = shown or (evidence("Some 40 passengers stayed on board"),)
    about = {key: fields.pop(key) for key in ("differences", "silent", "withheld") if key in fields}
    data = {"id": "passengers", "status": "verified", "value": "40", "according_to": "analysts"}
    passages = tuple(item.passage for item in shown)
    return card(
        Fact.model_validate({**data, "statement": statement, "passages": passages, **fields}), *shown, **about
    )


def event(date: str = "2026-11", *shown: Evidence, **fields: object) -> Card:
    """Return a card of an event whose date is stated."""
    shown = shown or (evidence("The ferry left late."),)
    about = {key: fields.pop(key) for key in ("differences", "silent", "withheld") if key in fields}
    data = {"id": "ferry", "status": "verified", "statement": "The ferry left late.", "basis": "stated"}
    passages = tuple(item.passage for item in shown)
    return card(Event.model_validate({**data, "date": date, "passages": passages, **fields}), *shown, **about)


def entity(name: str = "Ilse Brandt", **fields: object) -> Card:
    """Return a card of a person whom the first article spells and titles."""
    where = evidence("Ilse Brandt")
    variants = (
        Variant(text="Ilse Brandt", used_by=("first",)),
        Variant(text="Ilsa Brand"),
    )
    titles = (Title(text="Harbour Master", source="first"),)
    return card(person(name, *variants, titles=titles, **fields), where)


def difference(name: str = "who-waited", *sides: Evidence, note: str = "Who waited.") -> Difference:
    """Return a disagreement on substance, by default between two articles."""
    sides = sides or (evidence("The crew waited."), evidence("Only the cook waited.", second()))
    passages = tuple(item.passage for item in sides)
    data = {"id": name, "status": "verified", "nature": "substance", "records": ("brandt-fog", "passengers")}
    record = Disagreement.model_validate({**data, "note": note, "passages": passages})
    return Difference(record, sides)


def disagreement(name: str = "who-waited") -> Card:
    """Return a card of a disagreement."""
    of = difference(name)
    return card(of.record, *of.evidence)


def second() -> Source:
    """Return the second article, which has a title, a publisher, a date and an address."""
    return source(
        "second",
        "Only the cook waited.",
        title="Fog at Sea",
        publisher="The Gazette",
        published="2026-11-20",
        url="https://example.org/fog?a=1&b=2",
    )


def silent(*terms: str) -> Silent:
    """Return that the second article has none of these terms."""
    return Silent(second(), terms)
