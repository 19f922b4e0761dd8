"""Sentences without a number, thousands of them, each put together of three parts.

Most sentences of news have no number. The labelled articles are full of numbers, three times as
many a word as news has; between sentences like these they weigh what news weighs.
"""

from collections.abc import Iterator
from itertools import count

_WHO = """The mayor|A spokesman for the ministry|Neighbours|Opposition members|The company|Critics
Officials|Residents of the old quarter|The party's leader|Teachers|The museum|Farmers in the valley
The court|Rescue workers|The union|Experts|The minister|Shopkeepers|The airline|The team's captain
Police|The bank|Doctors|Her lawyer|Environmental groups|The owner of the building|The inspectors
Prosecutors|The director|Fishermen|The chairwoman|Volunteers|The authority|Passengers|Pupils"""
_WHAT = """called the plan a mistake|declined to comment on the talks|brought blankets and hot tea
accused the council of hiding the state of the roads|welcomed the change and asked for patience
warned that small firms would suffer most|promised help for the families|closed the street to traffic
thanked the engineers who had worked through the night|asked for a new vote on the bridge
complained about the noise and the dust|found no fault with the brakes|blamed a fault in the signals
said that nobody had signed the order|hoped that the work could begin|pointed to the jobs it would bring
refused to publish the minutes|looked for damage below the water line
wanted longer rest between the shifts|could not say who had ordered the repairs|spoke of a good day
feared that visitors would stay away|kept quiet about the cost|put old photographs on show"""  # noqa: E501
_WHEN = """before the winter|during the night|on the way to the station|after a long silence
while the ground was dry|behind closed doors|in front of the town hall|near the river|at the harbour
outside the school|until the evening|with the help of volunteers|in the rain|before dawn
as the wind turned|after the holiday|without giving a reason|in a letter to the council
at the edge of the square|when the lights came back|on the old railway line|as in the old days|at the end of the meeting"""  # noqa: E501


def sentences(begin: int = 0) -> Iterator[str]:
    """Yield sentences without end, of some 14 words; the same again only after thousands."""
    who, what, when = (part.replace("\n", "|").split("|") for part in (_WHO, _WHAT, _WHEN))
    for turn in count(begin):
        # The lengths of the lists have no divisor in common, so every three meet.
        yield f"{who[turn % len(who)]} {what[turn % len(what)]} {when[turn % len(when)]}."
