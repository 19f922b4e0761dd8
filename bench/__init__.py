"""How fast factdesk is, measured on the examples; nothing here is installed with the package."""
