"""Write `pipeline/numbers/tables`, units and currencies: `python -m bench.unit_tables`.

Needs the sources below, of which nothing is needed to run: `pip install babel quantulum3 pint`.
Why these, and by which rules words are left out: docs/decisions/0009.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from importlib.metadata import distribution, version
from importlib.resources import files
from pathlib import Path

import pint
from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

_TABLES = Path(__file__).parents[1] / "pipeline" / "numbers" / "tables"
_SOURCES = (
    ("quantulum3", "MIT; names and symbols of units, common English words"),
    ("pint", "BSD-3-Clause; factors of units"),
    ("babel", "BSD-3-Clause; currencies of the CLDR, Unicode-3.0"),
)
# What news measures, with the name of the dimension here and its base unit in pint.
_DIMENSIONS = {
    "length": ("length", "meter"),
    "mass": ("mass", "kilogram"),
    "volume": ("volume", "liter"),
    "area": ("area", "meter**2"),
    "time": ("time", "second"),
    "speed": ("speed", "kilometer/hour"),
    "power": ("power", "watt"),
    "energy": ("energy", "kilowatt_hour"),
    "torque": ("torque", "newton*meter"),
    "pressure": ("pressure", "pascal"),
    "frequency": ("frequency", "hertz"),
    "instance frequency": ("rotation", "revolution/minute"),
    "sound level": ("sound", ""),
    "charge": ("charge", "ampere*hour"),
    "current": ("current", "ampere"),
    "electric potential": ("voltage", "volt"),
    "data storage": ("data", "megabyte"),
    "data transfer rate": ("data rate", "bit/second"),
    "radioactivity": ("radioactivity", "becquerel"),
    "radiation absorbed dose": ("dose", "sievert"),
    "temperature": ("temperature", ""),
    "typographical element": ("pixels", "pixel"),
    "density": ("density", "kilogram/meter**3"),
    "volumetric flow": ("flow", "meter**3/second"),
}
# Units that are also names, things or verbs in the news, whatever the number before them.
_NOT_IN_NEWS = set(
    "ell span twip barn circular_mil ton_of_refrigeration quarter drop shake stere rod statvolt "
    "faraday statcoulomb coulomb rutherford rad gray curie gal quad therm barye torr hartree erg "
    "nibble cubit lustrum minute_of_arc second_of_arc solar_mass earth_mass turn speed_of_light "
    "degree_celsius degree_fahrenheit degree_rankine standard_cubic_feet_per_minute "
    "standard_cubic_centimetre_per_minute standard_litre_per_minute inverse_second gigaton megaton "
    "kiloton kilo_base_pair mega_base_pair giga_base_pair pica inverse_femtobarn ton short_ton "
    "metre_per_hour inch_of_water centimeter_of_water technical_atmosphere peck league "
    "dessertspoon "
    "fathom langley quintal pound-mass tonne cup bar watt_second".split()
)
# Words that name other things than a unit or a currency, though rare enough to be no common words.
_NOT_A_UNIT = set(
    "dots pels gajs annum annums bevatron bevatrons dalton daltons nucleotide nucleotides golds "
    "dram drams soles sols colons reals talas dongs atmospheres centigrades".split()
)
# Ordinary words and symbols that the news writes for units all the same.
_KEPT_WORDS = set("pixel pixels byte bytes volt volts carat carats hertz".split())
_PREFIXES = {
    "T": "tera",
    "G": "giga",
    "M": "mega",
    "k": "kilo",
    "m": "milli",
    "µ": "micro",
    "n": "nano",
}
# Units that the lexicon calls by their symbol.
_NAMES = {
    "kilometre": "km",
    "centimetre": "cm",
    "millimetre": "mm",
    "micrometre": "µm",
    "nanometre": "nm",
    "kilogram": "kg",
    "milligram": "mg",
    "cubic_centimetre": "ml",
    "kilowatt": "kW",
    "megawatt": "MW",
    "gigawatt": "GW",
    "kilowatt_hour": "kWh",
    "megabyte": "MB",
    "gigabyte": "GB",
    "terabyte": "TB",
    "kilohertz": "kHz",
    "megahertz": "MHz",
    "gigahertz": "GHz",
    "mile_per_hour": "mph",
    "kilometre_per_hour": "km/h",
    "metre_per_second": "metre/s",
    "revolutions_per_minute": "rpm",
    "square_kilometre": "square_km",
}
# How pint calls what quantulum3 names otherwise.
_IN_PINT = {
    "metric_ton": "tonne",
    "millimeter_of_mercury": "millimeter_Hg",
    "inch_of_mercury": "inHg",
    "standard_atmosphere": "atmosphere",
    "pound_per_square_inch": "psi",
    "acre_foot": "acre*foot",
    "light-year": "light_year",
    "milliampere-hour": "milliampere*hour",
    "ampere-hour": "ampere*hour",
    "mibibyte": "mebibyte",
    "revolutions_per_minute": "revolution/minute",
    "volt-ampere": "volt*ampere",
    "newton_metre": "newton*meter",
    "kilowatt_hour": "kilowatt*hour",
}


def main() -> None:
    """Write both tables and the licences of their sources into their folder."""
    (_TABLES / "units.tsv").write_text(units_table(), "utf-8")
    (_TABLES / "currencies.tsv").write_text(currencies_table(), "utf-8")
    (_TABLES / "LICENSES.txt").write_text(licences(), "utf-8")


def units_table() -> str:
    """Return the table of units."""
    entries = dict(_entries())
    rows = sorted(_unit_row(name, entry) for name, entry in entries.items())
    return _table("name dimension factor words symbols", (row for row in rows if any(row[3:])))


def currencies_table() -> str:
    """Return the table of the currencies that are legal tender somewhere today."""
    names = {code: _currency_names(code) for code in _current_codes()}
    last = Counter(word for each in names.values() for word in {n.split()[-1] for n in each})
    symbols = Locale("en").currency_symbols
    rows = []
    for code, each in sorted(names.items()):
        words = {name.split()[-1] for name in each}
        own = [w for w in sorted(words) if last[w] == 1 and w not in _common_words() | _NOT_A_UNIT]
        symbol = symbols.get(code, code)
        rows.append((code, ";".join(sorted(each)), ";".join(own), "" if symbol == code else symbol))
    return _table("code names words symbols", rows)


def licences() -> str:
    """Return the notices that the sources ask to be kept with what is taken from them."""
    notices = []
    for package, licence in _SOURCES:
        texts = [
            Path(str(path.locate())).read_text("utf-8").strip()
            for path in sorted(distribution(package).files or (), key=str)
            if path.name in {"LICENSE", "LICENSE.unicode"}
        ]
        title = f"{package} {version(package)} ({licence})"
        notices.append("\n\n".join([title, "=" * len(title), *texts]))
    return "\n\n\n".join(notices) + "\n"


def _table(columns: str, rows: Iterable[tuple[str, ...]]) -> str:
    head = ["# Generated by python -m bench.unit_tables; do not edit. From:"]
    head += [f"#   {package} {version(package)} ({licence})" for package, licence in _SOURCES]
    head.append("# " + "\t".join(columns.split()))
    return "\n".join([*head, *("\t".join(row) for row in rows)]) + "\n"


def _entries() -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield the units of quantulum3 that news uses, with those its prefixes make."""
    source = json.loads((files("quantulum3") / "units.json").read_text("utf-8"))
    for title, entry in source.items():
        name = title.replace(" ", "_")
        if entry["entity"] not in _DIMENSIONS:
            continue
        if name not in _NOT_IN_NEWS:
            yield name, entry
        prefixes = set(entry.get("prefixes") or ()) & set(_PREFIXES)
        for sign in prefixes if entry["entity"] != "time" else ():
            word = _PREFIXES[sign]
            yield (
                word + name,  # a millibar is none of the things a bar is
                {
                    "entity": entry["entity"],
                    "surfaces": [word + each for each in entry["surfaces"] if " " not in each],
                    "symbols": [sign + symbol for symbol in entry["symbols"]],
                },
            )


