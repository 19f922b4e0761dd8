"""What a text says of itself: an article's sentences and their roles, markup, speakers, bodies, clauses.

Pure functions from text to spans and words. What a number is stands in `pipeline.numbers`, above.
"""
