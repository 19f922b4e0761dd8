"""The words by which lines that are not journalism are known; tables only, no rules.

Wordings that may also open a news sentence ("Share prices fell", "Watch makers say") stand in
`WHOLE_LINES`, which must match a line from end to end; openings need only its start.
"""

import re

_PERIOD = r"(?:daily|weekly|morning|evening|free|breaking|latest|top|email|e-mail|our|the|your)"

WHOLE_LINES = re.compile(
    r"""(?:
      (?:subscribe|sign\ ?up|signup|register|join|log\ ?in|sign\ in)(?:\ (?:now|today|here|free|us|
        for\ free))?
    | share(?:\ (?:this|on|via)\b.{0,40})?|save|print|e?-?mail|copy\ link|tweet|pin\ it|
      gift\ this\ article
    | facebook|twitter|x|instagram|whatsapp|linkedin|youtube|reddit|bluesky|threads|telegram|rss
    | advert(?:isement)?|ad|sponsored(?:\ content)?|promoted|paid\ post|skip\ (?:to|ad|
      advert).{0,40}
    | (?:\d+\ )?comments?(?:\ ?\(\d+\))?|(?:view|show|read|post|add)\ (?:\d+\ |all\ |a\ )?comments?|
      leave\ a\ (?:reply|comment)
    | related(?:\ (?:articles?|stories|story|content|coverage|topics?|news|links?|posts?|reading))?
    | (?:most|more)\ (?:read|viewed|popular|shared|commented|stories|news|headlines|coverage)|
      popular(?:\ now)?
    | trending(?:\ now)?|recommended(?:\ (?:for\ you|stories|reading))?|
      editors?['’]?s?['’]?\ (?:picks?|choice)
    | (?:you\ )?(?:may|might)\ also\ (?:like|be\ interested\ in)|up\ next|read\ (?:more|next|also|
      on)|keep\ reading
    | continue\ reading|see\ also|also\ read|learn\ more|find\ out\ more|load\ more|show\ (?:more|
      less)|back\ to\ top
    | (?:author|profile|reporter)\ (?:picture|photo|image|avatar|headshot)|about\ the\ (?:authors?|
      writers?|reporters?)
    | meet\ the\ (?:author|writer|reporter)|written\ by|reporting\ by|
      listen(?:\ to\ this\ (?:article|story))?|play\ video
    | menu|home|search|close|toggle\ \w+|navigation|contents|contact(?:\ us)?|about(?:\ us)?|faqs?|
      help|careers|jobs
    | privacy(?:\ (?:policy|notice|settings|centre|center))?|cookies?(?:\ (?:policy|settings|
      preferences))?
    | (?:accept|reject|manage|allow)(?:\ (?:all|cookies|all\ cookies|preferences|settings))|
      i\ (?:agree|accept)|got\ it
    | terms(?:\ (?:of|and|&)\ (?:use|service|conditions))?|do\ not\ sell.{0,40}|accessibility|
      corrections?|newsletters?
    | topics?|tags?|filed\ under|more\ on\ this(?:\ story)?|top\ stories|latest(?:\ news)?|
      breaking\ news|live(?:\ updates)?
    | opinion|analysis|comment|exclusive|explainer|editorial|letters?(?:\ to\ the\ editor)?|
      obituar(?:y|ies)
    | for\ immediate\ (?:use|release)|(?:press|news|media)\ release|embargoed\b.{0,60}
    | \d+\ ?min(?:ute)?s?\ read|(?:\d+|an?)\ (?:minute|hour|day)s?\ ago|
      thank\ you\ for\ reading.{0,40}
    )[\s.!:…»›>→]*""",
    re.IGNORECASE | re.VERBOSE,
)

