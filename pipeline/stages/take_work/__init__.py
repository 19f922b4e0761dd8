"""Taking work back: what a person filled in, in any form it travels in, goes into the report's rows.

`reading` tells the form, `tables` (with `workbook`) and `objects` take it apart, `entry` understands
what stands in a field, `placing` finds rows of another version, `merging` puts
it into the rows. Where the files lie is the command's concern.
"""

from pipeline.stages.take_work.merging import (
    Conflict,
    Taken,
    Unplaced,
    holds_work,
    is_worked,
    take_work,
)
from pipeline.stages.take_work.reading import NamedWork, read_work, work_in
from pipeline.stages.take_work.tables import read_table

__all__ = [
    "Conflict",
    "NamedWork",
    "Taken",
    "Unplaced",
    "holds_work",
    "is_worked",
    "read_table",
    "read_work",
    "take_work",
    "work_in",
]