def _unit_row(name: str, entry: dict[str, list[str]]) -> tuple[str, ...]:
    dimension, base = _DIMENSIONS[str(entry["entity"])]
    words = {form for surface in entry["surfaces"] for form in _forms(surface.lower())}
    words = {word for word in words if _stands_for_a_unit(word)}
    symbols = {symbol for symbol in entry["symbols"] if _is_clear_symbol(symbol)}
    factor = _factor(name, base) if base else ""
    cells = ";".join(sorted(words)), ";".join(sorted(symbols))
    return _NAMES.get(name, name), dimension, factor, *cells


def _forms(surface: str) -> tuple[str, str]:
    """Return the singular and the plural, which the head of the phrase takes: miles per hour."""
    head, link, rest = surface.partition(" per ")
    head, of, whole = (head, "", "") if link else surface.partition(" of ")
    tail = link + rest + of + whole
    return head + tail, _plural(head) + tail


def _plural(words: str) -> str:
    for singular, plural in (("foot", "feet"), ("inch", "inches"), ("century", "centuries")):
        if words.endswith(singular):
            return words.removesuffix(singular) + plural
    return words if words.endswith(("s", "hertz")) else words + "s"


def _stands_for_a_unit(word: str) -> bool:
    """Return whether a word behind a number can only be a unit; ordinary words are not taken."""
    spelled = len(word) > 3 and word.replace(" ", "").replace("-", "").isalpha()
    ordinary = word in _common_words() or word in _NOT_A_UNIT
    return spelled and (word in _KEPT_WORDS or not ordinary)


