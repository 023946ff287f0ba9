"""What a filter of a question may name: the people, the sources and the events that are on file."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from facts.model import Entity, Event, Source, sources_of, unique
from facts.questions import Within
from facts.search.index import Index
from facts.search.names import Mention, Names
from facts.search.whereabouts import key, names_of
from facts.store.port import Reader
from facts.text import Word, words

_NAMED = 8
"""How many are named where a filter names none."""
_BEGINNING = 3
"""Letters of the beginning by which others come near."""

MentionsIn = Callable[[Sequence[Word]], Iterable[Mention]]


class OnFile:
    """Looks up names, for questions that have filters."""

    def __init__(
        self,
        store: Reader,
        index: Index,
        names: Names,
        mentions_in: MentionsIn,
        events_on: Callable[[str], Sequence[int]],
    ) -> None:
        """Look up in these; `events_on` returns the numbers of the events that some words speak of."""
        self._store, self._index, self._names = store, index, names
        self._mentions_in, self._events_on = mentions_in, events_on

    def people(self, name: str) -> tuple[Entity, ...]:
        """Return whom a name, or the id of an entity, may mean."""
        entities = self._names.entities
        if name in entities:
            return (entities[name],)
        found = self._mentions_in(words(name))
        return tuple(entities[i] for i in unique(i for mention in found for i in mention.ids))

    def source(self, called: str) -> str:
        """Return what a source of this id, or key of a name, is called; empty where there is none."""
        hits = self._index.search({}, (), Within(sources=(called,)), 1)
        entries = [revision.entry for revision in self._store.at([hit.number for hit in hits]).values()]
        own = [name for entry in entries if not isinstance(entry, Source) for name in sources_of(entry)]
        sources = [revision.entry for revision in self._store.current(own).values()] if own else []
        names = (name for source in sources if isinstance(source, Source) for name in names_of(source))
        return next((name for name in names if key(name) == called), called if hits else "")

    def event(self, what: str) -> Event | None:
        """Return the event that some words speak of, if there is one of which some day is known."""
        numbers = self._events_on(what)
        found = self._store.at(numbers)
        entries = (found[number].entry for number in numbers)
        events = (entry for entry in entries if isinstance(entry, Event) and entry.basis != "planned")
        return next((event for event in events if event.earliest or event.latest), None)

    def speakers(self, name: str) -> str:
        """Name those who come near to what was typed, or else some whose words are on file."""
        entities, parts = self._names.entities, [word.folded for word in words(name)]
        near = (i for part in parts for _, like in self._names.near(part) for i in self._names.called(like))
        if guesses := [entities[i].name for i in unique(near)]:
            return f"did you mean {_listed(guesses, 'or')}?"
        speakers = [entities[i].name for i in self._index.values("speaker", "") if i in entities]
        return (
            f"there are words of {_listed(speakers, 'and')}."
            if speakers
            else "there are no words of anybody."
        )

    def sources(self, name: str) -> str:
        """Name some sources that begin like what was typed, or else some that there are."""
        if near := self._index.values("source", key(name)[:_BEGINNING] or "-"):
            return f"did you mean {_listed([f'source:{one}' for one in near], 'or')}?"
        entries = (revision.entry for revision in islice(self._store.all("source"), _NAMED))
        labels = [entry.label for entry in entries if isinstance(entry, Source)]
        return f"there are {_listed(labels, 'and')}." if labels else "there is none."


def _listed(names: Sequence[str], last: str) -> str:
    """Return some names in one phrase, and how many are left out."""
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} {last} {len(names) - _NAMED} more"
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
