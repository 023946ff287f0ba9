"""Who said what in a text: paragraph by paragraph, with what the text has said before in memory."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from facts.quotations.blocks import is_block, turns
from facts.quotations.claims import claims, is_bare
from facts.quotations.clauses import cues
from facts.quotations.cues import CITED
from facts.quotations.fragments import Claim, is_plausible, may_speak
from facts.quotations.marks import paragraphs, stays_open, stretches, stretches_in
from facts.quotations.memory import Memory
from facts.quotations.model import Form, Mention, Quotation, Span, Stretch
from facts.quotations.phrases import Phrase
from facts.quotations.subjects import main_subject
from facts.quotations.tokens import (
    Sentence,
    Token,
    is_headline,
    is_title,
    sentences,
    tokenise,
    without_dateline,
)
from facts.quotations.voices import Draft, Voice
from facts.quotations.words import WHILE

_ASKED = re.compile(r"ask(?:ed|s)\s(?:him|her|them|[A-Z])")
_FEWEST_WORDS = 4
"""Words in a quoted sentence that is kept although nobody is named as its speaker."""


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return every quotation in a text, in the order of their starts."""
    return _Reading(text).read()


def quoted_stretches(text: str) -> tuple[Stretch, ...]:
    """Return every stretch between quotation marks, attributed or not, nested ones included."""
    return tuple(stretches(text))


