"""Reconciling numbers: whether what a statement says of a number is what its source says.

`judge` is the table of contents, `check` what is called from outside; a `match` is what they hand back,
with its `risk`. Each `mention` of a number in the statement is compared with every one of the `source`
(`compare`, `comparison`: `dimensions`, `intervals`, `moments`, `results`, `tons`, `designations`), by how well
the words around them fit (`likeness`, `rivals`).

An equal number may be another figure all the same: of another change (`changes`, `verbs`), time (`periods`,
`times`, `tense`), thing (`things`, `bases`, `wholes`, `lists`, `binding`), subject (`subjects`), place
(`places`), or told the other way round (`polarity`); words taken over stand where they stood (`verbatim`).
What the source does not hold may follow from it, as a `derivation` (`derive` from its `operands`: `sums`,
`several`, `proportions`, `reversals`, `parts`, `year_arithmetic`, `clock_arithmetic`); a unit may be left out
(`ellipsis`) or be two units (`ambiguous`); what is left is `absent`. `same` tells repeats in one article.
"""
