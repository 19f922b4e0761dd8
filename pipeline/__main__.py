"""`python -m pipeline` is `factdesk`."""

from pipeline.cli import main

main()
