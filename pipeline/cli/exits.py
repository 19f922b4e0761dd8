"""Exit codes, as `factdesk --help` lists them."""

FOUND = 1
UNUSABLE = 2
SOME_FAILED = 3
OVER_BUDGET = 4
STOPPED = 130  # 128 + SIGINT, as shells count it; by SIGTERM too, which means the same to us
