"""Closed classes of English words, as data: what the grammar of the engine is made of."""

from pathlib import Path


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ABBREVIATIONS = _set(
    "mr mrs ms mx dr prof rev fr sr jr st sen sens rep reps gov govs lt col gen maj capt cmdr adm sgt cpl "
    "pvt det hon pres supt insp brig spc pfc cpt ofc asst messrs atty dist dept inc corp co ltd llc bros "
    "vs etc e.g i.e cf no nos vol fig al jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed "
    "thu thurs fri sat sun ave blvd rd mt ft ala ariz ark calif colo conn del fla ga ill ind kan ky la md "
    "mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ph.d m.d"
)
SENTENCE_OPENERS = _set(
    "the he she it they we you i a an but and in on at this that these those his her its their our there "
    "as when while after before since if although though however yet still also so for from with by to "
    "some many most all both one two three another other others each every few several such "
    "asked speaking meanwhile earlier later last "
    "under according now then what why how who did does do is are was were has have had could would should"
)

PERSONAL = _set("he she they it i we you")
MASCULINE = _set("he his him")
FEMININE = _set("she her hers")
PLURAL = _set("they their them we")
POSSESSIVE = _set("his her its their our my your")
DETERMINERS = (
    _set(
        "the a an this that these those no any each every some many most several few all both another "
        "such one two three four five six seven eight nine ten more less fewer half other"
    )
    | POSSESSIVE
)
PREPOSITIONS = _set(
    "of in on at to for from with by about against after before during under over between among through "
    "into across amid since until via without within as like despite toward towards outside inside near "
    "behind beyond around following including given regarding per alongside upon than besides along "
    "beside throughout prior due based contrary thanks compared"
)
PARTICLES = _set("de da di du del della la le van von der den bin ibn al el")
"""Words in lower case that belong to the name they stand in: Robert de la Cruz."""
NAME_LINKS = _set("of for at from y e & and") | PARTICLES
PHRASE_LINKS = _set("of for at from in on to with")
SUBORDINATORS = _set(
    "that because while when if although though where which who whom whose whether how so than unless "
    "until since once whereas why what after before as"
)
WHILE = _set("while although though as when if whereas since after before once until because")
"""A sentence that opens so has its main clause behind a comma: what is said ends there."""
CONJUNCTIONS = _set("and but or nor yet then plus")
RELATIVES = _set("who which that")
AUXILIARIES = _set(
    "is are was were be been being am has have had do does did will would can could shall should may "
    "might must isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't "
    "can't couldn't shouldn't cannot 's 're 've 'll 'd it's he's she's they're we're i'm you're that's "
    "there's i've we've they've he'd she'd they'd we'd i'd i'll we'll he'll she'll they'll it'll ought "
    "needn't mustn't mightn't"
)
BE = _set("is are was were be been being am isn't aren't wasn't weren't")
HAVE = _set("has have had having")
MODALS = _set("will would can could shall should may might must to")
NEGATIONS = _set(
    "not never neither nor n't don't doesn't didn't won't wouldn't can't couldn't cannot hasn't "
    "haven't hadn't"
)
ADVERBS = _set(
    "also then later further even just still once again already now often soon always ever only simply "
    "first recently earlier yesterday today tonight instead too thus therefore afterward afterwards "
    "reportedly likewise twice next formally itself himself herself themselves both all each since too"
)
WEEKDAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
SPANS = _set("hours days weeks months years minutes moments seconds decades")
"""Hours after the vote, …: what opens an adjunct, and is nobody."""
TIMES = WEEKDAYS | _set(
    "yesterday today tonight tomorrow january february march april may june july august september "
    "october november december jan. feb. mar. apr. "
    "aug. sept. oct. nov. dec. morning afternoon evening night week month year weekend"
)
OPENING_ADVERBS = _set(
    "meanwhile however later earlier yesterday today still also then afterward afterwards moreover "
    "furthermore instead nevertheless nonetheless recently finally indeed separately similarly "
    "additionally allegedly first second and but so yet or now once again here there thus consequently "
    "elsewhere ultimately perhaps even just only for"
)
IRREGULAR_PAST = _set(
    "went came took made gave got saw knew left met held began became brought sent kept led lost paid "
    "put ran sat stood spoke took won wore wrote fell felt found grew hit hurt lay let rose sold shot "
    "shut sought struck swore taught threw understood woke cut set spent built bought caught chose drew "
    "drove ate fought flew forgot forgave froze hung heard hid broke bore beat bent bet bid rode rang "
    "sang slept slid spread stole swam swept swung tore fled shook dealt dove fed wept clung crept drank "
    "dug ground leapt meant overcame sprang stuck stung undertook withdrew wound"
)
PRESENT_VERBS = _set(
    "makes takes gives gets sees knows leaves meets holds begins becomes brings sends keeps leads loses "
    "pays puts runs stands wins goes comes wants needs remains seems appears looks works lives means "
    "plans hopes believes thinks feels expects supports opposes includes represents shows continues "
    "allows requires provides helps faces deserves"
)

