"""Words that carry numbers: numerals in words, magnitudes, units, currencies, directions."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from pipeline.numbers.tables import UnitRow, read_currencies, read_units


class Unit(NamedTuple):
    """A unit: two quantities are comparable when their dimensions are the same."""

    name: str
    dimension: str
    factor: Decimal


ONES = {
    word: Decimal(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: Decimal(10 * value)
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
MAGNITUDES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1_000),
    "lakh": Decimal(100_000),
    "million": Decimal(1_000_000),
    "crore": Decimal(10_000_000),
    "billion": Decimal(1_000_000_000),
    "trillion": Decimal(1_000_000_000_000),
}
SUFFIXES = {
    letters: Decimal(10**zeros)
    for zeros, some in (
        (3, "k"),
        (6, "m mn mln mio"),
        (7, "cr crs"),
        (9, "b bn bln mrd"),
        (12, "t tn trn trln"),
    )
    for letters in some.split()
}
DOZENS = {"dozen": Decimal(12), "score": Decimal(20), "couple": Decimal(2)}
VAGUE = {
    "dozens": (Decimal(12), Decimal(120)),
    "scores": (Decimal(20), Decimal(200)),
    **{f"{word}s": (value, 10 * value) for word, value in MAGNITUDES.items()},
}
PLURAL_SCALES = {f"{word}s": MAGNITUDES[word] for word in "lakh crore million billion".split()}
"""Scales that some write in the plural behind digits: Rs 5 lakhs, 3 billions."""
ORDINALS = {
    **{
        word: Decimal(value)
        for value, word in enumerate(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
            start=1,
        )
    },
    "nineth": Decimal(9),
    **{f"{word[:-1]}ieth": value for word, value in TENS.items()},
    **{f"{word}th": value for word, value in MAGNITUDES.items() if word not in {"lakh", "crore"}},
}
_PARTS = {
    "quarter": Decimal(4),
    **{word: ORDINALS[word] for word in list(ORDINALS)[2:10]},
    "sixteenth": Decimal(16),
    "hundredth": Decimal(100),
    "thousandth": Decimal(1000),
}
DENOMINATORS = {
    **dict.fromkeys(("half", "halves"), Decimal(2)),
    **{word: value for part, value in _PARTS.items() for word in (part, f"{part}s")},
}
# Of these, a pair is one thing.
PAIRED = set("trousers jeans shorts pants glasses sunglasses scissors binoculars tights".split())
MULTIPLIERS = {
    word: Decimal(factor)
    for factor, some in (
        ("0.5", "halve halves halved halving"),
        ("2", "double doubles doubled doubling"),
        ("3", "triple triples tripled tripling treble trebled trebling"),
        ("4", "quadruple quadrupled quadrupling"),
        ("5", "quintuple quintupled"),
    )
    for word in some.split()
}
UNITS: dict[str, Unit] = {}
PHRASES: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
"""Units spelled in several words, by the first of them, the longest first."""
UNIT_SYMBOLS: dict[str, Unit] = {}
"""Units written in just this case: 5 W is no 5 w."""


def _take_units(rows: Iterable[UnitRow]) -> None:
    """Add units, or more words for those that are known; what came before has precedence."""
    for row in rows:
        made = Unit(row.name, row.dimension if row.factor else row.name, Decimal(row.factor or 1))
        unit = UNITS.setdefault(row.name, made)
        for symbol in row.symbols:
            if UNITS.get(symbol, unit) is unit:
                UNIT_SYMBOLS.setdefault(symbol, unit)
        for spelled in row.words:
            words = tuple(spelled.replace("-", " ").split())
            if len(words) == 1:
                UNITS.setdefault(words[0], unit)
            else:
                PHRASES.setdefault(words[0], []).append((words, unit))


_OWN = read_units("news_units")
_take_units(row for row in _OWN if row.dimension)
_take_units(read_units("units"))
_take_units(row for row in _OWN if not row.dimension)
for _phrases in PHRASES.values():
    _phrases.sort(key=lambda entry: -len(entry[0]))
# Words that tell the points of an index of shares from percentage points.
INDICES = set(
    "index indexes indices dow nasdaq dax ftse cac nikkei stoxx futures s&p shares stocks kospi "
    "topix ibex "
    "tsx asx sensex nifty seng composite aex omx mib smi".split()
)
# Words that tell the points of a game from percentage points.
GAMES = set("scored scoring scorer rebounds assists game games goals half season".split())
# Names of indices that end in a number of their own: Stoxx 600, S&P 500, CAC 40.
NUMBERED_INDICES = set(
    "p sp s&p stoxx ftse cac russell csi asx nasdaq topix ta euronext dax".split()
)
STREETS = set(
    "road street avenue ave lane way drive boulevard court place square terrace highway crescent "
    "st rd blvd dr".split()
)
DURATIONS = {"time", "months"}

# Of the letters before digits that are money, those that name much else too: money with a comma or
# a scale alone. The P226 is a pistol.
SHY_LETTERS = {"P", "K"}
# Codes that are words or abbreviations in capitals: the TOP 10, ALL 50.
_WORDS_IN_CAPITALS = set(
    "ALL AMD BOB RON TOP CUP MOP PEN GEL SOS MAD BAM NAD COP LAK ERN MUR SLE STN".split()
)
_NEWS = read_currencies("news_currencies")
_CURRENCIES = read_currencies("currencies")
CODES = {row.code for row in _CURRENCIES} - _WORDS_IN_CAPITALS
SYMBOLS = {symbol: row.code for row in _NEWS for symbol in row.symbols}
DOLLARS = {letters: row.code for row in _NEWS for letters in row.dollars}
LETTERS = {letter: row.code for row in _NEWS for letter in row.letters}
PREFIXES = {word: row.code for row in _NEWS for word in row.before}
CURRENCY_WORDS = {word: row.code for row in (*_CURRENCIES, *_NEWS) for word in row.words}
CURRENCY_PHRASES: dict[str, list[tuple[tuple[str, ...], str]]] = {}
"""Currencies with their country, by the first word, the longest first."""
for _row in (*_CURRENCIES, *_NEWS):
    for _words in map(str.split, _row.names):
        if len(_words) > 1:
            CURRENCY_PHRASES.setdefault(_words[0], []).append((tuple(_words), _row.code))
for _names in CURRENCY_PHRASES.values():
    _names.sort(key=lambda entry: -len(entry[0]))
COUNTRIES = {
    words[0]: [(words[:-1], code)]
    for entries in CURRENCY_PHRASES.values()
    for words, code in entries
    if words[-1] == "dollars" and len(words) == 2
} | {"cdn": [(("cdn",), "CAD")]}
"""Whose dollars, by the word for the country: Canadian."""
# A hundredth of a currency: the currency itself is not always known from "cents" alone.
MINOR_UNITS = {"cent": "cent", "cents": "cent", "penny": "GBP", "pence": "GBP"}

UP = set(
    "rise rises rose risen rising increase increases increased increasing grow grows grew grown "
    "growing growth climb climbs climbed climbing jump jumps jumped jumping gain gains gained "
    "gaining "
    "surge surges surged surging soar soars soared soaring up raise raises raised raising boost "
    "boosts boosted boosting add adds added adding advance advances advanced advancing higher hike "
    "hikes hiked expand expands expanded expanding rally rallies rallied rallying rebound "
    "rebounded "
    "spike spiked skyrocketed swelled widened improve improves improved improving strengthened "
    "firmed "
    "upward upwards lift lifts lifted lifting leapt leaped accelerated quickened".split()
)
DOWN = set(
    "fall falls fell fallen falling decrease decreases decreased decreasing decline declines "
    "declined declining drop drops dropped dropping shrink shrinks shrank shrunk shrinking slip "
    "slips "
    "slipped slipping plunge plunges plunged plunging slump slumps slumped slumping tumble tumbles "
    "tumbled "
    "tumbling down cut cuts cutting reduce reduces reduced reducing reduction lose loses lost "
    "losing "
    "lower lowered lowering slid sliding contract contracts contracted contracting "
    "sank sunk dip dips dipped dipping shed sheds shedding plummet plummets plummeted plummeting "
    "eased weakened narrowed slash slashed trimmed retreated downward "
    "downwards slowed slows slowing dwindled cooled softened receded".split()
)

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
        "september sept sep|october oct|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = set("monday tuesday wednesday thursday friday saturday sunday".split())
# Nouns that number their holder: what follows is a name, not a quantity.
DESIGNATORS = set(
    "airbus apartment apollo area article boeing bus camp category channel chapter class clause "
    "district episode exhibit falcon flight formula galaxy gate grade group highway interstate "
    "iphone item junction level "
    "line lot model motorway number page part phase platform playstation proposition protocol "
    "psalm radio resolution "
    "road room route rule runway schedule section series stage step studio terminal tier title "
    "type unit version volume "
    "ward windows xbox zone no".split()
)
# Words that end a noun phrase: it starts after the number and stops before one of these.
STOPS = set(
    "a about above according adrift after against ago ahead all also although am amid among an and "
    "any are as "
    "at away be because been before behind being below between both but by can compared could did "
    "do does "
    "down due during each earlier either every except for from had has have he her here hers him "
    "his how however i if in including into is it its itself just last later less made may might "
    "more most must my nearly neither next no nor not now of off on once only or other our out "
    "over "
    "own per rather said say says shall she should since so some still such than that the their "
    "them then there these they this those though through till to today together tomorrow too "
    "toward towards under until up upon us versus via was we were what when where whereas whether "
    "which while who whom whose why will with within without worth would yesterday yet you your "
    "overnight annually monthly weekly daily".split()
)
IRREGULAR_PLURALS = set(
    "people children men women police aircraft staff personnel cattle sheep fish feet teeth mice "
    "policemen policewomen firefighters youth species series dead wounded injured homeless "
    "unemployed".split()
)
