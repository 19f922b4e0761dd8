"""The file of a library."""

DEFAULT_NAME = "evidence.sqlite"
