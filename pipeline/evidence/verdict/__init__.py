"""What a library says of a figure: a pool of its numbers, matched, weighed and judged."""
