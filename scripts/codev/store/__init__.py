"""The files: where they are, YAML in and out with positions, one canonical form, and the cache."""
