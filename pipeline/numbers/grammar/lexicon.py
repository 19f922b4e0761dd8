"""Words that carry numbers: numerals in words, magnitudes, units, currencies, hedges.

Units give (canonical name, dimension, factor to the base unit of the dimension). The factors are
the exact definitions of the SI and of the international yard and pound agreement of 1959.
"""

from decimal import Decimal
from typing import NamedTuple

from pipeline.numbers.tables import read_currencies, read_units


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
    "k": Decimal(1_000),
    "m": Decimal(1_000_000),
    "mn": Decimal(1_000_000),
    "mln": Decimal(1_000_000),
    "mio": Decimal(1_000_000),
    "cr": Decimal(10_000_000),
    "crs": Decimal(10_000_000),
    "bln": Decimal(1_000_000_000),
    "mrd": Decimal(1_000_000_000),
    "bn": Decimal(1_000_000_000),
    "b": Decimal(1_000_000_000),
    "tn": Decimal(1_000_000_000_000),
    "trn": Decimal(1_000_000_000_000),
    "trln": Decimal(1_000_000_000_000),
    "t": Decimal(1_000_000_000_000),
}
DOZENS = {"dozen": Decimal(12), "score": Decimal(20), "couple": Decimal(2)}
VAGUE = {
    "dozens": (Decimal(12), Decimal(120)),
    "scores": (Decimal(20), Decimal(200)),
    "hundreds": (Decimal(100), Decimal(1_000)),
    "thousands": (Decimal(1_000), Decimal(10_000)),
    "millions": (Decimal(1_000_000), Decimal(10_000_000)),
    "billions": (Decimal(1_000_000_000), Decimal(10_000_000_000)),
    "trillions": (Decimal(1_000_000_000_000), Decimal(10_000_000_000_000)),
    "lakhs": (Decimal(100_000), Decimal(1_000_000)),
    "crores": (Decimal(10_000_000), Decimal(100_000_000)),
}
PLURAL_SCALES = {f"{word}s": MAGNITUDES[word] for word in "lakh crore million billion".split()}
"""Scales that some write in the plural behind digits: Rs 5 lakhs, 3 billions."""
DENOMINATORS = {
    "half": Decimal(2),
    "halves": Decimal(2),
    "third": Decimal(3),
    "thirds": Decimal(3),
    "quarter": Decimal(4),
    "quarters": Decimal(4),
    "fourth": Decimal(4),
    "fourths": Decimal(4),
    "fifth": Decimal(5),
    "fifths": Decimal(5),
    "sixth": Decimal(6),
    "sixths": Decimal(6),
    "seventh": Decimal(7),
    "sevenths": Decimal(7),
    "eighth": Decimal(8),
    "eighths": Decimal(8),
    "ninth": Decimal(9),
    "ninths": Decimal(9),
    "tenth": Decimal(10),
    "tenths": Decimal(10),
    "sixteenth": Decimal(16),
    "sixteenths": Decimal(16),
    "hundredth": Decimal(100),
    "hundredths": Decimal(100),
    "thousandth": Decimal(1_000),
    "thousandths": Decimal(1_000),
}
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
# Of these, a pair is one thing.
PAIRED = set("trousers jeans shorts pants glasses sunglasses scissors binoculars tights".split())
MULTIPLIERS = {
    "double": Decimal(2),
    "doubles": Decimal(2),
    "doubled": Decimal(2),
    "doubling": Decimal(2),
    "triple": Decimal(3),
    "triples": Decimal(3),
    "tripled": Decimal(3),
    "tripling": Decimal(3),
    "treble": Decimal(3),
    "trebled": Decimal(3),
    "trebling": Decimal(3),
    "quadruple": Decimal(4),
    "quadrupled": Decimal(4),
    "quadrupling": Decimal(4),
    "quintuple": Decimal(5),
    "quintupled": Decimal(5),
    "halve": Decimal("0.5"),
    "halves": Decimal("0.5"),
    "halved": Decimal("0.5"),
    "halving": Decimal("0.5"),
}


