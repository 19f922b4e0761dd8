"""Sentences, markup and white space: pure functions from text to spans."""
