"""The tables of meanings: words that newsrooms take for one another, and words that exclude one another.

A line of `SYNONYMS` means one thing; a word stands in one line only. Words of several meanings
("back", "board", "spread") are left out, for they would join what is not one. A line of `CONTRASTS` has
one word of each meaning that excludes the others on it: twelve dead are not twelve injured.
"""

SYNONYMS = """
killed kill kills killing dead die died dies dying death deaths fatal fatalities perished perish toll corpses slain drowned drowning cull culled culling slaughtered slaughter
injured injures injure injuring injury injuries hurt hurts wounded wounds wounding wound hospitalised hospitalized
missing unaccounted
survived survive survivors rescued rescue rescues rescuing saved saves unhurt unharmed alive
arrested arrests arrest detained detains detain custody handcuffed
infected infections infection sick ill
homeless displaced
buried buries bury engulfed
cut cuts cutting axe axes axed axing shed sheds shedding slash slashed slashing lose loses losing lost redundant redundancies layoffs layoff lay laid dismiss dismissed dismisses dismissal sack sacked scrap scrapped eliminate eliminates
create creates created creating hire hires hired hiring recruit recruits recruited
restored restore restores reconnected
outage outages blackout dark
born births birth
export exports exported exporting
import imports imported importing
men man male males boys
women woman female females girls
mothers mother mum
fathers father dad
adults adult grown-ups
pupils pupil schoolchildren children child kids youngsters minors
elderly
pensioners pensioner pensions pension retirees
profit profits earned earn earns earnings
losses loss
debt debts owes owed owe indebted
fine fines fined penalty penalties
revenue revenues turnover sales
tax taxes taxed levy levies
invest invests invested investment investments investing
bought buys buy purchased purchase purchases acquire acquires acquired acquisition takeover swallow swallows swallowed merger merge merging
sold sell sells selling
won wins win winning victory beat beats beaten defeated elected elects
scored scores netted
conceded concedes
cancelled cancels cancel canceled cancellation cancellations
delayed delays delay postponed
diverted divert
opened opens open opening reopened reopens inaugurated
closed closes close closing shut shuts shutting closure closures
fled flee flees fleeing crossed escaped escape evacuated evacuate evacuates evacuation evacuees uprooted
returned returns return returning
favour favor yes supported support supports passed passes pass adopted adopts adopt approved approves approve approval endorsed
opposed oppose opposes rejected reject rejects
abstained abstentions abstain
convicted guilty
acquitted acquits acquittal innocent exonerated
vaccinated vaccinates vaccination vaccinations vaccine vaccines immunised jab jabs
rain rainfall rains downpour downpours
snow snowfall
wind winds gusts
inflation prices price
growth economy grew gdp output
unemployment jobless joblessness unemployed
wages wage salaries salary earners
turnout
rents rent tenants renting tenant
fares fare
homes home households household houses house properties property dwellings
jobs job workers worker employees employee staff positions posts post personnel workforce employed employs
customers customer clients client subscribers buyers consumers consumer savers
drones drone uavs
missiles missile
jets aircraft planes plane airliner airplane
tanks tank
helicopters helicopter
soldiers soldier troops
civilians civilian
police officers officer policemen constables
launched launches launch fired firing
intercepted shot downed intercept
bus coach buses coaches
truck lorry trucks lorries
train trains railway rail railways
car cars vehicles vehicle
ship ships vessel vessels boat boats dinghy ferry ferries
explosion blast explosions blasts exploded explode explodes bomb bombing bombs
theft thefts stolen stole steal steals
robbery robbed robberies burglary burglaries
murder murdered murders homicide homicides
fraud
vote votes voted voting ballot ballots
voters voter electorate
parliament legislature lawmakers lawmaker legislators senators mps deputies
council councillors councilors councillor
built build builds building buildings construction construct erected
demolished demolish destroyed destroy destroys destroying levelled flattened wrecked
north northern
south southern
east eastern
west western
average mean averaged
median
record highest peak
lowest minimum
maximum cap capped ceiling
owners owner
landlords landlord
urban
rural
enrolled enrol enroll enrolment
gave gives give giving donated donates donation donations donate
received receive receives receiving get gets got
largest biggest
defence defense military army
spend spends spending spent
emissions emission pollution
warmer warming hotter warmed
colder cooler cooled
longer
shorter
fire wildfire wildfires blaze blazes flames
burn burned burnt burns scorched ravaged
earthquake earthquakes quake quakes tremor tremors
leaked leak leaks leaking spilled spill spills spilt gushed
pumped pump pumps
send sends sent sending deploy deploys deployed dispatch dispatched
withdraw withdraws withdrawn withdrew
raise raises raised raising lift lifts lifted hike hikes hiked boost boosts boosted higher dearer increase increases increased rise rises rose rising risen
lower lowers lowered reduce reduces reduced reduction cheaper
aboard passengers passenger onboard
fans fan supporters supporter
clash clashes clashed fight fights fighting fought brawl riot riots unrest
carry carries carried carrying brought bring
harvest harvests harvested
pool pools swimming
beekeepers bees bee beekeeper
museum gallery
court judge judges tribunal ruled ruling ordered jury
prison jail jailed jails imprisoned imprisonment sentence sentenced sentences sentencing
gap shortfall hole deficit short
surplus
protest protests protesters protester protested demonstration demonstrations demonstrators demonstrator demonstrated rally rallied march marched marchers marches
strike strikes striking walkout stoppage walk walks
plant factory
firm company group maker firms companies
school schools
hospital hospitals clinic clinics
library libraries
road roads street streets highway motorway
doctor doctors physician physicians medics
nurse nurses
teachers teacher teaching
students student undergraduates
pilots pilot
miners miner
farmers farmer
drivers driver
study studies research trial trials survey surveys poll polls
storm storms hurricane gale typhoon cyclone tornado
flood floods flooding flooded floodwaters
visitors visited visitor visit visits visiting guests guest tourists tourist tourism holidaymakers
rockets rocket
member members allies ally alliance
journalists newsroom reporters editors journalist
builders builder labourers
scaffold scaffolding
residents resident inhabitants inhabitant locals population
migrants migrant refugees refugee
electricity power
landslide mudslide mud landslip
attack attacks attacked assault assaulted raid
knife stabbing stabbed stab
shooting gunman gunfire
chicken chickens hens hen poultry
cattle cows cow
pigs pig swine
tree trees saplings sapling
seize seized seizes confiscated
forest forests woodland rainforest woods
deforestation cleared felled logged
flats flat apartment apartments
refused refuse refuses refusal denied barred
entry enter entered
border borders
agree agreed agreement agrees deal pact accord
overweight
obese obesity
smoke smokers smoking smoker
applied applicants applicant
shrank shrink shrunk shrinks
empty vacant unfilled lack lacks lacked shortage
wait waits waiting waited queue queued
crashed crash crashes collided collision accident plunged plunge
collapsed collapse collapses collapsing
length long
height high tall
depth deep
weight heavy weighs weighed
share
shareholders
sued sue sues lawsuit
complaints complaint complained
petition signatures
oil crude petroleum
coal
ban bans banned prohibited
recalled recall recalls recalling
produced produce produces production
demanded demand demands want wants
ransom
hackers hacker criminals cyberattack
treated treatment
prisoners prisoner inmates inmate
hostages hostage captives
kidnapped abducted abductions kidnappings
ceasefire truce armistice
sanctions embargo
virus epidemic
poor poverty
poorest
budget
victims victim
university universities college
scientists researchers scientist researcher biologists
bleached bleach
bribes bribery corruption corrupt
grain wheat cereals
festival
cocaine
heroin
cannabis marijuana
tobacco cigarettes
abortion abortions
asylum
trapped stranded
speed speeds
runners runner
spectators spectator crowd crowds
goods cargo freight
debris rubble
mine mines mining pit
climate
loan loans lend lent lending
grant grants subsidy subsidies
dividend payout
bonus bonuses
divorce divorces
marriage marriages married
use uses used using usage
participants participate participated
painting paintings
film movie films
drugs drug narcotics
hectares acres
licensed licence license licences
capacity
"""
"""Words of one meaning; the first stands for the others."""