TITLES = _set(
    "mr mr. mrs mrs. ms ms. miss mx dr dr. prof prof. professor sir dame lord lady rev rev. reverend "
    "father sister sen sen. senator sens sens. rep rep. representative reps reps. congressman "
    "congresswoman gov gov. governor govs govs. president vice vice-president premier chancellor "
    "minister prime secretary ambassador attorney general gen gen. brig. brigadier lt lt. col col. "
    "colonel major maj. justices captain capt. capt sergeant sgt. sgt "
    "officer detective inspector superintendent sheriff chief commissioner judge justice mayor deputy king "
    "queen prince princess pope cardinal archbishop bishop imam rabbi sheikh director chairman chairwoman "
    "chair chairperson ceo cfo coo cto cio cmo cso ciso executive spokesman spokeswoman spokesperson coach "
    "manager founder "
    "co- founder leader speaker administrator counsel prosecutor lawyer adviser advisor aide analyst "
    "economist author editor reporter correspondent councilor councillor councilman councilwoman alderman "
    "commander admiral adm. lieutenant constable treasurer undersecretary envoy delegate mp candidate "
    "nominee former acting interim emeritus assistant associate senior junior head curator strategist "
    "pollster organizer organiser activist historian scientist researcher striker captain defender "
    "goalkeeper star singer actor actress whip majority minority"
)
LANDMARKS = _set("lake hall park church day west north east street field banks price young court")
"""Places and bodies that are last names as well: Celinda Lake, a pollster."""
CAMPS = _set("campaign administration")
"""What bears the name of whoever leads it."""
SURNAMES = _set("king prince pope bishop judge major cardinal dean page star head")
"""Titles that are last names as well, behind a given name or a title: Peter King, Mr. King."""
COURTESY = _set("mr mr. mrs mrs. ms ms. dr dr. sen sen. rep rep. gov gov. prof prof.")
SUFFIXES = _set("jr jr. sr sr. ii iii iv")
"""What may stand behind a last name and belongs to it."""
IN_FULL = {
    "gov": "governor", "sen": "senator", "rep": "representative", "rev": "reverend", "dr": "doctor",
    "prof": "professor", "gen": "general", "col": "colonel", "capt": "captain", "lt": "lieutenant",
    "sgt": "sergeant", "maj": "major", "adm": "admiral", "brig": "brigadier", "pres": "president",
    "sens": "senator", "reps": "representative", "govs": "governor",
    "supt": "superintendent", "insp": "inspector", "det": "detective", "atty": "attorney",
    "congressman": "representative", "congresswoman": "representative",
    "hon": "honorable", "amb": "ambassador", "cmdr": "commander", "ald": "alderman",
}  # fmt: skip
"""Titles as they stand before a name, and as they stand alone."""
BODY_TITLES = _set("justice general executive star attorney judge")
"""Titles that open the names of bodies as well: Justice Department, General Motors."""
ROLES = TITLES | _set(
    "man woman boy girl teacher doctor nurse student students farmer worker workers resident residents "
    "neighbor neighbour witness witnesses victim victims mother father sister brother son daughter wife "
    "husband parents friend friends colleague owner driver official officials police prosecutors lawyers "
    "critics supporters opponents experts scientists researchers analysts economists authorities "
    "investigators organisers organizers campaigners activists protesters voters republicans democrats "
    "lawmakers senators leaders media reporters company agency government campaign group department "
    "ministry court union party council committee bank firm newspaper statement report source sources "
    "expert member members attorney ministers aides diplomats doctors barrister campaigner immigrant news "
    "poll survey study analysis panel board team club association organization organisation university "
    "institute commission office"
)
SOMEBODY = _set(
    "person man woman boy girl academic teacher doctor nurse student farmer worker resident neighbor "
    "neighbour "
    "witness victim mother father sister brother son daughter wife husband friend colleague owner driver "
    "official prosecutor lawyer attorney critic supporter opponent expert scientist researcher analyst "
    "economist investigator organizer campaigner activist protester voter lawmaker senator congressman "
    "congresswoman governor mayor president minister judge juror justice reporter member dean runner "
    "player customer clerk patient pastor priest guard soldier veteran aide adviser advisor spokesman "
    "spokeswoman spokesperson passenger pilot manager coach director trader partner defendant plaintiff "
    "suspect gunman officer deputy detective sheriff chief professor historian strategist pollster "
    "candidate nominee employee executive editor author writer actor actress singer captain commander "
    "general ambassador diplomat envoy secretary chairman chairwoman consultant contractor donor engineer "
    "ranger firefighter paramedic caller dispatcher tenant landlord shopper shopkeeper widow widower "
    "caretaker rival ally boss foe counterpart predecessor successor challenger heckler moderator "
    "roommate fan cop pope pontiff comedian star host guest magnate mogul tycoon billionaire hopeful "
    "incumbent firebrand maverick icon czar guru heir spouse cousin uncle aunt nephew niece "
    "grandfather grandmother staffer"
)
"""Words for one person; whoever is only called so may be meant by the next pronoun."""
PUBLIC = _set(
    "contender hopeful candidate nominee billionaire mogul businessman businesswoman lawmaker politician "
    "senator congressman congresswoman governor"
)
"""What the news calls somebody whom it has just named."""
FEMALE_ROLES = _set(
    "mrs mrs. ms ms. miss dame lady queen princess sister spokeswoman chairwoman congresswoman "
    "councilwoman woman girl mother daughter wife actress her she businesswoman first-lady"
)
MALE_ROLES = _set(
    "mr mr. sir lord king prince pope father spokesman chairman congressman councilman man boy brother "
    "son husband actor businessman his he imam"
)
BODY_WORDS = _set(
    "party university college school department ministry office council committee commission court bank "
    "company corporation corp corp. inc inc. co co. ltd ltd. group association institute institution "
    "foundation society union agency service services times post journal news press herald guardian "
    "telegraph tribune street house senate congress parliament government state states kingdom republic "
    "nations army navy force forces police museum hospital church team club league cup world center centre "
    "federation authority administration bureau board network project program programme movement campaign "
    "coalition alliance organization organisation international national park station airport road avenue "
    "river lake sea ocean county city town district island islands north south east west mount act bill "
    "treaty war day festival award prize games stadium hall palace hotel building embassy union zone "
    "electric energy foods brands motors airlines airways systems technologies software laboratories labs "
    "pharmaceuticals holdings industries partners capital financial insurance healthcare communications "
    "media entertainment studios stores restaurants hotels resorts properties semiconductor networks "
    "solutions logistics railway railroad clinic medical consortium initiative trust fund exchange caucus "
    "taliban hamas hezbollah kremlin pentagon isis isil "
    "assembly legislature tribunal library theater theatre orchestra utility airline patrol guard plc llc"
)
PLACES = _set(
    "america american britain british england english scotland scottish wales welsh ireland irish france "
    "french germany german italy italian spain spanish russia russian ukraine ukrainian turkey turkish "
    "china chinese japan japanese india indian iran iranian iraq iraqi israel israeli syria syrian "
    "canada canadian australia australian mexico mexican brazil brazilian europe european africa african "
    "asia asian korea korean pakistan afghan afghanistan egypt egyptian saudi arabia greece greek poland "
    "polish london paris berlin moscow kyiv washington york ohio texas florida california virginia "
    "carolina pennsylvania michigan wisconsin iowa nevada arizona georgia illinois indiana jersey "
    "hampshire massachusetts colorado tennessee kentucky missouri minnesota maryland oregon utah u.s. us "
    "uk u.k. eu e.u. u.n. un nato kremlin white istanbul beijing tokyo brussels geneva republican "
    "democratic democrat republicans democrats conservative labour liberal islamic muslim christian "
    "jewish catholic chicago mississippi alabama louisiana arkansas oklahoma kansas nebraska montana "
    "wyoming idaho alaska hawaii dakota delaware vermont connecticut boston philadelphia detroit seattle "
    "atlanta miami baltimore pittsburgh cincinnati milwaukee minneapolis brooklyn manhattan bronx"
)


