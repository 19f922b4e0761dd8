"""The grammar of numbers: each module begins with its rules; `pipeline.numbers.read` orders them.

Tokens first (`tokens`; `starts` says which can begin anything), words from tables (`lexicon`,
`modifier_words`, `phrases`). A rule takes tokens and a place and returns a `reading` or None:
points in time (`dates`, `years`, `decades`, `clock`, `hours`, `relative`), what counts nothing
(`names`, `labels`, `scores`, `addresses`, `digit_names`, `ranks`), shares and multiples (`shares`,
`multipliers`), amounts (`numerals`, `number_words`, `magnitude`, `amounts`, `units`, `currencies`,
`spans`, `ages`, `compounds`, `ranges`). Around a reading stand its hedge (`modifiers`), direction
(`directions`), rate (`rates`), noun (`nouns`) and time (`timing`); what it leaves unsaid comes from
`echoes`.
"""
