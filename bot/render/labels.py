"""The fixed words of the desk: what it says besides what is curated or stands in a source."""

from collections.abc import Mapping
from dataclasses import dataclass

from facts.model import Status
from facts.questions import KINDS


@dataclass(frozen=True, slots=True)
class StatusLabel:
    """A status as a card shows it.

    `banner` stands above all else, empty where a record may be used as it is; `foot` in the small print;
    `mark` before a copied line, so that a warning travels with the words.
    """

    foot: str
    banner: str = ""
    mark: str = ""


STATUS: Mapping[Status, StatusLabel] = {
    Status.VERIFIED: StatusLabel("✓ Verified: checked character by character"),
    Status.DRAFT: StatusLabel("Draft", "✎ Draft: not checked yet", "[Draft, not checked] "),
    Status.DISPUTED: StatusLabel("Disputed", "⚠ Disputed: check before use", "[Disputed] "),
    Status.CORRECTED: StatusLabel("Corrected", "↻ Corrected since it was first filed", "[Corrected] "),
    Status.RETRACTED: StatusLabel("Retracted", "⛔ Retracted: do not use", "[Retracted, do not use] "),
}
LOCK = "🔒"
NOT_FOR_PUBLICATION = "Not for publication: for curators only"
UNDER_EMBARGO = "Under embargo until {} UTC: for curators only"
CHANGED: Mapping[Status, str] = {
    Status.VERIFIED: "Updated",
    Status.DRAFT: "Updated",
    Status.DISPUTED: "Disputed",
    Status.CORRECTED: "Corrected",
    Status.RETRACTED: "Retracted",
}
"""What a message says was done to a record that it shows, by the status that this has now."""
WITHDRAWN = "Withdrawn"
NO_LONGER_SHOWN = "A record is not shown here any more."
CORRECTION_SIGN = "↻"
WATCHED = "New or corrected on {}"
WATCHING = "watches {} here: new and corrected records come {}. /factdesk watches shows and ends it."
HOW_OFTEN = {False: "at once", True: "in the morning"}
WATCHES_CARD = (
    "This channel watches: {line}\n"
    "Each change of it comes here {often}{also}.\n"
    "{digest}To end it: /factdesk watches stop {name}"
)
"""What whoever presses Watch is told, and nobody else."""
WATCHED_TOO = ", and so does what is new or corrected on {}"
DIGEST_INSTEAD = "In one message in the morning instead: /factdesk watches daily {}\n"
A_RECORD = "a record that is watched here"
NOT_SHOWN = "a record that is not shown any more"
NO_WATCHES = "This channel watches nothing. To begin: /timeline Istanbul talks --watch, or Watch on a card."
NO_CORRECTIONS = "No message has been corrected yet."
UNDELIVERED = "Could not be corrected where they stand:"
ASKED_FOR = "You asked for this, and it is not as you were shown it any more:"
ANSWER_ABOVE = "What was said above has been"
FORM = {
    "direct": "",
    "fragment": "Quoted fragment",
    "indirect": "Reported speech, not the speaker's own words",
}
BASIS = {
    "stated": "as the source states it",
    "inferred": "inferred by the desk",
    "planned": "planned",
}
KIND_COUNTED = {**{kind: names[0] for kind, names in KINDS.items()}, "source": "sources"}

PRINT_IT = {
    "no": "✗ {}: do not print as it stands",
    "look": "⚠ {}: look before printing",
    "yes": "✓ {}: may be printed",
    "unknown": "? {}: what is on file cannot tell",
}
"""A verdict with what it means for printing."""
IN_DRAFT = "In the draft"
IN_SOURCE = "In the source"
NOBODY_NAMED = "nobody named"
NOT_ESTABLISHED = "speaker not established"
SHARE_CHECK = "Share"
USE_WORDS = "Use the source's words"
YOUR_SENTENCE = "Your sentence with the source's words:"
SOURCE_SENTENCE = "As the source has it:"
FIGURES = "Figures and dates: is it the same thing?"
NOTHING_TO_CHECK = "There is no quotation to check in this text."
CHECKING = "Checking… the answer follows."
PREVIOUS = "Previous"
NEXT = "Next"

SHARE = "Share to channel"
IN_CONTEXT = "In context"
COPY_LINE = "Copy line"
WATCH = "Watch"
OPEN = "Open at the sentence"
CLOSE = "Close"
SPELT = "Spelt"
CALLED = "Called"
DIFFER = "Sources differ"
DIFFER_ABOVE = "Sources differ: see above"
HAPPENED = "Happened"
PLANNED = "Planned"
UNCURATED = "In a source, not yet curated: nobody has checked this"
NEARBY = "What the desk does hold nearby:"
DID_YOU_MEAN = "Did you mean:"
MORE_IN_SOURCE = "There is more than fits here: read on in the source."
NO_RECORD = "There is no record to show."
RETRACTED_LINE = "This record has been retracted: there is no line to copy."

CURATE = "Curate"
HISTORY = "History"
NEWER = "Newer"
OLDER = "Older"
NOBODY = "somebody"
NOBODY_MAY = "Nobody has that role yet; whoever runs the desk gives it: factdesk roles."
ROLES = "Who may file, verify and change records (curators), and retract, merge and give roles too (editors):"
GIVE_ROLES = "An editor gives roles: /factdesk roles @name curator, editor or asker."
SOURCE_VERSION = "A version of the source"
SEEN_BY = "Seen by"
NO_SOURCE = "seen by {}, no source on file"
A_COLLEAGUE = "a colleague"
FILE_IT = "File it"
FILE_SENTENCE = "File this sentence"
FIELD: Mapping[str, str] = {
    "passages": "Rests on",
    "about": "About",
    "seen_by": SEEN_BY,
    "replaced_by": "In its place",
    "checked": "Last checked",
    "expires": "To be checked again from",
    "embargo": "Embargoed until",
    "not_for_publication": "Not for publication",
    "according_to": "According to",
    "speaker_text": "Named by the source as",
    "speaker_title": "Title in the source",
    "date_text": "The date as written",
    "basis": "What the date rests on",
}
"""Fields of a record whose own name says too little."""
