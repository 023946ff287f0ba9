"""The attribution beside a verdict: how the draft names the speaker, and how the desk would."""

from facts.check.comparison import Agreement
from facts.check.judge import Finding, Wanted
from facts.check.names import Names
from facts.check.parts import name_parts
from facts.check.report import Attribution
from facts.check.titles import title_of, unlike
from facts.model import Entity, Quote, Status


def attribution(asked: Wanted, finding: Finding, names: Names, record: Quote | None) -> Attribution:
    """Return who says it on either side, and where the draft's name or title is not the one on file."""
    given = finding.speaker
    status = str(record.status) if record and record.status is not Status.VERIFIED else ""
    entity = _entity(asked, finding, names)
    draft = asked.speaker.text if asked.speaker else ""
    return Attribution(
        draft=draft,
        source=_named(finding),
        agreement=str(finding.agreement or ""),
        spelling=_spelling(asked, entity) if entity else "",
        titles=unlike(title_of(draft, asked.speaker.parts), entity) if entity and asked.speaker else (),
        status=status if given is not None else "",
    )


def _named(finding: Finding) -> str:
    given = finding.speaker
    if given is None:
        return ""
    name = " ".join(part.capitalize() for part in given.parts)
    return f"{given.text} ({name})" if given.pronoun and name else given.text


def _entity(asked: Wanted, finding: Finding, names: Names) -> Entity | None:
    if finding.agreement is not Agreement.SAME or asked.speaker is None:
        return None
    ids = names.who(asked.speaker.parts)
    return names.get(next(iter(ids))) if len(ids) == 1 else None


def _spelling(asked: Wanted, entity: Entity) -> str:
    """The house spelling, where the draft's name is another."""
    used = set(asked.speaker.parts if asked.speaker else ())
    return "" if used <= set(name_parts(entity.name)) else entity.name
