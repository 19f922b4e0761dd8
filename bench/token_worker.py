"""Counts tokens offline, in the peers' environment: JSON texts in, JSON counts out."""

import json
import sys

import bpe_openai  # type: ignore[import-not-found]  # of another environment

encoding = bpe_openai.get_encoding("o200k_base")
json.dump([len(encoding.encode(text)) for text in json.load(sys.stdin)], sys.stdout)
