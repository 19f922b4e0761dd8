"""Words that end in a full stop without ending a sentence, as English newspapers write them."""

import re

# Compared without the last stop and in lower case.

ALWAYS_CONTINUES = frozenset(
    """mr mrs ms messrs mx dr prof gen sen sens rep reps gov govs lt col sgt capt cmdr cdr adm maj
    brig cpl pvt pfc spc rev hon pres supt insp det amb atty fr sr. bros vs v viz e.g i.e cf al
    ft mt""".split()
)
"""A name or an explanation follows: Gen. Smith, Ft. Bragg, e.g. maize."""

BEFORE_A_NUMBER = frozenset(
    """no nos p pp art arts sec secs ch chap fig figs vol vols approx ca c circa est min max rs re
    tel ext par para pt jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
"""Continues only before a number: No. 10, Jan. 6, Rs. 500; "No. We refuse." is two sentences."""

OFTEN_CONTINUES = frozenset(
    """st ste inc corp ltd co cos llc plc bros jr sr ave blvd rd hwy rte dept dist univ assn natl
    intl govt ariz ala ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo
    mont neb nev okla ore pa penn tenn tex vt va wash wis wyo ont que alta gmbh mgr ed eds""".split()
)
"""Continues unless the next word is one that opens sentences: Apple Inc. Chief; Apple Inc. The."""

IN_CAPITALS_TOO = frozenset({"mr", "ms", "dr", "st", "jr", "sr", "no"})
"""Of two letters, only these are abbreviations in capitals: LA. and FT. are names at an end."""

TIMES_OF_DAY = frozenset({"a.m", "p.m", "am", "pm"})
"""Ends the sentence before a capital, except before a day, a month or a time zone."""

DAYS_MONTHS_ZONES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri
    sat sun january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec et est edt ct cst cdt mt mst mdt pt pst pdt
    gmt utc bst cet cest ist local eastern central pacific mountain""".split()
)

OPENERS_OF_SENTENCES = frozenset(
    """the a an this that these those there here it its he she they we i you his her their our my
    in on at by for from with without within to of as if when while where why how what who which
    after before since until during under over between among about around because although though
    despite but and or so yet nor not no now then still also however meanwhile instead moreover
    some many most more much few several all both each every another other others one two three
    four five six seven eight nine ten last next only even just nearly almost roughly according
    once earlier later today yesterday officials police authorities critics experts analysts
    should would could did does do is are was were has have had can""".split()
)
"""Words that rarely stand in a name, so that after an abbreviation they open a new sentence."""

NAMES_WITH_A_MARK = frozenset({"yahoo", "jeopardy", "oklahoma", "wham", "e"})
"""Names written with an exclamation mark; a capital after them proves nothing."""

DOTTED_LETTERS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{1,2}")
"""U.S, D.C, Ph.D … without the last stop."""