def _unit(dimension: str, name: str, factor: str, words: str) -> dict[str, Unit]:
    unit = Unit(name, dimension, Decimal(factor))
    return dict.fromkeys([name, *words.split()], unit)


UNITS: dict[str, Unit] = {
    # Months and years have no fixed length, so they are a dimension of their own.
    **_unit("time", "second", "1", "seconds sec secs"),
    **_unit("time", "minute", "60", "minutes min mins"),
    **_unit("time", "hour", "3600", "hours hr hrs"),
    **_unit("time", "day", "86400", "days"),
    **_unit("time", "week", "604800", "weeks wk wks"),
    **_unit("time", "fortnight", "1209600", "fortnights"),
    **_unit("months", "month", "1", "months mth mths mos"),
    **_unit("months", "quarter", "3", "quarters"),
    **_unit("months", "year", "12", "years yr yrs"),
    **_unit("months", "decade", "120", "decades"),
    **_unit("months", "century", "1200", "centuries"),
    **_unit("length", "km", "1000", "kms kilometre kilometres kilometer kilometers"),
    **_unit("length", "metre", "1", "metres meter meters"),
    **_unit("length", "cm", "0.01", "centimetre centimetres centimeter centimeters"),
    **_unit("length", "mm", "0.001", "millimetre millimetres millimeter millimeters"),
    **_unit("length", "nm", "0.000000001", "nanometre nanometres nanometer nanometers"),
    **_unit("length", "mile", "1609.344", "miles mi"),
    **_unit("length", "yard", "0.9144", "yards yd yds"),
    **_unit("length", "foot", "0.3048", "feet ft"),
    **_unit("length", "inch", "0.0254", "inches"),
    **_unit("length", "nautical_mile", "1852", ""),
    **_unit("mass", "kg", "1", "kgs kilo kilos kilogram kilograms kilogramme kilogrammes"),
    **_unit("mass", "gram", "0.001", "g grams gramme grammes gms"),
    **_unit("mass", "mg", "0.000001", "milligram milligrams"),
    **_unit("mass", "microgram", "0.000000001", "micrograms mcg µg"),
    **_unit("mass", "quintal", "100", "quintals"),
    **_unit("mass", "tola", "0.0116638038", "tolas"),
    **_unit("mass", "tonne", "1000", "tonnes"),
    **_unit("mass", "ton", "907.18474", "tons"),
    **_unit("mass", "lb", "0.45359237", "lbs"),
    **_unit("mass", "ounce", "0.028349523125", "ounces oz ozs"),
    **_unit("mass", "stone", "6.35029318", ""),
    **_unit("volume", "litre", "1", "litres liter liters ltr ltrs"),
    **_unit("volume", "ml", "0.001", "millilitre millilitres milliliter milliliters cc"),
    **_unit("volume", "hectolitre", "100", "hectolitres hectoliter hectoliters"),
    **_unit("volume", "gallon", "3.785411784", "gallons"),
    **_unit("volume", "imperial_gallon", "4.54609", ""),
    **_unit("volume", "pint", "0.473176473", "pints"),
    **_unit("volume", "barrel", "158.987294928", "barrels"),
    **_unit("area", "hectare", "10000", "hectares ha"),
    **_unit("area", "square_cm", "0.0001", ""),
    **_unit("area", "acre", "4046.8564224", "acres"),
    **_unit("speed", "km/h", "1", "kmph kph kmh"),
    **_unit("speed", "mph", "1.609344", ""),
    **_unit("speed", "km/s", "3600", ""),
    **_unit("speed", "metre/s", "3.6", ""),
    **_unit("speed", "knot", "1.852", "knots"),
    **_unit("power", "watt", "1", "watts"),
    **_unit("power", "kW", "1000", "kw kilowatt kilowatts"),
    **_unit("power", "MW", "1000000", "mw megawatt megawatts"),
    **_unit("power", "GW", "1000000000", "gw gigawatt gigawatts"),
    **_unit("energy", "kWh", "1", "kwh kilowatt-hour kilowatt-hours"),
    **_unit("energy", "MWh", "1000", "mwh megawatt-hour megawatt-hours"),
    **_unit("energy", "GWh", "1000000", "gwh gigawatt-hour gigawatt-hours"),
    **_unit("energy", "TWh", "1000000000", "twh terawatt-hour terawatt-hours"),
    **_unit("data", "MB", "1", "mb megabyte megabytes"),
    **_unit("data", "GB", "1000", "gb gigabyte gigabytes"),
    **_unit("data", "TB", "1000000", "tb terabyte terabytes"),
    **_unit("sound", "decibel", "1", "decibels db"),
    **_unit("power", "horsepower", "745.69987158227022", "hp"),
    **_unit("power", "PS", "735.49875", ""),
    **_unit("power", "bhp", "745.69987158227022", ""),
    **_unit("economy", "mpg", "1", ""),
    **_unit("rotation", "rpm", "1", ""),
    **_unit("frequency", "kHz", "1000", "khz kilohertz"),
    **_unit("frequency", "MHz", "1000000", "mhz megahertz"),
    **_unit("frequency", "GHz", "1000000000", "ghz gigahertz"),
    **_unit("energy", "calorie", "0.000001163", "calories"),
    **_unit("share", "ppm", "1000", ""),
    **_unit("share", "ppb", "1", ""),
    **_unit(
        "length",
        "µm",
        "0.000001",
        "micrometre micrometres micrometer micrometers micron microns μm",
    ),
    **_unit("volume", "quart", "0.946352946", "quarts"),
    **_unit("mass", "kilotonne", "1000000", "kilotonnes kiloton kilotons"),
    **_unit("mass", "deadweight_ton", "1016.0469088", "dwt"),
    **_unit("mass", "gigatonne", "1000000000000", "gigatonnes gigaton gigatons"),
    **_unit("voltage", "volt", "1", "volts"),
    **_unit("frequency", "hertz", "1", "hz"),
    **_unit("frequency", "THz", "1000000000000", "thz"),
    **_unit("pressure", "pound_per_square_inch", "6894.757293168", "psi"),
    **_unit("torque", "pound-foot", "1.355817948331", ""),
    **_unit("torque", "foot-pound", "1.355817948331", ""),
    **_unit("mass", "troy_ounce", "0.0311034768", ""),
    **_unit("frequency", "beat_per_minute", "1", "bpm"),
    **_unit("frequency", "frame_per_second", "1", "fps"),
    **_unit("pixels", "megapixel", "1000000", "megapixels mp"),
    **_unit("flow", "barrel_per_day", "1", "bpd"),
    **_unit("dose", "millisievert", "0.001", "millisieverts"),
    **_unit("percent", "percent", "1", "pct per-cent"),
    **_unit("points", "percentage_point", "1", ""),
    **_unit("points", "basis_point", "0.01", ""),
}
# Spelled out in several words: a hyphen between them is the same as a space.
_SPELLED = {
    "pound-foot": "pound feet;pounds feet;lb ft;lb feet;ft lb",
    "foot-pound": "foot pound;foot pounds",
    "tonne": "metric ton;metric tons;metric tonne;metric tonnes",
    "ton": "short ton;short tons",
    "gallon": "us gallon;us gallons",
    "pint": "us pint;us pints",
    "quart": "us quart;us quarts",
    "fluid_ounce": "us fluid ounce;us fluid ounces;fl oz",
    "imperial_gallon": "imperial gallon;imperial gallons",
    "troy_ounce": "troy ounce;troy ounces",
    "nautical_mile": "nautical mile;nautical miles",
    "yard": "rushing yards;passing yards;receiving yards;total yards",
    "mpg": "mile per gallon;miles per gallon;miles a gallon;miles to the gallon",
    "mph": "miles an hour;mile an hour;mi h",
    "km/h": "kilometres an hour;kilometers an hour;km per hour;km an hour;km h;km hr",
    "km/s": "km per second;km s;kilometres per second;kilometers per second;kilometres a second",
    "metre/s": "m s;metres a second;meters a second",
    "MWh": "megawatt hour;megawatt hours",
    "GWh": "gigawatt hour;gigawatt hours",
    "TWh": "terawatt hour;terawatt hours",
    "ppm": "part per million;parts per million",
    "ppb": "part per billion;parts per billion",
    "rpm": "revolution per minute;revolutions per minute",
    "beat_per_minute": "beat per minute;beats per minute;beats a minute",
    "deadweight_ton": "deadweight ton;deadweight tons;deadweight tonne;deadweight tonnes",
    "square_km": "sqkm;sq km;km 2;km ²;square km",
    "square_cm": "sq cm;cm 2;cm ²;square centimetres;square centimeters",
    "square_metre": "sqm;sq m;m 2;m ²;square m",
    "square_mile": "sq mile;sq miles;sq mi",
    "square_foot": "sqft;sq ft;sq feet;ft 2;ft ²;square ft",
    "square_inch": "sq inch;sq inches;sq in",
    "cubic_metre": "cu m;m 3;m ³;cubic m",
    "cubic_kilometre": "cubic km",
    "cubic_foot": "cu ft;ft 3;ft ³",
}
PHRASES: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
"""Units spelled in several words, by the first of them, the longest first."""
UNIT_SYMBOLS: dict[str, Unit] = {
    "W": UNITS["watt"],
    "V": UNITS["volt"],
    "PS": UNITS["PS"],
    "L": UNITS["litre"],
}
"""Units written in just this case: 5 W is no 5 w."""


