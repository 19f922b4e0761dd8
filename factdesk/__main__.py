"""`python -m factdesk` is `factdesk`."""

from pipeline.cli import main

main()
