"""Columns that are called otherwise than those that are understood: which of them is meant."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.corpus.reading.rows import Values, shown

WHICH = "name one so, or say which it is: --columns text=…"
"""What to do where none is."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """Says which column of a table is the text, the title and so on; without any, each is what it is called."""

    meant: tuple[tuple[str, str], ...] = ()
    """A name that is understood and the column that is meant by it, each: ("text", "body")."""

    def name_of(self, column: str) -> str:
        """Return what a column is read as; what has its name taken from it is kept as "text (2)"."""
        for name, called in self.meant:
            if column == called:
                return name
        return f"{column} (2)" if column in dict(self.meant) else column

    def of(self, values: Values) -> Values:
        """Return the values of a row by what their columns are read as."""
        if not self.meant:
            return values
        return {self.name_of(column): value for column, value in values.items()}


AS_CALLED = Renaming()
"""Each column is what it is called."""
_TEXTS = frozenset({"text", "html"})


def holds_text(columns: Iterable[str], renaming: Renaming) -> bool:
    """Return whether one of the columns is read as the text of articles."""
    return not _TEXTS.isdisjoint(map(renaming.name_of, columns))


def without_text(columns: Iterable[str]) -> str:
    """Return what is wrong with a table of which no column holds a text."""
    return f"has no column named text or html (it has {shown(columns)}): {WHICH}"