OPENINGS = re.compile(
    rf"""(?:
      sign[\ -]?up\ (?:for|to|now|here|today|below|and)\b | signup\ (?:for|to)\b
    | subscribe\ (?:to|for|now|today|here|and|below)\b | already\ a\ (?:subscriber|member)
    | register\ (?:for\ free|now|here|today|to\ (?:read|comment|continue))
    | (?:read|see)\ (?:more|also|next)\s?[:|–—-] | also\ read\s?[:|–—-] | related(?:\ \w+)?\s?[:|–—]
    | more\ (?:from|on|about|in)\ .{{1,60}}:$ | (?:don['’]t\ miss|in\ case\ you\ missed\ it|watch|
      listen|explore)\s?[:|]
    | follow\ (?:us|@|the\ \w+(?:\ \w+)?\ on|(?:him|her|them)\ (?:on|at)|.{{1,40}}\ on\ (?:x|
      twitter|facebook|instagram|whatsapp|threads|bluesky|telegram|tiktok|youtube|linkedin))\b
    | (?:like|find|join)\ us\ on\b | join\ (?:our|the)\ (?:conversation|whatsapp|telegram|
      newsletter|community|mailing\ list)
    | (?:download|get|install)\ (?:the|our)\ .{{0,30}}\bapp\b | available\ on\ (?:the\ app\ store|
      google\ play)
    | get\ (?:{_PERIOD}\ ){{0,4}}(?:newsletters?|headlines|news|stories|alerts|
      updates)\b.{{0,40}}(?:inbox|by\ e?-?mail|sent|delivered|phone|app\b)
    | (?:get|have)\ .{{1,60}}\ (?:delivered\ )?(?:straight\ )?(?:to|in)\ your\ (?:inbox|e?-?mail)
    | (?:click|tap|swipe)\ (?:here|on|to|the) | (?:enter|submit)\ your\ e?-?mail |
       your\ e?-?mail\ (?:address|is)
    | (?:we|this\ (?:web)?site|our\ (?:web)?site)\ uses?\ (?:\w+\ )?(?:and\ \w+\ )?cookies |
       by\ (?:continuing|clicking|signing\ up|submitting|subscribing|
      using\ this).{{1,90}}\byou\ (?:agree|accept|consent|acknowledge)
    | (?:please\ )?(?:support|donate\ to|help\ fund)\ (?:our|independent|local|quality)\ |
       become\ a\ (?:member|subscriber|supporter|patron)
    | (?:start|try|begin)\ .{{0,30}}\bfree\ trial | unlimited\ (?:digital\ )?access |
       this\ article\ (?:is|was)\ (?:free|originally\ published|first\ published)
    | (?:©|\(c\)\ (?:19|20)\d\d|copyright\b\ ?(?:©|\(c\)|(?:19|20)\d\d)) | about\ the\ (?:author|
      writer|reporter)s?\s?:
    | (?:got|have)\ a\ (?:news\ )?(?:tip|story)\b | (?:send|e-?mail)\ (?:us|your)\ | contact\ (?:us|
      the\ (?:newsroom|author|reporter|writer))\b
    | explore\ more\ on\b | disclaimer\s?: | do\ you\ have\ (?:an\ opinion|a\ (?:question|story|
      view))\b
    | thanks?\ (?:you\ )?for\ (?:reading|subscribing|signing) | (?:view|see|browse)\ (?:all|
      more)\b.{{0,40}}$
    )""",
    re.IGNORECASE | re.VERBOSE,
)

ANYWHERE = re.compile(
    r"""(?:
      all\ rights\ reserved | may\ not\ be\ (?:re)?published | without\ (?:the\ )?(?:prior|written|
        express)\ (?:written\ )?(?:permission|consent)
    | privacy\ (?:policy|notice)\b.{0,60}\b(?:terms|apply|agree|unsubscribe) | terms\ (?:of\ (?:use|
      service)|and\ conditions)\ (?:and|apply)
    | (?:you\ can|to)\ unsubscribe | unsubscribe\ at\ any\ time | (?:to|in)\ your\ inbox
    | sign\ up\ (?:to|for)\ (?:our|the|my)\b.{0,60}\b(?:newsletter|bulletin|email|briefing|alerts)
    | subscribe\ to\ (?:our|the)\b.{0,40}\b(?:newsletter|channel|podcast)
    | (?:please|to\ .{3,60}|or)\ click\ here\b | protected\ by\ recaptcha |
       accept\ (?:all\ )?cookies
    )""",
    re.IGNORECASE | re.VERBOSE,
)

ANYWHERE_WORDS = (
    "rights,published,permission,consent,privacy,terms,unsubscribe,inbox,sign "
    "up,subscribe,click,recaptcha,"
    "cookies"
).split(",")
"""One of these is in all that `ANYWHERE` finds; to look for them takes a twentieth of its time."""

CLOSING_CALL = re.compile(
    r"[.!?:]\s+(?:sign ?up|subscribe|register|join|donate)(?: (?:now|here|today|free|for "
    r"free))*[\s.!»›>→]*\Z",
    re.IGNORECASE,
)
"""What a promotion ends with: "… read by 8,000 people. Sign up"."""

LIST_TITLES = re.compile(
    r"""(?:most\ (?:read|viewed|popular|shared)|more\ (?:from|on|stories|news|headlines|
      coverage|about|in)\b.{0,60}
    |related(?:\ \w+)?|trending(?:\ now)?|recommended.{0,30}|popular(?:\ now)?|
      editors?['’]?s?['’]?\ (?:picks?|choice)
    |(?:you\ )?(?:may|might)\ also\ like|read\ (?:more|next)|see\ also|also\ read|top\ stories|
      latest(?:\ news)?
    |up\ next|tags?|topics?|in\ this\ section|don['’]t\ miss)\s?:?""",
    re.IGNORECASE | re.VERBOSE,
)
"""A line that says: what follows are links to other articles."""

COMMENTS_TITLES = re.compile(
    r"(?:(?:reader )?comments?(?: ?\(\d+\))?|\d+ comments?|leave a (?:reply|comment)|join the "
    r"(?:conversation|discussion))[.:!]?",
    re.IGNORECASE,
)

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
STAMPS = re.compile(
    r"(?:(?:first |last )?(?:updated|published|posted|modified|created|edited))\b"
    rf"(?: (?:on|at))?[ :]+(?:\d|today|yesterday|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|{_MONTH} "
    rf").{{0,60}}",
    re.IGNORECASE,
)
_CLOCK = r"(?:\d{1,2}[:.]\d\d|\d{1,2})\s?(?:[ap]\.?m\.?|hrs|h)?(?:\s?[a-z]{2,4})?"
DATE_LINES = re.compile(
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]*\s+)?"
    rf"(?:{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d|"
    rf"\d{{1,2}}/\d{{1,2}}/\d{{2,4}})"
    rf"(?:[ ,|•·–-]*(?:at\s+)?{_CLOCK})?(?:[ ,|•·–-]*\d+\s?min(?:ute)?s?\s+read)?\.?",
    re.IGNORECASE,
)

