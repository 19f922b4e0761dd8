"""Reconciling numbers: whether what a statement says of a number is what its source says.

`judge` is the table of contents, `check` what is called from outside. A number of the statement is
compared with every number of the source (`compare`, `intervals`, `dimensions`, `moments`); an equal
one may be another figure all the same (`changes`, `periods`, `tense`, `bases`, `things`, `subjects`,
`wholes`, `binding`, `polarity`, `places`); what the source does not hold may follow from it (`derive`, `sums`,
`proportions`, `reversals`, `parts`, `year_arithmetic`, `clock_arithmetic`); a unit may be left out
(`ellipsis`).
"""
