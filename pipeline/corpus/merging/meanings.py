"""Meanings: which words stand for one another, which exclude one another, which say nothing."""

from itertools import pairwise

from pipeline.corpus.merging.families import CONTRASTS, DIRECTIONS, PHRASES, SYNONYMS
from pipeline.text.words import content_stems

_LIGHT = """
rose rise rises risen rising fell fall falls fallen falling drop drops dropped climb climbs climbed increase
increased increases decrease decreased decline declined grow grows grown jumped soared slipped edged down
stood stand stands reach reached reaches hit hits show shows showed shown find finds found announce announced
tell tells told report reported reports go goes went gone come comes came make makes made take takes took get
gets got give gives hold holds held see saw seen put puts have become became remain remained expect expected
plan plans planned want wants need needs call called calls may might must shall let
nearly almost about some around roughly approximately least just well already still also yet only even much many
total year years month months week weeks day days quarter half night morning evening earlier later ago today
yesterday tonight began begin begins begun start starts started broke consumer near left cost costs worth pay pays paid paying pre place annual annually yearly people person new last next first time now then early late recent
recently official officially figure figures data number numbers rate level square metre metres meter litre liter barrel tonne
"""
"""Words that say nothing of what a figure is of: how it moves, when, about how much."""

_WEAK = """
able accept accused act acting action activity add added addition address advance affect affected afford agency
agree ahead aim aimed allow allowed almost alone along already although amid among amount another answer anyone
apart apparently appear appeared approach area areas argue argued around arrive arrived aside ask asked aspect
attempt attend authorities authority aware away bad base based bear believe believed best better big bigger
biggest block boss bring broke call came campaign capital care careful case cause caused central centre certain
chance change changed chief city claim clear close coast combined come coming commit common compare compared
complete concern concerned condition confirm confirmed consider considered contain continue continued control
count counted counting country course cover create current currently date deal decade decide decided decision
describe described despite detail different difficult direct director discover district draw drawn drew drive
drop due early earlier ease eased easing effect effort either else emerge end ended enough entire especially
estimate estimated even event ever every everyone evidence exact exactly example except exceed executive expect
experience extra face faced facing fact fail failed fall far fast feel felt few figure final finally find
follow followed following force forced foreign form former forward found free fresh full further gain gather
gathered general get give given global good government grand great group half hand handed happen happened hard
head headed hear heard held help helped high highest hit hold holding hope hopes huge idea immediate important
impose imposed include included including incumbent indeed initial inside instead intend involve involved island
issue issued item join joined keep key kind known lack land large larger largest last late later latest launch
lead leader leaders leading leads least leave leaves leaving led let level lie light like likely line lines list
little live local locate located long look looking low lowest main maintain major majority make making manage
mark marked massive matter mean measure measured meet meeting member middle mission moment move moved moves much
must name named national near nearby necessary need needed needs neither new newly none note noted notice number
occur occurred offer offered official old ones ongoing open operation opposed order organise organisers
originally otherwise outside overall overpowered own part partly past people perhaps period person picked place
placed plan planned play point position possible possibly potential prepare present president press pretty
prevent previous probably problem process programme project promise promised proper propose proposed prove
provide provided province public pull pulled push pushed put quickly quite ran rather reach reached real really
reason recall receive recent record recorded reduce refer region regional regular relate related release remain
remained remove reply report request require required respond response rest result results return reveal rise
row run running scale scheme search searched second section see seek seem sending senior separate series serious
seriously service set several shake shook show side sign signed significant similar simply since single site
situation size slightly slow slowed small smaller solid some something sometimes somewhat soon sort special
spent spoke spokesman spokeswoman spread stage stand start state stated statement states stay step still stop
stopped strong struck struggled style subject success such suffer suffered suggest support sure surround take
taking talk task tell term terms test thanks third though threat time top toward towards town tried trouble try
turn turned twice type unable under understand unit unless upper use using usual usually valued various village
vast vow wake want warn warned watch way well went whole whose wide widely within without word work world worst
worth young dawn midnight dusk noon spring summer autumn winter sending across beyond amongst upon onto per
others weak strong hot cold rescuers rescuer heavy fresh main mainly worth third fifth own
rein row ninth eighth seventh sixth fifth tenth predict predicts forecast forecasts analysts economists
"""
"""Words that any report may have: where only one article has them, they tell nothing apart."""

