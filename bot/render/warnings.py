"""What a reader must know of a card before using it: how far it may be relied on, and for whom it is."""

from bot.render import labels
from bot.render.text import FROM_SLACK
from facts.answers import Card


def banners(card: Card) -> tuple[str, ...]:
    """Return what stands above a card: that it is withheld, what its status warns of; mostly nothing."""
    locked = f"{labels.LOCK} {withheld(card)}" if card.withheld else ""
    return tuple(filter(None, (locked, labels.STATUS[card.record.status].banner)))


def mark(card: Card) -> str:
    """Return what stands before a line that is copied, so that the warning travels with the words."""
    kept = f"[{withheld(card)}] " if card.withheld else ""
    return f"{kept}{labels.STATUS[card.record.status].mark}"


def withheld(card: Card) -> str:
    """Return that a card is for curators alone, and until when; empty where everybody may see it."""
    if not card.withheld:
        return ""
    if card.record.not_for_publication:
        return labels.NOT_FOR_PUBLICATION
    moment = card.record.embargo.replace("T", " ").removesuffix(":00Z").removesuffix("Z")
    return labels.UNDER_EMBARGO.format(moment)


def unsourced(card: Card) -> str:
    """Return that somebody saw what no source on file has; empty where there is one.

    An id of Slack's says nobody's name in plain text, and would call them where it is made a mention of.
    """
    if card.evidence:
        return ""
    name = card.record.seen_by
    return labels.NO_SOURCE.format(labels.A_COLLEAGUE if name.startswith(FROM_SLACK) else name)
