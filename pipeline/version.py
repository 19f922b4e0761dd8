"""The version that outputs name as their maker."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("factdesk")
except PackageNotFoundError:  # run from the tree without an installation
    VERSION = "0+tree"
