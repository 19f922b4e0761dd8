"""The words by which lines that are not journalism are known; tables only, no rules.

Each phrase was seen on a page, in a mail or in an extracted text, or stands for those of its kind.
Wordings that may also open a news sentence ("Share prices fell", "Watch makers say") must match a
line from end to end.
"""

import re
from enum import StrEnum


class Kind(StrEnum):
    """What a line is that has a phrase of boilerplate."""

    CALL = "call"  # to sign up
    LIST = "list"  # the title of links to other articles
    COMMENTS = "comments"  # the title of what readers wrote
    LABEL = "label"  # a button, a word of a menu, the name of a section


def _pattern(phrases: dict[Kind, str], end: str = "") -> re.Pattern[str]:
    """Return one pattern of alternatives, each a group that is named for its kind."""
    kinds = "|".join(f"(?P<{kind}>{words})" for kind, words in phrases.items())
    return re.compile(f"(?:{kinds}){end}", re.IGNORECASE | re.VERBOSE)


_PROFESSION = (
    r"(?:reporter|journalist|correspondent|writer|editor|photographer|columnist|freelancer?|"
    r"contributor|author|critic|producer|blogger|podcaster|commentator)"
)
_SITE = (
    r"(?:x|twitter|facebook|instagram|whatsapp|threads|bluesky|telegram|tiktok|youtube|linkedin)"
)

_NOTICE = r"""(?:sorry,?\ )?(?:(?:this|the|your)\ )?
    (?:video|audio|media|content|clip|feature|player|browser|live\ stream|story\ map)
    (?:\ (?:playback|player|clip|content))?\ (?:(?:is|are|has|does|can)\ )?
    (?:currently\ |temporarily\ )?
    (?:un(?:available|supported) | (?:can)?(?:not|n['’]t|no\ longer)\b.{0,30}
      \b(?:available|support(?:ed)?|play(?:ed)?|load(?:ed)?|shown?|view(?:ed)?))
    (?:\ (?:on|in|at|for|the|html5|embedded|right)\b.{0,40})?(?:\.\ please\ .{2,40})?
    | (?:these\ are|this\ is\ an)\ external\ links?\ and\ will\ open\b.{0,30}"""
"""What a page says in place of a film, which most browsers of these pages have shown, or of links.
34 of 156 BBC articles of a published corpus have one as the first sentence of their first line."""

WHOLE_LINES = _pattern(
    {
        Kind.CALL: r"""(?:subscribe|sign\ ?up|register|join|donate|log\ ?in)
            (?:\ (?:now|here|today|free))*""",
        Kind.COMMENTS: r"""(?:\d+\ )?(?:reader\ )?comments?(?:\ ?\(\d+\))? | leave\ a\ (?:reply|
            comment) | join\ the\ (?:conversation|discussion)""",
        Kind.LIST: r"""(?:most|more)\ (?:read|viewed|popular|shared|stories|news|headlines|coverage)
            | more\ (?:from|on|about|in)\b(?:\ [\w’'-]+){1,5}:?
            | (?:related|recommended)(?:\ \w+){0,2}
            | trending(?:\ now)? | popular(?:\ now)? | editors?['’]?s?['’]?\ (?:picks?|choice)
            | (?:you\ )?(?:may|might)\ also\ like | (?:read|see|also)\ (?:more|next|also|read)
            | top\ stories | latest(?:\ news)? | up\ next | tags? | topics?""",
        Kind.LABEL: rf"""share(?:\ (?:this|on|via)\b.{{0,40}})? | save | print | e?-?mail | {_SITE}
            | advert(?:isement)? | sponsored | author\ picture | menu | home | search | contents
            | (?:contact|about)(?:\ us|\ the\ (?:author|writer|reporter)s?)? | careers | terms
            | (?:privacy|cookies?)(?:\ (?:policy|settings))? | (?:accept|reject)\ all(?:\ cookies)?
            | corrections? | newsletters? | letters? | opinion | analysis | skip\ to\ .{{2,20}}
            | for\ immediate\ (?:use|release) | (?:press|news)\ release
            | (?:watch|listen)\ (?:live|now|again) | {_NOTICE}""",
    },
    end=r"[\s.!:…»›>→]*",
)

NOTICES = re.compile(rf"(?:{_NOTICE})[\s.!]*", re.IGNORECASE | re.VERBOSE)
"""A whole sentence, wherever it stands."""

OPENINGS = _pattern(
    {
        Kind.CALL: rf"""sign[\ -]?up\ (?:for|to|now|here|today|below|and)\b
            | subscribe\ (?:to|for|now|today|here|and)\b
            | register\ (?:for\ free|now|here|today|to\ (?:read|comment))
            | follow\ (?:us\b|@|.{{1,40}}\ on\ {_SITE}\b)
            | (?:download|get)\ (?:the|our)\ .{{0,30}}\bapp\b
            | (?:have|do|are|were)\ you\ [^?]{{2,90}}\?\ (?:please\ )?
              (?:e-?mail|send|tell|contact|share)\b
            | unlimited\ (?:digital\ )?access | contact\ us\b
            | (?:we|(?:this|our)\ (?:web)?site)\ uses?\ (?:\w+\ )?cookies
            | by\ (?:continuing|clicking|signing\ up|subscribing).{{1,90}}\b
              you\ (?:agree|accept)""",
        Kind.LIST: r"""(?:(?:also\ |don['’]t\ |do\ not\ )?(?:read|see|watch|listen|miss|explore)
            (?:\ (?:more|also|next))?|related(?:\ \w+)?)\s?[:|–—-](?!\w)""",
        Kind.LABEL: r"""© | \(c\)\ (?:19|20)\d\d | copyright\ (?:©|\(c\)|(?:19|20)\d\d)
            | disclaimer\s?: | about\ the\ (?:author|writer|reporter)s?\s?:
            | this\ (?:story|article|report)\ (?:was|has\ been)\ (?:first|produced|written|
              published|edited|updated|corrected)\b
            | please\ (?:try\ again|wait|enable|log\ ?in|sign\ (?:in|up))\b
            | (?:contact|reach|e-?mail|write\ to)\ .{2,60}@
            | editor['’]?s['’]?\ note\s?: | (?:correction|clarification)\s?:
            | \(?(?:additional\ )?(?:reporting|editing|writing|research|graphics?)
              (?:\ and\ (?:writing|editing|reporting))?\ by\b""",
    }
)

