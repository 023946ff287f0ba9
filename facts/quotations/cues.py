"""The words that introduce speech, as data: to add one, write it in the row that behaves like it.

A row gives verbs by their base form; irregular forms are spelled out. What a verb may govern is its class.
"""

from enum import Enum, auto


class Grammar(Enum):
    """What a cue may govern."""

    SAY = auto()
    """A quotation or a clause, with or without "that": she said it was over."""
    THAT = auto()
    """A quotation; a clause with "that" or plainly one: he confirmed the plan was dead."""
    TELL = auto()
    """A listener first, then as `SAY`: she told reporters it was over."""
    VOW = auto()
    """As `THAT`, or an infinitive: he vowed to resign."""
    TAG = auto()
    """A quotation only, as its tag: “Why?” she laughed."""
    NAME = auto()
    """A fragment only: he called it “a disgrace”."""


_BASES: dict[Grammar, str] = {
    Grammar.SAY: (
        "say add argue claim insist contend maintain tweet explain note allege assert opine reckon caution "
        "reason theorize theorise speculate surmise posit"
    ),
    Grammar.THAT: (
        "state observe announce declare report confirm acknowledge admit concede deny suggest reveal "
        "disclose warn stress emphasize emphasise reiterate repeat predict complain boast recall remark "
        "comment reply respond counter retort conclude testify write indicate signal estimate point "
        "recount clarify rule proclaim lament joke quip muse protest attest underline underscore "
        "highlight hint imply charge read estimate post agree counsel advise telegraph volunteer relate "
        "specify stipulate object reaffirm affirm confide confess marvel elaborate profess aver avow "
        "reflect forecast find show brag allow blog retweet relay propose insinuate "
        "concur offer recommend apologize apologise demand pray"
    ),
    Grammar.TELL: "tell ask inform assure remind notify brief persuade",
    Grammar.VOW: "promise pledge vow swear threaten",
    Grammar.TAG: (
        "shout yell cry exclaim whisper mutter murmur mumble laugh sigh scream chant interject interrupt "
        "interpose begin start finish continue put shoot fire gush enthuse deadpan snap grumble rejoin echo "
        "plead beg urge demand inquire enquire query wonder answer think believe opine sum chime joke "
        "fume scoff sneer chuckle gasp sob wail groan moan howl roar bellow growl hiss bark blurt drawl crow "
        "gloat thunder whine grouse gripe vent bemoan chide scold lecture implore exhort tease taunt "
        "wisecrack intone recite smile grin shrug nod cheer text message email rail rant press rave croon "
        "order instruct request admonish venture demur huff bristle quibble"
    ),
    Grammar.NAME: (
        "call describe dub brand label term denounce condemn criticize criticise slam blast praise hail "
        "laud accuse blame urge characterize characterise cite quote refer speak talk portray deride "
        "dismiss mock reject defend attack question compare express voice welcome deplore decry ridicule "
        "tout pronounce frame demand lambast lambaste assail rip trash excoriate castigate fault rebuke "
        "liken paint cast knock hammer bash skewer pan chastise berate pillory vilify disparage belittle "
        "portray hit assess rate apologise apologize thank champion endorse congratulate "
        "extol applaud trumpet deem"
    ),
}
_IRREGULAR: dict[str, str] = {
    "say": "say says said saying", "tell": "tell tells told telling",
    "write": "write writes wrote written writing", "begin": "begin begins began beginning",
    "swear": "swear swears swore sworn swearing", "speak": "speak speaks spoke spoken speaking",
    "put": "put puts putting", "shoot": "shot shoots shooting", "read": "read reads reading",
    "think": "think thinks thought thinking", "forecast": "forecast forecasts forecasting",
    "cast": "cast casts casting", "hit": "hit hits hitting", "find": "find finds found",
    "show": "show shows showed shown",
}  # fmt: skip
_DOUBLING = frozenset(
    {
        "quip",
        "admit",
        "rebut",
        "refer",
        "dub",
        "tag",
        "slam",
        "beg",
        "snap",
        "sum",
        "plan",
        "rip",
        "pan",
        "brag",
        "blog",
        "grin",
        "shrug",
        "nod",
        "extol",
        "demur",
    }
)

NAMING = frozenset("called dubbed titled named labelled labeled termed branded".split())
"""Right before a quotation these only name a thing: a print called “…”."""

FOREIGN = frozenset(
    "sagte sagt erklärte betonte meinte teilte schrieb fügte warnte forderte kritisierte "
    "dit déclaré affirmé expliqué ajouté assuré estimé souligné indiqué déclare affirme explique ajoute "
    "assure dijo afirmó declaró explicó añadió aseguró señaló disse afirmou declarou ha detto".split()
)
"""Verbs of speech in German, French, Spanish, Portuguese and Italian: tags of a quotation only."""

BACK = frozenset("shot shoots shooting fire fires fired firing".split())
"""“…,” he shot back: tags with a "back"."""

WENT = frozenset(("went", "goes"))
"""“…,” he went on: tags with an "on" and nothing behind it."""

