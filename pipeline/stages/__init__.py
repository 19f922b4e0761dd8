"""The stages, one module each; none imports another. Data types connect them."""
