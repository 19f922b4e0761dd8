"""A second look: a model is asked once about numbers in doubt, and code recomputes what it says.

`questions` asks about one statement, with the sentences of its source that may bear the numbers
out; `asking` brings the answers in; `answers` recomputes them and marks what they settle.
"""
