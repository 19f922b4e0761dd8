"""The command line: the only code that reads the environment, prints, writes files or exits.

One module a command holds its arguments, another what it does, imported when it runs: `brief` and
`briefing`, `run` and `corpus_run`, `check` and `checking`. `app` puts the commands together and turns
errors into one line and an exit code.
"""

from pipeline.cli.app import main

__all__ = ["main"]
