"""The boxes in which `--help` shows options that belong together."""

MODEL = "Model and price"
ANSWERS = "Answers that were paid for"
FILES = "What is written"
AGAIN = "What is left to do"
CHECKS = "Checks"
MACHINE = "Machine and progress"