def _take_table() -> None:
    """Add the generated units; what is written by hand above has precedence."""
    for row in read_units():
        factor = Decimal(row.factor or 1)
        made = Unit(row.name, row.dimension if row.factor else row.name, factor)
        unit = UNITS.setdefault(row.name, made)
        for symbol in row.symbols:
            if symbol not in UNITS:
                UNIT_SYMBOLS.setdefault(symbol, unit)
        for word in row.words:
            _take_words(word, unit)
    for name, spelled in _SPELLED.items():
        for words in spelled.split(";"):
            _take_words(words, UNITS[name])
    for phrases in PHRASES.values():
        phrases.sort(key=lambda entry: -len(entry[0]))


def _take_words(spelled: str, unit: Unit) -> None:
    words = tuple(spelled.replace("-", " ").split())
    if len(words) == 1:
        UNITS.setdefault(words[0], unit)
    else:
        PHRASES.setdefault(words[0], []).append((words, unit))


_take_table()
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

SYMBOLS = {
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₪": "ILS",
    "₺": "TRY",
    "₴": "UAH",
    "₦": "NGN",
    "₱": "PHP",
    "₫": "VND",
    "฿": "THB",
    "₵": "GHS",
    "₸": "KZT",
    "₾": "GEL",
    "₿": "BTC",
}
DOLLARS = {
    "us": "USD",
    "u.s.": "USD",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "nz": "NZD",
    "hk": "HKD",
    "s": "SGD",
    "nt": "TWD",
    "r": "BRL",
    "mx": "MXN",
    "tt": "TTD",
    "j": "JMD",
    "n": "NAD",
    "ec": "XCD",
    "z": "ZWG",
    "g": "GYD",
    "f": "FJD",
    "bds": "BBD",
}
# Letters before digits that are money from three digits on or before a scale: R450 and R2bn, but
# the R1 is a motorcycle.
LETTERS = {"R": "ZAR", "Y": "JPY", "N": "NGN", "P": "PHP", "K": "ZMW"}
# Of these, the letters that name much else too: money with a comma or a scale alone. The P226 is a
# pistol.
SHY_LETTERS = {"P", "K"}
PREFIXES = {
    "rs": "INR",
    "rm": "MYR",
    "rp": "IDR",
    "tk": "BDT",
    "ksh": "KES",
    "dh": "AED",
    "dhs": "AED",
    "rmb": "CNY",
    "nis": "ILS",
    "sfr": "CHF",
    "kr": "kroner",
    "kshs": "KES",
    "sh": "shilling",
    "shs": "shilling",
    "ush": "UGX",
    "tsh": "TZS",
    "php": "PHP",
    "bt": "THB",
    "frw": "RWF",
}
# What a currency is called where several countries have one: the best known, or the bare name.
CURRENCY_WORDS = {
    "dollar": "USD",
    "dollars": "USD",
    "buck": "USD",
    "bucks": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "pound": "GBP",
    "pounds": "GBP",
    "quid": "GBP",
    "sterling": "GBP",
    "yen": "JPY",
    "won": "KRW",
    "yuan": "CNY",
    "renminbi": "CNY",
    "rmb": "CNY",
    "rupee": "INR",
    "rupees": "INR",
    "ruble": "RUB",
    "rubles": "RUB",
    "rouble": "RUB",
    "roubles": "RUB",
    "franc": "CHF",
    "francs": "CHF",
    "krona": "SEK",
    "krone": "kroner",
    "kroner": "kroner",
    "kr": "kroner",
    "crowns": "kroner",
    "peso": "peso",
    "pesos": "peso",
    "dinar": "dinar",
    "dinars": "dinar",
    "dirham": "AED",
    "dirhams": "AED",
    "riyal": "SAR",
    "riyals": "SAR",
    "rial": "IRR",
    "rials": "IRR",
    "shilling": "shilling",
    "shillings": "shilling",
    "rand": "ZAR",
    "reais": "BRL",
    "kuna": "HRK",
    "manat": "AZN",
    "lei": "RON",
    "kwacha": "ZMW",
    "zlotych": "PLN",
    "bitcoin": "BTC",
    "bitcoins": "BTC",
    "btc": "BTC",
    "usd": "USD",
    "eur": "EUR",
    "gbp": "GBP",
}
# Names that the table of currencies does not have.
_CALLED = {
    "USD": "us dollar;us dollars;u.s. dollar;u.s. dollars;american dollar;american dollars",
    "GBP": "pound sterling;pounds sterling;uk pounds",
    "RUB": "russian rouble;russian roubles",
    "AED": "emirati dirham;emirati dirhams;uae dirham;uae dirhams",
    "CNY": "chinese renminbi",
    "TWD": "taiwan dollar;taiwan dollars;taiwanese dollar;taiwanese dollars",
    "SGD": "singaporean dollar;singaporean dollars",
    "XOF": "cfa franc;cfa francs",
    "ILS": "israeli shekel;israeli shekels;new israeli shekel;new israeli shekels",
    "KRW": "korean won",
    "BRL": "brazilian reais",
    "TRY": "turkish liras",
    "CZK": "czech crown;czech crowns",
    "SEK": "swedish crown;swedish crowns",
    "NOK": "norwegian crown;norwegian crowns",
    "DKK": "danish crown;danish crowns",
}
# Codes that are words or abbreviations in capitals: the TOP 10, ALL 50.
_WORDS_IN_CAPITALS = set(
    "ALL AMD BOB RON TOP CUP MOP PEN GEL SOS MAD BAM NAD COP LAK ERN MUR SLE STN".split()
)
CODES: set[str] = set()
CURRENCY_PHRASES: dict[str, list[tuple[tuple[str, ...], str]]] = {}
"""Currencies with their country, by the first word, the longest first."""


def _take_currencies() -> None:
    """Add the generated currencies; what is written by hand above has precedence."""
    for row in read_currencies():
        CODES.add(row.code)
        for word in row.words:
            CURRENCY_WORDS.setdefault(word, row.code)
        for name in (*row.names, *_CALLED.get(row.code, "").split(";")):
            words = tuple(name.split())
            if len(words) > 1:
                CURRENCY_PHRASES.setdefault(words[0], []).append((words, row.code))
    CODES.difference_update(_WORDS_IN_CAPITALS)
    for phrases in CURRENCY_PHRASES.values():
        phrases.sort(key=lambda entry: -len(entry[0]))


_take_currencies()
# A hundredth of a currency: the currency itself is not always known from "cents" alone.
COUNTRIES = {
    words[0]: [(words[:-1], code)]
    for entries in CURRENCY_PHRASES.values()
    for words, code in entries
    if words[-1] == "dollars" and len(words) == 2
} | {"cdn": [(("cdn",), "CAD")]}
"""Whose dollars, by the word for the country: Canadian."""
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

MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
    "september sept sep|october oct|november nov|december dec".split("|"),
    start=1,
):
    for _name in _names.split():
        MONTHS[_name] = _number
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
