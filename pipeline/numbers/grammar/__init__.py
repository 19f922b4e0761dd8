"""The grammar of numbers: each module begins with its rules; `pipeline.numbers.read` orders them.

Tokens first (`tokens`; `starts` says which can begin anything), words from `lexicon`. A rule takes
tokens and a place and returns a `reading` or None: points in time (`dates`, `years`, `clock`,
`relative`), what counts nothing (`names`, `digit_names`, `scores`), shares and multiples
(`shares`, `multipliers`), amounts (`numerals`, `number_words`, `magnitude`, `amounts`, `units`,
`currencies`, `spans`, `ages`, `compounds`, `ranges`). Around a reading stand its hedge
(`modifiers`), direction (`directions`), rate (`rates`) and noun (`nouns`); what it leaves unsaid
comes from `echoes`.
"""
