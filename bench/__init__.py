"""Measurements: our readings and checks beside those of peers; how fast, how linear, how lucky.

Lives here: `make bench`, all of it in one run, and one module a table that also runs by itself.
Nothing here is installed with the package, and nothing of the package imports it.
"""