def _given_names() -> dict[str, frozenset[str]]:
    lines = Path(__file__).with_name("given.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, set[str]] = {"f": set(), "m": set(), "e": set()}
    for line in lines:
        if not line.startswith("#"):
            found[line[0]].update(line[1:].split())
    either = found["e"] | (found["f"] & found["m"])
    return {kind: frozenset(names if kind == "e" else names - either) for kind, names in found.items()} | {
        "e": frozenset(either)
    }


_BY_GENDER = _given_names()
GIVEN_FEMALE = _BY_GENDER["f"]
GIVEN_MALE = _BY_GENDER["m"]
GIVEN = frozenset().union(*_BY_GENDER.values())
"""Given names; those that women and men share tell no gender."""

OCCASIONS = _set(
    "statement interview speech tweet post email e-mail letter briefing conference release report message "
    "memo rally debate hearing appearance call testimony video article column essay book podcast "
    "broadcast show program programme twitter facebook instagram telegram cnn msnbc fox nbc abc cbs "
    "television tv radio remarks comments address meeting event announcement blog op-ed editorial forum "
    "panel exchange conversation opening trial court ceremony visit reporters journalists media press "
    "crowd audience supporters parliament congress time question tweets interviews"
)
"""What somebody says something in, on, at or to."""
FINDERS = _set(
    "study survey poll report research analysis investigation audit review inquiry court judge jury "
    "panel commission researcher scientist investigator auditor economist test trial experiment "
    "researchers authors inspector assessment"
)
"""Whose findings are reported."""
QUESTION_WORDS = _set("how why whether if what when where who which")
