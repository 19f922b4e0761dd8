"""Reconciling numbers: whether what a statement says of a number is what its source says."""