SAID = frozenset(("say", "says", "said", "saying"))
"""The plainest verbs, that take any clause."""


def forms(base: str) -> tuple[str, ...]:
    """Return the forms of a regular English verb: base, third person, past, present participle."""
    if base in _IRREGULAR:
        return tuple(_IRREGULAR[base].split())
    stem = base + base[-1] if base in _DOUBLING else base
    if base.endswith("e"):
        return base, base + "s", base + "d", base[:-1] + "ing"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    third = base + "es" if base.endswith(("s", "sh", "ch", "x")) else base + "s"
    return base, third, stem + "ed", stem + "ing"


VERBS: dict[str, Grammar] = {
    form: grammar
    for grammar in reversed(Grammar)
    for base in _BASES.get(grammar, "").split()
    for form in forms(base)
} | dict.fromkeys(FOREIGN | WENT, Grammar.TAG)
"""Every form of every cue verb, to what it governs; the earlier class wins."""

FINDS = frozenset("find finds found show shows showed shown".split())
"""Verbs that report only what a study, a poll or a court comes to, and only with a "that"."""

MATTERS = frozenset(
    form
    for base in "emphasize emphasise stress acknowledge reiterate underline".split()
    for form in forms(base)
)
"""Verbs whose plain object is what was said: she stressed the need for talks."""

CALLING = frozenset(
    form
    for base in "call describe dub brand label term deem characterize characterise portray paint frame cast "
    "pronounce express voice thank congratulate welcome".split()
    for form in forms(base)
)
"""Verbs whose object is what somebody calls so, and nobody's words: Jones called the notion “…”."""

REPORTING = frozenset(word for word, grammar in VERBS.items() if grammar in (Grammar.SAY, Grammar.THAT))
"""Verbs that a clause follows which somebody says: whoever is named there takes no part."""

SPEAKING = frozenset(word for word, grammar in VERBS.items() if grammar is not Grammar.NAME)
TAG_VERBS = frozenset(word for word in SPEAKING if not word.endswith("ing"))
PARTICIPLES = frozenset(word for word in VERBS if word.endswith("ing"))
BASE_FORMS = frozenset(base for bases in _BASES.values() for base in bases.split()) - {"read", "put"}

ALSO_NOUNS = frozenset(
    "claims claim reports report notes note states state comments comment remarks remark charges charge "
    "demands demand ventures venture promises promise pledge pledges vow vows warning warnings reading "
    "cries cry calls call questions question reply replies request answers answer boast boasts jokes "
    "joke estimates estimate rules rule signals signal points point posts post objects object cites "
    "terms labels term label brand brands attacks attack talks talk hints hint quote quotes complaint "
    "offers offer plans blame praise reads read protests protest brief briefs suit voice voices views "
    "frame frames messages message texts text emails email rulings ruling begins beginning meaning "
    "thought thinking counters counter faults fault rips trash casts cast pans pan paints paint rates "
    "rate hits hit knocks blog blogs champion champions thanks relay presses press orders order "
    "requests hammers hammer rails rail show shows finds find start starts chants chant shouts shout cheers "
    "cheer screams scream jeers boos".split()
)
"""Forms that are as often nouns: they need a subject before them and a clause or a quotation after them."""

TAGGING = SPEAKING - ALSO_NOUNS - BASE_FORMS
"""Forms that show words between commas to be a tag, and to describe nobody: …, the aide said."""

SPEECH_NOUNS = frozenset(
    "assertion claim claims statement statements remark remarks comment comments contention argument "
    "warning insistence suggestion allegation allegations announcement declaration pledge promise "
    "admission acknowledgment observation conclusion belief view question answer response reply quip joke "
    "boast complaint prediction words vow accusation concession tweet post letter email memo speech "
    "testimony message slogan motto charge charges call calls".split()
)
"""Nouns that introduce speech, after a possessive: her claim that “…”."""

MADE = dict.fromkeys("case point argument".split(), frozenset("make makes made".split())) | dict.fromkeys(
    "phrase word words term line expression".split(), frozenset("use uses used using".split())
)
"""What somebody makes or uses who says so, to the verbs; made the case that …, used the line “…”."""

CITED = frozenset(("according", "per", "words"))
"""Heads of phrases that name the source: according to her, per Reuters, in the words of the judge."""

URGING = frozenset(
    form
    for base in "urge ask order instruct request beg implore exhort press advise counsel".split()
    for form in forms(base)
)
"""Verbs of wanting somebody to do something: she urged them to “stop”."""

CONTROL = frozenset(
    "prompted led forced caused urged pushed allowed drove compelled left inspired moved "
    "prompting leading forcing causing urging pushing allowing driving compelling inspiring moving".split()
)
"""He prompted her to ask …: whoever is prompted does the asking."""
ASKING = frozenset("asked asks pressed questioned quizzed grilled challenged".split())
"""Jones asked Smith …: verbs whose object has the next word."""

DECLINED = frozenset("declined refused failed declines refuses neglected".split())
"""He declined to say …: no speech."""
