"""The library: one SQLite file, filled by `adding` through processes, searched by `searching`."""