CONTRASTS = """
killed | injured | missing | survived | arrested | infected | homeless | born
killed | buried
injured | destroyed
cut | create | restored
outage | restored
export | import
men | women
mothers | fathers
adults | pupils | elderly
profit | losses | debt | fine | revenue | budget | tax | invest | tuition | dividend | loan
bought | sold
won | lost
scored | conceded
cancelled | delayed | diverted
opened | closed
fled | returned
favour | opposed | abstained
convicted | acquitted | arrested
vaccinated | unvaccinated
rain | snow | wind
inflation | growth | unemployment | wages | turnout | rents | fares | pensions
jobs | customers
drones | missiles | jets | tanks | helicopters
soldiers | civilians | police
launched | intercepted | reached
bus | truck | train | car
theft | robbery | murder | fraud
parliament | council
built | demolished
north | south
east | west
average | median
tenants | owners | landlords
urban | rural
public | private
enrolled | dropped
burn | planted | replanted
leaked | pumped | recovered | collected
send | withdraw
strike | talks
school | hospital | library
road | rail
doctor | nurse | teacher | pilot | miner | farmer | driver | journalist | police | students
pupils | teachers
gap | surplus
chicken | cattle | pigs
obese | smoke | overweight
length | height | depth | weight
oil | coal | gas | grain | rice | sugar
spend | cut | received
cocaine | heroin | cannabis | tobacco
runners | spectators
marriage | divorce
patients | nurses | doctors
passengers | crew
signatures | votes
seats | votes
prisoners | guards
kidnapped | survived
spend | earn
bridge | tunnel
planted | felled
"""
"""Meanings that exclude one another, for one figure."""

DIRECTIONS = """
longer | shorter
raise | lower
raise | cut
warmer | colder
highest | lowest
first | second | third | fourth
"""
"""The same, but each may be told of another figure of the sentence: only words near a figure count."""

PHRASES = """
lost lives = died
loses life = died
lost life = died
death toll = died
gave way = collapsed
turned back = refused
sent back = refused
refused entry = refused
turned down = refused
lost power = outage
cut power = outage
cuts power = outage
went back = returned
came back = returned
go back = return
gone back = returned
without power = outage
power cut = outage
power back = restored
lights went = outage
lost jobs = dismissed
took streets = protested
set fire = burned
save money = economised
saved money = economised
run aground = aground
"""
"""Two words, as `content_stems` leaves them, that mean what one does."""
