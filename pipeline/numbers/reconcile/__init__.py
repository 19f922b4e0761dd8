"""Reconciling numbers: whether what a statement says of a number is what its source says.

`check` is the table of contents. A number of the statement is compared with every number of the
source (`compare`, `intervals`, `dimensions`, `moments`); an equal one may be another figure all the
same (`changes`, `periods`, `tense`, `bases`, `subjects`, `binding`); what the source does not hold
may follow from it (`derive`, `sums`, `proportions`, `reversals`, `parts`, `year_arithmetic`).
"""