_ACTIONS = """killed injured missing survived arrested infected homeless restored licensed capacity
refused convicted acquitted vaccinated debt profit losses revenue import export ordinary usual usually normal normally
typical typically average median cancelled delayed"""
"""What happened to those who are counted, or what of them: next to one figure and nowhere in the other sentence, they differ."""

_GROUPS = """women pupils elderly teenagers soldiers civilians migrants rural urban unvaccinated
undecided pending suspected"""
"""Of whom a figure is: near one figure and nowhere in the other sentence, they differ."""


def _stems(lines: str) -> list[list[str]]:
    return [list(dict.fromkeys(content_stems(line))) for line in lines.strip().splitlines()]


_STANDS_FOR = {stem: line[0] for line in _stems(SYNONYMS) for stem in line}
_LONGEST = 7
"""Letters by which a long word is known: industry, industrial."""
_SHORTEST_PLURAL = 4
"""Letters of a plural that the stems leave as it is: uses, hens."""


def common(stem: str) -> str:
    """Return the stem that stands for all words of its meaning; the stem itself where it is alone."""
    found = _STANDS_FOR.get(stem)
    if found:
        return found
    if len(stem) == _SHORTEST_PLURAL and stem[-1] == "s" and stem[-2] not in "su":
        return stem[:-1]
    return stem[:_LONGEST]


def _read_sides() -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    lines = (*CONTRASTS.strip().splitlines(), *DIRECTIONS.strip().splitlines())
    for family, line in enumerate(lines):
        for side, word in enumerate(line.split("|")):
            for stem in content_stems(word):
                found.setdefault(common(stem), []).append((family, side))
    return found


def _read_phrases() -> dict[tuple[str, ...], str]:
    lines = [line.split("=") for line in PHRASES.strip().splitlines()]
    return {content_stems(words): content_stems(meant)[0] for words, meant in lines}


_SIDES = _read_sides()
_ANYWHERE = len(CONTRASTS.strip().splitlines())
"""Families from here on count near a figure only."""
_PHRASES = _read_phrases()
LIGHT = frozenset(content_stems(_LIGHT))
"""Stems of words that say nothing of what a figure is of."""
WEAK = (
    frozenset(map(common, content_stems(_WEAK))) - frozenset(_SIDES)
    | frozenset(map(common, content_stems("raise lower received gave residents customers police")))
)  # fmt: skip
"""Meanings that tell nothing apart where only one article has them."""
ACTIONS = frozenset(map(common, content_stems(_ACTIONS)))
"""Meanings that tell what became of those counted."""
GROUPS = frozenset(map(common, content_stems(_GROUPS)))
"""Meanings that tell of whom a figure is."""


def joined(stems: tuple[str, ...]) -> tuple[str, ...]:
    """Return stems in order, two that are one phrase as what they mean: lost lives, died."""
    if not any(pair in _PHRASES for pair in pairwise(stems)):
        return stems
    found: list[str] = []
    for stem in stems:
        meant = _PHRASES.get((found[-1], stem)) if found else None
        if meant:
            found[-1] = meant
        else:
            found.append(stem)
    return tuple(found)


def sides(words: frozenset[str], *, are_near: bool) -> dict[int, set[int]]:
    """Return, by family, on which sides some words in their common form are."""
    found: dict[int, set[int]] = {}
    for word in words:
        for family, side in _SIDES.get(word, ()):
            if are_near or family < _ANYWHERE:
                found.setdefault(family, set()).add(side)
    return found


def contrast(one: dict[int, set[int]], other: dict[int, set[int]]) -> bool:
    """Return whether two texts stand on different sides of a family, neither on the other's too."""
    return any(one[family].isdisjoint(other[family]) for family in one.keys() & other.keys())
