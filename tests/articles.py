"""Articles of our own that several tests read. Their facts are invented."""

from typing import Any

from pipeline import article_from_text

STORM = """Storm leaves port without power

The storm cut power to nearly 480 homes on Monday, the grid operator said.

At least 700 people spent the night in shelters, and 22 of the 32 pumps failed, according to Maria Rossi, the mayor.

She said repairs would cost $3.2 billion over five years. A Kestrel K-208 helicopter brought crews from June 9, 2025.

The city makes as much power in three months as its neighbour makes in a year.

Nearly 480 homes lost power in the storm, the worst since 1998. Thousands of trees fell.

Sign up for our newsletter and get 10 stories a day.
"""

storm = article_from_text(STORM, source="storm.txt")

STORM_BRIEF: dict[str, Any] = {
    "headline": "Storm cuts power in port",
    "points": [
        {"sentence_ids": ["s2"], "text": "The storm cut power to nearly 480 homes."},
        {"sentence_ids": ["s3"], "text": "At least 700 people spent the night in shelters."},
        {"sentence_ids": ["s4"], "text": "Rossi said repairs would cost $3.2 billion."},
    ],
}
"""What a good model answers when it is asked for a brief of it."""
