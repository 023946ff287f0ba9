"""What each verb answers with: in a question whose limits are understood, out the records that answer it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from facts.answers import Answer, Card, Chronology, DidYouMean, Found, Nothing, Usage
from facts.cards import Cards, chronological
from facts.model import Entity, Kind
from facts.questions import EVERYTHING, Question, Verb, Within
from facts.search.finder import CANDIDATES, Finder
from facts.search.pasted import paste
from facts.search.ranking import Match, repeating
from facts.search.reading import Reading
from facts.search.threshold import answering, nearby

PAGE = 5
"""Records on the first page of an answer; the rest follow on request."""
TIMELINE_PAGE = 25
NEAR = 3
_TIMELINE_LIMIT = 1_000
_LISTED = 200
"""Records that are listed where a question gives nothing but limits."""
_ABOUT: tuple[Kind, ...] = ("fact", "entity")


class Verbs:
    """Answers by one finder, and shows by one state of the cards."""

    def __init__(self, finder: Finder, cards: Cards) -> None:
        self._finder, self._cards = finder, cards
        self._by_verb: dict[Verb, Callable[[Question], Answer]] = {
            Verb.FACT: self._fact,
            Verb.QUOTE: self._quote,
            Verb.TIMELINE: self._timeline,
            Verb.ASK: self._ask,
        }

    def has(self, verb: Verb) -> bool:
        """Tell whether a verb is answered with records that are looked for."""
        return verb in self._by_verb

    def answer(self, question: Question) -> Answer:
        """Answer a question, by a verb that there is here."""
        return self._by_verb[question.verb](question)

    def first_answer(self, readings: Iterable[Question]) -> Answer:
        """Return the answer to the first of these that has one; else the "nothing on file" for the first."""
        answers = map(self.answer, readings)
        first = next(answers)
        if not isinstance(first, Nothing):
            return first
        return next((answer for answer in answers if not isinstance(answer, Nothing)), first)

    # one method a verb

    def _fact(self, question: Question) -> Answer:
        if question.within.kinds == ("quote",):
            return self._quote(question)
        reading = self._finder.read(question.text)
        return self._answer(question, reading, self._found_within(reading, question.within))

    def _ask(self, question: Question) -> Answer:
        reading = self._finder.read(question.text)
        if reading.asks_for_words and self._speaker(reading):
            answer = self._quote(question)
            if not isinstance(answer, Nothing) or answer.near:
                return answer
        return self._fact(question)

    def _quote(self, question: Question) -> Answer:
        reading, pasted = self._finder.read(self._with_speaker(question)), paste(question.text)
        as_pasted = self._finder.read(pasted.text) if pasted and pasted.is_quoted else reading
        within = replace(question.within, kinds=("quote",))
        quotes = self._finder.find(as_pasted, within) if pasted else ()
        if pasted and (repeated := repeating(pasted.run, as_pasted, quotes)):
            return self._found(question, reading, repeated)
        speaker = self._speaker(reading)
        if speaker and (not within.speakers or speaker.id in within.speakers):
            return self._words_of(speaker, question, reading)
        if reading.has_stranger:
            return self._answer(question, reading, ())
        if not pasted or pasted.is_quoted:
            quotes = self._found_within(reading, within)
        return self._answer(question, reading, quotes)

    def _with_speaker(self, question: Question) -> str:
        """Return the words of a question, after the name of the one speaker that it is limited to."""
        if len(question.within.speakers) != 1:
            return question.text
        return f"{self._finder.names.entities[question.within.speakers[0]].name} {question.text}"

    def _words_of(self, speaker: Entity, question: Question, reading: Reading) -> Answer:
        """Answer with what one speaker said, on the topic where there is one; never with another's words."""
        topic, alone = reading.without(speaker.id), reading.only(speaker.id)
        theirs = replace(question.within, kinds=("quote",), speakers=(speaker.id,))
        if topic.is_open:
            found = list(self._finder.find(alone, theirs))
        else:
            found = answering(topic, self._finder.find(topic, theirs))
        if found:
            return self._found(question, reading, found)
        about = replace(question.within, kinds=_ABOUT, speakers=())
        near = self._finder.find(alone, theirs) or answering(alone, self._finder.find(alone, about))
        return Nothing(question, speaker, self._shown(near[:NEAR]), understood=reading.understood)

    def _timeline(self, question: Question) -> Answer:
        reading = self._finder.read(question.text)
        matches = self._finder.find(reading, replace(question.within, kinds=("event",)), _TIMELINE_LIMIT)
        found = answering(reading, matches)
        if not found:
            return self._answer(question, reading, matches)
        events = chronological(self._shown(found))
        shown, more = events[:TIMELINE_PAGE], tuple(card.record.id for card in events[TIMELINE_PAGE:])
        return Chronology.of(question, shown, more, reading.understood)

    # what the verbs share

    def _answer(self, question: Question, reading: Reading, matches: Sequence[Match]) -> Answer:
        """Answer with what was found, ask "did you mean", or say that nothing is on file."""
        if reading.is_empty and question.within == EVERYTHING:
            return Usage(question.verb)
        found = answering(reading, matches)
        if found and not reading.is_unclear:
            return self._found(question, reading, found)
        if reading.guesses:
            return DidYouMean(question, _suggestions(question, reading))
        if found:
            return self._found(question, reading, found)
        near = nearby(reading, matches)[:NEAR]
        return Nothing(question, near=self._shown(near), understood=reading.understood)

    def _found_within(self, reading: Reading, within: Within) -> tuple[Match, ...]:
        """Find records; where nothing but limits is given, as many as there are within them."""
        return self._finder.find(reading, within, _LISTED if reading.is_empty else CANDIDATES)

    def _found(self, question: Question, reading: Reading, found: Sequence[Match]) -> Found:
        more = tuple(m.record.id for m in found[PAGE:])
        return Found(question, self._shown(found[:PAGE]), more, reading.understood)

    def _shown(self, matches: Sequence[Match]) -> tuple[Card, ...]:
        records = [match.record for match in matches]
        beside = {name for record in records for name in (*record.sources, record.speaker) if name}
        return self._cards.at([record.number for record in records], beside)

    def _speaker(self, reading: Reading) -> Entity | None:
        """Return the entity whose words are asked for; people speak, others where they have words."""
        if not reading.speaker:
            return None
        entity = self._finder.names.entities[reading.speaker.id]
        if entity.type == "person" or reading.speaker.is_plain:
            return entity
        theirs = Within(kinds=("quote",), speakers=(entity.id,))
        return entity if self._finder.find(Reading(), theirs, limit=1) else None


def _suggestions(question: Question, reading: Reading) -> tuple[Question, ...]:
    meant = [question.text.replace(typed, name, 1) for typed, name in reading.guesses]
    return tuple(replace(question, text=text) for text in dict.fromkeys(meant))
