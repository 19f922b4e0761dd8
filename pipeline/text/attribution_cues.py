"""The table of cues, and the small closed word classes that tell where a source begins and ends.

A verb is here because it tells of figures in news; how much each is worth as a cue is not said here
but fitted (`attribution_weights.json`), and a verb that the fit finds worthless weighs nothing.
"""

from collections.abc import Iterator

_VERBS = """
    accuse acknowledge add admit advise advocate agree allege announce answer argue ask assert
    assure believe blame blast boast brag calculate call caution cite claim complain concede
    conclude confirm consider contend continue count criticize decide declare deem defend
    demand denounce deny describe determine disclose discover dismiss email emphasize endorse
    estimate expect explain express fear feel file find forecast hope imply indicate insist
    issue joke know learn maintain mention mock note observe order outline plan pledge point
    post praise predict project promise propose quip quote recall recommend recount reiterate
    reject release remark repeat reply report request require respond reveal rule say see seek
    show signal state stress sue suggest surmise tell testify think threaten tweet urge view
    voice vow want warn worry write
"""
_IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote", "find": "found", "think": "thought",
    "know": "knew", "feel": "felt", "seek": "sought", "see": "saw",
}  # fmt: skip
_DOUBLING = frozenset(("plan", "brag", "quip"))

_CLASSES = {
    "helpers": """has have had also later then did does do not didn't didn’t would will could can
        may might is was are were be been never always still often now again once even just only
        initially since himself herself themselves both all""",
    "finite": """is was are were has have had will would can could did does do be been should may
        might must""",
    "modal": "will would could can may might not didn't didn’t",
    "passive": "is was are were be been",
    "relative": "who which that",
    "subordinate": """that as because while when if although though but where after before since
        until whether so than which who whom whose what how why nor yet""",
    "prepositions": """in on at during after before to for from with by about as over under since
        until through of into between against amid among like near outside inside following""",
    "determiners": """the a an its their his her our my this that these those some many most several
        another one two three four five both all few no other each""",
    "pronouns": "he she they it we i you who which",
    "openers": "and but however meanwhile yet still so then even",
    "weekdays": "monday tuesday wednesday thursday friday saturday sunday",
    "times": "yesterday today earlier later last this late early recently",
    "documents": """poll polls polling survey surveys report reports study studies data figures
        statistics interview statement speech tweet column letter book analysis paper census filing
        filings documents records audit estimate estimates results findings article research review
        index document filing audits trial lawsuit complaint obituary
        announcement release email""",
    "particles": "de da van von der bin al",
}
_WORDS = {name: frozenset(words.split()) for name, words in _CLASSES.items()}
HELPERS, FINITE, MODAL, PASSIVE = (_WORDS[n] for n in ("helpers", "finite", "modal", "passive"))
RELATIVE, SUBORDINATE, PREPOSITIONS = (
    _WORDS[n] for n in ("relative", "subordinate", "prepositions")
)
DETERMINERS, PRONOUNS, OPENERS = (_WORDS[n] for n in ("determiners", "pronouns", "openers"))
WEEKDAYS, DOCUMENTS, PARTICLES = (_WORDS[n] for n in ("weekdays", "documents", "particles"))
TIMES = WEEKDAYS | _WORDS["times"]


def _forms(verb: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a verb, each with its name."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        third, past = verb[:-1] + "ies", verb[:-1] + "ied"
    else:
        third = verb + ("es" if verb.endswith(("s", "sh", "ch")) else "s")
        past = verb.removesuffix("e") + "ed"
    stem = verb if verb.endswith("ee") else verb.removesuffix("e")
    if verb in _DOUBLING:
        stem = verb + verb[-1]
        past = stem + "ed"
    yield verb, "base"
    yield third, "present"
    yield _IRREGULAR.get(verb, past), "past"
    yield stem + "ing", "participle"


CUES = {form: (verb, name) for verb in _VERBS.split() for form, name in _forms(verb)}
"""Each form of a verb, with its base form and the name of the form."""