def sentence_spans(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the sentences of a paragraph; one with quoted sentences in it is one."""
    for sentence in sentences(tokenise(text, paragraph, stretches_in(text, paragraph))):
        yield sentence[0].start, sentence[-1].end


@dataclass(slots=True)
class _Reading:
    text: str
    memory: Memory = field(init=False)
    drafts: list[Draft] = field(default_factory=list)
    voice: Voice | None = None
    announced: Voice | None = None
    """Set by a paragraph that ends in a colon: whose words the next one holds."""
    last: Sentence = ()
    """The sentence that the paragraph before ends with."""
    waiting: list[Draft] = field(default_factory=list)
    """Quoted sentences of this paragraph whose cue may still follow."""

    def __post_init__(self) -> None:
        self.memory = Memory(self.text)

    def read(self) -> tuple[Quotation, ...]:
        spans = list(paragraphs(self.text))
        spoken = turns(self.text, spans)
        left_open = 0
        for span in spans:
            marks = stretches_in(self.text, span, left_open=left_open > 0)
            left_open = stays_open(marks, was=left_open)
            if span[0] in spoken:
                self._turn(span, *spoken[span[0]])
            else:
                self._paragraph(span, marks)
        done = (draft.done() for draft in self.drafts if draft.spans)
        return tuple(sorted(done, key=lambda one: (one.start, -one.end)))

    # --- paragraphs

    def _turn(self, span: Span, who: Span, start: int) -> None:
        tokens = list(tokenise(self.text, who, ()))
        self.memory.note(tokens)
        speaker = self.memory.mention(tokens) if tokens else None
        self.drafts.append(Draft([(start, span[1])], [], Form.DIRECT, speaker, None, sure=True))

    def _paragraph(self, span: Span, marks: Sequence[Stretch]) -> None:
        announced, self.announced, self.waiting = self.announced, None, []
        block = None
        if announced and not any(one.mark == "double" for one in marks) and is_block(self.text, span):
            block = Draft([], [], Form.DIRECT, announced.speaker, announced.cue, sure=False)
        elif announced:
            self.voice = announced
        elif self.voice is not None:
            self.voice = replace(self.voice, here=False)
        before = self.last if announced is None else ()
        fresh = announced is None
        for sentence in sentences(without_dateline(list(tokenise(self.text, span, marks)))):
            if not is_headline(sentence):
                self.memory.note(sentence)
            block = self._blocked(block, sentence)
            if block is None:
                self._sentence(sentence, before, fresh=fresh)
            before, fresh = sentence, False
        self._settle_waiting()
        self._announce(before)
        self.last = before

    def _blocked(self, block: Draft | None, s: Sentence) -> Draft | None:
        """Take a sentence into a block; the first one with a cue of its own ends it."""
        if block is None or claims(s):
            return None
        if not block.spans:
            self.drafts.append(block)
        start = block.spans[0][0] if block.spans else s[0].start
        block.spans[:] = [(start, s[-1].end)]
        self.voice = None
        return block

    def _announce(self, last: Sentence) -> None:
        """A paragraph that ends `X tweeted this:` gives the next one to X."""
        if not last or last[-1].kind != ":":
            return
        cue = next((one for one in reversed(list(cues(last))) if one.subject), None)
        who = cue.subject if cue else main_subject(last, len(last) - 1)
        if who is not None and (cue or may_speak(last, who)):
            said = (last[cue.at].start, last[cue.at].end) if cue else None
            self.announced = Voice(self._mention(last, who), said, None, quoted=True, here=True)

    # --- sentences

    def _sentence(self, s: Sentence, before: Sentence, *, fresh: bool) -> None:
        if is_bare(s):
            self._bare(s, before, fresh=fresh)
            return
        made = claims(s)
        for claim in made:
            self._claim(s, claim)
        self._give_back(s, made)
        if not made:
            self._orphans(s, fresh=fresh)
            if self.voice is not None:
                self.voice = replace(self.voice, quoted=False, here=False)

    def _give_back(self, s: Sentence, made: Sequence[Claim]) -> None:
        """“…,” Smith said after Jones noted that …: whoever the tag names has the word."""
        tag = made[0] if made and made[0].tagged and made[0].subject else None
        others = [one for one in made[1:] if one.subject and one.form is Form.INDIRECT]
        if tag and others and len(others) == len(made) - 1 and all(_is_aside(s, one) for one in others):
            self.voice = next(
                (Voice(one.speaker, one.cue, one, quoted=True, here=True) for one in reversed(self.drafts)
                 if one.form is Form.DIRECT), self.voice,
            )  # fmt: skip

    def _claim(self, s: Sentence, claim: Claim) -> None:
        speaker = self._mention(s, claim.subject) if claim.subject else None
        cue = (s[claim.cue[0]].start, s[claim.cue[1] - 1].end) if claim.cue else None
        sure = claim.sure and claim.subject is not None and is_plausible(s, claim.subject)
        draft = Draft([], [], claim.form, speaker, cue, sure)
        for start, end in claim.parts:
            self._add(draft, s[start:end])
        opened = s[claim.parts[0][0]]
        if opened.stretch is not None and opened.stretch.resumes and self._resume(draft, claim):
            return
        self.drafts.append(draft)
        if claim.tagged and opened is s[0]:
            self._join_waiting(draft)
        self.voice = Voice(speaker, cue, draft, quoted=claim.form is Form.DIRECT, here=True)

    def _resume(self, draft: Draft, claim: Claim) -> bool:
        """A stretch that takes up the paragraph before belongs to it, whatever its own sentence says."""
        open_draft = self.voice.draft if self.voice else None
        if open_draft is None or (claim.tagged and open_draft.sure):
            return False
        if claim.tagged:
            open_draft.speaker, open_draft.cue, open_draft.sure = draft.speaker, draft.cue, True
        open_draft.spans += draft.spans
        open_draft.quoted += draft.quoted
        return True

    def _add(self, draft: Draft, tokens: Sequence[Token]) -> None:
        """Add a part: a lone stretch without its marks, anything else as it stands."""
        inner = [token.stretch.inner for token in tokens if token.stretch]
        words = [self._trimmed(span) for span in inner]
        draft.quoted += words
        draft.spans.append(words[0] if len(tokens) == 1 and words else (tokens[0].start, tokens[-1].end))

    def _trimmed(self, span: Span) -> Span:
        """The words without white space, and without the comma that English sets inside the marks."""
        words = self.text[span[0] : span[1]]
        start = span[0] + len(words) - len(words.lstrip())
        return start, max(start, span[0] + len(words.rstrip().rstrip(",")))

    def _mention(self, s: Sentence, phrase: Phrase) -> Mention:
        end = next((at for at in range(phrase[0] + 1, phrase[1] - 1) if _is_party(s, at)), phrase[1])
        return self.memory.mention(s[phrase[0] : end])

    # --- quotations without a cue

    def _bare(self, s: Sentence, before: Sentence, *, fresh: bool) -> None:
        draft = Draft([], [], Form.DIRECT, None, None, sure=False)
        for token in s:
            if token.stretch is not None:
                self._add(draft, (token,))
        resumes = s[0].stretch is not None and s[0].stretch.resumes
        running = self._running(resumes=resumes)
        if running is None:
            self._continue(draft, s, before, fresh=fresh)
        else:
            running.spans += draft.spans
            running.quoted += draft.quoted

    def _running(self, *, resumes: bool) -> Draft | None:
        """The utterance that a quotation without a cue belongs to, if there is one."""
        voice = self.voice
        if voice is None or voice.draft is None:
            return None
        goes_on = voice.quoted and voice.here and voice.draft.form is Form.DIRECT
        return voice.draft if resumes or (goes_on and not self._has_asked(voice)) else None

    def _has_asked(self, voice: Voice) -> bool:
        """Whether a question has just been put to somebody, who may answer: “…?” Smith asked Jones. “…”."""
        if voice.cue is None or voice.speaker is None or voice.speaker.start > voice.cue[0]:
            return False
        return _ASKED.match(self.text, voice.cue[0]) is not None

    def _continue(self, draft: Draft, s: Sentence, before: Sentence, *, fresh: bool) -> None:
        """Give a quotation without a cue to whoever has the word, or leave it open."""
        giver = self._giver(before, fresh=fresh)
        if giver is not None:
            draft.speaker, draft.cue = giver.speaker, giver.cue
        self.waiting.append(draft)
        if draft.speaker is not None or (self._words(draft) >= _FEWEST_WORDS and not is_title(s[0])):
            self.drafts.append(draft)

    def _giver(self, before: Sentence, *, fresh: bool) -> Voice | None:
        """Who has the word: whoever spoke just before, else whom the sentence before is about."""
        voice = self.voice
        if voice is not None and voice.speaker is not None and (voice.here or (fresh and voice.quoted)):
            return voice
        if before and voice is not None and voice.cue and before[0].start <= voice.cue[0] < before[-1].end:
            return voice
        phrase = main_subject(before, len(before) - 1) if before else None
        if phrase and may_speak(before, phrase):
            other = self._mention(before, phrase)
            same = voice is not None and voice.speaker is not None and voice.speaker.name == other.name
            return voice if same else Voice(other, None, None, quoted=False)
        return voice if voice is not None and voice.speaker is not None else None

    def _words(self, draft: Draft) -> int:
        return sum(len(self.text[start:end].split()) for start, end in draft.spans)

    def _join_waiting(self, draft: Draft) -> None:
        """“…” “…,” said X: the quoted sentences just before the tag are part of the same utterance."""
        for waiting in self.waiting:
            draft.spans += waiting.spans
            draft.quoted += waiting.quoted
            waiting.spans = []
        self.waiting = []

    def _settle_waiting(self) -> None:
        if self.waiting and self.drafts and self.drafts[-1] is self.waiting[-1]:
            last = self.waiting[-1]
            self.voice = Voice(last.speaker, last.cue, last, quoted=True)
        self.waiting = []

    def _orphans(self, s: Sentence, *, fresh: bool) -> None:
        """Words quoted in a sentence that has no cue: those of whoever has the word, if anybody has.

        Whole sentences are kept without a speaker, too; other words then say nothing of who said them.
        """
        giver = self.voice if self.voice is not None and not fresh else None
        for token in s:
            if token.stretch is None:
                continue
            runs_on = giver is not None and giver.here and token is s[0] and _runs_on(token)
            whole = runs_on or _is_utterance(token)
            if whole or (giver is not None and _is_long(token)):
                form = Form.DIRECT if whole else Form.FRAGMENT
                draft = Draft([], [], form, giver.speaker if giver else None, None, sure=False)
                self._add(draft, (token,))
                self.drafts.append(draft)


def _is_aside(s: Sentence, claim: Claim) -> bool:
    """Whether a claim only says when or by whom: …, after Jones noted that …; …, according to the paper."""
    when = claim.subject is not None and claim.subject[0] > 0 and s[claim.subject[0] - 1].low in WHILE
    return when or (claim.cue is not None and s[claim.cue[0]].low in CITED)


def _is_party(s: Sentence, at: int) -> bool:
    """Whether a bracket opens with a party: Rep. Ann Smith (R) of Kentucky; (D-Ky.)."""
    return s[at].kind == "(" and s[at + 1].low.partition("-")[0] in ("r", "d", "i", "r.", "d.", "i.")


def _is_long(token: Token) -> bool:
    return len(token.text.split()) > _FEWEST_WORDS and token.text[:1].islower()


def _runs_on(token: Token) -> bool:
    """Whether quoted words can open a sentence that the writer ends: “They are here to warn” of it."""
    return len(token.text.split()) > _FEWEST_WORDS and token.text[:1].isupper() and not is_title(token)


def _is_utterance(token: Token) -> bool:
    return (
        token.low in ",.?!…"
        and len(token.text.split()) >= _FEWEST_WORDS
        and token.text[:1].isupper()
        and not is_title(token)
    )
