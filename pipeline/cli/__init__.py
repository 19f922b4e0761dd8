"""The command line: the only code that reads the environment, prints, writes files or exits.

One module a command; `app` puts them together and turns errors into one line and an exit code.
"""

from pipeline.cli.app import main

__all__ = ["main"]