def _is_clear_symbol(symbol: str) -> bool:
    """Return whether a symbol is no word, name or magnitude: mixed case, or long and uncommon."""
    letters = symbol.isalpha() and symbol.isascii() and len(symbol) <= 5
    mixed = not symbol.islower() and not symbol.isupper() and len(symbol) > 1
    long = len(symbol) > 2 and symbol.lower() not in _common_words()
    return letters and (mixed or long)


def _common_words() -> frozenset[str]:
    if not _COMMON:
        text = (files("quantulum3") / "_lang/en_US/common-words.txt").read_text("utf-8")
        _COMMON.append(frozenset(text.split("\n")))
    return _COMMON[0]


_COMMON: list[frozenset[str]] = []


def _factor(name: str, base: str) -> str:
    """Return one of a unit in the base unit of its dimension; empty where pint does not know it."""
    registry = _registry()
    words = _IN_PINT.get(name, name.replace("_per_", "/").replace("-", "_"))
    words = re.sub(r"\bcubic_(\w+)", r"\1**3", re.sub(r"\bsquare_(\w+)", r"\1**2", words))
    try:
        factor = registry.parse_expression(words).to(base).magnitude
    except (pint.errors.UndefinedUnitError, pint.errors.DimensionalityError):
        return ""
    return format(Decimal(f"{factor:.12g}").normalize(), "f")


def _registry() -> "pint.UnitRegistry[Decimal]":
    if not _REGISTRIES:
        _REGISTRIES.append(pint.UnitRegistry(non_int_type=Decimal))
    return _REGISTRIES[0]


_REGISTRIES: list["pint.UnitRegistry[Decimal]"] = []


def _current_codes() -> set[str]:
    territories = get_global("territory_currencies").values()
    return {
        code
        for entries in territories
        for code, _, end, tender in entries
        if tender and end is None
    }


def _currency_names(code: str) -> set[str]:
    """Return the names of a currency in small letters, without marks over letters too."""
    names = {get_currency_name(code, count, locale="en").lower() for count in (1, 2)}
    names |= {name + "s" for name in names if not name.endswith("s")} & {
        get_currency_name(code, 1, locale="en").lower() + "s"
    }
    plain = {name.translate(_PLAIN) for name in names}
    return {name for name in names | plain if len(name.split()) > 1 or code == "EUR"}


_PLAIN = str.maketrans("áéíóúãõëʻ", "aeiouaoe'")

if __name__ == "__main__":
    main()
