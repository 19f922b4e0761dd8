"""One name for each unit, so that "USD", "$" and "dollar" agree whoever wrote them."""

import re

# The name first, then other spellings; spaces within one are underscores.
_SPELLINGS = """
percentage % percent per_cent pct
percentage_point percentage_points percent_point points_of_percentage
basis_point bp bps
point pts
count times x fold
dollar $ usd us$ us_dollar u.s._dollar united_states_dollar
cent ¢ us_cent
euro € eur
pound_sterling £ gbp british_pound
penny pence p
japanese_yen ¥ jpy yen
chinese_yuan cny rmb yuan renminbi chinese_yuan_renminbi
hong_kong_dollar hkd hk$
australian_dollar aud a$
canadian_dollar cad c$
new_zealand_dollar nzd nz$
singapore_dollar sgd s$ singaporean_dollar
indian_rupee inr ₹ rs rupee
malaysian_ringgit myr rm ringgit
shekel ils nis ₪ israeli_shekel israeli_new_shekel
norwegian_krone nok
danish_krone dkk
croatian_kuna hrk kn kuna
south_african_rand zar r rand
swiss_franc chf franc
russian_ruble rub ruble rouble
second s sec
minute min
hour h hr
day d
week wk
month mo
year y yr
decade decades
century centuries
year_of_age years_old year_old
month_of_age months_old month_old
kilometre km kilometer
metre m meter
centimetre cm centimeter
millimetre mm millimeter
micrometre µm μm micrometer micron
nanometre nm nanometer
mile mi
foot ft feet
inch in inches
yard yd
kilometre_per_hour km/h kph kmh
mile_per_hour mph
mile_per_gallon mpg
kilometre_per_second km/s
revolutions_per_minute rpm revolution_per_minute
kilogram kg kilo kilogramme
gram g gramme
milligram mg
pound-mass lb lbs
ounce oz fluid_ounce us_fluid_ounce
ton short_ton
metric_ton t tonne metric_tonne
gigaton gigatonne gt
litre l liter
millilitre ml milliliter cubic_centimetre
gallon gal us_gallon
barrel bbl
barrel_per_day bpd
square_metre m2 m² sqm square_meter
square_foot sqft sq_ft square_feet
square_kilometre km2 km² square_kilometer
square_mile sq_mi
hectare ha
acre acres
celsius °c c degree_celsius
fahrenheit °f f degree_fahrenheit
degree ° degree_angle
watt w
kilowatt kw
megawatt mw
gigawatt gw
kilowatt_hour kwh kilowatt-hour
horsepower hp ps
newton_metre newton_meter
pound-foot lb-ft pound-feet
hertz hz
kilohertz khz
gigahertz ghz
gigabyte gb
megabyte mb
milliampere-hour mah
parts-per-billion ppb part_per_billion
part_per_million ppm
kilopound_per_square_inch ksi
volt v
people person
child children
man men
woman women
"""
_NAMES = {
    spelling.replace("_", " "): line.split()[0].replace("_", " ")
    for line in _SPELLINGS.strip().splitlines()
    for spelling in line.split()
}
_THINGS = {"people", "child", "man", "woman", "count", "point"}
MEASURES = frozenset(_NAMES.values()) - _THINGS
_EMPTY = {"", "-", "none", "dimensionless", "unk"}
_SMALL = frozenset({"of", "the", "a", "an", "and", "or", "in", "for", "to", "other", "more", "new"})


def canonical(unit: str | None) -> str:
    """Return the one name of a unit, singular, rates as "X per Y"; "-" for none."""
    spelling = " ".join((unit or "").lower().split())
    if spelling in _EMPTY:
        return "-"
    if spelling in _NAMES:
        return _NAMES[spelling]
    above, per, below = spelling.partition(" per ")
    if per:
        return f"{canonical(above)} per {canonical(below)}"
    singular = " ".join(_singular(word) for word in spelling.split())
    return _NAMES.get(singular, singular)


def same(one: str | None, other: str | None) -> bool:
    """Return whether two units have one name."""
    return canonical(one) == canonical(other)


def akin(one: str | None, other: str | None) -> bool:
    """Return whether two units are the same, have one head, or one holds all words of the other.

    "people" is akin to "people in Europe". Money, measures and rates are akin only when the same.
    """
    if same(one, other):
        return True
    first, second = canonical(one), canonical(other)
    if "-" in {first, second} or (" per " in first) != (" per " in second):
        return False
    if {first.split(" per ")[0], second.split(" per ")[0]} & MEASURES:
        return False
    words, others = _content(first), _content(second)
    if not words or not others:
        return False
    contained = set(words) <= set(others) or set(others) <= set(words)
    return contained or words[-1] == others[-1]


def _content(unit: str) -> list[str]:
    words = (_singular(word) for word in re.findall(r"[^\W_'’-]+(?:['’-][^\W_]+)*", unit))
    return [word for word in words if word not in _SMALL]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word
