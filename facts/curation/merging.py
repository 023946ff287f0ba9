"""Making one name of two: what spoke of the one speaks of the other, which answers to both."""

from datetime import datetime

from facts.errors import BadInput
from facts.model import AnyRecord, Disagreement, Entity, Quote, Status, Variant, unique
from facts.visibility import is_withheld


def check_merge(gone: AnyRecord, kept: AnyRecord, at: datetime) -> tuple[Entity, Entity]:
    """Check that two records are names that can become one, and return them.

    Raises:
        BadInput: they cannot.
    """
    if not isinstance(gone, Entity) or not isinstance(kept, Entity):
        raise BadInput("Only names can be merged; link other records, or retract one of them.")
    if gone.id == kept.id:
        raise BadInput("A name cannot be merged into itself; choose another.")
    if kept.status is Status.RETRACTED:
        raise BadInput(f"“{kept.name}” has been retracted; choose the name that stands in its place.")
    if is_withheld(gone, at) and not is_withheld(kept, at):
        raise BadInput(f"“{gone.name}” is withheld and “{kept.name}” is not: that would make it known.")
    return gone, kept


def refers_to(record: AnyRecord, entity_id: str) -> bool:
    """Tell whether a record speaks of an entity."""
    named = (*record.about, record.replaced_by)
    match record:
        case Quote():
            named = (*named, record.speaker)
        case Disagreement():
            named = (*named, *record.records)
    return entity_id in named


def redirected(record: AnyRecord, old: str, new: str) -> AnyRecord:
    """Return a record that speaks of one entity where it spoke of another."""

    def ids(named: tuple[str, ...]) -> tuple[str, ...]:
        return unique(new if name == old else name for name in named)

    changed: dict[str, object] = {"about": ids(record.about)}
    if record.replaced_by == old:
        changed["replaced_by"] = new
    if isinstance(record, Quote) and record.speaker == old:
        changed["speaker"] = new
    if isinstance(record, Disagreement):
        changed["records"] = ids(record.records)
    return record.model_copy(update=changed)


def absorbed(kept: Entity, gone: Entity) -> Entity:
    """Return an entity with the names, titles, keywords and passages of another as well."""
    names = {variant.text: variant for variant in (*gone.variants, *kept.variants)}
    names.setdefault(gone.name, Variant(text=gone.name))
    titles = {(title.text, title.source): title for title in (*kept.titles, *gone.titles)}
    return kept.model_copy(
        update={
            "variants": tuple(names.values()),
            "titles": tuple(titles.values()),
            "keywords": unique((*kept.keywords, *gone.keywords)),
            "passages": (*kept.passages, *(it for it in gone.passages if it not in kept.passages)),
            "seen_by": kept.seen_by if not gone.passages else "",
        }
    )
