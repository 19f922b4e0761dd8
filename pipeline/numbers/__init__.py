"""Reading, comparing and deriving numbers: pure, deterministic, no model."""