ANYWHERE = (
    ("all rights reserved",),
    ("may not be published",),
    ("to your inbox",),
    ("in your inbox",),
    ("sign up ", "newsletter"),
    ("contributed to this report",),
    ("contributed to this article",),
    ("contributed to this story",),
    ("contributed reporting",),
)
"""In small letters; a line that holds all words of one of these is boilerplate."""

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = rf"""(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]*\s+)?(?:{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}
    | \d{{1,2}}\s+{_MONTH},?\s+\d{{4}} | \d{{4}}-\d\d-\d\d | \d{{1,2}}/\d{{1,2}}/\d{{2,4}})"""
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?|hrs|h)?(?:\s?[a-z]{2,4})?"
STAMPS = re.compile(
    rf"""(?:(?:(?:first\ |last\ )?(?:updated|published|posted|modified)(?:\ on|\ at)?[\ :]+
          (?:{_DAY}|today|yesterday|{_CLOCK}) | {_DAY})
        (?:[\ ,|•·:–-]*(?:at\s+)?{_CLOCK})?)?
      (?:[\ ,|•·–-]*\d+\s?min(?:ute)?s?\s+read)?\.? | \d+\ (?:minute|hour|day)s?\ ago""",
    re.IGNORECASE | re.VERBOSE,
)
"""A whole line: when something was published, and how long it takes to read."""

BYLINES = re.compile(
    rf"""(?:By|BY|(?:Words|Written|Story|Reported)\ by)\s+(?!The\ Numbers)[A-Z][\w.'’-]*
        (?:[\ ,|/&]+(?:[A-Z][\w.'’@-]*|and|for|of|the|in|at|de|van|von|
          (?:\w+\ )?{_PROFESSION}s?))*[\ .]*
      | [A-Z][\w.'’-]+(?:\ [A-Z][\w.'’-]+){{1,3}}\s*[,|–—-]\s*
        (?:[\w&'’-]+\ ){{0,3}}(?i:{_PROFESSION})s?
      | (?:[A-Z][\w&'’-]*\ ){{0,4}}(?i:staff|own|special|agency)\ (?i:{_PROFESSION})s?
        (?:\s*[|,–—-]\s*[\w\ .]{{2,40}})?""",
    re.VERBOSE,
)
"""A whole line: "By Jane Doe and Jo Falk"; "Jane Doe, staff writer"; "Staff Reporter | Selm"."""

BIO = re.compile(
    rf"""(?!The\ )(?P<name>(?:[A-Z][\w.'’-]+\s){{1,4}}),?\s?
      (?: is\ (?:an?|the|our|[A-Z])\b[^.]{{0,120}}\b{_PROFESSION}\b
        | (?:covers|writes|edits|photographs)\ (?:\w+[\s,]+){{0,8}}(?:for|about|on|from)\b
        | has\ (?:covered|written|reported|edited)\b[^.]{{0,80}}\b(?:for|since|at)\b )""",
    re.VERBOSE,
)
"""In the present tense: former reporters are news, and "The Post writes" is a source."""

_AGENCY = (
    r"(?:getty(?:\ images)?|reuters|afp|epa(?:-efe)?|ap(?:\ photo)?|pa(?:\ (?:wire|media))?|alamy|"
    r"shutterstock|istock|xinhua|bloomberg|sipa(?:\ usa)?)"
)
AGENCY_CREDIT = re.compile(
    rf"(?:.{{1,60}}(?:/|\ via\ |,\ ))?{_AGENCY}(?:\ photo)?", re.IGNORECASE | re.VERBOSE
)
"""A whole line: "Getty Images"; "Jo Falk/Pool/Reuters"; "AFP via Getty Images"."""

_PICTURE = "(?:photo(?:graph)?(?:er)?s?|picture|pic|image|illustration|graphic|video|credit|source)"
PICTURES = re.compile(
    rf"""\(?(?:file\ )?(?:{_PICTURE}|file)
      (?P<sign>(?:\ (?:credit|courtesy|by|of|from))?(?:\s*[:/|©]\s*|\s+[–—-]\s+))?
      (?(sign)|s?\ (?:by|courtesy(?:\ of)?|via)\s+)""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a caption or its credit begins: "FILE - ", "Photo: ", and without a sign "Photo by "."""
CREDIT_AT_END = re.compile(
    r"[.!?”\"]\s*(?:\((?P<bracket>[^()]{2,70})\)|(?:Photo(?:graph)?|Picture|Pic|Image|Credit|"
    r"Illustration)s?(?: by)?\s?:?\s(?P<tail>[^.]{2,60}))\.?$"
)
CREDIT_SMALL_WORDS = frozenset(
    {"via", "for", "of", "and", "by", "the", "file", "photo", "courtesy"}
)
