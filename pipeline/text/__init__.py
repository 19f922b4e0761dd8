"""Reading text: sentences and their roles, markup, clauses, speakers and people.

Pure functions from text to spans and words. What a number is stands in `pipeline.numbers`, above.
"""
