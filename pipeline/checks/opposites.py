"""Opposites: two words of which every one of a whole is one or the other, unless the rest is named."""

import re

_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        (
            r"for|in favou?r|yes|yea|aye|support\w*|backed|approved|accepted",
            r"against|opposed?|no|nay|rejected",
        ),
        (r"men|boys|males?|man|fathers|sons", r"women|girls|females?|woman|mothers|daughters"),
        (r"adults?", r"children|minors|teenagers|teens"),
        (r"surviv\w+|alive|lived", r"died|dead|killed|perished|drowned"),
        (r"passed", r"failed"),
        (r"won", r"lost"),
        (r"public", r"private"),
        (r"open|reopened", r"closed|shut"),
        (r"positive", r"negative"),
        (r"full[- ]time", r"part[- ]time"),
        (r"convicted|guilty", r"acquitted|cleared|innocent|not\s+guilty"),
        (r"vaccinated", r"unvaccinated"),
        (r"sold", r"unsold"),
        (r"occupied|full", r"empty|vacant"),
        (r"married", r"single|unmarried"),
        (r"indoors?", r"outdoors?"),
        (r"above", r"below"),
        (r"on\s+time", r"late"),
        (r"vaccine|drug|treatment", r"placebo|control"),
        (r"under|younger", r"over|older"),
        (r"urban|town|city", r"rural|countryside"),
        (r"insured", r"uninsured"),
        (r"locals?", r"visitors?|foreigners?|tourists?"),
        (r"domestic", r"foreign|international"),
        (r"new", r"old|used"),
        (r"own(?:ed)?", r"rent(?:ed)?|let|leased"),
        (r"native|native-born", r"foreign-born|immigrants?"),
    )
)


def are_opposites(one: str, other: str) -> bool:
    """Return whether two texts hold two words that leave nothing between them."""
    return any(
        (first.search(one) and second.search(other)) or (second.search(one) and first.search(other))
        for first, second in _OPPOSITES
    )