BYLINES = re.compile(
    r"(?:By|BY|Words by|Written by|Story by|Reported by)\s+(?!The Numbers)(?:[A-Z][\w.'’-]*|the "
    r"Associated)"
    r"(?:[ ,|/&]+(?:[A-Z][\w.'’@-]*|and|for|of|the|in|at|de|van|von|staff|(?:reporter|writer|"
    r"correspondent|editor)s?))*[ .]*"
)
DESKS = re.compile(
    r"(?:(?:our|special|own|staff|agency) )?(?:staff )?(?:reporters?|writers?|correspondents?|news "
    r"?desk|agencies)"
    r"(?:\s*[|,–—-]\s*[\w .]{2,40})?"
    r"|(?:the )?(?:associated press|reuters|afp|ap|bloomberg|pa media|dpa|xinhua)(?:\s*[|"
    r",–—-]\s*[\w .]{2,40})?",
    re.IGNORECASE,
)

PROFESSION = (
    r"(?:reporter|journalist|correspondent|writer|editor|photographer|columnist|freelancer?|"
    r"contributor|author|critic|producer|blogger|podcaster|commentator)"
)
TITLED_NAMES = re.compile(
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}\s*[,|–—-]\s*(?:[\w&'’-]+ ){0,3}"
    f"(?i:{PROFESSION})s?"
)
"""Jane Doe, staff writer."""
POSTS = re.compile(r"(?:[\w&'’-]+ ){0,5}" + f"(?i:{PROFESSION})s?")
"""What stands below a byline: Selm Post staff writer."""
BIO = re.compile(
    rf"""(?!The\ )(?P<name>(?:[A-Z][\w.'’-]+\s){{1,4}}),?\s?
      (?: is\ (?:an?|the|our|[A-Z])\b[^.]{{0,120}}\b{PROFESSION}\b |
         is\ (?:\w+\ ){{0,4}}{PROFESSION}\b
        | (?:covers|writes|edits|photographs)\ (?:\w+[\s,]+){{0,8}}(?:for|about|on|from)\b |
           reports\ for\b
        | has\ (?:covered|written|reported|edited)\b[^.]{{0,80}}\b(?:for|since|at)\b
        | (?:can|may)\ be\ reached\s
        | joined\ [^.]{{1,60}}\bas\ an?\b[^.]{{0,40}}\b{PROFESSION}\b )""",
    re.VERBOSE,
)
"""In the present tense: former reporters are news, and "The Post writes" is a source."""
CONTACT = re.compile(
    r"can be (?:reached|contacted) at|\breach (?:him|her|them|\w+) at\b|\bfollow (?:him|her|them) "
    r"(?:on|at|@)"
    r"|^[\w.+-]+@[\w-]+\.[\w.]+$|^@\w+$",
    re.IGNORECASE,
)
CREDITED_WORK = re.compile(
    r"\(?(?:additional )?(?:reporting|editing|writing|research|graphics?)(?: and (?:writing|"
    r"editing|reporting))? by\b"
    r"|.{3,120}\bcontributed (?:to this (?:report|article|story)|reporting)\b"
    r"|this (?:story|article|report) (?:was|has been) (?:produced|written|published|edited|updated|"
    r"corrected)\b",
    re.IGNORECASE,
)

PICTURE_WORDS = (
    "(?:file )?(?:photo(?:graph)?(?:er)?s?|picture|pic|image|illustration|graphic|video|"
    "credit|source)"
)
PICTURE_LINE = re.compile(
    rf"{PICTURE_WORDS}(?: (?:credit|courtesy|by|of|from))?(?:\s*[:/|©]\s*|\s+[–—-]\s+)",
    re.IGNORECASE,
)
PICTURE_BY = re.compile(
    rf"{PICTURE_WORDS}s? (?:by|courtesy(?: of)?|via|©)\s+(?=[A-Z])", re.IGNORECASE
)
FILE_PICTURE = re.compile(
    r"(?:FILE\s*[–—:-]|file (?:photo|picture|image|pic)\b|pictured\b\s*:)", re.IGNORECASE
)
CREDIT_AT_END = re.compile(
    r"[.!?”\"]\s*(?:\((?P<bracket>[^()]{2,70})\)|(?:Photo(?:graph)?|Picture|Pic|Image|Credit|"
    r"Illustration)s?(?: by)?\s?:?\s(?P<tail>[^.]{2,60}))\.?$"
)
CREDIT_SMALL_WORDS = frozenset(
    "via for of and by the file photo image picture courtesy de van von".split()
)
