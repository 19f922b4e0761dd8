"""Meanings: words that newsrooms take for one another, and words that tell two figures apart.

A line is a family. What stands between two bars means the same; what stands on two sides of a bar
is not the same: twelve dead are not twelve injured. A line without a bar only joins words.
"""

from pipeline.text.words import content_stems

_FAMILIES = """
pupils pupil schoolchildren children | teachers teacher | parents
killed kill kills killing dead die died dies dying death deaths fatal fatalities perished | injured injures injure injuring injuries hurt hurts wounded wounds hospital | missing | survived survivors rescued saved unhurt | arrested arrests detained | infected cases sick ill
cut cuts cutting axe axes axed shed sheds slash slashed lose loses losing lost redundant redundancies lay layoffs laid dismiss dismissed eliminate scrap outage blackout | create creates created creating hire hires hired hiring recruit recruits add adds added | restore restored back reconnected returned
killed | born births
export exports exported exporting | import imports imported importing
men man male males boys fathers | women woman female females girls mothers
adults adult grown-ups | children child minors teenagers | pensioners elderly retired
profit profits earned gained | loss losses | debt debts owes owed | fine fines fined penalty | revenue revenues turnover sales | budget
bought buys buy purchased acquired | sold sells sell
won wins win victory beat beats | lost loses lose defeat defeated defeats drew draw
scored scores score netted | conceded concedes let
cancelled cancels cancel canceled cancellation cancellations grounded | delayed delays delay postponed diverted
opened opens open opening reopened | closed closes close closing shut shuts shutting closure
fled flee flees fleeing escaped crossed cross crossing | returned returns return
vote votes voted voting ballot ballots
favour favor yes backed backs supported support passed passes pass adopted adopts adopt approved approves approve | opposed rejected reject abstained abstentions abstain
convicted guilty | acquitted cleared innocent
vaccinated | unvaccinated
rain rainfall | snow snowfall | wind winds gusts
inflation prices price | growth economy grew gdp output | unemployment jobless joblessness unemployed | wages salaries | turnout
homes home households household houses house properties
jobs job workers worker employees employee staff positions posts
drones drone uavs | missiles missile | jets aircraft planes | tanks tank
soldiers soldier troops | civilians civilian | police officers officer
launched launches fired | intercepted shot downed | reached struck
bus coach buses | truck lorry trucks | train trains | car cars
explosion blast explosions blasts exploded
theft thefts stolen stole steal | robbery robbed | murder murdered | fraud
voters voter electorate
parliament legislature | council councillors
built build builds building construction | demolished demolish
north northern | south southern | east eastern | west western
first | second | third | fourth
average mean | median | record highest | lowest minimum | maximum
tenants rent rents renting | owners bought mortgage
urban cities | rural villages
public | private
enrolled | dropped
gave gives give donated donates donation donations received
largest biggest
defence defense military
spend spends spending spent
emissions emission pollution
warmer warming hotter above | colder cooler below
longer more | shorter fewer
fire fires wildfire wildfires blaze blazes
burn burned burnt burns destroyed destroy destroys scorched spread spreads | planted replanted
merger takeover acquire acquires acquisition deal swallow swallows
earthquake earthquakes quake quakes tremor
leaked leak leaks spilled spill spills leaking
send sends sent sending deploy deploys deployed join joins dispatch dispatched | withdraw withdraws withdrawn
raise raises raised raising lift lifts lifted hike hikes boost boosts more receive receives | lower lowers lowered reduce reduces reduced
aboard passengers passenger board
fans fan supporters supporter
clash clashes fight fights fighting fought brawl
carry carries carried carrying brought bring brings
harvest harvests harvested crop crops
pool pools swimming
beekeepers bees bee beekeeper
museum gallery
court judge judges tribunal ruled ruling ordered order
prison jail jailed sentence sentenced sentences
gap shortfall hole deficit short | surplus
protest protests protesters demonstration demonstrators rally
strike strikes walkout stoppage
plant factory works
firm company group
school schools | hospital hospitals clinic
road roads street streets highway motorway
doctor doctors physician physicians | nurse nurses | rail railway | teachers teacher | pilots pilot | miners miner | farmers farmer | drivers driver | journalists reporters
study studies research trial trials survey
storm storms hurricane gale typhoon
flood floods flooding flooded
outage outages dark
buyers customers clients consumers savers
visitors visited visitor visit visits | exhibits objects works
rockets rocket
member members allies ally alliance
journalists newsroom reporters editors
builders builder men labourers
scaffold scaffolding
"""


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
recently official officially figure figures data number numbers rate level
"""
"""Words that say nothing of what a figure is of: how it moves, when, about how much."""

_MARKS = """killed died dead injured wounded hurt arrested detained licensed capacity attendance strike protest released restored back reconnected women woman female females girls children elderly pensioners minors teenagers soldiers soldier troops civilians
civilian foreigners migrants debt debts owes owed profit profits revenue import imports imported unvaccinated
rural urban public private ordinary usual usually normal normally typical typically average median"""
"""Words that narrow a figure down: where one sentence has one and the other has not, they differ."""


class Meaning:
    """What the table says of a stem: the stem that stands for it, and on which sides it is."""

    __slots__ = ("sides", "stands_for")

    def __init__(self, stands_for: str, sides: tuple[tuple[int, int], ...]) -> None:
        """Take the first stem of its side, and the family and side of each line that has it."""
        self.stands_for = stands_for
        self.sides = sides


def _read() -> dict[str, Meaning]:
    first: dict[str, str] = {}
    sides: dict[str, list[tuple[int, int]]] = {}
    for family, line in enumerate(_FAMILIES.strip().splitlines()):
        for side, words in enumerate(line.split("|")):
            stems = dict.fromkeys(content_stems(words))
            for stem in stems:
                first.setdefault(stem, first.get(next(iter(stems)), next(iter(stems))))
                if "|" in line:
                    sides.setdefault(stem, []).append((family, side))
    return {stem: Meaning(word, tuple(sides.get(stem, ()))) for stem, word in first.items()}


_MEANINGS = _read()
LIGHT = frozenset(content_stems(_LIGHT))
"""Stems of words that say nothing of what a figure is of."""
MARKS = frozenset(content_stems(_MARKS))
"""Stems of words that narrow a figure down."""
_LONGEST = 7
"""Letters by which a long word is known: industry, industrial."""


def common(stem: str) -> str:
    """Return the stem that stands for all words of its meaning; the stem itself where it is alone."""
    found = _MEANINGS.get(stem)
    return found.stands_for if found else stem[:_LONGEST]


def sides(stems: frozenset[str]) -> dict[int, set[int]]:
    """Return, by family, on which sides the stems of some words are."""
    found: dict[int, set[int]] = {}
    for stem in stems:
        meaning = _MEANINGS.get(stem)
        for family, side in meaning.sides if meaning else ():
            found.setdefault(family, set()).add(side)
    return found


def contrast(one: dict[int, set[int]], other: dict[int, set[int]]) -> bool:
    """Return whether two texts stand on different sides of a family, neither on the other's too."""
    return any(one[family].isdisjoint(other[family]) for family in one.keys() & other.keys())
