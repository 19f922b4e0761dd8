"""The command line: the only code that reads the environment, prints, writes files or exits.

A command is the module of its name, loaded when it is named: its options, what it does, how it
ends.
`app` puts the commands together and turns errors into one line and an exit code. What several
share::

    options          options, each declared once, and settings of a model and a desk that follow
    exits            exit codes, and how a command is stopped
    standard_output  what is printed, for people, programs and a CI
    output_files     files written whole or set aside; `article_folder` keeps people's work in them
    spending         requests, tokens and dollars, before and after
    progress         bars and lines meanwhile; `run_progress` is what a corpus shows
"""

from pipeline.cli.app import main

__all__ = ["main"]
